"""The accessibility statement, in the parts and the order of the EU's model statement.

Act no. 692 of 8 June 2018 (webtilgængelighedsloven) section 4, order no. 904 of 22 August 2019, and Commission
Implementing Decision (EU) 2018/1523. What is said of the screen is what the tests show (docs/accessibility.md): whoever
changes one changes the other, and REVIEWED with them, at least once a year.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pages.kit import formats
from pages.kit.language import mark, tr
from service import settings

MADE = date(2026, 11, 21)
REVIEWED = date(2026, 11, 21)
_AUTHORITY = "https://digst.dk/digital-inklusion/webtilgaengelighed/"
_BARRIERS = (
    mark(
        "Valglister, datofelter og faner kommer fra rammeværket Streamlit. Nogle af dem nævner ikke deres valg fuldt ud for en skærmlæser."
    ),
    mark("Det interaktivt kort kan ikke betjenes med tastatur alene. Alt, hvad det viser, står i tabellen ved siden af, med links."),
    mark("Figurerne er billeder for en skærmlæser: de har en tekst, og tallene står i tabellen under ”Se tabel og hent data”."),
    mark("Rammeværkets egne små tekster, for eksempel i feltet til filer, er på engelsk."),
    mark("PDF-filen er opmærket til skærmlæsere, men er ikke afprøvet med dem. PowerPoint-filen har tekst til billeder, ikke mere."),
)


def sections() -> list[dict[str, Any]]:
    """The parts of the statement: heading, paragraphs, points, links (text, href)."""
    return [_scope(), _status(), _content(), _preparation(), _feedback(), _enforcement()]


def _part(heading: str, *paragraphs: str, points: tuple[str, ...] = (), links: tuple[dict[str, str], ...] = ()) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": paragraphs, "points": points, "links": links}


def _scope() -> dict[str, Any]:
    organisation = settings.text("MONITOR_ORGANISATION")
    return _part(
        tr("Hvem og hvad"),
        tr(
            "{organisation} skal gøre sine websteder tilgængelige efter lov nr. 692 af 8. juni 2018 om tilgængelighed af offentlige "
            "organers websteder og mobilapplikationer. Denne erklæring gælder for Boligsocial Monitor.",
            organisation=organisation,
        ),
    )


def _status() -> dict[str, Any]:
    return _part(
        tr("Hvor langt webstedet er"),
        tr(
            "Webstedet overholder delvist EN 301 549 v3.2.1 (WCAG 2.1 på niveau A og AA) på grund af det, der står nedenfor. "
            "Det er bygget efter WCAG 2.2 AA."
        ),
    )


def _content() -> dict[str, Any]:
    return _part(
        tr("Indhold, der ikke er tilgængeligt"), tr("Det overholder ikke loven fuldt ud:"), points=tuple(tr(line) for line in _BARRIERS)
    )


def _preparation() -> dict[str, Any]:
    link = settings.text("MONITOR_WAS_URL")
    official = (
        tr("Den officielle erklæring ligger hos Digitaliseringsstyrelsen.")
        if link
        else tr(
            "Den officielle erklæring laves i Digitaliseringsstyrelsens WAS-Tool. Dens adresse er endnu ikke angivet (MONITOR_WAS_URL)."
        )
    )
    return _part(
        tr("Sådan er erklæringen lavet"),
        tr(
            "Erklæringen er lavet {made} og sidst gennemgået {reviewed}. Den bygger på en selvevaluering: automatiske prøver af alle sider "
            "med axe-core, med tastatur alene, ved 200 % forstørrelse og på telefonbredde.",
            made=formats.day(MADE),
            reviewed=formats.day(REVIEWED),
        ),
        official,
        links=({"text": tr("Den officielle erklæring"), "href": link},) if link else (),
    )


def _feedback() -> dict[str, Any]:
    ways = (
        (tr("Skriftligt"), settings.text("MONITOR_CONTACT")),
        (tr("Telefon"), settings.text("MONITOR_CONTACT_PHONE")),
    )
    missing = tr("ikke angivet endnu. Den, der driver webstedet, angiver det.")
    return _part(
        tr("Sig til, hvis noget ikke virker"),
        tr("Skriv eller ring, hvis du møder en hindring, eller hvis du har brug for indholdet i en anden form."),
        points=tuple(f"{way}: {contact or missing}" for way, contact in ways),
    )


def _enforcement() -> dict[str, Any]:
    return _part(
        tr("Hvis du ikke får et svar"),
        tr("Digitaliseringsstyrelsen fører tilsyn med loven. Du kan skrive til styrelsen, hvis du ikke er tilfreds med svaret."),
        links=({"text": tr("Digitaliseringsstyrelsen om webtilgængelighed"), "href": _AUTHORITY},),
    )
