"""The tile service is off, must be a real https address, and is the only host the browser may then ask."""

from __future__ import annotations

import pytest

from service import settings, web


def test_without_the_setting_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONITOR_TILE_URL", raising=False)
    assert settings.tile_origin() == ""
    assert web._may_be_asked() == "'self'"


@pytest.mark.parametrize(
    ("pattern", "origin"),
    [
        ("https://kort.example/{z}/{x}/{y}.png", "https://kort.example"),
        ("https://kort.example:8443/wmts?z={z}&x={x}&y={y}", "https://kort.example:8443"),
        ("http://localhost:8080/{z}/{x}/{y}.png", "http://localhost:8080"),
    ],
)
def test_a_named_service_may_be_asked(pattern: str, origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_TILE_URL", pattern)
    assert settings.tile_origin() == origin
    assert web._may_be_asked() == f"'self' {origin}"
    assert settings.problems() == []


@pytest.mark.parametrize(
    "pattern",
    [
        "http://kort.example/{z}/{x}/{y}.png",
        "https://kort.example/{z}/{x}.png",
        "https://kort.example; script-src */{z}/{x}/{y}",
        "//kort.example/{z}/{x}/{y}",
        "ja",
    ],
)
def test_anything_else_is_said_and_opens_nothing(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_TILE_URL", pattern)
    with pytest.raises(settings.SettingError, match="MONITOR_TILE_URL"):
        settings.tile_origin()
    assert any("MONITOR_TILE_URL" in problem for problem in settings.problems())
    assert web._may_be_asked() == "'self'"
