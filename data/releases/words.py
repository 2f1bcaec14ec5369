"""Free text of officers: never about a person."""

from __future__ import annotations

import re

from geo import cpr

# Begins only where a word begins, so that the time grows with the text and not with its square.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w")
# Eight digits in the ways Danes write them; years and ranges such as 2025-2029 have four and four with a dash between.
_PHONE = re.compile(r"(?<![\d.,-])(?:\+45[ ]?)?(?:\d{2}[ ]\d{2}[ ]\d{2}[ ]\d{2}|[2-9]\d{7})(?![\d.,-])")
_CPR = re.compile(cpr.IN_TEXT)

# Two pages: more than any field of the screen takes (tests/screens/test_words.py), little enough to be shown on one.
LONGEST = 5_000

# Columns that people write in; keys, hashes and printed figures are no words.
FREE_TEXT = frozenset(
    {
        "note",
        "title",
        "text",
        "responsible",
        "situation",
        "causes",
        "next_steps",
        "definition",
        "population",
        "method_note",
        "headline",
        "comment",
        "organisation",
        "financier",
        "purpose",
    }
)


def personal_data(text: str) -> str | None:
    """Why a text cannot be kept, as a Danish sentence, or None: it holds what looks like a CPR number, a mail address or a
    telephone number. The sentence never repeats what was found.
    """
    for pattern, what in ((_CPR, "et CPR-nummer"), (_MAIL, "en mailadresse"), (_PHONE, "et telefonnummer")):
        if pattern.search(text):
            return f"teksten ser ud til at rumme {what}. Monitoren må ikke rumme oplysninger om personer; skriv roller i stedet."
    return None


def too_long(name: str, text: str) -> str | None:
    """Why a text cannot be kept because of its length, as a Danish sentence, or None."""
    if len(text) <= LONGEST:
        return None
    return f"{name} er på {len(text)} tegn; en tekst må højst være på {LONGEST}. Kort den af."
