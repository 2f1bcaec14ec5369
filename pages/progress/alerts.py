"""Fremdrift, Varsler: what the rules find, and the calendar of meetings and deadlines to take along."""

from __future__ import annotations

import streamlit as st

from pages.kit import alerts as kit_alerts
from pages.kit import calendar, clock, language, notes, roles
from pages.kit.language import tr


def alerts(plan_id: str) -> None:
    """The list, the rules behind it, and the calendar file."""
    st.header(tr("Varsler"))
    if kit_alerts.load():
        kit_alerts.table()
    else:
        notes.info(tr("Ingen af reglerne finder noget i dag."))
    if roles.board_mode():
        return
    st.header(tr("Kalender"))
    st.write(
        tr(
            "Møder med dato, åbne frister og frister i beredskabet som kalenderfil. Et kalenderprogram kan også abonnere på "
            "monitorens adresse fulgt af /kalender.ics."
        )
    )
    made = language.carried(lambda: calendar.file(calendar.loaded(plan_id), clock.now()))
    st.download_button(tr("Hent kalender (ics)"), made, "helhedsplan.ics", calendar.MEDIA, on_click="ignore", key="calendar_file")
