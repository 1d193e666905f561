"""Outcomes: where each stands, what it serves, and what one key makes of it."""

from datetime import date

import pytest

from remoteos.domain.outcomes import Goal, Outcome
from remoteos.services import captures, focus, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.widgets.board import Board
from remoteos.widgets.choice import Choice
from remoteos.widgets.rows import Rows
from tests.services.support import minutes, set_clock, work
from tests.ui.conftest import LARGE, Seat, Sit


@pytest.fixture
def intent(desk: Desk) -> Goal:
    return outcomes.add_goal(desk, "Customers trust us", owner="leadership")


@pytest.fixture
def goal(desk: Desk, intent: Goal) -> Goal:
    return outcomes.add_goal(desk, "Checkout is reliable", intent.id, owner="manager")


def stored(desk: Desk, title: str) -> Outcome:
    """The outcome with this title."""
    return next(one for one in desk.store.all(Outcome) if one.title == title)


async def fill(seat: Seat, name: str, text: str) -> None:
    """Type a text into the field of a form."""
    seat.app.screen.query_one(f"#field-{name}").focus_field()  # type: ignore[attr-defined]
    await seat.settle()
    await seat.type(text)


async def choose(seat: Seat, name: str, value: str) -> None:
    """Choose one of the options of a field."""
    seat.app.screen.query_one(f"#field-{name} Choice", Choice).value = value
    await seat.settle()


class TestEmpty:
    async def test_it_says_what_an_outcome_is_and_how_to_add_one(self, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("3")
            seat.sees("An outcome is a result you answer for", "n adds the first one", "N adds a goal")
            seat.sees_not("TO BEGIN", "edit", "ladder")

    async def test_keys_that_need_an_outcome_do_nothing(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("3", "enter", "d", "x", "g", "r", "space", "v", "down", "left")
            assert seat.screen == "OutcomesScreen"
        assert desk.store.commits() == ()


class TestBoard:
    async def test_outcomes_stand_in_columns_by_how_far_they_have_come(self, sit: Sit, desk: Desk) -> None:
        moving = outcomes.add(desk, "Two candidates screened")
        work(desk, "screen", "08:00", "08:30", outcome=moving.id)
        set_clock(desk, "09:00")
        outcomes.add(desk, "RFC accepted")
        outcomes.close(desk, outcomes.add(desk, "Vendor chosen").id, "done")
        outcomes.close(desk, outcomes.add(desk, "Rewrite in a week").id, "dropped", "too much")
        async with sit() as seat:
            await seat.press("3")
            seat.sees("TO BEGIN 1", "IN PROGRESS 1", "CLOSED LATELY 2")
            seat.sees("○ RFC accepted", "◐ Two candidates", "✓ Vendor chosen", "× Rewrite in a week")
            seat.sees("done today", "no evidence", "dropped today")
            seat.sees_not("no goal ·")

    async def test_due_dates_are_said_in_words(self, sit: Sit, desk: Desk) -> None:
        for title, due in (("Late", 20), ("Now", 23), ("Soon", 27)):
            outcomes.add(desk, title, due=date(2026, 11, due))
        outcomes.add(desk, "Later", due=date(2026, 12, 24))
        async with sit() as seat:
            await seat.press("3")
            seat.sees("3 d late", "due today", "Fri", "24 Dec")

    async def test_what_serves_no_goal_and_what_is_silent_is_said_in_words(
        self, sit: Sit, desk: Desk, goal: Goal
    ) -> None:
        outcomes.add(desk, "RFC accepted", goal.id)
        outcomes.add(desk, "Tidy the wiki")
        set_clock(desk, "2026-12-20 09:00")
        async with sit(size=LARGE) as seat:
            await seat.press("3")
            seat.sees("silent 27 d", "no goal · silent 27 d", "silent for 27 days: is it still wanted?")

    async def test_arrows_move_between_cards_and_columns(self, sit: Sit, desk: Desk) -> None:
        for title in ("First", "Second"):
            outcomes.add(desk, title)
        outcomes.close(desk, outcomes.add(desk, "Third").id, "done")
        async with sit() as seat:
            await seat.press("3")
            board = seat.app.screen.query_one(Board)

            def title() -> str:
                return next(one.title for one in desk.store.all(Outcome) if one.id == board.current)

            seen = [title()]
            for key in ("down", "down", "right", "left", "up", "end", "home", "pagedown", "pageup"):
                await seat.press(key)
                seen.append(title())
            assert seen == [
                "First",
                "Second",
                "Second",
                "Third",
                "First",
                "First",
                "Second",
                "First",
                "Second",
                "First",
            ]

    async def test_a_click_selects_and_a_second_click_edits(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "First")
        outcomes.close(desk, outcomes.add(desk, "Second").id, "done")
        async with sit() as seat:
            await seat.press("3")
            cards = list(seat.app.screen.query("Cards"))[2]
            await seat.pilot.click(cards, offset=(2, 0))
            await seat.settle()
            assert seat.screen == "OutcomesScreen"
            assert seat.app.screen.query_one(Board).current == stored(desk, "Second").id
            await seat.pilot.click(cards, offset=(2, 0))
            await seat.settle()
            assert seat.screen == "OutcomeForm"

    async def test_a_click_beside_the_cards_selects_nothing(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "First")
        async with sit() as seat:
            await seat.press("3")
            await seat.pilot.click(Board, offset=(2, 10))
            await seat.settle()
            assert seat.screen == "OutcomesScreen"

    async def test_the_details_say_it_all(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        rfc = outcomes.add(desk, "RFC accepted", goal.id, done_when="two approvals", due=date(2026, 11, 27))
        focus.start(desk, "write", minutes(50), outcome=rfc.id)
        captures.capture(desk, "the hard part is clear", "win")
        focus.stop(desk)
        outcomes.report(desk, rfc.id, "first draft is out", 4)
        async with sit() as seat:
            await seat.press("3")
            seat.sees("done when two approvals", "serves Customers trust us ▸ Checkout is reliable")
            seat.sees("first draft is out today, sure 4 of 5", "1 block · 1 note · 1 win · moved today")
            seat.sees("due Fri 27 Nov · your manager may see it")

    async def test_long_titles_are_wrapped_on_the_card_and_read_in_the_details(
        self, sit: Sit, desk: Desk
    ) -> None:
        long = "Everybody who joins can find out who owns which service without asking a single person"
        outcomes.add(desk, f"{long} twice")
        async with sit() as seat:
            await seat.press("3")
            details = " ".join(" ".join(line.split()) for line in seat.lines[-9:])
            assert f"{long} twice" in details

    async def test_many_outcomes_scroll_with_the_cursor(self, sit: Sit, desk: Desk) -> None:
        for number in range(30):
            outcomes.add(desk, f"Number {number}")
        async with sit() as seat:
            await seat.press("3")
            seat.sees("Number 0", "TO BEGIN 30")
            await seat.press("end")
            seat.sees("Number 29")
            seat.sees_not("Number 10")

    async def test_a_wider_screen_shows_more(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "RFC accepted")
        for size in (LARGE, (200, 60)):
            async with sit(size=size) as seat:
                await seat.press("3")
                seat.sees("○ RFC accepted", "x drop", "N new goal")


class TestLadder:
    async def test_it_reads_from_the_intent_down_to_the_evidence(
        self, sit: Sit, desk: Desk, goal: Goal
    ) -> None:
        rfc = outcomes.add(desk, "RFC accepted", goal.id)
        outcomes.report(desk, rfc.id, "first draft")
        outcomes.add(desk, "Tidy the wiki")
        outcomes.add_goal(desk, "Costs are known", owner="manager")
        async with sit() as seat:
            await seat.press("3", "v")
            seat.sees("◆ Customers trust us", "└ ◇ Checkout is reliable", "└ ◐ RFC accepted")
            seat.sees("1 record", "◇ Costs are known", "no intent above · manager")
            seat.sees("SERVES NO GOAL", "○ Tidy the wiki", "no goal · no evidence")

    async def test_it_goes_there_and_back_on_the_same_outcome(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        outcomes.add(desk, "First", goal.id)
        second = outcomes.add(desk, "Second", goal.id)
        async with sit() as seat:
            await seat.press("3", "down", "v")
            assert seat.app.screen.query_one(Rows).current == second.id
            seat.sees("v board")
            await seat.press("v")
            assert seat.app.screen.query_one(Board).current == second.id

    async def test_a_goal_says_whose_it_is_and_what_serves_it(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        outcomes.add(desk, "RFC accepted", goal.id)
        async with sit() as seat:
            await seat.press("3", "v", "home", "down")
            seat.sees("whose your manager's", "serves Customers trust us", "served by 1 open outcome")
            seat.sees_not("progress", "for today")

    async def test_a_goal_is_changed_done_opened_again_and_dropped(
        self, sit: Sit, desk: Desk, goal: Goal
    ) -> None:
        async with sit() as seat:
            await seat.press("3", "v", "home", "down", "enter")
            await fill(seat, "title", "Checkout never fails")
            await seat.press("enter")
            seat.sees("◇ Checkout never fails")
            await seat.press("d")
            assert "Checkout never fails is done" in seat.toast
            await seat.press("d", "x")
            await fill(seat, "why", "merged into another")
            await seat.press("enter")
            seat.sees("dropped", "merged into another")
        kept = desk.store.get(Goal, goal.id)
        assert kept is not None
        assert (kept.state, kept.reason) == ("dropped", "merged into another")


class TestAdding:
    async def test_an_outcome_with_all_that_is_asked(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        async with sit() as seat:
            await seat.press("3", "n")
            await fill(seat, "title", "RFC accepted")
            await fill(seat, "done_when", "two approvals")
            await choose(seat, "goal", goal.id)
            await fill(seat, "due", "friday")
            await choose(seat, "seen_by", "private")
            await seat.press("enter")
            assert seat.toast == "Added RFC accepted.  (u takes it back)"
            seat.sees("○ RFC accepted", "done when two approvals", "only you see it")
            made = stored(desk, "RFC accepted")
            assert (made.goal_id, made.due, made.visibility) == (goal.id, date(2026, 11, 27), "private")
            await seat.press("u")
            seat.sees("An outcome is a result", "Taken back")

    async def test_a_title_is_needed_and_a_date_must_be_one(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("3", "n", "enter")
            assert seat.screen == "OutcomeForm"
            await fill(seat, "title", "RFC accepted")
            await fill(seat, "due", "soonish")
            await seat.press("enter")
            seat.sees("'soonish' is not a date, such as 2026-11-27")
            await fill(seat, "due", "2020-01-01")
            await seat.press("enter")
            seat.sees("is past")
        assert desk.store.all(Outcome) == ()

    async def test_what_was_typed_and_left_comes_back(self, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("3", "n")
            await fill(seat, "title", "RFC acc")
            await seat.press("escape")
            await seat.press("n")
            seat.sees("RFC acc", "What you typed before is back")

    async def test_the_new_one_is_under_the_cursor(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "First")
        async with sit() as seat:
            await seat.press("3", "n")
            await fill(seat, "title", "Second")
            await seat.press("enter")
            assert seat.app.screen.query_one(Board).current == stored(desk, "Second").id

    async def test_a_goal_under_another_one(self, sit: Sit, desk: Desk, intent: Goal) -> None:
        async with sit() as seat:
            await seat.press("3", "N")
            await fill(seat, "title", "Checkout is reliable")
            await choose(seat, "parent", intent.id)
            await seat.press("enter")
            seat.sees("└ ◇ Checkout is reliable", "whose your manager's")

    async def test_a_goal_upside_down_is_refused_and_nothing_typed_is_lost(
        self, sit: Sit, desk: Desk, goal: Goal
    ) -> None:
        async with sit() as seat:
            await seat.press("3", "N")
            await fill(seat, "title", "Grow")
            await choose(seat, "owner", "leadership")
            await choose(seat, "parent", goal.id)
            await seat.press("enter")
            assert seat.screen == "GoalForm"
            seat.sees("is below", "Grow")
        assert len(desk.store.all(Goal)) == 2


class TestChanging:
    async def test_only_what_was_changed_is_written(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        late = outcomes.add(desk, "RFC accepted", goal.id, due=date(2026, 11, 2), confidence=4)
        async with sit() as seat:
            await seat.press("3", "enter")
            await fill(seat, "done_when", "two approvals")
            outcomes.edit(desk, late.id, title="RFC agreed")  # elsewhere, while the form is open
            await seat.press("enter")
            seat.sees("RFC agreed", "done when two approvals")
        changed = stored(desk, "RFC agreed")
        assert (changed.goal_id, changed.due, changed.confidence) == (goal.id, late.due, 4)

    async def test_a_goal_that_is_closed_stays_the_one_it_serves(
        self, sit: Sit, desk: Desk, goal: Goal
    ) -> None:
        outcomes.add(desk, "RFC accepted", goal.id)
        outcomes.close_goal(desk, goal.id, "done")
        async with sit() as seat:
            await seat.press("3", "enter")
            seat.sees("Checkout is reliable")
            await fill(seat, "title", "RFC agreed")
            await seat.press("enter")
        assert stored(desk, "RFC agreed").goal_id == goal.id

    async def test_a_progress_note_moves_it_on(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "RFC accepted")
        async with sit() as seat:
            await seat.press("3", "r", "enter")
            assert seat.screen == "ProgressForm"
            await fill(seat, "note", "first approval is in")
            await seat.press("tab", "4", "enter")
            seat.sees("IN PROGRESS 1", "first approval is in today, sure 4 of 5")
            await seat.press("r")
            seat.sees("You were 4 of 5 sure")
            await fill(seat, "note", "second approval is in")
            await seat.press("enter")
        assert [step.confidence for step in stored(desk, "RFC accepted").progress] == [4, None]

    async def test_done_and_open_again(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "RFC accepted")
        async with sit() as seat:
            await seat.press("3", "d")
            assert seat.toast == "RFC accepted is done.  (u takes it back)"
            seat.sees("✓ RFC accepted", "d open again")
            seat.sees_not("r progress", "x drop")
            await seat.press("d")
            seat.sees("○ RFC accepted")
            await seat.press("u")
            seat.sees("✓ RFC accepted")

    async def test_dropped_with_a_reason_or_without(self, sit: Sit, desk: Desk) -> None:
        for title in ("First", "Second"):
            outcomes.add(desk, title)
        async with sit() as seat:
            await seat.press("3", "x", "escape")
            assert stored(desk, "First").state == "open"
            await seat.press("x", "enter")
            assert "First is dropped" in seat.toast
            await seat.press("left", "x")
            await fill(seat, "why", "nobody needs it")
            await seat.press("enter")
            seat.sees("nobody needs it")
        assert (stored(desk, "First").reason, stored(desk, "Second").reason) == ("", "nobody needs it")


class TestToday:
    async def test_space_picks_and_takes_off_again(self, sit: Sit, desk: Desk) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        async with sit() as seat:
            await seat.press("3", "space")
            seat.sees("today", "space not today")
            assert "RFC accepted is for today" in seat.toast
            assert rituals.day_in_hand(desk).outcome_ids == (rfc.id,)
            await seat.press("space")
            assert rituals.day_in_hand(desk).outcome_ids == ()

    async def test_a_fourth_is_refused(self, sit: Sit, desk: Desk) -> None:
        for number in range(4):
            outcomes.add(desk, f"Number {number}")
        async with sit() as seat:
            await seat.press("3", "space", "down", "space", "down", "space", "end", "space")
            assert "At most 3 outcomes for one day" in seat.toast
            assert len(rituals.day_in_hand(desk).outcome_ids) == 3


class TestServing:
    async def test_g_says_which_goal_it_serves(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        outcomes.add(desk, "RFC accepted")
        async with sit() as seat:
            await seat.press("3", "g")
            seat.sees("Customers trust us", "Checkout is reliable")
            await seat.type("check")
            await seat.press("enter")
            assert "RFC accepted serves Checkout is reliable." in seat.toast
            assert stored(desk, "RFC accepted").goal_id == goal.id
            await seat.press("g")
            await seat.type("no goal")
            await seat.press("enter")
            assert stored(desk, "RFC accepted").goal_id is None

    async def test_a_goal_that_is_not_there_yet_is_added(self, sit: Sit, desk: Desk, intent: Goal) -> None:
        outcomes.add(desk, "RFC accepted")
        async with sit() as seat:
            await seat.press("3", "g")
            await seat.type("Checkout is reliable")
            seat.sees("Add a goal: Checkout is reliable")
            await seat.press("enter")
            seat.sees("New goal", "Checkout is reliable")
            await choose(seat, "parent", intent.id)
            await seat.press("enter")
            seat.sees("serves Customers trust us ▸ Checkout is reliable")
            await seat.press("u")
            assert stored(desk, "RFC accepted").goal_id is None
            assert desk.store.all(Goal) == (intent,)

    async def test_a_goal_serves_what_is_above_it_only(self, sit: Sit, desk: Desk, goal: Goal) -> None:
        outcomes.add_goal(desk, "I know payments", goal.id)
        async with sit() as seat:
            await seat.press("3", "v", "home", "down", "g")
            seat.sees("Customers trust us")
            assert "I know payments" not in "".join(seat.lines[6:18])


class TestSharedScreen:
    async def test_private_outcomes_are_hidden_with_all_that_is_said_of_them(
        self, sit: Sit, desk: Desk
    ) -> None:
        outcomes.add(desk, "Find a new job", visibility="private", done_when="a signed contract")
        outcomes.add_goal(desk, "Leave by summer", visibility="private")
        async with sit() as seat:
            await seat.press("3", "h")
            seat.sees("▒▒▒▒▒▒")
            seat.sees_not("Find a new job", "signed contract")
            await seat.press("v")
            seat.sees_not("Find a new job", "Leave by summer")

    async def test_what_is_hidden_is_not_opened_nor_changed(self, sit: Sit, desk: Desk) -> None:
        secret = outcomes.add(desk, "Find a new job", visibility="private")
        async with sit() as seat:
            await seat.press("3", "h")
            for key in ("enter", "r", "g", "d", "x", "space"):
                await seat.press(key)
                assert seat.screen == "OutcomesScreen"
                assert "Hidden while the screen is shared" in seat.toast
        assert desk.store.all(Outcome) == (secret,)

    async def test_a_draft_of_something_private_does_not_come_back_on_a_shared_screen(self, sit: Sit) -> None:
        async with sit() as seat:
            await seat.press("3", "n")
            await fill(seat, "title", "Find a new job")
            await seat.press("escape", "h", "n")
            seat.sees_not("Find a new job")
            await seat.press("escape", "h", "n")
            seat.sees("Find a new job")
