"""Asks: how they stand, in what order they are shown, and how one is reminded of."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain import asks
from remoteos.domain.asks import Ask, AskEvent, AskEventKind, AskKind
from remoteos.domain.errors import Refused

from .support import MONDAY, TUESDAY, at, born


def ask(*happened: tuple[AskEventKind, str], **fields: Any) -> Ask:
    """An ask with this history."""
    events = tuple(AskEvent(kind=kind, at=at(clock)) for kind, clock in happened)
    return Ask(**{**born(), "text": "Sign the contract", "asked_of": "Robin", "events": events, **fields})


RAISED = ask(("raised", "09:00"))


class TestStanding:
    @pytest.mark.parametrize(
        "history", [(), (("raised", "09:00"),), (("raised", "09:00"), ("nudged", "12:00"))]
    )
    def test_waits_until_it_is_answered_or_withdrawn(
        self, history: tuple[tuple[AskEventKind, str], ...]
    ) -> None:
        waiting = ask(*history)
        assert waiting.is_waiting
        assert waiting.settled_at is None

    @pytest.mark.parametrize("end", ["answered", "withdrawn"])
    def test_is_settled_from_its_answer_or_withdrawal_on(self, end: AskEventKind) -> None:
        settled = ask(("raised", "09:00"), ("nudged", "12:00"), (end, "15:00"))
        assert not settled.is_waiting
        assert settled.settled_at == at("15:00")

    def test_is_late_from_the_day_after_it_was_needed_until_it_is_settled(self) -> None:
        waiting = ask(("raised", "09:00"), needed_by=MONDAY)
        assert waiting.late_by(MONDAY) == 0
        assert waiting.late_by(MONDAY + timedelta(days=3)) == 3
        assert ask(("raised", "09:00")).late_by(MONDAY + timedelta(days=3)) == 0
        settled = ask(("raised", "09:00"), ("answered", "15:00"), needed_by=MONDAY)
        assert settled.late_by(MONDAY + timedelta(days=3)) == 0

    def test_is_made_to_be_told_and_named_by_its_text(self) -> None:
        assert ask().visibility == "manager"
        assert ask().name == "Sign the contract"

    def test_one_that_is_raised_again_waits_again(self) -> None:
        answered = asks.answer(RAISED, at("10:00"), "yes", "the launch keeps its date")
        again = asks.raise_again(answered, at("15:00"))
        assert again.enabled == ""
        assert (answered.state, again.state) == ("answered", "waiting")
        assert again.settled_at is None
        assert again.answer == ""
        assert again.raised_at == at("09:00")
        assert asks.raise_again(again, at("16:00")) is again


class TestAnswering:
    def test_keeps_the_answer_and_what_it_made_possible(self) -> None:
        answered = asks.answer(RAISED, at("10:00"), "yes, on Monday", "the launch keeps its date")
        assert (answered.state, answered.answer) == ("answered", "yes, on Monday")
        assert answered.enabled == "the launch keeps its date"

    def test_a_second_time_says_more_and_keeps_the_date(self) -> None:
        answered = asks.answer(RAISED, at("10:00"), "yes")
        assert asks.answer(answered, at("15:00")) == answered
        more = asks.answer(answered, at("15:00"), "yes, on Monday", "the launch keeps its date")
        assert (more.settled_at, more.answer) == (at("10:00"), "yes, on Monday")
        assert asks.answer(more, at("16:00")).enabled == "the launch keeps its date"

    def test_what_was_withdrawn_is_not_answered_and_the_other_way_round(self) -> None:
        withdrawn = asks.withdraw(RAISED, at("10:00"), "found another way")
        assert withdrawn.state == "withdrawn"
        assert asks.withdraw(withdrawn, at("11:00")) == withdrawn
        with pytest.raises(Refused, match="is withdrawn: raise it again first"):
            asks.answer(withdrawn, at("11:00"))
        with pytest.raises(Refused, match="is answered: raise it again first"):
            asks.withdraw(asks.answer(RAISED, at("10:00")), at("11:00"))


class TestReminding:
    def test_counts(self) -> None:
        twice = asks.nudge(asks.nudge(RAISED, at("10:00")), at("11:00"), "in the channel")
        assert (twice.nudges, twice.state) == (2, "waiting")
        assert twice.events[-1].note == "in the channel"

    @pytest.mark.parametrize("end", ["answered", "withdrawn"])
    def test_of_what_nobody_waits_for_is_refused(self, end: AskEventKind) -> None:
        with pytest.raises(Refused, match=f"is {end}: there is nothing to remind of"):
            asks.nudge(ask(("raised", "09:00"), (end, "10:00")), at("11:00"))

    @pytest.mark.parametrize(
        ("kind", "fields", "needed_by", "late", "line"),
        [
            (
                "decision",
                {"text": "which of the two designs?", "cost": "the launch slips a week"},
                "Fri 27 Nov",
                False,
                "Hi Robin, a reminder of what I asked on Mon 23 Nov: which of the two designs? "
                "I need the decision by Fri 27 Nov. If it comes later: the launch slips a week. "
                "What would make it easy for you?",
            ),
            (
                "unblock",
                {"cost": "two days of waiting."},
                "Fri 20 Nov",
                True,
                "Hi Robin, a reminder of what I asked on Mon 23 Nov: Sign the contract. "
                "I needed the way free by Fri 20 Nov. What the wait costs: two days of waiting. "
                "What would make it easy for you?",
            ),
            (
                "help",
                {},
                "",
                False,
                "Hi Robin, a reminder of what I asked on Mon 23 Nov: Sign the contract. "
                "I still need your help. What would make it easy for you?",
            ),
        ],
    )
    def test_is_one_polite_line_with_the_date_and_the_cost(
        self, kind: AskKind, fields: dict[str, str], needed_by: str, late: bool, line: str
    ) -> None:
        one = replace(RAISED, kind=kind, **fields)
        assert asks.nudge_line(one, "Mon 23 Nov", needed_by, late=late) == line


def test_the_latest_come_first_then_those_that_cost_something_then_the_sooner_and_older() -> None:
    plain = ask(("raised", "08:00"), text="plain")
    old = ask(("raised", "07:00"), text="old")
    costly = ask(("raised", "09:00"), text="costly", cost="a week")
    sooner = ask(("raised", "09:00"), text="sooner", cost="a day", needed_by=TUESDAY + timedelta(days=9))
    late = ask(("raised", "09:00"), text="late", needed_by=MONDAY)
    found = sorted([plain, old, costly, sooner, late], key=lambda one: asks.by_urgency(one, TUESDAY))
    assert [one.text for one in found] == ["late", "sooner", "costly", "old", "plain"]


STEPS = st.lists(st.sampled_from(["nudge", "answer", "withdraw", "raise_again"]), max_size=8)


@given(STEPS)
def test_whatever_is_said_of_it_it_waits_or_is_settled_and_its_history_only_grows(steps: list[str]) -> None:
    one = RAISED
    for step in steps:
        before = one
        try:
            one = getattr(asks, step)(one, at("10:00"))
        except Refused:
            assert one is before
        assert one.events[: len(before.events)] == before.events
        assert one.is_waiting == (one.settled_at is None)


def test_a_day_without_a_date_never_is_late() -> None:
    assert RAISED.late_by(date(2030, 1, 1)) == 0
