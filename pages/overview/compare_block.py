"""The shortest way to a comparison: pick two areas on the start page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.kit.language import tr
from pages.kit.plain import escaped
from pages.kit.register import BY_KEY


def two_areas(areas: pd.DataFrame) -> None:
    """Seven buttons; the second one pressed opens the comparison of the two, in the order they were pressed."""
    names = areas[areas["kind"] == "housing_area"].set_index("area_id")["name"].to_dict()
    picked = st.pills(
        tr("Sammenlign to områder: vælg det ene og derefter det andet"),
        list(names),
        format_func=lambda area_id: escaped(names[area_id]),
        selection_mode="multi",
        key="two_areas",
    )
    if len(picked) == 2:
        first, second = picked
        st.switch_page(BY_KEY["compare"].file, query_params={"omraader": first, "med": second})
