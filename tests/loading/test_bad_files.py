"""Each bad file fails in its own named way, in a Danish sentence that says where, what and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data import child
from data.loading.findings import KINDS, REFUSALS, Finding, Place, error, warning, worst_first
from data.loading.reading import read as read_file
from data.loading.reading import read_bytes, to_changes
from tests.loading import bad_files
from tests.loading.bad_files import BAD, MADE_UP_CPR, NEW_INDICATOR
from tests.loading.makers import TODAY, known, mapping, plain_table, read, sheet, table


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_told_in_its_own_way(name: str) -> None:
    bad = BAD[name]
    found = read(bad.make(), bad.mapping, name=name)
    same = [one for one in found.findings if one.kind == bad.kind]
    assert same, [str(one) for one in found.findings]
    assert any(bad.says.casefold() in str(one).casefold() for one in same), [str(one) for one in same]
    assert same[0].level == bad.level
    assert found.ok is (bad.level == "warning")
    if bad.level == "error":
        with pytest.raises(ValueError, match="kan ikke gemmes"):
            to_changes(found)


def test_there_are_many_bad_files_and_nearly_every_kind_has_one() -> None:
    assert len(BAD) >= 40
    # Of comparing with the database, of the child process and of the shipped mappings: they have tests of their own.
    elsewhere = {
        "limit", "area_skipped", "indicator_skipped",
        "unit_changed", "jump", "denominator_changed", "series_shortened", "area_missing", "revised",
    }  # fmt: skip
    assert {bad.kind for bad in BAD.values()} == set(KINDS) - elsewhere


@pytest.mark.parametrize("name", [name for name, bad in BAD.items() if bad.kind in REFUSALS])
def test_nothing_of_a_file_about_persons_is_kept_or_repeated(name: str) -> None:
    bad = BAD[name]
    found = read(bad.make(), bad.mapping, name=name)
    assert found.observations.empty
    assert found.grids == ()
    assert {one.kind for one in found.findings} <= REFUSALS
    said = " ".join(map(str, found.findings))
    for secret in (MADE_UP_CPR, "0101901234", "101901234", "eksempel.dk", "-1950"):
        assert secret not in said


@pytest.mark.parametrize(
    "row",
    [
        "Vangdalen;2023;41,5;1301901234",  # the 13th month
        "Vangdalen;2023;41,5;3102901234",  # 31 February
        "Vangdalen;2023;41,5;12-2024",
        "Vangdalen;2023;41,5;01.01.2024-31.12.2024",
        "Vangdalen;2023;41,5;8900 Randers",
    ],
)
def test_numbers_that_are_no_cpr_numbers_come_in(row: str) -> None:
    found = read(table("Område;År;Andel;Sag", row.replace("1301901234", "0113901234")), mapping(unused={"Sag": "ignore"}))
    assert [str(one) for one in found.findings] == []
    assert found.observations["value"].tolist() == [41.5]


def test_all_findings_come_at_once_the_worst_first() -> None:
    rows = ["Vorup;2023;41,5", "Vangdalen;2042;40,0", "Vangdalen;i fjor;39,0", "Vangdalen;2022;ca. 40", "Vangdalen;2021;104,0"]
    found = read(plain_table(*rows), mapping())
    assert [one.kind for one in found.findings] == [
        "unknown_area", "unreadable_period", "unreadable_number", "share_above_100", "future_period",
    ]  # fmt: skip
    assert str(found.findings[2]) == (
        "Række 5, kolonnen „Andel“: „ca. 40“ kan ikke læses som et tal med decimalkomma. "
        "Ret cellen; er det et mærke for et manglende tal, så sig under marks, hvad det betyder."
    )
    # What could be read is there to look at, though nothing of it may be saved.
    assert len(found.observations) == 2


def test_many_of_a_kind_are_counted_and_not_written_out() -> None:
    rows = [f"Vangdalen;{year};x{year}" for year in range(1981, 2022)]
    said = [str(one) for one in read(plain_table(*rows), mapping()).findings]
    assert len(said) == 21
    assert said[-1] == "Yderligere 21 af samme slags (tal, der ikke kan læses) er ikke vist. Ret de viste, og indlæs igen."


def test_worse_kinds_stand_first_and_errors_before_warnings() -> None:
    place = Place("Ark1", 3, "C")
    findings = [
        warning("jump", "x", "y."), error("duplicate_key", "x", "y."), error("cpr", "x", "y.", place),
        error("formula", "x", "y."), error("cpr", "x", "y.", Place("Ark1", 2)),
    ]  # fmt: skip
    assert [(one.kind, one.place.row) for one in worst_first(findings)] == [
        ("cpr", 2), ("cpr", 3), ("formula", None), ("duplicate_key", None), ("jump", None),
    ]  # fmt: skip
    assert str(replace(findings[2], value="v")) == "Ark „Ark1“, række 3, kolonne C: „v“ x. y."
    assert Finding.from_dict(findings[2].as_dict()) == findings[2]


def test_merged_area_names_are_carried_down_and_percent_cells_are_percent() -> None:
    import io

    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page, percent = book.add_worksheet(), book.add_format({"num_format": "0.0 %"})
        page.write_row(0, 0, bad_files.HEAD)
        page.merge_range("A2:A3", "Vangdalen")
        for row, (year, share) in enumerate([(2022, 0.406), (2023, 0.38)], start=1):
            page.write(row, 1, year)
            page.write(row, 2, share, percent)
    found = read(file.getvalue(), mapping(format="excel"))
    assert [str(one) for one in found.findings] == []
    assert found.observations[["area_id", "value", "printed"]].to_numpy().tolist() == [
        ["vangdalen", 40.6, "40,6 %"],
        ["vangdalen", 38.0, "38 %"],
    ]


def test_file_is_read_in_a_child_process(tmp_path: Path) -> None:
    file = tmp_path / "tal.csv"
    file.write_bytes(plain_table("Vangdalen;2023;41,5"))
    found = read_file(file, mapping(), known(), today=TODAY)
    assert found.findings == []
    assert found.observations["value"].tolist() == [41.5]
    assert (found.file_name, len(found.sha256)) == ("tal.csv", 64)


def test_workbook_that_bursts_its_limits_takes_only_the_child_with_it() -> None:
    def tight(function: str, payload: bytes, **_: float) -> bytes:
        return child.run(function, payload, seconds=10, megabytes=1)

    wide = sheet([[f"k{column}" for column in range(100)], *([row * 1000 + column for column in range(100)] for row in range(400))])
    found = read_bytes(wide, "stor.xlsx", mapping(format="excel"), known(), today=TODAY, run=tight)
    assert [one.kind for one in found.findings] == ["limit"]
    assert "eller den tog mere end 1 MB" in str(found.findings[0])


def test_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "stor.csv"
    with file.open("wb") as handle:
        handle.truncate(21_000_000)
    found = read_file(file, mapping(), known(), today=TODAY)
    assert [str(one) for one in found.findings] == [
        "Filen er 21 MB, og grænsen er 20 MB. Del den op, eller vælg færre tal i udtrækket."
    ]  # fmt: skip


def test_rows_to_put_are_whole_and_plain() -> None:
    own = mapping(indicator_map={"x": "new_share"}, indicators=[NEW_INDICATOR], marks={"*": "suppressed"})
    changes = to_changes(read(plain_table("Vangdalen;2023;41,5", "Vangdalen;2022;*"), own))
    assert [name for name, _ in changes] == ["indicator", "observation", "observation"]
    assert changes[0][1]["indicator_id"] == "new_share"
    assert (changes[0][1]["sort_order"], changes[0][1]["goal_id"], changes[0][1]["comparable_with"]) == (7, None, None)
    assert changes[2][1] == {
        "indicator_id": "new_share", "area_id": "vangdalen", "period_start": "2022-01-01", "period_end": "2022-12-31", "value": None,
        "numerator": None, "denominator": None, "status": "suppressed", "note": "Skjult af kilden, fordi der er få personer.",
        "source_id": "register", "source_place": "Prøvefil", "printed": "*", "role": None,
    }  # fmt: skip
