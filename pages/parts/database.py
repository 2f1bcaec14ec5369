"""The database as pages ask it: one version for a whole run, answers cached by version and question."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from pages.parts import roles
from queries.connection import Choice, Database, NoDatabaseError, build_folder, check_file, choose_version
from service import metrics

_RUN = "_database_of_this_run"
Made = TypeVar("Made")


def renew() -> Database:
    """Look up the version in force and keep to it for this run; the guard does so once at the start of each page.

    A new build is picked up at the next run, never in the middle of one: a page must not mix two versions. Raises
    queries.connection.NoDatabaseError with a Danish message when there is no version to show.
    """
    try:
        choice = choose_version(build_folder())
        opened = _open(choice)
    except NoDatabaseError as error:
        st.session_state.pop(_RUN, None)
        metrics.LOAD_ERRORS.labels(reason=error.reason).inc()
        raise
    metrics.data_version(choice.version, bool(choice.note))
    st.session_state[_RUN] = opened
    return opened


def current() -> Database:
    """The version that this run shows. Raises as renew() does."""
    kept = st.session_state.get(_RUN)
    return kept if isinstance(kept, Database) else renew()


# Without a hook that closes: a run that still holds a version which falls out of the cache goes on with it, and the
# file is let go of when the last one does.
@st.cache_resource(max_entries=3, show_spinner=False)
def _open(choice: Choice) -> Database:
    return Database(choice.path, choice.version, choice.note)


def ask(question: str, **parameters: Any) -> pd.DataFrame:
    """The answer to a question in queries/ from the version of this run; stops the page when the file breaks meanwhile."""
    try:
        database = current()
        answer = _answer(str(database.path), question, tuple(sorted(parameters.items())), database)
    except NoDatabaseError as error:
        metrics.LOAD_ERRORS.labels(reason=error.reason).inc()
        st.error(str(error), icon="⚠️")
        st.stop()
    # Every caller gets a frame of its own that shares the figures until it writes to them (copy on write).
    return answer.copy(deep=False)


@st.cache_resource(max_entries=2000, show_spinner=False)
def _answer(path: str, question: str, parameters: tuple[tuple[str, Any], ...], _database: Database) -> pd.DataFrame:
    return _database.ask(question, **dict(parameters))


def kept(make: Callable[..., Made], *choice: Hashable) -> Made:
    """What the function `make` makes of `choice` by asking the version of this run, made once per version and choice.

    For what a page shows besides its charts: rows, sentences, finished HTML. Every session gets the same object, so nobody
    may change it, and `make` may depend on nothing but `choice` and the answers: not on the session, not on the clock.
    """
    database = current()
    made: Made = _made(str(database.path), f"{make.__module__}.{make.__qualname__}", choice, make)
    return made


@st.cache_resource(max_entries=2000, show_spinner=False)
def _made(path: str, name: str, choice: tuple[Hashable, ...], _make: Callable[..., Any]) -> Any:
    return _make(*choice)


def internal() -> Database:
    """The internal file of the version in force, small numbers included: the only place that opens it.

    For an officer, outside board mode; both are checked here, at every call. Raises roles.NotAllowedError or
    queries.connection.NoDatabaseError. Its answers are not cached where other sessions could meet them.
    """
    roles.require("officer")
    if roles.board_mode():
        raise roles.NotAllowedError("I mødevisning åbnes den interne fil ikke.")
    choice = choose_version(build_folder())
    check_file(choice.internal, choice.internal_sum)
    return _open_internal(choice.internal, choice.version)


@st.cache_resource(max_entries=1, show_spinner=False)
def _open_internal(path: Path, version: str) -> Database:
    return Database(path, version)
