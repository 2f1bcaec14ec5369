"""One line of time from the start of a plan to its end: milestones by sub-agreement, meetings, and today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from pages.kit import formats, theme
from pages.kit.language import tr, trn
from queries.freshness import MilestoneState

# Per cent of the width that a text beside a diamond needs; closer ones get only their number.
_ROOM = 21.0
# Letters of a title that stand beside a diamond.
_TITLE = 28
_STATES = {MilestoneState.DONE: "done", MilestoneState.PAST_DUE: "late", MilestoneState.COMING: "coming"}


@dataclass(frozen=True)
class Event:
    """What happens on a day: a milestone or a meeting."""

    day: date
    title: str
    state: MilestoneState


@dataclass(frozen=True)
class Moment:
    """Events of one day and state as one diamond: where it stands, the words beside it and on which side, and all titles."""

    at: float
    state: str
    text: str
    told: str
    side: str = "right"


@dataclass(frozen=True)
class Lane:
    """The moments of one sub-agreement or of the meetings."""

    name: str
    moments: Sequence[Moment]


@dataclass(frozen=True)
class Timeline:
    """A plan's time in per cent of its width."""

    label: str
    plan: str
    years: Sequence[tuple[float, str]]
    starts: float
    ends: float
    now: float
    today: str
    lanes: Sequence[Lane]


def timeline(plan: str, starts: date, ends: date, today: date, lanes: dict[str, list[Event]]) -> Timeline:
    """The line of a plan; `lanes` are the events under their names, in order."""
    days = [event.day for events in lanes.values() for event in events]
    first = min([starts, *days])
    low, high = date(first.year, first.month, 1).toordinal() - 20, max([ends, *days]).toordinal() + 60

    def at(day: date) -> float:
        return round(100 * (min(max(day.toordinal(), low), high) - low) / (high - low), 2)

    years = [(at(date(year, 1, 1)), str(year)) for year in range(first.year, ends.year + 1) if date(year, 1, 1).toordinal() >= low]
    made = [Lane(name, _moments(events, at, at(today))) for name, events in lanes.items() if events]
    label = tr("{plan}: milepæle og møder på en tidslinje", plan=plan)
    return Timeline(label, plan, years, at(starts), at(ends), at(today), tr("i dag"), made)


def _moments(events: Sequence[Event], at: Callable[[date], float], now: float) -> list[Moment]:
    grouped: dict[tuple[date, MilestoneState], list[Event]] = {}
    for event in sorted(events, key=lambda one: one.day):
        grouped.setdefault((event.day, event.state), []).append(event)
    found = [_moment(at(day), state, own) for (day, state), own in grouped.items()]
    kept = []
    for place, one in enumerate(found):
        nearest = [other.at for other in found[place + 1 :]] + [now]
        after = min((other for other in nearest if other > one.at), default=200.0)
        if after - one.at < _ROOM:
            kept.append(replace(one, text=one.text.split(" ")[0] if one.state == "late" else ""))
        elif one.at <= 100 - _ROOM:
            kept.append(one)
        else:
            # Words to the left need room for themselves and for those of the moment before.
            free = not kept or not kept[-1].text or one.at - kept[-1].at >= 2 * _ROOM
            kept.append(replace(one, side="left", text=one.text if free else ""))
    return kept


def _moment(at: float, state: MilestoneState, events: Sequence[Event]) -> Moment:
    told = "; ".join(f"{event.title} ({formats.day(event.day)})" for event in events)
    count = formats.number(len(events))
    if state is MilestoneState.PAST_DUE:
        text = trn("!{number} overskredet", "!{number} overskredet", len(events), number=formats.NBSP + count)
    elif len(events) == 1:
        text = shorten(events[0].title, _TITLE, placeholder=" …")
    else:
        text = trn("{number} punkt", "{number} punkter", len(events), number=count)
    return Moment(at, _STATES.get(state, "coming"), text, told)


def show(line: Timeline) -> None:
    """Draw the line."""
    theme.render("kit/timeline.html", line=line)
