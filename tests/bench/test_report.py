"""The table and the file of results, and the list of what is run."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import __main__ as program
from benchmarks import bench_pages, report

FOUND = {"thing_ms": 24.96, "thing_ratio": 9.9, "rows": 28_800_000.0}
GOALS = {"thing_ms": ("<", 25.0), "thing_ratio": (">", 10.0)}


def test_a_goal_is_met_or_missed() -> None:
    made = report.results("queries", FOUND, GOALS)
    assert [(item.measure, item.unit, item.goal, item.met) for item in made] == [
        ("thing_ms", "ms", "< 25", True),
        ("thing_ratio", "times", "> 10", False),
        ("rows", "rows", "", None),
    ]


def test_the_table_marks_what_is_missed() -> None:
    lines = report.table(report.results("queries", FOUND, GOALS)).splitlines()
    assert lines[0].split() == ["benchmark", "measured", "value", "unit", "goal"]
    assert lines[2].split() == ["queries", "thing_ms", "24.96", "ms", "<", "25", "met"]
    assert lines[3].split() == ["queries", "thing_ratio", "9.9", "times", ">", "10", "MISSED"]
    assert lines[4].split() == ["queries", "rows", "28,800,000", "rows"]
    assert lines[2].index("24.96") + len("24.96") == lines[4].index("28,800,000") + len("28,800,000")


def test_the_file_holds_the_machine_and_every_figure(tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    report.write(out, report.machine(), report.results("queries", FOUND, GOALS), {"geo": "OSError: full"})
    content = json.loads(out.read_text("utf-8"))
    assert set(content) == {"machine", "results", "failed"}
    assert content["results"][1] == {
        "bench": "queries", "measure": "thing_ratio", "value": 9.9, "unit": "times", "goal": "> 10", "met": False,
    }  # fmt: skip
    assert content["failed"] == {"geo": "OSError: full"}


def test_the_machine_is_described_but_not_named() -> None:
    about = report.machine()
    assert about["cores"] >= 1
    assert {"python", "duckdb", "pandas", "streamlit"} <= set(about)
    told = json.dumps(about)
    assert platform.node() not in told
    assert str(Path.home()) not in told
    assert "/" not in told


def test_a_benchmark_that_cannot_run_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> dict[str, float]:
        raise RuntimeError("no such engine\nand more")

    modules = {
        "benchmarks.bench_good": SimpleNamespace(measure=lambda: {"click_ms": 400.0}, GOALS={"click_ms": ("<", 300.0)}),
        "benchmarks.bench_bad": SimpleNamespace(measure=broken),
    }
    monkeypatch.setattr(program.importlib, "import_module", modules.__getitem__)
    monkeypatch.setattr(program, "names", lambda: ["bad", "good"])
    out = tmp_path / "results.json"
    assert program.main(["--out", str(out)]) == 1
    printed = capsys.readouterr()
    assert "click_ms" in printed.out
    assert "MISSED" in printed.out
    assert "bad could not be run: RuntimeError: no such engine" in printed.err
    assert json.loads(out.read_text("utf-8"))["failed"] == {"bad": "RuntimeError: no such engine"}


def test_part_of_the_benchmarks_leaves_the_kept_results_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(program, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(program, "run", lambda _: ([], {}))
    assert program.main(["queries"]) == 0
    assert not program.RESULTS.exists()
    assert program.main([]) == 0
    assert program.RESULTS.exists()


def test_every_benchmark_module_is_found() -> None:
    assert {"queries", "pages"} <= set(program.names())


def test_every_page_of_the_router_is_measured() -> None:
    paths = bench_pages.page_paths()
    assert len(paths) == len(set(paths)) >= 7
    assert {"overblik", "boligomraade", "sammenlign", "udvikling", "data"} <= set(paths)
    assert {f"page_{path}_server_ms" for path in paths} <= set(bench_pages.GOALS)


def test_a_broken_page_has_no_time() -> None:
    with pytest.raises(bench_pages.BrokenPageError, match="/data"):
        bench_pages.whole("data", bench_pages.Screen())
