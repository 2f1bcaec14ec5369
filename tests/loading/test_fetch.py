"""Asking Statistikbanken and Jobindsats, against a server on this machine that behaves and misbehaves as they do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from data.loading import fetch
from data.loading.fetch import FetchError
from data.loading.reading import read_bytes
from data.loading.rules import rules
from tests.loading import makers
from tests.loading.makers import TODAY, here
from tests.loading.test_mappings import shipped

CHOICE = {"OMRÅDE": ["730", "000"], "Tid": ["*"]}
TOKEN = "hemmelig-adgangsnøgle-ascii".encode("ascii", "ignore").decode()
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """Answers its questions one after the other; the last answer is given again."""

    address: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def statistikbanken(self, *answers: Answer, kind: str = "JSONSTAT") -> fetch.Fetched:
        self.answers = list(answers)
        return fetch.statistikbanken("FOLK1A", CHOICE, kind=kind, base=self.address, sleep=self.waits.append)

    def jobindsats(self, *answers: Answer, table: str = "ptva02", choice: dict[str, Any] | None = None) -> fetch.Fetched:
        self.answers = list(answers)
        v2, v3 = self.address, f"{self.address}/v3"
        return fetch.jobindsats(table, choice or {"area": "*"}, base=v2, base_v3=v3, sleep=self.waits.append)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("MONITOR_FETCH", "1")
    monkeypatch.setenv("MONITOR_JOBINDSATS_TOKEN", TOKEN)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    own = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own.asked.append({"path": self.path, "headers": dict(self.headers)})
            own.answers[0](self)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            own.asked.append({"path": self.path, "body": json.loads(body), "headers": dict(self.headers)})
            answer = own.answers.pop(0) if len(own.answers) > 1 else own.answers[0]
            answer(self)

        def log_message(self, *_: Any) -> None:
            return

    there = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    own.address = f"http://127.0.0.1:{there.server_address[1]}"
    thread = threading.Thread(target=there.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield own
    there.shutdown()
    thread.join()
    there.server_close()


def says(content: bytes, status: int = 200, kind: str = "application/json; charset=utf-8", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"dataset": ')
    handler.close_connection = True


def hangs(server_done: threading.Event) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        server_done.wait(5)
        handler.close_connection = True

    return answer


def dribbles(handler: BaseHTTPRequestHandler) -> None:
    """Piece after piece, and never done: every piece comes in time, the whole never does."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    try:
        for _ in range(100_000):
            handler.wfile.write(b" " * 100)
    except OSError:
        handler.close_connection = True


GOOD = makers.statistikbanken_jsonstat()


def test_answer_is_what_the_mapping_reads(server: Server) -> None:
    fetched = server.statistikbanken(says(GOOD))
    assert fetched.name == "statistikbanken-folk1a.json"
    found = read_bytes(fetched.content, fetched.name, shipped("statistikbanken-jsonstat"), today=TODAY, run=here)
    assert found.observations["value"].dropna().tolist() == [5961249, 5963758, 99152]
    assert server.asked[0]["path"] == "/data"
    assert server.asked[0]["body"] == {
        "table": "FOLK1A", "format": "JSONSTAT", "lang": "da",
        "variables": [{"code": "OMRÅDE", "values": ["730", "000"]}, {"code": "Tid", "values": ["*"]}],
    }  # fmt: skip


def test_csv_is_asked_for_in_the_form_the_mapping_reads(server: Server) -> None:
    fetched = server.statistikbanken(says(makers.statistikbanken_csv(), kind="text/csv"), kind="CSV")
    assert (server.asked[0]["body"]["delimiter"], server.asked[0]["body"]["valuePresentation"]) == ("Semicolon", "Code")
    found = read_bytes(fetched.content, fetched.name, shipped("statistikbanken-csv"), today=TODAY, run=here)
    assert len(found.observations) == 3


def test_jobindsats_gets_its_token_and_nobody_else_does(server: Server) -> None:
    assert server.jobindsats(says(makers.jobindsats())).content == makers.jobindsats()
    assert server.asked[0]["path"] == "/data/ptva02/json"
    assert server.asked[0]["headers"]["Authorization"] == TOKEN
    server.statistikbanken(says(GOOD))
    assert "Authorization" not in server.asked[1]["headers"]


@pytest.mark.parametrize(("csv", "kind"), [(False, "application/json"), (True, "text/csv")])
def test_jobindsats_v3_is_asked_as_v3_wants_and_its_answer_is_read(server: Server, csv: bool, kind: str) -> None:
    chosen = {"period.M": "latest:14", "mgroup.*": "*", "hierarchy._nykom": ["/730", "/000"]}
    fetched = server.jobindsats(says(makers.jobindsats_v3(csv), kind=kind), table="ptv_a02", choice=chosen)
    path, _, query = server.asked[0]["path"].partition("?")
    assert path == "/v3/data/ptv_a02"
    assert parse_qs(query) == {"format": ["json"], "period.M": ["latest:14"], "mgroup.*": ["*"], "hierarchy._nykom": ["/730,/000"]}
    assert server.asked[0]["headers"]["Authorization"] == f"Bearer {TOKEN}"
    assert fetched.name == f"jobindsats-v3-ptv_a02.{'csv' if csv else 'json'}"
    found = read_bytes(fetched.content, fetched.name, shipped("jobindsats"), today=TODAY, run=here)
    assert found.findings == []
    assert dict(zip(found.observations["area_id"], found.observations["value"], strict=True)) == {"randers_kommune": 20.8, "denmark": 18.9}
    assert found.form == ("Jobindsats v3, CSV, UTF-8 med BOM, semikolon" if csv else "Jobindsats v3")


def test_closed_v2_says_what_to_ask_instead(server: Server) -> None:
    with pytest.raises(FetchError, match=r"^Jobindsats v2 afviser spørgsmålet \(410\).* spørg v3: tabel ptv_a02 med fx --choose period"):
        server.jobindsats(says(b"", 410))
    assert server.jobindsats(says(makers.jobindsats())).name == "jobindsats-v2-ptva02.json"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_server_that_is_out_of_order_for_a_moment_is_asked_again(server: Server, status: int) -> None:
    assert server.statistikbanken(says(b"{}", status), says(b"{}", status), says(GOOD)).content == GOOD
    assert len(server.asked) == 3
    assert len(server.waits) == 2


def test_waits_grow_and_a_server_that_names_its_own_is_obeyed_within_reason(server: Server) -> None:
    with pytest.raises(FetchError, match=r"^Statistikbanken svarede 503 \(4 forsøg\)\. Prøv igen senere"):
        server.statistikbanken(says(b"", 503))
    assert len(server.asked) == 4
    assert server.waits[0] < server.waits[1] + 1 <= server.waits[2] + 2
    assert max(server.waits) <= 20
    server.waits.clear()
    server.statistikbanken(says(b"", 429, Retry_After="7"), says(b"", 429, Retry_After="3600"), says(GOOD))
    assert server.waits == [7, 20]


def test_cut_answer_is_asked_for_again_and_never_taken_for_whole(server: Server) -> None:
    assert server.statistikbanken(cut, says(GOOD)).content == GOOD
    with pytest.raises(FetchError, match="afbrudt midt i svaret"):
        server.statistikbanken(cut)


def test_server_that_does_not_answer_is_given_up_in_time(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules()["http"], "read_seconds", 0.1)
    done = threading.Event()
    with pytest.raises(FetchError, match="svarede ikke i tide"):
        server.statistikbanken(hangs(done))
    done.set()


def test_server_that_never_gets_done_is_given_up_in_time(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules()["http"], "total_seconds", 0)
    with pytest.raises(FetchError, match="uden at blive færdig"):
        server.statistikbanken(dribbles)


def test_too_large_an_answer_is_stopped_under_way(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules()["http"], "bytes", 1_000_000)
    with pytest.raises(FetchError, match=r"^Statistikbanken svarede med mere end 1 MB\. Vælg færre"):
        server.statistikbanken(dribbles)
    assert len(server.asked) == 1


def test_nobody_answers(server: Server) -> None:
    server.address = "http://127.0.0.1:9"
    with pytest.raises(FetchError, match="kunne ikke nås"):
        server.statistikbanken(says(GOOD))
    assert len(server.waits) == 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            says(b'{"errorTypeCode":"EXTRACT-NOTFOUND","message":"Tabel findes ikke: FOLK1A"}', 400),
            r"^Statistikbanken afviser spørgsmålet \(400\): Tabel findes ikke: FOLK1A\. Ret tabel",
        ),
        (says(b"<html>", 404, "text/html"), r"^Statistikbanken afviser spørgsmålet \(404\)\. Ret tabel"),
        (says(b"{}", 401), r"afviser adgangen \(401\)"),
        (says(b"<html>Vedligehold</html>", 200, "text/html"), "svarede med text/html i stedet for application/json"),
        (says(b"<html>Vedligehold</html>"), "der ikke er JSON"),
        (says(b"[" * 100_000), "ikke er en tabel"),
        (says(b"\x1f\x8b ikke pakket", Content_Encoding="gzip"), "ikke kan pakkes ud"),
    ],
    ids=["400", "404", "401", "html", "html-as-json", "deep", "not-gzip"],
)
def test_answer_that_is_no_table_is_a_sentence_and_not_asked_for_again(server: Server, answer: Answer, expected: str) -> None:
    with pytest.raises(FetchError, match=expected):
        server.statistikbanken(answer)
    assert len(server.asked) == 1
    assert server.waits == []


def test_redirect_is_not_followed_and_the_token_goes_nowhere_else(server: Server) -> None:
    away = says(b"", 302, Location=f"{server.address}/et-andet-sted")
    with pytest.raises(FetchError, match="viser videre til en anden adresse") as caught:
        server.jobindsats(away)
    assert [asked["path"] for asked in server.asked] == ["/data/ptva02/json"]
    assert TOKEN not in str(caught.value)


def test_nothing_is_asked_unless_it_is_turned_on(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "0", "ja"):
        monkeypatch.setenv("MONITOR_FETCH", value)
        with pytest.raises(FetchError, match="Sæt indstillingen MONITOR_FETCH til 1"):
            server.statistikbanken(says(GOOD))
    monkeypatch.setenv("MONITOR_FETCH", "1")
    monkeypatch.delenv("MONITOR_JOBINDSATS_TOKEN")
    with pytest.raises(FetchError, match="MONITOR_JOBINDSATS_TOKEN"):
        server.jobindsats(says(GOOD))
    assert server.asked == []


@pytest.mark.parametrize("table", ["../tableinfo", "FOLK1A/CSV?", "", "x" * 30])
def test_table_that_is_no_name_is_not_put_into_an_address(server: Server, table: str) -> None:
    with pytest.raises(FetchError, match="ikke navnet på en tabel"):
        fetch.statistikbanken(table, {}, base=server.address)
    assert server.asked == []
