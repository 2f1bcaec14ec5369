"""Code an uploaded file of addresses inside the child process of data/child.py; bytes in, bytes out."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa

from geo.batch import Coding, Summary, code_bytes


def payload(content: bytes, name: str, address_column: str | None, sheet: str | None = None) -> bytes:
    """What code() takes."""
    return json.dumps([name, address_column, sheet]).encode() + b"\n" + content


def code(sent: bytes) -> bytes:
    """The coded rows and their summary. Raises GeoError as geo.batch.code_bytes does."""
    head, _, content = sent.partition(b"\n")
    name, address_column, sheet = json.loads(head)
    coding = code_bytes(content, name, address_column, sheet)
    summary = coding.summary
    counts = json.loads(summary.counts.to_json(orient="records"))
    said = {"rows": summary.rows, "statuses": summary.statuses, "reasons": summary.reasons, "counts": counts}
    buffer = io.BytesIO()
    table = pa.Table.from_pandas(coding.rows, preserve_index=False)
    with pa.ipc.new_stream(buffer, table.schema) as stream:
        stream.write_table(table)
    return json.dumps(said).encode() + b"\n" + buffer.getvalue()


def coded(answer: bytes) -> Coding:
    """What code() wrote."""
    head, _, rows = answer.partition(b"\n")
    said = json.loads(head)
    counts = pd.DataFrame(said["counts"]).astype({"count": "Int64"})
    return Coding(pa.ipc.open_stream(rows).read_all().to_pandas(), Summary(said["rows"], said["statuses"], said["reasons"], counts))
