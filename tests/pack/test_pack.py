"""The pack as a whole: the same bytes again, told along the way, refused for the internal file, and all of it in Danish."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from data.pointer import Version
from pages.pack import Edition, InternalFiguresError, Pack, make
from pages.pack.__main__ import AgendaFileError, main, read, said
from queries.connection import Database
from tests.pack.conftest import DAY, TITLE, slide_texts, unbroken

# Words that would come from a program or a programmer.
ENGLISH = re.compile(
    r"\b(the|and|of|with|none|null|nan|true|false|published|suppressed|doubtful|percent|count|slide|page|sheet|table|chart|title|click|"
    r"figure|undefined|error|unknown|housing|average|per_year|plan_total)\b",
    re.IGNORECASE,
)


def workbook_text(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if isinstance(value, str))


@pytest.fixture(scope="session")
def texts(deck: Any, pages: list[str], book: Any) -> dict[str, str]:
    """Everything that the three files of the real content say."""
    cells = (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if isinstance(value, str))
    return {"pptx": "\n".join(slide_texts(deck)), "pdf": unbroken("\n".join(pages)), "xlsx": "\n".join(cells)}


@pytest.fixture(scope="session")
def bare_texts(bare_pack: Pack) -> dict[str, str]:
    """The same of the synthetic content."""
    slides = "\n".join(slide_texts(Presentation(io.BytesIO(bare_pack.pptx))))
    paper = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(bare_pack.pdf)).pages)
    return {"pptx": slides, "pdf": unbroken(paper), "xlsx": workbook_text(bare_pack.xlsx)}


def test_one_edition_gives_the_same_bytes(fixture_database: Database, bare_pack: Pack) -> None:
    again = make(fixture_database, Edition(TITLE, DAY, "fixture"))
    assert again.files() == bare_pack.files()


def test_the_files_are_dated_by_the_edition_and_not_by_the_clock(bare_pack: Pack) -> None:
    for content in (bare_pack.xlsx, bare_pack.pptx):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            dates = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", file.read("docProps/core.xml").decode())
        assert dates == ["2026-03-01T00:00:00Z"] * 2


def test_progress_is_told_and_never_falls(pack: Pack, heard: list[tuple[float, str]]) -> None:
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len({round(share, 1) for share in shares}) >= 8
    assert all(text for _, text in heard)


def test_files_are_named_by_the_version_of_the_data(pack: Pack, real_database: Database) -> None:
    assert list(pack.files()) == [f"bestyrelsespakke-{real_database.version}.{ending}" for ending in ("pptx", "pdf", "xlsx")]


@pytest.mark.parametrize("kind", ["pptx", "pdf", "xlsx"])
def test_no_english_is_left(texts: dict[str, str], kind: str) -> None:
    assert len(texts[kind]) > 5000
    assert {word.lower() for word in ENGLISH.findall(texts[kind])} == set()


def test_the_internal_file_is_refused(fixture_version: Version) -> None:
    database = Database(fixture_version.internal, "fixture")
    with pytest.raises(InternalFiguresError, match="offentliggjorte fil"):
        make(database, Edition(TITLE, DAY, "fixture"))
    database.close()


def test_what_nobody_said_is_said(bare_texts: dict[str, str]) -> None:
    assert [kind for kind, text in bare_texts.items() if "Der er ikke registreret beslutninger siden sidst." not in text] == []


def test_an_agenda_that_was_not_chosen_takes_no_page_and_no_slide(bare_texts: dict[str, str], deck: Any) -> None:
    assert "Der er ikke valgt en dagsorden til denne udgave." in bare_texts["xlsx"]
    assert [kind for kind in ("pdf", "pptx") if "Dagsorden" in bare_texts[kind]] == []
    assert "Dagsorden" in [slide.shapes.title.text for slide in deck.slides]


def test_content_with_holes_gives_whole_files(bare_texts: dict[str, str]) -> None:
    """The synthetic content has every kind of hole the documents have."""
    assert "skjult (få personer)" in bare_texts["pdf"]
    assert "Skjult (få personer)" in bare_texts["pptx"]
    assert "skjult (få personer)" in bare_texts["xlsx"]


def write(folder: Path, content: Any) -> Path:
    path = folder / "dagsorden.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "kan ikke læses som JSON"),
        ([], "skal indeholde ét objekt"),
        ({"agenda": [{"headlin": "x"}]}, "Delen ”agenda”"),
        ({"comments": [{"subject_kind": "area", "subject_id": "x", "written_on": "i går", "text": "x"}]}, "Delen ”comments”"),
        ({"decisions": [{"title": "x"}]}, "Delen ”decisions”"),
        ({"edition": {"date": "2026-13-01"}}, "Delen ”edition”"),
    ],
)
def test_a_wrong_agenda_file_is_told_with_its_place(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(AgendaFileError, match=message):
        said(read(write(tmp_path, content)), "v")


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "ud"), "--database", str(tmp_path / "tom")]) == 1
    assert "Der er ikke bygget nogen database endnu" in capsys.readouterr().err
    assert not (tmp_path / "ud").exists()


def test_the_command_writes_the_three_files(
    tmp_path: Path, fixture_folder: Path, bare_pack: Pack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[Any] = []

    def kept(*arguments: Any) -> Pack:
        given.append(arguments)
        return bare_pack

    monkeypatch.setattr("pages.pack.__main__.make", kept)
    content = {
        "edition": {"title": "Forårsmøde", "date": "2026-04-01", "banner": "Kladde"},
        "agenda": [{"headline": "Et punkt", "page": "Overblik", "choices": {"aar": "2023"}}],
        "comments": [{"subject_kind": "area", "subject_id": "vangdalen", "written_on": "2026-02-01", "text": "Ord"}],
        "decisions": [{"decided_on": "2025-11-20", "title": "Besluttet"}],
    }
    out = tmp_path / "ud"
    assert main(["--out", str(out), "--database", str(fixture_folder), "--agenda", str(write(tmp_path, content))]) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == bare_pack.files()
    _, edition, agenda, comments, decisions, *_ = given[0]
    assert (edition.title, edition.date.isoformat(), edition.banner) == ("Forårsmøde", "2026-04-01", "Kladde")
    assert agenda[0].choices == {"aar": "2023"}
    assert (comments[0].written_on.isoformat(), decisions[0].decided_on.isoformat()) == ("2026-02-01", "2025-11-20")
    assert "bestyrelsespakke-fixture.pdf" in capsys.readouterr().out
