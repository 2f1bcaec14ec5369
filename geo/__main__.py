"""`python -m geo`: report, locate, code, import, shapes. Output is Danish; what went wrong goes to stderr."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.errors import GeoError

EXIT_CODES = {"inside": 0, "outside": 1, "unreadable": 2}
FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        exit_code: int = options.run(options)
    except GeoError as error:
        print(error, file=sys.stderr)
        return FAILED
    return exit_code


def _report(_: argparse.Namespace) -> int:
    from geo.plan import plan_ranges
    from geo.report import report_text

    print(report_text(plan_ranges()), end="")
    return 0


def _locate(options: argparse.Namespace) -> int:
    """Print the area_id; nothing and 1 when outside, 2 when unreadable. The reason goes to stderr."""
    from geo.locate import locate

    found = locate(options.address)
    if found.area_id is not None:
        print(found.area_id)
    print(found.note, file=sys.stderr)
    return EXIT_CODES[found.status]


def _code(options: argparse.Namespace) -> int:
    from geo.batch import STATUS_TEXT, code_file
    from geo.danish import counted, number

    summary = code_file(options.file, options.out, options.column, options.sheet)
    print(f"{counted(summary.rows, 'række', 'rækker')} skrevet til {options.out}")
    for status, rows in summary.statuses.items():
        print(f"  {STATUS_TEXT[status]}: {number(rows)}")
    print("Antal pr. område:")
    for row in summary.counts.to_dict("records"):
        print(f"  {row['area_name']}: {'skjult' if row['status'] == 'suppressed' else number(row['count'])}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from geo.register import DEFAULT_REGISTER
    from geo.register.importer import import_register

    print(import_register(options.files, options.out, options.layer).text, end="")
    print(f"Registeret er gemt i {options.out}.")
    if options.out != DEFAULT_REGISTER:
        return 0
    # A process of its own: the build knows geo, never the other way round.
    return subprocess.run([sys.executable, "-m", "data", "build"], check=False).returncode


def _shapes(options: argparse.Namespace) -> int:
    """Write the shapes of the built database; a process of its own: the questions know geo, never the other way round."""
    indicators = [part for name in options.indicator for part in ("--indicator", name)]
    command = [sys.executable, "-m", "queries", "shapes", "--out", str(options.out), *indicators]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own module; the path is one argument


def _parser() -> argparse.ArgumentParser:
    from geo.register import DEFAULT_REGISTER

    parser = argparse.ArgumentParser(prog="python -m geo", description="Adresser, områder og adresseregister.")
    commands = parser.add_subparsers(required=True, metavar="kommando")
    report = commands.add_parser("report", help="planens adresseintervaller, som de er læst")
    report.set_defaults(run=_report)
    locate = commands.add_parser("locate", help="hvilket område en adresse hører til")
    locate.add_argument("address", help='fx "Falkevej 7, 2. tv, 8930 Randers NØ"')
    locate.set_defaults(run=_locate)
    code = commands.add_parser("code", help="områder på en hel fil med adresser (CSV eller Excel)")
    code.add_argument("file", type=Path)
    code.add_argument("--out", type=Path, required=True, help="ender på .csv, .xlsx eller .parquet")
    code.add_argument("--column", help="overskriften på adressekolonnen, hvis den ikke findes af sig selv")
    code.add_argument("--sheet", help="arkets navn, hvis flere ark i en Excel-fil har adresser")
    code.set_defaults(run=_code)
    importer = commands.add_parser("import", help="et adresseregister: DAR, DAWA, GeoPackage, GeoJSON, shapefile, CSV")
    importer.add_argument("files", type=Path, nargs="+")
    importer.add_argument("--out", type=Path, default=DEFAULT_REGISTER)
    importer.add_argument("--layer", help="lagets navn, hvis en GIS-fil har flere lag med adresser")
    importer.set_defaults(run=_import)
    shapes = commands.add_parser("shapes", help="områder og bygninger til et GIS: GeoPackage, GeoJSON, GeoParquet")
    shapes.add_argument("--out", type=Path, required=True, help="ender på .gpkg, .geojson eller .parquet")
    shapes.add_argument("--indicator", action="append", default=[], metavar="ID", help="indikator som kolonne; kan gentages")
    shapes.set_defaults(run=_shapes)
    return parser


if __name__ == "__main__":
    sys.exit(main())
