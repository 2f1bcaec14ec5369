"""The picture of the start page: a row per strategic indicator, the areas beside the municipality."""

from __future__ import annotations

from typing import Any

from pages.kit import database, formats, marks, wording
from pages.kit.goals import strategic
from pages.kit.language import tr
from pages.kit.marks import Key, Picture, Point, Row, Shape, Tick
from queries.standings import GoalStandings
from queries.verdicts import Course, Standing


def picture(plan_id: str) -> Picture:
    """Every strategic indicator of the plan in its order; keys name only marks that are drawn."""
    goals = strategic(plan_id)
    colors = database.ask("areas").set_index("area_id")["color"].to_dict()
    rows = [row for goal in goals for row in _goal(goal, colors)]
    standings = [item for goal in goals for item in goal.standings]
    percent = marks.Scale(0, 100)
    ticks = [
        Tick(percent.at(at), formats.figure(at, "percent", 0) if at in (0, 100) else formats.number(at)) for at in (0, 25, 50, 75, 100)
    ]
    keys = [Key("area", tr("de syv områder"), marks.TOGETHER), Key("municipality", tr("Randers Kommune"))]
    alone = [row for item in standings if len(item.areas) > 1 for row in item.areas.to_dict("records")]
    named = [Key("area", name, color) for name, color in {str(row["area_name"]): colors[row["area_id"]] for row in alone}.items()]
    foot = " ".join(line for line in (tr("Procent, nyeste tal."), wording.not_compared(standings)) if line)
    heads = ("", "", tr("i forhold til kommunen"))
    return Picture("overview", tr("De strategiske mål, nyeste tal"), rows, ticks, keys, heads, [foot], named)


def _goal(goal: GoalStandings, colors: dict[str, str]) -> list[Row]:
    name = goal.focus_area or goal.title
    if not goal.standings:
        return [Row(tr("Målet har ingen indikatorer i planen."), "", marks.Verdict("", ""), group=name)]
    return [_row(item, name if number == 0 else "", colors) for number, item in enumerate(goal.standings)]


def _row(item: Standing, group: str, colors: dict[str, str]) -> Row:
    about = item.indicator
    period = _period(item)
    title, href = marks.unbroken(str(about["short_title"])), f"indikator?indikator={about['indicator_id']}"
    if item.areas.empty:
        doubtful = bool((item.missing["status"] == "doubtful").any())
        hole = tr("Planens tal er tvivlsomme") if doubtful else tr("Intet brugbart tal")
        why = " ".join(wording.missing_reasons(item.missing))
        return Row(title, hole, marks.verdict(Course.UNKNOWN), group=group, href=href, hole=hole, why=why)
    values = [float(value) for value in item.areas["value"]]
    reference = item.reference
    unit = str(about["unit"])
    scale = marks.scale_of(unit, [*values, *([float(reference["value"])] if reference else [])])
    points, lines = _several(item, scale, colors) if len(values) > 1 else _one(item, scale)
    return Row(
        title, _spoken(item), _verdict(item), points, group, href, period, lines, ends=marks.ends_of(scale, unit),
    )  # fmt: skip


def _one(item: Standing, scale: marks.Scale) -> tuple[tuple[Point, ...], tuple[tuple[float, float], ...]]:
    own = float(item.areas.iloc[0]["value"])
    area = Point(scale.at(own), Shape.AREA, marks.TOGETHER, _number(item, own))
    if item.reference is None:
        return (area,), ()
    first, second, lines = marks.beside(area, _reference(item, scale))
    return (second, first), lines


def _several(item: Standing, scale: marks.Scale, colors: dict[str, str]) -> tuple[tuple[Point, ...], tuple[tuple[float, float], ...]]:
    """A dot per area with all figures before the first; a line from the lowest to the highest."""
    rows = sorted(item.areas.to_dict("records"), key=lambda row: float(row["value"]))
    numbers = [_number(item, row["value"]) for row in rows]
    said = tr("{listed} og {last}", listed=", ".join(numbers[:-1]), last=numbers[-1])
    points = [
        Point(scale.at(float(row["value"])), Shape.AREA, colors[row["area_id"]], said if place == 0 else "", "left")
        for place, row in enumerate(rows)
    ]
    if item.reference is not None:
        points.append(_reference(item, scale))
    places = [point.at for point in points]
    return tuple(points), ((min(places), max(places)),)


def _reference(item: Standing, scale: marks.Scale) -> Point:
    assert item.reference is not None
    value, text = float(item.reference["value"]), _number(item, item.reference["value"])
    if item.reference["area_kind"] == "municipality":
        return Point(scale.at(value), Shape.MUNICIPALITY, text=text)
    return Point(scale.at(value), Shape.BENCHMARK, text=f"{text} {wording.reference_name(item)}")


def _number(item: Standing, value: Any) -> str:
    return formats.number(float(value), int(item.indicator["decimals"]))


def _verdict(item: Standing) -> marks.Verdict:
    if item.reference is None:
        return marks.verdict(Course.UNKNOWN, word=tr("intet tal for kommunen"))
    decimals = int(item.indicator["decimals"])
    if item.distance is not None:
        return marks.verdict(item.compared, formats.number(abs(item.distance), decimals))
    if item.compared is Course.UNKNOWN:
        return marks.verdict(item.compared, word=tr("på hver sin side"))
    away = sorted(round(abs(float(value) - float(item.reference["value"])), decimals) for value in item.areas["value"])
    return marks.verdict(item.compared, f"{formats.number(away[0], decimals)}-{formats.number(away[-1], decimals)}")


def _spoken(item: Standing) -> str:
    unit, decimals = str(item.indicator["unit"]), int(item.indicator["decimals"])
    rows = [*item.areas.to_dict("records"), *([item.reference] if item.reference else [])]
    return ", ".join(f"{row['area_name']} {formats.figure(row['value'], unit, decimals)}" for row in rows)


def _period(item: Standing) -> str:
    row = item.areas.iloc[0] if len(item.areas) else None
    return "" if row is None else formats.period(str(item.indicator["period_kind"]), row["period_start"], row["period_end"])
