"""A figure on its way in: what it is of, what its cell says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.loading.breakdowns import Part
from data.loading.findings import Place
from data.loading.layout import RawFigure
from data.loading.mapping_parts import Target
from data.loading.periods import Period


@dataclass(frozen=True)
class Answer:
    """What a cell says: a value, or a status with its reason."""

    value: float | None
    status: str
    note: str | None
    printed: str


@dataclass(frozen=True)
class Figure:
    """One figure of one known indicator, area and period, with its place in the file."""

    indicator_id: str
    area_id: str
    start: date
    end: date
    measure: str
    answer: Answer
    note: str
    source_place: str
    place: Place
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Located:
    """A raw figure of which is known what it is of."""

    raw: RawFigure
    target: Target
    area: str
    period: Period
    measure: str

    @property
    def of(self) -> tuple[str, str, date, date, str]:
        """Indicator, area, period and measure."""
        return self.target.id, self.area, self.period.start, self.period.end, self.measure

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the columns say that name no figure."""
        return self.raw.parts

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.raw.place
