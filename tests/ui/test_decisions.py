"""The decision log: written down with its reasons, and looked back at when it is time."""

from dataclasses import replace
from datetime import date

import pytest

from remoteos.domain.decisions import Decision
from remoteos.services import decisions, history, outcomes
from remoteos.services.desk import Desk
from tests.services.support import set_clock
from tests.ui.conftest import Sit


@pytest.fixture
def queue(desk: Desk) -> Decision:
    """A decision of August that it is time to look at again."""
    set_clock(desk, "2026-08-24 09:00")
    made = decisions.add(
        desk,
        "one queue for all teams",
        outcomes.add(desk, "RFC accepted").id,
        reasons="two were\nnever in step",
        context="three hand-overs were lost",
        alternatives="a weekly sync",
        decided_by="Ana Ruiz",
        revisit_on=date(2026, 11, 20),
    )
    set_clock(desk, "2026-11-23 09:00")
    return made


def now(desk: Desk, decision: Decision) -> Decision:
    return desk.store.find(Decision, decision.id)


async def test_an_empty_log_says_what_to_do_and_n_writes_the_first_one_down(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("D")
        seat.sees("0 decisions", "No decision is written down yet.", "n writes the first one down")
        seat.sees_not("r look back")
        await seat.press("r", "enter", "n", "enter")
        seat.sees("A text is needed", "enter save")
        await seat.type("no calls before ten")
        await seat.press("tab")
        await seat.type("mornings are quiet")
        await seat.press("tab", "tab", "tab", "tab")
        await seat.type("soon")
        await seat.press("enter")
        seat.sees("'soon' is not a date", "A decision")
        await seat.type("2025-02-01")
        await seat.press("enter")
        seat.sees("is past.")
        await seat.type("2027-02-01")
        await seat.press("enter")
        assert "Written down." in seat.toast
        seat.sees("1 decision", "TO LOOK AT AGAIN", "▸ no calls before ten look again 1 Feb 2027")
        seat.sees("decided Mon 23 Nov · your manager may see it", "why mornings are quiet")
        await seat.press("escape")
        assert seat.screen == "TodayScreen"
    (made,) = desk.store.all(Decision)
    assert (made.reasons, made.revisit_on) == ("mornings are quiet", date(2027, 2, 1))


async def test_what_is_due_comes_first_with_all_there_is_to_know_of_it(
    sit: Sit, desk: Desk, queue: Decision
) -> None:
    decisions.add(desk, "no calls before ten")
    async with sit() as seat:
        await seat.press("D")
        seat.sees(
            "2 decisions 1 to look back at", "WERE WE RIGHT?", "▸ one queue for all teams due 3 days ago"
        )
        seat.sees("DECIDED", "▸ no calls before ten decided Mon 23 Nov")
        seat.sees(
            "decided Mon 24 Aug · by Ana Ruiz", "why two were never in step", "instead of a weekly sync"
        )
        seat.sees("because of three hand-overs were lost", "for RFC accepted")
        seat.sees("look again it is time, since Fri 20 Nov: r says how it turned out")
        await seat.press("down")
        seat.sees("look again no more")


async def test_r_looks_back_and_enter_changes_only_what_was_changed(
    sit: Sit, desk: Desk, queue: Decision
) -> None:
    async with sit() as seat:
        await seat.press("D", "r")
        seat.sees("Were we right?", "“one queue for all teams”, because: two were never in step")
        await seat.press("enter")
        seat.sees("A note is needed")
        await seat.type("half the hand-overs are gone")
        await seat.press("tab", "r", "tab")
        await seat.type("today")
        await seat.press("enter")
        seat.sees("The next look, on 2026-11-23, has to be on a day after")
        await seat.type("2027-05-03")
        await seat.press("enter")
        seat.sees("✓ one queue for all teams look again 3 May 2027")
        seat.sees("Mon 23 Nov right: half the hand-overs are gone")
        looked = now(desk, queue)
        assert (looked.verdict, looked.revisit_on) == ("right", date(2027, 5, 3))
        await seat.press("enter", "tab", "tab", "tab", "tab")
        await seat.type("Ben")
        await seat.press("enter")
        seat.sees("by Ben")
    changed = now(desk, queue)
    assert changed == replace(looked, decided_by="Ben", updated_at=changed.updated_at)


async def test_on_a_shared_screen_a_decision_is_not_opened_where_it_names_somebody(
    sit: Sit, desk: Desk, queue: Decision
) -> None:
    async with sit() as seat:
        await seat.press("D", "h")
        seat.sees("by someone")
        seat.sees_not("Ana", "Ruiz")
        await seat.press("enter")
        assert "Hidden while the screen is shared" in seat.toast
        decisions.edit(desk, queue.id, visibility="private")
        await seat.press("h", "h", "r")
        assert seat.screen == "DecisionsScreen"


class TestAtTheStartOfTheDay:
    async def test_a_due_decision_is_looked_back_at_by_one_key(
        self, sit: Sit, desk: Desk, queue: Decision
    ) -> None:
        async with sit() as seat:
            await seat.press("o")
            seat.sees("▸ Left over", "1 of 1", "one queue for all teams")
            seat.sees("were you right? · decided 91 days ago · because two were never")
            seat.sees("r say how it turned out", "space leave it for another day")
            seat.sees_not("let it go")
            await seat.press("d", "x", "a", "o", "t", "r")
            await seat.type("it held")
            await seat.press("tab", "p", "enter")
            seat.sees("▸ How are you")
        assert now(desk, queue).verdict == "partly"
        assert now(desk, queue).revisit_on is None

    async def test_it_is_put_off_to_a_later_day_or_left(self, sit: Sit, desk: Desk, queue: Decision) -> None:
        async with sit() as seat:
            await seat.press("o", "s")
            for typed, said in (("", "On which day?"), ("today", "That is today"), ("soon", "is not a date")):
                await seat.type(typed)
                await seat.press("enter")
                seat.sees(said)
            await seat.type("2026-12-14")
            await seat.press("enter")
            assert now(desk, queue).revisit_on == date(2026, 12, 14)
            history.undo(desk)
            await seat.press("pageup", "space")
            seat.sees("▸ How are you")
        assert now(desk, queue) == queue

    async def test_a_private_one_is_not_looked_back_at_while_the_screen_is_shared(
        self, sit: Sit, desk: Desk, queue: Decision
    ) -> None:
        decisions.edit(desk, queue.id, visibility="private")
        async with sit() as seat:
            await seat.press("o", "h")
            seat.sees("▒▒▒▒▒▒", "Hidden while the screen is shared")
            seat.sees_not("one queue")
            await seat.press("r", "s")
            assert seat.screen == "StartRitual"
