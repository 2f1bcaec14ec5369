"""What a viewer sees."""

import streamlit as st

from pages.kit.guard import footer, guard
from pages.kit.register import Screen

guest = guard(Screen("probe", "Åben side", "probe", ""))
st.write(f"Tal for rollen {guest.role}")
if st.button("Fejl"):
    raise ValueError("cpr 010190-1234 anna@randers.dk 192.168.1.7")
footer(guest)
