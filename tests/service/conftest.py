"""Servers that several tests share; the database on them is the small synthetic one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, fixture_folder: Path) -> Path:
    """A copy of the synthetic database that a test may break."""
    return Path(shutil.copytree(fixture_folder, tmp_path_factory.mktemp("data") / "build"))
