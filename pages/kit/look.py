"""How the screen looks: light, dark or high contrast, by the reader's own choice.

Colours are chosen once, for light (style.css, theme.py, the table of areas). The other looks are a table of what becomes
of each: markup and charts are made for light, kept, and coloured anew on their way to the screen. Papers, exported
pictures and maps on them are light everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from pages.kit.language import mark

LIGHT, DARK, CONTRAST = "lys", "moerk", "kontrast"
NAMES = {LIGHT: mark("Lyst"), DARK: mark("Mørkt"), CONTRAST: mark("Høj kontrast")}
# A browser remembers the look it chose (service/memory.js), and an address can ask for one: ?udseende=moerk. Links of ours
# do not carry it: how a screen looks is the reader's business, not the sender's.
PARAMETER = "udseende"
COOKIE = "monitor_udseende"
_SESSION = "_look"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\b")

# Light -> dark. Text has at least 4.5:1, and marks 3:1, against #12181E and #1C252D; tests/screens/test_look.py.
_DARK = {
    "#FFFFFF": "#12181E", "#F3F6F8": "#1C252D",
    "#1D2730": "#E9EEF2", "#4A5763": "#B4C0CA", "#D5DCE2": "#46535F", "#9AA7B2": "#7F8C97", "#D9DEE3": "#33404B",
    "#0B5394": "#7DB8F0", "#0F5C4C": "#7FD1B9", "#8A5A00": "#E8B64C", "#8A3B12": "#F0A37F", "#7B8A97": "#94A3AF",
    "#3C4650": "#D3DAE0", "#5A6672": "#A9B5C0", "#7A7A7A": "#A6A6A6",
    "#E3E8EC": "#2A343D", "#DFE3E7": "#33404B", "#C4CDD5": "#5B6874", "#F4F6F8": "#1C252D", "#FFF8EA": "#2E2716",
    "#D6DDE5": "#26313B", "#AFC0D1": "#34495C", "#8DA5BC": "#44617C",
    "#7A4F00": "#E8B64C", "#1B6B3A": "#6FCF97", "#7A5200": "#E8B64C", "#A11C1C": "#FF8A80", "#E0A800": "#E8B64C",
    # The ground of maps, its lines and the town's buildings.
    "#F6F5F0": "#1A2229", "#D2CFC4": "#38444E", "#C4C2BA": "#53606B",
    # The seven areas keep their hue and can still be told apart by colour-blind eyes.
    "#6A3D9A": "#867BAE", "#0891B2": "#49B0DF", "#A05A2C": "#C26B1F", "#7F1D1D": "#A57868", "#4D4DFF": "#7074EF",
    "#999933": "#9CA95D", "#E05C7A": "#F878A3",
}  # fmt: skip
# Light -> high contrast: text 7:1 and marks 4.5:1 against white.
_CONTRAST = {
    "#1D2730": "#000000", "#4A5763": "#000000", "#D5DCE2": "#8A8A8A", "#9AA7B2": "#4A4A4A", "#D9DEE3": "#8A8A8A",
    "#0B5394": "#00337A", "#0F5C4C": "#003D30", "#8A5A00": "#5C3A00", "#8A3B12": "#6B1F00", "#7B8A97": "#4A545D",
    "#3C4650": "#000000", "#5A6672": "#3A434B", "#7A7A7A": "#525252",
    "#E3E8EC": "#B5BDC4", "#DFE3E7": "#C9D0D6", "#C4CDD5": "#59646E", "#FFF8EA": "#FFFFFF",
    "#7A4F00": "#5C3A00", "#1B6B3A": "#0B4A24", "#7A5200": "#5C3A00", "#A11C1C": "#7A0A0A", "#E0A800": "#8A6800",
    "#6A3D9A": "#6B3F9B", "#0891B2": "#2D7C94", "#A05A2C": "#7F4E30", "#7F1D1D": "#731A16", "#4D4DFF": "#4943FA",
    "#999933": "#7D7410", "#E05C7A": "#D72E64",
}  # fmt: skip
_TABLES: Mapping[str, Mapping[str, str]] = {LIGHT: {}, DARK: _DARK, CONTRAST: _CONTRAST}


def settle() -> str | None:
    """Take the look from the address or from what the browser remembers; the guard does so on every page.

    Returns what the address asks for when it is unknown.
    """
    asked = st.query_params.get(PARAMETER)
    if asked in NAMES:
        st.session_state[_SESSION] = asked
    elif _SESSION not in st.session_state:
        remembered = st.context.cookies.get(COOKIE)
        st.session_state[_SESSION] = remembered if remembered in NAMES else LIGHT
    return asked if asked is not None and asked not in NAMES else None


def current() -> str:
    """The look of this run: LIGHT, DARK or CONTRAST."""
    return str(st.session_state.get(_SESSION, LIGHT))


def color(light: str, look: str) -> str:
    """What becomes of a colour of the light look (#RRGGBB) in another; the same for a colour that stays."""
    return _TABLES[look].get(light.upper(), light)


def recolored(text: str) -> str:
    """Markup or a chart's specification, made for light, in the colours of this run's look."""
    look = current()
    return text if look == LIGHT else _COLOR.sub(lambda found: color(found[0], look), text)
