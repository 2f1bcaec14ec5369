"""Sending a mail over TLS, at most once in a calendar week."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

MARK = "alerts-sent.json"
_TLS_FROM_THE_START = 465
_SECONDS = 30


class MailError(Exception):
    """The mail could not be sent, or nobody knows whether it was; the message is Danish and says what to do."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed in. `authority`: file with the authority that signed the certificate; empty for the system's."""

    host: str
    port: int = 587
    user: str = ""
    password: str = ""
    authority: str = ""


def send_once(message: EmailMessage, server: Server, state: Path, today: date) -> bool:
    """Send unless a mail went out in this calendar week; says whether one went out now. Raises MailError.

    The week is marked before the message is handed over and the mark taken back when the server surely did not take it, so that
    a machine that stops in between sends one mail too few rather than two.
    """
    week = "{}-{:02d}".format(*today.isocalendar()[:2])
    with _alone(state) as mark:
        if _read(mark) == week:
            return False
        before = _read(mark)
        _write(mark, week)
        try:
            _send(message, server)
        except smtplib.SMTPServerDisconnected as error:
            raise MailError(f"Forbindelsen til {server.host} brød, og ingen ved, om mailen nåede frem. Ugen regnes for sendt.") from error
        except (OSError, smtplib.SMTPException) as error:
            _write(mark, before)
            raise MailError(f"Mailen kunne ikke sendes over {server.host}: {error}. Ret MONITOR_SMTP_…, og kør igen.") from error
    return True


def _send(message: EmailMessage, server: Server) -> None:
    try:
        context = ssl.create_default_context(cafile=server.authority or None)
        if server.port == _TLS_FROM_THE_START:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        if not isinstance(connection, smtplib.SMTP_SSL):
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except smtplib.SMTPServerDisconnected as error:
        # Before the message was handed over: it surely did not arrive.
        raise OSError(str(error)) from error
    with contextlib.closing(connection):
        connection.send_message(message)
        with contextlib.suppress(smtplib.SMTPException):
            connection.quit()


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[Path]:
    """The file with the mark, for one process at a time."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        handle = os.open(state / f"{MARK}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise MailError(f"Mappen {state.name} kan ikke skrives: {error}. Uden den vides ikke, om ugens mail er sendt.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield state / MARK
    finally:
        os.close(handle)


def _read(mark: Path) -> str:
    """The week that was sent last; empty when none was."""
    try:
        return str(json.loads(mark.read_text("utf-8"))["week"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MailError(f"{mark.name} kan ikke læses, så ingen ved, om ugens mail er sendt. Slet filen, og kør igen.") from error


def _write(mark: Path, week: str) -> None:
    temporary = mark.with_name(f".{mark.name}.new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"week": week}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(mark)
    except OSError as error:
        raise MailError(f"{mark.name} kan ikke skrives: {error}. Mailen er ikke sendt.") from error
