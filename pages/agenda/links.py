"""A link of the monitor, pasted by an officer, as an item of an agenda."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from pages.kit.language import tr
from pages.kit.register import FOR_AGENDA, START
from pages.kit.theme import KEPT_PARAMETERS

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_LONGEST = 1500


class LinkError(ValueError):
    """The text is no link that an agenda can lead to; the message says why."""


def read(link: str, host: str | None, base: str = "") -> tuple[str, str]:
    """Page and choices (a query string) of a link, which may be whole or begin at the page.

    `host` is what this monitor is reached by, `base` the path it lies below. Edition, board mode and agenda are left out:
    they are the meeting's. Raises LinkError.
    """
    link = link.strip()
    if not link:
        raise LinkError(tr("Linket mangler. Kopiér det fra browserens adresselinje, når siden står, som mødet skal se den."))
    if len(link) > _LONGEST or not link.isprintable() or " " in link:
        raise LinkError(tr("Teksten er ikke et link. Kopiér hele adressen fra browserens adresselinje."))
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise LinkError(tr("Linket kan ikke læses. Kopiér det igen fra browserens adresselinje.")) from error
    if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc != host):
        place = parts.netloc or parts.scheme
        raise LinkError(tr("Linket går til {place} og ikke til denne monitor. Kopiér et link herfra.", place=place))
    page = _page(parts.path, base.strip("/"))
    choices = parse_qsl(parts.query, keep_blank_values=True)
    if wrong := [name for name, _ in choices if not _NAME.fullmatch(name)]:
        raise LinkError(
            tr("Linket har et valg, som ingen side kender: {choice}. Kopiér linket igen fra browserens adresselinje.", choice=wrong[0])
        )
    return page, urlencode([(name, value) for name, value in choices if name not in KEPT_PARAMETERS])


def _page(path: str, base: str) -> str:
    inside = path.strip("/")
    if base and (inside == base or inside.startswith(f"{base}/")):
        inside = inside[len(base) :].strip("/")
    page = inside or START
    if page not in FOR_AGENDA:
        known = ", ".join(tr(screen.title) for screen in FOR_AGENDA.values())
        raise LinkError(tr("Siden ”{page}” kan ikke være et punkt. Punkter kan være: {known}.", page=page, known=known))
    return page
