"""Boligområde: one housing area beside the municipality, who lives there, what reaches it, and what the documents say of it."""

from functools import partial

import streamlit as st

from pages.area import figures, meeting, texts
from pages.kit import (
    choices,
    clock,
    comments,
    database,
    figure,
    marks,
    notes,
    roles,
    small_map,
    statements,
    tables,
    theme,
    trend_charts,
    wording,
)
from pages.kit import plan as kit_plan
from pages.kit.guard import footer, guard
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025

PLAN_DOCUMENT = "helhedsplan-2025-29"
guest = guard("area")

COLUMNS = [
    ("title", mark("Indikator"), False),
    ("value", mark("Området"), True),
    ("reference", mark("Kommunen"), True),
    ("difference", mark("Forskel til kommunen"), False),
    ("period", mark("Periode"), False),
    ("source", mark("Kilde"), False),
]

areas = database.ask("areas")
own = areas[areas["kind"] == "housing_area"].set_index("area_id")
area_id = choices.choose(tr("Vælg boligområde"), own["name"].to_dict(), "omraade", width=420, label_visibility="collapsed")
area = own.loc[area_id]

shown = database.kept(texts.load, area_id, PLAN_DOCUMENT)

st.title(escaped(area["name"]))
theme.render("kit/lead.html", sentence=texts.sentence(area["name"], shown), sub=texts.facts_line(shown.facts))
spine = figures.spine(shown.beside, database.ask("figures", source_id=PLAN_DOCUMENT), area_id, area["name"], area["color"])
if roles.board_mode():
    meeting.draw(shown, spine)
    footer(guest)
    st.stop()
left, right = st.columns([10, 4], gap="medium")
with left:
    if spine.rows:
        marks.show(spine)
    else:
        notes.info(tr("Der er ingen andele for området, som kan holdes op mod kommunen i samme periode."))
    theme.render("area/notes.html", lines=[line for line in (texts.others_line(shown.plan), shown.caveat) if line])
with right:
    who = figures.who(shown.plan, area["name"], area["color"])
    if who is not None:
        marks.show(who)
    small_map.show(area_id)
with st.expander(tr("Se tabel og hent data")):
    tables.show_groups(COLUMNS, shown.by_topic, tr("Nyeste tal for hver indikator i helhedsplanen 2025-29"))
    figure.table_downloads("omraade", (area_id,), texts.for_download(shown.plan), [wording.source_line(shown.plan)])
comments.about(guest, "area", [area_id])

series = shown.series
if not series.empty:
    st.header(tr("Udvikling over tid"))
    trends, municipality = shown.trends, tr("Randers Kommune")
    figure.show(
        lambda: trend_charts.small(trends, {area["name"]: area["color"], municipality: theme.MUNICIPALITY}, dashed=[municipality]),
        name="omraade-udvikling",
        choice=(area_id,),
        source=wording.source_line(series),
        alternative=tr("Udvikling over tid i {area} og Randers Kommune", area=area["name"]),
        behind=figure.Behind(trend_charts.SMALL_COLUMNS, shown.trend_rows, partial(trend_charts.small_for_download, series, shown.names)),
    )

st.header(tr("Aktiviteter, der når området"))
activities = database.ask("area_activities", area_id=area_id, plan_id=PLAN_2025)
plan = kit_plan.load(PLAN_2025, clock.today())
reached = figures.reaching(activities, plan)
st.markdown(f"**{escaped(figures.counts(reached, plan, activities))}**")
theme.render("area/reaching.html", groups=reached)

with st.expander(tr("Det siger planen om området")):
    statements.show_of_area(area_id, area["name"], set(activities["activity_id"]))

ranges = database.ask("area_address_ranges", area_id=area_id).drop_duplicates("street_text")
theme.render("area/addresses.html", streets=list(ranges["street_text"]))

with st.expander(tr("Tal fra tidligere planer ({count})", count=len(shown.earlier))):
    st.write(tr("Områdernes afgrænsning og opgørelsesmåderne kan være andre end i dag. Tallene føres ikke sammen med planens."))
    tables.show(COLUMNS, shown.earlier, tr("Nyeste tal fra tidligere planers dokumenter"))
footer(guest)
