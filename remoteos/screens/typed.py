"""Reading what was typed into a field: the value, or one line that says what would be right."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from remoteos.domain import entry
from remoteos.domain.entry import Wanted
from remoteos.domain.time import TimeGiven
from remoteos.domain.words import day_name

T = TypeVar("T")


def typed_date(text: str, today: date, *, past: bool = False) -> date:
    """A date as people type it; one before today is refused unless ``past``."""
    day = _read(lambda: entry.read_date(text, today), entry.DATE, text)
    if day < today and not past:
        raise ValueError(f"{day_name(day)} is past.")
    return day


def coming_date(text: str, today: date, before: str = "") -> date:
    """A date as people type it; one before today is refused, unless it is the one that stood there before."""
    return typed_date(text, today, past=text == before)


def typed_time(text: str) -> TimeGiven:
    """A time of day, ``HH:MM``, or an instant with its offset."""
    return _read(lambda: entry.read_time(text), entry.TIME, text)


def typed_minutes(text: str) -> int:
    """A number of minutes: ``50``, ``90m``, ``1h30``."""
    return _read(lambda: entry.read_minutes(text), entry.MINUTES, text)


def maybe(read: Callable[[str], T], text: str) -> T | None:
    """What was typed, or None when nothing was."""
    return read(text) if text.strip() else None


def _read(read: Callable[[], T], wanted: Wanted, text: str) -> T:
    try:
        return read()
    except ValueError:
        raise ValueError(wanted.refusal(text.strip())) from None
