"""The server as it runs: health, metrics, logs, headers, closed doors, limits, tuning."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets
from prometheus_client.parser import text_string_to_metric_families
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.client import Browser, run_message
from service import uploads, web
from tests.service.servers import PROBE, ROOT, Server, monitor


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with monitor(folder, tmp_path_factory.mktemp("server") / "log", PROBE) as running:
        yield running


@pytest.fixture(scope="module")
def trusted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a single trusted machine, where everybody is an officer."""
    with monitor(folder, tmp_path_factory.mktemp("trusted") / "log", PROBE, MONITOR_LOCAL_OFFICER="1") as running:
        yield running


@pytest.fixture
def browser(server: Server) -> Iterator[Browser]:
    visitor = Browser(server.base)
    yield visitor
    visitor.close()


def samples(browser: Browser) -> dict[tuple[str, str], float]:
    """Name and first label of every metric -> value."""
    _, _, text = browser.get("/metrics")
    families = text_string_to_metric_families(text.decode())
    return {(sample.name, next(iter(sample.labels.values()), "")): sample.value for family in families for sample in family.samples}


def test_healthy_server_says_so_with_its_version(browser: Browser) -> None:
    status, headers, body = browser.get("/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok", "version": "fixture"})
    assert headers["cache-control"] == "no-store"


def test_metrics_count_what_happens(browser: Browser, server: Server) -> None:
    other = Browser(server.base)
    other.open("/aaben")
    before = samples(browser)
    browser.open("/aaben")
    browser.run()
    browser.open("/indlaes")
    after = samples(browser)
    assert after["monitor_reruns_total", "Åben side"] - before["monitor_reruns_total", "Åben side"] == 2
    assert after["monitor_refusals_total", "open"] - before.get(("monitor_refusals_total", "open"), 0) == 1
    assert after["monitor_rerun_seconds_count", "Åben side"] >= before["monitor_rerun_seconds_count", "Åben side"] + 2
    assert after["monitor_data_info", "fixture"] == 1
    assert after["monitor_data_fallback", ""] == 0
    assert after["monitor_query_seconds_count", "totals"] >= 1
    # Both tabs are open.
    assert after["monitor_sessions", ""] >= 2
    assert after["process_resident_memory_bytes", ""] > 50e6
    other.close()


def test_metrics_are_not_for_the_public(browser: Browser) -> None:
    for header in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto"):
        assert browser.get("/metrics", {header: "1.2.3.4"})[0] == 404
    assert browser.get("/metrics")[0] == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/agent/interact"])
def test_doors_nobody_uses_are_closed(path: str, browser: Browser) -> None:
    assert browser.get(path)[0] == 404
    assert browser.get(path, data=b"{}")[0] == 404


def test_security_headers_are_on_every_answer(browser: Browser) -> None:
    for path in ("/", "/indlaes", "/_stcore/health", "/healthz", "/metrics", "/_stcore/metrics", "/findes-ikke.js"):
        _, headers, _ = browser.get(path)
        assert {name: headers[name] for name in web.HEADERS} == web.HEADERS, path
        assert headers["strict-transport-security"] is None


def test_policy_allows_no_foreign_source_and_no_eval() -> None:
    for directive, value in web.POLICY.items():
        allowed = set(value.split()) - {"'self'", "'none'", "data:", "'unsafe-inline'", "'wasm-unsafe-eval'"}
        assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source) for source in allowed), directive
    assert "'unsafe-inline'" not in web.POLICY["script-src"]


def test_behind_https_cookies_are_secure_and_the_browser_stays_there(browser: Browser) -> None:
    _, headers, _ = browser.get("/_stcore/health", {"X-Forwarded-Proto": "https"})
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert all("; Secure" in cookie for cookie in headers.get_all("set-cookie"))
    _, headers, _ = browser.get("/_stcore/health")
    assert not any("; Secure" in cookie for cookie in headers.get_all("set-cookie"))


def test_pages_are_marked_as_danish(browser: Browser) -> None:
    _, headers, body = browser.get("/indlaes", {"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert b'<html lang="da"' in body
    assert int(headers["content-length"]) == len(body)


def test_upload_needs_the_token_of_this_browser(browser: Browser) -> None:
    """A form on another page cannot send a file with the visitor's cookies."""
    browser.get("/_stcore/health")
    assert browser.get("/_stcore/upload_file/session/file", data=b"x", method="PUT")[0] == 403


def upload(visitor: Browser, name: str = "file", content: bytes = b"1;2", session: str = "", **headers: str) -> int:
    """Send a file as the framework's form does; gives the status."""
    said = {"X-Xsrftoken": visitor.cookies()["_streamlit_xsrf"], "Content-Type": "multipart/form-data; boundary=b", **headers}
    body = b"--b\r\nContent-Disposition: form-data; name=file; filename=x.csv\r\n\r\n" + content + b"\r\n--b--\r\n"
    return visitor.get(f"/_stcore/upload_file/{session or visitor.screen.session}/{name}", said, body, method="PUT")[0]


def test_upload_needs_a_role_and_has_bounds(browser: Browser, trusted: Server) -> None:
    """Sixty files of 20 MB without a login once held 1.1 GB of the server."""
    browser.open("/aaben")
    assert upload(browser) == 403
    officer, other = Browser(trusted.base), Browser(trusted.base)
    officer.open("/aaben")
    assert upload(officer) == 204
    assert upload(officer, **{"Content-Length": "21000000"}) == 413
    large = b"x" * 20_000_000
    assert [upload(officer, name, large) for name in ("a", "b")] == [204, 204]
    # Refused by what it says it brings, before it is read.
    assert upload(officer, "c", **{"Content-Length": "20000000"}) == 413
    # The rest of a large one is taken off the line, so that the browser gets the status and no broken connection.
    assert [upload(officer, name, large) for name in ("d", "e")] == [413, 413]
    # The room of a session that ended is free again, and a session that never ran has none.
    other.open("/aaben")
    assert upload(other, session="00000000-0000-0000-0000-000000000000") == 403
    assert upload(other, content=large) == 204
    officer.close()
    other.close()


@pytest.mark.parametrize(
    ("permitted", "held", "on_their_way", "status"),
    [
        (False, {}, {}, 403),
        (True, {}, {}, 0),
        (True, {"s": 25_000_000}, {}, 0),
        (True, {"s": 25_000_001}, {}, 413),
        (True, {"s": 10_000_000}, {"s": 20_000_000}, 413),
        (True, {"a": 180_000_000}, {}, 0),
        (True, {"a": 100_000_000}, {"b": 80_000_001}, 503),
    ],
)
def test_room_for_an_upload(
    permitted: bool, held: dict[str, int], on_their_way: dict[str, int], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_permitted", OrderedDict.fromkeys(["s"] if permitted else []))
    monkeypatch.setattr(uploads, "_on_their_way", Counter(on_their_way))
    monkeypatch.setattr(uploads, "_held", lambda: held)
    assert uploads._take("s", 20_000_000) == status


def test_nobody_can_empty_everybodys_cache(browser: Browser, server: Server) -> None:
    browser.open("/aaben")
    before = samples(browser)["monitor_query_seconds_count", "totals"]
    # A field with a number that nobody uses makes the message as long as one likes.
    for padding in (b"", b"\xfa\x3f\xc8\x01" + b"x" * 200, b"\xfa\x3f\xa0\x8d\x06" + b"x" * 100_000):
        for field in ("clear_cache", "set_run_on_save", "load_git_info"):
            message = BackMsg()
            setattr(message, field, True)
            assert browser.socket is not None
            browser.socket.send(message.SerializeToString() + padding)
    # The session goes on, and the answer to its next question was still in the cache.
    assert browser.run().says("Tal for rollen viewer")
    assert Browser(server.base).open("/aaben").says("Tal for rollen viewer")
    after = samples(browser)["monitor_query_seconds_count", "totals"]
    # /healthz may have asked meanwhile; the pages did not.
    assert after == before


@pytest.mark.parametrize("field", ["request_id", "file_id"])
def test_message_of_any_length_stops_nobody(field: str, browser: Browser, server: Server) -> None:
    """What a visitor sends before any login is logged, and a log line is searched for what must not stand in it."""
    browser.open("/aaben")
    message = BackMsg()
    request = message.backend_operation_request
    request.session_id = browser.screen.session if field == "file_id" else "ukendt"
    setattr(request if field == "request_id" else request.deferred_file, field, "a" * 150_000)
    assert browser.socket is not None
    browser.socket.send(message.SerializeToString())
    started = time.monotonic()
    assert Browser(server.base).get("/_stcore/health")[0] == 200
    assert time.monotonic() - started < 3
    assert browser.run().says("Tal for rollen viewer")


def test_error_nobody_foresaw_shows_a_number_and_logs_no_content(browser: Browser, server: Server) -> None:
    browser.open("/aaben")
    screen = browser.press("Fejl")
    assert screen.says("Siden kunne ikke vises færdig.")
    for told in ("Traceback", "ValueError", "010190", "anna@randers.dk"):
        assert not screen.says(told)
    number = re.search(r"nummeret ([0-9a-f]{8})", screen.text()).group(1)
    line = next(line for line in server.lines() if line.get("number") == number)
    assert line["error"] == "ValueError"
    assert "open_page.py" in line["at"][-1]
    text = server.log.read_text("utf-8")
    for told in ("010190", "anna@randers.dk", "192.168.1.7"):
        assert told not in text


def test_every_line_of_the_log_is_json_without_addresses(server: Server) -> None:
    written = [line for line in server.log.read_text("utf-8").splitlines() if line.strip()]
    # The framework's own greeting stands first, before the server is up.
    ours = written[next(number for number, line in enumerate(written) if line.startswith("{")) :]
    parsed = [json.loads(line) for line in ours]
    assert {"time", "level", "logger", "message"} <= set(parsed[0])
    assert not any(re.search(r"\d+\.\d+\.\d+\.\d+:\d+", line) for line in ours)
    started = next(line for line in parsed if line["message"] == "started")
    # What makes a rerun short: the fast loop (which also sends without delay) and objects out of the collector's sight.
    assert started["loop"] == "uvloop"
    assert int(started["frozen_objects"]) > 50_000


@pytest.mark.audit
def test_sockets_send_without_delay(browser: Browser) -> None:
    """Without TCP_NODELAY an answer in several pieces waits some 40 ms for the browser's acknowledgement."""
    browser.open("/aaben")
    times = []
    for _ in range(12):
        started = time.perf_counter()
        browser.run()
        times.append(time.perf_counter() - started)
    # The best of many: how busy the machine is does not count, a wait that is always there does.
    assert min(times) < 0.04


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff", b"", b"\x08", run_message("../../etc/passwd"), run_message("/indlaes", page_hash="findes-ikke")], ids=str
)
def test_nonsense_over_the_websocket_harms_nobody(data: bytes, browser: Browser, server: Server) -> None:
    browser.open("/aaben")
    assert browser.socket is not None
    browser.socket.send(data)
    assert Browser(server.base).open("/aaben").says("Tal for rollen viewer")


def test_trusted_machine_with_banner_and_only_there(trusted: Server) -> None:
    visitor = Browser(trusted.base)
    assert visitor.open("/indlaes").says("Her indlæses tal")
    for path in ("/indlaes", "/aaben"):
        assert visitor.open(path).says("Enkeltmaskine uden login")
    for headers in ({"X-Forwarded-For": "10.0.0.9"}, {"Forwarded": "for=10.0.0.9"}, {"Via": "1.1 proxy"}):
        proxied = Browser(trusted.base, headers).open("/indlaes")
        assert proxied.says("gælder kun, når serveren alene svarer på localhost")
        assert not proxied.says("Her indlæses tal")
    port = trusted.base.rsplit(":", 1)[1]
    rebound = Browser(trusted.base, name=f"evil.example:{port}").open("/indlaes")
    assert rebound.says("gælder kun, når serveren alene svarer på localhost")
    assert not rebound.says("Her indlæses tal")


def test_wrong_setup_shuts_everything_and_says_why_in_the_log(folder: Path, tmp_path: Path) -> None:
    """The framework takes a secrets file it cannot read for none, and would open the monitor for everybody."""
    file = tmp_path / "secrets.toml"
    file.write_text("[auth\n")
    arguments = ["--secrets.files", str(file)]
    with monitor(folder, tmp_path / "log", PROBE, arguments, MONITOR_PUBLIC="ja", MONITOR_LOKAL_OFFICER="1") as server:
        visitor = Browser(server.base)
        assert json.loads(visitor.get("/healthz")[2]) == {"status": "misconfigured"}
        screen = visitor.open("/aaben")
        assert screen.says("Monitoren er ikke sat rigtigt op")
        assert not screen.says("Tal for rollen")
        told = " ".join(str(line["message"]) for line in server.lines())
        for words in ("secrets.toml kan ikke læses", "MONITOR_PUBLIC er ”ja”", "MONITOR_LOKAL_OFFICER er ingen indstilling"):
            assert words in told


def test_served_to_others_under_a_base_path(folder: Path, tmp_path: Path) -> None:
    """As in a container behind a proxy: every address, a path in front, and no trust in who is near."""
    arguments = ["--server.address", "0.0.0.0", "--server.baseUrlPath", "monitor"]  # noqa: S104
    with monitor(folder, tmp_path / "log", PROBE, arguments, base="/monitor", MONITOR_LOCAL_OFFICER="1") as opened:
        # The first request after the start is an officer's page: app.py has not run yet.
        screen = Browser(opened.base).open("/indlaes")
        assert screen.says("gælder kun, når serveren alene svarer på localhost")
        assert not screen.says("Her indlæses tal")
        outside = Browser(opened.base.removesuffix("/monitor"))
        # The probes of whoever runs the container know nothing of the base path.
        assert outside.get("/healthz")[0] == 200
        assert outside.get("/monitor/_stcore/metrics")[0] == 404
        page = outside.get("/monitor/aaben", {"Accept": "text/html"})[2]
        assert b'lang="da"' in page
        assert b'<html lang="en"' in outside.get("/monitor/aaben?sprog=en", {"Accept": "text/html"})[2]
        assert b'<html lang="da"' in outside.get("/monitor/aaben?sprog=fr", {"Accept": "text/html"})[2]
        # Our scripts are named beside the page and lie there; the one for the look does not wait for the framework.
        assert b'<script defer src="./taster.js"' in page
        assert b'<script src="./husk.js"' in page
        assert b"PageDown" in outside.get("/monitor/taster.js")[2]
        assert b"embed_options" in outside.get("/monitor/husk.js")[2]
        opened.process.terminate()
        assert opened.process.wait(10) in (0, -15)
        assert any(line["message"] == "stopped" for line in opened.lines())


def test_the_app_runs_without_the_service_too(folder: Path, tmp_path: Path) -> None:
    """`streamlit run app.py`: guard, roles and figures are the same."""
    with monitor(folder, tmp_path / "log", "app.py") as server:
        assert Browser(server.base).open("/boligomraade", "omraade=vangdalen").says("Vangdalen")


def test_health_in_parallel_is_answered(browser: Browser, server: Server) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(Browser(server.base).get("/healthz")[0])) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 10


def test_importing_the_service_starts_nothing() -> None:
    """Health and metrics can be imported by tools without a server."""
    code = "import service.health, service.metrics; assert b'monitor_sessions' in service.metrics.text()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_a_page_of_another_port_or_name_opens_no_socket_to_a_trusted_machine(trusted: Server) -> None:
    own = Browser(trusted.base)
    assert own.open("/indlaes").says("Her indlæses tal")
    own.close()
    port = trusted.base.rsplit(":", 1)[1]
    for origin in ("http://localhost:3000", "http://127.0.0.1:3000", f"http://127.0.0.1:{port}", "https://eksempel.dk", "null"):
        with pytest.raises(websockets.exceptions.InvalidStatus):
            Browser(trusted.base, {"Origin": origin}).open("/indlaes")
