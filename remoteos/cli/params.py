"""The kinds of values a command takes: each reads what was typed, or says what would be right.

What is malformed is a usage error; text that cannot be kept is bad input.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from remoteos.cli.options import session_of
from remoteos.domain.errors import BadInput
from remoteos.domain.text import clean, quoted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from remoteos.cli.session import Session

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

TimeGiven = time | datetime
"""What `TIME` reads: a time of day, which a workday makes an instant, or an instant as it is."""

STDIN_LIMIT = 1_000_000
"""The most bytes that ``-`` reads."""

_YEARS = range(1971, 3000)
"""The years a date may lie in: the clock's own, so that a rule can always add days."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile("([0-9]{1,2}):([0-9]{2})")
_MINUTES = re.compile("([0-9]{1,4}) ?(?:m|min)?")
_HOURS = re.compile("([0-9]{1,2}) ?h ?(?:([0-9]{1,2}) ?(?:m|min)?)?")


class Kind(click.ParamType[T]):
    """Base of the kinds: reads a text, and turns a ValueError into one line with an example."""

    what: str
    """What it is, with an article."""
    right: str
    """An example of what is right."""

    def read(self, text: str, ctx: click.Context | None) -> T:
        """Return the value of a stripped text; raise ValueError if it has none."""
        raise NotImplementedError

    def convert(self, value: T | str, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Return the value of what was typed; a default that is a value already stays as it is."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value.strip(), ctx)
        except ValueError:
            self.fail(f"{quoted(value)} is not {self.what}, such as {self.right}.", param, ctx)


class DateKind(Kind[date]):
    """A date: ISO, ``today``, ``yesterday``, ``tomorrow``, or a weekday for the next such day.

    Today is the workday's date: at 01:00 it is still the day before. On a Friday, ``friday`` is a week away.
    """

    name = "date"
    what = "a date"
    right = "2026-11-27, today or friday"

    def read(self, text: str, ctx: click.Context | None) -> date:
        """Return the date; words are resolved against the session's today."""
        word = text.lower()
        if word in _DAYS:
            return _today(ctx) + timedelta(days=_DAYS[word])
        for weekday, name in enumerate(_WEEKDAYS):
            if word in (name, name[:3]):
                today = _today(ctx)
                return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        if not _DATE.fullmatch(word):
            raise ValueError(word)
        return _in_range(date.fromisoformat(word))

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Complete the words for days."""
        return _completions((*_DAYS, *_WEEKDAYS), incomplete)


class TimeKind(Kind[TimeGiven]):
    """A time of day, ``HH:MM``, or a whole instant in ISO 8601 with its offset; see `resolve_time`."""

    name = "time"
    what = "a time"
    right = "09:30, or 2026-11-23T09:30+01:00 with its offset"

    def read(self, text: str, ctx: click.Context | None) -> TimeGiven:  # noqa: ARG002  the base's
        """Return the time of day, or the instant."""
        if match := _TIME.fullmatch(text):
            return time(int(match[1]), int(match[2]))
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            raise ValueError("an instant needs its offset")
        _in_range(instant)
        return instant


class MinutesKind(Kind[int]):
    """A number of minutes from 1 to 1440: ``90``, ``90m``, ``1h30``."""

    name = "minutes"
    what = "a number of minutes from 1 to 1440"
    right = "50, 90m or 1h30"

    def read(self, text: str, ctx: click.Context | None) -> int:  # noqa: ARG002  the base's
        """Return the minutes."""
        word = text.lower()
        if match := _MINUTES.fullmatch(word):
            return _within(1, int(match[1]), 1440)
        if match := _HOURS.fullmatch(word):
            return _within(1, int(match[1]) * 60 + int(match[2] or 0), 1440)
        raise ValueError(word)


class ScaleKind(Kind[int]):
    """A number from 1 to 5."""

    name = "1-5"
    what = "a number from 1 to 5"
    right = "3"

    def read(self, text: str, ctx: click.Context | None) -> int:  # noqa: ARG002  the base's
        """Return the number."""
        if not re.fullmatch("[1-5]", text):
            raise ValueError(text)
        return int(text)


class RecordIdKind(Kind[str]):
    """An id, or 4 characters or more of its beginning or end."""

    name = "id"
    what = "an id"
    right = "3f2a, 4 or more of its first or last characters"

    def read(self, text: str, ctx: click.Context | None) -> str:  # noqa: ARG002  the base's
        """Return the fragment in lower case."""
        if not re.fullmatch("[0-9a-f-]{4,36}", text.lower()):
            raise ValueError(text)
        return text.lower()


class NoRecordIdKind(RecordIdKind):
    """An id as `RecordIdKind` reads it, or nothing at all to take a link away."""

    right = "3f2a, 4 or more of its first or last characters, or '' for none"

    def read(self, text: str, ctx: click.Context | None) -> str:
        """Return the fragment in lower case, or the empty text."""
        return super().read(text, ctx) if text else ""


class PathKind(click.ParamType[Path]):
    """A path that may be new; click's own kind reads the environment when it is made."""

    name = "path"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; fails for what nothing can be called."""
        try:
            possible = bool(value) and b"\0" not in os.fsencode(value)
            path = Path(value).expanduser()
        except (ValueError, RuntimeError):  # a lone surrogate, and the home of nobody
            possible = False
        if not possible:
            self.fail(f"{quoted(value)} is not a path.", param, ctx)
        return path


class TextKind(click.ParamType[str]):
    """Text from a person, cleaned; with ``stdin`` a lone ``-`` reads it from there.

    Raises BadInput for what is too long or, from stdin, not UTF-8.
    """

    name = "text"

    def __init__(self, *, lines: bool = False, stdin: bool = False) -> None:
        self.lines = lines
        self.stdin = stdin

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002  click's
        """Return the cleaned text."""
        text = read_stdin() if self.stdin and value == "-" else value
        return clean(text, lines=self.lines)


DATE = DateKind()
TIME = TimeKind()
MINUTES = MinutesKind()
SCALE = ScaleKind()
RECORD_ID = RecordIdKind()
RECORD_ID_OR_NONE = NoRecordIdKind()
PATH = PathKind()
TEXT = TextKind()
"""One line of text."""
TEXT_OR_STDIN = TextKind(stdin=True)
"""One line of text; ``-`` reads it from stdin."""
NOTE = TextKind(lines=True)
"""Text of several lines."""


def words_argument(name: str, *, kind: TextKind = TEXT, required: bool = True) -> Callable[[F], F]:
    """Add an argument of one text that may be typed without quotes: all its words, joined by spaces."""

    def joined(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> str:
        return kind.convert(" ".join(value), param, ctx)

    metavar = f"{name.upper()}..." if required else f"[{name.upper()}]..."
    return click.argument(name, nargs=-1, required=required, callback=joined, metavar=metavar)


def one_of(words: object) -> click.Choice[str]:
    """A choice among the words of one of the domain's literals, such as `CaptureKind`."""
    return click.Choice(get_args(words))


def day_meant(session: Session, at: TimeGiven | None, day: date | None) -> date | None:
    """The workday that was given: a whole instant's own, or the one named; a usage error if they differ."""
    if not isinstance(at, datetime):
        return day
    meant = session.desk.workday_of(at)
    if day not in (None, meant):
        raise click.UsageError(f"--at lies on {meant}, not on {day}.")
    return meant


def resolve_time(session: Session, given: TimeGiven, day: date) -> datetime:
    """The instant that a `TIME` means on a workday, with the zone's offset at it.

    A time of day before the hour at which days start is late on that day: 01:30 lies on the next date.
    """
    from remoteos.domain.time import instant, on_workday

    tz = session.clock.tz
    if isinstance(given, datetime):
        return instant(given.astimezone(tz))
    return on_workday(day, given, tz, session.settings.day_starts_at_hour)


def read_stdin() -> str:
    """All of stdin as text. Raises BadInput for more than `STDIN_LIMIT` bytes or what is not UTF-8."""
    raw = sys.stdin.buffer.read(STDIN_LIMIT + 1) if sys.stdin is not None else b""
    if len(raw) > STDIN_LIMIT:
        raise BadInput(f"Standard input has more than {STDIN_LIMIT:,} bytes. Nothing was changed.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"Standard input is not UTF-8 (byte {error.start + 1:,}). Nothing was changed."
        ) from None


def _today(ctx: click.Context | None) -> date:
    return session_of(ctx or click.get_current_context()).today


def _in_range(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError("out of range")
    return day


def _within(least: int, value: int, most: int) -> int:
    if not least <= value <= most:
        raise ValueError("out of range")
    return value


def _completions(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in words if word.startswith(incomplete.lower())]
