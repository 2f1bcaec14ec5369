"""Area polygons as a GIS file has them: told apart from address registers, read, named, placed and mended."""

from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geo.columns import find_columns
from geo.danish import counted, number
from geo.errors import GeoError
from geo.layers import UTM32, municipality
from geo.plan import area_names, area_spellings, rules, spelling_key
from geo.register.coordinates import Placer, same_system
from geo.register.features import inside_zip, layers_of, listed, opened, states_no_system
from geo.shapes import apart

PARQUET = (".parquet", ".geoparquet")
ENDINGS = (".gpkg", ".geojson", ".json", ".shp", ".gdb", ".zip", *PARQUET)
# What GEOS says of an invalid ring; everything else is "er ikke gyldigt".
FLAWS = {"Self-intersection": "krydser sig selv", "Ring Self-intersection": "rører sig selv", "Nested holes": "har huller i huller"}


@dataclass(frozen=True)
class AreaPolygons:
    """area_id and geometry (EPSG:25832, valid, apart) in printed order; the layer's name; what was done to them, in Danish."""

    frame: gpd.GeoDataFrame
    layer: str
    remarks: list[str] = field(default_factory=list)


def holds_areas(path: Path, layer: str | None, dated: bool) -> bool:
    """Whether a file is one of areas: a GIS file whose layers hold neither street and number nor only points.

    `dated` (a date was given, which only areas have) settles the doubt about a file that holds both.
    """
    suffix = path.suffix.lower()
    if suffix in PARQUET or (suffix == ".gdb" and path.is_dir()):
        return True
    if suffix not in ENDINGS or not path.is_file() or (suffix == ".zip" and not inside_zip(path)):
        return False
    try:
        described = layers_of(opened(path), path.name, layer)
    except GeoError:
        return False  # the reader of registers says what is wrong
    layers = [info for name, info in described.items() if layer in (None, name) and info["geometry_type"] is not None]
    if not dated and any(len(find_columns(list(info["fields"]), ["street", "number"])) == 2 for info in layers):
        return False
    return any("Point" not in info["geometry_type"] for info in layers)


def read_polygons(path: Path, buildings: gpd.GeoDataFrame, layer: str | None = None) -> AreaPolygons:
    """The polygons of the plan's areas in a file.

    `buildings` (area_id, point) decide who gets ground that two polygons claim. `layer` names a layer; else the one whose
    surfaces bear the areas' names is taken. Raises GeoError (Danish) for a file that cannot be used.
    """
    layer, frame, declared = _features(path, layer)
    if frame.empty:
        raise GeoError(f"„{path.name}“ er tom: {f'laget „{layer}“' if layer else 'den'} har ingen flader. Eksportér laget igen.")
    named, remarks = _named(frame, path.name)
    geometry = _placed(named, declared, path.name)
    mended = {area_id: _mended(area_id, shape, remarks) for area_id, shape in geometry.items()}
    final = _apart(mended, buildings, remarks)
    order = [area_id for area_id in area_names() if area_id in final]
    rounded = shapely.set_precision([final[area_id] for area_id in order], rules()["shapes"]["precision_m"])
    return AreaPolygons(gpd.GeoDataFrame({"area_id": order}, geometry=shapely.normalize(rounded), crs=UTM32), layer, remarks)


def _features(path: Path, wanted: str | None) -> tuple[str, gpd.GeoDataFrame, str | None]:
    """The layer's name, its rows and the coordinate system it declares."""
    if path.suffix.lower() in PARQUET:
        try:
            frame = gpd.read_parquet(path)
        except (ValueError, OSError) as error:
            raise GeoError(f"„{path.name}“ kan ikke læses som GeoParquet: den har ingen geometri, eller den er beskadiget.") from error
        return "", frame, same_system(frame.crs)
    source = opened(path)
    described = layers_of(source, path.name, wanted)
    layer = wanted or _layer_of_areas(source, path.name, described)
    frame = pyogrio.read_dataframe(source, layer=layer)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise GeoError(f"Laget „{layer}“ i „{path.name}“ er en tabel uden flader. {listed(described)}")
    return layer, frame, None if states_no_system(source) else same_system(frame.crs)


def _layer_of_areas(source: str, name: str, described: dict[str, Any]) -> str:
    """The layer that names most areas, surfaces before lines and points."""
    if len(described) == 1:
        return next(iter(described))
    fits = {}
    for layer, info in described.items():
        if info["geometry_type"] is not None:
            _, found = _area_ids(pyogrio.read_dataframe(source, layer=layer, read_geometry=False))
            if found.notna().any():
                fits[layer] = (not any(kind in info["geometry_type"] for kind in ("Point", "Line")), found.nunique())
    best = [layer for layer, fit in fits.items() if fit == max(fits.values())]
    if len(best) != 1:
        what = "flere lag" if best else "intet lag"
        raise GeoError(f"„{name}“ har {what} med områdernes navne. {listed(described)} Vælg et lag med --layer.")
    return best[0]


def _area_ids(frame: pd.DataFrame) -> tuple[str | None, "pd.Series[str]"]:
    """The column that names most areas, and the area_id each row gets from it (missing where the name is none of the plan's)."""
    column, best = None, pd.Series(None, index=frame.index, dtype="object")
    for name in frame.columns:
        texts = frame[name].map(lambda cell: area_spellings().get(spelling_key(cell)) if isinstance(cell, str) else None)
        if texts.nunique() > best.nunique():
            column, best = str(name), texts
    return column, best


def _named(frame: gpd.GeoDataFrame, name: str) -> tuple[dict[str, BaseGeometry], list[str]]:
    """area_id -> surface, and what to say about the file's other rows. Raises GeoError for missing, double or flat ones."""
    plain = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    column, area_ids = _area_ids(plain)
    if column is None:
        raise GeoError(
            f"Ingen flade i „{name}“ bærer navnet på et af planens områder ({', '.join(area_names().values())}). "
            f"Kolonnerne er {', '.join(map(str, plain.columns)) or 'ingen'}; skriv navnene i en af dem."
        )
    others = plain[column][area_ids.isna()]
    double = area_ids[area_ids.duplicated(keep=False)].sort_values(kind="stable")
    if not double.empty:
        rows = [str(position + 1) for position in np.flatnonzero(area_ids == double.iloc[0])]
        raise GeoError(
            f"{len(rows)} flader i „{name}“ hedder „{area_names()[double.iloc[0]]}“ (nr. {' og '.join(rows)}). "
            "Saml dem til én flade med flere dele, eller ret navnet på dem, der er et andet område."
        )
    missing = [text for area_id, text in area_names().items() if area_id not in set(area_ids)]
    if missing:
        unread = ", ".join(sorted({f"„{text}“" for text in others.dropna()})[:12])
        rest = f" Filens øvrige navne er {unread}." if unread else ""
        raise GeoError(
            f"„{name}“ mangler {counted(len(missing), 'område', 'områder')}: {', '.join(missing)}.{rest} "
            "Filen skal have alle planens områder, og deres navne skal staves som i data/areas.yml."
        )
    kept = frame[area_ids.notna()]
    surfaces = dict(zip(area_ids.dropna(), kept.geometry, strict=True))
    _require_surfaces(surfaces, name)
    remarks = [f"{counted(len(others), 'flade', 'flader')} med andre navne er ikke læst."] if len(others) else []
    return surfaces, remarks


def _require_surfaces(surfaces: dict[str, BaseGeometry], name: str) -> None:
    for area_id, shape in surfaces.items():
        shown = area_names()[area_id]
        if shape is None or shape.is_empty:
            raise GeoError(f"„{shown}“ har ingen geometri i „{name}“. Tegn fladen, og eksportér laget igen.")
        if (kind := {0: "et punkt", 1: "en linje"}.get(int(shapely.get_dimensions(shape)))) is not None:
            raise GeoError(
                f"„{shown}“ er {kind} i „{name}“; et område skal være en flade. Lav linjerne om til polygoner i dit GIS, "
                "eller vælg laget med fladerne (--layer)."
            )


def _placed(surfaces: dict[str, BaseGeometry], declared: str | None, name: str) -> dict[str, BaseGeometry]:
    """The surfaces in EPSG:25832. Raises GeoError for another system than declared, swapped axes or another place."""
    placer = Placer(declared, name)
    shapes = np.array(list(surfaces.values()), dtype=object)
    # Two columns: height and measure are left out.
    corners = np.column_stack(placer.place(*shapely.get_coordinates(shapes).T))
    placer.check()
    placed = dict(zip(surfaces, shapely.set_coordinates(shapes, corners), strict=True))
    around = municipality().buffer(rules()["municipality_margin_m"])
    away = [
        area_names()[area_id]
        for area_id, shape in placed.items()
        if not np.isfinite(shapely.get_coordinates(shape)).all() or not around.contains(shapely.convex_hull(shape))
    ]
    if away:
        raise GeoError(
            f"{', '.join(away)} ligger i „{name}“ helt eller delvis uden for {rules()['municipality']['name']}. "
            "Se efter, om koordinatsystemet er det rigtige, og om et punkt er tegnet forkert."
        )
    return placed


def _mended(area_id: str, shape: BaseGeometry, remarks: list[str]) -> BaseGeometry:
    """A valid surface; what was done is added to `remarks`."""
    name = area_names()[area_id]
    if not shapely.is_valid(shape):
        reason, _, place = shapely.is_valid_reason(shape).partition("[")
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        where = f" ved ({place.rstrip(']').replace(' ', ', ')})" if place else ""
        remarks.append(
            f"Omridset af „{name}“ {FLAWS.get(reason, 'er ikke gyldigt')}{where}; det er rettet, og arealet er nu "
            f"{number(round(shape.area))} m². Se efter, om fladen er den rigtige."
        )
    surfaces = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    if not surfaces or shape.area == 0:
        raise GeoError(f"Omridset af „{name}“ rummer ikke noget areal. Tegn fladen igen.")
    return shapely.union_all(surfaces)


def _apart(surfaces: dict[str, BaseGeometry], buildings: gpd.GeoDataFrame, remarks: list[str]) -> dict[str, BaseGeometry]:
    """The surfaces without overlaps: ground that two of them claim goes to the one whose building is nearest."""
    final = dict(surfaces)
    for one, other in combinations(sorted(surfaces), 2):
        both = shapely.intersection(final[one], final[other])
        if both.area == 0:
            continue
        points = buildings[buildings["area_id"].isin([one, other])][["area_id", "geometry"]]
        share = apart({one: both, other: both}, points)
        final[one] = shapely.difference(final[one], share[other])
        final[other] = shapely.difference(final[other], share[one])
        if both.area >= rules()["polygons"]["told_overlap_m2"]:
            remarks.append(
                f"„{area_names()[one]}“ og „{area_names()[other]}“ overlapper hinanden på {number(round(both.area))} m²; "
                "jorden er delt mellem dem efter den nærmeste bygning. Ret fladerne, så grænsen er jeres egen."
            )
    lost = [area_names()[area_id] for area_id, shape in final.items() if shape.area == 0]
    if lost:
        raise GeoError(f"{', '.join(lost)} ligger helt inde i et andet områdes flade. Skær fladerne fri af hinanden.")
    return final
