"""/healthz and /metrics: for whoever keeps the server running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import runtime

from queries.connection import Database, NoDatabaseError, build_folder, choose_version
from service import auth, metrics, settings

_NO_STORE = {"Cache-Control": "no-store"}


class _Probe:
    """Asks the database, one question at a time; keeps it open between checks, because opening it is what costs."""

    def __init__(self) -> None:
        # Whether all that officers recorded is there; server.py puts the real question here.
        self.ledger_is_whole: Callable[[], bool] = lambda: True
        self._open: tuple[Path, Database] | None = None
        self._asking: asyncio.Task[tuple[str, str, bool]] | None = None

    async def ask(self, seconds: float) -> tuple[str, str, bool]:
        """Version and note of the version in force, after it has answered, and whether the ledger is whole.

        Raises NoDatabaseError or TimeoutError.

        A disk that hangs keeps one thread waiting, however often somebody asks.
        """
        if self._asking is None:
            self._asking = asyncio.create_task(asyncio.to_thread(self._answer))
            self._asking.add_done_callback(self._done)
        return await asyncio.wait_for(asyncio.shield(self._asking), seconds)

    def _done(self, task: asyncio.Task[tuple[str, str, bool]]) -> None:
        self._asking = None
        # Fetched, so that an error nobody waited for any more is not reported as lost.
        _ = task.cancelled() or task.exception()

    def _answer(self) -> tuple[str, str, bool]:
        choice = choose_version(build_folder())
        if self._open is None or self._open[0] != choice.path:
            self._open = choice.path, Database(choice.path, choice.version, choice.note)
        try:
            self._open[1].ask("totals")
        except NoDatabaseError:
            self._open = None
            raise
        return choice.version, choice.note, self.ledger_is_whole()


_probe = _Probe()


async def healthz(_request: Request) -> Response:
    """200 when the server is set up rightly, takes browsers and the database answers in time; otherwise 503 with the reason.

    An earlier version that is shown because the newest cannot be read is 200 with status "degraded", and so is a list of
    officers' releases that is lost, cut or damaged (reason "ledger"): restarting the server would not help, and the figures on
    the screen are right for the version the screen names.
    """
    status, answer = await _state()
    return JSONResponse(answer, status, _NO_STORE)


async def _state() -> tuple[int, dict[str, str]]:
    if settings.problems() or auth.problems():
        return 503, {"status": "misconfigured"}
    ready, _ = await runtime.get_instance().is_ready_for_browser_connection
    if not ready:
        return 503, {"status": "starting"}
    try:
        version, note, whole = await _probe.ask(settings.number("MONITOR_HEALTH_SECONDS"))
    except TimeoutError:
        return 503, {"status": "slow"}
    except NoDatabaseError as error:
        return 503, {"status": "no database", "reason": error.reason}
    metrics.data_version(version, bool(note))
    metrics.LEDGER_FAULT.set(not whole)
    answer = {"status": "ok" if whole and not note else "degraded", "version": version}
    return 200, answer if whole else answer | {"reason": "ledger"}


async def metrics_text(request: Request) -> Response:
    """The metrics for Prometheus; closed to what comes through a proxy, because that is the public's way in."""
    if not settings.flag("MONITOR_METRICS") or any(name in request.headers for name in auth.PROXY_HEADERS):
        return PlainTextResponse("", 404)
    text = await asyncio.to_thread(metrics.text)
    return Response(text, headers=_NO_STORE, media_type=metrics.CONTENT_TYPE)


def routes(ledger_is_whole: Callable[[], bool]) -> list[Route]:
    """/healthz and /metrics; `ledger_is_whole` says whether all that officers recorded is there."""
    _probe.ledger_is_whole = ledger_is_whole
    return list(_ROUTES)


_ROUTES = [Route("/healthz", healthz, methods=["GET", "HEAD"]), Route("/metrics", metrics_text, methods=["GET"])]
