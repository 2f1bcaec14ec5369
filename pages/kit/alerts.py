"""Varsler: what the rules find in the version of this run, in words, as a list and counted for the start page."""

from __future__ import annotations

from datetime import date

from pages.kit import clock, database, decisions, formats, tables, theme
from pages.kit.language import mark, tr, trn
from pages.kit.wording import PLAN_2025, PLAN_DOCUMENT
from queries import alerts as find
from queries.alerts import Alert, Kind, Rule, counts

# Heading, and the page that shows more.
KINDS = {
    Kind.DEADLINE: (mark("Frister"), "fremdrift?vis=milepaele"),
    Kind.BEHIND: (mark("Løfter, der bliver ved med at være bagud"), "aktiviteter"),
    Kind.SPENDING: (mark("Forbrug ved siden af budgettet"), "oekonomi"),
    Kind.CRITERION: (mark("Tæt på en af statens grænser"), "kriterier"),
    Kind.WORSE: (mark("Langt fra kommunens niveau"), "indikator"),
    Kind.OLD: (mark("Forsinkede tal"), "fremdrift?vis=helbred"),
}
COLUMNS: list[tables.Column] = [
    ("what", mark("Hvad"), False), ("about", mark("Hører til"), False), ("why", mark("Varsel"), False),
]  # fmt: skip


def load() -> tuple[Alert, ...]:
    """Every alert of the version of this run on the day it is shown for, kind by kind."""
    return database.kept(_load, clock.today())


def _load(today: date) -> tuple[Alert, ...]:
    return find.found(database.ask, PLAN_2025, PLAN_DOCUMENT, today)


def rules(today: date) -> dict[Kind, Rule]:
    """The rules in force, their reasons in the language of the screen."""
    return find.rules(database.ask("alert_rules", day=today))


def said(alert: Alert) -> str:
    """Why the monitor warns, in a few words."""
    count = formats.number(alert.value)
    if alert.kind is Kind.DEADLINE:
        return decisions.deadline(int(alert.value))
    if alert.kind is Kind.BEHIND:
        return tr("bagud i {periods} opgørelser i træk", periods=count)
    if alert.kind is Kind.CRITERION:
        return trn("højst {persons} person fra grænsen", "højst {persons} personer fra grænsen", int(alert.value), persons=count)
    if alert.kind is Kind.WORSE:
        return tr("{distance} dårligere end kommunen", distance=formats.distance(alert.value, "percent", 1))
    if alert.kind is Kind.OLD:
        return trn("{number} indikator uden nyt tal", "{number} indikatorer uden nyt tal", int(alert.value), number=count)
    amount = formats.figure(abs(alert.value), "dkk", 0)
    return tr("{amount} over det forventede", amount=amount) if alert.value > 0 else tr("{amount} under det forventede", amount=amount)


def row(alert: Alert) -> dict[str, str]:
    """One alert as a row of COLUMNS, with the page that shows more."""
    address = KINDS[alert.kind][1]
    if alert.kind is Kind.WORSE:
        address = f"indikator?indikator={alert.key}"
    elif alert.kind is Kind.DEADLINE and alert.key == "decision":
        address = "fremdrift?vis=beslutninger"
    return {"href": address, "what": alert.subject, "about": alert.about, "why": said(alert)}


def show() -> None:
    """The list of the start page: how many alerts of each kind."""
    lines = [(f"{tr(KINDS[kind][0])}: {formats.number(number)}", "fremdrift?vis=varsler") for kind, number in counts(load()).items()]
    theme.render("kit/alerts.html", lines=lines)


def table() -> None:
    """Every alert with the rule that found it."""
    alerts, in_force = load(), rules(clock.today())
    for kind in counts(alerts):
        tables.show(COLUMNS, [row(alert) for alert in alerts if alert.kind is kind], tr(KINDS[kind][0]))
        theme.render("kit/rule.html", reason=in_force[kind].reason, amount=amount(in_force[kind]))


def amount(rule: Rule) -> str:
    """The amount of a rule with its unit; empty where another rule decides."""
    if rule.amount is None:
        return ""
    units = {
        Kind.DEADLINE: mark("{amount} dage"), Kind.BEHIND: mark("{amount} opgørelser"), Kind.CRITERION: mark("{amount} personer"),
        Kind.WORSE: mark("{amount} procentpoint"),
    }  # fmt: skip
    return tr(units[rule.kind], amount=formats.number(rule.amount))
