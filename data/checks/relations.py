"""Checks of linear relations that a document's figures must satisfy: categories to a total, areas to their sum."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.checks.finding import Finding

# Figures that take part; a doubtful one has been set aside already.
TRUSTED = {"published", "corrected"}


def check_relations(observations: pd.DataFrame, relations: list[dict[str, Any]]) -> list[Finding]:
    """Groups of figures whose parts do not make up their total within the stated tolerance."""
    trusted = observations[observations["status"].isin(TRUSTED) & observations["value"].notna()]
    findings = []
    for relation in relations:
        if relation["kind"] not in _CHECKS:
            message = f"er en ukendt slags kontrol. Kendte er: {', '.join(_CHECKS)}."
            findings.append(Finding("checks", str(relation["kind"]), message))
            continue
        findings += _unknown(relation, observations)
        findings += _CHECKS[relation["kind"]](trusted, relation)
    return findings


def _unknown(relation: dict[str, Any], observations: pd.DataFrame) -> list[Finding]:
    """A relation naming an indicator or area without figures could never fail, so it is a finding itself."""
    named = [*relation.get("indicators", []), *relation.get("parts", []), relation.get("indicator"), relation.get("total")]
    known = set(observations["indicator_id"]) | set(observations["area_id"])
    return [
        Finding("checks", str(name), "nævnes i en kontrol, men har ingen tal. Ret navnet eller fjern kontrollen.")
        for name in named
        if isinstance(name, str) and name not in known
    ]


def _categories(trusted: pd.DataFrame, relation: dict[str, Any]) -> list[Finding]:
    parts = trusted[trusted["indicator_id"].isin(relation["indicators"])]
    keys = ["area_id", "period_start", "period_end"]
    sums = parts.groupby(keys)["value"].agg(["sum", "size"]).reset_index()
    sums = sums[sums["size"] == len(relation["indicators"])]
    total = relation["total"]
    if isinstance(total, str):
        totals = trusted[trusted["indicator_id"] == total][[*keys, "value"]]
        sums = sums.merge(totals, on=keys)
    else:
        sums["value"] = float(total)
    return _off(sums, relation, lambda row: f"{'+'.join(relation['indicators'])} i {row['area_id']} {row['period_end'].date()}")


def _areas(trusted: pd.DataFrame, relation: dict[str, Any]) -> list[Finding]:
    figures = trusted[trusted["indicator_id"] == relation["indicator"]]
    keys = ["period_start", "period_end"]
    parts = figures[figures["area_id"].isin(relation["parts"])]
    sums = parts.groupby(keys)["value"].agg(["sum", "size"]).reset_index()
    sums = sums[sums["size"] == len(relation["parts"])]
    totals = figures[figures["area_id"] == relation["total"]][[*keys, "value"]]
    return _off(sums.merge(totals, on=keys), relation, lambda row: f"{relation['indicator']} {row['period_end'].date()}")


def _off(sums: pd.DataFrame, relation: dict[str, Any], where: Any) -> list[Finding]:
    wrong = sums[(sums["sum"] - sums["value"]).abs() > float(relation.get("tolerance", 0)) + 1e-9]
    return [
        Finding(
            "checks",
            where(row),
            f"delene giver {row['sum']:g}, men totalen er {row['value']:g}. Find fejlen, eller sæt tvivl i corrections.",
        )
        for _, row in wrong.iterrows()
    ]


_CHECKS = {"categories": _categories, "areas": _areas}
