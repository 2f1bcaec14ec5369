"""A small valid folder of text as data/ reads it, for tests that break it in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

from data.paths import ROOT

DOCUMENT = "helhedsplan-2025-29"

_TOPIC = """\
goals:
  - {goal_id: tx_g_school, plan_id: plan-2025-29, focus_area_id: plan-2025-29-education, level: sub_goal, title: Fremmøde}
indicators:
  - indicator_id: tx_absence
    goal_id: tx_g_school
    topic: absence
    title: Elevfravær
    short_title: Fravær
    definition: Fravær i procent
    population: Elever
    unit: percent
    decimals: 1
    direction: down
    period_kind: school_year
    measurement: register
    source_id: unoung
    comparable_with: [tx_general]
    target: {operator: "<=", reference: randers_kommune}
  - {indicator_id: tx_general, topic: language, title: Generel, short_title: Generel, definition: Andel, population: Børn,
     unit: percent, decimals: 1, direction: up, period_kind: year, measurement: register, source_id: unoung}
  - {indicator_id: tx_special, topic: language, title: Særlig, short_title: Særlig, definition: Andel, population: Børn,
     unit: percent, decimals: 1, direction: down, period_kind: year, measurement: register, source_id: unoung}
  - {indicator_id: tx_pupils, topic: population, title: Elever, short_title: Elever, definition: Antal, population: Elever,
     unit: count, decimals: 0, direction: none, period_kind: date, measurement: register, source_id: unoung}
checks:
  - {kind: categories, indicators: [tx_general, tx_special], total: 100, tolerance: 0.15}
  - {kind: areas, indicator: tx_pupils, parts: [gl_jennumparken, vangdalen], total: areas_7}
"""
_FIGURES = """\
indicator_id,area_id,period_start,period_end,printed,value,numerator,denominator,status,role,note,source_place
tx_absence,gl_jennumparken,2023-08-01,2024-07-31,"9,8%",9.8,,,published,baseline,,Tabel 1
tx_absence,vangdalen,2023-08-01,2024-07-31,,,,,not_collected,,Ikke målt.,Tabel 1
tx_absence,randers_kommune,2023-08-01,2024-07-31,78%,7.8,,,corrected,,,Tabel 1
tx_general,gl_jennumparken,2023-01-01,2023-12-31,"70,4%",70.4,19,27,published,,,Tabel 2
tx_special,gl_jennumparken,2023-01-01,2023-12-31,"29,6%",29.6,8,27,published,,,Tabel 2
tx_special,randers_kommune,2023-01-01,2023-12-31,"9,0%",9.0,,200,published,,,Tabel 2
tx_pupils,gl_jennumparken,2024-01-01,2024-01-01,27,27,,,published,,,Tabel 3
tx_pupils,vangdalen,2024-01-01,2024-01-01,13,13,,,published,,,Tabel 3
tx_pupils,areas_7,2024-01-01,2024-01-01,40,40,,,published,,,Tabel 3
"""
_CORRECTIONS = """\
indicator_id,target_id,area_id,period_end,printed,used,reason,evidence
tx_absence,,randers_kommune,2024-07-31,78%,7.8,Kommaet mangler.,"Teksten skriver 7,8 %."
,tx_t_courses,,2029-07-31,l8,18,Et ciffer er læst som bogstav.,Teksten skriver atten.
"""
_ACTIVITIES = """\
activities:
  - activity_id: tx_a_guidance
    plan_id: plan-2025-29
    focus_area_id: plan-2025-29-education
    name: Vejledning
    areas: [gl_jennumparken]
    source_place: Afsnit 1
    staff_hours:
      - {organisation: UUR, hours_per_year: 400, printed: 400 timer}
focus_area_hours:
  - {focus_area_id: plan-2025-29-education, organisation: Bysekretariatet, hours_per_year: 3378, source_place: Afsnit 2}
"""
_TARGETS = """\
target_id,activity_id,measure,unit,target_low,target_high,cadence,direction,printed,note,source_place
tx_t_courses,tx_a_guidance,Forløb,count,15,20,per_year,up,15-20 forløb,,Afsnit 1
"""
_RESULTS = """\
target_id,period_start,period_end,value,status,printed,note,source_place
tx_t_courses,2025-08-01,2029-07-31,18,corrected,l8,,Afsnit 1
"""
_MILESTONES = """\
milestone_id,plan_id,focus_area_id,title,due,done,note,source_place
tx_m_start,plan-2025-29,,Opstart,2025-08-01,,,Afsnit 3
"""

_PLANS = """\
plans:
  - {plan_id: plan-2025-29, name: Helhedsplanen 2025-29, starts: 2025-08-01, ends: 2029-07-31}
focus_areas:
  - {focus_area_id: plan-2025-29-education, plan_id: plan-2025-29, name: Uddannelse og livschancer}
"""
_SOURCES = """\
- {source_id: helhedsplan-2025-29, kind: document, title: Helhedsplanen, publisher: Bysekretariatet}
- {source_id: unoung, kind: register, title: Unoung, publisher: Randers Kommune}
"""
_RULES = """\
rules:
  - {topic: default, least_count: 5, least_complement: 5, least_base: 10, valid_from: 2025-08-01, source: Opdigtet}
exempt_topics: []
exempt_indicators: []
"""
_ECONOMY = "rules: [{valid_from: 2025-08-01, tolerance_percent: 10, least_amount: 25000, least_months: 6, source: Opdigtet}]\n"


def write_text(root: Path) -> Path:
    """Write the folder below `root` and return it; only the areas are the real ones, because geo/ draws those."""
    folder = root / "documents" / DOCUMENT
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "areas.yml", root / "areas.yml")
    shared = {"plans.yml": _PLANS, "sources.yml": _SOURCES, "criteria.yml": "criteria: []\n", "disclosure.yml": _RULES}
    shared |= {"economy.yml": _ECONOMY, "participants.yml": "steps: {started: [tx_t_courses]}\n", "alerts.yml": "rules: []\n"}
    for name, text in shared.items():
        (root / name).write_text(text, "utf-8")
    texts = {
        "school.yml": _TOPIC, "school.csv": _FIGURES, "corrections.csv": _CORRECTIONS, "activities.yml": _ACTIVITIES,
        "activity_targets.csv": _TARGETS, "activity_results.csv": _RESULTS, "milestones.csv": _MILESTONES,
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must stand there, in a file of the document (or, with a slash in front, of the folder)."""
    path = root / name[1:] if name.startswith("/") else root / "documents" / DOCUMENT / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), "utf-8")
