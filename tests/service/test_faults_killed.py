"""The fault table of docs/operations.md: a build killed at any touch of the folder, and the table itself."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from data import build as building
from data import pointer, schema
from data.build import build
from queries import connection
from queries.connection import Database, choose_version
from tests.fixture_content import make_content
from tests.service.servers import ROOT
from tests.service.small_build import geometry, out, small, text_of

__all__ = ["geometry", "out", "small"]


def builder(out: Path, change: Callable[[pytest.MonkeyPatch], None], at_touch: Callable[[int], None]) -> int:
    """Build in a process of its own that calls `at_touch` with 1, 2, ... as it touches the folder; gives its id."""
    child = os.fork()
    if child:
        return child
    try:
        touched = 0

        def touch() -> None:
            nonlocal touched
            touched += 1
            at_touch(touched)

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(out) in str(arguments[0]):
                touch()

        sys.addaudithook(audit)
        patch = pytest.MonkeyPatch()
        change(patch)
        # The engine writes past Python; its steps are met before and after one table, and what it does last.
        patch.setattr(building, "_insert", around(touch, building._insert, lambda table: table == "observation"))
        for module in (building, pointer):
            patch.setattr(module, "sync_folder", around(touch, module.sync_folder))
        build(out, text_of(out), None)
        os._exit(0)
    except BaseException:
        os._exit(9)


def left_at_each_touch(out: Path, place: Path, change: Callable[[pytest.MonkeyPatch], None]) -> Iterator[Path]:
    """One build of `out`, stopped with all its threads at every touch: a copy of the folder as a kill would leave it there."""
    child = builder(out, change, lambda _: os.kill(os.getpid(), signal.SIGSTOP))
    ended = False
    try:
        while True:
            status = os.waitpid(child, os.WUNTRACED)[1]
            if ended := not os.WIFSTOPPED(status):
                assert os.waitstatus_to_exitcode(status) == 0
                return
            shutil.rmtree(place, ignore_errors=True)
            yield Path(shutil.copytree(out, place))
            os.kill(child, signal.SIGCONT)
    finally:
        if not ended:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def killed_at(step: int, out: Path, change: Callable[[pytest.MonkeyPatch], None]) -> None:
    """Build in a process that kills itself at its `step`th touch of the folder."""

    def kill(touch: int) -> None:
        if touch == step:
            os.kill(os.getpid(), signal.SIGKILL)

    assert os.WIFSIGNALED(os.waitpid(builder(out, change, kill), 0)[1])


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
    (tmp_path / "text").mkdir()
    out, start = tmp_path / "out", tmp_path / "start"
    wanted, content, tables = "x" * 12, make_content(), referred_to("observation")

    def change(patch: pytest.MonkeyPatch) -> None:
        # What is read and checked before the first touch is there already; observation and what it refers to stand for
        # all tables.
        patch.setattr(schema, "tables", lambda: tables)
        patch.setattr(building, "read_content", lambda _root: content)
        patch.setattr(building, "version_of", lambda _content: wanted)
        patch.setattr(building, "complete_tables", lambda _content: {name: content.tables[name] for name in tables})
        patch.setattr(building, "check_content", lambda *_: [])
        patch.setattr(building.disclosure, "read_rules", lambda _root: {})
        patch.setattr(building.disclosure, "published", lambda made, *_: made)

    change(monkeypatch)
    first = build(start, tmp_path, None)
    wanted = "y" * 12
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
    for left in left_at_each_touch(out, tmp_path / "left", change):
        touches += 1
        in_force(left)
    assert seen == {first.version, wanted}
    assert touches > 15
    # Killed in earnest, and the next build goes through and leaves nothing of the killed one.
    for step in range(7, touches, 7):
        shutil.rmtree(out)
        shutil.copytree(start, out)
        killed_at(step, out, change)
        in_force(out)
        assert build(out, tmp_path, None).version == wanted
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
