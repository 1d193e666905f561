"""What the user may set, its defaults, and the reading of it from a tree of plain values.

Nothing in a settings file is ever fatal: what is wrong or unknown is named, and its default is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from typing import NamedTuple, TypeVar

from remoteos.domain.text import clean

Key = tuple[str, ...]
"""The place of a setting in the file: ``("focus", "daily_target_min")``."""

Value = bool | int | str
"""A setting as the file says it."""

Span = tuple[time, time]
"""From one time of day to another; it ends on the next day if the second is earlier."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days' names in the file, in the order of ``date.weekday()``."""

OFF = "off"
"""What the file says for a weekday without hours."""

_WORK: Span = (time(9), time(17, 30))
_OFFLINE: Span = (time(20), time(7))


class Reminders(NamedTuple):
    """Which reminders are shown; each can be turned off."""

    breaks: bool = True
    """After a block, that its break is due."""
    shutdown: bool = True
    """Shortly before the day's end."""
    update: bool = True
    """When a manager update is due."""


class You(NamedTuple):
    """Who the user is, for updates and playbooks; empty where nothing was said."""

    name: str = ""
    role: str = ""
    manager: str = ""


def _presets() -> dict[str, tuple[int, int | None]]:
    return {"25/5": (25, 5), "50/10": (50, 10), "90/20": (90, 20)}


@dataclass(frozen=True)
class Settings:
    """All settings, with their defaults."""

    day_starts_at_hour: int = 4
    """The hour, 0 to 12, before which a night still belongs to the day before."""
    hours: tuple[Span | None, ...] = (_WORK,) * 5 + (None,) * 2
    """Work hours from Monday to Sunday; None on a day off."""
    offline: tuple[Span | None, ...] = (_OFFLINE,) * 7
    """Offline hours by the day they begin on, from Monday to Sunday; None where there are none."""
    presets: Mapping[str, tuple[int, int | None]] = field(default_factory=_presets)
    """Block shapes by name: minutes of focus (1 to 480), minutes of break (1 to 120) or None."""
    default_preset: str = "50/10"
    """The name of the preset that a block has unless told otherwise."""
    daily_target_min: int = 240
    """Minutes of focus in a day that last for years, 0 to 960; 0 shows no target."""
    reminders: Reminders = field(default_factory=Reminders)
    you: You = field(default_factory=You)

    def hours_on(self, weekday: int) -> Span | None:
        """Work hours of a weekday (0 is Monday), None on a day off."""
        return self.hours[weekday]

    def offline_on(self, weekday: int) -> Span | None:
        """Offline hours that begin on a weekday (0 is Monday), None when there are none."""
        return self.offline[weekday]


class SettingProblem(NamedTuple):
    """One thing wrong in the file, and what is used instead."""

    key: Key
    """Where it is."""
    message: str
    """What is wrong with it, to be read after the key: ``must be 0 to 960, not "lots"; using 240``."""


class _Wrong(ValueError):
    """A value that a setting cannot have; the message says what it can."""


def parse(tree: Mapping[str, object]) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Read settings from nested tables as TOML has them; never raises.

    Every wrong or unknown value becomes a problem, in the order of the file, and its default is used.
    """
    found = _Found(tree)
    read = found.read
    base = Settings()
    presets = _read_presets(found)
    settings = Settings(
        day_starts_at_hour=read(("day", "starts_at_hour"), partial(_whole, 0, 12), base.day_starts_at_hour),
        hours=_read_week(found, "hours", _work_span, base.hours),
        offline=_read_week(found, "offline", _span, base.offline),
        presets=presets,
        default_preset=read(("focus", "default_preset"), partial(_one_of, presets), base.default_preset),
        daily_target_min=read(("focus", "daily_target_min"), partial(_whole, 0, 960), base.daily_target_min),
        reminders=Reminders(**{name: read(("reminders", name), _flag, True) for name in _REMINDERS}),
        you=You(**{name: read(("you", name), _text, "") for name in _YOU}),
    )
    return settings, found.problems()


def values(settings: Settings) -> dict[Key, Value]:
    """Every setting as the file would say it, in the file's order."""
    return {
        ("you", "name"): settings.you.name,
        ("you", "role"): settings.you.role,
        ("you", "manager"): settings.you.manager,
        ("day", "starts_at_hour"): settings.day_starts_at_hour,
        **{("hours", day): said(span) for day, span in zip(WEEKDAYS, settings.hours, strict=True)},
        **{("offline", day): said(span) for day, span in zip(WEEKDAYS, settings.offline, strict=True)},
        ("focus", "daily_target_min"): settings.daily_target_min,
        ("focus", "default_preset"): settings.default_preset,
        **{("focus", "presets", name): _said_preset(*shape) for name, shape in settings.presets.items()},
        ("reminders", "breaks"): settings.reminders.breaks,
        ("reminders", "shutdown"): settings.reminders.shutdown,
        ("reminders", "update"): settings.reminders.update,
    }


def said(span: Span | None) -> str:
    """A span as the file says it: ``09:00-17:30``, or ``off``."""
    return OFF if span is None else f"{span[0]:%H:%M}-{span[1]:%H:%M}"


def shown(value: object) -> str:
    """A value as TOML would say it, cut to one short line for a message."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = clean(value[:200])
        return f'"{text[:59]}…"' if len(text) > 60 else f'"{text}"'
    if isinstance(value, Mapping | list):
        return "a table" if isinstance(value, Mapping) else "a list"
    if isinstance(value, int) and value.bit_length() > 64:
        return "a number that long"  # Python refuses to print one of thousands of digits
    return str(value)


OPEN_ENDED = "open-ended"
"""The block shape that is always there and is no preset: it ends when the user ends it."""

T = TypeVar("T")
_NAME_LIMIT = 200
_SPAN = r"([01][0-9]|2[0-3]):([0-5][0-9])\s*[-\u2013]\s*([01][0-9]|2[0-3]):([0-5][0-9])"
_REMINDERS = ("breaks", "shutdown", "update")
_YOU = ("name", "role", "manager")


def _read_week(
    found: _Found, section: str, reader: Callable[[object], Span | None], usual: tuple[Span | None, ...]
) -> tuple[Span | None, ...]:
    return tuple(found.read((section, day), reader, span) for day, span in zip(WEEKDAYS, usual, strict=True))


def _read_presets(found: _Found) -> dict[str, tuple[int, int | None]]:
    """The presets the program comes with, and the user's own after them or in their place."""
    presets = _presets()
    for name in found.names(("focus", "presets")):
        shape = found.read(("focus", "presets", name), partial(_preset, name), None, "ignored")
        if shape is not None:
            presets[name] = shape
    return presets


class _Found:
    """Reads values out of the tree, and keeps what was wrong and which keys were asked for."""

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
        except _Wrong as wrong:
            self._wrong[key] = f"must be {wrong}, not {shown(here)}; {instead or _instead(usual)}"
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


def _instead(usual: object) -> str:
    if usual is None or isinstance(usual, tuple):
        return f"using {said(usual)}"
    return f"using {shown(usual)}"


def _whole(least: int, most: int, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _Wrong(f"{least} to {most}")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _NAME_LIMIT:
        raise _Wrong(f"a text of at most {_NAME_LIMIT} characters")
    return clean(value)


def _one_of(names: Mapping[str, object], value: object) -> str:
    if not isinstance(value, str) or value not in names:
        raise _Wrong(f"one of {', '.join(names)}")
    return value


def _span(value: object) -> Span | None:
    if value == OFF:
        return None
    match = re.fullmatch(_SPAN, value.strip()) if isinstance(value, str) else None
    if match is None:
        raise _Wrong(f'hours such as "09:00-17:30", or "{OFF}"')
    from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
    span = time(from_hour, from_minute), time(to_hour, to_minute)
    if span[0] == span[1]:
        raise _Wrong(f'hours with an end other than their start, or "{OFF}"')
    return span


def _work_span(value: object) -> Span | None:
    span = _span(value)
    if span is not None and span[0] > span[1]:
        raise _Wrong("hours that end later on the same day")
    return span


def _preset(name: str, value: object) -> tuple[int, int | None]:
    if not 1 <= len(name) <= 40 or name != clean(name) or name == OPEN_ENDED:
        raise _Wrong("under a name of 1 to 40 characters other than open-ended")
    match = re.fullmatch(r"([0-9]{1,3})(?:/([0-9]{1,3}))?", value) if isinstance(value, str) else None
    focus, rest = (int(match[1]), int(match[2]) if match[2] else None) if match else (0, None)
    if not 1 <= focus <= 480 or (rest is not None and not 1 <= rest <= 120):
        raise _Wrong('minutes of focus, or of focus and break, such as "45" or "50/10"')
    return focus, rest


def _said_preset(focus_min: int, break_min: int | None) -> str:
    return str(focus_min) if break_min is None else f"{focus_min}/{break_min}"
