"""Checks of what officers record; the documents are read with a pencil, a form is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

import pandas as pd

from data.checks.figures import RANGES
from data.checks.finding import Finding
from data.checks.structure import key_of

SOURCE = "recording"
# Table and key that a comment may be about, by comment.subject_kind.
SUBJECTS = {
    "plan": ("plan", "plan_id"),
    "goal": ("goal", "goal_id"),
    "indicator": ("indicator", "indicator_id"),
    "activity": ("activity", "activity_id"),
    "area": ("area", "area_id"),
}
# What fits above a view in letters that can be read across a room (docs/method.md).
MOST_HEADLINE, MOST_COMMENT = 50, 180
_PAGE = re.compile(r"[a-z]+")
_MOMENTS = {"opened": "åbnet", "convened": "samlet", "closed": "lukket"}


def check_recorded(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Recorded results, comments, decisions, activations and agendas that cannot be right."""
    return [*_results(tables), *_comments(tables), *_decisions(tables), *_activations(tables), *_agendas(tables)]


def _results(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    results = tables["activity_result"]
    recorded = results[results["source_id"] == SOURCE]
    targets = tables["activity_target"][["target_id", "activity_id", "unit"]]
    activities = tables["activity"][["activity_id", "plan_id", "starts", "ends"]]
    plans = tables["plan"][["plan_id", "starts", "ends"]].rename(columns={"starts": "plan_starts", "ends": "plan_ends"})
    joined = recorded.merge(targets, on="target_id").merge(activities, on="activity_id").merge(plans, on="plan_id")
    for _, row in joined.iterrows():
        yield from (Finding("activity_result", key_of("activity_result", row), text) for text in _result_problems(row))
        others = results[(results["target_id"] == row["target_id"]) & (results["period_start"] != row["period_start"])]
        both = (others["period_start"] <= row["period_end"]) & (others["period_end"] >= row["period_start"])
        for _, other in others[both].iterrows():
            period = f"{other['period_start'].date()} til {other['period_end'].date()}"
            text = f"perioden overlapper {period}, så noget ville tælle to gange. Ret perioden, eller træk det andet resultat tilbage."
            yield Finding("activity_result", key_of("activity_result", row), text)


def _result_problems(row: pd.Series) -> Iterator[str]:
    value, unit = row["value"], str(row["unit"])
    if unit == "text" and pd.notna(value):
        yield "løftet har intet tal at holde et resultat op mod. Skriv resultatet som en kommentar til aktiviteten."
    low, high = RANGES.get(unit, (0.0, float("inf")))
    if pd.notna(value) and not low <= value <= high:
        yield f"resultatet {value:g} ligger uden for {low:g} til {high:g}. Ret tallet."
    if pd.notna(value) and unit == "count" and value != round(value):
        yield f"resultatet {value:g} er ikke et helt antal. Ret tallet."
    starts = row["starts"] if pd.notna(row["starts"]) else row["plan_starts"]
    ends = row["ends"] if pd.notna(row["ends"]) else row["plan_ends"]
    if row["period_start"] < starts or row["period_end"] > ends:
        yield f"perioden ligger uden for aktiviteten, som går fra {starts.date()} til {ends.date()}. Ret datoerne."


def _comments(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    for _, row in tables["comment"].iterrows():
        table, key = SUBJECTS.get(str(row["subject_kind"]), ("plan", "plan_id"))
        if row["subject_id"] not in set(tables[table][key]):
            yield Finding("comment", row["comment_id"], f"handler om {row['subject_id']!r}, som ikke findes. Vælg noget, der findes.")


def _decisions(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    bodies = set(zip(tables["meeting_body"]["plan_id"], tables["meeting_body"]["body"], strict=True))
    for _, row in tables["decision"].iterrows():
        if (row["plan_id"], row["body"]) not in bodies:
            yield Finding("decision", row["decision_id"], f"{row['body']!r} er intet mødeforum i planen. Vælg et, der findes.")
        for name, word in (("due", "fristen"), ("done", "udførelsen")):
            if pd.notna(row[name]) and row[name] < row["decided_on"]:
                yield Finding("decision", row["decision_id"], f"{word} ligger før beslutningen. Ret datoen.")


def _activations(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    kinds = tables["area"].set_index("area_id")["kind"]
    for _, row in tables["preparedness_activation"].iterrows():
        if kinds.get(row["area_id"]) != "housing_area":
            yield Finding("preparedness_activation", row["activation_id"], "beredskabet gælder boligområderne. Vælg et af de syv.")
        for earlier, later in (("opened", "convened"), ("opened", "closed"), ("convened", "closed")):
            if pd.notna(row[later]) and pd.notna(row[earlier]) and row[later] < row[earlier]:
                text = f"er {_MOMENTS[later]} før den blev {_MOMENTS[earlier]}. Ret tidspunkterne."
                yield Finding("preparedness_activation", row["activation_id"], text)


def _agendas(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    for agenda_id, items in tables["agenda_item"].groupby("agenda_id", sort=False):
        if sorted(items["position"]) != list(range(1, len(items) + 1)):
            yield Finding("agenda_item", agenda_id, "punkterne er ikke nummereret fra 1 uden huller. Ret rækkefølgen.")
        if items["agenda_title"].nunique() > 1 or items["meeting_id"].fillna("").nunique() > 1:
            yield Finding("agenda_item", agenda_id, "punkterne har ikke samme titel og møde. Ret dem.")
        for _, row in items.iterrows():
            yield from (Finding("agenda_item", key_of("agenda_item", row), text) for text in _item_problems(row))


def _item_problems(row: pd.Series) -> Iterator[str]:
    if not str(row["headline"]).strip() or len(str(row["headline"])) > MOST_HEADLINE:
        yield f"overskriften skal have mellem 1 og {MOST_HEADLINE} tegn for at kunne læses i rummet. Ret den."
    if pd.notna(row["comment"]) and len(str(row["comment"])) > MOST_COMMENT:
        yield f"kommentaren har {len(str(row['comment']))} tegn; der er plads til {MOST_COMMENT}. Gør den kortere."
    # Which pages there are is for those who show them to know.
    if not _PAGE.fullmatch(str(row["page"])):
        yield f"{row['page']!r} er ingen side. Indsæt et link fra monitoren."
    choices = "" if pd.isna(row["choices"]) else str(row["choices"])
    if choices and not parse_qsl(choices, strict_parsing=False):
        yield f"valgene {choices!r} kan ikke læses. Indsæt linket igen."
