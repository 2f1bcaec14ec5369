"""Read a table or view of the municipality's own PostgreSQL. The connection comes from the environment alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from data.loading import environment
from data.loading.findings import REFUSALS, error
from data.loading.grids import Cell, Grid, dumped
from data.loading.known import Known
from data.loading.mapping import Mapping
from data.loading.people import people_in
from data.loading.reading import Reading, read_grids
from data.loading.rules import rules
from geo.plan import rules as geo_rules

# Headings and rows of a relation, at most so many rows.
Rows = tuple[list[str], Sequence[Sequence[Any]]]


class DatabaseError(Exception):
    """The database could not be read; the message says why in Danish and never holds the connection's secrets."""


def read_postgres(mapping: Mapping, known: Known | None = None, *, rows_of: Callable[[str, int], Rows] | None = None) -> Reading:
    """Read the mapping's relation as read() reads a file, with the same look at persons. `rows_of` stands in for the database.

    Raises DatabaseError.
    """
    limit = rules()["postgres"]["rows"]
    assert mapping.relation is not None
    headings, rows = (rows_of or rows_of_postgres)(mapping.relation, limit + 1)
    name = f"postgresql-{mapping.relation}"
    cells: list[list[Cell]] = [list(headings), *([_cell(value) for value in row] for row in rows)]
    grid = Grid(cells, range(len(cells)))
    findings = []
    if len(rows) > limit:
        what = f"tabellen har mere end {limit} rækker"
        findings.append(error("too_large", what, "Lav et view, der kun har de optalte tal."))
    findings += people_in([grid], [], geo_rules()["cpr_share"])
    refused = any(found.kind in REFUSALS for found in findings)
    sha256 = hashlib.sha256(dumped([grid], [])).hexdigest()
    return read_grids([] if findings else [grid], findings, name, "" if refused else sha256, mapping, known)


def rows_of_postgres(relation: str, limit: int) -> Rows:
    """Headings and at most `limit` rows of a table or view, in a transaction that can only read and has a time limit.

    Raises DatabaseError.
    """
    # Imported here: most installations never connect, and need not carry the library in memory.
    import psycopg
    from psycopg import sql

    dsn = environment.postgres_dsn()
    if not dsn:
        raise DatabaseError("Der er ingen forbindelse til PostgreSQL. Sæt indstillingen MONITOR_POSTGRES_DSN, og start igen.")
    limits = rules()["postgres"]
    try:
        with psycopg.connect(dsn, connect_timeout=limits["connect_seconds"], application_name="boligsocial-monitor") as connection:
            connection.read_only = True
            with connection.cursor() as cursor:
                cursor.execute("select set_config('statement_timeout', %s, true)", [f"{limits['statement_seconds']}s"])
                query = sql.SQL("select * from {} limit {}").format(sql.Identifier(*relation.split(".")), sql.Literal(limit))
                cursor.execute(query)
                headings = [column.name for column in cursor.description or ()]
                return headings, cursor.fetchall()
    except psycopg.errors.QueryCanceled as problem:
        raise DatabaseError(f"„{relation}“ tog mere end {limits['statement_seconds']} sekunder at læse. Lav et mindre view.") from problem
    except psycopg.errors.UndefinedTable as problem:
        raise DatabaseError(f"Der er ingen tabel eller view „{relation}“. Ret relation i tilknytningen.") from problem
    except psycopg.errors.InsufficientPrivilege as problem:
        raise DatabaseError(f"Brugeren må ikke læse „{relation}“. Bed databasens ejer om læseret.") from problem
    except psycopg.OperationalError as problem:
        raise DatabaseError(
            "PostgreSQL kan ikke nås med forbindelsen i MONITOR_POSTGRES_DSN. Se efter server, bruger og adgangskode."
        ) from problem
    except psycopg.Error as problem:
        raise DatabaseError(f"PostgreSQL kunne ikke give „{relation}“ ({problem.sqlstate}). Lav et view med enkle kolonner.") from problem


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, (int, float, Decimal)):
        # NaN and Infinity are numbers to the database and none to us: as text they are refused with their place.
        return float(value) if abs(float(value)) < float("inf") else str(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    return value if isinstance(value, date) else str(value)
