"""What is odd about a reading when it is held against the figures in force. Warnings only: a person decides."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.loading.findings import Finding, warning, worst_first
from data.loading.grids import text_of
from data.loading.known import Known
from data.loading.periods import said
from data.loading.reading import Reading
from data.loading.rules import rules

_SERIES = ["indicator_id", "area_id"]
_KEY = [*_SERIES, "period_start", "period_end"]
# How far a figure moves when its unit was changed: share for percent, per 1,000 for percent, thousands.
_UNIT_STEPS = (10.0, 100.0, 1000.0)
# Areas named in one sentence.
_MOST_AREAS = 8
# The median of absolute deviations times this is the standard deviation of normal figures.
_MAD_TO_SPREAD = 1.4826


def compare(reading: Reading, current: pd.DataFrame, known: Known) -> list[Finding]:
    """Warnings, worst first. `current` has the columns of table observation (at least COLUMNS of reading.py), all rows in force.

    jump: a figure lies more than `jump_spreads` (rules.yml) spreads from where the figure before it and the usual step
    would put it. The spread of a series (one indicator, one area) is 1.4826 times the median absolute deviation of its
    steps from their median: half of the steps may be wild without it growing. A series of fewer than `least_steps` steps
    borrows the steps of the indicator's other areas, and is not judged when these are too few as well. No spread is
    smaller than one unit of the last decimal shown, so that a series that stood still does not shout at every rounding.

    unit_changed: a whole series lies about 10, 100 or 1,000 times over or under what is held. denominator_changed: the
    base of the same figure is another, or it moved by more than `base_change` since the period before. series_shortened:
    the file repeats figures that are held, but leaves out others of the same series. area_missing: an area that the
    indicator is held for is not in the file. revised: the same figure has another value.
    """
    new = reading.observations
    held = current[current["indicator_id"].isin(new["indicator_id"])]
    if new.empty or held.empty:
        return []
    names = _Names(known)
    found = [*_shortened(new, held, names), *_areas(new, held, names)]
    steps = _steps_by_indicator(held)
    for (indicator_id, area_id), series in new.groupby(_SERIES, sort=False, observed=True):
        before = held[(held["indicator_id"] == indicator_id) & (held["area_id"] == area_id)].sort_values("period_end")
        decimals = known.indicators[str(indicator_id)].decimals if str(indicator_id) in known.indicators else 1
        changed_unit = list(_unit(series, before, names))
        found += [*changed_unit, *_bases(series, before, names)]
        if not changed_unit:
            found += _revised(series, before, decimals, names)
            found += _jumps(series, before, steps[str(indicator_id)], decimals, names)
    return worst_first(found)


def spread(steps: np.ndarray) -> float:
    """Robust spread of a series' steps around their median; nan for none."""
    return float(_MAD_TO_SPREAD * np.median(np.abs(steps - np.median(steps)))) if len(steps) else float("nan")


def _steps(series: pd.DataFrame) -> np.ndarray:
    ordered = series.sort_values("period_end")["value"].dropna().to_numpy(dtype=float)
    return np.diff(ordered)


def _steps_by_indicator(held: pd.DataFrame) -> dict[str, np.ndarray]:
    """All steps of an indicator, of every area."""
    return {
        str(indicator_id): np.concatenate([_steps(series) for _, series in rows.groupby("area_id", observed=True)])
        for indicator_id, rows in held.groupby("indicator_id", observed=True)
    }


def _jumps(series: pd.DataFrame, before: pd.DataFrame, of_all: np.ndarray, decimals: int, names: _Names) -> Iterator[Finding]:
    known_periods = set(zip(before["period_start"], before["period_end"], strict=True))
    new = series[[key not in known_periods for key in zip(series["period_start"], series["period_end"], strict=True)]]
    whole = pd.concat([before, new]).sort_values("period_end").dropna(subset=["value"])
    own = _steps(before)
    steps = own if len(own) >= rules()["least_steps"] else of_all
    if len(steps) < rules()["least_steps"]:
        return
    usual, limit = float(np.median(steps)), max(spread(steps), 10.0**-decimals)
    fresh = set(new["period_end"])
    previous: pd.Series | None = None
    for _, row in whole.iterrows():
        step = 0.0 if previous is None else row["value"] - previous["value"] - usual
        if previous is not None and row["period_end"] in fresh and abs(step) > rules()["jump_spreads"] * limit:
            before_it = said(previous["period_start"].date(), previous["period_end"].date())
            what = f"{names.figure(row)} er {text_of(float(row['value']))} mod {text_of(float(previous['value']))} {before_it}; "
            what += f"det er {text_of(round(abs(step) / limit, 1))} gange seriens sædvanlige udsving"
            yield warning("jump", what, "Se efter hos kilden, at tallet er rigtigt.")
        previous = row


def _unit(series: pd.DataFrame, before: pd.DataFrame, names: _Names) -> Iterator[Finding]:
    old, new = before["value"].dropna().abs(), series["value"].dropna().abs()
    old, new = old[old > 0], new[new > 0]
    if old.empty or new.empty:
        return
    ratio = float(new.median() / old.median())
    for step in _UNIT_STEPS:
        for factor in (step, 1 / step):
            # A whole series that lies so close to a round factor, and outside what was ever held, is another unit.
            if 0.7 < ratio / factor < 1.4 and (new.min() > old.max() or new.max() < old.min()):
                what = f"{names.series(series.iloc[0])} er omkring {text_of(round(max(ratio, 1 / ratio)))} gange "
                what += f"{'højere' if ratio > 1 else 'lavere'} end de tal, monitoren har"
                yield warning("unit_changed", what, "Er enheden en anden? Så ret factor i tilknytningen.")
                return


def _bases(series: pd.DataFrame, before: pd.DataFrame, names: _Names) -> Iterator[Finding]:
    for _, row in series.dropna(subset=["denominator"]).iterrows():
        same = before[(before["period_start"] == row["period_start"]) & (before["period_end"] == row["period_end"])]
        earlier = before[before["period_end"] < row["period_end"]].dropna(subset=["denominator"]).tail(1)
        old = same["denominator"].dropna()
        if len(old) and float(old.iloc[0]) != float(row["denominator"]):
            yield _base(names.figure(row), row, float(old.iloc[0]), ", som monitoren har for samme periode")
        elif old.empty and len(earlier):
            last = float(earlier["denominator"].iloc[0])
            if abs(row["denominator"] - last) > rules()["base_change"] * last:
                yield _base(names.figure(row), row, last, " i perioden før")


def _base(name: str, row: pd.Series, old: float, when: str) -> Finding:
    what = f"grundlaget for {name} er {text_of(float(row['denominator']))} mod {text_of(old)}{when}"
    return warning("denominator_changed", what, "Er området eller gruppen afgrænset anderledes?")


def _revised(series: pd.DataFrame, before: pd.DataFrame, decimals: int, names: _Names) -> Iterator[Finding]:
    both = series.merge(before, on=_KEY, suffixes=("", "_before"))
    for _, row in both.iterrows():
        old, new = row["value_before"], row["value"]
        if pd.isna(old) and pd.isna(new):
            continue
        if pd.isna(old) or pd.isna(new) or abs(old - new) > 0.5 * 10.0**-decimals:
            was, becomes = (text_of(float(one)) if pd.notna(one) else "uden tal" for one in (old, new))
            yield warning("revised", f"{names.figure(row)} var {was} og bliver {becomes}", "Det gamle tal bliver i den gamle version.")


def _shortened(new: pd.DataFrame, held: pd.DataFrame, names: _Names) -> Iterator[Finding]:
    for (indicator_id, area_id), series in new.groupby(_SERIES, sort=False, observed=True):
        before = held[(held["indicator_id"] == indicator_id) & (held["area_id"] == area_id)]
        ends = set(before["period_end"])
        repeated = ends & set(series["period_end"])
        gone = sorted(ends - set(series["period_end"]))
        if repeated and gone and len(series) > 1:
            first, last = (said(day.date(), day.date()) for day in (gone[0], gone[-1]))
            which = f"{first} til {last}" if len(gone) > 1 else first
            what = f"{names.series(series.iloc[0])} mangler {len(gone)} af {len(ends)} perioder, monitoren har ({which})"
            yield warning("series_shortened", what, "De gamle tal bliver stående. Se efter, om kilden har trukket dem tilbage.")


def _areas(new: pd.DataFrame, held: pd.DataFrame, names: _Names) -> Iterator[Finding]:
    for indicator_id, rows in held.groupby("indicator_id", sort=False, observed=True):
        there = set(new.loc[new["indicator_id"] == indicator_id, "area_id"])
        gone = [names.area(area_id) for area_id in sorted(set(rows["area_id"]) - there)]
        if gone:
            shown = ", ".join(gone[:_MOST_AREAS]) + (f" og {len(gone) - _MOST_AREAS} til" if len(gone) > _MOST_AREAS else "")
            what = f"{names.indicator(str(indicator_id))} er i filen uden områder, som monitoren har: {shown}"
            yield warning("area_missing", what, "Se efter, om de er skjult hos kilden, og om tilknytningen kender deres navne.")


class _Names:
    """What a person calls figures, series, indicators and areas."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def indicator(self, indicator_id: str) -> str:
        own = self._known.indicators.get(indicator_id)
        return f"„{own.title}“" if own else indicator_id

    def area(self, area_id: str) -> str:
        return self._known.area_names.get(area_id, area_id)

    def series(self, row: pd.Series) -> str:
        return self._known.named(str(row["indicator_id"]), str(row["area_id"]))

    def figure(self, row: pd.Series) -> str:
        return self._known.named(str(row["indicator_id"]), str(row["area_id"]), row["period_start"].date(), row["period_end"].date())
