"""The progress report to a meeting of the steering group, section by section as ready text; what is missing is said in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pages.kit import decisions as kit_decisions
from pages.kit import formats, promise_texts, tables, wording
from pages.kit.comments import PARTS
from pages.kit.language import mark, tr, trn
from pages.progress import figures as progress_figures
from queries.freshness import Freshness, MilestoneState, milestone_state
from queries.plan import Plan, lacking
from queries.progress import moved, since_baseline
from queries.verdicts import Course

HIDDEN = mark("Kommentarerne om situation, årsager og næste skridt vises for bestyrelsen og medarbejdere.")
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
    title = tr("Situation, årsager og næste skridt")
    if rows is None:
        return Section(title, [tr(HIDDEN)])
    said = [
        (
            f"{row['subject_name']} ({formats.day(row['written_on'])})",
            [(tr(label), row[part]) for part, label in PARTS.items() if pd.notna(row[part])],
        )
        for _, row in rows.iterrows()
    ]
    without = [name for name in focus_areas if name not in set(rows["focus_area_name"].dropna())]
    missing = [tr("Ingen kommentar om {theme}.", theme=name) for name in without]
    return Section(title, [] if said else [tr("Der er ikke skrevet nogen kommentarer til mødet endnu.")], remarks=said, missing=missing)


def promises(name: str, plan: Plan) -> Section:
    """How the activities stand to their promises, by theme."""
    present = [status for status in promise_texts.STATUS_WORDS if plan.total.counts[status]]
    columns = [("theme", tr("Indsatsområde"), False), ("promises", tr("Løfter"), True)]
    columns += [(status.value, " ".join(promise_texts.status_words(status)), True) for status in present]
    rows = [
        {"theme": theme, "promises": formats.number(counted.promises)}
        | {status.value: formats.number(counted.counts[status]) for status in present}
        for theme, counted in plan.themes.items()
    ]
    missing = [
        tr(
            "{activity}: {count} måltal uden resultat (ansvarlig: {responsible}).",
            activity=one.activity,
            count=formats.number(len(one.measures)),
            responsible=one.responsible or tr("Ikke oplyst"),
        )
        for one in lacking(plan)
    ]
    table = Table(columns, [(None, rows)], tr("Løfter efter status i hvert indsatsområde"))
    return Section(tr("Aktiviteternes løfter"), [promise_texts.sentence(name, plan.total)], [table] if rows else [], missing=missing)


def indicators(figures: pd.DataFrame, ages: pd.DataFrame) -> Section:
    """Where the indicators of the goals went since their baseline; `ages` are plan_indicator_ages with freshness."""
    entries = since_baseline(figures)
    groups: dict[str, list[dict[str, str]]] = {}
    for entry in entries:
        groups.setdefault(str(entry["focus_area_name"]), []).append(_indicator(entry))
    columns = [
        ("title", tr("Indikator"), False), ("goal", tr("Mål"), False), ("course", tr("Siden udgangspunktet"), False),
        ("newest", tr("Nyeste tal slutter"), True),
    ]  # fmt: skip
    late = ages[ages["freshness"] == Freshness.OVERDUE]
    by_source = [
        tr(
            "Forsinkede tal fra {source} ({count}): {indicators}.",
            source=name,
            count=formats.number(len(own)),
            indicators=", ".join(own["short_title"]),
        )
        for name, own in late.groupby("register_title", sort=False)
    ]
    return Section(
        tr("Indikatorer for strategiske mål og delmål"),
        [_again(entries)],
        [Table(columns, list(groups.items()), tr("Indikatorer siden udgangspunktet"))] if groups else [],
        missing=by_source,
    )


def _again(entries: Sequence[Mapping[str, Any]]) -> str:
    """How many of the indicators have been measured since their baseline."""
    if not entries:
        return tr("Planens mål har ingen indikatorer med tal.")
    again = sum(bool(entry["courses"]) for entry in entries)
    return trn(
        "{again} af {indicators} indikatorer er målt igen, siden udgangspunktet blev sat.",
        "{again} af {indicators} indikatorer er målt igen, siden udgangspunktet blev sat.",
        again,
        again=formats.number(again),
        indicators=formats.number(len(entries)),
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
        return tr("? intet brugbart tal")
    together = entry["of"] == "areas_total"
    measured = formats.number(entry["measured"])
    of = tr("områderne under ét") if together else trn("{number} område", "{number} områder", entry["measured"], number=measured)
    if moved(entry) is None:
        return tr("○ kun udgangspunktet er målt ({of})", of=of)
    if together:
        change = formats.difference(entry["difference"], str(entry["unit"]), int(entry["decimals"]))
        return f"{_course_words(entry['courses'][0])}, {change} ({of})"
    counts = [(course, entry["courses"].count(course)) for course in _COURSES]
    parts = [tr("{course} i {areas}", course=_course_words(course), areas=formats.number(number)) for course, number in counts if number]
    return tr("{courses} (af {areas})", courses=", ".join(parts), areas=of)


def _course_words(course: Course) -> str:
    sign, word = wording.COURSE_WORDS[course]
    return f"{sign} {tr(word)}"


def milestones(rows: pd.DataFrame, since: date | None, today: date) -> Section:
    """Milestones reached since the meeting before, those past their deadline, and the next to come."""
    states = [milestone_state(row["due"], row["done"], today) for _, row in rows.iterrows()]
    late = rows[[state is MilestoneState.PAST_DUE for state in states]]
    coming = rows[[state is MilestoneState.COMING for state in states]]
    reached = rows[rows["done"] > _after(since)]
    groups = [
        (tr("Nået siden sidste møde") if since else tr("Nået"), reached),
        (tr("Fristen er gået"), late),
        (tr("Næste frist"), coming[coming["due"] == coming["due"].min()]),
    ]
    columns = [
        ("title", tr("Milepæl"), False), ("theme", tr("Delaftale"), False), ("due", tr("Frist"), True), ("done", tr("Nået"), True),
    ]  # fmt: skip
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
    found = [Table(columns, filled, tr("Milepæle"))] if filled else []
    return Section(tr("Milepæle"), [progress_figures.milestone_counts(rows, today)], found)


def hours(rows: pd.DataFrame) -> Section:
    """Hours promised a year by theme; delivered hours are nobody's to record yet, and that is said."""
    title = tr("Medarbejdertimer")
    missing = [tr("Leverede timer er ikke registreret, så løfterne kan ikke holdes op mod noget.")]
    if rows.empty:
        return Section(title, [tr("Planens dokument nævner ingen medarbejdertimer.")])
    themes = rows.drop_duplicates("focus_area_name")
    table = Table(
        [("theme", tr("Indsatsområde"), False), ("hours", tr("Lovede timer om året"), True)],
        [(None, [{"theme": row["focus_area_name"], "hours": formats.number(row["theme_hours"])} for _, row in themes.iterrows()])],
        tr("Lovede medarbejdertimer"),
    )
    total = formats.figure(rows["plan_hours"].iloc[0], "hours", 0)
    return Section(title, [tr("Organisationerne har lovet {total} om året.", total=total)], [table], missing=missing)


def criteria(sentence: str | None) -> Section:
    """Which areas fulfil the conditions of the main category by the newest figures."""
    return Section(tr("Statens kriterier"), [sentence or tr("Der er ingen tal at anvende kriterierne på.")])


def decisions(rows: pd.DataFrame, since: date | None, today: date) -> Section:
    """Open decisions, and those made or carried out since the meeting before."""
    if rows.empty:
        return Section(tr("Beslutninger"), [tr("Der er ikke skrevet nogen beslutninger endnu.")])
    shown = rows[rows["done"].isna() | (rows["done"] > _after(since)) | (rows["decided_on"] > _after(since))]
    log = kit_decisions.log(shown, today)
    found = [Table(kit_decisions.columns(), log, tr("Beslutninger, de åbne først"))] if log else []
    return Section(tr("Beslutninger"), [kit_decisions.sentence(rows, today)], found)


def _after(since: date | None) -> pd.Timestamp:
    """The day of the meeting before; without one everything counts as new."""
    return pd.Timestamp(since) if since else pd.Timestamp.min
