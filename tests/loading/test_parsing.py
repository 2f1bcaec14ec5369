"""Numbers and periods, on cases a reader can check and on random ones; and bytes of any kind, which must end in sentences."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.loading.grids import Grid, Percent, dumped, loaded, text_of
from data.loading.known import same_text
from data.loading.mapping import SHIPPED, parse_mapping
from data.loading.numbers import ambiguous, conventions, parse_number
from data.loading.periods import FITS, KIND_WORDS, fitting, last_of_month, parse_period, said, serial_day
from data.loading.reading import Reading
from data.schema import tables
from tests.loading.bad_files import good_sheet, jsonstat
from tests.loading.makers import TODAY, known, mapping, plain_table, read

MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"]
DAYS = st.dates(date(1980, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("2.351", ",", 2351), ("2.351", ".", 2.351), ("7,3", ",", 7.3), ("100,0 %", ",", 100), ("1 234,5", ",", 1234.5),
        ("1.234.567", ",", 1234567), ("−4,5", ",", -4.5), ("kr. 1.200", ",", 1200), ("12 personer", ",", 12), ("40,6 pct.", ",", 40.6),
        ("1,234.5", ".", 1234.5), ("0", ",", 0), ("-0,0", ",", 0),
        ("ca. 40", ",", None), ("<5", ",", None), ("1,2,3", ",", None), ("1.23,4", ",", None), ("12.34", ",", None), ("1e5", ",", None),
        ("1_000", ",", None),
        ("٣", ",", None), ("", ",", None), ("%", ",", None), ("--4", ",", None), ("4-5", ",", None), ("0x1F", ",", None),
        ("nan", ",", None), ("inf", ".", None), ("1.2345.678", ",", None),
    ],
)  # fmt: skip
def test_number(text: str, decimal: str, value: float | None) -> None:
    found = parse_number(text, decimal)  # type: ignore[arg-type]
    assert (found.value if found else None) == value


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 3)))
def test_number_as_babel_writes_it_in_danish_comes_back(number: float) -> None:
    found = parse_number(format_decimal(number, "#,##0.###", locale="da"), ",")
    assert found is not None
    assert found.value == pytest.approx(number)
    english = parse_number(format_decimal(number, "#,##0.###", locale="en"), ".")
    assert english is not None
    assert english.value == pytest.approx(number)


@given(st.text("0123456789., -%", max_size=12))
@example("1.000")
def test_text_is_read_under_both_signs_with_one_meaning_or_said_to_be_ambiguous(text: str) -> None:
    comma, point = parse_number(text, ","), parse_number(text, ".")
    assert conventions(text) == {sign for sign, found in ((",", comma), (".", point)) if found}
    if comma and point:
        assert ambiguous(text) is (comma.value != point.value)
        # Only groups of three can mean two things.
        assert not ambiguous(text) or any(len(part.rstrip("% ")) == 3 for part in text.replace(",", ".").split(".")[1:])


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("2024Y01", "year", "2024-01-01", "2024-12-31"),
        ("2023/24", "school_year", "2023-08-01", "2024-07-31"),
        ("skoleåret 2023/2024", "school_year", "2023-08-01", "2024-07-31"),
        ("2023-24", "school_year", "2023-08-01", "2024-07-31"),
        ("1999/00", "school_year", "1999-08-01", "2000-07-31"),
        ("2022-2023", "two_years", "2022-01-01", "2023-12-31"),
        ("2017–2021", "several_years", "2017-01-01", "2021-12-31"),
        ("2024M06", "month", "2024-06-01", "2024-06-30"),
        ("juni 2024", "month", "2024-06-01", "2024-06-30"),
        ("feb. 2024", "month", "2024-02-01", "2024-02-29"),
        ("1. januar 2024", "date", "2024-01-01", "2024-01-01"),
        ("pr. 1.1.2024", "date", "2024-01-01", "2024-01-01"),
        ("31/12/2024", "date", "2024-12-31", "2024-12-31"),
        ("2024-01-31T00:00:00", "date", "2024-01-31", "2024-01-31"),
        ("okt. 2023-sep. 2024", "twelve_months", "2023-10-01", "2024-09-30"),
        ("oktober 2023 – september 2024", "twelve_months", "2023-10-01", "2024-09-30"),
        ("2023M10-2024M09", "twelve_months", "2023-10-01", "2024-09-30"),
        ("2026YMAT06", "twelve_months", "2025-07-01", "2026-06-30"),
        ("2026QMAT06", "rolling_quarter", "2026-04-01", "2026-06-30"),
        ("2026QMAT01", "rolling_quarter", "2025-11-01", "2026-01-31"),
        ("maj 2026-jul. 2026", "rolling_quarter", "2026-05-01", "2026-07-31"),
        ("2026K2", "quarter", "2026-04-01", "2026-06-30"),
        ("2. kvartal 2026", "rolling_quarter", "2026-04-01", "2026-06-30"),
        ("2022/23-2024/25", "three_years", "2022-08-01", "2025-07-31"),
        ("2022/2023 – 2024/2025", "three_years", "2022-08-01", "2025-07-31"),
        ("2022-2024", "three_years", "2022-01-01", "2024-12-31"),
        ("2020/21-2024/25", "several_years", "2020-08-01", "2025-07-31"),
    ],
)
def test_period(text: str, kind: str, start: str, end: str) -> None:
    found = fitting(parse_period(text), kind)
    assert found is not None
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("31.2.2024", "date"), ("2024M13", "month"), ("2023/25", "school_year"), ("2024/23", "school_year"), ("2024K5", "date"),
        ("24", "year"), ("1024", "year"), ("20244", "year"), ("1.1.24", "date"), ("2024Q1", "year"), ("2024QMAT02", "year"),
        ("sep. 2024-okt. 2023", "twelve_months"), ("okt. 2023-aug. 2024", "twelve_months"), ("2024", "date"), ("juni", "month"),
        ("2026QMAT13", "rolling_quarter"), ("maj 2026-aug. 2026", "rolling_quarter"), ("2026QMAT05", "quarter"), ("2026M05", "quarter"),
        ("2022/24-2024/25", "three_years"), ("2024/25-2022/23", "three_years"), ("2022/23-2025/26", "three_years"),
        ("2022-2025", "three_years"),
        ("2021-2017", "several_years"), ("1950", "year"), ("", "year"), ("٢٠٢٤", "year"), ("2024-01-01 13:45", "date"),
    ],
)  # fmt: skip
def test_text_that_is_no_such_period(text: str, kind: str) -> None:
    assert fitting(parse_period(text), kind) is None


def test_longer_periods_are_read_as_the_mapping_says_and_only_then() -> None:
    quarter, month = parse_period("2024K2"), parse_period("2024M09")
    assert fitting(quarter, "date") is None
    assert str(fitting(quarter, "date", "first_day").start) == "2024-04-01"  # type: ignore[union-attr]
    assert str(fitting(quarter, "date", "last_day").end) == "2024-06-30"  # type: ignore[union-attr]
    twelve = fitting(month, "twelve_months", "last_of_twelve_months")
    assert twelve is not None
    assert (str(twelve.start), str(twelve.end)) == ("2023-10-01", "2024-09-30")


@given(DAYS)
def test_day_is_read_however_it_is_written(day: date) -> None:
    for text in (
        day.isoformat(), f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        f"den {day.day}. {MONTHS[day.month - 1][:3]}. {day.year}", f"{day} 00:00:00",
    ):  # fmt: skip
        found = fitting(parse_period(text), "date")
        assert found is not None, text
        assert found.start == found.end == day
    number = (day - date(1899, 12, 30)).days
    assert serial_day(float(number)) == (day if 30_000 <= number <= 60_000 else None)


@given(st.integers(1981, 2098), st.integers(1, 12))
def test_twelve_months_are_a_year_less_a_day_however_they_are_written(year: int, month: int) -> None:
    start = date(year, month, 1)
    end = last_of_month(year + (month > 1), (month - 2) % 12 + 1)
    for text in (
        f"{MONTHS[start.month - 1]} {start.year} - {MONTHS[end.month - 1]} {end.year}",
        f"{MONTHS[start.month - 1][:3]}. {start.year}-{MONTHS[end.month - 1][:3]}. {end.year}",
        f"{start.year}M{start.month:02d}-{end.year}M{end.month:02d}",
    ):
        found = fitting(parse_period(text), "twelve_months")
        assert found is not None, text
        assert (found.start, found.end) == (start, end)
        assert found.end + timedelta(days=1) == date(year + 1, month, 1)


@given(st.text(max_size=25))
@example("2024-" * 5)
def test_any_text_is_periods_that_do_not_run_backwards_or_none(text: str) -> None:
    for period in parse_period(text):
        assert date(1980, 1, 1) <= period.start <= period.end


def test_every_period_kind_of_the_schema_can_be_read() -> None:
    kinds = set(tables()["indicator"]["columns"]["period_kind"]["values"])
    assert set(FITS) == set(KIND_WORDS) == kinds


@given(st.binary(max_size=400), st.sampled_from(["excel", "csv", "jsonstat", "jobindsats", "uddannelsesstatistik"]))
@example(b"PK\x03\x04", "excel")
@example(b"sep=;\n", "csv")
@example(b"{}", "jsonstat")
@example(b'{"dataset":[]}', "jsonstat")
@example(b"null", "jobindsats")
@example(b'[{"Variables":[{"Label":1}],"Data":[[[1]]]}]', "jobindsats")
@example(b"[[1]]", "uddannelsesstatistik")
@example(b'"x"', "jsonstat")
@example(b"[" + b"9" * 5000 + b"]", "uddannelsesstatistik")
@example(b"[1e999]", "uddannelsesstatistik")
@settings(max_examples=150)
def test_any_bytes_end_in_sentences(content: bytes, kind: str) -> None:
    found = read(content, mapping(format=kind))
    assert found.errors
    assert all(str(one).endswith(".") for one in found.findings)


def ends_in_sentences(found: Reading) -> None:
    """There are figures or errors, and each error says what is wrong and what to do."""
    assert len(found.observations) > 0 or found.errors
    assert all(error.what and error.remedy.endswith((".", "?")) for error in found.errors)


@given(st.data())
@settings(max_examples=60)
def test_broken_copies_of_a_good_file_end_in_sentences_or_in_figures(data: st.DataObject) -> None:
    fields, content = data.draw(
        st.sampled_from(
            [
                ({"format": "excel"}, good_sheet()),
                ({}, plain_table("Vangdalen;2023;41,5", "Sjællandsgade;2023;40,5")),
                ({"format": "jsonstat", "area": "{område}", "period": "{tid}", "figures": {"value": "value"}}, jsonstat()),
            ]
        )
    )  # fmt: skip
    broken = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=4)):
        broken[place] = data.draw(st.integers(0, 255))
    found = read(bytes(broken[: data.draw(st.integers(1, len(broken)))]), mapping(**fields))
    ends_in_sentences(found)


@given(st.data())
@settings(max_examples=40)
def test_broken_parts_of_a_workbook_end_in_sentences(data: st.DataObject) -> None:
    """Changed inside the zip, so that the change reaches the readers and not only the check sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_sheet())) as old, zipfile.ZipFile(out, "w") as new:
        chosen = data.draw(st.sampled_from([name for name in old.namelist() if name.startswith("xl/")]))
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                for place in data.draw(st.lists(st.integers(0, len(part) - 1), min_size=1, max_size=6)):
                    part[place] = data.draw(st.integers(32, 126))
            new.writestr(name, bytes(part))
    ends_in_sentences(read(out.getvalue(), mapping(format="excel")))


CELLS = st.one_of(
    st.none(), st.text(max_size=8), st.floats(-1e6, 1e6), DAYS, st.floats(0, 100).map(Percent)
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_cells_come_out_of_the_child_as_they_were(rows: list[list[object]]) -> None:
    grid = Grid(rows, list(range(len(rows))), "Ark", [(1, 0, 2, 0)], letters=True)  # type: ignore[arg-type]
    [again], findings = loaded(dumped([grid], []))
    assert again == grid
    assert findings == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [(41.5, "41,5"), (1270.0, "1270"), (Percent(40.6), "40,6 %"), (date(2024, 3, 7), "2024-03-07"), (" x ", "x"), (None, ""), (-3.0, "-3")],
)
def test_cell_is_printed_as_a_dane_reads_it(cell: object, text: str) -> None:
    assert text_of(cell) == text  # type: ignore[arg-type]


def test_spellings_that_are_the_same() -> None:
    assert same_text("  Gl.  Jennumparken ") == same_text("gl. jennumparken")
    assert same_text("0730") == same_text("730") == "730"
    assert same_text("000") == "0"
    small = known()
    found = read(plain_table("0730 Randers;2023;41,5", "730 Randers;2022;41,5"), mapping(), name="kode og navn")
    assert found.observations["area_id"].tolist() == ["randers_kommune"] * 2
    assert small.areas["jennumparken"] == "gl_jennumparken"


def test_future_is_told_by_the_day_given() -> None:
    text = (SHIPPED / "statistikbanken-csv.yml").read_text("utf-8")
    assert parse_mapping(text, "statistikbanken-csv").template("period") == "{TID}"
    kinds = [one.kind for one in read(plain_table(f"Vangdalen;{TODAY.year + 1};41,5"), mapping()).findings]
    assert kinds == ["future_period"]
    assert read(plain_table(f"Vangdalen;{TODAY.year};41,5"), mapping()).findings == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("2024", "year", "2024"),
        ("2023/24", "school_year", "2023/24"),
        ("2024M06", "month", "juni 2024"),
        ("1.1.2024", "date", "1. januar 2024"),
        ("okt. 2023-sep. 2024", "twelve_months", "1. oktober 2023 til 30. september 2024"),
    ],
)
def test_period_is_said_as_a_dane_would(text: str, kind: str, expected: str) -> None:
    found = fitting(parse_period(text), kind)
    assert found is not None
    assert said(found.start, found.end) == expected
