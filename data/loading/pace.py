"""The clock of what runs in the server's own process once a file's cells are out: finding figures in them and giving them meaning.

The cells are few enough and every pattern is linear, so this ends; but it holds the interpreter that all visitors share.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from data.loading.findings import Refused, error

T = TypeVar("T")


class Pace:
    """Processor seconds of this thread that one file may take; waiting for others does not count."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.thread_time() + seconds

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items one by one. Raises Refused once the time is up."""
        for item in items:
            if time.thread_time() > self._until:
                what = f"filen tog mere end {self.seconds:g} sekunder at læse med tilknytningen"
                raise Refused(error("limit", what, "Gem tabellen alene i en ny fil, vælg færre tal, eller forenkl tilknytningens mønstre."))
            yield item
