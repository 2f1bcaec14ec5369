"""What server.py gives the framework besides the pages: start, routes, what goes around requests, what happens on errors."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from queries.connection import Database
from service import auth, health, logs, media, metrics, scripts, settings, uploads, web

# Collections of the youngest generation are frequent and cheap; those of the oldest walk everything that lives, in the
# middle of somebody's click. Measured in benchmarks/bench_load.py.
_GC_THRESHOLDS = (20_000, 20, 100)


def options(
    warm_up: Callable[[], None],
    login_of: media.LoginOf,
    ledger_is_whole: Callable[[], bool] = lambda: True,
    calendars: Sequence[Route] = (),
) -> dict[str, Any]:
    """Arguments of st.App; `warm_up` pays for slow first times before the first guest comes, `login_of` names a login that
    counts now, `ledger_is_whole` says whether all that officers recorded is there, `calendars` are routes of calendar.py.
    """
    media.install()
    return {
        "lifespan": _lifespan(warm_up),
        "middleware": [
            Middleware(web.SecurityHeaders),
            Middleware(web.ClosedDoors),
            Middleware(uploads.BoundedUploads),
            Middleware(media.OwnFiles, login_of=login_of),
            Middleware(web.ReturnAfterLogin),
            Middleware(web.OwnPages),
        ],
        "routes": [*health.routes(ledger_is_whole), *scripts.ROUTES, *calendars],
        "secrets": auth.secrets_from_environment(),
        "on_script_error": on_script_error,
    }


def _lifespan(warm_up: Callable[[], None]) -> Any:
    @contextlib.asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
        # Until the first run of app.py the framework believes in its old convention of a pages/ folder, also when no file lies
        # in it: the first deep link to a fresh server then opens "Page not found" over the page.
        PagesManager.uses_pages_directory = False
        logs.configure()
        _report()
        Database.observer = staticmethod(_observe)
        warm_up()
        _tune()
        yield {}
        logs.event("stopped")

    return lifespan


def _tune() -> None:
    # What is loaded now lives as long as the process; taking it out of the collector's sight makes every rerun shorter.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    loop = type(asyncio.get_running_loop()).__module__.split(".")[0]
    metrics.SERVER_INFO.labels(loop=loop, frozen_objects=gc.get_freeze_count()).set(1)
    logs.event("started", loop=loop, frozen_objects=gc.get_freeze_count(), login=auth.configured())


def _report() -> None:
    """Write what is wrong with the configuration to the log; the guard and /healthz act on it."""
    logger = logging.getLogger("monitor")
    for problem in (*settings.problems(), *auth.problems()):
        logger.error("Opsætning: %s", problem)
    for name in settings.unknown():
        logger.warning("%s er ingen indstilling; se tabellen i docs/operations.md.", name)


def _observe(question: str, seconds: float) -> None:
    metrics.QUERY_SECONDS.labels(question=question).observe(seconds)


def on_script_error(error: Exception) -> bool:
    """Log the kind and place of an error under a number, and show the number instead of anything about the error."""
    number = secrets.token_hex(4)
    metrics.SCRIPT_ERRORS.inc()
    logging.getLogger("monitor").error("script error", exc_info=error, extra={"number": number})
    st.error(
        f"Siden kunne ikke vises færdig. Prøv igen, og sig nummeret {number} til den, der administrerer monitoren, hvis det fortsætter.",
        icon="⚠️",
    )
    return True
