"""What an officer brings can be made to take for ever or to fill the memory; each way ends at a limit that the message names."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest

from data.loading import inside, layout
from data.loading.grids import Grid, loaded
from data.loading.mapping import MappingError, parse_mapping
from data.loading.pace import Pace
from data.loading.rules import rules
from geo import inside as geo_inside
from geo.errors import GeoError
from pages.addresses import coding
from tests.loading.makers import mapping, plain_table, read, sheet
from tests.people import as_role


def seconds(work: Callable[[], object]) -> float:
    started = time.thread_time()
    work()
    return time.thread_time() - started


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){12}$", "(?:a?){40}a{40}$"])
def test_pattern_that_never_ends_in_python_ends_here(pattern: str) -> None:
    own = mapping(ignore_rows=[pattern])
    rows = [["Område", "År", "Tal"], *([["a" * 1_900 + "!", "2024", "1"]] * 40)]
    grid = Grid(rows, list(range(1, 42)))
    assert seconds(lambda: layout.lay_out([grid], own, "x", Pace(60))) < 2


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "(a{1000}){1000}", "["])
def test_pattern_that_cannot_be_searched_in_time_is_refused_with_its_mapping(pattern: str) -> None:
    with pytest.raises(MappingError, match="er ikke et regulært udtryk, der kan bruges"):
        mapping(ignore_rows=[pattern])


_NESTED = [f"{own}: &{own} [{', '.join([f'*{before}'] * 9)}]" for before, own in zip("abcdefghij", "bcdefghijk", strict=True)]
BOMB = "\n".join(["a: &a [x, x]", *_NESTED])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "henviser til et andet sted med „*a“"),
        ("areas: &a {x: y}\nmore:\n  <<: *a\n", "henviser til et andet sted"),
        ("a: " + "[" * 5_000, "mere end 10 led"),
        ("x: " + "a" * 100_001, "må højst være på 100000"),
        ("x: " + "9" * 5_000, "er ikke YAML"),
        ("x: 2026-02-31", "er ikke YAML"),
    ],
    ids=["aliases", "merge", "depth", "length", "digits", "day"],
)
def test_text_that_grows_when_it_is_read_is_no_mapping(text: str, words: str) -> None:
    def refused() -> None:
        with pytest.raises(MappingError, match=re.escape(words)):
            parse_mapping(text, "x")

    assert seconds(refused) < 3


def cells_without_places(rows: int, columns: int) -> bytes:
    """A workbook whose cells do not say where they stand, so that it seems to end at A1."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet([["x"]]))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.endswith("sheet1.xml"):
                row = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
                content = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + row * rows + b"</sheetData>", content)
            new.writestr(item, content)
    return made.getvalue()


def handed_out(content: bytes, form: str) -> tuple[list[Grid], list[str]]:
    options = {"format": form, "name": "x", "sheets": ["*"], "encoding": "detect", "delimiter": "detect", "cpr_share": 0.5}
    grids, findings = loaded(inside.cells(inside.payload(content, **options)))
    return grids, [str(found) for found in findings]


@pytest.mark.parametrize(
    ("content", "form", "words"),
    [
        (lambda: cells_without_places(40, 30), "excel", "kolonne"),
        (lambda: b"\n".join([b"1;" * 29] * 40), "csv", "mere end 1000 celler"),
        (lambda: sheet([[1]] * 30, Ark2=[[1]] * 30), "excel", "60 rækker, og grænsen er 50"),
        (lambda: sheet([[1] * 20] * 30, Ark2=[[1] * 20] * 30), "excel", "1200 celler, og grænsen er 1000"),
    ],
    ids=["cells without places", "cells of a text", "rows of two sheets", "cells of two sheets"],
)
def test_more_cells_than_the_server_can_hold_do_not_leave_the_child(
    content: Callable[[], bytes], form: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules(), "cells", 1_000)
    monkeypatch.setitem(rules(), "rows", 50)
    grids, findings = handed_out(content(), form)
    assert not any(grid.rows for grid in grids)
    assert any(words in found for found in findings), findings


def test_more_figures_than_can_be_checked_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules(), "figures", 2)
    found = read(plain_table("Vangdalen;2022;1", "Vangdalen;2023;1", "Vangdalen;2024;1"), mapping())
    assert any("mere end 2 tal" in str(one) for one in found.errors), found.findings


def test_giving_cells_their_meaning_has_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = plain_table("Vangdalen;2022;1", "Vangdalen;2023;1")
    assert read(asked, mapping()).ok
    monkeypatch.setitem(rules(), "interpret_seconds", 0)
    found = read(asked, mapping())
    assert [str(one.what) for one in found.errors] == ["filen tog mere end 0 sekunder at læse med tilknytningen"]
    assert found.observations.empty


def test_filling_down_and_merged_cells_take_time_in_proportion_to_the_rows() -> None:
    def needed(rows: int) -> float:
        cells = [["Område", "År", "Tal"], ["Vangdalen", "2024", 1.0], *([[None, "2024", 1.0]] * rows)]
        merged = [(number, 0, number, 0) for number in range(3, rows, 7)]
        grid = Grid(cells, list(range(1, rows + 3)), merged=merged, letters=True)
        own = mapping(fill_down=["Område"], figures=["Tal"])
        laid = layout.lay_out([grid], own, "x", Pace(60))
        assert len(laid.figures) == rows + 1
        assert laid.figures[-1].area == "Vangdalen"
        return 0.0

    small, large = seconds(lambda: needed(500)), seconds(lambda: needed(8_000))
    assert large < 16 * 4 * small


def test_addresses_are_coded_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "officer")
    sent = geo_inside.payload(b"id;Adresse\n1;Falkevej 7\n", "x.csv", None)
    coded = geo_inside.coded(coding.in_child(sent))
    assert coded.rows["område"].tolist() == ["Glarbjergvej-området"]
    assert coded.summary.statuses == {"inside": 1, "outside": 0, "unreadable": 0}
    monkeypatch.setattr(coding, "MOST_OUTPUT", 100)
    with pytest.raises(GeoError, match="gav mere end 0 MB"):
        coding.in_child(sent)
