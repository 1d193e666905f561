"""The re-entry card: where you were, what to do first, and the thought that is still open."""

from datetime import date

from remoteos.services import captures, focus, leave, outcomes, reentry, rituals
from remoteos.services.desk import Desk

from .support import MINUTE, minutes, set_clock, work


class TestCard:
    def test_of_a_fresh_user_there_is_none(self, desk: Desk) -> None:
        assert reentry.card(desk) is None

    def test_of_a_paused_block_names_it_its_outcome_and_the_open_thought(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        focus.start(desk, "write section 3", minutes(50), outcome=outcome.id)
        focus.interrupt(desk, "who owns the DNS?", "channel")
        set_clock(desk, "09:20")
        focus.pause(desk)
        set_clock(desk, "09:45")
        card = reentry.card(desk)
        assert card is not None
        assert (card.block.intention, card.next_action) == ("write section 3", "write section 3")
        assert (card.away_s, card.outcome) == (25 * MINUTE, outcome)
        assert card.thought is not None
        assert card.thought.text == "who owns the DNS?"

    def test_of_a_running_block_there_is_none_until_it_is_left(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        assert reentry.card(desk) is None
        set_clock(desk, "09:10")
        focus.aside(desk, "outage", minutes(10))
        assert reentry.card(desk) is None

    def test_the_next_morning_it_is_the_next_action(self, desk: Desk) -> None:
        focus.start(desk, "write section 3", minutes(50))
        captures.capture(desk, "who owns the DNS?")
        set_clock(desk, "09:50")
        focus.stop(desk, next_action="ask Ana to read it")
        work(desk, "clear the inbox", "10:00", "10:20")
        set_clock(desk, "2026-11-24 08:50")
        card = reentry.card(desk)
        assert card is not None
        assert (card.block.intention, card.next_action) == ("write section 3", "ask Ana to read it")
        assert card.away_s == 23 * 60 * MINUTE
        assert card.thought is not None

    def test_a_thought_that_was_decided_is_open_no_more(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        loop = captures.capture(desk, "who owns the DNS?")
        captures.done(desk, loop.id)
        focus.pause(desk)
        card = reentry.card(desk)
        assert card is not None
        assert card.thought is None

    def test_of_an_outcome_that_was_reached_there_is_none(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        focus.start(desk, "write", minutes(50), outcome=outcome.id)
        set_clock(desk, "09:50")
        focus.stop(desk, next_action="ask Ana")
        set_clock(desk, "11:00")
        assert reentry.card(desk) is not None
        outcomes.close(desk, outcome.id, "done")
        assert reentry.card(desk) is None

    def test_on_a_day_that_is_off_or_closed_there_is_none(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:50")
        focus.stop(desk, next_action="ask Ana")
        leave.day_off(desk, [date(2026, 11, 24)])
        set_clock(desk, "2026-11-24 09:00")
        assert reentry.card(desk) is None
        set_clock(desk, "2026-11-25 09:00")
        assert reentry.card(desk) is not None
        rituals.open_day(desk)
        rituals.close_day(desk)
        assert reentry.card(desk) is None

    def test_after_a_fortnight_of_leave_it_is_still_there(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:50")
        focus.stop(desk, next_action="ask Ana")
        set_clock(desk, "2026-12-07 09:00")
        card = reentry.card(desk)
        assert card is not None
        assert card.next_action == "ask Ana"


def test_about_the_block_that_an_aside_returns_to(desk: Desk) -> None:
    focus.start(desk, "write", minutes(50))
    captures.capture(desk, "who owns the DNS?")
    set_clock(desk, "09:10")
    focus.aside(desk, "outage", minutes(10))
    set_clock(desk, "09:25")
    back = focus.stop(desk).returned_to
    assert back is not None
    card = reentry.about(desk, back)
    assert (card.block.intention, card.away_s) == ("write", 15 * MINUTE)
    assert card.thought is not None
