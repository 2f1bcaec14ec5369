"""What builds of the same input work out again each time, kept for the length of a test run: half of what a build costs.

Comments on tables and columns, a third of the time of writing a file, are written where a test asks for `explained` files.

Each answer is kept under all it depends on, so what a test changes is worked out anew. `forget()` makes the next build work out
everything, where a test is about just that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import build, reading, schema
from data.checks import structure
from data.disclosure import publish, search
from geo import build as geo_build

_comments = schema.comments
_known: dict[tuple[Any, ...], tuple[Any, Any]] = {}
_MOST = 2_000  # some forty versions of all tables


def forget() -> None:
    """The next build works everything out."""
    _known.clear()


def remember(patch: pytest.MonkeyPatch) -> None:
    """Keep text that was read, geometry, checks of tables, and the choice of figures to hide."""
    patch.setattr(schema, "comments", list)
    _keep(patch, build, "read_content", lambda root=build.ROOT: (root, *_state(reading._input_files(root))))
    _keep(patch, geo_build, "geometry_tables", lambda register=geo_build.DEFAULT_REGISTER: _state(geo_build.input_files(register)))
    _keep(patch, structure, "_against_schema", lambda table, frame: (table, id(frame)))
    _keep(patch, publish, "choose", lambda *arguments: tuple(map(_digest, arguments)))
    _keep(patch, search, "solve", lambda task, seconds: (repr(task), seconds > 1))


@contextmanager
def explained() -> Iterator[None]:
    """Files written here have their comments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "comments", _comments)
        yield


def _keep(patch: pytest.MonkeyPatch, module: Any, name: str, key_of: Callable[..., tuple[Any, ...]]) -> None:
    call = getattr(module, name)

    def kept(*arguments: Any) -> Any:
        key = (name, *key_of(*arguments))
        if key not in _known:
            # The arguments are kept too, so that no other frame can get the number of one of them.
            _known[key] = call(*arguments), arguments
            if len(_known) > _MOST:
                del _known[next(iter(_known))]
        return _known[key][0]

    patch.setattr(module, name, kept)


def _state(files: Iterable[Path]) -> tuple[Any, ...]:
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def _digest(value: Any) -> bytes:
    if isinstance(value, pd.DataFrame):
        return _digest([list(value.columns), value.index.tolist(), *(value[column].tolist() for column in value.columns)])
    if isinstance(value, pd.Series):
        return _digest([value.index.tolist(), value.tolist()])
    if isinstance(value, set | frozenset):
        value = sorted(value)
    return repr(value).encode()
