"""The workday: opened, closed, reopened, recovered, off; in any order it stays a legal day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain import captures, outcomes
from remoteos.domain.errors import Refused
from remoteos.domain.rituals import (
    AFTER,
    MOST_OUTCOMES,
    STEPS,
    DayEvent,
    DayEventKind,
    DayState,
    Ritual,
    Workday,
    close_day,
    left_open,
    mark_off,
    mark_on,
    mark_step,
    open_day,
    pick_outcomes,
    recover,
    steps_left,
)

from .support import HOUR, MONDAY, TUESDAY, WEDNESDAY, at, capture, outcome, workday

OPENED = open_day(workday(), at("09:00"))
CLOSED = close_day(OPENED, at("17:00"))
LEAVE = mark_off(workday(), at("08:00"), "holiday")


def kinds(day: Workday) -> list[DayEventKind]:
    """What happened to the day, in order."""
    return [event.kind for event in day.events]


class TestOpening:
    def test_begins_the_day(self) -> None:
        assert workday().state == "unopened"
        assert (OPENED.state, OPENED.opened_at) == ("open", at("09:00"))
        assert (OPENED.closed_at, OPENED.settled_at) == (None, None)

    def test_twice_is_harmless(self) -> None:
        assert open_day(OPENED, at("10:00")) is OPENED

    def test_a_closed_day_reopens_it_and_that_is_kept(self) -> None:
        again = open_day(CLOSED, at("20:00"))
        assert kinds(again) == ["open", "close", "reopen"]
        assert (again.state, again.reopened, again.opened_at) == ("open", 1, at("09:00"))
        assert again.closed_at is None
        late = close_day(again, at("21:00"))
        assert (late.state, late.closed_at, late.reopened) == ("closed", at("21:00"), 1)

    def test_a_leave_day_makes_it_a_workday(self) -> None:
        worked = open_day(LEAVE, at("11:00"))
        assert (worked.state, worked.opened_at) == ("open", at("11:00"))


class TestClosing:
    def test_ends_the_day(self) -> None:
        assert (CLOSED.state, CLOSED.closed_at, CLOSED.settled_at) == ("closed", at("17:00"), at("17:00"))
        assert not CLOSED.recovered
        assert CLOSED.reopened == 0

    def test_twice_is_harmless(self) -> None:
        assert close_day(CLOSED, at("18:00")) is CLOSED

    def test_a_day_that_was_worked_without_being_opened_counts_from_its_first_activity(self) -> None:
        closed = close_day(workday(), at("17:00"), began=at("08:40"))
        assert (closed.opened_at, closed.closed_at) == (at("08:40"), at("17:00"))

    def test_a_first_activity_after_the_close_does_not_put_the_opening_after_it(self) -> None:
        closed = close_day(workday(), at("17:00"), began=at("19:00"))
        assert (closed.opened_at, closed.closed_at) == (at("17:00"), at("17:00"))

    def test_leave_that_was_worked_is_opened_and_closed(self) -> None:
        closed = close_day(LEAVE, at("17:00"), began=at("10:00"))
        assert kinds(closed) == ["off", "open", "close"]

    @pytest.mark.parametrize(("day", "state"), [(workday(), "unopened"), (LEAVE, "off")])
    def test_a_day_without_anything_on_it_is_refused(self, day: Workday, state: str) -> None:
        with pytest.raises(Refused, match=f"2026-03-02 is {state} and nothing was recorded"):
            close_day(day, at("17:00"))

    def test_a_clock_set_back_two_hours_closes_the_day_when_it_was_opened(self) -> None:
        assert close_day(OPENED, at("07:00")).closed_at == at("09:00")


class TestRecovery:
    def test_closes_as_of_the_last_activity_and_says_so(self) -> None:
        found = recover(OPENED, at("16:20"))
        assert (found.state, found.closed_at, found.recovered) == ("closed", at("16:20"), True)

    @pytest.mark.parametrize("last", [None, at("08:00")])
    def test_without_any_activity_since_closes_when_it_was_opened(self, last: datetime | None) -> None:
        assert recover(OPENED, last).closed_at == at("09:00")

    def test_of_a_reopened_day_is_not_before_it_was_reopened(self) -> None:
        found = recover(open_day(CLOSED, at("20:00")), at("16:00"))
        assert found.closed_at == at("20:00")
        assert kinds(found) == ["open", "close", "reopen", "recover"]

    @pytest.mark.parametrize("day", [workday(), CLOSED, LEAVE], ids=["unopened", "closed", "off"])
    def test_of_a_day_that_is_not_open_is_harmless(self, day: Workday) -> None:
        assert recover(day, at("16:00")) is day

    def test_twice_is_harmless(self) -> None:
        found = recover(OPENED, at("16:20"))
        assert recover(found, at("18:00")) is found

    def test_stays_marked_when_the_day_is_reopened_and_closed_in_time(self) -> None:
        late = close_day(open_day(recover(OPENED, at("16:20")), at("20:00")), at("20:30"))
        assert (late.closed_at, late.recovered) == (at("20:30"), True)

    def test_is_wanted_for_earlier_days_that_are_still_open_the_first_one_first(self) -> None:
        tuesday = open_day(workday(TUESDAY), at("09:00", TUESDAY))
        wednesday = open_day(workday(WEDNESDAY), at("09:00", WEDNESDAY))
        days = [wednesday, tuesday, OPENED, replace(CLOSED, date=date(2026, 2, 27)), LEAVE]
        assert left_open(days, WEDNESDAY) == (OPENED, tuesday)
        assert left_open(days, MONDAY) == ()


class TestLeave:
    def test_is_marked_with_its_reason_and_settled(self) -> None:
        assert (LEAVE.state, LEAVE.events[-1].reason) == ("off", "holiday")
        assert LEAVE.settled_at == at("08:00")

    def test_planned_ahead_is_not_settled_before_its_date(self) -> None:
        ahead = mark_off(workday(WEDNESDAY), at("08:00"))
        assert ahead.settled_at == at("00:00", WEDNESDAY)

    def test_twice_is_harmless(self) -> None:
        assert mark_off(LEAVE, at("09:00"), "another reason") is LEAVE

    def test_can_be_taken_back(self) -> None:
        back = mark_on(LEAVE, at("09:00"))
        assert (back.state, back.settled_at) == ("unopened", None)
        assert mark_off(back, at("10:00")).state == "off"

    @pytest.mark.parametrize("day", [workday(), OPENED, CLOSED])
    def test_taking_back_what_is_no_leave_is_harmless(self, day: Workday) -> None:
        assert mark_on(day, at("18:00")) is day

    @pytest.mark.parametrize(("day", "state"), [(OPENED, "open"), (CLOSED, "closed")])
    def test_is_refused_for_a_day_that_was_opened(self, day: Workday, state: str) -> None:
        with pytest.raises(Refused, match=f"2026-03-02 is {state}: a day that was opened is not leave"):
            mark_off(day, at("18:00"))


class TestOutcomesOfTheDay:
    def test_are_at_most_three(self) -> None:
        assert pick_outcomes(OPENED, ["a", "b", "c"]).outcome_ids == ("a", "b", "c")
        assert MOST_OUTCOMES == 3
        with pytest.raises(Refused, match="At most 3 outcomes for one day, and 4 were given"):
            pick_outcomes(OPENED, ["a", "b", "c", "d"])

    def test_count_once_when_given_twice(self) -> None:
        assert pick_outcomes(OPENED, ["b", "a", "b", "c", "a"]).outcome_ids == ("b", "a", "c")

    def test_replace_those_picked_before(self) -> None:
        assert pick_outcomes(pick_outcomes(OPENED, ["a", "b"]), []).outcome_ids == ()


class TestSteps:
    @pytest.mark.parametrize("ritual", STEPS)
    def test_are_all_left_at_first(self, ritual: Ritual) -> None:
        assert steps_left(workday(), ritual, STEPS[ritual]) == STEPS[ritual]

    def test_done_or_skipped_are_left_no_more(self) -> None:
        day = mark_step(mark_step(workday(), "start", "plan", "done"), "start", "pulse", "skipped")
        assert steps_left(day, "start", STEPS["start"]) == ("left over", "day type", "outcomes")

    def test_of_one_ritual_are_not_those_of_the_other(self) -> None:
        day = mark_step(workday(), "start", "pulse", "done")
        assert "pulse" in steps_left(day, "end", STEPS["end"])

    def test_are_the_user_s_in_the_user_s_order(self) -> None:
        day = mark_step(workday(), "start", "water the plants", "done")
        assert steps_left(day, "start", ["plan", "water the plants", "pulse"]) == ("plan", "pulse")
        assert steps_left(day, "start", []) == ()

    def test_a_later_word_on_a_step_counts(self) -> None:
        day = mark_step(mark_step(workday(), "end", "wins", "skipped"), "end", "wins", "done")
        assert [(mark.step, mark.state) for mark in day.steps] == [("wins", "done")]


# In any order a day stays legal, and carries what is left over at most once

LEGAL: dict[DayEventKind, set[DayState]] = {
    "open": {"unopened", "off"},
    "close": {"open"},
    "reopen": {"closed"},
    "recover": {"open"},
    "off": {"unopened"},
    "on": {"off"},
}


@dataclass(frozen=True)
class Step:
    """One thing tried on a day, after the clock moved."""

    operation: str
    jump_s: int
    offset_min: int
    other: timedelta | None


OPERATIONS: dict[str, Callable[[Workday, datetime, datetime | None], Workday]] = {
    "open": lambda day, now, _: open_day(day, now),
    "close": close_day,
    "recover": lambda day, now, activity: recover(day, activity),
    "off": lambda day, now, _: mark_off(day, now),
    "on": lambda day, now, _: mark_on(day, now),
}
steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(tuple(OPERATIONS)),
        st.integers(-2 * HOUR, 8 * HOUR) | st.sampled_from([0, 365 * 24 * HOUR, -365 * 24 * HOUR]),
        st.sampled_from([0, 60, -300, 345, 630, 840]),
        st.none() | st.timedeltas(timedelta(hours=-5), timedelta(hours=5)),
    ),
    max_size=20,
)


def assert_legal(day: Workday) -> None:
    """Everything that is promised of a day, whatever has happened to it."""
    state: DayState = "unopened"
    for event in day.events:
        assert state in LEGAL[event.kind], f"{event.kind} while {state}"
        state = AFTER[event.kind]
    assert day.state == state
    assert [event.at for event in day.events] == sorted(event.at for event in day.events)
    assert (day.closed_at is not None) == (state == "closed")
    assert (day.opened_at is not None) == (state in ("open", "closed"))
    assert (day.settled_at is not None) == (state in ("closed", "off"))
    assert day.reopened == kinds(day).count("reopen")
    assert day.recovered == ("recover" in kinds(day))


@given(steps)
@settings(deadline=None, max_examples=200)
def test_no_order_breaks_a_day_nor_carries_twice_from_it(sequence: list[Step]) -> None:
    day, loop, result = workday(), capture(), outcome()
    now = at("08:00")
    for step in sequence:
        now = (now + timedelta(seconds=step.jump_s)).astimezone(timezone(timedelta(minutes=step.offset_min)))
        before, said = day, "one line"
        try:
            day = OPERATIONS[step.operation](day, now, None if step.other is None else now + step.other)
        except Refused as refusal:
            said = str(refusal)
            assert day is before
        assert len(said.splitlines()) == 1
        assert_legal(day)
        assert day.events[: len(before.events)] == before.events, "history is only ever added to"
        if day.state == "closed":
            loop, result = captures.roll(loop, day.date), outcomes.roll(result, day.date)
        assert loop.rolls == result.rolls <= 1


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(tuple(OPERATIONS))), max_size=40))
@settings(deadline=None)
def test_over_several_days_a_loop_rolls_at_most_once_per_day(moves: list[tuple[int, str]]) -> None:
    days = [workday(MONDAY + timedelta(days=number)) for number in range(5)]
    loop = capture()
    for minute, (number, operation) in enumerate(moves):
        now = at("09:00", days[number].date) + timedelta(minutes=minute)
        try:
            days[number] = OPERATIONS[operation](days[number], now, now)
        except Refused:
            continue
        if days[number].state == "closed":
            loop = captures.roll(loop, days[number].date)
    assert loop.rolls <= sum("close" in kinds(day) or "recover" in kinds(day) for day in days)


def test_every_event_leads_somewhere() -> None:
    assert set(AFTER) == set(LEGAL) == set(get_args(DayEventKind))
    assert set(AFTER.values()) == set(get_args(DayState))
    assert replace(workday(), events=(DayEvent(kind="off", at=at("08:00")),)).name == "2026-03-02"
