"""Whatever the address bar says: no page ends at the error page, and nothing of it becomes markup."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.kit.plain import echoed, escaped
from pages.kit.roles import Reason
from tests import source
from tests.people import as_role
from tests.screens.markdown import LINK, is_markup, markdown

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "pages").glob("*/page.py"))
ODD = [
    LINK, "31.12.9999", "9999-12-31", "0001-01-01", "2026-02-31", "9" * 5_000, "-1", "0", "1e400", "NaN", "٣", "a" * 20_000, "\x00",
    "{asked}", "%s", "../../etc/passwd", "'; drop table area; --", ",", ",,,", " ", "24:00", "23:59+02:00", "None", "true", "vangdalen,x",
]  # fmt: skip
ASKED_BY = {"choose", "choose_many", "search", "_day", "_time"}
ODD_VALUE = st.one_of(st.sampled_from(ODD), st.text(max_size=40), st.dates().map(str), st.integers().map(str), st.times().map(str))


@cache
def parameters() -> list[str]:
    """Every name that a page reads from the address: choices, and what is asked for by name or by a constant's."""
    found = {"visning", "sprog", "udseende", "udgave", "dagsorden", "punkt", "guide", "ukendt"}
    for path in (ROOT / "pages").rglob("*.py"):
        for node in source.nodes(path):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called.split(".")[-1] in ASKED_BY or called.endswith("query_params.get"):
                texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                found |= {text for text in texts if re.fullmatch(r"[a-z_]+", text)}
    return sorted(found)


def opened(page: str, link: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / page), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def test_the_names_of_the_address_are_found() -> None:
    assert {"omraade", "omraader", "indikator", "dag", "moede", "zoom", "punkt", "vis"} <= set(parameters())


@pytest.mark.parametrize("page", PAGES)
def test_no_address_leads_to_the_error_page(page: str, fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    as_role(monkeypatch, "officer")
    names = parameters()

    @settings(max_examples=8, deadline=None, derandomize=True)
    @given(st.dictionaries(st.sampled_from(names), ODD_VALUE, min_size=3))
    @example(dict.fromkeys(names, "9999-12-31"))
    @example(dict.fromkeys(names, "9" * 5_000))
    @example(dict.fromkeys(names, "23:59+02:00") | {"dag": "2026-11-01"})
    @example(dict.fromkeys(names, LINK))
    def holds(link: dict[str, str]) -> None:
        app = opened(page, link)
        assert not app.exception, [error.message for error in app.exception]
        assert not [text for text in markdown(app) if is_markup(text)]

    holds()


def test_nothing_of_the_address_is_markup_before_login(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    as_role(monkeypatch, None, Reason.NO_ROLE)
    app = opened("pages/overview/page.py", dict.fromkeys(("sprog", "udseende", "visning", "udgave"), LINK))
    said = [text for text in markdown(app) if "Log ind her" in text]
    assert len(said) == 3
    assert all("\\[Log ind her\\](https:\u2060" in text for text in said), said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gl. Jennumparken (2023-24): 5 %", "Gl. Jennumparken (2023-24): 5 %"),
        ("[a](https://b.dk)", "\\[a\\](https:\u2060//b.dk)"),
        ("www.b.dk a@b.dk", "www\u2060.b.dk a@\u2060b.dk"),
        ("# a", "\\# a"),
        ("den_her _a_ __b__", "den_her \\_a\\_ \\_\\_b\\_\\_"),
        ("1. a", "1\\. a"),
        ("a\n\n- b", "a - b"),
        (" 40,0\u00a0% \u2028 b", "40,0\u00a0% b"),
        (":red[a] $b$ &#91; <i>", "\\:red\\[a\\] \\$b\\$ \\&#91; \\<i\\>"),
    ],
)
def test_plain_text_stays_what_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_long_value_is_cut() -> None:
    assert echoed("a" * 5_000) == "a" * 60 + "…"


AS_MARKDOWN = {"title", "header", "subheader", "caption", "write", "markdown", "info", "success", "warning", "error", "toast"}


def brought(value: ast.expr) -> bool:
    """Whether a value is taken out of something as it stands, alone or joined, and not made harmless, counted or formatted."""
    called = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    return isinstance(value, ast.Subscript | ast.Attribute) or called == "str" or called.endswith(".join")


def raw_markdown(tree: ast.AST) -> list[int]:
    """Lines where a value that is no text of ours is handed over as Markdown as it stands, or inside a sentence."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in AS_MARKDOWN and node.args:
            shown = node.args[0]
            sentence = isinstance(shown, ast.Call) and ast.unparse(shown.func) in ("tr", "trn")
            inside = [word.value for word in shown.keywords if word.arg] if sentence else []
            if ast.unparse(node.func.value) in ("st", "notes") and any(brought(value) for value in [shown, *inside]):
                found.append(node.lineno)
    return found


def test_values_are_not_handed_over_as_markdown() -> None:
    found = {path: lines for path in sorted((ROOT / "pages").rglob("*.py")) if (lines := raw_markdown(source.tree(path)))}
    assert found == {}
    written = "st.title(row['title'])\nnotes.error(str(error))\nst.header(area.name)\nst.write(tr('x'))\nst.info(tr('{a}', a=area.name))\n"
    assert raw_markdown(ast.parse(written + "notes.info(tr('{a}', a=', '.join(names)))\nst.info(tr('{a}', a=escaped(x.y)))")) == [
        1,
        2,
        3,
        5,
        6,
    ]


def test_every_text_field_has_a_greatest_length() -> None:
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for node in source.nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("text_input", "text_area"):
                assert any(word.arg == "max_chars" for word in node.keywords), f"{path}:{node.lineno}"
