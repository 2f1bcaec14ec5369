"""An attacker with linear programs: nothing hidden can be calculated back, from the real content or from random tables."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from data import disclosure
from data.disclosure import publish
from data.pointer import Version
from tests.disclosure.random_tables import Table, random_tables
from tests.disclosure.reader import pinned, rows_of
from tests.raw import raw


def attacked(table: Table) -> list[str]:
    return table.pinned(disclosure.published(table.tables(), table.rules)["observation"])


@settings(max_examples=25)
@given(random_tables(shares=False))
def test_random_counts_stay_uncertain(table: Table) -> None:
    assert attacked(table) == []


@settings(max_examples=25)
@given(random_tables(shares=True))
def test_random_rounded_shares_stay_uncertain(table: Table) -> None:
    assert attacked(table) == []
