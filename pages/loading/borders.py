"""Indlæs data: the municipality's own polygons of the areas, with the day they hold from."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from data import child
from geo import areas_inside
from geo import register as geo_register
from geo.errors import GeoError
from pages.kit import clock, notes, roles
from pages.kit.language import tr
from pages.kit.plain import escaped

SECONDS, MEGABYTES = 60, 900
ENDINGS = ["gpkg", "geojson", "json", "zip", "parquet", "geoparquet"]
_READ, _SAID = "_borders_read", "_borders_said"
_LONGEST_NAME = 100


def view() -> None:
    """Upload, read the report, save; saving builds a new version."""
    st.write(
        tr(
            "Kommunens egne flader vises på kortet i stedet for dem, monitoren tegner om bygningerne. Filen skal have alle syv områder. "
            "Ændres grænserne, så læs den nye fil ind med sin egen dato: de gamle bliver ved med at gælde for tiden før."
        )
    )
    if said := st.session_state.pop(_SAID, None):
        notes.success(escaped(said))
    asked = tr("GIS-fil med områdernes flader (shapefile og File Geodatabase i en zip)")
    uploaded = st.file_uploader(asked, type=ENDINGS, key="borders_file")
    left, right = st.columns(2)
    with left:
        first, today = date(1970, 1, 1), clock.today()
        day = st.date_input(tr("Fladerne gælder fra"), value=None, format="DD.MM.YYYY", min_value=first, max_value=today, key="borders_day")
    with right:
        layer = st.text_input(tr("Lagets navn, hvis flere lag kunne være det"), max_chars=_LONGEST_NAME, key="borders_layer")
    pressed = st.button(tr("Læs filen"), type="primary", key="borders_read", disabled=uploaded is None or day is None)
    if pressed and uploaded is not None and day is not None:
        _read(uploaded.getvalue(), uploaded.name, day, layer.strip())
    if _READ in st.session_state:
        _review()


def kept_in() -> Path:
    """The file of polygons that builds read."""
    return geo_register.DEFAULT_REGISTER.with_name(geo_register.POLYGONS)


def look(content: bytes, name: str, day: date, layer: str) -> tuple[str, bytes]:
    """The report on an upload and the file to keep. Raises GeoError for a file that cannot be used or goes over a limit."""
    roles.require("officer")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name[-_LONGEST_NAME:] or "fil")
        path.write_bytes(content)
        try:
            sent = areas_inside.payload(path, day, kept_in(), layer)
            return areas_inside.read(child.run("geo.areas_inside:areas", sent, seconds=SECONDS, megabytes=MEGABYTES))
        except (ValueError, child.LimitError) as error:
            raise GeoError(str(error)) from error


def _read(content: bytes, name: str, day: date, layer: str) -> None:
    st.session_state.pop(_READ, None)
    try:
        text, kept = look(content, name, day, layer)
    except GeoError as error:
        notes.error(escaped(str(error)))
    else:
        st.session_state[_READ] = (text, kept, _fingerprint())


def _fingerprint() -> str:
    return hashlib.sha256(kept_in().read_bytes()).hexdigest() if kept_in().exists() else ""


def _review() -> None:
    text, kept, before = st.session_state[_READ]
    st.subheader(tr("Det er læst"))
    # The report is Danish: it comes from geo/.
    st.code(text, language=None, wrap_lines=True)
    save, drop, _ = st.columns([2, 1, 2])
    if save.button(tr("Gem fladerne, og byg en ny version"), type="primary", key="borders_save", width="stretch"):
        _save(kept, before)
    if drop.button(tr("Fortryd"), key="borders_drop", width="stretch"):
        del st.session_state[_READ]
        st.rerun()


def _save(kept: bytes, before: str) -> None:
    roles.require("officer")
    if _fingerprint() != before:
        notes.error(tr("Andre har gemt flader, siden filen blev læst. Intet er gemt; læs filen igen."))
        return
    try:
        kept_before = kept_in().read_bytes() if before else None
        areas_inside.keep(kept, kept_in())
    except OSError:
        notes.error(tr("Fladerne kunne ikke gemmes, fordi der ikke kan skrives på disken. Intet er ændret."))
        return
    with st.spinner(tr("Bygger en ny version ...")):
        built = subprocess.run([sys.executable, "-m", "data", "build"], capture_output=True, check=False)
    if built.returncode:
        _back(kept_before)
        notes.error(
            tr("Versionen kunne ikke bygges, og fladerne er taget ud igen. Kontakt administratoren: python -m data build siger hvorfor.")
        )
        return
    del st.session_state[_READ]
    st.session_state[_SAID] = tr("Fladerne er gemt, og kortet viser dem nu.")
    st.rerun()


def _back(content: bytes | None) -> None:
    if content is None:
        kept_in().unlink(missing_ok=True)
    else:
        areas_inside.keep(content, kept_in())
