"""Today on days of every kind: new, missed, off, closed, gone by and ahead; and what stands beside it."""

from dataclasses import replace
from datetime import date

import pytest

from remoteos.domain.settings import Settings
from remoteos.services import captures, focus, focus_history, leave, outcomes, rituals
from remoteos.services.desk import Desk
from tests.services.support import minutes, set_clock, wall, work
from tests.ui.conftest import LARGE, Sit

FRIDAY = date(2026, 11, 20)
TUESDAY = date(2026, 11, 24)


def opened(desk: Desk, at: str = "08:55", *titles: str) -> Desk:
    """A day that was opened, with these outcomes."""
    set_clock(desk, at)
    rituals.open_day(desk, outcomes=[outcomes.add(desk, title).id for title in titles])
    return desk


# Days of every kind


async def test_a_newcomer_sees_one_thing_to_do(desk: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("escape")
        seat.sees("opened on purpose and closed on time", "o opens the day", "o open the day")
        seat.sees_not("s start", "OUTCOMES", "09:00")


async def test_the_first_note_ends_the_newcomers_page(make_desk, sit: Sit) -> None:  # type: ignore[no-untyped-def]
    async with sit(make_desk()) as seat:
        captures.capture(make_desk(), "call the bank")
        seat.app._tick()
        await seat.settle()
        seat.sees("THE DAY IS NOT OPEN YET", "o opens it", "call the bank")


async def test_a_day_that_is_not_open_says_how_to_open_it(desk: Desk, sit: Sit) -> None:
    captures.capture(desk, "call the bank")
    async with sit() as seat:
        seat.sees("THE DAY IS NOT OPEN YET", "o opens it, in two minutes", "17:30 ═ shutdown")
        assert seat.lines[-1].split()[:4] == ["o", "open", "the", "day"]


async def test_a_missed_shutdown_is_said_without_a_reproach(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "2026-11-20 09:00")
    rituals.open_day(desk)
    set_clock(desk, "2026-11-23 08:40")
    async with sit() as seat:
        seat.sees("Fri 20 Nov was never closed.", "Opening today makes up for it")


async def test_a_day_without_working_hours_asks_for_nothing(desk: Desk, sit: Sit) -> None:
    captures.capture(desk, "call the bank")
    set_clock(desk, "2026-11-28 10:00")
    async with sit() as seat:
        seat.sees("NO WORKING HOURS TODAY", "o opens it, all the same", "10:00 ─ now")


async def test_a_day_off_says_that_nothing_waits(desk: Desk, sit: Sit) -> None:
    captures.capture(desk, "call the bank")
    leave.day_off(desk, [desk.today], "grandmother turns ninety")
    async with sit() as seat:
        seat.sees("A DAY OFF", "grandmother", "Nothing waits.")
        seat.sees_not("call the bank", "o open")
        await seat.press("h")
        seat.sees_not("grandmother")


async def test_a_closed_day_ends_with_a_calm_summary(desk: Desk, sit: Sit) -> None:
    opened(desk, "08:55", "RFC accepted", "Candidates screened")
    outcomes.close(desk, outcomes.listed(desk)[0].id, "done")
    work(desk, "write section 3", "09:00", "09:50")
    work(desk, "review", "10:00", "10:40")
    captures.capture(desk, "the search went out", "win")
    captures.capture(desk, "call the bank")
    set_clock(desk, "16:45")
    rituals.close_day(desk, first_thing="ask Robin about the load test")
    async with sit() as seat:
        seat.sees(
            "SHUTDOWN COMPLETE 16:45",
            "1 h 30 m of focus in 2 blocks",
            "1 of 2 outcomes done",
            "1 win",
            "Tomorrow first: ask Robin",
            "The rest of the day is yours.",
            "16:45 ═ closed",
        )
        seat.sees_not("OPEN LOOPS", "─ now")


# Other days


async def test_a_day_gone_by_is_looked_at_and_not_planned(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "2026-11-20 09:00")
    rituals.open_day(desk)
    work(desk, "write section 2", "09:10", "09:50")
    focus_history.plan(desk, "never begun", minutes(25), at=wall(desk, "11:00"), day=desk.today)
    captures.capture(desk, "the search went out", "win")
    set_clock(desk, "17:00")
    rituals.close_day(desk)
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("[", "[", "[")
        seat.sees(
            "Fri 20 Nov 3 days ago", "esc back to today", "09:10 ┃ write section 2", "CLOSED 17:00", "WINS"
        )
        seat.sees_not("n plan block", "─ now", "start")
        before = desk.store.version
        await seat.press("n", "j", "J", "x", "plus", "s", "enter")
        assert seat.screen == "TodayScreen"
        assert desk.store.version == before


async def test_a_block_of_a_day_gone_by_can_still_be_put_right(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "2026-11-20 09:00")
    rituals.open_day(desk)
    block = work(desk, "write section 2", "09:10", "09:50")
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("[", "[", "[", "enter", "tab", "tab")
        await seat.type("09:40")
        await seat.press("enter")
        assert desk.store.get(type(block), block.id).ended_at == wall(desk, "09:40", FRIDAY)  # type: ignore[union-attr]
        seat.sees("Fri 20 Nov")


async def test_tomorrow_is_planned_and_escape_comes_back(desk: Desk, sit: Sit) -> None:
    opened(desk)
    async with sit() as seat:
        await seat.press("]")
        seat.sees("Tue 24 Nov tomorrow", "n plans a block for this day", "8 h 30 m still free")
        await seat.press("n")
        await seat.type("call the bank")
        await seat.press("enter")
        block = focus_history.between(desk, TUESDAY, TUESDAY)[0]
        assert block.planned_at == wall(desk, "09:00", TUESDAY)
        seat.sees("09:00 ░ call the bank")
        await seat.press("J")
        seat.sees("09:15 ░ call the bank")
        await seat.press("escape")
        seat.sees_not("Tue 24 Nov", "░ call the bank")
        seat.sees("─ now")


async def test_one_comes_back_to_today_from_wherever_one_is(desk: Desk, sit: Sit) -> None:
    opened(desk)
    async with sit() as seat:
        await seat.press("]", "1")
        seat.sees_not("Tue 24 Nov")
        await seat.press("]", "3", "1")
        seat.sees_not("Tue 24 Nov")
        await seat.press("]")
        await seat.pilot.click(offset=(4, 0))
        await seat.settle()
        seat.sees_not("Tue 24 Nov")


async def test_a_form_over_another_day_leaves_it_in_sight(desk: Desk, sit: Sit) -> None:
    opened(desk)
    async with sit() as seat:
        await seat.press("]", "n", "escape")
        seat.sees("Tue 24 Nov tomorrow")


async def test_the_day_turns_while_it_is_looked_at(desk: Desk, sit: Sit) -> None:
    opened(desk)
    set_clock(desk, "2026-11-24 03:59")
    async with sit() as seat:
        seat.sees("03:59 ─ now")
        await seat.at("2026-11-24 04:01")
        seat.sees("THE DAY IS NOT OPEN YET", "Mon 23 Nov was never closed")


# Beside the day


async def test_outcomes_have_their_mark_what_they_serve_and_when_they_are_done(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "08:55")
    goal = outcomes.add_goal(desk, "Checkout is reliable")
    one = outcomes.add(desk, "RFC accepted", goal.id, due=desk.today)
    two = outcomes.add(desk, "Candidates screened", done_when="two are invited", due=FRIDAY)
    rituals.open_day(desk, outcomes=[one.id, two.id])
    outcomes.close(desk, one.id, "done")
    async with sit() as seat:
        seat.sees("✓ RFC accepted", "▸ Checkout is reliable", "○ Candidates screened ! 3 d late")
        seat.sees("done when two are invited", "one more fits · 3 picks")


async def test_no_outcome_says_what_to_do(desk: Desk, sit: Sit) -> None:
    async with sit(opened(desk)) as seat:
        seat.sees("none picked yet · 3 picks")
        await seat.pilot.click(offset=(50, 3))
        await seat.settle()
        assert seat.screen == "OutcomesScreen"


async def test_loops_are_listed_those_carried_most_often_first(desk: Desk, sit: Sit) -> None:
    for number in range(3):
        set_clock(desk, f"2026-11-{17 + number} 09:00")
        rituals.open_day(desk)
        if not number:
            captures.capture(desk, "invoice template")
        set_clock(desk, "17:00")
        rituals.close_day(desk)
    set_clock(desk, "2026-11-23 09:20")
    rituals.open_day(desk)
    captures.capture(desk, "who owns the DNS?", "interruption")
    async with sit() as seat:
        seat.sees("OPEN LOOPS 2 l decides", "· invoice template carried 3×", "! who owns the DNS? 09:20")
        row = next(number for number, line in enumerate(seat.lines) if "invoice template" in line)
        await seat.pilot.click(offset=(50, row))
        await seat.settle()
        assert seat.screen == "LoopsScreen"


async def test_what_waits_on_others_says_whom_and_how_late(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "2026-11-18 09:00")
    loop = captures.capture(desk, "access to staging")
    captures.ask(desk, loop.id, "IT")
    loop = captures.capture(desk, "vendor approval")
    captures.ask(desk, loop.id, "CTO", needed_by=FRIDAY)
    set_clock(desk, "2026-11-23 09:00")
    async with sit(opened(desk)) as seat:
        seat.sees("WAITING ON OTHERS 2", "! vendor approval, CTO 3 d late", "· access to staging, IT 5 d")


async def test_yesterdays_first_thing_and_the_focus_so_far(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "2026-11-20 09:00")
    rituals.open_day(desk)
    rituals.close_day(desk, first_thing="read what Robin wrote")
    set_clock(desk, "2026-11-23 09:00")
    rituals.open_day(desk)
    work(desk, "write", "09:00", "09:45")
    async with sit() as seat:
        seat.sees("First: read what Robin wrote", "45 m of 4 h focus")


async def test_without_a_target_there_is_none_to_reach(make_desk, sit: Sit) -> None:  # type: ignore[no-untyped-def]
    desk = make_desk(settings=Settings(daily_target_min=0))
    rituals.open_day(desk)
    work(desk, "write", "09:00", "09:45")
    async with sit(desk) as seat:
        seat.sees("45 m of focus")


@pytest.mark.parametrize("size", [(80, 24), LARGE])
async def test_the_important_lines_stay_however_full_it_is(
    size: tuple[int, int], desk: Desk, sit: Sit
) -> None:
    set_clock(desk, "08:00")
    goal = outcomes.add_goal(desk, "a goal that has a rather long name, as goals have")
    picked = [outcomes.add(desk, f"outcome {n} with a long name as well", goal.id) for n in range(3)]
    rituals.open_day(desk, outcomes=[one.id for one in picked])
    for number in range(12):
        captures.ask(desk, captures.capture(desk, f"ask {number}").id, "IT")
        captures.capture(desk, f"loop {number}")
    async with sit(size=size) as seat:
        seat.sees("outcome 0", "outcome 1", "outcome 2", "OPEN LOOPS 12", "loop 0", "WAITING ON OTHERS 12")
        seat.sees("ask 0", "0 m of 4 h focus")


async def test_the_keys_it_names_are_the_users_own(make_desk, sit: Sit) -> None:  # type: ignore[no-untyped-def]
    desk = make_desk(settings=Settings(keymap={"day.open": "f5", "loops": "f6"}))
    captures.capture(desk, "call the bank")
    async with sit(desk) as seat:
        seat.sees("f5 opens it", "f6 decides")


# While the screen is shared


async def test_everything_private_is_hidden_while_the_screen_is_shared(desk: Desk, sit: Sit) -> None:
    desk = desk._replace(
        settings=replace(desk.settings, you=desk.settings.you._replace(manager="Robin Vale"))
    )
    opened(desk, "08:55", "RFC accepted by Robin")
    outcomes.add(desk, "secret outcome", visibility="private")
    work(desk, "private words", "09:00", "09:40")
    focus_history.edit(
        desk, focus_history.between(desk, desk.today, desk.today)[0].id, result="private result"
    )
    captures.capture(desk, "private loop")
    captures.ask(desk, captures.capture(desk, "approval").id, "Robin Vale")
    async with sit(desk, size=LARGE) as seat:
        seat.sees("private words", "private loop", "Robin")
        await seat.press("h")
        seat.sees_not("private words", "private result", "private loop", "Robin", "Vale")
        seat.sees("RFC accepted by someone", "approval, someone", "▒▒▒▒▒▒")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
        assert "h shows it again" in seat.toast
        await seat.press("n")
        assert seat.screen == "PlanBlock"
        seat.sees_not("secret outcome")
        await seat.type("half a thought")
        await seat.press("escape", "h", "n")
        seat.sees_not("half a thought")


# How fast it is


async def test_a_key_draws_the_same_widgets_again(desk: Desk, sit: Sit) -> None:
    opened(desk)
    focus_history.plan(desk, "write", minutes(50), at=wall(desk, "10:00"), day=desk.today)
    async with sit() as seat:
        before = list(seat.app.screen.query("*"))
        await seat.press("J", "plus", "K")
        after = [one for one in seat.app.screen.query("*") if not str(one).startswith("Toast")]
        assert [one for one in before if not str(one).startswith("Toast")] == after


async def test_an_open_block_of_another_day_is_not_drawn_into_this_one(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "2026-11-22 23:00")
    focus.start(desk, "late night", minutes(50))
    focus.pause(desk)
    set_clock(desk, "2026-11-23 09:00")
    async with sit(opened(desk, "09:00")) as seat:
        await seat.press("escape")
        assert not any("┃ late night" in line for line in seat.lines)


async def test_it_stands_at_any_size(desk: Desk, sit: Sit) -> None:
    opened(desk, "08:55", "RFC accepted")
    focus_history.plan(desk, "write", minutes(50), at=wall(desk, "10:00"), day=desk.today)
    for size in ((30, 8), (60, 20), (200, 60), (80, 4)):
        async with sit(size=size) as seat:
            await seat.press("j", "]", "escape")
            assert seat.app._exception is None
