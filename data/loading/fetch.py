"""Ask Statistikbanken and Jobindsats for a table. Off unless MONITOR_FETCH=1; what comes back is read like any file."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from data.loading import environment
from data.loading.rules import rules

STATISTIKBANKEN = "https://api.statbank.dk/v1"
# v2 is being closed; v3 names its tables and its choices otherwise (ptv_a02, period.M).
JOBINDSATS = "https://api.jobindsats.dk/v2"
JOBINDSATS_V3 = "https://api.jobindsats.dk/v3"
# Said by a server that may answer a little later: too many questions, or out of order for now.
_LATER = frozenset({429, 500, 502, 503, 504})
_TABLE = re.compile(r"[A-Za-z0-9_]{2,20}")


class FetchError(Exception):
    """What was asked for did not come; the message says in Danish who said what and what to do."""


class _GoneError(FetchError):
    """There is no such table at this address, or no longer."""


class _LaterError(Exception):
    """Worth asking again; `wait` is how many seconds the server asked for."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(message)


@dataclass(frozen=True)
class _Question:
    """Who is asked what: a body is posted, `params` stand in the address; `types` are the sorts of answer that will do."""

    who: str
    address: str
    types: tuple[str, ...]
    body: dict[str, Any] | None = None
    params: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fetched:
    """An answer: the bytes, and a name that says where they came from."""

    content: bytes
    name: str


def statistikbanken(
    table: str,
    values: dict[str, list[str]],
    *,
    kind: str = "JSONSTAT",
    base: str = STATISTIKBANKEN,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """A table of Statistikbanken as JSON-stat or CSV; `values` are codes per variable ({"OMRÅDE": ["730"], "Tid": ["*"]}).

    A variable that is left out is summed away where the table allows it. Raises FetchError.
    """
    variables = [{"code": code, "values": list(chosen)} for code, chosen in values.items()]
    body: dict[str, Any] = {"table": _checked(table), "format": kind, "lang": "da", "variables": variables}
    if kind == "CSV":
        body |= {"delimiter": "Semicolon", "valuePresentation": "Code"}
    types = ("text/csv", "text/plain") if kind == "CSV" else ("application/json", "text/json")
    content = _ask(_Question("Statistikbanken", f"{base}/data", types, body), sleep)
    return Fetched(content, f"statistikbanken-{table.lower()}.{'csv' if kind == 'CSV' else 'json'}")


def jobindsats(
    table: str,
    choice: dict[str, Any],
    *,
    base: str = JOBINDSATS,
    base_v3: str = JOBINDSATS_V3,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """A table of Jobindsats; `choice` is its periods, areas and groups. Needs MONITOR_JOBINDSATS_TOKEN.

    v3 is asked when the table's name or a choice is written as v3 writes them (ptv_a02, period.M), and else v2; the name
    of what comes back says which. Raises FetchError; its message never holds the token.
    """
    token = environment.jobindsats_token()
    if not token:
        raise FetchError("Jobindsats kræver en adgangsnøgle. Sæt indstillingen MONITOR_JOBINDSATS_TOKEN, og start igen.")
    if "_" in _checked(table) or any("." in code for code in choice):
        params = {code: value if isinstance(value, str) else ",".join(value) for code, value in choice.items()}
        types, bearer = ("application/json", "text/json", "text/csv"), {"Authorization": f"Bearer {token}"}
        question = _Question("Jobindsats v3", f"{base_v3}/data/{table}", types, None, {"format": "json", **params}, bearer)
        content = _ask(question, sleep)
        return Fetched(content, f"jobindsats-v3-{table.lower()}.{'json' if content.lstrip()[:1] in (b'{', b'[') else 'csv'}")
    question = _Question("Jobindsats v2", f"{base}/data/{table}/json", ("application/json",), choice, None, {"Authorization": token})
    try:
        return Fetched(_ask(question, sleep), f"jobindsats-v2-{table.lower()}.json")
    except _GoneError as problem:
        newer = re.sub(r"(?<=[a-z])(?=[a-z]\d\d$)", "_", table.lower())
        raise FetchError(f"{problem} Er v2 lukket, så spørg v3: tabel {newer} med fx --choose period.M=latest:12.") from problem


def _checked(table: str) -> str:
    if not _TABLE.fullmatch(table):
        raise FetchError(f"„{table}“ er ikke navnet på en tabel. Navnet har kun bogstaver og tal, fx FOLK1A.")
    return table


def _ask(question: _Question, sleep: Callable[[float], None]) -> bytes:
    if not environment.fetching_allowed():
        raise FetchError("Monitoren må ikke hente på nettet. Sæt indstillingen MONITOR_FETCH til 1, eller indlæs en fil.")
    limits = rules()["http"]
    waits = limits["wait_seconds"]
    backoff = wait_exponential_jitter(initial=waits["first"], max=waits["most"])

    def wait(state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.wait if isinstance(failure, _LaterError) else None
        return min(asked, waits["most"]) if asked is not None else backoff(state)

    retrying = Retrying(
        retry=retry_if_exception_type(_LaterError), stop=stop_after_attempt(limits["attempts"]), wait=wait, sleep=sleep, reraise=True
    )
    try:
        return retrying(_once, question)
    except _LaterError as problem:
        raise FetchError(f"{question.who} {problem} ({limits['attempts']} forsøg). Prøv igen senere, eller indlæs en fil.") from problem


def _once(question: _Question) -> bytes:
    who, method = question.who, "GET" if question.body is None else "POST"
    limits = rules()["http"]
    timeout = httpx.Timeout(limits["read_seconds"], connect=limits["connect_seconds"])
    deadline = time.monotonic() + limits["total_seconds"]
    try:
        # No redirects: the question, and the token with it, goes to the one host it is meant for.
        with (
            httpx.Client(timeout=timeout, follow_redirects=False) as client,
            client.stream(
                method,
                question.address,
                json=question.body,
                params=question.params,
                headers={"Accept": ", ".join(question.types), **question.headers},
            ) as answer,
        ):
            content = _received(who, answer, deadline)
            _refuse(who, answer, content, question.types)
            return content
    except httpx.TimeoutException as problem:
        raise _LaterError("svarede ikke i tide") from problem
    except httpx.TransportError as problem:
        raise _LaterError("kunne ikke nås, eller forbindelsen blev afbrudt midt i svaret") from problem
    except httpx.HTTPError as problem:
        raise FetchError(f"{who} svarede med noget, der ikke kan pakkes ud. Prøv igen senere, eller indlæs en fil.") from problem


def _received(who: str, answer: httpx.Response, deadline: float) -> bytes:
    limits = rules()["http"]
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > limits["bytes"]:
            raise FetchError(f"{who} svarede med mere end {limits['bytes'] // 1_000_000} MB. Vælg færre områder, perioder eller grupper.")
        if time.monotonic() > deadline:
            raise _LaterError("blev ved med at svare uden at blive færdig")
    return bytes(content)


def _refuse(who: str, answer: httpx.Response, content: bytes, types: tuple[str, ...]) -> None:
    """Raise for everything but a whole answer of the right sort."""
    status = answer.status_code
    if status in _LATER:
        asked = answer.headers.get("Retry-After", "")
        raise _LaterError(f"svarede {status}", float(asked) if asked.isdigit() else None)
    if answer.is_redirect:
        raise _GoneError(f"{who} viser videre til en anden adresse, og det følges ikke. Adressen i monitoren skal rettes.")
    if status in (401, 403):
        raise FetchError(f"{who} afviser adgangen ({status}). Se efter, at adgangsnøglen gælder.")
    if status != 200:
        kind = _GoneError if status in (404, 410) else FetchError
        raise kind(f"{who} afviser spørgsmålet ({status}){_reason(content)}. Ret tabel, områder eller perioder.")
    sort = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if sort not in types:
        raise FetchError(f"{who} svarede med {sort or 'noget ukendt'} i stedet for {types[0]}. Prøv igen senere, eller indlæs en fil.")
    if sort.endswith("json"):
        try:
            json.loads(content)
        except ValueError as problem:
            raise FetchError(f"{who} svarede med noget, der ikke er JSON. Prøv igen senere, eller indlæs en fil.") from problem
        except RecursionError as problem:
            raise FetchError(f"{who} svarede med noget, der ikke er en tabel. Prøv igen senere, eller indlæs en fil.") from problem


def _reason(content: bytes) -> str:
    """What Statistikbanken says of it: {"errorTypeCode": ..., "message": ...}."""
    try:
        said = json.loads(content)["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f": {' '.join(str(said).split()).rstrip('.')[:200]}"
