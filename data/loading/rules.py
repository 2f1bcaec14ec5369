"""The limits of rules.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_RULES = Path(__file__).with_name("rules.yml")


@cache
def rules() -> dict[str, Any]:
    """The limits of rules.yml, read once."""
    loaded: dict[str, Any] = yaml.safe_load(_RULES.read_text("utf-8"))
    return loaded
