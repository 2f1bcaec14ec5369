"""Coding whole files: formats, columns, refusals, hidden counts and a memory that does not grow with the file."""

import io
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from geo import batch, tables
from geo.__main__ import main
from geo.batch import Coding, code_bytes, code_file
from geo.errors import GeoError
from geo.plan import area_names
from geo.privacy import counts_per_area, hidden_areas

ROOT = Path(__file__).parents[2]
ADDRESSES = ["Falkevej 7, 2. tv, 8930 Randers NØ", "Sjællandsgade 14", "Storegade 1", "Falkevej", ""]
AREAS = ["glarbjergvej", "sjaellandsgade", None, None, None]


def csv_of(lines: list[str], encoding: str = "utf-8") -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def area_ids(coding: Coding) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in coding.rows["area_id"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("heading", ["Adresse", "adresse;navn", '"Adresse"\t"Note"'])
def test_text_files_as_danish_programs_write_them(encoding: str, heading: str) -> None:
    delimiter = next((mark for mark in ";\t" if mark in heading), "")
    cells = [f'"{text}"' if delimiter else text for text in ADDRESSES]
    tail = f"{delimiter}æøå" if delimiter else ""
    coding = code_bytes(csv_of([heading, *(cell + tail for cell in cells)], encoding), "f.csv")
    # A line without anything in a file of one column is no row.
    assert area_ids(coding) == (AREAS if delimiter else AREAS[:4])
    assert list(coding.rows.columns)[-5:] == ["area_id", "område", "status", "forklaring", "range_id"]
    assert coding.rows["område"][0] == "Glarbjergvej-området"
    assert coding.rows["status"][2] == "uden for de syv områder"


def test_street_number_letter_and_postcode_in_columns_of_their_own() -> None:
    lines = ["sep=;", "Vejnavn;Husnr;Bogstav;Postnr", "Gl. Hadsundvej;5;b;8900", "Falkevej;007;;8000", "Mariagervej;30B;B;", "Falkevej;7;;"]
    assert area_ids(code_bytes(csv_of(lines), "f.csv")) == ["centrale_randers", None, "centrale_randers", "glarbjergvej"]


def test_a_postcode_column_beside_the_address_counts() -> None:
    lines = ["adresse;postnr", "Falkevej 7;8930", "Falkevej 7;8000", "Falkevej 7;"]
    assert area_ids(code_bytes(csv_of(lines), "f.csv")) == ["glarbjergvej", None, "glarbjergvej"]


def test_an_excel_file_with_numbers_as_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    empty = [None] * 5
    for row in [["Vejnavn", "Husnr", "Beboere", None, None], ["Falkevej", 7, 2.5], empty, ["Sjællandsgade", "14", 3, "x", "y"]]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    coding = code_bytes(content.getvalue(), "f.xlsx")
    assert area_ids(coding) == ["glarbjergvej", "sjaellandsgade"]
    assert list(coding.rows["Beboere"]) == ["2.5", "3"]


def workbook(sheets: dict[str, list[list[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


TITLED: list[list[object]] = [
    ["Lejerliste"],
    ["Udskrevet", "2026-11-01"],
    [],
    ["Lejemål nr.", "Adr.", "Postnr."],
    [12, "Glentevej 3", 8930],
]


def test_titles_above_the_headings_are_passed_over() -> None:
    assert area_ids(code_bytes(workbook({"Ark1": TITLED}), "f.xlsx")) == ["glarbjergvej"]
    lines = [";".join(str(cell) for cell in row) for row in TITLED]
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        assert area_ids(code_bytes(csv_of(lines, encoding), "f.csv")) == ["glarbjergvej"]


def test_the_sheet_with_addresses_is_found_chosen_or_named() -> None:
    front: list[list[object]] = [["Rapport"], ["Alt er med"]]
    assert area_ids(code_bytes(workbook({"Forside": front, "Data": TITLED}), "f.xlsx")) == ["glarbjergvej"]
    two = workbook({"Nord": TITLED, "Syd": TITLED, "Kladde": TITLED}, hidden="Kladde")
    with pytest.raises(GeoError, match=r"adresser på flere ark: „Nord“, „Syd“. Vælg ét af dem"):
        code_bytes(two, "f.xlsx")
    assert area_ids(code_bytes(two, "f.xlsx", sheet="syd")) == ["glarbjergvej"]
    with pytest.raises(GeoError, match=r"intet ark, der hedder „Vest“; den har „Nord“, „Syd“, „Kladde“"):
        code_bytes(two, "f.xlsx", sheet="Vest")
    with pytest.raises(GeoError, match=r"mangler en adressekolonne.*Der er ledt på arkene „Forside“, „Bagside“"):
        code_bytes(workbook({"Forside": front, "Bagside": front}), "f.xlsx")


def test_street_and_number_apart_are_joined_and_a_row_number_is_not_a_house() -> None:
    assert area_ids(code_bytes(csv_of(["ADRESSE;HUSNR;Litra", "Glentevej;3;", "Mariagervej;28.0;B", "Glentevej 3;4;"]), "f.csv")) == [
        "glarbjergvej",
        "centrale_randers",
        "glarbjergvej",
    ]
    assert area_ids(code_bytes(csv_of(["Nr;Adresse", "3;Glentevej", "4;Glentevej 3"]), "f.csv")) == [None, "glarbjergvej"]


@pytest.mark.parametrize("heading", ["Adr.", "Adresse 1", "LEJEMÅL", "adresse_1", "Lejemålets adresse"])
def test_headings_of_housing_systems(heading: str) -> None:
    assert area_ids(code_bytes(csv_of([f"Id;{heading};Adresse 2", "1;Glentevej 3;8930 Randers NØ"]), "f.csv")) == ["glarbjergvej"]


def test_a_column_can_be_picked_and_taken_names_are_kept() -> None:
    lines = ["bopæl;status;area_id", "Falkevej 7;aktiv;x"]
    with pytest.raises(GeoError, match="mangler en adressekolonne"):
        code_bytes(csv_of(lines), "f.csv")
    coding = code_bytes(csv_of(lines), "f.csv", address_column="BOPÆL")
    assert list(coding.rows.columns) == ["bopæl", "status", "area_id", "area_id_2", "område", "status_2", "forklaring", "range_id"]
    assert (coding.rows["area_id"][0], coding.rows["area_id_2"][0]) == ("x", "glarbjergvej")


def test_pieces_give_the_same_rows_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    content = csv_of(["nr;adresse", *(f"{position};{ADDRESSES[position % 4]}" for position in range(50))])
    whole = code_bytes(content, "f.csv")
    monkeypatch.setattr(batch, "PIECE", 7)
    cut = code_bytes(content, "f.csv")
    pd.testing.assert_frame_equal(whole.rows, cut.rows)
    assert list(cut.rows["nr"]) == [str(position) for position in range(50)]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "f.csv", "er tom"),
        (b"\n\n", "f.csv", "er tom"),
        (csv_of(["adresse"]), "f.csv", "ingen rækker"),
        (csv_of(["navn;by", "a;b"]), "f.csv", "Fundne kolonner: „navn“, „by“"),
        (csv_of(["vejnavn;by", "a;b"]), "f.csv", "vejnavn og husnummer"),
        (csv_of(["adresse;by", "Falkevej 7;a;b"]), "f.csv", "^Række 2 .*har 3 felter, men overskrifterne er 2"),
        (csv_of(["Liste", "sep", "adresse;by", '"Falkevej\n7";a', "", "Falkevej 9"]), "f.csv", "^Række 7 .*har 1 felter"),
        (csv_of(["adresse", "Græshaven 2", "Rørhaven 2"], "cp850"), "f.csv", "står i linje 2, hvor der skulle stå et bogstav"),
        (csv_of(["adresse", "Falkevej 7", "Græshaven 2"], "mac_roman"), "f.csv", "står i linje 3"),
        (csv_of(["adresse;adresse", "a;b"]), "f.csv", "står flere gange"),
        (b"adresse\nS\x8d\xf8vej 1\n", "f.csv", "tegn, der ikke kan læses"),
        (b"adresse\n\x00\x01\x02", "f.csv", "ikke en tekstfil"),
        ("adresse\nØstervej 1\n".encode() + "Sjællandsgade 14\n".encode("cp1252"), "f.csv", "blander to tegnsæt.*linje 3"),
        (b"PK no workbook", "f.xlsx", "kan ikke åbnes som Excel"),
    ],
)
def test_files_that_cannot_be_used_say_why_in_danish(content: bytes, name: str, message: str) -> None:
    with pytest.raises(GeoError, match=message):
        code_bytes(content, name)


@pytest.mark.parametrize(
    "lines",
    [
        ["adresse;nøgle", "Falkevej 7;010190-1234"],
        ["adresse;nøgle", "Falkevej 7;0101901234"],
        ["adresse;nøgle", "Falkevej 7;311299-1234", "Falkevej 9;x"],
        ["adresse;nøgle", "Falkevej 7;010190 1234"],
        ["adresse;nøgle", "Falkevej 7;101901234"],  # Excel dropped the first zero
        ["adresse;bemærkning", "Falkevej 7;ring til 010190-1234 i morgen"],
        ["adresse;CPR-nr", "Falkevej 7;"],
    ],
)
def test_a_file_with_cpr_numbers_is_refused_without_repeating_them(lines: list[str]) -> None:
    with pytest.raises(GeoError, match=r"afvist.*CPR-numre.*Intet fra filen er gemt") as error:
        code_bytes(csv_of(lines), "f.csv")
    assert "1234" not in str(error.value)


def test_numbers_that_only_look_a_little_like_cpr_numbers_pass() -> None:
    keys = ["4512345678", "9931123456", "3102901234", "0101901234", "8930000000"]
    lines = ["adresse;sag;telefon;dato", *(f"Falkevej 7;{key};86451234;01-01-2024" for key in keys)]
    assert code_bytes(csv_of(lines), "f.csv").summary.statuses["inside"] == 5


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BLOCK", 4096)
    source = tmp_path / "in.csv"
    source.write_bytes(csv_of(["adresse;nøgle", *(["Falkevej 7;x"] * 2000), "Falkevej 7;010190-1234"]))
    with pytest.raises(GeoError, match="afvist"):
        code_file(source, tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_small_counts_are_hidden_and_never_alone() -> None:
    counts = Counter(dict.fromkeys(area_names(), 19) | {"glarbjergvej": 3, "vangdalen": 40, "gl_jennumparken": 5, "energivej": 0})
    table = counts_per_area(counts).set_index("area_id")
    hidden = table[table["status"] == "suppressed"]
    assert set(hidden.index) == {"glarbjergvej", "gl_jennumparken", "energivej"}
    assert hidden["count"].isna().all()
    assert hidden["note"].str.contains("Skjult").all()
    assert table.loc["vangdalen", "count"] == 40


def test_zeros_and_a_total_do_not_give_a_small_count_away() -> None:
    assert (counts_per_area(Counter(vangdalen=1))["status"] == "suppressed").all()
    assert (counts_per_area(Counter(dict.fromkeys(area_names(), 50) | {"vangdalen": 1}))["status"] == "suppressed").all()


def test_whoever_knows_the_rule_and_the_total_cannot_tell_which_small_number_it_is() -> None:
    # Every table of three areas with up to 13 each, as the reader sees it: shown counts, the total, and how the choice is made.
    seen: dict[object, list[tuple[int, ...]]] = {}
    for values in product(range(14), repeat=3):
        hidden = hidden_areas(dict(zip("abc", values, strict=True)))
        shown = tuple(None if area in hidden else count for area, count in zip("abc", values, strict=True))
        # Nobody knows the total where nothing at all is shown.
        seen.setdefault((shown, sum(values) if any(count is not None for count in shown) else None), []).append(values)
    for (shown, _), worlds in seen.items():
        for place, count in enumerate(shown):
            if count is None:
                assert {0, 1, 2, 3, 4} <= {world[place] for world in worlds}, worlds


def test_counts_with_nothing_small_are_all_there_and_zero_is_no_person() -> None:
    table = counts_per_area(Counter({"vangdalen": 5}))
    assert list(table["area_id"]) == list(area_names())
    assert (table["status"] == "published").all()
    assert table["count"].sum() == 5


def test_the_limit_is_the_monitors_own() -> None:
    monitor = yaml.safe_load((ROOT / "data" / "disclosure.yml").read_text(encoding="utf-8"))
    default = next(rule for rule in monitor["rules"] if rule["topic"] == "default")
    own = yaml.safe_load((ROOT / "geo" / "rules.yml").read_text(encoding="utf-8"))
    assert own["hidden_count_max"] == default["least_count"] - 1


def test_the_command_writes_rows_and_prints_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(csv_of(["adresse", *(["Falkevej 7"] * 12), *(["Energivej 22"] * 4), "Storegade 1"]))
    assert main(["code", str(source), "--out", str(tmp_path / "out.csv")]) == 0
    out = capsys.readouterr().out
    assert "17 rækker skrevet" in out
    assert "Glarbjergvej-området: 12" in out
    assert "Energivej-området: skjult" in out
    written = (tmp_path / "out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(pd.read_csv(io.BytesIO(written), sep=";")["status"])[-1] == "uden for de syv områder"


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_other_formats_hold_the_same_rows_and_no_formulas(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(csv_of(["adresse;navn", "Falkevej 7;=1+1"]))
    out = tmp_path / f"out{suffix}"
    code_file(source, out)
    if suffix == ".parquet":
        assert pq.read_table(out)["area_id"].to_pylist() == ["glarbjergvej"]
        return
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == ["Falkevej 7", "=1+1", "glarbjergvej"]
    assert sheet["B2"].data_type == "s"


def test_results_are_not_written_over_the_file_or_in_unknown_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(csv_of(["adresse", "Falkevej 7"]))
    assert main(["code", str(source), "--out", str(source)]) == 2
    assert main(["code", str(source), "--out", str(tmp_path / "out.doc")]) == 2
    assert main(["code", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out.csv")]) == 2
    errors = capsys.readouterr().err
    assert "oven i filen selv" in errors
    assert ".csv, .xlsx eller .parquet" in errors
    assert "findes ikke" in errors


PEAK = """
import re, sys
from pathlib import Path
import pyarrow as pa
from geo.batch import code_file
code_file(Path(sys.argv[1]), Path(sys.argv[1] + ".csv"))
# What getrusage says would include the process this one was started by.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(pa.default_memory_pool().max_memory() >> 20, int(peak[1]) >> 10)
"""


def test_a_long_file_streams_through(tmp_path: Path) -> None:
    rows = 500_000
    path = tmp_path / "long.csv"
    path.write_bytes(b"adresse;by\n" + b"Falkevej 7, 2. tv, 8930 Randers;Randers\n" * rows)
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    in_tables, in_process = map(int, done.stdout.split())
    # MiB. Read and answered as a whole, the rows and their notes would take more than 100.
    assert in_tables < 75
    assert in_process < 1024
