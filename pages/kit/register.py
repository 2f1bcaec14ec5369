"""The register of pages: title, address, place in the menu, who may see it, what it is used for and its lines of help.

app.py, the guard, links, agendas, the menu of a meeting and Hjælp all read it; a new page is a folder in pages/ and an entry here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pages.kit.language import mark

# Headings of the menu. What a meeting opens is one press away, under none; the rest lies under a word each.
FIRST, PLAN, FIGURES, OFFICER = "", mark("Planen"), mark("Tal og kilder"), mark("Medarbejder")


class Use(Enum):
    """What a page can be shown for: a meeting goes through the first kind, an agenda can hold both, the rest is for one reader."""

    MEETING = "meeting"
    AGENDA = "agenda"
    READER = "reader"


@dataclass(frozen=True)
class Screen:
    """A page: its folder in pages/, its title in Danish, its address, the heading it stands under in the menu, its help."""

    key: str
    title: str
    address: str
    heading: str
    use: Use = Use.READER
    needs: str = "viewer"
    in_menu: bool = True
    aliases: tuple[str, ...] = ()
    help: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The page's file, as the framework wants it."""
        return f"pages/{self.key}/page.py"


# In the order of the menu; the first is the start page.
SCREENS = (
    Screen(
        "overview",
        mark("Overblik"),
        "overblik",
        FIRST,
        use=Use.MEETING,
        help=(
            mark("Siden viser planens fire strategiske mål og hvordan boligområderne ligger i forhold til kommunen."),
            mark("Tryk på en indikator for at se tal, kilde og alle målinger. Tryk på to områder for at sammenligne dem."),
        ),
    ),
    Screen(
        "area",
        mark("Boligområde"),
        "boligomraade",
        FIRST,
        use=Use.MEETING,
        help=(
            mark("Vælg et område og se dets nyeste tal ved siden af kommunens."),
            mark("Under hvert tal står perioden. Står der, at et tal er skjult, handler det om for få personer."),
        ),
    ),
    Screen(
        "compare",
        mark("Sammenlign"),
        "sammenlign",
        FIRST,
        use=Use.MEETING,
        help=(
            mark("Vælg områder, og hvad de skal holdes op mod: kommunen, et andet område, deres egen fortid eller planens mål."),
            mark("”Alle indikatorer” er en tabel, ”Én indikator” er en figur, og ”Over tid” er små kurver."),
            mark("Linket i adressefeltet åbner den samme sammenligning hos andre."),
        ),
    ),
    Screen(
        "trends",
        mark("Udvikling"),
        "udvikling",
        FIRST,
        use=Use.MEETING,
        help=(
            mark("Vælg en indikator og se den over tid. Et hul i kurven er en måling, der mangler."),
            mark("Det lyse bånd er tilfældig variation: så meget kan tallet svinge, uden at noget er ændret."),
            mark("Tallene bag kurven og filer til at tage med ligger under ”Se tabel og hent data”."),
        ),
    ),
    Screen(
        "map",
        mark("Kort"),
        "kort",
        FIRST,
        use=Use.MEETING,
        help=(
            mark("Kortet farver områderne efter den valgte indikator. Grå betyder, at der ikke er et tal."),
            mark("Tryk på et område for at åbne dets side. Tabellen under kortet viser det samme med ord."),
        ),
    ),
    Screen(
        "activities",
        mark("Aktiviteter"),
        "aktiviteter",
        PLAN,
        use=Use.MEETING,
        help=(
            mark("Her står, hvad aktiviteterne har lovet, hvad der er leveret, og om de følger planen."),
            mark("Tryk på et løfte for at se, hvordan det er regnet ud."),
        ),
    ),
    Screen(
        "assumptions",
        mark("Antagelser"),
        "antagelser",
        PLAN,
        use=Use.AGENDA,
        help=(
            mark("Planens kæde fra aktiviteter over delmål til de overordnede mål, og hvor den er brudt."),
            mark("En indikator tilhører ingen alene: siden siger, hvad der hører sammen, og ikke, hvad der virkede."),
        ),
    ),
    Screen(
        "progress",
        mark("Fremdrift"),
        "fremdrift",
        PLAN,
        use=Use.AGENDA,
        help=(mark("Her er planens tid, milepæle, møder og beslutninger samt statusrapporten, som kan hentes."),),
    ),
    Screen(
        "economy",
        mark("Økonomi"),
        "oekonomi",
        PLAN,
        use=Use.AGENDA,
        help=(
            mark("Budget, forbrug og medarbejdertimer holdt op mod det, der er lovet, og hvor tempoet fører hen."),
            mark("Reglen for over- og underforbrug står under ”Sådan er det regnet”. Mangler tallene, står der, hvem der leverer dem."),
        ),
    ),
    Screen(
        "participants",
        mark("Deltagere"),
        "deltagere",
        PLAN,
        use=Use.AGENDA,
        help=(
            mark("Aktiviteternes deltagere trin for trin: nået, startet, gennemført og med resultat. Kun optalte tal."),
            mark("Tal om få personer er skjult, og det er dem, de kunne regnes ud af, også."),
        ),
    ),
    Screen(
        "criteria",
        mark("Statens kriterier"),
        "kriterier",
        PLAN,
        use=Use.MEETING,
        help=(
            mark("Siden holder områdernes tal op mod lovens grænser, som de gjaldt i det valgte år."),
            mark("Det er monitorens egen udregning. Kun ministeriets liste afgør, om et område er omfattet."),
        ),
    ),
    Screen(
        "preparedness",
        mark("Beredskab"),
        "beredskab",
        PLAN,
        use=Use.AGENDA,
        help=(mark("Planens tre niveauer: hvad der udløser dem, hvem der mødes, og hvor hurtigt."),),
    ),
    Screen(
        "agenda",
        mark("Dagsorden"),
        "dagsorden",
        PLAN,
        help=(
            mark("Saml gemte visninger til et møde, og gå gennem dem med piletaster, Page Up og Page Down eller en klikker."),
            mark("Esc fører tilbage til den fulde side."),
        ),
    ),
    Screen(
        "board_pack",
        mark("Bestyrelsespakke"),
        "pakke",
        PLAN,
        help=(mark("Lav mødets papirer på under et halvt minut: PowerPoint, PDF og Excel med de samme tal."),),
    ),
    Screen(
        "report",
        mark("Rapporter"),
        "rapporter",
        PLAN,
        help=(
            mark("Lav resultatevaluering, årsrapport og opsamling til styregruppen som Word-filer, der kan skrives videre i."),
            mark("Rapporten siger selv, hvor en medarbejder skal skrive. Kommentarer er kun med for bestyrelse og medarbejdere."),
        ),
    ),
    Screen(
        "indicator",
        mark("Indikator"),
        "indikator",
        FIGURES,
        use=Use.AGENDA,
        help=(mark("Alt om en indikator: definition, hvem den handler om, kilde, rettelser og hvad der mangler."),),
    ),
    Screen(
        "data_sources",
        mark("Data og kilder"),
        "data",
        FIGURES,
        use=Use.AGENDA,
        help=(mark("Alle kilder, rettelser og huller i tallene, og alle tal som fil."),),
    ),
    Screen(
        "editions",
        mark("Udgaver"),
        "udgaver",
        FIGURES,
        use=Use.AGENDA,
        help=(
            mark(
                "En udgave er alle tal, som de var en bestemt dag. Vælg en for at se monitoren, som den var, eller hold to op mod hinanden."
            ),
        ),
    ),
    Screen(
        "addresses",
        mark("Adresser"),
        "adresser",
        FIGURES,
        use=Use.AGENDA,
        help=(mark("Skriv en adresse og se, hvilket boligområde den hører til. Eller læg en liste ind og få antal pr. område."),),
    ),
    Screen(
        "help",
        mark("Hjælp"),
        "hjaelp",
        FIGURES,
    ),
    # "was" is the short address that the authority asks every public website to have.
    Screen(
        "accessibility",
        mark("Tilgængelighedserklæring"),
        "tilgaengelighed",
        FIGURES,
        in_menu=False,
        aliases=("was",),
    ),
    Screen(
        "recording",
        mark("Registrering"),
        "registrering",
        OFFICER,
        needs="officer",
        help=(
            mark("Skriv resultater, møder, milepæle og kommentarer ind. Intet gemmes, før du har set, hvad der ændres."),
            mark("Alt kan rettes eller trækkes tilbage. Historikken viser hvem, hvad og hvornår."),
        ),
    ),
    Screen(
        "loading",
        mark("Indlæs data"),
        "indlaes",
        OFFICER,
        needs="officer",
        help=(mark("Læg en fil ind, se hvad den ændrer, og gem. En fil med fejl ændrer intet, og fejlene står med række og kolonne."),),
    ),
)
BY_KEY = {screen.key: screen for screen in SCREENS}
START = SCREENS[0].address
# Address -> page: where an agenda can lead, and what a meeting goes through (each fits the screen, docs/method.md).
FOR_AGENDA = {screen.address: screen for screen in SCREENS if screen.use is not Use.READER}
FOR_MEETING = {screen.address: screen for screen in SCREENS if screen.use is Use.MEETING}
