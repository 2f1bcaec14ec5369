"""Looking addresses up: as people write them, one by one and on the command line."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.__main__ import main
from geo.coder import plan_coder
from geo.locate import locate
from geo.plan import plan_ranges

INSIDE = {
    # The issue's own examples.
    "Falkevej 7, 2. tv, 8930 Randers NØ": "glarbjergvej",
    "FALKEVEJ 07": "glarbjergvej",
    "falkevej 7b": "glarbjergvej",
    # Floors, doors, names and lines.
    "Falkevej 41 st. th": "glarbjergvej",
    "Falkevej 1, kld., 8930 Randers NØ": "glarbjergvej",
    "Falkevej 7-2. tv": "glarbjergvej",
    "c/o Jens Hansen, Falkevej nr. 7 b, 8930 Randers": "glarbjergvej",
    "Jens Hansen\nFalkevej 7\n8930 Randers NØ": "glarbjergvej",
    "  Glarbjergvej  0110 ,8930 Randers": "glarbjergvej",
    "Nørrebrogade 148, DK-8930 Randers NØ": "glarbjergvej",
    "Hadsundvej 85B, 1. mf., 8930 Randers NØ, Danmark": "glarbjergvej",
    # Other spellings of a street.
    "Gammel Jennumvej 6": "gl_jennumparken",
    "Gl.Jennumvej 14": "gl_jennumparken",
    "GARNISIONSVEJ 40": "gl_jennumparken",
    "Flyvervej 5": "gl_jennumparken",
    "Herman Stillingsvej 13": "hermann_stillingsvej",
    "Hermann Stillings Vej 72, 8900 Randers C": "hermann_stillingsvej",
    "P Knudsens vej 8": "hermann_stillingsvej",
    "p.knudsensvej 36": "hermann_stillingsvej",
    "Maersk Andersens Vej 2": "hermann_stillingsvej",
    "Mærsk-Andersensvej 34": "hermann_stillingsvej",
    "Stadfeldtsvej 45": "hermann_stillingsvej",
    "Ymersvej 21": "energivej",
    "Voelundsvej 15": "energivej",
    "Asavænget 22 A": "energivej",
    "Mariagervej 101": "energivej",
    "Energivej 72": "energivej",
    "Ved Byskellet 29": "vangdalen",
    "Graeshaven 14, 8920 Randers NV": "vangdalen",
    "Rørhaven, 2": "vangdalen",
    "Sjaellandsgade 22": "sjaellandsgade",
    "Sjællandsgade 58 , 8900 Randers C": "sjaellandsgade",
    "Viborgvej 14": "sjaellandsgade",
    "Hermann Stillings vej 22": "centrale_randers",
    "Mariagervej 1 a": "centrale_randers",
    "Mariagervej 36B, st. tv": "centrale_randers",
    "Mariagervej 3C": "centrale_randers",
    "Gl. Hadsundvej 5c": "centrale_randers",
    "Flintebjerg Allé 13": "centrale_randers",
    "Sankt Peders Gade 5": "centrale_randers",
    "Skt. Peders gade 1": "centrale_randers",
    "Skandiagade 8": "centrale_randers",
    "Schaldemose Vej 27": "centrale_randers",
    # What may follow the town: sizes, telephone numbers, days, a year, a door of four digits, a lost letter.
    "Glarbjergvej 110, 8930 Randers NØ - 72,5 m²": "glarbjergvej",
    "Glentevej 3, 2. tv, 8930 Randers NØ (2 vær.), tlf. 00 00 00 00": "glarbjergvej",
    "Brigadevej 5, 8930 Randers NØ 01-03-2025": "glarbjergvej",
    "Husarvej 4, 8930 Randers NØ, 2026": "gl_jennumparken",
    "Husarvej 4, lejl. 1204, 8930 Randers": "gl_jennumparken",
    "Husarvej 4 01 0002, 8930 Randers": "gl_jennumparken",
    "Energivej 4, 8920 Randers N?": "energivej",
    "Energivej 4 (8920 Randers NV)": "energivej",
    "Glentevej 5, Dronningborg": "glarbjergvej",
    # A letter set apart from its number by any blank or sign, or run into the floor.
    "Mariagervej 28\u00a0B": "centrale_randers",
    "Mariagervej 28  b, st. th": "centrale_randers",
    "Mariagervej 28-A": "centrale_randers",
    "Mariagervej 28_A": "centrale_randers",
    "Mariagervej 28\u2009B.1.tv": "centrale_randers",
    "Gl. Hadsundvej 5c2tv": "centrale_randers",
    # Departments, dwellings and names before the street.
    "Afdeling 7 - Glentevej 3": "glarbjergvej",
    "Boligselskabet afd. 0012 lejl. 3, Glentevej 3": "glarbjergvej",
    "Lejemål nr. 14: Glentevej 3": "glarbjergvej",
    "2. sal, Glentevej 3": "glarbjergvej",
    "c/o En Beboer Glentevej 3, 8930 Randers NØ": "glarbjergvej",
    "Glentevej no. 3": "glarbjergvej",
    "Glentevej #3": "glarbjergvej",
    # Endings cut short.
    "Jyllandsgd. 2": "sjaellandsgade",
    "SENNELSG. 19, 1. th": "sjaellandsgade",
    "Glentev. 3": "glarbjergvej",
    "Herman Stillings V. 22": "centrale_randers",
    "Flintebjerg All. 13": "centrale_randers",
}

# Address -> what the Danish note says.
OUTSIDE = {
    "Falkevej 8": "ikke nr. 8",
    "Falkevej 43, 8930 Randers NØ": "ikke nr. 43",
    "Falkevej 7, 8000 Aarhus C": "Postnummer 8000",
    "Viborgvej 16, 8981 Spentrup": "Postnummer 8981",
    "Hadsundvej 5A": "ikke nr. 5",
    "Gl. Hadsundvej 5": "med bogstav A, B, C",
    "Mariagervej 30": "med bogstav A, B",
    "Mariagervej 1D": "med bogstav A, B, C",
    "Hermann Stillings Vej 24": "ikke nr. 24",
    "Falkvej 7": "Er det Falkevej",
    "1. Maj Vej 5": "ikke nævnt",
    "Storegade 7-9": "ikke nævnt",
    "Glentevej 3, 4000 Roskilde, st. tv": "Postnummer 4000",
    "Glentevej 3, 8370.0": "Postnummer 8370",
    "Glentevej 3, 2000 Frederiksberg": "Postnummer 2000",
    "Glentevej 3, 8983 Gjerlev - 64 m2 - tlf. 00000000": "Postnummer 8983",
    "Glentevej 3, DK-9500 Hobro 2025": "Postnummer 9500",
    "Glentevej 3, kommune 0707": "ikke Randers Kommune",
    "Gammel Viborgvej 14": "ikke nævnt",
}

UNREADABLE = {
    "": "tom",
    "   ": "tom",
    "Falkevej": "Husnummeret mangler",
    "Falkevej, 8930 Randers NØ": "Husnummeret mangler",
    "Falkevej 0": "Husnummeret mangler",
    "7": "Vejnavnet mangler",
    "8930 Randers NØ, Falkevej 7": "Vejnavnet mangler",
    "Falkevej 7-9": "flere husnumre",
    "Falkevej 7 og 9, 8930 Randers": "flere husnumre",
    "Falkevej 7A-C": "flere husnumre",
    "Falkevej 7, Aarhus": "skriv postnummer",
    "SjÃ¦llandsgade 14": "UTF-8",
    "Sj\ufffdllandsgade 14": "UTF-8",
    "post@example.dk": "Husnummeret mangler",
    "Sj?llandsgade 14": "UTF-8",
    "Sj‘llandsgade 14": "UTF-8",
    # Another town without a postcode, or beside the town's own.
    "Glentevej 3, Sverige": "skriv postnummer",
    "Glentevej 3, 1998": "skriv postnummer",
    "Glentevej 3, D-24103": "skriv postnummer",
    "Glentevej 3, Uggelhuse, 8930 Randers NØ": "kan være en anden by",
    "Glentevej 3, 8930 Randers NØ og 4000 Roskilde": "et andet sted",
    "Glentevej 3, 8960 Randers SØ": "planens veje ligger i 8900, 8920 og 8930",
    "Hornbæk, Glentevej 3, 8920 Randers NV": "foran vejnavnet",
    "Øster Velling, Glentevej 3": "foran vejnavnet",
    "Tårnhuset 2, Glentevej 3": "foran vejnavnet",
    "Glentevej, Spentrup 3": "foran vejnavnet",
    "En Beboer, Glentevej 3": "foran vejnavnet",
    "Afd. 12": "Vejnavnet mangler",
    "Boks 7, 8900 Randers C": "postboks",
    # Several numbers, whatever stands between them.
    "Glentevej 3\u20119": "flere husnumre",
    "Glentevej 3, 5, 7": "flere husnumre",
    "Glentevej 3 til 9": "flere husnumre",
    "Mariagervej 1A, B og C": "flere husnumre",
}


def test_at_least_fifty_addresses_are_tried() -> None:
    assert len(INSIDE) + len(OUTSIDE) + len(UNREADABLE) >= 50


@cache
def answers() -> dict[str, dict[str, Any]]:
    """All of the texts above, coded in one go: a hundred single look-ups take a hundred times as long."""
    texts = [*INSIDE, *OUTSIDE, *UNREADABLE]
    return dict(zip(texts, plan_coder().code(texts).to_pylist(), strict=True))


@pytest.mark.parametrize("text", INSIDE)
def test_addresses_of_the_areas(text: str) -> None:
    row = answers()[text]
    assert (row["status"], row["area_id"]) == ("inside", INSIDE[text]), row["note"]
    matched = next(item for item in plan_ranges() if item.range_id == row["range_id"])
    assert matched.area_id == row["area_id"]
    assert row["number"] in matched.numbers


@pytest.mark.parametrize("text", OUTSIDE)
def test_addresses_outside_say_why(text: str) -> None:
    row = answers()[text]
    assert (row["status"], row["area_id"], row["range_id"]) == ("outside", None, None)
    assert OUTSIDE[text] in row["note"]


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_addresses_say_why(text: str) -> None:
    row = answers()[text]
    assert (row["status"], row["area_id"]) == ("unreadable", None)
    assert UNREADABLE[text] in row["note"]


def test_one_look_up_names_the_area_and_the_interval() -> None:
    found = locate("Gl. Hadsundvej 5 B, 8900 Randers C")
    assert (found.status, found.area_name, found.letter, found.postcode) == ("inside", "Centrale Randers", "B", 8900)
    assert found.matched is not None
    assert found.matched.text == "5b"
    assert locate("Glentevej 4").matched is None


def test_a_contested_number_is_inside_and_says_so() -> None:
    found = locate("Vølundsvej 4")
    assert (found.area_id, found.matched.text if found.matched else "") == ("energivej", "1-9")
    assert "uklar om nr. 4" in found.note
    assert "uklar" not in locate("Vølundsvej 5").note


def test_every_number_of_every_range_is_found_however_it_is_written() -> None:
    forms = ("{} {}{}", "{}  {} {}", "{} nr. {}{}, 1. tv", "{} 0{}{}, 8930 Randers NØ", "{} {}{} st.")
    written = [
        (form.format(street, number, letter), item.area_id)
        for item in plan_ranges()
        for number in item.numbers
        for letter in (["", "E"] if item.from_letter is None else [item.from_letter, str(item.to_letter)])
        for street in (item.street, item.street.upper(), item.street.lower())
        for form in forms
    ]
    coded = plan_coder().code([text for text, _ in written])
    wrong = [pair for pair, area_id in zip(written, coded["area_id"].to_pylist(), strict=True) if pair[1] != area_id]
    assert len(written) > 10_000
    assert wrong == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.text("falkevj 0179,.-/&ØÅ\n", max_size=30)), min_size=1, max_size=60))
def test_any_text_gets_one_answer_with_a_reason(texts: list[str]) -> None:
    coded = plan_coder().code(texts)
    assert coded["row_no"].to_pylist() == list(range(len(texts)))
    assert set(coded["status"].to_pylist()) <= {"inside", "outside", "unreadable"}
    assert all(coded["note"].to_pylist())
    assert coded["area_id"].null_count == sum(status != "inside" for status in coded["status"].to_pylist())


def test_a_column_of_addresses_gets_the_same_answers_in_order() -> None:
    texts = [*list(INSIDE)[::-7], *OUTSIDE, None]
    coded = plan_coder().code(texts)
    assert coded["area_id"].to_pylist() == [INSIDE.get(str(text)) for text in texts]
    assert coded["reason"].to_pylist()[-1] == "empty"


def test_threads_get_their_own_answers() -> None:
    """Streamlit gives every session a thread; one shared connection would mix their rows."""
    wanted = list(INSIDE.items())[:24]

    def ask(pair: tuple[str, str]) -> bool:
        return locate(pair[0]).area_id == pair[1]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, wanted))


@pytest.mark.parametrize(
    ("address", "output", "exit_code"),
    [("Falkevej 7, 2. tv, 8930 Randers NØ", "glarbjergvej\n", 0), ("Falkevej 8", "", 1), ("Falkevej", "", 2)],
)
def test_the_command_prints_the_area_id_alone(address: str, output: str, exit_code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", address]) == exit_code
    captured = capsys.readouterr()
    assert captured.out == output
    assert captured.err.strip()


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "geo", "locate", "falkevej 7b"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "glarbjergvej\n")


def test_the_report_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report"]) == 0
    assert "Overlap mellem områder\n----------------------\nIngen." in capsys.readouterr().out
