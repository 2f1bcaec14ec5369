"""The pointer: replaced in one step, read as nothing when it cannot be read."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from data.build import build
from data.pointer import NAME, Version, read_pointer, write_pointer
from tests.data.text_folder import write_text


def test_pointer_comes_back_as_written(tmp_path: Path) -> None:
    version = Version.in_folder(tmp_path, "0123456789ab")
    write_pointer(tmp_path, version)
    assert read_pointer(tmp_path) == version
    content = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert content["database"] == "monitor-0123456789ab.duckdb"
    assert content["internal"] == "monitor-0123456789ab-internal.duckdb"
    assert content["pointed_at"].endswith("+00:00")


def test_nothing_built_is_no_version(tmp_path: Path) -> None:
    assert read_pointer(tmp_path) is None


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'"monitor"', b"null", b'{"version": "a"}', b'{"version": "a", "database": 1}', b"\xff\xfe"]
)
def test_garbled_pointer_is_no_version(text: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(text)
    assert read_pointer(tmp_path) is None


def test_the_next_build_mends_a_garbled_pointer(tmp_path: Path, nothing_drawn: None) -> None:
    (tmp_path / NAME).write_bytes(b"[]")
    version = build(tmp_path, write_text(tmp_path / "text"), None)
    assert read_pointer(tmp_path) == version


def test_old_pointer_stays_when_the_new_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Version.in_folder(tmp_path, "old")
    write_pointer(tmp_path, old)

    def full(*_: object) -> None:
        raise OSError("disken er fuld")

    with monkeypatch.context() as patch:
        patch.setattr("data.pointer.os.fsync", full)
        with pytest.raises(OSError, match="disken er fuld"):
            write_pointer(tmp_path, Version.in_folder(tmp_path, "new"))
    assert read_pointer(tmp_path) == old


def test_readers_see_old_or_new_and_never_a_mixture(tmp_path: Path) -> None:
    """Hundreds of switches under a reader: no missing file, no half-written one, no version with another's files."""
    versions = [Version.in_folder(tmp_path, name) for name in ("a" * 12, "b" * 100)]
    write_pointer(tmp_path, versions[0])
    done = threading.Event()
    seen: set[Version | None] = set()

    def read() -> None:
        while not done.is_set():
            seen.add(read_pointer(tmp_path))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 201):
            write_pointer(tmp_path, versions[number % 2])
    finally:
        done.set()
        reader.join()
    assert seen <= set(versions)
    assert len(seen) == 2
