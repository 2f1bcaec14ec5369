"""A parser of somebody else's file cannot take the server with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.child import LimitError, run

PARSERS = "tests.service.parsers"


def test_answer_comes_back() -> None:
    assert run(f"{PARSERS}:counts", b"x" * 1_000_000) == b"1000000"


def test_refusal_comes_back_as_its_sentence() -> None:
    with pytest.raises(ValueError, match=r"^Arket Tabel 1 har ingen kolonne År$"):
        run(f"{PARSERS}:refuses", b"")


@pytest.mark.parametrize(
    ("parser", "words"),
    [
        ("fills_memory", "brugte mere end 200 MB hukommelse"),
        ("never_ends", "tog mere end 1 sekunder"),
        ("crashes", r"gik ned \(signal 6\): filen er beskadiget, eller den tog mere end 200 MB. Den"),
        ("breaks", "mødte noget, det ikke kender, og filen"),
        ("pours_out", "gav mere end 1 MB"),
    ],
)
def test_bad_parser_is_a_sentence_that_names_the_limit(parser: str, words: str) -> None:
    with pytest.raises(LimitError, match=f"{words}.*er afvist") as raised:
        run(f"{PARSERS}:{parser}", b"", seconds=1, megabytes=200, most_output=1_000_000)
    assert "010190" not in str(raised.value)


def test_parser_that_only_waits_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.child._GRACE_SECONDS", 0.5)
    with pytest.raises(LimitError, match=r"mere end 0.5 sekunder"):
        run(f"{PARSERS}:sleeps", b"", seconds=0.5)


def test_parser_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with pytest.raises(LimitError):
        run(f"{PARSERS}:writes_a_file", str(target).encode())
    assert not target.exists() or target.stat().st_size == 0


def test_parser_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_OIDC_CLIENT_SECRET", "hemmelig")
    known = run(f"{PARSERS}:tells_secrets", b"").decode().splitlines()
    assert "MONITOR_OIDC_CLIENT_SECRET" not in known
    assert set(known) <= {"LANG", "LC_CTYPE", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "PWD"}
