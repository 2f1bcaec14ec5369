"""Where things lie. One place, so that a test or a container can point elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DOCUMENTS = ROOT / "documents"
SCHEMA = ROOT / "schema.yml"
COVERAGE = ROOT / "coverage.csv"


def build_folder() -> Path:
    """Folder of the database files and the pointer; `MONITOR_BUILD_DIR` overrides it."""
    return Path(os.environ.get("MONITOR_BUILD_DIR", ROOT / "build"))


def state_folder() -> Path:
    """Folder of what officers recorded, which no build can make again; `MONITOR_STATE_DIR` overrides it."""
    return Path(os.environ.get("MONITOR_STATE_DIR", ROOT / "state"))


def disclosure_key() -> str:
    """The secret behind the choice of hidden figures, by `MONITOR_DISCLOSURE_KEY`; empty where the file beside the state is it."""
    return os.environ.get("MONITOR_DISCLOSURE_KEY", "")
