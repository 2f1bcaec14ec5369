"""The words of the trade, each explained in a sentence: where they stand on a page, and all of them on the page Hjælp."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pages.kit import language
from pages.kit.language import mark, tr


@dataclass(frozen=True)
class Term:
    """A word: its stable key, how it reads, the forms it is found by (a regular expression), what it means."""

    key: str
    name: str
    forms: str
    meaning: str


# `forms` is translated like everything else: English has forms of its own.
TERMS = (
    Term("procentpoint", mark("Procentpoint"), mark("procentpoint"),
         mark("Forskellen mellem to andele. Fra 40 % til 42 % er 2 procentpoint.")),
    Term("helhedsplan", mark("Boligsocial helhedsplan"), mark("(boligsociale? )?helhedsplan(en)?"),
         mark("En aftale mellem boligorganisationer og kommune om en fælles indsats i udvalgte boligområder i fire år.")),
    Term("indikator", mark("Indikator"), mark("indikator(en|er|erne)?"),
         mark("Et tal, der måles på samme måde hver gang, så man kan se, om det går den rigtige vej.")),
    Term("strategisk-maal", mark("Strategisk mål"), mark("strategiske? mål"),
         mark("Et af planens fire overordnede mål. Hvert mål følges med faste indikatorer.")),
    Term("delmaal", mark("Delmål"), mark("delmål(et|ene)?"),
         mark("Et mål inden for et af planens temaer med et udgangspunkt for hvert område og for kommunen.")),
    Term("loefte", mark("Løfte"), mark("løfte(t|r|rne)?"),
         mark("Det, en aktivitet har lovet at levere, for eksempel et antal forløb om året.")),
    Term("maalopfyldelse", mark("Målopfyldelse"), mark("målopfyldelse(n)?"),
         mark("Hvor stor en del af et løfte der er leveret, holdt op mod den tid, der er gået.")),
    Term("tilfaeldig-variation", mark("Tilfældig variation"), mark("tilfældig variation"),
         mark("Så meget kan et tal om få personer svinge fra år til år, uden at noget er ændret.")),
    Term("skjult", mark("Skjult (få personer)"), mark("skjult"),
         mark("Tallet findes, men vises ikke, fordi det handler om så få, at nogen kunne genkendes.")),
    Term("tvivlsomt", mark("Tvivlsomt"), mark("tvivlsomt?(e)?"),
         mark("Tallet står i dokumentet, men noget andet i dokumentet siger imod. Det bruges aldrig i en vurdering.")),
    Term("rettet", mark("Rettet"), mark("rettet|rettelser"),
         mark("Tallet er trykt forkert i dokumentet. Både det trykte og det brugte kan ses med begrundelse.")),
    Term("udgave", mark("Udgave"), mark("udgave(n|r|rne)?"),
         mark("Alle tal, som de var en bestemt dag. En udgave ændrer sig aldrig, så et referat kan henvise til den.")),
    Term("alle-syv", mark("Alle 7 boligområder"), mark("alle 7 (bolig)?områder"),
         mark("Områderne opgjort under ét i dokumentet. Det er sit eget tal og aldrig et gennemsnit af de syv.")),
    Term("kommunen", mark("Kommunen"), mark("kommunen"),
         mark("Randers Kommune som helhed, boligområderne iberegnet, hvis ikke andet står.")),
    Term("forebyggelsesomraade", mark("Forebyggelsesområde"), mark("forebyggelsesområde(t|r|rne)?"),
         mark("Lovens ord for et alment boligområde, der opfylder lavere grænser end et udsat boligområde.")),
    Term("udsat-boligomraade", mark("Udsat boligområde"), mark("udsatte? boligområde(t|r|rne)?"),
         mark("Et alment boligområde med mindst 1.000 beboere, der opfylder mindst to af lovens fire sociale kriterier.")),
    Term("parallelsamfund", mark("Parallelsamfund"), mark("parallelsamfund(et|ene)?"),
         mark("Lovens ord for et udsat boligområde, hvor over halvdelen af beboerne har ikke-vestlig oprindelse.")),
    Term("omdannelsesomraade", mark("Omdannelsesområde"), mark("omdannelsesområde(t|r|rne)?"),
         mark("Lovens ord for et område, der har været parallelsamfund fem år i træk.")),
    Term("beredskab", mark("Beredskab"), mark("beredskab(et)?"),
         mark("Planens aftale om, hvem der mødes og hvor hurtigt, når der bliver uro i et område.")),
    Term("aarshjul", mark("Årshjul"), mark("årshjul(et)?"),
         mark("De møder, der holdes til faste tider hvert år.")),
)  # fmt: skip


def parts(text: str) -> tuple[tuple[str, str], ...]:
    """The text in pieces (words, meaning): the first mention of each term with what it means, all else with ""."""
    return _parts(str(text), language.current())


@cache
def _pattern(_language: str) -> tuple[re.Pattern[str], tuple[Term, ...]]:
    # The longest first, so that a phrase is not taken for its last word.
    ordered = tuple(sorted(TERMS, key=lambda term: -len(tr(term.name))))
    return re.compile("|".join(rf"(?P<t{number}>\b(?:{tr(term.forms)})\b)" for number, term in enumerate(ordered)), re.IGNORECASE), ordered


@lru_cache(maxsize=1000)
def _parts(text: str, spoken: str) -> tuple[tuple[str, str], ...]:
    pattern, ordered = _pattern(spoken)
    seen: set[str] = set()
    found: list[tuple[str, str]] = []
    end = 0
    for mention in pattern.finditer(text):
        term = ordered[int(str(mention.lastgroup)[1:])]
        if term.key in seen:
            continue
        seen.add(term.key)
        found += [(text[end : mention.start()], ""), (mention[0], tr(term.meaning))]
        end = mention.end()
    return (*found, (text[end:], ""))


def all_terms() -> list[dict[str, str]]:
    """Every term in the order of the alphabet: anchor, name, meaning."""
    found = [{"anchor": term.key, "name": tr(term.name), "meaning": tr(term.meaning)} for term in TERMS]
    return sorted(found, key=lambda term: term["name"].casefold().translate(_LAST_LETTERS))


# æ, ø and å come after z.
_LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
