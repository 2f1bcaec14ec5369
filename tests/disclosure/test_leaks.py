"""What the published file still says in other columns, in words, in its history and in its bytes."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import disclosure, schema
from data.build import write_files
from data.disclosure.primary import primary
from data.disclosure.words import WITHHELD_PART, cleaned, tells
from data.pointer import Version
from data.reading import read_content
from geo.cells import csv_text
from pages.kit import downloads
from queries.connection import Database
from queries.package import data_package
from tests.fixture_content import RULES, VANG, make_content
from tests.raw import raw

OBSERVATION = ["value", "numerator", "denominator", "printed"]
HIDDEN = (disclosure.NOTE,)


@pytest.fixture(scope="module")
def file(real_build: Version) -> bytes:
    """The bytes of the real published file."""
    return real_build.published.read_bytes()


def test_nothing_of_a_deleted_figure_is_left_in_the_bytes(tmp_path: Path) -> None:
    tables = make_content().tables
    figures = tables["observation"]
    own = (figures["indicator_id"] == "fx_language_special") & (figures["area_id"] == VANG) & (figures["period_end"] == "2023-12-31")
    share, words = 300 / 13, "23,0769 pct. af tretten"
    tables["observation"] = figures.assign(
        value=figures["value"].mask(own, share), printed=figures["printed"].mask(own, words), note=figures["note"].mask(own, "Mest drenge.")
    )
    version = Version.in_folder(tmp_path, "leak")
    write_files(version, tables, RULES)
    for clue in (struct.pack("<d", share), words.encode(), b"Mest drenge."):
        assert clue in version.internal.read_bytes()
        assert clue not in version.published.read_bytes()


@pytest.mark.parametrize("table", ["observation", "activity_result"])
def test_a_hidden_row_of_the_real_file_has_no_figure_in_any_column(table: str, real_build: Version) -> None:
    columns = [name for name in OBSERVATION if name in schema.columns(table)]
    with raw(real_build.published) as connection:
        rows = connection.execute(f"select {', '.join(columns)} from {table} where note = ?", HIDDEN).fetchall()
        told = connection.execute(f"select count(*) from {table} where note = ? and status <> 'suppressed'", HIDDEN).fetchone()
    assert len(rows) > (50 if table == "observation" else 1)
    assert set(rows) == {(None,) * len(columns)}
    assert told == (0,)


def test_results_of_activities_are_hidden_where_they_count_few_persons(real_build: Version) -> None:
    with raw(real_build.published) as connection:
        shown = dict(connection.execute("select target_id, value from activity_result where target_id like 'aar16%'").fetchall())
    # 23 of 24 young people were helped on: that tells of the one who was not. Press releases and meetings are no persons.
    assert shown["aar16_t_plus12_bridged"] is None
    # Who is in a leisure job, 10 of 14, tells of the four who are not. Nationalities are no persons.
    assert shown["aar16_t_leisure_job_ordinary"] is None
    assert shown["aar16_t_health_agent_nationalities"] == 4
    assert shown["aar16_t_plus12_attached"] == 24
    assert shown["aar16_t_press_releases"] == 3
    assert shown["aar16_t_involvement_meetings"] == 2


def test_every_small_result_that_is_shown_counts_no_persons() -> None:
    tables, rules = read_content().tables, disclosure.read_rules()
    figures, few, _ = disclosure.decide(tables, rules)
    small = figures[(figures["table"] == "activity_result") & figures["value"].between(1, 4) & ~few]
    spared = {name for entry in rules["exempt_targets"] for name in entry["targets"]}
    assert set(small["concept"]) <= spared
    assert len(small) >= 8
    assert spared <= set(tables["activity_target"]["target_id"])
    assert all(len(entry["reason"]) > 10 for entry in rules["exempt_targets"])


def test_small_rests_of_activities_are_hidden(real_build: Version) -> None:
    small = ["re17_t_family_class_completed", "re17_t_mothers_completion", "re17_t_mothers_parenting", "re17_t_dua_parents"]
    with raw(real_build.published) as connection:
        query = "select target_id, year(period_end), value from activity_result where status = 'published' or status = 'suppressed'"
        shown = {row[:2]: row[2] for row in connection.execute(query).fetchall()}
    assert {value for (name, _), value in shown.items() if name in small} == {None}
    transition = [shown["re17_t_fgu_transition", year] for year in (2018, 2020, 2021)]
    assert transition == [65, 23.3, None]


def test_a_recorded_result_is_judged_until_somebody_says_what_it_counts() -> None:
    tables = make_content().tables
    row = tables["activity_result"].iloc[[1]].assign(target_id="fx_t_words", value=3.0, status="published", printed="3", note=None)
    tables["activity_result"] = schema.cast("activity_result", pd.concat([tables["activity_result"], row]))
    assert disclosure.published(tables, RULES)["activity_result"].iloc[-1]["status"] == "suppressed"
    exempt = RULES | {"exempt_targets": [{"targets": ["fx_t_words"], "reason": "test"}]}
    assert disclosure.published(tables, exempt)["activity_result"].iloc[-1]["value"] == 3


def test_notes_and_corrections_beside_hidden_figures_hold_no_numbers(real_build: Version) -> None:
    subject = """
        select distinct observation.source_id, topic from secret.observation
        inner join secret.indicator on indicator.indicator_id = observation.indicator_id
        inner join observation as shown on shown.indicator_id::text = observation.indicator_id::text
            and shown.area_id::text = observation.area_id::text and shown.period_end = observation.period_end
        where shown.note = ?
    """
    with duckdb.connect() as connection:
        for name, path in (("shown", real_build.published), ("secret", real_build.internal)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        connection.execute("use shown")
        pairs = set(connection.execute(subject, HIDDEN).fetchall())
        joined = "select {0}.source_id, topic, {1} from {0} inner join indicator on indicator.indicator_id = {0}.indicator_id"
        notes = connection.execute(joined.format("observation", "note, printed, status")).fetchall()
        corrections = connection.execute(joined.format("correction", "reason, evidence, printed")).fetchall()
    assert len(pairs) >= 5
    beside = [row for row in notes if row[:2] in pairs]
    read = {entry["text"] for entry in disclosure.read_rules()["texts"]}
    assert not [row for row in beside if cleaned(row[2], read) != row[2]]
    # A printed figure that is not the used one is another equation: 34,0 % of 141 children are the six areas without the seventh.
    assert {row[3] for row in beside if row[4] == "corrected"} == {None}
    near = [row for row in corrections if row[:2] in pairs]
    assert near
    assert not [row for row in near if cleaned(row[2], read) != row[2] or tells(row[3]) or row[4]]


@pytest.mark.parametrize(
    "clue",
    [
        "Trykt 34,0",
        "34,0%",
        "141 børn",
        "tre elever",
        "to børns forældre",
        "seks områders 51",
        "(15, 5, 3)",
        "140 børn i alt",
        "10 giver flere",
    ],
)
def test_clue_is_in_the_internal_file_only(clue: str, file: bytes, real_build: Version) -> None:
    assert clue.encode() not in file
    assert clue.encode() in real_build.internal.read_bytes()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("I 2021 passer tallene kun med 140 børn i alt.", True), ("Totalen er uden to områder.", True),
        ("Summen af de syv områder.", False), ("3- og 5-årige i 9. klasse pr. 1. januar 2024.", False), ("Alle lejemål.", False),
        ("Totalen 57 minus de øvrige", True), ("Kun to områder er med.", True), ("Ét barn har skiftet skole.", True),
        ("Afgangsår 2024.", False), ("Nævneren er beboertallet.", False), (None, False),
    ],
)  # fmt: skip
def test_a_note_with_a_number_that_is_no_year_tells(text: str | None, answer: bool) -> None:
    assert tells(text) is answer


def test_only_the_sentence_that_tells_is_withheld() -> None:
    text = "Institutionernes børn. I 2021 passer tallene kun med 140 børn i alt. Neutral baggrund."
    assert cleaned(text, ()) == f"Institutionernes børn. Neutral baggrund. {WITHHELD_PART}"
    assert cleaned("Kun 140 børn.", ()) == disclosure.WITHHELD_NOTE
    assert cleaned("Kun 140 børn.", {"Kun 140 børn."}) == "Kun 140 børn."


def test_comments_and_claims_beside_hidden_figures_are_scanned_too() -> None:
    tables = make_content().tables
    texts = {"comment_id": "c1", "subject_kind": "indicator", "subject_id": "fx_placed", "written_on": "2024-01-01"}
    tables["comment"] = schema.cast("comment", pd.DataFrame([texts | {"situation": "Der er tre familier.", "causes": "Flere flytter."}]))
    row = disclosure.published(tables, RULES)["comment"].iloc[0]
    assert (row["situation"], row["causes"]) == (disclosure.WITHHELD_NOTE, "Flere flytter.")
    assert (
        disclosure.published(tables, RULES | {"texts": [{"text": "Der er tre familier."}]})["comment"].iloc[0]["situation"][-9:]
        == "familier."
    )


def test_decisions_and_items_of_an_agenda_are_scanned_where_their_goal_or_view_has_a_hidden_figure() -> None:
    tables = make_content().tables
    tables["indicator"] = tables["indicator"].assign(
        goal_id=["g1" if key == "fx_placed" else "g2" for key in tables["indicator"]["indicator_id"]]
    )
    decisions = [{"decision_id": key, "goal_id": key, "title": "Indsats.", "text": "Der er tre familier."} for key in ("g1", "g3")]
    tables["decision"] = schema.cast("decision", pd.DataFrame(decisions))
    items = [{"position": 1, "choices": "indikator=fx_placed"}, {"position": 2, "choices": "omraade=vangdalen"}, {"position": 3}]
    said = {"headline": "Tre familier", "comment": "Det går den rigtige vej."}
    tables["agenda_item"] = schema.cast("agenda_item", pd.DataFrame([item | said for item in items]))
    shown = disclosure.published(tables, RULES)
    assert shown["decision"]["text"].tolist() == [disclosure.WITHHELD_NOTE, "Der er tre familier."]
    assert shown["decision"]["title"].tolist() == ["Indsats."] * 2
    assert shown["agenda_item"]["headline"].tolist() == [disclosure.WITHHELD_NOTE, "Tre familier", "Tre familier"]
    assert set(shown["agenda_item"]["comment"]) == {"Det går den rigtige vej."}


def test_texts_about_nothing_in_particular_are_scanned_where_they_name_an_area_with_a_hidden_figure() -> None:
    tables = make_content().tables
    said = "I Vangdalen er der tre familier. Der kom fire ansøgninger. Mødet var godt."
    left = f"Der kom fire ansøgninger. Mødet var godt. {WITHHELD_PART}"
    tables["decision"] = schema.cast("decision", pd.DataFrame([{"decision_id": "d", "title": "Indsats.", "text": said}]))
    tables["meeting"] = schema.cast("meeting", pd.DataFrame([{"meeting_id": "m", "note": said}]))
    comments = [("plan", "plan-2025-29"), ("area", "vangdalen"), ("area", "gl_jennumparken")]
    rows = [{"comment_id": kind + key, "subject_kind": kind, "subject_id": key, "situation": said} for kind, key in comments]
    tables["comment"] = schema.cast("comment", pd.DataFrame(rows))
    shown = disclosure.published(tables, RULES)
    assert shown["decision"]["text"].tolist() == [left]
    assert shown["meeting"]["note"].tolist() == [left]
    # A comment on the area is about it in every sentence.
    assert shown["comment"]["situation"].tolist() == [left, f"Mødet var godt. {WITHHELD_PART}", said]


def test_the_history_of_what_was_written_gives_nothing_away() -> None:
    """What a table of texts withholds must not stand in the trace of its rows."""
    tables = make_content().tables
    written = {"decision_id": "d", "title": "Tre familier i Vangdalen.", "text": "Der er fire. Mødet var godt.", "due": "2026-03-01"}
    rows = [("decision", None, written), ("comment", {"situation": "Kun tre."}, None), ("milestone", {"title": "To hold"}, None)]
    tables["change"] = schema.cast("change", pd.DataFrame([
        {"release_id": "r", "number": number, "table_name": name, "row_key": "d", "action": "put",
         "before": before and json.dumps(before), "after": after and json.dumps(after)}
        for number, (name, before, after) in enumerate(rows)
    ]))  # fmt: skip
    tables["release"] = tables["release"].assign(note="I Vangdalen er der tre familier. Talt om.")
    shown = disclosure.published(tables, RULES)
    after = json.loads(shown["change"]["after"].iloc[0])
    assert after == written | {"title": disclosure.WITHHELD_NOTE, "text": f"Mødet var godt. {WITHHELD_PART}"}
    assert json.loads(shown["change"]["before"].iloc[1]) == {"situation": disclosure.WITHHELD_NOTE}
    # A milestone's title is the document's.
    assert json.loads(shown["change"]["before"].iloc[2]) == {"title": "To hold"}
    assert set(shown["release"]["note"]) == {f"Talt om. {WITHHELD_PART}"}


def test_sentences_that_were_read_still_stand_somewhere_and_few_others_are_withheld(real_build: Version) -> None:
    tables = read_content().tables
    words = "\n".join(
        str(text) for frame in tables.values() for column in frame.select_dtypes("str") for text in frame[column].dropna().unique()
    )
    for entry in disclosure.read_rules()["texts"]:
        assert entry["text"] in words
        assert entry["reason"]
    with raw(real_build.published) as connection:
        count = "select count(*) from {} where ends_with({}, 'den interne database.')"
        places = (("observation", "note"), ("activity_result", "note"), ("indicator", "method_note"), ("activity", "reservations"))
        withheld = [connection.execute(count.format(*place)).fetchone() for place in places]
    # 40 notes were, of which 26 held no equation.
    assert 8 <= sum(row[0] for row in withheld if row) <= 14


@pytest.mark.parametrize(
    ("share", "half", "most", "small"), [(91.4, 0.05, 44, True), (57, 0.5, 31, True), (65, 0.5, 33, False), (23.3, 0.05, 28, False)]
)
def test_a_share_without_a_base_is_judged_by_the_bases_that_fit(share: float, half: float, most: float, small: bool) -> None:
    # 32 of 35 families; 4 of 7 among others; 11 of 17, 13 of 20, ...; nothing up to 28, 7 of 30.
    figure = {
        "unit": "percent",
        "topic": "x",
        "value": share,
        "numerator": float("nan"),
        "denominator": float("nan"),
        "half": half,
        "most": most,
    }
    assert primary(pd.DataFrame([figure | {"spared": False}]), RULES).tolist() == [small]


def test_definitions_of_hidden_figures_do_not_print_them(internal: duckdb.DuckDBPyConnection, real_build: Version) -> None:
    with raw(real_build.published) as published:
        query = "select indicator_id, area_id, period_end from observation where note = ?"
        hidden = set(published.execute(query, HIDDEN).fetchall())
    query = """select observation.indicator_id, area_id, period_end, observation.printed,
        concat_ws(' ', method_note, definition, indicator.target_text)
        from observation inner join indicator on indicator.indicator_id = observation.indicator_id"""
    rows = [row for row in internal.execute(query).fetchall() if row[:3] in hidden]
    assert len(rows) == len(hidden)
    for row in rows:
        figure = re.search(r"[\d,]+", row[3])
        assert figure
        assert not re.search(rf"(?<![\d,.-]){re.escape(figure[0])}(?![\d,.-]| områder| af årene|-årige)", row[4]), row


def test_the_history_of_figures_keeps_only_that_something_changed() -> None:
    tables = make_content().tables
    names = ["observation", "activity_result", "comment"]
    kept = {"release_id": "r1", "action": "put", "before": None, "after": '{"value": 3}'}
    rows = [kept | {"number": number, "table_name": name, "row_key": f"{name}|2024"} for number, name in enumerate(names)]
    tables["change"] = schema.cast("change", pd.DataFrame(rows))
    changes = disclosure.published(tables, RULES)["change"]
    assert changes["after"].notna().tolist() == [False, False, True]
    assert changes["before"].isna().all()
    assert changes["row_key"].tolist() == [f"{name}|2024" for name in names]
    assert tables["change"]["after"].notna().all()


def test_exports_hold_what_the_file_holds(real_database: Database, internal: duckdb.DuckDBPyConnection) -> None:
    table = pd.read_csv(BytesIO(downloads.csv(real_database.ask("all_figures"))), sep=";", decimal=",", dtype=str)
    hidden = table[table.isin(HIDDEN).any(axis="columns")]
    assert len(hidden) > 50
    with zipfile.ZipFile(BytesIO(data_package(real_database, csv_text))) as package:
        for name in ("observation", "activity_result"):
            found = [path for path in package.namelist() if Path(path).stem == name]
            assert {Path(path).suffix for path in found} == {".csv", ".parquet"}
            for path in found:
                read = pd.read_csv if path.endswith(".csv") else pd.read_parquet
                rows = read(BytesIO(package.read(path)))
                taken = rows[rows["note"].isin(HIDDEN)]
                assert len(taken) > 1
                assert taken[[column for column in OBSERVATION if column in rows]].isna().all(axis=None)
