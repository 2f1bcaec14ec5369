"""Whatever a person or a file has written, in any view of any page: no link, no formula, no markup."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data import schema
from data.reading import Content
from pages.kit import choices
from pages.kit.register import SCREENS, Use
from tests.fixture_content import make_content, write_database
from tests.people import as_role
from tests.screens.markdown import LINK, is_markup, markdown

ROOT = Path(__file__).resolve().parents[2]
PLAN = "plan-2025-29"
# Keys and codes: the code reads them, the build checks them, nobody writes them.
CODES = {
    "kind", "topic", "color", "body", "page", "choices", "sha256", "file_sha256", "chain", "data_version", "before", "after", "table_name",
    "row_key", "comparable_with", "source_url", "season", "undoes", "follows", "continues", "criteria_status", "aliases",
    "from_letter", "to_letter",
}  # fmt: skip
CODES_OF_A_TABLE = {
    ("criterion", "measure"), ("criterion_figure", "measure"), ("claim", "measure"), ("release", "role"), ("criterion", "status"),
    ("criterion", "unit"), ("landmark", "kind"),
}  # fmt: skip
TABLES_OF_THE_GROUND = {"building", "fabric", "border", "access_address", "disclosure_rule"}
# One choice a view hangs on; the others only change which rows are shown.
VIEWS = ("vis", "plan", "kort")
PLACE = {"source_id": "helhedsplan-2025-29", "source_place": "Et sted"}


def recorded() -> dict[str, list[dict[str, Any]]]:
    """Rows of every table that officers write, and of those of the plan that the small content has none of."""
    return {
        "comment": [
            {"comment_id": f"c-{kind}", "subject_kind": kind, "subject_id": key, "meeting_id": "fx_meeting_dated"}
            | {"written_on": date(2026, 1, 2), "situation": "Godt", "causes": "Ukendt", "next_steps": "Videre"}
            for kind, key in (("plan", PLAN), ("area", "vangdalen"), ("indicator", "fx_outside"), ("activity", "fx_a_cafe"))
        ],
        "decision": [
            {"decision_id": "d", "plan_id": PLAN, "body": "board", "meeting_id": "fx_meeting_dated", "decided_on": date(2026, 3, 4)}
            | {"title": "Følg op", "text": "Følg fraværet", "responsible": "Styregruppen", "due": date(2026, 5, 1)}
        ],
        "agenda_item": [
            {"agenda_id": "a", "position": number, "agenda_title": "Møde", "headline": "Punkt", "comment": "Se", "page": "overblik"}
            | {"choices": "vis=alle", "release_id": "r1"}
            for number in (1, 2)
        ],
        "edition": [
            {"edition_id": f"e{number}", "title": "Udgave", "frozen_on": date(2026, 1, number), "data_version": "x", "sha256": "0" * 64}
            | {"figures": 3, "note": "Til mødet"}
            for number in (1, 2)
        ],
        "preparedness_activation": [
            {"activation_id": "p", "area_id": "vangdalen", "level": "red", "opened": datetime(2026, 1, 1, 10), "note": "Uro"}
        ],
        "meeting_body": [
            {"plan_id": PLAN, "body": body, "name": body, "meetings_per_year": 2, "regular_meetings": 2, "agenda": "Status"}
            | {"inputs": "Tal", "chair": "Formand", "secretariat": "Sekretær", "decides": "Alt", "note": "Fast"} | PLACE
            for body in ("board", "steering_group")
        ],
        "body_member": [{"plan_id": PLAN, "body": "board", "seat": 1, "organisation": "Kommunen", "role": "Chef", "note": "Fast"}],
        "preparedness_role": [
            {"kind": kind, "place": 1, "organisation": "Kommunen", "role": "Chef", "does": "Ringer", "note": "Altid"}
            | {"source_id": PLACE["source_id"]}
            for kind in ("participant", "ad_hoc", "duty", "press", "rule")
        ],
        "disruption": [
            {"disruption_id": "u", "title": "Corona", "starts": date(2022, 1, 1), "ends": date(2022, 6, 1), "note": "Lukket"} | PLACE
        ],
        "release": [
            {"release_id": f"r{number}", "loaded_at": datetime(2026, 1, number), "origin": "Fil", "sha256": "0" * 64, "rows": 1}
            | {"kind": "import", "role": "officer", "file_name": "a.csv", "note": "Ny", "in_force": number == 1}
            for number in (1, 2)
        ],
        "change": [
            {"release_id": "r2", "number": 1, "table_name": "decision", "row_key": "d", "action": "put"}
            | {"after": json.dumps({"title": LINK, "text": LINK, "responsible": LINK})}
        ],
    }  # fmt: skip


def written(table: str) -> list[str]:
    """The columns of a table that hold what a person or a file has written, read off the schema."""
    if table in TABLES_OF_THE_GROUND:
        return []
    return [
        name
        for name, about in schema.tables()[table]["columns"].items()
        if about["type"] == "text" and "values" not in about and not name.endswith("_id")
        and name not in CODES and (table, name) not in CODES_OF_A_TABLE
    ]  # fmt: skip


def hostile_content() -> Content:
    """The small content with recordings, where every text ends in Markdown and addresses; a column without any has it throughout."""
    content = make_content()
    for table, rows in recorded().items():
        content.tables[table] = schema.cast(table, pd.concat([content.tables[table], pd.DataFrame(rows)], ignore_index=True))
    # With a deadline the page asks for a day and a time.
    content.tables["preparedness_level"] = content.tables["preparedness_level"].assign(deadline_value=2.0, deadline_unit="working_days")
    for table, frame in content.tables.items():
        texts = {
            name: frame[name].where(frame[name].isna(), frame[name].astype("str") + f" {LINK}") if frame[name].notna().any() else LINK
            for name in written(table)
        }
        content.tables[table] = frame.assign(**texts)
    return content


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_database(folder, hostile_content())
    return folder


def opened(page: str, link: Mapping[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / page), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def views(page: str, shown: dict[str, list[str]], link: dict[str, str]) -> Iterator[tuple[dict[str, str], AppTest]]:
    """A page as the address opens it, and then in each of its views."""
    shown.clear()
    yield link, opened(page, link)
    for name, keys in {name: list(keys) for name, keys in shown.items() if name in VIEWS}.items():
        for key in keys[1:]:
            yield link | {name: key}, opened(page, link | {name: key})


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_no_text_of_a_person_or_a_file_is_markup(screen: Any, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(hostile))
    monkeypatch.setenv("MONITOR_STATE_DIR", str(hostile / "state"))
    shown: dict[str, list[str]] = {}
    plain = choices.choose

    def choose(label: str, options: Mapping[str, str], parameter: str, *rest: Any, **more: Any) -> str:
        shown[parameter] = list(options)
        return plain(label, options, parameter, *rest, **more)

    monkeypatch.setattr(choices, "choose", choose)
    found = []
    for role, link in (("officer", {}), ("board", {"visning": "moede"}), ("viewer", {"sprog": "en"})):
        if (role == "board" and screen.use is Use.READER) or (role == "viewer" and screen.needs == "officer"):
            continue
        as_role(monkeypatch, role)
        for asked, app in views(screen.file, shown, dict(link)) if role == "officer" else [(link, opened(screen.file, link))]:
            assert not app.exception, (role, asked, [error.message for error in app.exception])
            found += [(role, asked, text) for text in markdown(app) if is_markup(text)]
    assert not found


@pytest.mark.parametrize("number", ["9" * 5_000, "٣", "-1", "0", "3", LINK], ids=["digits", "arabic", "minus", "none", "after", "link"])
def test_any_item_that_an_address_names_is_answered(number: str, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(hostile))
    as_role(monkeypatch, "viewer")
    app = opened("pages/overview/page.py", {"visning": "moede", "dagsorden": "a", "punkt": number})
    assert not app.exception, [error.message for error in app.exception]
    assert sum("Linket beder om punkt" in text for text in markdown(app)) == (number != "0")
    assert not any(is_markup(text) for text in markdown(app))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "31.12.9999", LINK])
def test_any_day_that_an_address_names_is_answered(day: str, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_BUILD_DIR", str(hostile))
    as_role(monkeypatch, "viewer")
    app = opened("pages/preparedness/page.py", {"dag": day, "kl": day})
    assert app.date_input
    assert not app.exception, [error.message for error in app.exception]
    assert not any(is_markup(text) for text in markdown(app))


def test_markup_would_be_found_in_every_kind_of_element() -> None:
    def page(link: str) -> None:
        import streamlit as st

        st.write(link)
        st.pills("a", [link])
        st.radio("a", [link])
        st.button(link)
        st.text_input("a", help=link)
        st.tabs([link])
        st.expander(link)
        st.metric(link, 1)
        st.selectbox("a", [link])

    app = AppTest.from_function(page, kwargs={"link": LINK}).run()
    assert sum(is_markup(text) for text in markdown(app)) == 8
