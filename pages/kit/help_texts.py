"""What each page answers and how it is used: behind Hjælp in its corner, and together on the page Hjælp."""

from __future__ import annotations

from pages.kit.language import mark, tr
from pages.kit.register import SCREENS, Screen

KEYS = (
    mark("Pil til højre eller Page Down: næste punkt"),
    mark("Pil til venstre eller Page Up: forrige punkt"),
    mark("Home og End: første og sidste punkt"),
    mark("Esc: tilbage til den fulde side"),
)
GENERAL = (
    mark("Linket i adressefeltet holder det, du har valgt. Send det, og modtageren ser det samme."),
    mark("Alle figurer har en tabel og filer under ”Se tabel og hent data”."),
    mark("”Vis i mødevisning” nederst på en side gør skriften stor til et mødelokale."),
)
STEPS = (
    (mark("Se, hvordan det går"),
     mark("Hver linje er et af planens mål: ● er områderne, ◆ er kommunen. Tegn og ord siger, om områderne ligger bedre eller dårligere."),
     "indikator", mark("Åbn en indikator")),
    (mark("Sammenlign to områder"), mark("Tryk på to områder. Så står forskellen i en sætning, og linket kan sendes til andre."),
     "sammenlign", mark("Åbn Sammenlign")),
    (mark("Tag det med til mødet"), mark("Mødevisning gør skriften stor. Bestyrelsespakken laver PowerPoint, PDF og Excel."),
     "pakke", mark("Åbn Bestyrelsespakke")),
)  # fmt: skip


def of_screen(screen: Screen) -> list[str]:
    """The lines of help of a page; general ones for a page without."""
    return [tr(line) for line in screen.help or GENERAL]


def all_screens() -> list[dict[str, object]]:
    """Every page with help: title, href, lines."""
    return [{"title": tr(one.title), "href": one.address, "lines": of_screen(one)} for one in SCREENS if one.help]


def steps() -> list[dict[str, str]]:
    """The three steps of a first visit: title, text, href, link."""
    return [{"title": tr(title), "text": tr(text), "href": href, "link": tr(link)} for title, text, href, link in STEPS]
