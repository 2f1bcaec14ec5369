"""The rules of disclosure.yml: which figures are judged, and by which limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from data.paths import DOCUMENTS, ROOT

LIMITS = ("least_count", "least_complement", "least_base")
# The area of figures that are given for no area: what activities delivered.
NO_AREA = "no_area"
PRINTED = "printed_in_public_documents"


def read_rules(root: Path = ROOT) -> dict[str, Any]:
    """The content of disclosure.yml, and under `checks` the linear relations that the documents below `root` state.

    Keys: rules, decisions, exempt_topics, exempt_indicators, exempt_targets, compositions, bases, means, subsets, sums, notes, loss.
    """
    return {**read_text(root), "checks": _checks(root / DOCUMENTS.name)}


def read_text(root: Path = ROOT) -> dict[str, Any]:
    """The content of disclosure.yml alone."""
    rules: dict[str, Any] = yaml.load((root / "disclosure.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return rules


def _checks(documents: Path) -> list[dict[str, Any]]:
    """The relations that the build's own checks hold, which an attacker can read as well."""
    texts = (path.read_text("utf-8") for path in sorted(documents.glob("*/*.yml")))
    # Few files have any, and reading all as YAML would take longer than everything else here.
    return [check for text in texts if "\nchecks:" in text for check in yaml.load(text, Loader=yaml.CSafeLoader)["checks"] or []]


def in_force(rules: Iterable[Mapping[str, Any]], on: date | None = None) -> dict[str, Mapping[str, Any]]:
    """The rule of each topic that applies on a day, today when none is given: the newest that has begun."""
    day = pd.Timestamp(on or date.today())
    begun = sorted((rule for rule in rules if pd.Timestamp(rule["valid_from"]) <= day), key=lambda rule: pd.Timestamp(rule["valid_from"]))
    return {rule["topic"]: rule for rule in begun}


def shows_printed(rules: Mapping[str, Any]) -> bool:
    """Whether small numbers that a public document prints are shown: the newest decision that has begun, else they are hidden.

    Raises ValueError for a decision that is neither hide nor show.
    """
    named = [entry | {"topic": entry["decision"]} for entry in rules.get("decisions") or []]
    value = in_force(named, rules.get("on")).get(PRINTED, {"value": "hide"})["value"]
    if value not in ("hide", "show"):
        raise ValueError(f"disclosure.yml: afgørelsen ”{PRINTED}” er ”{value}”. Skriv hide eller show, og byg igen.")
    return bool(value == "show")


def limits(topics: pd.Series, rules: Mapping[str, Any]) -> pd.DataFrame:
    """least_count, least_complement and least_base for each topic, on the index of `topics`.

    Raises ValueError when no rule is in force for a topic and there is no default: showing everything is never a fallback.
    """
    by_topic = in_force(rules["rules"], rules.get("on"))
    if "default" not in by_topic:
        raise ValueError("disclosure.yml har ingen regel for ”default”, som er trådt i kraft. Tilføj en, og byg igen.")
    rows = [[by_topic.get(topic, by_topic["default"])[name] for name in LIMITS] for topic in topics]
    return pd.DataFrame(rows, columns=list(LIMITS), index=topics.index)


def exempt(rules: Mapping[str, Any], kind: str) -> set[str]:
    """The names that `exempt_topics`, `exempt_indicators` or `exempt_targets` list; an entry may hold one name or several."""
    name = {"exempt_topics": "topic", "exempt_indicators": "indicator", "exempt_targets": "target"}[kind]
    found: set[str] = set()
    for entry in rules.get(kind) or []:
        found |= {entry[name]} if name in entry else set(entry[f"{name}s"])
    return found
