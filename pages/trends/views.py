"""The parts of Udvikling on the screen: the chart, the gaps, the changes, the look-alikes."""

from __future__ import annotations

import streamlit as st

from pages.kit import figure, notes, roles, tables
from pages.kit.language import tr
from pages.kit.plain import escaped
from pages.trends import meeting, texts


def chart(shown: texts.Trend, choice: tuple[str, ...]) -> None:
    """The line chart with its table and downloads; says why when there is nothing to draw. `choice`: all it depends on."""
    picture = shown.picture
    if isinstance(picture, str):
        notes.info(escaped(picture))
    elif roles.board_mode():
        source = f"{picture.population}. {picture.source}"
        meeting.draw("udvikling", choice, picture.build, picture.heading, source, picture.alternative)
    else:
        figure.show(
            picture.build,
            name="udvikling",
            choice=choice,
            source=picture.source,
            alternative=picture.alternative,
            behind=picture.behind,
        )


def gaps(shown: texts.Trend) -> None:
    """One line per figure that is missing or doubted, with the reason."""
    for line in shown.gaps:
        st.caption(escaped(line))


def change_table(shown: texts.Trend, title: str) -> None:
    """First and newest figure per area, the change in its unit and in percent."""
    if shown.changes:
        st.header(tr("Ændring"))
        tables.show(texts.CHANGE_COLUMNS, shown.changes, tr("{indicator}: fra første til nyeste brugbare måling", indicator=title))


def related(rows: list[dict[str, str]]) -> None:
    """Look-alikes on the same subject, with a warning against reading them as one."""
    if not rows:
        return
    st.header(tr("Andre opgørelser af emnet"))
    apart = tr("De er opgjort af andre, på en anden måde, for andre områder eller i en anden plan. Derfor tegnes de aldrig i samme kurve.")
    notes.warning(apart)
    tables.show(texts.RELATED_COLUMNS, rows, tr("Opgørelser, der ligner"))
