"""The build: fast, repeatable, all or nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

from data import disclosure, schema
from data.build import Sources, build, complete_tables, version_of
from data.checks import check_content
from data.checks.coverage import check_coverage, count_rows
from data.checks.relations import check_relations
from data.paths import COVERAGE
from data.pointer import Version, read_pointer
from data.reading import Content, read_content
from tests import remembered
from tests.data.text_folder import edit, write_text
from tests.fixture_content import make_content
from tests.raw import raw


@pytest.fixture(scope="module")
def real_content() -> Content:
    content = read_content()
    return Content(complete_tables(content), content.relations, content.files)


@pytest.fixture
def text(tmp_path: Path, nothing_drawn: None) -> Path:
    return write_text(tmp_path / "text")


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def counted(path: Path, table: str) -> int:
    with raw(path) as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchall()[0][0])


def test_real_content_has_no_findings(real_content: Content) -> None:
    findings = check_content(real_content, COVERAGE)
    assert not findings, "\n".join(map(str, findings))


def test_fixture_content_has_no_findings() -> None:
    findings = check_content(make_content(), None)
    assert not findings, "\n".join(map(str, findings))


def test_every_relation_of_the_real_content_compares_something(real_content: Content) -> None:
    """A sum whose parts never stand together in one period would hold whatever the figures said."""
    assert real_content.relations
    observations = real_content.tables["observation"]
    # With every value pushed far off, each relation must complain at least once.
    shaken = observations.assign(value=observations["value"] + 1000)
    silent = [relation for relation in real_content.relations if not check_relations(shaken, [relation])]
    assert silent == []


def test_real_build_takes_under_five_seconds(tmp_path: Path) -> None:
    # Processor time: how busy the machine is with other things does not count.
    remembered.forget()
    started = time.process_time()
    build(tmp_path)
    assert time.process_time() - started < 5


def test_unchanged_input_leaves_everything_as_it_is(real_build: Version) -> None:
    folder = real_build.published.parent
    before = files(folder)
    assert build(folder) == real_build
    assert files(folder) == before
    assert sorted(before) == sorted(["current.json", real_build.published.name, real_build.internal.name])


def test_version_depends_on_the_words_and_not_on_the_place(tmp_path: Path) -> None:
    here, there = write_text(tmp_path / "here" / "text"), write_text(tmp_path / "there" / "text")
    assert version_of(Sources.read(here)) == version_of(Sources.read(there))
    edit(there, "school.csv", "Ikke målt.", "Ikke målt endnu.")
    assert version_of(Sources.read(here)) != version_of(Sources.read(there))


@pytest.mark.parametrize("name", ["/areas.yml", "/disclosure.yml", "/criteria.yml", "school.yml", "activities.yml", "corrections.csv"])
def test_version_depends_on_every_file(name: str, text: Path) -> None:
    before = version_of(Sources.read(text))
    path = text / name[1:] if name.startswith("/") else next(text.glob(f"documents/*/{name}"))
    if path.suffix == ".yml":
        path.write_text(path.read_text("utf-8") + "# en bemærkning\n", "utf-8")
    else:
        path.write_text(path.read_text("utf-8").replace("atten", "18"), "utf-8")
    assert version_of(Sources.read(text)) != before


def test_version_depends_on_the_schema_and_the_addresses(text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = Sources.read(text)
    versions = {version_of(content)}
    with monkeypatch.context() as patch:
        patch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
        versions.add(version_of(content))
    with monkeypatch.context() as patch:
        register = tmp_path / "register.csv"
        register.write_text("vej;nummer\n")
        patch.setattr("data.build.geo_build.input_files", lambda: [register])
        versions.add(version_of(content))
    assert len(versions) == 3


def test_changed_input_is_a_new_version_and_the_old_file_stays(text: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first = build(folder, text, None)
    before = files(folder)
    edit(text, "school.csv", "vangdalen,2024-01-01,2024-01-01,13,13", "vangdalen,2024-01-01,2024-01-01,14,14")
    edit(text, "school.csv", "areas_7,2024-01-01,2024-01-01,40,40", "areas_7,2024-01-01,2024-01-01,41,41")
    second = build(folder, text, None)
    assert second.version != first.version
    assert read_pointer(folder) == second
    after = files(folder)
    for path in (first.published, first.internal):
        assert after[path.name] == before[path.name]
    # Taking the change back points at the first version again without writing it anew.
    edit(text, "school.csv", "vangdalen,2024-01-01,2024-01-01,14,14", "vangdalen,2024-01-01,2024-01-01,13,13")
    edit(text, "school.csv", "areas_7,2024-01-01,2024-01-01,41,41", "areas_7,2024-01-01,2024-01-01,40,40")
    assert build(folder, text, None) == first
    assert read_pointer(folder) == first
    assert files(folder)[first.published.name] == before[first.published.name]


def test_same_input_gives_the_same_rows_in_the_same_order(text: Path, tmp_path: Path) -> None:
    one = build(tmp_path / "one", text, None)
    remembered.forget()
    other = build(tmp_path / "other", text, None)
    with raw(one.internal) as left, raw(other.internal) as right:
        for table in schema.tables():
            assert left.execute(f"from {table}").fetchall() == right.execute(f"from {table}").fetchall(), table


def test_a_build_that_breaks_half_way_leaves_nothing_behind(text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    first = build(folder, text, None)
    before = files(folder)
    edit(text, "school.csv", "Ikke målt.", "Ikke målt endnu.")

    def fails(*_: object) -> dict[str, pd.DataFrame]:
        raise OSError("disken er fuld")

    with monkeypatch.context() as patch:
        patch.setattr("data.build._insert", fails)
        with pytest.raises(OSError, match="disken er fuld"):
            build(folder, text, None)
    assert files(folder) == before
    # Broken between the two files: the whole version is written again and only then pointed at.
    with monkeypatch.context() as patch:
        patch.setattr(disclosure, "published", fails)
        with pytest.raises(OSError, match="disken er fuld"):
            build(folder, text, None)
    assert read_pointer(folder) == first
    assert not list(folder.glob(".*"))
    second = build(folder, text, None)
    assert counted(second.published, "observation") == counted(second.internal, "observation") == 9


def test_missing_file_of_a_version_is_written_again(text: Path, tmp_path: Path) -> None:
    # The apostrophe would end the name of the file in a careless statement.
    folder = tmp_path / "Jens' mappe"
    version = build(folder, text, None)
    version.published.unlink()
    assert build(folder, text, None) == version
    assert counted(version.published, "observation") == 9


def test_file_is_written_for_older_tools(real_build: Version) -> None:
    for path in (real_build.published, real_build.internal):
        with raw(path) as connection:
            tags = connection.execute("select tags from duckdb_databases() where path = ?", [str(path)]).fetchall()[0][0]
        assert tags["storage_version"].startswith("v1.5.0")


def test_a_lost_row_is_noticed(real_content: Content) -> None:
    """The row counts of coverage.csv are held against the content, both ways."""
    observations = real_content.tables["observation"]
    lost = observations.iloc[1:]
    tables = {**real_content.tables, "observation": lost}
    findings = [finding for finding in check_content(Content(tables, []), COVERAGE) if finding.table == "coverage"]
    assert len(findings) == 1
    assert findings[0].where.startswith(f"{observations.iloc[0]['source_id']} / observation / ")
    assert "rækker, men der ventes" in findings[0].message


def test_coverage_names_lost_and_unexpected_rows(text: Path, tmp_path: Path) -> None:
    expected = tmp_path / "coverage.csv"
    tables = read_content(text).tables
    count_rows(tables).to_csv(expected, index=False)
    assert check_coverage(tables, expected) == []
    edit(text, "school.csv", "tx_pupils,vangdalen,2024-01-01,2024-01-01,13,13,,,published,,,Tabel 3\n", "")
    edit(text, "milestones.csv", "tx_m_start,plan-2025-29,,Opstart,2025-08-01,,,Afsnit 3\n", "")
    found = {finding.where: finding.message for finding in check_coverage(read_content(text).tables, expected)}
    assert set(found) == {"helhedsplan-2025-29 / observation / population", "helhedsplan-2025-29 / milestone / all"}
    assert found["helhedsplan-2025-29 / observation / population"].startswith("2 rækker, men der ventes 3.")
    assert found["helhedsplan-2025-29 / milestone / all"].startswith("0 rækker, men der ventes 1.")
    expected.unlink()
    assert [finding.where for finding in check_coverage(tables, expected)] == ["coverage.csv"]
