"""What a meeting sees of a page, as rows of text: few enough to be read across the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pages.activities import texts as activities_texts
from pages.activities.promises import CLASSES, Plan
from pages.compare import texts as compare_texts
from pages.criteria import texts as criteria_texts
from pages.criteria.figures import MEASURES, VULNERABLE, Criteria
from pages.kit import database, formats, wording
from pages.kit.language import mark, tr
from queries.attainment import Status
from queries.criteria import Applied, Rule
from queries.verdicts import Course, Standing, standing

# Rows below the headings of a table: with an agenda its headline and comment take the place of some.
MOST_ROWS, MOST_ROWS_WITH_AGENDA = 10, 8
_TONE = {Course.BETTER: "bm-better", Course.WORSE: "bm-worse"}
Cell = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table for templates/board_table.html: headings, rows of cells (text, tone), a caption, and what is left out.

    A row may carry `span`: the number of rows its first cell stands for, 0 when the one above stands for it. `line` is how
    many letters of the first cell stand on a line, where they may take several.
    """

    heads: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    caption: str
    more: str = ""
    sources: Sequence[str] = field(default=())
    line: int = 1000


def cell(text: str, tone: str = "") -> Cell:
    """A cell of ready text."""
    return {"text": text, "tone": tone}


def cut(table: Table, most: int) -> Table:
    """The table with the rows that fit on so many lines, and how many are left out."""
    lines = 0
    for place, row in enumerate(table.rows):
        lines += 1 + len(row["cells"][0]["text"]) // table.line
        if lines > most:
            left = formats.number(len(table.rows) - place)
            return replace(table, rows=table.rows[:place], more=tr("Og {left} mere på den fulde side.", left=left))
    return table


def start(plan_id: str) -> Table:
    """The strategic indicators of a plan beside the municipality, by theme; in the order of the plan."""
    figures = database.ask("strategic_figures", plan_id=plan_id)
    themes = database.ask("plan_goals", plan_id=plan_id, level="strategic").set_index("goal_id")["focus_area_name"].to_dict()
    rows: list[dict[str, Any]] = []
    for goal_id, group in figures.groupby("goal_id", sort=False):
        own = [_indicator(standing(one)) for _, one in group.groupby("indicator_id", sort=False)]
        rows += [{"span": 0 if number else len(own), "cells": [cell(str(themes[goal_id])), *cells]} for number, cells in enumerate(own)]
    heads = [tr("Indsats"), tr("Indikator"), tr("Områderne"), tr("Kommunen"), tr("Stilling")]
    return Table(heads, rows, tr("De strategiske mål, nyeste tal"), sources=_of(list(figures["register_title"])))


def _indicator(found: Standing) -> list[Cell]:
    about = found.indicator
    unit, decimals = str(about["unit"]), int(about["decimals"])
    reference = found.reference
    values = [formats.figure(value, unit, decimals) for value in (found.areas["value"].min(), found.areas["value"].max())]
    if len(found.areas) > 1:
        spread = tr("{low} til {high}", low=values[0], high=values[1]).replace(" ", formats.NBSP)
        said = tr("{spread} ({number}\u00a0områder)", spread=spread, number=formats.number(len(found.areas)))
    else:
        said = tr("intet tal") if found.areas.empty else values[0]
    sign, word = wording.COURSE_WORDS[found.compared]
    return [
        cell(str(about["short_title"])),
        cell(said, "bm-num"),
        cell(_held(reference, unit, decimals) if reference else "–", "bm-num"),
        cell(f"{sign} {tr(word)}", _TONE.get(found.compared, "")),
    ]


def _held(reference: Mapping[str, Any], unit: str, decimals: int) -> str:
    """The figure of the municipality; another comparison says its name, because the heading does not."""
    value = formats.figure(reference["value"], unit, decimals)
    return value if reference["area_kind"] == "municipality" else f"{str(reference['area_name']).replace(' ', formats.NBSP)} {value}"


def area(beside: pd.DataFrame, rows: Sequence[Mapping[str, str]], name: str) -> Table:
    """The shares of an area beside the municipality: `rows` are those of area_rows.table_rows(beside)."""
    made = [
        {
            "cells": [
                cell(title), cell(row["value"], "bm-num"), cell(row["reference"], "bm-num"),
                cell(row["difference"], _TONE.get(course, "")),
            ]
        }
        for row, title, course in zip(rows, beside["title"], beside["course"], strict=True)
    ]  # fmt: skip
    heads = [tr("Indikator"), tr("Området"), tr("Kommunen"), tr("Forskel")]
    return Table(heads, made, tr("{area} og kommunen", area=name), sources=_sources(beside))


def topics(compared: pd.DataFrame) -> dict[str, str]:
    """The topics there are figures of: key -> heading, in the order of every page."""
    there = set(compared["topic"])
    return {topic: tr(heading) for topic, heading in wording.TOPICS.items() if topic in there}


def matrix(compared: pd.DataFrame, topic: str, part: int, reference_name: str) -> Table:
    """Areas by the indicators of one part of a topic: the figure, and whether it is better than the reference."""
    own = compared[compared["topic"] == topic]
    wanted = parts(compared, topic)[part]
    own = own[own["indicator_id"].isin(wanted)].sort_values("area_order")
    by_key = {(row["area_id"], row["indicator_id"]): row for row in own.to_dict("records")}
    about = own.drop_duplicates("indicator_id").set_index("indicator_id")
    rows = [
        {
            "color": color,
            "cells": [cell(area_name), *(_compared(by_key.get((area_id, key))) for key in wanted)],
        }
        for area_id, area_name, color in own.drop_duplicates("area_id")[["area_id", "area_name", "color"]].itertuples(index=False)
    ]
    references = [cell(_reference(own[own["indicator_id"] == key]), "bm-num") for key in wanted]
    rows.append({"cells": [cell(reference_name), *references]})
    heads = [tr("Område"), *(str(about.loc[key, "short_title"]) for key in wanted)]
    caption = tr("{topic}, sammenlignet med {reference}", topic=tr(wording.TOPICS[topic]), reference=reference_name)
    return Table(heads, rows, caption, sources=_sources(own))


def parts(compared: pd.DataFrame, topic: str) -> list[list[str]]:
    """The indicators of a topic three by three, as many as stand beside one another."""
    ids = list(compared[compared["topic"] == topic].drop_duplicates("indicator_id")["indicator_id"])
    return [ids[place : place + 3] for place in range(0, len(ids), 3)]


def _compared(row: Mapping[str, Any] | None) -> Cell:
    if row is None:
        return cell("–", "bm-num")
    unit, decimals, course = str(row["unit"]), int(row["decimals"]), row["course"]
    value = formats.figure_or_status(row["value"], unit, decimals, str(row["status"]))
    sign = wording.COURSE_WORDS[course][0] if pd.notna(row["distance"]) else ""
    return cell(f"{sign} {value}".strip(), f"bm-num {_TONE.get(course, '') if sign else ''}".strip())


def _reference(rows: pd.DataFrame) -> str:
    known = rows[rows["reference_value"].notna()]
    shown = dict.fromkeys(
        formats.figure(value, unit, int(decimals))
        for value, unit, decimals in known[["reference_value", "unit", "decimals"]].itertuples(index=False)
    )
    return " / ".join(shown) or tr("intet tal")


def bars(rows: pd.DataFrame, left_out: Mapping[str, str], measure: str, target: bool) -> list[dict[str, Any]]:
    """One bar per area in the given order (rows of compare_rows.chart_rows), and a line for each area without a figure.

    `share` and `held` are per cent of the longest: the figure's and that of what it is held against.
    """
    longest = max(1e-9, float(rows[["value", "reference_value"]].max(axis=None))) if len(rows) else 1.0
    made = [
        {
            "name": row["area_name"],
            "color": row["color"],
            "share": f"{max(0.0, row['value'] / longest * 100):.2f}",
            "held": "" if pd.isna(row["reference_value"]) else f"{max(0.0, row['reference_value'] / longest * 100):.2f}",
            "value": row["value_text"],
            "difference": compare_texts.distance_text(row, measure, target),
            "tone": _TONE.get(row["course"], ""),
        }
        for row in rows.to_dict("records")
    ]
    return made + [{"name": name, "why": why} for name, why in left_out.items()]


def criteria(found: Criteria) -> Table:
    """Areas by the criteria of the main category: the figure with the sign of which side of the limit it is on."""
    rules = {rule.measure: rule for rule in found.in_force if rule.status == VULNERABLE}
    measures = [measure for measure in MEASURES if measure in rules]
    rows = []
    for item in found.areas:
        made = item.categories[VULNERABLE]
        applied = {one.rule.measure: one for one in made.gates + made.counted}
        sign, word = criteria_texts.HOLDS[made.holds]
        cells = [cell(item.name), *(_criterion(applied[measure]) for measure in measures), cell(f"{sign} {tr(word)}")]
        rows.append({"cells": cells})
    heads = [tr("Område"), *(f"{_short(rules[measure])} {criteria_texts.limit(rules[measure])}" for measure in measures)]
    caption = tr("Kriterierne for udsat boligområde, tal for {year}. ● opfyldt, ○ ikke opfyldt, ? kan ikke afgøres", year=found.on.year)
    registers = [figure.row for one in found.areas for figure in one.figures.values() if figure.row is not None]
    return Table([*heads, tr("Udsat område")], rows, caption, sources=_of([str(row["source_title"]) for row in registers]))


# The titles of the law are sentences; these stand above a column.
_SHORT = {
    "residents": mark("Beboere"), "employment": mark("Uden job"), "convictions": mark("Dømte"), "education": mark("Kun grundskole"),
    "income": mark("Indkomst"),
}  # fmt: skip


def _short(rule: Rule) -> str:
    return tr(_SHORT[rule.measure]) if rule.measure in _SHORT else rule.title


def _criterion(applied: Applied) -> Cell:
    sign, figure = criteria_texts.HOLDS[applied.holds][0], applied.figure
    if figure is not None and figure.above_low:
        # A sign for the words "more than", which a column has no room for.
        more = criteria_texts.quantity(figure.value, applied.rule.unit, 0 if figure.value.is_integer() else 1)
        return cell(f"{sign} > {more}", "bm-num")
    return cell(f"{sign} {criteria_texts.value(figure, applied.rule.unit)}", "bm-num")


def themes(plan: Plan) -> Table:
    """The promises of each theme by status; a status nobody has gets no column."""
    present = [status for status in Status if plan.total.counts[status]]
    heads = [tr("Indsats"), tr("Løfter"), *(" ".join(activities_texts.status_words(status)) for status in present)]
    rows = [
        {
            "cells": [
                cell(name),
                cell(formats.number(counted.promises), "bm-num"),
                *(cell(formats.number(counted.counts[status]), f"bm-num {CLASSES[status]}") for status in present),
            ]
        }
        for name, counted in plan.themes.items()
    ]
    return Table(heads, rows, tr("Løfter efter status"))


def promises(plan: Plan, focus_area: str) -> Table:
    """The promises of one theme with what was delivered, in the plan's order."""
    own = plan.targets[(plan.targets["focus_area_name"] == focus_area) & plan.targets["promised"]]
    rows = [
        {
            "cells": [
                cell(f"{plan.names[activity_id]}: {row['measure']}"), cell(row["delivered"], "bm-num"), cell(row["promise"], "bm-num"),
                cell(f"{row['sign']} {row['word']}", row["css"]),
            ]
        }
        for row, activity_id in ((plan.rows[str(key)], name) for key, name in own[["target_id", "activity_id"]].itertuples(index=False))
    ]  # fmt: skip
    heads = [tr("Løfte"), tr("Leveret"), tr("Lovet"), tr("Status")]
    return Table(heads, rows, tr("Løfter: {theme}", theme=focus_area), line=56)


def of_map(columns: Sequence[tuple[str, str, bool]], rows: Sequence[Mapping[str, str]], caption: str) -> Table:
    """A table of the map page (map_texts) in large type."""
    made = [{"cells": [cell(row[key], "bm-num" if numeric else "") for key, _, numeric in columns]} for row in rows]
    return Table([heading for _, heading, _ in columns], made, caption)


def _sources(rows: pd.DataFrame) -> list[str]:
    periods = [
        formats.period(str(kind), start, end)
        for kind, start, end in rows[["period_kind", "period_start", "period_end"]].itertuples(index=False)
    ]
    return [*_of(list(rows["register_title"])), *_of(periods)]


def _of(titles: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(titles))
