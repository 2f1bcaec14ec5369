"""What speaks against a file, as sentences a person can act on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from data.loading.rules import rules

Level = Literal["error", "warning"]

# Every kind of finding with its Danish name, the worst first: what must not come in at all, what stops the whole file,
# then single cells, then what is only odd.
KINDS = {
    "cpr": "Personnumre",
    "person_rows": "Rækker om enkeltpersoner",
    "macro": "Makroer",
    "external_link": "Henvisninger til andre filer",
    "zip_bomb": "Pakket for tæt",
    "too_large": "For stor",
    "limit": "Kunne ikke læses inden for grænserne",
    "encrypted": "Beskyttet med adgangskode",
    "legacy_format": "Gammelt eller andet filformat",
    "not_the_format": "Ikke det ventede format",
    "broken_file": "Beskadiget fil",
    "empty_file": "Tom fil",
    "encoding": "Tegnsæt",
    "source": "Kilde",
    "formula": "Formler",
    "sheet_missing": "Ark mangler",
    "block_missing": "Tabel mangler",
    "delimiter": "Skilletegn",
    "heading_missing": "Kolonne mangler",
    "heading_twice": "Samme overskrift to gange",
    "heading_empty": "Overskrift mangler",
    "merged_cells": "Sammenflettede celler",
    "uneven_row": "Ujævn række",
    "repeated_name": "Navn gentaget",
    "nothing_read": "Ingen tal",
    "decimal_mixed": "To slags decimaltegn",
    "decimal_unclear": "Decimaltegn",
    "unknown_indicator": "Ukendt indikator",
    "indicator_field": "Ny indikator",
    "unknown_area": "Ukendt område",
    "unknown_measure": "Ukendt slags tal",
    "date_as_number": "Dato gemt som tal",
    "unreadable_period": "Periode",
    "period_kind": "Periodetype",
    "number_as_date": "Tal gemt som dato",
    "excel_error": "Fejl i Excel",
    "unreadable_number": "Tal, der ikke kan læses",
    "empty_cell": "Tom celle",
    "unit": "Enhed",
    "not_whole": "Antal med decimaler",
    "share_above_100": "Andel over 100",
    "out_of_range": "Uden for det mulige",
    "base_not_positive": "Grundlag",
    "numerator_above_denominator": "Tæller over nævner",
    "share_mismatch": "Andel passer ikke med antal",
    "breakdown": "En del af det hele",
    "duplicate_key": "Samme tal to gange",
    "unit_changed": "Ændret enhed",
    "jump": "Spring",
    "denominator_changed": "Ændret grundlag",
    "series_shortened": "Kortere serie",
    "area_missing": "Område mangler",
    "revised": "Revideret tal",
    "one_part": "Kun én del",
    "unused_column": "Kolonne bruges ikke",
    "future_period": "Periode i fremtiden",
    "hidden_sheet": "Skjult ark",
    "hidden_rows": "Skjulte rækker eller kolonner",
    "formula_elsewhere": "Formler på andre ark",
    "area_skipped": "Område sprunget over",
    "indicator_skipped": "Tal sprunget over",
}  # fmt: skip
_ORDER = {kind: number for number, kind in enumerate(KINDS)}
# Nothing of a file with one of these is shown or kept.
REFUSALS = frozenset({"cpr", "person_rows"})


@dataclass(frozen=True)
class Place:
    """Where in the file: sheet (or file), row as the file counts it, column by heading or letter."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = []
        if self.sheet is not None:
            parts.append(f"ark „{self.sheet}“")
        if self.row is not None:
            parts.append(f"række {self.row}")
        if self.column is not None:
            parts.append(f"kolonne {self.column}" if len(self.column) <= 2 else f"kolonnen „{self.column}“")
        return ", ".join(parts)


@dataclass(frozen=True)
class Finding:
    """One thing wrong or odd. `what` is the sentence's predicate, with the value in front when there is one.

    `kind` is one of KINDS; `remedy` is a sentence of its own that says what to do.
    """

    level: Level
    kind: str
    what: str
    remedy: str
    place: Place = field(default_factory=Place)
    value: str | None = None

    def __str__(self) -> str:
        said = f"„{self.value}“ {self.what}" if self.value is not None else self.what
        where = str(self.place)
        sentence = f"{where}: {said}" if where else said
        return f"{sentence[0].upper()}{sentence[1:]}. {self.remedy}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for the way out of the child process."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Finding:
        """The finding that as_dict made."""
        return cls(**{**fields, "place": Place(**fields["place"])})


class Refused(ValueError):  # an outcome, not a fault
    """A file that cannot be read any further; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


def error(kind: str, what: str, remedy: str, place: Place | None = None, value: str | None = None) -> Finding:
    """A finding that stops the load."""
    return Finding("error", kind, what, remedy, place or Place(), value)


def warning(kind: str, what: str, remedy: str, place: Place | None = None, value: str | None = None) -> Finding:
    """A finding that a person must look at and may accept."""
    return Finding("warning", kind, what, remedy, place or Place(), value)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, worse kinds before others, then as they stand in the file; long rows of one kind counted."""
    by_kind: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for found in dict.fromkeys(findings):
        by_kind[found.level, found.kind].append(found)
    most = rules()["findings_of_a_kind"]
    ordered = []
    for level, kind in sorted(by_kind, key=lambda key: (key[0] != "error", _ORDER[key[1]])):
        same = by_kind[level, kind]
        same.sort(key=lambda one: (one.place.sheet or "", one.place.row or 0))
        ordered += same[:most]
        if len(same) > most:
            more = f"yderligere {len(same) - most} af samme slags ({KINDS[kind].lower()}) er ikke vist"
            ordered.append(Finding("error" if level == "error" else "warning", kind, more, "Ret de viste, og indlæs igen."))
    return ordered
