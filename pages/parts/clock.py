"""What day it is: the one place, so that a test can fix it."""

from __future__ import annotations

from datetime import date, datetime

from queries.deadlines import COPENHAGEN


def now() -> datetime:
    """The time in Denmark, without a zone."""
    return datetime.now(COPENHAGEN).replace(tzinfo=None)


def today() -> date:
    """The day in Denmark."""
    return now().date()
