"""Free text beside hidden figures: sentences with a number that could be an equation stand in the internal file only.

By rule, and by reading: `texts` of disclosure.yml names sentences that the rule suspects and a person found harmless, and `notes`
names texts that the rule trusts and a person did not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd

WITHHELD_NOTE = "Bemærkningen nævner tal, som skjulte tal kan regnes ud af, og står kun i den interne database."
WITHHELD_PART = "Resten nævner tal, som skjulte tal kan regnes ud af, og står kun i den interne database."
# The texts of each table, and the column that says which indicator, activity or promise they stand beside.
TEXTS = {
    "indicator": ("indicator_id", ["title", "short_title", "definition", "population", "target_text", "method_note"]),
    "activity": ("activity_id", ["purpose", "target_group", "reservations"]),
    "activity_target": ("target_id", ["measure", "note"]),
    "comment": ("subject_id", ["situation", "causes", "next_steps"]),
}
_WORDS = "én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|ingen|halvdelen"
_NUMBER = re.compile(rf"\d|\b(?:{_WORDS})\b", re.IGNORECASE)
_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
# What is written with a number and counts nobody. A number of areas does when the sentence says that others are missing.
_THINGS = (
    r"afdeling(?:er)?s?|kommuner|skoler?|daginstitutioner|steder?|punkter|forløb|møder|år|gange|"
    r"måneders?|andele|rækker?|karakterenhed|udtryk|kriterier|institutioner|tal|uger"
)
_HARMLESS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b\d{1,2}\.(?:\d{1,2}\.(?:19|20)\d\d| (?:" + _MONTHS + r")\b)", r"\b(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?\b",
        r"\b\d{1,2}-(?: og|,)? ?\d{1,2}-årige", r"\b\d{1,2}(?:-\d{1,2})?-årige", r"\b\d{1,2}(?:-\d{1,2})? år\b",
        r"\b\d{1,2}\.(?:-\d{1,2}\.)?(?: (?:og|eller) \d{1,2}\.)? klasse", r"\b\d{1,2} (?:måneders?|uger)\b", r"\btabel \d{1,2}\b",
        r"\bafdeling(?:er)? \d+(?: og \d+)?\b", r"\bpr\. 1\.?000\b", r"§ ?\d+", r"\b[a-zæøå]+\d+\b", rf"\b(?:{_WORDS}) (?:{_THINGS})\b",
    )
]  # fmt: skip
_AREAS = re.compile(rf"\b(?:{_WORDS}) (?:bolig)?område(?:r|rs|t|rne)?\b", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:kun|mangler|uden|minus|øvrige|dækker|undtagen)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bGl\.) (?=[A-ZÆØÅÉ])")


def tells(text: object) -> bool:
    """Whether a text holds a number that hidden figures could be worked out from.

    Years, dates, ages, school classes, departments and the like are none; a number of areas is, where others are left out.
    """
    if not isinstance(text, str):
        return False
    for pattern in _HARMLESS if _PARTIAL.search(text) else [*_HARMLESS, _AREAS]:
        text = pattern.sub("", text)
    return bool(_NUMBER.search(text))


def harmless(rules: Mapping[str, Any]) -> set[str]:
    """Sentences and texts that a person has read and found to give nothing away."""
    return {entry["text"] for entry in rules.get("texts") or []}


def cleaned(text: Any, read: Collection[str], about: Collection[str] | None = None) -> Any:
    """The text without the sentences that tell (and name one of `about`); what is left says that something is withheld."""
    if not isinstance(text, str) or text in read:
        return text
    sentences = _SENTENCE.split(text)
    kept = [sentence for sentence in sentences if sentence in read or not tells(sentence) or not _about(sentence, about)]
    if len(kept) == len(sentences):
        return text
    return " ".join([*kept, WITHHELD_PART]) if kept else WITHHELD_NOTE


# Texts of rows that officers record, as they stand in the history of releases.
_RECORDED = {
    "indicator": TEXTS["indicator"][1], "comment": TEXTS["comment"][1], "decision": ["title", "text"],
    "agenda_item": ["headline", "comment"], "meeting": ["note"], "milestone": ["note"], "economy": ["note", "purpose"],
    "preparedness_activation": ["note"],
}  # fmt: skip


def without_texts_of_changes(changes: pd.DataFrame, read: Collection[str]) -> pd.DataFrame:
    """The history with its texts cleaned, whatever they were about: what was hidden later stood beside other figures then."""
    made = changes.copy()
    for place in made.index[made["table_name"].isin(_RECORDED)]:
        for side in ("before", "after"):
            if isinstance(written := made.at[place, side], str):
                row = json.loads(written)
                kept = {name: cleaned(row[name], read) for name in _RECORDED[str(made.at[place, "table_name"])] if name in row}
                made.at[place, side] = json.dumps(row | kept, ensure_ascii=False, separators=(",", ":"))
    return made


def _about(sentence: str, names: Collection[str] | None) -> bool:
    return names is None or any(name in sentence.casefold() for name in names)


def without_texts(
    tables: Mapping[str, pd.DataFrame], figures: pd.DataFrame, gone: pd.Series, rules: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """The tables of TEXTS, decisions, items of agendas and `claim`, cleaned where they stand beside a hidden figure.

    Beside is what is about the same document's topic, or the same activity; a claim is about its indicator or its measure's, a decision
    about the indicators of its goal, an item of an agenda about what its view has chosen, a comment about its area. Of a text that is
    about nothing in particular (a decision without a goal, a comment on the plan, remarks on meetings, releases, milestones and money)
    those sentences are beside that name an area with a hidden figure.
    """
    subjects = set(figures.loc[gone, "subject"])
    near = set(figures.loc[figures["subject"].isin(subjects), "concept"]) | {own for _, own in subjects}
    read, found = harmless(rules), {}
    housing = tables["area"].loc[tables["area"]["kind"] == "housing_area"].set_index("area_id")["name"] if "area" in tables else pd.Series()
    areas = set(figures.loc[gone, "area"]) & set(housing.index)
    named = _short(housing[list(areas)])
    for name, (key, columns) in TEXTS.items():
        if name in tables:
            own = near | areas if name == "comment" else near
            found[name] = _cleaned(tables[name], tables[name][key].isin(own), columns, read)
    if "decision" in tables:
        goals = tables["indicator"].loc[tables["indicator"]["indicator_id"].isin(near), "goal_id"].dropna()
        found["decision"] = _cleaned(tables["decision"], tables["decision"]["goal_id"].isin(set(goals)), ["title", "text"], read)
        found["decision"] = _cleaned(found["decision"], found["decision"]["goal_id"].isna(), ["title", "text"], read, named)
    for name in ("meeting", "release", "milestone", "economy"):
        if name in tables:
            columns = [column for column in ("note", "purpose") if column in tables[name]]
            found[name] = _cleaned(tables[name], pd.Series(True, index=tables[name].index), columns, read, named)
    if "preparedness_activation" in tables:
        raised = tables["preparedness_activation"]
        found["preparedness_activation"] = _cleaned(raised, raised["area_id"].isin(areas), ["note"], read)
    if "comment" in found:
        of_plan = found["comment"]["subject_kind"] == "plan"
        found["comment"] = _cleaned(found["comment"], of_plan, ["situation", "causes", "next_steps"], read, named)
    if "agenda_item" in tables:
        shown = [bool(near & _chosen(choices)) for choices in tables["agenda_item"]["choices"]]
        beside = pd.Series(shown, index=tables["agenda_item"].index, dtype=bool)
        found["agenda_item"] = _cleaned(tables["agenda_item"], beside, ["headline", "comment"], read)
    if "claim" in tables and "criterion_figure" in tables:
        measures = tables["criterion_figure"]
        told = set(measures.loc[measures["indicator_id"].isin(near), "measure"])
        claims = tables["claim"]
        beside = claims["measure"].isin(told) | claims["indicator_id"].isin(near)
        made = _cleaned(claims, beside, ["text"], read)
        numbers = ["value", "range_low", "range_high"]
        # What the text must not say, its columns must not either.
        found["claim"] = made.assign(**{name: made[name].where(made["text"] == claims["text"]) for name in numbers})
    return found


def _chosen(choices: Any) -> set[str]:
    """What the choices of a saved view name: values of its query string, each of several."""
    return {part for _, value in parse_qsl(choices) for part in value.split(",")} if isinstance(choices, str) else set()


def _short(names: Iterable[str]) -> set[str]:
    """Names of areas as they are said for short, in small letters: „energivej“, „jennumparken“."""
    return {str(name).removeprefix("Gl. ").removesuffix("-området").removesuffix("kvarteret").casefold() for name in names}


def _cleaned(
    rows: pd.DataFrame, beside: pd.Series, columns: list[str], read: Collection[str], about: Collection[str] | None = None
) -> pd.DataFrame:
    if not beside.any():
        return rows
    rows = rows.copy()
    for column in columns:
        clean(rows, rows.index[beside], column, read, about)
    return rows


def clean(rows: pd.DataFrame, places: pd.Index[Any], column: str, read: Collection[str], about: Collection[str] | None = None) -> None:
    """Clean the texts of some rows where they stand."""
    for place in places:
        text = rows.at[place, column]
        if isinstance(text, str) and (left := cleaned(text, read, about)) != text:
            rows.at[place, column] = left
