"""The parts of Beredskab: levels, activations, the deadline calculator, roles."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import activation_rows, choices, clock, database, formats, roles, tables, theme
from queries.deadlines import CountedDay, DayKind, due

_UNITS = {"working_days": "arbejdsdage", "hours": "timer"}
_DAY_WORDS = {DayKind.OPENING: "Åbnet; dagen tæller ikke med", DayKind.WEEKEND: "Weekend", DayKind.HOLIDAY: "Helligdag"}


def level_cards(levels: pd.DataFrame) -> list[dict[str, str]]:
    """The levels with sign, word, trigger, deadline and what must happen."""
    return [
        {
            "level": str(row["level"]),
            "sign": activation_rows.LEVELS[str(row["level"])][0],
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
        return "Ingen frist"
    return f"Samles inden for {formats.number(level['deadline_value'])} {_UNITS[str(level['deadline_unit'])]}"


def calculator(levels: pd.DataFrame) -> None:
    """When the group must have met: level, day and time in, deadline and the count behind it out."""
    st.header("Beregn fristen")
    timed = levels[levels["deadline_value"].notna()].set_index("level")
    if timed.empty:
        st.info("Ingen niveauer har en frist.", icon=":material/info:")
        return
    columns = st.columns(3)
    with columns[0]:
        level = choices.choose(
            "Niveau", {key: f"{activation_rows.LEVELS[key][0]} {row['title']}" for key, row in timed.iterrows()}, "niveau"
        )
    with columns[1]:
        day = _day("Dag, hvor beredskabet blev aktiveret", "dag", clock.today())
    with columns[2]:
        hour = _time("Klokkeslæt", "kl", clock.now().time())
    chosen = timed.loc[level]
    opened = datetime.combine(day, hour)
    found = due(opened, float(chosen["deadline_value"]), str(chosen["deadline_unit"]))
    hours = chosen["deadline_unit"] == "hours"
    ends = formats.moment(found.ends) if hours else f"{formats.weekday(found.ends)}, ved dagens slutning"
    theme.render(
        "lead.html",
        sentence=f"Gruppen skal have været samlet senest {ends}.",
        sub=f"Aktiveret {formats.moment(opened)}. {deadline_text(chosen)}.",
    )
    if hours:
        st.write("Timer tælles døgnet rundt, også i weekender og på helligdage. Når uret stilles, tælles de virkelige timer.")
    else:
        st.write(
            "Arbejdsdage er mandag til fredag uden danske helligdage. Aktiveringsdagen tælles ikke med. Grundlovsdag, juleaftensdag og "
            "nytårsaftensdag er ikke helligdage og tælles som arbejdsdage."
        )
        tables.show([("day", "Dag", False), ("counts", "Tæller", False)], [_counted(item) for item in found.days], "Sådan er dagene talt")


def activations(role: str) -> None:
    """Every time the plan was put in force and whether the deadline was kept; what happened is for the board and officers."""
    st.header("Aktiveringer")
    rows = database.ask("activations")
    if rows.empty:
        st.info(
            "Der er ikke registreret nogen aktivering af beredskabet i monitoren. En medarbejder registrerer dem under Registrering, "
            "Beredskab.",
            icon=":material/info:",
        )
        return
    with_notes = roles.allows(role, "board")
    st.write(activation_rows.sentence(rows, clock.now()))
    columns = [*activation_rows.COLUMNS, *([("note", "Bemærkning", False)] if with_notes else [])]
    with st.container(key="wide_table_activations"):
        tables.show(columns, activation_rows.log(rows, clock.now(), with_notes), "Aktiveringer af beredskabet, de nyeste først")
    if not with_notes:
        st.caption("Hvad der skete og blev aftalt, vises for bestyrelsen og medarbejdere.")


def _counted(item: CountedDay) -> dict[str, str]:
    if item.kind is DayKind.WORKING:
        counts = f"✓ arbejdsdag {item.number}"
    else:
        counts = f"– {_DAY_WORDS[item.kind]}" + (f": {item.name}" if item.name else "")
    return {"day": formats.weekday(item.day), "counts": counts}


def _day(label: str, parameter: str, default: date) -> date:
    """A day kept in the link as ISO; an unreadable one gives the default and a note."""
    chosen: date = _kept(label, parameter, default, date.fromisoformat, st.date_input, format="DD.MM.YYYY")
    return chosen


def _time(label: str, parameter: str, default: time) -> time:
    """A time of day kept in the link as hour and minute."""
    chosen: time = _kept(label, parameter, default.replace(second=0, microsecond=0), time.fromisoformat, st.time_input, step=900)
    return chosen


def _kept(label: str, parameter: str, default: Any, read: Any, widget: Any, **kwargs: Any) -> Any:
    key, asked = f"choice_{parameter}", st.query_params.get(parameter)
    if key not in st.session_state:
        st.session_state[key] = default
        if asked is not None:
            try:
                st.session_state[key] = read(asked)
            except ValueError:
                st.info(f"Linket beder om ”{asked}”, som ikke kan læses her. I stedet vises nu.", icon=":material/info:")
    chosen = widget(label, key=key, **kwargs) or default
    st.query_params[parameter] = chosen.isoformat() if isinstance(chosen, date) else f"{chosen:%H:%M}"
    return chosen


def role_tables(rows: pd.DataFrame) -> None:
    """Who takes part and who does what, by role and organisation; never a person."""
    st.header("Roller")
    if rows.empty:
        st.info("Databasen har ingen roller i beredskabet.", icon=":material/info:")
        return
    parts = {kind: group.to_dict("records") for kind, group in rows.groupby("kind", sort=False)}
    seats = [("organisation", "Organisation", False), ("role", "Rolle", False), ("note", "Bemærkning", False)]
    tables.show(seats, parts.get("participant", []), "Beredskabsgruppen: faste deltagere")
    called = ", ".join(str(row["role"]).lower() for row in parts.get("ad_hoc", []))
    if called:
        st.write(f"Kan indkaldes efter behov: {called}.")
    tables.show([("role", "Hvem", False), ("does", "Gør", False)], parts.get("duty", []), "Opgaver efter rolle")
    tables.show(seats, parts.get("press", []), "Kontakt med pressen")
    rules = [(str(row["role"]), str(row["does"])) for row in parts.get("rule", [])]
    if rules:
        theme.render("before_meeting.html", lines=[(heading, [text]) for heading, text in rules])
    st.caption(f"Kilde: {rows['source_title'].iloc[0]}. Telefonnumre og navne føres ikke over.")
