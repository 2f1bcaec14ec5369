"""What the cells of a file mean, as data: one YAML file per kind of file, checked field by field.

docs/loading.md describes the fields for whoever writes one. Shipped mappings lie in data/mappings/; those an officer
has changed are kept beside what officers record and go before the shipped ones.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from data.loading import patterns
from data.loading.mapping_errors import problems
from data.loading.mapping_parts import (
    Blocks,
    Mark,
    Measure,
    NewIndicator,
    PeriodRule,
    Target,
    Template,
    TemplateField,
    Text,
    Unused,
    bare,
    expectation,
)  # fmt: skip
from data.loading.rules import rules
from data.paths import ROOT, state_folder

SHIPPED = ROOT / "mappings"
Format = Literal["excel", "csv", "jsonstat", "jobindsats", "uddannelsesstatistik", "postgres"]
# What a missing figure says of itself when the mapping has no words of its own.
STATUS_NOTES: dict[str, str] = {
    "suppressed": "Skjult af kilden, fordi der er få personer.",
    "not_published": "Ikke offentliggjort af kilden.",
    "not_collected": "Ikke opgjort af kilden.",
    "unreadable": "Kan ikke læses hos kilden.",
}
_DEEPEST = 10
_SLUG = re.compile(r"[a-z][a-z0-9_-]{1,60}")


class MappingError(ValueError):
    """A mapping that cannot be used; `problems` has one Danish sentence per field."""

    def __init__(self, name: str, sentences: list[str]) -> None:
        self.problems = sentences
        super().__init__(f"Tilknytningen „{name}“ kan ikke bruges: {' '.join(sentences)}")


class Mapping(BaseModel):
    """One kind of file. See docs/loading.md for what each field means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    about: str = ""
    layout_known: bool = True
    format: Format
    source_id: str
    source_place: str = "{title}"
    # How the file is written
    sheets: list[Text] = ["*"]
    encoding: Literal["detect", "utf-8", "cp1252", "utf-16"] = "detect"
    delimiter: Literal["detect", ";", ",", "\t", "|"] = "detect"
    decimal: Literal["detect", ",", "."] = "detect"
    relation: str | None = None
    # Where the table stands
    header_row: int | None = Field(default=None, ge=1)
    header_rows: int = Field(default=1, ge=1, le=5)
    blocks: Blocks | None = None
    fill_down: list[Text] = []
    ignore_rows: list[str] = Field(default=[], max_length=50)
    only: dict[Text, list[Text]] = {}
    unused: dict[Text, Unused] = {}
    # What stands where
    area: Text
    period: PeriodRule
    indicator: Text
    figures: Literal["others"] | list[Text] | dict[Measure, Text]
    measure: Text | None = None
    measures: dict[Text, Measure | None] = {}
    note: Text | None = None
    # What the texts mean
    areas: dict[Text, str | None] = {}
    other_areas: Literal["error", "skip"] = "error"
    indicator_map: dict[Text, Target | None]
    other_indicators: Literal["error", "skip"] = "error"
    marks: dict[Text, Mark] = {}
    indicators: list[NewIndicator] = []

    @field_validator("period", mode="before")
    @classmethod
    def _short_period(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"text": value}

    @field_validator("unused", mode="before")
    @classmethod
    def _short_unused(cls, value: Any) -> Any:
        return {key: expectation(one) for key, one in value.items()} if isinstance(value, dict) else value

    @field_validator("fill_down", "only", "unused")
    @classmethod
    def _bare_names(cls, value: Any) -> Any:
        """{B} and B are the same column."""
        if isinstance(value, dict):
            return {bare(name): one for name, one in value.items()}
        return [bare(name) for name in value]

    @field_validator("indicator_map", mode="before")
    @classmethod
    def _short_targets(cls, value: Any) -> Any:
        return {key: {"id": one} if isinstance(one, str) else one for key, one in value.items()} if isinstance(value, dict) else value

    @field_validator("marks", mode="before")
    @classmethod
    def _short_marks(cls, value: Any) -> Any:
        return {key: {"status": one} if isinstance(one, str) else one for key, one in value.items()} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _whole(self) -> Mapping:
        if not _SLUG.fullmatch(self.name):
            raise ValueError("name må kun rumme små bogstaver a-z, tal, bindestreg og understreg")
        for pattern in (self.period.pattern, self.blocks and self.blocks.starts, self.blocks and self.blocks.ends, *self.ignore_rows):
            patterns.compiled(pattern or "")
        if self.period.pattern and patterns.compiled(self.period.pattern).groups != 1:
            raise ValueError("period.pattern skal have netop én parentes om det, der er perioden")
        if isinstance(self.figures, dict) and "value" not in self.figures:
            raise ValueError("figures skal sige, i hvilken kolonne value står")
        if self.format == "postgres" and not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)?", self.relation or ""):
            raise ValueError("relation skal være navnet på en tabel eller et view, evt. med skema foran (bosoc.noegletal)")
        return self

    def template(self, field: TemplateField) -> Template:
        """A field as text to fill in; empty when the mapping leaves it out."""
        return Template(self.period.text if field == "period" else getattr(self, field) or "")

    @property
    def columns(self) -> list[str]:
        """Every column the mapping needs, each once."""
        named = [name for field in get_args(TemplateField) for name in self.template(field).names]
        return list(dict.fromkeys([*named, *self.only, *self.fill_down]))


def parse_mapping(text: str, name: str) -> Mapping:
    """The mapping that a YAML text says; `name` is the file's stem. Raises MappingError with every wrong field."""
    try:
        _refuse_bombs(text, name)
        fields = yaml.safe_load(text)
    # A whole number of 5,000 digits or the 31 February is a ValueError.
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, MappingError):
            raise
        place = getattr(error, "problem_mark", None)
        where = f" i linje {place.line + 1}" if place else ""
        raise MappingError(name, [f"Teksten er ikke YAML{where}. Se efter indrykning, kolon og anførselstegn."]) from error
    if not isinstance(fields, dict):
        raise MappingError(name, ["Teksten skal bestå af felter, „felt: værdi“ på hver linje."])
    return mapping_of({**fields, "name": name})


def _refuse_bombs(text: str, name: str) -> None:
    """Refuse what makes a short text long or deep: a mapping needs neither (aliases and merges grow by the power of their number)."""
    if len(text) > rules()["mapping_characters"]:
        raise MappingError(name, [f"Teksten er på {len(text)} tegn; en tilknytning må højst være på {rules()['mapping_characters']}."])
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            where = f"henviser til et andet sted med „*{event.anchor}“"
            raise MappingError(name, [f"Teksten {where}. Skriv det ud, hvor det skal gælde."])
        if depth > _DEEPEST:
            raise MappingError(name, [f"Teksten er indrykket i mere end {_DEEPEST} led. En tilknytning har højst fire."])


def mapping_of(fields: dict[str, Any]) -> Mapping:
    """The mapping with these fields. Raises MappingError with every wrong field."""
    try:
        return Mapping.model_validate(fields)
    except ValidationError as error:
        raise MappingError(str(fields.get("name", "")), problems(error)) from error


def own_folder() -> Path:
    """Where mappings that an officer has saved are kept."""
    return state_folder() / "mappings"


def mapping_names(own: Path | None = None) -> list[str]:
    """Names of all mappings, the officer's own and the shipped ones."""
    folders = (own or own_folder(), SHIPPED)
    return sorted({path.stem for folder in folders for path in folder.glob("*.yml")})


def mapping_text(name: str, own: Path | None = None) -> str:
    """The YAML of a mapping. Raises MappingError for a name that is none."""
    for folder in (own or own_folder(), SHIPPED):
        if name in {path.stem for path in folder.glob("*.yml")}:
            return (folder / f"{name}.yml").read_text("utf-8")
    raise MappingError(name, [f"Den findes ikke. Kendte er: {', '.join(mapping_names(own))}."])


def load_mapping(name: str, own: Path | None = None) -> Mapping:
    """A saved or shipped mapping. Raises MappingError."""
    return parse_mapping(mapping_text(name, own), name)


def save_mapping(text: str, name: str, own: Path | None = None) -> Path:
    """Keep a mapping as the officer's own, after checking it. Raises MappingError and writes nothing then."""
    parse_mapping(text, name)
    folder = own or own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.yml"
    unfinished = target.with_suffix(".part")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(target)
    return target
