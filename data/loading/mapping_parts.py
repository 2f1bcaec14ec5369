"""The parts of a mapping: what a template, a period, a mark or an unused column says. docs/loading.md describes them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from data.loading.periods import KIND_WORDS

Measure = Literal["value", "numerator", "denominator"]
Status = Literal["zero", "suppressed", "not_published", "not_collected", "unreadable"]
ReadAs = Literal["first_day", "last_day", "last_of_twelve_months"]
TemplateField = Literal["area", "period", "indicator", "measure", "note", "source_place"]
Unit = Literal["percent", "count", "per_1000", "grade", "days", "dkk", "percent_change", "rank", "ratio"]
_SPECIAL = re.compile(r"sheet|title|file|heading[1-9]?")
_PART = re.compile(r"\{([^{}]*)\}")

# A bare 730 or 2024 in YAML is a number, but the text of a cell all the same.
Text = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) and not isinstance(value, bool) else value)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Template(str):
    """Text with {column}, {sheet}, {title}, {file}, {heading} or {heading1} in it; the rest stands as it is.

    {Område|Area} is the first of the two columns that is there; {B} is the column with that letter when none is called so.
    """

    @property
    def names(self) -> list[str]:
        """The columns it takes from a row."""
        return [part for part in _PART.findall(self) if not _SPECIAL.fullmatch(part)]

    def filled(self, values: dict[str, str]) -> str:
        """The text with its parts put in; `values` by column or special name."""
        return " ".join(_PART.sub(lambda part: values.get(part[1], ""), self).split())


class PeriodRule(_Part):
    """How a period is written: where it stands, the part of the text that is the period, what it stands for."""

    text: Text
    pattern: str | None = None
    read_as: ReadAs | None = None


class Blocks(_Part):
    """Several tables below each other on one sheet: each begins under a row that matches `starts`."""

    starts: str
    ends: str | None = None


class Target(_Part):
    """The monitor's indicator for a text of the file; the file's number times `factor` is in `unit`.

    `read_as` goes before the one of the period, for files with several kinds of figures.
    """

    id: str
    unit: Unit | None = None
    factor: float = 1.0
    read_as: ReadAs | None = None


class Mark(_Part):
    """What a sign in the place of a number means."""

    status: Status
    note: str | None = None


class Unused(_Part):
    """What a column that is no part of a figure's name may hold, so that one part is never taken for the whole.

    total: rows of the total count, and every figure must have one. single: one value, the same in all rows; named in
    `values`, or else said aloud. sum: the rows are parts and are added up. ignore: it divides nobody (a remark, another
    measure). `values` are further words for the total, or the one value allowed.
    """

    expect: Literal["total", "single", "sum", "ignore"]
    values: list[Text] = []


class NewIndicator(_Part):
    """An indicator that the load brings along, with the fields of table indicator."""

    indicator_id: str = Field(pattern=r"^[a-z][a-z0-9_]{2,80}$")
    goal_id: str | None = None
    topic: str
    title: str
    short_title: str
    definition: str
    population: str
    unit: Unit
    decimals: int = Field(ge=0, le=3)
    direction: Literal["up", "down", "none"]
    period_kind: str
    measurement: Literal["register", "survey", "registration"]
    source_id: str
    method_note: str | None = None
    comparable_with: list[str] = []

    @field_validator("period_kind")
    @classmethod
    def _known_kind(cls, value: str) -> str:
        if value not in KIND_WORDS:
            raise ValueError(f"skal være en af {', '.join(KIND_WORDS)}")
        return value


def bare(name: str) -> str:
    """A column's name without the braces of a template."""
    return name[1:-1] if name.startswith("{") and name.endswith("}") else name


def expectation(value: Any) -> Any:
    """`total`, or `{total: [words]}`, as the fields of Unused."""
    if isinstance(value, str):
        return {"expect": value}
    if isinstance(value, dict) and len(value) == 1 and "expect" not in value:
        ((expect, words),) = value.items()
        return {"expect": expect, "values": words}
    return value
