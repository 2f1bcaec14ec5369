"""A made-up year of money and participants through template and extract: what comes in, and what does not tie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.loading import inside
from data.releases import economy_extract, economy_file, steps_file
from data.releases.economy_extract import Extract
from data.releases.economy_file import COLUMNS, Read, Subjects, entry
from data.releases.table_file import kroner
from pages.kit import downloads

SUBJECTS = Subjects(
    "plan-2025-29", {"tx_a_guidance": "Vejledning"}, {"plan-2025-29-education": "Uddannelse og livschancer"},
    {"vangdalen": "Vangdalen"}, {"d1": "Flere hold"},
)  # fmt: skip
YEAR = {"fra": "01-08-2025", "til": "31-07-2026"}
ROWS: list[dict[str, Any]] = [
    {"slags": "Budget", "aktivitet": "Vejledning", "organisation": "UUR", "beløb": "500.000,00 kr.", "beslutning": "Flere hold", **YEAR},
    {"slags": "Forbrug", "indsatsområde": "uddannelse og livschancer", "organisation": "UUR", "beløb": "12.345,67", **YEAR},
    {"slags": "Timer", "aktivitet": "tx_a_guidance", "organisation": "UUR", "beløb": "390", **YEAR},
    {},
]


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are taken apart here: a child process each would take most of the time, and tests/loading has those."""
    monkeypatch.setattr("data.child.run", lambda _target, sent: inside.cells(sent))


def template(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def as_csv(frame: pd.DataFrame) -> Read:
    return economy_file.read("o.csv", downloads.csv(frame), SUBJECTS)


def as_excel(frame: pd.DataFrame) -> Read:
    return economy_file.read("o.xlsx", downloads.sheet(frame, "Økonomi", ["Økonomi"]), SUBJECTS)


@pytest.mark.parametrize("through", [as_csv, as_excel])
def test_a_filled_template_comes_in(through: Callable[[pd.DataFrame], Read]) -> None:
    found = through(template(*ROWS, {"slags": "I alt", "beløb": "512.345,67"}))
    assert found.findings == []
    assert found.sums == {"budget": 500_000, "spent": 12_345.67, "hours": 390}
    budget = dict(found.changes[0].row)
    assert budget.pop("economy_id").startswith("budget-tx_a_guidance-")
    assert budget == {
        "plan_id": "plan-2025-29", "kind": "budget", "period_start": "2025-08-01", "period_end": "2026-07-31", "amount": 500_000.0,
        "source_id": "recording", "source_place": "Registrering", "activity_id": "tx_a_guidance", "organisation": "UUR",
        "decision_id": "d1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"slags": "I alt", "beløb": "512.345"}, "„i alt“ er 512.345 kr., men rækkerne giver 512.345,67 kr. Forskellen er -0,67 kr."),
        ({"slags": "i alt forbrug", "beløb": "1"}, "Forskellen er -12.344,67 kr."),
        ({"slags": "i alt løn", "beløb": "1"}, "„i alt løn“ er ingen kendt sum"),
        ({"slags": "Gave", "beløb": "1", **YEAR}, "„gave“ er ingen slags"),
        ({"slags": "Budget", "beløb": "1", "fra": "2025", "til": "31-07-2026"}, "fra: „2025“ er ingen dato"),
        ({"slags": "Budget", "beløb": "ca. 10", **YEAR}, "kan ikke læses som kroner"),
        ({"slags": "Budget", "aktivitet": "Ukendt", "beløb": "1", **YEAR}, "aktivitet „Ukendt“ findes ikke. Kendte er: Vejledning."),
        ({"slags": "Budget", **YEAR}, "beløbet mangler"),
        (ROWS[0], "det samme står også i række 2"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(row: dict[str, Any], said: str) -> None:
    found = as_csv(template(*ROWS, row))
    assert [(one.where, said in one.message) for one in found.findings] == [("række 6", True)], found.findings


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,50 kr.", 1234.5),
        ("kr. 1.234", 1234),
        ("-500", -500),
        ("500,00-", -500),
        ("(1.000)", -1000),
        ("−1 000,25", -1000.25),
        ("", None),
    ],
)
def test_kroner_with_danish_signs(text: str, amount: float | None) -> None:
    assert kroner(text) == amount


def test_the_same_subject_and_period_has_the_same_key_whatever_the_amount() -> None:
    def key(amount: float, organisation: str) -> str:
        return entry("p", "spent", date(2025, 8, 1), date(2025, 8, 31), amount, activity_id="a", organisation=organisation).key

    assert key(1, "UUR") == key(2, "uur ")
    assert key(1, "UUR") != key(1, "PPR")


EXTRACT = Extract.model_validate(
    {
        "title": "Opdigtet økonomisystem", "source_id": "randers-oekonomisystem", "plan_id": "plan-2025-29", "amount": "Beløb",
        "period": "Periode", "organisation": "Randers Kommune", "total": "I alt",
        "kind": {"column": "Værditype", "values": {"Forbrug": "spent", "Disposition": "bound"}},
        "activity": {"column": "PSP-element", "values": {"X-1": "tx_a_guidance"}},
        "focus_area": {"column": "PSP-element", "values": {"X-2": "plan-2025-29-education"}},
    }
)  # fmt: skip
# Made up. The column of texts is not read, whatever stands in it.
POSTINGS = """\
PSP-element;Værditype;Periode;Posteringstekst;Beløb
X-1;Forbrug;2025M08;Lokaler;1.000,50
X-1;Forbrug;2025M08;Kreditnota;200,00-
X-1;Disposition;2025M09;Bus;3.000,00 kr.
X-2;Forbrug;2025M08;Materialer;10.000,00
I alt;;;;13.800,50
"""


def extracted(text: str) -> Read:
    return economy_extract.read("udtraek.csv", text.encode("cp1252"), EXTRACT)


def test_an_extract_is_summed_by_subject_and_period_and_ties() -> None:
    found = extracted(POSTINGS)
    assert found.findings == []
    rows = [
        {name: change.row.get(name) for name in ("kind", "activity_id", "focus_area_id", "period_end", "amount")}
        for change in found.changes
    ]
    assert rows == [
        {"kind": "spent", "activity_id": "tx_a_guidance", "focus_area_id": None, "period_end": "2025-08-31", "amount": 800.5},
        {"kind": "bound", "activity_id": "tx_a_guidance", "focus_area_id": None, "period_end": "2025-09-30", "amount": 3000.0},
        {"kind": "spent", "activity_id": None, "focus_area_id": "plan-2025-29-education", "period_end": "2025-08-31", "amount": 10000.0},
    ]
    assert found.changes[0].row["note"] == "Lagt sammen af 2 posteringer."
    assert "Lokaler" not in str(found.changes)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("I alt;;;;13.800,50", "I alt;;;;13.800,00", "„I alt“ er 13.800 kr., men rækkerne giver 13.800,50 kr. Forskellen er -0,50 kr."),
        ("X-2;Forbrug;2025M08;Materialer;10.000,00\n", "", "Forskellen er 10.000 kr."),
        ("I alt;;;;13.800,50\n", "", "linjen „I alt“ mangler"),
        ("X-2;", "X-9;", "„X-9“ i PSP-element hører ikke til nogen aktivitet"),
        ("Disposition", "Overførsel", "„Overførsel“ i Værditype er ukendt"),
        ("2025M09", "sept", "„sept“ i Periode er ingen periode"),
        ("Værditype;", "Type;", "Kolonnen værditype mangler"),
        ("Posteringstekst", "CPR-nummer", "enkeltpersoner"),
    ],
)
def test_an_extract_that_does_not_tie_or_cannot_be_placed_changes_nothing(old: str, new: str, said: str) -> None:
    assert POSTINGS.count(old) >= 1
    found = extracted(POSTINGS.replace(old, new))
    assert any(said in one.message for one in found.findings), found.findings


def test_the_shipped_example_names_what_the_plan_has() -> None:
    assert economy_extract.names() == ["randers-oekonomisystem"]
    example = economy_extract.load("randers-oekonomisystem")
    assert not example.layout_known
    assert example.columns == ["Værditype", "Beløb", "Periode", "PSP-element"]


AREAS = {"vangdalen": "Vangdalen"}


def steps(**cells: Any) -> Read:
    made = steps_file.template_rows({"a": "Vejledning"}, AREAS, date(2025, 8, 1), date(2026, 7, 31), [])
    frame = pd.DataFrame(made, columns=list(steps_file.COLUMNS)).astype(object)
    frame = frame.assign(fra=pd.to_datetime(frame["fra"]), til=pd.to_datetime(frame["til"]))
    for column, cell in cells.items():
        frame[column.replace("_", " ").replace("løfte id", "løfte-id")] = [cell, None, None]
    return steps_file.read("d.csv", downloads.csv(frame), {"a": "Vejledning"}, AREAS, {"t": "a", "u": "b"})


def test_counted_steps_come_in_with_the_promise_they_count() -> None:
    found = steps(nået=60, startet=40, med_resultat=22, løfte_id="t")
    assert (found.findings, found.blank) == ([], 2)
    assert [(change.row["step"], change.row["area_id"], change.row["value"], change.row.get("target_id")) for change in found.changes] == [
        ("reached", "randers_kommune", 60, None), ("started", "randers_kommune", 40, None), ("result", "randers_kommune", 22, "t"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"nået": "mange"}, "nået: „mange“ kan ikke læses som et tal"),
        ({"nået": 60, "løfte_id": "u"}, "løftet „u“ hører ikke til aktiviteten"),
        ({"nået": 60, "hvis_intet_tal": "ikke opgjort"}, "både tal og en grund"),
        ({"hvis_intet_tal": "glemt"}, "„glemt“ er ingen grund"),
        ({"nået": 60, "bopæl": "Mars"}, "„Mars“ er intet boligområde"),
    ],
)
def test_steps_that_cannot_be_read_are_said(cells: dict[str, Any], said: str) -> None:
    assert any(said in one.message for one in steps(**cells).findings)


def test_rows_of_persons_are_refused_as_a_whole() -> None:
    text = "aktivitet-id;bopæl;fra;til;fornavn;startet\na;Vangdalen;01-08-2025;31-07-2026;Opdigtet;1\n"
    found = steps_file.read("d.csv", text.encode(), {"a": "Vejledning"}, AREAS, {})
    assert found.changes == ()
    assert "enkeltpersoner" in found.findings[0].message
    assert "Opdigtet" not in found.findings[0].message
