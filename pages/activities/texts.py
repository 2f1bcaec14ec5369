"""The promises of a plan in words: counts, sentences, each promise as a line, and the cards of the activities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pages.kit import database, formats, promise_texts, tables, theme
from pages.kit import plan as kit_plan
from pages.kit.language import tr, trn
from queries.attainment import Status
from queries.delivery import Delivery
from queries.freshness import Freshness
from queries.pending import promise_ages
from queries.plan import Plan, lacking


def activity_ids(plan: Plan, themes: Sequence[str]) -> list[str]:
    """The activities of these themes, by id."""
    return list(plan.activities[plan.activities["focus_area_name"].isin(themes)]["activity_id"])


@dataclass(frozen=True)
class PromiseLine:
    """A promise and its results in words; `lines` say how the status was reached, `notes` what the documents and checks add."""

    status: Status
    measure: str
    promise: str
    delivered: str
    expected: str
    lines: list[str]
    notes: list[str]
    source: str

    @property
    def sign(self) -> str:
        """The sign of the status."""
        return promise_texts.status_words(self.status)[0]

    @property
    def word(self) -> str:
        """The word of the status."""
        return promise_texts.status_words(self.status)[1]

    @property
    def css(self) -> str:
        """The class that colours the status."""
        return promise_texts.CLASSES[self.status]


Lines = Mapping[str, PromiseLine]


def lines_of(plan_id: str, today: date) -> Lines:
    """As promise_lines(), of the plan in the version in force, for database.kept()."""
    return promise_lines(kit_plan.load(plan_id, today))


def promise_lines(plan: Plan) -> Lines:
    """Every promise and measure of the plan in words, by target_id."""
    return {str(target["target_id"]): _line(plan, target) for _, target in plan.targets.iterrows()}


def _line(plan: Plan, target: pd.Series) -> PromiseLine:
    key = str(target["target_id"])
    attainment, results = plan.attainments[key], plan.results_of[key]
    notes = [target["note"], *results["note"], *plan.doubts_of.get(key, [])]
    return PromiseLine(
        status=attainment.status,
        measure=str(target["measure"]),
        promise=promise_texts.promise(target),
        delivered=promise_texts.delivered(target, attainment, results),
        expected=promise_texts.expected(attainment, str(target["unit"])),
        lines=promise_texts.calculation(target, attainment, results),
        notes=list(dict.fromkeys(str(note) for note in notes if pd.notna(note))),
        source=f"{target['source_title']}, {target['source_place']}",
    )


def theme_rows(plan: Plan, lines: Lines, plan_id: str) -> list[dict[str, Any]]:
    """A row per theme for squares.html: its name and address, a square per promise, and the counts in words."""
    slugs = {name: slug for slug, name in focus_areas(plan).items()}
    rows = []
    for name, counted in plan.themes.items():
        keys = plan.promised_in(name)["target_id"]
        found = [promise_texts.square(plan.attainments[key], f"{plan.names[_activity(plan, key)]}: {lines[key].measure}") for key in keys]
        said = [promise_texts.counted(status, count) for status, count in counted.counts.items() if count]
        href = f"aktiviteter?plan={plan_id}&indsats={slugs[name]}"
        rows.append({"name": name, "href": href, "squares": found, "words": " · ".join(said) or tr("ingen løfter")})
    return rows


def _activity(plan: Plan, target_id: str) -> Any:
    return plan.targets.loc[plan.targets["target_id"] == target_id, "activity_id"].iloc[0]


def due_line(plan: Plan, today: date) -> str:
    """How many yearly promises should have had a figure by now, and which activities lack most; empty when none should."""
    count = promise_ages(plan, today).count(Freshness.OVERDUE)
    if not count:
        return ""
    said = trn(
        "{number} årligt løfte skulle have haft et tal nu.", "{number} årlige løfter skulle have haft et tal nu.", count,
        number=formats.number(count),
    )  # fmt: skip
    most = sorted(lacking(plan), key=lambda one: -len(one.measures))[:3]
    listed = ", ".join(f"{one.activity} {formats.number(len(one.measures))}" for one in most)
    lacking_most = tr("Flest mangler indberetning fra: {listed}.", listed=listed)
    return f"{said} {lacking_most}"


def cards_html(plan_id: str, today: date, focus_area: str) -> str:
    """The cards of a theme as finished HTML, for database.kept()."""
    return theme.html(
        "activities/activities.html", cards=cards(kit_plan.load(plan_id, today), database.kept(lines_of, plan_id, today), focus_area)
    )


def cards(plan: Plan, lines: Lines, focus_area: str) -> list[dict[str, Any]]:
    """The activities of a theme with their promises and, apart from them, results reported without a promise."""
    own = plan.activities[plan.activities["focus_area_name"] == focus_area]
    return [_card(plan, lines, activity) for _, activity in own.iterrows()]


def _card(plan: Plan, lines: Lines, activity: pd.Series) -> dict[str, Any]:
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
        "squares": [promise_texts.square(plan.attainments[key], lines[key].measure) for key in targets.loc[promised, "target_id"]],
        "promises": [lines[key] for key in targets.loc[promised, "target_id"]],
        "measures": [lines[key] for key in targets.loc[~promised, "target_id"]],
    }


def table_columns() -> list[tables.Column]:
    """The columns of table_rows()."""
    return [
        ("activity", tr("Aktivitet"), False), ("measure", tr("Måltal"), False), ("promise", tr("Løfte"), True),
        ("delivered", tr("Leveret"), True), ("status", tr("Status"), False), ("source", tr("Kilde"), False),
    ]  # fmt: skip


def table_rows(plan: Plan, lines: Lines, focus_area: str) -> list[dict[str, str]]:
    """The promises of a theme as rows of text, for the table behind the chart."""
    return [
        {
            "activity": plan.names[activity_id],
            "measure": lines[key].measure,
            "promise": lines[key].promise,
            "delivered": lines[key].delivered,
            "status": f"{lines[key].sign} {lines[key].word}",
            "source": lines[key].source,
        }
        for key, activity_id in plan.promised_in(focus_area)[["target_id", "activity_id"]].itertuples(index=False)
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
        "{starts} til {ends}. Løfterne er aktiviteternes ansvar; indikatorerne kan ikke tilskrives én aktivitet.",
        starts=formats.day(plan["starts"]),
        ends=formats.day(plan["ends"]),
    )


def source_line(plan: Plan, focus_area: str) -> str:
    """The documents behind a theme's promises and results."""
    own = plan.targets[plan.targets["focus_area_name"] == focus_area]
    results = plan.results[plan.results["target_id"].isin(own["target_id"])]
    titles = dict.fromkeys([*own["source_title"], *results["source_title"]])
    return tr("Kilde: {sources}. Søjler over 200 % af løftet er skåret af og mærket med ».", sources=", ".join(titles))
