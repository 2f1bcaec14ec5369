"""What the published file still says in other columns, in words, in its history and in its bytes."""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import disclosure, schema
from data.build import write_files
from data.disclosure.publish import tells
from data.pointer import Version
from data.reading import read_content
from pages.kit import downloads
from queries.connection import Database
from queries.package import data_package
from tests.fixture_content import RULES, VANG, make_content
from tests.raw import raw

OBSERVATION = ["value", "numerator", "denominator", "printed"]
HIDDEN = (disclosure.NOTE,)


@pytest.fixture(scope="module")
def file(real_build: Version) -> bytes:
    """The bytes of the real published file."""
    return real_build.published.read_bytes()


def test_nothing_of_a_deleted_figure_is_left_in_the_bytes(tmp_path: Path) -> None:
    tables = make_content().tables
    figures = tables["observation"]
    own = (figures["indicator_id"] == "fx_language_special") & (figures["area_id"] == VANG) & (figures["period_end"] == "2023-12-31")
    share, words = 300 / 13, "23,0769 pct. af tretten"
    tables["observation"] = figures.assign(
        value=figures["value"].mask(own, share), printed=figures["printed"].mask(own, words), note=figures["note"].mask(own, "Mest drenge.")
    )
    version = Version.in_folder(tmp_path, "leak")
    write_files(version, tables, RULES)
    for clue in (struct.pack("<d", share), words.encode(), b"Mest drenge."):
        assert clue in version.internal.read_bytes()
        assert clue not in version.published.read_bytes()


@pytest.mark.parametrize("table", ["observation", "activity_result"])
def test_a_hidden_row_of_the_real_file_has_no_figure_in_any_column(table: str, real_build: Version) -> None:
    columns = [name for name in OBSERVATION if name in schema.columns(table)]
    with raw(real_build.published) as connection:
        rows = connection.execute(f"select {', '.join(columns)} from {table} where note = ?", HIDDEN).fetchall()
        told = connection.execute(f"select count(*) from {table} where note = ? and status <> 'suppressed'", HIDDEN).fetchone()
    assert len(rows) > (50 if table == "observation" else 1)
    assert set(rows) == {(None,) * len(columns)}
    assert told == (0,)


def test_results_of_activities_are_hidden_where_they_count_few_persons(real_build: Version) -> None:
    with raw(real_build.published) as connection:
        shown = dict(connection.execute("select target_id, value from activity_result where target_id like 'aar16%'").fetchall())
    # 23 of 24 young people were helped on: that tells of the one who was not. Press releases and meetings are no persons.
    assert shown["aar16_t_plus12_bridged"] is None
    assert shown["aar16_t_health_agent_nationalities"] is None
    assert shown["aar16_t_plus12_attached"] == 24
    assert shown["aar16_t_press_releases"] == 3
    assert shown["aar16_t_involvement_meetings"] == 2


def test_every_small_result_that_is_shown_counts_no_persons() -> None:
    tables, rules = read_content().tables, disclosure.read_rules()
    figures, few, _ = disclosure.decide(tables, rules)
    small = figures[(figures["table"] == "activity_result") & figures["value"].between(1, 4) & ~few]
    spared = {name for entry in rules["exempt_targets"] for name in entry["targets"]}
    assert set(small["concept"]) <= spared
    assert len(small) >= 8
    assert spared <= set(tables["activity_target"]["target_id"])
    assert all(len(entry["reason"]) > 10 for entry in rules["exempt_targets"])


def test_a_recorded_result_is_judged_until_somebody_says_what_it_counts() -> None:
    tables = make_content().tables
    row = tables["activity_result"].iloc[[1]].assign(target_id="fx_t_words", value=3.0, status="published", printed="3", note=None)
    tables["activity_result"] = schema.cast("activity_result", pd.concat([tables["activity_result"], row]))
    assert disclosure.published(tables, RULES)["activity_result"].iloc[-1]["status"] == "suppressed"
    exempt = RULES | {"exempt_targets": [{"targets": ["fx_t_words"], "reason": "test"}]}
    assert disclosure.published(tables, exempt)["activity_result"].iloc[-1]["value"] == 3


def test_notes_and_corrections_beside_hidden_figures_hold_no_numbers(real_build: Version) -> None:
    subject = """
        select distinct observation.source_id, topic from secret.observation
        inner join secret.indicator on indicator.indicator_id = observation.indicator_id
        inner join observation as shown on shown.indicator_id::text = observation.indicator_id::text
            and shown.area_id::text = observation.area_id::text and shown.period_end = observation.period_end
        where shown.note = ?
    """
    with duckdb.connect() as connection:
        for name, path in (("shown", real_build.published), ("secret", real_build.internal)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        connection.execute("use shown")
        pairs = set(connection.execute(subject, HIDDEN).fetchall())
        joined = "select {0}.source_id, topic, {1} from {0} inner join indicator on indicator.indicator_id = {0}.indicator_id"
        notes = connection.execute(joined.format("observation", "note, printed, status")).fetchall()
        corrections = connection.execute(joined.format("correction", "reason, evidence, printed")).fetchall()
    assert len(pairs) >= 5
    beside = [row for row in notes if row[:2] in pairs]
    assert not [row for row in beside if tells(row[2])]
    # A printed figure that is not the used one is another equation: 34,0 % of 141 children are the six areas without the seventh.
    assert {row[3] for row in beside if row[4] == "corrected"} == {None}
    near = [row for row in corrections if row[:2] in pairs]
    assert near
    assert not [row for row in near if tells(row[2]) or tells(row[3]) or row[4]]


@pytest.mark.parametrize("clue", ["Trykt 34,0", "34,0%", "141 børn", "tre elever", "to børns forældre", "seks områders 51", "(15, 5, 3)"])
def test_clue_is_in_the_internal_file_only(clue: str, file: bytes, real_build: Version) -> None:
    assert clue.encode() not in file
    assert clue.encode() in real_build.internal.read_bytes()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Totalen 57 minus de øvrige", True), ("Kun to områder er med.", True), ("Ét barn har skiftet skole.", True),
        ("Afgangsår 2024.", False), ("Nævneren er beboertallet.", False), (None, False),
    ],
)  # fmt: skip
def test_a_note_with_a_number_that_is_no_year_tells(text: str | None, answer: bool) -> None:
    assert tells(text) is answer


def test_definitions_of_hidden_figures_do_not_print_them(internal: duckdb.DuckDBPyConnection, real_build: Version) -> None:
    with raw(real_build.published) as published:
        query = "select indicator_id, area_id, period_end from observation where note = ?"
        hidden = set(published.execute(query, HIDDEN).fetchall())
    query = """select observation.indicator_id, area_id, period_end, observation.printed,
        concat_ws(' ', method_note, definition, indicator.target_text)
        from observation inner join indicator on indicator.indicator_id = observation.indicator_id"""
    rows = [row for row in internal.execute(query).fetchall() if row[:3] in hidden]
    assert len(rows) == len(hidden)
    for row in rows:
        figure = re.search(r"[\d,]+", row[3])
        assert figure
        assert not re.search(rf"(?<![\d,.-]){re.escape(figure[0])}(?![\d,.-]| områder| af årene|-årige)", row[4]), row


def test_the_history_of_figures_keeps_only_that_something_changed() -> None:
    tables = make_content().tables
    names = ["observation", "activity_result", "comment"]
    kept = {"release_id": "r1", "action": "put", "before": None, "after": '{"value": 3}'}
    rows = [kept | {"number": number, "table_name": name, "row_key": f"{name}|2024"} for number, name in enumerate(names)]
    tables["change"] = schema.cast("change", pd.DataFrame(rows))
    changes = disclosure.published(tables, RULES)["change"]
    assert changes["after"].notna().tolist() == [False, False, True]
    assert changes["before"].isna().all()
    assert changes["row_key"].tolist() == [f"{name}|2024" for name in names]
    assert tables["change"]["after"].notna().all()


def test_exports_hold_what_the_file_holds(real_database: Database, internal: duckdb.DuckDBPyConnection) -> None:
    table = pd.read_csv(BytesIO(downloads.csv(real_database.ask("all_figures"))), sep=";", decimal=",", dtype=str)
    hidden = table[table.isin(HIDDEN).any(axis="columns")]
    assert len(hidden) > 50
    with zipfile.ZipFile(BytesIO(data_package(real_database))) as package:
        for name in ("observation", "activity_result"):
            found = [path for path in package.namelist() if Path(path).stem == name]
            assert {Path(path).suffix for path in found} == {".csv", ".parquet"}
            for path in found:
                read = pd.read_csv if path.endswith(".csv") else pd.read_parquet
                rows = read(BytesIO(package.read(path)))
                taken = rows[rows["note"].isin(HIDDEN)]
                assert len(taken) > 1
                assert taken[[column for column in OBSERVATION if column in rows]].isna().all(axis=None)
