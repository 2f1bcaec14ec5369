"""An officer's working copy of a small database: SYNTHETIC figures with the real plan's bodies, meetings and preparedness.

These tests make many commits, which take seconds on the real content. What they are not about is left out: geometry, what
the published file leaves out, reading text again that does not change.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data import paths
from data.build import build
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from pages.kit import clock
from tests.data.text_folder import DOCUMENT, edit, write_text
from tests.people import as_role

NOW = datetime(2026, 11, 21, 10, 0)
_PLAN = {"plan_id": "plan-2025-29"}
_HERE = {**_PLAN, "source_id": "recording", "source_place": "Registrering"}
_LETTING = {
    "milestone_id": "hp25_m_letting_agreement", "title": "Rammeaftalen om udlejning er revideret", "due": "2025-12-31",
    "done": "2026-11-10", "source_id": "helhedsplan-2025-29", "source_place": "Strategi",
}  # fmt: skip
_REGULAR = {**_HERE, "kind": "Fast møde"}
YEAR: list[tuple[str, dict[str, Any]]] = [
    ("meeting", {**_REGULAR, "meeting_id": "s-2026", "body": "steering_group", "date": "2026-10-07", "season": "efterår"}),
    ("meeting", {**_REGULAR, "meeting_id": "s-2027", "body": "steering_group", "date": "2027-03-03", "season": "forår"}),
    ("meeting", {**_REGULAR, "meeting_id": "b-2027", "body": "board", "date": "2027-04-20", "season": "forår"}),
    ("comment", {
        "comment_id": "c1", "subject_kind": "activity", "subject_id": "tx_a_guidance", "meeting_id": "s-2027", "written_on": "2026-11-10",
        "situation": "To hold er i gang.", "causes": "Mange tilmeldte.", "next_steps": "Et hold mere.",
    }),
    ("comment", {
        "comment_id": "c2", "subject_kind": "area", "subject_id": "vangdalen", "written_on": "2026-09-01", "situation": "Roligt <b>nu</b>.",
    }),
    ("decision", {
        **_PLAN, "decision_id": "d1", "body": "steering_group", "meeting_id": "s-2026", "decided_on": "2026-10-07", "title": "Flere hold",
        "responsible": "Sekretariatsleder i Bysekretariatet", "due": "2026-11-01",
    }),
    ("decision", {
        **_PLAN, "decision_id": "d2", "body": "board", "decided_on": "2026-10-28", "title": "Budget godkendt", "done": "2026-11-05",
    }),
    ("milestone", {**_PLAN, **_LETTING}),
    ("preparedness_activation", {
        "activation_id": "a1", "area_id": "vangdalen", "level": "yellow", "opened": "2026-10-08T10:00", "convened": "2026-10-14T09:00",
        "closed": "2026-10-30T12:00", "note": "Uro ved butikkerne.",
    }),
    ("preparedness_activation", {"activation_id": "a2", "area_id": "energivej", "level": "red", "opened": "2026-11-20T21:00"}),
]  # fmt: skip


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
    return place


@pytest.fixture
def journal(small: Path, tmp_path: Path, quick_commits: None, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """A copy for one test, which an officer opens on 21 November 2026."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    folders = Folders(tmp_path / "build", tmp_path / "state", tmp_path / "text")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(folders.build))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(folders.state))
    monkeypatch.setattr(Folders, "of_the_settings", lambda: folders)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    as_role(monkeypatch, "officer")
    return folders


@pytest.fixture(scope="package")
def journal_of_a_year(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A database with one release of made-up meetings, comments, decisions and activations, only to be read."""
    place = tmp_path_factory.mktemp("year")
    shutil.copytree(small, place, dirs_exist_ok=True)
    folders = Folders(place / "build", place / "state", place / "text")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.build.geo_build.geometry_tables", dict)
        draft = Draft("journal", "officer", "Et år", tuple(Change(table, "put", row) for table, row in YEAR))
        commit(draft, preview(draft, folders).parent, folders)
    return folders


@pytest.fixture
def year(journal_of_a_year: Folders, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """That database as a visitor opens it on 21 November 2026; the role is the test's to say."""
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(journal_of_a_year.build))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return journal_of_a_year
