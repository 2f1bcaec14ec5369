"""The tables as the published file holds them: what is hidden is physically absent, and so are the words that quote it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.disclosure.chance import with_chance
from data.disclosure.figures import KEYS, figures_of
from data.disclosure.primary import primary
from data.disclosure.rules import shows_printed
from data.disclosure.secondary import choose
from data.disclosure.steps import with_steps
from data.disclosure.words import WITHHELD_NOTE, clean, harmless, without_texts, without_texts_of_changes

Tables = Mapping[str, pd.DataFrame]

# One note for every hidden figure: which of two figures is the small one is half of what it takes to know both.
NOTE = "Skjult: tallet er lille, eller et lille tal kan regnes ud af det."
EVIDENCE_NOTE = "Beviset nævner tal om få personer og står kun i den interne database."
# Hashes of what was loaded; the published file has them with this beginning.
HASHES, KEYED = ("sha256", "file_sha256", "chain"), "hmac-sha256:"
# Everything in a row that says how many.
FIGURES = {"observation": ["value", "numerator", "denominator"], "activity_result": ["value"], "participant_step": ["value"]}


def decide(tables: Tables, rules: Mapping[str, Any], earlier: Sequence[Tables] = ()) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """The figures of figures_of, and which are hidden for their own sake and which for others', as boolean series.

    `earlier` are tables as they were published before. A figure that stood there and is still the same stays known, so it
    protects nothing to hide it now; where the rules hide it today it is hidden all the same.
    """
    rules = with_steps(rules, tables)
    figures = figures_of(tables, rules)
    choice = rules.get("choice") or {}
    figures["loss"] = _loss(figures, tables["area"], rules)
    figures = with_chance(figures, rules.get("key") or b"", float(choice.get("spread", 0)), float(choice.get("decoys", 0)))
    public = figures["public"] if shows_printed(rules) else figures["public"] & False
    figures["spared"] |= public
    few = primary(figures, rules)
    chosen = choose(figures, few, rules, tables["indicator"], _known(tables, figures, earlier), set(figures.index[public]))
    return figures, few, pd.Series(figures.index.isin(list(chosen)), index=figures.index)


def published(tables: Tables, rules: Mapping[str, Any], earlier: Sequence[Tables] = ()) -> dict[str, pd.DataFrame]:
    """The tables as the published file holds them: hidden figures have no value, count, base, printed text or clue.

    `rules` are those of read_rules; `earlier` as for `decide`.
    """
    figures, few, others = decide(tables, rules, earlier)
    found = dict(tables) | without_texts(tables, figures, few | others, rules)
    beside = figures["subject"].isin(set(figures.loc[few | others, "subject"]))
    for name, columns in FIGURES.items():
        if name not in tables:
            continue
        rows = tables[name].copy()
        own = figures["table"] == name
        places = figures.loc[own & (few | others), "place"]
        rows.loc[places, columns] = float("nan")
        rows.loc[places, "printed"] = None
        rows.loc[places, "status"] = "suppressed"
        rows.loc[places, "note"] = NOTE
        found[name] = _without_words(rows, figures.assign(beside=beside)[own & ~few & ~others].set_index("place"), rules)
    found["correction"] = _without_clues(tables["correction"], figures, few | others, harmless(rules))
    if "change" in tables:
        changes = tables["change"].copy()
        # The history of a figure holds what it was, hidden or not.
        changes.loc[changes["table_name"].isin(FIGURES), ["before", "after"]] = None
        found["change"] = without_texts_of_changes(changes, harmless(rules)) if (few | others).any() else changes
    if "release" in tables and (key := rules.get("key")):
        found["release"] = _keyed(found["release"], key)
    return found


def _keyed(releases: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """The releases with each hash of their content under the secret key.

    Whoever knows all but a small number of a file could otherwise try the few numbers it may be against the hash.
    """
    made = releases.copy()
    for name in HASHES:
        made[name] = [
            f"{KEYED}{hmac.new(key, f'{name} {given}'.encode(), hashlib.sha256).hexdigest()}" if isinstance(given, str) else None
            for given in releases[name]
        ]
    return made.astype({name: releases[name].dtype for name in HASHES})


def _loss(figures: pd.DataFrame, areas: pd.DataFrame, rules: Mapping[str, Any]) -> pd.Series:
    """What hiding a figure costs: by kind of area (`loss` in disclosure.yml), and more the more persons it counts."""
    by_kind = rules.get("loss") or {}
    kinds = figures["area"].map(areas.set_index("area_id")["kind"])
    size = np.log2(1 + figures["denominator"].fillna(figures["value"]).fillna(0).abs()).round()
    return kinds.map(by_kind).fillna(by_kind.get("otherwise", 10)) + size


def _known(tables: Tables, figures: pd.DataFrame, earlier: Sequence[Tables]) -> set[int]:
    """Figures that an earlier published file shows just as they are now."""
    known: set[int] = set()
    for name, keys in KEYS.items():
        if name not in tables:
            continue
        now = tables[name].reset_index(names="place")
        numbers = figures[figures["table"] == name].set_index("place").index
        row_of = dict(zip(numbers, figures.index[figures["table"] == name], strict=True))
        for before in earlier:
            both = now.merge(before[name][[*keys, *FIGURES[name]]], on=keys, suffixes=("", "_before"))
            same = both["value_before"].notna()
            for column in FIGURES[name]:
                same &= (both[column] == both[f"{column}_before"]) | both[column].isna()
            known |= {row_of[place] for place in both.loc[same, "place"]}
    return known


def _without_words(rows: pd.DataFrame, shown: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """Shown figures: `beside` hidden ones a note with numbers is withheld, and so is a printed figure that is not the used one.

    `notes` of disclosure.yml names further notes about few people.
    """
    named = {name for entry in rules.get("notes") or [] for name in entry["of"]}
    close = shown.index[shown["beside"]]
    clean(rows, close, "note", harmless(rules))
    rows.loc[shown.index[shown["concept"].isin(named)], "note"] = WITHHELD_NOTE
    rows.loc[close.intersection(rows.index[rows["status"] == "corrected"]), "printed"] = None
    return rows


def _without_clues(corrections: pd.DataFrame, figures: pd.DataFrame, gone: pd.Series, read: Collection[str]) -> pd.DataFrame:
    """Corrections of hidden figures are left out, and those beside them keep only that there was something to correct.

    A correction without area or date speaks of all of them. Evidence quotes other figures of the same table, so it is
    replaced wherever the subject in the document has a hidden figure.
    """
    reveals = pd.Series(False, index=corrections.index)
    for row in figures[gone].itertuples():
        same = corrections["indicator_id" if row.table == "observation" else "target_id"] == row.concept
        same &= corrections["area_id"].isna() | (corrections["area_id"] == row.area)
        reveals |= same & (corrections["period_end"].isna() | (corrections["period_end"] == row.end))
    kept = corrections[~reveals].copy()
    subjects = set(figures.loc[gone, "subject"])
    # The subject of each correction: the document, and the topic of its indicator or the activity of its promise.
    groups = figures.drop_duplicates("concept").set_index("concept")["subject"].map(lambda subject: subject[1])
    pairs = zip(kept["source_id"], kept["indicator_id"].astype(object).fillna(kept["target_id"]).map(groups), strict=True)
    quoting = pd.Series([pair in subjects for pair in pairs], index=kept.index, dtype=bool)
    kept.loc[quoting, "evidence"] = EVIDENCE_NOTE
    kept.loc[quoting, "printed"] = None
    clean(kept, kept.index[quoting], "reason", read)
    return kept
