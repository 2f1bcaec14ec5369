"""The words of Økonomi: the sentence on top, each line's verdict with its rule, and the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pages.economy.figures import Economy
from pages.kit import formats
from pages.kit.language import mark, tr, trn
from queries.economy import Gap, Hours, Line, Rule, Standing, Year

_MILLION = 1_000_000
# Sign and word together; neither more nor less spending is good in itself.
STANDING_WORDS = {
    Standing.ON_LINE: ("✓", mark("følger budgettet"), "bm-achieved"),
    Standing.OVER: ("!", mark("overforbrug"), "bm-behind"),
    Standing.UNDER: ("!", mark("underforbrug"), "bm-behind"),
    Standing.UNKNOWN: ("…", mark("kan ikke vurderes"), "bm-no-figures"),
}
HOURS_WORDS = {
    Standing.ON_LINE: ("✓", mark("følger løftet"), "bm-achieved"),
    Standing.OVER: ("✓", mark("flere end lovet"), "bm-achieved"),
    Standing.UNDER: ("!", mark("færre end lovet"), "bm-behind"),
    Standing.UNKNOWN: ("…", mark("intet registreret"), "bm-no-figures"),
}
GAPS = {
    Gap.NO_BUDGET: mark("intet budget er registreret"),
    Gap.NO_SPENDING: mark("intet forbrug er registreret"),
    Gap.TOO_SHORT: mark("forbruget er kendt for under {months} måneder"),
    Gap.HOLE: mark("der mangler forbrug for en del af tiden"),
}
BY = {"theme": mark("Indsatsområde"), "activity": mark("Aktivitet"), "organisation": mark("Organisation")}
WITHOUT = {"theme": mark("Hele planen"), "activity": mark("Hele indsatsområdet"), "organisation": mark("Uden organisation")}
KINDS = {
    "commitment": mark("Tilsagn"),
    "budget": mark("Budget"),
    "spent": mark("Forbrug"),
    "bound": mark("Bundne midler"),
    "raised": mark("Rejste midler"),
    "hours": mark("Leverede timer"),
}


def money(amount: float) -> str:
    """590.000 kr., and from a million on 1,60 mio. kr."""
    if abs(amount) >= _MILLION:
        return tr("{amount} mio. kr.", amount=formats.number(amount / _MILLION, 2))
    return formats.figure(amount, "dkk", 0)


def sentence(found: Economy) -> str:
    """How the plan's economy stands, in one sentence."""
    if found.total is None or not found.has_budget:
        return tr("Planens budget er ikke registreret endnu.")
    total = found.total
    if total.until is None or total.why is not None:
        return tr("Intet forbrug er registreret endnu af budgettet på {budget}", budget=money(total.budget))
    said = {"day": formats.day(total.until), "spent": money(total.spent), "expected": money(total.expected)}
    if total.standing is Standing.ON_LINE:
        return tr("Planen følger sit budget: ventet {expected}, brugt {spent} til og med {day}.", **said)
    apart = money(abs(total.difference))
    if total.standing is Standing.OVER:
        return tr("Planen har brugt {apart} mere end ventet til og med {day}.", apart=apart, **said)
    return tr("Planen har brugt {apart} mindre end ventet til og med {day}.", apart=apart, **said)


def below(found: Economy) -> str:
    """What stands under the sentence: the lines off the budget, and where the pace leads."""
    if not found.has_budget or found.total is None:
        return tr("Dokumenterne trykker hverken budget eller tilsagn. Her er, hvad der mangler og fra hvem, og hvad der er kendt.")
    off = [line for line in found.lines["activity"] if line.off_the_line]
    said = trn("{number} aktivitet er uden for budgettet.", "{number} aktiviteter er uden for budgettet.", len(off), number=len(off))
    silent = found.total.silent
    lacking = tr("{number} mangler forbrug.", number=silent) if silent else ""
    return " ".join(part for part in (said, lacking, _granted(found)) if part)


def _granted(found: Economy) -> str:
    if found.committed.empty or found.total is None:
        return ""
    over = found.total.budget - found.granted
    if over > 0:
        return tr("Budgettet er {over} større end tilsagnene.", over=money(over))
    return tr("Tilsagnene er {granted}; {left} er ikke budgetteret.", granted=money(found.granted), left=money(-over))


def verdict(line: Line) -> tuple[str, str, str]:
    """Sign, words and class of a line: "! 90.000 kr. overforbrug"."""
    sign, word, css = STANDING_WORDS[line.standing]
    if line.off_the_line:
        return sign, f"{money(abs(line.difference))} {tr(word)}", css
    return sign, tr(word), css


def reason(line: Line, rule: Rule) -> str:
    """How the verdict was reached, or why there is none."""
    if line.why is not None:
        return tr("Kan ikke vurderes: {why}.", why=_gap(line.why, rule))
    assert line.until is not None
    said = {"day": formats.day(line.until), "spent": money(line.spent), "expected": money(line.expected)}
    return tr("budgettet er {expected} til og med {day}, og {spent} er brugt.", **said)


def forecast(line: Line, rule: Rule) -> str:
    """Where the pace so far leads, or why that cannot be said."""
    if line.forecast is None:
        gap = line.no_forecast or line.why
        return tr("Ingen prognose: {why}.", why=_gap(gap, rule)) if gap else ""
    apart = line.forecast - line.budget
    if abs(apart) < 1:
        return tr("Prognose {amount}", amount=money(line.forecast))
    more = tr("{apart} over budgettet", apart=money(apart)) if apart > 0 else tr("{apart} under budgettet", apart=money(-apart))
    return tr("Prognose {amount}: {more}", amount=money(line.forecast), more=more)


def _gap(gap: Gap, rule: Rule) -> str:
    return tr(GAPS[gap], months=rule.least_months)


def rule_lines(rule: Rule) -> list[str]:
    """The rule in plain words."""
    share, least = formats.figure(rule.tolerance_percent, "percent", 0), formats.figure(rule.least_amount, "dkk", 0)
    return [
        tr("Forbruget holdes op mod den del af budgettet, der falder på dagene til og med det sidste kendte forbrug."),
        tr("Overforbrug og underforbrug er en forskel på mere end {share} af det, og mere end {least}", share=share, least=least),
        tr("Prognosen fører tempoet indtil nu videre til planens slutning, når forbruget er kendt for {months} måneder uden huller.",
           months=rule.least_months),
        tr("At flytte penge mellem aktiviteter kræver en beslutning i beslutningsloggen."),
        tr("Reglen gælder fra {day}. {source}.", day=formats.day(rule.valid_from), source=rule.source),
    ]  # fmt: skip


def name(line: Line, by: str) -> str:
    """What a line is about."""
    return line.name or tr(WITHOUT[by])


def line_columns(by: str) -> list[tuple[str, str, bool]]:
    """Columns of the table behind the lines."""
    return [
        ("name", tr(BY[by]), False), ("budget", tr("Budget"), True), ("spent", tr("Brugt"), True), ("bound", tr("Bundet"), True),
        ("left", tr("Rest"), True), ("expected", tr("Ventet nu"), True),
        ("verdict", tr("Status"), False), ("forecast", tr("Prognose"), False),
    ]  # fmt: skip


def line_rows(lines: Sequence[Line], by: str, rule: Rule) -> list[tuple[str | None, list[dict[str, Any]]]]:
    """The rows of that table, in groups where the lines have any."""
    groups: dict[str | None, list[dict[str, Any]]] = {}
    for line in lines:
        sign, words, _ = verdict(line)
        row = {
            "name": name(line, by), "budget": _kroner(line.budget), "spent": _kroner(line.spent), "bound": _kroner(line.bound),
            "left": _kroner(line.left), "expected": "–" if line.why else _kroner(line.expected), "verdict": f"{sign} {words}",
            "forecast": forecast(line, rule),
        }  # fmt: skip
        groups.setdefault(line.group, []).append(row)
    return list(groups.items())


def _kroner(amount: float) -> str:
    return formats.figure(amount, "dkk", 0)


def why_lines(lines: Sequence[Line], by: str, rule: Rule) -> list[str]:
    """How each line's verdict was reached."""
    return [f"{name(line, by)}: {reason(line, rule)}" for line in lines]


def data(lines: Sequence[Line], by: str) -> pd.DataFrame:
    """The lines as a file: kroner as numbers, days as dates."""
    rows = [
        {
            tr(BY[by]): name(line, by), tr("Indsatsområde i planen"): line.group, tr("Budget"): line.budget, tr("Brugt"): line.spent,
            tr("Bundet"): line.bound, tr("Ventet nu"): None if line.why else line.expected, tr("Kendt til og med"): line.until,
            tr("Prognose"): line.forecast,
        }
        for line in lines
    ]  # fmt: skip
    return pd.DataFrame(rows)


def year_rows(years: Sequence[Year]) -> list[dict[str, Any]]:
    """Budget and spending of each year of the plan."""
    return [
        {
            "year": f"{formats.day(year.starts)} – {formats.day(year.ends)}", "budget": _kroner(year.budget), "spent": _kroner(year.spent),
            "left": _kroner(year.budget - year.spent),
        }
        for year in years
    ]  # fmt: skip


def hours_sentence(hours: Sequence[Hours]) -> str:
    """What was promised a year, and of how many organisations hours are recorded."""
    promised = formats.figure(sum(one.per_year for one in hours), "hours", 0)
    told = [one for one in hours if one.until is not None]
    if not told:
        return tr("Organisationerne har lovet {promised} om året. Ingen leverede timer er registreret endnu.", promised=promised)
    behind = sum(one.standing is Standing.UNDER for one in told)
    said = {"promised": promised, "told": formats.number(len(told)), "all": formats.number(len(hours)), "behind": formats.number(behind)}
    return tr(
        "Organisationerne har lovet {promised} om året. {told} af {all} har meldt timer; {behind} har leveret færre end lovet.", **said
    )


def hours_words(one: Hours) -> tuple[str, str, str]:
    """Sign, words and class of an organisation's hours."""
    sign, word, css = HOURS_WORDS[one.standing]
    return sign, tr(word), css


def need_rows(missing: pd.DataFrame) -> list[dict[str, str]]:
    """What is missing, who delivers it and what the documents say."""
    return [
        {
            "title": str(row["title"]), "kind": tr(KINDS[str(row["kind"])]), "deliverer": str(row["deliverer"]), "note": row["note"],
            "place": "" if pd.isna(row["source_title"]) else f"{row['source_title']}: {row['source_place']}",
        }
        for row in missing.to_dict("records")
    ]  # fmt: skip


def history_rows(history: pd.DataFrame) -> list[dict[str, Any]]:
    """The documents' own figures and statements about money."""
    return [
        {
            "title": row["title"], "amount": "" if pd.isna(row["amount"]) else _kroner(row["amount"]), "printed": row["printed"],
            "period": _period(row), "note": row["note"], "place": f"{row['source_title']}: {row['source_place']}",
        }
        for row in history.to_dict("records")
    ]  # fmt: skip


def _period(row: Any) -> str:
    if pd.isna(row["period_start"]):
        return ""
    first, last = row["period_start"].year, row["period_end"].year
    return str(last) if first == last else f"{first}–{last}"


def amount_rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Commitments, raised funds or moved budgets as rows of a table."""
    return [
        {
            "financier": row["financier"], "purpose": row["purpose"], "area": row["area_name"], "amount": _kroner(row["amount"]),
            "period": f"{formats.day(row['period_start'])} – {formats.day(row['period_end'])}", "note": row["note"],
            "activity": row["activity_name"], "decision": _decision(row), "place": f"{row['source_title']}: {row['source_place']}",
        }
        for row in rows.to_dict("records")
    ]  # fmt: skip


def _decision(row: Any) -> str:
    return "" if pd.isna(row["decision_title"]) else f"{row['decision_title']} ({formats.day(row['decided_on'])})"
