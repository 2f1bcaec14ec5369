"""The progress report to a meeting of the steering group, section by section as ready text; what is missing is said in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pages.parts import decision_rows, formats, progress_rows, promise_cards, promise_texts, tables, texts
from queries.freshness import Freshness, MilestoneState, milestone_state
from queries.progress import moved, since_baseline
from queries.verdicts import Course

HIDDEN = "Kommentarerne om situation, årsager og næste skridt vises for bestyrelsen og medarbejdere."
PARTS = {"situation": "Situation", "causes": "Årsager", "next_steps": "Næste skridt"}
# Of several courses, the one to look at first comes first.
_COURSES = (Course.WORSE, Course.BETTER, Course.RISING, Course.FALLING, Course.UNCHANGED)


@dataclass(frozen=True)
class Table:
    """A table of ready text in groups."""

    columns: Sequence[tables.Column]
    groups: Sequence[tuple[str | None, Sequence[Mapping[str, Any]]]]
    caption: str


@dataclass(frozen=True)
class Section:
    """One section: sentences, tables, comments as (what about, its parts), and what is missing."""

    title: str
    sentences: Sequence[str]
    tables: Sequence[Table] = ()
    remarks: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    missing: Sequence[str] = ()


def comments(rows: pd.DataFrame | None, focus_areas: Sequence[str]) -> Section:
    """What the officer writes to the meeting, by what it is about; `rows` is None for those it is not for."""
    title = "Situation, årsager og næste skridt"
    if rows is None:
        return Section(title, [HIDDEN])
    said = [
        (
            f"{row['subject_name']} ({formats.day(row['written_on'])})",
            [(label, row[part]) for part, label in PARTS.items() if pd.notna(row[part])],
        )
        for _, row in rows.iterrows()
    ]
    without = [name for name in focus_areas if name not in set(rows["focus_area_name"].dropna())]
    missing = [f"Ingen kommentar om {name}." for name in without]
    return Section(title, [] if said else ["Der er ikke skrevet nogen kommentarer til mødet endnu."], remarks=said, missing=missing)


def promises(name: str, plan: promise_cards.Plan) -> Section:
    """How the activities stand to their promises, by theme."""
    present = [status for status in promise_texts.STATUS_WORDS if plan.total.counts[status]]
    columns = [("theme", "Indsatsområde", False), ("promises", "Løfter", True)]
    columns += [(status.value, " ".join(promise_texts.STATUS_WORDS[status]), True) for status in present]
    rows = [
        {"theme": theme, "promises": formats.number(counted.promises)}
        | {status.value: formats.number(counted.counts[status]) for status in present}
        for theme, counted in plan.themes.items()
    ]
    lacking = progress_rows.lacking(plan)
    missing = [f"{row['activity']}: {row['count']} måltal uden resultat (ansvarlig: {row['responsible']})." for row in lacking]
    table = Table(columns, [(None, rows)], "Løfter efter status i hvert indsatsområde")
    return Section("Aktiviteternes løfter", [promise_cards.sentence(name, plan.total)], [table] if rows else [], missing=missing)


def indicators(figures: pd.DataFrame, ages: pd.DataFrame) -> Section:
    """Where the indicators of the goals went since their baseline; `ages` are plan_indicator_ages with freshness."""
    entries = since_baseline(figures)
    again = sum(bool(entry["courses"]) for entry in entries)
    count = formats.number(len(entries))
    sentence = f"{formats.number(again)} af {count} indikatorer er målt igen, siden udgangspunktet blev sat." if entries else ""
    groups: dict[str, list[dict[str, str]]] = {}
    for entry in entries:
        groups.setdefault(str(entry["focus_area_name"]), []).append(_indicator(entry))
    columns = [
        ("title", "Indikator", False), ("goal", "Mål", False), ("course", "Siden udgangspunktet", False),
        ("newest", "Nyeste tal slutter", True),
    ]  # fmt: skip
    late = ages[ages["freshness"] == Freshness.OVERDUE]
    by_source = [
        f"Forsinkede tal fra {name} ({formats.number(len(own))}): {', '.join(own['short_title'])}."
        for name, own in late.groupby("register_title", sort=False)
    ]
    return Section(
        "Indikatorer for strategiske mål og delmål",
        [sentence or "Planens mål har ingen indikatorer med tal."],
        [Table(columns, list(groups.items()), "Indikatorer siden udgangspunktet")] if groups else [],
        missing=by_source,
    )


def _indicator(entry: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": str(entry["short_title"]),
        "goal": str(entry["goal_title"]),
        "course": _course(entry),
        "newest": formats.day(entry["newest"]) if entry["newest"] is not None else "–",
    }


def _course(entry: Mapping[str, Any]) -> str:
    if not entry["measured"]:
        return "? intet brugbart tal"
    together = entry["of"] == "areas_total"
    of = "områderne under ét" if together else f"{formats.number(entry['measured'])} område{'' if entry['measured'] == 1 else 'r'}"
    if moved(entry) is None:
        return f"○ kun udgangspunktet er målt ({of})"
    if together:
        change = formats.difference(entry["difference"], str(entry["unit"]), int(entry["decimals"]))
        return f"{' '.join(texts.COURSE_WORDS[entry['courses'][0]])}, {change} ({of})"
    counts = [(course, entry["courses"].count(course)) for course in _COURSES]
    parts = [f"{' '.join(texts.COURSE_WORDS[course])} i {formats.number(number)}" for course, number in counts if number]
    return f"{', '.join(parts)} (af {of})"


def milestones(rows: pd.DataFrame, since: date | None, today: date) -> Section:
    """Milestones reached since the meeting before, those past their deadline, and the next to come."""
    states = [milestone_state(row["due"], row["done"], today) for _, row in rows.iterrows()]
    late = rows[[state is MilestoneState.PAST_DUE for state in states]]
    coming = rows[[state is MilestoneState.COMING for state in states]]
    reached = rows[rows["done"] > _after(since)]
    groups = [
        ("Nået siden sidste møde" if since else "Nået", reached),
        ("Fristen er gået", late),
        ("Næste frist", coming[coming["due"] == coming["due"].min()]),
    ]
    columns = [("title", "Milepæl", False), ("theme", "Delaftale", False), ("due", "Frist", True), ("done", "Nået", True)]
    filled = [
        (
            heading,
            [
                {
                    "title": row["title"], "theme": row["focus_area_name"],
                    "due": formats.day(row["due"]) if pd.notna(row["due"]) else "–",
                    "done": formats.day(row["done"]) if pd.notna(row["done"]) else "–",
                }
                for _, row in part.iterrows()
            ],
        )
        for heading, part in groups
        if len(part)
    ]  # fmt: skip
    found = [Table(columns, filled, "Milepæle")] if filled else []
    return Section("Milepæle", [progress_rows.milestone_counts(rows, today)], found)


def hours(rows: pd.DataFrame) -> Section:
    """Hours promised a year by theme; delivered hours are nobody's to record yet, and that is said."""
    title, missing = "Medarbejdertimer", ["Leverede timer er ikke registreret, så løfterne kan ikke holdes op mod noget."]
    if rows.empty:
        return Section(title, ["Planens dokument nævner ingen medarbejdertimer."])
    themes = rows.drop_duplicates("focus_area_name")
    table = Table(
        [("theme", "Indsatsområde", False), ("hours", "Lovede timer om året", True)],
        [(None, [{"theme": row["focus_area_name"], "hours": formats.number(row["theme_hours"])} for _, row in themes.iterrows()])],
        "Lovede medarbejdertimer",
    )
    total = formats.figure(rows["plan_hours"].iloc[0], "hours", 0)
    return Section(title, [f"Organisationerne har lovet {total} om året."], [table], missing=missing)


def criteria(sentence: str | None) -> Section:
    """Which areas fulfil the conditions of the main category by the newest figures."""
    return Section("Statens kriterier", [sentence or "Der er ingen tal at anvende kriterierne på."])


def decisions(rows: pd.DataFrame, since: date | None, today: date) -> Section:
    """Open decisions, and those made or carried out since the meeting before."""
    if rows.empty:
        return Section("Beslutninger", ["Der er ikke skrevet nogen beslutninger endnu."])
    shown = rows[rows["done"].isna() | (rows["done"] > _after(since)) | (rows["decided_on"] > _after(since))]
    log = decision_rows.log(shown, today)
    found = [Table(decision_rows.COLUMNS, log, "Beslutninger, de åbne først")] if log else []
    return Section("Beslutninger", [decision_rows.sentence(rows, today)], found)


def _after(since: date | None) -> pd.Timestamp:
    """The day of the meeting before; without one everything counts as new."""
    return pd.Timestamp(since) if since else pd.Timestamp.min
