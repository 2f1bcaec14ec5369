"""The three views of Sammenlign."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from pages.compare import figures, texts
from pages.kit import charts, database, figure, formats, marks, notes, theme, trend_charts, wording
from pages.kit.language import tr
from pages.kit.plain import escaped
from queries.comparison import Reference, compare
from queries.series import drawable


@dataclass(frozen=True)
class Shown:
    """The reader's choices, as the views need them."""

    areas: dict[str, str]
    reference: Reference
    reference_name: str
    measure: str
    order: str
    source_id: str

    @property
    def against_target(self) -> bool:
        """Whether the plan's own target is what is compared with."""
        return self.reference.kind == "target"

    @property
    def compared(self) -> pd.DataFrame:
        """The areas held against the reference, as queries.comparison.compare gives them; all sessions share the frame."""
        held = tuple(area_id for area_id in self.areas if area_id != self.reference.area_id)
        return database.kept(_compared, self.source_id, held, self.reference)

    @property
    def facts(self) -> str:
        """For one area: facts of it and of what it is held against, in a line; empty for several."""
        compared = self.compared
        return figures.facts_line(compared, self.reference_name) if compared["area_id"].nunique() == 1 else ""

    @property
    def key(self) -> tuple[str, ...]:
        """All choices, for names and for keeping a finished chart."""
        reference = self.reference.area_id or self.reference.kind
        return (*self.areas, reference, self.measure, self.order, self.source_id)


def _compared(source_id: str, area_ids: tuple[str, ...], reference: Reference) -> pd.DataFrame:
    return compare(database.ask("figures", source_id=source_id), list(area_ids), reference)


def all_indicators(shown: Shown) -> None:
    """One area: a row per indicator; several: areas x indicators. The whole table is one press away."""
    theme.put(database.kept(picture_html, shown))
    with st.expander(tr("Se tabel og hent data")):
        theme.put(database.kept(_matrix, shown))
        data = database.kept(_whole_for_download, shown)
        lines = [tr("Sammenlignet med {reference}", reference=shown.reference_name), wording.source_line(shown.compared)]
        figure.table_downloads("sammenligning", shown.key, data, lines)


def picture_html(shown: Shown, topic: str | None = None) -> str:
    """The picture of all indicators as HTML in the light look."""
    compared = shown.compared
    if compared["area_id"].nunique() > 1:
        return theme.html("compare/rug.html", rug=figures.rug(compared, shown.reference_name, shown.source_id, topic))
    every = database.ask("figures", source_id=shown.source_id)
    return marks.markup(figures.two(compared, every, database.ask("areas"), shown.reference, shown.reference_name))


def _matrix(shown: Shown) -> str:
    column = shown.reference_name if shown.reference.kind == "area" else ""
    heads, groups = texts.matrix(shown.compared, shown.measure, target=shown.against_target, reference_name=column)
    caption = tr("Nyeste tal og afstand til {reference}. Samme indikator og samme periode sammenlignes.", reference=shown.reference_name)
    return theme.html("compare/matrix.html", heads=heads, groups=groups, caption=caption)


def _whole_for_download(shown: Shown) -> pd.DataFrame:
    return for_download(shown.compared, shown.reference_name)


def titles(source_id: str) -> dict[str, str]:
    """The indicators of a document: id -> title, in its own order."""
    figures = database.ask("figures", source_id=source_id)
    return dict(zip(figures["indicator_id"], figures["title"], strict=True))


@dataclass(frozen=True)
class OneIndicator:
    """What is said and drawn of one indicator; all sessions share it."""

    sentence: str
    rows: pd.DataFrame
    behind: figure.Behind
    left_out: list[str]


def load_one(shown: Shown, indicator_id: str, reference_words: str) -> OneIndicator:
    """The rows of one indicator in the chosen order; `reference_words` is the reference as it reads in a sentence."""
    compared = shown.compared[shown.compared["indicator_id"] == indicator_id]
    rows = texts.chart_rows(compared)
    if shown.order != "plan":
        rows = rows.sort_values("value", ascending=shown.order == "stigende")
    sentence = texts.one_sentence(compared, reference_words)
    return OneIndicator(sentence, rows, _behind(compared, shown), texts.left_out(compared, shown.areas))


def one_indicator(one: OneIndicator, title: str, shown: Shown) -> None:
    """Dot per area against the reference, and why some have none."""
    rows = one.rows
    if rows.empty:
        notes.info(tr("Ingen af de valgte områder har et tal, der kan bruges."))
    else:
        about = rows.iloc[0]
        figure.show(
            lambda: charts.areas_against(rows, title, wording.periods_line(rows), str(about["unit"]), shown.reference_name),
            name="en-indikator",
            choice=(str(about["indicator_id"]), *shown.key),
            source=wording.source_line(rows),
            alternative=f"{title}: {', '.join(map(' '.join, zip(rows['area_name'], rows['value_text'], strict=True)))}",
            behind=one.behind,
        )
    for line in one.left_out:
        st.caption(escaped(line))


def over_time(every: pd.DataFrame, areas: pd.DataFrame, shown: Shown) -> None:
    """Small multiples of every series with at least two figures, the areas and the comparison."""
    wanted = list(shown.areas) + ([shown.reference.area_id] if shown.reference.area_id else [])
    chosen = every[every["area_id"].isin(wanted)]
    rows = drawable(chosen)
    longest = rows.groupby(["indicator_id", "area_id"])["value"].transform("size").groupby(rows["indicator_id"]).transform("max")
    rows = rows[longest >= 2].reset_index(drop=True).assign(who_id=lambda frame: frame["area_id"])
    if rows.empty:
        none = tr(
            "De valgte områder har ingen indikatorer med mere end én måling i dette dokument. "
            "Vælg en tidligere evaluering under ”Flere valg”."
        )
        notes.info(none)
        return
    named = areas[areas["area_id"].isin(rows["area_id"])].sort_values("sort_order")
    dashed = list(named.loc[named["kind"].isin(trend_charts.DASHED), "name"])
    small = trend_charts.small_rows(rows, named.set_index("area_id")["name"].to_dict())
    figure.show(
        lambda: trend_charts.small(small, dict(zip(named["name"], named["color"], strict=True)), dashed=dashed),
        name="over-tid",
        choice=shown.key,
        source=wording.source_line(rows),
        alternative=tr("Udvikling over tid: {areas}", areas=", ".join(named["name"])),
        behind=figure.Behind(
            trend_charts.SMALL_COLUMNS,
            small.to_dict("records"),
            partial(trend_charts.small_for_download, rows, named.set_index("area_id")["name"].to_dict()),
        ),
    )


def _behind(compared: pd.DataFrame, shown: Shown) -> figure.Behind:
    rows = texts.table_rows(compared, shown.measure, shown.against_target)
    return figure.Behind(texts.COLUMNS, rows, partial(for_download, compared, shown.reference_name))


def for_download(compared: pd.DataFrame, reference_name: str) -> pd.DataFrame:
    """The comparison with headings, numbers as numbers."""
    headings = {
        "indicator_id": "indicator_id", "title": tr("indikator"), "area_name": tr("område"), "period_start": tr("periode_fra"),
        "period_end": tr("periode_til"), "value": tr("værdi"), "unit": tr("enhed"),
        "reference_value": tr("sammenlignet med: {reference}", reference=reference_name), "distance": tr("forskel"),
        "ratio": tr("gange"), "status": tr("status"), "register_title": tr("kilde"), "source_place": tr("sted"),
    }  # fmt: skip
    renamed = compared.assign(unit=compared["unit"].map(formats.unit_name), status=compared["status"].map(formats.status_word))
    return renamed[list(headings)].rename(columns=headings)
