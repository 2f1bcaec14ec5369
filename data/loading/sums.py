"""Parts that a mapping says are to be added up: one figure of them, complete or an error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.loading.figures import Figure
from data.loading.findings import Finding, error
from data.loading.known import Indicator, Known

# The units whose parts make the whole when added; a share, a rate or a mean is none.
_ADDABLE = frozenset({"count", "dkk", "days"})
# As many parts are written out in what was printed.
_MOST_PRINTED = 4


def summed(figures: Sequence[Figure], indicators: dict[str, Indicator], known: Known) -> tuple[list[Figure], list[Finding]]:
    """Figures with the parts of `sum` columns added up, others as they are; and what cannot be added.

    A part without a value leaves the sum without one, with the part's status. Figures of one indicator must all have
    the same parts: a sum that lacks one is an error.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.indicator_id, figure.area_id, figure.start, figure.end, figure.measure, _besides(figure)].append(figure)
    expected: dict[tuple[str, str], dict[tuple[str, ...], None]] = defaultdict(dict)
    for same in groups.values():
        expected[same[0].indicator_id, same[0].measure] |= dict.fromkeys(_added(one) for one in same)
    found: list[Figure] = []
    findings: list[Finding] = []
    for same in groups.values():
        wanted = expected[same[0].indicator_id, same[0].measure]
        wrong = list(_wrong(same, list(wanted), indicators[same[0].indicator_id], known)) if _added(same[0]) else []
        findings += wrong
        found += same if wrong or not _added(same[0]) or len({_added(one) for one in same}) < len(same) else [_sum(same)]
    return found, findings


def _added(figure: Figure) -> tuple[str, ...]:
    return tuple(part.text for part in figure.parts if part.expect == "sum")


def _besides(figure: Figure) -> tuple[str, ...]:
    """What else divides it: only figures that are alike in it are added up."""
    return tuple(part.text for part in figure.parts if part.expect != "sum")


def _wrong(same: Sequence[Figure], wanted: list[tuple[str, ...]], indicator: Indicator, known: Known) -> Iterator[Finding]:
    first = same[0]
    named = known.named(first.indicator_id, first.area_id, first.start, first.end)
    if first.measure == "value" and indicator.unit not in _ADDABLE:
        what = f"{named} er ikke et antal og kan ikke lægges sammen af dele"
        yield error("breakdown", what, "Hent det samlede tal, og skriv total i stedet for sum under unused.", first.place)
    missing = [" ".join(parts) for parts in wanted if parts not in {_added(one) for one in same}]
    if missing:
        what = f"{named} mangler en del, som andre har: „{missing[0]}“"
        yield error("breakdown", what, "Hent alle dele, eller ret filen, så summen bliver hel.", first.place)


def _sum(same: Sequence[Figure]) -> Figure:
    first = same[0]
    lacking = next((one for one in same if one.answer.value is None), None)
    if lacking is not None or len(same) == 1:
        return lacking or first
    parts = " + ".join(one.answer.printed for one in same[:_MOST_PRINTED]) + (" + ..." if len(same) > _MOST_PRINTED else "")
    names = ", ".join(dict.fromkeys(part.column for part in first.parts if part.expect == "sum"))
    note = f"Lagt sammen af {len(same)} dele ({names})."
    value = sum(one.answer.value for one in same if one.answer.value is not None)
    return replace(first, answer=replace(first.answer, value=value, note=note, printed=parts))
