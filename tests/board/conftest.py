"""The real content with a SYNTHETIC agenda, whose words are as long as the checks allow."""

from __future__ import annotations

import shutil

import pytest

from data.checks.recorded import MOST_COMMENT, MOST_HEADLINE
from data.pointer import Version
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft

AGENDA = "dagsorden-2026-11-21-0001"
# Page, choices and headline of each item; the comments fill two lines.
ITEMS = [
    ("overblik", "", "De fleste mål er ikke nået"),
    ("boligomraade", "omraade=vangdalen", "Vangdalen: fravær og fritid"),
    ("sammenlign", "vis=en&indikator=hp25_outside_labour_market_own_12m", "Energivej ligger længst fra kommunen"),
    ("sammenlign", "emne=employment-1", "Beskæftigelse i de syv boligområder set under ét nu"[:MOST_HEADLINE]),
    ("udvikling", "indikator=re17_charged_per_1000", "Sigtede fra 2017 til 2021"),
    ("kort", "", "Forskellene på et kort"),
    ("aktiviteter", "plan=plan-2013-17&indsats=education", "Løfterne fra dengang"),
    ("kriterier", "aar=2023", "To områder opfylder betingelserne"),
]
COMMENT = ("Tallene er kommunens egne og dækker tolv måneder. Bestyrelsen bad i foråret om at se dem igen, så det gør den her. " * 2)[
    :MOST_COMMENT
]


@pytest.fixture(scope="session")
def with_agenda(real_build: Version, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The real content after an officer has saved the agenda."""
    place = tmp_path_factory.mktemp("agenda")
    shutil.copytree(real_build.published.parent, place / "build")
    folders = Folders(place / "build", place / "state")
    rows = [
        {"agenda_id": AGENDA, "position": number, "agenda_title": "Bestyrelsen, prøve", "headline": headline, "comment": COMMENT,
         "page": page, **({"choices": choices} if choices else {})}
        for number, (page, choices, headline) in enumerate(ITEMS, 1)
    ]  # fmt: skip
    draft = Draft("agenda", "officer", "Dagsorden: prøve", tuple(Change("agenda_item", "put", row) for row in rows))
    seen = preview(draft, folders)
    assert seen.findings == []
    commit(draft, seen.parent, folders)
    return folders
