"""Every regular expression of the house takes time in proportion to its text, whatever the text: Python's `re` has no time
limit and stops everybody while it searches. Times are of the processor, so that a busy machine does not fail them.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from data.disclosure import words as disclosure_words
from data.loading import periods
from data.releases import commit, words
from data.releases.draft import Change, Draft
from service import logs
from tests import source

ROOT = Path(__file__).resolve().parents[2]
SEARCHES = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
IN_COLUMNS = {"extract", "extractall", "match", "fullmatch", "replace", "contains", "count", "findall"}
# Patterns that are made while the program runs. Those of a mapping are an officer's own and searched with RE2; those of
# periods.py and disclosure/words.py are in tables and added below; the words of terms.py are alternatives without repeats.
MADE_LATER = {
    ("data/disclosure/words.py", "pattern"),
    ("data/loading/periods.py", "pattern"),
}
FEW, SHORT, LONG = 18, 4_000, 100_000
FEW_SECONDS, SHORT_SECONDS, LONG_SECONDS = 0.002, 0.008, 0.5


def seconds(search: Callable[[], object]) -> float:
    started = time.thread_time()
    search()
    return time.thread_time() - started


def literals(items: Any) -> Iterator[str]:
    """The runs of fixed characters in a parsed pattern, and the characters one by one."""
    run = ""
    for code, value in items:
        if str(code) == "LITERAL":
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        parts = value if isinstance(value, (list, tuple)) else [value]
        for part in itertools.chain(parts, *(part for part in parts if isinstance(part, list))):
            if isinstance(part, re._parser.SubPattern):  # type: ignore[attr-defined]
                yield from literals(part)
            elif isinstance(part, tuple) and str(part[0]) == "LITERAL":
                yield chr(part[1])
    if run:
        yield run


def shapes(pattern: re.Pattern[Any], length: int) -> list[str]:
    """Texts that make searches slow: one piece or two in turn, over and over, and at the end something that fits nothing."""
    written = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    own = dict.fromkeys(literals(re._parser.parse(written, pattern.flags & ~re.UNICODE)))  # type: ignore[attr-defined]
    pieces = list(dict.fromkeys(["a", "1", " ", ".", "-", "@", *list(own)[:8]]))
    turns = [*pieces, *(first + second for first, second in itertools.permutations(pieces, 2))]
    return [(turn * (length // len(turn) + 1))[:length] + "\0" for turn in turns]


def slowness(pattern: re.Pattern[Any], way: str = "search") -> str:
    """In which shape the pattern is too slow; empty when it is in none."""
    is_bytes = isinstance(pattern.pattern, bytes)
    timed = []
    # Some twenty characters first: an exponential pattern would never come back from more.
    for length, limit in ((FEW, FEW_SECONDS), (SHORT, SHORT_SECONDS)):
        timed = []
        for shape in shapes(pattern, length):
            text = shape.encode() if is_bytes else shape
            search = partial(getattr(pattern, way), text)
            needed = seconds(search)
            if needed > limit and min(seconds(search) for _ in range(3)) > limit:
                return f"{shape[:12]!r}, {length} characters"
            timed.append((needed, shape[: length // 2]))
    for _, shape in sorted(timed)[-2:]:
        long = shape * (LONG // len(shape)) + "\0"
        if seconds(partial(getattr(pattern, way), long.encode() if is_bytes else long)) > LONG_SECONDS:
            return f"{shape[:12]!r}, {LONG} characters"
    return ""


def found() -> Iterator[tuple[str, str, str, re.Pattern[Any] | None]]:
    """Place, expression, way of searching and pattern of every search; no pattern where it is made while the program runs."""
    for room in ("data", "geo", "queries", "pages", "service"):
        for path in sorted((ROOT / room).rglob("*.py")):
            place, tree = str(path.relative_to(ROOT)), source.tree(path)
            for call, ways in searches(tree):
                pattern = pattern_of(place, call)
                yield from ((place, ast.unparse(call.args[0]), way, pattern) for way in ways)
    for harmless in disclosure_words._HARMLESS:
        yield "data/disclosure/words.py", harmless.pattern, "search", harmless
    for written, _ in periods._FORMS:
        yield "data/loading/periods.py", written, "fullmatch", re.compile(written, re.ASCII)


def searches(tree: ast.Module) -> Iterator[tuple[ast.Call, set[str]]]:
    """Every search and every pattern that is kept, with how it is searched with: from the start, in whole, or anywhere."""
    used: dict[str, set[str]] = {}
    kept: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in SEARCHES:
            used.setdefault(node.value.id, set()).add(node.attr if node.attr in ("match", "fullmatch") else "search")
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            kept[id(node.value)] = node.targets[0].id
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner, way = node.func.value, node.func.attr
        plain = any(word.arg == "regex" and ast.unparse(word.value) == "False" for word in node.keywords)
        if isinstance(owner, ast.Name) and owner.id == "re" and way in SEARCHES:
            yield node, used.get(kept.get(id(node), ""), {"search"}) if way == "compile" else {way if way.endswith("match") else "search"}
        elif isinstance(owner, ast.Attribute) and owner.attr == "str" and way in IN_COLUMNS and not plain:
            yield node, {way if way.endswith("match") else "search"}


def pattern_of(place: str, call: ast.Call) -> re.Pattern[Any] | None:
    """The pattern of a call, as far as it is made of what the module says when it is loaded."""
    try:
        written = ast.literal_eval(call.args[0])
    except ValueError:
        known = vars(importlib.import_module(place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")))
        try:
            written = eval(compile(ast.Expression(call.args[0]), place, "eval"), dict(known))  # noqa: S307  # our own code
        except NameError:
            return None
    flags = [ast.unparse(part) for part in (*call.args[1:], *(word.value for word in call.keywords if word.arg == "flags"))]
    chosen = sum(int(getattr(re, name.strip().removeprefix("re."))) for flag in flags if flag.startswith("re.") for name in flag.split("|"))
    return re.compile(written, 0 if isinstance(written, re.Pattern) else chosen)


def test_every_pattern_of_the_house_is_linear() -> None:
    everything = list(found())
    assert len({pattern for *_, pattern in everything}) >= 40
    later = {(place, expression) for place, expression, _, pattern in everything if pattern is None}
    assert {one for one in later if not one[0].endswith("/terms.py")} == MADE_LATER
    places = {(pattern, way): place for place, _, way, pattern in everything if pattern}
    slow = {(place, pattern.pattern): how for (pattern, way), place in places.items() if (how := slowness(pattern, way))}
    assert not slow


@pytest.mark.parametrize("pattern", [r"[\w.+-]+@[\w-]+\.\w", r"^(a+)*$", r"\s*,", r"(?:eyJ)+\.", r"\d+-\d+x"])
def test_a_slow_pattern_would_be_found(pattern: str) -> None:
    assert slowness(re.compile(pattern))


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "eyJ", "1.", "token=", "?a", "ab:", "æ", "a b@"])
def test_log_line_of_any_length_is_masked_in_no_time(piece: str) -> None:
    text = "Missing session: " + (piece * 150_000)[:150_000]
    needed = seconds(lambda: logs.masked(text))
    assert needed < 0.1
    assert len(logs.masked(text)) < 5_000


def test_nothing_of_a_person_is_left_where_a_log_line_is_cut() -> None:
    mail = "anna.hansen@randers.dk"
    for start in range(logs._LONGEST - len(mail) - 5, logs._LONGEST + 2):
        shown = logs.masked("x" * (start - 1) + f" {mail} " + "y " * 100)
        assert "anna" not in shown
        assert "more characters>" in shown
    assert logs.masked("Fra anna@randers.dk+bo@randers.dk, og cpr 010190-1234.") == "Fra <e-mail>, og cpr <cpr>."


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "2001:db8::1", "2001:db8::", "fe80::1%eth0", "fe80::a:b:c:d", "2001:db8:0:0:0:0:0:1", "1::2:3:4:5:6:7"]
)
def test_address_of_a_machine_is_masked(address: str) -> None:
    line = "Fra {0}, [{0}]:443 eller ('{0}', 50123) kl. 10:11:12 i geo/x.py::test_a"
    assert logs.masked(line.format(address)) == line.format("<ip>")


def test_long_comment_is_read_for_persons_in_no_time() -> None:
    assert seconds(lambda: words.personal_data("a" * 150_000)) < 0.1
    assert words.personal_data("a" * 150_000 + "@b.dk")


def test_no_text_is_longer_than_the_longest() -> None:
    def refused(length: int, note: str | None = None) -> list[str]:
        row = {"comment_id": "c", "causes": "a " * (length // 2)}
        return [
            finding.message for finding in commit._refusals(Draft("comment", "officer", "x", (Change("comment", "put", row),), note=note))
        ]

    assert refused(words.LONGEST) == []
    assert refused(words.LONGEST + 2) == ["causes er på 5002 tegn; en tekst må højst være på 5000. Kort den af."]
    assert refused(2, note="b " * 3_000) == ["bemærkningen er på 6000 tegn; en tekst må højst være på 5000. Kort den af."]
