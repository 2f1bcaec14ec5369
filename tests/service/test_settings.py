"""Settings and login configuration: one table, told the same everywhere, and nothing doubtful taken for good."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from service import auth, metrics, settings
from service.settings import SETTINGS, SettingError
from tests import source

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app.py", "server.py", "data", "geo", "queries", "pages", "service")
GOOD = {
    "redirect_uri": "https://monitor.randers.dk/oauth2callback", "cookie_secret": "x" * 40, "client_id": "monitor",
    "client_secret": "hemmelig", "server_metadata_url": "https://login.randers.dk/.well-known/openid-configuration",
}  # fmt: skip


def sources() -> list[Path]:
    files = [path for name in CODE for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))]
    return [path for path in files if path.is_file()]


def names_in(path: Path) -> set[str]:
    return set(re.findall(r"\bMONITOR_[A-Z_]*[A-Z]\b", path.read_text("utf-8")))


def test_table_of_the_documentation_is_the_table_of_the_code() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    rows = re.findall(r"^\| `(MONITOR_[A-Z_]+)` \| (.*?) \| (.*) \|$", text, re.MULTILINE)
    assert rows == [(setting.name, f"`{setting.default}`" if setting.default else "(none)", setting.meaning) for setting in SETTINGS]


def test_every_setting_is_read_somewhere_and_none_is_read_that_is_not_in_the_table() -> None:
    known = {setting.name for setting in SETTINGS}
    used = {name for path in sources() if path.name != "settings.py" for name in names_in(path)}
    # Roles are put into the name: MONITOR_<ROLE>_VALUES.
    roles = {f"MONITOR_{role}_VALUES" for role in ("VIEWER", "BOARD", "OFFICER")}
    assert known - used <= roles
    assert used - known <= {"MONITOR_OIDC"}
    for name in ("Dockerfile", "compose.yml", "deploy/kubernetes.yaml"):
        assert names_in(ROOT / name) <= known, name


def test_environment_is_read_by_the_settings_only() -> None:
    """Where things lie and how to reach them is read by data/ and queries/ themselves, so that they need nobody."""
    allowed = {"service/settings.py", "data/paths.py", "data/loading/environment.py", "queries/connection.py"}
    reading = {
        str(path.relative_to(ROOT))
        for path in sources()
        for node in source.nodes(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }
    assert reading <= allowed


def test_defaults_stand_without_an_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    assert settings.problems() == []
    assert settings.flag("MONITOR_LOCAL_OFFICER") is False
    assert settings.number("MONITOR_LOGIN_HOURS") == 8
    assert settings.values("MONITOR_OFFICER_VALUES") == {"monitor-officer"}
    monkeypatch.setenv("MONITOR_LOGIN_HOURS", "  ")
    assert settings.number("MONITOR_LOGIN_HOURS") == 8


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONITOR_PUBLIC", "ja"), ("MONITOR_LOCAL_OFFICER", "true"), ("MONITOR_METRICS", "2"), ("MONITOR_LOG_DETAILS", "-1"),
        ("MONITOR_LOGIN_HOURS", "otte"), ("MONITOR_LOGIN_HOURS", "0"), ("MONITOR_LOGIN_HOURS", "inf"), ("MONITOR_LOGIN_HOURS", "nan"),
        ("MONITOR_RECHECK_MINUTES", "-5"), ("MONITOR_HEALTH_SECONDS", "1,5"), ("MONITOR_LOG_FORMAT", "xml"),
    ],
)  # fmt: skip
def test_value_that_means_nothing_is_a_problem_that_names_it(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    [problem] = settings.problems()
    assert problem.startswith(f"{name} er ”{value}”")


def test_setting_that_is_not_in_the_table_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        settings.text("MONITOR_LOKAL_OFFICER")
    with pytest.raises(SettingError, match="0 eller 1"):
        raise SettingError("MONITOR_PUBLIC er ”x”, men må kun være 0 eller 1.")


def problems(monkeypatch: pytest.MonkeyPatch, section: dict[str, Any], **options: Any) -> list[str]:
    known = {"server.enableXsrfProtection": True, "secrets.files": [], **options}
    monkeypatch.setattr(auth.st, "get_option", known.get)
    monkeypatch.setattr(auth, "section", lambda: section)
    return auth.problems()


def test_good_login_and_no_login_have_no_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(monkeypatch, {}) == []
    assert problems(monkeypatch, GOOD) == []
    assert problems(monkeypatch, {**GOOD, "redirect_uri": "http://localhost:8501/oauth2callback"}) == []
    general = {name: GOOD[name] for name in ("redirect_uri", "cookie_secret")}
    provider = {name: GOOD[name] for name in ("client_id", "client_secret", "server_metadata_url")}
    assert problems(monkeypatch, {**general, "keycloak": provider}) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cookie_secret": "kort"}, "mindst 32 tilfældige tegn"),
        ({"cookie_secret": None}, "mindst 32 tilfældige tegn"),
        ({"redirect_uri": "http://monitor.randers.dk/oauth2callback"}, "skal begynde med https"),
        ({"redirect_uri": "http://localhost.evil.example/oauth2callback"}, "skal begynde med https"),
        ({"redirect_uri": "https://monitor.randers.dk/"}, "fulgt af /oauth2callback"),
        ({"expose_tokens": ["access", "refresh"]}, "expose_tokens må kun nævne id og access"),
        ({"client_secret": ""}, "mangler client_secret"),
        ({"server_metadata_url": None, "client_id": None}, "mangler client_id, server_metadata_url"),
        ({"keycloak": {"client_id": "a"}}, "Login-udbyderen keycloak mangler"),
    ],
    ids=str,
)
def test_login_that_cannot_be_trusted_is_a_problem(change: dict[str, Any], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = problems(monkeypatch, {**GOOD, **change})
    assert words in problem


@pytest.mark.parametrize(
    ("option", "value"),
    [("server.trustedUserHeaders", {"X-User": "roles"}), ("server.enableXsrfProtection", False), ("server.enableAgentApi", True)],
)
def test_server_options_that_undo_the_login_are_problems(option: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = problems(monkeypatch, {}, **{option: value})
    assert problem.startswith(option)


def test_local_officer_beside_login_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_LOCAL_OFFICER", "1")
    assert problems(monkeypatch, GOOD) == ["MONITOR_LOCAL_OFFICER kan ikke bruges sammen med login."]


@pytest.mark.parametrize("content", [b"[auth\n", b"\xff\xfe", b"auth = {", b"[auth]\na = 1\na = 2\n"])
def test_secrets_that_cannot_be_read_count_as_a_login_that_is_broken(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_bytes(content)
    assert problems(monkeypatch, {}, **{"secrets.files": [str(file)]}) == ["Hemmelighedsfilen secrets.toml kan ikke læses."]
    assert auth.configured()


def test_login_set_in_an_environment_nobody_read_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """`streamlit run app.py` does not read it, and would be open."""
    monkeypatch.setenv("MONITOR_OIDC_METADATA_URL", "https://login.randers.dk")
    [problem] = problems(monkeypatch, {})
    assert "uden server.py" in problem
    assert auth.configured()


def test_configuration_that_ships_is_careful() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["server"]["address"] == "localhost"
    assert config["server"]["maxUploadSize"] <= 20
    assert config["server"].get("enableXsrfProtection", True) is True
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    # Else an error's message and lines of code are printed past the log.
    assert config["logger"]["enableRich"] is False
    assert config["runner"]["postScriptGC"] is False
    assert "secrets.toml" in (ROOT / ".gitignore").read_text("utf-8")


def test_tests_and_metrics_that_the_documents_name_exist() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    operations = (ROOT / "docs/operations.md").read_text("utf-8")
    for text in (operations, (ROOT / "docs/security.md").read_text("utf-8")):
        for name in re.findall(r"`(test_\w+)`", text):
            assert f"def {name}(" in tests, name
        for file in re.findall(r"\b(test_\w+\.py)", text):
            assert list((ROOT / "tests").rglob(file)), file
    families = {family.name for family in metrics.REGISTRY.collect()}
    named = {name.removesuffix("_total") for name in re.findall(r"`(monitor_[a-z_]+)", operations)}
    assert {name for name in families if name.startswith("monitor_")} == named
