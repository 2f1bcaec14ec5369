"""Looking one address up."""

from dataclasses import dataclass
from typing import Literal

from geo.coder import plan_coder
from geo.plan import AddressRange, area_names, plan_ranges


@dataclass(frozen=True)
class Located:
    """The answer to one address.

    `status` is inside, outside or unreadable; `reason` is the code of reasons.yml and `note` says it in Danish, with `plan`,
    the printed text or the letters it speaks of. `area_id`, `area_name` and `matched` are set
    for an address inside; `street` (as we show it), `number`, `letter` and `postcode` as far as they could be read.
    """

    status: Literal["inside", "outside", "unreadable"]
    reason: str
    note: str
    plan: str | None
    area_id: str | None
    area_name: str | None
    matched: AddressRange | None
    street: str | None
    number: int | None
    letter: str | None
    postcode: int | None


def locate(text: str) -> Located:
    """Find the area of an address as people write it: 'Falkevej 7, 2. tv, 8930 Randers NØ'."""
    row = plan_coder().code([text]).to_pylist()[0]
    matched = next((item for item in plan_ranges() if item.range_id == row["range_id"]), None)
    return Located(
        status=row["status"],
        reason=row["reason"],
        note=row["note"],
        plan=row["plan"],
        area_id=row["area_id"],
        area_name=area_names().get(row["area_id"]),
        matched=matched,
        street=row["plan_street"],
        number=row["number"],
        letter=row["letter"],
        postcode=row["postcode"],
    )
