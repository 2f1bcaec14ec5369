"""Files that must not come in, each made by readable code, and the sentence each must be told. Every person is made up.

The table at the end is the folder: name -> what the file is, how it is read, which kind of finding it must give, and a
piece of the Danish sentence.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter

from data.loading.mapping import Mapping
from tests.loading.makers import mapping, plain_table, sheet, table

HEAD = ["Område", "År", "Andel"]
# The form of a CPR number with a date that exists; nobody's.
MADE_UP_CPR = "010190-1234"

NEW_INDICATOR = {
    "indicator_id": "new_share", "topic": "employment", "title": "Ny andel", "short_title": "Ny", "definition": "d", "population": "p",
    "unit": "percent", "decimals": 1, "direction": "down", "period_kind": "year", "measurement": "register", "source_id": "register",
}  # fmt: skip


@dataclass(frozen=True)
class Bad:
    """One bad file: `make` makes it, `fields` are what its mapping says besides the plain one."""

    make: Callable[[], bytes]
    kind: str
    says: str
    fields: dict[str, Any] = field(default_factory=dict)
    level: str = "error"

    @property
    def mapping(self) -> Mapping:
        return mapping(**self.fields)


EXCEL = {"format": "excel"}
JSONSTAT = {
    "format": "jsonstat", "area": "{område}", "period": "{tid}", "figures": {"value": "value"}, "indicator_map": {"Andel": "share"},
}  # fmt: skip
COUNTS = {"figures": {"value": "Andel", "numerator": "Antal", "denominator": "Personer"}}
COUNTED = "Område;År;Andel;Antal;Personer"
WIDE = {"format": "excel", "area": "{heading}", "period": "{År}", "figures": "others"}
PER_PERSON = {"figures": {"value": "Antal"}, "indicator_map": {"Beboere": "residents"}, "period": {"text": "{År}", "read_as": "first_day"}}


def edited(content: bytes, **parts: bytes | Callable[[bytes], bytes] | None) -> bytes:
    """A workbook with parts added, changed or (None) left out; names have / for __ and . for _ before xml, bin or rels."""
    wanted = {_part_name(name): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = wanted.pop(name, old.read(name))
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
        for name, part in wanted.items():
            assert isinstance(part, bytes)
            new.writestr(name, part)
    return out.getvalue()


def _part_name(name: str) -> str:
    path, _, suffix = name.replace("__", "/").rpartition("_")
    return f"{path}.{suffix}"


def good_sheet() -> bytes:
    return sheet([HEAD, ["Vangdalen", 2023, 41.5]])


def with_comment() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["Vangdalen", 2023, 41.5])
        page.write_comment("C2", f"Talt med {MADE_UP_CPR}")
    return file.getvalue()


def with_properties() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": f"Sag {MADE_UP_CPR}"})
        book.add_worksheet().write_row(0, 0, HEAD)
    return file.getvalue()


def with_header() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.set_header(f"&LUdskrift for {MADE_UP_CPR}")
    return file.getvalue()


def one_cell_far_away() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Tal")
        page.write_row(0, 0, HEAD)
        page.write("XFD1048576", 1)
    return file.getvalue()


def hidden(what: str) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Tal")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["Vangdalen", 2023, 41.5])
        if what == "sheet":
            book.add_worksheet("Gemt væk").hide()
        else:
            page.set_row(1, None, None, {"hidden": True})
    return file.getvalue()


def merged_figures() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Tal")
        page.write_row(0, 0, ["År", "Vangdalen", "Gl. Jennumparken"])
        page.write(1, 0, 2023)
        page.merge_range("B2:C2", 41.5)
    return file.getvalue()


def dated_figure() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Tal")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["Vangdalen", 2023])
        page.write_datetime(1, 2, date(2024, 3, 7), book.add_format({"num_format": "d. mmm"}))
    return file.getvalue()


def zip_bomb() -> bytes:
    return edited(good_sheet(), xl__worksheets__sheet2_xml=b" " * 30_000_000)


def crowded_zip() -> bytes:
    """Many parts instead of one large."""
    return edited(good_sheet(), **{f"xl__media__image{number}_xml": b"x" for number in range(2100)})


def two_parts_of_one_name() -> bytes:
    out = io.BytesIO(good_sheet())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<workbook/>")
    return out.getvalue()


def locked_zip() -> bytes:
    content = bytearray(good_sheet())
    start = content.rfind(b"PK\x01\x02")
    while start >= 0:
        content[start + 8] |= 1
        start = content.rfind(b"PK\x01\x02", 0, start)
    return bytes(content)


def old_excel(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + stream.encode("utf-16-le") + b"\x00" * 600


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(_part_name(name), part)
    return out.getvalue()


def entity(xml: bytes) -> bytes:
    return xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>', 1)


def jsonstat(**changes: Any) -> bytes:
    category = {"index": ["a", "b"], "label": {"a": "Vangdalen", "b": "Gl. Jennumparken"}}
    whole = {
        "class": "dataset", "id": ["område", "tid"], "size": [2, 1],
        "dimension": {"område": {"category": category}, "tid": {"category": {"index": ["2023"]}}}, "value": [41.5, 43.4],
    }  # fmt: skip
    return json.dumps({**whole, **changes}).encode()


def births() -> bytes:
    days = [date(1950 + number, 1 + number % 12, 2 + number) for number in range(20)]
    rows = [f"Vangdalen;2023;{40 + number};{day:%d-%m-%Y}" for number, day in enumerate(days)]
    return table("Område;År;Andel;Dato", *rows)


BAD: dict[str, Bad] = {
    # persons
    "cpr-with-hyphen": Bad(
        lambda: table("Område;År;Andel;Id", f"Vangdalen;2023;41,5;{MADE_UP_CPR}"), "cpr", "kolonne D: Her står, hvad der ligner"
    ),
    "cpr-bare": Bad(lambda: table("Område;År;Andel;Id", "Vangdalen;2023;41,5;0101901234"), "cpr", "ligner et CPR-nummer"),
    "cpr-first-zero-dropped": Bad(lambda: sheet([[*HEAD, "Id"], ["Vangdalen", 2023, 41.5, 101901234]]), "cpr", "række 2, kolonne D", EXCEL),
    "cpr-in-a-remark": Bad(
        lambda: table("Område;År;Andel;Note", "Vangdalen;2023;41,5;se 0101901234 i sagen"), "cpr", "Intet fra filen er gemt"
    ),
    "cpr-in-a-comment": Bad(with_comment, "cpr", "ligner et CPR-nummer", EXCEL),
    "cpr-in-the-properties": Bad(with_properties, "cpr", "ligner et CPR-nummer", EXCEL),
    "cpr-in-the-page-header": Bad(with_header, "cpr", "ligner et CPR-nummer", EXCEL),
    "cpr-on-another-sheet": Bad(
        lambda: sheet([HEAD, ["Vangdalen", 2023, 41.5]], "Tal", Liste=[["Nr."], [MADE_UP_CPR]]),
        "cpr",
        "CPR-nummer",
        {**EXCEL, "sheets": ["Tal"]},
    ),
    "cpr-in-json": Bad(lambda: jsonstat(note=[f"Kontakt {MADE_UP_CPR}"]), "cpr", "ligner et CPR-nummer", JSONSTAT),
    "heading-of-birth": Bad(
        lambda: table("Område;År;Andel;Fødselsdato", "Vangdalen;2023;41,5;x"), "person_rows", "„Fødselsdato“ står over"
    ),
    "headings-of-people": Bad(lambda: table("Område;År;Andel;Navn;Mobil", "Vangdalen;2023;41,5;x;y"), "person_rows", "„Navn“ og „Mobil“"),
    "dates-of-birth": Bad(births, "person_rows", "ligner fødselsdatoer"),
    "mail-addresses": Bad(
        lambda: table("Område;År;Andel;Hvem", *(f"Vangdalen;{2020 + n};41,5;a{n}@eksempel.dk" for n in range(4))),
        "person_rows",
        "mailadresser",
    ),
    "one-row-per-person": Bad(
        lambda: table("Område;År;Antal", *["Vangdalen;2023;1"] * 6),
        "person_rows",
        "én række pr. person",
        {**PER_PERSON, "indicator": "Beboere"},
    ),
    # what else is in a workbook
    "macro": Bad(lambda: edited(good_sheet(), xl__vbaProject_bin=b"VBA"), "macro", "filen rummer makroer", EXCEL),
    "macro-sheet": Bad(lambda: edited(good_sheet(), xl__macrosheets__sheet1_xml=b"<x/>"), "macro", "filen rummer makroer", EXCEL),
    "external-link": Bad(lambda: edited(good_sheet(), xl__externalLinks__externalLink1_xml=b"<x/>"), "external_link", "andre filer", EXCEL),
    "data-connection": Bad(lambda: edited(good_sheet(), xl__connections_xml=b"<x/>"), "external_link", "forbindelser", EXCEL),
    "embedded-file": Bad(lambda: edited(good_sheet(), xl__embeddings__oleObject1_bin=b"x"), "external_link", "indlejrede filer", EXCEL),
    "entity": Bad(lambda: edited(good_sheet(), xl__workbook_xml=entity), "external_link", "egne XML-definitioner", EXCEL),
    "formula": Bad(lambda: sheet([HEAD, ["Vangdalen", 2023, "=40+1"]]), "formula", "cellen C2 er en formel", EXCEL),
    "zip-bomb": Bad(zip_bomb, "zip_bomb", "fylder langt mere udpakket", EXCEL),
    "zip-of-thousands": Bad(crowded_zip, "zip_bomb", "uden at blive pakket ud", EXCEL),
    "one-cell-far-away": Bad(one_cell_far_away, "too_large", "går til række 1048576 og kolonne XFD", EXCEL),
    "encrypted": Bad(lambda: old_excel("EncryptedPackage"), "encrypted", "beskyttet med adgangskode", EXCEL),
    "encrypted-zip": Bad(locked_zip, "encrypted", "Fjern adgangskoden", EXCEL),
    "old-excel": Bad(lambda: old_excel("Workbook"), "legacy_format", "gammel Excel-fil (.xls)", EXCEL),
    "binary-workbook": Bad(lambda: zipped(xl__workbook_bin=b"x"), "legacy_format", ".xlsb eller .ods", EXCEL),
    "open-document": Bad(lambda: zipped(content_xml=b"<x/>"), "legacy_format", ".xlsb eller .ods", EXCEL),
    "word-document": Bad(lambda: zipped(word__document_xml=b"<x/>"), "not_the_format", "ikke en Excel-projektmappe", EXCEL),
    "csv-as-excel": Bad(lambda: plain_table("Vangdalen;2023;41,5"), "not_the_format", "ikke en Excel-projektmappe", EXCEL),
    "half-a-workbook": Bad(lambda: good_sheet()[:2000], "broken_file", "kun halvt overført", EXCEL),
    "two-parts-of-one-name": Bad(two_parts_of_one_name, "broken_file", "to dele med samme navn", EXCEL),
    "broken-xml": Bad(
        lambda: edited(good_sheet(), xl__worksheets__sheet1_xml=b"<worksheet><sheetData>"), "broken_file", "beskadiget", EXCEL
    ),
    "no-such-sheet": Bad(good_sheet, "sheet_missing", "intet ark, der hedder „Tabel*“; den har „Ark1“", {**EXCEL, "sheets": ["Tabel*"]}),
    "merged-figures": Bad(merged_figures, "merged_cells", "flettet sammen", WIDE),
    "figure-as-date": Bad(dated_figure, "number_as_date", "„2024-03-07“ er en dato", EXCEL),
    "date-as-number": Bad(lambda: sheet([HEAD, ["Vangdalen", 45292, 41.5]]), "date_as_number", "gemt som et tal (2024-01-01)", EXCEL),
    "error-of-excel": Bad(lambda: sheet([HEAD, ["Vangdalen", 2023, "#DIV/0!"]]), "excel_error", "„#DIV/0!“ er en fejl", EXCEL),
    "no-block": Bad(good_sheet, "block_missing", "ingen række begynder en tabel", {**EXCEL, "blocks": {"starts": r"^Tabel \d+"}}),
    "hidden-sheet": Bad(lambda: hidden("sheet"), "hidden_sheet", "Ark „Gemt væk“: arket er skjult", EXCEL, "warning"),
    "hidden-row": Bad(lambda: hidden("row"), "hidden_rows", "skjulte rækker", EXCEL, "warning"),
    "formula-elsewhere": Bad(
        lambda: sheet([HEAD, ["Vangdalen", 2023, 41.5]], "Tal", Regning=[["=1+1"]]),
        "formula_elsewhere",
        "Arket bliver ikke læst",
        {**EXCEL, "sheets": ["Tal"]},
        "warning",
    ),
    # text
    "empty": Bad(lambda: b"", "empty_file", "filen er tom"),
    "blank": Bad(lambda: b"\r\n  \r\n", "empty_file", "filen er tom"),
    "headings-only": Bad(plain_table, "nothing_read", "filen gav ingen tal"),
    "too-large": Bad(lambda: plain_table("x" * 21_000_000), "too_large", "større end 20 MB"),
    "wrong-delimiter": Bad(
        lambda: table("Område,År,Andel", "Vangdalen,2023,41.5"),
        "delimiter",
        "når der deles ved semikolon, men flere ved komma",
        {"delimiter": ";"},
    ),
    "uneven-row": Bad(lambda: plain_table("Vangdalen;2023;41,5;se note"), "uneven_row", "rækken har 4 celler, men der er 3 overskrifter"),
    "open-quote": Bad(lambda: plain_table('Vangdalen;2023;"41,5'), "broken_file", "anførselstegn er ikke lukket"),
    "excel-as-csv": Bad(good_sheet, "not_the_format", "filen er en Excel-fil og ikke CSV"),
    "two-encodings": Bad(
        lambda: "Område;År;Andel\r\n".encode() + "Sjællandsgade;2023;41,5\r\n".encode("cp1252"), "encoding", "blander to tegnsæt"
    ),
    "dos-letters": Bad(lambda: table("Område;År;Andel", "Sjællandsgade;2023;41,5", encoding="cp865"), "encoding", "kan ikke afgøres"),
    "old-mac-letters": Bad(
        lambda: table("Område;År;Andel", "Sjællandsgade;2023;41,5", encoding="mac_roman"), "encoding", "kan ikke afgøres"
    ),
    "lost-letters": Bad(lambda: plain_table("Sj�llandsgade;2023;41,5"), "encoding", "gået tabt"),
    "binary": Bad(lambda: b"\x00\x01\x02\x03" * 50, "encoding", "ikke en tekstfil"),
    "not-the-encoding-named": Bad(lambda: plain_table("Vangdalen;2023;41,5"), "encoding", "tegnsættet utf-16", {"encoding": "utf-16"}),
    "heading-twice": Bad(
        lambda: table("Område;År;Andel;Andel", "Vangdalen;2023;41,5;3"), "heading_twice", "„Andel“ står over flere kolonner"
    ),
    "heading-missing": Bad(
        lambda: table("Område;År;Procent", "Vangdalen;2023;41,5"), "heading_missing", "ingen kolonne „Andel“; overskrifterne er"
    ),
    "heading-empty": Bad(
        lambda: sheet([["År", "Vangdalen", None], [2023, 41.5, 3.5]]), "heading_empty", "har tal, men ingen overskrift", WIDE
    ),
    "decimals-mixed": Bad(
        lambda: plain_table("Vangdalen;2023;41,5", "Vangdalen;2022;40.5"), "decimal_mixed", "decimalkomma („41,5“) og decimalpunktum"
    ),
    "decimals-unclear": Bad(lambda: plain_table("Vangdalen;2023;2.351"), "decimal_unclear", "kan være tusinder eller decimaler"),
    "about": Bad(lambda: plain_table("Vangdalen;2023;ca. 40"), "unreadable_number", "„ca. 40“ kan ikke læses som et tal"),
    "unknown-mark": Bad(lambda: plain_table("Vangdalen;2023;.."), "unreadable_number", "sig under marks, hvad det betyder"),
    "empty-cell": Bad(lambda: plain_table("Vangdalen;2023;", "Vangdalen;2022;40,5"), "empty_cell", "cellen er tom"),
    "formula-in-text": Bad(lambda: plain_table("Vangdalen;2023;=CMD()"), "formula", "„=CMD()“ er en formel"),
    "formula-in-a-remark": Bad(
        lambda: table("Område;År;Andel;Note", 'Vangdalen;2023;41,5;"=HYPERLINK(""http://eksempel.dk"")"'),
        "formula",
        "bemærkningen er en formel",
        {"note": "{Note}"},
    ),
    "share-above-100": Bad(
        lambda: plain_table("Vangdalen;2023;104,1"), "share_above_100", "bliver 104,1, men Andel uden arbejde er mellem 0 og 100"
    ),
    "factor-twice": Bad(
        lambda: plain_table("Vangdalen;2023;41,5 %"),
        "share_above_100",
        "bliver 4150",
        {"indicator_map": {"Andel": {"id": "share", "factor": 100}}},
    ),
    "below-nought": Bad(lambda: plain_table("Vangdalen;2023;-3,2"), "out_of_range", "bliver -3,2"),
    "count-above-base": Bad(
        lambda: table(COUNTED, "Vangdalen;2023;41,5;900;800"),
        "numerator_above_denominator",
        "tælleren 900 er større end nævneren 800",
        COUNTS,
    ),
    "base-nought": Bad(lambda: table(COUNTED, "Vangdalen;2023;41,5;0;0"), "base_not_positive", "grundlaget er 0", COUNTS),
    "share-and-count-differ": Bad(
        lambda: table(COUNTED, "Vangdalen;2023;41,5;300;800"), "share_mismatch", "41,5 % passer ikke med 300 af 800, som er 37,50 %", COUNTS
    ),
    "no-whole-count": Bad(lambda: table(COUNTED, "Vangdalen;2023;41,5;;7"), "share_mismatch", "41,5 % af 7 er ikke et helt antal", COUNTS),
    "count-with-decimals": Bad(
        lambda: table("Område;År;Antal", "Vangdalen;2023;748,20"),
        "not_whole",
        "„748,20“ er ikke et helt antal",
        {**PER_PERSON, "indicator": "Beboere"},
    ),
    "base-with-decimals": Bad(lambda: table(COUNTED, "Vangdalen;2023;41,5;332;800,5"), "not_whole", "men nævneren tælles i hele", COUNTS),
    "thousands-in-the-heading": Bad(
        lambda: table("Område;År;1.000 personer", "Vangdalen;2023;99"),
        "unit",
        "„1.000 personer“ er filens enhed, men „Beboere“ er i count",
        {**PER_PERSON, "indicator": "Beboere", "figures": {"value": "1.000 personer"}},
    ),
    "surface-for-people": Bad(
        lambda: sheet([["Areal efter område"], ["Enhed: km2"], ["Område", "2023"], ["Vangdalen", 748]]),
        "unit",
        "„km2“ er filens enhed",
        {
            **WIDE,
            "header_row": 3,
            "area": "{Område}",
            "period": {"text": "{heading}", "read_as": "first_day"},
            "indicator_map": {"x": "residents"},
        },
    ),
    "men-for-everybody": Bad(
        lambda: table("Område;År;Andel;KØN", "Vangdalen;2023;41,5;Mænd"), "breakdown", "„KØN“ har kun „Mænd“, og tilknytningen siger ikke"
    ),
    "no-total-among-the-parts": Bad(
        lambda: table("Område;År;Andel;Køn", "Vangdalen;2023;41,5;Mænd", "Vangdalen;2023;39;Kvinder"),
        "breakdown",
        "„Køn“ har „Mænd“, „Kvinder“, men der er intet samlet tal",
        {"unused": {"Køn": "total"}},
    ),
    "part-in-a-heading": Bad(
        lambda: sheet([["Område", "År", "Mænd"], [None, None, "Andel"], ["Vangdalen", 2023, 41.5]]),
        "breakdown",
        "„heading1“ har kun „Mænd“",
        {**EXCEL, "header_rows": 2},
    ),
    "part-among-the-figures": Bad(
        lambda: sheet([["År", "Køn", "Vangdalen"], [2023, "Mænd", 41.5]]), "breakdown", "„Køn“ har kun „Mænd“", WIDE
    ),
    "one-part-expected": Bad(
        lambda: table("Område;År;Andel;Skole", "Vangdalen;2023;41,5;Den ene"),
        "one_part",
        "„Skole“ har kun „Den ene“, og alle filens tal gælder kun den",
        {"unused": {"Skole": "single"}},
        "warning",
    ),
    "number-in-an-unused-column": Bad(
        lambda: table("Område;År;Andel;Alder", "Vangdalen;2023;41,5;17"), "unused_column", "„Alder“ har kun „17“", {}, "warning"
    ),
    "same-figure-twice": Bad(
        lambda: plain_table(*["Vangdalen;2023;41,5"] * 2), "duplicate_key", "står 2 gange med samme tal, første gang i række 2"
    ),
    "two-figures-for-one": Bad(lambda: plain_table("Vangdalen;2023;41,5", "vangdalen ;2023;43,0"), "duplicate_key", "med forskellige tal"),
    "unknown-area": Bad(lambda: plain_table("Vorup;2023;41,5"), "unknown_area", "„Vorup“ er intet område, monitoren kender"),
    "mapping-to-no-area": Bad(
        lambda: plain_table("Vorup;2023;41,5"), "unknown_area", "peger på området „vorup“", {"areas": {"Vorup": "vorup"}}
    ),
    "unknown-indicator": Bad(
        lambda: table("Område;År;Tal;Andel", "Vangdalen;2023;Lykke;41,5"),
        "unknown_indicator",
        "„Lykke“ er ingen indikator",
        {"indicator": "{Tal}"},
    ),
    "mapping-to-no-indicator": Bad(
        lambda: plain_table("Vangdalen;2023;41,5"),
        "unknown_indicator",
        "beskriv indikatoren under indicators",
        {"indicator_map": {"Andel": "lykke"}},
    ),
    "unit-of-another": Bad(
        lambda: plain_table("Vangdalen;2023;41,5"),
        "unit",
        "siger per_1000 for",
        {"indicator_map": {"Andel": {"id": "share", "unit": "per_1000"}}},
    ),
    "percent-of-a-count": Bad(
        lambda: plain_table("Vangdalen;2023;41 %"), "unit", "„41 %“ er en procent", {**PER_PERSON, "figures": {"value": "Andel"}}
    ),
    "unreadable-period": Bad(lambda: plain_table("Vangdalen;i fjor;41,5"), "unreadable_period", "„i fjor“ kan ikke læses som en periode"),
    "impossible-day": Bad(lambda: plain_table("Vangdalen;31.2.2024;41,5"), "unreadable_period", "„31.2.2024“ kan ikke læses"),
    "school-year-for-year": Bad(
        lambda: plain_table("Vangdalen;2023/24;41,5"), "period_kind", "„2023/24“ er et skoleår, men „Andel uden arbejde“ gælder et år"
    ),
    "quarter-for-day": Bad(
        lambda: plain_table("Vangdalen;2024K1;800"), "period_kind", "er et kvartal", {"indicator_map": {"Beboere": "residents"}}
    ),
    "eleven-months": Bad(
        lambda: plain_table("Vangdalen;okt. 2023-aug. 2024;41,5"), "period_kind", "12 måneder", {"indicator_map": {"x": "outside"}}
    ),
    "period-to-come": Bad(lambda: plain_table("Vangdalen;2042;41,5"), "future_period", "ikke er begyndt", level="warning"),
    "unknown-measure": Bad(
        lambda: sheet([["År", "Vangdalen", "Vangdalen"], [None, "Pct.", "Median"], [2023, 41.5, 3]]),
        "unknown_measure",
        "„Median“ er ikke nævnt",
        {**WIDE, "area": "{heading1}", "header_rows": 2, "measure": "{heading2}", "measures": {"Pct.": "value"}},
    ),
    "indicator-of-another-unit": Bad(
        lambda: plain_table("Vangdalen;2023;41,5"),
        "indicator_field",
        "findes allerede i percent for et år (2024), ikke i count",
        {"indicators": [{**NEW_INDICATOR, "indicator_id": "share", "unit": "count"}]},
    ),
    "unknown-source": Bad(lambda: plain_table("Vangdalen;2023;41,5"), "source", "„ukendt“ er ingen kilde", {"source_id": "ukendt"}),
    "px": Bad(
        lambda: b'CHARSET="ANSI";\r\nAXIS-VERSION="2006";\r\nTITLE="x";\r\nDATA=\r\n1 2;', "not_the_format", "som JSON-stat eller CSV"
    ),
    # JSON
    "half-a-json": Bad(lambda: jsonstat()[:-20], "broken_file", "ikke hel JSON", JSONSTAT),
    "error-of-statistikbanken": Bad(
        lambda: b'{"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Tabellen blev ikke fundet"}',
        "not_the_format",
        "ikke et svar fra jsonstat",
        JSONSTAT,
    ),
    "sizes-that-lie": Bad(lambda: jsonstat(size=[2, 3]), "not_the_format", "passer ikke med deres værdier", JSONSTAT),
    "too-few-values": Bad(lambda: jsonstat(value=[41.5]), "not_the_format", "1 tal til 2 celler", JSONSTAT),
    "not-a-number": Bad(lambda: jsonstat(value=[41.5, float("nan")]), "unreadable_number", "„NaN“ er ikke et tal", JSONSTAT),
    "field-twice": Bad(lambda: b'{"a": 1, "a": 2}', "repeated_name", "feltet „a“ står to gange", JSONSTAT),
    "deep-json": Bad(lambda: b"[" * 100_000, "broken_file", "flettet dybere", JSONSTAT),
    "no-rows": Bad(lambda: b"[]", "nothing_read", "svaret har ingen rækker", {**JSONSTAT, "format": "uddannelsesstatistik"}),
    "json-in-another-encoding": Bad(lambda: '{"å": 1}'.encode("cp1252"), "encoding", "ikke UTF-8", JSONSTAT),
}
