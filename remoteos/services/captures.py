"""Captures and open loops: noting something in passing, and deciding it later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from remoteos.domain import captures as rules
from remoteos.domain.captures import Capture, CaptureKind, LoopDecision, Way
from remoteos.domain.focus import Block, Source, current
from remoteos.domain.record import Record, Visibility
from remoteos.services.desk import Desk

if TYPE_CHECKING:
    from remoteos.domain.asks import AskKind

SCHEDULED_S = 25 * 60
"""How long a scheduled loop is planned to take when nothing was said: a short block."""


class Decided(NamedTuple):
    """An open loop that was decided, and the record it became."""

    capture: Capture
    became: Record


def new_capture(
    desk: Desk,
    text: str,
    kind: CaptureKind,
    *,
    source: Source | None = None,
    promise: str = "",
    block: Block | None = None,
    day: date | None = None,
) -> Capture:
    """A capture of now, of today unless another workday is meant, that is not saved yet."""
    return Capture(
        **desk.birth(),
        visibility=rules.visibility_of(kind),
        day=day or desk.today,
        kind=kind,
        text=text,
        source=source,
        promise=promise,
        block_id=block.id if block else None,
    )


def capture(
    desk: Desk,
    text: str,
    kind: CaptureKind = "loop",
    *,
    source: Source | None = None,
    day: date | None = None,
    visibility: Visibility | None = None,
) -> Capture:
    """Note something in passing, linked to the block that is open; on today unless a day is given."""
    new = new_capture(desk, text, kind, source=source, block=current(desk.store.all(Block)), day=day)
    new = replace(new, visibility=visibility or new.visibility)
    desk.store.commit(f"capture “{text}”", [new], at=desk.now)
    return new


def open_loops(desk: Desk) -> tuple[Capture, ...]:
    """The captures that still need a decision, those carried most often first, then the oldest."""
    loops = (known for known in desk.store.all(Capture) if known.is_open)
    return tuple(sorted(loops, key=lambda loop: (-loop.rolls, loop.created_at)))


def noted_in(desk: Desk, noted: Capture) -> Block | None:
    """The block in which something was noted; None without one, and when it is long archived."""
    return next((block for block in desk.store.all(Block) if block.id == noted.block_id), None)


def done(desk: Desk, which: str) -> Decided:
    """It was done on the spot: it belongs to today."""
    return _decide(desk, which, "do", lambda _: desk.workday_or_new(desk.today))


def let_go(desk: Desk, which: str, reason: str = "") -> Decided:
    """Let it go, with a reason if there is one."""
    return _decide(desk, which, "drop", lambda _: desk.workday_or_new(desk.today), reason)


def schedule(
    desk: Desk, which: str, day: date, at: datetime | None = None, minutes: int | None = None
) -> Decided:
    """Plan it for another day or time: it becomes a planned block."""
    length = SCHEDULED_S if minutes is None else minutes * 60
    return _decide(
        desk,
        which,
        "schedule",
        lambda loop: Block(
            **desk.birth(),
            visibility=loop.visibility,
            day=day,
            intention=loop.text,
            planned_s=length,
            planned_at=at,
        ),
    )


def ask(
    desk: Desk,
    which: str,
    asked_of: str,
    *,
    kind: "AskKind" = "help",
    needed_by: date | None = None,
    cost: str = "",
    visibility: Visibility = "manager",
) -> Decided:
    """Ask someone: it becomes an ask in the ledger, for the manager to see unless told otherwise."""
    from remoteos.domain.asks import Ask, AskEvent  # 2 ms that a capture does not pay

    return _decide(
        desk,
        which,
        "ask",
        lambda loop: Ask(
            **desk.birth(),
            visibility=visibility,
            text=loop.text,
            asked_of=asked_of,
            kind=kind,
            needed_by=needed_by,
            cost=cost,
            events=(AskEvent(kind="raised", at=desk.now),),
        ),
    )


def outcome(
    desk: Desk,
    which: str,
    *,
    done_when: str = "",
    goal: str | None = None,
    visibility: Visibility = "manager",
) -> Decided:
    """Turn it into an outcome to answer for, for the manager to see unless told otherwise."""
    from remoteos.domain.outcomes import Goal, Outcome  # 3 ms that a capture does not pay

    goal_id = desk.store.find(Goal, goal).id if goal else None
    return _decide(
        desk,
        which,
        "outcome",
        lambda loop: Outcome(
            **desk.birth(), visibility=visibility, title=loop.text, done_when=done_when, goal_id=goal_id
        ),
    )


def _decide(
    desk: Desk, which: str, way: Way, become: Callable[[Capture], Record], reason: str = ""
) -> Decided:
    """Decide a loop and save it together with what it becomes."""
    with desk.store.locked():
        loop = desk.store.find(Capture, which)
        became = become(loop)
        decided = rules.decide(loop, LoopDecision(way=way, at=desk.now, became=became.link, reason=reason))
        desk.store.commit(f"decide “{loop.text}”: {way}", [decided, became], at=desk.now)
    return Decided(decided, became)
