"""Deep-work blocks: one state machine whose times are its events.

A block starts life planned (no event yet), runs and pauses, and ends finished, abandoned,
discarded or dropped. Nothing is counted in ticks: every duration is computed from the events,
so it holds across a quit, a suspend, summer time and a change of zone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record

BlockState = Literal["planned", "running", "paused", "finished", "abandoned", "discarded", "dropped"]
EventKind = Literal[
    "start", "pause", "resume", "extend", "interrupt", "keep", "finish", "abandon", "discard", "drop"
]
Source = Literal["internal", "person", "channel", "meeting", "other"]
"""Where an interruption came from."""

TRANSITIONS: Mapping[EventKind, Mapping[BlockState, BlockState]] = {
    "start": {"planned": "running"},
    "pause": {"running": "paused"},
    "resume": {"paused": "running"},
    "extend": {"running": "running", "paused": "paused"},
    "interrupt": {"running": "running", "paused": "paused"},
    "keep": {"running": "running"},
    "finish": {"running": "finished", "paused": "finished"},
    "abandon": {"running": "abandoned", "paused": "abandoned"},
    "discard": {"running": "discarded", "paused": "discarded"},
    "drop": {"planned": "dropped"},
}
"""Which event leads from which state to which; anything else is refused."""

ENDS: frozenset[EventKind] = frozenset({"finish", "abandon", "discard"})


@dataclass(frozen=True, kw_only=True)
class BlockEvent:
    """Something that happened to a block, at an instant."""

    kind: EventKind
    at: datetime
    note: str = ""
    """What an interruption was about, or why a block was abandoned or dropped."""
    source: Source | None = None
    """Where an interruption came from; None for other events."""
    promise: str = ""
    """What was promised to whoever interrupted."""
    added_s: int = 0
    """By how many seconds an extension moved the planned end."""


@dataclass(frozen=True, kw_only=True)
class Block(Record):
    """One deep-work block, planned or worked."""

    TABLE: ClassVar[str] = "blocks"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "times": ("events", "planned_s", "aside_of"),
        "plan": ("day", "planned_at"),
        "close": ("result", "depth", "next_action"),
        "break": ("break_due_at", "break_from", "break_to"),
    }

    day: date
    """The workday it belongs to; fixed when it is made, so that no setting ever moves it."""
    intention: str
    """What the block is for, in the user's words."""
    planned_s: int | None = None
    """Planned focus time in seconds; None for an open-ended block."""
    break_s: int | None = None
    """The break that its preset gives after it, in seconds."""
    planned_at: datetime | None = None
    """When it was planned to start, for a block planned ahead."""
    outcome_id: str | None = None
    """The outcome it serves."""
    aside_of: str | None = None
    """The block that this one interrupted and returns to."""
    logged: bool = False
    """True when it was entered after the fact."""
    events: tuple[BlockEvent, ...] = ()
    """What happened, in the order of time."""
    result: str = ""
    """What came of it."""
    depth: int | None = None
    """How deep the work was, 1 (shallow) to 5 (deep)."""
    next_action: str = ""
    """Where to go on: the next step, noted when it ended."""
    break_due_at: datetime | None = None
    """When the break after it is due, once it was put off; None while that is when the block ends."""
    break_from: datetime | None = None
    """When the break after it began; None when none was taken."""
    break_to: datetime | None = None
    """When that break is over: its whole length after it began, or when the user was back."""

    @property
    def state(self) -> BlockState:
        """The state that its events lead to."""
        state: BlockState = "planned"
        for event in self.events:
            state = TRANSITIONS[event.kind].get(state, state)
        return state

    @property
    def is_open(self) -> bool:
        """Whether it was started and has not ended."""
        return self.state in ("running", "paused")

    @property
    def started_at(self) -> datetime | None:
        """When it started; None while it is only planned."""
        return next((event.at for event in self.events if event.kind == "start"), None)

    @property
    def ended_at(self) -> datetime | None:
        """When it ended; None while it is planned or open."""
        return next((event.at for event in self.events if event.kind in ENDS), None)

    @property
    def interruptions(self) -> tuple[BlockEvent, ...]:
        """The interruptions noted while it was open."""
        return tuple(event for event in self.events if event.kind == "interrupt")

    @property
    def settled_at(self) -> datetime | None:
        """When it ended or was dropped."""
        if self.state == "dropped":
            return self.events[-1].at
        return self.ended_at

    @property
    def name(self) -> str:
        """The intention."""
        return self.intention


def happen(block: Block, event: BlockEvent) -> Block:
    """``block`` after ``event``; refused when its state does not allow it.

    A clock set back never makes time run backwards: the event then happens at the last one's instant.
    """
    if block.state not in TRANSITIONS[event.kind]:
        raise Refused(f'"{block.intention}" is {block.state}: it cannot {event.kind}. Nothing was changed.')
    if block.events and event.at < block.events[-1].at:
        event = replace(event, at=block.events[-1].at)
    return replace(block, events=(*block.events, event))


def start(block: Block, now: datetime) -> Block:
    """Start a planned block."""
    return happen(block, BlockEvent(kind="start", at=now))


def pause(block: Block, now: datetime) -> Block:
    """Pause a running block."""
    return happen(block, BlockEvent(kind="pause", at=now))


def resume(block: Block, now: datetime) -> Block:
    """Go on with a paused block."""
    return happen(block, BlockEvent(kind="resume", at=now))


def keep(block: Block, now: datetime) -> Block:
    """Say that the time since the last event was worked: a stale block counts it and runs on."""
    return happen(block, BlockEvent(kind="keep", at=now))


def extend(block: Block, now: datetime, seconds: int) -> Block:
    """Move the planned end of an open block by ``seconds``."""
    longer = happen(block, BlockEvent(kind="extend", at=now, added_s=seconds))
    if block.planned_s is None:
        raise Refused(f'"{block.intention}" is open-ended: it has no planned end to extend. It runs on.')
    if block.planned_s + seconds <= 0:
        raise Refused(f'"{block.intention}" would be left without any planned time. Nothing was changed.')
    return replace(longer, planned_s=block.planned_s + seconds)


def interrupt(block: Block, now: datetime, note: str, source: Source = "other", promise: str = "") -> Block:
    """Note an interruption of an open block without stopping it."""
    return happen(block, BlockEvent(kind="interrupt", at=now, note=note, source=source, promise=promise))


def finish(
    block: Block, at: datetime, *, result: str = "", depth: int | None = None, next_action: str = ""
) -> Block:
    """End an open block; what is not given is kept as it was."""
    ended = happen(block, BlockEvent(kind="finish", at=at))
    return replace(
        ended,
        result=result or block.result,
        depth=depth or block.depth,
        next_action=next_action or block.next_action,
    )


def abandon(block: Block, now: datetime, reason: str = "") -> Block:
    """Give an open block up; its time is kept."""
    return happen(block, BlockEvent(kind="abandon", at=now, note=reason))


def discard(block: Block) -> Block:
    """Take back the time of a block that was left running: it is kept, and counts nowhere."""
    at = block.events[-1].at if block.events else block.created_at
    return happen(block, BlockEvent(kind="discard", at=at))


def drop(block: Block, now: datetime, reason: str = "") -> Block:
    """Take a planned block off the plan."""
    return happen(block, BlockEvent(kind="drop", at=now, note=reason))


def current(blocks: Iterable[Block]) -> Block | None:
    """The open block that commands act on: the running one, else the one paused last."""
    open_blocks = [block for block in blocks if block.is_open]
    return max(open_blocks, key=lambda block: (block.state == "running", block.events[-1].at), default=None)


def worked(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that were finished or given up, in the order in which they ended."""
    ended = (block for block in blocks if block.state in ("finished", "abandoned"))
    return tuple(sorted(ended, key=lambda block: block.ended_at or block.created_at))


def was_left_for(block: Block, aside: Block) -> bool:
    """Whether ``block`` was paused by stepping aside into ``aside``, so that ending that returns to it."""
    last = block.events[-1] if block.state == "paused" else None
    return last is not None and last.kind == "pause" and last.at == aside.started_at


def refuse_second(blocks: Iterable[Block]) -> None:
    """Refuse to start a block while another one is open."""
    open_block = current(blocks)
    if open_block is not None:
        since = open_block.events[0].at.strftime("%H:%M")
        raise Refused(
            f'"{open_block.intention}" is {open_block.state}, started at {since}. '
            "Finish it first with `focus stop`, or step aside from it with `focus aside`."
        )
