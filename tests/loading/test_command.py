"""What `python -m data import` reads by its arguments, and what it says."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from data.loading import command
from data.loading.command import NothingToReadError, add_arguments, lines, read_as_asked
from data.loading.fetch import Fetched
from tests.loading.makers import bi_extract, statistikbanken_jsonstat


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_STATE_DIR", str(tmp_path / "state"))
    for name in ("MONITOR_FETCH", "MONITOR_POSTGRES_DSN"):
        monkeypatch.delenv(name, raising=False)


def asked(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(arguments)


def test_file_is_read_and_summed_up(tmp_path: Path) -> None:
    file = tmp_path / "udtræk.csv"
    file.write_bytes(bi_extract())
    reading = read_as_asked(asked(str(file), "--mapping", "randers-bi-udtraek"))
    assert reading.ok
    assert lines(reading) == ["Læst som CSV, Windows-1252, semikolon.", "udtræk.csv: 4 tal for 4 områder og 2 indikatorer."]


def test_errors_are_printed_and_nothing_is_promised(tmp_path: Path) -> None:
    file = tmp_path / "udtræk.csv"
    file.write_bytes(bi_extract().replace(b"43,7 %", b"437 %"))
    said = lines(read_as_asked(asked(str(file), "--mapping", "randers-bi-udtraek")))
    assert said[0].startswith("FEJL: Række 2, kolonnen „Andel“: „437 %“ bliver 437, men Uden for arbejdsmarkedet")
    assert said[-1] == "Intet er gemt. Ret fejlene, og indlæs igen."


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--mapping", "randers-bi-udtraek"], "Nævn filen"),
        (["mangler.csv", "--mapping", "randers-bi-udtraek"], r"mangler\.csv kan ikke åbnes: No such file"),
        (["x.csv", "--mapping", "ukendt"], r"„ukendt“ kan ikke bruges: Den findes ikke\. Kendte er: dst-bolig"),
        (["--mapping", "postgresql"], "Sæt indstillingen MONITOR_POSTGRES_DSN"),
        (["--mapping", "statistikbanken-csv", "--fetch", "FOLK1A"], "Sæt indstillingen MONITOR_FETCH til 1"),
        (["--mapping", "lbf-beboerdata", "--fetch", "FOLK1A"], "Kun Statistikbanken og Jobindsats kan hentes"),
        (["--mapping", "jobindsats", "--fetch", "ptva02", "--choose", "area"], "ikke skrevet som VARIABEL=VÆRDI"),
    ],
)
def test_what_cannot_be_read_at_all_is_one_danish_sentence(arguments: list[str], expected: str) -> None:
    with pytest.raises(NothingToReadError, match=expected):
        read_as_asked(asked(*arguments))


def test_table_is_fetched_with_the_chosen_values_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def statistikbanken(table: str, values: dict[str, list[str]], *, kind: str) -> Fetched:
        seen.append((table, values, kind))
        return Fetched(statistikbanken_jsonstat(), "statistikbanken-folk1a.json")

    monkeypatch.setattr(command.fetch, "statistikbanken", statistikbanken)
    reading = read_as_asked(
        asked("--mapping", "statistikbanken-jsonstat", "--fetch", "FOLK1A", "--choose", "OMRÅDE=730,000", "--choose", "Tid=2024K1,2024K2")
    )
    assert seen == [("FOLK1A", {"OMRÅDE": ["730", "000"], "Tid": ["2024K1", "2024K2"]}, "JSONSTAT")]
    assert lines(reading) == ["Læst som JSON-stat 1.", "statistikbanken-folk1a.json: 4 tal for 2 områder og 1 indikatorer, 1 nye."]
