"""The patterns of a mapping, which an officer writes: searched with RE2, whose time grows with the text and no faster.

Python's own search can be made to run for hours by a short pattern, holds the interpreter while it does, and has no limit
of time. RE2 knows no lookaround and no references back; a mapping that uses them is refused when it is read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2


def compiled(pattern: str) -> Any:
    """The pattern, ready to search. Raises ValueError with a Danish sentence for one that is none."""
    try:
        return _compiled(pattern)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ValueError(f"mønstret „{pattern}“ er ikke et regulært udtryk, der kan bruges: {said}") from error


def search(pattern: str, text: str) -> Any:
    """The first match of the pattern in the text, or None."""
    return _compiled(pattern).search(text)


@lru_cache(maxsize=200)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(pattern, options)
