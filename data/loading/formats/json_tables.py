"""JSON as Statistikbanken (JSON-stat 1 and 2), Jobindsats (v2 and v3) and Uddannelsesstatistik answer."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import product
from typing import Any

from data.loading.findings import Finding, Refused, error
from data.loading.grids import CODE_SUFFIX, UNIT_SUFFIX, Cell, Grid
from data.loading.rules import rules

# Statistikbanken calls the dimension of what is measured Indhold; other languages and tables call it otherwise.
METRIC = "Indhold"
_AGAIN = "Hent tallene igen, eller vælg den tilknytning, der passer til svaret."


def read_json(content: bytes, kind: str) -> tuple[list[Grid], list[Finding], list[str]]:
    """One grid: a heading row, then the rows; JSON-stat gets a column with labels and one with codes for each dimension.

    `kind` is jsonstat, jobindsats or uddannelsesstatistik. Raises Refused.
    """
    if not content.strip():
        raise Refused(error("empty_file", "filen er tom", _AGAIN))
    try:
        parsed = json.loads(content, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as problem:
        raise Refused(error("broken_file", "filen er flettet dybere, end et svar er", _AGAIN)) from problem
    except UnicodeDecodeError as problem:
        raise Refused(error("encoding", "filen er ikke UTF-8", _AGAIN)) from problem
    except json.JSONDecodeError as problem:
        what = f"filen er ikke hel JSON (tegn {problem.pos + 1})"
        raise Refused(error("broken_file", what, _AGAIN)) from problem
    except ValueError as problem:
        if isinstance(problem, Refused):
            raise
        raise Refused(error("broken_file", "filen har et tal med tusinder af cifre", _AGAIN)) from problem
    readers: dict[str, Callable[[Any], tuple[list[list[Cell]], str]]] = {
        "jsonstat": _jsonstat,
        "jobindsats": _jobindsats,
        "uddannelsesstatistik": _objects,
    }
    try:
        rows, form = readers[kind](parsed)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as problem:
        if isinstance(problem, Refused):
            raise
        what = f"filen er JSON, men ikke et svar fra {kind} ({type(problem).__name__}: {problem})"
        raise Refused(error("not_the_format", what[:300], _AGAIN)) from problem
    if len(rows) < 2:
        remedy = "Kilden har intet for det valgte. Vælg andre områder eller perioder."
        raise Refused(error("nothing_read", "svaret har ingen rækker", remedy))
    return [Grid(rows, range(len(rows)), form=form)], [], _texts(parsed)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(error("repeated_name", f"feltet „{twice}“ står to gange i samme post", "Hent svaret igen fra kilden."))
    return found


def _no_number(text: str) -> float:
    raise Refused(error("unreadable_number", "er ikke et tal", "Hent svaret igen fra kilden.", value=text))


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    raise TypeError(f"en celle er {type(value).__name__}")


def _jsonstat(parsed: Any) -> tuple[list[list[Cell]], str]:
    """JSON-stat 2 (class dataset), or 1 with the dataset under its own name, as Statistikbanken's JSONSTAT."""
    form = "JSON-stat 2"
    if parsed.get("class") != "dataset":
        parsed, form = parsed["dataset"], "JSON-stat 1"
    dimensions = parsed["dimension"]
    names = parsed["id"] if "id" in parsed else dimensions["id"]
    sizes = parsed["size"] if "size" in parsed else dimensions["size"]
    categories = [_category(dimensions[name]["category"]) for name in names]
    total = math.prod(sizes)
    if [len(entries) for entries in categories] != list(sizes) or total > rules()["cells"]:
        raise ValueError("dimensionernes størrelser passer ikke med deres værdier")
    values, marks = parsed["value"], parsed.get("status") or {}
    if isinstance(values, list) and len(values) != total:
        raise ValueError(f"{len(values)} tal til {total} celler")
    measured = (parsed.get("role") or dimensions.get("role") or {}).get("metric") or ["ContentsCode"]
    position = next((number for number, name in enumerate(names) if name in measured), None)
    labels = [METRIC if number == position else str(dimensions[name].get("label") or name) for number, name in enumerate(names)]
    units = {} if position is None else _units(dimensions[names[position]]["category"])
    heading: list[Cell] = [*labels, *(f"{label}{CODE_SUFFIX}" for label in labels), "value", *([f"{METRIC}{UNIT_SUFFIX}"] if units else [])]
    rows: list[list[Cell]] = [heading]
    for number, entries in enumerate(product(*categories)):
        mark = _at(marks, number)
        value = _at(values, number)
        row: list[Cell] = [*(label for _, label in entries), *(code for code, _ in entries), _cell(value if value is not None else mark)]
        rows.append([*row, units.get(entries[position or 0][0])] if units else row)
    return rows, form


def _units(category: dict[str, Any]) -> dict[str, str]:
    """What each category of the measured says it is counted in, by code."""
    return {code: str(unit["base"]) for code, unit in (category.get("unit") or {}).items() if "base" in unit}


def _at(values: Any, number: int) -> Any:
    if isinstance(values, dict):
        return values.get(str(number))
    return values[number] if isinstance(values, list) else values


def _category(category: dict[str, Any]) -> list[tuple[str, str]]:
    """Codes with their labels in the order of the index."""
    labels = category.get("label") or {}
    index = category.get("index", list(labels))
    codes = sorted(index, key=lambda code: index[code]) if isinstance(index, dict) else list(index)
    return [(code, str(labels.get(code, code))) for code in codes]


def _jobindsats(parsed: Any) -> tuple[list[list[Cell]], str]:
    """v2: `[{"Variables": [{"Label": ...}], "Data": [[...]]}]`; v3: `{"columns": [...], "rows": [[...]]}`."""
    table = parsed[0] if isinstance(parsed, list) else parsed
    if "Variables" in table:
        heading: list[Cell] = [str(variable["Label"]) for variable in table["Variables"]]
        rows, form = table["Data"], "Jobindsats v2"
    elif "columns" in table:
        heading = [_column(one) for one in table["columns"]]
        rows, form = table["rows"], "Jobindsats v3"
    else:
        raise KeyError("hverken Variables (v2) eller columns (v3)")
    uneven = next((number for number, row in enumerate(rows, 1) if len(row) != len(heading)), None)
    if uneven is not None:
        raise ValueError(f"række {uneven} har ikke {len(heading)} celler som overskrifterne")
    return [heading, *([_cell(value) for value in row] for row in rows)], form


def _column(column: Any) -> str:
    """A column's heading, given as text or as an object with the text in it."""
    if isinstance(column, dict):
        return str(next(column[name] for name in ("label", "title", "name", "text") if name in column))
    return str(column)


def _objects(parsed: Any) -> tuple[list[list[Cell]], str]:
    """A list of flat objects; "[Institution].[Kommune].[Kommune]" becomes Kommune, as the tool itself shows it."""
    if not isinstance(parsed, list):
        raise TypeError("svaret er ikke en liste")
    names = list(dict.fromkeys(name for entry in parsed for name in entry))
    heading: list[Cell] = [name.rpartition(".[")[2].rstrip("]") if name.startswith("[") else name for name in names]
    return [heading, *([_cell(entry.get(name)) for name in names] for entry in parsed)], "Uddannelsesstatistik v1"


def _texts(parsed: Any) -> list[str]:
    """Every text and number anywhere in the file, for the look at people."""
    if isinstance(parsed, dict):
        return [text for name, value in parsed.items() for text in (name, *_texts(value))]
    if isinstance(parsed, list):
        return [text for value in parsed for text in _texts(value)]
    return [parsed] if isinstance(parsed, str) else []
