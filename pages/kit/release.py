"""From a draft to a release on the screen: look at it, see what is wrong, save it, undo it. Only officers' pages use this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.build import RefusedBuildError
from data.checks.finding import Finding
from data.locking import BusyError
from data.reading import UnreadableTextError
from data.releases.commit import UNWRITABLE, ConflictError, Folders, NothingNewError, Preview, UnfinishedError, commit, preview
from data.releases.draft import Change, Draft
from data.releases.ledger import LedgerError
from pages.kit import notes, roles, tables
from pages.kit.language import mark, tr, trn
from pages.kit.plain import escaped
from service import logs

# What a change is called, what it says, and what stood there: ready text.
Describe = Callable[[Change, Mapping[str, Any] | None], tuple[str, str, str]]
COLUMNS = [("what", mark("Hvad"), False), ("after", mark("Nyt"), False), ("before", mark("Stod før"), False)]
# The findings themselves are Danish: they come from the checks of data/.
FINDING_COLUMNS = [("where", mark("Hvor"), False), ("message", mark("Hvad er galt, og hvad kan gøres"), False)]
_SAVED = "_release_saved"
MOST_ROWS = 200


def propose(name: str, draft: Draft, editions: Mapping[str, bytes] | None = None) -> None:
    """Keep a draft for this visit until it is saved or dropped; `name` tells the drafts of a page apart.

    `editions` holds the archives by hash that the draft's editions need.
    """
    roles.require("officer")
    st.session_state[_key(name)] = (draft, None)
    st.session_state[_key(name) + "_editions"] = editions


def waits(name: str) -> bool:
    """Whether a draft waits under `name`, neither saved nor dropped."""
    return _key(name) in st.session_state


def drop(name: str) -> None:
    """Forget the draft that waits under `name`, if there is one."""
    st.session_state.pop(_key(name), None)
    st.session_state.pop(_key(name) + "_editions", None)


def review(name: str, describe: Describe) -> None:
    """The draft that waits under `name`: what it would change, what is wrong with it, and the two buttons."""
    if version := st.session_state.pop(_SAVED + name, None):
        notes.success(tr("Gemt. Tallene er nu version {version}.", version=version))
    if _key(name) not in st.session_state:
        return
    draft, seen = st.session_state[_key(name)]
    if seen is None:
        seen = _looked_at(draft)
        if seen is None:
            return
        st.session_state[_key(name)] = (draft, seen)
    st.subheader(tr("Gennemse, før det gemmes"))
    if draft.undoes:
        st.write(
            tr(
                "**{origin}.** Registreringen {release} tages ud af kraft.",
                origin=escaped(draft.origin),
                release=escaped(str(draft.undoes)),
            )
        )
    _rows(seen, describe)
    _findings(seen.findings)
    nothing = not seen.changes and draft.undoes is None
    if nothing:
        notes.info(tr("Alt i registreringen findes allerede med samme indhold. Der er intet at gemme."))
    left, right, _ = st.columns([1, 1, 3])
    if left.button(tr("Gem"), key=f"save_{name}", type="primary", disabled=nothing or bool(seen.findings), width="stretch"):
        _save(name, draft, seen)
    if right.button(tr("Fortryd udkastet"), key=f"drop_{name}", width="stretch"):
        drop(name)
        st.rerun()


def _key(name: str) -> str:
    return f"_release_draft_{name}"


def _looked_at(draft: Draft) -> Preview | None:
    try:
        return preview(draft, Folders.of_the_settings())
    except (LedgerError, UnreadableTextError) as error:
        notes.error(escaped(str(error)))
    return None


def _rows(seen: Preview, describe: Describe) -> None:
    rows = []
    for change, before in list(zip(seen.changes, seen.before, strict=True))[:MOST_ROWS]:
        what, after, stood = describe(change, before)
        rows.append({"what": what, "after": after, "before": stood})
    if rows:
        tables.show(COLUMNS, rows, trn("{count} ændring", "{count} ændringer", len(seen.changes)))
    if len(seen.changes) > MOST_ROWS:
        st.caption(tr("De første {most} vises.", most=MOST_ROWS))


def _findings(findings: Sequence[Finding]) -> None:
    if not findings:
        return
    said = trn(
        "1 fejl skal rettes, før det kan gemmes. Intet er ændret.",
        "{count} fejl skal rettes, før det kan gemmes. Intet er ændret.",
        len(findings),
    )
    notes.error(said)
    tables.show(
        FINDING_COLUMNS,
        [{"where": finding.where, "message": finding.message} for finding in findings[:MOST_ROWS]],
        tr("Fejl i udkastet"),
    )


def refuses_file(findings: Sequence[Finding]) -> bool:
    """Say what is wrong with an uploaded file, if anything is; whether something is, so that nothing of it can be saved."""
    if not findings:
        return False
    notes.error(tr("{errors} fejl i filen. Intet er gemt. Ret filen, og læg den ind igen.", errors=len(findings)))
    rows = [{"where": finding.where, "message": finding.message} for finding in findings[:MOST_ROWS]]
    tables.show(FINDING_COLUMNS, rows, tr("Fejl i filen"))
    if len(findings) > MOST_ROWS:
        st.caption(tr("De første {most} vises.", most=MOST_ROWS))
    return True


def _save(name: str, draft: Draft, seen: Preview) -> None:
    """Check the role once more, save, and start the page afresh with the new version."""
    try:
        roles.require("officer")
        with st.spinner(tr("Kontrollerer og gemmer …")):
            version = commit(draft, seen.parent, Folders.of_the_settings(), editions=st.session_state.get(_key(name) + "_editions"))
    except ConflictError as error:
        st.session_state[_key(name)] = (draft, None)
        notes.error(escaped(str(error)))
        st.button(tr("Se udkastet igen"), key=f"again_{name}")
        return
    except (roles.NotAllowedError, NothingNewError, RefusedBuildError, LedgerError, UnreadableTextError) as error:
        notes.error(escaped(str(error)))
        return
    except UnfinishedError as error:
        # The draft stays: saving it again finishes the release.
        logs.event("release_unfinished", kind=draft.kind)
        notes.error(escaped(str(error)))
        return
    except BusyError as error:
        notes.error(tr("{error} Intet er ændret.", error=escaped(str(error))))
        return
    except UNWRITABLE as error:
        logs.event("release_failed", error=type(error).__name__)
        notes.error(tr("Der kunne ikke skrives på disken, så intet er gemt. Kontakt administratoren, og prøv igen."))
        return
    logs.event("release", kind=draft.kind, rows=len(seen.changes), version=version.version)
    drop(name)
    st.session_state[_SAVED + name] = version.version
    st.rerun()


def value(row: Mapping[str, Any] | None, column: str) -> Any:
    """A cell of a row that may not be there or may lack it: None then."""
    found = None if row is None else row.get(column)
    return None if found is None or (not isinstance(found, str) and pd.isna(found)) else found
