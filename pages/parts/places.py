"""The pages of the monitor by their address: where an agenda can lead and what a meeting can be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page: what it is called and the file it lies in. A test holds this against the table in app.py."""

    title: str
    file: str


START = "overblik"
# Address -> page. Pages that write, and those about the meeting's own papers, are no item of an agenda.
PLACES = {
    START: Place("Overblik", "pages/overview.py"),
    "boligomraade": Place("Boligområde", "pages/area.py"),
    "sammenlign": Place("Sammenlign", "pages/compare.py"),
    "udvikling": Place("Udvikling", "pages/trends.py"),
    "kort": Place("Kort", "pages/map.py"),
    "aktiviteter": Place("Aktiviteter", "pages/activities.py"),
    "fremdrift": Place("Fremdrift", "pages/progress.py"),
    "kriterier": Place("Statens kriterier", "pages/criteria.py"),
    "beredskab": Place("Beredskab", "pages/preparedness.py"),
    "indikator": Place("Indikator", "pages/indicator.py"),
    "data": Place("Data og kilder", "pages/data_sources.py"),
    "udgaver": Place("Udgaver", "pages/editions.py"),
    "adresser": Place("Adresser", "pages/addresses.py"),
}
# What a meeting goes through; each of them fits the screen (docs/method.md).
OF_A_MEETING = ("overblik", "boligomraade", "sammenlign", "udvikling", "kort", "aktiviteter", "kriterier")
