"""How numbers, times and states are said: the same words and marks wherever something is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what is said here was made by others: none of their modules is needed to say it
    from datetime import date, datetime, time

    from remoteos.domain.captures import CaptureKind, Way
    from remoteos.domain.commitments import CommitmentState
    from remoteos.domain.decisions import Verdict
    from remoteos.domain.focus import BlockState, Source
    from remoteos.domain.outcomes import GoalState, OutcomeState
    from remoteos.domain.rituals import Workday

BLOCK_MARKS: Mapping[BlockState, str] = {
    "planned": "·",
    "running": "●",
    "paused": "‖",
    "finished": "┃",
    "abandoned": "╎",
    "discarded": "×",
    "dropped": "×",
}
"""A mark for each state of a block; the state is also said in words where it matters."""

LEFT_RUNNING_MARK = "!"
"""The mark of a running block that was left."""

OUTCOME_MARKS: Mapping[OutcomeState | GoalState, str] = {"open": "○", "done": "✓", "dropped": "×"}
"""A mark for each state of an outcome or a goal."""

KIND_MARKS: Mapping[CaptureKind, str] = {
    "loop": "·",
    "interruption": "!",
    "win": "+",
    "idea": "?",
    "risk": "~",
}
"""A mark for each kind of capture."""

COMMITMENT_MARKS: Mapping[CommitmentState, str] = {
    "did": "✓",
    "partly": "◐",
    "moved": "→",
    "dropped": "×",
    "open": "○",
}
"""A mark for what became of something that was said."""

STEP_MARKS: Mapping[str, str] = {"open": "○", "done": "✓", "skipped": "×"}
"""How a step of a run is marked."""

WORKED_WORDS: Mapping[str, str] = {"yes": "it worked", "partly": "it worked in part", "no": "it did not work"}
"""Whether a play worked, in words."""

VERDICT_MARKS: Mapping[Verdict | None, str] = {"right": "✓", "partly": "~", "wrong": "×", None: "▸"}
"""A mark for whether a decision was right; the last one while nobody said."""

WAY_WORDS: Mapping[Way, str] = {
    "do": "done",
    "schedule": "scheduled",
    "ask": "asked",
    "outcome": "an outcome",
    "drop": "let go",
}
"""What became of a loop, by the way out of it."""

SOURCE_WORDS: Mapping[Source, str] = {
    "internal": "within",
    "person": "a person",
    "channel": "a channel",
    "meeting": "a meeting",
    "other": "elsewhere",
}
"""Where an interruption came from; said after “from”."""


def duration(seconds: int) -> str:
    """A length of time: ``1 h 40 m``, ``40 m``, ``45 s``; whole minutes are rounded down."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if 0 < seconds < 60:
        return f"{sign}{seconds} s"
    if not hours:
        return f"{sign}{minutes} m"
    return f"{sign}{hours} h {minutes} m" if minutes else f"{sign}{hours} h"


def reading_time(seconds: int) -> str:
    """How long a text takes to read: ``0:40``, ``1:50``."""
    return f"{seconds // 60}:{seconds % 60:02}"


def left(seconds: int) -> str:
    """What is left of a plan, or by how much it is over: ``14 m left``, ``5 m over``."""
    return f"{duration(abs(seconds))} {'over' if seconds < 0 else 'left'}"


def clock_time(at: datetime | time) -> str:
    """The time of day as ``HH:MM``."""
    return f"{at:%H:%M}"


def span(start: datetime | time, end: datetime | time) -> str:
    """From when to when: ``09:00–09:50``."""
    return f"{clock_time(start)}–{clock_time(end)}"


def day_name(day: date, *, year: bool = True) -> str:
    """A date: ``Mon 23 Nov 2026``, or ``Mon 23 Nov`` where the year goes without saying."""
    return f"{day:%a} {day.day} {day:%b}{f' {day.year}' if year else ''}"


def age(day: date, today: date, *, short: bool = False) -> str:
    """How long ago a day was: ``today``, ``yesterday``, ``3 days ago``, or ``3 d`` where room is short."""
    days = (today - day).days
    if days < 2:
        return "yesterday" if days == 1 else "today"
    return f"{days} d" if short else f"{days} days ago"


def noted(at: datetime, day: date, today: date, *, short: bool = False) -> str:
    """When something was noted: ``09:20`` on the day itself, later its `age`."""
    return age(day, today, short=short) if day < today else clock_time(at)


def ago(seconds: int, day: date, today: date, *, short: bool = False) -> str:
    """How long ago something was: ``25 m ago`` on the day itself, later its `age`."""
    return age(day, today, short=short) if day < today else f"{duration(seconds)} ago"


def carried(rolls: int) -> str:
    """How often something was carried over: ``carried 3×``; empty when it never was."""
    return f"carried {rolls}×" if rolls else ""


def due(day: date, today: date) -> str:
    """When something is due: ``due today``, ``Fri`` within a week, ``3 d late``, else ``4 Dec``."""
    days = (day - today).days
    if days < 0:
        return f"{-days} d late"
    if days < 7:
        return f"{day:%a}" if days else "due today"
    return f"{day.day} {day:%b}{f' {day.year}' if day.year != today.year else ''}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 open loop``, ``2 open loops``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def day_facts(day: Workday) -> list[str]:
    """How a day stands, in a few words each: ``opened 08:55``, ``shutdown 17:30``, ``deep``."""
    facts = [f"opened {clock_time(day.opened_at)}"] if day.opened_at else []
    if day.state == "closed" and day.closed_at:
        facts.append(f"closed {clock_time(day.closed_at)}{' (recovered)' if day.recovered else ''}")
    elif day.state == "open" and day.shutdown_at:
        facts.append(f"shutdown {clock_time(day.shutdown_at)}")
    elif day.state == "unopened":
        facts.append("not opened")
    elif day.state == "off":
        facts.append("off")
    return [*facts, day.day_type] if day.day_type else facts
