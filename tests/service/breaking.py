"""Ways in which a folder of database files breaks, and the page as a visitor then meets it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data import pointer
from data.pointer import Version
from queries import connection
from tests.fixture_content import make_content, write_database
from tests.service.servers import ROOT

OLD, NEW = "gammel", "ny"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an old version and the new one in force; figures say which version they are of."""
    folder = tmp_path_factory.mktemp("master")
    for name, value in ((OLD, 11.0), (NEW, 22.0)):
        content = make_content()
        content.tables["area"] = content.tables["area"].assign(note=f"område {name}")
        content.tables["observation"] = content.tables["observation"].assign(value=value, status="published")
        write_database(folder, content, name)
    return folder


@pytest.fixture
def folder(master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(master, tmp_path / "build"))
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(copy))
    return copy


def published(folder: Path, name: str = NEW) -> Path:
    return Version.in_folder(folder, name).published


def without_before(folder: Path) -> None:
    (folder / pointer.PREVIOUS).unlink()


def cut_short(folder: Path) -> None:
    path = published(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def half_copied(folder: Path) -> None:
    path = published(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3].ljust(len(whole), b"\0"))


def other_content(folder: Path) -> None:
    """The file of one version under the name of another: it opens, and its figures would be wrong."""
    shutil.copy(published(folder, OLD), published(folder))


def one_bit(folder: Path) -> None:
    path = published(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def gone(folder: Path) -> None:
    published(folder).unlink()


def pointer_garbled(folder: Path) -> None:
    (folder / pointer.NAME).write_bytes(b'{"version": "n')


def pointer_gone(folder: Path) -> None:
    (folder / pointer.NAME).unlink()


def states_schema(path: Path, number: int | None) -> None:
    """Let a file state another schema version, or none, as files did before they stated any; the pointer follows."""
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    with duckdb.connect(str(copy)) as opened:
        opened.execute("drop view meta")
        if number is not None:
            opened.execute(f"create view meta as select {number} as schema_version, 'x' as data_version")
    os.replace(copy, path)
    for name in (pointer.NAME, pointer.PREVIOUS):
        file = path.parent / name
        if file.exists():
            content = json.loads(file.read_text("utf-8"))
            if path.name in content["sha256"]:
                content["sha256"][path.name] = pointer.checksum(path)
                file.write_text(json.dumps(content))


def newer_schema(folder: Path) -> None:
    states_schema(published(folder), connection.SCHEMA + 1)


def older_schema(folder: Path) -> None:
    states_schema(published(folder), None)


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "cut short": (cut_short, "beskadiget eller ikke kopieret færdig", "damaged"),
    "half copied": (half_copied, "beskadiget eller ikke kopieret færdig", "damaged"),
    "content of another": (other_content, "beskadiget eller ikke kopieret færdig", "damaged"),
    "one bit": (one_bit, "beskadiget eller ikke kopieret færdig", "damaged"),
    "gone": (gone, "findes ikke", "gone"),
    "pointer garbled": (pointer_garbled, "kan ikke læses", "pointer"),
    "newer schema": (newer_schema, "nyere udgave af monitoren. Opdatér monitoren", "newer_schema"),
    "older schema": (older_schema, "ældre udgave af monitoren", "older_schema"),
}


def page_on(folder: Path) -> AppTest:
    return AppTest.from_file(str(ROOT / "pages/overview/page.py"), default_timeout=300).run()


def shown(app: AppTest) -> str:
    return "\n".join([*(str(element.proto) for element in app.get("html")), *(note.value for note in (*app.error, *app.warning))])
