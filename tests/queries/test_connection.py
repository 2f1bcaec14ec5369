"""The connection: read-only and locked down, clear when there is nothing to read, right under many threads."""

from __future__ import annotations

import ast
import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import paths
from data.pointer import Version, write_pointer
from queries.connection import Database, NoDatabaseError, build_folder, current_version
from queries.sql_text import QUESTIONS, UnknownQuestionError, questions
from tests import source
from tests.fixture_content import JENNUM, PLAN, VANG, make_content, write_database

FORBIDDEN = {
    "read a CSV file": "select * from read_csv('/etc/passwd')",
    "read a text file": "select * from read_text('/etc/hostname')",
    "read a file by its name": "from '/etc/hostname'",
    "list files": "select * from glob('/*')",
    "read from the net": "select * from read_csv('https://example.org/a.csv')",
    "copy out": "copy area to '/tmp/stolen.csv'",
    "export": "export database '/tmp/stolen'",
    "install": "install httpfs",
    "load": "load httpfs",
    "attach": "attach '/tmp/other.duckdb' as other",
    "attach in memory and copy": "attach ':memory:' as other",
    "setting": "set enable_external_access = true",
    "locked setting": "set lock_configuration = false",
    "harmless setting": "set threads = 8",
    "pragma": "pragma enable_profiling",
    "write": "insert into plan values ('x', 'x', date '2020-01-01', date '2021-01-01', null)",
    "update": "update observation set value = 0",
    "delete": "delete from correction",
    "create": "create table stolen (a integer)",
    "drop": "drop table observation",
    "secret": "create secret s (type s3)",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_everything_but_asking_is_refused(statement: str, fixture_database: Database) -> None:
    with fixture_database._connection.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement).fetchall()
    assert len(fixture_database.ask("areas")) == 5


@pytest.mark.parametrize(
    "name", ["findes_ikke", "../data/schema", "Areas", "areas.sql", "areas; drop table area", "", "areas\n", "/etc/passwd", "ar eas"]
)
def test_unknown_question_is_refused(name: str, fixture_database: Database) -> None:
    with pytest.raises(UnknownQuestionError):
        fixture_database.ask(name)


@pytest.mark.parametrize("name", ["area; drop table area", "Area", "main.area", "read_csv('/etc/passwd')", "", "area--", "'/etc/hostname'"])
def test_name_that_is_no_table_name_is_refused(name: str, fixture_database: Database) -> None:
    with pytest.raises(UnknownQuestionError):
        fixture_database.table(name)


def test_missing_parameter_is_named_and_extra_ones_do_no_harm(fixture_database: Database) -> None:
    with pytest.raises(KeyError, match="area_id"):
        fixture_database.ask("area_figures")
    assert len(fixture_database.ask("areas", area_id=VANG)) == 5


def test_parameters_are_values_and_never_sql(fixture_database: Database) -> None:
    assert fixture_database.ask("area_figures", area_id="x' or '1' = '1").empty
    assert fixture_database.ask("area_figures", area_id="x'; drop table area; --").empty
    assert len(fixture_database.ask("areas")) == 5


def test_tables_come_in_key_order(fixture_database: Database) -> None:
    observations = fixture_database.table("observation")
    keys = observations[["indicator_id", "area_id", "period_end"]]
    assert keys.equals(keys.sort_values(["indicator_id", "area_id", "period_end"]))
    assert len(observations) == 67


def test_questions_are_the_files() -> None:
    assert "area_figures" in questions()
    assert questions() == sorted(path.stem for path in QUESTIONS.glob("*.sql"))


def test_only_this_module_opens_a_database() -> None:
    """One function opens connections; DuckDB's module-wide default connection is used nowhere."""
    root = QUESTIONS.parent
    opened = []
    for path in [root / "app.py", root / "server.py", *(root / "queries").rglob("*.py"), *(root / "pages").rglob("*.py")]:
        for node in source.nodes(path):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "duckdb":
                assert node.attr not in {"sql", "query", "execute", "default_connection"}, path
                if node.attr == "connect":
                    opened.append(path.name)
    assert opened == ["connection.py"]


def test_build_folder_is_the_same_for_reader_and_writer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MONITOR_BUILD_DIR", raising=False)
    assert build_folder() == paths.build_folder()
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path))
    assert build_folder() == paths.build_folder() == tmp_path


# What an answer looks like to a page. A column without a single value keeps the type its table promises.
DTYPES = {
    "VARCHAR": {"str"},
    "DOUBLE": {"float64"},
    "DATE": {"datetime64[us]"},
    "TIMESTAMP": {"datetime64[us]"},
    "INTEGER": {"int32", "Int32"},
    "BOOLEAN": {"bool", "boolean"},
    "GEOMETRY": {"object"},
}


@pytest.mark.parametrize("database", ["fixture_database", "real_database"])
def test_types_at_the_boundary(database: str, request: pytest.FixtureRequest) -> None:
    opened: Database = request.getfixturevalue(database)
    kinds = opened.ask("table_columns")
    for table, columns in kinds.groupby("table_name"):
        frame = opened.table(str(table))
        for column in columns.itertuples():
            kind = str(column.data_type).split("(")[0]
            assert str(frame[column.column_name].dtype) in DTYPES[kind], (table, column.column_name)


def test_types_of_an_answer(fixture_database: Database) -> None:
    figures = fixture_database.ask("indicator_figures", indicator_id="fx_outside")
    assert str(figures["value"].dtype) == "float64"
    assert str(figures["period_end"].dtype) == "datetime64[us]"
    assert figures["period_end"].dt.tz is None
    assert str(figures["area_name"].dtype) == "str"
    assert str(figures["area_order"].dtype) == "int32"
    totals = fixture_database.ask("totals")
    assert totals["figures"].dtype.kind == "i"
    coverage = fixture_database.ask("coverage", source_id="helhedsplan-2025-29")
    assert coverage["year"].dtype.kind == "i"


def test_missing_values_are_missing_and_not_zero(fixture_database: Database) -> None:
    placed = fixture_database.ask("indicator_figures", indicator_id="fx_placed").set_index(["area_id", "period_end"])
    assert pd.isna(placed.loc[(VANG, pd.Timestamp(2022, 12, 31)), "value"])
    assert placed.loc[(JENNUM, pd.Timestamp(2023, 12, 31)), "value"] == 0


def test_nothing_built(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError, match=r"Der er ikke bygget nogen database endnu\. Kør 'make build'"):
        current_version(tmp_path)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b'{"version": "a"}', b'{"version": 1, "database": 2}', b"\xff\xfe\x00"])
def test_pointer_that_cannot_be_read(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "current.json").write_bytes(text)
    with pytest.raises(NoDatabaseError, match=r"Pegepinden current\.json kan ikke læses\. Kør 'make build'"):
        current_version(tmp_path)


def test_pointer_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "current.json").mkdir()
    with pytest.raises(NoDatabaseError, match=r"Pegepinden current\.json kan ikke læses"):
        current_version(tmp_path)


def test_pointer_at_a_file_that_is_not_there(tmp_path: Path) -> None:
    write_pointer(tmp_path, Version.in_folder(tmp_path, "borte"))
    with pytest.raises(NoDatabaseError, match=r"Databasefilen monitor-borte\.duckdb findes ikke"):
        current_version(tmp_path)


def test_pointer_cannot_lead_out_of_its_folder(tmp_path: Path, fixture_version: Version) -> None:
    inside = tmp_path / "build"
    inside.mkdir()
    shutil.copy(fixture_version.published, tmp_path / "secret.duckdb")
    pointer = {"version": "x", "database": "../secret.duckdb", "internal": "../secret.duckdb"}
    (inside / "current.json").write_text(json.dumps(pointer))
    with pytest.raises(NoDatabaseError, match=r"Databasefilen secret\.duckdb findes ikke"):
        current_version(inside)


@pytest.mark.parametrize("content", [b"", b"ikke en database", b"\x00" * 4096])
def test_file_that_is_no_database(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "monitor-x.duckdb"
    path.write_bytes(content)
    with pytest.raises(NoDatabaseError, match=r"Databasefilen monitor-x\.duckdb kan ikke åbnes"):
        Database(path, "x")


def test_missing_file_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "monitor-x.duckdb"
    with pytest.raises(NoDatabaseError, match=r"Databasefilen monitor-x\.duckdb kan ikke åbnes"):
        Database(path, "x")
    assert not path.exists()


def test_file_cut_short_is_refused(tmp_path: Path, fixture_version: Version) -> None:
    version = Version.in_folder(tmp_path, "kort")
    for original, path in ((fixture_version.published, version.published), (fixture_version.internal, version.internal)):
        shutil.copy(original, path)
    write_pointer(tmp_path, version)
    assert current_version(tmp_path) == ("kort", version.published)
    version.published.write_bytes(version.published.read_bytes()[:300_000])
    with pytest.raises(NoDatabaseError, match=r"Databasefilen monitor-kort\.duckdb"):
        current_version(tmp_path)


def test_sixteen_threads_get_their_own_rows(fixture_database: Database) -> None:
    """One connection shared between threads gives wrong rows without an error; a cursor for each question does not."""
    choices = [(PLAN, "strategic"), (PLAN, "sub_goal"), ("plan-2017-21", "success_criterion")]
    expected = [fixture_database.ask("plan_goals", plan_id=plan, level=level)["goal_id"].tolist() for plan, level in choices]
    assert expected == [["fx_g_learning", "fx_g_work", "fx_g_safety", "fx_g_community"], ["fx_g_attendance"], ["fx_g_old"]]
    barrier = threading.Barrier(16)

    def ask(number: int) -> int:
        barrier.wait()
        wrong = 0
        # Of four hundred answers over one shared connection nearly all are wrong; a cursor for each makes none.
        for turn in range(25):
            chosen = (number + turn) % 3
            plan, level = choices[chosen]
            wrong += fixture_database.ask("plan_goals", plan_id=plan, level=level)["goal_id"].tolist() != expected[chosen]
        return wrong

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(ask, range(16))) == 0


def test_switch_of_version_under_load_is_old_or_new_and_never_a_mixture(tmp_path: Path) -> None:
    """Readers look the version up at every turn while new files and pointers arrive."""
    versions = []
    for number in range(2):
        content = make_content()
        # Every figure says which version it belongs to.
        content.tables["observation"]["value"] = 1000.0 + number
        content.tables["observation"]["status"] = "published"
        content.tables["observation"][["numerator", "denominator"]] = float("nan")
        versions.append(write_database(tmp_path, content, f"udgave{number}"))
    write_pointer(tmp_path, versions[0])
    done = threading.Event()
    opened: dict[str, Database] = {}
    lock = threading.Lock()
    seen: list[set[str]] = []

    def database() -> Database:
        version, path = current_version(tmp_path)
        with lock:
            if version not in opened:
                opened[version] = Database(path, version)
            return opened[version]

    def read() -> int:
        mixed, versions_seen = 0, set()
        while not done.is_set():
            current = database()
            values = set(current.table("observation")["value"])
            versions_seen.add(current.version)
            mixed += values != {1000.0 + int(current.version.removeprefix("udgave"))}
        with lock:
            seen.append(versions_seen)
        return mixed

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            for turn in range(1, 13):
                write_pointer(tmp_path, versions[turn % 2])
        finally:
            done.set()
        assert sum(reader.result() for reader in readers) == 0
    assert len(set.union(*seen)) > 1
    for item in opened.values():
        item.close()


def test_a_reader_keeps_its_version_while_a_new_one_arrives(tmp_path: Path, fixture_version: Version) -> None:
    first = Version.in_folder(tmp_path, "gammel")
    shutil.copy(fixture_version.published, first.published)
    database = Database(first.published, first.version)
    content = make_content()
    content.tables["plan"] = content.tables["plan"].assign(name="Ny")
    second = write_database(tmp_path, content, "ny")
    assert set(database.ask("plan_periods")["name"]) == {"Helhedsplanen 2025-29", "Helhedsplanen 2017-21"}
    assert current_version(tmp_path) == ("ny", second.published)
    newer = Database(second.published, second.version)
    assert set(newer.ask("plan_periods")["name"]) == {"Ny"}
    database.close()
    newer.close()
