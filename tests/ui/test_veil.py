"""While the screen is shared, no screen shows anything private or anybody's name; afterwards all is back."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

import pytest
from textual.content import Content
from textual.widget import Widget

from remoteos.domain.record import Record
from remoteos.domain.settings import AppSettings, You
from remoteos.domain.tables import RECORD_TYPES
from remoteos.screens.page import Page
from remoteos.services import focus, rituals
from remoteos.services.desk import Desk
from scripts.tour import WAYS, Stop
from tests.ui.conftest import LARGE, Seat, Sit
from tests.ui.hostile import furnish

SECRET = "geheim"
"""How every private text begins; nothing else on any screen has it."""
PERSON = "Xenia Quorva"
NAMES = ("Xenia", "Quorva")
PUBLIC = "offen"
"""How every text begins that others may see; each names a person too."""

STOPS = [stop for stop in WAYS if stop.day != "new"]
ALWAYS_PRIVATE = ("events", "note", "first_thing")
"""What is nobody else's business in a record of any visibility."""


def labelled(record: Record, numbers: Iterator[int]) -> Record:
    """A record in which every text says whether it is private, and names somebody if it is not."""

    def text(private: bool) -> str:
        return f"{SECRET}{next(numbers)}" if private else f"{PUBLIC}{next(numbers)} for {PERSON}"

    def inside(value: Any, private: bool) -> Any:
        if value == "x":
            return text(private)
        if isinstance(value, tuple):
            return tuple(inside(one, private) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{each.name: inside(getattr(value, each.name), private) for each in fields(value)}
            )
        return value

    new = {}
    for each in fields(record):
        private = record.visibility == "private" or each.name in ALWAYS_PRIVATE
        value = getattr(record, each.name)
        new[each.name] = PERSON if each.name == "asked_of" else inside(value, private)
    return replace(record, **new)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk on which every text of every kind of record is labelled."""
    furnished = furnish(desk, "x")
    numbers = count(100)
    records = [labelled(one, numbers) for kind in RECORD_TYPES for one in furnished.store.all(kind)]
    furnished.store.commit(f"edit “{SECRET}label”", records, at=desk.now)
    you = You(name=f"{SECRET}name", role="engineer", manager=PERSON)
    own = furnished.settings.rituals._replace(start=("pulse", f"{SECRET}step"), end=("loops", f"{SECRET}end"))
    return furnished._replace(settings=replace(furnished.settings, you=you, rituals=own))


def on_day(desk: Desk, day: str) -> Desk:
    """The desk on the kind of day that a stop wants."""
    if day == "between":
        focus.stop(desk)
    if day == "unopened":
        desk.store.commit("take the day away", delete=[rituals.day_in_hand(desk)], at=desk.now)
    return desk


def shared(desk: Desk) -> Desk:
    """The desk with everything private hidden from the start."""
    return desk._replace(settings=replace(desk.settings, app=AppSettings(hide_private=True)))


def said(seat: Seat) -> str:
    """All that can be read: the screen, what is said over it, and what the mouse would bring up."""
    texts = [*seat.lines, *(note.message for note in seat.app._notifications)]
    for widget in seat.app.screen.walk_children(Widget):
        tooltip = widget.tooltip
        texts.append(tooltip.plain if isinstance(tooltip, Content) else str(tooltip or ""))
    return "\n".join(texts)


def assert_nothing_leaks(seat: Seat) -> None:
    shown = said(seat)
    for secret in (SECRET, *NAMES):
        assert secret.lower() not in shown.lower(), f"{secret} is to be read:\n{shown}"


def labels(seat: Seat) -> set[str]:
    """The labelled words on the screen."""
    return {word for word in seat.text.split() if word.startswith((SECRET, PUBLIC))}


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
async def test_no_screen_shows_anything_private(stop: Stop, full: Desk, sit: Sit) -> None:
    async with sit(shared(on_day(full, stop.day))) as seat:
        assert_nothing_leaks(seat)
        for key in stop.keys:
            await seat.press(key)
            assert_nothing_leaks(seat)
            if isinstance(seat.app.screen, Page):
                seat.sees("private hidden")


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
async def test_h_hides_a_screen_and_brings_all_of_it_back(stop: Stop, full: Desk, sit: Sit) -> None:
    async with sit(on_day(full, stop.day)) as seat:
        for key in stop.keys:
            await seat.press(key)
            focused = seat.app.focused
            if not isinstance(seat.app.screen, Page):
                continue  # in a dialog h is a letter, or does nothing: one leaves it first
            seat.app.set_focus(None)
            seat.app.show_anew()
            seat.app.clear_notifications()
            await seat.settle()
            before = seat.lines
            await seat.press("h")
            assert seat.app.session.hidden
            assert_nothing_leaks(seat)
            await seat.press("h")
            assert not seat.app.session.hidden
            assert seat.lines == before
            seat.app.set_focus(focused)
            await seat.settle()


@pytest.mark.parametrize(("keys", "widget"), [((), "TimelineView"), ((), "#beside"), (("l",), "Rows")])
async def test_what_the_mouse_brought_up_goes_too(
    keys: tuple[str, ...], widget: str, full: Desk, sit: Sit
) -> None:
    async with sit(full) as seat:
        await seat.press(*keys)
        pointed = seat.app.screen.query(widget).first()
        for line in range(pointed.size.height):
            await seat.pilot.hover(widget, offset=(12, line))
            if pointed.tooltip is not None:
                break
        else:
            pointed.tooltip = Content(f"{SECRET} as any list would show it")
        await seat.press("h")
        assert pointed.tooltip is None
        assert_nothing_leaks(seat)


async def test_there_is_something_to_hide_on_every_page(full: Desk, sit: Sit) -> None:
    """Otherwise the tests above would say nothing."""
    for keys in ((), ("2",), ("l",), ("3",), ("A", "v"), ("D",), ("M",), ("G",)):
        async with sit(full, size=LARGE) as seat:
            await seat.press(*keys)
            found = labels(seat)
            assert any(word.startswith(SECRET) for word in found) or keys == ("2",)
            assert any(word.startswith(PUBLIC) for word in found) or keys == ("l",)


async def test_what_others_may_see_is_shown_without_names(full: Desk, sit: Sit) -> None:
    async with sit(shared(full)) as seat:
        seat.sees(PUBLIC, "someone", "▒▒▒▒▒▒")


@pytest.mark.parametrize(
    "keys",
    [("u",), ("p",), ("plus",), ("2", "p", "p"), ("l", "d"), ("l", "t"), ("l", "x"), ("3", "d"), ("A", "m")],
)
async def test_nothing_that_is_said_tells_anything(keys: tuple[str, ...], full: Desk, sit: Sit) -> None:
    async with sit(shared(full)) as seat:
        for key in keys:
            await seat.press(key)
            assert_nothing_leaks(seat)
        await seat.press("u")
        assert_nothing_leaks(seat)


async def test_the_palette_finds_nothing_private(full: Desk, sit: Sit) -> None:
    async with sit(shared(full)) as seat:
        await seat.press("ctrl+p")
        for typed in (SECRET, *NAMES):
            await seat.type(typed)
            seat.sees("Nothing fits.")
        await seat.type(PUBLIC)
        seat.sees("for someone outcome")
        assert_nothing_leaks(seat)


@pytest.mark.parametrize("wall", ["09:35", "12:00", "14:50", "15:05", "18:00"])
async def test_no_reminder_and_no_hour_of_the_day_tells_anything(wall: str, full: Desk, sit: Sit) -> None:
    async with sit(shared(full)) as seat:
        await seat.at(wall)
        assert_nothing_leaks(seat)
        for key in ("escape", "1", "2", "3", "l"):
            await seat.press(key)
            assert_nothing_leaks(seat)


async def test_the_sign_is_on_every_page_and_the_setting_starts_with_it(full: Desk, sit: Sit) -> None:
    async with sit(shared(full)) as seat:
        for key in ("1", "2", "3", "l", "escape", "comma", "escape", "e"):
            await seat.press(key)
            if isinstance(seat.app.screen, Page):
                seat.sees("private hidden")
