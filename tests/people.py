"""Visitors for tests: `as_role(monkeypatch, "officer")` lets pages run in AppTest meet a visitor of that role."""

from __future__ import annotations

import pytest

from pages.kit import roles


def as_role(monkeypatch: pytest.MonkeyPatch, role: str | None, reason: roles.Reason = roles.Reason.CLAIM) -> None:
    """Every run from now on is one of a visitor with `role`; None is one to whom nothing may be shown."""
    monkeypatch.setattr(roles, "current", lambda: roles.Decision(role, reason))
