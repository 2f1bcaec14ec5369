"""docs/contributing.md carried out in a copy, with each of its steps left out in turn, and the rules it gives for a page."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.build import RefusedBuildError, build
from data.pointer import Version
from data.reading import UnreadableTextError
from pages.kit.register import SCREENS, Screen
from pages.locale import catalogues
from queries.connection import Database
from tests import source

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/contributing.md").read_text("utf-8")
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What makes figures of figures: that is for queries/ and a page's figures.py, where a test can ask for the result.
ARITHMETIC = {
    *("sum", "mean", "median", "min", "max", "std", "count", "nunique", "value_counts", "cumsum", "diff", "round", "rank"),
    *("groupby", "agg", "aggregate", "apply", "transform", "assign", "merge", "pivot", "pivot_table", "add", "sub", "mul", "div"),
}


@dataclass(frozen=True)
class Step:
    """A block of a guide: the file it is for and its text."""

    file: str
    text: str

    def take(self, root: Path) -> None:
        """Do it below `root`: a new file, or the text at the end of the one that is there."""
        path = root / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        if self.file.endswith("register.py"):
            start, end = before.split("\n)\nBY_KEY", 1)
            # The formatter of the guide makes a tuple of an entry that stands alone.
            path.write_text(f"{start}\n*{self.text.strip()},\n)\nBY_KEY{end}", "utf-8")
        else:
            path.write_text(before + self.text, "utf-8")


def steps(heading: str) -> list[Step]:
    part = GUIDE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [Step(file, text) for file, text in _BLOCK.findall(part)]


INDICATOR, PAGE = steps("Add an indicator"), steps("Add a page")


def test_the_guides_have_their_steps() -> None:
    assert [step.file.rsplit(".", 1)[1] for step in INDICATOR] == ["yml", "csv", "csv", "po"]
    assert [step.file.rsplit(".", 1)[1] for step in PAGE] == ["sql", "py", "py", "po", "py"]


@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("left_out", [None, *range(len(INDICATOR))])
def test_an_indicator_is_added_as_the_guide_says(left_out: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("data", "pages/locale/en"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("build", "state", "register", "__pycache__", "*.py")
        )
    for number, step in enumerate(INDICATOR):
        if number != left_out:
            step.take(tmp_path)
    try:
        version = build(tmp_path / "build", tmp_path / "data", tmp_path / "data/coverage.csv")
    except (RefusedBuildError, UnreadableTextError):
        if left_out in (0, 1, 2):
            return
        raise
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "pages/locale")
    database = Database(version.published, version.version)
    missing = list(catalogues.untranslated(catalogues.content(database), catalogues.known("content")))
    found = database.ask("indicator_figures", indicator_id="hp25_district_heating")
    database.close()
    assert (sorted(found["value"]), missing) == ([81.0, 98.5], []) if left_out is None else missing, "a step can be left out unnoticed"


# Runs in each copy in turn, with its modules: the house's own tests by name, and the page itself. The libraries are imported once
# for all copies, and a copy with a step left out ends at the first check that fails. Prints what failed in each copy.
_WALK = """
import json, os, sys
import streamlit as st
from streamlit.testing.v1 import AppTest

def the_page_itself():
    app = AppTest.from_file("pages/bodies/page.py", default_timeout=60).run()
    assert not app.exception, [error.value for error in app.exception]
    assert app.title[0].value == "Organer" and "bm-footer" in app.get("html")[-1].proto.body

def checks():
    from tests.service import test_roles
    yield test_roles.test_first_line_of_every_page_is_its_own_guard
    from tests.screens import test_help
    yield test_help.test_every_page_of_the_menu_has_help
    from tests import test_contributing
    yield test_contributing.test_every_page_has_a_test_of_its_own
    yield the_page_itself
    from tests.language import test_language
    yield test_language.test_every_text_of_the_screen_has_an_english_one_with_the_same_fields

def failed_in(root):
    for name in [name for name in sys.modules if name.partition(".")[0] in {"app", "pages", "queries", "service", "data", "geo", "tests"}]:
        del sys.modules[name]
    os.chdir(root)
    sys.path[0] = root
    st.cache_data.clear()
    st.cache_resource.clear()
    try:
        for check in checks():
            name = check.__name__
            check()
    except Exception as error:
        return f"{name}: {error!r}"[:400]
    return ""

print(json.dumps([failed_in(root) for root in sys.argv[1:]]))
"""


def test_a_page_is_added_as_the_guide_says(tmp_path: Path, fixture_version: Version) -> None:
    variants = [None, *range(len(PAGE))]
    roots = [tmp_path / f"without-{left_out}" for left_out in variants]
    for root, left_out in zip(roots, variants, strict=True):
        for folder in ("pages", "queries", "service", "data", "geo", "tests", "docs"):
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("build", "state", "__pycache__"))
        shutil.copy(ROOT / "app.py", root)
        for number, step in enumerate(PAGE):
            if number != left_out:
                step.take(root)
    environment = {"PATH": "/usr/bin:/bin", "MONITOR_BUILD_DIR": str(fixture_version.published.parent)}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WALK, *map(str, roots)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = dict(zip(variants, json.loads(ran.stdout.splitlines()[-1]), strict=True))
    assert found.pop(None) == ""
    # Which check notices the step that is left out.
    noticed = [text.partition(":")[0] for text in found.values()]
    assert noticed == [
        "the_page_itself",
        "test_first_line_of_every_page_is_its_own_guard",
        "test_first_line_of_every_page_is_its_own_guard",
        "test_every_text_of_the_screen_has_an_english_one_with_the_same_fields",
        "test_every_page_has_a_test_of_its_own",
    ], found


# --- what the second guide says of every page --------------------------------------------------------------------------


def arithmetic(parsed: ast.Module) -> list[str]:
    """Where a page works figures out: methods that do, and sums and products of columns."""
    found = []
    for node in ast.walk(parsed):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ARITHMETIC:
            found.append(ast.unparse(node.func))
        if isinstance(node, ast.BinOp) and any(isinstance(side, ast.Subscript) for side in (node.left, node.right)):
            found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_no_page_does_arithmetic_on_frames(screen: Screen) -> None:
    assert arithmetic(source.tree(ROOT / screen.file)) == []


def test_arithmetic_would_be_found() -> None:
    assert arithmetic(ast.parse("total = figures['residents'].sum()")) == ["figures['residents'].sum"]
    assert arithmetic(ast.parse("share = rows['a'] / rows['b']")) == ["rows['a'] / rows['b']"]
    assert arithmetic(ast.parse("names = areas.set_index('area_id')['name'].to_dict()")) == []


def test_every_page_has_a_test_of_its_own() -> None:
    opened = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in source.nodes(path):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                opened.add(node.args[0].value)
    assert [screen.key for screen in SCREENS if not {screen.key, screen.file} & opened] == []
