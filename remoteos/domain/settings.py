"""What the user may set, its defaults, and the reading of it from a tree of plain values.

Nothing in a settings file is ever fatal: what is wrong or unknown is named, and its default is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from typing import Literal, NamedTuple

from remoteos.domain import settings_reading as reading
from remoteos.domain.rituals import STEPS, Ritual
from remoteos.domain.settings_reading import (
    OPEN_ENDED,
    Found,
    Key,
    SettingProblem,
    Span,
    Value,
    said,
    shown,
)
from remoteos.domain.time import WEEKDAYS

__all__ = [
    "OPEN_ENDED",
    "OPEN_TABLES",
    "WEEKDAYS",
    "AppSettings",
    "Key",
    "Reminders",
    "RitualSteps",
    "SettingProblem",
    "Settings",
    "Span",
    "Value",
    "You",
    "parse",
    "read_span",
    "said",
    "shown",
    "values",
]

OPEN_TABLES: tuple[Key, ...] = (("focus", "presets"), ("keys",))
"""The tables whose names the user chooses."""

_WORK: Span = (time(9), time(17, 30))
_OFFLINE: Span = (time(20), time(7))


class Reminders(NamedTuple):
    """Which reminders are shown; each can be turned off."""

    blocks: bool = True
    """When a block reaches its planned end."""
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


class RitualSteps(NamedTuple):
    """The steps of the user's rituals, in order; what is not built in is only checked off."""

    start: tuple[str, ...] = STEPS["start"]
    end: tuple[str, ...] = STEPS["end"]

    def of(self, ritual: Ritual) -> tuple[str, ...]:
        """The steps of one ritual."""
        return self.start if ritual == "start" else self.end


class AppSettings(NamedTuple):
    """How the app looks, and how it makes itself heard."""

    theme: str = "remoteos-dark"
    """The name of a theme; the app says so when it does not know it."""
    hide_private: bool = False
    """Whether everything private is hidden from the start, for a screen that is shared."""
    notify_terminal: bool = True
    """Whether the terminal is asked to notify when a block reaches its end."""
    notify_desktop: bool = True
    """Whether the desktop is asked to, where it can be."""


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
    rituals: RitualSteps = field(default_factory=RitualSteps)
    reminders: Reminders = field(default_factory=Reminders)
    app: AppSettings = field(default_factory=AppSettings)
    keymap: Mapping[str, str] = field(default_factory=dict)
    """The user's own keys by the id of their action, separated by commas; only what the file gives."""
    you: You = field(default_factory=You)

    def hours_on(self, weekday: int) -> Span | None:
        """Work hours of a weekday (0 is Monday), None on a day off."""
        return self.hours[weekday]

    def offline_on(self, weekday: int) -> Span | None:
        """Offline hours that begin on a weekday (0 is Monday), None when there are none."""
        return self.offline[weekday]


def parse(tree: Mapping[str, object]) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Read settings from nested tables as TOML has them; never raises.

    Every wrong or unknown value becomes a problem, in the order of the file, and its default is used.
    """
    found = Found(tree)
    read, whole, text = found.read, reading.whole, reading.text
    base = Settings()
    presets = _read_presets(found)
    theme = read(("app", "theme"), partial(text, 1, 60), base.app.theme)
    settings = Settings(
        day_starts_at_hour=read(("day", "starts_at_hour"), partial(whole, 0, 12), base.day_starts_at_hour),
        hours=_read_week(found, "hours", base.hours),
        offline=_read_week(found, "offline", base.offline),
        presets=presets,
        default_preset=read(
            ("focus", "default_preset"), partial(reading.one_of, presets), base.default_preset
        ),
        daily_target_min=read(("focus", "daily_target_min"), partial(whole, 0, 960), base.daily_target_min),
        rituals=RitualSteps(
            **{
                name: read(("rituals", name), partial(reading.steps, STEPS[name]), STEPS[name])
                for name in STEPS
            }
        ),
        reminders=Reminders(**_read_flags(found, "reminders", base.reminders._asdict())),
        app=AppSettings(theme, **_read_flags(found, "app", base.app._asdict())),
        keymap=_read_keymap(found),
        you=You(**{name: read(("you", name), partial(text, 0, 200), "") for name in You._fields}),
    )
    return settings, found.problems()


def values(settings: Settings) -> dict[Key, Value]:
    """Every setting as the file would say it, in the file's order."""
    return {
        **_values_in("you", settings.you._asdict()),
        ("day", "starts_at_hour"): settings.day_starts_at_hour,
        **_values_in("hours", dict(zip(WEEKDAYS, map(said, settings.hours), strict=True))),
        **_values_in("offline", dict(zip(WEEKDAYS, map(said, settings.offline), strict=True))),
        ("focus", "daily_target_min"): settings.daily_target_min,
        ("focus", "default_preset"): settings.default_preset,
        **{
            ("focus", "presets", name): reading.said_preset(*shape)
            for name, shape in settings.presets.items()
        },
        **_values_in("rituals", settings.rituals._asdict()),
        **_values_in("reminders", settings.reminders._asdict()),
        **_values_in("app", settings.app._asdict()),
        **_values_in("keys", settings.keymap),
    }


def read_span(section: Literal["hours", "offline"], text: str) -> str:
    """Hours that a person typed for a section, as the file says them.

    Raises ValueError with what is wrong, to be read after a name: ``must be hours such as …, not "9-5"``.
    """
    return said(_SPANS[section](text.strip()))


_SPANS: Mapping[str, Callable[[object], Span | None]] = {
    "hours": reading.day_span,
    "offline": reading.any_span,
}


def _values_in(section: str, named: Mapping[str, Value]) -> dict[Key, Value]:
    return {(section, name): value for name, value in named.items()}


def _read_week(found: Found, section: str, usual: tuple[Span | None, ...]) -> tuple[Span | None, ...]:
    return tuple(
        found.read((section, day), _SPANS[section], span, f"using {said(span)}")
        for day, span in zip(WEEKDAYS, usual, strict=True)
    )


def _read_flags(found: Found, section: str, usual: Mapping[str, Value]) -> dict[str, bool]:
    """The settings of a section that are on or off."""
    return {
        name: found.read((section, name), reading.flag, value)
        for name, value in usual.items()
        if isinstance(value, bool)
    }


def _read_presets(found: Found) -> dict[str, tuple[int, int | None]]:
    """The presets the program comes with, and the user's own after them or in their place."""
    presets = _presets()
    for name in found.names(("focus", "presets")):
        shape = found.read(("focus", "presets", name), partial(reading.preset, name), None, "ignored")
        if shape is not None:
            presets[name] = shape
    return presets


def _read_keymap(found: Found) -> dict[str, str]:
    """The user's own keys by action."""
    keys = {
        action: found.read(("keys", action), partial(reading.keys_for, action), "", "ignored")
        for action in found.names(("keys",))
    }
    return {action: chosen for action, chosen in keys.items() if chosen}
