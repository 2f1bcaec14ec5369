"""The data-quality report: what there is, what is missing and why, what was repaired or doubted."""

from __future__ import annotations

import pandas as pd

from queries.connection import Database
from queries.statuses import WORDS


def report(database: Database) -> str:
    """The report as plain Danish text: status per document, coverage per indicator, area and year, corrections."""
    status = database.ask("status_counts")
    sections = [f"DATAKVALITET, version {database.version}", _status(status)]
    for source_id, group in status.groupby("source_id", sort=False):
        coverage = database.ask("coverage", source_id=source_id)
        sections.append(f"DÆKNING: {group['source_title'].iloc[0]}\n{_coverage(coverage)}")
    sections.append(_corrections(database.ask("corrections")))
    return "\n\n".join(sections)


def _status(status: pd.DataFrame) -> str:
    table = status.pivot_table(index="source_title", columns="status", values="figures", fill_value=0, aggfunc="sum")
    table = table.astype(int).rename(columns=WORDS).rename_axis(index="kilde", columns=None)
    return f"TAL PR. KILDE OG STATUS\n{table.to_string()}"


def _coverage(coverage: pd.DataFrame) -> str:
    """One line per indicator and area: the years that have a figure, and the status of the others."""
    lines = []
    for (indicator_id, area), group in coverage.groupby(["indicator_id", "area_name"], sort=False):
        years = ", ".join(
            str(row.year) if row.status == "published" else f"{row.year} ({WORDS[str(row.status)]})" for row in group.itertuples()
        )
        lines.append(f"  {indicator_id} · {area}: {years}")
    return "\n".join(lines)


def _corrections(corrections: pd.DataFrame) -> str:
    lines = [
        f"  [{WORDS[str(row.status)]}] {row.subject} · {_said(row.area_name)} · {_said(row.period_end)} · trykt: {_said(row.printed)} · "
        f"brugt: {_said(row.used)}\n    Grund: {row.reason}\n    Bevis: {row.evidence}"
        for row in corrections.itertuples()
    ]
    return f"RETTELSER OG TVIVL ({len(lines)})\n" + "\n".join(lines)


def _said(cell: object) -> str:
    """The cell as text, a dash for a missing one."""
    if pd.isna(cell):
        return "-"
    return str(cell.date()) if isinstance(cell, pd.Timestamp) else str(cell)
