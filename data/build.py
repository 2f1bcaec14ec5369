"""Build one immutable version of the database from the text under data/ and geo/."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import pandas as pd

from data import disclosure, schema
from data.checks import Finding, check_content
from data.locking import writing
from data.paths import COVERAGE, ROOT
from data.pointer import Version, beside, is_whole, read_pointer, sync_folder, write_pointer
from data.reading import Content, fingerprint, read_content
from geo import build as geo_build

# Readable by DuckDB 1.5 tools, which GIS people and their spatial extension still use.
STORAGE_VERSION = "v1.5.0"
# Rows per group: what a question about few areas may skip. The engine's own 122,880 spans five hundred areas of a national
# file; ten vectors of 2,048 span eighty-five, and one area then takes half the time (benchmarks/bench_queries.py).
ROW_GROUP_SIZE = 20_480


class RefusedBuildError(Exception):
    """The content breaks a check; `findings` holds every offending row."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        lines = [f"{len(findings)} fejl i indholdet. Databasen er ikke ændret.", *map(str, findings)]
        super().__init__("\n".join(lines))


def build(folder: Path, root: Path = ROOT, coverage_file: Path | None = COVERAGE) -> Version:
    """Check the content and write a new version into `folder`, then point at it.

    Unchanged input gives the version that is there already; a broken file of it is written anew. Raises
    RefusedBuildError with all findings, UnreadableTextError, BusyError when another build goes on, or OSError and
    duckdb.Error when the folder cannot be written; in each case the pointer stays as it was.
    """
    content = read_content(root)
    version = Version.in_folder(folder, version_of(content))
    if read_pointer(folder) == version and is_whole(folder, version):
        return version  # Without writing a byte, so that a folder that cannot be written is no error.
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        whole = is_whole(folder, version)
        if whole is None:
            whole = _is_version(version)
        if not whole:
            tables = complete_tables(content)
            findings = check_content(Content(tables, content.relations, content.files), coverage_file)
            if findings:
                raise RefusedBuildError(findings)
            write_files(version, tables, disclosure.read_rules(root))
        if read_pointer(folder) != version or not is_whole(folder, version):
            write_pointer(folder, version)
    return version


def _is_version(version: Version) -> bool:
    """Whether both files say they are `version` and every block of them can be read; the engine checks each block."""
    try:
        for path in (version.published, version.internal):
            with duckdb.connect(str(path), read_only=True) as connection:
                if connection.execute("select data_version from meta").fetchall() != [(version.version,)]:
                    return False
                for table in schema.tables():
                    connection.execute(f"from {table}").fetchall()  # names of schema.yml
    except duckdb.Error:
        return False
    return True


def version_of(content: Content) -> str:
    """Twelve hexadecimal digits over the inputs, the code of the build and the schema version."""
    code = [*ROOT.glob("*.py"), *ROOT.glob("checks/*.py"), *Path(geo_build.__file__).parent.rglob("*.py")]
    parts = [str(schema.SCHEMA_VERSION), fingerprint(content.files), fingerprint(geo_build.input_files()), fingerprint(code)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def complete_tables(content: Content) -> dict[str, pd.DataFrame]:
    """The content's tables with those that geo/ makes: ranges, addresses, shapes, orientation."""
    made = geo_build.geometry_tables()
    return {name: schema.cast(name, _as_wkb(made[name])) if name in made else frame for name, frame in content.tables.items()}


def write_files(version: Version, tables: dict[str, pd.DataFrame], rules: dict[str, Any]) -> None:
    """Write the internal and the published file of `version`; `rules` are those of disclosure.yml."""
    write_file(version.internal, tables, version.version)
    write_file(version.published, disclosure.published(tables, rules), version.version)


def _as_wkb(frame: pd.DataFrame) -> pd.DataFrame:
    """Geometry as well-known binary in a plain frame, which is what DuckDB takes."""
    if isinstance(frame, geopandas.GeoDataFrame):
        return pd.DataFrame(frame.to_wkb())
    return pd.DataFrame(frame)


def write_file(path: Path, tables: Mapping[str, pd.DataFrame | str], version: str) -> None:
    """Write all tables to a new file beside `path` and move it there when it is whole.

    A table is a frame, or a SELECT that DuckDB answers itself: more rows than a frame should hold.
    """
    temporary = beside(path)
    try:
        with duckdb.connect() as connection:
            options = f"storage_version '{STORAGE_VERSION}', row_group_size {ROW_GROUP_SIZE}"
            connection.execute(f"attach '{_literal(temporary)}' as monitor ({options})")
            connection.execute("use monitor")
            frames = {name: rows for name, rows in tables.items() if isinstance(rows, pd.DataFrame)}
            # One transaction: hundreds of small ones would each wait for the disk.
            connection.begin()
            for statement in (*schema.key_types(frames), *schema.ddl(), *schema.meta(version)):
                connection.execute(statement)
            for name, rows in tables.items():
                _insert(connection, name, rows)
            connection.commit()
            connection.execute("checkpoint monitor")
        os.replace(temporary, path)
        sync_folder(path.parent)
    finally:
        for leftover in (temporary, temporary.with_name(f"{temporary.name}.wal")):
            leftover.unlink(missing_ok=True)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame | str) -> None:
    spec = schema.tables()[table]
    selected = ", ".join(f"{name}::blob::geometry" if column["type"] == "geometry" else name for name, column in spec["columns"].items())
    # Sorted as the screens ask, so that row groups can be skipped and the same input gives the same rows.
    order = ", ".join(spec.get("order", spec["key"]))
    if isinstance(rows, str):
        connection.execute(f"create temp view incoming as {rows}")
    else:
        connection.register("incoming", rows)
    # Names come from schema.yml, never from data.
    connection.execute(f"insert into {table} select {selected} from incoming order by {order}")  # noqa: S608
    connection.execute("drop view incoming")


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")
