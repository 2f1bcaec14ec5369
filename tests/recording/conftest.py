"""An officer's working copy of a small database: SYNTHETIC figures with the real plan's bodies, meetings and preparedness.

These tests make many commits, which take seconds on the real content. What they are not about is left out: geometry, what
the published file leaves out, reading text again that does not change.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import paths
from data.build import build, write_file
from data.pointer import Version
from data.reading import read_content
from data.releases.commit import Folders
from pages.parts import clock
from tests.data.text_folder import DOCUMENT, edit, write_text
from tests.people import as_role

NOW = datetime(2026, 11, 21, 10, 0)


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Text and a database of it, to be copied."""
    place = tmp_path_factory.mktemp("journal")
    root = write_text(place / "text")
    for name in ("plans.yml", "sources.yml"):
        shutil.copy(paths.ROOT / name, root / name)
    for name in ("meetings.yml", "preparedness.yml", "milestones.csv"):
        shutil.copy(paths.DOCUMENTS / DOCUMENT / name, root / "documents" / DOCUMENT / name)
    edit(root, "activity_results.csv", "2025-08-01,2029-07-31,18", "2025-08-01,2026-07-31,18")
    edit(root, "corrections.csv", "2029-07-31,l8", "2026-07-31,l8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.build.geo_build.geometry_tables", dict)
        build(place / "build", root, None)
        yield place


def _two_alike(version: Version, tables: dict[str, pd.DataFrame], *_: Any) -> None:
    write_file(version.published, tables, version.version)
    shutil.copy(version.published, version.internal)


@pytest.fixture
def journal(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """A copy for one test, which an officer opens on 21 November 2026."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    folders = Folders(tmp_path / "build", tmp_path / "state", tmp_path / "text")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(folders.build))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(folders.state))
    monkeypatch.setattr(Folders, "of_the_settings", lambda: folders)
    monkeypatch.setattr("data.build.geo_build.geometry_tables", dict)
    monkeypatch.setattr("data.build.write_files", _two_alike)
    monkeypatch.setattr("data.build.read_content", cache(read_content))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    as_role(monkeypatch, "officer")
    return folders
