"""What is inside a workbook besides its cells: macros, links, formulas, hidden sheets, and more than one bargained for.

A workbook is a zip of XML parts. Everything here is read part by part and thrown away; nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError  # the exception only; defusedxml does the parsing

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from data.loading.findings import Finding, Place, Refused, error, warning
from data.loading.grids import column_letter
from data.loading.rules import rules

_SAVE_AS = "Åbn filen i Excel, gem den som „Excel-projektmappe (.xlsx)“, og indlæs den."
_PERCENT_FORMATS = {9, 10}  # built-in formats 0 % and 0,00 %
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What of a sheet's XML is a cell's content; the cells are looked through by themselves.
_CELL_TEXT = {"v", "f", "t", "r", "is"}


@dataclass
class Sheet:
    """What the XML of one sheet says that a reader of values does not."""

    name: str
    part: str
    hidden: bool = False
    formulas: list[str] = field(default_factory=list)
    hidden_lines: bool = False
    percent_cells: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


@dataclass
class Workbook:
    """The sheets in their order, and every text in the file that is no cell of a sheet."""

    sheets: list[Sheet]
    texts: list[str]
    findings: list[Finding]


def inspect(content: bytes) -> Workbook:
    """Look through a workbook before its values are read. Raises Refused for what must not be read at all."""
    with _opened(content) as archive:
        _refuse_bombs(archive)
        names = archive.namelist()
        try:
            _refuse_active(archive, names)
            percent_styles = _percent_styles(archive, names)
            sheets = _sheets(archive, names)
            for sheet in sheets:
                _look_through(archive, sheet, percent_styles)
            parts = [name for name in names if name.endswith(".xml") and name not in {sheet.part for sheet in sheets}]
            texts = [text for name in parts for text in _texts(archive, name)]
        except DefusedXmlException as problem:
            remedy = "Sådan skriver Excel ikke. " + _SAVE_AS
            raise Refused(error("external_link", "filen rummer egne XML-definitioner (DTD)", remedy)) from problem
        except (
            ParseError,
            LookupError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as problem:
            if isinstance(problem, Refused):
                raise
            raise Refused(_broken()) from problem
    hidden = [
        warning("hidden_sheet", "arket er skjult i filen", "Se efter, at intet på det skal med.", Place(sheet.name))
        for sheet in sheets
        if sheet.hidden
    ]
    return Workbook(sheets, [*texts, *(text for sheet in sheets for text in sheet.texts)], hidden)


def _opened(content: bytes) -> zipfile.ZipFile:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(error("encrypted", "filen er beskyttet med adgangskode", "Fjern adgangskoden i Excel, og indlæs igen."))
        what = "filen er en gammel Excel-fil (.xls), hvor formler og makroer ikke kan udelukkes"
        raise Refused(error("legacy_format", what, _SAVE_AS))
    if not content.startswith(b"PK"):
        raise Refused(error("not_the_format", "filen er ikke en Excel-projektmappe (.xlsx)", "Vælg den tilknytning, der passer til filen."))
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as problem:
        raise Refused(_broken()) from problem


def _broken() -> Finding:
    return error("broken_file", "filen er beskadiget eller kun halvt overført", "Hent filen igen fra kilden, og indlæs den.")


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    limits = rules()
    parts = archive.infolist()
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise Refused(error("broken_file", "filen har to dele med samme navn", _SAVE_AS))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(error("encrypted", "filen er beskyttet med adgangskode", "Fjern adgangskoden, og indlæs igen."))
    dense = any(part.file_size > 1_000_000 and part.file_size > limits["packed_times"] * max(part.compress_size, 1) for part in parts)
    if dense or len(parts) > limits["packed_parts"] or sum(part.file_size for part in parts) > limits["unpacked_bytes"]:
        what = "filen fylder langt mere udpakket, end en tabel gør, og er afvist uden at blive pakket ud"
        raise Refused(error("zip_bomb", what, "Kopiér tabellen til en ny projektmappe, og indlæs den."))


def _refuse_active(archive: zipfile.ZipFile, names: list[str]) -> None:
    lower = [name.lower() for name in names]
    kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in kinds or any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        raise Refused(error("macro", "filen rummer makroer", _SAVE_AS))
    if any("/externallinks/" in name or "/embeddings/" in name or name == "xl/connections.xml" for name in lower):
        what = "filen henter fra andre filer eller databaser (kæder, forbindelser eller indlejrede filer)"
        raise Refused(error("external_link", what, "Kopiér tabellen til en ny projektmappe med „Indsæt værdier“, og indlæs den."))
    if "xl/workbook.bin" in lower or "content.xml" in lower:
        raise Refused(error("legacy_format", "filen er gemt som .xlsb eller .ods", _SAVE_AS))
    if "xl/workbook.xml" not in names:
        raise Refused(error("not_the_format", "filen er ikke en Excel-projektmappe (.xlsx)", _SAVE_AS))


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, Any]]:
    """Elements of a part as they end, by local name, emptied once they are used."""
    with archive.open(part) as file:
        for _, element in iterparse(file, events=("end",), forbid_dtd=True):
            yield element.tag.rpartition("}")[2], element
            if element.tag.rpartition("}")[2] not in _CELL_TEXT:
                element.clear()


def _texts(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Texts of a part; what a person wrote as one text may be stored in several pieces."""
    pieces: list[str] = []
    for _, element in _elements(archive, part):
        pieces.append(element.text or "")
        if element.tag.rpartition("}")[2] in ("si", "comment", "p"):
            yield "".join(pieces)
            pieces = []
    yield " ".join(pieces)


def _percent_styles(archive: zipfile.ZipFile, names: list[str]) -> set[int]:
    """Numbers of the cell styles that show percentages."""
    if "xl/styles.xml" not in names:
        return set()
    percent_formats = set(_PERCENT_FORMATS)
    styles: list[int] = []
    with archive.open("xl/styles.xml") as file:
        within: list[str] = []
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            name = element.tag.rpartition("}")[2]
            if event == "end":
                within.pop()
                continue
            within.append(name)
            if name == "numFmt" and "%" in element.get("formatCode", ""):
                percent_formats.add(int(element.get("numFmtId", "0")))
            if name == "xf" and "cellXfs" in within:
                styles.append(int(element.get("numFmtId", "0")))
    return {number for number, code in enumerate(styles) if code in percent_formats}


def _sheets(archive: zipfile.ZipFile, names: list[str]) -> list[Sheet]:
    targets = {}
    for name, element in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if name == "Relationship":
            target = element.get("Target", "").removeprefix("/")
            targets[element.get("Id")] = target if target.startswith("xl/") else f"xl/{target}"
    sheets = []
    for name, element in _elements(archive, "xl/workbook.xml"):
        if name == "sheet" and targets.get(element.get(_RELATION)) in names:
            hidden = element.get("state", "visible") != "visible"
            sheets.append(Sheet(element.get("name", ""), targets[element.get(_RELATION)], hidden))
    return sheets


def _look_through(archive: zipfile.ZipFile, sheet: Sheet, percent_styles: set[int]) -> None:
    right = lowest = across = down = 0
    for name, element in _elements(archive, sheet.part):
        # A cell need not say where it stands; then it is the next one.
        if name == "row":
            across, down = 0, down + 1
            lowest = max(lowest, down)
        if name == "c":
            place = element.get("r", "")
            across += 1
            right = max(right, across)
            right, lowest = max(right, _column(place)), max(lowest, int("0" + re.sub(r"\D", "", place)))
            if any(child.tag.rpartition("}")[2] == "f" for child in element):
                sheet.formulas.append(place)
            if int(element.get("s", "0")) in percent_styles:
                sheet.percent_cells.add(place)
        elif name in ("row", "col") and element.get("hidden") in ("1", "true"):
            sheet.hidden_lines = True
        elif element.text and name not in _CELL_TEXT:
            sheet.texts.append(element.text)  # headers and footers, lists to choose from
    # One cell far away would make the reader of values lay out everything between.
    if lowest > rules()["rows"] or right * lowest > rules()["cells"]:
        what = f"arket går til række {lowest} og kolonne {column_letter(right - 1)}"
        raise Refused(error("too_large", what, "Slet, hvad der står langt fra tabellen, og gem filen igen.", Place(sheet.name)))


def _column(place: str) -> int:
    """AA12 -> 27."""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", place)[:3]:
        number = 26 * number + ord(letter) - 64
    return number
