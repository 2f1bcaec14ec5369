"""Reading the municipality's own PostgreSQL: what a row becomes, and a real server where there is one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.loading.postgres import DatabaseError, Rows, read_postgres, rows_of_postgres
from data.loading.rules import rules
from tests.loading.makers import known, mapping

OWN = mapping(
    format="postgres", relation="bosoc.noegletal", area="{omraade}", period="{aar}",
    figures={"value": "andel", "numerator": "antal", "denominator": "personer"}, marks={"": "not_collected"},
)  # fmt: skip
HEADINGS = ["omraade", "aar", "andel", "antal", "personer"]


def gives(*rows: list[Any], headings: list[str] = HEADINGS) -> Any:
    def rows_of(relation: str, limit: int) -> Rows:
        assert relation == "bosoc.noegletal"
        return headings, list(rows)[:limit]

    return rows_of


def test_rows_become_observations() -> None:
    rows = [["Vangdalen", 2023, Decimal("41.5"), 332, 800], ["Gl. Jennumparken", 2023, None, None, None]]
    found = read_postgres(OWN, known(), rows_of=gives(*rows))
    assert [str(one) for one in found.findings] == []
    assert found.observations["value"].tolist()[0] == 41.5
    assert found.observations["status"].tolist() == ["published", "not_collected"]
    assert found.observations["denominator"].tolist()[0] == 800
    assert found.file_name == "postgresql-bosoc.noegletal"
    assert found.sha256 == read_postgres(OWN, known(), rows_of=gives(*rows)).sha256


@pytest.mark.parametrize(
    ("row", "headings", "kind"),
    [
        (["Vangdalen", 2023, 41.5, "010190-1234", 800], HEADINGS, "cpr"),
        (["Vangdalen", 2023, 41.5, 332, 800, "x"], [*HEADINGS, "foedselsdag_cpr"], "breakdown"),
        (["Vangdalen", 2023, 41.5, 332, 800, date(1980, 3, 4)], [*HEADINGS, "fodselsdato"], "person_rows"),
        (["Vangdalen", 2023, float("nan"), 332, 800], HEADINGS, "unreadable_number"),
        (["Vangdalen", date(2023, 1, 1), 41.5, 332, 800], HEADINGS, "period_kind"),
        (["Vangdalen", 2023, 41.5, 900, 800], HEADINGS, "numerator_above_denominator"),
    ],
)
def test_rows_are_looked_at_like_a_file(row: list[Any], headings: list[str], kind: str) -> None:
    found = read_postgres(OWN, known(), rows_of=gives(row, headings=headings))
    assert [one.kind for one in found.errors] == [kind]


def test_more_rows_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules()["postgres"], "rows", 2)
    rows = [["Vangdalen", year, 41.5, 332, 800] for year in range(2015, 2024)]
    found = read_postgres(OWN, known(), rows_of=gives(*rows))
    assert [str(one) for one in found.findings] == ["Tabellen har mere end 2 rækker. Lav et view, der kun har de optalte tal."]
    assert found.observations.empty


def test_without_a_connection_the_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONITOR_POSTGRES_DSN", raising=False)
    with pytest.raises(DatabaseError, match="Sæt indstillingen MONITOR_POSTGRES_DSN"):
        read_postgres(OWN, known())


def test_server_that_cannot_be_reached_is_told_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_POSTGRES_DSN", "postgresql://laeser:hemmelig@127.0.0.1:9/bosoc")
    with pytest.raises(DatabaseError, match="kan ikke nås") as caught:
        read_postgres(OWN, known())
    assert "hemmelig" not in str(caught.value)


def binary(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="module")
def real_server() -> Iterator[str]:
    """A PostgreSQL of its own in a folder, reached through a socket there."""
    initdb, pg_ctl = binary("initdb"), binary("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("no PostgreSQL server is installed here: the driver is NOT tried against a real one")
    # PostgreSQL refuses to run as root; the package brings a user of its own.
    owner = "postgres" if os.geteuid() == 0 else None
    if owner and owner not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip("running as root and there is no user postgres: the driver is NOT tried against a real server")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if owner:
        shutil.chown(folder, owner)

    def run(*command: str) -> None:
        subprocess.run(command, user=owner, check=True, capture_output=True, cwd=folder)

    data = str(folder / "data")
    run(initdb, "-D", data, "-A", "trust", "-U", "ejer", "--no-sync", "-E", "UTF8", "--locale=C")
    server_options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=1MB -c max_connections=5"
    run(pg_ctl, "-D", data, "-w", "-l", str(folder / "log"), "-o", server_options, "start")
    yield f"host={folder} user=ejer dbname=postgres"
    run(pg_ctl, "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def database(real_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MONITOR_POSTGRES_DSN", real_server)
    return real_server


def test_view_of_a_real_server_is_read_and_cannot_be_written(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("create schema bosoc")
        owner.execute("create table bosoc.tal (omraade text, aar int, andel numeric(5,1), antal bigint, personer int)")
        owner.execute("insert into bosoc.tal values ('Vangdalen', 2023, 41.5, 332, 800), ('Gl. Jennumparken', 2023, null, null, null)")
        owner.execute("create view bosoc.noegletal as select * from bosoc.tal")
        owner.execute("create function bosoc.skriv() returns int language sql as 'delete from bosoc.tal returning 1'")
        owner.execute("create view bosoc.skriver as select bosoc.skriv() as tal")
        owner.execute("create view bosoc.langsom as select 1 as tal from pg_sleep(30)")
        owner.execute("create role fremmed login")
    found = read_postgres(OWN, known())
    assert [str(one) for one in found.findings] == []
    assert found.observations[["area_id", "value", "denominator"]].to_numpy().tolist()[0] == ["vangdalen", 41.5, 800]
    assert rows_of_postgres("bosoc.tal", 1)[1] == [("Vangdalen", 2023, Decimal("41.5"), 332, 800)]
    for relation, expected in (("bosoc.skriver", r"kunne ikke give .* \(25006\)"), ("bosoc.mangler", "ingen tabel eller view")):
        with pytest.raises(DatabaseError, match=expected):
            rows_of_postgres(relation, 10)
    monkeypatch.setitem(rules()["postgres"], "statement_seconds", 0.1)
    with pytest.raises(DatabaseError, match="sekunder at læse"):
        rows_of_postgres("bosoc.langsom", 10)
    monkeypatch.setitem(rules()["postgres"], "statement_seconds", 5)
    monkeypatch.setenv("MONITOR_POSTGRES_DSN", database.replace("user=ejer", "user=fremmed"))
    with pytest.raises(DatabaseError, match="må ikke læse"):
        rows_of_postgres("bosoc.tal", 10)


@pytest.mark.parametrize("relation", ["tal; drop table x", 'a"b', "a.b.c", ""])
def test_relation_that_is_no_name_never_reaches_the_server(relation: str) -> None:
    with pytest.raises(ValueError, match="relation skal være navnet"):
        mapping(format="postgres", relation=relation)
