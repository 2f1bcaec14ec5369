"""The contract of docs and pages: these tables and columns exist, are explained and hold rows."""

from __future__ import annotations

import duckdb
import pytest
import shapely
from pyproj import CRS

from data.pointer import Version
from tests.raw import raw

# Written down here on purpose, not read from schema.yml: what others rely on must not change with that file.
CONTRACT = {
    "area": "area_id name kind sort_order color valid_from valid_to note",
    "plan": "plan_id name starts ends",
    "focus_area": "focus_area_id plan_id name",
    "goal": "goal_id plan_id focus_area_id level title target_text",
    "indicator": "indicator_id goal_id title short_title definition population unit decimals direction period_kind source_id "
    "method_note comparable_with",
    "observation": "indicator_id area_id period_start period_end value numerator denominator status note source_id source_place release_id",
    "source": "source_id title publisher published licence",
    "correction": "indicator_id area_id period_end printed used reason evidence",
    "criterion": "criterion_id status title operator threshold unit population valid_from valid_to law_place",
    "activity": "activity_id plan_id focus_area_id name purpose target_group responsible starts ends",
    "activity_target": "target_id activity_id measure unit target_low target_high cadence source_id source_place",
    "activity_result": "target_id period_start period_end value status note source_id source_place release_id",
    "staff_hours": "activity_id organisation hours_per_year",
    "milestone": "milestone_id due done",
    "meeting": "meeting_id body date",
    "address_range": "range_id area_id street from_number from_letter to_number to_letter parity text source_place",
    "access_address": "street number letter postcode area_id geometry",
    "area_shape": "area_id geometry method note",
    "release": "release_id loaded_at origin sha256 rows",
}
# Filled first when an address register is imported.
MAY_BE_EMPTY = {"access_address"}
KINDS = {"housing_area", "areas_total", "municipality", "municipality_rest", "benchmark"}
# Easting and northing of a box around the town, metres in EPSG:25832.
RANDERS = shapely.box(555_000, 6_250_000, 575_000, 6_266_000)


@pytest.mark.parametrize("table", CONTRACT)
def test_table_has_its_columns_and_rows(table: str, internal: duckdb.DuckDBPyConnection) -> None:
    columns = [row[0] for row in internal.execute("select column_name from duckdb_columns() where table_name = ?", [table]).fetchall()]
    assert set(CONTRACT[table].split()) <= set(columns)
    rows = internal.execute(f"select count(*) from {table}").fetchall()[0][0]
    assert rows > 0 or table in MAY_BE_EMPTY


@pytest.mark.parametrize("file", ["published", "internal"])
def test_every_table_and_column_is_explained(file: str, real_build: Version) -> None:
    with raw(getattr(real_build, file)) as connection:
        bare = connection.execute("select table_name from duckdb_tables() where coalesce(length(comment), 0) < 10").fetchall()
        assert bare == []
        bare = connection.execute("select table_name, column_name from duckdb_columns() where coalesce(length(comment), 0) < 2").fetchall()
        assert [row for row in bare if row[0] in CONTRACT] == []


def test_both_files_hold_the_same_tables(real_build: Version) -> None:
    found = []
    for path in (real_build.published, real_build.internal):
        with raw(path) as connection:
            found.append(connection.execute("select table_name, column_name, data_type from duckdb_columns() order by all").fetchall())
    assert found[0] == found[1]


def test_seven_areas_and_one_municipality(internal: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(internal.execute("select kind, count(*) from area group by kind").fetchall())
    assert set(kinds) == KINDS
    assert kinds["housing_area"] == 7
    assert kinds["municipality"] == 1
    names = [row[0] for row in internal.execute("select name from area where kind = 'housing_area' order by sort_order").fetchall()]
    assert names[0] == "Gl. Jennumparken"
    assert names[-1] == "Centrale Randers"


def test_the_documents_are_all_there(internal: duckdb.DuckDBPyConnection) -> None:
    counts = dict(internal.execute("select source_id, count(*) from observation group by source_id").fetchall())
    assert set(counts) == {
        "helhedsplan-2025-29", "resultatevaluering-2017-21", "resultatevaluering-2013-17", "aarsrapport-2016",
        "evaluering-bysekretariatet-2009-13",
    }  # fmt: skip
    assert sum(counts.values()) > 600
    assert internal.execute("select count(*) from activity_target").fetchall()[0][0] >= 150


def test_area_shapes_come_back_as_places_in_randers(internal: duckdb.DuckDBPyConnection) -> None:
    """The core of the database does not know the coordinate system by its code; the shapes must survive that."""
    rows = internal.execute("select area_id, ST_AsWKB(geometry) from area_shape").fetchall()
    assert len(rows) == 7
    for area_id, geometry in rows:
        shape = shapely.from_wkb(bytes(geometry))
        assert shape.is_valid, area_id
        assert shape.geom_type in ("Polygon", "MultiPolygon")
        assert RANDERS.contains(shape), area_id
        assert 1_000 < shape.area < 2_000_000


def test_a_plain_read_gives_the_same_geometry(internal: duckdb.DuckDBPyConnection) -> None:
    plain = internal.execute("select geometry, ST_AsWKB(geometry) as wkb from area_shape order by area_id").df()
    for left, right in zip(plain["geometry"], plain["wkb"], strict=True):
        assert shapely.from_wkb(bytes(left)).equals(shapely.from_wkb(bytes(right)))


def test_geometry_carries_its_coordinate_system(internal: duckdb.DuckDBPyConnection) -> None:
    kinds = internal.execute("select table_name, data_type from duckdb_columns() where column_name = 'geometry'").fetchall()
    assert {"area_shape", "access_address", "border", "building", "fabric", "landmark"} <= {table for table, _ in kinds}
    for table, kind in kinds:
        definition = kind.removeprefix("GEOMETRY('").removesuffix("')").replace("''", "'")
        assert CRS.from_json(definition).to_epsg() == 25832, table


def test_background_lies_near_randers(internal: duckdb.DuckDBPyConnection) -> None:
    wide = RANDERS.buffer(40_000)
    for table in ("border", "building", "fabric", "landmark"):
        shapes = [shapely.from_wkb(bytes(row[0])) for row in internal.execute(f"select ST_AsWKB(geometry) from {table}").fetchall()]
        assert shapes
        assert all(shape.is_valid and wide.intersects(shape) for shape in shapes), table


def test_every_hole_has_a_reason(internal: duckdb.DuckDBPyConnection) -> None:
    silent = internal.execute(
        "select indicator_id, area_id from observation where value is null and (note is null or status in ('published', 'corrected'))"
    ).fetchall()
    assert silent == []


def test_text_is_trimmed_and_dates_make_sense(internal: duckdb.DuckDBPyConnection) -> None:
    columns = internal.execute(
        "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and not internal"
    ).fetchall()
    for table, column in columns:
        ragged = internal.execute(f"select {column} from {table} where {column} <> trim({column}) or {column} = ''").fetchall()
        # A house number without a letter has an empty letter.
        assert not ragged or (table, column) == ("access_address", "letter"), (table, column, ragged[:3])
    odd = internal.execute("select * from observation where period_start < date '1990-01-01' or period_end > date '2030-01-01'").fetchall()
    assert odd == []
