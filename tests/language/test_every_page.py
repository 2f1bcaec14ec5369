"""Every page in English on the real content: no error, no Danish left but names and what documents print."""

from __future__ import annotations

import re
import shutil

import duckdb
import pytest

from data.pointer import Version
from pages.locale import catalogues
from tests.people import as_role
from tests.screens.test_every_page import PAGES, body, opened

VIEWS: list[tuple[str, dict[str, str]]] = [
    *((file, {}) for file in dict.fromkeys(PAGES)),
    *(("pages/compare/page.py", {"vis": view}) for view in ("en", "tid")),
    *(("pages/data_sources/page.py", {"vis": view}) for view in ("rettelser", "daekning", "kilder", "hent")),
    *(("pages/activities/page.py", {"vis": view}) for view in ("planer", "slaegt")),
    *(("pages/progress/page.py", {"vis": view}) for view in ("beslutninger", "rapport", "milepaele", "helbred")),
    ("pages/overview/page.py", {"visning": "moede"}),
    ("pages/activities/page.py", {"visning": "moede"}),
    ("pages/area/page.py", {"omraade": "atlantis"}),
]
# Words that no English sentence has.
DANISH = re.compile(
    r"(?<![\w-])(og|ikke|til|med|af|på|der|som|eller|fra|hvor|kommunen|området|områder|tal|siden|kun|ingen|vises|mod|kilde|periode|måling|"
    r"uden|skal|hver|alle|ved|blev|er|det|denne|efter|endnu)(?![\w-])",
    re.IGNORECASE,
)
# What stays Danish by decision (docs/decisions.md): places in documents, what documents print, streets, names.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@pytest.fixture(scope="module")
def names(real_build: Version, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is the same in both languages, the longest first: names, places in documents, and what documents print."""
    found = {message.id for message in catalogues.known("content") if message.id and message.string == message.id}
    # A copy: the engine opens one file in one way per process.
    copy = shutil.copy(real_build.published, tmp_path_factory.mktemp("names"))
    with duckdb.connect(str(copy), read_only=True) as opened:
        columns = opened.execute(
            "select table_name, column_name from information_schema.columns "
            "where column_name in ('source_place', 'printed', 'street_text', 'canonical', 'law_place')"
        ).fetchall()
        for table, column in columns:
            rows = opened.execute(f'select distinct "{column}" from "{table}" where "{column}" is not null').fetchall()
            found |= {str(text) for (text,) in rows}
    return sorted((text for text in found if len(text) > 2), key=len, reverse=True)


@pytest.fixture(autouse=True)
def _as_officer(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))
    as_role(monkeypatch, "officer")


def danish_left(text: str, names: list[str]) -> list[str]:
    """Lines with more than one Danish word, once names are taken out; one may be a name nobody knows."""
    found = []
    for line in text.splitlines():
        rest = line
        for name in names:
            rest = rest.replace(name, " ")
        words = DANISH.findall(_QUOTED.sub(" ", rest))
        if len(words) >= 2:
            found.append(" ".join(rest.split())[:200])
    return found


def test_danish_would_be_found() -> None:
    assert danish_left("Der er ingen tal at vise.\nAll good here.", []) == ["Der er ingen tal at vise."]
    assert danish_left("All figures from Hvem er de 23.000 unge udenfor?", ["Hvem er de 23.000 unge udenfor?"]) == []


@pytest.mark.parametrize(("file", "link"), VIEWS, ids=[f"{file[6:-3]} {' '.join(link.values())}".strip() for file, link in VIEWS])
def test_a_page_in_english(file: str, link: dict[str, str], names: list[str]) -> None:
    app = opened(file, sprog="en", **link)
    assert not app.exception
    labels = [
        str(getattr(element, "label", "")) for kind in (app.button, app.selectbox, app.radio, app.text_input, app.tabs) for element in kind
    ]
    text = "\n".join([body(app), *labels])
    assert len(text) > 100
    assert danish_left(text, names) == []
    # A figure written in Danish: 40,6 % or a point before three digits.
    assert re.findall(r"\d,\d\u00a0%|\d,\d percentage points", text) == []
