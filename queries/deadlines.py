"""Deadlines of the preparedness plan: working days without weekends and Danish public holidays, and hours of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is in the count."""

    OPENING = "opening"
    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class CountedDay:
    """One day from the opening to the deadline; `number` is set for working days that count, `name` for holidays."""

    day: date
    kind: DayKind
    number: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Deadline:
    """The deadline and how it was counted; for working days it is the end of the day."""

    ends: datetime
    days: tuple[CountedDay, ...] = ()


def due(opened: datetime, value: float, unit: str) -> Deadline:
    """The deadline `value` working days or hours after `opened` (Danish local time, without a zone).

    Working days follow the administrative custom: the day of opening is not counted, the deadline is the end of the last
    working day. Raises ValueError for a unit other than working_days and hours.
    """
    if unit == "hours":
        # Hours are real hours: the night the clocks change, 24 hours later is another time of day.
        after = opened.replace(tzinfo=COPENHAGEN).astimezone(ZoneInfo("UTC")) + timedelta(hours=value)
        return Deadline(after.astimezone(COPENHAGEN).replace(tzinfo=None))
    if unit != "working_days":
        raise ValueError(f"En frist kan være i working_days eller hours, ikke {unit!r}.")
    days = count_working_days(opened.date(), int(value))
    return Deadline(datetime.combine(days[-1].day, datetime.max.time().replace(microsecond=0)), tuple(days))


class Kept(StrEnum):
    """Whether the group was gathered in time."""

    KEPT = "kept"
    BROKEN = "broken"  # gathered after the deadline
    RUNNING = "running"  # not gathered yet, and there is time
    PASSED = "passed"  # not gathered, and the deadline has passed
    NOT_GATHERED = "not_gathered"  # closed before the deadline without the group being gathered
    NO_DEADLINE = "no_deadline"


def kept(ends: datetime | None, convened: datetime | None, closed: datetime | None, now: datetime) -> Kept:
    """How an activation stands to the deadline `ends` of due(); all in Danish local time, to the minute the officer wrote."""
    if ends is None:
        return Kept.NO_DEADLINE
    if convened is not None:
        return Kept.KEPT if convened <= ends else Kept.BROKEN
    if closed is not None and closed <= ends:
        return Kept.NOT_GATHERED
    return Kept.RUNNING if closed is None and now <= ends else Kept.PASSED


def count_working_days(opened: date, number: int) -> list[CountedDay]:
    """Every day from the opening until `number` working days have passed; `number` is at least one."""
    days = [CountedDay(opened, DayKind.OPENING, name=holiday_name(opened))]
    counted = 0
    while counted < number:
        day = days[-1].day + timedelta(days=1)
        name = holiday_name(day)
        if name:
            days.append(CountedDay(day, DayKind.HOLIDAY, name=name))
        elif day.weekday() >= _SATURDAY:
            days.append(CountedDay(day, DayKind.WEEKEND))
        else:
            counted += 1
            days.append(CountedDay(day, DayKind.WORKING, counted))
    return days


def holiday_name(day: date) -> str:
    """The Danish name of the public holiday on a day, or empty. Store bededag was one until 2023."""
    return str(holidays.country_holidays("DK", years=day.year, language="da").get(day) or "")


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and not holiday_name(day)
