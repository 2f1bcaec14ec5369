"""`python -m queries`: report on the data's quality, and the areas' shapes for a GIS."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from queries.connection import Database, NoDatabaseError, build_folder, current_version
from queries.quality import report


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 with a Danish message on standard error when there is no database or a file cannot be written."""
    options = _parser().parse_args(arguments)
    try:
        version, path = current_version(build_folder())
        database = Database(path, version)
    except NoDatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        if options.command == "report":
            print(report(database))
            return 0
        return _shapes(database, options.out, options.indicator)
    finally:
        database.close()


def _shapes(database: Database, out: Path, indicators: list[str]) -> int:
    # Imported here: the report needs none of the geometry libraries.
    from queries import gis

    try:
        written = gis.write(database, out, indicators)
    except OSError as error:
        print(f"{out} kan ikke skrives: {error.strerror or error}. Vælg en anden mappe.", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(f"Skrevet: {file}" for file in written))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m queries", description="Spørg databasen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")
    commands.add_parser("report", help="rapport om datakvalitet")
    shapes = commands.add_parser("shapes", help="områder og bygninger til et GIS")
    shapes.add_argument("--out", type=Path, required=True, help="ender på .gpkg, .geojson eller .parquet")
    shapes.add_argument("--indicator", action="append", default=[], metavar="ID", help="indikator som kolonne; kan gentages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
