"""Sammenlign: areas against the municipality, each other, their own past or the plan's targets."""

import streamlit as st

from pages.compare import meeting, texts
from pages.compare import views as compare_views
from pages.kit import choices, database, notes, roles, theme
from pages.kit.guard import footer, guard
from pages.kit.language import tr
from pages.kit.meeting import board
from pages.kit.plain import escaped

guest = guard("compare")

areas = database.ask("areas")
own = areas[areas["kind"] == "housing_area"].set_index("area_id")["name"].to_dict()
documents = database.ask("sources").query("kind == 'document' and figures > 0").set_index("source_id")["title"].to_dict()

st.title(tr("Sammenlign boligområder"))
said = st.container()
if roles.board_mode():
    third, first, second, more, last = st.columns([2, 3, 4, 2, 3], vertical_alignment="bottom")
else:
    third, last = st.container(), st.container()
    first, second, more = st.columns([4, 5, 2], vertical_alignment="bottom")
with third, board.tucked(tr("Boligområder")):
    chosen = choices.choose_many(tr("Boligområder"), own, "omraader", list(own), label_visibility="collapsed")
with first:
    references = texts.reference_options(areas)
    asked = choices.choose(tr("Sammenlignet med"), references, "med", default="randers_kommune")
with second:
    views = {"alle": tr("Alle indikatorer"), "en": tr("Én indikator"), "tid": tr("Over tid")}
    view = choices.choose(tr("Vis"), views, "vis", **board.side_by_side())
with more, st.popover(tr("Flere valg")):
    source_id = choices.choose(tr("Tal fra"), documents, "kilde", default="helhedsplan-2025-29")
    measures = {"forskel": tr("Forskel (procentpoint for andele)"), "gange": tr("Gange")}
    measure = choices.choose(tr("Afstand som"), measures, "maal", widget=st.radio, horizontal=True)
    orders = {"plan": tr("Planens rækkefølge"), "stigende": tr("Laveste tal først"), "faldende": tr("Højeste tal først")}
    order = choices.choose(tr("Rækkefølge"), orders, "orden")

shown = compare_views.Shown(
    areas={area_id: own[area_id] for area_id in chosen},
    reference=texts.to_reference(asked),
    reference_name=references[asked],
    measure="ratio" if measure == "gange" else "difference",
    order=order,
    source_id=source_id,
)
compared = shown.compared
if compared.empty:
    none = tr(
        "{document} har ingen tal for de valgte områder. Vælg flere områder eller et andet dokument.",
        document=escaped(documents[source_id]),
    )
    notes.info(none)
elif roles.board_mode() and view in ("alle", "en"):
    lead = texts.in_sentence(asked, references)
    if view == "alle":
        meeting.draw_all(shown, said, last, lead)
    else:
        meeting.draw_one(shown, said, last, lead)
elif view == "alle":
    with said:
        theme.render("kit/lead.html", sentence=texts.sentence(compared, texts.in_sentence(asked, references)), sub=shown.facts)
    compare_views.all_indicators(shown)
elif view == "en":
    titles = database.kept(compare_views.titles, source_id)
    indicator_id = choices.choose(tr("Indikator"), titles, "indikator", default="hp25_outside_labour_market_own_12m")
    one = database.kept(compare_views.load_one, shown, indicator_id, texts.in_sentence(asked, references))
    with said:
        theme.render("kit/lead.html", sentence=one.sentence, sub="")
    compare_views.one_indicator(one, titles[indicator_id], shown)
else:
    compare_views.over_time(database.ask("figures", source_id=source_id), areas, shown)
footer(guest)
