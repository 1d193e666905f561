"""Captures, and the open loops among them: what was noted in passing and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.focus import Source
from remoteos.domain.record import Link, Record, Visibility

CaptureKind = Literal["loop", "interruption", "win", "idea", "risk"]
Way = Literal["do", "schedule", "ask", "outcome", "drop"]
"""The five ways out of an open loop."""

PREFIXES: Mapping[str, CaptureKind] = {"!": "interruption", "+": "win", "?": "idea", "~": "risk"}
"""The sign that a noted line may begin with to say what it is; without one it is a loop."""

ROLLS_BEFORE_ASKING = 3
"""After this many rolls the start of the day asks what to do with it."""


@dataclass(frozen=True, kw_only=True)
class LoopDecision:
    """How an open loop was decided."""

    way: Way
    at: datetime
    became: Link
    """What it became: the workday it was done or let go on, the planned block, the ask, the outcome."""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Capture(Record):
    """Something noted in passing; every kind but a win is an open loop until it is decided."""

    TABLE: ClassVar[str] = "captures"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"roll": ("rolls", "rolled_on")}

    day: date
    """The workday it was noted on."""
    kind: CaptureKind
    text: str
    source: Source | None = None
    """Where an interruption came from."""
    promise: str = ""
    """What was promised to whoever interrupted."""
    block_id: str | None = None
    """The block that was open when it was noted."""
    rolls: int = 0
    """How many workdays it was carried over."""
    rolled_on: date | None = None
    """The last workday it was carried from, so that closing twice carries once."""
    decision: LoopDecision | None = None
    outcome_id: str | None = None
    """The outcome that a win belongs to, when that is not the one of its block."""

    @property
    def is_open(self) -> bool:
        """Whether it still needs a decision."""
        return self.kind != "win" and self.decision is None

    @property
    def settled_at(self) -> datetime | None:
        """When it was decided; a win is settled when it is noted."""
        if self.kind == "win":
            return self.created_at
        return self.decision.at if self.decision else None

    @property
    def name(self) -> str:
        """Its text."""
        return self.text


def visibility_of(kind: CaptureKind) -> Visibility:
    """Who may see a new capture: wins are made to be told, everything else stays private."""
    return "manager" if kind == "win" else "private"


def decide(capture: Capture, decision: LoopDecision) -> Capture:
    """Decide an open loop, once."""
    if capture.kind == "win":
        raise Refused(f'"{capture.text}" is a win: there is nothing to decide.')
    if capture.decision is not None:
        raise Refused(
            f'"{capture.text}" was decided on {capture.decision.at:%Y-%m-%d} ({capture.decision.way}). '
            "Nothing was changed; `undo` takes back the last change."
        )
    return replace(capture, decision=decision)


def roll(capture: Capture, day: date) -> Capture:
    """Carry an open loop over from ``day``; a second time from the same day changes nothing."""
    if (
        not capture.is_open
        or capture.day > day
        or (capture.rolled_on is not None and capture.rolled_on >= day)
    ):
        return capture
    return replace(capture, rolls=capture.rolls + 1, rolled_on=day)


def rolled_too_often(rolls: int) -> bool:
    """Whether the start of the day should ask what to do with something carried so often."""
    return rolls >= ROLLS_BEFORE_ASKING


def read_prefix(text: str) -> tuple[CaptureKind, str]:
    r"""What a line noted in passing is, by the sign it begins with, and the text without that sign.

    ``\!`` is a loop whose text begins with ``!``. The text is empty when there is a sign alone.
    """
    typed = text.strip()
    if typed[:1] == "\\" and typed[1:2] in PREFIXES:
        return "loop", typed[1:]
    kind = PREFIXES.get(typed[:1])
    return (kind, typed[1:].lstrip()) if kind else ("loop", typed)
