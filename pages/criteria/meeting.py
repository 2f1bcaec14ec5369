"""Statens kriterier in a meeting: the areas by the criteria of the main category."""

from __future__ import annotations

from pages.criteria import texts
from pages.kit.language import mark, tr
from pages.kit.meeting import tables
from pages.kit.meeting.tables import MeetingTable
from queries.areas_by_criteria import MEASURES, VULNERABLE, Criteria
from queries.criteria import Applied, Rule


def draw(found: Criteria) -> None:
    """The areas by the criteria of the main category."""
    tables.show(_areas(found))


def _areas(found: Criteria) -> MeetingTable:
    """Areas by the criteria of the main category: the figure with the sign of which side of the limit it is on."""
    rules = {rule.measure: rule for rule in found.in_force if rule.status == VULNERABLE}
    measures = [measure for measure in MEASURES if measure in rules]
    rows = []
    for item in found.areas:
        made = item.categories[VULNERABLE]
        applied = {one.rule.measure: one for one in made.gates + made.counted}
        sign, word = texts.HOLDS[made.holds]
        cells = [tables.cell(item.name), *(_criterion(applied[measure]) for measure in measures), tables.cell(f"{sign} {tr(word)}")]
        rows.append({"cells": cells})
    heads = [tr("Område"), *(f"{_short(rules[measure])} {texts.limit(rules[measure])}" for measure in measures)]
    caption = tr("Kriterierne for udsat boligområde, tal for {year}. ● opfyldt, ○ ikke opfyldt, ? kan ikke afgøres", year=found.on.year)
    registers = [figure.row for one in found.areas for figure in one.figures.values() if figure.row is not None]
    return MeetingTable([*heads, tr("Udsat område")], rows, caption, sources=tables.once([str(row["source_title"]) for row in registers]))


# The titles of the law are sentences; these stand above a column.
_SHORT = {
    "residents": mark("Beboere"), "employment": mark("Uden job"), "convictions": mark("Dømte"), "education": mark("Kun grundskole"),
    "income": mark("Indkomst"),
}  # fmt: skip


def _short(rule: Rule) -> str:
    return tr(_SHORT[rule.measure]) if rule.measure in _SHORT else rule.title


def _criterion(applied: Applied) -> tables.Cell:
    sign, figure = texts.HOLDS[applied.holds][0], applied.figure
    if figure is not None and figure.above_low:
        # A sign for the words "more than", which a column has no room for.
        more = texts.quantity(figure.value, applied.rule.unit, 0 if figure.value.is_integer() else 1)
        return tables.cell(f"{sign} > {more}", "bm-num")
    return tables.cell(f"{sign} {texts.value(figure, applied.rule.unit)}", "bm-num")
