"""Names and texts of the database in the language of the screen."""

from __future__ import annotations

import pandas as pd

from pages.kit import language

# Words as somebody printed or wrote them stay as they are; keys are not words, and a season is a key.
_AS_WRITTEN = {"season", "printed", "comment", "headline", "decision", "street"}


def translated(answer: pd.DataFrame) -> pd.DataFrame:
    """The answer with every text that has a translation translated; the same frame in Danish.

    Texts are found by their whole wording (queries/translatable_texts.sql), so keys and figures stay as they are.
    """
    if language.current() == language.DANISH:
        return answer
    words = {
        column: answer[column].map({text: language.tr(text) for text in answer[column].dropna().unique()}, na_action="ignore")
        for column in answer.columns
        if column not in _AS_WRITTEN and not column.endswith("_id") and pd.api.types.is_string_dtype(answer[column])
    }
    # The type of the column stays that of the boundary (queries/connection.py).
    return answer.assign(**{column: values.astype(answer[column].dtype) for column, values in words.items()})
