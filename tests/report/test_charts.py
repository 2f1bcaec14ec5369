"""The picture of an indicator over time: labels of targets keep clear of the lines of areas."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.kit import trend_charts


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([[20, 20]], ("left", "bottom")),
        ([[10.5, 10.5]], ("left", "top")),
        ([[10.5, 10.5], [9.5, 9.5]], ("left", "bottom")),
        ([[10.5, 20], [9.5, 0]], ("right", "bottom")),
    ],
    ids=["free", "one over it", "one on each side all along", "both sides at the left end"],
)
def test_the_label_of_a_target_stands_where_fewest_lines_run(lines: list[list[float]], place: tuple[str, str]) -> None:
    rows = pd.DataFrame(
        [
            {"area_name": f"Opdigtet {n}", "when": year, "value": v}
            for n, own in enumerate(lines)
            for year, v in zip((2014, 2021), own, strict=True)
        ]
    )
    mark = trend_charts._label(rows, {"label": "Planens mål: 10", "value": 10.0}, 2013.9, 2021.1).to_dict()["mark"]
    assert (mark["align"], mark["baseline"]) == place
