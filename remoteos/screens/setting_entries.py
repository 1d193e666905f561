"""What can be set, section by section, as the settings screen lists it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from remoteos.domain.actions import ACTIONS
from remoteos.domain.keys import shown_keys
from remoteos.domain.rituals import STEPS, Ritual
from remoteos.domain.settings import OPEN_ENDED, WEEKDAYS, Key, Settings, Span, Value, values
from remoteos.domain.veil import Veil
from remoteos.domain.words import duration, span

Kind = Literal["flag", "theme", "preset", "text", "hour", "target", "span", "shape", "step", "key", "add"]
"""How a setting is changed."""


class Entry(NamedTuple):
    """One line of a section."""

    id: str
    label: str
    value: str
    """Its value as it may be shown now."""
    what: str
    """What it is for, in a sentence."""
    kind: Kind
    key: Key
    """Where it is in the file; for a step, the ritual that it belongs to."""
    name: str = ""
    """The step, preset or action that it is about."""
    on: bool | None = None
    """Whether it is on; None for what is neither on nor off."""
    own: bool = False
    """Whether the user added it."""


class Section(NamedTuple):
    """A group of settings."""

    id: str
    title: str
    entries: Callable[[Settings, Veil], Iterator[Entry]]


STEP_WORDS: Mapping[str, str] = {
    "left over": "What the last day left unfinished, and its end if that was missed.",
    "pulse": "Energy and stress, for your own eyes.",
    "day type": "Whether it is a day of deep work, of meetings, mixed, or to recover.",
    "outcomes": "At most three outcomes for the day.",
    "plan": "Blocks, laid out against the hours left.",
    "moved": "What moved on the outcomes of the day.",
    "wins": "What went well.",
    "loops": "Every open loop decided, or left open.",
    "tomorrow": "What to begin with next time.",
}
"""What each built-in step of a ritual is about."""

_FLAGS: tuple[tuple[str, str, str, str], ...] = (
    ("reminders", "blocks", "The end of a block", "A reminder when a block reaches its planned end."),
    ("reminders", "breaks", "Breaks", "A reminder after a block that its break is due."),
    ("reminders", "shutdown", "The end of the day", "A reminder shortly before the day's end."),
    ("app", "notify_terminal", "By the terminal", "Whether the terminal may ring or show a notice."),
    ("app", "notify_desktop", "By the desktop", "Whether the desktop may show a notice, where it can."),
)


def _look(settings: Settings, _: Veil) -> Iterator[Entry]:
    key = ("app", "theme")
    what = "The colours. Each theme is tried out while you choose."
    yield Entry("app.theme", "Theme", settings.app.theme, what, "theme", key)
    what = "Whether everything private is hidden when the app starts, for a screen that is shared."
    yield _flag("app", "hide_private", "Start with private hidden", what, settings)


def _you(settings: Settings, veil: Veil) -> Iterator[Entry]:
    you = settings.you
    what = "For updates and playbooks. It stays on this machine until you export something."
    yield Entry("you.name", "Your name", veil.text(you.name) or "–", what, "text", ("you", "name"))
    yield Entry("you.role", "Your role", veil.notice(you.role) or "–", what, "text", ("you", "role"))
    what = "Whom your updates are for. The name is hidden while private things are."
    yield Entry(
        "you.manager", "Your manager", veil.name(you.manager) or "–", what, "text", ("you", "manager")
    )


def _day(settings: Settings, _: Veil) -> Iterator[Entry]:
    what = "A late night belongs to the day it began on: the hour at which a new day starts."
    at = f"{settings.day_starts_at_hour:02}:00"
    yield Entry("day.starts_at_hour", "A new day starts at", at, what, "hour", ("day", "starts_at_hour"))


def _focus(settings: Settings, veil: Veil) -> Iterator[Entry]:
    target = settings.daily_target_min
    what = "How much deep work a day can hold for years. A guide for you, and no quota."
    key: Key = ("focus", "daily_target_min")
    yield Entry("focus.daily_target_min", "Daily target", _target(target), what, "target", key)
    what = "The shape that a block has unless you choose another."
    shown = veil.without_names(settings.default_preset)
    key = ("focus", "default_preset")
    yield Entry("focus.default_preset", "Usual preset", shown, what, "preset", key)
    usual = Settings().presets
    for name, shape in settings.presets.items():
        yield Entry(
            f"focus.presets.{name}",
            f"Preset {veil.without_names(name)}",
            _shape(*shape),
            "The length of a block, and of the break after it.",
            "shape",
            ("focus", "presets", name),
            name,
            own=name not in usual,
        )
    what = f"A block's length and its break under a name of yours. {OPEN_ENDED.capitalize()} is always there."
    yield Entry("add.preset", "+ add a preset", "", what, "add", ("focus", "presets"))


def _keys(settings: Settings, _: Veil) -> Iterator[Entry]:
    for action in ACTIONS:
        if action.id in settings.keymap:
            shown = shown_keys(action, settings.keymap)
            usual = shown_keys(action, {})
            what = f"{action.id}; by default it is {usual}."
            key = ("keys", action.id)
            yield Entry(f"keys.{action.id}", action.what, shown, what, "key", key, action.id, own=True)
    lists = shown_keys(next(action for action in ACTIONS if action.id == "help"), settings.keymap)
    what = f"Give any action a key of your own. {lists} lists the keys of each screen."
    yield Entry("add.key", "+ add a key of your own", "", what, "add", ("keys",))


def _week(section: str, what: str) -> Callable[[Settings, Veil], Iterator[Entry]]:
    def entries(settings: Settings, _: Veil) -> Iterator[Entry]:
        spans = settings.hours if section == "hours" else settings.offline
        for day, hours in zip(WEEKDAYS, spans, strict=True):
            key = (section, day)
            yield Entry(f"{section}.{day}", day.capitalize(), _span(hours), what, "span", key, day)

    return entries


def _ritual(ritual: Ritual) -> Callable[[Settings, Veil], Iterator[Entry]]:
    def entries(settings: Settings, veil: Veil) -> Iterator[Entry]:
        steps = settings.rituals.of(ritual)
        for name in (*steps, *(step for step in STEPS[ritual] if step not in steps)):
            yield step_entry(ritual, name, veil, on=name in steps)
        what = "Anything to be checked off each time: a look at the calendar, a short walk."
        yield Entry("add.step", "+ add a step of your own", "", what, "add", ("rituals", ritual))

    return entries


def step_entry(ritual: Ritual, name: str, veil: Veil, *, on: bool) -> Entry:
    """The line of one step of a ritual."""
    own = name not in STEPS[ritual]
    label = veil.text(name) if own else name.capitalize()
    what = "A step of your own, to be checked off." if own else STEP_WORDS.get(name, "")
    value = "on" if on else "off"
    return Entry(f"step.{name}", label, value, what, "step", ("rituals", ritual), name, on, own)


def _reminders(settings: Settings, _: Veil) -> Iterator[Entry]:
    for section, name, label, what in _FLAGS:
        yield _flag(section, name, label, what, settings)


def _flag(section: str, name: str, label: str, what: str, settings: Settings) -> Entry:
    on = bool(values(settings)[section, name])
    return Entry(f"{section}.{name}", label, "on" if on else "off", what, "flag", (section, name), on=on)


_WORK_WORDS = "When you work; at the end of it the day shuts down. It counts from the next day that you open."
_OFFLINE_WORDS = "From when to when work is asked about; it may go on into the next morning."

SECTIONS: tuple[Section, ...] = (
    Section("look", "Look", _look),
    Section("you", "You", _you),
    Section("day", "Day", _day),
    Section("hours", "Work hours", _week("hours", _WORK_WORDS)),
    Section("offline", "Offline hours", _week("offline", _OFFLINE_WORDS)),
    Section("blocks", "Blocks", _focus),
    Section("start", "Start of day", _ritual("start")),
    Section("end", "End of day", _ritual("end")),
    Section("reminders", "Reminders", _reminders),
    Section("keys", "Keys", _keys),
)
"""The sections in their order."""


def default_said(entry: Entry, given: Collection[Key]) -> str:
    """Whether a setting has its default, and what that is; empty for what has none."""
    if entry.kind == "add" or entry.key not in values(Settings()):
        return ""
    if entry.key not in given:
        return "This is the default."
    if entry.kind == "step":
        return "These are your own steps or your order of them."
    return f"The default is {value_said(entry, values(Settings())[entry.key])}."


def value_said(entry: Entry, value: Value) -> str:
    """A setting's value in words, as it stands in its line."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if entry.kind == "target" and isinstance(value, int):
        return _target(value)
    if entry.kind == "hour":
        return f"{value:02}:00"
    return str(value).replace("-", "–") if entry.kind == "span" else str(value) or "–"


def _target(minutes: int) -> str:
    return duration(minutes * 60) if minutes else "none"


def _shape(focus: int, rest: int | None) -> str:
    return f"{focus} m" if rest is None else f"{focus} m, break {rest} m"


def _span(hours: Span | None) -> str:
    return span(*hours) if hours else "off"
