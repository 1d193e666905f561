"""Noting something in passing: one line, enter, and one is back where one was."""

import pytest

from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.services import captures, focus
from remoteos.services.desk import Desk
from remoteos.store.lock import FileLock
from remoteos.widgets.line import Line
from tests.services.support import minutes
from tests.ui.conftest import Seat, Sit


def noted(desk: Desk) -> list[tuple[str, str]]:
    """What was noted: the kind and the text of each."""
    return [(one.kind, one.text) for one in desk.store.all(Capture)]


def typed(seat: Seat) -> str:
    return seat.app.screen.query_one(Line).value


@pytest.mark.parametrize("keys", ["1", "2", "3", "l"])
async def test_c_opens_a_line_on_every_page_and_enter_goes_back_there(
    sit: Sit, desk: Desk, keys: str
) -> None:
    async with sit() as seat:
        await seat.press(keys)
        page = seat.screen
        await seat.press("c")
        await seat.type("call the bank")
        seat.sees("· loop", "call the bank", "enter note it", "esc back")
        await seat.press("enter")
        assert seat.screen == page
        assert seat.toast == "Loop noted.  (u takes it back)"
    assert noted(desk) == [("loop", "call the bank")]


@pytest.mark.parametrize(
    ("line", "shown", "kind", "text"),
    [
        ("! phone", "! interruption", "interruption", "phone"),
        ("+ it compiled", "+ win", "win", "it compiled"),
        ("? a page for newcomers", "? idea", "idea", "a page for newcomers"),
        ("~ the vendor is late", "~ risk", "risk", "the vendor is late"),
        ("\\+1 from Ana", "· loop", "loop", "+1 from Ana"),
    ],
)
async def test_the_first_sign_says_what_it_is(
    sit: Sit, desk: Desk, line: str, shown: str, kind: str, text: str
) -> None:
    async with sit() as seat:
        await seat.press("c")
        await seat.type(line)
        assert any(row.strip("│ ").startswith(shown) for row in seat.lines)
        await seat.press("enter")
        assert seat.toast.startswith(f"{kind.capitalize()} noted")
    assert noted(desk) == [(kind, text)]


async def test_the_page_shows_what_was_noted_at_once(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("l", "c")
        await seat.type("call the bank")
        await seat.press("enter")
        seat.sees("1 open loop", "call the bank")
        await seat.press("u")
        seat.sees("0 open loops")


async def test_an_interruption_belongs_to_the_running_block_which_goes_on(sit: Sit, desk: Desk) -> None:
    focus.start(desk, "write section 3", minutes(50))
    async with sit() as seat:
        await seat.press("c")
        await seat.type("! who owns the DNS?")
        await seat.press("enter")
        assert seat.toast.startswith("Interruption noted; write section 3 goes on.")
    (block,) = desk.store.all(Block)
    assert [event.note for event in block.interruptions] == ["who owns the DNS?"]
    assert block.state == "running"


class TestRefusals:
    @pytest.mark.parametrize(
        ("line", "why"), [("!", "Say what it was after the “!”"), (" ", "nothing to note")]
    )
    async def test_nothing_to_note(self, sit: Sit, desk: Desk, line: str, why: str) -> None:
        async with sit() as seat:
            await seat.press("c")
            await seat.type(line)
            await seat.press("enter")
            assert seat.screen == "CaptureLine"
            seat.sees(why)
        assert noted(desk) == []

    async def test_while_another_process_holds_the_file_the_line_waits(self, sit: Sit, desk: Desk) -> None:
        captures.capture(desk, "before")
        async with sit() as seat:
            desk.store.lock.patience_s = 0.05
            other = FileLock(desk.store.folder / "remoteos.lock")
            other.acquire()
            try:
                await seat.press("c")
                await seat.type("call the bank")
                await seat.press("enter")
                assert seat.screen == "CaptureLine"
                assert typed(seat) == "call the bank"
                seat.sees("Another", "call the bank")
            finally:
                other.release()
            await seat.press("enter")
            assert seat.screen == "TodayScreen"
        assert noted(desk) == [("loop", "before"), ("loop", "call the bank")]

    async def test_a_disk_that_does_not_write(
        self, sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        async with sit() as seat:
            await seat.press("c")
            await seat.type("call the bank")
            monkeypatch.setattr(type(desk.store), "commit", refuse)
            await seat.press("enter")
            seat.sees("Not noted: No space left on device")
            assert typed(seat) == "call the bank"


class TestDraft:
    async def test_what_was_typed_and_left_comes_back(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("c")
            await seat.type("! half a thou")
            await seat.press("escape")
            assert seat.screen == "TodayScreen"
            await seat.press("2", "c")
            assert typed(seat) == "! half a thou"
            seat.sees("! interruption", "What you typed before is back")
            await seat.press("g", "h", "t", "enter")
        assert noted(desk) == [("interruption", "half a thought")]

    async def test_it_is_gone_once_noted_or_emptied(self, sit: Sit) -> None:
        async with sit() as seat:
            for text, key in (("call the bank", "enter"), ("   ", "escape")):
                await seat.press("c")
                await seat.type(text)
                await seat.press(key, "c")
                assert typed(seat) == ""
                await seat.press("escape")

    async def test_it_does_not_come_back_on_a_shared_screen(self, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("c")
            await seat.type("ask for a raise")
            await seat.press("escape", "h", "c")
            seat.sees_not("ask for a raise")
            await seat.press("escape", "h", "c")
            assert typed(seat) == "ask for a raise"


async def test_on_a_shared_screen_the_toast_does_not_name_a_private_block(sit: Sit, desk: Desk) -> None:
    focus.start(desk, "apply for another job", minutes(50))
    async with sit() as seat:
        await seat.press("h", "c")
        await seat.type("! phone")
        await seat.press("enter")
        assert "Interruption noted" in seat.toast
        assert "another job" not in seat.toast


async def test_letters_are_text_and_never_keys(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("c", "c", "u", "question_mark", "3")
        assert typed(seat) == "cu?3"
        assert seat.screen == "CaptureLine"
    assert noted(desk) == []


async def test_terminal_control_in_a_pasted_line_is_dropped(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("c")
        await seat.type("red \x1b[31m[bold]text[/]")
        await seat.press("enter")
    assert noted(desk) == [("loop", "red [bold]text[/]")]
