"""Every page on the real content: no hidden figure beside its indicator, in tables, texts, charts, tooltips, maps or links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlparse

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data.disclosure import NOTE
from data.pointer import Version
from pages.kit import formats
from tests.raw import raw
from tests.screens.test_every_page import PAGES, opened

# Pages where one indicator or one area is chosen by the link, so that neither need stand in the row itself.
CHOSEN = [
    ("pages/indicator/page.py", {"indikator": "hp25_language_special"}),
    ("pages/indicator/page.py", {"indikator": "re17_placed_parents"}),
    ("pages/trends/page.py", {"indikator": "re17_placed_parents"}),
    ("pages/compare/page.py", {"vis": "en", "indikator": "hp25_language_focused", "kilde": "helhedsplan-2025-29"}),
    ("pages/map/page.py", {"indikator": "hp25_evictions_all"}),
    ("pages/area/page.py", {"omraade": "vangdalen"}),
    ("pages/activities/page.py", {"plan": "plan-2013-17"}),
    ("pages/data_sources/page.py", {"vis": "rettelser"}),
]


class Secret(NamedTuple):
    """A hidden figure: whose it is, and the ways its numbers could be written."""

    indicator_id: str
    titles: tuple[str, ...]
    area_id: str
    area: str
    year: str
    texts: tuple[str, ...]


@pytest.fixture(scope="module")
def secrets(real_build: Version, internal: duckdb.DuckDBPyConnection) -> list[Secret]:
    """The hidden figures of the real content, from the internal file."""
    with raw(real_build.published) as published:
        query = "select indicator_id, area_id, period_end from observation where note = ?"
        hidden = set(published.execute(query, [NOTE]).fetchall())
    query = """select observation.indicator_id, title, short_title, observation.area_id, area.name, period_end, value,
        numerator, denominator, unit, decimals, printed
        from observation inner join indicator on indicator.indicator_id = observation.indicator_id
        inner join area on area.area_id = observation.area_id"""
    found = []
    for indicator_id, title, short, area_id, area, end, value, count, base, unit, decimals, printed in internal.execute(query).fetchall():
        if (indicator_id, area_id, end) in hidden:
            texts = {printed, formats.figure(value, unit, decimals), formats.number(value, decimals)}
            if count is not None and base is not None:
                texts.add(f"{formats.number(count)} af {formats.number(base)}")
            found.append(Secret(indicator_id, (title, short), area_id, area, str(end.year), tuple(sorted(texts))))
    assert len(found) > 50
    return found


def rows(app: AppTest) -> Iterator[str]:
    """Everything in pieces that belong together: table rows with their caption, paragraphs, and the records of charts and maps."""
    for element in app.get("html"):
        yield from _pieces(element.proto.body)
    for kind in (app.markdown, app.title, app.header, app.caption, app.info, app.warning, app.error):
        for element in kind:
            yield from _pieces(str(element.value))
    for kind in ("vega_lite_chart", "arrow_vega_lite_chart"):
        for element in app.get(kind):
            yield from _records(json.loads(element.proto.spec))
    for element in app.get("deck_gl_json_chart"):
        yield from _records(json.loads(element.proto.json))


def _pieces(markup: str) -> Iterator[str]:
    if "<style>" in markup:
        return
    caption = re.search(r"<caption>(.*?)</caption>", markup, re.DOTALL)
    head = html.unescape(caption[1]) if caption else ""
    yield head
    for piece in re.split(r"</tr>|</p>|</li>|</dd>|</figure>|</article>", markup):
        # Attributes are read as well: a title or an aria-label can tell what the text does not.
        words = " ".join(re.findall(r'(?:title|aria-label|alt|data-[a-z-]+)="([^"]*)"', piece))
        yield f"{head} | {html.unescape(re.sub('<[^>]*>', ' ', piece))} {html.unescape(words)}"


def _records(value: Any) -> Iterator[str]:
    """The leaves' parents: objects that hold plain values, one text each, numbers written in Danish."""
    if isinstance(value, dict):
        plain = {name: item for name, item in value.items() if isinstance(item, str | int | float) and not isinstance(item, bool)}
        if len(plain) > 1:
            yield " | ".join(f"{item:g}".replace(".", ",") if isinstance(item, float) else str(item) for item in plain.values())
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _records(item)


def leaks(app: AppTest, secrets: list[Secret], chosen: dict[str, str]) -> list[tuple[str, str]]:
    """Pieces that hold a hidden figure's number beside its indicator and its area (named there, or chosen for the whole page)."""
    pieces = {re.sub(r"\s+", " ", piece) for piece in rows(app)}
    found = []
    for secret in secrets:
        patterns = [rf"(?<![\d,.\u2212-]){re.escape(re.sub(chr(160), ' ', text))}(?![\d,.]|-)" for text in secret.texts]
        for piece in pieces:
            of_it = chosen.get("indikator") == secret.indicator_id or any(title in piece for title in secret.titles)
            there = chosen.get("omraade") == secret.area_id or secret.area in piece
            if of_it and there and secret.year in piece and any(re.search(pattern, piece) for pattern in patterns):
                found.append((f"{secret.indicator_id} {secret.area_id} {secret.year}", piece))
    return found


def links(app: AppTest) -> Iterator[str]:
    """Where every link of the page leads."""
    for element in [*app.get("html"), *app.markdown]:
        body = element.proto.body if hasattr(element.proto, "body") else str(element.value)
        yield from re.findall(r'href="([^"]*)"', html.unescape(body))


@pytest.fixture
def real(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(("file", "chosen"), [*((page, {}) for page in PAGES if page not in dict(CHOSEN)), *CHOSEN])
def test_no_hidden_figure_stands_beside_its_indicator(file: str, chosen: dict[str, str], secrets: list[Secret]) -> None:
    app = opened(file, **chosen)
    assert not app.exception
    assert leaks(app, secrets, chosen) == []
    for link in links(app):
        values = [value for part in parse_qs(urlparse(link).query).values() for value in part]
        assert not [value for value in values if re.fullmatch(r"\d{1,3}(?:[.,]\d+)?", value)], link


@pytest.fixture
def inside(real_build: Version, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages as they would be if the published file were the internal one."""
    pointer = real_build.published.parent / "current.json"
    named = json.loads(pointer.read_text("utf-8"))
    secret, name = real_build.internal.name, real_build.published.name
    for target in (secret, name):
        (tmp_path / target).symlink_to(real_build.internal)
    named["sha256"][name] = named["sha256"][secret]
    (tmp_path / "current.json").write_text(json.dumps(named), "utf-8")
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(tmp_path))


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("file", "chosen"),
    [
        ("pages/indicator/page.py", {"indikator": "hp25_language_special"}),
        ("pages/map/page.py", {"indikator": "hp25_evictions_all"}),
        ("pages/area/page.py", {"omraade": "vangdalen"}),
    ],
)
def test_the_search_for_leaks_finds_them_on_pages_that_read_the_internal_file(
    file: str, chosen: dict[str, str], secrets: list[Secret]
) -> None:
    app = opened(file, **chosen)
    assert not app.exception
    assert leaks(app, secrets, chosen)


@pytest.mark.usefixtures("real")
def test_hidden_is_said_in_words_with_its_reason_and_is_no_other_hole() -> None:
    text = " ".join(re.sub(r"\s+", " ", piece) for piece in rows(opened("pages/indicator/page.py", indikator="hp25_language_general")))
    assert f"skjult (få personer) {NOTE}" in text
    words = [formats.status_word(status) for status in ("suppressed", "not_collected", "not_published", "unreadable")]
    assert len({*words, formats.number(0), formats.number(None)}) == 6
