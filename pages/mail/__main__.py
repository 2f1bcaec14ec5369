"""`python -m pages.mail [--print]`: the weekly mail with the alerts of the version in force; docs/operations.md has the settings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime

from data.paths import state_folder
from pages.kit.wording import PLAN_2025, PLAN_DOCUMENT
from pages.mail.letter import letter
from pages.mail.sending import MailError, Server, send_once
from queries.alerts import found
from queries.connection import Database, NoDatabaseError, build_folder, choose_version
from queries.deadlines import COPENHAGEN
from service import settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Send the mail, or say why none is sent; 0 unless something is wrong, then 1 with a Danish message on stderr."""
    parser = argparse.ArgumentParser(prog="python -m pages.mail", description=__doc__)
    parser.add_argument("--print", action="store_true", dest="shown", help="show the mail and send nothing")
    shown = parser.parse_args(arguments).shown
    today = datetime.now(COPENHAGEN).date()
    receiver, sender, host = (settings.text(f"MONITOR_{name}") for name in ("ALERTS_TO", "ALERTS_FROM", "SMTP_HOST"))
    if not (receiver or shown):
        print("MONITOR_ALERTS_TO er tom: der sendes ingen mail.")
        return 0
    try:
        if not (shown or (sender and host)):
            raise MailError("MONITOR_ALERTS_FROM og MONITOR_SMTP_HOST skal være sat, før der kan sendes mail.")
        choice = choose_version(build_folder())
        database = Database(choice.path, choice.version)
        alerts = found(database.ask, PLAN_2025, PLAN_DOCUMENT, today)
        database.close()
        message = letter(alerts, today, sender, receiver, settings.text("MONITOR_ADDRESS"))
        if shown or not alerts:
            print(message.get_content() if alerts else "Ingen varsler: der sendes ingen mail.")
            return 0
        server = Server(
            host, int(settings.number("MONITOR_SMTP_PORT")), settings.text("MONITOR_SMTP_USER"), settings.text("MONITOR_SMTP_PASSWORD"),
            settings.text("MONITOR_SMTP_CA"),
        )  # fmt: skip
        print("Mailen er sendt." if send_once(message, server, state_folder(), today) else "Ugens mail er allerede sendt.")
    except (MailError, NoDatabaseError, settings.SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
