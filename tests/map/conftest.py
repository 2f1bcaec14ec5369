"""The real content as it is and with a synthetic address register; a served monitor for the browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from data.pointer import Version
from pages.kit import database, map_ground
from pages.kit.map_ground import Ground
from pages.map import figures as map_figures
from pages.map.figures import MapOfPeriod
from tests.browser.conftest import browser, context, server, visit
from tests.map import registered

__all__ = ["browser", "context", "server", "visit"]

MapOf = Callable[..., MapOfPeriod]


@pytest.fixture(scope="session")
def registered_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a database whose areas have polygons and entrances, all but Vangdalen."""
    folder = tmp_path_factory.mktemp("registered")
    registered.write_database(folder)
    return folder


@pytest.fixture
def real(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages ask the real content."""
    yield from _asked(real_build.published.parent, monkeypatch)


@pytest.fixture
def with_register(registered_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages ask the content with the synthetic register."""
    yield from _asked(registered_folder, monkeypatch)


def _asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(folder))
    # Outside a script run the database of the last test would be kept.
    database.renew()
    yield
    database.st.session_state.clear()


@pytest.fixture
def ground(real: None) -> Ground:
    return map_ground.ground()


@pytest.fixture
def map_of(real: None) -> MapOf:
    """A function that makes the map of an indicator; `place` picks one of its periods, the newest by default."""
    return make_map


def make_map(indicator_id: str, place: int = -1) -> MapOfPeriod:
    catalogue = database.ask("map_indicators")
    rows = catalogue[catalogue["indicator_id"] == indicator_id]
    figures = database.ask("indicator_figures", indicator_id=indicator_id)
    return map_figures.map_of(rows.iloc[place], figures, database.ask("map_shapes", day=date(2026, 1, 1)), map_ground.ground().residents)
