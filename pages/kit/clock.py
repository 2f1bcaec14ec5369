"""What day it is: the one place, so that a test can fix it and an edition shows the day it was made."""

from __future__ import annotations

from datetime import date, datetime, time

import streamlit as st

from queries.deadlines import COPENHAGEN

_STANDS_AT = "_clock_stands_at"


def now() -> datetime:
    """The time in Denmark, without a zone; noon of its day while an edition is shown."""
    day = st.session_state.get(_STANDS_AT)
    if day is not None:
        return datetime.combine(day, time(12))
    return datetime.now(COPENHAGEN).replace(tzinfo=None)


def today() -> date:
    """The day in Denmark."""
    return now().date()


def stand_still(day: date | None) -> None:
    """For this session it is `day` until further notice; None lets time go on."""
    st.session_state[_STANDS_AT] = day
