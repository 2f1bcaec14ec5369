"""Bestyrelsespakke on the screen: one button, three files, the same for an edition."""

from __future__ import annotations

import io
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from data.pointer import Version
from pages.kit import clock
from tests.people import as_role

ROOT = Path(__file__).resolve().parents[2]


def test_one_button_makes_three_files(real_build: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(real_build.published.parent, tmp_path / "build")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path / "build"))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 10, 0))
    as_role(monkeypatch, "viewer")
    app = AppTest.from_file(str(ROOT / "pages/board_pack/page.py"), default_timeout=300).run()
    assert not app.get("download_button")
    next(button for button in app.button if button.label == "Lav pakken").click().run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Hent Præsentation (PowerPoint)", "Hent Papir (PDF)", "Hent Tal og definitioner (Excel)"]
    edition, pack, _ = app.session_state["_pack"]
    assert edition.title == "De nyeste tal"
    assert pack.pdf.startswith(b"%PDF")
    words = " ".join(
        shape.text_frame.text for slide in Presentation(io.BytesIO(pack.pptx)).slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "Vangdalen" in words
    assert "Ikke en udgave" in words
