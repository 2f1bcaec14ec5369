"""A folder with a small database and a change of text waiting to be built, for tests of builds that go wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import __main__ as commands
from data import build as building
from data.build import build
from data.pointer import Version
from queries import connection
from queries.connection import Database, choose_version
from tests.data.text_folder import edit, write_text


@pytest.fixture(scope="module", autouse=True)
def geometry() -> Iterator[None]:
    """Builds draw nothing here: shapes and addresses are slow to make, and no test of faults looks at them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building.geo_build, "geometry_tables", dict)
        yield


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text folder that builds fast, and its first version in out/."""
    place = tmp_path_factory.mktemp("small")
    text = write_text(place / "text")
    build(place / "out", text, None)
    return place


@pytest.fixture
def out(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the first version, and a change of text waiting to be built."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "text", "school.csv", "Ikke målt.", "Ikke målt endnu.")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path / "out"))
    return tmp_path / "out"


def text_of(out: Path) -> Path:
    return out.parent / "text"


def whole(out: Path) -> Version:
    """The version in force, after every byte of it was checked."""
    choice = choose_version(out)
    assert not choice.note
    connection.check_file(choice.internal, choice.internal_sum)
    for path in (choice.path, choice.internal):
        database = Database(path, choice.version)
        assert len(database.table("observation")) == 9
        database.close()
    return Version.in_folder(out, choice.version)


def build_command(text: Path) -> int:
    """`python -m data build` on a small text; for a process of its own."""
    building.geo_build.geometry_tables = dict  # type: ignore[assignment]
    commands.build = lambda folder, state=None: build(folder, text, None)  # type: ignore[assignment]
    return commands.main(["build"])
