"""The inbox of open loops: one key decides, and the next one is there."""

import pytest

from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.services import captures, focus, rituals
from remoteos.services.desk import Desk
from remoteos.widgets.line import Line
from remoteos.widgets.rows import Rows
from tests.services.support import minutes, set_clock
from tests.ui.conftest import LARGE, Seat, Sit


@pytest.fixture
def loops(desk: Desk) -> tuple[Capture, ...]:
    """Three loops, noted one after the other on Monday morning."""
    found = []
    for clock, text in (
        ("08:00", "who owns the DNS?"),
        ("08:10", "call the bank"),
        ("08:20", "invoice template"),
    ):
        set_clock(desk, clock)
        found.append(captures.capture(desk, text))
    set_clock(desk, "09:00")
    return tuple(found)


def current(seat: Seat) -> str:
    """The text of the loop under the cursor."""
    chosen = seat.app.screen.query_one(Rows).current
    return next((one.text for one in seat.desk.store.all(Capture) if one.id == chosen), "")


def decided(desk: Desk) -> dict[str, str]:
    """How each decided loop was decided."""
    return {one.text: one.decision.way for one in desk.store.all(Capture) if one.decision}


async def test_it_opens_from_every_page_and_escape_goes_back(sit: Sit, loops: object) -> None:
    async with sit() as seat:
        for key, page in (("1", "TodayScreen"), ("2", "FocusScreen"), ("3", "OutcomesScreen")):
            await seat.press(key, "l")
            assert seat.screen == "LoopsScreen"
            seat.sees("3 open loops", "who owns the DNS?")
            await seat.press("escape")
            assert seat.screen == page


async def test_an_empty_inbox_says_what_comes_here(sit: Sit, desk: Desk) -> None:
    captures.capture(desk, "it compiled", "win")
    async with sit() as seat:
        await seat.press("l")
        seat.sees("0 open loops", "Nothing is open. c notes what crosses your mind")
        seat.sees_not("done")
        await seat.press("d", "space", "x", "down")
        assert seat.screen == "LoopsScreen"


class TestTheList:
    async def test_what_was_carried_most_often_comes_first_then_the_oldest(
        self, sit: Sit, desk: Desk, loops: tuple[Capture, ...]
    ) -> None:
        rituals.open_day(desk)
        rituals.close_day(desk)
        set_clock(desk, "2026-11-24 09:00")
        captures.capture(desk, "of today", "risk")
        async with sit() as seat:
            await seat.press("l")
            shown = [line for line in seat.text.splitlines() if "carried" in line or "of today" in line]
            assert shown[1:5] == [
                "· who owns the DNS? carried 1× yesterday",
                "· call the bank carried 1× yesterday",
                "· invoice template carried 1× yesterday",
                "~ of today 09:00",
            ]

    async def test_the_one_in_hand_is_shown_whole_with_where_it_came_from(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "write section 3", minutes(50))
        long = " ".join(["the vendor asked for the number of seats"] * 4)
        focus.interrupt(desk, f"{long} by noon", "channel", "an answer today")
        async with sit() as seat:
            await seat.press("l")
            text = " ".join(seat.text.split())
            assert f"{long} by noon" in text
            seat.sees("interruption · from a channel · Mon 23 Nov, 09:00", "promised an answer today")
            seat.sees("while write section 3")

    async def test_arrows_page_and_space_move_through_it(self, sit: Sit, loops: object) -> None:
        async with sit(size=LARGE) as seat:
            await seat.press("l")
            seen = [current(seat)]
            for key in ("down", "space", "space", "up", "home", "end"):
                await seat.press(key)
                seen.append(current(seat))
            assert seen == [
                "who owns the DNS?",
                "call the bank",
                "invoice template",
                "invoice template",
                "call the bank",
                "who owns the DNS?",
                "invoice template",
            ]
            assert decided(seat.desk) == {}


class TestDeciding:
    async def test_the_next_one_is_there_by_itself(self, sit: Sit, desk: Desk, loops: object) -> None:
        async with sit() as seat:
            await seat.press("l", "d")
            seat.sees("2 open loops")
            assert current(seat) == "call the bank"
            await seat.press("down", "t")
            assert current(seat) == "call the bank"
            await seat.press("d")
            seat.sees("Nothing is open")
        assert decided(desk) == {
            "who owns the DNS?": "do",
            "invoice template": "schedule",
            "call the bank": "do",
        }

    async def test_every_way_out(self, sit: Sit, desk: Desk) -> None:
        for text in ("scheduled", "asked", "an outcome", "let go"):
            captures.capture(desk, text)
        async with sit() as seat:
            await seat.press("l", "s")
            await seat.type("friday")
            await seat.press("enter", "a")
            await seat.type("Ana")
            await seat.press("enter", "o")
            await seat.type("two approvals")
            await seat.press("enter", "x", "enter")
            seat.sees("0 open loops")
        assert decided(desk) == {
            "scheduled": "schedule",
            "asked": "ask",
            "an outcome": "outcome",
            "let go": "drop",
        }
        assert [block.day.isoformat() for block in desk.store.all(Block)] == ["2026-11-27"]
        assert [ask.asked_of for ask in desk.store.all(Ask)] == ["Ana"]
        assert [outcome.done_when for outcome in desk.store.all(Outcome)] == ["two approvals"]

    async def test_undo_brings_the_loop_back(self, sit: Sit, desk: Desk, loops: object) -> None:
        async with sit() as seat:
            await seat.press("l", "d", "u")
            seat.sees("3 open loops", "who owns the DNS?")
        assert decided(desk) == {}

    async def test_the_cursor_goes_back_to_the_loop_that_came_back(
        self, sit: Sit, desk: Desk, loops: tuple[Capture, ...]
    ) -> None:
        async with sit() as seat:
            await seat.press("l", "j")
            assert current(seat) == "call the bank"
            await seat.press("d", "u")
            assert current(seat) == "call the bank"
            await seat.press("t")
        assert decided(desk) == {"call the bank": "schedule"}

    async def test_a_search_that_is_over_leaves_the_cursor_where_it_is(
        self, sit: Sit, loops: tuple[Capture, ...]
    ) -> None:
        async with sit() as seat:
            await seat.press("l", "slash")
            await seat.type("bank")
            await seat.press("enter", "escape")
            assert current(seat) == "call the bank"

    async def test_one_that_was_decided_elsewhere_meanwhile_is_refused(
        self, sit: Sit, desk: Desk, loops: tuple[Capture, ...]
    ) -> None:
        async with sit() as seat:
            await seat.press("l")
            captures.done(desk, loops[0].id)  # the app did not look yet
            await seat.press("d")
            assert "was decided on 2026-11-23" in seat.toast


class TestFinding:
    async def test_slash_finds_and_escape_shows_all_again(self, sit: Sit, desk: Desk, loops: object) -> None:
        async with sit() as seat:
            await seat.press("l", "slash")
            await seat.type("TEMPLATE inv")
            seat.sees("1 of 3 open loops", "invoice template")
            seat.sees_not("call the bank")
            await seat.press("enter", "d")
            seat.sees("0 of 2 open loops", "Nothing fits")
            await seat.press("escape")
            seat.sees("2 open loops", "call the bank")
            assert seat.screen == "LoopsScreen"
            await seat.press("escape")
            assert seat.screen == "TodayScreen"
        assert decided(desk) == {"invoice template": "do"}

    async def test_letters_are_text_while_one_types(self, sit: Sit, desk: Desk, loops: object) -> None:
        async with sit() as seat:
            await seat.press("l", "slash", "d", "n", "s")
            assert seat.app.screen.query_one("#loop-words", Line).value == "dns"
            seat.sees("1 of 3 open loops")
        assert decided(desk) == {}


class TestSharedScreen:
    async def test_private_loops_are_hidden_and_not_decided(
        self, sit: Sit, desk: Desk, loops: object
    ) -> None:
        async with sit() as seat:
            await seat.press("l", "h")
            seat.sees("▒▒▒▒▒▒", "3 open loops")
            seat.sees_not("who owns the DNS?", "call the bank")
            await seat.press("d", "t", "x", "o", "a", "s")
            assert seat.screen == "LoopsScreen"
            await seat.press("space", "h")
            assert current(seat) == "call the bank"
        assert decided(desk) == {}

    async def test_words_find_nothing_that_is_hidden(self, sit: Sit, loops: object) -> None:
        async with sit() as seat:
            await seat.press("l", "h", "slash")
            await seat.type("bank")
            seat.sees("0 of 3 open loops")

    async def test_what_others_may_see_is_shown_without_names(self, sit: Sit, desk: Desk) -> None:
        captures.ask(desk, captures.capture(desk, "approval").id, "Ana Ruiz")
        captures.capture(desk, "answer Ana about the budget", visibility="manager")
        async with sit() as seat:
            await seat.press("l", "h")
            seat.sees("answer someone about the budget")
            seat.sees_not("Ana")


async def test_ten_thousand_loops_are_a_list_like_any_other(sit: Sit, desk: Desk) -> None:
    made = [captures.new_capture(desk, f"loop number {number}", "loop") for number in range(10_000)]
    desk.store.commit("many", made, at=desk.now)
    async with sit() as seat:
        await seat.press("l")
        seat.sees("10000 open loops", "loop number 0")
        await seat.press("end")
        seat.sees("loop number 9999")
        await seat.press("d")
        seat.sees("9999 open loops", "loop number 9998")
        assert current(seat) == "loop number 9998"
