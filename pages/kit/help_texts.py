"""What each page answers and how it is used: behind Hjælp in its corner, and together on the page Hjælp."""

from __future__ import annotations

from dataclasses import dataclass

from pages.kit.language import mark, tr


@dataclass(frozen=True)
class Help:
    """A page: its title as in app.py, its address, and a few lines of help."""

    title: str
    address: str
    lines: tuple[str, ...]


PAGES = (
    Help("Overblik", "overblik", (
        mark("Siden viser planens fire strategiske mål og hvordan boligområderne ligger i forhold til kommunen."),
        mark("Tryk på en indikator for at se tal, kilde og alle målinger. Tryk på to områder for at sammenligne dem."),
    )),
    Help("Boligområde", "boligomraade", (
        mark("Vælg et område og se dets nyeste tal ved siden af kommunens."),
        mark("Under hvert tal står perioden. Står der, at et tal er skjult, handler det om for få personer."),
    )),
    Help("Sammenlign", "sammenlign", (
        mark("Vælg områder, og hvad de skal holdes op mod: kommunen, et andet område, deres egen fortid eller planens mål."),
        mark("”Alle indikatorer” er en tabel, ”Én indikator” er en figur, og ”Over tid” er små kurver."),
        mark("Linket i adressefeltet åbner den samme sammenligning hos andre."),
    )),
    Help("Udvikling", "udvikling", (
        mark("Vælg en indikator og se den over tid. Et hul i kurven er en måling, der mangler."),
        mark("Det lyse bånd er tilfældig variation: så meget kan tallet svinge, uden at noget er ændret."),
        mark("Tallene bag kurven og filer til at tage med ligger under ”Tabel og hent”."),
    )),
    Help("Kort", "kort", (
        mark("Kortet farver områderne efter den valgte indikator. Grå betyder, at der ikke er et tal."),
        mark("Tryk på et område for at åbne dets side. Tabellen under kortet viser det samme med ord."),
    )),
    Help("Aktiviteter", "aktiviteter", (
        mark("Her står, hvad aktiviteterne har lovet, hvad der er leveret, og om de følger planen."),
        mark("Tryk på et løfte for at se, hvordan det er regnet ud."),
    )),
    Help("Fremdrift", "fremdrift", (
        mark("Her er planens tid, milepæle, møder og beslutninger samt statusrapporten, som kan hentes."),
    )),
    Help("Statens kriterier", "kriterier", (
        mark("Siden holder områdernes tal op mod lovens grænser, som de gjaldt i det valgte år."),
        mark("Det er monitorens egen udregning. Kun ministeriets liste afgør, om et område er omfattet."),
    )),
    Help("Beredskab", "beredskab", (
        mark("Planens tre niveauer: hvad der udløser dem, hvem der mødes, og hvor hurtigt."),
    )),
    Help("Dagsorden", "dagsorden", (
        mark("Saml gemte visninger til et møde, og gå gennem dem med piletaster, Page Up og Page Down eller en klikker."),
        mark("Esc fører tilbage til den fulde side."),
    )),
    Help("Bestyrelsespakke", "pakke", (
        mark("Lav mødets papirer på under et halvt minut: PowerPoint, PDF og Excel med de samme tal."),
    )),
    Help("Indikator", "indikator", (
        mark("Alt om en indikator: definition, hvem den handler om, kilde, rettelser og hvad der mangler."),
    )),
    Help("Data og kilder", "data", (
        mark("Alle kilder, rettelser og huller i tallene, og alle tal som fil."),
    )),
    Help("Udgaver", "udgaver", (
        mark("En udgave er alle tal, som de var en bestemt dag. Vælg en for at se monitoren, som den var, eller hold to op mod hinanden."),
    )),
    Help("Adresser", "adresser", (
        mark("Skriv en adresse og se, hvilket boligområde den hører til. Eller læg en liste ind og få antal pr. område."),
    )),
    Help("Registrering", "registrering", (
        mark("Skriv resultater, møder, milepæle og kommentarer ind. Intet gemmes, før du har set, hvad der ændres."),
        mark("Alt kan rettes eller trækkes tilbage. Historikken viser hvem, hvad og hvornår."),
    )),
    Help("Indlæs data", "indlaes", (
        mark("Læg en fil ind, se hvad den ændrer, og gem. En fil med fejl ændrer intet, og fejlene står med række og kolonne."),
    )),
)  # fmt: skip
# The keys of a meeting; service/keys.js.
KEYS = (
    mark("Pil til højre eller Page Down: næste punkt"),
    mark("Pil til venstre eller Page Up: forrige punkt"),
    mark("Home og End: første og sidste punkt"),
    mark("Esc: tilbage til den fulde side"),
)
GENERAL = (
    mark("Linket i adressefeltet holder det, du har valgt. Send det, og modtageren ser det samme."),
    mark("Alle figurer har en tabel og filer under ”Tabel og hent”."),
    mark("”Vis i mødevisning” nederst på en side gør skriften stor til et mødelokale."),
)
_LINES = {page.title: page.lines for page in PAGES}
STEPS = (
    (mark("Se, hvordan det går"),
     mark("Felterne nedenfor viser planens mål. Tegn og ord siger, om tallet er bedre eller dårligere end kommunens."),
     "indikator", mark("Åbn en indikator")),
    (mark("Sammenlign to områder"), mark("Tryk på to områder. Så står forskellen i en sætning, og linket kan sendes til andre."),
     "sammenlign", mark("Åbn Sammenlign")),
    (mark("Tag det med til mødet"), mark("Mødevisning gør skriften stor. Bestyrelsespakken laver PowerPoint, PDF og Excel."),
     "pakke", mark("Åbn Bestyrelsespakke")),
)  # fmt: skip


def of_page(title: str) -> list[str]:
    """The lines of help of a page, by its title in Danish; general ones for a page without."""
    return [tr(line) for line in _LINES.get(title, GENERAL)]


def all_pages() -> list[dict[str, object]]:
    """Every page: title, href, lines."""
    return [{"title": tr(page.title), "href": page.address, "lines": [tr(line) for line in page.lines]} for page in PAGES]


def steps() -> list[dict[str, str]]:
    """The three steps of a first visit: title, text, href, link."""
    return [{"title": tr(title), "text": tr(text), "href": href, "link": tr(link)} for title, text, href, link in STEPS]
