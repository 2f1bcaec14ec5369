"""The plan of the house: which room may know which, and what stands in each."""

from __future__ import annotations

import ast
import re
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.source import tree

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("data", "geo", "queries", "pages")
# Room -> rooms it must not know. The officer's pages, which load and restore, may call data; they are named in OFFICER.
FORBIDDEN = {
    "app": {"data", "geo", "queries"},
    "pages": {"data", "app", "server", "tests"},
    "queries": {"data", "geo", "pages", "app", "server", "tests", "streamlit", "altair", "pydeck"},
    "geo": {"data", "queries", "pages", "app", "server", "tests", "streamlit"},
    "data": {"queries", "pages", "app", "server", "tests", "streamlit"},
}
# Modules of pages/ that only an officer reaches, or that every page needs to know who that is: they may call data.
OFFICER = {
    "pages/addresses/coding.py",
    "pages/agenda/forms.py",
    "pages/editions/forms.py",
    "pages/loading/borders.py",
    "pages/loading/views.py",
    "pages/mail/__main__.py",
    "pages/kit/release.py",
    "pages/kit/journal.py",
    "pages/recording/economy.py",
    "pages/recording/participants.py",
    "pages/recording/results.py",
    "pages/recording/views.py",
    "pages/recording/history.py",
}
SQL = re.compile(
    r"\bselect\b[\s\S]*\bfrom\b|\binsert\s+into\b|\bcreate\s+(?:table|view)\b|\bdelete\s+from\b|\bupdate\s+\w+\s+set\b", re.IGNORECASE
)


def modules(room: str) -> list[Path]:
    return sorted(path for path in (ROOT / room).rglob("*.py") if "build" not in path.relative_to(ROOT / room).parts[:-1])


ALL = [path for room in ROOMS for path in modules(room)]
SCREENS = {path.parent.name for path in (ROOT / "pages").glob("*/page.py")}
PAGES = sorted((ROOT / "pages").glob("*/page.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(parsed: ast.AST) -> Iterator[str]:
    """Every module named in an import, wherever it stands, relative ones excepted."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]


def calls(parsed: ast.Module) -> list[ast.Call]:
    """Calls that run when the module is loaded, in the order they stand: not those in the bodies of functions."""
    found: list[ast.Call] = []

    def walk(node: ast.AST) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            for part in [*getattr(node, "decorator_list", []), *node.args.defaults]:
                walk(part)
            return
        # The arguments of a call run before the call itself.
        for child in ast.iter_child_nodes(node):
            walk(child)
        if isinstance(node, ast.Call):
            found.append(node)

    walk(parsed)
    return found


def forbidden_imports(parsed: ast.Module, room: str) -> set[str]:
    return {module for module in imports(parsed) if module.split(".")[0] in FORBIDDEN[room]}


def first_call(parsed: ast.Module) -> str:
    found = calls(parsed)
    return ast.unparse(found[0].func) if found else ""


def sql_in(parsed: ast.Module) -> list[str]:
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(parsed)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    strings = [node for node in ast.walk(parsed) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in strings if id(node) not in documentation and SQL.search(node.value)]


def test_rooms_have_something_in_them() -> None:
    assert all(len(modules(room)) >= 5 for room in ROOMS)
    assert len(PAGES) >= 3
    assert {"data/build.py", "queries/connection.py", "pages/kit/guard.py"} <= {name(path) for path in ALL}


def test_imports_point_one_way() -> None:
    wrong = {}
    for path in ALL:
        found = forbidden_imports(tree(path), path.relative_to(ROOT).parts[0])
        if name(path) in OFFICER:
            found = {module for module in found if module.split(".")[0] != "data"}
        if found:
            wrong[name(path)] = found
    assert wrong == {}


def test_app_knows_only_pages() -> None:
    assert forbidden_imports(tree(ROOT / "app.py"), "app") == set()


def test_a_wrong_import_would_be_found() -> None:
    wrong = ast.parse("def f():\n    from data.build import build\nimport streamlit as st\nfrom pages import kit\nimport pandas")
    assert forbidden_imports(wrong, "queries") == {"data.build", "data.build.build", "streamlit", "pages", "pages.kit"}
    assert forbidden_imports(ast.parse("import database, geography"), "queries") == set()


def other_screens(path: Path, parsed: ast.Module) -> set[str]:
    """Screens a file of pages/ imports besides its own."""
    named = {module.split(".")[1] for module in imports(parsed) if module.startswith("pages.")}
    return (named & SCREENS) - {path.relative_to(ROOT / "pages").parts[0]}


def test_screens_and_what_they_share_import_no_screen() -> None:
    # The papers read the screens' figures and texts, also those with a screen of their own; the warm start touches the slow ones.
    files = [path for path in modules("pages") if name(path).split("/")[1] not in ("pack", "report", "warm")]
    assert {name(path): found for path in files if (found := other_screens(path, tree(path)))} == {}


def test_an_import_of_another_screen_would_be_found() -> None:
    wrong = ast.parse("from pages.area import texts\ndef f():\n    from pages import compare\nimport pages.map.figures")
    assert other_screens(ROOT / "pages/kit/figure.py", wrong) == {"area", "compare", "map"}
    assert other_screens(ROOT / "pages/area/page.py", wrong) == {"compare", "map"}


def test_guard_is_the_first_thing_a_page_does() -> None:
    for path in PAGES:
        assert first_call(tree(path)) == "guard", name(path)
        assert "pages.kit.guard.guard" in set(imports(tree(path))), name(path)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("st.title('x')\nguard('x')", "st.title"),
        ("guest = guard('x')\nst.title('x')", "guard"),
        ("areas = database.ask('areas')\nguest = guard('x')", "database.ask"),
        ("@st.cache_data()\ndef f(): pass\nguard('x')", "st.cache_data"),
        ("def f():\n    st.write('x')\nguard('x')", "guard"),
        ("guard(st.text_input('x'))", "st.text_input"),
        ("class A:\n    st.write('x')\nguard('x')", "st.write"),
    ],
)
def test_a_late_guard_would_be_found(source: str, expected: str) -> None:
    assert first_call(ast.parse(source)) == expected


def test_there_is_one_guard() -> None:
    defined = [name(path) for path in ALL for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef) and node.name == "guard"]
    assert defined == ["pages/kit/guard.py"]


def test_no_sql_in_pages() -> None:
    for path in modules("pages"):
        parsed = tree(path)
        assert sql_in(parsed) == [], name(path)
        assert "duckdb" not in {module.split(".")[0] for module in imports(parsed)}, name(path)
        attributes = {node.attr for node in ast.walk(parsed) if isinstance(node, ast.Attribute)}
        assert not attributes & {"execute", "executemany", "sql", "read_csv", "read_parquet"}, name(path)


def test_sql_would_be_found() -> None:
    assert sql_in(ast.parse("query = 'select value\\nfrom observation'")) == ["select value\nfrom observation"]
    assert sql_in(ast.parse("text = 'Vælg et område fra listen'")) == []
    assert sql_in(ast.parse("'''Rows that select from a frame.'''")) == []


def test_no_module_is_longer_than_300_lines() -> None:
    assert [name(path) for path in ALL if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_lines_are_cut_at_line_feeds_alone() -> None:
    """str.splitlines() also cuts at U+2028, U+2029, U+0085 and others, which text of officers and files may hold."""
    rooms = [path for room in (*ROOMS, "service") for path in modules(room)]
    found = [
        f"{name(path)}:{node.lineno}"
        for path in [*rooms, ROOT / "app.py", ROOT / "server.py"]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "splitlines"
    ]
    assert found == []


@cache
def asked() -> set[str]:
    """Words in quotes in pages/ and queries/: a question is asked by its name, sometimes through a table of names."""
    found: set[str] = set()
    for path in [*modules("pages"), *modules("queries"), ROOT / "app.py", ROOT / "server.py"]:
        found |= {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return found


def test_every_question_is_asked() -> None:
    there = {path.stem for path in (ROOT / "queries").glob("*.sql")}
    assert there - asked() == set(), "nobody asks these questions: take them away or use them"


def test_every_question_that_is_asked_exists() -> None:
    there = {path.stem for path in (ROOT / "queries").glob("*.sql")}
    wrong = {}
    for path in [*modules("pages"), *modules("queries"), ROOT / "server.py"]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "ask" and node.args:
                question = node.args[0]
                if isinstance(question, ast.Constant) and question.value not in there:
                    wrong[name(path)] = question.value
    assert wrong == {}


# A fork of a process that has run DuckDB or Arrow crashes now and then: tests/processes.py has processes that are forked before.
FORKS = {"os.fork", "os.forkpty", "pty.fork", "ProcessPoolExecutor", "multiprocessing.Process", "multiprocessing.Pool", "preexec_fn"}


def forks(parsed: ast.Module) -> set[str]:
    """What in a module forks the process it runs in, or lets multiprocessing do so by its default."""
    named = {module for module in imports(parsed) if module in FORKS or module == "concurrent.futures.ProcessPoolExecutor"}
    for node in ast.walk(parsed):
        if isinstance(node, ast.Attribute) and (ast.unparse(node) in FORKS or node.attr == "ProcessPoolExecutor"):
            named.add(ast.unparse(node))
        elif isinstance(node, ast.keyword) and node.arg in FORKS:
            named.add(str(node.arg))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("get_context", "set_start_method")):
            named |= {ast.unparse(node)} - {f"{ast.unparse(node.func)}({method!r})" for method in ("forkserver", "spawn")}
    return named


def test_nothing_forks_a_process_that_has_threads() -> None:
    rooms = (*ROOMS, "service", "tests", "benchmarks", "deploy")
    assert {name(path): found for room in rooms for path in modules(room) if (found := forks(tree(path)))} == {}


def test_a_fork_would_be_found() -> None:
    for source in (
        "import os\nos.fork()", "from os import fork", "import multiprocessing\nmultiprocessing.Process()",
        "from multiprocessing import Pool", "import multiprocessing as m\nm.get_context('fork')", "m.get_context()",
        "subprocess.run([], preexec_fn=f)", "from concurrent.futures import ProcessPoolExecutor",
    ):  # fmt: skip
        assert forks(ast.parse(source)), source
    assert forks(ast.parse("import multiprocessing\nmultiprocessing.get_context('forkserver').Process()")) == set()


# A wait is for something a person sees. Playwright's own ends when nothing moves for a while, or when time has passed.
BLIND_WAITS = {"time.sleep", "asyncio.sleep", "wait_for_timeout", "networkidle"}
# A server answers its door only when it is up, and no signal says when; mutants are no part of the suite.
MAY_SLEEP = {"tests/service/servers.py", "tests/mutation/__main__.py"}


def blind_waits(parsed: ast.Module) -> set[str]:
    """Sleeps and fixed silences in a module."""
    names = {ast.unparse(node) for node in ast.walk(parsed) if isinstance(node, ast.Attribute)}
    names |= {node.attr for node in ast.walk(parsed) if isinstance(node, ast.Attribute)}
    names |= {node.value for node in ast.walk(parsed) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return (names | set(imports(parsed))) & BLIND_WAITS


def test_tests_wait_for_what_a_person_sees() -> None:
    files = [path for path in modules("tests") if path != Path(__file__)]
    assert {name(path): found for path in files if (found := blind_waits(tree(path)))}.keys() == MAY_SLEEP
    for source in (
        "import time\ntime.sleep(1)",
        "page.wait_for_timeout(9)",
        "page.goto('/', wait_until='networkidle')",
        "from time import sleep",
    ):
        assert blind_waits(ast.parse(source)), source


def test_no_test_asks_the_network(no_network: list[str]) -> None:
    for ask in (lambda: socket.create_connection(("192.0.2.1", 80), timeout=1), lambda: socket.getaddrinfo("example.org", 443)):
        with pytest.raises(OSError, match="tests ask no machine but their own"):
            ask()
    assert no_network == ["192.0.2.1", "example.org"]
    no_network.clear()
