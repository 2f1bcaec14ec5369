"""`python -m geo`: report, locate, code, import, shapes. Output is Danish; what went wrong goes to stderr."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
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
    """An address register, or the areas' polygons: the files themselves say which."""
    from geo.polygons import holds_areas
    from geo.register import DEFAULT_REGISTER, POLYGONS

    dated = options.valid_from is not None
    areas = [path for path in options.files if holds_areas(path, options.layer, dated)]
    own = DEFAULT_REGISTER.with_name(POLYGONS) if areas else DEFAULT_REGISTER
    out = options.out or own
    print(_import_areas(options, areas, out) if areas else _import_register(options, out), end="")
    if out != own:
        return 0
    # A process of its own: the build knows geo, never the other way round.
    return subprocess.run([sys.executable, "-m", "data", "build"], check=False).returncode


def _import_register(options: argparse.Namespace, out: Path) -> str:
    from geo.register.importer import import_register

    if options.valid_from is not None:
        raise GeoError("--from hører til områdernes polygoner; et adresseregister har ingen dato. Udelad --from.")
    return f"{import_register(options.files, out, options.layer).text}Registeret er gemt i {out}.\n"


def _import_areas(options: argparse.Namespace, areas: list[Path], out: Path) -> str:
    from geo.municipal import import_polygons

    if len(options.files) > 1:
        raise GeoError(f"„{areas[0].name}“ rummer områdernes polygoner; giv den alene.")
    if options.valid_from is None:
        raise GeoError(f"„{areas[0].name}“ rummer flader. Er det områdernes polygoner, så sig, hvornår de gælder fra: --from ÅÅÅÅ-MM-DD.")
    try:
        valid_from = date.fromisoformat(options.valid_from)
    except ValueError as error:
        raise GeoError(f"--from {options.valid_from} er ingen dato. Skriv den som ÅÅÅÅ-MM-DD, fx 2024-01-01.") from error
    return f"{import_polygons(areas[0], valid_from, out, options.layer)}Polygonerne er gemt i {out}.\n"


def _shapes(options: argparse.Namespace) -> int:
    """Write the shapes of the built database; a process of its own: the questions know geo, never the other way round."""
    indicators = [part for name in options.indicator for part in ("--indicator", name)]
    command = [sys.executable, "-m", "queries", "shapes", "--out", str(options.out), *indicators]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own module; the path is one argument


def _parser() -> argparse.ArgumentParser:
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
    importer = commands.add_parser("import", help="et adresseregister (DAR, DAWA, GIS-fil, CSV) eller områdernes polygoner (GIS-fil)")
    importer.add_argument("files", type=Path, nargs="+")
    importer.add_argument("--out", type=Path, help="en anden fil end monitorens egen")
    importer.add_argument("--layer", help="lagets navn, hvis en GIS-fil har flere lag, der kunne være det")
    importer.add_argument("--from", dest="valid_from", metavar="ÅÅÅÅ-MM-DD", help="den dag, områdernes polygoner gælder fra")
    importer.set_defaults(run=_import)
    shapes = commands.add_parser("shapes", help="områder og bygninger til et GIS: GeoPackage, GeoJSON, GeoParquet")
    shapes.add_argument("--out", type=Path, required=True, help="ender på .gpkg, .geojson eller .parquet")
    shapes.add_argument("--indicator", action="append", default=[], metavar="ID", help="indikator som kolonne; kan gentages")
    shapes.set_defaults(run=_shapes)
    return parser


if __name__ == "__main__":
    sys.exit(main())
