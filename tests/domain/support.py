"""Builders that let a test read like the day it is about.

The day is Monday, 2 March 2026, in UTC unless a test says otherwise.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import count
from typing import Any, get_args
from zoneinfo import ZoneInfo

from remoteos.domain.asks import Ask, AskEvent
from remoteos.domain.captures import Capture, CaptureKind
from remoteos.domain.commitments import Commitment
from remoteos.domain.decisions import Decision
from remoteos.domain.evidence import Evidence
from remoteos.domain.focus import Block, BlockEvent, EventKind
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome, Owner, Progress
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.update_material import Material
from remoteos.domain.updates import Period, Section, Update

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
FRIDAY = MONDAY + timedelta(days=4)

NEW_YORK = ZoneInfo("America/New_York")
LONDON = ZoneInfo("Europe/London")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
APIA = ZoneInfo("Pacific/Apia")
ZONES = (NEW_YORK, LONDON, LORD_HOWE, KATHMANDU, APIA)

MINUTE = 60
HOUR = 3600

_numbers = count(1)


def new_id() -> str:
    """An id that no other record of the test run has."""
    return f"00000000-0000-7000-8000-{next(_numbers):012d}"


def at(clock: str, day: date = MONDAY, offset: float = 0) -> datetime:
    """The instant at which a clock ``offset`` hours ahead of UTC shows ``clock`` on ``day``."""
    zone = timezone(timedelta(hours=offset)) if offset else UTC
    return datetime.combine(day, time.fromisoformat(clock), zone)


def iso(text: str) -> datetime:
    """The instant written as ISO 8601 with its offset."""
    moment = datetime.fromisoformat(text)
    assert moment.tzinfo is not None, "write the offset"
    return moment


def born(moment: datetime | None = None) -> dict[str, Any]:
    """What every record begins with."""
    created = moment or at("08:00")
    return {"id": new_id(), "created_at": created, "updated_at": created}


def event(text: str, day: date = MONDAY, **fields: Any) -> BlockEvent:
    """``"pause 09:20"`` as an event."""
    kind, clock = text.split()
    assert kind in get_args(EventKind), kind
    return BlockEvent(kind=kind, at=at(clock, day), **fields)  # type: ignore[arg-type]


def block(*happened: str, minutes: int | None = None, day: date = MONDAY, **fields: Any) -> Block:
    """``block("start 09:00", "pause 09:20", minutes=50)``: a block with this history and plan."""
    known = {**born(), "intention": "Write the brief", **fields}
    return Block(
        **known,
        day=day,
        planned_s=None if minutes is None else minutes * MINUTE,
        events=tuple(event(text, day) for text in happened),
    )


def worked(start: str, end: str, **fields: Any) -> Block:
    """A finished block from ``start`` to ``end``."""
    return block(f"start {start}", f"finish {end}", **fields)


def workday(day: date = MONDAY, **fields: Any) -> Workday:
    """A day on which nothing has happened yet."""
    return Workday(**{**born(), "zone": "UTC", **fields}, date=day)


def capture(text: str = "Ask about the budget", kind: CaptureKind = "loop", **fields: Any) -> Capture:
    """Something noted in passing on Monday."""
    return Capture(**{**born(), "day": MONDAY, **fields}, text=text, kind=kind)


def outcome(title: str = "The brief is agreed", **fields: Any) -> Outcome:
    """An open outcome."""
    return Outcome(**{**born(), **fields}, title=title)


def goal(title: str, owner: Owner = "me", **fields: Any) -> Goal:
    """An open goal."""
    return Goal(**{**born(), **fields}, title=title, owner=owner)


def note(text: str, confidence: int | None = None, day: date = TUESDAY) -> Progress:
    """A note of progress, of Tuesday noon unless told."""
    return Progress(at=at("12:00", day), note=text, confidence=confidence)


def ask(text: str = "approve the vendor", *happened: str, **fields: Any) -> Ask:
    """An ask of Ana, raised on Monday; ``happened`` are steps of Tuesday noon: ``"answered yes"``."""
    raised = AskEvent(kind="raised", at=at("08:00"))
    steps = [one.partition(" ") for one in happened]
    history = [AskEvent(kind=kind, at=at("12:00", TUESDAY), note=said) for kind, _, said in steps]  # type: ignore[arg-type]
    return Ask(**{**born(), "asked_of": "Ana", "events": (raised, *history), **fields}, text=text)


def decision(text: str = "One queue for all teams", **fields: Any) -> Decision:
    """A decision of Monday."""
    return Decision(**{**born(), **fields}, text=text)


def commitment(text: str, **fields: Any) -> Commitment:
    """Something that an update to the card ``card`` said would happen."""
    return Commitment(**{**born(), "audience_id": "card", "update_id": "before", **fields}, text=text)


def evidence(ref: str, about: Record, **fields: Any) -> Evidence:
    """A link to a proof."""
    return Evidence(**{**born(), "kind": "url", "visibility": "manager", **fields}, ref=ref, about=about.link)


def card(**fields: Any) -> ManagerCard:
    """The card of Ana, the manager."""
    return ManagerCard(**{**born(), "id": "card", "person": "Ana", **fields})


PERIOD = Period(at("15:00", MONDAY - timedelta(days=3)), at("15:00", FRIDAY), MONDAY, FRIDAY)
"""From one Friday afternoon to the next."""


def material(**known: Any) -> Material:
    """What may be told to Ana on Friday afternoon; lists of records by the names that `Material` has."""
    usual: dict[str, Any] = {
        "card": card(),
        "period": PERIOD,
        "today": FRIDAY,
        "day_of": lambda moment: moment.date(),
    }
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return Material(**{**usual, **given})


def update(*sections: Section, **fields: Any) -> Update:
    """The draft of a week to Ana."""
    known = {
        **born(),
        "audience_id": "card",
        "audience": "Ana",
        "format": "weekly",
        "title": "Week of 2 Mar 2026",
        "since": PERIOD.since,
        "until": PERIOD.until,
        "first_day": PERIOD.first,
        "last_day": PERIOD.last,
    }
    return Update(**{**known, **fields}, sections=sections)
