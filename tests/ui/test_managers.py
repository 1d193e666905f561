"""Manager cards: how each of them likes to be kept informed, and the feedback that is kept for them."""

from dataclasses import replace

import pytest

from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.domain.settings import Settings, You
from remoteos.services import agenda, feedback, managers, outcomes
from remoteos.services.desk import Desk
from tests.ui.conftest import LARGE, Sit


def the_card(desk: Desk) -> ManagerCard:
    (found,) = managers.cards(desk)
    return found


def pieces(desk: Desk) -> tuple[Feedback, ...]:
    return desk.store.all(Feedback)


@pytest.fixture
def ana(desk: Desk) -> ManagerCard:
    """The card of the manager, who hears on Thursdays."""
    return managers.add(
        desk,
        "Ana Ruiz",
        weekday=3,
        channel="mail",
        reassures="a date and the next step",
        agreed="no calls\nbefore ten",
    )


class TestTheCards:
    async def test_they_open_from_every_page(self, sit: Sit) -> None:
        async with sit() as seat:
            for key, page in (("1", "TodayScreen"), ("3", "OutcomesScreen")):
                await seat.press(key, "M")
                assert seat.screen == "ManagersScreen"
                await seat.press("escape")
                assert seat.screen == page

    async def test_without_any_it_says_what_one_is_for_and_no_other_key_does_anything(self, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("M")
            seat.sees(
                "0 cards", "A card says how somebody likes to be kept informed", "n makes the first one"
            )
            seat.sees_not("enter edit", "f feedback")
            await seat.press("enter", "g", "f", "F", "a", "x", "down")
            assert seat.screen == "ManagersScreen"

    async def test_the_one_under_the_cursor_is_shown_in_full(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        managers.add(desk, "the board", relation="client", cadence="monthly", hours=True)
        managers.add(desk, "Ops", relation="team", cadence="on request")
        async with sit() as seat:
            await seat.press("M")
            seat.sees("3 cards managers first", "Ana Ruiz due Thu 26 Nov", "manager · every Thursday")
            seat.sees("hears every Thursday · due Thu 26 Nov", "reassures a date and the next step")
            seat.sees("worries not said yet; enter says it", "agreed no calls before ten")
            seat.sees("likes it as weekly · mail", "told neither hours nor energy")
            await seat.press("down")
            seat.sees("the board due Fri 27 Nov", "hears every last Friday of a month")
            seat.sees("may see only what anyone may see · told hours")
            await seat.press("down")
            seat.sees("hears on request")

    async def test_a_shows_the_agenda_with_the_one_in_hand(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        board = managers.add(desk, "the board", relation="client")
        agenda.add(desk, "the plan for May", board)
        async with sit() as seat:
            await seat.press("M", "down", "a")
            seat.sees("One-to-one with the board", "the plan for May")


class TestMakingAndChanging:
    async def test_n_makes_the_manager_s_first_with_the_name_that_the_settings_know(
        self, sit: Sit, desk: Desk
    ) -> None:
        at = desk._replace(settings=Settings(you=You(manager="Ana Ruiz")))
        async with sit(at) as seat:
            await seat.press("M", "n", "tab", "c", "tab", "right", "tab", "3", "enter")
            assert seat.toast.startswith("Ana Ruiz has a card.")
            seat.sees("client · every other Wednesday")
        card = the_card(desk)
        assert (card.person, card.relation, card.cadence, card.weekday, card.sees) == (
            "Ana Ruiz",
            "client",
            "fortnightly",
            2,
            "public",  # a client's, unless it is said
        )

    async def test_every_field_is_reached_at_80_by_24_with_the_keys_in_sight(
        self, sit: Sit, desk: Desk
    ) -> None:
        words = ("mail", "ana@example.org", "one screen", "dates", "surprises", "alone", "no calls", "new")
        async with sit() as seat:
            await seat.press("M", "n")
            await seat.type("Ana")
            await seat.press("tab", "tab", "tab", "tab")
            for word in words:
                await seat.press("tab")
                await seat.type(word)
            await seat.press("tab", "right", "right", "tab", "y", "tab", "y")
            seat.sees("Told energy no [yes]", "enter save")
            await seat.press("enter")
        card = the_card(desk)
        kept = (card.channel, card.address, card.length, card.reassures, card.worries, card.decides)
        assert (*kept, card.agreed, card.notes) == words
        assert (card.sees, card.hours, card.wellbeing) == ("public", True, True)

    async def test_enter_changes_only_what_was_changed(self, sit: Sit, desk: Desk, ana: ManagerCard) -> None:
        async with sit() as seat:
            await seat.press("M", "enter")
            await seat.type("Ana María")
            await seat.press("tab", "tab", "left", "enter")
            assert seat.toast.startswith("Saved.")
            seat.sees("Ana María", "every working day")
        after = the_card(desk)
        changed = replace(ana, person="Ana María", cadence="daily", updated_at=after.updated_at)
        assert after == changed  # lines that a field shows as one are kept

    @pytest.mark.parametrize(
        ("name", "said"), [("", "A name is needed"), ("ana ruiz", 'There is a card of "Ana Ruiz" already')]
    )
    async def test_without_a_name_of_its_own_the_form_stays_open(
        self, name: str, said: str, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        async with sit() as seat:
            await seat.press("M", "n")
            await seat.type(name)
            await seat.press("enter")
            seat.sees(said, "New card")
        assert the_card(desk) == ana

    async def test_x_asks_first_and_undo_brings_the_card_back(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        async with sit() as seat:
            await seat.press("M", "x", "n", "x", "escape")
            assert the_card(desk) == ana
            await seat.press("x")
            seat.sees("Drop the card of Ana Ruiz?", "The updates that were sent stay.")
            await seat.press("y")
            seat.sees("0 cards")
            await seat.press("u")
            seat.sees("Ana Ruiz")

    async def test_what_another_program_dropped_meanwhile_is_said(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        async with sit() as seat:
            await seat.press("M", "x")
            managers.drop(desk, ana.id)
            await seat.press("y")
            assert "No manager card yet" in seat.toast


class TestGoals:
    async def test_g_adds_a_goal_to_theirs_and_takes_it_off_again(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        outcomes.add_goal(desk, "Learn Rust", owner="me")
        async with sit() as seat:
            await seat.press("M")
            seat.sees("goals none yet; g says which are theirs")
            await seat.press("g", "enter")
            assert "Checkout is reliable is now one of Ana Ruiz's goals." in seat.toast
            seat.sees("goals Checkout is reliable")
            assert the_card(desk).goal_ids == (goal.id,)
            await seat.press("g")
            seat.sees("Checkout is reliable ✓ theirs", "Learn Rust mine")
            await seat.press("enter")
            assert "no longer" in seat.toast
        assert the_card(desk).goal_ids == ()

    async def test_without_any_goal_it_says_where_they_are_added(self, sit: Sit, ana: ManagerCard) -> None:
        async with sit() as seat:
            await seat.press("M", "g")
            assert seat.toast == "There is no open goal yet; on Outcomes N adds one."


class TestFeedback:
    async def test_f_keeps_it_private_once_all_of_it_is_said(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        async with sit() as seat:
            await seat.press("M", "f")
            seat.sees("Feedback for Ana Ruiz", "It stays private until you put it")
            await seat.type("In planning")
            await seat.press("tab")
            await seat.type("you asked each of us")
            await seat.press("enter")
            seat.sees("An impact is needed")
            await seat.press("tab")
            await seat.type("two risks came up")
            await seat.press("enter")
            assert seat.toast.startswith("Kept; only you see it.")
            seat.sees("feedback 1 piece kept; F shows it", "· you asked each of us")
        (kept,) = pieces(desk)
        assert (kept.visibility, kept.audience_id) == ("private", ana.id)

    async def test_F_changes_tells_and_drops_what_is_kept(
        self, sit: Sit, desk: Desk, ana: ManagerCard
    ) -> None:
        feedback.add(desk, "In planning", "you asked", "two risks came up", ana.id)
        async with sit(size=LARGE) as seat:
            await seat.press("M", "F", "enter", "c", "tab")
            await seat.type("you asked each of us")
            await seat.press("enter")
            seat.sees("· you asked each of us")
            await seat.press("F", "enter")
            seat.sees("Tell it in the next update Ana Ruiz may see it then")
            await seat.press("t")
            seat.sees("· you asked each of us in the next update")
            assert [one.visibility for one in pieces(desk)] == ["manager"]
            await seat.press("F", "enter", "t", "x")  # it is told already
            seat.sees_not("F what is kept", "you asked")
        assert pieces(desk) == ()


async def test_on_a_shared_screen_a_card_is_hidden_and_not_opened(
    sit: Sit, desk: Desk, ana: ManagerCard
) -> None:
    feedback.add(desk, "In planning", "you asked", "two risks came up", ana.id)
    async with sit() as seat:
        await seat.press("M", "h")
        seat.sees("someone due Thu 26 Nov", "reassures ▒▒▒▒▒▒")
        seat.sees_not("Ana", "a date and")
        for key in ("enter", "g", "f", "F", "x"):
            await seat.press(key)
            assert seat.screen == "ManagersScreen"
            assert "Hidden while the screen is shared" in seat.toast
    assert the_card(desk) == ana
