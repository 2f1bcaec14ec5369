"""Build one immutable version of the database from the text under data/ and geo/."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import pandas as pd

from data import disclosure, editions, schema
from data.checks import Finding, check_content
from data.checks.coverage import check_coverage
from data.locking import writing
from data.opening import reading
from data.paths import COVERAGE, ROOT
from data.pointer import Version, beside, is_whole, read_pointer, sync_folder, write_pointer
from data.pruning import prune
from data.reading import Content, UnreadableTextError, fingerprint, read_content
from data.releases.apply import read_all, with_releases
from data.releases.draft import Change
from data.releases.ledger import Entry, head, read_ledger
from data.releases.standing import keep_copies, read_whole
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


@dataclass(frozen=True)
class Sources:
    """What a version is made of: the text below `root`, and the releases of officers with their rows by release_id."""

    text: Content
    entries: tuple[Entry, ...] = ()
    rows: Mapping[str, Sequence[Change]] = field(default_factory=dict)
    root: Path = ROOT
    state: Path | None = None
    folder: Path | None = None

    @classmethod
    def read(cls, root: Path = ROOT, state: Path | None = None, folder: Path | None = None) -> Sources:
        """The sources as they lie on the disk. Raises UnreadableTextError and LedgerError, also when the database in force in
        `folder` was built from releases that the ledger lacks.
        """
        return cls(read_content(root), root=root, state=state, folder=folder).read_again()

    def read_again(self) -> Sources:
        """The same text with the releases as they lie on the disk now. Raises LedgerError."""
        if self.state is None:
            return self
        disclosure.ensure(self.state)
        entries = read_whole(self.state, self.folder) if self.folder else read_ledger(self.state)
        return replace(self, entries=tuple(entries), rows=read_all(self.state, entries))

    @property
    def content(self) -> Content:
        """The text with the releases laid over it. Raises UnreadableTextError when a row of a release has the wrong type."""
        try:
            return with_releases(self.text, self.entries, self.rows)
        except ValueError as error:
            raise UnreadableTextError(f"En registrering har en celle, der ikke kan læses som sin type: {error}") from error


def build(folder: Path, root: Path = ROOT, coverage_file: Path | None = COVERAGE, state: Path | None = None) -> Version:
    """Check the content and write a new version into `folder`, then point at it; `state` holds officers' releases.

    Unchanged input gives the version that is there already; a broken file of it is written anew. Raises
    RefusedBuildError with all findings, UnreadableTextError, LedgerError, EditionError, BusyError when another build goes on, or OSError
    and duckdb.Error when the folder cannot be written; in each case the pointer stays as it was.
    """
    sources = Sources.read(root, state, folder)
    version = Version.in_folder(folder, version_of(sources))
    if read_pointer(folder) == version and is_whole(folder, version) and not _missing_editions(folder, sources):
        return version  # Without writing a byte, so that a folder that cannot be written is no error.
    folder.mkdir(parents=True, exist_ok=True)
    # The state first, as a commit does: otherwise an older ledger could be built after a newer one.
    with writing(state) if state and state.is_dir() else contextlib.nullcontext(), writing(folder):
        # What was released while this waited belongs to it; the text is read once.
        return put_in_force(folder, sources.read_again(), coverage_file)


def put_in_force(folder: Path, sources: Sources, coverage_file: Path | None = None) -> Version:
    """Make what is missing of the version that `sources` make and point at it, under the locks of both folders; as build()."""
    version = Version.in_folder(folder, version_of(sources))
    whole = is_whole(folder, version)
    if whole is None:
        whole = _is_version(version)
    if not whole:
        write_version(folder, sources, checked(sources, coverage_file))
    elif sources.state:
        editions.unfold(folder, sources.state, _missing_editions(folder, sources), write_file)
    if sources.state and sources.entries:
        # Missing after a kill or from an earlier monitor; a state that can only be read is no error of a build.
        with contextlib.suppress(OSError):
            keep_copies(sources.state, sources.entries)
    if read_pointer(folder) != version or not is_whole(folder, version):
        write_pointer(folder, version)
    prune(folder)
    return version


def _missing_editions(folder: Path, sources: Sources) -> list[Mapping[str, Any]]:
    """Rows of the editions whose database file is not there."""
    rows = sources.content.tables["edition"].to_dict("records") if sources.entries else []
    return [row for row in rows if not editions.database_file(folder, row["sha256"]).exists()]


def checked(sources: Sources, coverage_file: Path | None = None) -> dict[str, pd.DataFrame]:
    """All tables of the database once every check holds; `coverage_file` counts the rows of the text alone.

    Raises RefusedBuildError with all findings, UnreadableTextError.
    """
    tables = complete_tables(sources.content)
    findings = check_content(Content(tables, sources.text.relations, sources.text.files), None)
    if coverage_file is not None:
        findings = sorted([*findings, *check_coverage(sources.text.tables, coverage_file)])
    if findings:
        raise RefusedBuildError(findings)
    return tables


def write_version(folder: Path, sources: Sources, tables: dict[str, pd.DataFrame]) -> Version:
    """Write the files of the version that `sources` make, and of its editions, without pointing at it. Raises EditionError."""
    version = Version.in_folder(folder, version_of(sources))
    earlier = []
    if sources.state:
        editions.unfold(folder, sources.state, tables["edition"].to_dict("records"), write_file)
        # Whoever kept an edition still knows its figures.
        earlier = [disclosure.read_earlier(editions.database_file(folder, str(sha256))) for sha256 in tables["edition"]["sha256"]]
    write_files(version, tables, disclosure.read_rules(sources.root) | {"key": disclosure.secret(sources.state)}, earlier)
    return version


def _is_version(version: Version) -> bool:
    """Whether both files say they are `version` and every block of them can be read; the engine checks each block."""
    try:
        for path in (version.published, version.internal):
            with reading(path) as connection:
                if connection.execute("select data_version from meta").fetchall() != [(version.version,)]:
                    return False
                for table in schema.tables():
                    connection.execute(f"from {table}").fetchall()  # names of schema.yml
    except duckdb.Error:
        return False
    return True


def version_of(sources: Sources) -> str:
    """Twelve hexadecimal digits over the inputs, the releases, the code of the build and the schema version."""
    code = [*ROOT.rglob("*.py"), *Path(geo_build.__file__).parent.rglob("*.py")]
    inputs = [fingerprint(sources.text.files), fingerprint(geo_build.input_files()), head(list(sources.entries))]
    # A small-number rule that comes into force on its day makes another version of the same text.
    rules = disclosure.in_force(sources.text.tables["disclosure_rule"].to_dict("records"))
    inputs += [f"{topic} {rule['valid_from']:%Y-%m-%d}" for topic, rule in sorted(rules.items())]
    inputs += [f"shows printed: {disclosure.shows_printed(disclosure.read_text(sources.root))}"]
    # So does another key. It is long and random: its hash tells nothing, and without it nobody can try guesses on the version.
    inputs += [hashlib.sha256(key).hexdigest() for key in [disclosure.secret(sources.state)] if key]
    return hashlib.sha256("".join([str(schema.SCHEMA_VERSION), *inputs, fingerprint(code)]).encode()).hexdigest()[:12]


def complete_tables(content: Content) -> dict[str, pd.DataFrame]:
    """The content's tables with those that geo/ makes: ranges, addresses, shapes, orientation."""
    made = dict(geo_build.geometry_tables())
    if "tie_out" in made:
        # A text without the plan's number of dwellings has nothing to hold the buildings against.
        known = made["tie_out"]["indicator_id"].isin(content.tables["indicator"]["indicator_id"])
        made["tie_out"] = made["tie_out"][known]
    return {name: schema.cast(name, _as_wkb(made[name])) if name in made else frame for name, frame in content.tables.items()}


def write_files(
    version: Version, tables: dict[str, pd.DataFrame], rules: dict[str, Any], earlier: Sequence[Mapping[str, pd.DataFrame]] = ()
) -> None:
    """Write the internal and the published file of `version`; `rules` are those of disclosure.yml, `earlier` what is out already."""
    # The engine writes the one while the other is worked out.
    with ThreadPoolExecutor(1) as aside:
        internal = aside.submit(write_file, version.internal, tables, version.version)
        write_file(version.published, disclosure.published(tables, rules, earlier), version.version)
        internal.result()


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
            for statement in (*schema.key_types(frames), *schema.ddl(), *schema.comments(), *schema.meta(version)):
                connection.execute(statement)
            for name, rows in tables.items():
                if isinstance(rows, str) or not rows.empty:
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
