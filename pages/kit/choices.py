"""Choices that live in the address bar, so that a link reopens the view.

The framework's own binding writes the label of an option into the link and drops an unknown value without a word.
Here the link holds the stable key, and an unknown one is said to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from pages.kit import notes
from pages.kit.language import tr
from pages.kit.plain import echoed, escaped

_WRITTEN = "_written_"
_OFFERED = "_offered_"
_DEFAULTS = "_defaults"
_LONGEST_SEARCH = 100


def choose(
    label: str,
    options: Mapping[str, str],
    parameter: str,
    default: str | None = None,
    widget: Callable[..., Any] = st.selectbox,
    **kwargs: Any,
) -> str:
    """A choice among `options` (key -> label) tied to ?parameter=key; returns the key.

    `widget` is st.selectbox or st.radio, `kwargs` go to it. An unknown key in the link gives the default and a note.
    `options` must not be empty.
    """
    fallback = default if default in options else next(iter(options))
    key = f"choice_{parameter}"
    _take_from_link(key, parameter, options, str(fallback))
    # The framework takes the options of radio buttons for Markdown, those of a list not.
    say = escaped if widget == st.radio else str
    chosen = widget(label, list(options), format_func=lambda slug: say(options[slug]), key=key, **kwargs)
    _write(parameter, str(chosen))
    _say_default(parameter, str(fallback))
    return str(chosen)


def _take_from_link(key: str, parameter: str, options: Mapping[str, str], fallback: str) -> None:
    asked = st.query_params.get(parameter)
    written = st.session_state.get(_WRITTEN + parameter)
    if asked is not None and asked != written:
        if asked in options:
            st.session_state[key] = asked
        else:
            st.session_state[key] = fallback
            unknown = tr(
                "Linket beder om ”{asked}”, som ikke findes her. I stedet vises {shown}.",
                asked=echoed(asked),
                shown=escaped(options[fallback]),
            )
            notes.info(unknown)
    if st.session_state.get(key) not in options:
        st.session_state[key] = fallback


def _write(parameter: str, value: str) -> None:
    if st.query_params.get(parameter) != value:
        st.query_params[parameter] = value
    st.session_state[_WRITTEN + parameter] = value


def _say_default(parameter: str, value: str) -> None:
    """What the choice is without a word in the address: a copied link leaves it out (service/memory.js)."""
    st.session_state.setdefault(_DEFAULTS, {})[parameter] = value


def defaults() -> dict[str, str]:
    """The defaults of the choices of this visit, by parameter."""
    return dict(st.session_state.get(_DEFAULTS, {}))


def forget() -> None:
    """Drop every choice of this visit, so that the next run shows what its link says and nothing left over."""
    for key in [key for key in st.session_state if str(key).startswith(("choice_", _WRITTEN))]:
        del st.session_state[key]


def day(label: str, parameter: str, default: date, span: tuple[date, date]) -> date:
    """A day tied to ?parameter=ISO, from the first to the last day of `span`; an unreadable one gives the default and a note."""
    key, asked, (first, last) = f"choice_{parameter}", st.query_params.get(parameter), span
    if key not in st.session_state:
        try:
            st.session_state[key] = min(max(default if asked is None else date.fromisoformat(asked), first), last)
        except ValueError:
            st.session_state[key] = default
            notes.info(tr("Linket beder om ”{asked}”, som ikke kan læses her. Skriv en dag som 2026-05-01.", asked=echoed(str(asked))))
    chosen: date = st.date_input(label, key=key, format="DD.MM.YYYY", min_value=first, max_value=last, width=520) or default
    _write(parameter, chosen.isoformat())
    return chosen


def search(label: str, parameter: str, placeholder: str) -> str:
    """A search field tied to ?parameter=text; returns the text in lower case without outer spaces."""
    key = f"choice_{parameter}"
    asked = st.query_params.get(parameter, "")[:_LONGEST_SEARCH]
    if asked and asked != st.session_state.get(_WRITTEN + parameter):
        st.session_state[key] = asked
    text = str(st.text_input(label, key=key, placeholder=placeholder, max_chars=_LONGEST_SEARCH) or "")
    if text:
        _write(parameter, text)
    elif parameter in st.query_params:
        del st.query_params[parameter]
    return text.strip().lower()


def _carry_over(key: str, parameter: str, options: Mapping[str, str], default: list[str]) -> None:
    """Bring what was chosen on another page, or among other options, along as far as it is offered here.

    Everything chosen means that nobody has chosen, and is everything here too.
    """
    before, offered = st.session_state.get(key), st.session_state.get(_OFFERED + parameter, ())
    if before is None or (offered != tuple(options) and set(before) == set(offered)):
        st.session_state[key] = default
    elif offered != tuple(options):
        st.session_state[key] = [part for part in options if part in before] or default


def choose_many(label: str, options: Mapping[str, str], parameter: str, default: list[str], **kwargs: Any) -> list[str]:
    """Several choices among `options` tied to ?parameter=key,key; returns the keys in the order of `options`.

    Unknown keys in the link are left out with a note; nothing chosen gives the default.
    """
    key = f"choice_{parameter}"
    asked = st.query_params.get(parameter)
    if asked is not None and asked != st.session_state.get(_WRITTEN + parameter):
        wanted = [part for part in asked.split(",") if part]
        unknown = [part for part in wanted if part not in options]
        if unknown:
            quoted = ", ".join(tr("”{quoted}”", quoted=echoed(part)) for part in unknown[:5])
            notes.info(tr("Linket nævner {keys}, som ikke findes her. De er udeladt.", keys=quoted))
        st.session_state[key] = [part for part in options if part in wanted] or default
    else:
        _carry_over(key, parameter, options, default)
    st.session_state[_OFFERED + parameter] = tuple(options)
    picked = st.pills(label, list(options), format_func=lambda slug: escaped(options[slug]), key=key, selection_mode="multi", **kwargs)
    chosen = [part for part in options if part in picked]
    _write(parameter, ",".join(chosen))
    _say_default(parameter, ",".join(default))
    if not chosen:
        notes.info(tr("Intet er valgt under ”{label}”. I stedet vises alle.", label=label))
        return default
    return chosen
