"""The commands: `python -m data build | check | coverage`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data import __main__ as commands
from data.paths import COVERAGE
from data.pointer import Version, read_pointer
from data.reading import Content, read_content
from tests.data.text_folder import edit, write_text


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """The commands read a folder in which a hole has no reason."""
    root = write_text(tmp_path / "text")
    edit(root, "school.csv", "not_collected,,Ikke målt.,", "not_collected,,,")
    content = read_content(root)
    monkeypatch.setattr(commands, "read_content", lambda: content)
    return content


def test_build_says_which_version(real_build: Version, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = real_build.published.parent
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(folder))
    assert commands.main(["build"]) == 0
    version = read_pointer(folder)
    assert version is not None
    assert capsys.readouterr().out == f"Databasen er version {version.version}: {version.published.name}\n"


def test_build_of_bad_text_fails_with_a_message_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_text(tmp_path / "text")
    edit(root, "school.csv", "not_collected,,Ikke målt.,", "not_collected,,,")
    content = read_content(root)
    monkeypatch.setattr("data.build.read_content", lambda _root: content)
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path / "out"))
    assert commands.main(["build"]) == 1
    printed = capsys.readouterr()
    assert "fejl i indholdet. Databasen er ikke ændret." in printed.err
    assert "tx_absence / vangdalen / 2023-08-01 / 2024-07-31: mangler et tal uden at sige hvorfor" in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
    assert not list((tmp_path / "out").glob("*.duckdb"))


def test_check_of_good_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["check"]) == 0
    assert capsys.readouterr().out.strip() == "Ingen fejl."


def test_check_lists_what_is_wrong(broken: Content, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["check"]) == 1
    lines = capsys.readouterr().out.strip().splitlines()
    assert sum("mangler et tal uden at sige hvorfor" in line for line in lines) == 1
    assert lines[-1] == f"{len(lines) - 1} fejl."


def test_coverage_prints_without_writing(capsys: pytest.CaptureFixture[str]) -> None:
    before = hashlib.sha256(COVERAGE.read_bytes()).hexdigest()
    assert commands.main(["coverage"]) == 0
    assert "helhedsplan-2025-29" in capsys.readouterr().out
    assert hashlib.sha256(COVERAGE.read_bytes()).hexdigest() == before


def test_coverage_update_writes_the_expected_counts(
    broken: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "coverage.csv"
    monkeypatch.setattr(commands, "COVERAGE", path)
    assert commands.main(["coverage", "--update"]) == 0
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "source_id,table,part,rows"
    assert "helhedsplan-2025-29,observation,population,3" in lines
    assert "helhedsplan-2025-29,activity_result,all,1" in lines


def test_unknown_command_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        commands.main(["byg"])
    assert stopped.value.code == 2
    assert "build" in capsys.readouterr().err
