"""What can be taken along: CSV for the reader's Excel, a workbook with definitions, and charts as pictures."""

from __future__ import annotations

import copy
import io
import json
import textwrap
from typing import Any

import pandas as pd
import vl_convert

from geo.cells import csv_text
from pages.kit import language
from pages.kit.language import tr

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINE_LENGTH = 130


def csv(frame: pd.DataFrame) -> bytes:
    """Dates as ISO, UTF-8 with a byte order mark; separated as Excel in the language of the screen opens it rightly.

    Danish: semicolons and decimal comma. English: commas and decimal point. Text that a spreadsheet would run is made harmless.
    """
    separator, point = (";", ",") if language.current() == language.DANISH else (",", ".")
    return csv_text(frame, sep=separator, decimal=point).encode("utf-8-sig")


def package_table(frame: pd.DataFrame) -> str:
    """A table of the data package: standard CSV, for programs."""
    return csv_text(frame)


def workbook(buffer: io.BytesIO) -> pd.ExcelWriter[Any]:
    """A workbook to be written with to_excel(): text stays text, also when it looks like a formula or an address."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    return pd.ExcelWriter(
        buffer, engine="xlsxwriter", date_format="dd-mm-yyyy", datetime_format="dd-mm-yyyy", engine_kwargs={"options": options}
    )


def excel(frame: pd.DataFrame, definitions: pd.DataFrame, lines: list[str]) -> bytes:
    """A workbook: the figures as numbers and dates, their definitions and sources, and what the file is."""
    buffer = io.BytesIO()
    with workbook(buffer) as writer:
        about = pd.DataFrame({tr("Om filen"): lines})
        for sheet, part in ((tr("Tal"), frame), (tr("Definitioner"), definitions), (tr("Om"), about)):
            part.to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            writer.sheets[sheet].autofit(600)
    return buffer.getvalue()


def sheet(frame: pd.DataFrame, name: str, lines: list[str]) -> bytes:
    """A workbook with one table to be filled in, and a sheet that says how."""
    buffer = io.BytesIO()
    with workbook(buffer) as writer:
        for title, part in ((name, frame), (tr("Vejledning"), pd.DataFrame({tr("Vejledning"): lines}))):
            part.to_excel(writer, sheet_name=title, index=False, freeze_panes=(1, 0))
            writer.sheets[title].autofit(600)
    return buffer.getvalue()


def with_lines(specification: dict[str, Any], lines: list[str]) -> dict[str, Any]:
    """The specification with lines added under its title, so that a picture carries its filters, source and data version.

    A width that follows the page becomes a fixed one, because a file has no page.
    """
    labelled = copy.deepcopy(specification)
    title = labelled.get("title") or {}
    title = {"text": title} if isinstance(title, str) else dict(title)
    before = title.get("subtitle", [])
    title["subtitle"] = [
        *([before] if isinstance(before, str) else before),
        *(part for line in lines for part in textwrap.wrap(line, _LINE_LENGTH)),
    ]
    title.setdefault("text", "")
    labelled["title"] = title
    if labelled.get("width") == "container":
        labelled["width"] = 1000
    return labelled


def svg(specification: dict[str, Any]) -> bytes:
    """The chart as SVG, with the numbers and dates of its own locale."""
    return str(vl_convert.vegalite_to_svg(json.dumps(specification))).encode("utf-8")


def png(specification: dict[str, Any]) -> bytes:
    """The chart as PNG in twice the screen's density."""
    picture: bytes = vl_convert.vegalite_to_png(json.dumps(specification), scale=2)
    return picture
