"""Checks of what the figures say: units and ranges, shares against counts, periods, missing values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.checks.finding import Finding
from data.checks.structure import key_of

# Lowest and highest value a unit can have. Grades follow the Danish seven-step scale.
RANGES: dict[str, tuple[float, float]] = {
    "percent": (0, 100),
    "per_1000": (0, 1000),
    "grade": (-3, 12),
    "count": (0, 10_000_000),
    "days": (0, 366),
    "percent_change": (-100, 10_000),
    "rank": (1, 10_000),
    "ratio": (0, 100),
}
WITHOUT_VALUE = {"suppressed", "not_published", "not_collected", "unreadable"}
_DAYS = {
    "date": (1, 1), "month": (28, 31), "quarter": (90, 92), "rolling_quarter": (89, 92), "year": (365, 366), "school_year": (365, 366),
    "twelve_months": (365, 366), "two_years": (730, 731), "three_years": (1095, 1096),
}  # fmt: skip


def check_figures(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Rows of `observation` and `activity_result` that cannot be right."""
    indicators = tables["indicator"].drop_duplicates("indicator_id")
    metadata = indicators[["indicator_id", "unit", "decimals", "period_kind"]]
    observations = tables["observation"].merge(metadata, on="indicator_id", how="left")
    findings = list(_missing_and_present("observation", observations))
    findings += _missing_and_present("activity_result", tables["activity_result"])
    for row in observations.to_dict("records"):
        findings += [Finding("observation", key_of("observation", row), text) for text in _row_problems(row)]
    findings += _targets(tables["activity_target"])
    return findings


def _missing_and_present(table: str, frame: pd.DataFrame) -> Iterator[Finding]:
    for row in frame.to_dict("records"):
        absent = pd.isna(row["value"])
        if row["status"] in WITHOUT_VALUE and not absent:
            yield Finding(table, key_of(table, row), f"har status {row['status']}, men også et tal. Fjern tallet eller ret status.")
        if row["status"] in WITHOUT_VALUE and pd.isna(row["note"]):
            yield Finding(table, key_of(table, row), "mangler et tal uden at sige hvorfor. Skriv grunden i note.")
        wordless = table == "observation" or pd.isna(row["printed"])
        if row["status"] in ("published", "corrected") and absent and wordless:
            yield Finding(table, key_of(table, row), f"har status {row['status']}, men intet tal. Skriv tallet eller ret status.")
        if row["period_end"] < row["period_start"]:
            yield Finding(table, key_of(table, row), "perioden slutter før den begynder. Ret datoerne.")


def _row_problems(row: Mapping[str, Any]) -> Iterator[str]:
    value, base, count = row["value"], row["denominator"], row["numerator"]
    low, high = RANGES.get(str(row["unit"]), (float("-inf"), float("inf")))
    if pd.notna(value) and not low <= value <= high:
        yield f"værdien {value} ligger uden for {low} til {high} for enheden {row['unit']}. Ret tal eller enhed."
    if pd.notna(value) and row["unit"] == "count" and row["decimals"] == 0 and value != round(value):
        yield f"værdien {value:g} er ikke et helt antal. Ret tallet, enheden eller antallet af decimaler."
    if pd.notna(base) and base <= 0:
        yield f"grundlaget er {base}. Det skal være over nul."
    if pd.notna(base) and pd.notna(count) and count > base:
        yield f"tælleren {count} er større end grundlaget {base}. Ret et af dem."
    if row["status"] in ("published", "corrected") and row["unit"] == "percent" and pd.notna(value):
        if pd.notna(base) and pd.notna(count) and base > 0:
            expected = 100 * count / base
            if abs(expected - value) > rounding(row["decimals"]) + 1e-9:
                yield f"{value} % passer ikke med {count:g} af {base:g}, som er {expected:.2f} %. Ret, eller sæt tvivl i corrections."
        elif pd.notna(base) and base > 0 and not fits_whole_count(value, base, row["decimals"]):
            yield f"{value} % af {base:g} er ikke et helt antal. Ret, eller sæt tvivl i corrections."
    days = (row["period_end"] - row["period_start"]).days + 1
    least, most = _DAYS.get(str(row["period_kind"]), (1, 100_000))
    if not least <= days <= most:
        yield f"perioden er {days} dage, men indikatorens periodetype er {row['period_kind']}. Ret datoer eller periodetype."


def rounding(decimals: int) -> float:
    """Half a unit of the last printed decimal."""
    return 0.5 * 10.0 ** -int(decimals)


def fits_whole_count(percent: float, base: float, decimals: int) -> bool:
    """Whether some whole number of `base` rounds to `percent` with the given decimals."""
    count = round(percent * base / 100)
    return abs(100 * count / base - percent) <= rounding(decimals) + 1e-9


def _targets(targets: pd.DataFrame) -> Iterator[Finding]:
    for _, row in targets.iterrows():
        low, high = row["target_low"], row["target_high"]
        if pd.notna(low) and pd.notna(high) and low > high:
            yield Finding("activity_target", row["target_id"], f"intervallet {low:g}-{high:g} er vendt om. Byt om på enderne.")
        if (row["unit"] == "text") != (pd.isna(low) and pd.isna(high)):
            yield Finding(
                "activity_target", row["target_id"], "enheden text bruges netop når løftet ikke har noget tal. Ret enhed eller tal."
            )
