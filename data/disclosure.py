"""Small numbers: what the published file must not hold.

Primary suppression only: a figure that itself describes few people is taken out. Suppression against
recalculation from totals and shares is a rule of its own and is not done here yet (docs/method.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from data.paths import ROOT

NOTE = "Skjult: færre personer end mindstetallet."
EVIDENCE_NOTE = "Beviset nævner tal om få personer og står kun i den interne database."


def read_rules(root: Path = ROOT) -> dict[str, Any]:
    """The content of disclosure.yml: rules, exempt_topics, exempt_indicators."""
    rules: dict[str, Any] = yaml.safe_load((root / "disclosure.yml").read_text("utf-8"))
    return rules


def hidden(observations: pd.DataFrame, indicators: pd.DataFrame, rules: dict[str, Any]) -> pd.Series:
    """Which rows of `observation` must be hidden, as a boolean series on their index.

    Counts of persons from 1 to least_count - 1 (also of base minus count) and shares on a base under least_base.
    Rows of a municipality or larger are judged by the same rule.
    """
    meta = indicators.set_index("indicator_id")[["unit", "topic"]]
    joined = observations.join(meta, on="indicator_id")
    exempt = joined["topic"].isin([entry["topic"] for entry in rules["exempt_topics"]])
    exempt |= joined["indicator_id"].isin([entry["indicator"] for entry in rules["exempt_indicators"]])
    limits = _limits(joined["topic"], rules["rules"])
    count = joined["value"].where(joined["unit"] == "count", joined["numerator"])
    base = joined["denominator"]
    share = joined["unit"].isin(["percent", "per_1000"])
    per = joined["unit"].map({"percent": 100, "per_1000": 1000})
    implied = (joined["value"] * base / per).round().where(share)
    count = count.fillna(implied)
    few = count.between(1, limits["least_count"] - 1)
    few_others = (base - count).between(1, limits["least_complement"] - 1)
    small_base = share & (base < limits["least_base"])
    return (few | few_others | small_base) & ~exempt & joined["value"].notna()


def _limits(topics: pd.Series, rules: list[dict[str, Any]]) -> pd.DataFrame:
    by_topic = {rule["topic"]: rule for rule in rules}
    names = ["least_count", "least_complement", "least_base"]
    rows = [[by_topic.get(topic, by_topic["default"])[name] for name in names] for topic in topics]
    return pd.DataFrame(rows, columns=names, index=topics.index)


def published(tables: dict[str, pd.DataFrame], rules: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The tables as the published file holds them: hidden figures have no value, count, base or printed text."""
    observations = tables["observation"].copy()
    few = hidden(observations, tables["indicator"], rules)
    observations.loc[few, ["value", "numerator", "denominator"]] = float("nan")
    observations.loc[few, "printed"] = None
    observations.loc[few, "status"] = "suppressed"
    observations.loc[few, "note"] = NOTE
    topics = tables["indicator"].drop_duplicates("indicator_id").set_index("indicator_id")["topic"]
    corrections = _without_clues(tables["correction"], tables["observation"][few], topics)
    return {**tables, "observation": observations, "correction": corrections}


def _without_clues(corrections: pd.DataFrame, taken: pd.DataFrame, topics: pd.Series) -> pd.DataFrame:
    """Corrections of hidden figures are left out, and evidence that may quote them is replaced.

    A correction without area or date speaks of all of them. Evidence quotes other figures of the same table, so it is
    replaced for every indicator of the subject in the document that has a hidden figure.
    """
    reveals = pd.Series(False, index=corrections.index)
    for row in taken.itertuples():
        same = corrections["indicator_id"] == row.indicator_id
        for name in ("area_id", "period_end"):
            same &= corrections[name].isna() | (corrections[name] == getattr(row, name))
        reveals |= same
    kept = corrections[~reveals].copy()
    subjects = set(zip(taken["source_id"], taken["indicator_id"].map(topics), strict=True))
    quoting = [subject in subjects for subject in zip(kept["source_id"], kept["indicator_id"].map(topics), strict=True)]
    kept.loc[quoting, "evidence"] = EVIDENCE_NOTE
    return kept
