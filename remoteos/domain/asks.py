"""Asks: what only someone else can give, from the day it is raised to what its answer made possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record, Visibility
from remoteos.domain.text import sentence

AskKind = Literal["decision", "help", "information", "unblock"]
AskEventKind = Literal["raised", "nudged", "answered", "withdrawn"]

_NEEDED: Mapping[AskKind, str] = {
    "decision": "the decision",
    "help": "your help",
    "information": "the answer",
    "unblock": "the way free",
}


@dataclass(frozen=True, kw_only=True)
class AskEvent:
    """A step in an ask's history."""

    kind: AskEventKind
    at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ask(Record):
    """Something that only someone else can give, and what it costs if it comes late."""

    TABLE: ClassVar[str] = "asks"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    visibility: Visibility = "manager"
    text: str
    asked_of: str
    """From whom it is wanted."""
    kind: AskKind = "help"
    needed_by: date | None = None
    cost: str = ""
    """What it costs if it comes late."""
    outcome_id: str | None = None
    events: tuple[AskEvent, ...] = ()
    enabled: str = ""
    """What the answer made possible; empty until somebody says so."""

    @property
    def state(self) -> Literal["waiting", "answered", "withdrawn"]:
        """How it stands: the last step that says so counts, for an ask can be raised again."""
        last = self._settling
        return "waiting" if last is None or last.kind == "raised" else last.kind  # type: ignore[return-value]

    @property
    def is_waiting(self) -> bool:
        """Whether it is neither answered nor withdrawn."""
        return self.state == "waiting"

    @property
    def raised_at(self) -> datetime:
        """When it was raised first."""
        return next((event.at for event in self.events if event.kind == "raised"), self.created_at)

    @property
    def nudges(self) -> int:
        """How many times it was nudged."""
        return sum(event.kind == "nudged" for event in self.events)

    @property
    def answer(self) -> str:
        """What was answered; empty while it is not, and when nobody wrote it down."""
        last = self._settling
        return last.note if last is not None and last.kind == "answered" else ""

    def late_by(self, today: date) -> int:
        """By how many days its answer is late; 0 while it is not."""
        return max(0, (today - self.needed_by).days) if self.needed_by and self.is_waiting else 0

    @property
    def settled_at(self) -> datetime | None:
        """When it was answered or withdrawn."""
        last = self._settling
        return None if last is None or last.kind == "raised" else last.at

    @property
    def name(self) -> str:
        """Its text."""
        return self.text

    @property
    def _settling(self) -> AskEvent | None:
        """The last step that says whether it waits."""
        return next((event for event in reversed(self.events) if event.kind != "nudged"), None)


def nudge(ask: Ask, now: datetime, note: str = "") -> Ask:
    """Say that whoever was asked was reminded; refused for one that does not wait any more."""
    if not ask.is_waiting:
        raise Refused(f'"{ask.text}" is {ask.state}: there is nothing to remind of. Nothing was changed.')
    return _with(ask, "nudged", now, note)


def answer(ask: Ask, now: datetime, note: str = "", enabled: str = "") -> Ask:
    """Say that it was answered, what the answer was, and what it made possible.

    One that is answered already keeps its date; what is said anew of it takes the place of what was said.
    """
    if ask.state == "withdrawn":
        raise Refused(f'"{ask.text}" is withdrawn: raise it again first. Nothing was changed.')
    if ask.is_waiting:
        ask = _with(ask, "answered", now, note)
    elif note:
        at = max(index for index, event in enumerate(ask.events) if event.kind == "answered")
        events = list(ask.events)
        events[at] = replace(events[at], note=note)
        ask = replace(ask, events=tuple(events))
    return replace(ask, enabled=enabled or ask.enabled)


def withdraw(ask: Ask, now: datetime, note: str = "") -> Ask:
    """Say that it is not wanted any more; saying so again changes nothing."""
    if ask.state == "answered":
        raise Refused(f'"{ask.text}" is answered: raise it again first. Nothing was changed.')
    return _with(ask, "withdrawn", now, note) if ask.is_waiting else ask


def raise_again(ask: Ask, now: datetime, note: str = "") -> Ask:
    """Let one that was answered or withdrawn wait again; what the old answer made possible goes with it."""
    return ask if ask.is_waiting else replace(_with(ask, "raised", now, note), enabled="")


def by_urgency(ask: Ask, today: date) -> tuple[int, bool, date, datetime]:
    """What asks are sorted by: the latest first, then what costs something, the sooner needed, the older."""
    return -ask.late_by(today), not ask.cost, ask.needed_by or date.max, ask.raised_at


def nudge_line(ask: Ask, raised_on: str, needed_by: str, *, late: bool) -> str:
    """One polite line that reminds of an ask, with the date and what it costs; dates come in words."""
    needed = _NEEDED[ask.kind]
    if not needed_by:
        when = f"I still need {needed}."
    else:
        when = f"I {'needed' if late else 'need'} {needed} by {needed_by}."
    parts = [f"Hi {ask.asked_of}, a reminder of what I asked on {raised_on}: {sentence(ask.text)}", when]
    if ask.cost:
        parts.append(f"{'What the wait costs' if late else 'If it comes later'}: {sentence(ask.cost)}")
    parts.append("What would make it easy for you?")
    return " ".join(parts)


def _with(ask: Ask, kind: AskEventKind, at: datetime, note: str) -> Ask:
    return replace(ask, events=(*ask.events, AskEvent(kind=kind, at=at, note=note)))
