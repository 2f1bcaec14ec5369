"""Reports that the tests of this folder read: the real plans as blocks, without pictures, and one small finished file."""

from __future__ import annotations

from datetime import date

import pytest

from pages.pack import Edition
from pages.report.blocks import Block
from pages.report.figures import Told, load
from pages.report.making import chapters, make
from pages.report.model import Kind, Remark, Report, Request
from queries.connection import Database

DAY = date(2026, 11, 21)
PLANS = {"re13": "plan-2013-17", "re17": "plan-2017-21", "hp25": "plan-2025-29"}
REMARK = Remark("activity", "fx_a_guidance", "Opdigtet", date(2026, 2, 10), (("Situation", "Opdigtet <b>bemærkning</b>."),))


def asked(plan_id: str, version: str, **more: object) -> Request:
    """An evaluation of a plan from its first day to the edition's."""
    starts = date(int(plan_id[5:9]), 6, 1)
    return Request(Kind.EVALUATION, plan_id, starts, DAY, Edition("Prøve", DAY, version), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def told(real_database: Database) -> dict[str, Told]:
    """What the evaluations of the real plans tell, by the beginning of their documents' keys."""
    return {key: load(real_database, asked(plan_id, real_database.version)) for key, plan_id in PLANS.items()}


@pytest.fixture(scope="session")
def chapters_of(told: dict[str, Told]) -> dict[str, list[Block]]:
    """The evaluations of the real plans, not yet set."""
    return {key: chapters(one) for key, one in told.items()}


@pytest.fixture(scope="session")
def heard() -> list[tuple[float, str]]:
    """What was told along the way while the small report was made."""
    return []


@pytest.fixture(scope="session")
def report(fixture_database: Database, heard: list[tuple[float, str]]) -> Report:
    """The evaluation of the synthetic plan, with everything a report can carry."""
    request = asked("plan-2025-29", "fixture", remarks=(REMARK,), outline=True)
    return make(fixture_database, request, lambda share, text: heard.append((share, text)))


@pytest.fixture(scope="session")
def yearly(real_database: Database) -> list[Block]:
    """The yearly report of 2016, not yet set."""
    edition = Edition("Prøve", DAY, real_database.version)
    return chapters(load(real_database, Request(Kind.YEARLY, PLANS["re13"], date(2016, 1, 1), date(2016, 12, 31), edition)))
