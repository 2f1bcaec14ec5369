"""Comparisons as text: the sentence on top, the matrix cells, the rows of the dot plot and its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.kit import formats, wording
from pages.kit.language import mark, tr
from queries.comparison import Reference, widest
from queries.verdicts import Course

_NO_REFERENCE = mark("intet tal for sammenligningen")
_WHY = {"no_reference": _NO_REFERENCE, "doubtful": mark("tvivlsomt, sammenlignes ikke"), "no_figure": ""}
_HIGHER = mark("Størst er forskellen på ”{indicator}”: {area} ligger {distance} højere end {reference} ({own} mod {held}).")
_LOWER = mark("Størst er forskellen på ”{indicator}”: {area} ligger {distance} lavere end {reference} ({own} mod {held}).")
_TARGET_WORDS = {Course.BETTER: mark("▲ målet er nået"), Course.WORSE: mark("▼ målet er ikke nået")}


def reference_options(areas: pd.DataFrame) -> dict[str, str]:
    """What one can compare with, most asked first: municipality, all seven, each area, own baseline, target, the rest."""
    rows = list(zip(areas["area_id"], areas["name"], areas["kind"], strict=True))

    def of(*kinds: str) -> dict[str, str]:
        return {area_id: name for kind in kinds for area_id, name, own in rows if own == kind}

    return (
        of("municipality", "areas_total")
        | {"baseline": tr("Områdets eget udgangspunkt"), "target": tr("Planens måltal")}
        | of("housing_area", "benchmark", "municipality_rest")
    )


def in_sentence(chosen: str, options: dict[str, str]) -> str:
    """The comparison as it reads inside a sentence."""
    words = {
        "baseline": tr("områdets eget udgangspunkt"),
        "target": tr("planens måltal"),
        "randers_kommune": tr("kommunen"),
        "areas_7": tr("alle 7 områder"),
    }
    return words.get(chosen, options[chosen])


def to_reference(chosen: str) -> Reference:
    """The reference behind a choice of reference_options."""
    return Reference(chosen) if chosen in ("baseline", "target") else Reference("area", chosen)


def sentence(compared: pd.DataFrame, reference_name: str) -> str:
    """Who is better on how many, and where it differs most; for several areas how many of all comparisons are worse."""
    judged = compared[compared["distance"].notna() & (compared["direction"] != "none") & (compared["unit"] != "dkk")]
    worse, better = (int((judged["course"] == course).sum()) for course in (Course.WORSE, Course.BETTER))
    if compared["indicator_id"].nunique() == 1 or len(judged) < 2 or not worse + better:
        return _difference(widest(compared), reference_name)
    known, several = formats.number(len(judged)), judged["area_id"].nunique() > 1
    if several:
        said = tr(_SEVERAL, worse=formats.number(worse), known=known, reference=reference_name)
    else:
        pattern, count = (_BETTER, better) if better >= worse else (_WORSE, worse)
        said = tr(pattern, area=judged.iloc[0]["area_name"], count=formats.number(count), known=known, reference=reference_name)
    row = widest(compared)
    if row is None or row["distance"] == 0:
        return said
    size = formats.distance(row["distance"], str(row["unit"]), int(row["decimals"]))
    title = wording.in_sentence(str(row["short_title"]))
    most = tr("Størst afstand er {distance}: {area}, {indicator}.", area=row["area_name"], indicator=title, distance=size)
    if not several:
        most = tr("Størst forskel er {distance}: {indicator}.", indicator=title, distance=size)
    return f"{said} {most}"


def one_sentence(compared: pd.DataFrame, reference_name: str) -> str:
    """Which area is worst off on one indicator, and by how much; where neither way is better, which is farthest away."""
    usable = compared[compared["distance"].notna()]
    worse = usable[usable["course"] == Course.WORSE]
    if worse.empty or len(usable) < 2:
        return _difference(widest(compared), reference_name)
    row = worse.loc[worse["distance"].abs().idxmax()]
    unit, decimals = str(row["unit"]), int(row["decimals"])
    said = tr(
        "Dårligst stillet er {area} med {own}: {distance} fra {reference} ({held}).",
        area=row["area_name"],
        own=formats.figure(row["value"], unit, decimals),
        distance=formats.distance(row["distance"], unit, decimals),
        reference=reference_name,
        held=formats.figure(row["reference_value"], unit, decimals),
    )
    pattern = _ALL_WORSE if len(worse) == len(usable) else _SOME_WORSE
    rest = tr(pattern, count=formats.number(len(worse)), known=formats.number(len(usable)), reference=reference_name)
    return f"{said} {rest}"


_ALL_WORSE = mark("Alle {known} områder ligger dårligere end {reference}.")
_SOME_WORSE = mark("{count} af {known} områder ligger dårligere end {reference}.")
_BETTER = mark("{area} er bedre end {reference} på {count} af {known} indikatorer.")
_WORSE = mark("{area} er dårligere end {reference} på {count} af {known} indikatorer.")
_SEVERAL = mark("Områderne ligger dårligere end {reference} i {worse} af {known} sammenligninger.")


def _difference(row: pd.Series | None, reference_name: str) -> str:
    if row is None:
        return tr("Ingen andele kan holdes op mod {reference} i samme periode.", reference=reference_name)
    unit, decimals = str(row["unit"]), int(row["decimals"])
    if row["distance"] == 0:
        return tr("Der er ingen forskel til {reference}.", reference=reference_name)
    pattern = _HIGHER if row["distance"] > 0 else _LOWER
    return tr(
        pattern,
        indicator=row["short_title"],
        area=row["area_name"],
        distance=formats.distance(row["distance"], unit, decimals),
        reference=reference_name,
        own=formats.figure(row["value"], unit, decimals),
        held=formats.figure(row["reference_value"], unit, decimals),
    )


def matrix(
    compared: pd.DataFrame, measure: str, *, target: bool, reference_name: str
) -> tuple[list[dict[str, Any]], list[tuple[str, list[dict[str, Any]]]]]:
    """Headings and groups for templates/matrix.html: indicators x areas, grouped by topic."""
    areas = compared[["area_id", "area_name", "color", "area_order"]].drop_duplicates("area_id").sort_values("area_order")
    heads = [{"name": row.area_name, "color": row.color} for row in areas.itertuples()]
    # The comparison's own figure gets a column of its own when it is the same for every area.
    if reference_name:
        heads.append({"name": reference_name, "color": ""})
    by_indicator: dict[str, list[dict[str, Any]]] = {}
    for row in compared.to_dict("records"):
        by_indicator.setdefault(row["indicator_id"], []).append(row)
    groups = []
    for topic, heading in wording.TOPICS.items():
        rows = [
            _matrix_row(group, list(areas["area_id"]), measure, target=target, column=bool(reference_name))
            for group in by_indicator.values()
            if group[0]["topic"] == topic
        ]
        if rows:
            groups.append((tr(heading), rows))
    return heads, groups


def _matrix_row(group: list[dict[str, Any]], area_ids: list[str], measure: str, *, target: bool, column: bool) -> dict[str, Any]:
    by_area = {row["area_id"]: row for row in group}
    about = group[0]
    cells = [
        cell(by_area[area_id], measure, target) if area_id in by_area else {"value": "", "note": "", "tone": ""} for area_id in area_ids
    ]
    if column:
        references = list(dict.fromkeys(row["reference_value"] for row in group if pd.notna(row["reference_value"])))
        shown = " / ".join(formats.figure(value, str(about["unit"]), int(about["decimals"])) for value in references)
        # Said once for the whole row instead of in every cell.
        for area_id, item in zip(area_ids, cells, strict=True) if not references else []:
            if area_id in by_area and by_area[area_id]["why"] == "no_reference":
                item["note"] = ""
        cells.append({"value": shown, "note": "" if shown else tr(_NO_REFERENCE), "tone": ""})
    return {
        "title": about["short_title"],
        "href": f"indikator?indikator={about['indicator_id']}",
        "period": ", ".join(dict.fromkeys(_period(row) for row in group)),
        "cells": cells,
    }


def cell(row: Mapping[str, Any], measure: str, target: bool) -> dict[str, str]:
    """One figure with its distance in words and sign; `measure` is difference or ratio."""
    unit, decimals = str(row["unit"]), int(row["decimals"])
    return {
        "value": formats.figure_or_status(row["value"], unit, decimals, str(row["status"])),
        "note": distance_text(row, measure, target),
        "tone": wording.TONES.get(row["course"], ""),
    }


def distance_text(row: Mapping[str, Any], measure: str, target: bool) -> str:
    """ "▼ +36,8 procentpoint, dårligere" or "▼ 3,1 gange, dårligere"; why there is none in words."""
    if pd.isna(row["distance"]):
        why = _WHY[str(row["why"])]
        return tr(why)
    if measure == "ratio" and pd.notna(row["ratio"]):
        size = tr("{number} gange", number=formats.number(row["ratio"], 1))
    else:
        size = formats.difference(row["distance"], str(row["unit"]), int(row["decimals"]))
    if target:
        reached = _TARGET_WORDS[row["course"]]
        return f"{tr(reached)} ({size})"
    sign, word = wording.COURSE_WORDS[row["course"]]
    return f"{sign} {size}, {tr(word)}"


def _period(row: Mapping[str, Any]) -> str:
    return formats.period(str(row["period_kind"]), row["period_start"], row["period_end"])


COLUMNS = [
    ("title", mark("Indikator"), False), ("area", mark("Område"), False), ("value", mark("Værdi"), True),
    ("reference", mark("Sammenlignet med"), True), ("distance", mark("Forskel"), False), ("period", mark("Periode"), False),
    ("place", mark("Sted i dokumentet"), False),
]  # fmt: skip


def table_rows(compared: pd.DataFrame, measure: str, target: bool) -> list[dict[str, str]]:
    """Rows behind a chart, one per figure."""
    return [
        {
            "href": f"indikator?indikator={row['indicator_id']}",
            "title": row["short_title"],
            "area": row["area_name"],
            "value": formats.figure_or_status(row["value"], str(row["unit"]), int(row["decimals"]), str(row["status"])),
            "reference": formats.figure(row["reference_value"], str(row["unit"]), int(row["decimals"])),
            "distance": distance_text(row, measure, target),
            "period": _period(row),
            "place": row["source_place"],
        }
        for row in compared.to_dict("records")
    ]


def chart_rows(compared: pd.DataFrame) -> pd.DataFrame:
    """Rows with a figure, with the texts a chart shows on hover."""
    shown = compared[compared["value"].notna() & (compared["status"] != "doubtful")]
    return shown.assign(
        value_text=[formats.figure(v, u, d) for v, u, d in zip(shown["value"], shown["unit"], shown["decimals"], strict=True)],
        reference_text=[
            formats.figure(v, u, d) for v, u, d in zip(shown["reference_value"], shown["unit"], shown["decimals"], strict=True)
        ],
        difference_text=[formats.difference(v, u, d) for v, u, d in zip(shown["distance"], shown["unit"], shown["decimals"], strict=True)],
        period=[formats.period(k, s, e) for k, s, e in zip(shown["period_kind"], shown["period_start"], shown["period_end"], strict=True)],
    )


def left_out(compared: pd.DataFrame, wanted: dict[str, str]) -> list[str]:
    """One line per area without a usable figure, with the reason; areas the source does not mention included."""
    rows = compared.drop_duplicates("area_id")
    found = {key: rest for key, *rest in zip(rows["area_id"], rows["status"], rows["value"], rows["note"], strict=True)}
    lines = []
    for area_id, name in wanted.items():
        if area_id not in found:
            lines.append(tr("{area}: kilden nævner ikke området", area=name))
            continue
        status, value, note = found[area_id]
        if status == "doubtful" or pd.isna(value):
            lines.append(f"{name}: {formats.status_word(status)}" + (f". {note}" if pd.notna(note) else ""))
    return lines
