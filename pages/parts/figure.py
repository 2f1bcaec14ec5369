"""A chart as the reader meets it: picture, source line, and one click to the table and the downloads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st
from altair.utils import schemapi

from pages.parts import board_charts, database, downloads, formats, language, look, roles, tables, theme
from pages.parts.language import tr

# Label of the button, ending, media type and what makes the bytes when the button is pressed.
_File = tuple[str, str, str, Callable[[], bytes]]


@dataclass(frozen=True)
class Behind:
    """What stands behind a picture: the table a person reads and the rows a machine reads."""

    columns: Sequence[tables.Column]
    rows: Sequence[Mapping[str, Any]]
    data: pd.DataFrame


def show(build: Callable[[], Any], *, name: str, choice: tuple[Any, ...], source: str, alternative: str, behind: Behind) -> None:
    """Draw the chart that `build` makes, with its source line; behind one click the table and CSV, Excel, SVG and PNG.

    Making a specification costs more than asking the database, so it is kept by data version, `name` and `choice`:
    everything the chart depends on must be in `choice`. `alternative` is the text for those who cannot see the picture.
    A meeting gets it as a still picture that grows with the screen.
    """
    version = database.current().version
    drawn = _drawn(database.stamp(), name, choice, build)
    if roles.board_mode():
        theme.render(
            "board_picture.html", heading="", picture=board_charts.plain(drawn.specification), alternative=alternative, source=source
        )
        return
    st.vega_lite_chart(spec=drawn.for_screen(), theme=None, alt=alternative, key=f"chart_{name}", width="stretch")
    st.caption(source)
    with st.expander(tr("Tabel og hent")):
        tables.show(behind.columns, behind.rows, alternative)
        _downloads(name, choice, drawn, behind, [alternative, source, tr("Data: version {version}", version=version)])


def _downloads(name: str, choice: tuple[Any, ...], drawn: _Drawn, behind: Behind, lines: list[str]) -> None:
    def labelled() -> dict[str, Any]:
        return downloads.with_lines(json.loads(drawn.specification), lines)

    pictures: list[_File] = [
        (tr("Hent billede (SVG)"), "svg", "image/svg+xml", lambda: downloads.svg(labelled())),
        (tr("Hent billede (PNG)"), "png", "image/png", lambda: downloads.png(labelled())),
    ]
    _buttons(name, choice, [*_files(behind.data, lines), *pictures])


def _files(data: pd.DataFrame, lines: list[str]) -> list[_File]:
    indicators = set(data["indicator_id"]) if "indicator_id" in data else set()
    return [
        (tr("Hent tal (CSV)"), "csv", "text/csv", lambda: downloads.csv(data)),
        (tr("Hent tal og definitioner (Excel)"), "xlsx", downloads.EXCEL, lambda: downloads.excel(data, _definitions(indicators), lines)),
    ]


def _buttons(name: str, choice: tuple[Any, ...], files: list[_File]) -> None:
    stem = "-".join([name, *(str(part) for part in choice if isinstance(part, str))])[:80]
    for column, (label, ending, mime, make) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(label, language.carried(make), f"{stem}.{ending}", mime, key=f"{ending}_{name}", on_click="ignore")


def table_downloads(name: str, choice: tuple[Any, ...], data: pd.DataFrame, lines: list[str]) -> None:
    """CSV and Excel of a table that has no picture; `lines` say what the file is."""
    about = [*lines, tr("Data: version {version}", version=database.current().version)]
    _buttons(name, choice, _files(data, about))


def _definitions(indicator_ids: set[str]) -> pd.DataFrame:
    """Definitions of the indicators shown, with headings."""
    indicators = database.ask("indicators")
    shown = indicators[indicators["indicator_id"].isin(indicator_ids)]
    return pd.DataFrame(
        {
            tr("indikator"): shown["title"],
            tr("definition"): shown["definition"],
            tr("population"): shown["population"],
            tr("enhed"): shown["unit"].map(formats.unit_name),
            tr("det skal du vide"): shown["method_note"],
            tr("kilde"): shown["register_title"],
            tr("trykt i"): shown["source_title"],
        }
    )


@dataclass(frozen=True)
class _Drawn:
    """A finished chart: the whole specification as text, and for the screen without its rows, which lie beside it as Arrow."""

    specification: str
    frame: str
    rows: Mapping[str, bytes]

    def for_screen(self) -> dict[str, Any]:
        """A specification of its own for every run: the framework writes into what it is given."""
        return {**json.loads(look.recolored(self.frame)), "datasets": dict(self.rows)}


# Text and bytes cannot be changed by whoever gets them, so all sessions share them without a copy.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _drawn(stamp: str, name: str, choice: tuple[Any, ...], _build: Callable[[], Any]) -> _Drawn:
    # Where charts are validated while they are made, as in the tests, the whole is validated too; see warm.up().
    specification: dict[str, Any] = _build().to_dict(validate=schemapi.DEBUG_MODE)
    frame = {key: value for key, value in specification.items() if key != "datasets"}
    # What the framework would make of the rows at every run, at five milliseconds a chart.
    rows = {key: _arrow(values) for key, values in specification.get("datasets", {}).items()}
    return _Drawn(json.dumps(specification), json.dumps(frame), rows)


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pandas(pd.DataFrame(rows))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
