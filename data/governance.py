"""Bodies, their seats and the roles of the preparedness plan, as rows: roles and organisations, never persons."""

from __future__ import annotations

from typing import Any

SEPARATOR = "|"
_LISTS = ("agenda", "inputs", "decides")
Rows = list[dict[str, Any]]


def bodies(entries: dict[str, Any], stamp: dict[str, str]) -> Rows:
    """Rows of `meeting_body` from meetings.yml; a body belongs to the plan of the meetings in the file."""
    plan_id = _plan(entries)
    return [
        {**body, **stamp, "plan_id": plan_id} | {name: SEPARATOR.join(body.get(name) or []) or None for name in _LISTS}
        for body in entries.get("bodies") or []
    ]


def members(entries: dict[str, Any]) -> Rows:
    """Rows of `body_member` from meetings.yml."""
    plan_id = _plan(entries)
    return [
        {**member, "plan_id": plan_id, "body": body["body"], "seat": seat}
        for body in entries.get("bodies") or []
        for seat, member in enumerate(body.get("members") or [], start=1)
    ]


def _plan(entries: dict[str, Any]) -> str | None:
    return next((str(meeting["plan_id"]) for meeting in entries["meetings"]), None)


def preparedness_roles(entries: dict[str, Any], stamp: dict[str, str]) -> Rows:
    """Rows of `preparedness_role` from preparedness.yml."""
    kinds: dict[str, Rows] = {
        "participant": entries.get("participants") or [],
        "ad_hoc": [{"role": role} for role in entries.get("ad_hoc") or []],
        "duty": [{"role": duty["who"], "does": duty["does"]} for duty in entries.get("duties") or []],
        "press": entries.get("press_contacts") or [],
        "rule": [
            {"role": heading, "does": entries[key]}
            for key, heading in (("evaluation", "Evaluering"), ("information_sharing", "Deling af oplysninger"))
            if entries.get(key)
        ],
    }
    return [{**row, **stamp, "kind": kind, "place": place} for kind, rows in kinds.items() for place, row in enumerate(rows, start=1)]
