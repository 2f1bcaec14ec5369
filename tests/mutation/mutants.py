"""The mutants that mutmut makes of our source, written below mutants/ beside a copy of the repository."""

from __future__ import annotations

import difflib
import hashlib
import json
import shutil
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from mutmut.configuration import config
from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name, mangled_name_from_mutant_name

FOLDER = Path("mutants")
RESULTS, MADE = FOLDER / "results.jsonl", FOLDER / "made"


@dataclass(frozen=True)
class Mutant:
    """One change to one function.

    `key` is mutmut's name of it, `function` the changed function's key in the counts of which test calls what. `change`
    tells mutants apart as long as the line stays as it is, whatever is written above it: "old line -> new line".
    """

    key: str
    module: str
    function: str
    change: str

    @property
    def name(self) -> str:
        """What results and tests/mutation/equivalent.yml know it by."""
        return f"{self.function}: {self.change}"


def make() -> list[Mutant]:
    """Copy the repository to mutants/, with all mutants written into the copies of the mutated files."""
    # Results stay, and the mutants of each file: parsing and printing the files takes a minute.
    for path in FOLDER.glob("*"):
        if path not in (RESULTS, MADE):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(".", FOLDER, ignore=_left_out, dirs_exist_ok=True)
    RESULTS.touch()
    MADE.mkdir(exist_ok=True)
    made = [mutant for pattern in config().only_mutate for path in sorted(Path().glob(pattern)) for mutant in _mutants_of(path)]
    (FOLDER / "mutants.json").write_text(json.dumps([asdict(mutant) for mutant in made]), "utf-8")
    return made


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What lies beside the repository's own files: the environment, caches, builds, recorded state."""
    own = {".git", ".venv", FOLDER.name} if folder == "." else {"build", "register", "state"} if folder == "./data" else set()
    return {name for name in names if name in own or name == "__pycache__" or name.endswith("_cache")}


def read() -> dict[str, Mutant]:
    """The mutants of the last `make`, by key, where the working directory is mutants/."""
    return {row["key"]: Mutant(**row) for row in json.loads(Path("mutants.json").read_text("utf-8"))}


def _mutants_of(path: Path) -> list[Mutant]:
    source = path.read_text("utf-8")
    stored = MADE / f"{hashlib.sha256(f'{path} {source}'.encode()).hexdigest()}.json"
    if not stored.exists():
        made = mutate_file_contents(str(path), source)
        stored.write_text(json.dumps({"code": made.code, "mutants": [asdict(mutant) for mutant in _named(path, made)]}), "utf-8")
    read = json.loads(stored.read_text("utf-8"))
    (FOLDER / path).write_text(read["code"], "utf-8")
    return [Mutant(**row) for row in read["mutants"]]


def _named(path: Path, made: MutatedFile) -> list[Mutant]:
    lines = made.code.splitlines()
    bodies = {name: lines[span.start - 1 : span.end] for name, span in made.line_span_by_function_name.items()}
    found, seen = [], Counter[tuple[str, str]]()
    for name in made.mutant_names:
        function = mangled_name_from_mutant_name(name)
        change = _change(bodies[f"{function}__mutmut_orig"], bodies[name])
        seen[function, change] += 1
        if seen[function, change] > 1:
            change += f" (no. {seen[function, change]})"
        key = get_mutant_name(path, name)
        found.append(Mutant(key, key.rpartition(".")[0], mangled_name_from_mutant_name(key), change))
    return found


def _change(before: list[str], after: list[str]) -> str:
    """The lines that differ, without the `def` line, which names the mutant."""
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "-+" and "__mutmut_" not in line]
    old, new = ([line[2:].strip() for line in lines if line[0] == sign] for sign in "-+")
    return f"{' '.join(old)} -> {' '.join(new)}"
