"""What a page hands to the framework as Markdown, and whether a hostile text in it would be more than its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

LINK = "[Log ind her](https://evil.example) https://evil.example www.evil.example anna@evil.example <b>x</b> :red[x] $x$"
# What the framework shows as it stands or not at all; every other string of every element and block counts as Markdown.
_PLAIN = {
    "Html.body", "Selectbox.options", "MultiSelect.options", "TextInput.default", "TextInput.value", "TextArea.default",
    "TextArea.value", "VegaLiteChart.spec", "VegaLiteChart.alt", "DeckGlJsonChart.json", "DeckGlJsonChart.tooltip",
}  # fmt: skip
_PLAIN_NAMES = {"id", "form_id", "raw_value", "raw_values", "placeholder", "url", "name"}


def _strings(message: Any, path: str) -> Iterator[str]:
    for about, value in message.ListFields():
        place = f"{path}.{about.name}"
        parts = value if about.is_repeated else [value]
        if place in _PLAIN or about.name in _PLAIN_NAMES:
            continue
        if about.type == about.TYPE_STRING:
            yield from parts
        elif about.message_type and not about.message_type.GetOptions().map_entry:
            for part in parts:
                yield from _strings(part, about.message_type.name)


def markdown(app: AppTest) -> Iterator[str]:
    """Every text of the page that the framework may read as Markdown: bodies, labels, options, helps, names of tabs and expanders."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is not None and hasattr(proto, "ListFields"):
            yield from _strings(proto, proto.DESCRIPTOR.name)


def is_markup(text: str) -> bool:
    """Whether any part of LINK could be more than its letters."""
    return bool(re.search(r"https?://evil|www\.evil|\w@evil|(?<!\\)(?:\[Log|<b>|:red|\$x)", text))
