"""What a check found wrong, as a sentence a person can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One offending row: table, key and a Danish sentence that says what, where and what to do."""

    table: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.table} · {self.where}: {self.message}"
