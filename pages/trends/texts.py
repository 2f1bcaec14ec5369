"""Udvikling ready for the screen: the sentence, what the chart is made of, the gaps, the changes, the look-alikes as text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from pages.kit import database, figure, formats, tables, trend_charts
from pages.kit.language import mark, tr, trn
from queries.series import as_counts, changes, drawable, indexed
from queries.uncertainty import with_intervals
from queries.verdicts import TRUSTED, Course, judge

_SURVEY = mark("Spørgeskema: udover tilfældig variation er der usikkerhed om, hvem der svarer.")
_REGISTER = mark("Tilfældig variation (95 %): så meget kan tallet svinge uden at noget er ændret. Det er ikke en måleusikkerhed.")


@dataclass(frozen=True)
class Picture:
    """The chart and what stands around it; `build` makes it, `heading` is its title in a meeting."""

    build: partial[Any]
    source: str
    alternative: str
    heading: str
    population: str
    behind: figure.Behind


@dataclass(frozen=True)
class Trend:
    """One indicator over time, of the areas and in the measure chosen. Shared between sessions: nobody changes it.

    `picture` is the reason in words where there is nothing to draw.
    """

    sentence: str
    reading: str
    picture: Picture | str
    gaps: tuple[str, ...]
    changes: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """What can be chosen for one indicator: its title, the areas that have figures, the measures, whether an interval is known."""

    title: str
    areas: dict[str, str]
    measures: dict[str, str]
    interval: bool


def options() -> dict[str, str]:
    """Indicators with at least two measured periods: id -> title and document."""
    indicators, periods = database.ask("indicators"), database.ask("measured_periods")
    several = set(periods[periods["periods"] >= 2]["indicator_id"])
    named = zip(indicators["indicator_id"], indicators["title"], indicators["source_title"], strict=True)
    return {indicator_id: f"{title} – {source}" for indicator_id, title, source in named if indicator_id in several}


def offered(indicator_id: str) -> Choices:
    """What can be chosen for the indicator."""
    about, figures = _asked(indicator_id)
    names = figures.drop_duplicates("area_id").set_index("area_id")["area_name"].to_dict()
    return Choices(str(about["title"]), names, _measures(figures), bool(figures["denominator"].notna().any()))


def load(indicator_id: str, areas: tuple[str, ...], measure: str, interval: bool) -> Trend:
    """Everything below the choices of the page, from the version in force."""
    about, figures = _asked(indicator_id)
    shown = figures[figures["area_id"].isin(areas)]
    moved = changes(shown)
    return Trend(
        _sentence(moved, shown, about),
        _reading(shown, about),
        _picture(shown, about, measure, interval),
        tuple(_gaps(shown, about)),
        tuple(_changes(moved, about)),
    )


def _asked(indicator_id: str) -> tuple[pd.Series, pd.DataFrame]:
    about = database.ask("indicators").set_index("indicator_id").loc[indicator_id]
    return about, database.ask("indicator_figures", indicator_id=indicator_id)


def _measures(figures: pd.DataFrame) -> dict[str, str]:
    """The measures that make sense, key -> label: counts only where a count lies behind the share."""
    possible = {"vaerdi": tr("Værdien"), "indeks": tr("Indeks (første fælles år = 100)")}
    return possible | ({"antal": tr("Antal bag andelen")} if figures["numerator"].notna().sum() >= 2 else {})


def _sentence(moved: pd.DataFrame, figures: pd.DataFrame, about: pd.Series) -> str:
    """How each area moved from its first to its newest figure, counted; and the municipality beside."""
    if moved.empty:
        return tr("Der er kun ét brugbart tal for hvert område, så udviklingen kan ikke vurderes.")
    decimals = int(about["decimals"])
    own = moved[moved["area_id"].isin(figures[figures["area_kind"] == "housing_area"]["area_id"])]
    rows = own if len(own) else moved
    counts = [judge(round(delta, decimals) + 0.0, str(about["direction"])) for delta in rows["difference"]]
    parts = ", ".join(tr(words, count=counts.count(course)) for course, words in _MOVED.items() if counts.count(course))
    since = formats.period(str(about["period_kind"]), rows["first_start"].min(), rows.loc[rows["first_start"].idxmin(), "first_end"])
    total = len(rows)
    if not len(own):
        return trn("Siden {since}: {parts} (af {number} opgørelse).", "Siden {since}: {parts} (af {number} opgørelser).", total,
                   since=since, parts=parts, number=formats.number(total))  # fmt: skip
    said = trn("Siden {since}: {parts} (af {number} område).", "Siden {since}: {parts} (af {number} områder).", total,
               since=since, parts=parts, number=formats.number(total))  # fmt: skip
    return f"{said} {_municipality(moved, figures, about)}".rstrip()


def _municipality(moved: pd.DataFrame, figures: pd.DataFrame, about: pd.Series) -> str:
    """How the municipality's own figure moved meanwhile; empty without two of them."""
    found = moved[moved["area_id"].isin(figures[figures["area_kind"] == "municipality"]["area_id"])]
    if found.empty:
        return ""
    row = found.iloc[0]
    unit, decimals = str(about["unit"]), int(about["decimals"])
    first, last = (formats.figure(row[name], unit, decimals) for name in ("first_value", "last_value"))
    return tr("Kommunen: fra {first} til {last}.", first=first, last=last)


_MOVED = {
    Course.BETTER: mark("{count} bedre"),
    Course.WORSE: mark("{count} dårligere"),
    Course.RISING: mark("{count} højere"),
    Course.FALLING: mark("{count} lavere"),
    Course.UNCHANGED: mark("{count} uændret"),
}


def _reading(figures: pd.DataFrame, about: pd.Series) -> str:
    """Definition and, when a base is known, what the shaded band means."""
    text = str(about["definition"]).rstrip(".") + "."
    if figures["denominator"].notna().any() and about["unit"] == "percent":
        what = _SURVEY if about["measurement"] == "survey" else _REGISTER
        text += " " + tr(what)
    return text


def _picture(figures: pd.DataFrame, about: pd.Series, measure: str, interval: bool) -> Picture | str:
    rows = drawable(figures.assign(unit=about["unit"], decimals=about["decimals"]))
    common = _first_common(rows) if measure == "indeks" else None
    if measure == "indeks" and common is None:
        return tr("Områderne har ingen fælles måling at regne indeks fra. Vælg færre områder.")
    rows, unit, decimals, counted_in = _measured(rows, about, measure, common)
    if rows.empty:
        return tr("Der er ingen tal at tegne for det valgte.")
    with_band = interval and measure == "vaerdi"
    rows = trend_charts.with_texts(
        with_intervals(rows) if with_band else rows.assign(low=None, high=None), str(about["period_kind"]), unit, decimals
    )
    named = rows.sort_values("area_order").drop_duplicates("area_name")
    colors = dict(zip(named["area_name"], named["color"], strict=True))
    dashed = list(named.loc[named["area_kind"].isin(trend_charts.DASHED), "area_name"])
    lines = _lines(about) if measure == "vaerdi" else pd.DataFrame(columns=["label", "value"])
    subtitle = [f"{counted_in} · {about['population']}"]
    years = rows["period_end"].dt.year
    title = str(about["title"])
    return Picture(
        build=partial(trend_charts.trend, rows, colors=colors, title=title, subtitle=subtitle, lines=lines, dashed=dashed),
        source=tr("Kilde: {registers}. Trykt i: {documents}.", registers=about["register_title"], documents=about["source_title"]),
        alternative=f"{title}: {', '.join(colors)}, {years.min()}–{years.max()}",
        # The title is enough where it names the unit, in whatever language both are.
        heading=title if counted_in.lower() in title.lower() else f"{title} · {counted_in}",
        population=str(about["population"]),
        behind=figure.Behind(_COLUMNS, _table(rows), partial(_for_download, rows, about)),
    )


def _measured(rows: pd.DataFrame, about: pd.Series, measure: str, common: pd.Timestamp | None) -> tuple[pd.DataFrame, str, int, str]:
    """The rows in the measure asked for, its unit and decimals, and what it is counted in, in words."""
    if measure == "antal":
        return as_counts(rows), "count", 0, tr("Antal bag andelen")
    if common is not None:
        return indexed(rows, common), "index", 0, tr("Indeks, {year} = 100", year=common.year)
    unit = str(about["unit"])
    return rows, unit, int(about["decimals"]), formats.unit_name(unit).capitalize()


def _first_common(rows: pd.DataFrame) -> pd.Timestamp | None:
    """The earliest period that every shown area has a figure for."""
    sets = [set(group["period_end"]) for _, group in rows.groupby("area_id")]
    common = set.intersection(*sets) if sets else set()
    return min(common) if common else None


def _lines(about: pd.Series) -> pd.DataFrame:
    """The plan's target as a line to hold against."""
    values = [value for value in {about["target_low"], about["target_high"]} if pd.notna(value)]
    unit, decimals = str(about["unit"]), int(about["decimals"])
    return pd.DataFrame(
        [{"label": tr("Planens mål: {figure}", figure=formats.figure(value, unit, decimals)), "value": value} for value in values],
        columns=["label", "value"],
    )


_COLUMNS = [
    ("area", mark("Område"), False), ("period", mark("Periode"), False), ("value", mark("Værdi"), True),
    ("interval", mark("Tilfældig variation"), True),
    ("note", mark("Bemærkning"), False), ("place", mark("Sted"), False),
]  # fmt: skip


def _table(rows: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "area": row["area_name"],
            "period": row["period"],
            "value": row["value_text"],
            "interval": row["interval_text"],
            "note": row["note"],
            "place": row["source_place"],
        }
        for row in rows.to_dict("records")
    ]


def _for_download(rows: pd.DataFrame, about: pd.Series) -> pd.DataFrame:
    headings = {
        "indicator_id": "indicator_id", "area_name": tr("område"), "period_start": tr("periode_fra"), "period_end": tr("periode_til"),
        "value": tr("værdi"), "low": tr("variation_fra"), "high": tr("variation_til"), "numerator": tr("antal"),
        "denominator": tr("grundlag"), "status": tr("status"), "source_place": tr("sted"),
    }  # fmt: skip
    return rows.assign(indicator_id=about.name)[list(headings)].rename(columns=headings)


def _gaps(figures: pd.DataFrame, about: pd.Series) -> list[str]:
    """One line per figure that is missing or doubted, with the reason."""
    missing = figures[~figures["status"].isin(TRUSTED)]
    lines = []
    for (status, note), group in missing.groupby(["status", missing["note"].fillna("")], sort=False):
        where = ", ".join(
            f"{row['area_name']} {formats.period(str(about['period_kind']), row['period_start'], row['period_end'])}"
            for row in group.to_dict("records")
        )
        why = formats.status_word(str(status))
        lines.append(tr("Ikke med i kurven – {why}: {where}. {note}", why=why, where=where, note=note))
    return lines


CHANGE_COLUMNS = [
    ("area", mark("Område"), False), ("first", mark("Første måling"), True), ("last", mark("Nyeste måling"), True),
    ("difference", mark("Ændring"), True), ("percent", mark("Ændring i procent af den første"), True),
]  # fmt: skip


def _changes(moved: pd.DataFrame, about: pd.Series) -> list[dict[str, str]]:
    """First and newest figure per area, the change in its unit and in percent; rows of CHANGE_COLUMNS."""
    unit, decimals, kind = str(about["unit"]), int(about["decimals"]), str(about["period_kind"])
    return [
        {
            "area": row["area_name"],
            "first": f"{formats.figure(row['first_value'], unit, decimals)} ({formats.period(kind, row['first_start'], row['first_end'])})",
            "last": f"{formats.figure(row['last_value'], unit, decimals)} ({formats.period(kind, row['last_start'], row['last_end'])})",
            "difference": formats.difference(row["difference"], unit, decimals),
            "percent": formats.difference(row["percent"], "count", 1) + (tr("\u00a0%") if pd.notna(row["percent"]) else ""),
        }
        for row in moved.to_dict("records")
    ]


RELATED_COLUMNS: list[tables.Column] = [
    ("title", mark("Indikator"), False), ("definition", mark("Hvad måles"), False), ("register", mark("Kilde"), False),
    ("document", mark("Trykt i"), False), ("same", "", False),
]  # fmt: skip


def related(indicator_id: str) -> list[dict[str, str]]:
    """Look-alikes on the same subject, rows of RELATED_COLUMNS: series of their own, never joined to this one."""
    by_id = database.ask("indicators").set_index("indicator_id")
    about, shown = by_id.loc[indicator_id], options()
    same = set(str(about["comparable_with"] or "").split("|")) if pd.notna(about["comparable_with"]) else set()
    others = by_id[(by_id["topic"] == about["topic"]) & (by_id.index != indicator_id) & by_id["source_id"].notna()]
    return [
        {
            "href": f"{'udvikling' if key in shown else 'indikator'}?indikator={key}",
            "title": row["title"],
            "definition": row["definition"],
            "register": row["register_title"],
            "document": row["source_title"],
            "same": tr("samme definition") if key in same else "",
        }
        for key, row in others[["title", "definition", "register_title", "source_title"]].to_dict("index").items()
    ]
