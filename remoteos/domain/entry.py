"""What a person types for a date, a time, a length or a number on the scale, and what is said of the rest.

Each reader takes the text as it was typed and raises ValueError when it cannot be read; the `Wanted` of
its kind then says what would be right, in the same words wherever it was typed.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from remoteos.domain.text import quoted
from remoteos.domain.time import WEEKDAYS, TimeGiven

D = TypeVar("D", bound=date)


class Wanted(NamedTuple):
    """What is asked for, as it is said to somebody who typed something else."""

    what: str
    """What it is, with an article."""
    right: str
    """Examples of what is right."""

    def refusal(self, typed: str) -> str:
        """One line about a text that cannot be read: ``'soon' is not a date, such as 2026-11-27, …``."""
        return f"{quoted(typed)} is not {self.what}, such as {self.right}."


DATE = Wanted("a date", "2026-11-27, today or friday")
TIME = Wanted("a time", "09:30, or 2026-11-23T09:30+01:00 with its offset")
MINUTES = Wanted("a number of minutes from 1 to 1440", "50, 90m or 1h30")
SCALE = Wanted("a number from 1 to 5", "3")
WEEKDAY = Wanted("a day of the week", "friday or fri")

DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
"""The words by which a date near today can be named, and how many days away it lies."""

_YEARS = range(1971, 3000)
"""The years a date may lie in: the clock's own, so that a rule can always add days."""
_MOST_MINUTES = 1440


def read_date(text: str, today: date) -> date:
    """The date that was typed: ISO, ``yesterday``, ``today``, ``tomorrow``, or a weekday: the next such day.

    ``today`` is the workday's date: at 01:00 it is still the day before. On a Friday, ``friday`` is a week
    away. Three letters are enough for a weekday.
    """
    word = text.strip().lower()
    if word in DAYS:
        return today + timedelta(days=DAYS[word])
    if (weekday := _weekday(word)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        raise ValueError(word)
    return _in_range(date.fromisoformat(word))


def read_weekday(text: str) -> int:
    """The day of the week that was typed, 0 (Monday) to 6 (Sunday); three letters are enough."""
    weekday = _weekday(text.strip().lower())
    if weekday is None:
        raise ValueError(text)
    return weekday


def read_time(text: str) -> TimeGiven:
    """The time of day, ``HH:MM``, or the instant in ISO 8601 with its offset that was typed."""
    typed = text.strip()
    if match := re.fullmatch("([0-9]{1,2}):([0-9]{2})", typed):
        return time(int(match[1]), int(match[2]))
    moment = datetime.fromisoformat(typed)
    if moment.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return _in_range(moment)


def read_minutes(text: str) -> int:
    """The minutes that were typed, from 1 to 1440: ``90``, ``90m``, ``1h30``."""
    word = text.strip().lower()
    if match := re.fullmatch("([0-9]{1,4}) ?(?:m|min)?", word):
        minutes = int(match[1])
    elif match := re.fullmatch("([0-9]{1,2}) ?h ?(?:([0-9]{1,2}) ?(?:m|min)?)?", word):
        minutes = int(match[1]) * 60 + int(match[2] or 0)
    else:
        raise ValueError(word)
    if not 1 <= minutes <= _MOST_MINUTES:
        raise ValueError("out of range")
    return minutes


def read_scale(text: str) -> int:
    """The number from 1 to 5 that was typed."""
    digit = text.strip()
    if not re.fullmatch("[1-5]", digit):
        raise ValueError(digit)
    return int(digit)


def _weekday(word: str) -> int | None:
    """The number of the day that a word in lower case names; None when it names none."""
    return next((day for day, name in enumerate(WEEKDAYS) if word in (name, name[:3])), None)


def _in_range(day: D) -> D:
    """The date or instant, when its year is one that a clock may show."""
    if day.year not in _YEARS:
        raise ValueError("out of range")
    return day
