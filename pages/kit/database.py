"""The database as pages ask it: one version for a whole run, answers cached by version and question."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from pages.kit import clock, content, language, notes, roles
from pages.kit.language import tr
from pages.kit.plain import echoed, escaped
from queries.connection import Choice, Database, NoDatabaseError, build_folder, check_file, choose_version, edition_file
from queries.earlier import Earlier
from service import metrics

_RUN = "_database_of_this_run"
# The address of an edition: ?udgave=<edition_id>. It stays while the reader goes from page to page.
EDITION_PARAMETER = "udgave"
_EDITION = "_edition"


@dataclass(frozen=True)
class Edition:
    """The figures of a day that a reader looks at instead of the newest."""

    edition_id: str
    title: str
    frozen_on: date
    data_version: str
    sha256: str


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
    chosen = _asked_edition(opened)
    if chosen is not None:
        opened = _of_edition(chosen.sha256, chosen.data_version)
    st.session_state[_RUN] = opened
    return opened


def _asked_edition(newest: Database) -> Edition | None:
    """The edition that the address or, after a step to another page, the session names; None for the newest figures."""
    asked = st.query_params.get(EDITION_PARAMETER) or st.session_state.get(_EDITION + "_id")
    clock.stand_still(None)
    st.session_state.pop(_EDITION, None)
    if not asked:
        return None
    rows = newest.ask("editions")
    found = rows[rows["edition_id"] == asked]
    if found.empty:
        st.session_state.pop(_EDITION + "_id", None)
        missing = tr("Linket beder om udgaven ”{asked}”, som ikke findes. I stedet vises de nyeste tal.", asked=echoed(asked))
        notes.info(missing)
        return None
    row = found.iloc[0]
    edition = Edition(str(asked), str(row["title"]), row["frozen_on"].date(), str(row["data_version"]), str(row["sha256"]))
    st.session_state[_EDITION], st.session_state[_EDITION + "_id"] = edition, edition.edition_id
    if st.query_params.get(EDITION_PARAMETER) != edition.edition_id:
        st.query_params[EDITION_PARAMETER] = edition.edition_id
    # Deadlines and attainment are those of the day.
    clock.stand_still(edition.frozen_on)
    return edition


def edition() -> Edition | None:
    """The edition that this run shows; None when it shows the newest figures."""
    found = st.session_state.get(_EDITION)
    return found if isinstance(found, Edition) else None


def leave_edition() -> None:
    """Go back to the newest figures from the next run on."""
    st.session_state.pop(_EDITION + "_id", None)
    st.session_state.pop(_EDITION, None)
    if EDITION_PARAMETER in st.query_params:
        del st.query_params[EDITION_PARAMETER]


def of_edition(edition_id: str | None) -> Database:
    """The database of an edition, or the newest one for None: to hold two against one another.

    Raises queries.connection.NoDatabaseError, KeyError for an edition that does not exist.
    """
    newest = _open(choose_version(build_folder()))
    if edition_id is None:
        return newest
    row = newest.ask("editions").set_index("edition_id").loc[edition_id]
    return _of_edition(str(row["sha256"]), str(row["data_version"]))


def at(earlier: Earlier) -> Database:
    """An earlier published file. Raises queries.connection.NoDatabaseError."""
    check_file(earlier.path, None)
    return _open(Choice(earlier.version, earlier.path, earlier.path, None))


def _of_edition(sha256: str, data_version: str) -> Database:
    path = edition_file(build_folder(), sha256)
    check_file(path, None)
    return _open(Choice(data_version, path, path, None))


def stamp() -> str:
    """What everything kept between runs depends on besides its own choice: the version of this run and the language."""
    return f"{current().path} {language.current()}"


def current() -> Database:
    """The version that this run shows. Raises as renew() does."""
    kept = st.session_state.get(_RUN)
    return kept if isinstance(kept, Database) else renew()


# Without a hook that closes: a run that still holds a version which falls out of the cache goes on with it, and the
# file is let go of when the last one does.
@st.cache_resource(max_entries=6, show_spinner=False)
def _open(choice: Choice) -> Database:
    return Database(choice.path, choice.version, choice.note)


def ask(question: str, **parameters: Any) -> pd.DataFrame:
    """The answer to a question in queries/ from the version of this run, in the language of the screen.

    Stops the page when the file breaks meanwhile.
    """
    try:
        database = current()
        answer = _answer(stamp(), question, tuple(sorted(parameters.items())), database)
    except NoDatabaseError as error:
        metrics.LOAD_ERRORS.labels(reason=error.reason).inc()
        notes.error(escaped(str(error)))
        st.stop()
    # Every caller gets a frame of its own that shares the figures until it writes to them (copy on write).
    _drop_dead_references(answer)
    return answer.copy(deep=False)


def _drop_dead_references(made: Any) -> None:
    """Tidy the frames that all sessions share: `made` itself, or those in its fields.

    pandas keeps a weak reference in a shared column, row index or heading for every copy of the frame and every column taken from it,
    and drops the dead ones only past 500 in each. Under load that was 3 MB a minute; has_reference() drops them at once.
    """
    if isinstance(made, pd.DataFrame):
        for part in (*(block.refs for block in made._mgr.blocks), made.index._references, made.columns._references):
            if part is not None:
                part.has_reference()
    elif is_dataclass(made):
        for field in fields(made):
            _drop_dead_references(getattr(made, field.name))


def as_written(question: str, **parameters: Any) -> pd.DataFrame:
    """The answer as it lies in the file, whatever the screen speaks: for forms and papers, where a translated text has no place."""
    with language.using(language.DANISH):
        return ask(question, **parameters)


@st.cache_resource(max_entries=2000, show_spinner=False)
def _answer(stamp: str, question: str, parameters: tuple[tuple[str, Any], ...], _database: Database) -> pd.DataFrame:
    return content.translated(_database.ask(question, **dict(parameters)))


def kept(make: Callable[..., Made], *choice: Hashable) -> Made:
    """What the function `make` makes of `choice` by asking the version of this run, made once per version and choice.

    For what a page shows besides its charts: rows, sentences, finished HTML. Every session gets the same object, so nobody
    may change it, and `make` may depend on nothing but `choice`, the answers and the language: not on the session, not on
    the clock.
    """
    made: Made = _made(stamp(), f"{make.__module__}.{make.__qualname__}", choice, make)
    _drop_dead_references(made)
    return made


@st.cache_resource(max_entries=2000, show_spinner=False)
def _made(stamp: str, name: str, choice: tuple[Hashable, ...], _make: Callable[..., Any]) -> Any:
    return _make(*choice)


def internal() -> Database:
    """The internal file of the version in force, small numbers included: the only place that opens it.

    For an officer, outside board mode; both are checked here, at every call. Raises roles.NotAllowedError or
    queries.connection.NoDatabaseError. Its answers are not cached where other sessions could meet them.
    """
    roles.require("officer")
    if roles.board_mode():
        raise roles.NotAllowedError(tr("I mødevisning åbnes den interne fil ikke."))
    if edition() is not None:
        raise roles.NotAllowedError(tr("En udgave har kun offentliggjorte tal. Forlad udgaven for at åbne de interne."))
    choice = choose_version(build_folder())
    check_file(choice.internal, choice.internal_sum)
    return _open_internal(choice.internal, choice.version)


@st.cache_resource(max_entries=1, show_spinner=False)
def _open_internal(path: Path, version: str) -> Database:
    return Database(path, version)
