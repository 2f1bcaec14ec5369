"""From a file that was read to a release."""

from __future__ import annotations

import pandas as pd

from data import schema
from data.releases import loads
from tests.loading import makers


def test_a_baseline_loaded_anew_stays_a_baseline() -> None:
    reading = makers.read(makers.plain_table("Vangdalen;2024;40,1", "Gl. Jennumparken;2024;38,2"), makers.mapping())
    assert reading.ok, reading.findings
    row = reading.observations.iloc[0].to_dict()
    held = schema.cast("observation", pd.DataFrame([{**row, "role": "baseline", "period_start": row["period_start"].date().isoformat(),
                                                     "period_end": row["period_end"].date().isoformat()}]))  # fmt: skip
    draft = loads.draft_of(reading, "officer", held)
    assert [change.row.get("role") for change in draft.changes if change.table == "observation"] == ["baseline", None]
    assert (draft.kind, draft.file_sha256) == ("import", reading.sha256)
