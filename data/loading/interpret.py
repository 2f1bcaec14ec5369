"""From raw figures to observations: which area, which indicator, which period, which number or which reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from data.loading import patterns
from data.loading.breakdowns import choose
from data.loading.figures import Answer, Figure, Located
from data.loading.findings import Finding, Place, error, warning
from data.loading.grids import Cell, Percent, text_of
from data.loading.known import Indicator, Known, same_text
from data.loading.layout import RawFigure
from data.loading.mapping import STATUS_NOTES, Mapping
from data.loading.mapping_parts import Target
from data.loading.numbers import Convention, Number, ambiguous, only, parse_number
from data.loading.pace import Pace
from data.loading.periods import KIND_WORDS, WORDS, Period, fitting, parse_period, serial_day
from data.loading.rules import rules
from data.loading.units import contradiction

_EXCEL_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NULL!|NUM!|I/T|VÆRDI!|NAVN\?|REFERENCE!)", re.IGNORECASE)
# What a spreadsheet would run as a formula if it were opened there; a minus alone, or before a number, is none.
_FORMULA = re.compile(r"[=@]|[+-][^\s\d,.].*[(|!]|[+-]\d.*[|!]")


class Interpreter:
    """Gives raw figures their meaning, and collects what cannot have one. `findings` grows as figures() goes."""

    def __init__(self, mapping: Mapping, known: Known, today: date) -> None:
        self.mapping, self.today = mapping, today
        self.findings: list[Finding] = []
        # Observations of which a figure was refused: what else they lack is not said again.
        self.refused: set[tuple[str, str, date, date]] = set()
        self.areas: dict[str, str | None] = {**known.areas, **{same_text(text): area for text, area in mapping.areas.items()}}
        self.known = known
        new = {one.indicator_id: Indicator(one.title, one.unit, one.decimals, one.period_kind) for one in mapping.indicators}
        self.indicators = new | known.indicators
        self.targets = {same_text(text): target for text, target in mapping.indicator_map.items()}
        self.measures = {same_text(text): measure for text, measure in mapping.measures.items()}
        self._said: set[tuple[str, str]] = set()

    def figures(self, raw: Sequence[RawFigure], pace: Pace) -> list[Figure]:
        """The figures that could be read and that count everybody, as the mapping expects. Raises Refused when time is up."""
        decimal = self._decimal(raw)
        whole, divided = choose([located for one in pace.over(raw) if (located := self._located(one)) is not None])
        self.findings += divided
        found = []
        for located in pace.over(whole):
            one, of = located.raw, located.of
            if _FORMULA.match(one.note):
                remedy = "Skriv bemærkningen som almindelig tekst."
                self.findings.append(error("formula", "bemærkningen er en formel", remedy, one.place, one.note[:60]))
            answer = self._answer(one, located.measure, located.target, decimal)
            if answer is None:
                self.refused.add(of[:4])
            else:
                found.append(Figure(*of, answer, one.note, one.source_place, one.place, one.parts))
        return found

    def _located(self, one: RawFigure) -> Located | None:
        """What a figure is of, or None when something of it is unknown or passed over."""
        target = self._target(one)
        area = self._area(one)
        measure = self._measure(one)
        if target is None or area is None or measure is None:
            return None
        self._check_unit(one, target, measure)
        period = self._period(one, target)
        return Located(one, target, area, period, measure) if period else None

    def _check_unit(self, one: RawFigure, target: Target, measure: str) -> None:
        own = self.indicators[target.id]
        # The base of a share is a count, whatever unit the share is in.
        stated = contradiction(one.units, own.unit, target.factor) if measure == "value" else None
        if stated is not None:
            what = f"er filens enhed, men „{own.title}“ er i {own.unit}"
            remedy = "Sæt factor i tilknytningen, hvis tallet skal ganges op, eller vælg en anden indikator."
            self._once("unit", stated, error("unit", what, remedy, Place(one.place.sheet), stated))

    def _decimal(self, raw: Sequence[RawFigure]) -> Convention:
        """The decimal sign of all the file's figures that are text. One that could be either is an error, not a guess."""
        if self.mapping.decimal != "detect":
            return self.mapping.decimal
        texts = {one.cell.strip(): one.place for one in raw if isinstance(one.cell, str) and one.cell.strip() not in self.mapping.marks}
        comma, point = only(texts, ","), only(texts, ".")
        if comma and point:
            what = f"filen skriver både decimalkomma („{comma[0]}“) og decimalpunktum („{point[0]}“)"
            remedy = "Ret filen, eller sæt decimal i tilknytningen."
            self.findings.append(error("decimal_mixed", what, remedy, texts[point[0]]))
        unclear = [text for text in texts if ambiguous(text)] if not comma and not point else []
        if unclear:
            remedy = "Sæt decimal til „,“ eller „.“ i tilknytningen."
            what = "kan være tusinder eller decimaler, og intet andet tal i filen afgør det"
            self.findings.append(error("decimal_unclear", what, remedy, texts[unclear[0]], unclear[0]))
        return "." if point else ","

    def _target(self, one: RawFigure) -> Target | None:
        key = same_text(one.indicator)
        target = self.targets.get(key)
        if target is None and len(self.targets) == 1 and not one.indicator:
            target = next(iter(self.targets.values()))
        if target is None:
            if key not in self.targets:
                self._unknown_indicator(one)
            return None
        own = self.indicators.get(target.id)
        if own is None:
            what = f"tilknytningen peger på indikatoren „{target.id}“, som monitoren ikke kender"
            remedy = (
                "Ret stavningen, eller beskriv indikatoren under indicators i tilknytningen (titel, definition, enhed, periodetype, kilde)."
            )
            self._once("unknown_indicator", target.id, error("unknown_indicator", what, remedy))
            return None
        if target.unit is not None and target.unit != own.unit:
            what = f"tilknytningen siger {target.unit} for „{one.indicator}“, men indikatoren {target.id} er i {own.unit}"
            remedy = "Ret unit, eller sæt factor, så tallet passer (100 for en andel mellem 0 og 1)."
            self._once("unit", target.id, error("unit", what, remedy))
            return None
        return target

    def _unknown_indicator(self, one: RawFigure) -> None:
        if self.mapping.other_indicators == "skip":
            what = "er ikke nævnt i tilknytningen og er sprunget over"
            self._once(
                "indicator_skipped", one.indicator, warning("indicator_skipped", what, "Se efter, at det skal det.", None, one.indicator)
            )
            return
        what = "er ingen indikator, tilknytningen kender"
        remedy = (
            "Skriv den under indicator_map med monitorens indikator (eller null for at springe den over); "
            "findes den ikke i monitoren, så beskriv den under indicators."
        )
        self._once(
            "unknown_indicator", one.indicator, error("unknown_indicator", what, remedy, one.places["indicator"], one.indicator or "(tom)")
        )

    def _area(self, one: RawFigure) -> str | None:
        key = same_text(one.area)
        # Statistikbanken can write a code and a name in one: "730 Randers".
        parts = re.fullmatch(r"0*(\d{1,4}) (.+)", key)
        found = self.areas.get(key, "") if key in self.areas else self.areas.get(parts[2], "") if parts else ""
        if found is None or found in self.known.area_names:
            return found
        if found:
            what = f"tilknytningen peger på området „{found}“, som monitoren ikke kender"
            self._once("unknown_area", found, error("unknown_area", what, "Ret area_id under areas i tilknytningen."))
        elif self.mapping.other_areas == "skip":
            what = "er ingen af monitorens områder og er sprunget over"
            self._once("area_skipped", one.area, warning("area_skipped", what, "Se efter, at det skal det.", None, one.area))
        else:
            what = "er intet område, monitoren kender"
            remedy = (
                "Skriv stavemåden under areas i tilknytningen (eller null for at springe den over); er det en fodnote, så brug ignore_rows."
            )
            self._once("unknown_area", one.area, error("unknown_area", what, remedy, one.places["area"], one.area or "(tom)"))
        return None

    def _measure(self, one: RawFigure) -> str | None:
        if not self.mapping.measures:
            return one.measure
        key = same_text(one.measure)
        if key not in self.measures and one.measure not in ("value", "numerator", "denominator"):
            remedy = "Skriv den under measures som value, numerator, denominator eller null."
            self._once("unknown_measure", key, error("unknown_measure", "er ikke nævnt under measures", remedy, one.place, one.measure))
            return None
        return self.measures.get(key, one.measure)

    def _period(self, one: RawFigure, target: Target) -> Period | None:
        indicator, text = self.indicators[target.id], one.period
        if self.mapping.period.pattern:
            match = patterns.search(self.mapping.period.pattern, text)
            text = match[1] if match else ""
        day = serial_day(one.period_cell) if isinstance(one.period_cell, float) else None
        if day is not None:
            what = f"er en dato, som Excel har gemt som et tal ({day.isoformat()})"
            self.findings.append(
                error("date_as_number", what, "Formatér kolonnen som dato i Excel, og gem filen igen.", one.places["period"], text)
            )
            return None
        periods = parse_period(text, earliest_year=rules()["earliest_year"])
        if not periods:
            what = "kan ikke læses som en periode"
            remedy = "Ventet er fx 2024, 2023/24, 2024K1, 2024M06, 1. januar 2024 eller okt. 2023-sep. 2024."
            self.findings.append(error("unreadable_period", what, remedy, one.places["period"], text or "(tom)"))
            return None
        period = fitting(periods, indicator.period_kind, target.read_as or self.mapping.period.read_as)
        if period is None:
            what = f"er {WORDS[periods[0].form]}, men „{indicator.title}“ gælder {KIND_WORDS[indicator.period_kind]}"
            remedy = "Vælg en indikator med den periodetype, eller sig med read_as, hvad kilden mener."
            self.findings.append(error("period_kind", what, remedy, one.places["period"], text))
            return None
        if period.end > self.today + timedelta(days=366) or period.start > self.today:
            what = "er en periode, der ikke er begyndt"
            self._once("future_period", text, warning("future_period", what, "Se efter, at året er rigtigt.", one.places["period"], text))
        return period

    def _answer(self, one: RawFigure, measure: str, target: Target, decimal: Convention) -> Answer | None:
        printed = text_of(one.cell)
        mark = self.mapping.marks.get(printed)
        if mark is not None:
            value = 0.0 if mark.status == "zero" else None
            status = "published" if mark.status == "zero" else mark.status
            return Answer(value, status, mark.note or STATUS_NOTES.get(mark.status), printed)
        if not printed and measure != "value":
            return Answer(None, "not_collected", None, "")
        number = self._number(one.cell, printed, decimal)
        if isinstance(number, tuple):
            self.findings.append(error(*number, one.place, printed[:60] or None))
            return None
        unit = self.indicators[target.id].unit
        if number.percent and measure == "value" and unit != "percent":
            remedy = "Ret indicator_map, så tallet går til en indikator i procent."
            what = f"er en procent, men indikatoren {target.id} er i {unit}"
            self.findings.append(error("unit", what, remedy, one.place, printed))
            return None
        # Rounded where binary fractions end: 1.001 times 1,000 is 1,001.
        value = round(number.value * target.factor, 9) if measure == "value" else number.value
        return Answer(value, "published", None, printed)

    @staticmethod
    def _number(cell: Cell, printed: str, decimal: Convention) -> Number | tuple[str, str, str]:
        """The number of a cell; or kind, what and remedy of the finding that it is none."""
        if isinstance(cell, (Percent, float)):
            return Number(cell.value, True) if isinstance(cell, Percent) else Number(cell, False)
        number = parse_number(printed, decimal) if isinstance(cell, str) else None
        return number or _no_number(cell, printed, decimal)

    def _once(self, kind: str, text: str, finding: Finding) -> None:
        """The same text is said once, at its first place."""
        if (kind, text) not in self._said:
            self._said.add((kind, text))
            self.findings.append(finding)


def _no_number(cell: Cell, printed: str, decimal: Convention) -> tuple[str, str, str]:
    if not printed:
        what = "cellen er tom, og tilknytningen siger ikke, hvad en tom celle betyder"
        return "empty_cell", what, "Skriv tallet eller et mærke i cellen, eller sæt „“ under marks."
    if isinstance(cell, date):
        what = "er en dato; Excel har formentlig læst et tal som en dag og en måned"
        return "number_as_date", what, "Formatér kolonnen som tekst, og skriv tallet igen."
    if _EXCEL_ERROR.fullmatch(printed):
        return "excel_error", "er en fejl i regnearket", "Ret cellen hos kilden."
    if _FORMULA.match(printed):
        return "formula", "er en formel og ikke et tal", "Skriv tallet selv i cellen."
    what = f"kan ikke læses som et tal med decimal{'komma' if decimal == ',' else 'punktum'}"
    return "unreadable_number", what, "Ret cellen; er det et mærke for et manglende tal, så sig under marks, hvad det betyder."
