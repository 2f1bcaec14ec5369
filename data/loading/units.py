"""Units as headings, titles and columns of units state them, held against the unit of an indicator."""

from __future__ import annotations

import re
from functools import lru_cache

_SURFACE = re.compile(r"\bkm ?[2²]|\bm[2²]|kvadrat(?:kilo)?meter|\bhektar\b|\bha\b", re.IGNORECASE)
# Not the base of a rate: "pr. 1.000 indbyggere".
_PER = re.compile(r"\b(?:pr\.?|per) 1(?:00)?[. ]?000|‰|promille", re.IGNORECASE)
_MANY = re.compile(
    r"\b1(?:00)?[. ]000\b|\b1000 (?=stk|pers|kr|beb|indb)|\(1000\)|\btusind(?:e|er)?\b|\bt\.? ?kr|\bmio\b|\bmillioner\b", re.IGNORECASE
)
_PERCENT = re.compile(r"%|\bpct\b|\bprocent\b", re.IGNORECASE)
_COUNT = re.compile(r"(?:i )?(?:antal|personer|antal personer|stk\.?|number)", re.IGNORECASE)


@lru_cache(maxsize=1024)  # the same few texts stand over thousands of figures
def contradiction(texts: tuple[str, ...], unit: str, factor: float) -> str | None:
    """The text that states another unit than the indicator's, or None. `factor` is what the mapping multiplies by.

    A surface is never a count of people. Thousands, and rates per 1,000, need a factor; so does a count for a share.
    """
    for text in texts:
        plain = " ".join(text.split())
        many = factor == 1 and bool(_MANY.search(_PER.sub("", plain)))
        said = {
            "count": bool(_SURFACE.search(plain)) or many or bool(_PERCENT.search(plain)),
            "dkk": many,
            "percent": factor == 1 and (bool(_PER.search(plain)) or bool(_COUNT.fullmatch(plain))),
            "per_1000": factor == 1 and bool(_PERCENT.search(plain)),
        }
        if said.get(unit):
            return text
    return None
