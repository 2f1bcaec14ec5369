"""The data-quality report as a person reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queries import __main__ as commands
from queries.connection import Database
from queries.quality import report


@pytest.fixture(scope="module")
def lines(fixture_database: Database) -> list[str]:
    return report(fixture_database).splitlines()


def test_report_has_its_sections_in_order(lines: list[str]) -> None:
    headings = [line for line in lines if line and not line.startswith(" ") and line.split(" ")[0].isupper()]
    assert headings == [
        "DATAKVALITET, version fixture",
        "TAL PR. KILDE OG STATUS",
        "DÆKNING: Den boligsociale Helhedsplan for Randers 2025-29",
        "DÆKNING: Resultatevaluering 2017-21",
        "RETTELSER OG TVIVL (5)",
    ]


def test_report_counts_by_document_and_status(lines: list[str]) -> None:
    heading = next(re.split(r"\s{2,}", line.strip()) for line in lines if line.lstrip().startswith("rettet "))
    row = next(line for line in lines if line.startswith("Den boligsociale Helhedsplan for Randers 2025-29 "))
    counts = [int(cell) for cell in row.removeprefix("Den boligsociale Helhedsplan for Randers 2025-29").split()]
    assert dict(zip(heading, counts, strict=True)) == {
        "rettet": 1, "tvivlsomt": 1, "ikke opgjort": 1, "ikke offentliggjort": 2, "som trykt": 49, "skjult (få personer)": 7,
        "kan ikke læses": 1,
    }  # fmt: skip


def test_report_names_years_and_holes(lines: list[str]) -> None:
    assert "  fx_outside · Alle 7 boligområder: 2022, 2023 (tvivlsomt), 2024" in lines
    assert "  fx_charged · Gl. Jennumparken: 2018, 2019, 2022" in lines
    hidden = "skjult (få personer)"
    assert f"  fx_placed · Vangdalen: 2020 ({hidden}), 2021 ({hidden}), 2022 (kan ikke læses), 2023 ({hidden})" in lines
    assert "  fx_safe · Vangdalen: 2023 (ikke opgjort)" in lines
    assert "  fx_absence_2017 · Vangdalen: 2019" in lines


def test_report_tells_each_repair_with_reason_and_evidence(lines: list[str]) -> None:
    place = lines.index("  [tvivlsomt] Uden for arbejdsmarkedet (opdigtet) · Alle 7 boligområder · 2023-09-30 · trykt: 12,9 · brugt: 12.9")
    assert lines[place + 1] == "    Grund: En tredjedel af naboårenes tal."
    assert lines[place + 2] == "    Bevis: Årene omkring: 40,2 og 38,1."
    assert "  [kan ikke læses] Fra fravær til fremmøde: Møder · - · 2021-06-30 · trykt: 9% · brugt: -" in lines
    assert not any("nan" in line.lower().split() or "None" in line for line in lines)
    assert not any("3 af 13" in line for line in lines)


def test_report_of_the_real_content_is_whole(real_database: Database) -> None:
    text = report(real_database)
    assert text.count("DÆKNING: ") == 5
    assert "trykt: nan" not in text
    assert f"RETTELSER OG TVIVL ({len(real_database.table('correction'))})" in text


def test_command_prints_the_report(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    assert commands.main(["report"]) == 0
    assert capsys.readouterr().out.startswith("DATAKVALITET, version fixture\n")


def test_command_without_a_database_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path))
    assert commands.main(["report"]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("Der er ikke bygget nogen database endnu. Kør 'make build'")
    assert printed.out == ""
