"""What is served: the app of app.py with a warm start and everything of service/ around it.

`streamlit run app.py` works as well; it lacks the Danish language mark, the warm start, the security headers, /healthz
and /metrics, and is for a quick look on one's own machine.
"""

import streamlit as st

from data.releases import standing
from pages import warm
from pages.kit import calendar, roles
from service import application
from service import calendar as calendars

routes = calendars.routes(calendar.feed, roles.may_read)
app = st.App("app.py", **application.options(warm.up, roles.login_of, standing.is_whole, routes))
