"""Corrections as rows of text, for the data page and the page of an indicator."""

from __future__ import annotations

import pandas as pd

from pages.parts import formats

CORRECTION_COLUMNS = [
    ("subject", "Tal", False), ("area", "Område", False), ("year", "Slut", False), ("printed", "Trykt", False), ("used", "Brugt", True),
    ("status", "Status", False), ("reason", "Grund", False), ("evidence", "Bevis", False), ("source", "Dokument", False),
]  # fmt: skip


def correction_rows(corrections: pd.DataFrame) -> list[dict[str, str]]:
    """Rows from the question corrections."""
    return [
        {
            "subject": row["subject"],
            "area": row["area_name"],
            "year": formats.day(row["period_end"]) if pd.notna(row["period_end"]) else "",
            "printed": row["printed"],
            "used": formats.number(row["used"], 0 if float(row["used"]).is_integer() else 1) if pd.notna(row["used"]) else "–",
            "status": formats.STATUS_WORDS[str(row["status"])],
            "reason": row["reason"],
            "evidence": row["evidence"],
            "source": row["source_title"],
        }
        for _, row in corrections.iterrows()
    ]
