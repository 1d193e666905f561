"""What others do while somebody types: no other block is hit, and nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from remoteos.domain.agreement import Breach
from remoteos.domain.focus import Block
from remoteos.services import focus, rituals
from remoteos.services.desk import Desk
from remoteos.services.errors import Busy
from tests.ui.blocks import blocks, only, start
from tests.ui.conftest import Seat, Sit

ANOTHER = "Nothing was changed: another block is open by now, “read”."
LOCKED = "Somebody else is writing. Nothing was changed."

BusyOnce = Callable[[Any, str], None]


@pytest.fixture
def busy_once(monkeypatch: pytest.MonkeyPatch) -> BusyOnce:
    """Make a service find the file locked, once."""

    def make(module: Any, name: str) -> None:
        usual = getattr(module, name)

        def locked(*args: Any, **more: Any) -> None:
            monkeypatch.setattr(module, name, usual)
            raise Busy(LOCKED)

        monkeypatch.setattr(module, name, locked)

    return make


def another(desk: Desk) -> Block:
    """Another process ends the open block and starts one."""
    focus.stop(desk)
    return start(desk, "read")


def assert_kept(seat: Seat, dialog: str, text: str) -> None:
    """The dialog is still there with what was typed, and says why."""
    assert seat.screen == dialog
    seat.sees(text)


@pytest.mark.parametrize(("key", "dialog"), [("f", "FinishBlock"), ("X", "Reason")])
async def test_ending_a_block_does_not_end_another_one(sit: Sit, desk: Desk, key: str, dialog: str) -> None:
    start(desk)
    async with sit() as seat:
        await seat.press("2", key)
        await seat.type("section 3 drafted")
        other = another(desk)
        before = blocks(desk)
        await seat.press("enter")
        assert_kept(seat, dialog, "section 3 drafted")
        seat.sees(ANOTHER)
        assert focus.current(desk) == other
        assert blocks(desk) == before


async def test_a_pause_is_for_the_block_that_was_shown(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the change: the page still shows the block that has just ended."""
    start(desk)
    for key, name in (("p", "pause"), ("plus", "extend")):
        usual = getattr(focus, name)

        def late(at: Desk, *args: Any, usual: Any = usual, **more: Any) -> Any:
            another(at)
            return usual(at, *args, **more)

        async with sit() as seat:
            await seat.press("2")
            with monkeypatch.context() as patch:
                patch.setattr(focus, name, late)
                await seat.press(key)
            assert seat.toast.startswith(ANOTHER)
        assert all(block.planned_s == 50 * 60 and block.state != "paused" for block in blocks(desk))


async def test_a_reason_to_give_up_is_kept_while_the_file_is_locked(
    sit: Sit, desk: Desk, busy_once: BusyOnce
) -> None:
    start(desk)
    busy_once(focus, "abandon")
    async with sit() as seat:
        await seat.press("2", "X")
        await seat.type("the outage took over")
        await seat.press("enter")
        assert_kept(seat, "Reason", "the outage took over")
        seat.sees(LOCKED)
        assert only(desk).state == "running"
        await seat.press("escape", "X")
        assert_kept(seat, "Reason", "the outage took over")
        await seat.press("enter")
        assert only(desk).events[-1].note == "the outage took over"
        assert seat.toast.startswith("Given up: write section 3")


@pytest.mark.parametrize(
    ("module", "name", "keys"),
    [
        (rituals, "open_day", ("o",)),
        (rituals, "close_day", ("e", "enter", "enter", "enter")),
        (focus, "resume", ("2", "p")),
    ],
)
async def test_a_reason_to_work_late_is_kept_while_the_file_is_locked(
    sit: Sit, desk: Desk, busy_once: BusyOnce, module: Any, name: str, keys: tuple[str, ...]
) -> None:
    if name != "open_day":
        rituals.open_day(desk)
    if name == "resume":
        start(desk)
        focus.pause(desk)
    desk.clock.set("21:30")  # type: ignore[attr-defined]
    busy_once(module, name)
    async with sit() as seat:
        await seat.press(*keys)
        assert seat.screen == "Reason"
        await seat.type("the release")
        await seat.press("enter")
        assert_kept(seat, "Reason", "the release")
        seat.sees(LOCKED)
        assert not desk.store.all(Breach)
        await seat.press("enter")
        assert seat.screen != "Reason"
        (breach,) = desk.store.all(Breach)
        assert breach.reason == "the release"
