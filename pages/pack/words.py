"""The pack's own sentences: headings, what is said when there is nothing, method and the note on small numbers."""

from __future__ import annotations

PACK = "Bestyrelsespakke"
AGENDA, SITUATION, GOALS, AREAS = "Dagsorden", "Situationen på en side", "De fire strategiske mål", "Boligområderne"
LAW, PROMISES, MISSING = "Statens kriterier", "Aktiviteter og løfter", "Hvad der mangler"
SINCE, MAPS = "Siden sidst", "Områderne på kortet"
METHOD, DECISIONS, REMARKS = "Sådan læses tallene", "Beslutninger siden sidst", "Bemærkninger"

NOTHING_HERE = "Der er ingen rækker."
NO_AGENDA = "Der er ikke valgt en dagsorden til denne udgave."
NOTHING_SINCE = "Intet er ændret."
NO_DECISIONS = "Der er ikke registreret beslutninger siden sidst."
NO_REMARKS = "Der er ikke skrevet bemærkninger til tallene."
NO_SHARES = "Der er ingen andele, som kan holdes op mod kommunen i samme periode."
NO_LAW = "Der er ingen tal, som statens kriterier kan holdes op mod."
NO_PROMISES = "Dokumenterne trykker ingen løfter for planens aktiviteter."
MORE_ON_PAPER = "Hvilke løfter det er, hvem der er ansvarlig, og hvert tal, der mangler, står i PDF-filen og regnearket."
NOTHING_LATE = "Ingen indikatorer er forsinkede."
NOTHING_MISSING = "Ingen tal mangler."
ALL_REPORTED = "Alle løfter med tal har mindst ét resultat."

METHOD_TEXTS = (
    (
        "Ens med ens",
        "Et tal holdes kun op mod et andet, når definition, kilde, befolkning og periode er ens. Mangler det ene, siges det.",
    ),
    (
        "Alle 7 boligområder",
        "Tallet for alle syv er kildens eget og ikke et gennemsnit af områdernes tal. Planen for 2021-25 havde fem områder; dens "
        "samlede tal er derfor et andet område.",
    ),
    (
        "Procent og procentpoint",
        "En forskel mellem to andele er i procentpoint. Bedre og dårligere følger indikatorens egen retning og siges med tegn og ord.",
    ),
    (
        "Tvivlsomme tal",
        "Et trykt tal, som modsiges af andre tal, står som tvivlsomt. Det indgår aldrig i en sammenligning eller en vurdering.",
    ),
    (
        "Små tal",
        "Antal på 1-4 personer og andele af grupper under 10 personer er skjult og findes ikke i den fil, pakken er lavet af. "
        "Skjult er ikke nul. Små grupper svinger meget: én person kan flytte en andel flere procentpoint.",
    ),
    (
        "Løfter",
        "Et løfte vurderes på dagen for udgaven. Indtil planen er slut, holdes resultatet op mod den del af løftet, der kan ventes nu. "
        "Områdernes indikatorer er ingen enkelts ansvar; løfterne er aktiviteternes.",
    ),
)

# The criteria in the head of a narrow column.
MEASURES = {
    "residents": "Beboere", "employment": "Uden tilknytning", "convictions": "Dømte", "education": "Kun grundskole", "income": "Indkomst",
    "origin": "Oprindelse",
}  # fmt: skip
