"""Expected row counts per document and subject, kept in coverage.csv so that a lost row is noticed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.checks.finding import Finding

COUNTED = ("observation", "activity_target", "activity_result", "correction", "activity", "staff_hours", "milestone", "claim")


def count_rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per document, table and part (topic for figures, kind for statements): source_id, table, part, rows."""
    topics = tables["indicator"].drop_duplicates("indicator_id").set_index("indicator_id")["topic"]
    counts = []
    for table in COUNTED:
        frame = tables[table]
        part = frame["indicator_id"].map(topics).fillna("unknown") if table == "observation" else frame.get("kind", "all")
        grouped = frame.assign(part=part).groupby(["source_id", "part"]).size()
        counts += [(source_id, table, part_name, rows) for (source_id, part_name), rows in grouped.items()]  # type: ignore[misc]
    frame = pd.DataFrame(counts, columns=["source_id", "table", "part", "rows"])
    return frame.sort_values(["source_id", "table", "part"]).reset_index(drop=True)


def check_coverage(tables: dict[str, pd.DataFrame], expected_file: Path) -> list[Finding]:
    """Counts that differ from coverage.csv."""
    keys = ["source_id", "table", "part"]
    if not expected_file.exists():
        return [Finding("coverage", expected_file.name, "findes ikke. Kør 'python -m data coverage --update' og gem filen.")]
    expected = pd.read_csv(expected_file)
    both = expected.merge(count_rows(tables), on=keys, how="outer", suffixes=("_expected", "_found")).fillna(0)
    wrong = both[both["rows_expected"] != both["rows_found"]]
    return [
        Finding(
            "coverage",
            f"{row['source_id']} / {row['table']} / {row['part']}",
            f"{row['rows_found']:g} rækker, men der ventes {row['rows_expected']:g}. Er ændringen rigtig, så kør "
            "'python -m data coverage --update' og gem coverage.csv.",
        )
        for _, row in wrong.iterrows()
    ]
