"""Build one immutable version of the database from the text under data/ and geo/."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import duckdb
import geopandas
import pandas as pd

from data import disclosure, schema
from data.checks import Finding, check_content
from data.paths import COVERAGE, ROOT
from data.pointer import Version, read_pointer, write_pointer
from data.reading import Content, fingerprint, read_content
from geo import build as geo_build

# Readable by DuckDB 1.5 tools, which GIS people and their spatial extension still use.
STORAGE_VERSION = "v1.5.0"


class RefusedBuildError(Exception):
    """The content breaks a check; `findings` holds every offending row."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        lines = [f"{len(findings)} fejl i indholdet. Databasen er ikke ændret.", *map(str, findings)]
        super().__init__("\n".join(lines))


def build(folder: Path, root: Path = ROOT, coverage_file: Path | None = COVERAGE) -> Version:
    """Check the content and write a new version into `folder`, then point at it.

    Unchanged input gives the version that is there already. Raises RefusedBuildError with all findings, or
    UnreadableTextError; in both cases the files and the pointer stay as they were.
    """
    content = read_content(root)
    version = Version.in_folder(folder, version_of(content))
    folder.mkdir(parents=True, exist_ok=True)
    if not (version.published.exists() and version.internal.exists()):
        tables = complete_tables(content)
        findings = check_content(Content(tables, content.relations, content.files), coverage_file)
        if findings:
            raise RefusedBuildError(findings)
        _write(version.internal, tables)
        _write(version.published, disclosure.published(tables, disclosure.read_rules(root)))
    current = read_pointer(folder)
    if current is None or current.version != version.version:
        write_pointer(folder, version)
    return version


def version_of(content: Content) -> str:
    """Twelve hexadecimal digits over the inputs, the code of the build and the schema version."""
    code = [*ROOT.glob("*.py"), *ROOT.glob("checks/*.py"), *Path(geo_build.__file__).parent.glob("*.py")]
    parts = [str(schema.SCHEMA_VERSION), fingerprint(content.files), fingerprint(geo_build.input_files()), fingerprint(code)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def complete_tables(content: Content) -> dict[str, pd.DataFrame]:
    """The content's tables with those that geo/ makes: ranges, addresses, shapes, orientation."""
    made = geo_build.geometry_tables()
    return {name: schema.cast(name, _as_wkb(made[name])) if name in made else frame for name, frame in content.tables.items()}


def _as_wkb(frame: pd.DataFrame) -> pd.DataFrame:
    """Geometry as well-known binary in a plain frame, which is what DuckDB takes."""
    if isinstance(frame, geopandas.GeoDataFrame):
        return pd.DataFrame(frame.to_wkb())
    return pd.DataFrame(frame)


def _write(path: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write all tables to a new file beside `path` and move it there when it is whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach '{_literal(temporary)}' as monitor (storage_version '{STORAGE_VERSION}')")
            connection.execute("use monitor")
            for statement in schema.ddl():
                connection.execute(statement)
            for name, frame in tables.items():
                _insert(connection, name, frame)
            connection.execute("checkpoint monitor")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    spec = schema.tables()[table]
    selected = ", ".join(f"{name}::blob::geometry" if column["type"] == "geometry" else name for name, column in spec["columns"].items())
    # Sorted as the screens ask, so that row groups can be skipped and the same input gives the same rows.
    order = ", ".join(spec.get("order", spec["key"]))
    connection.register("incoming", frame)
    # Names come from schema.yml, never from data.
    connection.execute(f"insert into {table} select {selected} from incoming order by {order}")  # noqa: S608
    connection.unregister("incoming")


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")
