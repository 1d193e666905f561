"""The agenda of the one-to-one: what to talk about, and what came of it."""

import pytest

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.services import agenda, asks, feedback, managers
from remoteos.services.desk import Desk
from tests.services.support import set_clock
from tests.ui.conftest import Sit


def texts(desk: Desk) -> dict[str, str]:
    """The items there are, with what each wants."""
    return {item.text: item.tag for item in desk.store.all(AgendaItem)}


def the_item(desk: Desk) -> AgendaItem:
    (found,) = desk.store.all(AgendaItem)
    return found


@pytest.fixture
def ana(desk: Desk) -> ManagerCard:
    return managers.add(desk, "Ana Ruiz")


class TestTheAgenda:
    async def test_an_empty_one_says_what_to_do_and_no_other_key_does_anything(
        self, sit: Sit, ana: ManagerCard
    ) -> None:
        async with sit() as seat:
            await seat.press("G")
            seat.sees("One-to-one with Ana Ruiz", "Nothing is on the agenda.", "n puts something on it.")
            seat.sees_not("d done", "w with another", "f feedback")
            await seat.press("enter", "d", "t", "x", "f", "w", "down")
            assert seat.screen == "AgendaScreen"
            await seat.press("escape")
            assert seat.screen == "TodayScreen"

    async def test_what_wants_the_same_stands_together_and_what_is_done_beneath_it(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        set_clock(desk, "2026-11-02 09:00")
        agenda.settle(desk, agenda.add(desk, "long ago", ana).id)
        set_clock(desk, "2026-11-19 09:00")
        agenda.settle(desk, agenda.add(desk, "holidays", ana, "info").id, "fine")
        agenda.add(desk, "send the plan", ana, "manager to do")
        set_clock(desk, "2026-11-23 09:00")
        ask = asks.add(desk, "approval", "the CTO")
        agenda.add(desk, "why is it late?", ana, about=ask.link)
        async with sit() as seat:
            await seat.press("G")
            seat.sees("2 to talk about", "TO DISCUSS\n· why is it late? today")
            seat.sees("THEIR TO-DOS\n· send the plan 4 d", "DONE LATELY\n✓ holidays done 4 days ago")
            seat.sees_not("long ago")
            seat.sees("wants To discuss · your manager may see it", "comes from ask: approval")
            await seat.press("end")
            seat.sees("done Thu 19 Nov · fine", "d open again")

    async def test_w_shows_the_one_with_somebody_else(self, sit: Sit, desk: Desk, ana: ManagerCard) -> None:
        board = managers.add(desk, "the board", relation="client")
        agenda.add(desk, "the plan for May", board)
        async with sit() as seat:
            await seat.press("G")
            seat.sees("w shows the agenda with somebody else")
            await seat.press("w")
            seat.sees("The one-to-one with whom?", "Ana Ruiz now", "the board client")
            await seat.press("down", "enter")
            seat.sees("One-to-one with the board", "the plan for May", "anyone may see it")
            managers.drop(desk, board.id)
            await seat.press("c", "escape")
            seat.sees("One-to-one with Ana Ruiz")


class TestItems:
    async def test_n_adds_one_and_enter_changes_it(self, sit: Sit, desk: Desk, ana: ManagerCard) -> None:
        async with sit() as seat:
            await seat.press("G", "n")
            seat.sees("For the one-to-one with Ana Ruiz", "Ana Ruiz may see it.")
            await seat.press("enter")
            seat.sees("A text is needed")
            await seat.type("who decides on the vendor?")
            await seat.press("tab", "right", "enter")
            seat.sees("TO DECIDE\n· who decides on the vendor?")
            await seat.press("enter")
            await seat.type("the vendor")
            await seat.press("tab", "tab", "1", "enter")
            seat.sees("· the vendor", "only you see it")
        assert (the_item(desk).tag, the_item(desk).visibility) == ("decide", "private")

    async def test_the_first_one_makes_a_card_of_the_manager_where_there_is_none(
        self, sit: Sit, desk: Desk
    ) -> None:
        async with sit() as seat:
            await seat.press("G", "n")
            seat.sees("My manager may see it.")
            await seat.type("the budget")
            await seat.press("enter")
            seat.sees("One-to-one with my manager", "· the budget")
            await seat.press("u")
            seat.sees("Nothing is on the agenda.")
            await seat.press("n")
            await seat.type("the vendor")
            await seat.press("enter")
        (card,) = managers.cards(desk)
        assert the_item(desk).audience_id == card.id

    async def test_d_asks_what_came_of_it_and_takes_it_up_again(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        agenda.add(desk, "the budget", ana)
        async with sit() as seat:
            await seat.press("G", "d")
            seat.sees("What came of it", "“the budget”")
            await seat.type("granted")
            await seat.press("enter")
            seat.sees("DONE LATELY\n✓ the budget done today", "done Mon 23 Nov · granted")
            assert the_item(desk).note == "granted"
            await seat.press("t")  # what is done wants nothing
            assert seat.screen == "AgendaScreen"
            await seat.press("d")
            seat.sees("TO DISCUSS\n· the budget")
            await seat.press("d", "enter")
        assert the_item(desk).done_at is not None

    async def test_t_says_what_it_wants_and_x_takes_it_off(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        agenda.add(desk, "the budget", ana)
        async with sit() as seat:
            await seat.press("G", "t")
            seat.sees("What does it want?", "d to discuss now")
            await seat.press("h")
            seat.sees("WHERE I NEED HELP\n· the budget")
            assert texts(desk) == {"the budget": "help"}
            await seat.press("t", "escape", "x")
            seat.sees("Nothing is on the agenda.")
            await seat.press("u")
            seat.sees("· the budget")

    async def test_one_that_another_program_dropped_is_refused(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        item = agenda.add(desk, "the budget", ana)
        async with sit() as seat:
            await seat.press("G")
            agenda.drop(desk, item.id)
            await seat.press("x")
            assert "No agenda item" in seat.toast


async def test_f_puts_feedback_on_it_which_stays_private_itself(
    sit: Sit, desk: Desk, ana: ManagerCard
) -> None:
    kept = feedback.add(desk, "In planning", "you asked each of us", "two risks came up", ana.id)
    feedback.add(desk, "Elsewhere", "somebody else did", "this")
    async with sit() as seat:
        await seat.press("G", "f")
        seat.sees("On the agenda Ana Ruiz may see it.", "In planning. you asked each of us.")
        seat.sees_not("Elsewhere")
        await seat.press("enter")
        seat.sees("TO DISCUSS\n· In planning. you asked each of us. two risks came up.")
        seat.sees_not("f feedback")
    item = the_item(desk)
    assert (item.text, item.tag, item.about, item.visibility) == (kept.text, "discuss", None, "manager")
    assert {one.visibility for one in desk.store.all(Feedback)} == {"private"}


async def test_on_a_shared_screen_names_and_notes_are_hidden(sit: Sit, desk: Desk, ana: ManagerCard) -> None:
    managers.add(desk, "Marta", relation="client")
    feedback.add(desk, "In planning", "you asked", "two risks came up", ana.id)
    agenda.add(desk, "ask Marta for the plan", ana)
    agenda.settle(desk, agenda.add(desk, "the budget", ana).id, "granted")
    agenda.edit(desk, agenda.add(desk, "my raise", ana, "info").id, visibility="private")
    async with sit() as seat:
        await seat.press("G", "h")
        seat.sees("One-to-one with someone", "ask someone for the plan", "▒▒▒▒▒▒", "the budget")
        seat.sees_not("Ana", "Marta", "raise")
        for keys in (("f",), ("enter",), ("down", "d"), ("t",), ("x",)):
            await seat.press(*keys)
            assert seat.screen == "AgendaScreen"
            assert "Hidden while the screen is shared" in seat.toast
        await seat.press("end")
        seat.sees("done Mon 23 Nov · ▒▒▒▒▒▒")
        await seat.press("w")
        seat.sees("someone now", "someone client")
    assert len(texts(desk)) == 3
