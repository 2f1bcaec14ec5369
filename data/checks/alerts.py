"""Checks of the rules of alerts: a rule that counts something needs an amount above zero, the others have none."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.checks.finding import Finding

COUNTED = ("worse", "behind", "deadline", "criterion")


def check_alerts(tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Rules whose amount is missing, not above zero, or that have one although another rule decides."""
    found = []
    for row in tables["alert_rule"].to_dict("records"):
        where, amount = f"{row['kind']}|{pd.Timestamp(row['valid_from']).date()}", row["amount"]
        if row["kind"] in COUNTED and not amount > 0:
            found.append(Finding("alert_rule", where, "amount skal være et tal over nul. Ret det i alerts.yml."))
        elif row["kind"] not in COUNTED and pd.notna(amount):
            found.append(Finding("alert_rule", where, "amount skal være tomt, for en anden regel afgør det. Ret det i alerts.yml."))
    return found
