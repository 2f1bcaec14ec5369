"""Releases of officers: laid over the text, never over one another, undone without a trace lost."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data.build import RefusedBuildError, build
from data.locking import BusyError, writing
from data.pointer import is_whole, read_pointer
from data.releases import ledger
from data.releases.commit import ConflictError, Folders, NothingNewError, commit, preview, undo
from data.releases.draft import Change, Draft
from data.releases.ledger import LedgerError
from data.releases.words import personal_data
from tests.data.text_folder import edit, write_text
from tests.raw import raw

pytestmark = pytest.mark.usefixtures("quick_commits")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Text and a database of it, to be copied."""
    place = tmp_path_factory.mktemp("built")
    root = write_text(place / "text")
    with (root / "sources.yml").open("a", encoding="utf-8") as file:
        file.write("- {source_id: recording, kind: register, title: Registreret, publisher: Bysekretariatet}\n")
    edit(root, "activity_results.csv", "2025-08-01,2029-07-31,18", "2025-08-01,2026-07-31,18")
    edit(root, "corrections.csv", "2029-07-31,l8", "2026-07-31,l8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.build.geo_build.geometry_tables", dict)
        build(place / "build", root, None)
    return place


@pytest.fixture
def folders(built: Path, tmp_path: Path) -> Folders:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Folders(tmp_path / "build", tmp_path / "state", tmp_path / "text")


def result(value: float | None = 12, starts: str = "2026-08-01", ends: str = "2027-07-31", **other: Any) -> Change:
    row = {"target_id": "tx_t_courses", "period_start": starts, "period_end": ends, "value": value, "status": "published"}
    return Change("activity_result", "put", {**row, "source_id": "recording", "source_place": "Registrering", **other})


def recording(*changes: Change, **other: Any) -> Draft:
    return Draft("recording", "officer", "Registrering af resultater", changes, **other)


def made(folders: Folders, draft: Draft) -> str:
    """Commit after a look, as the page does; the release's id."""
    commit(draft, preview(draft, folders).parent, folders)
    return ledger.read_ledger(folders.state)[-1].release_id


def asked(folders: Folders, sql: str, internal: bool = True) -> list[tuple[Any, ...]]:
    version = read_pointer(folders.build)
    assert version is not None
    with raw(version.internal if internal else version.published) as connection:
        return connection.execute(sql).fetchall()


RESULTS = "select period_end::varchar, value, release_id like 'r0%' from activity_result order by period_end"


def test_a_recording_stands_beside_the_figures_of_the_document(folders: Folders) -> None:
    before = read_pointer(folders.build)
    release_id = made(folders, recording(result(), note="Indberettet til styregruppen", file_name="juni.xlsx", file_sha256="ab"))
    assert asked(folders, RESULTS) == [("2026-07-31", 18.0, False), ("2027-07-31", 12.0, True)]
    listed = asked(folders, "select kind, role, rows, note, file_name, in_force from release where loaded_at is not null")
    assert listed == [("recording", "officer", 1, "Indberettet til styregruppen", "juni.xlsx", True)]
    assert asked(folders, f"select action, before, row_key from change where release_id = '{release_id}'") == [
        ("put", None, "tx_t_courses|2026-08-01|2027-07-31")
    ]
    assert read_pointer(folders.build) != before
    # The text built anew, as after a restart, has the recording still.
    assert build(folders.build, folders.root, None, folders.state) == read_pointer(folders.build)


def test_a_correction_replaces_the_row_and_keeps_what_stood(folders: Folders) -> None:
    made(folders, recording(result(12)))
    made(folders, recording(result(14, note="Rettet efter optælling")))
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 14.0]
    before, after = asked(folders, "select before, after from change where before is not null")[0]
    assert (json.loads(before)["value"], json.loads(after)["value"]) == (12, 14)


def test_a_correction_of_the_document_goes_with_the_figure_it_was_about(folders: Folders) -> None:
    assert asked(folders, "select count(*) from correction where target_id = 'tx_t_courses'") == [(1,)]
    made(folders, recording(result(19, "2025-08-01", "2026-07-31")))
    assert [row[1] for row in asked(folders, RESULTS)] == [19.0]
    assert asked(folders, "select count(*) from correction where target_id = 'tx_t_courses'") == [(0,)]
    assert asked(folders, "select before like '%l8%' from change") == [(True,)]


def test_a_withdrawal_takes_the_row_out_and_keeps_what_stood(folders: Folders) -> None:
    made(folders, recording(result(12)))
    key = {"target_id": "tx_t_courses", "period_start": "2026-08-01", "period_end": "2027-07-31"}
    made(folders, recording(Change("activity_result", "withdraw", key)))
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0]
    assert asked(folders, "select after is null, before like '%12%' from change where action = 'withdraw'") == [(True, True)]


def test_undo_brings_back_what_stood_and_can_be_undone(folders: Folders) -> None:
    first = made(folders, recording(result(12)))
    second = made(folders, recording(result(14)))
    third = made(folders, undo(second, "officer", "Forkert ark", folders))
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 12.0]
    state = dict(asked(folders, "select release_id, in_force from release where loaded_at is not null"))
    assert state == {first: True, second: False, third: True}
    made(folders, undo(third, "officer", None, folders))
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 14.0]
    with pytest.raises(KeyError):
        undo(third, "officer", None, folders)


def test_the_second_officer_is_told_and_overwrites_nothing(folders: Folders) -> None:
    mine = preview(recording(result(14)), folders)
    made(folders, recording(result(12)))
    with pytest.raises(ConflictError, match=r"Registrering af resultater \(medarbejder, \d\d-\d\d-\d{4} kl\. .*intet er overskrevet"):
        commit(recording(result(14)), mine.parent, folders)
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 12.0]
    # Looked at again, it goes through.
    commit(recording(result(14)), preview(recording(result(14)), folders).parent, folders)
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 14.0]


def test_the_same_again_is_no_release(folders: Folders) -> None:
    made(folders, recording(result(12)))
    again = preview(recording(result(12.0)), folders)
    assert again.changes == ()
    with pytest.raises(NothingNewError, match="Intet er ændret"):
        commit(recording(result(12)), again.parent, folders)
    assert len(ledger.read_ledger(folders.state)) == 1


def test_a_preview_writes_nothing_and_shows_what_would_be_replaced(folders: Folders) -> None:
    version = read_pointer(folders.build)
    made(folders, recording(result(12)))
    seen = preview(recording(result(14), result(3, "2027-08-01", "2028-07-31")), folders)
    assert [before and before["value"] for before in seen.before] == [12, None]
    assert seen.findings == []
    assert len(ledger.read_ledger(folders.state)) == 1
    assert read_pointer(folders.build) != version


def comment(**other: Any) -> Change:
    row = {"comment_id": "c1", "subject_kind": "activity", "subject_id": "tx_a_guidance", "written_on": "2026-11-21"}
    return Change("comment", "put", {**row, "situation": "Forløbene er i gang.", **other})


BAD = {
    "too much": (result(-1), "uden for 0"),
    "half a course": (result(1.5), "ikke et helt antal"),
    "no such promise": (result(target_id="tx_t_none"), "findes ikke i activity_target"),
    "not a number": (result("tolv"), "som ikke kan læses som et tal"),  # type: ignore[arg-type]
    "not a date": (result(starts="1/8 2026"), "som ikke kan læses som en dato"),
    "outside the activity": (result(starts="2029-08-01", ends="2030-07-31"), "uden for aktiviteten"),
    "counted twice": (result(starts="2026-01-01", ends="2026-12-31"), "overlapper 2025-08-01 til 2026-07-31"),
    "no figure and no reason": (result(None, status="not_collected"), "uden at sige hvorfor"),
    "unknown status": (result(status="godt"), "som ikke er tilladt"),
    "a person in a note": (result(note="Spørg 010180-1234"), "CPR-nummer"),
    "a mail address": (comment(situation="Skriv til leder@randers.dk"), "mailadresse"),
    "a telephone number": (comment(causes="Ring 86 12 34 56"), "telefonnummer"),
    "a comment to nothing": (comment(subject_id="tx_a_none"), "som ikke findes"),
    "an area changed": (Change("area", "put", {"area_id": "vangdalen", "name": "Vang"}), "kun ændres i kildekoden"),
    "a promise changed": (Change("activity_target", "withdraw", {"target_id": "tx_t_courses"}), "kun ændres i kildekoden"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_refused_with_a_reason_and_leaves_everything(name: str, folders: Folders) -> None:
    change, expected = BAD[name]
    version = read_pointer(folders.build)
    findings = preview(recording(change), folders).findings
    assert findings
    assert any(expected in str(finding) for finding in findings), [str(finding) for finding in findings]
    with pytest.raises(Exception, match=expected):
        commit(recording(change), "", folders)
    assert ledger.read_ledger(folders.state) == []
    assert read_pointer(folders.build) == version
    assert list(folders.state.rglob("*.jsonl")) == []


def test_a_clock_that_was_set_back_does_not_turn_the_order(folders: Folders) -> None:
    for value, year in ((12, 2027), (14, 2020)):
        draft = recording(result(value))
        commit(draft, preview(draft, folders).parent, folders, lambda year=year: datetime(year, 1, 1, tzinfo=UTC))
    assert [entry.made_at for entry in ledger.read_ledger(folders.state)] == ["2027-01-01T00:00:00"] * 2
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 14.0]


def test_a_line_changed_taken_out_or_put_in_breaks_the_chain(folders: Folders) -> None:
    for value in (12, 13, 14):
        made(folders, recording(result(value)))
    path = folders.state / ledger.NAME
    lines = path.read_text("utf-8").splitlines()
    version = read_pointer(folders.build)
    for forged in (
        [lines[0].replace("officer", "board"), *lines[1:]],
        [lines[0], lines[2]],
        [lines[0], lines[0], *lines[1:]],
        [lines[1], lines[0], lines[2]],
        ["{}"],
        ["ikke json"],
    ):
        path.write_text("\n".join(forged) + "\n", "utf-8")
        with pytest.raises(LedgerError, match="Registreringerne er beskadiget"):
            build(folders.build, folders.root, None, folders.state)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    rows = ledger.rows_file(folders.state, ledger.read_ledger(folders.state)[1].release_id)
    rows.write_text(rows.read_text("utf-8").replace("13", "31"), "utf-8")
    with pytest.raises(LedgerError, match="er ændret, siden de blev gemt"):
        build(folders.build, folders.root, None, folders.state)
    assert read_pointer(folders.build) == version
    assert version is not None
    assert is_whole(folders.build, version)


def test_rows_of_a_killed_commit_are_never_in_force(folders: Folders) -> None:
    stray = ledger.rows_file(folders.state, "r00001-deadbeef")
    stray.parent.mkdir(parents=True)
    stray.write_text("{}\n", "utf-8")
    assert build(folders.build, folders.root, None, folders.state) == read_pointer(folders.build)
    made(folders, recording(result(12)))
    assert stray.exists()
    assert asked(folders, "select count(*) from change") == [(1,)]


def test_killed_between_ledger_and_pointer_the_next_build_finishes(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_pointer(folders.build)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("data.releases.commit.write_pointer", killed)
        with pytest.raises(KeyboardInterrupt):
            made(folders, recording(result(12)))
    assert read_pointer(folders.build) == before
    build(folders.build, folders.root, None, folders.state)
    assert [row[1] for row in asked(folders, RESULTS)] == [18.0, 12.0]


def test_no_release_while_another_is_made(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    folders.state.mkdir()
    monkeypatch.setattr("data.locking.WAIT_SECONDS", 0.1)
    monkeypatch.setattr(writing.__wrapped__, "__defaults__", (0.1,))
    with writing(folders.state), pytest.raises(BusyError, match="Prøv igen"):
        commit(recording(result(12)), "", folders)


def test_a_release_that_others_rest_on_cannot_be_undone(folders: Folders) -> None:
    meeting = {"meeting_id": "m1", "plan_id": "plan-2025-29", "body": "board", "date": "2026-10-01", "source_id": "recording"}
    first = made(folders, recording(Change("meeting", "put", {**meeting, "source_place": "Registrering"})))
    made(folders, recording(comment(meeting_id="m1")))
    with pytest.raises(RefusedBuildError, match="meeting_id 'm1' findes ikke"):
        made(folders, undo(first, "officer", None, folders))
    assert asked(folders, "select count(*) from meeting") == [(1,)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mål 2025-2029: 15-20 forløb, 1.270 beboere, 86.123.456 kr.", False),
        ("Borgeren med 0101801234 kom", True),
        ("010180 1234", True),
        ("+45 86123456", True),
        ("sagsnr. 2025-123456", False),
        ("a.b@c.dk", True),
    ],
)
def test_words_about_people_are_recognised(text: str, found: bool) -> None:
    assert bool(personal_data(text)) is found


def test_entries_in_force_of_a_chain_of_undoing() -> None:
    entry = ledger.Entry(1, "a", "recording", "officer", "2026-01-01", "x", 1, "", "")
    undoing = replace(entry, release_id="b", undoes="a")
    again = replace(entry, release_id="c", undoes="b")
    assert [one.release_id for one in ledger.in_force([entry, undoing])] == ["b"]
    assert [one.release_id for one in ledger.in_force([entry, undoing, again])] == ["a", "c"]
