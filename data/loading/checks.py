"""Figures put together to observations, and what cannot be right about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.checks.figures import RANGES, fits_whole_count, rounding
from data.loading.figures import Figure
from data.loading.findings import Finding, Place, error
from data.loading.known import Indicator, Known
from data.loading.mapping import Mapping
from data.loading.periods import KIND_WORDS
from data.loading.rules import rules

Key = tuple[str, str, date, date]


@dataclass
class Observation:
    """The measures of one indicator, area and period, by measure."""

    key: Key
    measures: dict[str, Figure]

    def value(self, measure: str) -> float | None:
        """The number, or None when there is none."""
        figure = self.measures.get(measure)
        return figure.answer.value if figure else None

    def row(self, source_id: str, fallback_place: str) -> dict[str, Any]:
        """A row of table observation, without release_id and role."""
        main = self.measures["value"]
        notes = [note for note in (main.answer.note, main.note) if note]
        return {
            "indicator_id": self.key[0],
            "area_id": self.key[1],
            "period_start": self.key[2],
            "period_end": self.key[3],
            "value": main.answer.value,
            "numerator": self.value("numerator"),
            "denominator": self.value("denominator"),
            "status": main.answer.status,
            "note": " ".join(dict.fromkeys(notes)) or None,
            "printed": main.answer.printed or None,
            "source_id": source_id,
            "source_place": main.source_place or fallback_place,
        }


def gather(figures: Iterable[Figure], known: Known, refused: Collection[Key] = ()) -> tuple[list[Observation], list[Finding]]:
    """One observation per indicator, area and period; the same measure of one twice is an error, also when they agree.

    Of the keys in `refused` something was found wrong already. At least `ones` (rules.yml) rows of one key that all say
    1 are counted people, not figures: the file is refused.
    """
    by_key: dict[Key, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        by_key[figure.indicator_id, figure.area_id, figure.start, figure.end][figure.measure].append(figure)
    findings: list[Finding] = []
    observations = []
    for key, measures in by_key.items():
        for measure, same in measures.items():
            if len(same) > 1:
                findings.append(_twice(known.named(*key), measure, same))
        if "value" in measures:
            observations.append(Observation(key, {measure: same[0] for measure, same in measures.items()}))
        elif key not in refused:
            place = next(iter(measures.values()))[0].place
            what = f"der er tæller eller nævner, men intet tal: {known.named(*key)}"
            findings.append(error("empty_cell", what, "Nævn kolonnen med tallet under figures i tilknytningen.", place))
    return observations, findings


def _twice(name: str, measure: str, same: Sequence[Figure]) -> Finding:
    if measure == "value" and len(same) >= rules()["ones"] and all(figure.answer.value == 1 for figure in same):
        what = f"{len(same)} rækker om {name} siger alle 1: det ligner én række pr. person"
        return error("person_rows", what, "Monitoren modtager kun optalte tal. Intet fra filen er gemt.", same[0].place)
    values = {figure.answer.value for figure in same}
    which = "med forskellige tal" if len(values) > 1 else "med samme tal"
    other = f"første gang i {same[0].place}" if str(same[0].place) else "første gang tidligere i filen"
    what = f"{name} står {len(same)} gange {which}, {other}"
    remedy = "Behold én række; er der flere inddelinger (køn, alder), så sig under unused i tilknytningen, hvad der skal med."
    return error("duplicate_key", what, remedy, same[1].place)


def check(observations: Iterable[Observation], indicators: dict[str, Indicator]) -> list[Finding]:
    """Errors in single observations: shares above 100, counts above their base, values a unit cannot have."""
    return [found for one in observations for found in _check_one(one, indicators[one.key[0]])]


def _check_one(one: Observation, indicator: Indicator) -> Iterator[Finding]:
    value, count, base = one.value("value"), one.value("numerator"), one.value("denominator")
    main = one.measures["value"]
    low, high = RANGES.get(indicator.unit, (float("-inf"), float("inf")))
    if value is not None and not low <= value <= high:
        kind = "share_above_100" if indicator.unit == "percent" and value > 100 else "out_of_range"
        shown = f"{value:.10g}".replace(".", ",")
        what = f"bliver {shown}, men {indicator.title} er mellem {low:g} og {high:g}"
        yield error(kind, what, "Ret tallet, eller factor i tilknytningen.", main.place, main.answer.printed)
    yield from _not_whole(one, indicator)
    if base is not None and base <= 0:
        place = one.measures["denominator"].place
        yield error("base_not_positive", f"grundlaget er {base:g}", "Det skal være over 0; mangler det, så lad cellen stå tom.", place)
        return
    if count is not None and base is not None and count > base:
        what = f"tælleren {count:g} er større end nævneren {base:g}"
        yield error("numerator_above_denominator", what, "Er de to kolonner byttet om i tilknytningen?", one.measures["numerator"].place)
    elif value is not None and base is not None and indicator.unit == "percent" and value <= 100:
        yield from _share(value, count, base, indicator.decimals, main.place)


def _not_whole(one: Observation, indicator: Indicator) -> Iterator[Finding]:
    """Counts, and the counts behind shares and rates, that are no whole numbers: another unit, or no count at all."""
    counts = [name for name in ("numerator", "denominator") if indicator.unit in ("percent", "per_1000")]
    if indicator.unit == "count" and indicator.decimals == 0:
        counts.append("value")
    for measure in counts:
        value = one.value(measure)
        if value is not None and not value.is_integer():
            figure = one.measures[measure]
            name = {"value": f"„{indicator.title}“", "numerator": "tælleren", "denominator": "nævneren"}[measure]
            remedy = "Er tallet i tusinder, så sæt factor i tilknytningen; er det et areal eller et gennemsnit, så er indikatoren en anden."
            yield error("not_whole", f"er ikke et helt antal, men {name} tælles i hele", remedy, figure.place, figure.answer.printed)


def _share(value: float, count: float | None, base: float, decimals: int, place: Place) -> Iterator[Finding]:
    if count is not None and abs(100 * count / base - value) > rounding(decimals) + 1e-9:
        what = f"{value:g} % passer ikke med {count:g} af {base:g}, som er {100 * count / base:.2f} %".replace(".", ",")
        yield error("share_mismatch", what, "Ret et af tallene, eller se efter, at kolonnerne er de rigtige.", place)
    elif count is None and not fits_whole_count(value, base, decimals):
        what = f"{value:g} % af {base:g} er ikke et helt antal".replace(".", ",")
        yield error("share_mismatch", what, "Se efter, at nævneren er den, andelen er regnet af.", place)


def check_mapping(mapping: Mapping, known: Known) -> list[Finding]:
    """What a mapping's own indicators and source must be for the build to take them, and for one line to mean one thing."""
    findings = []
    remedy = "Opret kilden i data/sources.yml, eller ret source_id i tilknytningen."
    for source_id in dict.fromkeys([mapping.source_id, *(one.source_id for one in mapping.indicators)]):
        if source_id not in known.sources:
            findings.append(error("source", "er ingen kilde, monitoren kender", remedy, value=source_id))
    for one in mapping.indicators:
        held = known.indicators.get(one.indicator_id)
        if held and (held.unit, held.period_kind) != (one.unit, one.period_kind):
            what = f"indikatoren {one.indicator_id} findes allerede i {held.unit} for {KIND_WORDS[held.period_kind]}, "
            what += f"ikke i {one.unit} for {KIND_WORDS[one.period_kind]}"
            findings.append(error("indicator_field", what, "To definitioner er to indikatorer: giv den nye sit eget indicator_id."))
    return findings


def without_people(findings: list[Finding]) -> list[Finding]:
    """Only the refusals, without places' values, when the figures turned out to be people."""
    people = [found for found in findings if found.kind == "person_rows"]
    return [replace(found, value=None) for found in people]
