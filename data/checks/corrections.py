"""Checks of the corrections table: every repair and doubt is explained, and no explanation is stale."""

from __future__ import annotations

from collections.abc import Iterator

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


def _by_subject(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Everything a correction can point at by indicator_id or target_id: printed, value, area_id, period_end (null for a promise)."""
    promised = tables["activity_target"][["target_id", "printed", "target_low"]].rename(columns={"target_low": "value"})
    delivered = tables["activity_result"][["target_id", "printed", "value", "period_end"]]
    figures = tables["observation"][["indicator_id", "printed", "value", "area_id", "period_end"]]
    all_of_them = pd.concat(
        [figures.rename(columns={"indicator_id": "subject"}), pd.concat([promised, delivered]).rename(columns={"target_id": "subject"})]
    )
    return {str(subject): group for subject, group in all_of_them.groupby("subject")}


def _unexplained(figures: pd.DataFrame, corrections: pd.DataFrame, keys: list[str]) -> Iterator[Finding]:
    table = "observation" if "indicator_id" in keys else "activity_result"
    explained = {tuple(row) for row in corrections[keys].itertuples(index=False)}
    for _, row in figures[figures["status"].isin(EXPLAINED)].iterrows():
        if tuple(row[key] for key in keys) not in explained:
            where = join_key(row[key] for key in keys)
            yield Finding(table, where, f"har status {row['status']} uden en række i corrections. Skriv grund og bevis.")


def _stale(correction: pd.Series, by_subject: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    where = str(correction["correction_id"])
    if pd.isna(correction["indicator_id"]) == pd.isna(correction["target_id"]):
        yield Finding("correction", where, "skal pege på netop én indikator eller ét aktivitetsmål.")
        return
    figures = _figures_of(correction, by_subject)
    if figures.empty:
        yield Finding("correction", where, "peger på et tal, der ikke findes. Ret nøglen eller fjern rettelsen.")
        return
    prints = set(figures["printed"].fillna(""))
    if ("" if pd.isna(correction["printed"]) else correction["printed"]) not in prints:
        yield Finding(
            "correction",
            where,
            f"siger, at kilden trykker {correction['printed']!r}, men tallet siger {sorted(prints)}. Bring dem i overensstemmelse.",
        )
    values = {None if pd.isna(value) else float(value) for value in figures["value"]}
    used = None if pd.isna(correction["used"]) else float(correction["used"])
    if used is not None and used not in values:
        yield Finding(
            "correction", where, f"siger, at {used} bruges, men tallet er {sorted(values, key=str)}. Bring dem i overensstemmelse."
        )


def _figures_of(correction: pd.Series, by_subject: dict[str, pd.DataFrame]) -> pd.DataFrame:
    of_indicator = pd.notna(correction["indicator_id"])
    figures = by_subject.get(str(correction["indicator_id"] if of_indicator else correction["target_id"]))
    if figures is None:
        return pd.DataFrame(columns=["printed", "value"])
    chosen = pd.Series(True, index=figures.index)
    if of_indicator and pd.notna(correction["area_id"]):
        chosen &= figures["area_id"] == correction["area_id"]
    if pd.notna(correction["period_end"]):
        same = figures["period_end"] == correction["period_end"]
        chosen &= same if of_indicator else same | figures["period_end"].isna()
    return figures[chosen]
