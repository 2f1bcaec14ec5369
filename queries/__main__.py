"""`python -m queries report`: the data-quality report of the database in force."""

from __future__ import annotations

import argparse
import sys

from queries.connection import Database, NoDatabaseError, build_folder, current_version
from queries.quality import report


def main(arguments: list[str] | None = None) -> int:
    """Print the report; 1 with a Danish message on standard error when there is no database."""
    parser = argparse.ArgumentParser(prog="python -m queries", description="Spørg databasen.")
    parser.add_argument("command", choices=["report"], help="report: rapport om datakvalitet")
    parser.parse_args(arguments)
    try:
        version, path = current_version(build_folder())
        database = Database(path, version)
    except NoDatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        print(report(database))
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
