"""The other chapters: the state's criteria, activities with attainment, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pages.activities import charts as activities_charts
from pages.activities import texts as activities_texts
from pages.criteria import charts as criteria_charts
from pages.criteria import figures as criteria_figures
from pages.criteria import texts as criteria_texts
from pages.kit import criteria as kit_criteria
from pages.kit import formats, promise_texts
from pages.kit import wording as page_texts
from pages.kit.wording import PLAN_DOCUMENT
from pages.pack import parts, words
from pages.pack.figures import Remarks
from pages.pack.parts import Column, Table
from pages.progress import figures as progress_figures
from queries import areas_by_criteria, statuses
from queries.attainment import Status
from queries.connection import Database
from queries.criteria import Applied, years_with_figures
from queries.freshness import Freshness, with_freshness
from queries.plan import Plan, lacking
from queries.verdicts import TRUSTED

NO_FIGURES = "#9AA7B2"


def law(database: Database) -> parts.LawChapter | None:
    """The criteria by the newest list, without origin, as the page shows them first; None without figures."""
    answers = [database.ask(question) for question in areas_by_criteria.QUESTIONS]
    years = years_with_figures(answers[1])
    if not years:
        return None
    found = areas_by_criteria.applied(answers, years[0], False)
    if not all(areas_by_criteria.VULNERABLE in area.categories for area in found.areas):
        return None
    return parts.LawChapter(
        sentence=kit_criteria.sentence(found),
        reading=f"{', '.join(f'{sign} {word}' for sign, word in criteria_texts.HOLDS.values())}. "
        "Regnet ud af de trykte tal; statens egen liste kan være en anden. Kriteriet om oprindelse vises ikke.",
        year=found.on.year,
        table=_matrix(found),
        names=_names(found),
        why=_why(found),
        limits=criteria_charts.limit_rows(found),
        source=criteria_charts.source_line(found),
    )


def _matrix(found: areas_by_criteria.Criteria) -> Table:
    """Areas by criteria with value and sign; the heading says the limit of the law."""
    rules = {rule.measure: rule for rule in found.in_force if rule.status == areas_by_criteria.VULNERABLE}
    measures = [measure for measure in areas_by_criteria.MEASURES if measure in rules]
    columns = [Column("Område", 2.3)]
    for measure in measures:
        limit = criteria_texts.limit(rules[measure])
        columns.append(Column(f"{rules[measure].title} ({limit})", 1.5, True, f"{words.MEASURES[measure]}: {limit}"))
    columns.append(Column("Betingelser for udsat boligområde", 1.7, short="Udsat boligområde"))
    rows = []
    for area in found.areas:
        made = area.categories[areas_by_criteria.VULNERABLE]
        applied = {item.rule.measure: item for item in made.gates + made.counted}
        sign, word = criteria_texts.HOLDS[made.holds]
        rows.append((area.name, *(_cell(applied[measure]) for measure in measures), f"{sign} {word}"))
    return Table(f"Områderne og statens kriterier, tal for {found.on.year}", tuple(columns), tuple(rows))


def _names(found: areas_by_criteria.Criteria) -> str:
    """The short headings in full."""
    rules = {rule.measure: rule for rule in found.in_force if rule.status == areas_by_criteria.VULNERABLE}
    listed = [measure for measure in areas_by_criteria.MEASURES if measure in rules]
    return "; ".join(f"{words.MEASURES[measure]}: {rules[measure].title.lower()}" for measure in listed) + "."


def _cell(item: Applied) -> str:
    if item.figure is None:
        return criteria_texts.value(None, item.rule.unit)
    # The heading says the unit of a ratio, and has no room to say it twice.
    unit = "" if item.rule.unit == "ratio" else item.rule.unit
    amount = criteria_texts.amount(item.figure, unit)
    said = f"over {amount}" if item.figure.above_low else amount
    return f"{said} {criteria_texts.HOLDS[item.holds][0]}"


def _why(found: areas_by_criteria.Criteria) -> Table:
    rows = tuple((area.name, row["status"], row["holds"], row["why"]) for area in found.areas for row in criteria_figures.conclusions(area))
    columns = (Column("Område", 1.6), Column("Kategori", 1.5), Column("Resultat", 1.2), Column("Hvorfor", 4))
    return Table(f"Hvorfor: kategorierne område for område, tal for {found.on.year}", columns, rows)


def promises(plan: Plan, name: str, remarks: Remarks) -> parts.PromiseChapter:
    """The promises of the plan, counted by status and theme and one by one, judged on the edition's day."""
    lines = activities_texts.promise_lines(plan)
    documents = dict.fromkeys([*plan.targets["source_title"], *plan.results["source_title"]])
    return parts.PromiseChapter(
        sentence=promise_texts.sentence(name, plan.total),
        counts=tuple((tile["count"], f"{tile['sign']} {tile['word']}") for tile in promise_texts.tiles(plan.total)),
        bars=_status_bars(plan),
        activities=_activities(plan),
        themes=tuple((theme, _promises(plan, lines, theme), activities_charts.bullet_rows(plan, lines, theme)) for theme in plan.themes),
        source=f"Kilde: {', '.join(documents)}." if documents else "Kilde: ingen dokumenter er læst ind.",
        remarks=remarks.of("activity", list(plan.activities["activity_id"].map(str))),
    )


def _status_bars(plan: Plan) -> parts.Bars | None:
    """Promises of every theme by status, one colour per status."""
    if not plan.total.promises:
        return None
    names = tuple(plan.themes)
    colors = {**activities_charts.COLORS, Status.NO_FIGURES: NO_FIGURES}
    series = tuple(
        parts.Series(" ".join(said), colors[status], tuple(float(plan.themes[name].counts[status]) for name in names))
        for status, said in promise_texts.STATUS_WORDS.items()
        if plan.total.counts[status]
    )
    told = "; ".join(
        f"{name}: " + ", ".join(f"{formats.number(one.values[place])} {one.name}" for one in series if one.values[place])
        for place, name in enumerate(names)
    )
    return parts.Bars(
        "Løfter efter indsatsområde og status", names, series, "count", (0,) * len(names), f"Søjlediagram. {told}.", stacked=True
    )


def _activities(plan: Plan) -> Table:
    """One row per activity: how many promises and how they stand."""
    promised = plan.targets[plan.targets["promised"]]
    rows = []
    for activity in plan.activities.to_dict("records"):
        own = [plan.attainments[str(key)].status for key in promised.loc[promised["activity_id"] == activity["activity_id"], "target_id"]]
        stands = [
            f"{formats.number(own.count(status))} {word}" for status, (_, word) in promise_texts.STATUS_WORDS.items() if status in own
        ]
        said = ", ".join(stands) or "ingen løfter trykt"
        rows.append((str(activity["name"]), formats.number(len(own)), said))
    columns = (Column("Aktivitet", 2), Column("Løfter", 0, True), Column("Status", 2))
    return Table("Aktiviteterne og deres løfter", columns, tuple(rows))


def _promises(plan: Plan, lines: activities_texts.Lines, theme: str) -> Table:
    rows = tuple(
        (row["activity"], row["measure"], row["promise"], row["delivered"], row["status"])
        for row in activities_texts.table_rows(plan, lines, theme)
    )
    columns = (Column("Aktivitet", 2.2), Column("Måltal", 3), Column("Løfte", 2, True), Column("Leveret", 1.2, True), Column("Status", 1.8))
    return Table(f"Løfterne: {theme}", columns, rows)


def missing(database: Database, plan: Plan, plan_id: str, today: date) -> parts.MissingChapter:
    """Figures that are hidden, doubted or not there, promises without results, and what is late."""
    figures = database.ask("figures", source_id=PLAN_DOCUMENT)
    gone = figures[~figures["status"].isin(TRUSTED)]
    ages = with_freshness(database.ask("plan_indicator_ages", source_id=PLAN_DOCUMENT), today)
    late = ages[ages["freshness"] == Freshness.OVERDUE]
    counts = gone["status"].value_counts()
    reasons = tuple(
        (word[:1].upper() + word[1:], formats.number(counts[status])) for status, word in _reasons().items() if status in counts
    )
    return parts.MissingChapter(
        sentences=(
            f"{formats.number(len(gone))} af {formats.number(len(figures))} tal i planens dokument er skjult, tvivlsomme eller mangler.",
            f"{formats.number(plan.total.counts[Status.NO_FIGURES])} af {formats.number(plan.total.promises)} løfter har ingen tal endnu.",
            f"{formats.number(len(late))} af {formats.number(len(ages))} indikatorer er forsinkede: to hele perioder er gået uden nyt tal.",
            progress_figures.milestone_counts(database.ask("plan_milestones", plan_id=plan_id), today),
        ),
        reasons=Table("Tal, der mangler eller ikke kan bruges", (Column("Grund", 4), Column("Antal tal", 1.2, True)), reasons),
        figures=Table(
            "Indikator for indikator",
            (Column("Indikator", 3), Column("Hvad der mangler, og hvorfor", 5)),
            tuple((str(title), " · ".join(page_texts.missing_reasons(group))) for title, group in gone.groupby("title", sort=False)),
        ),
        registers=Table(
            "Alder efter kilde",
            (Column("Kilde", 4), Column("Indikatorer", 1, True), Column("Heraf forsinkede", 1, True)),
            tuple(
                (ages_of.register, formats.number(ages_of.indicators), formats.number(overdue))
                for ages_of in progress_figures.by_register(ages)
                if (overdue := ages_of.counts[Freshness.OVERDUE])
            ),
        ),
        lacking=Table(
            "Aktiviteter, der mangler at levere tal",
            (Column("Aktivitet", 2.4), Column("Ansvarlig", 3), Column("Måltal uden resultat", 4)),
            tuple((one.activity, one.responsible or "Ikke oplyst", "; ".join(one.measures)) for one in lacking(plan)),
        ),
        late=Table(
            "Forsinkede indikatorer",
            (Column("Kilde", 3), Column("Indikator", 4), Column("Nyeste tal slutter", 2)),
            tuple((str(register), row["title"], row["newest"]) for register, rows in progress_figures.overdue(ages) for row in rows),
        ),
        source=_sources_of(figures),
    )


def _reasons() -> Mapping[str, str]:
    return {status: word for status, word in statuses.WORDS.items() if status not in TRUSTED}


def _sources_of(figures: pd.DataFrame) -> str:
    documents: Sequence[str] = list(dict.fromkeys(figures["source_title"]))
    return f"Kilde: {', '.join(documents)}." if documents else ""
