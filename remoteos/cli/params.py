"""The kinds of values a command takes: each reads what was typed, or says what would be right.

What is malformed is a usage error; text that cannot be kept is bad input.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from remoteos.cli.options import session_of
from remoteos.domain import entry
from remoteos.domain.errors import BadInput
from remoteos.domain.text import clean, quoted
from remoteos.domain.time import WEEKDAYS, TimeGiven, on_workday

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from remoteos.cli.session import Session

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

STDIN_LIMIT = 1_000_000
"""The most bytes that ``-`` reads."""


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
            self.fail(entry.Wanted(self.what, self.right).refusal(value), param, ctx)


class DateKind(Kind[date]):
    """A date: ISO, ``today``, ``yesterday``, ``tomorrow``, or a weekday for the next such day."""

    name = "date"
    what, right = entry.DATE

    def read(self, text: str, ctx: click.Context | None) -> date:
        """Return the date; words are resolved against the session's today."""
        return entry.read_date(text, session_of(ctx or click.get_current_context()).today)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Complete the words for days."""
        from click.shell_completion import CompletionItem

        words = (*entry.DAYS, *WEEKDAYS)
        return [CompletionItem(word) for word in words if word.startswith(incomplete.lower())]


class TimeKind(Kind[TimeGiven]):
    """A time of day, ``HH:MM``, or a whole instant in ISO 8601 with its offset; see `resolve_time`."""

    name = "time"
    what, right = entry.TIME

    def read(self, text: str, ctx: click.Context | None) -> TimeGiven:  # noqa: ARG002  the base's
        """Return the time of day, or the instant."""
        return entry.read_time(text)


class MinutesKind(Kind[int]):
    """A number of minutes from 1 to 1440: ``90``, ``90m``, ``1h30``."""

    name = "minutes"
    what, right = entry.MINUTES

    def read(self, text: str, ctx: click.Context | None) -> int:  # noqa: ARG002  the base's
        """Return the minutes."""
        return entry.read_minutes(text)


class ScaleKind(Kind[int]):
    """A number from 1 to 5."""

    name = "1-5"
    what, right = entry.SCALE

    def read(self, text: str, ctx: click.Context | None) -> int:  # noqa: ARG002  the base's
        """Return the number."""
        return entry.read_scale(text)


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


def given(fields: dict[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in fields.items() if value is not None}


def day_meant(session: Session, at: TimeGiven | None, day: date | None) -> date | None:
    """The workday that was given: a whole instant's own, or the one named; a usage error if they differ."""
    if not isinstance(at, datetime):
        return day
    meant = session.desk.workday_of(at)
    if day not in (None, meant):
        raise click.UsageError(f"--at lies on {meant}, not on {day}.")
    return meant


def resolve_time(session: Session, given: TimeGiven, day: date) -> datetime:
    """The instant that a `TIME` means on a workday, as `on_workday` has it."""
    return on_workday(day, given, session.clock.tz, session.settings.day_starts_at_hour)


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
