"""Read uploaded area polygons inside the child process of data/child.py; bytes in, bytes out.

The page writes the upload to a folder of its own first, because GDAL reads files; the child may not write any.
"""

from __future__ import annotations

import json
import os
import zipfile
from datetime import date
from pathlib import Path

from geo.errors import GeoError

# GDAL goes by what is in a file, not by its name: text that describes another source (XML) would make it read that one.
_BEGINNINGS = {
    ".gpkg": (b"SQLite format 3\x00",),
    ".geojson": (b"{",),
    ".json": (b"{",),
    ".shp": (b"\x00\x00\x27\x0a",),
    ".parquet": (b"PAR1",),
    ".geoparquet": (b"PAR1",),
    ".zip": (b"PK\x03\x04",),
}
# What stands beside a shapefile or in a File Geodatabase.
_BESIDE = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".xml", ".qmd", ".qpj", ".qix")


def payload(path: Path, valid_from: date, out: Path, layer: str) -> bytes:
    """What areas() takes: the uploaded file, the day its polygons hold from, the file of those that are kept, a layer or ''."""
    return json.dumps([str(path), valid_from.isoformat(), str(out), layer]).encode()


def areas(sent: bytes) -> bytes:
    """The report, a line of JSON, and the GeoParquet to keep. Raises GeoError as geo.municipal.import_polygons does."""
    # Imported in the child: the server, which makes payloads and reads answers, does without the libraries for GIS files.
    from geo.municipal import as_parquet, merged

    path, valid_from, out, layer = json.loads(sent)
    _look_inside(Path(path))
    text, kept = merged(Path(path), date.fromisoformat(valid_from), Path(out), layer or None)
    return json.dumps(text).encode() + b"\n" + as_parquet(kept)


def read(answer: bytes) -> tuple[str, bytes]:
    """The report and the file that areas() wrote."""
    text, _, content = answer.partition(b"\n")
    return str(json.loads(text)), content


def keep(content: bytes, out: Path) -> None:
    """Write the file of kept polygons where the build reads it; it appears whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(content)
    os.replace(part, out)


def _look_inside(path: Path) -> None:
    with path.open("rb") as file:
        _require(path.name, file.read(64))
    if path.suffix.lower() != ".zip":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir() and ".gdb/" not in member.filename and not member.filename.lower().endswith(_BESIDE):
                    with archive.open(member) as file:
                        _require(Path(member.filename).name, file.read(64))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise GeoError(f"„{path.name}“ kan ikke pakkes ud. Pak den igen som en almindelig zip uden adgangskode.") from error


def _require(name: str, beginning: bytes) -> None:
    known = _BEGINNINGS.get(Path(name).suffix.lower())
    if known is None or not beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(known):
        raise GeoError(f"„{name}“ er ikke en GIS-fil af de kendte slags: {', '.join(_BEGINNINGS)}.")
