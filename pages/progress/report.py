"""Fremdrift, Statusrapport: assembled for a meeting of the steering group, on the screen, on paper and as a file."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.kit import choices, criteria, database, formats, language, meeting_names, notes, roles, theme
from pages.kit import plan as kit_plan
from pages.kit.language import tr
from pages.kit.plain import echoed
from pages.kit.wording import PLAN_DOCUMENT
from pages.progress import meetings as progress_meetings
from pages.progress import report_texts
from pages.progress.report_texts import Section
from queries.freshness import with_freshness
from queries.meetings import before, comments_for

BODY = "steering_group"


def report(plan: pd.Series, plan_id: str, role: str, today: date) -> None:
    """The report to the meeting in the link, or to the next one; how to begin while no meeting has a date."""
    st.header(tr("Statusrapport"))
    meetings = database.ask("plan_meetings", plan_id=plan_id)
    days = meeting_names.dated(plan_id, BODY)
    if not days:
        if asked := st.query_params.get("moede"):
            notes.info(tr("Linket beder om ”{asked}”, som ikke findes her.", asked=echoed(asked)))
        why = tr("Statusrapporten laves til et møde i styregruppen, og intet af dem har en dato endnu.")
        notes.info(f"{why} {tr(progress_meetings.HOW_TO_ENTER)}")
        return
    day_of = meetings.set_index("meeting_id")["date"].dt.date
    coming = [key for key in days if day_of[key] >= today]
    meeting_id = choices.choose(tr("Møde"), days, "moede", default=coming[-1] if coming else None, width=420)
    day = day_of[meeting_id]
    sections = made(plan, plan_id, meetings, meeting_id, role, today)
    heading = tr("Statusrapport til {meeting}", meeting=f"{days[meeting_id][0].lower()}{days[meeting_id][1:]}")
    about = tr("Opgjort {day} efter dataversion {version}.", day=formats.day(today), version=database.current().version)
    held = tr("Mødet er holdt; rapporten viser tallene, som de står i dag.")
    if day < today:
        about = f"{about} {held}"
    content = {"heading": heading, "about": about, "sections": sections}
    st.download_button(
        tr("Hent som fil (HTML)"), language.carried(lambda: theme.html("progress/report_file.html", **content).encode("utf-8")),
        f"statusrapport-{day.isoformat()}.html", "text/html", on_click="ignore", key="report_file",
    )  # fmt: skip
    st.caption(tr("Siden kan skrives ud med browserens Udskriv."))
    theme.render("progress/report.html", **content)


def made(plan: pd.Series, plan_id: str, meetings: pd.DataFrame, meeting_id: str, role: str, today: date) -> list[Section]:
    """The sections of the report, from the version in force; comments are for the board and officers."""
    since = before(meetings, meeting_id)
    judged = kit_plan.load(plan_id, today)
    seen = comments_for(database.ask("comments"), meetings, meeting_id) if roles.allows(role, "board") else None
    ages = with_freshness(database.ask("plan_indicator_ages", source_id=PLAN_DOCUMENT), today)
    return [
        report_texts.comments(seen, list(judged.themes)),
        report_texts.decisions(database.ask("decisions", plan_id=plan_id), since, today),
        report_texts.promises(str(plan["name"]), judged),
        report_texts.indicators(database.ask("plan_goal_figures", plan_id=plan_id), ages),
        report_texts.milestones(database.ask("plan_milestones", plan_id=plan_id), since, today),
        report_texts.hours(database.ask("plan_staff_hours", plan_id=plan_id)),
        report_texts.criteria(_criteria()),
    ]


def _criteria() -> str | None:
    years = criteria.years()
    if not years:
        return None
    return criteria.sentence(criteria.load(int(next(iter(years))), with_origin=False))
