"""The questions as text: one file per question in this folder, and the parameters it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

QUESTIONS = Path(__file__).resolve().parent


class UnknownQuestionError(Exception):
    """A question that has no file in queries/."""


@cache
def sql_of(question: str) -> str:
    """The text of a question. Raises UnknownQuestionError."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", question):
        raise UnknownQuestionError(question)
    path = QUESTIONS / f"{question}.sql"
    if not path.exists():
        raise UnknownQuestionError(question)
    return path.read_text("utf-8")


@cache
def parameters_of(sql: str) -> tuple[str, ...]:
    """Names of the parameters ($name) outside comments."""
    code = re.sub(r"--.*", "", sql)
    return tuple(dict.fromkeys(re.findall(r"\$([a-z_]+)", code)))


def questions() -> list[str]:
    """Names of all questions."""
    return sorted(path.stem for path in QUESTIONS.glob("*.sql"))
