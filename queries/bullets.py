"""Where the parts of a bullet chart end: everything in percent of the promise, so that unlike promises stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from queries.attainment import Attainment, Status


@dataclass(frozen=True)
class Bullet:
    """Delivered, upper end of the promised range and what was expected by now, each in percent of the promise."""

    delivered: float
    high: float | None
    expected: float | None


def bullet(target: pd.Series, attainment: Attainment) -> Bullet | None:
    """The bullet of one promise (row of plan_targets); None without a delivered figure or a number to hold it against."""
    ceiling = target["direction"] == "down" or pd.isna(target["target_low"])
    bound = target["target_high"] if ceiling else target["target_low"]
    if attainment.delivered is None or pd.isna(bound) or bound <= 0:
        return None
    high = None if ceiling or pd.isna(target["target_high"]) else 100 * float(target["target_high"]) / float(bound)
    running = (
        attainment.status in (Status.ON_TRACK, Status.BEHIND) and target["cadence"] == "plan_total" and attainment.expected is not None
    )
    expected = 100 * float(attainment.expected or 0) / float(bound) if running else None
    return Bullet(100 * attainment.delivered / float(bound), high, expected)
