"""Checks of the counted steps of participants: whole persons, parts that fit their wholes, areas that fit their totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.checks.figures import WITHOUT_VALUE
from data.checks.finding import Finding
from data.checks.structure import key_of
from data.disclosure.steps import EVERYBODY, WHOLES

TABLE = "participant_step"
TOGETHER = "areas_7"
STEP_WORDS = {
    "reached": "nået",
    "started": "startet",
    "completed": "gennemført",
    "result": "med resultat",
    "asked_6": "spurgt efter 6 måneder",
    "kept_6": "fortsat efter 6 måneder",
    "asked_12": "spurgt efter 12 måneder",
    "kept_12": "fortsat efter 12 måneder",
    "measured": "målt to gange",
    "before": "før",
    "after": "efter",
}


def check_participants(tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Steps that cannot be right."""
    rows = tables[TABLE]
    if rows.empty:
        return []
    activities = tables["activity"].set_index("activity_id")[["plan_id", "starts", "ends"]]
    plans = tables["plan"].set_index("plan_id")[["starts", "ends"]]
    promises = tables["activity_target"].set_index("target_id")["activity_id"]
    kinds = tables["area"].set_index("area_id")["kind"]
    found = [
        Finding(TABLE, key_of(TABLE, row), text)
        for row in rows.to_dict("records")
        for text in [*_alone(row, kinds, promises), *_outside(row, activities, plans)]
    ]
    return [*found, *_overlaps(rows), *_wholes(rows), *_areas(rows, kinds)]


def _alone(row: Mapping[Any, Any], kinds: pd.Series, promises: pd.Series) -> Iterator[str]:
    value = row["value"]
    if row["status"] in WITHOUT_VALUE:
        if pd.notna(value):
            yield f"har status {row['status']}, men også et tal. Fjern tallet eller ret status."
        if pd.isna(row["note"]):
            yield "mangler et tal uden at sige hvorfor. Skriv grunden i bemærkning."
    elif pd.isna(value):
        yield "har intet tal. Skriv tallet, eller vælg, hvorfor der intet er."
    if pd.notna(value) and (value < 0 or value != round(value)):
        yield f"{value:g} er ikke et helt antal personer. Ret tallet."
    if kinds.get(row["area_id"]) != "housing_area" and row["area_id"] not in (TOGETHER, EVERYBODY):
        yield "området skal være et af de syv, alle syv eller alle deltagere. Vælg et af dem."
    if pd.notna(row["target_id"]) and promises.get(row["target_id"]) not in (None, row["activity_id"]):
        yield "løftet hører til en anden aktivitet. Vælg et af aktivitetens egne."


def _outside(row: Mapping[Any, Any], activities: pd.DataFrame, plans: pd.DataFrame) -> Iterator[str]:
    if row["period_end"] < row["period_start"]:
        yield "perioden slutter før den begynder. Ret datoerne."
    if row["activity_id"] not in activities.index:
        return
    activity = activities.loc[row["activity_id"]]
    plan = plans.loc[activity["plan_id"]]
    starts = activity["starts"] if pd.notna(activity["starts"]) else plan["starts"]
    ends = activity["ends"] if pd.notna(activity["ends"]) else plan["ends"]
    if row["period_start"] < starts or row["period_end"] > ends:
        yield f"perioden ligger uden for aktiviteten, som går fra {starts.date()} til {ends.date()}. Ret datoerne."


def _overlaps(rows: pd.DataFrame) -> Iterator[Finding]:
    """An activity's steps are told for the same periods, one after another: otherwise persons count twice."""
    for activity_id, own in rows.groupby("activity_id", sort=False):
        periods = own[["period_start", "period_end"]].drop_duplicates().sort_values(["period_start", "period_end"])
        wrong = periods[periods["period_start"] <= periods["period_end"].cummax().shift()]
        for row in wrong.itertuples():
            where = f"{activity_id} {row.period_start.date()} - {row.period_end.date()}"  # type: ignore[union-attr]
            yield Finding(TABLE, where, "perioden overlapper en anden af aktivitetens. Brug de samme perioder for alle trin.")


def _wholes(rows: pd.DataFrame) -> Iterator[Finding]:
    for (_, area, *_), own in rows.groupby(["activity_id", "area_id", "period_start", "period_end"], sort=False):
        values = own.set_index("step")["value"].dropna()
        for step, wholes in WHOLES.items():
            whole = next((name for name in wholes if name in values), None)
            if step in values and whole is not None and values[step] > values[whole]:
                row = own[own["step"] == step].iloc[0]
                text = (
                    f"{values[step]:g} {STEP_WORDS[step]} er flere end {values[whole]:g} {STEP_WORDS[whole]} ({area}). Ret et af tallene."
                )
                yield Finding(TABLE, key_of(TABLE, row), text)


def _areas(rows: pd.DataFrame, kinds: pd.Series) -> Iterator[Finding]:
    housing = set(kinds.index[kinds == "housing_area"])
    for _, own in rows.groupby(["activity_id", "step", "period_start", "period_end"], sort=False):
        values = own.set_index("area_id")["value"].dropna()
        parts = values[values.index.isin(housing)]
        for total, least in ((TOGETHER, parts.sum()), (EVERYBODY, max(parts.sum(), values.get(TOGETHER, 0)))):
            if total not in values:
                continue
            whole = total == TOGETHER and len(parts) == len(housing)
            if least > values[total] or (whole and least != values[total]):
                row = own[own["area_id"] == total].iloc[0]
                text = f"områderne giver {least:g}, men totalen er {values[total]:g}. Ret et af tallene."
                yield Finding(TABLE, key_of(TABLE, row), text)
