"""The calendar as an iCalendar file (RFC 5545): the events of a plan in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import icalendar
import pandas as pd

from pages.kit import content, database, language
from pages.kit.language import mark, tr
from pages.kit.wording import PLAN_2025, TITLE
from queries.calendar import Event, Kind, events
from queries.connection import Database, build_folder, choose_version
from queries.deadlines import COPENHAGEN

MEDIA = "text/calendar; charset=utf-8"
_TITLES = {
    Kind.MEETING: mark("Møde: {title}"), Kind.DECISION: mark("Frist: {title}"), Kind.MILESTONE: mark("Milepæl: {title}"),
    Kind.PREPAREDNESS: mark("Beredskab: gruppen skal være samlet ({title})"),
}  # fmt: skip


def loaded(plan_id: str) -> list[Event]:
    """The events of the version of this run."""
    return _asked(database.ask, plan_id)


def feed(spoken: str, now: datetime) -> bytes:
    """The file that calendars subscribe to, from the version in force, in Danish or English. Raises NoDatabaseError."""
    choice = choose_version(build_folder())
    opened = Database(choice.path, choice.version)
    try:
        with language.using(spoken if spoken in language.LANGUAGES else language.DANISH):
            return file(_asked(lambda question, **more: content.translated(opened.ask(question, **more)), PLAN_2025), now)
    finally:
        opened.close()


def _asked(ask: Callable[..., pd.DataFrame], plan_id: str) -> list[Event]:
    meetings, decisions, milestones = (ask(question, plan_id=plan_id) for question in ("plan_meetings", "decisions", "plan_milestones"))
    return events(meetings, decisions, milestones, ask("activations"))


def file(found: Sequence[Event], now: datetime) -> bytes:
    """The events as a calendar, stamped with `now` (Danish time, without a zone)."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Boligsocial Monitor//DA")
    made.add("version", "2.0")
    made.add("x-wr-calname", tr(TITLE))
    stamp = now.replace(tzinfo=COPENHAGEN).astimezone(UTC)
    for event in found:
        entry = icalendar.Event()
        entry.add("uid", f"{event.kind}-{event.key}@boligsocial-monitor")
        entry.add("dtstamp", stamp)
        # A moment is written in UTC, so that no reader needs a description of the zone.
        entry.add("dtstart", event.when.astimezone(UTC) if isinstance(event.when, datetime) else event.when)
        entry.add("summary", tr(_TITLES[event.kind], title=event.title))
        if event.about:
            entry.add("description", event.about)
        # Nobody is busy all day because of a deadline.
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    return bytes(made.to_ical())
