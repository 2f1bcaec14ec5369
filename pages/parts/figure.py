"""A chart as the reader meets it: picture, source line, and one click to the table and the downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, tables


def show(
    chart: Any,
    *,
    name: str,
    source: str,
    alternative: str,
    columns: Sequence[tables.Column],
    rows: Sequence[Mapping[str, str]],
    data: pd.DataFrame,
) -> None:
    """Draw `chart` with its source line; behind one click the table (`columns`, `rows`) and CSV, SVG and PNG.

    `name` is the stem of the files, `alternative` the text for those who cannot see the picture.
    """
    st.altair_chart(chart, theme=None, alt=alternative, key=f"chart_{name}")
    st.caption(source)
    with st.expander("Tabel og hent"):
        tables.show(columns, rows, alternative)
        csv, svg, png = st.columns(3)
        csv.download_button("Hent tal (CSV)", lambda: downloads.csv(data), f"{name}.csv", "text/csv", key=f"csv_{name}", on_click="ignore")
        svg.download_button(
            "Hent billede (SVG)", lambda: downloads.svg(chart), f"{name}.svg", "image/svg+xml", key=f"svg_{name}", on_click="ignore"
        )
        png.download_button(
            "Hent billede (PNG)", lambda: downloads.png(chart), f"{name}.png", "image/png", key=f"png_{name}", on_click="ignore"
        )
