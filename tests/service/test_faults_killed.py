"""The fault table of docs/operations.md: a build killed at any touch of the folder, and the table itself."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from data import build as building
from data import pointer, schema
from data.build import build
from queries import connection
from queries.connection import Database, choose_version
from tests.fixture_content import make_content
from tests.processes import Started
from tests.service.servers import ROOT

WANTED = {"before": "x" * 12, "after": "y" * 12}


def stand_ins(patch: pytest.MonkeyPatch, version: str) -> None:
    """What is read and checked before the first touch is there already; observation and what it refers to stand for all tables."""
    content, tables = make_content(), referred_to("observation")
    patch.setattr(schema, "tables", lambda: tables)
    patch.setattr(building, "read_content", lambda _root: content)
    patch.setattr(building, "version_of", lambda _content: version)
    patch.setattr(building, "complete_tables", lambda _content: {name: content.tables[name] for name in tables})
    patch.setattr(building, "check_content", lambda *_: [])
    patch.setattr(building.disclosure, "read_rules", lambda _root: {})
    patch.setattr(building.disclosure, "published", lambda made, *_: made)


def build_waiting(out: Path, told: Connection) -> int:
    """Build in a process of its own that says whenever it touches the folder, and waits there until it is told to go on."""
    one_at_a_time = threading.Lock()

    def touch() -> None:
        with one_at_a_time:
            told.send_bytes(b"touch")
            told.recv_bytes()

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(out) in str(arguments[0]):
            touch()

    patch = pytest.MonkeyPatch()
    stand_ins(patch, WANTED["after"])
    sys.addaudithook(audit)
    # The engine writes past Python; its steps are met before and after one table, and what it does last.
    patch.setattr(building, "_insert", around(touch, building._insert, lambda table: table == "observation"))
    for module in (building, pointer):
        patch.setattr(module, "sync_folder", around(touch, module.sync_folder))
    build(out, out.parent, None)
    return 0


def stand_still(pid: int) -> None:
    """Stop all threads of the process: the engine's write too."""
    os.kill(pid, signal.SIGSTOP)
    while {status.read_text("utf-8").rpartition(")")[2].split()[0] for status in Path(f"/proc/{pid}/task").glob("*/stat")} != {"T"}:
        pass


def left_at_each_touch(out: Path, last: int | None = None) -> Iterator[int]:
    """One build of `out`: the number of each touch while the process stands still there. Killed at the `last`, or at the end."""
    mine, its = Pipe()
    process = Started(build_waiting, out, its)
    its.close()
    with contextlib.suppress(EOFError):
        for number in count(1):
            mine.recv_bytes()
            stand_still(process.pid)
            yield number
            os.kill(process.pid, signal.SIGKILL if number == last else signal.SIGCONT)
            if number == last:
                break
            mine.send_bytes(b"go on")
    done = process.finished()
    assert (done.returncode, done.stderr) == (-signal.SIGKILL if last else 0, "")


def around(touch: Callable[[], None], function: Callable[..., Any], chosen: Callable[[Any], bool] = lambda _: True) -> Callable[..., Any]:
    """The function with a touch before and after it; `chosen` says for which second argument."""

    def wrapped(*arguments: Any) -> Any:
        if len(arguments) > 1 and not chosen(arguments[1]):
            return function(*arguments)
        touch()
        answer = function(*arguments)
        touch()
        return answer

    return wrapped


def referred_to(table: str) -> dict[str, Any]:
    """Definitions of the table and of every table it leads to, in the order of the schema."""
    everything, found = schema.tables(), [table]
    for name in found:
        columns = everything[name]["columns"].values()
        found += {column["refers"].split(".")[0] for column in columns if "refers" in column} - set(found)
    return {name: spec for name, spec in everything.items() if name in found}


def test_build_killed_at_any_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every touch of the folder once, from the first file to the pointer: the version before or the new one, whole."""
    out, start, left = tmp_path / "out", tmp_path / "start", tmp_path / "left"
    stand_ins(monkeypatch, WANTED["before"])
    first = build(start, tmp_path, None)
    stand_ins(monkeypatch, WANTED["after"])
    seen, looked_into, touches = set(), set(), 0

    def in_force(folder: Path) -> None:
        choice = choose_version(folder)
        assert not choice.note, touches
        connection.check_file(choice.internal, choice.internal_sum)
        seen.add(choice.version)
        for path in (choice.path, choice.internal):
            # The same bytes hold the same rows.
            if (content := path.read_bytes()) not in looked_into:
                database = Database(path, choice.version)
                assert len(database.table("observation")) == 67
                database.close()
                looked_into.add(content)

    shutil.copytree(start, out)
    for touches in left_at_each_touch(out):  # noqa: B007  # the last one counts
        shutil.rmtree(left, ignore_errors=True)
        in_force(Path(shutil.copytree(out, left)))
    assert seen == {first.version, WANTED["after"]}
    assert touches > 15
    # Killed in earnest, and the next build goes through and leaves nothing of the killed one.
    for step in range(7, touches, 7):
        shutil.rmtree(out)
        shutil.copytree(start, out)
        assert list(left_at_each_touch(out, last=step))[-1] == step
        in_force(out)
        assert build(out, tmp_path, None).version == WANTED["after"]
        assert not list(out.glob(".*"))


def test_fault_table_names_every_test_here_and_no_other() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    table = text.split("## Faults")[1].split("\n## ")[0]
    named = set(re.findall(r"`(test_\w+)`", table))
    everywhere = {
        name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    assert named <= everywhere
    files = Path(__file__).parent.glob("test_faults_*.py")
    here = {name for path in files for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)}
    here.remove("test_fault_table_names_every_test_here_and_no_other")
    assert here <= named
