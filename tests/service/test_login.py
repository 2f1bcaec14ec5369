"""Login against a real OpenID provider: its process, the monitor's process, and a browser without a screen between them."""

from __future__ import annotations

import contextlib
import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from benchmarks.client import Browser, Screen
from service import media
from tests.service.servers import COOKIE_SECRET, PROBE, Server, free_port, login_settings, monitor, provider

USER, TOKENS = "_streamlit_user", "_streamlit_user_tokens"
_people = itertools.count()


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with provider(tmp_path_factory.mktemp("provider") / "log", []) as address:
        yield address


@pytest.fixture(scope="module")
def shut_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("revoked") / "revoked.txt"
    path.write_text("")
    return path


@pytest.fixture(scope="module")
def server(identity: str, folder: Path, shut_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A monitor with login; it asks the provider again at every run."""
    port = free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    extra = {"MONITOR_REVOKED_FILE": str(shut_out), "MONITOR_RECHECK_MINUTES": "0.0001"}
    with monitor(folder, log, PROBE, port=port, **login_settings(identity, port), **extra) as running:
        yield running


@pytest.fixture
def person(identity: str) -> str:
    """A person the provider knows, with the officer's role."""
    name = f"person{next(_people)}"
    know(identity, name, roles=["monitor-officer"])
    return name


def know(identity: str, name: str, **claims: Any) -> None:
    """Tell the provider what to say of a person from now on."""
    status, _, _ = Browser(identity).get(f"/users/{name}", {"Content-Type": "application/json"}, json.dumps(claims).encode(), method="PUT")
    assert status == 204


def log_in(server: Server, name: str, path: str = "/", query: str = "") -> Browser:
    """Press the button on the page at `path`, say who one is at the provider, come back."""
    browser = Browser(server.base)
    browser.open(path, query)
    address = browser.press("Log ind").redirect
    browser.landed = finish(browser, address, name, f"{server.base}{path}{f'?{query}' if query else ''}")
    return browser


def finish(browser: Browser, address: str, name: str, referrer: str) -> str:
    """Follow the redirects of a login; gives the address it ends at."""
    status, headers, _ = browser.get(address, {"Referer": referrer})
    assert status == 302
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _ = browser.get(headers["location"], form, urlencode({"sub": name}).encode())
    assert status == 302
    status, headers, _ = browser.get(headers["location"])
    assert status == 302
    return str(headers["location"])


def with_cookies(server: Server, **cookies: str) -> Screen:
    """The officer's page as it shows itself to a browser that brings these cookies."""
    browser = Browser(server.base)
    browser.extra = cookies
    return browser.open("/indlaes")


def user_cookie(server: Server, secret: str = COOKIE_SECRET, **claims: Any) -> str:
    payload = {"origin": server.base, "is_logged_in": True, "provider": "default", "sub": "x", "iat": int(time.time()), **claims}
    return create_signed_value(secret, USER, json.dumps(payload)).decode()


OFFICER = {"roles": ["monitor-officer"]}


def test_deep_link_on_a_fresh_server_shows_nothing_before_login(server: Server) -> None:
    """The first request after a start runs the page's file without app.py; this test stands first for that reason."""
    screen = Browser(server.base).open("/indlaes")
    assert screen.says("Monitoren kræver login.")
    assert [button.label for button in screen.of("button")] == ["Log ind"]
    assert not screen.says("Her indlæses tal")
    assert not screen.says("dataversion")
    assert Browser(server.base).open("/aaben").says("Monitoren kræver login.")


def test_officer_logs_in_and_is_back_where_the_link_led(server: Server, person: str) -> None:
    browser = log_in(server, person, "/indlaes", "omraade=vangdalen")
    assert browser.landed == "/indlaes?omraade=vangdalen"
    screen = browser.open("/indlaes")
    assert screen.says("Her indlæses tal")
    assert screen.says("Intern fil monitor-fixture-internal.duckdb")
    assert screen.says("Logget ind med rollen medarbejder")
    assert browser.press("Gem").says("Skrevet")


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (["monitor-viewer"], "Din rolle er læser"),
        (["monitor-board"], "Din rolle er bestyrelse"),
        (["noget-andet"], "har ingen rolle i monitoren"),
        (None, "har ingen rolle i monitoren"),
    ],
)
def test_less_than_an_officer_does_not_get_in(roles: list[str] | None, words: str, server: Server, identity: str, person: str) -> None:
    know(identity, person, **({"roles": roles} if roles else {}))
    screen = log_in(server, person, "/indlaes").open("/indlaes")
    assert screen.says(words)
    assert not screen.says("Her indlæses tal")


def test_role_taken_away_while_logged_in(server: Server, identity: str, person: str) -> None:
    browser = log_in(server, person)
    assert browser.open("/indlaes").says("Her indlæses tal")
    know(identity, person, roles=["monitor-viewer"])
    # The tab stays open; the next click is refused, the write with it.
    screen = browser.press("Gem")
    assert screen.says("Din rolle er læser")
    assert not screen.says("Skrevet")
    assert not screen.says("Her indlæses tal")
    know(identity, person, roles=["monitor-officer"])
    assert browser.run().says("Her indlæses tal")


def test_write_in_a_callback_asks_for_the_role_itself(server: Server, identity: str, person: str) -> None:
    """A callback runs before the guard: what it did must not be there when the role comes back."""
    browser = log_in(server, person)
    browser.open("/indlaes")
    know(identity, person, roles=[])
    browser.press("Gem")
    know(identity, person, roles=["monitor-officer"])
    assert browser.run().says("Afvist: Det kræver rollen medarbejder. Din rolle er ingen.")


def test_person_shut_out_at_the_provider(server: Server, identity: str, person: str) -> None:
    browser = log_in(server, person)
    assert browser.open("/indlaes").says("Her indlæses tal")
    assert Browser(identity).get(f"/users/{person}/revoke-tokens", data=b"")[0] == 204
    assert browser.run().says("Dit login er udløbet eller afsluttet.")
    # And a new tab with the same cookie.
    assert browser.open("/indlaes").says("Dit login er udløbet eller afsluttet.")


def test_person_on_the_list_is_shut_out_at_the_next_click(server: Server, person: str, shut_out: Path) -> None:
    browser = log_in(server, person)
    assert browser.open("/indlaes").says("Her indlæses tal")
    shut_out.write_text(f"{person}\n")
    try:
        assert browser.run().says("Din adgang til monitoren er lukket.")
    finally:
        shut_out.write_text("")
    assert browser.run().says("Her indlæses tal")


def test_logging_out_ends_the_login_in_every_tab_and_copy(server: Server, person: str) -> None:
    browser = log_in(server, person)
    other = Browser(server.base)
    other.extra = {name: value for name, value in browser.cookies().items() if name.startswith(USER)}
    assert other.open("/indlaes").says("Her indlæses tal")
    browser.open("/indlaes")
    redirect = browser.press("Log ud").redirect
    browser.get(redirect)
    assert USER not in browser.cookies()
    # The framework takes the cookie from this browser only; the other still has it and its tab is still open.
    assert other.run().says("Dit login er udløbet eller afsluttet.")
    assert other.open("/indlaes").says("Dit login er udløbet eller afsluttet.")


def test_cookie_made_with_the_secret_is_what_the_server_takes(server: Server, person: str) -> None:
    """So that the refusals below are refusals of what is wrong with those cookies and not of all."""
    tokens = log_in(server, person).cookies()[TOKENS]
    assert with_cookies(server, **{USER: user_cookie(server, sub=person), TOKENS: tokens}).says("Her indlæses tal")


def test_identity_without_its_token_or_with_anothers_is_no_login(server: Server, identity: str, person: str) -> None:
    """The two cookies are signed apart: taking one away, or another person's instead, must give nothing."""
    know(identity, "reader", roles=["monitor-viewer"])
    reader, officer = log_in(server, "reader").cookies(), log_in(server, person).cookies()
    assert with_cookies(server, **{USER: officer[USER], TOKENS: officer[TOKENS]}).says("Her indlæses tal")
    for name, cookies in {
        "no token": {USER: officer[USER]},
        "a token that was cut": {USER: officer[USER], TOKENS: officer[TOKENS][:-4]},
        "reader with the officer's token": {USER: reader[USER], TOKENS: officer[TOKENS]},
        "officer with the reader's token": {USER: officer[USER], TOKENS: reader[TOKENS]},
    }.items():
        screen = with_cookies(server, **cookies)
        assert screen.says("Dit login er udløbet eller afsluttet."), name
        assert not screen.says("Her indlæses tal"), name


def test_forged_cookies_are_no_login(server: Server, person: str) -> None:
    tokens = log_in(server, person).cookies()[TOKENS]
    good = user_cookie(server, sub=person)
    payload, stamp, signature = good.rsplit(".", 2)
    forged = {
        "another secret": user_cookie(server, "f" * 32, sub=person),
        "another payload": f"{user_cookie(server, sub=person, name='y').rsplit('.', 2)[0]}.{stamp}.{signature}",
        "signature turned": f"{payload}.{stamp}.{signature[::-1]}",
        "no signature": payload,
        "plain text": json.dumps({"is_logged_in": True, "sub": person}),
        "signed for another cookie": create_signed_value(COOKIE_SECRET, TOKENS, "{}").decode(),
        "another monitor": user_cookie(server, origin="https://andet.example", sub=person),
        "empty": "",
    }
    for name, cookie in forged.items():
        screen = with_cookies(server, **{USER: cookie, TOKENS: tokens})
        assert screen.says("Monitoren kræver login."), name
        assert not screen.says("Her indlæses tal"), name


def test_cookie_is_signed_for_thirty_days_but_the_login_is_not(server: Server, person: str) -> None:
    """What the framework takes for good, and what the monitor makes of it."""
    tokens, now = log_in(server, person).cookies()[TOKENS], int(time.time())
    nine_hours_ago = user_cookie(server, sub=person, iat=now - 9 * 3600, exp=now - 8 * 3600)
    assert decode_signed_value(COOKIE_SECRET, USER, nine_hours_ago) is not None
    undated, tomorrow = user_cookie(server, sub=person, iat=None), user_cookie(server, sub=person, iat=now + 86400)
    for cookie in (nine_hours_ago, undated, tomorrow):
        assert with_cookies(server, **{USER: cookie, TOKENS: tokens}).says("Dit login er udløbet eller afsluttet.")


def test_another_site_cannot_use_the_cookie(server: Server, person: str) -> None:
    """A page elsewhere can open a websocket with the visitor's cookies; origin and XSRF token stop it."""
    browser = log_in(server, person)
    browser.token = "2|0|0|0"  # noqa: S105  # of nobody
    assert browser.open("/indlaes").says("Monitoren kræver login.")
    browser.headers["Origin"] = "https://evil.example"
    with pytest.raises(Exception, match="HTTP 403"):
        browser.open("/indlaes")


@pytest.mark.parametrize("referrer", ["https://evil.example/indlaes", "//evil.example", "", "http://localhost:1/x"])
def test_login_leads_nowhere_else(referrer: str, server: Server, person: str) -> None:
    browser = Browser(server.base)
    browser.open("/indlaes")
    assert finish(browser, browser.press("Log ind").redirect, person, referrer) == "/"


def test_way_back_cannot_be_planted_in_the_cookie(server: Server, person: str) -> None:
    browser = Browser(server.base)
    browser.extra = {"monitor_return": "%2F%2Fevil.example"}
    browser.open("/indlaes")
    assert finish(browser, browser.press("Log ind").redirect, person, "") == "/"


def test_callback_without_a_login_in_progress_is_no_login(server: Server) -> None:
    browser = Browser(server.base)
    status, headers, _ = browser.get("/oauth2callback?code=abc&state=def")
    assert (status, headers["location"]) == (302, "/")
    assert USER not in browser.cookies()


def test_log_names_nobody(server: Server, person: str) -> None:
    log_in(server, person).open("/indlaes")
    text = server.log.read_text("utf-8")
    assert '"refused"' in text
    for secret in ("person", "127.0.0.1", COOKIE_SECRET, "hemmelig", "eyJ"):
        assert secret not in text, secret


def test_silent_provider_leaves_the_published_figures(folder: Path, tmp_path: Path) -> None:
    """The provider goes away while people are logged in: what is for all stays, what is above it closes."""
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(provider(tmp_path / "provider.log", [{"sub": "anna", **OFFICER}]))
        port = free_port()
        settings = {**login_settings(address, port), "MONITOR_RECHECK_MINUTES": "0.0001"}
        with monitor(folder, tmp_path / "log", PROBE, port=port, **settings) as server:
            browser = log_in(server, "anna")
            assert browser.open("/indlaes").says("Her indlæses tal")
            stack.close()
            screen = browser.open("/indlaes")
            assert screen.says("Login-tjenesten svarer ikke")
            assert not screen.says("Her indlæses tal")
            assert browser.open("/aaben").says("Tal for rollen viewer")


# --- files of a page ---------------------------------------------------------------------------------------------------


def test_a_file_of_a_page_goes_to_its_own_login_and_ends_with_it(server: Server, identity: str, person: str) -> None:
    browser = log_in(server, person)
    address = browser.open("/elementer").of("download_button")[0].url
    assert "/media/" in address
    assert browser.get(address)[::2] == (200, b"tal")
    assert browser.get(address, method="HEAD")[0] == 200
    assert Browser(server.base).get(address)[0] == 404
    know(identity, "naboen", roles=["monitor-officer"])
    assert log_in(server, "naboen").get(address)[0] == 404
    # A copy of the cookie, used while the tab is open and after its login has ended.
    copy = Browser(server.base)
    copy.extra = {USER: browser.cookies()[USER]}
    assert copy.get(address)[0] == 200
    leaving = Browser(server.base)
    leaving.extra = {**browser.cookies()}
    leaving.open("/elementer")
    leaving.press("Log ud")
    assert copy.get(address)[0] == 404
    assert browser.get(address)[0] == 404


def test_a_file_made_when_it_is_fetched_belongs_to_the_session_that_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: "fanen")
    media.install()
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    made = manager.execute_deferred(manager.add_deferred(lambda: b"tal", "text/csv", "1.0", "tal.csv"))
    file_id = made.rsplit("/", 1)[-1].partition(".")[0]
    assert file_id in manager._files_by_session_and_coord["fanen"].values()
    manager.clear_session_refs("fanen")
    assert "fanen" not in manager._files_by_session_and_coord
