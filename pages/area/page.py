"""Boligområde: one housing area, who lives there and how it stands beside the municipality."""

from functools import partial

import streamlit as st

from pages.area import meeting, texts
from pages.kit import charts, choices, comments, database, figure, notes, roles, statements, tables, theme, trend_charts, wording
from pages.kit.guard import footer, guard
from pages.kit.language import mark, tr
from pages.kit.plain import escaped
from pages.kit.wording import PLAN_2025, stands

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
area_id = choices.choose(tr("Vælg boligområde"), own["name"].to_dict(), "omraade", width=420)
area = own.loc[area_id]

shown = database.kept(texts.load, area_id, PLAN_DOCUMENT)

st.title(escaped(area["name"]))
theme.render("kit/lead.html", sentence=stands(area["name"], shown.courses), sub=shown.caveat)
if roles.board_mode():
    meeting.draw(area["name"], shown)
    footer(guest)
    st.stop()
theme.render("area/facts.html", facts=shown.facts, color=area["color"])
comments.about(guest, "area", [area_id])

st.header(tr("Området og kommunen"))
beside, municipality = shown.beside, tr("Randers Kommune")
if beside.empty:
    notes.info(tr("Der er ingen andele for området, som kan holdes op mod kommunen i samme periode."))
else:
    figure.show(
        lambda: charts.beside(beside, area["name"], area["color"], municipality, wording.periods_line(beside)),
        name="omraade-og-kommunen",
        choice=(area_id,),
        source=wording.source_line(beside),
        alternative=tr("{area} og Randers Kommune, procent, nyeste tal", area=area["name"]),
        behind=figure.Behind(COLUMNS, shown.beside_rows, partial(texts.for_download, beside)),
    )

st.header(tr("Alle tal i planen"))
tables.show_groups(COLUMNS, shown.by_topic, tr("Nyeste tal for hver indikator i helhedsplanen 2025-29"))

st.header(tr("Udvikling over tid"))
series = shown.series
if series.empty:
    notes.info(tr("Der er endnu ingen indikatorer med tre eller flere målinger for området."))
else:
    trends = shown.trends
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
tables.show(
    [
        ("name", mark("Aktivitet"), False),
        ("focus_area_name", mark("Indsatsområde"), False),
        ("purpose", mark("Formål"), False),
        ("responsible", mark("Ansvarlig"), False),
    ],
    activities.to_dict("records"),
    tr("Aktiviteter i helhedsplanen 2025-29, der omfatter {area}", area=area["name"]),
)

statements.show_of_area(area_id, area["name"], set(activities["activity_id"]))

st.header(tr("Adresser"))
ranges = database.ask("area_address_ranges", area_id=area_id)
tables.show(
    [("street_text", mark("Som trykt i planen"), False), ("canonical", mark("Læst som"), False)],
    ranges.drop_duplicates("street_text")[["street_text", "canonical"]].to_dict("records"),
    tr("Områdets adresseintervaller, som planen trykker dem"),
)

with st.expander(tr("Tal fra tidligere planer ({count})", count=len(shown.earlier))):
    st.write(tr("Områdernes afgrænsning og opgørelsesmåderne kan være andre end i dag. Tallene føres ikke sammen med planens."))
    tables.show(COLUMNS, shown.earlier, tr("Nyeste tal fra tidligere planers dokumenter"))
footer(guest)
