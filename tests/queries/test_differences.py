"""What differs between two editions, and why. Synthetic rows of edition_figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from queries.differences import COLUMNS, differences

Row = dict[str, Any]


def figure(key: str, value: float | None, status: str = "published", table: str = "observation", **more: Any) -> Row:
    about = {"subject": f"Tal {key}", "area": "Vangdalen", "unit": "percent", "decimals": 1, "origin": "Indlæst fil"}
    when = {"period_start": pd.Timestamp(2024, 1, 1), "period_end": pd.Timestamp(2024, 12, 31)}
    return {"table_name": table, "row_key": key, "value": value, "status": status} | about | when | more


def told(older: list[Row], newer: list[Row], revisions: list[Row] = ()) -> pd.DataFrame:  # type: ignore[assignment]
    said = pd.DataFrame(revisions, columns=["table_name", "row_key", "origin", "note", "recorded_on"])
    columns = list(figure("x", 1.0))
    frames = (pd.DataFrame(rows, columns=columns).astype({"value": "float64"}) for rows in (older, newer))
    return differences(*frames, said)


def test_only_what_differs_in_value_or_status_is_told() -> None:
    same = [figure("a", 1.0), figure("hole", None, "not_published"), figure("b", 2.0, table="activity_result")]
    assert told(same, same).empty
    assert list(told(same, same).columns) == COLUMNS
    # What it is called may change without the figure having changed.
    assert told(same, [row | {"subject": "Nyt navn"} for row in same]).empty
    now = [figure("a", 1.0, "doubtful"), figure("hole", 3.0), figure("b", None, "unreadable", table="activity_result")]
    found = told(same, now)
    assert found[["table_name", "row_key", "change", "before_status", "after_status"]].values.tolist() == [
        ["activity_result", "b", "revised", "published", "unreadable"],
        ["observation", "a", "revised", "published", "doubtful"],
        ["observation", "hole", "revised", "not_published", "published"],
    ]
    assert [[None if pd.isna(cell) else cell for cell in row] for row in found[["before", "after"]].values.tolist()] == [
        [2.0, None], [1.0, 1.0], [None, 3.0],
    ]  # fmt: skip


def test_revised_comes_before_withdrawn_and_new_with_reasons() -> None:
    older = [figure("without", 5.0, subject="Væk", unit="count", decimals=0), figure("z", 1.0, subject="Før"), figure("quiet", 7.0)]
    newer = [figure("new", 8.0, subject="Ny", area=None), figure("z", 2.0, subject="Nu", unit="per_1000"), figure("quiet", 9.0)]
    revisions = [
        {"table_name": "observation", "row_key": "z", "origin": "Rettet af Randers Kommune", "note": "Ny opgørelse"},
        {"table_name": "observation", "row_key": "without", "origin": "Trukket tilbage", "note": None},
        # The same key in another table is another row.
        {"table_name": "activity_result", "row_key": "quiet", "origin": "x", "note": "x"},
    ]
    found = told(older, newer, revisions)
    assert found[["row_key", "change", "subject", "unit", "decimals", "why"]].values.tolist() == [
        ["quiet", "revised", "Tal quiet", "percent", 1, "Kildeteksten er rettet"],
        ["z", "revised", "Nu", "per_1000", 1, "Rettet af Randers Kommune: Ny opgørelse"],
        ["without", "withdrawn", "Væk", "count", 0, "Trukket tilbage"],
        ["new", "new", "Ny", "percent", 1, "Indlæst fil"],
    ]
    assert list(found.index) == [0, 1, 2, 3]
    assert list(found["area"])[:3] == ["Vangdalen"] * 3
    assert pd.isna(found["area"][3])
    assert set(found["period_start"]) == {pd.Timestamp(2024, 1, 1)}
    assert set(found["period_end"]) == {pd.Timestamp(2024, 12, 31)}
    assert pd.isna(found["after"][2])
    assert pd.isna(found["before"][3])


def test_a_figure_that_comes_or_goes_is_a_revision_whatever_its_status() -> None:
    one, hole = figure("a", 1.0, "doubtful"), figure("a", None, "doubtful")
    assert [list(told(*pair)["change"]) for pair in (([one], [hole]), ([hole], [one]), ([hole], [hole]))] == [["revised"], ["revised"], []]
