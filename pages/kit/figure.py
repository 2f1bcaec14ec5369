"""A chart as the reader meets it: picture, source line, and one click to the table and the downloads."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st
from altair.utils import schemapi

from pages.kit import database, downloads, formats, language, look, roles, tables, theme
from pages.kit.language import tr
from pages.kit.meeting import pictures
from pages.kit.plain import escaped

# Label of the button, ending, media type and what makes the bytes when the button is pressed.
_File = tuple[str, str, str, Callable[[], bytes]]


@dataclass(frozen=True)
class Behind:
    """What stands behind a picture: the table a person reads, and what makes the rows a machine reads once somebody fetches them."""

    columns: Sequence[tables.Column]
    rows: Sequence[Mapping[str, Any]]
    data: Callable[[], pd.DataFrame]


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
            "kit/meeting/board_picture.html",
            heading="",
            picture=pictures.plain(json.dumps(drawn.whole())),
            alternative=alternative,
            source=source,
        )
        return
    with theme.room(f"room_{name}", drawn.height):
        st.vega_lite_chart(spec=drawn.for_screen(), theme=None, alt=alternative, key=f"chart_{name}", width="stretch")
    st.caption(escaped(source))
    with st.expander(tr("Se tabel og hent data")):
        tables.show(behind.columns, behind.rows, alternative)
        _downloads(name, choice, drawn, behind, [alternative, source, tr("Data: version {version}", version=version)])


def _downloads(name: str, choice: tuple[Any, ...], drawn: _Drawn, behind: Behind, lines: list[str]) -> None:
    def labelled() -> dict[str, Any]:
        return downloads.with_lines(drawn.whole(), lines)

    pictures: list[_File] = [
        (tr("Hent billede (SVG)"), "svg", "image/svg+xml", lambda: downloads.svg(labelled())),
        (tr("Hent billede (PNG)"), "png", "image/png", lambda: downloads.png(labelled())),
    ]
    _buttons(name, choice, [*_files(behind.data, lines), *pictures])


def _files(data: Callable[[], pd.DataFrame], lines: list[str]) -> list[_File]:
    def workbook() -> bytes:
        rows = data()
        indicators = set(rows["indicator_id"]) if "indicator_id" in rows else set()
        return downloads.excel(rows, _definitions(indicators), lines)

    return [
        (tr("Hent tal (CSV)"), "csv", "text/csv", lambda: downloads.csv(data())),
        (tr("Hent tal og definitioner (Excel)"), "xlsx", downloads.EXCEL, workbook),
    ]


def _buttons(name: str, choice: tuple[Any, ...], files: list[_File]) -> None:
    stem = "-".join([name, *(str(part) for part in choice if isinstance(part, str))])[:80]
    for column, (label, ending, mime, make) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(label, language.carried(make), f"{stem}.{ending}", mime, key=f"{ending}_{name}", on_click="ignore")


def table_downloads(name: str, choice: tuple[Any, ...], data: pd.DataFrame, lines: list[str]) -> None:
    """CSV and Excel of a table that has no picture; `lines` say what the file is."""
    about = [*lines, tr("Data: version {version}", version=database.current().version)]
    _buttons(name, choice, _files(lambda: data, about))


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
    """A finished chart: its specification as text without its rows, which lie beside it as Arrow."""

    frame: str
    rows: Mapping[str, bytes]
    height: int

    def for_screen(self) -> dict[str, Any]:
        """A specification of its own for every run: the framework writes into what it is given."""
        return {**json.loads(look.recolored(self.frame)), "datasets": dict(self.rows)}

    def whole(self) -> dict[str, Any]:
        """The specification with its rows, in the light look, as a file or a picture needs it."""
        frames = {name: pa.ipc.open_stream(rows).read_pandas() for name, rows in self.rows.items()}
        return {**json.loads(self.frame), "datasets": {name: alt.to_values(frame)["values"] for name, frame in frames.items()}}


# Text and bytes cannot be changed by whoever gets them, so all sessions share them without a copy.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _drawn(stamp: str, name: str, choice: tuple[Any, ...], _build: Callable[[], Any]) -> _Drawn:
    with _beside() as frames:
        # Where charts are validated while they are made, as in the tests, the whole is validated too; see warm.up().
        specification: dict[str, Any] = _build().to_dict(validate=schemapi.DEBUG_MODE)
    inline = {name: pd.DataFrame(rows) for name, rows in specification.pop("datasets", {}).items()}
    rows = {name: _arrow(frame) for name, frame in (*inline.items(), *frames.items())}
    return _Drawn(json.dumps(specification), rows, height(specification, [*inline.values(), *frames.values()]))


# Pixels of what stands around the marks in the theme's sizes, as Vega draws them: margin, a title's gap, axes, legend.
_MARGIN, _GAP, _AXIS, _AXIS_TITLE, _LEGEND, _LARGE, _SUBTITLE = 10, 14, 25, 11, 33, 25, 17
_SMALL_MULTIPLE = 196  # a row of small charts with its heading and axis, their legend below them in _LEGEND
_BELOW = 19  # what the framework adds below a chart that sets its own height


def height(specification: Mapping[str, Any], frames: Sequence[pd.DataFrame]) -> int:
    """About how many pixels high the browser will draw a chart of this house: exact for most, never much too high."""
    if "facet" in specification:
        shown = max((frame[specification["facet"]["field"]].nunique() for frame in frames), default=1)
        return int(math.ceil(shown / specification["columns"]) * _SMALL_MULTIPLE + _LEGEND - 5 + _BELOW)
    marks = specification.get("height", 0)
    if not isinstance(marks, dict):
        # The framework fits axes and legend into a height that is said in pixels; the title stands above.
        return int(marks) + _MARGIN + _heading(specification.get("title") or {}) + _GAP
    encodings = [layer.get("encoding", {}) for layer in (specification, *specification.get("layer", []))]
    field = next(found["y"]["field"] for found in encodings if "field" in found.get("y", {}))
    rows = max(frame[field].nunique() for frame in frames if field in frame)
    return int(marks["step"] * rows) + _MARGIN + _heading(specification.get("title") or {}) + _scales(encodings) + _BELOW


def _heading(title: Mapping[str, Any] | str) -> int:
    if not title:
        return 0
    title = {"text": title} if isinstance(title, str) else title
    subtitle = title.get("subtitle", [])
    return int(title.get("fontSize", 18) + _GAP + _SUBTITLE * (1 if isinstance(subtitle, str) else len(subtitle)))


def _scales(encodings: Sequence[Mapping[str, Any]]) -> int:
    axis = next((found["x"].get("axis") or {} for found in encodings if "field" in found.get("x", {})), {})
    legends = [found["color"].get("legend", {}) for found in encodings if "field" in found.get("color", {})]
    drawn = [legend for legend in legends if legend is not None][:1]
    # Large letters in both go with large signs in the legend.
    larger = (axis.get("labelFontSize", 14) - 14) + sum(_LARGE for legend in drawn if "symbolSize" in legend)
    return int(_AXIS + (_AXIS_TITLE if axis.get("title") else 0) + _LEGEND * len(drawn) + larger)


_frames: ContextVar[dict[str, pd.DataFrame] | None] = ContextVar("frames", default=None)


@contextmanager
def _beside() -> Iterator[dict[str, pd.DataFrame]]:
    """Frames of charts made inside are kept beside them under a name, in place of being written out row by row and read again."""
    frames: dict[str, pd.DataFrame] = {}
    before = _frames.set(frames)
    try:
        yield frames
    finally:
        _frames.reset(before)


def _named(data: Any = None, **options: Any) -> Any:
    """Altair's own way with data, except inside _beside()."""
    frames = _frames.get()
    if frames is None or not isinstance(data, pd.DataFrame):
        return alt.default_data_transformer(data, **options)
    # The same frame in several layers is one.
    name = next((name for name, frame in frames.items() if frame is data), f"rows-{len(frames)}")
    frames[name] = data
    return {"name": name}


alt.data_transformers.register("beside", _named)
alt.data_transformers.enable("beside")


def _arrow(frame: pd.DataFrame) -> bytes:
    """The rows as the framework would send them at every run, at five milliseconds a chart."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
