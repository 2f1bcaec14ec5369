"""No address that names another town or postcode is ever inside, wherever and however it names it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.batch import code_bytes
from geo.coder import plan_coder
from geo.plan import plan_ranges
from geo.wording import OTHER_TOWNS, places

TOWNS = [line for line in OTHER_TOWNS.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
TOWNS += ["København K", "Odense C", "Aarhus N", "Flensborg", "Malmø", "Sverige", "Grønland", "Sdr. Borup", "Nr. Galten"]
OWN = {*places()["plan_postcodes"], *places()["other_town_postcodes"]}

streets = st.sampled_from([(item.street, number, item.from_letter or "") for item in plan_ranges() for number in item.numbers])
towns = st.sampled_from(TOWNS)
# Four digits that a postcode can be; years and doors of four digits alone are told apart by what stands around them.
postcodes = st.integers(1000, 9999).map(str).filter(lambda code: code not in OWN)
before = st.sampled_from(["", "Afd. 4, ", "Lejl. 3, ", "c/o Beboer, ", "2. tv, "])
blanks = st.sampled_from([" ", "  ", "\u00a0", "\t", "\u202f"])
doors = st.sampled_from(["", ", 1. tv", " st.th", ", kld.", ", 85 m2"])
own_places = st.sampled_from(["", ", 8930 Randers NØ", ", Randers", ", 8900"])
after = st.sampled_from(["", ", 1. tv", " (3 vær.)", " - 85 m2", ", tlf. 00000000", " 2024-01-01", ", 2025", ", Danmark", ".0"])
cases = st.sampled_from([str, str.upper, str.lower])
# Where the place stands: street, number, door and own place are put in by name.
FORMS = [
    "{lead}{street}{blank}{number}{door}, {place}{after}",
    "{lead}{street}{blank}{number}{door}{blank}{place}{after}",
    "{lead}{street}{blank}{number}{door}, {place}{own}{after}",
    "{lead}{street}{blank}{number}{own}, {place}{after}",
    "{street}{blank}{number}{door}\n{place}{after}",
    "{place}, {street}{blank}{number}{door}{own}",
    "{place} - {street}{blank}{number}{door}{own}",
    "{place}\n{street}{blank}{number}{door}{own}",
]


@settings(max_examples=60, deadline=None)
@example([("Falkevej", 7, "")], "Spentrup", "8981", FORMS[3], "", " ", "", ", 8930 Randers NØ", "", str)
@example([("Falkevej", 7, "")], "Odense C", "5000", FORMS[0], "", " ", "", "", ", 1. tv", str)
@given(
    st.lists(streets, min_size=1, max_size=40), towns, postcodes, st.sampled_from(FORMS), before, blanks, doors, own_places, after, cases
)
def test_no_address_elsewhere_is_inside(addresses, town, postcode, form, lead, blank, door, own, last, case) -> None:  # type: ignore[no-untyped-def]
    written = []
    for street, number, letter in addresses:
        for place in (town, f"{postcode} {town}", f"DK-{postcode} {town}", f"{postcode}{blank}{town}"):
            fields = {
                "street": street,
                "number": f"{number}{letter}",
                "door": door,
                "own": own,
                "after": last,
                "lead": lead,
                "blank": blank,
            }
            written.append(case(form.format(place=place, **fields)))
    coded = plan_coder().code(written)
    inside = [text for text, status in zip(written, coded["status"].to_pylist(), strict=True) if status == "inside"]
    assert inside == []


@settings(max_examples=40, deadline=None)
@given(st.lists(streets, min_size=1, max_size=40), postcodes, doors, after)
def test_no_address_with_only_another_postcode_is_inside(addresses, postcode, door, last) -> None:  # type: ignore[no-untyped-def]
    written = [f"{street} {number}{letter}{door}, {postcode}{last}" for street, number, letter in addresses]
    assert "inside" not in plan_coder().code(written)["status"].to_pylist()


HEADINGS = {
    "By": ["Spentrup", "Uggelhuse", "Aarhus C"],
    "Postdistrikt": ["Gjerlev J", "Hornbæk"],
    "Postnr./by": ["8370 Hadsten", "8370Hadsten"],
    "Postnr. og by": ["8370 Hadsten"],
    "POSTNR": ["8370", "8370.0", "8.370", "DK-8370"],
    "Kommune": ["0707", "707", "707.0", "Norddjurs", "Norddjurs Kommune"],
    "Kommunekode": ["0101"],
    "Land": ["Sverige", "DE"],
    "Supplerende bynavn": ["Assentoft"],
    "Adresse 2": ["8370 Hadsten"],
}
OWN_CELLS = {
    "By": ["Randers", "Randers NØ", "RANDERS C"],
    "Postdistrikt": ["Randers NØ"],
    "Postnr./by": ["8930 Randers NØ"],
    "POSTNR": ["8930", "8930.0", "8.930", " 8930 ", "", "nan"],
    "Kommune": ["0730", "730", "730.0", "Randers", "Randers Kommune"],
    "Land": ["Danmark", "DK", ""],
    "Adresse 2": ["2. tv", ""],
}


def coded(heading: str, cell: str, more: str = "") -> str:
    content = f"Vejnavn;Husnr;Navn på afdeling;{heading}{';Postnr2' if more else ''}\nGlentevej;3;Spentrup Kro;{cell}\n"
    return str(code_bytes(content.encode(), "f.csv").rows["status"][0])


def test_every_column_that_names_a_place_is_read() -> None:
    wrong = [(heading, cell) for heading, cells in HEADINGS.items() for cell in cells if coded(heading, cell).startswith("i et")]
    assert wrong == []


def test_a_place_of_the_towns_own_leaves_the_address_inside() -> None:
    wrong = [(heading, cell) for heading, cells in OWN_CELLS.items() for cell in cells if not coded(heading, cell).startswith("i et")]
    assert wrong == []


def test_one_column_elsewhere_outweighs_all_others() -> None:
    content = "Adresse;Postnr;By;Kommune;Stednavn\nGlentevej 3;8930;Randers NØ;0730;Uggelhuse\nGlentevej 3;8930;Randers NØ;0730;\n"
    assert list(code_bytes(content.encode(), "f.csv").rows["area_id"].notna()) == [False, True]


def test_a_known_town_in_its_own_column_is_outside_and_a_suburb_in_doubt() -> None:
    towns = ["Spentrup", "Gjerlev J", "Aarhus", "Hornbæk", "Ukendtby", "Randers SØ", "Randers NØ"]
    content = "Adresse;By\n" + "".join(f"Falkevej 7;{town}\n" for town in towns)
    found = [status.split(" ")[0] for status in code_bytes(content.encode(), "f.csv").rows["status"]]
    assert found == ["uden", "uden", "uden", "kan", "kan", "kan", "i"]


def test_a_town_is_outside_only_where_it_is_called_a_town() -> None:
    written = [
        "Falkevej 7, By: Spentrup",
        "Falkevej 7, by Spentrup, Danmark",
        "Falkevej 7, Spentrup",
        "Falkevej 7, 8930 Randers NØ, By: Spentrup",
    ]
    assert plan_coder().code(written)["reason"].to_pylist() == ["town_elsewhere", "town_elsewhere", "unknown_place", "unknown_words"]


def test_the_towns_south_is_no_place_of_the_plan() -> None:
    written = [
        f"Falkevej 7, {place}" for place in ("Randers SØ", "RANDERS SV", "Randers S.", "8930 Randers SØ", "Randers C", "Randers st.")
    ]
    assert plan_coder().code(written)["status"].to_pylist() == ["unreadable"] * 4 + ["inside"] * 2


def test_a_street_cut_short_at_its_beginning_gets_a_hint_and_no_area() -> None:
    written = [
        "H. Stillings Vej 32",
        "Herm. Stillingsvej 32",
        "G. Hadsundvej 5A",
        "S. Falkevej 7",
        "Afd. B Falkevej 7",
        "Gl. Hadsundvej 5A",
    ]
    coded = plan_coder().code(written).to_pylist()
    assert [row["reason"] for row in coded] == ["street_short"] * 3 + ["words_before", "listed", "listed"]
    assert "Er det Hermann Stillings Vej, der menes?" in coded[0]["note"]
    assert "Er det Gl. Hadsundvej, der menes?" in coded[2]["note"]


def test_streets_without_their_danish_letters_are_unreadable() -> None:
    written = ["Sjllandsgade 14", "Sj llandsgade 14", "SJ_LLANDSGADE 14", "Rrhaven 2", "Sjællandsgade 14"]
    assert plan_coder().code(written)["reason"].to_pylist() == ["broken_text"] * 4 + ["listed"]


def test_commas_in_a_heading_and_in_the_addresses_do_not_cut_the_columns() -> None:
    for content in (
        "Adresse (vej, nr, etage);By\nFalkevej 7, 1. tv;Randers\n",
        "Adresse\nFalkevej 7, 8930 Randers\nFalkevej 9, 8930 Randers\n",
    ):
        heading = content.split("\n")[0].split(";")[0]
        coded = code_bytes(content.encode(), "f.csv", heading).rows
        assert (coded[heading][0][:10], coded["area_id"][0]) == ("Falkevej 7", "glarbjergvej")
