"""Every page once officers have loaded, recorded, commented and decided: what was only ever text now comes from two places."""

from __future__ import annotations

import ast
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.loading.mapping import load_mapping
from data.loading.reading import read_bytes
from data.pointer import Version
from data.releases import loads
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from data.releases.results_file import result
from pages.kit import clock
from pages.kit.register import SCREENS
from tests import source
from tests.loading import makers
from tests.people import as_role

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "randers-bi-udtraek": makers.bi_extract,
    "lbf-boligsociale-data": makers.boligsociale_data,
    "statistikbanken-csv": makers.statistikbanken_csv,
    "jobindsats": makers.jobindsats,
}


def journal() -> list[Change]:
    meeting = {"meeting_id": "m1", "plan_id": "plan-2025-29", "body": "board", "date": "2026-12-01"}
    return [
        Change("meeting", "put", {**meeting, "source_id": "recording", "source_place": "Registrering"}),
        *(
            Change("comment", "put", {"comment_id": f"c-{kind}", "subject_kind": kind, "subject_id": key, "written_on": "2026-11-01",
                                      "situation": "Det går <b>frem</b> & videre.", "meeting_id": "m1"})
            for kind, key in (("plan", "plan-2025-29"), ("area", "vangdalen"), ("indicator", "hp25_daycare_1_5"))
        ),
        Change("decision", "put", {"decision_id": "d1", "plan_id": "plan-2025-29", "body": "board", "meeting_id": "m1",
                                   "decided_on": "2026-10-01", "title": "Følg fraværet", "due": "2026-11-01"}),
        Change("preparedness_activation", "put", {"activation_id": "a1", "area_id": "vangdalen", "level": "red",
                                                  "opened": "2026-10-01T10:00:00"}),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def used(real_build: Version, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The real content after some SYNTHETIC loads and recordings, made as one release to save time."""
    place = tmp_path_factory.mktemp("used")
    shutil.copytree(real_build.published.parent, place / "build")
    folders = Folders(place / "build", place / "state")
    known, held = loads.in_force(folders.build)
    changes: list[Change] = []
    for name, make in FILES.items():
        reading = read_bytes(make(), f"{name}.dat", load_mapping(name), known, today=date(2026, 11, 21))
        assert reading.ok, [str(found) for found in reading.errors]
        changes += loads.draft_of(reading, "officer", held).changes
    changes += [result("hp25_t_npu_institutions", date(2025, 8, 1), date(2026, 7, 31), 4.0, "", None), *journal()]
    draft = Draft("import", "officer", "Alt på én gang", tuple(changes))
    seen = preview(draft, folders)
    assert seen.findings == []
    commit(draft, seen.parent, folders)
    return folders


@pytest.mark.parametrize("page", [screen.file for screen in SCREENS])
def test_opens_after_loads_and_recordings(used: Folders, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(used.build))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(used.state))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 10, 0))
    as_role(monkeypatch, "officer")
    app = AppTest.from_file(str(ROOT / page), default_timeout=300).run()
    assert not app.exception
    html = "".join(element.proto.body for element in app.get("html"))
    assert "bm-footer" in html, "the page did not reach its end"
    assert "<b>frem</b>" not in html
    for view in [radio for radio in app.radio if radio.key == "choice_vis"]:
        for choice in view.options[1:]:
            keys = view.proto.options
            app.radio(key="choice_vis").set_value(_key_of(page, choice, list(keys))).run()
            assert not app.exception, choice


def _key_of(page: str, label: str, options: list[str]) -> str:
    """The key of a view by its label; the page says which: words, or words that are translated."""
    tree = source.tree(ROOT / page)
    tables = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    pairs = [(key, value.args[0] if isinstance(value, ast.Call) and value.args else value) for table in tables
             for key, value in zip(table.keys, table.values, strict=True)]  # fmt: skip
    words = {ast.literal_eval(value): ast.literal_eval(key) for key, value in pairs if key is not None and isinstance(value, ast.Constant)}
    assert label in words, (label, options)
    return str(words[label])
