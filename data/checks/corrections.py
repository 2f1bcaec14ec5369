"""Checks of the corrections table: every repair and doubt is explained, and no explanation is stale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.checks.finding import Finding
from data.checks.structure import join_key

EXPLAINED = {"corrected", "doubtful", "unreadable"}


def check_corrections(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Figures that need a correction and have none, and corrections that fit no figure any more."""
    corrections = tables["correction"]
    findings = list(_unexplained(tables["observation"], corrections, ["indicator_id", "area_id", "period_end"]))
    findings += _unexplained(tables["activity_result"], corrections, ["target_id", "period_end"])
    by_subject = _by_subject(tables)
    for _, row in corrections.iterrows():
        findings += _stale(row, by_subject)
    return findings


def _by_subject(tables: dict[str, pd.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """Everything a correction can point at by indicator_id or target_id: with its print, value, place and status."""
    promised = tables["activity_target"].rename(columns={"target_low": "value"})[["target_id", "printed", "value"]]
    delivered = tables["activity_result"][["target_id", "printed", "value", "period_end", "status"]]
    figures = tables["observation"][["indicator_id", "printed", "value", "area_id", "period_end", "status"]]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for frame, subject in ((promised, "target_id"), (delivered, "target_id"), (figures, "indicator_id")):
        for row in frame.to_dict("records"):
            found[str(row[subject])].append({"area_id": None, "period_end": None, "status": None, **row})
    return found


def _unexplained(figures: pd.DataFrame, corrections: pd.DataFrame, keys: list[str]) -> Iterator[Finding]:
    table = "observation" if "indicator_id" in keys else "activity_result"
    explained = {tuple(row) for row in corrections[keys].itertuples(index=False)}
    for _, row in figures[figures["status"].isin(EXPLAINED)].iterrows():
        if tuple(row[key] for key in keys) not in explained:
            where = join_key(row[key] for key in keys)
            yield Finding(table, where, f"har status {row['status']} uden en række i corrections. Skriv grund og bevis.")


def _stale(correction: pd.Series, by_subject: dict[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    where = str(correction["correction_id"])
    if pd.isna(correction["indicator_id"]) == pd.isna(correction["target_id"]):
        yield Finding("correction", where, "skal pege på netop én indikator eller ét aktivitetsmål.")
        return
    figures = _figures_of(correction, by_subject)
    if not figures:
        yield Finding("correction", where, "peger på et tal, der ikke findes. Ret nøglen eller fjern rettelsen.")
        return
    statuses = {row["status"] for row in figures} - {None}
    if statuses and not statuses & EXPLAINED:
        text = "retter intet: tallet er ført, som det er trykt. Skriv afvigelsen i tallets note, eller ret tallets status."
        yield Finding("correction", where, text)
    prints = {"" if pd.isna(row["printed"]) else row["printed"] for row in figures}
    printed = "" if pd.isna(correction["printed"]) else correction["printed"]
    if printed not in prints:
        yield Finding(
            "correction",
            where,
            f"siger, at kilden trykker {printed!r}, men tallet siger {sorted(prints)}. Bring dem i overensstemmelse.",
        )
    values = {None if pd.isna(value) else float(value) for value in (row["value"] for row in figures)}
    used = None if pd.isna(correction["used"]) else float(correction["used"])
    if used is not None and used not in values:
        yield Finding(
            "correction", where, f"siger, at {used} bruges, men tallet er {sorted(values, key=str)}. Bring dem i overensstemmelse."
        )


def _figures_of(correction: pd.Series, by_subject: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The figures it speaks of: those of its area and day, or of all where it names none; a promise has neither."""
    subject = correction["indicator_id"] if pd.notna(correction["indicator_id"]) else correction["target_id"]
    return [
        row
        for row in by_subject.get(str(subject), [])
        if all(pd.isna(correction[name]) or row[name] is None or row[name] == correction[name] for name in ("area_id", "period_end"))
    ]
