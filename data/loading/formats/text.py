"""CSV as Excel, Statistikbanken and BI systems write it."""

from __future__ import annotations

import codecs
import csv
import io

from data.loading.findings import Finding, Refused, error
from data.loading.grids import Cell, Grid
from data.loading.rules import rules
from geo.cells import as_written
from geo.tables import Source, likely_delimiter, strange_sign, text_encoding, without_separator_line

_CHARSETS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 med BOM", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
_NAMES = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "lodret streg"}


def read_text(content: bytes, name: str, encoding: str, delimiter: str) -> tuple[list[Grid], list[Finding], list[str]]:
    """One grid of all rows, findings, no other texts. `encoding` and `delimiter` may be "detect". Raises Refused."""
    text, written = _decoded(content, name, encoding)
    body, skipped = without_separator_line(text)
    if not body.strip():
        raise Refused(error("empty_file", "filen er tom", "Hent filen igen fra kilden."))
    used = delimiter if delimiter != "detect" else likely_delimiter(body)
    rows, numbers = _rows(body, used, skipped)
    findings = [] if delimiter == "detect" else _delimiter_findings(rows, body, used)
    return [Grid(rows, numbers, form=f"CSV, {_CHARSETS.get(written, written)}, {_NAMES[used]}")], findings, []


def _decoded(content: bytes, name: str, encoding: str) -> tuple[str, str]:
    """The text, and the encoding it was written in."""
    if not content.strip():
        raise Refused(error("empty_file", "filen er tom", "Hent filen igen fra kilden."))
    try:
        used = encoding if encoding != "detect" else text_encoding(Source(name, content))
    except ValueError as problem:
        raise _unreadable(f"filens tegn kan ikke læses: {str(problem).rstrip('.')}") from problem
    if used == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _unreadable("filen er ikke skrevet i tegnsættet utf-16")
    try:
        text = content.decode("utf-8-sig" if used == "utf-8" else used)
    except UnicodeDecodeError as problem:
        if encoding != "detect":
            raise _unreadable(f"byte {problem.start + 1} er ikke skrevet i tegnsættet {encoding}") from problem
        raise _unreadable("filens tegnsæt kan ikke afgøres: den er hverken UTF-8 eller Windows-1252") from problem
    if used == "cp1252" and (strange := strange_sign(text)):
        raise _unreadable(f"filens tegnsæt kan ikke afgøres: som Windows-1252 står der „{strange}“, hvor der skulle stå et bogstav")
    if "\x00" in text or "\ufffd" in text:
        raise _unreadable("filen rummer tegn, som er gået tabt, eller er ikke en tekstfil")
    return text, used


def _unreadable(what: str) -> Refused:
    return Refused(error("encoding", what, "Gem filen som UTF-8 (i Excel: „CSV UTF-8“), og indlæs igen."))


def _rows(text: str, delimiter: str, skipped: int) -> tuple[list[list[Cell]], list[int]]:
    limits = rules()
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            rows.append([as_written(cell.strip()) or None for cell in row])
            numbers.append(reader.line_num + skipped)
            cells += len(row)
            if cells > limits["cells"] or len(rows) > limits["rows"]:
                raise Refused(error("too_large", f"filen har mere end {limits['cells']} celler", "Del filen op, eller vælg færre tal."))
    except csv.Error as problem:
        what = f"filen kan ikke deles i celler fra række {reader.line_num + skipped} (et anførselstegn er ikke lukket)"
        raise Refused(error("broken_file", what, "Ret anførselstegnene, eller hent filen igen.")) from problem
    return rows, numbers


def _delimiter_findings(rows: list[list[Cell]], text: str, used: str) -> list[Finding]:
    """The delimiter the mapping names leaves one column, another one cuts the lines into several."""
    likely = likely_delimiter(text)
    if likely == used or max(len(row) for row in rows) > 1:
        return []
    what = f"filen har kun én kolonne, når der deles ved {_NAMES[used]}, men flere ved {_NAMES[likely]}"
    return [error("delimiter", what, f"Sæt delimiter til {_NAMES[likely]} eller „detect“ i tilknytningen.")]
