"""Results from a file: the template comes back as it was filled in, and every mistake is said with its row."""

from __future__ import annotations

import io
import shutil
from datetime import date
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data import child
from data.pointer import Version
from data.releases.results_file import COLUMNS, Read, number, read, template_rows
from pages.kit import downloads
from tests.people import as_role

ROOT = Path(__file__).resolve().parents[2]
PROMISES = {"tx_courses": "Forløb", "tx_share": "Andel, der gennemfører"}
OFFERED = [
    {"activity": "Vejledning", "measure": name, "promised": "15–20 pr. år", "unit": "antal", "target_id": target_id,
     "starts": date(2025, 10, 1), "ends": date(2029, 7, 31)}
    for target_id, name in PROMISES.items()
]  # fmt: skip


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read in this process; one test reads in the child as the server does, which takes a second to start."""
    if request.node.originalname != "test_a_filled_template_comes_back":
        monkeypatch.setattr(child, "run", lambda function, payload: import_module(function.split(":")[0]).cells(payload))


def template(**filled: object) -> pd.DataFrame:
    """The template of the first year with cells of its first row filled in."""
    frame = pd.DataFrame(template_rows(OFFERED, date(2025, 8, 1), date(2026, 7, 31), {}), columns=list(COLUMNS))
    frame = frame.assign(fra=pd.to_datetime(frame["fra"]), til=pd.to_datetime(frame["til"])).astype({"resultat": object})
    for column, cell in filled.items():
        frame[column.replace("_", " ").replace("løfte id", "løfte-id")] = [cell, None]
    return frame


def as_csv(frame: pd.DataFrame) -> Read:
    return read("resultater.csv", downloads.csv(frame), PROMISES)


def as_excel(frame: pd.DataFrame) -> Read:
    return read("resultater.xlsx", downloads.sheet(frame, "Resultater", ["Vejledning"]), PROMISES)


@pytest.mark.parametrize("through", [as_csv, as_excel])
def test_a_filled_template_comes_back(through) -> None:
    found = through(template(resultat=24, bemærkning="Efteråret"))
    assert found.findings == []
    assert found.blank == 1
    row = dict(found.changes[0].row)
    assert row == {
        "target_id": "tx_courses", "period_start": "2025-10-01", "period_end": "2026-07-31", "value": 24.0, "status": "published",
        "source_id": "recording", "source_place": "Registrering", "note": "Efteråret",
    }  # fmt: skip


def test_the_template_is_filled_with_what_is_recorded() -> None:
    known = {"tx_courses": {"value": 18.0, "status": "published", "note": "Foreløbig"}, "tx_share": {"status": "not_collected"}}
    first, second = template_rows(OFFERED, date(2025, 8, 1), date(2026, 7, 31), known)
    assert (first["resultat"], first["bemærkning"], first["hvis intet tal"]) == (18.0, "Foreløbig", None)
    assert (second["resultat"], second["hvis intet tal"]) == (None, "ikke opgjort")


@pytest.mark.parametrize("written", ["1.270,5", "1270,5"])
def test_danish_numbers(written: str) -> None:
    assert number(written) == 1270.5


def test_a_percentage_of_excel_is_a_percentage() -> None:
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        template().to_excel(writer, index=False)
        book, sheet = writer.book, next(iter(writer.sheets.values()))
        sheet.write_number(1, list(COLUMNS).index("resultat"), 0.406, book.add_format({"num_format": "0.0%"}))
    assert read("r.xlsx", buffer.getvalue(), PROMISES).changes[0].row["value"] == pytest.approx(40.6)


def test_a_reason_instead_of_a_figure() -> None:
    row = as_csv(template(hvis_intet_tal="Ikke opgjort")).changes[0].row
    assert (row["status"], row["note"], "value" in row) == ("not_collected", "Ikke opgjort for perioden.", False)


BAD = {
    "no number": (template(resultat="mange"), "række 2", "„mange“ kan ikke læses som et tal"),
    "an english number": (template(resultat="1,270.5"), "række 2", "kan ikke læses som et tal"),
    "no such promise": (template(resultat=1, løfte_id="tx_none"), "række 2", "løftet „tx_none“ findes ikke"),
    "no date": (template(resultat="1", fra="efteråret"), "række 2", "fra: „efteråret“ er ingen dato"),
    "an unknown reason": (template(hvis_intet_tal="glemt"), "række 2", "„glemt“ er ingen grund"),
    "both figure and reason": (template(resultat="3", hvis_intet_tal="ikke opgjort"), "række 2", "både et tal og en grund"),
    "only a note": (template(bemærkning="Kommer"), "række 2", "en bemærkning, men intet resultat"),
    "a column taken out": (template(resultat="1").drop(columns="løfte-id"), "overskriften", "Kolonnen løfte-id mangler"),
    "the same row twice": (pd.concat([template(resultat="1"), template(resultat="2")]), "række 4", "står også i række 2"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_said_with_its_row_and_nothing_is_taken(name: str) -> None:
    frame, where, what = BAD[name]
    found = as_csv(frame)
    assert [(finding.where, what in finding.message) for finding in found.findings] == [(where, True)], found.findings
    assert name == "the same row twice" or found.changes == ()


def test_all_mistakes_at_once() -> None:
    frame = template()
    frame["resultat"] = ["x", "y"]
    assert [finding.where for finding in as_csv(frame).findings] == ["række 2", "række 3"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("tom.csv", b"", "tom"),
        ("person.csv", b"navn;cpr\nen;010180-1234\n", "CPR"),
        ("arkiv.xlsx", b"PK\x03\x04 ikke et ark", "fil"),
    ],
)
def test_files_that_are_refused(name: str, content: bytes, what: str) -> None:
    found = read(name, content, PROMISES)
    assert found.changes == ()
    assert any(what in str(finding) for finding in found.findings)


def test_the_page_hands_out_the_template_and_reads_it_back(real_build: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = Path(shutil.copytree(real_build.published.parent, tmp_path / "build"))
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(build))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(tmp_path / "state"))
    as_role(monkeypatch, "officer")
    app = AppTest.from_file(str(ROOT / "pages/recording/page.py"), default_timeout=300)
    app.query_params["vis"], app.query_params["periode"] = "fil", "2025-26"
    app.run()
    assert [button.proto.label for button in app.get("download_button")] == ["Skabelon (CSV)", "Skabelon (Excel)"]
    from pages.recording import results, views

    targets, _, period = views._plan()
    frame = views._template(targets, period)
    assert set(frame["løfte-id"]) <= set(targets["target_id"])
    assert len(frame) > 30
    assert (frame["til"] <= pd.Timestamp("2026-07-31")).all()
    frame = frame.astype({"resultat": object})
    frame.loc[0, "resultat"] = 12
    found = read("r.csv", downloads.csv(frame), dict(zip(targets["target_id"], targets["measure"], strict=True)))
    assert found.findings == []
    said = results.describe(targets)(found.changes[0], None)
    assert said[1:] == ("12", "–")
