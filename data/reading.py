"""Read the reviewable text under data/ into frames shaped like the tables of schema.yml."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from data import governance, schema
from data.paths import DOCUMENTS, ROOT

SEPARATOR = "|"


@dataclass
class Content:
    """Everything the text says: one frame per table, and the linear relations that figures must satisfy."""

    tables: dict[str, pd.DataFrame]
    relations: list[dict[str, Any]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


class UnreadableTextError(Exception):
    """A file under data/ that cannot be read; the message names file, row and remedy in Danish."""


def read_content(root: Path = ROOT) -> Content:
    """Read all metadata and figures below `root`.

    Returns frames for every table but the geometry and the disclosure rules.
    Raises UnreadableTextError when a file is not valid YAML or CSV, or a cell has the wrong type.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in schema.tables()}
    content = Content(tables={}, files=sorted(_input_files(root)))
    _shaped("data", lambda: _read_shared(root, rows))
    _refuse_unknown_folders(root, rows)
    # In the order of sources.yml, the plan in force first: it decides the order of goals and indicators on screen.
    for source in rows["source"]:
        folder = root / DOCUMENTS.name / source["source_id"]
        if folder.is_dir():
            _read_document(folder, rows, content)
    for table, entries in rows.items():
        try:
            content.tables[table] = schema.cast(table, pd.DataFrame(entries))
        except ValueError as error:
            raise UnreadableTextError(f"En celle kan ikke læses som sin type: {error}") from error
    return content


def _input_files(root: Path) -> Iterator[Path]:
    for pattern in ("*.yml", f"{DOCUMENTS.name}/*/*.yml", f"{DOCUMENTS.name}/*/*.csv"):
        yield from root.glob(pattern)


def _shaped(place: str, read: Callable[[], None]) -> None:
    """Run `read`; text of another shape than data/README.md describes becomes an error that says where."""
    try:
        read()
    except (AttributeError, KeyError, TypeError) as error:
        message = f"{place} har ikke den form, som data/README.md beskriver: {error!r}. Ret filen og byg igen."
        raise UnreadableTextError(message) from error


def _refuse_unknown_folders(root: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    """A misspelt folder would otherwise be passed over in silence."""
    known = {source["source_id"] for source in rows["source"]}
    for folder in sorted((root / DOCUMENTS.name).glob("*/")):
        if folder.name not in known:
            raise UnreadableTextError(f"Mappen {DOCUMENTS.name}/{folder.name} er ingen kilde i sources.yml. Ret navnet eller opret kilden.")


def _read_shared(root: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    for entry in _yaml(root / "areas.yml"):
        rows["area"].append({**entry, "aliases": SEPARATOR.join(entry.get("aliases") or []) or None})
    plans = _yaml(root / "plans.yml")
    rows["plan"] += plans["plans"]
    rows["focus_area"] += [{**entry, "sort_order": number} for number, entry in enumerate(plans["focus_areas"])]
    rows["source"] += _yaml(root / "sources.yml")
    rows["disruption"] += plans.get("disruptions") or []
    criteria = _yaml(root / "criteria.yml")
    rows["criterion"] += [_criterion(entry) for entry in criteria["criteria"]]
    rows["criterion_figure"] += criteria.get("figures") or []
    rows["claim"] += [{"kind": "criteria", **entry} for entry in criteria.get("claims") or []]
    rows["disclosure_rule"] += _yaml(root / "disclosure.yml")["rules"]
    economy = _yaml(root / "economy.yml")
    rows["economy_rule"] += economy["rules"]
    rows["economy_need"] += economy.get("needs") or []
    steps = _yaml(root / "participants.yml")["steps"]
    rows["step_measure"] += [{"target_id": target, "step": step} for step, targets in steps.items() for target in targets]
    rows["alert_rule"] += _yaml(root / "alerts.yml")["rules"]


def _read_document(folder: Path, rows: dict[str, list[dict[str, Any]]], content: Content) -> None:
    source_id = folder.name
    release_id = f"text-{source_id}"
    files = sorted([*folder.glob("*.yml"), *folder.glob("*.csv")])
    before = len(rows["observation"]) + len(rows["activity_result"])
    stamp = {"source_id": source_id, "release_id": release_id}
    for path in files:
        _shaped(f"{source_id}/{path.name}", lambda path=path: _read_file(path, rows, content, stamp))  # type: ignore[misc]
    if files:
        rows["release"].append(
            {
                "release_id": release_id,
                "origin": f"Tekst i kildekoden: {folder.name}",
                "sha256": fingerprint(files),
                "rows": len(rows["observation"]) + len(rows["activity_result"]) - before,
                "kind": "text",
                "in_force": True,
            }
        )


def _read_file(path: Path, rows: dict[str, list[dict[str, Any]]], content: Content, stamp: dict[str, str]) -> None:
    table = _table_of(path)
    entries: Any = _yaml(path) if path.suffix == ".yml" else _csv(path, schema.columns(table))
    if table == "topic":
        _add_topic(entries, rows, content)
    elif table == "activity":
        _add_activities(entries, rows, stamp["source_id"])
    else:
        added = entries if isinstance(entries, list) else entries[path.stem]
        added = [{**row, **stamp} for row in added]
        if table == "claim":
            title = next(source["title"] for source in rows["source"] if source["source_id"] == stamp["source_id"])
            added = [{**row, "says": "states", "source_title": title, "verified": True} for row in added]
        if table == "correction":
            added = [{**row, "correction_id": _correction_id(stamp["source_id"], row)} for row in added]
        rows[table] += added
        if table == "meeting":
            rows["meeting_body"] += governance.bodies(entries, stamp)
            rows["body_member"] += governance.members(entries)
        elif table == "preparedness_level":
            rows["preparedness_role"] += governance.preparedness_roles(entries, stamp)


def _criterion(entry: dict[str, Any]) -> dict[str, Any]:
    """A rule with its measure, which is the middle part of its id, and how it is counted."""
    counted = entry.get("min_count_of") or {}
    measure = entry["criterion_id"].partition("-")[2].partition("-")[0] or None
    return {**entry, "measure": measure, "counts_least": counted.get("least"), "counts_of": counted.get("of")}


def _table_of(path: Path) -> str:
    """Which table a file of a document feeds; every topic's figures go to `observation`."""
    stem = path.stem
    for prefix, table in (
        ("corrections", "correction"),
        ("activity_targets", "activity_target"),
        ("activity_results", "activity_result"),
        ("activities", "activity"),
        ("milestones", "milestone"),
        ("claims", "claim"),
        ("meetings", "meeting"),
        ("preparedness", "preparedness_level"),
    ):
        if stem == prefix or stem.startswith(f"{prefix}-"):
            return table
    return "topic" if path.suffix == ".yml" else "observation"


def _add_topic(entry: dict[str, Any], rows: dict[str, list[dict[str, Any]]], content: Content) -> None:
    for goal in entry.get("goals") or []:
        rows["goal"].append({**goal, "sort_order": len(rows["goal"])})
    for indicator in entry.get("indicators") or []:
        target = indicator.get("target") or {}
        rows["indicator"].append(
            {
                **indicator,
                "comparable_with": SEPARATOR.join(indicator.get("comparable_with") or []) or None,
                "target_operator": target.get("operator"),
                "target_low": target.get("value", target.get("low")),
                "target_high": target.get("value", target.get("high")),
                "target_reference": target.get("reference"),
                "target_text": target.get("text"),
                "sort_order": len(rows["indicator"]),
            }
        )
    content.relations += entry.get("checks") or []


def _add_activities(entry: dict[str, Any], rows: dict[str, list[dict[str, Any]]], source_id: str) -> None:
    stamp = {"source_id": source_id}
    for activity in entry.get("activities") or []:
        row = {**activity, **stamp, "sort_order": len(rows["activity"])}
        row["continues"] = SEPARATOR.join(activity.get("continues") or []) or None
        rows["activity"].append(row)
        for area_id in activity.get("areas") or []:
            rows["activity_area"].append({"activity_id": activity["activity_id"], "area_id": area_id})
        for number, hours in enumerate(activity.get("staff_hours") or [], start=1):
            rows["staff_hours"].append(
                {
                    **hours,
                    **stamp,
                    "hours_id": f"{activity['activity_id']}-hours-{number}",
                    "activity_id": activity["activity_id"],
                    "focus_area_id": activity.get("focus_area_id"),
                    "source_place": hours.get("source_place") or activity["source_place"],
                }
            )
    for number, hours in enumerate(entry.get("focus_area_hours") or [], start=1):
        hours_id = f"{source_id}-{hours['focus_area_id']}-hours-{number}"
        rows["staff_hours"].append({**hours, **stamp, "hours_id": hours_id})


def _correction_id(source_id: str, row: dict[str, Any]) -> str:
    parts = (row.get("indicator_id") or row.get("target_id"), row.get("area_id"), row.get("period_end"))
    return "-".join([source_id, *(str(part) for part in parts if part)])


def fingerprint(files: list[Path]) -> str:
    """SHA-256 over names and contents, independent of where the files lie."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.parent.name}/{path.name}".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _yaml(path: Path) -> Any:
    try:
        # The C loader is safe as well and ten times as fast.
        return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnreadableTextError(f"{path.name} kan ikke læses: {error}. Ret filen og byg igen.") from error


def _csv(path: Path, columns: list[str]) -> list[dict[str, Any]]:
    """Rows as dictionaries with None for empty cells.

    A heading that is none of `columns`, or stands twice, is an error, and so is a row with too many or too few cells.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            wrong = sorted({name for name in header if name not in columns or header.count(name) > 1})
            if wrong:
                raise UnreadableTextError(
                    f"{path.parent.name}/{path.name}: overskriften {', '.join(wrong)} er ukendt eller står to gange. "
                    f"Kendte er: {', '.join(columns)}."
                )
            rows = []
            for cells in reader:
                if len(cells) != len(header):
                    raise UnreadableTextError(
                        f"{path.parent.name}/{path.name} linje {reader.line_num}: {len(cells)} celler, men overskriften "
                        f"har {len(header)}. Sæt anførselstegn om tekst med komma, og byg igen."
                    )
                rows.append({name: cell or None for name, cell in zip(header, cells, strict=True)})
            return rows
    except (OSError, UnicodeDecodeError, csv.Error, StopIteration) as error:
        raise UnreadableTextError(f"{path.name} kan ikke læses: {error!r}. Ret filen og byg igen.") from error
