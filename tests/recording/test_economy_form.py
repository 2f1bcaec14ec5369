"""Registrering of the economy and of participants: a form to a release, and money moved by a decision alone. Made-up figures."""

from __future__ import annotations

from typing import Any

import pytest

from data.build import RefusedBuildError
from data.pointer import read_pointer
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from queries.connection import Database
from tests.screens.test_every_page import body, opened

BUDGET: dict[str, Any] = {
    "economy_id": "b1", "plan_id": "plan-2025-29", "kind": "budget", "activity_id": "tx_a_guidance", "organisation": "UUR",
    "period_start": "2025-08-01", "period_end": "2026-07-31", "amount": 500_000.0, "source_id": "recording", "source_place": "Registrering",
}  # fmt: skip
OTHER = {**BUDGET, "economy_id": "b2", "organisation": "PPR", "amount": 100_000.0}
DECISION = {
    "decision_id": "d1", "plan_id": "plan-2025-29", "body": "board", "decided_on": "2026-10-28", "title": "Penge flyttes",
}  # fmt: skip


def save(folders: Folders, *changes: tuple[str, dict[str, Any]]) -> None:
    draft = Draft("recording", "officer", "Opdigtet", tuple(Change(table, "put", row) for table, row in changes))
    commit(draft, preview(draft, folders).parent, folders)


def test_money_is_moved_by_a_decision_of_the_log_alone(journal: Folders) -> None:
    save(journal, ("economy", BUDGET), ("economy", OTHER))
    with pytest.raises(RefusedBuildError, match=r"ændres fra 500000 til 450000 kr\. uden en beslutning"):
        save(journal, ("economy", {**BUDGET, "amount": 450_000.0}), ("economy", {**OTHER, "amount": 150_000.0}))
    save(journal, ("decision", DECISION))
    app = opened("pages/recording/page.py", vis="oekonomi", maade="omfordel")
    app.selectbox(key="move_to").select("b2")
    app.text_input(key="move_amount").input("50.000")
    app = _press(app, "move_send")
    assert "Beslutningen mangler" in body(app)
    app.selectbox(key="move_decision").select("d1")
    app = _press(app, "move_send")
    assert "450.000" in body(app)
    app = _press(app, "save_move")
    assert "Gemt." in "\n".join(one.value for one in app.success)
    moved = _economy(journal)
    assert moved == {"b1": (450_000, "d1"), "b2": (150_000, "d1")}


def _press(app: Any, key: str) -> Any:
    found = app.button(key=key).click().run()
    assert not found.exception
    return found


def _economy(folders: Folders) -> dict[str, tuple[float, str | None]]:
    version = read_pointer(folders.build)
    assert version is not None
    database = Database(version.published, version.version)
    rows = database.ask("economy", plan_id="plan-2025-29")
    database.close()
    return {str(row["economy_id"]): (row["amount"], row["decision_id"]) for row in rows.to_dict("records")}


def test_the_form_records_an_amount_and_says_what_lacks(journal: Folders) -> None:
    app = opened("pages/recording/page.py", vis="oekonomi")
    prefix = "economy_0_new"
    app.selectbox(key=f"{prefix}_place").select("a:tx_a_guidance")
    app.text_input(key=f"{prefix}_amount").input("12.345,50")
    app = _press(app, f"{prefix}_send")
    assert "organisation mangler" in body(app)
    app.selectbox(key=f"{prefix}_body").select("UUR")
    app = _press(_press(app, f"{prefix}_send"), "save_economy")
    assert [amount for amount, _ in _economy(journal).values()] == [12_345.5]


def test_the_form_records_steps_of_participants(journal: Folders) -> None:
    app = opened("pages/recording/page.py", vis="deltagere")
    key = "tx_a_guidance_randers_kommune_2026-27"
    for name, count in (("reached", "60"), ("started", "61")):
        app.text_input(key=f"step_{name}_{key}").input(count)
    app = _press(app, f"step_send_{key}")
    assert "61 startet er flere end 60 nået" in body(app)
    app.text_input(key=f"step_started_{key}").input("40")
    app = _press(_press(app, f"step_send_{key}"), "save_steps")
    assert "Gemt." in "\n".join(one.value for one in app.success)
