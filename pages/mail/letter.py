"""The mail: what the rules find, in Danish, as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from email.utils import make_msgid

from pages.kit import alerts as kit_alerts
from pages.kit import formats
from pages.kit.language import tr
from pages.kit.wording import TITLE
from queries.alerts import Alert, counts

# Lines of a kind; a list that is longer is read on the page.
_MOST = 15


def letter(alerts: Sequence[Alert], today: date, sender: str, receiver: str, address: str) -> EmailMessage:
    """The mail to one receiver. `address` is the monitor's, for links; empty leaves them out."""
    made = EmailMessage()
    made["Subject"] = f"{TITLE}: {formats.number(len(alerts))} varsler, uge {today.isocalendar().week}"
    made["From"], made["To"] = sender, receiver
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    # A machine wrote it: no reply from an absent reader.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n".join(_lines(alerts, today, address)), cte="quoted-printable")
    return made


def _lines(alerts: Sequence[Alert], today: date, address: str) -> list[str]:
    lines = [f"Varsler fra {TITLE} {formats.day(today)}.", ""]
    for kind, number in counts(alerts).items():
        own = [alert for alert in alerts if alert.kind is kind]
        lines.append(f"{tr(kit_alerts.KINDS[kind][0])} ({formats.number(number)})")
        lines += [f"- {_line(alert)}" for alert in own[:_MOST]]
        lines += [f"- og {formats.number(number - _MOST)} mere på siden Fremdrift, Varsler"] if number > _MOST else []
        lines.append("")
    if address:
        lines.append(f"Hele listen: {address.rstrip('/')}/fremdrift?vis=varsler")
    return [*lines, "Mailen sendes højst én gang om ugen. Administratoren kan slå den fra."]


def _line(alert: Alert) -> str:
    subject = ", ".join(part for part in (alert.subject, alert.about) if part)
    return f"{subject}: {kit_alerts.said(alert)}"
