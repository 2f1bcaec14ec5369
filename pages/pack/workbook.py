"""The Excel file: all figures, definitions, sources, corrections and attainment, for whoever wants to count for themselves."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from pages.activities import texts as activities_texts
from pages.area import texts as area_texts
from pages.kit import formats, promise_texts, wording
from pages.kit.corrections import CORRECTION_COLUMNS, correction_rows
from pages.kit.wording import PLAN_2025, PLAN_DOCUMENT
from pages.pack import sheets, words
from pages.pack.model import AgendaItem, Comment, Decision, Edition
from pages.pack.parts import Contents
from pages.pack.sheets import Field, Sheet
from pages.pack.stamping import stamped
from queries import plan as plans
from queries import statuses
from queries.connection import Database
from queries.verdicts import TRUSTED

_PERIOD = (Field("Fra", "period_start", "day", 12), Field("Til", "period_end", "day", 12))
_VALUE = (Field("Værdi", "value", "number", 12), Field("Enhed", "unit_name", width=18), Field("Status", "status_word", width=20))
_SOURCE = (Field("Kilde", "register_title", width=32), Field("Trykt i", "source_title", width=40), Field("Sted", "source_place", width=40))
_PLANS = (
    Field("Plan", "plan", width=22), Field("Indsatsområde", "focus_area_name", width=26), Field("Aktivitet", "activity", width=34),
    Field("Måltal", "measure", width=40),
)  # fmt: skip
Said = tuple[Sequence[AgendaItem], Sequence[Comment], Sequence[Decision]]


def write(database: Database, contents: Contents, edition: Edition, said: Said) -> bytes:
    """The workbook of an edition. Every text is written as text: nothing of a comment can become a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {
            "title": f"{words.PACK}: {contents.title}", "author": "Boligsocial Monitor", "subject": contents.plan,
            "keywords": f"version {contents.version}", "created": edition.moment.replace(tzinfo=None),
        }
    )  # fmt: skip
    styles = sheets.Styles(book)
    promises = _plans(database, edition)
    listed = [
        _goals(database), _areas(database), _figures(database), _definitions(database), _sources(database), _corrections(database),
        *promises, *_law(database, contents), *_money(contents), _missing(database), *_meeting(contents, said),
    ]  # fmt: skip
    lines = [contents.title, f"{contents.plan}, {contents.plan_period}", contents.line, contents.banner, contents.sentence]
    sheets.front(book, styles, f"{words.PACK}: alle tal", [line for line in lines if line], listed, contents.method)
    for sheet in listed:
        sheets.write(book, styles, sheet, contents.line)
    book.close()
    return stamped(buffer.getvalue(), edition.moment)


def _records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Rows with the words of the screen for unit and status."""
    added = {}
    if "unit" in frame:
        added["unit_name"] = [formats.unit_name(unit) if isinstance(unit, str) else "" for unit in frame["unit"]]
    if "status" in frame:
        added["status_word"] = [statuses.WORDS.get(status, "") if isinstance(status, str) else "" for status in frame["status"]]
    rows: list[dict[Any, Any]] = frame.assign(**added).to_dict("records")
    return rows


def _goals(database: Database) -> Sheet:
    fields = (
        Field("Indikator", "title", width=46), Field("Mål", "goal_title", width=40), Field("Område", "area_name", width=28),
        *_PERIOD, *_VALUE, Field("Bemærkning", "note", width=44), *_SOURCE,
    )  # fmt: skip
    rows = _records(database.ask("strategic_figures", plan_id=PLAN_2025))
    return Sheet("De fire mål", "De strategiske måls indikatorer, alle områder og perioder.", fields, rows)


def _areas(database: Database) -> Sheet:
    """The newest figure of every area beside the municipality's of the same period."""
    areas = database.ask("areas").query("kind == 'housing_area'")
    rows: list[dict[Any, Any]] = []
    for area in areas.to_dict("records"):
        newest = area_texts.newest_rows(database.ask("area_figures", area_id=area["area_id"]))
        own = newest[newest["source_id"] == PLAN_DOCUMENT]
        rows += [row | {"area": area["name"], "topic_name": wording.TOPICS[str(row["topic"])]} for row in _records(own)]
    fields = (
        Field("Indikator", "title", width=46), Field("Område", "area", width=28), Field("Emne", "topic_name", width=20), *_PERIOD,
        Field("Området", "value", "number", 12), Field("Kommunen", "reference_value", "number", 12), *_VALUE[1:],
        Field("Forskel til kommunen", "difference_text", width=32), *_SOURCE,
    )  # fmt: skip
    return Sheet("Områderne", "De syv områders nyeste tal i planen ved siden af kommunens tal for samme periode.", fields, rows, frozen=2)


def _figures(database: Database) -> Sheet:
    decimals = database.ask("indicators").drop_duplicates("indicator_id").set_index("indicator_id")["decimals"]
    every = database.ask("all_figures")
    fields = (
        Field("Indikator", "indicator", width=46), Field("Område", "area", width=28), *_PERIOD, *_VALUE,
        Field("Tæller", "numerator", "number", 10), Field("Nævner", "denominator", "number", 10), Field("Bemærkning", "note", width=44),
        Field("Kilde", "register", width=32), Field("Trykt i", "document", width=40), Field("Sted", "place", width=40),
        Field("Nøgle", "indicator_id", width=34),
    )  # fmt: skip
    rows = _records(every.assign(decimals=every["indicator_id"].map(decimals)))
    return Sheet("Alle tal", "Alle offentliggjorte tal i monitoren. Skjulte tal er tomme og siger hvorfor.", fields, rows, frozen=2)


def _definitions(database: Database) -> Sheet:
    fields = (
        Field("Indikator", "title", width=46), Field("Definition", "definition", width=60), Field("Befolkning", "population", width=40),
        Field("Enhed", "unit_name", width=18), Field("Det skal du vide", "method_note", width=60), Field("Mål", "goal_title", width=40),
        Field("Kilde", "register_title", width=32), Field("Udgiver", "register_publisher", width=28),
        Field("Trykt i", "source_title", width=40), Field("Antal tal", "figures", "number", 10),
        Field("Fra", "first_period", "day", 12), Field("Til", "last_period", "day", 12),
        Field("Nøgle", "indicator_id", width=34),
    )  # fmt: skip
    rows = [{**row, "decimals": 0} for row in _records(database.ask("indicators"))]
    return Sheet("Definitioner", "Hvad hver indikator måler, hos hvem, og hvad man skal vide.", fields, rows)


def _sources(database: Database) -> Sheet:
    kinds = {"document": "Dokument", "register": "Register"}
    fields = (
        Field("Kilde", "title", width=60), Field("Slags", "kind_name", width=12), Field("Udgiver", "publisher", width=34),
        Field("Udgivet", "published", width=12), Field("Vilkår", "licence", width=50), Field("Antal tal", "figures", "number", 10),
        Field("Antal løfter", "promises", "number", 10),
    )  # fmt: skip
    frame = database.ask("sources")
    years = [str(int(year)) if isinstance(year, float) and year == year else year for year in frame["published"]]  # noqa: PLR0124
    rows = frame.assign(kind_name=frame["kind"].map(kinds), published=years).to_dict("records")
    return Sheet("Kilder", "Dokumenter og registre bag tallene.", fields, rows)


def _corrections(database: Database) -> Sheet:
    widths = {"subject": 46, "reason": 50, "evidence": 50, "source": 40, "area": 28}
    fields = tuple(Field(heading, key, width=widths.get(key, 18)) for key, heading, _ in CORRECTION_COLUMNS)
    rows: list[dict[Any, Any]] = [dict(row) for row in correction_rows(database.ask("corrections"))]
    return Sheet("Rettelser", "Rettede og tvivlsomme tal med grund og bevis. Det trykte er bevaret.", fields, rows)


def _plans(database: Database, edition: Edition) -> list[Sheet]:
    """The promises of every plan with their attainment on the edition's day, and the results behind."""
    disruptions = database.ask("disruptions")
    promises: list[dict[Any, Any]] = []
    results: list[dict[Any, Any]] = []
    for about in database.ask("plan_periods").to_dict("records"):
        answers = [database.ask(question, plan_id=about["plan_id"]) for question in plans.QUESTIONS]
        plan = plans.judged_plan(answers, disruptions, edition.date)
        named = {
            str(row["target_id"]): row | {"plan": about["name"], "activity": plan.names[row["activity_id"]]}
            for row in _records(plan.targets)
        }
        lines = activities_texts.promise_lines(plan)
        promises += [_promise(plan, lines[key], key, row) for key, row in named.items()]
        results += [
            {name: named[str(row["target_id"])][name] for name in ("plan", "focus_area_name", "activity", "measure", "unit_name")}
            | row | {"decimals": _places(row["value"])}
            for row in _records(plan.results)
        ]  # fmt: skip
    fields = (
        *_PLANS, Field("Løfte", "promise_text", width=30), Field("Mindst", "target_low", "number", 10),
        Field("Højst", "target_high", "number", 10), Field("Enhed", "unit_name", width=14), Field("Leveret", "delivered", "number", 10),
        Field("Leveret i ord", "delivered_text", width=26), Field("Procent af løftet", "percent", "number", 10),
        Field("Status", "status_text", width=20), Field("Hvorfor", "why", width=60),
        Field("Gælder fra", "starts", "day", 12), Field("Gælder til", "ends", "day", 12), *_SOURCE[1:],
    )  # fmt: skip
    delivered = (*_PLANS, *_PERIOD, *_VALUE, Field("Som trykt", "printed", width=26), Field("Bemærkning", "note", width=44), *_SOURCE[1:])
    about = f"Alle planers løfter og hvordan de står, vurderet {formats.day(edition.date)}."
    return [
        Sheet("Løfter", about, fields, promises),
        Sheet("Resultater", "Det, aktiviteterne har leveret, periode for periode.", delivered, results),
    ]


def _promise(plan: plans.Plan, line: activities_texts.PromiseLine, key: str, row: dict[Any, Any]) -> dict[Any, Any]:
    found = plan.attainments[key]
    numbers = (row["target_low"], row["target_high"], found.delivered, found.percent)
    return row | {
        "promise_text": line.promise if row["promised"] else "uden løfte", "delivered": found.delivered,
        "delivered_text": line.delivered, "percent": found.percent,
        "status_text": f"{line.sign} {line.word}" if row["promised"] else "uden løfte",
        "why": promise_texts.REASONS[found.reason], "decimals": max(_places(number) for number in numbers),
    }  # fmt: skip


def _places(value: float | None) -> int:
    """Decimals a figure is shown with: one, unless it is whole."""
    return 0 if value is None or pd.isna(value) or float(value).is_integer() else 1


def _law(database: Database, contents: Contents) -> list[Sheet]:
    """The figures that the rules are held against, without origin, and what follows."""
    frame = database.ask("criteria_figures")
    shown = frame[frame["measure"] != "origin"]
    shown = shown.assign(criterion=shown["measure"].map(words.MEASURES))
    fields = (
        Field("Område", "area_name", width=28), Field("Kriterium", "criterion", width=20), Field("Indikator", "title", width=46), *_PERIOD,
        *_VALUE, Field("Som trykt", "printed", width=20), Field("Bemærkning", "note", width=44), *_SOURCE,
    )  # fmt: skip
    made = [Sheet("Kriterier, tal", "Tal, som statens kriterier holdes op mod. Oprindelse er ikke med.", fields, _records(shown))]
    why = contents.law.why if contents.law else None
    keys = ("area", "category", "result", "why")
    rows: list[dict[Any, Any]] = [] if why is None else [dict(zip(keys, row, strict=True)) for row in why.rows]
    ruled = (
        Field("Område", "area", width=28), Field("Kategori", "category", width=24), Field("Resultat", "result", width=20),
        Field("Hvorfor", "why", width=90),
    )  # fmt: skip
    year = f" for {contents.law.year}" if contents.law else ""
    return [*made, Sheet("Kriterier, resultat", f"Regnet ud af de trykte tal{year} efter almenboligloven.", ruled, rows, words.NO_LAW)]


def _missing(database: Database) -> Sheet:
    figures = database.ask("figures", source_id=PLAN_DOCUMENT)
    gone = figures[~figures["status"].isin(TRUSTED)]
    fields = (
        Field("Indikator", "title", width=46), Field("Område", "area_name", width=28), *_PERIOD, Field("Status", "status_word", width=24),
        Field("Bemærkning", "note", width=60), *_SOURCE,
    )  # fmt: skip
    return Sheet(
        "Hvad der mangler",
        "Tal i planens dokument, som er skjult, tvivlsomme eller mangler.",
        fields,
        _records(gone),
        words.NOTHING_MISSING,
    )


def _money(contents: Contents) -> list[Sheet]:
    """Economy and participants as the papers have them, in ready text."""
    return [
        Sheet(
            chapter.heading, chapter.sentence,
            tuple(Field(column.heading, f"c{place}", width=int(14 * column.width)) for place, column in enumerate(chapter.table.columns)),
            [{f"c{place}": cell for place, cell in enumerate(row)} for row in chapter.table.rows], chapter.empty,
        )
        for chapter in contents.money
    ]  # fmt: skip


_CHANGE = ("kind", "what", "about", "before", "after")


def _meeting(contents: Contents, said: Said) -> list[Sheet]:
    """Agenda, comments and decisions as they came."""
    _, comments, decisions = said
    written = [
        {"subject": contents.names.get(item.subject_id, item.subject_id), "day": item.written_on, "text": item.text} for item in comments
    ]
    agenda = [{"number": place, "headline": item[0], "comment": item[1], "view": item[2]} for place, item in enumerate(contents.agenda, 1)]
    since = contents.since
    changes: list[dict[Any, Any]] = [] if since is None else [dict(zip(_CHANGE, row, strict=True)) for row in since.table.rows]
    decided = [{"day": item.decided_on, "title": item.title, "text": item.text} for item in decisions]
    return [
        Sheet(words.AGENDA, "Mødets punkter.", (
            Field("Nr.", "number", "number", 8), Field("Punkt", "headline", width=50), Field("Bemærkning", "comment", width=60),
            Field("Vises på", "view", width=60),
        ), agenda, words.NO_AGENDA),
        Sheet(words.REMARKS, "Bemærkninger til indikatorer, aktiviteter og områder.", (
            Field("Til", "subject", width=40), Field("Skrevet", "day", "day", 14), Field("Bemærkning", "text", width=100),
        ), written, words.NO_REMARKS),
        Sheet(words.SINCE, "Hvad der er ændret." if since is None else since.sentence, (
            Field("Slags", "kind", width=36), Field("Hvad", "what", width=50), Field("Hører til", "about", width=40),
            Field("Før", "before", width=26), Field("Nu", "after", width=26),
        ), changes, words.NOTHING_SINCE),
        Sheet("Beslutninger", "Bestyrelsens beslutninger siden sidst.", (
            Field("Dato", "day", "day", 14), Field("Beslutning", "title", width=50), Field("Uddybning", "text", width=90),
        ), decided, words.NO_DECISIONS),
    ]  # fmt: skip
