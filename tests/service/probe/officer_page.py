"""What an officer does: a write and the internal file, each checking the role again."""

import streamlit as st

from pages.kit import database, roles
from pages.kit.guard import footer, guard
from pages.kit.register import Screen

guest = guard(Screen("probe", "Indlæs", "probe", "", needs="officer"))
st.write("Her indlæses tal")


def write() -> None:
    """A write runs before the page and its guard: it has to ask for itself."""
    try:
        roles.require("officer")
    except roles.NotAllowedError as error:
        st.session_state["outcome"] = f"Afvist: {error}"
    else:
        st.session_state["outcome"] = "Skrevet"


st.button("Gem", on_click=write)
try:
    st.write(f"Intern fil {database.internal().path.name}")
except roles.NotAllowedError as error:
    st.write(f"Lukket: {error}")
st.write(st.session_state.get("outcome", ""))
footer(guest)
