"""The pages of the monitor by their address: where an agenda can lead and what a meeting can be shown."""

from __future__ import annotations

from dataclasses import dataclass

from pages.kit.language import mark


@dataclass(frozen=True)
class Place:
    """A page: what it is called in Danish and the file it lies in. A test holds this against the table in app.py."""

    title: str
    file: str


START = "overblik"
# Address -> page. Pages that write, and those about the meeting's own papers, are no item of an agenda.
PLACES = {
    START: Place(mark("Overblik"), "pages/overview/page.py"),
    "boligomraade": Place(mark("Boligområde"), "pages/area/page.py"),
    "sammenlign": Place(mark("Sammenlign"), "pages/compare/page.py"),
    "udvikling": Place(mark("Udvikling"), "pages/trends/page.py"),
    "kort": Place(mark("Kort"), "pages/map/page.py"),
    "aktiviteter": Place(mark("Aktiviteter"), "pages/activities/page.py"),
    "fremdrift": Place(mark("Fremdrift"), "pages/progress/page.py"),
    "kriterier": Place(mark("Statens kriterier"), "pages/criteria/page.py"),
    "beredskab": Place(mark("Beredskab"), "pages/preparedness/page.py"),
    "indikator": Place(mark("Indikator"), "pages/indicator/page.py"),
    "data": Place(mark("Data og kilder"), "pages/data_sources/page.py"),
    "udgaver": Place(mark("Udgaver"), "pages/editions/page.py"),
    "adresser": Place(mark("Adresser"), "pages/addresses/page.py"),
}
# What a meeting goes through; each of them fits the screen (docs/method.md).
OF_A_MEETING = ("overblik", "boligomraade", "sammenlign", "udvikling", "kort", "aktiviteter", "kriterier")
