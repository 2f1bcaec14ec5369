"""A plan's promises ready for the screen: counts, sentences and the cards of its activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages.activities import texts as activities_texts
from pages.kit import database, formats, tables, theme
from pages.kit.language import tr, trn
from queries.attainment import Attainment, Status
from queries.attainments import assess_all
from queries.delivery import Delivery, by_focus_area, delivery

CLASSES = {
    Status.ACHIEVED: "bm-achieved",
    Status.ON_TRACK: "bm-on-track",
    Status.BEHIND: "bm-behind",
    Status.NOT_ACHIEVED: "bm-not-achieved",
    Status.NO_FIGURES: "bm-no-figures",
    Status.CANNOT_JUDGE: "bm-no-figures",
}


@dataclass(frozen=True)
class Plan:
    """One plan with everything its pages need, judged on one day. Shared between sessions: nobody changes it.

    `rows` is each promise as text by target_id, `results_of` its results; `names` are the activities by id.
    """

    activities: pd.DataFrame
    targets: pd.DataFrame
    results: pd.DataFrame
    attainments: dict[str, Attainment]
    total: Delivery
    themes: dict[str, Delivery]
    names: dict[str, str]
    results_of: dict[str, pd.DataFrame]
    rows: dict[str, dict[str, Any]]


def load(plan_id: str, today: date) -> Plan:
    """The plan from the version in force, its promises judged as of `today`."""
    return _load(database.stamp(), plan_id, today)


@st.cache_resource(max_entries=50, show_spinner=False)
def _load(stamp: str, plan_id: str, today: date) -> Plan:
    del stamp  # part of the key only: another build or language is another plan
    answers = [database.ask(question, plan_id=plan_id) for question in QUESTIONS]
    return judged_plan(answers, database.ask("disruptions"), today)


QUESTIONS = ("plan_activities", "plan_targets", "plan_results", "plan_doubts")


def judged_plan(answers: Sequence[pd.DataFrame], disruptions: pd.DataFrame, today: date) -> Plan:
    """The plan from the answers to QUESTIONS, in their order, and to `disruptions`."""
    activities, targets, results, doubts = answers
    attainments = assess_all(targets, results, disruptions, today)
    results_of = {str(key): group for key, group in results.groupby("target_id")}
    texts = doubts.assign(text=doubts["reason"] + " " + doubts["evidence"])
    doubts_of = {str(key): list(group["text"]) for key, group in texts.groupby("target_id")}
    rows = {}
    for _, target in targets.iterrows():
        key = str(target["target_id"])
        own = results_of.setdefault(key, results.iloc[:0])
        rows[key] = _row(target, attainments[key], own, doubts_of.get(key, []))
    names = dict(zip(activities["activity_id"], activities["name"], strict=True))
    total, themes = delivery(activities, targets, attainments), by_focus_area(activities, targets, attainments)
    return Plan(activities, targets, results, attainments, total, themes, names, results_of, rows)


def activity_ids(plan: Plan, themes: Sequence[str]) -> list[str]:
    """The activities of these themes, by id."""
    return list(plan.activities[plan.activities["focus_area_name"].isin(themes)]["activity_id"])


def sentence(name: str, counted: Delivery) -> str:
    """ "Helhedsplanen 2013-17: 46 af 66 løfter er opnået, 4 er ikke opnået, og 16 kan ikke vurderes." """
    if not counted.promises:
        return tr(
            "{name}: dokumenterne trykker ingen løfter for de {count} aktiviteter.", name=name, count=formats.number(counted.activities)
        )
    found = [(formats.number(count), _stand(status, count)) for status, count in counted.counts.items() if count]
    (number, stand), *others = found
    first = tr("{number} af {promises} løfter {stand}", number=number, promises=formats.number(counted.promises), stand=stand)
    parts = [first, *(f"{number} {stand}" for number, stand in others)]
    listed = ", ".join(parts[:-1])
    said = tr("{listed}, og {last}", listed=listed, last=parts[-1]) if listed else first
    return f"{name}: {said}.{_without(counted.without_number)}"


def _stand(status: Status, count: int) -> str:
    """So many promises "are achieved", as it reads after their number."""
    return {
        Status.ACHIEVED: trn("er opnået", "er opnået", count),
        Status.ON_TRACK: trn("er på vej", "er på vej", count),
        Status.BEHIND: trn("er bagud", "er bagud", count),
        Status.NOT_ACHIEVED: trn("er ikke opnået", "er ikke opnået", count),
        Status.NO_FIGURES: trn("har ingen tal endnu", "har ingen tal endnu", count),
        Status.CANNOT_JUDGE: tr("kan ikke vurderes"),
    }[status]


def _without(count: int) -> str:
    if not count:
        return ""
    return " " + trn(
        "{number} af løfterne har ikke noget tal at måle imod.",
        "{number} af løfterne har ikke noget tal at måle imod.",
        count,
        number=formats.number(count),
    )


def tiles(counted: Delivery) -> list[dict[str, str]]:
    """One tile per status with its count; a status nobody has is left out."""
    return [
        {"count": formats.number(count), "sign": sign, "word": tr(word), "css": CLASSES[status]}
        for status, (sign, word) in activities_texts.STATUS_WORDS.items()
        if (count := counted.counts[status])
    ]


def cards_html(plan_id: str, today: date, focus_area: str) -> str:
    """The cards of a theme as finished HTML, for database.kept()."""
    return theme.html("activities/activities.html", cards=cards(load(plan_id, today), focus_area))


def cards(plan: Plan, focus_area: str) -> list[dict[str, Any]]:
    """The activities of a theme with their promises and, apart from them, results reported without a promise."""
    own = plan.activities[plan.activities["focus_area_name"] == focus_area]
    return [_card(plan, activity) for _, activity in own.iterrows()]


def _card(plan: Plan, activity: pd.Series) -> dict[str, Any]:
    targets = plan.targets[plan.targets["activity_id"] == activity["activity_id"]]
    promised = targets["promised"]
    facts = [
        (tr("Formål"), activity["purpose"]),
        (tr("Målgruppe"), activity["target_group"]),
        (tr("Ansvarlig"), activity["responsible"]),
        (tr("Områder"), activity["areas"]),
        (tr("Forbehold"), activity["reservations"]),
        (tr("Kilde"), f"{activity['source_title']}, {activity['source_place']}"),
    ]
    return {
        "name": activity["name"],
        "facts": [(heading, str(text)) for heading, text in facts if pd.notna(text)],
        "reservations": activity["reservations"] if pd.notna(activity["reservations"]) else "",
        "promises": [plan.rows[key] for key in targets.loc[promised, "target_id"]],
        "measures": [plan.rows[key] for key in targets.loc[~promised, "target_id"]],
    }


def _row(target: pd.Series, attainment: Attainment, results: pd.DataFrame, doubts: list[str]) -> dict[str, Any]:
    sign, word = activities_texts.status(attainment)
    notes = [target["note"], *results["note"], *doubts]
    return {
        "measure": target["measure"],
        "promise": activities_texts.promise(target),
        "delivered": activities_texts.delivered(target, attainment, results),
        "expected": activities_texts.expected(attainment, str(target["unit"])),
        "sign": sign,
        "word": word,
        "css": CLASSES[attainment.status],
        "lines": activities_texts.calculation(target, attainment, results),
        "notes": list(dict.fromkeys(str(note) for note in notes if pd.notna(note))),
        "source": f"{target['source_title']}, {target['source_place']}",
    }


def table_columns() -> list[tables.Column]:
    """The columns of table_rows()."""
    return [
        ("activity", tr("Aktivitet"), False), ("measure", tr("Måltal"), False), ("promise", tr("Løfte"), True),
        ("delivered", tr("Leveret"), True), ("status", tr("Status"), False), ("source", tr("Kilde"), False),
    ]  # fmt: skip


def promised_in(plan: Plan, focus_area: str) -> pd.DataFrame:
    """The targets of a theme that a document promises."""
    return plan.targets[(plan.targets["focus_area_name"] == focus_area) & plan.targets["promised"]]


def table_rows(plan: Plan, focus_area: str) -> list[dict[str, str]]:
    """The promises of a theme as rows of text, for the table behind the chart."""
    return [
        {"activity": plan.names[activity_id], "status": f"{plan.rows[key]['sign']} {plan.rows[key]['word']}"}
        | {name: plan.rows[key][name] for name in ("measure", "promise", "delivered", "source")}
        for key, activity_id in promised_in(plan, focus_area)[["target_id", "activity_id"]].itertuples(index=False)
    ]


def claim_lines(plan_id: str, counted: Delivery) -> list[str]:
    """What the plan's own evaluation says, and whether the figures it prints say the same."""
    return [line for line, _ in claims(plan_id, counted)]


def claims(plan_id: str, counted: Delivery) -> list[tuple[str, bool]]:
    """As claim_lines, each with whether the evaluation and its figures disagree."""
    stated = database.ask("claims")
    missed, unknown = counted.counts[Status.NOT_ACHIEVED], counted.counts[Status.CANNOT_JUDGE]
    lines = []
    for _, claim in stated[stated["plan_id"] == plan_id].iterrows():
        said = tr(
            "Evalueringen skriver selv: {text} Efter de tal, den trykker, er {missed} løfter ikke opnået, og {unknown} kan ikke vurderes. "
            "({place})",
            text=claim["text"],
            missed=formats.number(missed),
            unknown=formats.number(unknown),
            place=claim["source_place"],
        )
        disagrees = bool(claim["says"] == "all_reached" and missed)
        lines.append((tr("Uenighed. {said}", said=said) if disagrees else said, disagrees))
    return lines


def disruption_lines(plan: pd.Series) -> list[str]:
    """What made some of the plan's years unlike the others, with the source."""
    events = database.ask("disruptions")
    met = events[(events["starts"] <= plan["ends"]) & (events["ends"] >= plan["starts"])]
    return [
        tr(
            "{title}, {period}: {note} Kilde: {source}, {place}.",
            title=row["title"],
            period=formats.period("event", row["starts"], row["ends"]),
            note=row["note"],
            source=row["source_title"],
            place=row["source_place"],
        )
        for _, row in met.iterrows()
    ]


def focus_areas(plan: Plan) -> dict[str, str]:
    """Slug and name of every theme of the plan that has activities; those without a theme come under a slug of their own."""
    found = plan.activities.drop_duplicates("focus_area_name")
    return {_slug(row["focus_area_id"]): str(row["focus_area_name"]) for _, row in found.iterrows()}


def _slug(focus_area_id: str | None) -> str:
    """The part of an id after the plan's: plan-2025-29-crime gives crime."""
    return "uden" if focus_area_id is None or pd.isna(focus_area_id) else focus_area_id.split("-", 3)[-1]


def period(plan: pd.Series) -> str:
    """From when to when the plan runs, and how to read the page."""
    return tr(
        "{starts} til {ends}. Vælg et løfte for at se, hvordan status er regnet ud. Indikatorer om områderne er ingen enkelts ansvar; "
        "løfterne her er aktiviteternes.",
        starts=formats.day(plan["starts"]),
        ends=formats.day(plan["ends"]),
    )


def nothing_delivered(counted: Delivery) -> str:
    """Why there is no chart of a theme."""
    if not counted.promises:
        return tr("Dokumenterne trykker ingen løfter i dette indsatsområde.")
    count = formats.number(counted.promises)
    return tr("Ingen af de {count} løfter har et tal, der kan vises som søjle. Løfterne står herunder.", count=count)


def source_line(plan: Plan, focus_area: str) -> str:
    """The documents behind a theme's promises and results."""
    own = plan.targets[plan.targets["focus_area_name"] == focus_area]
    results = plan.results[plan.results["target_id"].isin(own["target_id"])]
    titles = dict.fromkeys([*own["source_title"], *results["source_title"]])
    return tr("Kilde: {sources}. Søjler over 200 % af løftet er skåret af og mærket med ».", sources=", ".join(titles))
