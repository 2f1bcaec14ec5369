"""The server of the load benchmark in its variants: as the framework comes, and with one measure after the other.

`streamlit run benchmarks/load_servers.py` serves the variant that the environment variable LOAD_VARIANT names.
"""

import gc
import os
import sys

from benchmarks.load_steps import STEPS

VARIANT = os.environ.get("LOAD_VARIANT", "all")
_HAS = STEPS[: STEPS.index(VARIANT) + 1]
if "uvloop" not in _HAS:
    sys.modules["uvloop"] = None  # type: ignore[assignment]

import streamlit as st  # noqa: E402

from pages import warm  # noqa: E402
from pages.kit import database, roles  # noqa: E402
from service import application  # noqa: E402


def _prepare() -> None:
    warm.up()
    if "shared_frames" not in _HAS:
        # Every reader gets a copy made by pickling, which is what the framework's data cache does.
        database._answer = st.cache_data(max_entries=2000, show_spinner=False)(database._answer.__wrapped__)  # type: ignore[attr-defined]


if VARIANT != "all":
    application._tune = gc.collect  # type: ignore[assignment]

app = st.App("../app.py", **application.options(_prepare, roles.login_of))
