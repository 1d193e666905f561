"""Wins: what went well, noted so that it can be told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypedDict, Unpack

from remoteos.domain.captures import Capture
from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.focus import Block, current
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Visibility
from remoteos.domain.text import quoted
from remoteos.services.captures import new_capture
from remoteos.services.desk import Desk
from remoteos.services.following import links_following

LOOKED_BACK = timedelta(days=90)
"""How far back a list goes when nothing was said."""


class WinFields(TypedDict, total=False):
    """What can be said of a win; what is left out stays as it is."""

    text: str
    visibility: Visibility


def add(
    desk: Desk,
    text: str,
    outcome: str | None = None,
    *,
    day: date | None = None,
    visibility: Visibility | None = None,
) -> Capture:
    """Note a win, for the outcome with this id if one is given, on today unless an earlier day is.

    One of today belongs to the block that is open, too. Raises Refused for a day that is still to come.
    """
    today = desk.today
    if day is not None and day > today:
        raise Refused(f"{day} is still to come: a win is noted once it is there. Nothing was changed.")
    block = current(desk.store.all(Block)) if day in (None, today) else None
    win = new_capture(desk, text, "win", block=block, day=day)
    outcome_id = desk.store.find(Outcome, outcome).id if outcome else None
    win = replace(win, outcome_id=outcome_id, visibility=visibility or win.visibility)
    desk.store.commit(f"note the win “{text}”", [win], at=desk.now)
    return win


def edit(desk: Desk, which: str, outcome: str | None = None, **fields: Unpack[WinFields]) -> Capture:
    """Change a win; an empty ``outcome`` leaves it with that of its block. Its evidence follows it."""
    with desk.store.locked():
        before = find(desk, which)
        win = replace(before, **fields)
        if outcome is not None:
            win = replace(win, outcome_id=desk.store.find(Outcome, outcome).id if outcome else None)
        links = links_following(desk, [win], before.visibility, win.visibility)
        desk.store.commit(f"edit the win “{win.text}”", [win, *links], at=desk.now)
    return win


def find(desk: Desk, which: str) -> Capture:
    """The win that ``which`` names; raises NotFound for anything else that was noted."""
    try:
        found = desk.store.find(Capture, which)
    except NotFound:
        raise NotFound(f"No win has an id that begins or ends with {quoted(which)}.") from None
    if found.kind != "win":
        raise NotFound(f'"{found.text}" was noted as {found.kind}, not as a win.')
    return found


def listed(desk: Desk, since: date | None = None) -> tuple[Capture, ...]:
    """The wins of a day and all after it, the newest first; of the last 90 days unless one is given."""
    first = since or desk.today - LOOKED_BACK
    found = (one for one in desk.store.since(Capture, first) if one.kind == "win" and one.day >= first)
    return tuple(sorted(found, key=lambda win: (win.day, win.created_at), reverse=True))


def outcome_of(desk: Desk, win: Capture) -> Outcome | None:
    """The outcome that a win belongs to: its own, or else that of the block it was noted in."""
    identity = win.outcome_id
    if identity is None and win.block_id:
        block = desk.store.get(Block, win.block_id)
        identity = block.outcome_id if block else None
    return desk.store.get(Outcome, identity) if identity else None
