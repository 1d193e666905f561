"""How a setting is read: values out of the tree of a file, checked one by one, and said again in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import time
from typing import NamedTuple, TypeVar

from remoteos.domain.text import clean

Key = tuple[str, ...]
"""The place of a setting in the file: ``("focus", "daily_target_min")``."""

Value = bool | int | str | tuple[str, ...]
"""A setting as the file says it; a tuple is a list there."""

Span = tuple[time, time]
"""From one time of day to another; it ends on the next day if the second is earlier."""

OFF = "off"
"""What the file says for a weekday without hours."""

OPEN_ENDED = "open-ended"
"""The block shape that is always there and is no preset: it ends when the user ends it."""

MOST_STEPS = 20
"""A ritual of more steps than this is no ritual."""

T = TypeVar("T")
_SPAN = r"([01][0-9]|2[0-3]):([0-5][0-9])\s*[-\u2013]\s*([01][0-9]|2[0-3]):([0-5][0-9])"
_STEP_LIMIT = 80
_KEYS_LIMIT = 60


class SettingProblem(NamedTuple):
    """One thing wrong in the file, and what is used instead."""

    key: Key
    """Where it is."""
    message: str
    """What is wrong with it, to be read after the key: ``must be 0 to 960, not "lots"; using 240``."""


class Wrong(ValueError):
    """A value that a setting cannot have; the message is read after its name: ``must be 0 to 12, not 13``."""


class Found:
    """Reads values out of a tree, and keeps what was wrong and which keys were asked for."""

    def __init__(self, tree: Mapping[str, object]) -> None:
        self._tree = tree
        self._asked: set[Key] = set()
        self._tables: set[Key] = set()
        self._wrong: dict[Key, str] = {}

    def names(self, key: Key) -> list[str]:
        """The names in a table whose names the user chooses."""
        self._tables.add(key)
        here: object = self._tree
        for part in key:
            here = here.get(part) if isinstance(here, Mapping) else None
        return list(here) if isinstance(here, Mapping) else []

    def read(self, key: Key, reader: Callable[[object], T], usual: T, instead: str = "") -> T:
        """The value at a key, or the default if there is none or it is wrong; then ``instead`` is said."""
        self._asked.add(key)
        self._tables.update(key[:depth] for depth in range(1, len(key)))
        here: object = self._tree
        for part in key:
            if not isinstance(here, Mapping) or part not in here:
                return usual
            here = here[part]
        try:
            return reader(here)
        except Wrong as refusal:
            self._wrong[key] = f"{refusal}; {instead or f'using {shown(usual)}'}"
            return usual

    def problems(self) -> tuple[SettingProblem, ...]:
        """What is wrong or unknown, in the order of the tree."""
        return tuple(self._problems((), self._tree))

    def _problems(self, above: Key, table: Mapping[str, object]) -> Iterator[SettingProblem]:
        for name, value in table.items():
            key = (*above, name)
            if key in self._asked:
                if key in self._wrong:
                    yield SettingProblem(key, self._wrong[key])
            elif key not in self._tables:
                yield SettingProblem(key, "is not a setting; ignored")
            elif isinstance(value, Mapping):
                yield from self._problems(key, value)
            else:
                yield SettingProblem(key, f"must be a table, not {shown(value)}; using the defaults")


def shown(value: object) -> str:
    """A value as TOML would say it, each text in it cut to one short line for a message."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        line = clean(value[:200])
        return f'"{line[:59]}…"' if len(line) > 60 else f'"{line}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, Mapping | list):  # as the file has them: anything may be inside
        return "a table" if isinstance(value, Mapping) else "a list"
    if isinstance(value, int) and value.bit_length() > 64:
        return "a number that long"  # Python refuses to print one of thousands of digits
    return str(value)


def said(span: Span | None) -> str:
    """A span as the file says it: ``09:00-17:30``, or ``off``."""
    return OFF if span is None else f"{span[0]:%H:%M}-{span[1]:%H:%M}"


def said_preset(focus_min: int, break_min: int | None) -> str:
    """A block's shape as the file says it: ``50/10``, or ``50`` without a break."""
    return str(focus_min) if break_min is None else f"{focus_min}/{break_min}"


# Readers: each takes a value as the file has it, and returns what it means or raises Wrong.


def whole(least: int, most: int, value: object) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _wrong(f"{least} to {most}", value)
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise _wrong("true or false", value)
    return value


def text(least: int, most: int, value: object, what: str = "a text") -> str:
    """A cleaned line of so many characters; ``what`` names it when it is not."""
    if isinstance(value, str) and len(value) <= most and least <= len(kept := clean(value)) <= most:
        return kept
    raise _wrong(f"{what} of {f'{least} to' if least else 'at most'} {most} characters", value)


def one_of(names: Mapping[str, object], value: object) -> str:
    """One of some names."""
    if not isinstance(value, str) or value not in names:
        raise _wrong(f"one of {', '.join(names)}", value)
    return value


def any_span(value: object) -> Span | None:
    """Hours, which may end on the next day, or off."""
    if value == OFF:
        return None
    match = re.fullmatch(_SPAN, value.strip()) if isinstance(value, str) else None
    if match is None:
        raise _wrong(f'hours such as "09:00-17:30", or "{OFF}"', value)
    from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
    span = time(from_hour, from_minute), time(to_hour, to_minute)
    if span[0] == span[1]:
        raise _wrong(f'hours with an end other than their start, or "{OFF}"', value)
    return span


def day_span(value: object) -> Span | None:
    """Hours that end on the same day, or off."""
    span = any_span(value)
    if span is not None and span[0] > span[1]:
        raise _wrong("hours that end later on the same day", value)
    return span


def preset(name: str, value: object) -> tuple[int, int | None]:
    """Minutes of focus and of break, if there is one, under a name of the user's."""
    if not 1 <= len(name) <= 40 or name != clean(name) or name == OPEN_ENDED:
        raise _wrong(f"under a name of 1 to 40 characters other than {OPEN_ENDED}", value)
    match = re.fullmatch(r"([0-9]{1,3})(?:/([0-9]{1,3}))?", value) if isinstance(value, str) else None
    focus, rest = (int(match[1]), int(match[2]) if match[2] else None) if match else (0, None)
    if not 1 <= focus <= 480 or (rest is not None and not 1 <= rest <= 120):
        raise _wrong('minutes of focus, or of focus and break, such as "45" or "50/10"', value)
    return focus, rest


def steps(built_in: Container[str], value: object) -> tuple[str, ...]:
    """The steps of a ritual in order, each there once; what is not built in is the user's own."""
    if not isinstance(value, list | tuple) or len(value) > MOST_STEPS:
        raise _wrong(f"a list of at most {MOST_STEPS} steps", value)
    names = [text(1, _STEP_LIMIT, step, "steps") for step in value]
    names = [name.lower() if name.lower() in built_in else name for name in names]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Wrong(f"must be different steps, not {shown(twice)} twice")
    return tuple(names)


def keys_for(action: str, value: object) -> str:
    """The keys for an action as the app names them, separated by commas alone."""
    from remoteos.domain.actions import ACTIONS  # only those who chose keys pay for them
    from remoteos.domain.keys import named_keys

    if isinstance(value, Mapping):
        raise _wrong('keys, with the action in quotes as in "block.finish" = "F"', value)
    known = [each.id for each in ACTIONS]
    if action not in known:
        from difflib import get_close_matches

        near = get_close_matches(action, known, 1)
        raise Wrong(
            f"is not an action ({f'did you mean {near[0]}?' if near else 'remoteos keys lists them'})"
        )
    keys = named_keys(value) if isinstance(value, str) else ""
    if not 1 <= len(keys) <= _KEYS_LIMIT:
        raise _wrong(f'keys such as "F" or "ctrl+n, f5", at most {_KEYS_LIMIT} characters', value)
    return keys


def _wrong(right: str, value: object) -> Wrong:
    return Wrong(f"must be {right}, not {shown(value)}")
