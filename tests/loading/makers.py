"""Synthetic files in the shapes that the sources' documents describe. Every figure is made up."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter

from data.loading.known import Known
from data.loading.mapping import Mapping, mapping_of
from data.loading.reading import Reading, read_bytes
from data.schema import columns

TODAY = date(2026, 11, 1)
AREAS = [
    ("gl_jennumparken", "Gl. Jennumparken", "Jennumparken"),
    ("glarbjergvej", "Glarbjergvej-området", "Glarbjergvej"),
    ("vangdalen", "Vangdalen", None),
    ("areas_7", "Alle 7 boligområder", None),
    ("randers_kommune", "Randers Kommune", "Randers"),
    ("denmark", "Hele landet", "Danmark"),
    ("region_midtjylland", "Region Midtjylland", None),
]
INDICATORS = [
    ("share", "Andel uden arbejde", "percent", 1, "year"),
    ("residents", "Beboere", "count", 0, "date"),
    ("absence", "Elevfravær", "percent", 1, "school_year"),
    ("outside", "Uden for arbejdsmarkedet", "percent", 1, "twelve_months"),
    ("income", "Husstandsindkomst", "dkk", 0, "year"),
    ("grade", "Karakterer", "grade", 1, "year"),
    ("monthly", "Ledige i måneden", "percent", 1, "month"),
]
SOURCES = [
    "register", "dst-statistikbanken", "dst-boligstatistiske-noegletal", "lbf-boligsociale-data", "lbf-beboerdata",
    "randers-fagsystemer", "jobindsats", "uddannelsesstatistik",
]  # fmt: skip


def known(*more: tuple[str, str, str, int, str]) -> Known:
    """A small monitor; `more` are further indicators."""
    area = pd.DataFrame(AREAS, columns=["area_id", "name", "aliases"])
    indicator = pd.DataFrame([*INDICATORS, *more], columns=["indicator_id", "title", "unit", "decimals", "period_kind"])
    indicator = indicator.assign(sort_order=range(len(indicator))).reindex(columns=columns("indicator"))
    return Known.of_tables({"area": area, "indicator": indicator, "source": pd.DataFrame({"source_id": SOURCES})})


def mapping(**fields: Any) -> Mapping:
    """A plain mapping: CSV with Område;År;Andel;Antal;Personer, and whatever `fields` say instead."""
    own = {
        "name": "proeve", "title": "Prøvefil", "format": "csv", "source_id": "register", "source_place": "Prøvefil",
        "area": "{Område}", "period": "{År}", "indicator": "",
        "figures": {"value": "Andel"}, "indicator_map": {"Andel": "share"},
    }  # fmt: skip
    return mapping_of({**own, **fields})


def read(content: bytes, own: Mapping, *more: tuple[str, str, str, int, str], name: str = "prøve") -> Reading:
    """Read in this process: what a child process adds is tested by itself."""
    return read_bytes(content, name, own, known(*more), today=TODAY, run=here)


def here(function: str, payload: bytes, **limits: float) -> bytes:
    """Stands in for data.child.run, without its second of starting."""
    from data.loading.inside import cells

    assert function == "data.loading.inside:cells"
    assert limits["seconds"] > 0
    return cells(payload)


def table(*lines: str, encoding: str = "utf-8") -> bytes:
    """CSV of the lines."""
    return "\r\n".join(lines).encode(encoding) + b"\r\n"


def plain_table(*rows: str) -> bytes:
    """CSV that mapping() understands, with the given rows."""
    return table("Område;År;Andel", *rows)


def sheet(rows: Sequence[Sequence[Any]], name: str = "Ark1", **more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these cells; text beginning with = is a formula; `more` are further sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_urls": False}) as book:
        # The same bytes each time.
        book.set_properties({"created": datetime(2026, 1, 1)})
        for title, cells in {name: rows, **more}.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(cells):
                page.write_row(number, 0, row)
    return file.getvalue()


def noegletal() -> bytes:
    """Boligstatistiske nøgletal: two tables below each other, areas over years, footnotes between."""
    return sheet(
        [
            ["Boligstatistiske nøgletal"],
            [],
            ["Tabel 1. Beboere pr. 1. januar"],
            ["Kategori", "Gl. Jennumparken", None, "Vangdalen", None],
            [None, "2023", "2024", "2023", "2024"],
            ["I alt", 1290, 1270, 820, 814],
            ["Under 18 år", 370, 362, "..", "-"],
            ["Anm.: Tabellen er diskretioneret."],
            [],
            ["Tabel 8. Uddannelse, procent"],
            ["Kategori", "Gl. Jennumparken", "Vangdalen"],
            [None, "2024", "2024"],
            ["18-29-årige med eller i gang med ungdomsuddannelse", 61.5, 70.25],
            ["Uoplyst", 3.1, 2.2],
            ["Kilde: Danmarks Statistik"],
        ],
        "Nøgletal",
    )


def statistikbanken_csv() -> bytes:
    """FOLK1A as the interface answers it: UTF-8 with BOM, semicolons, codes and quarters."""
    return b"\xef\xbb\xbf" + table(
        "OMRÅDE;TID;INDHOLD", "730;2024K1;99152", "0730;2024K2;..", "Hele landet;2024K1;5961249", "Aarhus;2024K1;367095"
    )


def statistikbanken_jsonstat() -> bytes:
    """FOLK1A as JSON-stat 1, with a missing figure and its mark."""
    area = {"index": {"000": 0, "730": 1}, "label": {"000": "Hele landet", "730": "Randers"}}
    quarter = {"index": {"2024K1": 0, "2024K2": 1}, "label": {"2024K1": "2024K1", "2024K2": "2024K2"}}
    dimension = {
        "OMRÅDE": {"label": "område", "category": area},
        "Tid": {"label": "tid", "category": quarter},
        "ContentsCode": {"label": "Indhold", "category": {"index": {"FOLK1A": 0}, "label": {"FOLK1A": "Antal"}}},
        "id": ["OMRÅDE", "Tid", "ContentsCode"],
        "size": [2, 2, 1],
    }
    figures = {"value": [5961249, 5963758, 99152, None], "status": {"3": ".."}}
    return json.dumps({"dataset": {"dimension": dimension, "label": "Folketal", "source": "Danmarks Statistik", **figures}}).encode()


def statistikbanken_excel(*stubs: str) -> bytes:
    """FOLK1A as the site itself writes it: no heading over the stubs, of which each text is printed once. `stubs` go before the areas."""
    before: list[list[str | None]] = [[stub] for stub in stubs] or [[]]
    rows: list[list[Any]] = [["Folketal den 1. i kvartalet"], ["Enhed: Antal"], [*([None] * len(before[0])), None, "2025K1", "2025K2"]]
    for number, stub in enumerate(before):
        rows.append([*stub, "Hele landet", 6001008 - number, 6003404 - number])
        rows.append([*([None] * len(stub)), "Randers", 100223 - number, ".."])
    return sheet([*rows, [], ["Kilde: Danmarks Statistik"]], "FOLK1A")


def boligsociale_data() -> bytes:
    """Landsbyggefonden's fixed indicators, percentages as Excel shows them, the indicator's name in its first row only."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page, percent = book.add_worksheet("Indikatorer"), book.add_format({"num_format": "0.0%"})
        page.write_row(0, 0, ["Indikator", "År", "Helhedsplanens områder", "Hele kommunen"])
        page.write_row(1, 0, ["Andel 1-5-årige i dagtilbud", 2021])
        page.write_row(1, 2, [0.943, 0.897], percent)
        page.write_row(2, 1, [2022])
        page.write_row(2, 2, [0.951], percent)
        page.write(2, 3, "-")
        page.write_row(3, 0, ["Karaktergennemsnit i dansk og matematik, 9. klasse", 2022, 7, 7.8])
    return file.getvalue()


def beboerdata() -> bytes:
    """A standard table of Beboerdata: a title, a date, then areas by years."""
    return sheet(
        [
            ["Beboere i alt, 31. december"],
            ["Udtrukket 02-05-2025"],
            [],
            ["Område", 2021, 2022, 2023],
            ["Gl. Jennumparken", 1301, 1288, 1270],
            ["Vangdalen", 833, "*", 814],
            ["Note: Afdelinger med under 100 beboere er ikke med"],
        ]
    )


def bi_extract(encoding: str = "cp1252") -> bytes:
    """The municipality's own extract: share, count and base per area and twelve months."""
    return table(
        "Boligområde;Periode;Nøgletal;Andel;Antal;Personer;Bemærkning",
        "Gl. Jennumparken;okt. 2023-sep. 2024;Uden for arbejdsmarkedet;43,7 %;332;760;Foreløbigt tal",
        "Glarbjergvej;okt. 2023-sep. 2024;Uden for arbejdsmarkedet;38,3 %;345;900;",
        "Vangdalen;okt. 2023-sep. 2024;Uden for arbejdsmarkedet;<5;;;",
        "Randers;2023/24;Elevfravær;7,2 %;;;",
        encoding=encoding,
    )


def jobindsats() -> bytes:
    """v2/data/ptva02/json: labels of the columns, then rows."""
    labels = ["Area", "Periode", "Ydelsesgrupper", "Køn", "Antal personer", "Fuldtidspersoner i pct. af befolkningen 16-66 år"]
    rows = [
        ["Randers", "2024M08", "Ydelsesgrupper i alt", "Køn i alt", 14200, 21.4],
        ["Randers", "2024M08", "Ydelsesgrupper i alt", "Kvinder", 7600, 23.0],
        ["Randers", "2024M09", "Ydelsesgrupper i alt", "Køn i alt", 14100, "21,2"],
        ["Hele landet", "2024M08", "Ydelsesgrupper i alt", "Køn i alt", 700000, 18.1],
        ["Aarhus", "2024M08", "Ydelsesgrupper i alt", "Køn i alt", 41000, 17.0],
        ["Randers", "2024M08", "A-dagpenge mv.", "Køn i alt", 1900, 2.4],
    ]
    return json.dumps([{"TableID": "ptva02", "Variables": [{"Label": label} for label in labels], "Data": rows}]).encode()


def jobindsats_v3(csv: bool = False) -> bytes:
    """v3/data/ptv_a02: columns and rows, or semicolons with a BOM."""
    columns = ["Periode", "Område", "Ydelsesgrupper", "Køn", "Fuldtidspersoner i pct. af befolkningen 16-66 år"]
    rows: list[list[Any]] = [
        ["2026M06", "Randers", "Ydelsesgrupper i alt", "Køn i alt", 20.8],
        ["2026M06", "Randers", "Ydelsesgrupper i alt", "Mænd", 19.4],
        ["2026M06", "Hele landet", "Ydelsesgrupper i alt", "Køn i alt", 18.9],
    ]
    if csv:
        lines = [";".join([*row[:4], str(row[4]).replace(".", ",")]) for row in rows]
        return b"\xef\xbb\xbf" + table(";".join(columns), *lines)
    return json.dumps({"columns": columns, "rows": rows}).encode()


def uddannelsesstatistik() -> bytes:
    """Flat objects with long names and Danish text for numbers."""
    kommune, skoleaar = "[Institution].[Beliggenhedskommune].[Beliggenhedskommune]", "[Tid].[Skoleår].[Skoleår]"
    rows = [("Randers", "2022/2023", "7,3 %"), ("Randers", "2023/2024", "7,1 %"), ("Aarhus", "2023/2024", "7,9 %")]
    objects = [{kommune: area, skoleaar: year, "Samlet elevfravær": figure} for area, year, figure in rows]
    return json.dumps(objects, ensure_ascii=False).encode()
