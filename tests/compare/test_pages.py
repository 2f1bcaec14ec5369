"""Sammenlign, Udvikling and Indikator as a reader meets them: links, nonsense, empty cases, pictures and files."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from pages.kit import downloads

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(real_build: Version, monkeypatch: pytest.MonkeyPatch):
    """A function that opens a page of the app with a link's parameters."""
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))

    def opened(file: str, **link: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / file / "page.py"), default_timeout=300)
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


def body(app: AppTest) -> str:
    """All text the page shows."""
    parts = [element.value for element in [*app.markdown, *app.title, *app.header, *app.caption, *app.info, *app.warning]]
    parts += [element.proto.body for element in app.get("html")]
    return "\n".join(str(part) for part in parts)


def test_energivej_against_vangdalen(page) -> None:
    text = body(page("compare", omraader="energivej", med="vangdalen"))
    assert "Energivej-området er dårligere end Vangdalen på 9 af 10 indikatorer" in text
    # The other area is a square in its own colour; the diamond is the municipality's.
    row = next(part for part in text.split("<li") if "Uden for arbejdsmarkedet" in part and "bm-lane" in part)
    assert "54,0 mod 36,0" in row
    assert "Randers Kommune 17,2\u00a0%" in row
    assert re.search(r"bm-second[^>]*background:#4D4DFF", row)
    assert row.count("bm-municipality") == 1
    # 33,7 and 33,8 are alike in whole per cent.
    alike = next(part for part in text.split("<li") if "over 10" in part and "bm-lane" in part)
    assert "næsten ens" in alike


@pytest.mark.parametrize("view", ["alle", "en", "tid"])
@pytest.mark.parametrize("reference", ["randers_kommune", "areas_7", "baseline", "target", "vangdalen", "denmark"])
def test_every_view_against_every_reference(page, view: str, reference: str) -> None:
    app = page("compare", vis=view, med=reference)
    assert app.query_params["vis"] == view
    assert app.query_params["med"] == reference
    assert "nan" not in body(app).lower().replace("finans", "")


def test_a_link_comes_back_as_it_was(page) -> None:
    link = {"omraader": "gl_jennumparken,centrale_randers", "med": "areas_7", "vis": "en", "maal": "gange", "orden": "faldende"}
    app = page("compare", **link, indikator="hp25_absence_over_10")
    again = page("compare", **dict(app.query_params.items()))
    assert app.query_params == again.query_params
    assert body(app) == body(again)
    for name, value in link.items():
        assert app.query_params[name] == value


def test_nonsense_gets_the_nearest_view_and_a_note(page) -> None:
    app = page("compare", omraader="energivej,atlantis", med="maanen", vis="sidelaens")
    text = body(app)
    assert "atlantis" in text
    assert "maanen" in text
    assert app.query_params["omraader"] == "energivej"
    assert app.query_params["med"] == "randers_kommune"


def test_an_area_against_itself_says_so(page) -> None:
    app = page("compare", omraader="energivej", med="energivej")
    assert "har ingen tal for de valgte områder" in body(app)


def test_the_plan_order_is_kept_unless_asked(page, real_database) -> None:
    indicator = "hp25_outside_labour_market_own_12m"
    names = list(real_database.ask("areas").query("kind == 'housing_area'")["name"])
    figures = real_database.ask("indicator_figures", indicator_id=indicator).set_index("area_name")["value"]

    def areas(order: str) -> list[str]:
        table = next(
            element.proto.body
            for element in page("compare", vis="en", orden=order, indikator=indicator).get("html")
            if "Sammenlignet med" in element.proto.body
        )
        return sorted((name for name in names if name in table), key=table.index)

    assert areas("plan") == names
    by_value = areas("faldende")
    assert by_value != names
    assert list(figures[by_value]) == sorted(figures[by_value], reverse=True)


def test_trend_names_the_gap(page) -> None:
    text = body(page("trends", indikator="re17_social_assistance"))
    assert "kan ikke læses: Vangdalen" in text
    assert "aldrig i samme kurve" in text


@pytest.mark.parametrize("measure", ["vaerdi", "indeks"])
def test_trend_measures(page, measure: str) -> None:
    app = page("trends", indikator="re17_charged_per_1000", maal=measure)
    assert app.get("vega_lite_chart")
    assert re.search(r"Kommunen: fra 10,5 pr\.\s1\.000 til 12,2 pr\.", body(app))
    assert app.query_params["maal"] == measure


def test_trend_of_one_area(page) -> None:
    text = body(page("trends", indikator="re17_charged_per_1000", omraader="vangdalen"))
    assert "Siden 2017: 1 dårligere (af 1 område)." in text
    assert "+71,0" in text


def test_every_indicator_has_a_page(page, real_database) -> None:
    indicators = real_database.ask("indicators")
    # Every seventh, so that the suite stays short; the order changes with the content, so all come by in time.
    for indicator_id in indicators["indicator_id"].iloc[::7]:
        text = body(page("indicator", indikator=str(indicator_id)))
        assert "Hvad måles" in text
        assert "Sted" in text


def test_indicator_shows_correction_and_hole(page) -> None:
    text = body(page("indicator", indikator="re17_social_assistance"))
    assert "kan ikke læses" in text
    assert "4l" in text


def test_unknown_indicator_is_said(page) -> None:
    app = page("indicator", indikator="findes_ikke")
    assert "findes_ikke" in body(app)


def test_workbook_holds_numbers_definitions_and_what_it_is() -> None:
    frame = pd.DataFrame({"indicator_id": ["a"], "værdi": [40.6], "periode": [pd.Timestamp(2024, 1, 1)]})
    definitions = pd.DataFrame({"indikator": ["Uden for arbejdsmarkedet"], "definition": ["Andel"]})
    book = openpyxl.load_workbook(io.BytesIO(downloads.excel(frame, definitions, ["Kilde: test"])))
    assert book.sheetnames == ["Tal", "Definitioner", "Om"]
    assert book["Tal"]["B2"].value == 40.6
    assert book["Tal"]["C2"].value.year == 2024
    assert book["Om"]["A2"].value == "Kilde: test"


def test_pictures_carry_their_source() -> None:
    specification = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {}, "title": "Titel", "width": "container"}
    labelled = downloads.with_lines(specification, ["Kilde: Danmarks Statistik " * 12])
    assert labelled["title"]["text"] == "Titel"
    assert len(labelled["title"]["subtitle"]) > 1
    assert labelled["width"] == 1000
    assert b"Danmarks Statistik" in downloads.svg(labelled)
    assert specification["title"] == "Titel"


def _two_pages() -> None:
    import streamlit as st

    from pages.kit import choices

    many = {"a": "A", "b": "B", "c": "C"} if st.session_state.get("first", True) else {"b": "B", "c": "C", "d": "D"}
    st.write(",".join(choices.choose_many("Områder", many, "omraader", list(many))))


@pytest.mark.parametrize(
    ("chosen", "there"),
    [
        (None, "b,c,d"),  # nobody has chosen: everything, here too
        (["a", "b"], "b"),  # what is offered on both
        (["a"], "b,c,d"),  # nothing of it is offered
    ],
)
def test_areas_chosen_on_one_page_come_along_to_the_next_as_far_as_they_are_offered(chosen: list[str] | None, there: str) -> None:
    app = AppTest.from_function(_two_pages).run()
    if chosen is not None:
        app.get("button_group")[0].set_value(chosen).run()
    app.session_state["first"] = False
    # A step to another page takes nothing along in the address.
    del app.query_params["omraader"]
    app.run()
    assert not app.exception
    assert app.markdown[0].value == there
    assert not app.info
