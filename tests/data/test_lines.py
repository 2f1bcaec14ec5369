"""A line ends at "\\n" and nowhere else: what officers write, and what files hold, may hold any other letter."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import editions
from data.backup import backup, restore
from data.build import RefusedBuildError, build
from data.loading.formats.text import read_text
from data.releases import ledger
from data.releases.commit import Folders, commit, preview, undo
from data.releases.draft import Change, as_json
from data.releases.ledger import LedgerError, NewerLedgerError
from geo.tables import Source, read_table
from service.logs import Formatter
from tests.data.test_editions import frozen
from tests.data.test_releases import asked, built, comment, folders, made, recording, result

__all__ = ["built", "folders"]

# Everything at which str.splitlines() cuts, and what else has ended a line, a file or a text somewhere.
LETTERS = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\r\n\t\x1a\x7f\ufeff\\\"'æ💬"
TEXT = "".join(f"ord{letter}" for letter in LETTERS) + "slut"

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]))


def entry(note: str, number: int = 1, parent: str = "") -> ledger.Entry:
    parts = {"kind": "journal", "role": "officer", "made_at": "2026-11-21T08:00:00", "rows": 1, "rows_sha256": "0" * 64}
    return ledger.Entry(number, f"r{number:05d}-00000000", origin=note, note=note, file_name=note, parent=parent, **parts)


@given(TEXTS)
def test_any_text_is_read_back_from_a_line_as_it_was_written(text: str) -> None:
    first = entry(text)
    second = entry("dernæst", 2, first.chain)
    written = f"{first.line}\n{second.line}\n"
    assert ledger.parse(written.encode()) == [first, second]
    assert set(written) <= {"\n", *map(chr, range(32, 127))}
    rows = ledger.rows_text([Change("comment", "put", {"comment_id": text})])
    assert rows.count("\n") == 1
    # As monitors wrote until now, with the letters as they are.
    old = as_json({name: cell for name, cell in asdict(first).items() if name != "written"})
    read = ledger.parse(f"{old}\n".encode())
    assert (read, read[0].line, read[0].chain) == ([first], old, ledger.sha256(old))


@pytest.mark.usefixtures("quick_commits")
def test_a_comment_a_note_and_a_file_name_with_any_letter_end_nothing(folders: Folders, tmp_path: Path) -> None:
    first = made(folders, recording(comment(situation=TEXT, causes="et\rto"), note=TEXT, file_name=f"{TEXT}.xlsx"))
    second = made(folders, recording(result(12)))
    made(folders, undo(second, "officer", TEXT, folders))
    row = frozen(folders, TEXT)
    build(folders.build, folders.root, None, folders.state)
    assert asked(folders, "select situation from comment") == [(TEXT,)]
    assert asked(folders, f"select note, file_name from release where release_id = '{first}'") == [(TEXT, f"{TEXT}.xlsx")]
    _, tables = editions.read_file(folders.state, row["sha256"])
    # A lone carriage return is the one that a CSV file does not quote by itself.
    assert tables["comment"][["situation", "causes"]].to_numpy().tolist() == [[TEXT, "et\rto"]]
    file = tmp_path / "kopi.zip"
    backup(folders.build, file, folders.state)
    shutil.rmtree(folders.state)
    restore(folders.build, file, folders.state)
    assert [one.note for one in ledger.read_ledger(folders.state)] == [TEXT, None, TEXT, None]


@pytest.mark.usefixtures("quick_commits")
def test_a_ledger_that_holds_such_a_line_since_before_is_readable_again(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr("data.releases.ledger.escaped", as_json)
        made(folders, recording(comment(situation=TEXT), note=TEXT))
    line = (folders.state / ledger.NAME).read_bytes()
    assert "\u2028".encode() in line
    made(folders, recording(result(12)))
    # The old line stays as it was: its hash is in the one after it.
    assert (folders.state / ledger.NAME).read_bytes().startswith(line)
    build(folders.build, folders.root, None, folders.state)
    assert asked(folders, "select situation from comment") == [(TEXT,)]


@pytest.mark.parametrize("text", ["halvt \ud83d tegn", "nul \0 midt i"])
def test_what_no_file_can_hold_is_refused_in_words(text: str, folders: Folders) -> None:
    for draft in (recording(comment(situation=text)), recording(result(12), note=text)):
        with pytest.raises(RefusedBuildError, match="et tegn, der ikke kan gemmes"):
            commit(draft, preview(draft, folders).parent, folders)
    assert not (folders.state / ledger.NAME).exists()


@pytest.mark.usefixtures("quick_commits")
def test_bytes_that_are_no_text_are_said_to_be_so(folders: Folders) -> None:
    release_id = made(folders, recording(result(12)))
    for path in (ledger.rows_file(folders.state, release_id), folders.state / ledger.NAME):
        path.write_bytes(b"\xff" + path.read_bytes())
        with pytest.raises(LedgerError, match="Registreringerne er beskadiget"):
            build(folders.build, folders.root, None, folders.state)
    with pytest.raises(LedgerError, match=r"ledger\.jsonl er ikke UTF-8 fra byte 1"):
        ledger.read_ledger(folders.state)


def test_what_a_newer_monitor_recorded_is_refused_by_that_name(tmp_path: Path) -> None:
    newer = "gemt af en nyere udgave af monitoren: .*Sæt den nyere udgave af monitoren i drift igen"
    later = json.loads(entry("").line) | {"signed_by": "officer"}
    for line in (replace(entry(""), kind="forecast").line, ledger.escaped(later)):
        with pytest.raises(NewerLedgerError, match=newer):
            ledger.parse(f"{line}\n".encode())
    rows = ({"table": "forecast"}, {"action": "merge"}, {"row": {"comment_id": "c1", "mood": "god"}}, {"reason": "x"})
    (tmp_path / ledger.ROWS).mkdir()
    for changed in rows:
        text = ledger.escaped({"table": "comment", "action": "put", "row": {"comment_id": "c1"}} | changed) + "\n"
        ledger.rows_file(tmp_path, "r00001-00000000").write_text(text, "ascii")
        with pytest.raises(NewerLedgerError, match=newer):
            ledger.read_rows(tmp_path, replace(entry(""), rows_sha256=ledger.sha256(text)))


@pytest.mark.parametrize("letter", LETTERS[:8])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_heading_of_a_file_may_hold_any_letter_too(letter: str, end: str) -> None:
    text = end.join(["sep=;", f"adresse{letter}nu;tal", "Falkevej 7;12", ""])
    grids, _, _ = read_text(text.encode(), "fil.csv", "utf-8", ";")
    assert [len(row) for row in grids[0].rows] == [2, 2]
    assert grids[0].rows[0][0] == f"adresse{letter}nu"
    table = read_table(Source("fil.csv", text.encode()))
    assert table.headings == [f"adresse{letter}nu", "tal"]
    assert [batch.to_pylist()[0]["tal"] for batch in table.batches()] == ["12"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_one_record_of_the_log_is_one_line(form: str) -> None:
    record = logging.makeLogRecord({"name": "monitor", "levelname": "INFO", "msg": TEXT, "file": TEXT})
    line = Formatter(form, details=False).format(record)
    assert len(line.splitlines()) == 1
    assert "slut" in line
