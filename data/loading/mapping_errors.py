"""What is wrong with a mapping, one Danish sentence per field."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

_SENTENCES = {
    "missing": "mangler. Tilføj feltet.",
    "extra_forbidden": "er ikke et felt. Ret stavningen, eller fjern det.",
    "string_type": "skal være tekst. Sæt anførselstegn om.",
    "int_type": "skal være et helt tal.",
    "int_parsing": "skal være et helt tal.",
    "float_type": "skal være et tal.",
    "float_parsing": "skal være et tal.",
    "bool_type": "skal være true eller false.",
    "bool_parsing": "skal være true eller false.",
    "list_type": "skal være en liste.",
    "dict_type": "skal være felter med værdier.",
    "model_type": "skal være felter med værdier.",
}


def problems(error: ValidationError) -> list[str]:
    """Sentences for whoever edits the mapping, in the order of the fields."""
    sentences: dict[str, None] = {}
    for found in error.errors(include_url=False):
        # A field of several allowed shapes fails once for each; the shape's own name is no part of the field.
        place = ".".join(str(part) for part in found["loc"] if not str(part).startswith(("literal[", "list[", "dict[", "function-")))
        sentences[f"{place} {_said(found)}" if place else f"{_said(found)}"] = None
    return list(sentences)


def _said(found: Any) -> str:
    kind, context = found["type"], found.get("ctx") or {}
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind == "literal_error":
        return f"er „{found['input']}“, men skal være {context['expected'].replace(' or ', ' eller ')}."
    if kind == "value_error":
        return f"{context['error']}."
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return f"skal være {'mindst' if 'ge' in context else 'højst'} {limit}."
    if kind == "string_pattern_mismatch":
        return f"er „{found['input']}“, som ikke har den rette form (små bogstaver a-z, tal og understreg)."
    return f"kan ikke bruges som „{found['input']}“."
