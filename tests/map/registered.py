"""The real content with a SYNTHETIC address register, so that areas have polygons and entrances: for tests only.

`python -m tests.map.registered FOLDER` writes it as a database that the app opens when MONITOR_BUILD_DIR names it.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from types import ModuleType
from unittest import mock

from data import build, disclosure
from data.paths import ROOT
from data.pointer import Version, write_pointer
from data.reading import read_content
from geo import build as geo_build
from geo.register.importer import import_register

NAME = "registered"


def _synthetic() -> ModuleType:
    """tests/geo/synthetic_register.py; its folder is no package."""
    path = Path(__file__).parents[1] / "geo" / "synthetic_register.py"
    spec = importlib.util.spec_from_file_location("synthetic_register", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    with mock.patch.dict("sys.modules", {"synthetic_register": module}):
        spec.loader.exec_module(module)
    return module


def write_database(folder: Path) -> Version:
    """Import the register of all areas but Vangdalen, which is drawn from its buildings, and write a database of it."""
    folder.mkdir(parents=True, exist_ok=True)
    synthetic = _synthetic()
    havens = ("haven", "Ved Byskellet")
    rows = [row for row in synthetic.plan_rows() if not row.street.endswith(havens)]
    register = folder / "register.parquet"
    import_register([synthetic.write_dawa_csv(folder / "register.csv", rows)], register)
    made = geo_build.geometry_tables(register)
    with mock.patch.object(geo_build, "geometry_tables", return_value=made):
        tables = build.complete_tables(read_content(ROOT))
    version = Version.in_folder(folder, NAME)
    build.write_files(version, tables, disclosure.read_rules(ROOT))
    write_pointer(folder, version)
    return version


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.map.registered", description="Skriv databasen med det opdigtede register.")
    parser.add_argument("folder", type=Path)
    print(write_database(parser.parse_args().folder).published)  # noqa: T201
