"""Coordinates of a register: which system they are in, and whether that can be true."""

from functools import cache
from typing import Any

import numpy as np
import pyproj

from geo.errors import GeoError
from geo.layers import UTM32, WGS84
from geo.plan import rules

Numbers = np.ndarray[Any, np.dtype[np.float64]]
SYSTEM_NAMES = {UTM32: "EPSG:25832 (meter)", WGS84: "WGS 84 (grader)"}


class Placer:
    """Turns the coordinates of one file into EPSG:25832, piece by piece, and judges them when all are seen.

    `declared` is the system the file says it uses; without one the numbers tell EPSG:25832 from WGS 84.
    """

    def __init__(self, declared: str | None, name: str) -> None:
        self._declared = declared
        self._system = declared
        self._name = name
        self._fit = 0
        self._misfits: list[tuple[Numbers, Numbers]] = []
        self._misfit = 0

    def place(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Easting and northing; NaN where there is no point or it does not lie in Denmark.

        x is easting or longitude, y northing or latitude.
        """
        given = np.isfinite(x) & np.isfinite(y)
        if self._system is None and given.any():
            self._system = _most_likely(x[given], y[given])
        easting, northing = (x, y) if self._system in (None, UTM32) else _transformer(self._system).transform(x, y)
        fits = _fits(easting, northing, UTM32)
        self._fit += int(fits.sum())
        if (misfit := given & ~fits).any():
            self._misfit += int(misfit.sum())
            # A sample is enough to tell what is wrong.
            self._misfits = self._misfits or [(x[misfit], y[misfit])]
        return np.where(fits, easting, np.nan), np.where(fits, northing, np.nan)

    def check(self) -> None:
        """Raise GeoError when most of the file's points did not fit: axes swapped, or another system than declared."""
        if self._misfit > self._fit:
            raise _misplaced(*self._misfits[0], self._declared, self._name)


def _fits(x: Numbers, y: Numbers, system: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which points lie in Denmark, read in that system; a missing number does not."""
    (west, east), (south, north) = rules()["denmark"][system]["x"], rules()["denmark"][system]["y"]
    inside: np.ndarray[Any, np.dtype[np.bool_]] = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return inside


def _most_likely(x: Numbers, y: Numbers) -> str | None:
    return next((system for system in SYSTEM_NAMES if _fits(x, y, system).mean() >= 0.5), None)


def _misplaced(x: Numbers, y: Numbers, system: str | None, name: str) -> GeoError:
    example = f"Fx ({x[0]:g}, {y[0]:g})."
    if _most_likely(y, x) is not None:
        return GeoError(f"Koordinaterne i „{name}“ er byttet om: x (øst, længde) og y (nord, bredde) har byttet plads. {example}")
    actual = _most_likely(x, y)
    if system is not None and actual is not None:
        return GeoError(
            f"„{name}“ oplyser koordinatsystemet {SYSTEM_NAMES.get(system, system)}, men tallene er i "
            f"{SYSTEM_NAMES[actual]}. Ret oplysningen i filen. {example}"
        )
    stated = f"i det oplyste system {system} " if system else ""
    return GeoError(
        f"Koordinaterne i „{name}“ ligger {stated}ikke i Danmark. Gem filen i {' eller '.join(SYSTEM_NAMES.values())}. {example}"
    )


@cache
def _transformer(system: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(system, UTM32, always_xy=True)


def same_system(crs: str | None) -> str | None:
    """The CRS a file declares, with EPSG:25832 and WGS 84 under one name each."""
    if crs is None:
        return None
    declared = pyproj.CRS.from_user_input(crs)
    if declared.is_compound:
        declared = declared.sub_crs_list[0]  # heights are not read
    for system in SYSTEM_NAMES:
        if declared.equals(pyproj.CRS.from_user_input(system), ignore_axis_order=True) or declared.to_epsg() == int(system[5:]):
            return system
    return declared.to_string()
