"""What the code never does: build SQL or HTML from strings, run what it reads, call out by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pages.kit import theme
from tests import source

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path
    for name in ("app.py", "server.py", "data", "geo", "queries", "pages", "service")
    for path in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))
]
# Names of tables, columns and types come from schema.yml or were matched against [a-z_]+; no value ever goes in this way.
SQL_MADE_OF_NAMES = {
    "data/build.py": {"write_file", "_insert", "_is_version"},
    # Tables and columns of schema.yml, and paths with their quotes doubled.
    "data/editions.py": {"archive"},
    "data/opening.py": {"reading"},
    "data/releases/loads.py": {"in_force"},
    "data/disclosure/earlier.py": {"read_earlier"},
    "queries/connection.py": {"table"},
    # Words of street_names.yml, which is part of the code, on a connection in memory.
    "geo/coder.py": {"_table", "_macros"},
    "geo/streets.py": {"define_macros"},
    # Words of address_words.yml and places.yml, likewise.
    "geo/wording.py": {"define_wording"},
}
# The second shows what theme.html() made, kept between runs.
HTML_IS_WRITTEN_IN = {"pages/kit/theme.py", "pages/compare/views.py"}
NEVER = {"eval", "exec", "compile", "__import__", "pickle", "marshal", "shelve", "dill", "joblib"}
CALLS_OUT = {"httpx", "requests", "urllib.request", "http.client", "socket", "aiohttp", "ftplib", "smtplib"}
# The provider is called when an administrator has set up login; geo/ and data/ may fetch what an officer asks for.
# The login's provider, and the open sources of loading, which MONITOR_FETCH=1 switches on.
MAY_CALL_OUT = {"service/provider.py", "data/loading/fetch.py", "pages/mail/sending.py"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def functions(path: Path) -> list[tuple[str, ast.AST]]:
    """Name of the function (or module) and each node in it that is not in a function further in."""
    found: list[tuple[str, ast.AST]] = []
    todo: list[tuple[str, ast.AST]] = [("module", source.tree(path))]
    while todo:
        inside, node = todo.pop()
        for child in ast.iter_child_nodes(node):
            todo.append((child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else inside, child))
            found.append((inside, child))
    return found


def is_made_of_strings(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join", "replace")


def everywhere() -> Iterator[tuple[Path, str, ast.AST]]:
    """File, function and node of all our code."""
    for path in CODE:
        yield from ((path, inside, node) for inside, node in functions(path))


def test_sql_is_never_built_from_values() -> None:
    for path, inside, node in everywhere():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("execute", "sql", "executemany"):
            made = [argument for argument in node.args[:1] if is_made_of_strings(argument)]
            assert not made or inside in SQL_MADE_OF_NAMES.get(name(path), ()), f"{name(path)}:{node.lineno} in {inside}"


def test_html_is_written_by_templates_only() -> None:
    for path, inside, node in everywhere():
        if isinstance(node, ast.keyword):
            assert node.arg != "unsafe_allow_html", f"{name(path)}:{node.value.lineno} in {inside}"
            assert node.arg != "unsafe_allow_javascript", f"{name(path)}:{node.value.lineno} in {inside}"
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("st.html", "st.components", "st.iframe", "components.html"):
            assert name(path) in HTML_IS_WRITTEN_IN, f"{name(path)}:{node.lineno} in {inside}"
        if isinstance(node, ast.Name | ast.Attribute):
            last = node.attr if isinstance(node, ast.Attribute) else node.id
            assert last not in ("Markup", "mark_safe"), f"{name(path)}:{node.lineno}"


def test_templates_escape_everything(tmp_path: Path) -> None:
    environment = theme._environment()
    assert environment.autoescape is True
    for template in sorted(path for path in (ROOT / "pages").rglob("*") if path.suffix in (".html", ".svg")):
        text = template.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|<script", text), template.name
        # An attribute without quotes lets a value with a blank add another attribute.
        assert not re.search(r"\s[\w-]+=\{\{", text), template.name
    attack = "<img src=x onerror=alert(1)>\"' style='x"
    shown = theme.html("kit/lead.html", sentence=attack, sub=attack)
    assert "<img" not in shown
    assert shown.count("&lt;img") == 2


def test_nothing_that_is_read_is_run() -> None:
    for path, inside, node in everywhere():
        if not isinstance(node, ast.Call | ast.Import | ast.ImportFrom):
            continue
        place = f"{name(path)}:{node.lineno} in {inside}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in NEVER, place
            assert called not in ("os.system", "os.popen", "yaml.unsafe_load", "pd.eval", "pd.read_pickle"), place
            safe = {"yaml.SafeLoader", "yaml.CSafeLoader"}
            assert called != "yaml.load" or safe & {ast.unparse(keyword.value) for keyword in node.keywords}, place
            assert not any(keyword.arg == "shell" and ast.unparse(keyword.value) != "False" for keyword in node.keywords), place
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & NEVER, place
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in NEVER, place


def test_nothing_calls_out_unless_an_administrator_turned_it_on() -> None:
    found = set()
    for path, _, node in everywhere():
        imported = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
        if isinstance(node, ast.ImportFrom):
            imported = {node.module or ""}
        if imported & CALLS_OUT:
            found.add(name(path))
    assert found == MAY_CALL_OUT


def test_service_knows_queries_and_settings_know_nobody() -> None:
    """What tests/test_house.py holds for the rooms, for the service beside them."""
    rooms = {"app", "server", "pages", "service", "queries", "data", "geo", "tests"}
    for path in sorted((ROOT / "service").glob("*.py")):
        modules = {alias.name for node in source.nodes(path) if isinstance(node, ast.Import) for alias in node.names}
        modules |= {node.module or "" for node in source.nodes(path) if isinstance(node, ast.ImportFrom)}
        known = {module.split(".")[0] for module in modules} & rooms
        assert known <= (set() if path.name == "settings.py" else {"service", "queries"}), path.name
