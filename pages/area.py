"""Boligområde: one housing area, who lives there and how it stands beside the municipality."""

import streamlit as st

from pages.parts import area_rows, board_views, charts, choices, database, figure, roles, tables, theme, trend_charts
from pages.parts.guard import footer, guard
from pages.parts.texts import PLAN_2025, stands

PLAN_DOCUMENT = "helhedsplan-2025-29"
COLUMNS = [
    ("title", "Indikator", False),
    ("value", "Området", True),
    ("reference", "Kommunen", True),
    ("difference", "Forskel til kommunen", False),
    ("period", "Periode", False),
    ("source", "Kilde", False),
]

guest = guard("Boligområde")

areas = database.ask("areas")
own = areas[areas["kind"] == "housing_area"].set_index("area_id")
area_id = choices.choose("Vælg boligområde", own["name"].to_dict(), "omraade", width=420)
area = own.loc[area_id]

shown = database.kept(area_rows.load, area_id, PLAN_DOCUMENT)

st.title(area["name"])
theme.render("lead.html", sentence=stands(area["name"], shown.courses), sub=shown.caveat)
if roles.board_mode():
    board_views.area(area["name"], shown)
    footer(guest)
    st.stop()
theme.render("facts.html", facts=shown.facts, color=area["color"])

st.header("Området og kommunen")
beside = shown.beside
if beside.empty:
    st.info("Der er ingen andele for området, som kan holdes op mod kommunen i samme periode.", icon=":material/info:")
else:
    figure.show(
        lambda: charts.beside(beside, area["name"], area["color"], "Randers Kommune", area_rows.periods(beside)),
        name="omraade-og-kommunen",
        choice=(area_id,),
        source=area_rows.source_line(beside),
        alternative=f"{area['name']} og Randers Kommune, procent, nyeste tal",
        behind=figure.Behind(COLUMNS, shown.beside_rows, area_rows.for_download(beside)),
    )

st.header("Alle tal i planen")
tables.show_groups(COLUMNS, shown.by_topic, "Nyeste tal for hver indikator i helhedsplanen 2025-29")

st.header("Udvikling over tid")
series = shown.series
if series.empty:
    st.info("Der er endnu ingen indikatorer med tre eller flere målinger for området.", icon=":material/info:")
else:
    names = {"own": area["name"], "reference": "Randers Kommune"}
    trends = trend_charts.small_rows(series, names)
    figure.show(
        lambda: trend_charts.small(trends, {area["name"]: area["color"], "Randers Kommune": theme.MUNICIPALITY}),
        name="omraade-udvikling",
        choice=(area_id,),
        source=area_rows.source_line(series),
        alternative=f"Udvikling over tid i {area['name']} og Randers Kommune",
        behind=figure.Behind(area_rows.TREND_COLUMNS, trends.to_dict("records"), area_rows.trends_for_download(series, names)),
    )

st.header("Aktiviteter, der når området")
activities = database.ask("area_activities", area_id=area_id, plan_id=PLAN_2025)
tables.show(
    [
        ("name", "Aktivitet", False),
        ("focus_area_name", "Indsatsområde", False),
        ("purpose", "Formål", False),
        ("responsible", "Ansvarlig", False),
    ],
    activities.to_dict("records"),
    f"Aktiviteter i helhedsplanen 2025-29, der omfatter {area['name']}",
)

st.header("Adresser")
ranges = database.ask("area_address_ranges", area_id=area_id)
tables.show(
    [("street_text", "Som trykt i planen", False), ("canonical", "Læst som", False)],
    ranges.drop_duplicates("street_text")[["street_text", "canonical"]].to_dict("records"),
    "Områdets adresseintervaller, som planen trykker dem",
)

with st.expander(f"Tal fra tidligere planer ({len(shown.earlier)})"):
    st.write("Områdernes afgrænsning og opgørelsesmåderne kan være andre end i dag. Tallene føres ikke sammen med planens.")
    tables.show(COLUMNS, shown.earlier, "Nyeste tal fra tidligere planers dokumenter")
footer(guest)
