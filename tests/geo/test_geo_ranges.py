"""The grammar of printed address ranges, the plan's lists and the report over them."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeoError
from geo.plan import area_names, plan_ranges, range_frame, read_ranges
from geo.ranges import Interval, StreetRanges, canonical, parse
from geo.report import gaps, overlaps, repeated_streets, report_text, respelled_streets, split_streets

ROOT = Path(__file__).parents[2]

# What the plan prints, and other spellings of the same kind -> the canonical text.
SPELLINGS = {
    "Flyvervej (lige numre 2-26 + 5)": "Flyvervej 2-26 (lige numre), 5",
    "Husarvej (ulige numre 1-29, ulige numre 41-45, lige numre 2-40)": (
        "Husarvej 1-29 (ulige numre), 41-45 (ulige numre), 2-40 (lige numre)"
    ),
    "Garnisonsvej 1-3 (ulige numre), 7-19, 31-35(ulige numre) og 30-40 (lige numre)": (
        "Garnisonsvej 1-3 (ulige numre), 7-19 (alle numre), 31-35 (ulige numre), 30-40 (lige numre)"
    ),
    "Glarbjergvej 88-100 (lige numre), 109-111, 112-156 (lige numre),": (
        "Glarbjergvej 88-100 (lige numre), 109-111 (alle numre), 112-156 (lige numre)"
    ),
    "Asavænget (21,22)": "Asavænget 21, 22",
    "Energivej (4-18 (lige numre), 22, 38-72)": "Energivej 4-18 (lige numre), 22, 38-72 (alle numre)",
    "Ullersvej 2-6 (Lige numre)": "Ullersvej 2-6 (lige numre)",
    "Vidarsvej 1-16 +18-30 (Lige numre)": "Vidarsvej 1-16 (alle numre), 18-30 (lige numre)",
    "Jyllandsgade 1 – 6,": "Jyllandsgade 1-6 (alle numre)",
    "Sjællandsgade 56- 58 (lige numre),": "Sjællandsgade 56-58 (lige numre)",
    "Flintebjerg Alle 11 + 13, 40 - 52 (lige numre),": "Flintebjerg Alle 11, 13, 40-52 (lige numre)",
    "Gl. Hadsundvej 5A, 5b & 5c,": "Gl. Hadsundvej 5A, 5B, 5C",
    "Mariagervej 28 - 36 (a&b, lige numre),": "Mariagervej 28-36 (A-B, lige numre)",
    "P. Knudsens Vej 8-36 (lige numre)": "P. Knudsens Vej 8-36 (lige numre)",
    # Spellings the plan does not use, but another list may.
    "Falkevej lige nr. 2-10": "Falkevej 2-10 (lige numre)",
    "Falkevej 2—10 lige husnumre": "Falkevej 2-10 (lige numre)",
    "Falkevej 1 til 9 (kun ulige) samt 12": "Falkevej 1-9 (ulige numre), 12",
    "Falkevej 5A-C; 7 og 9": "Falkevej 5A-5C, 7, 9",
    "Falkevej 2-6 (a, c og d, lige)": "Falkevej 2-6 (A, lige numre), 2-6 (C-D, lige numre)",
    "Flintebjerg Alle alle numre 1-5": "Flintebjerg Alle 1-5 (alle numre)",
}

UNREADABLE = {
    "Falkevej": "kan ikke læses",
    "7-9": "kan ikke læses",
    "": "ved slutningen",
    "Falkevej 7 bis": "ved „bis“",
    "Falkevej (1-9": "kan ikke læses",
    "Falkevej 1-9999": "kan ikke læses",
    "Falkevej 9-7": "går baglæns",
    "Falkevej 1A-3B": "bogstaver i enderne",
    "Falkevej 5C-A": "går baglæns",
    "Falkevej 5-5A": "bogstav i den ene ende",
    "Falkevej 1-9 (lige, ulige)": "både „lige“ og „ulige“",
}

AMBIGUOUS = {
    ("Glarbjergvej", "109-111"),
    ("Hermann Stillings Vej", "7-11"),
    ("Hermann Stillings Vej", "28-30"),
    ("Hermann Stillings Vej", "38-44"),
    ("Stadfeldtsvej", "1-19"),
    ("Stadfeldtsvej", "25-37"),
    ("Energivej", "38-72"),
    ("Vølundsvej", "1-9"),
}


@pytest.mark.parametrize("printed", SPELLINGS)
def test_every_spelling_becomes_one_canonical_text(printed: str) -> None:
    assert canonical(parse(printed)) == SPELLINGS[printed]


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_texts_say_why_in_danish(text: str) -> None:
    with pytest.raises(GeoError, match=re.escape(UNREADABLE[text])):
        parse(text)


def test_a_side_covers_the_interval_it_stands_at_and_the_other_reading_is_flagged() -> None:
    first, second = parse("Vølundsvej 1-9 + 11-15 (Ulige numre)").intervals
    assert (first.parity, first.ambiguous, list(first.contested)) == ("all", True, [2, 4, 6, 8])
    assert "længere fremme på listen" in first.rule
    assert (second.parity, second.ambiguous) == ("odd", False)


def test_ends_on_both_sides_leave_no_doubt() -> None:
    first, _ = parse("Ymersvej 21-34 + 36-46 (Lige numre)").intervals
    assert (first.parity, first.ambiguous, len(first.numbers)) == ("all", False, 14)


def test_a_side_that_contradicts_the_ends_is_flagged() -> None:
    (interval,) = parse("Falkevej 1-6 (lige numre)").intervals
    assert (list(interval.numbers), interval.ambiguous) == ([2, 4, 6], True)
    assert "passer ikke" in interval.rule


letters = st.sampled_from([None, "A", "B", "D"])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first = draw(st.integers(1, 998))
    letter = draw(letters)
    if draw(st.booleans()):
        return Interval(first, letter, first, letter, "all")
    last = draw(st.integers(first + 1, 999))
    ends = {"odd" if number % 2 else "even" for number in (first, last)}
    parity = draw(st.sampled_from(sorted({"all", *ends} if len(ends) == 1 else {"all"})))
    return Interval(first, letter, last, letter, parity)


@given(
    st.sampled_from(["Falkevej", "Gl. Lervang", "Flintebjerg Allé", "P. Knudsens Vej", "Sct. Peders Gade"]),
    st.lists(intervals(), min_size=1),
)
def test_canonical_text_parses_to_the_same_ranges(street: str, drawn: list[Interval]) -> None:
    text = canonical(StreetRanges(street, tuple(drawn)))
    again = parse(text)
    assert again.street == street
    assert [item.coverage for item in again.intervals] == [item.coverage for item in drawn]
    assert canonical(again) == text
    assert not any(item.ambiguous for item in again.intervals)


dash = st.sampled_from(["-", " - ", "–", " – ", " til "])
join = st.sampled_from([", ", ",", " + ", " +", " og ", " & ", "; ", ", og "])
side = st.sampled_from(["", " (lige numre)", "(ulige numre)", " (Lige nr.)", " (ULIGE)", " ulige numre"])
printed_interval = st.builds(
    lambda first, more, mark, way: f"{first}{way}{first + more}{mark}", st.integers(1, 400), st.integers(1, 99), side, dash
)
printed_item = st.one_of(printed_interval, st.integers(1, 999).map(str), st.integers(1, 99).map("{}b".format))


@given(st.lists(st.tuples(printed_item, join), min_size=1), st.booleans())
def test_whatever_is_printed_round_trips_through_the_canonical_text(items: list[tuple[str, str]], wrapped: bool) -> None:
    listed = "".join(item + sep for item, sep in items[:-1]) + items[-1][0]
    once = parse(f"Falkevej ({listed})" if wrapped else f"Falkevej {listed}")
    twice = parse(canonical(once))
    assert [set(item.numbers) for item in twice.intervals] == [set(item.numbers) for item in once.intervals]
    assert canonical(twice) == canonical(once)


def test_the_plan_is_read_whole() -> None:
    ranges = plan_ranges()
    printed = yaml.safe_load((ROOT / "geo" / "address_ranges.yml").read_text(encoding="utf-8"))
    lines = [line for area in printed["areas"] for line in area["streets"]]
    assert (len(lines), len(ranges), len({item.street for item in ranges})) == (55, 88, 47)
    assert {item.street_text for item in ranges} == set(lines)
    assert all(item.text in item.street_text for item in ranges)
    assert all(canonical(parse(item.canonical)) == item.canonical for item in ranges)


def test_range_ids_are_unique_slugs_and_areas_are_those_of_the_monitor() -> None:
    frame = range_frame(plan_ranges())
    assert frame["range_id"].is_unique
    assert frame["range_id"].str.fullmatch(r"[a-z0-9_]+").all()
    areas = yaml.safe_load((ROOT / "data" / "areas.yml").read_text(encoding="utf-8"))
    assert area_names() == {area["area_id"]: area["name"] for area in areas if area["kind"] == "housing_area"}


def test_the_ambiguous_ranges_of_the_plan_are_these_eight() -> None:
    assert {(item.street, item.text) for item in plan_ranges() if item.ambiguous} == AMBIGUOUS


def test_the_plan_has_no_overlaps_and_two_split_streets() -> None:
    assert overlaps(plan_ranges()).empty
    split = split_streets(plan_ranges())
    assert split.groupby("street")["area_id"].agg(set).to_dict() == {
        "Hermann Stillings Vej": {"hermann_stillingsvej", "centrale_randers"},
        "Mariagervej": {"energivej", "centrale_randers"},
    }
    assert list(repeated_streets(plan_ranges())["lines"]) == [2, 2, 5]
    assert list(respelled_streets(plan_ranges())["street"]) == ["Hermann Stillings Vej"]


def test_gaps_are_told_with_the_area_that_fills_them() -> None:
    rows = {(row.street, row.side, row.from_number, row.to_number): row.other_areas for row in gaps(plan_ranges()).itertuples()}
    assert rows["Husarvej", "odd", 31, 39] == ""
    assert rows["Hermann Stillings Vej", "even", 12, 26] == "centrale_randers"
    assert ("Falkevej", "odd", 3, 39) not in rows


def test_overlaps_between_and_within_areas_are_found_under_other_spellings() -> None:
    ranges = read_ranges(
        [
            {"area_id": "gl_jennumparken", "heading": "a", "source_place": "p", "streets": ["Herman Stillings vej 1-5", "Falkevej 3, 1-4"]},
            {
                "area_id": "vangdalen",
                "heading": "b",
                "source_place": "p",
                "streets": ["Hermann Stillingsvej 4-6", "Falkevej 7A", "Falkevej 7B"],
            },
        ]
    )
    found = overlaps(ranges)
    between = found[found["area_id_1"] != found["area_id_2"]]
    assert sorted(between["number"]) == [4, 5]
    assert list(found.loc[found["area_id_1"] == found["area_id_2"], "number"]) == [3]


def test_the_report_shows_text_and_parse_side_by_side_in_danish() -> None:
    text = report_text(plan_ranges())
    assert "55 gader på listerne er læst som 88 intervaller" in text
    assert "  trykt: Energivej (4-18 (lige numre), 22, 38-72)\n  læst:  Energivej 4-18 (lige numre), 22, 38-72 (alle numre)" in text
    assert "Hermann Stillings Vej, lige side: 12-26 (heraf hører nogle til Centrale Randers)" in text
    assert "Numre, valget afgør: 2, 4, 6, 8." in text


ONE = "Enkelt husnummer: alle indgange med nummeret, også dem med bogstav."
LETTERED = "Husnummer med bogstav: kun de nævnte indgange."
OPEN = "Ingen side er nævnt: læst som alle numre, men kan være ment som kun de"


# Printed -> what each piece is read as: the piece, its numbers, whether it is in doubt, and the sentence that says why.
READINGS: dict[str, list[tuple[str, list[int], bool, str]]] = {
    "Falkevej 5": [("5", [5], False, ONE)],
    "Falkevej 5A": [("5A", [5], False, LETTERED)],
    "Falkevej 2-6 (lige numre)": [("2-6 (lige numre)", [2, 4, 6], False, "„lige numre“ står ved intervallet og gælder kun det.")],
    "Falkevej 1-5 (ulige numre)": [("1-5 (ulige numre)", [1, 3, 5], False, "„ulige numre“ står ved intervallet og gælder kun det.")],
    "Falkevej 1-3 (alle numre)": [("1-3 (alle numre)", [1, 2, 3], False, "„alle numre“ står ved intervallet og gælder kun det.")],
    "Falkevej 1-4": [("1-4", [1, 2, 3, 4], False, "Ingen side er nævnt, og intervallet går fra lige til ulige eller omvendt: alle numre.")],
    "Falkevej 1-5 (lige numre)": [
        ("1-5 (lige numre)", [2, 4], True, "„lige numre“ passer ikke med 1-5. Læst som de lige numre mellem enderne.")
    ],
    "Falkevej 2-5 (ulige numre)": [
        ("2-5 (ulige numre)", [3, 5], True, "„ulige numre“ passer ikke med 2-5. Læst som de ulige numre mellem enderne.")
    ],
    "Falkevej 5 (lige numre)": [("5 (lige numre)", [5], True, "„lige numre“ passer ikke med 5-5. Læst som det enkelte nummer.")],
    "Falkevej 2-6, 9": [("2-6", [2, 3, 4, 5, 6], True, f"{OPEN} lige."), ("9", [9], False, ONE)],
    "Falkevej 1-5, 7-9 (ulige numre)": [
        ("1-5", [1, 2, 3, 4, 5], True, f"{OPEN} ulige; „ulige numre“ længere fremme på listen kan gælde begge."),
        ("7-9 (ulige numre)", [7, 9], False, "„ulige numre“ står ved intervallet og gælder kun det."),
    ],
    # Words before the interval, or for the other side, say nothing of it.
    "Falkevej 7-9 (ulige numre), 1-5": [
        ("7-9 (ulige numre)", [7, 9], False, "„ulige numre“ står ved intervallet og gælder kun det."),
        ("1-5", [1, 2, 3, 4, 5], True, f"{OPEN} ulige."),
    ],
    "Falkevej 1-5, 8-10 (lige numre)": [
        ("1-5", [1, 2, 3, 4, 5], True, f"{OPEN} ulige."),
        ("8-10 (lige numre)", [8, 10], False, "„lige numre“ står ved intervallet og gælder kun det."),
    ],
}


@pytest.mark.parametrize("printed", READINGS)
def test_how_each_interval_is_read_and_why(printed: str) -> None:
    read = parse(printed)
    assert read.street == "Falkevej"
    assert [(item.text, list(item.numbers), item.ambiguous, item.rule) for item in read.intervals] == READINGS[printed]


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("Falkevej 7 bis", "Adresselisten „Falkevej 7 bis“ kan ikke læses ved „bis“."),
        ("Falkevej 7 bis og mange andre huse langt ude", "kan ikke læses ved „bis og mange andre h“."),
        ("", "Adresselisten „“ kan ikke læses ved slutningen."),
        ("Falkevej 9-7", "Intervallet „9-7“ går baglæns."),
        ("Falkevej 1A-3B", "Intervallet „1A-3B“ har bogstaver i enderne; skriv bogstaverne i parentes, fx 28-36 (a&b)."),
        ("Falkevej 5C-A", "Bogstaverne i „5C-A“ går baglæns."),
        ("Falkevej 5-5A", "Intervallet „5-5A“ har kun bogstav i den ene ende."),
        ("Falkevej 1-9 (lige, ulige)", "Et interval har både „lige“ og „ulige“."),
    ],
)
def test_the_whole_sentence_about_an_unreadable_list(printed: str, message: str) -> None:
    with pytest.raises(GeoError) as caught:
        parse(printed)
    assert str(caught.value).endswith(message)


def test_only_the_inner_numbers_of_the_other_side_are_contested() -> None:
    first, second, third = parse("Falkevej 1-7, 10-12, 14-15").intervals
    assert [list(item.contested) for item in (first, second, third)] == [[2, 4, 6], [11], []]
    (one_side,) = parse("Falkevej 1-6 (lige numre)").intervals
    assert list(one_side.contested) == []


def test_letters_apply_to_every_number_and_follow_each_other() -> None:
    coverage = [item.coverage for item in parse("Falkevej 2-6 (a, b og d, lige)").intervals]
    assert coverage == [(2, "A", 6, "B", "even"), (2, "D", 6, "D", "even")]
    assert [item.coverage for item in parse("Falkevej 5A-5C og 7a").intervals] == [(5, "A", 5, "C", "all"), (7, "A", 7, "A", "all")]
