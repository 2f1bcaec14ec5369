"""One of each element that does more than text in the browser; the policy of the headers is measured on it."""

import altair as alt
import pandas as pd
import pydeck
import streamlit as st

from pages.kit.guard import footer, guard
from pages.kit.register import Screen

guest = guard(Screen("probe", "Elementer", "probe", ""))
frame = pd.DataFrame({"a": [1, 2, 3], "b": [4.0, 5.5, 1.0], "n": ["x", "y", "z"]})
point = alt.selection_point()
chart = (
    alt.Chart(frame)
    .mark_bar()
    .transform_calculate(c="datum.a * 2")
    .encode(x="n:N", y="c:Q", tooltip="n", opacity=alt.condition(point, alt.value(1), alt.value(0.5)))
)
st.altair_chart(chart.add_params(point), on_select="rerun", key="chart")
st.dataframe(frame)
st.data_editor(frame, key="editor")
polygon = {
    "type": "Feature",
    "geometry": {"type": "Polygon", "coordinates": [[[10.0, 56.4], [10.1, 56.4], [10.1, 56.5], [10.0, 56.4]]]},
    "properties": {},
}
layer = pydeck.Layer("GeoJsonLayer", {"type": "FeatureCollection", "features": [polygon]}, get_fill_color=[200, 30, 30])
view = pydeck.ViewState(latitude=56.46, longitude=10.05, zoom=10)
st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, map_provider=None))
st.file_uploader("Fil", key="file")
st.download_button("Hent", b"tal", "tal.csv")
st.image(b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'.decode())
st.markdown("Formel $x^2$ og `kode`")
st.code("select 1", language="sql")
footer(guest)
