"""The views of Statens kriterier: areas and criteria, what it would take, statements, rules."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.criteria import charts, texts
from pages.criteria import figures as criteria_figures
from pages.kit import choices, database, figure, formats, notes, scenario, tables, theme
from pages.kit.language import mark, tr
from pages.kit.plain import echoed, escaped
from queries.areas_by_criteria import VULNERABLE, Area, Criteria, categories
from queries.criteria import ORIGIN, Applied, Category, Rule, apply
from queries.criteria_distance import change_in_one_year, moved, persons_moved, steps

READING = mark(
    "Beregnet af lovens grænser og de tal, dokumenterne trykker. Kun staten afgør, hvem der kommer på listen 1. december. "
    "Områder uden tal kan kun afvises på beboertallet."
)


def overview(found: Criteria) -> None:
    """All areas by criterion, the distance to the limits, and one area in detail."""
    columns, rows = criteria_figures.matrix(found)
    tables.show(
        columns,
        rows,
        tr("Kriterierne for udsat boligområde, tal for {year}, regler pr. {day}", year=found.on.year, day=formats.day(found.on)),
    )
    _chart(found)
    area = choose_area(found)
    st.header(escaped(area.name))
    theme.render("criteria/criteria_cards.html", cards=criteria_figures.cards(found, area))
    tables.show(
        [("status", tr("Kategori"), False), ("holds", tr("Betingelserne"), False), ("why", tr("Hvorfor"), False)],
        criteria_figures.conclusions(area),
        tr("{area}: hvad der følger af tallene og reglerne", area=area.name),
    )
    if not found.with_origin:
        st.caption(
            tr(
                "Parallelsamfund, omdannelsesområde og forebyggelsesområde kan kun regnes ud med kriteriet om oprindelse, som ikke vises. "
                "Se Regler og forbehold."
            )
        )


def choose_area(found: Criteria) -> Area:
    """The area chosen, kept in the link."""
    by_id = {area.area_id: area for area in found.areas}
    return by_id[choices.choose(tr("Boligområde"), {key: area.name for key, area in by_id.items()}, "omraade", width=420)]


def _chart(found: Criteria) -> None:
    rows = charts.limit_rows(found)
    if rows.empty:
        notes.info(tr("Ingen områder har et tal for {year}, som kan holdes op mod en grænse.", year=escaped(str(found.on.year))))
        return
    figure.show(
        partial(charts.limits, rows, tr("Afstand til grænserne")),
        name="kriterier-afstand",
        choice=(found.on.year, found.with_origin),
        source=charts.source_line(found),
        alternative=tr("Andele i forhold til statens grænser, tal for {year}", year=found.on.year),
        behind=figure.Behind(charts.columns(), rows.to_dict("records"), lambda: rows),
    )


def what_would_it_take(found: Criteria) -> None:
    """A slider for one criterion of one area, and what would follow."""
    area = choose_area(found)
    made = area.categories[VULNERABLE]
    applied = {item.rule.measure: item for item in made.gates + made.counted}
    measure = choices.choose(tr("Kriterium"), {key: item.rule.title for key, item in applied.items()}, "kriterium", width=420)
    now = applied[measure]
    if now.figure is None:
        said = tr(
            "Der er intet tal for {criterion} i {area}. Skyderen begynder ved grænsen.",
            criterion=texts.in_sentence(now.rule.title), area=area.name,
        )  # fmt: skip
        notes.info(escaped(said))
    value = _slider(area, now)
    figures = area.figures | {measure: moved(now.figure, measure, value)}
    then = categories(found.in_force, figures)
    theme.render("kit/lead.html", sentence=_follows(now, value, then[VULNERABLE]), sub=texts.conclusion(then[VULNERABLE]))
    for line in _effort(now, value, area):
        st.write(escaped(line))
    if now.figure is not None and now.figure.row is not None and measure != ORIGIN:
        scenario.show_of_limit(str(now.figure.row["indicator_id"]), area.area_id, area.name, now.rule.threshold)
    st.caption(tr("Regnestykket ændrer kun det ene tal. Områdets øvrige tal og lovens grænser er uændrede."))


def _slider(area: Area, now: Applied) -> float:
    """The value chosen; the link keeps it together with the area and the criterion it was chosen for."""
    offered = {
        f"{value:g}": texts.quantity(value, now.rule.unit, 0 if now.rule.unit == "count" else 1) for value in steps(now.figure, now.rule)
    }
    start = f"{now.rule.threshold if now.figure is None else round(now.figure.value, 1):g}"
    parameter = f"hvis-{area.area_id}-{now.rule.measure}"
    return float(choices.choose(tr("Hvis tallet var"), offered, parameter, default=start, widget=st.select_slider))


def _follows(now: Applied, value: float, made: Category) -> str:
    rule = now.rule
    unit_value = texts.quantity(value, rule.unit, 0 if rule.unit == "count" else 1)
    criterion = {
        True: mark("Ved {value} er kriteriet opfyldt (loven: {limit})."),
        False: mark("Ved {value} er kriteriet ikke opfyldt (loven: {limit})."),
        None: mark("Ved {value} kan det ikke afgøres, om kriteriet er opfyldt (loven: {limit})."),
    }[apply(rule, moved(now.figure, rule.measure, value)).holds]
    category = {
        True: mark("Så opfylder området betingelserne for udsat boligområde."),
        False: mark("Så opfylder området ikke betingelserne for udsat boligområde."),
        None: mark("Så kan det ikke afgøres, om området opfylder betingelserne for udsat boligområde."),
    }[made.holds]
    return f"{tr(criterion, value=unit_value, limit=texts.limit(rule))} {tr(category)}"


def _effort(now: Applied, value: float, area: Area) -> list[str]:
    if now.figure is None or value == now.figure.value:
        return []
    rule, lines = now.rule, []
    yearly = change_in_one_year(now.figure, value, rule)
    if yearly is not None:
        lines.append(
            tr(
                "Loven bruger gennemsnittet af {years} år. Hvis kun ét år ændrer sig, skal det ene år ændre sig {difference}.",
                years=formats.number(rule.averaging_years), difference=formats.difference(yearly, rule.unit, 1),
            )
        )  # fmt: skip
    if rule.unit != "percent":
        return lines
    base = _assumed_base(now, area)
    if base is not None:
        count = formats.number(persons_moved(now.figure, value, base))
        lines.append(tr("Det svarer til {persons} personer, hvis gruppen er {base} (antaget).", persons=count, base=formats.number(base)))
        lines.append(texts.persons(now, area.residents, base) + " " + texts.variation(now, area.residents, base))
    else:
        lines.append(texts.persons(now, area.residents))
    return lines


def _assumed_base(now: Applied, area: Area) -> int | None:
    """A group size the reader assumes, never larger than the residents; None when none is written."""
    if now.figure is not None and now.figure.base:
        return int(now.figure.base)
    group = texts.in_sentence(now.rule.population)
    label = tr("Antag et antal personer i gruppen ({group})", group=group)
    text = choices.search(label, "antal", tr("fx 700; planen trykker ikke tallet"))
    if not text:
        return None
    residents = area.residents
    if not text.isdecimal() or int(text) < 1 or (residents is not None and int(text) > residents.value):
        said = tr("”{text}” kan ikke bruges. Skriv et helt tal.", text=echoed(text))
        if residents is not None:
            said = tr(
                "”{text}” kan ikke bruges. Skriv et helt tal mellem 1 og områdets {residents} beboere.",
                text=echoed(text), residents=formats.number(residents.value),
            )  # fmt: skip
        notes.warning(said)
        return None
    return int(text)


def statements(found: Criteria) -> None:
    """What the sources say, held against the figures, and what earlier documents print about the lists."""
    columns = [
        ("area", tr("Område"), False), ("text", tr("Det siger kilden"), False), ("computed", tr("Det giver tallene"), False),
        ("fits", tr("Stemmer det?"), False), ("source", tr("Kilde"), False),
    ]  # fmt: skip
    rows = criteria_figures.statements(found)
    against = [row for row in rows if row["fits"].startswith("✗")]
    theme.render(
        "kit/lead.html",
        sentence=tr(
            "{count} af {of} udsagn stemmer ikke med de tal, der er trykt.",
            count=formats.number(len(against)), of=formats.number(len(rows)),
        ),
        sub=tr("Uenigheden vises og rettes ikke: status her er beregnet, ikke skrevet af."),
    )  # fmt: skip
    tables.show(columns, rows, tr("Kildernes udsagn ved siden af tallene"))
    theme.render("criteria/criteria_conflicts.html")
    history = database.ask("criteria_history")
    st.header(tr("Hvad dokumenterne skriver om statens lister"))
    tables.show(
        [("title", tr("Oplysning"), False), ("area_name", tr("Område"), False), ("period", tr("Periode"), False),
         ("printed", tr("Trykt"), False), ("state", tr("Status"), False), ("note", tr("Bemærkning"), False),
         ("source", tr("Kilde"), False)],
        [
            {
                "period": texts.dated(row), "state": formats.status_word(str(row["status"])),
                "source": f"{row['source_title']}, {row['source_place']}",
            } | {key: row[key] for key in ("title", "area_name", "printed", "note")}
            for _, row in history.iterrows()
        ],
        tr("Optællinger og lister i dokumenterne"),
    )  # fmt: skip


def law(found: Criteria) -> None:
    """The rules with their days in force, the origin criterion explained, and why figures of one name differ."""
    theme.render("criteria/criteria_origin.html")
    theme.render("criteria/criteria_geographies.html")
    st.header(tr("Reglerne"))
    st.write(
        tr(
            "Hver regel er data med den dag, den gælder fra. ”Ikke efterprøvet” betyder, at reglen er læst i et lovforslag eller i "
            "pressen og ikke i loven. Om reglerne er ændret efter februar 2026, er ikke efterprøvet."
        )
    )
    current: list[Rule] = []
    earlier: list[Rule] = []
    for rule in found.all_rules:
        (current if rule.valid_to is None else earlier).append(rule)
    columns = [
        ("title", tr("Regel"), False), ("limit", tr("Grænse"), False), ("population", tr("Hvem"), False),
        ("years", tr("Gennemsnit"), False), ("valid", tr("Gælder"), False), ("law", tr("Sted i loven"), False),
        ("checked", tr("Efterprøvet"), False), ("source", tr("Kilde"), False), ("note", tr("Bemærkning"), False),
    ]  # fmt: skip
    for heading, listed in ((tr("Regler i kraft"), current), (tr("Tidligere regler"), earlier)):
        groups = [
            (tr(name), [_rule_row(rule) for rule in criteria_figures.in_order(listed) if rule.status == status])
            for status, name in texts.STATUS_NAMES.items()
        ]
        tables.show_groups(columns, groups, heading)


def _rule_row(rule: Rule) -> dict[str, str]:
    return {
        "title": rule.title,
        "limit": texts.limit(rule),
        "population": rule.population,
        "years": texts.years(rule.averaging_years) if rule.averaging_years else "–",
        "valid": _valid(rule),
        "law": rule.law_place,
        "checked": tr("✓ læst i loven") if rule.verified else tr("? ikke efterprøvet"),
        "source": texts.site(rule.source_url),
        "note": rule.note,
    }


def _valid(rule: Rule) -> str:
    if rule.valid_from is None:
        return tr("dato ukendt")
    if rule.valid_to is None:
        return tr("fra {day}", day=formats.day(rule.valid_from))
    return tr("fra {first} til {last}", first=formats.day(rule.valid_from), last=formats.day(rule.valid_to))


def nothing() -> None:
    """What is shown when no figures can be held against the rules."""
    notes.info(tr("Databasen har ingen tal, som statens kriterier kan holdes op mod."))
