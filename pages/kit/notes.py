"""Notes to the reader, each kind with its icon: the text is Markdown, and what a person wrote in it is escaped (plain.py)."""

from __future__ import annotations

import streamlit as st


def info(text: str) -> None:
    """Something to know: what is missing, left out or read in a certain way."""
    st.info(text, icon=":material/info:")


def warning(text: str) -> None:
    """Something to mind before the figures are used."""
    st.warning(text, icon=":material/warning:")


def error(text: str) -> None:
    """What went wrong, where, and what to do."""
    st.error(text, icon=":material/warning:")


def success(text: str) -> None:
    """What was done."""
    st.success(text, icon=":material/check_circle:")
