"""Økonomi and Deltagere: a made-up year on the fixture, and what is missing and from whom on the real content."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.pointer import Version
from tests.screens.test_every_page import body, opened


@pytest.fixture
def made_up(fixture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(fixture_folder))


@pytest.fixture
def real(real_build: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(real_build.published.parent))


@pytest.mark.usefixtures("made_up")
def test_spending_is_said_in_plain_words_with_its_rule() -> None:
    text = body(opened("pages/economy/page.py", efter="activity"))
    assert "Planen følger sit budget" in text
    assert "1 aktivitet er uden for budgettet. 1 mangler forbrug. Tilsagnene er 8,00 mio. kr." in text
    assert "90.000\u00a0kr. overforbrug" in text
    assert "Ingen prognose: intet forbrug er registreret." in text
    assert "mere end 10\u00a0% af det, og mere end 25.000\u00a0kr." in text
    assert "kræver en beslutning" in text


@pytest.mark.usefixtures("made_up")
def test_steps_have_shares_follow_up_and_nothing_of_few_persons() -> None:
    text = body(opened("pages/participants/page.py"))
    for words in ("40 · 67\u00a0%", "33 fra de syv områder (82\u00a0%)", "14 af 20 (70\u00a0%) fortsætter", "skjult (få personer)"):
        assert words in text
    assert "6 af 24 (25\u00a0%) før, 15 af 24 (62\u00a0%) efter" in text
    # 4 with a result and 3 who did not complete, in Vangdalen, are hidden.
    assert "Gl. Jennumparken: 14; Vangdalen: skjult (få personer)" in text


@pytest.mark.usefixtures("real")
def test_without_a_budget_the_page_says_who_delivers_it_and_shows_what_is_known() -> None:
    text = body(opened("pages/economy/page.py"))
    assert "Planens budget er ikke registreret endnu." in text
    assert "Landsbyggefondens tilsagn til planen" in text
    assert "lovet 9.660 timer om året" in text
    assert "18.704.800\u00a0kr." in text
    assert "nærmede sig 30 mio. kr." in text


@pytest.mark.usefixtures("real")
def test_earlier_plans_show_what_they_promised_and_delivered_to_participants() -> None:
    assert "11 aktiviteter har lovet noget, der tælles i deltagere" in body(opened("pages/participants/page.py"))
    assert "Unge, der har beholdt jobbet efter 3 måneder" in body(opened("pages/participants/page.py", vis="loefter", plan="plan-2017-21"))
