"""Corrections as rows of text, for the data page and the page of an indicator."""

from __future__ import annotations

import pandas as pd

from pages.kit import formats
from pages.kit.language import mark, tr

CORRECTION_COLUMNS = [
    ("subject", mark("Tal"), False), ("area", mark("Område"), False), ("period", mark("Periode"), False), ("printed", mark("Trykt"), False),
    ("used", mark("Brugt"), True),
    ("status", mark("Status"), False), ("reason", mark("Grund"), False), ("evidence", mark("Bevis"), False),
    ("source", mark("Dokument"), False),
]  # fmt: skip


def correction_rows(corrections: pd.DataFrame) -> list[dict[str, str]]:
    """Rows from the question corrections."""
    return [
        {
            "subject": _subject(row),
            "area": row["area_name"],
            "period": _period(row),
            "printed": row["printed"],
            "used": _used(row),
            "status": formats.status_word(str(row["status"])),
            "reason": row["reason"],
            "evidence": row["evidence"],
            "source": row["source_title"],
        }
        for _, row in corrections.iterrows()
    ]


def _subject(row: pd.Series) -> str:
    """The indicator, or the activity and its promise, which are texts of their own."""
    subject = str(row["subject"])
    return subject if pd.notna(row["indicator_id"]) else ": ".join(tr(part) for part in subject.split(": ", 1))


def _period(row: pd.Series) -> str:
    if pd.isna(row["period_end"]):
        return ""
    if pd.isna(row["period_start"]):
        return formats.day(row["period_end"])
    return formats.period(str(row["period_kind"]), row["period_start"], row["period_end"])


def _used(row: pd.Series) -> str:
    """The value in use with the decimals it has; a doubtful one is said not to be used."""
    if row["status"] == "doubtful":
        return tr("indgår ikke")
    if pd.isna(row["used"]):
        return "–"
    decimals = next(places for places in range(4) if places == 3 or round(float(row["used"]), places) == float(row["used"]))
    return formats.number(row["used"], decimals)
