"""Who may do what: the mapping from a visit to a role, the guard on every page, every page as every role."""

from __future__ import annotations

import ast
import base64
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit import database, roles
from pages.kit.register import BY_KEY, SCREENS, Screen
from pages.kit.roles import Decision, Reason, Visit, decide, role_of
from service import provider
from tests import source
from tests.people import as_role

ROOT = Path(__file__).resolve().parents[2]
NOW = 1_800_000_000.0
HERE = Visit(host="localhost:8501", from_here=True, listens_on="localhost")


def logged_in(tokens: dict[str, str] | None = None, expected: tuple[str, ...] = (), **claims: Any) -> Visit:
    """Anna, logged in a minute ago, with the tokens of a second cookie where the server expects some."""
    known = {"is_logged_in": True, "sub": "anna", "iat": NOW - 60, **claims} | ({"tokens": tokens} if tokens is not None else {})
    return Visit(login=True, claims=known, tokens=frozenset(expected))


def identity_token(sub: str) -> str:
    return "e30." + base64.urlsafe_b64encode(json.dumps({"sub": sub}).encode()).decode().rstrip("=") + ".x"


# --- without login -------------------------------------------------------------------------------------------------


def test_without_login_everybody_is_a_viewer() -> None:
    assert decide(HERE, NOW) == Decision("viewer", Reason.OPEN)


def test_trusted_machine_makes_an_officer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_LOCAL_OFFICER", "1")
    for host in ("localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"):
        for origin in (None, f"http://{host}"):
            visit = Visit(host=host, from_here=True, listens_on="127.0.0.1", origin=origin)
            assert decide(visit, NOW) == Decision("officer", Reason.LOCAL_OFFICER)


@pytest.mark.parametrize(
    "visit",
    [
        Visit(host="localhost:8501", from_here=True, listens_on="0.0.0.0"),  # noqa: S104
        Visit(host="localhost:8501", from_here=True, listens_on=None),
        Visit(host="localhost:8501", from_here=False, listens_on="localhost"),
        Visit(host="localhost:8501", from_here=True, proxied=True, listens_on="localhost"),
        # A page elsewhere that points its own name at this machine.
        Visit(host="evil.example:8501", from_here=True, listens_on="localhost"),
        Visit(host="localhost.evil.example", from_here=True, listens_on="localhost"),
        Visit(host="localhost@evil.example", from_here=True, listens_on="localhost"),
        Visit(host=None, from_here=True, listens_on="localhost"),
        # A page of another server on this machine.
        Visit(host="localhost:8501", from_here=True, listens_on="localhost", origin="http://localhost:3000"),
        Visit(host="localhost:8501", from_here=True, listens_on="localhost", origin="http://127.0.0.1:8501"),
        Visit(host="localhost:8501", from_here=True, listens_on="localhost", origin="null"),
    ],
    ids=[
        "all addresses",
        "unknown address",
        "another machine",
        "proxy",
        "rebinding",
        "subdomain",
        "user part",
        "no host",
        "another port",
        "another name",
        "no origin of its own",
    ],
)
def test_trusted_machine_is_only_this_machine(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_LOCAL_OFFICER", "1")
    assert decide(visit, NOW) == Decision("viewer", Reason.NOT_LOCAL)


def test_anything_wrong_with_the_setup_shuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_LOCAL_OFFICER", "1")
    wrong = Visit(host="localhost", from_here=True, listens_on="localhost", problems=("Hemmelighedsfilen kan ikke læses.",))
    assert decide(wrong, NOW) == Decision(None, Reason.MISCONFIGURED)
    assert decide(Visit(login=True, claims=logged_in(roles="monitor-officer").claims, problems=("x",)), NOW).role is None


# --- with login ----------------------------------------------------------------------------------------------------


def test_nothing_before_login() -> None:
    assert decide(Visit(login=True), NOW) == Decision(None, Reason.LOGIN)
    assert decide(Visit(login=True, claims={"roles": ["monitor-officer"], "iat": NOW}), NOW) == Decision(None, Reason.LOGIN)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"roles": ["monitor-officer"]}, "officer"),
        ({"roles": ["monitor-board", "andet"]}, "board"),
        ({"roles": ["monitor-viewer"]}, "viewer"),
        ({"roles": "monitor-officer"}, "officer"),
        ({"roles": ["monitor-viewer", "monitor-officer", "monitor-board"]}, "officer"),
    ],
)
def test_claims_give_the_highest_role(claims: dict[str, Any], role: str) -> None:
    assert decide(logged_in(**claims), NOW) == Decision(role, Reason.CLAIM)


@pytest.mark.parametrize(
    "claims",
    [
        {}, {"roles": []}, {"roles": None}, {"roles": ["officer"]}, {"roles": ["MONITOR-OFFICER"]}, {"roles": "monitor-officer,"},
        {"roles": {"monitor-officer": True}}, {"roles": [["monitor-officer"]]}, {"roles": 1}, {"role": ["monitor-officer"]},
        {"roles": ["xmonitor-officer"]}, {"roles": [" monitor-officer"]}, {"groups": ["monitor-officer"]}, {"email": "monitor-officer"},
    ],
    ids=str,
)  # fmt: skip
def test_login_without_a_mapped_claim_is_refused(claims: dict[str, Any]) -> None:
    assert decide(logged_in(**claims), NOW) == Decision(None, Reason.NO_ROLE)


def test_public_monitor_lets_people_without_login_or_role_see_published_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_PUBLIC", "1")
    assert decide(Visit(login=True), NOW) == Decision("viewer", Reason.LOGIN)
    assert decide(logged_in(), NOW) == Decision("viewer", Reason.NO_ROLE)
    assert decide(logged_in(roles="monitor-officer"), NOW).role == "officer"


def test_claim_and_values_are_the_administrators_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_ROLE_CLAIM", "realm_access.roles")
    monkeypatch.setenv("MONITOR_OFFICER_VALUES", "boligsocial-redaktør, gis")
    keycloak = {"realm_access": {"roles": ["offline_access", "gis"]}}
    assert role_of(keycloak) == "officer"
    assert role_of({"realm_access": {"roles": ["monitor-officer"]}}) is None
    assert role_of({"realm_access": "gis"}) is None
    # A name with dots in it is taken whole when there is such a claim.
    monkeypatch.setenv("MONITOR_ROLE_CLAIM", "https://randers.dk/roller")
    assert role_of({"https://randers.dk/roller": ["gis"]}) == "officer"


@pytest.mark.parametrize("issued", [None, "x", True, NOW - 8 * 3600, NOW - 40 * 86400, NOW + 3600, float("nan")], ids=str)
def test_old_or_undated_login_counts_no_more(issued: Any) -> None:
    assert decide(logged_in(roles="monitor-officer", iat=issued), NOW) == Decision(None, Reason.EXPIRED)


def test_login_lasts_as_long_as_the_setting_says(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = logged_in(roles="monitor-officer", iat=NOW - 3599)
    monkeypatch.setenv("MONITOR_LOGIN_HOURS", "1")
    assert decide(visit, NOW).role == "officer"
    assert decide(visit, NOW + 1) == Decision(None, Reason.EXPIRED)


def test_a_clock_that_jumps_never_gives_more(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = logged_in(roles="monitor-officer")
    # Forward: the login is over early. Back, beyond what two clocks may differ: it is from the future and does not count.
    assert decide(visit, NOW + 86400) == Decision(None, Reason.EXPIRED)
    assert decide(visit, NOW - 86400) == Decision(None, Reason.EXPIRED)
    assert decide(visit, NOW - 120).role == "officer"


def test_list_of_those_shut_out_is_read_again_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shut_out = tmp_path / "shut-out.txt"
    monkeypatch.setenv("MONITOR_REVOKED_FILE", str(shut_out))
    visit = logged_in(roles="monitor-officer", email="Anna@Randers.dk")
    # A list that should be there and is not: nobody can be said not to be on it.
    assert decide(visit, NOW) == Decision(None, Reason.MISCONFIGURED)
    shut_out.write_text("# fratrådt\nbo\n")
    assert decide(visit, NOW).role == "officer"
    shut_out.write_text("# fratrådt\nbo\nanna@randers.dk  # fra i dag\n")
    assert decide(visit, NOW) == Decision(None, Reason.REVOKED)
    shut_out.write_text("anna\n")
    assert decide(visit, NOW) == Decision(None, Reason.REVOKED)


@pytest.mark.parametrize(
    ("answer", "decision"),
    [
        (provider.Answer(provider.Held.HOLDS, {"sub": "anna", "roles": ["monitor-board"]}), Decision("board", Reason.CLAIM)),
        (provider.Answer(provider.Held.HOLDS, {"sub": "anna"}), Decision(None, Reason.NO_ROLE)),
        # The token of somebody else's cookie, with somebody else's role.
        (provider.Answer(provider.Held.HOLDS, {"sub": "bo", "roles": ["monitor-officer"]}), Decision(None, Reason.EXPIRED)),
        (provider.Answer(provider.Held.HOLDS, {"roles": ["monitor-officer"]}), Decision(None, Reason.EXPIRED)),
        (provider.Answer(provider.Held.ENDED, {}), Decision(None, Reason.EXPIRED)),
        (provider.Answer(provider.Held.UNKNOWN, {}), Decision("viewer", Reason.UNCONFIRMED)),
    ],
    ids=["role lowered", "role gone", "another person", "nobody named", "login ended", "provider silent"],
)
def test_the_providers_word_of_now_outweighs_the_cookie(
    answer: provider.Answer, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider.recheck, "ask", lambda *_: answer)
    assert decide(logged_in({"access": "t"}, ("access",), roles="monitor-officer"), NOW) == decision


def test_silent_provider_gives_nothing_to_who_had_no_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider.recheck, "ask", lambda *_: provider.Answer(provider.Held.UNKNOWN, {}))
    assert decide(logged_in({"access": "t"}, ("access",)), NOW) == Decision(None, Reason.NO_ROLE)


@pytest.mark.parametrize(
    ("expected", "tokens", "role"),
    [
        ((), None, "officer"),
        (("access",), None, None),
        (("access",), {}, None),
        (("access",), {"access": ""}, None),
        (("access",), {"id": identity_token("anna")}, None),
        (("id",), {"id": identity_token("anna")}, "officer"),
        (("id",), {"id": identity_token("bo")}, None),
        (("id",), {"id": "abc"}, None),
        (("id",), {"id": "a.b.c"}, None),
        (("id", "access"), {"id": identity_token("anna")}, None),
        (("id", "access"), {"access": "t"}, None),
        (("id", "access"), {"access": "t", "id": identity_token("bo")}, None),
        (("id", "access"), {"access": "t", "id": identity_token("anna")}, "officer"),
    ],
    ids=str,
)
def test_login_without_its_tokens_or_with_anothers_is_ended(
    expected: tuple[str, ...], tokens: dict[str, str] | None, role: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds = provider.Answer(provider.Held.HOLDS, {"sub": "anna", "roles": ["monitor-officer"]})
    monkeypatch.setattr(provider.recheck, "ask", lambda *_: holds)
    assert decide(logged_in(tokens, expected, roles="monitor-officer"), NOW).role == role


def test_roles_are_ordered() -> None:
    allowed = {(role, need): roles.allows(role, need) for role in (None, *roles.ROLES) for need in roles.ROLES}
    assert [pair for pair, allows in allowed.items() if allows] == [
        ("viewer", "viewer"), ("board", "viewer"), ("board", "board"), ("officer", "viewer"), ("officer", "board"), ("officer", "officer"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not in tuple"):
        roles.allows("admin", "viewer")


@pytest.mark.parametrize("role", [None, "viewer", "board"])
def test_require_refuses_with_a_sentence(role: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, role)
    with pytest.raises(roles.NotAllowedError, match="Det kræver rollen medarbejder"):
        roles.require("officer")


# --- pages ---------------------------------------------------------------------------------------------------------


def test_first_line_of_every_page_is_its_own_guard() -> None:
    assert {path.parent.name for path in (ROOT / "pages").glob("*/page.py")} == set(BY_KEY)
    for screen in SCREENS:
        body = source.tree(ROOT / screen.file).body
        first = next(
            node
            for node in body
            if not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
            and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            and not (isinstance(node, ast.Assign | ast.AnnAssign) and not any(isinstance(part, ast.Call) for part in ast.walk(node)))
        )
        called = first.value if isinstance(first, ast.Assign | ast.Expr) else None
        assert called is not None, screen.file
        assert ast.unparse(called) == f"guard('{screen.key}')", f"{screen.file}:{first.lineno}"


def test_those_that_write_need_an_officer() -> None:
    assert {screen.key for screen in SCREENS if screen.needs == "officer"} == {"recording", "loading"}


# What of data/ only says what a row or a mark means, and writes nothing.
HARMLESS = {"data.paths", "data.releases.draft", "data.releases.results_file", "data.checks.finding"}


def test_only_officers_pages_can_write() -> None:
    """A page or part that imports more of data/ can write; such a page needs an officer, and the part asks for the role itself."""
    for path in (ROOT / "pages").rglob("*.py"):
        tree = source.tree(path)
        imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
        if not any(name.split(".")[0] == "data" and name not in HARMLESS for name in imported):
            continue
        text = path.read_text("utf-8")
        assert "require(" in text or (path.name == "page.py" and BY_KEY[path.parent.name].needs == "officer"), path


def test_internal_file_is_named_in_one_place() -> None:
    """Nothing on the pages' side but database.internal() comes near the internal file."""
    for path in [ROOT / "app.py", ROOT / "server.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "service").rglob("*.py")]:
        for node in source.nodes(path):
            named = isinstance(node, ast.Attribute) and node.attr == "internal" and ast.unparse(node.value) != "database"
            assert not named or path.name == "database.py", f"{path}:{node.lineno}"


@pytest.mark.parametrize("role", [None, *roles.ROLES])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_every_page_as_every_role(screen: Screen, role: str | None, fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    as_role(monkeypatch, role, Reason.CLAIM if role else Reason.NO_ROLE)
    app = AppTest.from_file(str(ROOT / screen.file), default_timeout=300).run()
    assert not app.exception, app.exception
    shown = roles.allows(role, screen.needs)
    notes = [note.value for note in app.info]
    assert any("Din rolle er" in note or "ingen rolle i monitoren" in note for note in notes) != shown
    assert any('class="bm-footer"' in element.proto.body for element in app.get("html")) == shown
    if not shown:
        # Title, reason and what to do: nothing that was asked of the database.
        assert not app.get("vega_lite_chart")
        assert not app.selectbox
        # The style sheet, and the corner with language, look and help.
        assert sorted(element.proto.body.lstrip()[:4] for element in app.get("html")) == ["<nav", "<sty"]


def test_officers_page_tells_a_viewer_how_to_switch_it_on(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    page = ROOT / "tests/service/probe/officer_page.py"
    app = AppTest.from_file(str(page), default_timeout=300).run()
    assert not app.exception
    assert "Siden er for rollen medarbejder" in app.info[0].value
    assert app.code[0].value == "MONITOR_LOCAL_OFFICER=1 make run"
    assert not app.button


def test_internal_file_for_officers_outside_meetings_only(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))
    as_role(monkeypatch, "officer")
    page = str(ROOT / "tests/service/probe/officer_page.py")
    shown = [text.value for text in AppTest.from_file(page, default_timeout=300).run().markdown]
    assert "Intern fil monitor-fixture-internal.duckdb" in shown
    meeting = AppTest.from_file(page, default_timeout=300)
    meeting.query_params["visning"] = "moede"
    meeting.run()
    assert not any("Intern fil" in text.value for text in meeting.markdown)
    monkeypatch.setattr(roles, "board_mode", lambda: True)
    with pytest.raises(roles.NotAllowedError, match="I mødevisning åbnes den interne fil ikke"):
        database.internal()
    for role in ("viewer", "board", None):
        as_role(monkeypatch, role)
        with pytest.raises(roles.NotAllowedError):
            database.internal()
