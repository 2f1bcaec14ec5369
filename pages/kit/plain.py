"""Text that people, files or addresses bring, for places that the framework reads as Markdown."""

from __future__ import annotations

import re

# What means something anywhere in a line, icons and colours (:name) among it, and what does at its beginning. A low line
# inside a word means nothing.
_SIGNS = re.compile(r"([\\`*\[\]|<>~$&]|:(?=\w)|(?<![^\W_])_|_(?![^\W_]))")
_FIRST = re.compile(r"^(?:([-+#=])|(\d{1,9})([.)]))")
# The framework makes links of bare addresses after it has taken the escapes away; a word joiner, which nobody sees, ends them.
_ADDRESS = re.compile(r"(?i)(https?:|www|@|mailto:)")
# Line ends and blanks, but not those that keep a number and its unit together.
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_JOINER = "\u2060"
_LONGEST_ECHO = 60


def escaped(text: str) -> str:
    """The text on one line, with no sign of Markdown meaning anything: no link, no emphasis, no formula, no icon."""
    joined = _ADDRESS.sub(lambda found: found[0] + _JOINER, _BLANKS.sub(" ", text).strip())
    return _FIRST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", _SIGNS.sub(r"\\\1", joined))


def echoed(text: str) -> str:
    """The beginning of what an address asked for, to be said back to the reader."""
    return escaped(text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…")
