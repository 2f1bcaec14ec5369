"""The real content as a reader meets it: rows of a database file, and the relations that its texts tell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import duckdb
import pandas as pd

from data.disclosure import NOTE
from tests.disclosure.attacker import Attacker, Figure

SEVEN = ["gl_jennumparken", "glarbjergvej", "hermann_stillingsvej", "energivej", "vangdalen", "sjaellandsgade", "centrale_randers"]
NORTH = ["gl_jennumparken", "glarbjergvej", "vangdalen"]
EDUCATION = ("hp25_youth_education_15m", "hp25_youth_education_start")
LEVELS = ("hp25_language_general", "hp25_language_focused", "hp25_language_special")
LANGUAGE = (*LEVELS, "hp25_language_focused_or_special", "hp25_language_tested")
PLACED = ("re17_placed_parents", "re17_placed_parents_outside", "re17_placed_parents_total")
EVICTED = ("hp25_evictions_all", "hp25_evictions_effective", "hp25_evictions_effective_lejerbo")
FAMILIES = [*((name, f"{name}_base") for name in EDUCATION), LANGUAGE, PLACED, EVICTED]
# The base of each share, as its method note and the figure of the same name say.
BASES = {name: f"{name}_base" for name in EDUCATION} | dict.fromkeys(LANGUAGE[:4], "hp25_language_tested")

QUERY = """
    select observation.indicator_id as what, area_id as place, period_end as day, unit, value, numerator, denominator, printed,
        observation.status as state, observation.note as remark
    from observation inner join indicator on indicator.indicator_id = observation.indicator_id
    where unit in ('count', 'percent') and topic not in ('staff', 'other')
"""


def rows_of(connection: duckdb.DuckDBPyConnection) -> list[Figure]:
    """All figures of a file. A figure that its own source hides is left out: nobody knows what it is, and nobody can tell."""
    return [_figure(row) for row in connection.execute(QUERY).df().itertuples() if row.state != "suppressed" or _kind(row.remark)]


def _figure(row: object) -> Figure:
    found = re.search(r",(\d+)", row.printed if isinstance(row.printed, str) else "")
    value = float(row.value)
    own = 0 if math.isnan(value) else len(f"{value:g}".partition(".")[2])
    kind = _kind(row.remark) if row.state == "suppressed" else ""
    return Figure(
        str(row.what), str(row.place), pd.Timestamp(row.day).year, str(row.unit), value, float(row.numerator), float(row.denominator),
        max(own, len(found[1]) if found else 0), kind,
    )  # fmt: skip


def _kind(remark: object) -> str:
    return "hidden" if remark == NOTE else ""


def families(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Figures that stand in some relation, period by period."""
    by_name = {name: family for family in FAMILIES for name in family}
    groups: dict[object, list[Figure]] = {}
    for figure in figures:
        groups.setdefault((by_name.get(figure.what, figure.what), figure.when), []).append(figure)
    return list(groups.values())


def told(figures: list[Figure], internal: duckdb.DuckDBPyConnection) -> list[Figure]:
    """The figures with the reason why each is hidden, which no note tells: the attacker is as strong as can be."""
    secret = {figure[:3]: figure for figure in rows_of(internal)}
    found = []
    for figure in figures:
        true = secret[figure[:3]]
        count = true.value if true.unit == "count" else true.count
        why = {"base": true.unit == "percent" and true.base < 10, "count": 1 <= count <= 4, "rest": 1 <= true.base - count <= 4}
        reason = next((name for name, small in why.items() if small), "count" * (count == 0) + "rest" * (count == true.base))
        hidden = ("few" if any(why.values()) else "others") if figure.hidden else ""
        found.append(figure._replace(reason=reason, hidden=hidden))
    return found


def reader(figures: list[Figure]) -> Attacker:
    """Somebody who has read one family in one period and knows the town."""
    attacker = Attacker()
    for figure in figures:
        attacker.read(figure)
    when = figures[0].when
    shares = {figure.what for figure in figures if figure.unit == "percent"}
    for what in {figure.what for figure in figures}:
        own = {figure.where for figure in figures if figure.what == what}
        for letter in "nd" if what in shares else "n":
            _town(attacker, (letter, what), when, own)
    for share, base in BASES.items():
        for figure in figures:
            if figure.what == share:
                attacker.equal(("d", *figure[:3]), [("n", base, *figure[1:3])])
    for where in {figure.where for figure in figures}:
        _together(attacker, shares, where, when)
    return attacker


def _town(attacker: Attacker, quantity: tuple[str, str], when: object, own: set[str]) -> None:
    def at(place: str) -> tuple[object, ...]:
        return (*quantity, place, when)

    if "areas_7" in own:
        attacker.equal(at("areas_7"), map(at, SEVEN))
    if "nordbyen" in own:
        attacker.equal(at("nordbyen"), map(at, NORTH))
    if "randers_excl_nordbyen" in own:
        attacker.equal(at("randers_kommune"), [at("randers_excl_nordbyen"), *map(at, NORTH)])
    for large in {"randers_kommune", "randersbolig", "lejerbo"} & own:
        attacker.within(at(large), map(at, SEVEN))


def _together(attacker: Attacker, shares: set[str], where: str, when: object) -> None:
    if set(LEVELS) <= shares:
        attacker.equal(("d", LEVELS[0], where, when), [("n", level, where, when) for level in LEVELS])
        attacker.equal(("n", LANGUAGE[3], where, when), [("n", level, where, when) for level in LEVELS[1:]])
    if any(place[1] == PLACED[2] for place in attacker.places):
        attacker.equal(("n", PLACED[2], where, when), [("n", name, where, when) for name in PLACED[:2]])


def pinned(figures: list[Figure]) -> dict[Figure, tuple[float, float]]:
    """The hidden figures that are known more narrowly than the rule allows, with their bounds."""
    found = {}
    for family in families(figures):
        if not any(figure.hidden for figure in family):
            continue
        attacker = reader(family)
        if math.isnan(attacker.bounds(("n", *family[0][:3]))[0]):
            # Doubtful figures contradict the others, so that nothing follows from them.
            attacker = reader([figure for figure in family if figure.hidden or figure.where != "randers_kommune"])
        for figure in family:
            if figure.hidden:
                low, high = attacker.bounds(("n", *figure[:3]))
                assert not math.isnan(low), figure
                _, base = attacker.bounds(("d", *figure[:3])) if figure.unit == "percent" else (0, math.inf)
                if high - low < min(3, base):
                    found[figure] = (low, high)
    return found
