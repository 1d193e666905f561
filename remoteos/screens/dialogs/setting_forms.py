"""The forms of the settings screen: each asks for one setting and writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from remoteos.domain import entry as typed
from remoteos.domain.errors import Refused
from remoteos.domain.keys import named_keys
from remoteos.domain.rituals import Ritual
from remoteos.domain.settings import WEEKDAYS, read_span
from remoteos.domain.time import TimeGiven
from remoteos.domain.words import clock_time
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.screens.setting_entries import Entry
from remoteos.screens.typed import maybe, typed_minutes
from remoteos.widgets.fields import Field

_DAYS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Monday to Friday", WEEKDAYS[:5]),
    ("every day", WEEKDAYS),
)


def text_form(session: Session, entry: Entry, value: str) -> Form:
    """A text, which may be empty."""

    def save(values: Values) -> None:
        session.set_settings({entry.key: values["value"]})

    return _one(session, entry, Field("value", entry.label, value), save)


def hour_form(session: Session, entry: Entry) -> Form:
    """The hour at which a new day starts."""
    wanted = "It is a whole hour from 0 to 12, such as 4."

    def read(text: str) -> int:
        hour = text.removesuffix(":00")
        if not (hour.isascii() and hour.isdecimal() and int(hour) <= 12):
            raise ValueError(wanted)
        return int(hour)

    def save(values: Values) -> None:
        session.set_settings({entry.key: read(values["value"])})

    now = str(session.desk.settings.day_starts_at_hour)
    return _one(session, entry, Field("value", "Hour, 0 to 12", now, check=read), save)


def target_form(session: Session, entry: Entry) -> Form:
    """The daily target."""

    def read(text: str) -> int:
        if text in ("", "0", "none", "off"):
            return 0
        return typed_minutes(text)

    def save(values: Values) -> None:
        session.set_settings({entry.key: read(values["value"])})

    now = str(session.desk.settings.daily_target_min or "")
    field = Field("value", "Minutes", now, hint="240, or 4h; empty for none", check=read)
    return _one(session, entry, field, save)


def hours_form(session: Session, entry: Entry) -> Form:
    """Work hours or offline hours of a weekday, and of others along with it."""
    section, day = entry.key[0], entry.key[1]
    settings = session.desk.settings
    working = section == "hours"
    now = (settings.hours if working else settings.offline)[WEEKDAYS.index(day)]
    at_first = [clock_time(one) for one in now] if now else ["", ""]

    def save(values: Values) -> None:
        text = _span_typed(values["from"], values["to"])
        try:
            said = read_span("hours" if working else "offline", text)
        except ValueError as error:
            reason = str(error).partition(", not ")[0]
            raise Refused(f"{entry.label} {reason}.") from None
        days = dict(_DAYS).get(values["days"], (day,))
        session.set_settings({(section, one): said for one in days})

    return Form(
        session,
        entry.label,
        [
            Field("from", "From", at_first[0], hint="09:00", check=_time),
            Field("to", "To, the shutdown" if working else "To", at_first[1], hint="17:30", check=_time),
            Field("days", "For", day, options=[(day, entry.label), *((name, name) for name, _ in _DAYS)]),
        ],
        save,
        name=entry.id,
        note=f"{entry.what} Leave both empty {'for a day off' if working else 'for none'}.",
    )


def preset_form(session: Session, entry: Entry | None) -> Form:
    """A preset, new if there is no entry for it yet."""
    focus, rest = session.desk.settings.presets[entry.name] if entry else ("", "")
    minutes = Field("focus", "Minutes of focus", str(focus), hint="50", check=typed_minutes)
    pause = Field(
        "rest", "Minutes of break", str(rest or ""), hint="10, or empty for none", check=_minutes_or_none
    )
    naming = [] if entry else [Field("name", "Name", hint="long")]

    def save(values: Values) -> None:
        name = entry.name if entry else values["name"]
        if not entry and not name:
            raise Refused("A preset needs a name.")
        if not entry and name in session.desk.settings.presets:
            raise Refused(f"There is a preset {name} already.")
        shape = str(typed_minutes(values["focus"]))
        if values["rest"]:
            shape += f"/{typed_minutes(values['rest'])}"
        session.set_settings({("focus", "presets", name): shape})

    title = entry.label if entry else "A preset of your own"
    return Form(session, title, [*naming, minutes, pause], save, name=entry.id if entry else "new preset")


def step_form(session: Session, ritual: Ritual, steps: Sequence[str]) -> Form:
    """A step of the user's own for a ritual that has these steps."""

    def save(values: Values) -> None:
        if not values["step"]:
            raise Refused("A step needs a few words.")
        session.set_settings({("rituals", ritual): (*steps, values["step"])})

    field = Field("step", "Step", hint="look at the calendar")
    note = "It is asked each time, to be checked off or skipped."
    return Form(session, "A step of your own", [field], save, name=f"new {ritual} step", note=note)


def key_form(session: Session, action: str, what: str, now: str) -> Form:
    """The keys of an action."""

    def save(values: Values) -> None:
        session.set_settings({("keys", action): values["keys"]})

    def check(text: str) -> None:
        if not named_keys(text):
            raise ValueError("These are no keys; write F, ctrl+n or f5, with a comma between two.")

    field = Field("keys", "Keys", now, hint="F, or ctrl+n, f5", check=check)
    return Form(session, what, [field], save, name=f"keys {action}")


def _one(session: Session, entry: Entry, field: Field, save: Callable[[Values], object]) -> Form:
    return Form(session, entry.label, [field], save, name=entry.id, note=entry.what)


def _time(text: str) -> TimeGiven | None:
    """A time of day as it may be typed: ``9``, ``09:00``; None for nothing."""
    if not text:
        return None
    try:
        return typed.read_time(f"{text}:00" if text.isdecimal() else text)
    except ValueError:
        raise ValueError(f"{typed.TIME.refusal(text).partition(', or ')[0]}.") from None


def _span_typed(start: str, end: str) -> str:
    if not start and not end:
        return "off"
    if not start or not end:
        raise Refused("Both times are needed, or none for a day without.")
    times = [_time(start), _time(end)]
    return "-".join(f"{one:%H:%M}" for one in times)


def _minutes_or_none(text: str) -> int | None:
    return maybe(typed_minutes, text)
