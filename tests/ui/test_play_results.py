"""What came of the plays: the table of results, and the runs that it is made of."""

import pytest

from remoteos.domain.runs import Ending
from remoteos.screens.play_results import ResultsScreen
from remoteos.services import runs
from remoteos.services.desk import Desk
from tests.services.support import set_clock
from tests.ui.conftest import LARGE, SMALL, Seat, Sit

ASK = "ask-without-answer"


@pytest.fixture
def often(desk: Desk) -> Desk:
    """Two plays that were run, one of them several times; a run of it goes on."""
    for day, worked, minutes in (("10-05", "yes", 25), ("10-19", "partly", 40), ("11-02", "no", 95)):
        set_clock(desk, f"2026-{day} 09:00")
        run = runs.begin(desk, ASK)
        set_clock(desk, f"2026-{day[:3]}{int(day[3:]) + 2:02} 09:00")
        runs.finish(
            desk, run.id, Ending(worked=worked, minutes=minutes, rest="no", note=f"a secret of {day}")
        )  # type: ignore[arg-type]
    set_clock(desk, "2026-11-19 09:00")
    runs.begin(desk, ASK)
    runs.abandon(desk, runs.begin(desk, "decision-in-writing").id, "no time")
    set_clock(desk, "2026-11-23 09:00")
    return desk


async def go_to(seat: Seat) -> None:
    seat.app.push_screen(ResultsScreen(seat.app.session))
    await seat.settle()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_each_play_has_its_numbers_and_its_runs_the_newest_first(
    sit: Sit, often: Desk, size: tuple[int, int]
) -> None:
    async with sit(size=size) as seat:
        await go_to(seat)
        seat.sees("3 finished runs of 2 plays 1 open", "PLAY runs worked partly no time days")
        seat.sees("No answer to an ask for three days 3 1 1 1 40 m 2")
        seat.sees("Agreed in a call, written down now")
        seat.sees("Thu 19 Nov open, 0 of 6 steps done, 4 d late")
        seat.sees("Mon 2 Nov it did not work · 1 h 35 m · 2 days · a secret of 11-02")
        assert seat.text.index("Mon 2 Nov it did") < seat.text.index("Mon 5 Oct it worked · 25 m")
        await seat.press("down")
        seat.sees("Thu 19 Nov given up", "no time")


async def test_enter_opens_a_run_and_asks_which_where_there_are_several(sit: Sit, often: Desk) -> None:
    async with sit() as seat:
        await go_to(seat)
        await seat.press("enter")
        seat.sees("Which run?", "Thu 19 Nov 2026: open, 0 of 6 steps done, 4 d late")
        await seat.press("escape")
        assert seat.screen == "ResultsScreen"
        await seat.press("enter", "down", "enter")
        seat.sees("× It did not work, in 1 h 35 m: a secret of 11-02")
        await seat.press("escape", "down", "enter")
        seat.sees("Agreed in a call", "Given up: no time")
        await seat.press("escape", "up", "enter", "enter")
        seat.sees("No answer to an ask", "step 1 of 6")
        await seat.press("f", "y", "tab", "tab", "tab")
        await seat.type("done by phone")
        await seat.press("enter", "escape")
        seat.sees("4 finished runs of 2 plays", "No answer to an ask for three days 4 2 1 1")
        seat.sees_not("1 open")


async def test_without_a_run_it_says_what_will_stand_here(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await go_to(seat)
        seat.sees("0 finished runs", "No play was run yet.", "esc goes back to the playbooks")
        await seat.press("enter", "down")
        assert seat.screen == "ResultsScreen"
        await seat.press("escape")
        assert seat.screen == "TodayScreen"


async def test_h_hides_which_plays_were_run_and_what_was_noted(sit: Sit, often: Desk) -> None:
    async with sit() as seat:
        await go_to(seat)
        await seat.press("h")
        seat.sees("▒▒▒▒▒▒ 3 1 1 1 40 m 2", "it worked · 25 m · 2 days · ▒▒▒▒▒▒")
        seat.sees_not("No answer", "Agreed", "secret")
        await seat.press("enter")
        seat.sees_not("No answer", "Agreed", "secret")
        await seat.press("down", "enter")
        seat.sees("▒▒▒▒▒▒", "finished")
        seat.sees_not("No answer", "Agreed", "secret", "Manage your manager")
