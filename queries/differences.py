"""What differs between two editions: figures that are new, revised or gone, and why as far as it was said."""

from __future__ import annotations

import pandas as pd

KEY = ["table_name", "row_key"]
COLUMNS = [
    *KEY, "change", "subject", "area", "period_start", "period_end", "unit", "decimals", "before", "before_status", "after", "after_status",
    "why",
]  # fmt: skip
TEXT = "Kildeteksten er rettet"


def differences(older: pd.DataFrame, newer: pd.DataFrame, revisions: pd.DataFrame) -> pd.DataFrame:
    """The rows that differ. `older`, `newer`: rows of edition_figures; `revisions`: of the newer database.

    Columns: table_name, row_key, change (new, revised, withdrawn), subject, area, period_start, period_end, unit, decimals,
    before, before_status, after, after_status, why (Danish).
    """
    both = older.merge(newer, on=KEY, how="outer", suffixes=("_old", "_new"), indicator=True)
    both = both.merge(revisions[[*KEY, "origin", "note"]].rename(columns={"note": "said"}), on=KEY, how="left")
    same = both["value_old"].eq(both["value_new"]) | (both["value_old"].isna() & both["value_new"].isna())
    unchanged = (both["_merge"] == "both") & same & both["status_old"].eq(both["status_new"])
    found = both[~unchanged]
    kind = found["_merge"].map({"both": "revised", "left_only": "withdrawn", "right_only": "new"}).astype(str)
    newest = {name: found[f"{name}_new"].where(found["_merge"] != "left_only", found[f"{name}_old"]) for name in COLUMNS[3:9]}
    why = [_why(row, change) for (_, row), change in zip(found.iterrows(), kind, strict=True)]
    rows = pd.DataFrame(
        {
            "table_name": found["table_name"], "row_key": found["row_key"], "change": kind, **newest,
            "before": found["value_old"], "before_status": found["status_old"],
            "after": found["value_new"], "after_status": found["status_new"], "why": why,
        }
    )  # fmt: skip
    order = rows["change"].map({"revised": 0, "withdrawn": 1, "new": 2})
    return rows.assign(order=order).sort_values(["order", *KEY], kind="stable")[COLUMNS].reset_index(drop=True)


def _why(row: pd.Series, change: str) -> str:
    if pd.notna(row["origin"]):
        said = f": {row['said']}" if pd.notna(row["said"]) else ""
        return f"{row['origin']}{said}"
    return str(row["origin_new"]) if change == "new" else TEXT
