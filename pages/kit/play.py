"""A button that steps through the values of a choice, one after the other, and stops at the last.

Every step is a choice like one by hand: the link holds it, so that a copied link shows the step and not the film.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit.language import tr

# Long enough to read which areas changed colour.
SECONDS = 2.0
_PLAYING, _DRAWN = "_playing_", "_drawn_"


def following(keys: Sequence[str], now: str) -> str | None:
    """The key after `now`; None at the last one, and for one that is not there."""
    place = keys.index(now) + 1 if now in keys else len(keys)
    return keys[place] if place < len(keys) else None


def button(parameter: str, keys: Sequence[str], now: str) -> None:
    """Play or pause the choice of choices.choose(parameter=...); `keys` in their order, `now` the one chosen."""
    playing = bool(st.session_state.get(_PLAYING + parameter)) and following(keys, now) is not None
    st.session_state[_PLAYING + parameter] = playing
    label, icon = (tr("Pause"), ":material/pause:") if playing else (tr("Afspil"), ":material/play_arrow:")
    st.button(label, icon=icon, key=f"play_{parameter}", width="stretch", on_click=_pressed, args=(parameter, list(keys), now, playing))
    if playing:
        # The clock below must not take the run that drew it for its first tick.
        st.session_state[_DRAWN + parameter] = True
        _clock(parameter, list(keys))


def _pressed(parameter: str, keys: list[str], now: str, playing: bool) -> None:
    st.session_state[_PLAYING + parameter] = not playing
    if not playing and following(keys, now) is None:
        st.session_state[f"choice_{parameter}"] = keys[0]


@st.fragment(run_every=SECONDS)
def _clock(parameter: str, keys: list[str]) -> None:
    if st.session_state.pop(_DRAWN + parameter, False):
        return
    if step(parameter, keys):
        st.rerun()


def step(parameter: str, keys: list[str]) -> bool:
    """Choose the next key, if it is still playing and there is one."""
    after = following(keys, str(st.session_state.get(f"choice_{parameter}")))
    if not st.session_state.get(_PLAYING + parameter) or after is None:
        return False
    st.session_state[f"choice_{parameter}"] = after
    return True
