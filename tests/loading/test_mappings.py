"""Every shipped mapping on a synthetic file of the shape its source documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data.loading.known import Known, known_from_text
from data.loading.mapping import SHIPPED, Mapping, MappingError, load_mapping, mapping_names, parse_mapping, save_mapping
from data.loading.reading import Reading, read_bytes
from tests.loading import makers
from tests.loading.makers import TODAY, here

MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "dst-boligstatistiske-noegletal": ("nøgletal.xlsx", makers.noegletal),
    "statistikbanken-csv": ("folk1a.csv", makers.statistikbanken_csv),
    "statistikbanken-jsonstat": ("folk1a.json", makers.statistikbanken_jsonstat),
    "statistikbanken-excel": ("folk1a.xlsx", makers.statistikbanken_excel),
    "lbf-boligsociale-data": ("boligsociale.xlsx", makers.boligsociale_data),
    "lbf-beboerdata": ("beboerdata.xlsx", makers.beboerdata),
    "randers-bi-udtraek": ("udtræk.csv", makers.bi_extract),
    "jobindsats": ("ptva02.json", makers.jobindsats),
    "uddannelsesstatistik": ("fravær.json", makers.uddannelsesstatistik),
}


@pytest.fixture(scope="module")
def real() -> Known:
    """The real areas, indicators and sources."""
    return known_from_text()


def shipped(name: str) -> Mapping:
    return parse_mapping((SHIPPED / f"{name}.yml").read_text("utf-8"), name)


def reading(name: str, real: Known) -> Reading:
    file, maker = MAKERS[name]
    return read_bytes(maker(), file, shipped(name), real, today=TODAY, run=here)


def lines(found: Reading) -> list[str]:
    """Area, period, value or status of every observation, in one line each."""
    return [
        f"{row.indicator_id} {row.area_id} {row.period_start:%Y-%m-%d}/{row.period_end:%Y-%m-%d} "
        f"{row.status if row.status != 'published' else f'{row.value:g}'}"
        for row in found.observations.itertuples()
    ]


EXPECTED = {
    "dst-boligstatistiske-noegletal": [
        "hp25_residents gl_jennumparken 2023-01-01/2023-01-01 1290",
        "hp25_residents gl_jennumparken 2024-01-01/2024-01-01 1270",
        "hp25_residents vangdalen 2023-01-01/2023-01-01 820",
        "hp25_residents vangdalen 2024-01-01/2024-01-01 814",
        "hp25_children_under_18 gl_jennumparken 2023-01-01/2023-01-01 370",
        "hp25_children_under_18 gl_jennumparken 2024-01-01/2024-01-01 362",
        "hp25_children_under_18 vangdalen 2023-01-01/2023-01-01 suppressed",
        "hp25_children_under_18 vangdalen 2024-01-01/2024-01-01 0",
        "hp25_youth_education_18_29 gl_jennumparken 2024-01-01/2024-12-31 61.5",
        "hp25_youth_education_18_29 vangdalen 2024-01-01/2024-12-31 70.25",
    ],
    "statistikbanken-csv": [
        "dst_population randers_kommune 2024-01-01/2024-01-01 99152",
        "dst_population randers_kommune 2024-04-01/2024-04-01 not_published",
        "dst_population denmark 2024-01-01/2024-01-01 5.96125e+06",
    ],
    "statistikbanken-jsonstat": [
        "dst_population denmark 2024-01-01/2024-01-01 5.96125e+06",
        "dst_population denmark 2024-04-01/2024-04-01 5.96376e+06",
        "dst_population randers_kommune 2024-01-01/2024-01-01 99152",
        "dst_population randers_kommune 2024-04-01/2024-04-01 not_published",
    ],
    "statistikbanken-excel": [
        "dst_population denmark 2025-01-01/2025-01-01 6.00101e+06",
        "dst_population denmark 2025-04-01/2025-04-01 6.0034e+06",
        "dst_population randers_kommune 2025-01-01/2025-01-01 100223",
        "dst_population randers_kommune 2025-04-01/2025-04-01 not_published",
    ],
    "lbf-boligsociale-data": [
        "hp25_daycare_1_5 areas_7 2021-01-01/2021-12-31 94.3",
        "hp25_daycare_1_5 randers_kommune 2021-01-01/2021-12-31 89.7",
        "hp25_daycare_1_5 areas_7 2022-01-01/2022-12-31 95.1",
        "hp25_daycare_1_5 randers_kommune 2022-01-01/2022-12-31 not_published",
        "hp25_grade_9_danish_maths areas_7 2022-01-01/2022-12-31 7",
        "hp25_grade_9_danish_maths randers_kommune 2022-01-01/2022-12-31 7.8",
    ],
    "lbf-beboerdata": [
        "lbf_residents_year_end gl_jennumparken 2021-01-01/2021-12-31 1301",
        "lbf_residents_year_end gl_jennumparken 2022-01-01/2022-12-31 1288",
        "lbf_residents_year_end gl_jennumparken 2023-01-01/2023-12-31 1270",
        "lbf_residents_year_end vangdalen 2021-01-01/2021-12-31 833",
        "lbf_residents_year_end vangdalen 2022-01-01/2022-12-31 suppressed",
        "lbf_residents_year_end vangdalen 2023-01-01/2023-12-31 814",
    ],
    "randers-bi-udtraek": [
        "hp25_outside_labour_market_own_12m gl_jennumparken 2023-10-01/2024-09-30 43.7",
        "hp25_outside_labour_market_own_12m glarbjergvej 2023-10-01/2024-09-30 38.3",
        "hp25_outside_labour_market_own_12m vangdalen 2023-10-01/2024-09-30 suppressed",
        "hp25_school_absence randers_kommune 2023-08-01/2024-07-31 7.2",
    ],
    "jobindsats": [
        "jobindsats_public_support randers_kommune 2024-08-01/2024-08-31 21.4",
        "jobindsats_public_support randers_kommune 2024-09-01/2024-09-30 21.2",
        "jobindsats_public_support denmark 2024-08-01/2024-08-31 18.1",
    ],
    "uddannelsesstatistik": [
        "stil_school_absence randers_kommune 2022-08-01/2023-07-31 7.3",
        "stil_school_absence randers_kommune 2023-08-01/2024-07-31 7.1",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_documented_format_gives_its_figures(name: str, real: Known) -> None:
    found = reading(name, real)
    assert [str(error) for error in found.errors] == []
    assert lines(found) == EXPECTED[name]


def test_every_shipped_mapping_is_tried_and_says_whether_its_layout_is_known() -> None:
    names = {path.stem for path in SHIPPED.glob("*.yml")}
    assert names == {*MAKERS, "postgresql"}
    for name in names:
        text = (SHIPPED / f"{name}.yml").read_text("utf-8")
        assert "layout_known:" in text
        assert "\nunused:" in text, f"{name} does not say what it expects of columns it does not use"
        if not shipped(name).layout_known:
            assert "Adjust" in text, name


@pytest.mark.parametrize("name", sorted({*MAKERS, "postgresql"}))
def test_shipped_mapping_points_at_things_that_exist(name: str, real: Known) -> None:
    own = shipped(name)
    new = {one.indicator_id for one in own.indicators}
    assert {target.id for target in own.indicator_map.values() if target} <= {*real.indicators, *new}
    assert {area for area in own.areas.values() if area} <= set(real.area_names)
    assert {own.source_id, *(one.source_id for one in own.indicators)} <= real.sources


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_extract_reads_the_same_in_every_encoding(encoding: str, real: Known) -> None:
    found = read_bytes(makers.bi_extract(encoding), "udtræk.csv", shipped("randers-bi-udtraek"), real, today=TODAY, run=here)
    assert lines(found) == EXPECTED["randers-bi-udtraek"]


def test_observation_carries_counts_notes_and_the_place_it_came_from(real: Known) -> None:
    rows = reading("randers-bi-udtraek", real).observations.set_index("area_id")
    first = rows.loc["gl_jennumparken"]
    assert (first["numerator"], first["denominator"], first["printed"], first["note"]) == (332, 760, "43,7 %", "Foreløbigt tal")
    assert first["source_place"] == "Udtræk fra Bosoc, Uden for arbejdsmarkedet"
    assert first["source_id"] == "randers-fagsystemer"
    assert rows.loc["vangdalen", "note"] == "Skjult af kilden, fordi der er få personer."
    assert reading("dst-boligstatistiske-noegletal", real).observations["source_place"].unique().tolist() == [
        "Tabel 1. Beboere pr. 1. januar", "Tabel 8. Uddannelse, procent",
    ]  # fmt: skip


def test_skipped_areas_and_indicators_are_said_aloud_once(real: Known) -> None:
    said = [str(found) for found in reading("jobindsats", real).findings]
    assert said == [
        "„Aarhus“ er ingen af monitorens områder og er sprunget over. Se efter, at det skal det.",
        "„A-dagpenge mv.“ er ikke nævnt i tilknytningen og er sprunget over. Se efter, at det skal det.",
    ]


def test_json_stat_2_and_sparse_values_read_like_version_1(real: Known) -> None:
    old = json.loads(makers.statistikbanken_jsonstat())["dataset"]
    dimension = old["dimension"]
    new = {"version": "2.0", "class": "dataset", **old, "id": dimension.pop("id"), "size": dimension.pop("size")}
    new["value"] = {"0": 5961249, "1": 5963758, "2": 99152}
    found = read_bytes(json.dumps(new).encode(), "ny.json", shipped("statistikbanken-jsonstat"), real, today=TODAY, run=here)
    assert lines(found) == EXPECTED["statistikbanken-jsonstat"]


def test_wrong_mapping_is_told_field_by_field_in_danish() -> None:
    text = """
title: 3
format: xls
area: "{Område}"
period: {txt: x}
indicator: x
figures: {numerator: Antal}
header_rows: 0
indicator_map: {a: {id: share, unit: pct}}
farve: blå
"""
    with pytest.raises(MappingError) as caught:
        parse_mapping(text, "forkert")
    sentences = caught.value.problems
    for expected in (
        "title skal være tekst", "format er „xls“, men skal være", "source_id mangler", "period.text mangler", "period.txt er ikke et felt",
        "header_rows skal være mindst 1", "indicator_map.a.unit er „pct“", "farve er ikke et felt",
    ):  # fmt: skip
        assert any(sentence.startswith(expected) for sentence in sentences), (expected, sentences)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: [", "Teksten er ikke YAML i linje"),
        ("bare tekst", "Teksten skal bestå af felter"),
        ("{**}", "Teksten er ikke YAML"),
    ],
)
def test_text_that_is_no_mapping_is_told_so(text: str, expected: str) -> None:
    with pytest.raises(MappingError, match=expected):
        parse_mapping(text, "forkert")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("ignore_rows", ["("], "er ikke et regulært udtryk"),
        ("period", {"text": "{År}", "pattern": r"\d+"}, "netop én parentes"),
        ("figures", {"numerator": "Antal"}, "i hvilken kolonne value står"),
        ("format", "postgres", "relation skal være navnet på en tabel"),
        ("name", "../x", "name må kun rumme"),
    ],
)
def test_mapping_that_contradicts_itself_is_refused(field: str, value: object, expected: str) -> None:
    with pytest.raises(MappingError, match=expected):
        makers.mapping(**{field: value})


def test_saved_mapping_goes_before_the_shipped_one_and_a_wrong_one_is_not_saved(tmp_path: Path) -> None:
    text = (SHIPPED / "jobindsats.yml").read_text("utf-8")
    save_mapping(text.replace("Jobindsats, ptv_a02", "Jobindsats, y36_a02"), "jobindsats", tmp_path)
    assert load_mapping("jobindsats", tmp_path).source_place == "Jobindsats, y36_a02"
    assert set(mapping_names(tmp_path)) >= {"jobindsats", "statistikbanken-csv"}
    for name, wrong in (("jobindsats", "format: x"), ("../uden_for", text)):
        with pytest.raises(MappingError):
            save_mapping(wrong, name, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["jobindsats.yml"]
    with pytest.raises(MappingError, match=r"findes ikke\. Kendte er: "):
        load_mapping("../../sources", tmp_path)
