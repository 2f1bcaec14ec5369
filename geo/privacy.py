"""Two rules about people: no CPR numbers come in, no small counts go out."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo import cpr
from geo.columns import find_columns
from geo.errors import GeoError
from geo.plan import area_names, rules


class CprGuard:
    """Watches a table as it streams past; raises GeoError at the first sign of a column of CPR numbers.

    A single number written with its hyphen is enough. Bare digits (a case number may be ten digits) are refused when
    `cpr_share` (rules.yml) of the column's ten-digit cells are valid CPR dates. The message never repeats a number.
    """

    def __init__(self, headings: list[str]) -> None:
        named = find_columns(headings, ["cpr"])
        if named:
            raise _refusal(named["cpr"])
        self._dates: Counter[str] = Counter()
        self._ten_digits: Counter[str] = Counter()

    def check(self, batch: pa.RecordBatch) -> None:
        """Look through every cell of a batch."""
        for heading, column in zip(batch.schema.names, batch.columns, strict=True):
            # The cheap questions first: few cells have a hyphen or are as short as a number.
            hyphened = column.filter(pc.or_(pc.match_substring(column, "-"), pc.match_substring(column, "–")))
            if pc.any(pc.match_substring_regex(hyphened, cpr.WRITTEN)).as_py():
                raise _refusal(heading)
            short = column.filter(pc.less_equal(pc.binary_length(column), cpr.LONGEST_BARE))
            ten_digits = short.filter(pc.match_substring_regex(short, cpr.TEN_DIGITS))
            self._ten_digits[heading] += len(ten_digits)
            self._dates[heading] += pc.sum(pc.match_substring_regex(ten_digits, cpr.BARE)).as_py() or 0
            if self._dates[heading] and self._dates[heading] >= rules()["cpr_share"] * self._ten_digits[heading]:
                raise _refusal(heading)


def _refusal(heading: str) -> GeoError:
    return GeoError(
        f"Filen er afvist: kolonnen „{heading}“ ser ud til at rumme CPR-numre. Adresser kan kodes uden; slet kolonnen og "
        "prøv igen. Intet fra filen er gemt."
    )


def counts_per_area(counts: Counter[str]) -> pd.DataFrame:
    """Counts ready to publish, one row per area in the plan's order.

    Columns: area_id, area_name, count (missing when hidden), status (published, suppressed), note (Danish reason).
    """
    areas = area_names()
    hidden = hidden_areas({area_id: counts[area_id] for area_id in areas})
    rows = [
        {
            "area_id": area_id,
            "area_name": name,
            "count": None if area_id in hidden else counts[area_id],
            "status": "suppressed" if area_id in hidden else "published",
            "note": "Skjult, så ingen kan genkendes i et lille antal." if area_id in hidden else "",
        }
        for area_id, name in areas.items()
    ]
    return pd.DataFrame(rows).astype({"count": "Int64"})


def hidden_areas(counts: Mapping[str, int]) -> set[str]:
    """The areas whose counts must not be shown.

    When one has from 1 to `hidden_count_max` (rules.yml), every count below `hidden_with_it_below` is hidden, zeros too: 1 + 0 + 0
    is 1. Whether that is enough is judged by what a reader of the rest and of the total knows, and by nothing else, so that the choice
    itself tells nothing; when it is not, every area is hidden.
    """
    limit, together = rules()["hidden_count_max"], rules()["hidden_with_it_below"]
    if not any(0 < count <= limit for count in counts.values()):
        return set()
    hidden = {area_id for area_id, count in counts.items() if count < together}
    enough = uncertain(len(hidden), sum(counts[area_id] for area_id in hidden), limit, together - 1)
    return hidden if enough else set(counts)


def uncertain(hidden: int, total: int, limit: int, most: int) -> bool:
    """Whether each of `hidden` counts can still be anything from 0 to `limit`, for somebody who knows that they are at most `most`,
    that they add up to `total`, and that one of them is from 1 to `limit`."""
    others = hidden - 1
    for own in range(limit + 1):
        left = total - own
        if not 0 <= left <= others * most:
            return False
        # Without a small one among the others, they would be none or large: own must be small, or one of them can be made so.
        if own == 0 and not any(0 <= left - small <= (others - 1) * most for small in range(1, limit + 1) if others):
            return False
    return True
