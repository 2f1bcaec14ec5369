"""A small SYNTHETIC content for tests. Its figures are made up and never reach a user's screen.

It has every kind of hole the real documents have, so that a test or a person can see how each is treated:
`python -m tests.fixture_content FOLDER` writes it as a database that can be opened by hand. Ids of plans, areas and
documents are the real ones, so that pages work on it; indicators begin with fx_.
"""

from __future__ import annotations

import argparse
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from data import schema
from data.build import write_files
from data.pointer import Version, write_pointer
from data.reading import Content

VERSION = "fixture"
HP25, RE17 = "helhedsplan-2025-29", "resultatevaluering-2017-21"
PLAN, OLD_PLAN = "plan-2025-29", "plan-2017-21"
JENNUM, VANG, ALL7, TOWN, LAND = "gl_jennumparken", "vangdalen", "areas_7", "randers_kommune", "denmark"

# The small-number rules of the fixture, as disclosure.yml would hold them.
RULES: dict[str, Any] = {
    "rules": [
        {
            "topic": "default", "least_count": 5, "least_complement": 5, "least_base": 10,
            "valid_from": date(2025, 8, 1), "source": "Opdigtet",
        },
        {
            "topic": "crime", "least_count": 3, "least_complement": 3, "least_base": 10,
            "valid_from": date(2025, 8, 1), "source": "Opdigtet",
        },
    ],
    "exempt_topics": [{"topic": "staff", "reason": "Tæller medarbejdere"}],
    "exempt_indicators": [],
}  # fmt: skip

# Linear relations that hold in the fixture; a test breaks them.
RELATIONS: list[dict[str, Any]] = [
    {"kind": "categories", "indicators": ["fx_language_general", "fx_language_special"], "total": 100, "tolerance": 0.15},
    {"kind": "areas", "indicator": "fx_residents", "parts": [JENNUM, VANG], "total": ALL7},
]

# Number, dwellings, area, interval and way in of the fixture's buildings.
_BUILDINGS = [
    ("1", 12, JENNUM, "falkevej_1", "listed"),
    ("40", 8, JENNUM, None, "property"),
    ("60", 4, None, None, "not_listed"),
]

Row = dict[str, Any]
Period = tuple[date, date]


def year(number: int) -> Period:
    """A calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def school_year(starts: int) -> Period:
    """August to July."""
    return date(starts, 8, 1), date(starts + 1, 7, 31)


def twelve_months(ends: int) -> Period:
    """October to September, as the municipality counts."""
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def _areas() -> list[Row]:
    return [
        {"area_id": JENNUM, "name": "Gl. Jennumparken", "kind": "housing_area", "sort_order": 1, "color": "#6A3D9A"},
        {"area_id": VANG, "name": "Vangdalen", "kind": "housing_area", "sort_order": 5, "color": "#4D4DFF"},
        {"area_id": ALL7, "name": "Alle 7 boligområder", "kind": "areas_total", "sort_order": 20, "color": "#0B5394"},
        {"area_id": TOWN, "name": "Randers Kommune", "kind": "municipality", "sort_order": 40, "color": "#3C4650"},
        {"area_id": LAND, "name": "Hele landet", "kind": "benchmark", "sort_order": 50, "color": "#7A7A7A"},
    ]


def _plans() -> dict[str, list[Row]]:
    old, new = (OLD_PLAN, date(2017, 6, 1), date(2021, 6, 30)), (PLAN, date(2025, 8, 1), date(2029, 7, 31))
    goals = [
        ("fx_g_learning", "strategic", f"{PLAN}-education", "Flere tager en uddannelse", PLAN),
        ("fx_g_work", "strategic", None, "Flere bliver tilknyttet arbejdsmarkedet", PLAN),
        ("fx_g_safety", "strategic", None, "Områderne skal opleves trygge", PLAN),
        ("fx_g_community", "strategic", None, "Flere er en del af fællesskabet", PLAN),
        ("fx_g_attendance", "sub_goal", f"{PLAN}-education", "Større fremmøde i skolen", PLAN),
        ("fx_g_old", "success_criterion", f"{OLD_PLAN}-parenting", "Lavere skolefravær", OLD_PLAN),
    ]
    return {
        "plan": [{"plan_id": key, "name": f"Helhedsplanen {key[5:]}", "starts": starts, "ends": ends} for key, starts, ends in (old, new)],
        "focus_area": [
            {"focus_area_id": f"{PLAN}-education", "plan_id": PLAN, "name": "Uddannelse og livschancer", "sort_order": 0},
            {"focus_area_id": f"{OLD_PLAN}-parenting", "plan_id": OLD_PLAN, "name": "Forebyggelse og forældreansvar", "sort_order": 1},
        ],
        "goal": [
            {"goal_id": key, "level": level, "focus_area_id": focus, "title": title, "plan_id": plan, "sort_order": number}
            for number, (key, level, focus, title, plan) in enumerate(goals)
        ],
    }


def _sources() -> list[Row]:
    rows = [
        (HP25, "document", "Den boligsociale Helhedsplan for Randers 2025-29", "Bysekretariatet i Randers"),
        (RE17, "document", "Resultatevaluering 2017-21", "Bysekretariatet i Randers"),
        ("lbf-boligsociale-data", "register", "Boligsociale data", "Landsbyggefonden"),
        ("randers-fagsystemer", "register", "Randers Kommunes fagsystemer", "Randers Kommune"),
    ]
    return [{"source_id": key, "kind": kind, "title": title, "publisher": body} for key, kind, title, body in rows]


def _indicators() -> list[Row]:
    # id, goal, topic, short title, unit, decimals, better way, period kind, measurement
    rows = [
        ("fx_grade", "fx_g_learning", "school", "Karakterer", "grade", 1, "up", "school_year", "register"),
        ("fx_outside", "fx_g_work", "employment", "Uden for arbejdsmarkedet", "percent", 1, "down", "twelve_months", "register"),
        ("fx_safe", "fx_g_safety", "safety", "Føler sig trygge", "percent", 0, "up", "survey", "survey"),
        ("fx_charged", "fx_g_safety", "crime", "Sigtede", "per_1000", 1, "down", "year", "register"),
        ("fx_turnout", "fx_g_community", "participation", "Har stemt", "percent", 1, "up", "survey", "register"),
        ("fx_volunteers", "fx_g_community", "participation", "Frivillige", "percent", 0, "up", "survey", "survey"),
        ("fx_absence", "fx_g_attendance", "absence", "Elevfravær", "percent", 1, "down", "school_year", "register"),
        ("fx_absence_2017", "fx_g_old", "absence", "Elevfravær (tidligere plan)", "percent", 1, "down", "school_year", "register"),
        ("fx_residents", None, "population", "Beboere", "count", 0, "none", "date", "register"),
        ("fx_placed", None, "families", "Anbragte børn", "count", 0, "down", "year", "register"),
        ("fx_language_general", None, "language", "Generel sprogindsats", "percent", 1, "up", "year", "registration"),
        ("fx_language_special", None, "language", "Særlig sprogindsats", "percent", 1, "down", "year", "registration"),
        ("fx_staff", None, "staff", "Medarbejdere", "count", 0, "none", "plan_period", "registration"),
    ]
    names = ["indicator_id", "goal_id", "topic", "short_title", "unit", "decimals", "direction", "period_kind", "measurement"]
    shared = {"population": "Opdigtede beboere", "definition": "Opdigtet tal til test", "source_id": "lbf-boligsociale-data"}
    # The break in the series: the same definition in two documents is two indicators, each naming the other.
    twins = {"fx_absence": "fx_absence_2017", "fx_absence_2017": "fx_absence"}
    targets = {
        "fx_absence": {"target_operator": "<=", "target_reference": TOWN, "target_text": "Kommunens niveau"},
        "fx_outside": {"target_operator": "<=", "target_low": 30.0, "target_high": 30.0},
    }
    indicators = []
    for number, values in enumerate(rows):
        row = dict(zip(names, values, strict=True))
        row |= shared | {"title": f"{row['short_title']} (opdigtet)", "sort_order": number}
        row |= {"comparable_with": twins.get(row["indicator_id"])} | targets.get(row["indicator_id"], {})
        indicators.append(row)
    return indicators


def _figures() -> list[Row]:
    rows: list[Row] = []

    def add(indicator: str, area: str, period: Period, value: float | None, status: str = "published", **more: Any) -> None:
        row = {"indicator_id": indicator, "area_id": area, "period_start": period[0], "period_end": period[1], "value": value}
        printed = None if value is None else f"{value:g}".replace(".", ",")
        source = RE17 if indicator == "fx_absence_2017" else HP25
        rows.append(row | {"status": status, "printed": printed, "source_id": source, "source_place": f"Tabel {indicator}"} | more)

    def counted(indicator: str, area: str, period: Period, count: int, base: int, status: str = "published", **more: Any) -> None:
        add(indicator, area, period, round(100 * count / base, 1), status, numerator=count, denominator=base, **more)

    # School years; one grade below zero.
    for starts, areas, town in ((2021, 6.0, 7.0), (2022, 5.8, 6.9), (2023, 6.3, 7.1)):
        add("fx_grade", ALL7, school_year(starts), areas, role="baseline" if starts == 2021 else None)
        add("fx_grade", TOWN, school_year(starts), town)
    add("fx_grade", JENNUM, school_year(2023), 5.1)
    add("fx_grade", VANG, school_year(2023), -0.7)
    # Twelve-month means; a doubtful figure in the middle of a series, two areas that tie.
    add("fx_outside", ALL7, twelve_months(2022), 40.2, role="baseline")
    add("fx_outside", ALL7, twelve_months(2023), 12.9, "doubtful")
    add("fx_outside", ALL7, twelve_months(2024), 38.1)
    for ends, town in ((2022, 17.0), (2023, 17.1), (2024, 17.2)):
        add("fx_outside", TOWN, twelve_months(ends), town)
    add("fx_outside", JENNUM, twelve_months(2024), 43.7)
    add("fx_outside", VANG, twelve_months(2024), 43.7)
    # No figure for the municipality, only for the country; one area was not asked.
    add("fx_safe", JENNUM, year(2023), 52)
    add("fx_safe", VANG, year(2023), None, "not_collected", note="Området var ikke med i målingen.")
    add("fx_safe", LAND, year(2023), 60)
    # Nothing to compare with at all. fx_volunteers has no figures whatever.
    for number, areas in ((2017, 41.0), (2021, 43.7)):
        add("fx_turnout", ALL7, year(number), areas)
        add("fx_turnout", TOWN, year(number), None, "not_published", note="Kommunens tal er ikke trykt.")
    # Gap years 2020 and 2021, and two areas that tie in the newest year.
    for number, jennum, town in ((2018, 21.4, 10.3), (2019, 30.5, 11.6), (2022, 25.2, 12.2)):
        add("fx_charged", JENNUM, year(number), jennum)
        add("fx_charged", TOWN, year(number), town)
    add("fx_charged", VANG, year(2022), 25.2)
    # Counts of 1 to 4 are hidden, zero is not; one figure cannot be read and one is hidden by the source.
    for number, jennum, town in ((2020, 8, 128), (2021, 7, 132), (2022, 11, 120), (2023, 0, 118)):
        add("fx_placed", JENNUM, year(number), jennum)
        add("fx_placed", TOWN, year(number), town)
    add("fx_placed", VANG, year(2020), 3)
    add("fx_placed", VANG, year(2021), 4)
    add("fx_placed", VANG, year(2022), None, "unreadable", printed="4l", note="Cifrene er gået tabt.")
    add("fx_placed", VANG, year(2023), None, "suppressed", printed="*", note="Skjult af kilden.")
    # Small bases, small counts, small complements; the total was repaired and its evidence quotes a single area.
    counted("fx_language_special", JENNUM, year(2023), 8, 27)
    counted("fx_language_special", VANG, year(2023), 3, 13)
    counted("fx_language_special", ALL7, year(2023), 11, 40, "corrected", printed="48,2")
    counted("fx_language_special", JENNUM, year(2024), 0, 20)
    counted("fx_language_special", VANG, year(2024), 2, 5)
    add("fx_language_special", TOWN, year(2023), 8.8, denominator=2158)
    counted("fx_language_general", JENNUM, year(2023), 19, 27)
    counted("fx_language_general", VANG, year(2023), 10, 13)
    counted("fx_language_general", ALL7, year(2023), 29, 40)
    counted("fx_language_general", JENNUM, year(2024), 20, 20)
    counted("fx_language_general", VANG, year(2024), 3, 5)
    newyear = (date(2024, 1, 1), date(2024, 1, 1))
    for area, value in ((JENNUM, 1270), (VANG, 814), (ALL7, 2084), (TOWN, 99000)):
        add("fx_residents", area, newyear, value)
    for area, value in ((JENNUM, 9.8), (VANG, 10.0), (ALL7, 9.9), (TOWN, 7.8)):
        add("fx_absence", area, school_year(2023), value)
    for area, starts, value in ((JENNUM, 2018, 8.1), (JENNUM, 2019, 8.4), (VANG, 2018, 7.7), (TOWN, 2018, 6.6), (TOWN, 2019, 6.5)):
        add("fx_absence_2017", area, school_year(starts), value)
    add("fx_staff", ALL7, (date(2017, 6, 1), date(2021, 6, 30)), 3)
    return [row | {"release_id": f"text-{row['source_id']}"} for row in rows]


def _corrections() -> list[Row]:
    special = "Rækken summer ikke."
    rows = [
        ("fx_outside", None, ALL7, date(2023, 9, 30), "12,9", 12.9, "En tredjedel af naboårenes tal.", "Årene omkring: 40,2 og 38,1."),
        ("fx_language_special", None, ALL7, date(2023, 12, 31), "48,2", 27.5, special, "8 af 27 og 3 af 13 giver 11 af 40."),
        ("fx_placed", None, VANG, date(2022, 12, 31), "4l", None, "Et ciffer er læst som bogstav.", "Ingen anden side nævner tallet."),
        (None, "fx_t_children", None, date(2021, 6, 30), "196", 196.0, "Tekst og tabel er uenige.", "Teksten giver 185 børn."),
        (None, "fx_t_meetings", None, date(2021, 6, 30), "9%", None, "Et ciffer er læst som procenttegn.", "Tabellen tæller møder."),
    ]
    names = ["indicator_id", "target_id", "area_id", "period_end", "printed", "used", "reason", "evidence"]
    corrections = [dict(zip(names, values, strict=True)) for values in rows]
    return [
        row | {"correction_id": f"fx-correction-{number}", "source_id": RE17 if row["target_id"] else HP25}
        for number, row in enumerate(corrections, start=1)
    ]


def _activities() -> dict[str, list[Row]]:
    place = {"source_place": "Afsnittet om aktiviteten"}
    activities = [
        ("fx_a_guidance", PLAN, f"{PLAN}-education", "Uddannelsesvejledning", HP25),
        ("fx_a_cafe", PLAN, None, "Café uden måltal", HP25),
        ("fx_a_absence", OLD_PLAN, f"{OLD_PLAN}-parenting", "Fra fravær til fremmøde", RE17),
    ]
    # A range, a floor, a promise in words, a ceiling.
    targets = [
        ("fx_t_courses", "fx_a_guidance", "Forløb", "count", 15, 20, "per_year", "up", HP25, "15-20 om året"),
        ("fx_t_words", "fx_a_guidance", "Handleplaner", "text", None, None, "plan_total", "up", HP25, "plan for hver elev"),
        ("fx_t_meetings", "fx_a_absence", "Møder", "count", 80, 80, "plan_total", "up", RE17, "80"),
        ("fx_t_children", "fx_a_absence", "Børn i forløb", "count", 160, None, "plan_total", "up", RE17, "mindst 160"),
        ("fx_t_share", "fx_a_absence", "Gennemfører", "percent", 80, None, "average", "up", RE17, "80%"),
        ("fx_t_dropouts", "fx_a_absence", "Falder fra", "percent", None, 5, "average", "down", RE17, "højst 5%"),
    ]
    whole = {"period_start": date(2017, 6, 1), "period_end": date(2021, 6, 30)}
    results = [
        {"target_id": "fx_t_meetings", "value": None, "status": "unreadable", "printed": "9%", "note": "Cifret kan ikke læses."} | whole,
        {"target_id": "fx_t_children", "value": 196, "status": "doubtful", "printed": "196"} | whole,
        {"target_id": "fx_t_share", "value": 79, "status": "published", "printed": "79% (2018)"}
        | {"period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)},
        {"target_id": "fx_t_share", "value": 95, "status": "published", "printed": "95% (2019)"}
        | {"period_start": date(2019, 1, 1), "period_end": date(2019, 12, 31)},
        {"target_id": "fx_t_dropouts", "value": None, "status": "not_published", "note": "Intet tal i dokumentet."} | whole,
    ]
    names = ["target_id", "activity_id", "measure", "unit", "target_low", "target_high", "cadence", "direction", "source_id", "printed"]
    hours = [("fx-hours-1", "fx_a_guidance", "UUR", 400), ("fx-hours-2", None, "Bysekretariatet", 3378)]
    return {
        "activity": [
            {"activity_id": key, "plan_id": plan, "focus_area_id": focus, "name": name, "source_id": source, "sort_order": number} | place
            for number, (key, plan, focus, name, source) in enumerate(activities)
        ],
        "activity_area": [
            {"activity_id": activity, "area_id": area}
            for activity, area in (("fx_a_guidance", JENNUM), ("fx_a_guidance", VANG), ("fx_a_cafe", JENNUM))
        ],
        "activity_target": [dict(zip(names, values, strict=True)) | place for values in targets],
        "activity_result": [row | place | {"source_id": RE17, "release_id": f"text-{RE17}"} for row in results],
        "staff_hours": [
            {"hours_id": key, "activity_id": activity, "organisation": body, "hours_per_year": count, "source_id": HP25}
            | place
            | {"focus_area_id": f"{PLAN}-education"}
            for key, activity, body, count in hours
        ],
    }


def _calendar() -> dict[str, list[Row]]:
    place = {"source_id": HP25, "source_place": "Årshjul"}
    levels = (("green", "Grøn"), ("yellow", "Gul"), ("red", "Rød"))
    return {
        "milestone": [
            {"milestone_id": "fx_m_done", "plan_id": PLAN, "title": "Opstart", "due": date(2025, 8, 1), "done": date(2025, 8, 15)} | place,
            {"milestone_id": "fx_m_open", "plan_id": PLAN, "title": "Midtvejsmåling", "due": date(2027, 8, 1), "done": None} | place,
        ],
        "meeting": [
            {"meeting_id": "fx_meeting_dated", "plan_id": PLAN, "body": "board", "date": date(2026, 3, 4)} | place,
            {"meeting_id": "fx_meeting_season", "plan_id": PLAN, "body": "steering_group", "season": "efterår"} | place,
        ],
        "alert_rule": [
            {"kind": kind, "valid_from": date(2025, 8, 1), "amount": amount, "reason": f"Opdigtet regel {number}"}
            for number, (kind, amount) in enumerate(
                {"worse": 5, "behind": 1, "old": None, "deadline": 400, "spending": None, "criterion": 50}.items(), start=1
            )
        ],
        "preparedness_level": [{"level": key, "title": title, "trigger": "Opdigtet"} | place for key, title in levels],
        "criterion": [
            {
                "criterion_id": "fx-employment", "status": "udsat_boligomraade", "title": "Uden tilknytning", "operator": ">",
                "threshold": 40, "unit": "percent", "law_place": "§ 61 a", "verified": True, "averaging_years": years,
            } | more
            for years, more in ((2, {}), (None, {"criterion_id": "fx-residents", "unit": "count", "threshold": 1000, "operator": ">="}))
        ],
    }  # fmt: skip


def _economy() -> dict[str, list[Row]]:
    """A made-up year of money, hours and participants: one activity over its line, a theme on it, one without spending."""
    place = {"source_id": "randers-fagsystemer", "source_place": "Opdigtet", "release_id": f"text-{HP25}"}
    theme, guidance = {"focus_area_id": f"{PLAN}-education"}, {"activity_id": "fx_a_guidance"}
    first, second, whole = (
        (date(2025, 8, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 7, 31)),
        (date(2025, 8, 1), date(2029, 7, 31)),
    )
    rows: list[tuple[str, float, Period, Row]] = [
        ("commitment", 6_000_000, whole, {"financier": "Landsbyggefonden"}),
        ("commitment", 2_000_000, whole, {"financier": "Randers Kommune"}),
        ("spent", 300_000, first, guidance | {"organisation": "UUR"}),
        ("spent", 290_000, second, guidance | {"organisation": "UUR"}),
        ("bound", 50_000, second, guidance | {"organisation": "UUR"}),
        ("spent", 1_010_000, school_year(2025), theme | {"organisation": "Bysekretariatet"}),
        ("raised", 150_000, year(2026), {"financier": "En opdigtet fond", "purpose": "Et opdigtet formål", "area_id": JENNUM}),
        ("hours", 390, school_year(2025), guidance | {"organisation": "UUR"}),
        ("hours", 2_900, school_year(2025), theme | {"organisation": "Bysekretariatet"}),
    ]
    for starts in range(2025, 2029):
        rows.append(("budget", 500_000, school_year(starts), guidance | {"organisation": "UUR"}))
        rows.append(("budget", 1_000_000, school_year(starts), theme | {"organisation": "Bysekretariatet"}))
        rows.append(("budget", 100_000, school_year(starts), {"activity_id": "fx_a_cafe", "organisation": "Boligforeningen"}))
    return {
        "economy_rule": [
            {"valid_from": date(2025, 8, 1), "tolerance_percent": 10, "least_amount": 25_000, "least_months": 6, "source": "Opdigtet"}
        ],
        "economy_need": [
            {"plan_id": PLAN, "kind": kind, "title": f"Opdigtet behov {number}", "deliverer": "Bysekretariatet", "source_id": HP25}
            for number, kind in enumerate(("commitment", "budget", "spent", "hours", "raised"), start=1)
        ],
        "economy": [
            {"economy_id": f"fx-economy-{number}", "plan_id": PLAN, "kind": kind, "amount": amount} | place | more
            | {"period_start": period[0], "period_end": period[1]}
            for number, (kind, amount, period, more) in enumerate(rows)
        ],
        "step_measure": [{"target_id": "fx_t_courses", "step": "started"}, {"target_id": "fx_t_children", "step": "started"}],
        "participant_step": _steps(place),
    }  # fmt: skip


def _steps(place: Row) -> list[Row]:
    # Step: everybody, the seven areas, Gl. Jennumparken, Vangdalen. Hidden are 4 with a result, 3 who began, and 11 of 14.
    counts: dict[tuple[str, str], tuple[int | None, ...]] = {
        ("fx_a_guidance", "reached"): (60, 48, 28, 20),
        ("fx_a_guidance", "started"): (40, 33, 19, 14),
        ("fx_a_guidance", "completed"): (31, 25, 14, 11),
        ("fx_a_guidance", "result"): (22, 18, 14, 4),
        ("fx_a_guidance", "asked_6"): (20, None, None, None),
        ("fx_a_guidance", "kept_6"): (14, None, None, None),
        ("fx_a_guidance", "measured"): (24, None, None, None),
        ("fx_a_guidance", "before"): (6, None, None, None),
        ("fx_a_guidance", "after"): (15, None, None, None),
        ("fx_a_cafe", "reached"): (30, None, None, None),
        ("fx_a_cafe", "started"): (3, None, None, None),
    }
    period = {"period_start": date(2025, 8, 1), "period_end": date(2026, 7, 31), "status": "published"}
    return [
        {"activity_id": activity, "step": step, "area_id": area, "value": value} | period | place
        for (activity, step), values in counts.items()
        for area, value in zip((TOWN, ALL7, JENNUM, VANG), values, strict=True)
        if value is not None
    ]


def _geometry() -> dict[str, list[Row]]:
    def square(east: float, north: float) -> bytes:
        return bytes(shapely.to_wkb(shapely.box(east, north, east + 300, north + 300)))

    ranges = [("falkevej_1", "Falkevej", 1, 21, "odd", False, None), ("falkevej_2", "Falkevej", 2, 20, "even", False, None)]
    ranges.append(("ymersvej_1", "Ymersvej", 21, 33, "all", True, "Uden side læses alle numre med."))
    names = ["range_id", "street", "from_number", "to_number", "parity", "ambiguous", "rule"]
    text = {"area_id": JENNUM, "source_place": "Bilag"}
    line, point = shapely.LineString([(563000, 6257000), (566000, 6258000)]), shapely.Point(564500, 6257500)
    return {
        "address_range": [
            dict(zip(names, row, strict=True)) | text | dict.fromkeys(("text", "street_text", "canonical"), f"{row[1]} {row[2]}-{row[3]}")
            for row in ranges
        ],
        "area_shape": [
            # The shape before this one and one that has not begun: maps show neither.
            {"area_id": JENNUM, "geometry": square(0, 0), "method": "addresses", "note": "Opdigtet form.", "valid_to": date(2019, 12, 31)},
            {"area_id": JENNUM, "geometry": square(564000, 6258000), "method": "buildings", "note": "Opdigtet form."}
            | {"valid_from": date(2020, 1, 1), "valid_to": date(2199, 12, 31)},
            {"area_id": JENNUM, "geometry": square(0, 0), "method": "municipal", "note": "Opdigtet form.", "valid_from": date(2200, 1, 1)},
            {"area_id": VANG, "geometry": square(562500, 6257000), "method": "buildings", "note": "Opdigtet form."},
        ],
        "building": [
            {"building_id": f"falkevej_{house}", "street": "Falkevej", "house_no": house, "postcode": "8930", "property_no": "1"}
            | {"dwellings": dwellings, "year_built": 1970, "floors": 3, "area_id": area_id, "range_id": range_id, "why": why}
            | {"geometry": bytes(shapely.to_wkb(shapely.Point(564100 + 10 * number, 6258100)))}
            for number, (house, dwellings, area_id, range_id, why) in enumerate(_BUILDINGS)
        ],
        "tie_out": [
            {"area_id": JENNUM, "indicator_id": "fx_residents", "period_end": date(2024, 1, 1), "buildings": 2, "listed": 12}
            | {"letters": 0, "property": 8, "found": 20, "expected": 20, "note": "To boliger færre end planens tal."}
        ],
        "fabric": [{"building_no": 0, "dwellings": 6, "year_built": 1935, "geometry": bytes(shapely.to_wkb(point))}],
        "border": [{"name": "parish-0", "kind": "parish", "geometry": bytes(shapely.to_wkb(line))}],
        "landmark": [{"name": "Banegården", "kind": "station", "geometry": bytes(shapely.to_wkb(point))}],
    }


def make_content() -> Content:
    """The synthetic content, all tables of schema.yml; access_address is empty as in a build without a register. The caller's
    own: made once, copied for each.
    """
    made = _made()
    return Content({name: frame.copy() for name, frame in made.tables.items()}, list(made.relations), dict(made.files))


@cache
def _made() -> Content:
    figures = _figures()
    releases = [
        {
            "release_id": f"text-{key}",
            "origin": "Opdigtet",
            "sha256": "0" * 64,
            "kind": "text",
            "in_force": True,
            "rows": sum(row["source_id"] == key for row in figures),
        }
        for key in (HP25, RE17)
    ]
    rows: dict[str, list[Row]] = {
        "area": _areas(),
        "source": _sources(),
        "indicator": _indicators(),
        "release": releases,
        "observation": figures,
        "correction": _corrections(),
        "disclosure_rule": RULES["rules"],
    }
    rows |= _plans() | _activities() | _calendar() | _economy() | _geometry()
    tables = {name: schema.cast(name, pd.DataFrame(rows.get(name, []))) for name in schema.tables()}
    return Content(tables, RELATIONS)


def write_database(folder: Path, content: Content | None = None, name: str = VERSION) -> Version:
    """Write the fixture's published and internal files into `folder` through the real writer, and point at them."""
    folder.mkdir(parents=True, exist_ok=True)
    version = Version.in_folder(folder, name)
    write_files(version, (content or make_content()).tables, RULES)
    write_pointer(folder, version)
    return version


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fixture_content", description="Skriv den opdigtede testdatabase.")
    parser.add_argument("folder", type=Path)
    print(write_database(parser.parse_args().folder).published)  # noqa: T201
