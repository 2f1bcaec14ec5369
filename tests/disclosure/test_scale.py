"""Many municipalities under one national total: it ends, and nobody is pinned by somebody who adds everything up."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.small_numbers import AREAS, GROUP, Country
from data import disclosure
from data.disclosure import search
from tests.disclosure.attacker import Attacker, Figure

COUNTRY = Country(municipalities=2, indicators=5, years=1, total=True)


def attacker(hidden: dict[tuple[str, str], str]) -> tuple[Attacker, list[Figure]]:
    """Somebody who has read all figures that are not `hidden`, and knows which areas and categories add up."""
    found, figures = Attacker(), []
    for row in COUNTRY.tables()["observation"].itertuples():
        what, where = row.indicator_id.removeprefix("g0_"), row.area_id
        unit = "percent" if what == "share" else "count"
        count, base = (row.numerator, row.denominator) if unit == "percent" else (row.value, math.nan)
        why = {"base": base < 10, "count": 1 <= count <= 4, "rest": 1 <= base - count <= 4}
        reason = next((name for name, small in why.items() if small), "count" * (count == 0) + "rest" * (count == base))
        figure = Figure(what, where, 2020, unit, row.value, row.numerator, row.denominator, 1, hidden.get((what, where), ""), reason)
        figures.append(figure)
        found.read(figure)
        if unit == "percent":
            found.equal(("d", what, where, 2020), [("n", "base", where, 2020)])
    towns = [f"m{town}" for town in range(COUNTRY.municipalities)]
    for what in GROUP:
        for town in towns:
            areas = [("n", what, f"{town}_{place}", 2020) for place in range(AREAS)]
            found.equal(("n", what, f"{town}_areas", 2020), areas)
            found.within(("n", what, town, 2020), areas)
        found.equal(("n", what, "country", 2020), [("n", what, town, 2020) for town in towns])
    for where in {figure.where for figure in figures}:
        found.equal(("n", "base", where, 2020), [("n", name, where, 2020) for name in "abc"])
    return found, figures


@pytest.mark.parametrize("many", [10**9, 1])
def test_a_national_total_pins_nobody_on_one_core_or_on_all(many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MANY", many)
    # In the server the main module is the page that is drawn; the processes of the other cores must not run it.
    page = ModuleType("__main__")
    page.__file__ = str(tmp_path / "page.py")
    (tmp_path / "page.py").write_text("raise SystemExit('the page was run')")
    monkeypatch.setitem(sys.modules, "__main__", page)
    figures, few, others = disclosure.decide(COUNTRY.tables(), COUNTRY.rules())
    hidden = {
        (row.concept.removeprefix("g0_"), row.area): "few" if few[row.Index] else "others" for row in figures[few | others].itertuples()
    }
    assert len(hidden) > int(few.sum()) > 5
    found, read = attacker(hidden)
    narrow = {figure[:2]: found.bounds(("n", *figure[:3])) for figure in read if figure.hidden}
    assert {name: ends for name, ends in narrow.items() if ends[1] - ends[0] < 3} == {}
    # The attacker wins where only the small numbers themselves are hidden.
    bare = attacker({name: kind for name, kind in hidden.items() if kind == "few"})[0]
    assert any(ends[0] == ends[1] for ends in (bare.bounds(("n", *name, 2020)) for name, kind in hidden.items() if kind == "few"))
