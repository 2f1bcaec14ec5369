"""Office files without the clock: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]{0,200}>)[^<]{0,40}(<)")
_FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold


def stamped(content: bytes, moment: datetime) -> bytes:
    """The file with `moment` as its creation everywhere, also in workbooks inside it."""
    written = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            inside = old.read(item)
            if item.filename.endswith(".xlsx"):
                inside = stamped(inside, moment)
            elif item.filename == "docProps/core.xml":
                inside = _DATED.sub(rb"\g<1>" + written + rb"\g<2>", inside)
            entry = zipfile.ZipInfo(item.filename, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, inside)
    return made.getvalue()
