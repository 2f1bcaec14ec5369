"""Searching in words as people write them: endings are forgiven, and words for the same thing find one another."""

from __future__ import annotations

import re

# Words that readers use for one thing; whoever writes one of them is shown what mentions any of them. Danish only: texts are Danish.
SYNONYMS = (
    ("fravær", "skolefravær", "elevfravær", "fremmøde", "pjæk"),
    ("kriminalitet", "sigtelse", "sigtede", "sigtet", "afgørelse", "dømte", "lovovertrædelse"),
    ("beskæftigelse", "ledighed", "arbejdsløshed", "arbejdsmarkedet", "job", "kontanthjælp", "selvforsørgelse"),
    ("udsættelse", "fogedsag", "restance"),
    ("tryghed", "tryg", "utryg", "oplevet tryghed"),
    ("uddannelse", "grundskole", "ungdomsuddannelse", "karakter"),
    ("indkomst", "løn", "husstandsindkomst"),
    ("flytning", "fraflytning", "tilflytning", "tomgang"),
    ("beboere", "indbyggere", "befolkning"),
    ("fritid", "ungdomsskole", "forening", "frivillig"),
)
# Longest first, so that "erne" goes before "e".
_ENDINGS = re.compile(r"(?:erne|ende|elser|else|ene|er|en|et|e|s)$")
_SHORTEST = 3


def stem(word: str) -> str:
    """A word without its ending, never shorter than three letters."""
    short = _ENDINGS.sub("", word)
    return short if len(short) >= _SHORTEST else word


def alternatives(word: str) -> tuple[str, ...]:
    """The beginnings that count as the word: its own stem and those of the words for the same thing."""
    own = stem(word)
    same = [group for group in SYNONYMS if any(stem(known) == own for known in group)]
    return tuple(dict.fromkeys([own, *(stem(known) for group in same for known in group)]))


def finds(wanted: str, text: str) -> bool:
    """Whether every word of `wanted` is in the text, itself or by another word for the same thing; both in lower case."""
    return all(any(part in text for part in alternatives(word)) for word in wanted.split())
