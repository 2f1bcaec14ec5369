"""Small numbers: what the published file must not hold. The definitions are in docs/method.md, the rules in disclosure.yml."""

from __future__ import annotations

from data.disclosure.earlier import read_earlier
from data.disclosure.key import ensure, secret
from data.disclosure.publish import EVIDENCE_NOTE, NOTE, decide, published
from data.disclosure.rules import in_force, read_rules, read_text, shows_printed
from data.disclosure.words import WITHHELD_NOTE

__all__ = [
    "EVIDENCE_NOTE",
    "NOTE",
    "WITHHELD_NOTE",
    "decide",
    "ensure",
    "in_force",
    "published",
    "read_earlier",
    "read_rules",
    "read_text",
    "secret",
    "shows_printed",
]
