"""The weekly mail, received by a mail server of the test over TLS: what it says, and never two in a week."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pages.mail import __main__ as command
from pages.mail.letter import letter
from pages.mail.sending import MARK, MailError, Server, send_once
from queries.alerts import Alert, Kind
from tests.service.servers import free_port

MONDAY, SUNDAY, NEXT = date(2026, 11, 23), date(2026, 11, 29), date(2026, 11, 30)
ALERTS = [
    Alert(Kind.DEADLINE, "Rammeaftalen er revideret", "Hele planen", "milestone", 332, date(2025, 12, 31)),
    *(Alert(Kind.OLD, f"Register {number}", "", "r", number) for number in range(1, 18)),
]


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key in the same file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "mail.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


class Inbox:
    """What the server took; it says no to everything while `refuses` is set."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # the library's name
        if self.refuses:
            return self.refuses
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


def let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (b"monitor", b"kode"), handled=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture(scope="module")
def post_office(authority: Path) -> Iterator[tuple[Inbox, int]]:
    inbox, context = Inbox(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    running = Controller(
        inbox, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True, authenticator=let_in, auth_required=True
    )
    running.start()
    yield inbox, running.port
    running.stop()


@pytest.fixture
def inbox(post_office: tuple[Inbox, int]) -> Inbox:
    post_office[0].letters.clear()
    post_office[0].refuses = ""
    return post_office[0]


@pytest.fixture
def server(post_office: tuple[Inbox, int], authority: Path) -> Server:
    return Server("127.0.0.1", post_office[1], "monitor", "kode", str(authority))


def made(today: date = MONDAY) -> EmailMessage:
    return letter(ALERTS, today, "monitor@example.dk", "bestyrelse@example.dk", "https://monitor.example.dk/")


def test_one_mail_a_week_over_tls(inbox: Inbox, server: Server, tmp_path: Path) -> None:
    assert send_once(made(), server, tmp_path, MONDAY)
    assert not send_once(made(SUNDAY), server, tmp_path, SUNDAY)
    assert len(inbox.letters) == 1
    assert send_once(made(NEXT), server, tmp_path, NEXT)
    first = inbox.letters[0]
    assert (first["To"], first["Subject"]) == ("bestyrelse@example.dk", "Boligsocial Monitor: 18 varsler, uge 48")
    text = first.get_content()
    assert "- Rammeaftalen er revideret, Hele planen: fristen er overskredet med 332 dage" in text
    assert "- Register 15: 15 indikatorer uden nyt tal" in text
    assert "Register 16" not in text
    assert "- og 2 mere på siden Fremdrift, Varsler" in text
    assert "https://monitor.example.dk/fremdrift?vis=varsler" in text


def test_a_server_that_says_no_is_asked_again(inbox: Inbox, server: Server, tmp_path: Path) -> None:
    inbox.refuses = "451 Prøv igen senere"
    with pytest.raises(MailError, match=r"kunne ikke sendes over 127\.0\.0\.1"):
        send_once(made(), server, tmp_path, MONDAY)
    inbox.refuses = ""
    assert send_once(made(), server, tmp_path, MONDAY)
    assert len(inbox.letters) == 1


@pytest.mark.parametrize("change", [{"authority": ""}, {"password": "forkert"}, {"port": 1}])
def test_nothing_is_sent_to_a_server_that_cannot_be_trusted_or_reached(
    change: dict[str, Any], inbox: Inbox, server: Server, tmp_path: Path
) -> None:
    with pytest.raises(MailError):
        send_once(made(), Server(**{**vars(server), **change}), tmp_path, MONDAY)
    assert inbox.letters == []
    assert send_once(made(), server, tmp_path, MONDAY), "the week is still open"


def test_a_connection_that_breaks_after_the_message_counts_as_sent(
    inbox: Inbox, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(self: smtplib.SMTP, *_: Any, **__: Any) -> None:
        self.close()
        raise smtplib.SMTPServerDisconnected("væk")

    monkeypatch.setattr(smtplib.SMTP, "send_message", breaks)
    with pytest.raises(MailError, match="ingen ved, om mailen nåede frem"):
        send_once(made(), server, tmp_path, MONDAY)
    monkeypatch.undo()
    assert not send_once(made(), server, tmp_path, MONDAY)
    assert inbox.letters == []


def test_a_mark_that_cannot_be_read_stops_the_mail(server: Server, tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("{", "utf-8")
    with pytest.raises(MailError, match="Slet filen, og kør igen"):
        send_once(made(), server, tmp_path, MONDAY)


def test_the_command_is_off_by_default_and_sends_what_the_database_says(
    inbox: Inbox, server: Server, fixture_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"BUILD_DIR": fixture_folder, "STATE_DIR": tmp_path, "ALERTS_TO": ""}.items():
        monkeypatch.setenv(f"MONITOR_{name}", str(value))
    assert command.main([]) == 0
    assert "der sendes ingen mail" in capsys.readouterr().out
    assert command.main(["--print"]) == 0
    assert "90.000" in capsys.readouterr().out, "the made-up spending off its line"
    monkeypatch.setenv("MONITOR_ALERTS_TO", "bestyrelse@example.dk")
    assert command.main([]) == 1
    assert "MONITOR_SMTP_HOST" in capsys.readouterr().err
    chosen = {"HOST": server.host, "PORT": server.port, "USER": server.user, "PASSWORD": server.password, "CA": server.authority}
    for name, given in chosen.items():
        monkeypatch.setenv(f"MONITOR_SMTP_{name}", str(given))
    monkeypatch.setenv("MONITOR_ALERTS_FROM", "monitor@example.dk")
    assert (command.main([]), command.main([])) == (0, 0)
    assert capsys.readouterr().out.split("\n")[:2] == ["Mailen er sendt.", "Ugens mail er allerede sendt."]
    assert "90.000" in inbox.letters[0].get_content()
