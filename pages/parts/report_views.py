"""Fremdrift, Statusrapport: assembled for a meeting of the steering group, on the screen, on paper and as a file."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts import (
    choices,
    criteria_rows,
    database,
    formats,
    meeting_views,
    meeting_words,
    promise_cards,
    report_rows,
    roles,
    theme,
)  # fmt: skip
from pages.parts.report_rows import Section
from pages.parts.texts import PLAN_DOCUMENT
from queries.freshness import with_freshness
from queries.meetings import before, comments_for

BODY = "steering_group"


def report(plan: pd.Series, plan_id: str, role: str, today: date) -> None:
    """The report to the meeting in the link, or to the next one; how to begin while no meeting has a date."""
    st.header("Statusrapport")
    meetings = database.ask("plan_meetings", plan_id=plan_id)
    days = meeting_words.dated(plan_id, BODY)
    if not days:
        if asked := st.query_params.get("moede"):
            st.info(f"Linket beder om ”{asked}”, som ikke findes her.", icon=":material/info:")
        st.info(
            f"Statusrapporten laves til et møde i styregruppen, og intet af dem har en dato endnu. {meeting_views.HOW_TO_ENTER}",
            icon=":material/info:",
        )
        return
    day_of = meetings.set_index("meeting_id")["date"].dt.date
    coming = [key for key in days if day_of[key] >= today]
    meeting_id = choices.choose("Møde", days, "moede", default=coming[-1] if coming else None, width=420)
    day = day_of[meeting_id]
    sections = made(plan, plan_id, meetings, meeting_id, role, today)
    heading = f"Statusrapport til {days[meeting_id][0].lower()}{days[meeting_id][1:]}"
    held = " Mødet er holdt; rapporten viser tallene, som de står i dag." if day < today else ""
    about = f"Opgjort {formats.day(today)} efter dataversion {database.current().version}.{held}"
    content = {"heading": heading, "about": about, "sections": sections}
    st.download_button(
        "Hent som fil (HTML)", lambda: theme.html("report_file.html", **content).encode("utf-8"),
        f"statusrapport-{day.isoformat()}.html", "text/html", on_click="ignore", key="report_file",
    )  # fmt: skip
    st.caption("Siden kan skrives ud med browserens Udskriv.")
    theme.render("report.html", **content)


def made(plan: pd.Series, plan_id: str, meetings: pd.DataFrame, meeting_id: str, role: str, today: date) -> list[Section]:
    """The sections of the report, from the version in force; comments are for the board and officers."""
    since = before(meetings, meeting_id)
    judged = promise_cards.load(plan_id, today)
    seen = comments_for(database.ask("comments"), meetings, meeting_id) if roles.allows(role, "board") else None
    ages = with_freshness(database.ask("plan_indicator_ages", source_id=PLAN_DOCUMENT), today)
    return [
        report_rows.comments(seen, list(judged.themes)),
        report_rows.decisions(database.ask("decisions", plan_id=plan_id), since, today),
        report_rows.promises(str(plan["name"]), judged),
        report_rows.indicators(database.ask("plan_goal_figures", plan_id=plan_id), ages),
        report_rows.milestones(database.ask("plan_milestones", plan_id=plan_id), since, today),
        report_rows.hours(database.ask("plan_staff_hours", plan_id=plan_id)),
        report_rows.criteria(_criteria()),
    ]


def _criteria() -> str | None:
    years = criteria_rows.years()
    if not years:
        return None
    return criteria_rows.sentence(criteria_rows.load(int(next(iter(years))), with_origin=False))
