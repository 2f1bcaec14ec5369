"""The published database as pages ask it: one open file per version, answers cached by version and question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from queries.connection import Database, build_folder, current_version


def current() -> Database:
    """The version in force, looked up at every rerun so that a new build is picked up at once.

    Raises queries.connection.NoDatabaseError with a Danish message when there is none.
    """
    version, path = current_version(build_folder())
    return _open(str(path), version)


@st.cache_resource(max_entries=3, show_spinner=False, on_release=lambda database: database.close())
def _open(path: str, version: str) -> Database:
    return Database(Path(path), version)


def ask(question: str, **parameters: Any) -> pd.DataFrame:
    """The answer to a question in queries/ from the version in force."""
    database = current()
    return _answer(str(database.path), question, tuple(sorted(parameters.items())), database)


@st.cache_data(max_entries=2000, show_spinner=False)
def _answer(path: str, question: str, parameters: tuple[tuple[str, Any], ...], _database: Database) -> pd.DataFrame:
    return _database.ask(question, **dict(parameters))
