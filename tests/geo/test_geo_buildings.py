"""The areas' buildings: how each came in, whether their dwellings add up to the plan's number, and the shapes about them."""

from itertools import combinations

import geopandas as gpd
import pandas as pd
import pytest
import yaml

from data.checks.geography import check_geography
from data.schema import cast
from geo.buildings import buildings, far_from_area, placed_buildings, tie_out
from geo.coder import Coder, plan_coder
from geo.errors import GeoError
from geo.plan import PRINTED, plan_ranges, read_ranges
from geo.report import report_text
from geo.shapes import building_shapes

# The plan's own numbers of dwellings on 1 January 2024, as the area chapters print them.
PRINTED_DWELLINGS = {
    "gl_jennumparken": 554,
    "glarbjergvej": 759,
    "hermann_stillingsvej": 729,
    "energivej": 593,
    "vangdalen": 344,
    "sjaellandsgade": 648,
    "centrale_randers": 534,
}


@pytest.fixture(scope="module")
def placed() -> gpd.GeoDataFrame:
    return placed_buildings(plan_ranges(), plan_coder())


def test_dwellings_of_the_listed_buildings_tie_out_with_the_plan(placed: gpd.GeoDataFrame) -> None:
    frame = tie_out(placed).set_index("area_id")
    assert (frame["found"] - pd.Series(PRINTED_DWELLINGS)).to_dict() == {
        "gl_jennumparken": 0,
        "glarbjergvej": 0,
        "hermann_stillingsvej": 1,
        "energivej": 0,
        "vangdalen": 0,
        "sjaellandsgade": -96,
        "centrale_randers": -44,
    }
    assert frame.loc["energivej", ["listed", "letters", "property"]].tolist() == [561, 0, 32]
    assert frame.loc["centrale_randers", ["listed", "letters", "property"]].tolist() == [443, 47, 0]
    # What does not agree says so, and what agrees has nothing to excuse but how it was read.
    assert set(frame.index[frame["note"].notna()]) == {"hermann_stillingsvej", "energivej", "sjaellandsgade", "centrale_randers"}


def test_garnisonsvej_is_settled_by_evidence_and_would_be_21_dwellings_more() -> None:
    as_printed = read_ranges(yaml.safe_load(PRINTED.read_text(encoding="utf-8"))["areas"])
    open_reading = placed_buildings(as_printed, Coder(as_printed))
    assert tie_out(open_reading).set_index("area_id").loc["gl_jennumparken", "listed"] == 575
    settled = next(item for item in plan_ranges() if item.street == "Garnisonsvej" and item.text.startswith("7-19"))
    assert (settled.parity, settled.ambiguous) == ("odd", False)
    assert "5609866" in settled.rule


def test_a_reading_that_settles_nothing_is_refused() -> None:
    area = {"area_id": "vangdalen", "heading": "a", "source_place": "p", "streets": ["Falkevej 7-19 (ulige numre)"]}
    reading = {"area_id": "vangdalen", "street": "Falkevej", "interval": "7-19", "side": "odd", "rule": "r"}
    with pytest.raises(GeoError, match="Falkevej 7-19 passer på 0 uklare intervaller"):
        read_ranges([area], [reading])


def test_how_a_building_came_in_is_said(placed: gpd.GeoDataFrame) -> None:
    why = {(row.street, row.house_no): (row.why, row.area_id) for row in placed.itertuples()}
    assert why["Asavænget", "15"] == ("property", "energivej")
    assert why["Mariagervej", "28"] == ("letters", "centrale_randers")
    assert why["Falkevej", "1"] == ("listed", "glarbjergvej")
    assert why["Garnisonsvej", "20A"][0] == "not_listed"
    assert placed["building_id"].is_unique
    assert len(placed) == 401


def test_a_property_shared_by_two_areas_joins_nobody() -> None:
    ranges = read_ranges(
        [
            {"area_id": "vangdalen", "heading": "a", "source_place": "p", "streets": ["Falkevej 1"]},
            {"area_id": "energivej", "heading": "b", "source_place": "p", "streets": ["Falkevej 3"]},
        ]
    )
    three = buildings().iloc[:3].assign(street="Falkevej", house_no=["1", "3", "5"], postcode="8930", property_no="77")
    placed = placed_buildings(ranges, Coder(ranges), gpd.GeoDataFrame(three))
    assert placed["why"].tolist() == ["listed", "listed", "not_listed"]
    one_area = gpd.GeoDataFrame(three.assign(house_no=["1", "5", "7"]))
    assert placed_buildings(ranges, Coder(ranges), one_area)["why"].tolist() == ["listed", "property", "property"]


def test_shapes_hold_all_own_buildings_and_nobody_elses(placed: gpd.GeoDataFrame) -> None:
    shapes = building_shapes(placed).set_index("area_id")
    assert set(shapes["method"]) == {"buildings"}
    assert all(first.intersection(second).area < 1 for first, second in combinations(shapes.geometry, 2))
    within = gpd.sjoin(placed[["area_id", "geometry"]], shapes[["geometry"]].reset_index(names="shape_of"), predicate="within")
    assert len(within) == placed["area_id"].notna().sum()
    assert (within["area_id"] == within["shape_of"]).all()
    # Thirty-five metres of ground about a building that stands alone.
    assert shapes.loc["vangdalen", "note"] == "Tegnet om 11 bygninger i bygningsregisteret (BBR)."
    parts = [part for shape in shapes.geometry for part in getattr(shape, "geoms", [shape])]
    assert min(part.area for part in parts) > 1000


def test_shapes_are_the_same_bytes_whatever_the_order(placed: gpd.GeoDataFrame) -> None:
    assert building_shapes(placed).to_wkb().equals(building_shapes(placed.iloc[::-1].reset_index(drop=True)).to_wkb())


def test_a_building_a_kilometre_from_its_area_is_a_finding(placed: gpd.GeoDataFrame) -> None:
    assert far_from_area(placed, 1000).empty
    moved = placed.copy()
    row = moved.index[moved["area_id"] == "vangdalen"][0]
    moved.loc[[row], "geometry"] = moved.loc[[row], "geometry"].translate(yoff=3000)
    tables = {"building": cast("building", pd.DataFrame(moved.to_wkb())), "tie_out": cast("tie_out", tie_out(moved))}
    findings = check_geography(tables)
    assert [finding.table for finding in findings] == ["building"]
    assert "står på listen for vangdalen, men ligger 2" in findings[0].message


def test_other_dwellings_than_expected_stop_the_build(placed: gpd.GeoDataFrame) -> None:
    fewer = placed[placed["building_id"] != "asavaenget_15"]
    findings = check_geography({"building": cast("building", pd.DataFrame()), "tie_out": cast("tie_out", tie_out(fewer))})
    assert [(finding.where, "har 561 boliger, men 593 var ventet" in finding.message) for finding in findings] == [("energivej", True)]


def test_the_report_has_the_tie_out_table() -> None:
    text = report_text(plan_ranges())
    assert "Energivej-området: 593 boliger i 17 bygninger (561 efter adresse, 32 efter ejendomsnummer)" in text
    assert "Centrale Randers: 490 boliger i 15 bygninger (443 efter adresse, 47 efter husnummer uden bogstav)" in text
    assert "Asavænget 15" in text
    assert "44 færre end planens 534" in text
