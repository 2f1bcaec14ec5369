"""The parts of Beredskab: levels, activations, the deadline calculator, roles."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import activations as kit_activations
from pages.kit import choices, clock, database, formats, notes, roles, tables, theme
from pages.kit.language import mark, tr
from pages.kit.plain import echoed, escaped
from queries.deadlines import CountedDay, DayKind, due

_GATHERED = {"working_days": mark("Samles inden for {number} arbejdsdage"), "hours": mark("Samles inden for {number} timer")}
_DAY_WORDS = {
    DayKind.OPENING: mark("Åbnet; dagen tæller ikke med"),
    DayKind.WEEKEND: mark("Weekend"),
    DayKind.HOLIDAY: mark("Helligdag"),
}
# What queries/deadlines.py calls the days.
HOLIDAYS = (
    mark("Nytårsdag"), mark("Skærtorsdag"), mark("Langfredag"), mark("Påskedag"), mark("Anden påskedag"), mark("Store bededag"),
    mark("Kristi himmelfartsdag"), mark("Pinsedag"), mark("Anden pinsedag"), mark("Juledag"), mark("Anden juledag"),
)  # fmt: skip


def level_cards(levels: pd.DataFrame) -> list[dict[str, str]]:
    """The levels with sign, word, trigger, deadline and what must happen."""
    return [
        {
            "level": str(row["level"]),
            "sign": kit_activations.LEVELS[str(row["level"])][0],
            "title": str(row["title"]),
            "deadline": deadline_text(row),
            "trigger": str(row["trigger"]),
            "action": str(row["action"]) if pd.notna(row["action"]) else "",
            "source": f"{row['source_title']}, {row['source_place']}",
        }
        for _, row in levels.iterrows()
    ]


def deadline_text(level: pd.Series) -> str:
    """The deadline in words."""
    if pd.isna(level["deadline_value"]):
        return tr("Ingen frist")
    unit = str(level["deadline_unit"])
    return tr(_GATHERED[unit], number=formats.number(level["deadline_value"]))


def calculator(levels: pd.DataFrame) -> None:
    """When the group must have met: level, day and time in, deadline and the count behind it out."""
    st.header(tr("Beregn fristen"))
    timed = levels[levels["deadline_value"].notna()].set_index("level")
    if timed.empty:
        notes.info(tr("Ingen niveauer har en frist."))
        return
    columns = st.columns(3)
    with columns[0]:
        level = choices.choose(
            tr("Niveau"), {key: f"{kit_activations.LEVELS[key][0]} {row['title']}" for key, row in timed.iterrows()}, "niveau"
        )
    with columns[1]:
        day = _day(tr("Dag, hvor beredskabet blev aktiveret"), "dag", clock.today())
    with columns[2]:
        hour = _time(tr("Klokkeslæt"), "kl", clock.now().time())
    chosen = timed.loc[level]
    opened = datetime.combine(day, hour)
    found = due(opened, float(chosen["deadline_value"]), str(chosen["deadline_unit"]))
    hours = chosen["deadline_unit"] == "hours"
    ends = formats.moment(found.ends) if hours else tr("{day}, ved dagens slutning", day=formats.weekday(found.ends))
    theme.render(
        "kit/lead.html",
        sentence=tr("Gruppen skal have været samlet senest {moment}.", moment=ends),
        sub=tr("Aktiveret {moment}. {deadline}.", moment=formats.moment(opened), deadline=deadline_text(chosen)),
    )
    if hours:
        st.write(tr("Timer tælles døgnet rundt, også i weekender og på helligdage. Når uret stilles, tælles de virkelige timer."))
    else:
        st.write(
            tr(
                "Arbejdsdage er mandag til fredag uden danske helligdage. Aktiveringsdagen tælles ikke med. Grundlovsdag, juleaftensdag og "
                "nytårsaftensdag er ikke helligdage og tælles som arbejdsdage."
            )
        )
        shown = [("day", tr("Dag"), False), ("counts", tr("Tæller"), False)]
        tables.show(shown, [_counted(item) for item in found.days], tr("Sådan er dagene talt"))


def activations(role: str) -> None:
    """Every time the plan was put in force and whether the deadline was kept; what happened is for the board and officers."""
    st.header(tr("Aktiveringer"))
    rows = database.ask("activations")
    if rows.empty:
        notes.info(
            tr(
                "Der er ikke registreret nogen aktivering af beredskabet i monitoren. En medarbejder registrerer dem under Registrering, "
                "Beredskab."
            )
        )
        return
    with_notes = roles.allows(role, "board")
    st.write(kit_activations.sentence(rows, clock.now()))
    columns = [(key, tr(heading), numeric) for key, heading, numeric in kit_activations.COLUMNS]
    columns += [("note", tr("Bemærkning"), False)] if with_notes else []
    with st.container(key="wide_table_activations"):
        tables.show(columns, kit_activations.log(rows, clock.now(), with_notes), tr("Aktiveringer af beredskabet, de nyeste først"))
    if not with_notes:
        st.caption(tr("Hvad der skete og blev aftalt, vises for bestyrelsen og medarbejdere."))


# How far from today a deadline can be asked for: the plan runs five years, and holidays are known as far.
_YEARS = 10


def _counted(item: CountedDay) -> dict[str, str]:
    if item.kind is DayKind.WORKING:
        counts = tr("✓ arbejdsdag {number}", number=item.number)
    else:
        counts = f"– {tr(_DAY_WORDS[item.kind])}" + (f": {tr(item.name)}" if item.name else "")
    return {"day": formats.weekday(item.day), "counts": counts}


def _day(label: str, parameter: str, default: date) -> date:
    """A day kept in the link as ISO; an unreadable one gives the default and a note."""
    first, last = date(default.year - _YEARS, 1, 1), date(default.year + _YEARS, 12, 31)

    def read(asked: str) -> date:
        day = date.fromisoformat(asked)
        if not first <= day <= last:
            raise ValueError(asked)
        return day

    chosen: date = _kept(label, parameter, default, read, st.date_input, format="DD.MM.YYYY", min_value=first, max_value=last)
    return chosen


def _time(label: str, parameter: str, default: time) -> time:
    """A time of day kept in the link as hour and minute."""

    def read(asked: str) -> time:
        return time.fromisoformat(asked).replace(second=0, microsecond=0, tzinfo=None)

    chosen: time = _kept(label, parameter, default.replace(second=0, microsecond=0), read, st.time_input, step=900)
    return chosen


def _kept(label: str, parameter: str, default: Any, read: Any, widget: Any, **kwargs: Any) -> Any:
    key, asked = f"choice_{parameter}", st.query_params.get(parameter)
    if key not in st.session_state:
        st.session_state[key] = default
        if asked is not None:
            try:
                st.session_state[key] = read(asked)
            except ValueError:
                notes.info(tr("Linket beder om ”{asked}”, som ikke kan læses her. I stedet vises nu.", asked=echoed(asked)))
    chosen = widget(label, key=key, **kwargs) or default
    st.query_params[parameter] = chosen.isoformat() if isinstance(chosen, date) else f"{chosen:%H:%M}"
    return chosen


def role_tables(rows: pd.DataFrame) -> None:
    """Who takes part and who does what, by role and organisation; never a person."""
    st.header(tr("Roller"))
    if rows.empty:
        notes.info(tr("Databasen har ingen roller i beredskabet."))
        return
    parts = {kind: group.to_dict("records") for kind, group in rows.groupby("kind", sort=False)}
    seats = [("organisation", tr("Organisation"), False), ("role", tr("Rolle"), False), ("note", tr("Bemærkning"), False)]
    tables.show(seats, parts.get("participant", []), tr("Beredskabsgruppen: faste deltagere"))
    called = ", ".join(str(row["role"]).lower() for row in parts.get("ad_hoc", []))
    if called:
        st.write(tr("Kan indkaldes efter behov: {roles}.", roles=escaped(called)))
    tables.show([("role", tr("Hvem"), False), ("does", tr("Gør"), False)], parts.get("duty", []), tr("Opgaver efter rolle"))
    tables.show(seats, parts.get("press", []), tr("Kontakt med pressen"))
    rules = [(str(row["role"]), str(row["does"])) for row in parts.get("rule", [])]
    if rules:
        theme.render("kit/before_meeting.html", lines=[(heading, [text]) for heading, text in rules])
    st.caption(tr("Kilde: {source}. Telefonnumre og navne føres ikke over.", source=escaped(str(rows["source_title"].iloc[0]))))
