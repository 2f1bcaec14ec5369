"""Take a file's bytes apart. Runs in the child process of data/child.py: it knows no mapping, no database, no secrets."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from data.loading.findings import REFUSALS, Finding, Refused, error
from data.loading.formats.excel import read_excel
from data.loading.formats.json_tables import read_json
from data.loading.formats.text import read_text
from data.loading.grids import Grid, dumped
from data.loading.people import people_in
from data.loading.rules import rules

# A PX file begins with one of these keywords, in any order.
_PX = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|CREATION-DATE|MATRIX|SUBJECT-CODE|TITLE)(?:\[\w+\])?=\"", re.ASCII
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]|\s*\Z|\xff\xfe|\xfe\xff")


def payload(content: bytes, **options: Any) -> bytes:
    """What cells() takes: the options (format, name, sheets, encoding, delimiter, cpr_share) and the file."""
    return json.dumps(options).encode() + b"\n" + content


def cells(sent: bytes) -> bytes:
    """The grids of a file and what was found, as grids.dumped(). A file about persons yields no grid at all."""
    head, _, content = sent.partition(b"\n")
    options = json.loads(head)
    grids: list[Grid] = []
    findings: list[Finding] = []
    try:
        grids, findings, texts = _read(content, options)
        _refuse_too_many(grids)
        people = people_in(grids, texts, options["cpr_share"])
    except Refused as refusal:
        return dumped([], [*findings, refusal.finding])
    if any(found.kind in REFUSALS for found in people):
        return dumped([], people)
    return dumped(grids, findings)


def _refuse_too_many(grids: list[Grid]) -> None:
    """Whatever the form of the file: what is handed out is held in the server's own memory."""
    limits = rules()
    cells, rows = sum(len(row) for grid in grids for row in grid.rows), sum(len(grid.rows) for grid in grids)
    for met, limit, what in ((cells, limits["cells"], "celler"), (rows, limits["rows"], "rækker")):
        if met > limit:
            raise Refused(error("too_large", f"filen har {met} {what}, og grænsen er {limit}", "Del den op, eller vælg færre tal."))
    if any(len(grid.merged) > limits["merged"] for grid in grids):
        what = f"et ark har mere end {limits['merged']} flettede områder"
        raise Refused(error("too_large", what, "Kopiér tallene til et nyt ark med „Indsæt værdier“."))


def _read(content: bytes, options: dict[str, Any]) -> tuple[list[Grid], list[Finding], list[str]]:
    if not content:
        raise Refused(error("empty_file", "filen er tom", "Hent filen igen fra kilden."))
    if len(content) > rules()["file_bytes"]:
        megabytes = rules()["file_bytes"] // 1_000_000
        raise Refused(error("too_large", f"filen er større end {megabytes} MB", "Del den op, eller vælg færre tal i udtrækket."))
    if _PX.match(content):
        remedy = "Hent samme tabel i Statistikbanken som JSON-stat eller CSV; tilknytningerne dertil er statistikbanken-jsonstat og -csv."
        raise Refused(error("not_the_format", "filen er en PX-fil, og dem læser monitoren ikke", remedy))
    if options["format"] == "excel":
        return read_excel(content, options["sheets"])
    if options["format"] == "csv" or (options["format"] == "jobindsats" and not _JSON.match(content)):
        if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
            raise Refused(error("not_the_format", "filen er en Excel-fil og ikke CSV", "Vælg en tilknytning til Excel."))
        grids, findings, texts = read_text(content, options["name"], options["encoding"], options["delimiter"])
        if options["format"] == "jobindsats":
            grids = [replace(grid, form=f"Jobindsats v3, {grid.form}") for grid in grids]
        return grids, findings, texts
    return read_json(content, options["format"])
