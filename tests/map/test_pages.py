"""Kort and Adresser as a reader meets them: links, nonsense, empty cases, roles, pictures and files."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit import play, roles

ROOT = Path(__file__).resolve().parents[2]
Opener = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Opener:
    """A function that opens a page on the real content, or on the one with a register, with a link's parameters."""

    def run(file: str, folder: str = "real", **link: str) -> AppTest:
        version = request.getfixturevalue("real_build")
        place = version.published.parent if folder == "real" else request.getfixturevalue(folder)
        monkeypatch.setenv("MONITOR_BUILD_DIR", str(place))
        app = AppTest.from_file(str(ROOT / "pages" / file / "page.py"), default_timeout=300)
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return run


def body(app: AppTest) -> str:
    """All text the page shows, markup taken out."""
    kinds = (app.markdown, app.title, app.header, app.caption, app.info, app.warning, app.error, app.code)
    parts = [element.value for kind in kinds for element in kind]
    parts += [element.proto.body for element in app.get("html") if "<style>" not in element.proto.body]
    return html.unescape(re.sub(r"<[^>]*>", " ", "\n".join(str(part) for part in parts)))


def decks(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.json) for element in app.get("deck_gl_json_chart")]


def test_the_default_map(opened: Opener) -> None:
    app = opened("map")
    text = body(app)
    assert "De syv områder ligger mellem 30,5\u00a0% (Sjællandsgadekvarteret) og 54,0\u00a0% (Energivej-området)" in text
    assert "tegnet om deres bygninger i bygningsregisteret (BBR)" in text
    assert "◆ Randers Kommune 17,2\u00a0%" in re.sub(r"\s+", " ", text.replace("\u00a0", "\0")).replace("\0", "\u00a0")
    assert "Procent, okt. 2023–sep. 2024" in text
    assert "Kilde: Randers Kommunes fagsystemer" in text
    assert len(decks(app)) == 1
    assert app.get("deck_gl_json_chart")[0].proto.alt.startswith("Kort. Uden for arbejdsmarkedet")


def test_every_area_has_a_plain_link(opened: Opener) -> None:
    pages = "".join(element.proto.body for element in opened("map").get("html"))
    for area_id in ("gl_jennumparken", "glarbjergvej", "energivej", "vangdalen", "sjaellandsgade", "centrale_randers"):
        assert f'href="boligomraade?omraade={area_id}" target="_self">' in pages


def test_a_link_comes_back_as_it_was(opened: Opener) -> None:
    link = {"indikator": "re17_charged_per_1000", "kort": "perioder", "zoom": "vangdalen", "periode": "2020-01-01_2020-12-31"}
    app = opened("map", **link, periode2="2018-01-01_2018-12-31")
    again = opened("map", **dict(app.query_params.items()))
    assert app.query_params == again.query_params
    assert body(app) == body(again)
    assert [layer["data"][0]["period"] for deck in decks(app) for layer in deck["layers"] if layer["id"] == "areas"] == ["2018", "2020"]
    for name, value in link.items():
        assert app.query_params[name] == value


def test_stepping_through_the_years(opened: Opener) -> None:
    app = opened("map", indikator="re17_charged_per_1000")
    step = next(slider for slider in app.select_slider if slider.label == "Periode")
    assert step.options == ["2017", "2018", "2019", "2020", "2021"]
    assert "Sigtede pr. 1.000, 2021" in body(app)
    # Playing begins at the first period when the last one is shown; the link holds the step.
    app.button(key="play_periode").click().run()
    assert "Sigtede pr. 1.000, 2017: 3 af 7 områder har et tal" in body(app)
    assert app.query_params["periode"] == "2017-01-01_2017-12-31"
    assert app.button(key="play_periode").label == "Pause"
    keys = [f"{year}-01-01_{year}-12-31" for year in range(2017, 2022)]
    assert [play.following(keys, key) for key in keys] == [*keys[1:], None]
    app.button(key="play_periode").click().run()
    assert app.button(key="play_periode").label == "Afspil"


def test_two_indicators_beside_each_other(opened: Opener) -> None:
    app = opened("map", kort="indikatorer", indikator2="hp25_residents")
    assert len(decks(app)) == 2
    assert "De to kort ved siden af hinanden" in body(app)
    assert "Beboere, 1. januar 2024" in body(app)


def test_two_periods_are_offered_only_where_there_are_two(opened: Opener) -> None:
    one = opened("map", indikator="hp25_residents", kort="perioder")
    assert "Linket beder om ”perioder”" in body(one)
    assert len(decks(one)) == 1


def test_origin_is_shown_only_on_request_and_with_a_note(opened: Opener) -> None:
    hidden = opened("map", indikator="hp25_non_western_share")
    assert "Oprindelse vises kun på kortet, når det er valgt" in body(hidden)
    assert hidden.query_params["indikator"] == "hp25_outside_labour_market_own_12m"
    select = next(box for box in hidden.selectbox if box.label == "Indikator")
    assert not any("Oprindelse" in option for option in select.options)
    shown = opened("map", indikator="hp25_non_western_share", oprindelse="ja")
    assert "ikke noget om den enkelte beboer" in body(shown)
    assert shown.query_params["indikator"] == "hp25_non_western_share"


def test_nonsense_gets_the_default_and_a_note(opened: Opener) -> None:
    app = opened("map", indikator="maanen", zoom="atlantis", kort="hundrede", periode="1066", korttype="x")
    text = body(app)
    for word in ("maanen", "atlantis", "hundrede", "”x”"):
        assert word in text
    assert len(decks(app)) == 1


def test_the_still_map_needs_no_webgl(opened: Opener) -> None:
    app = opened("map", korttype="stille")
    assert decks(app) == []
    assert sum("data:image/svg+xml;base64," in element.proto.body for element in app.get("html")) == 2
    assert "tegnet om deres bygninger" in body(app)


def test_no_map_without_three_areas(opened: Opener) -> None:
    assert "Ingen indikator har tal for mindst tre boligområder" in body(opened("map", folder="fixture_folder"))


def test_a_register_says_so_where_it_can(opened: Opener) -> None:
    app = opened("map", folder="registered_folder")
    assert "tegnet om opgangene i det indlæste adresseregister" in body(app)
    assert {layer["id"] for layer in decks(app)[0]["layers"]} >= {"entrances", "areas"}
    without = opened("map", folder="registered_folder", opgange="nej")
    assert "entrances" not in {layer["id"] for layer in decks(without)[0]["layers"]}


def test_tiles_are_named_with_their_consequence(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "IP-adresse" not in body(opened("map"))
    monkeypatch.setenv("MONITOR_TILE_URL", "https://kort.example/{z}/{x}/{y}.png")
    app = opened("map")
    assert "Baggrundskortet hentes fra kort.example, som dermed får din IP-adresse" in body(app)
    assert "kort.example" in json.dumps(decks(app))


def look_up(app: AppTest, text: str) -> str:
    field = next(box for box in app.text_input if box.label == "Adresse")
    field.set_value(text).run()
    assert not app.exception
    return body(app)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "Falkevej 7, 2. tv, 8930 Randers NØ",
            ["Falkevej 7 hører til Glarbjergvej-området.", "Falkevej 1-41 (ulige numre)", "postnummer 8930"],
        ),
        ("falkevej 07", ["Falkevej 7 hører til Glarbjergvej-området."]),
        ("Gl. Hadsundvej 5b", ["Gl. Hadsundvej 5B hører til Centrale Randers.", "bogstav B"]),
        ("Stadfeldtsvej 4", ["hører til Hermann Stillingsvej-området", "Uklart", "Omstridte numre: 2, 4, 6"]),
        ("Falkevej 70", ["Falkevej 70 ligger uden for de syv områder.", "Planen nævner Falkevej, men ikke nr. 70."]),
        ("Storegade 1", ["ligger uden for de syv områder", "Vejen er ikke nævnt i planen"]),
        ("Falkevej", ["Adressen kan ikke læses.", "Husnummeret mangler"]),
        ("<script>alert(1)</script>", ["Adressen ligger uden for de syv områder."]),
    ],
)
def test_looking_an_address_up(opened: Opener, address: str, words: list[str]) -> None:
    app = opened("addresses")
    text = look_up(app, address)
    for word in words:
        assert word in text
    pictures = [element.proto.body for element in app.get("html") if 'class="bm-small-map"' in element.proto.body]
    assert [picture.count("Ringen viser") for picture in pictures] == ([2] if "hører til" in words[0] else [])
    # What was typed is nowhere but in the field.
    assert address not in str(dict(app.query_params.items()))


def test_an_empty_field_says_only_what_becomes_of_the_text(opened: Opener) -> None:
    text = body(opened("addresses"))
    assert "gemmes ikke" in text
    # As an answer says it; the page's help speaks of the area an address belongs to.
    assert "hører til " not in text


def test_printed_ranges_stand_beside_their_parse(opened: Opener) -> None:
    text = body(opened("addresses", vis="intervaller", omraade="gl_jennumparken"))
    assert "Garnisonsvej 1-3 (ulige numre), 7-19, 31-35(ulige numre) og 30-40 (lige numre)" in text
    assert "Garnisonsvej 1-3 (ulige numre), 7-19 (ulige numre), 31-35 (ulige numre), 30-40 (lige numre)" in text
    assert "De ulige numre" not in text
    assert "én ejendom (BFE 5609866)" in text
    assert "Reglen:" in text
    plain = body(opened("addresses", vis="intervaller", omraade="vangdalen"))
    assert "Ingen af områdets intervaller er uklare." in plain
    unclear = body(opened("addresses", vis="intervaller", omraade="glarbjergvej"))
    assert "⚑ 1 interval kan læses på mere end én måde" in unclear
    assert "Omstridte numre: 110." in unclear


def test_the_report_names_split_streets_and_gaps(opened: Opener) -> None:
    text = body(opened("addresses", vis="rapport"))
    for heading in ("Uklare intervaller", "Overlap mellem områder", "Husnumre nævnt to gange", "Gader delt mellem områder", "Huller"):
        assert heading in text
    assert "Mariagervej 1A, 1B, 1C, 3" in text
    assert "Hermann Stillings Vej 12-22 (lige numre)" in text
    assert "Herman Stillings vej 7-11" in text


def test_coding_files_is_for_officers_and_says_how_to_become_one(opened: Opener) -> None:
    app = opened("addresses", vis="filer")
    text = body(app)
    assert "Kodning af filer er for rollen medarbejder. Din rolle er læser." in text
    assert "MONITOR_LOCAL_OFFICER=1 make run" in text
    assert app.get("file_uploader") == []


def test_the_role_is_asked_again_before_a_file_is_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    from pages.addresses import views as addresses_views

    class Upload:
        file_id, name = "1", "adresser.csv"

        def getvalue(self) -> bytes:
            raise AssertionError("the file was opened")

    monkeypatch.setattr(roles, "current_role", lambda: "viewer")
    with pytest.raises(roles.NotAllowedError):
        addresses_views._coded(Upload(), "", "")  # type: ignore[arg-type]
