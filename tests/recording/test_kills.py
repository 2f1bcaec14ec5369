"""An officer's commit killed at random moments: the old version or the new one, never a mixture, and nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KILLS = 8  # `python -m tests.recording.kills 500` does it in earnest


def test_commits_killed_at_random_moments() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.recording.kills", str(KILLS), "3"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["kills"] == KILLS
    # Whatever each kill met, the command has looked at what it left, and the commit after the last one went through.
    assert sum(said["outcomes"].values()) == KILLS
    assert set(said["outcomes"]) <= {"nothing", "whole", "ledger only"}
