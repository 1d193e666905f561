"""Opening, closing and recovering the workday."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.rituals import Workday
from remoteos.services import captures, focus, focus_history, leave, outcomes, rituals
from remoteos.services.day import view
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape

from .support import minutes, set_clock, wall, work


def only(desk: Desk, kind: type) -> object:
    (record,) = desk.store.all(kind)
    return record


class TestOpening:
    def test_takes_everything_in_one_step_to_undo(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        opened = rituals.open_day(
            desk, outcomes=[outcome.id[-6:]], day_type="deep", until=time(16), energy=4, stress=2
        )
        assert opened.day.state == "open"
        assert (opened.day.day_type, opened.day.outcome_ids) == ("deep", (outcome.id,))
        assert opened.day.shutdown_at == wall(desk, "16:00")
        assert opened.day.zone == "Europe/Berlin"
        desk.store.undo(at=desk.now)
        assert desk.store.all(Workday) == desk.store.all(Pulse) == ()

    def test_twice_is_harmless(self, desk: Desk) -> None:
        first = rituals.open_day(desk, energy=4).day
        set_clock(desk, "09:30")
        assert rituals.open_day(desk).day.events == first.events
        rituals.open_day(desk, energy=3)
        pulse = only(desk, Pulse)
        assert isinstance(pulse, Pulse)
        assert pulse.energy == 3

    def test_ends_as_the_weekdays_hours_have_it(self, desk: Desk) -> None:
        assert rituals.open_day(desk).day.shutdown_at == wall(desk, "17:30")
        set_clock(desk, "2026-11-28 10:00")
        assert rituals.open_day(desk).day.shutdown_at is None

    def test_cannot_end_before_now(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="08:00 is past"):
            rituals.open_day(desk, until=time(8))

    def test_a_fourth_outcome_is_refused_and_the_day_stays_as_it_was(self, desk: Desk) -> None:
        four = [outcomes.add(desk, f"outcome {number}").id for number in range(4)]
        with pytest.raises(Refused, match="At most 3 outcomes"):
            rituals.open_day(desk, outcomes=four)
        assert desk.store.all(Workday) == ()

    def test_an_unknown_outcome_is_refused(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            rituals.open_day(desk, outcomes=["ffffffff"])

    def test_a_closed_day_is_reopened_and_that_is_kept(self, desk: Desk) -> None:
        rituals.open_day(desk)
        rituals.close_day(desk)
        opened = rituals.open_day(desk)
        assert (opened.day.state, opened.day.reopened) == ("open", 1)
        assert opened.breach is not None
        assert opened.breach.kind == "after_shutdown"

    def test_steps_that_are_done_or_skipped_are_kept(self, desk: Desk) -> None:
        rituals.open_day(desk, steps={"pulse": "done"})
        rituals.mark_steps(desk, "start", {"plan": "skipped", "outcomes": "done"})
        assert {mark.step: mark.state for mark in rituals.day_in_hand(desk).steps} == {
            "pulse": "done",
            "plan": "skipped",
            "outcomes": "done",
        }

    def test_the_steps_are_the_user_s(self, make_desk: object) -> None:
        from dataclasses import replace

        from remoteos.domain.settings import RitualSteps, Settings

        chosen = RitualSteps(start=("water the plants", "plan", "pulse"))
        desk: Desk = make_desk(settings=replace(Settings(), rituals=chosen))  # type: ignore[operator]
        assert rituals.steps(desk, "start") == ("water the plants", "plan", "pulse")
        assert rituals.steps(desk, "end") == ("moved", "wins", "loops", "pulse", "tomorrow")
        rituals.open_day(desk, steps={"pulse": "done", "outcomes": "done"})
        rituals.mark_steps(desk, "start", {"water the plants": "done"})
        assert rituals.steps_left(desk, rituals.day_in_hand(desk), "start") == ("plan",)


class TestTheNight:
    def test_belongs_to_the_day_it_began(self, desk: Desk) -> None:
        rituals.open_day(desk)
        set_clock(desk, "2026-11-24 01:30")
        assert desk.today == date(2026, 11, 23)
        assert rituals.close_day(desk).day.date == date(2026, 11, 23)

    def test_a_new_day_begins_at_the_users_hour(self, make_desk: object) -> None:
        from dataclasses import replace

        from remoteos.domain.settings import Settings

        early = replace(Settings(), day_starts_at_hour=0)
        desk: Desk = make_desk("2026-11-24 01:30", settings=early)  # type: ignore[operator]
        assert desk.today == date(2026, 11, 24)

    def test_flying_east_stays_in_the_open_day_too(self, desk: Desk, make_desk: object) -> None:
        rituals.open_day(desk)
        there: Desk = make_desk("2026-11-24 04:30", zone="Pacific/Auckland")  # type: ignore[operator]
        assert there.today == date(2026, 11, 23)
        later: Desk = make_desk("2026-11-24 19:00", zone="Pacific/Auckland")  # type: ignore[operator]
        assert later.today == date(2026, 11, 24)

    def test_a_clock_that_was_wrong_by_weeks_is_not_followed(self, desk: Desk, make_desk: object) -> None:
        rituals.open_day(desk)
        earlier: Desk = make_desk("2026-11-02 09:00")  # type: ignore[operator]
        assert earlier.today == date(2026, 11, 2)

    def test_a_block_worked_past_its_end_is_finished_with_the_day(self, make_desk: object) -> None:
        desk: Desk = make_desk("2026-11-23 23:00")  # type: ignore[operator]
        rituals.open_day(desk)
        set_clock(desk, "2026-11-24 03:30")
        focus.start(desk, "release", minutes(60))
        set_clock(desk, "04:10")
        closed = rituals.close_day(desk)
        assert (closed.day.date, closed.left_running) == (date(2026, 11, 23), None)
        assert [block.state for block in closed.finished] == ["finished"]
        assert closed.day.closed_at == desk.now

    def test_flying_west_stays_in_the_open_day(self, desk: Desk, make_desk: object) -> None:
        rituals.open_day(desk)
        there: Desk = make_desk("2026-11-22 23:30", zone="Pacific/Honolulu")  # type: ignore[operator]
        assert there.today == date(2026, 11, 23)
        assert rituals.close_day(there).day.state == "closed"
        assert there.today == date(2026, 11, 22)


class TestClosing:
    def test_says_what_was_carried_and_what_comes_first_tomorrow(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        rituals.open_day(desk, outcomes=[outcome.id])
        captures.capture(desk, "call the bank")
        set_clock(desk, "17:00")
        closed = rituals.close_day(desk, first_thing="call Ana", energy=3, note="long day")
        assert (closed.day.state, closed.day.first_thing, closed.day.note) == (
            "closed",
            "call Ana",
            "long day",
        )
        assert (closed.carried_loops, closed.day.carried_ids) == (1, (outcome.id,))
        set_clock(desk, "2026-11-24 09:00")
        opened = rituals.open_day(desk)
        assert (opened.first_thing, opened.day.outcome_ids) == ("call Ana", (outcome.id,))

    def test_twice_carries_once(self, desk: Desk) -> None:
        rituals.open_day(desk)
        captures.capture(desk, "call the bank")
        assert rituals.close_day(desk).carried_loops == 1
        assert rituals.close_day(desk).carried_loops == 1
        rituals.open_day(desk)
        rituals.close_day(desk)
        loop = only(desk, Capture)
        assert isinstance(loop, Capture)
        assert loop.rolls == 1

    def test_carrying_nothing_keeps_everything_in_its_list(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        rituals.open_day(desk, outcomes=[outcome.id])
        captures.capture(desk, "call the bank")
        rituals.close_day(desk, carry="none")
        set_clock(desk, "2026-11-24 09:00")
        assert rituals.open_day(desk).day.outcome_ids == ()
        assert [loop.rolls for loop in captures.open_loops(desk)] == [0]
        assert outcomes.listed(desk)[0].rolls == 0

    def test_finishes_the_block_that_runs_and_the_one_it_left(self, desk: Desk) -> None:
        rituals.open_day(desk)
        focus.start(desk, "write", minutes(50))
        focus.aside(desk, "phone", Shape(None))
        set_clock(desk, "09:20")
        closed = rituals.close_day(desk)
        assert {block.intention for block in closed.finished} == {"write", "phone"}
        assert focus.current(desk) is None

    def test_leaves_a_block_left_running_to_be_settled(self, desk: Desk) -> None:
        rituals.open_day(desk)
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "17:00")
        closed = rituals.close_day(desk)
        assert closed.finished == ()
        assert closed.left_running is not None
        assert focus.current(desk) is not None

    def test_a_day_worked_but_never_opened_is_closed_all_the_same(self, desk: Desk) -> None:
        work(desk, "write", "10:00", "11:00")
        set_clock(desk, "17:00")
        day = rituals.close_day(desk).day
        assert f"{day.opened_at:%H:%M} {day.closed_at:%H:%M}" == "10:00 17:00"

    def test_a_day_of_nothing_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="nothing was recorded"):
            rituals.close_day(desk)

    def test_after_the_days_end_is_noted_with_a_reason(self, desk: Desk) -> None:
        rituals.open_day(desk)
        set_clock(desk, "18:30")
        assert rituals.close_day(desk, reason="a release").breach is not None
        breach = only(desk, Breach)
        assert isinstance(breach, Breach)
        assert (breach.kind, breach.reason) == ("after_shutdown", "a release")

    def test_a_close_can_be_added_to_after_it_is_done(self, desk: Desk) -> None:
        rituals.open_day(desk)
        rituals.close_day(desk, note="long day")
        day = rituals.close_day(desk, first_thing="call Ana").day
        assert (day.note, day.first_thing, day.state) == ("long day", "call Ana", "closed")

    def test_what_is_said_before_the_close_is_kept(self, desk: Desk) -> None:
        rituals.open_day(desk)
        rituals.note_close(desk, note="long day", energy=2)
        rituals.note_close(desk, first_thing="call Ana", stress=5)
        day = rituals.close_day(desk).day
        assert (day.note, day.first_thing) == ("long day", "call Ana")
        pulse = only(desk, Pulse)
        assert isinstance(pulse, Pulse)
        assert (pulse.energy, pulse.stress, pulse.moment) == (2, 5, "end")


class TestRecovery:
    def test_closes_the_missed_day_as_of_its_last_activity(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        rituals.open_day(desk, outcomes=[outcome.id])
        captures.capture(desk, "call the bank")
        work(desk, "write", "15:00", "16:10")
        set_clock(desk, "2026-11-24 09:00")
        opened = rituals.open_day(desk)
        (missed,) = opened.recovered
        assert (missed.state, missed.recovered, f"{missed.closed_at:%H:%M}") == ("closed", True, "16:10")
        assert opened.day.outcome_ids == (outcome.id,)
        assert [loop.rolls for loop in captures.open_loops(desk)] == [1]
        assert outcomes.listed(desk)[0].rolls == 1

    def test_a_day_with_nothing_but_its_opening_ended_there(self, desk: Desk) -> None:
        rituals.open_day(desk)
        set_clock(desk, "2026-11-26 09:00")
        (missed,) = rituals.open_day(desk).recovered
        assert missed.closed_at == missed.opened_at

    def test_closing_the_next_morning_closes_the_day_that_is_open(self, desk: Desk) -> None:
        rituals.open_day(desk)
        work(desk, "write", "15:00", "16:10")
        set_clock(desk, "2026-11-24 08:00")
        closed = rituals.close_day(desk, first_thing="call Ana")
        assert (closed.day.date, closed.day.recovered) == (date(2026, 11, 23), True)
        assert f"{closed.day.closed_at:%H:%M}" == "16:10"

    def test_a_block_left_running_overnight_still_asks(self, desk: Desk) -> None:
        rituals.open_day(desk)
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "2026-11-24 09:00")
        rituals.open_day(desk)
        block = focus.current(desk)
        assert block is not None
        assert focus.found(desk, block) is not None

    def test_after_the_third_roll_the_start_asks(self, desk: Desk) -> None:
        captures.capture(desk, "call the bank")
        asked = []
        for ahead in range(4):
            set_clock(desk, f"2026-11-{23 + ahead} 09:00")
            asked.append([record.name for record in rituals.open_day(desk).to_decide])
        assert asked == [[], [], [], ["call the bank"]]

    def test_plans_never_started_come_along_without_a_time(self, desk: Desk) -> None:
        focus_history.plan(desk, "screen", minutes(25), at=wall(desk, "14:00"), day=desk.today)
        set_clock(desk, "2026-11-24 09:00")
        assert rituals.open_day(desk).plans == 1
        (block,) = desk.store.all(Block)
        assert (block.state, block.day, block.planned_at) == ("planned", desk.today, None)


class TestLeave:
    def test_is_marked_ahead_and_taken_back(self, desk: Desk) -> None:
        days = [date(2026, 12, 24), date(2026, 12, 25)]
        assert [day.state for day in leave.day_off(desk, days, "holiday")] == ["off", "off"]
        assert [day.state for day in leave.day_off(desk, days)] == ["off", "off"]
        assert [day.state for day in leave.day_on(desk, days)] == ["unopened", "unopened"]

    def test_an_opened_day_is_no_leave(self, desk: Desk) -> None:
        rituals.open_day(desk)
        with pytest.raises(Refused, match="is open"):
            leave.day_off(desk, [desk.today])

    def test_working_on_it_is_a_breach_of_its_own(self, desk: Desk) -> None:
        leave.day_off(desk, [desk.today])
        breach = focus.start(desk, "just this", minutes(25)).breach
        assert breach is not None
        assert breach.kind == "day_off"


def test_the_view_of_a_day_holds_what_happened(desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    rituals.open_day(desk, outcomes=[outcome.id], energy=4)
    work(desk, "write", "10:00", "11:00")
    captures.capture(desk, "it compiled", "win")
    page = view(desk, desk.today)
    assert [one.title for one in page.outcomes] == ["RFC accepted"]
    assert [block.intention for block in page.blocks] == ["write"]
    assert [f"{gap.start:%H:%M}-{gap.end:%H:%M}" for gap in page.gaps] == ["09:00-10:00"]
    assert [capture.kind for capture in page.captures] == ["win"]
    assert [pulse.energy for pulse in page.pulses] == [4]
    assert page.focused_s == 3600


ACTIONS = ("open", "close", "close none", "capture", "win", "next day", "skip a week", "decide", "undo")


@settings(max_examples=40)
@given(actions=st.lists(st.sampled_from(ACTIONS), max_size=25))
def test_opening_and_closing_in_any_order_never_loses_a_loop(  # noqa: C901  one line an action
    tmp_path_factory: pytest.TempPathFactory, actions: list[str]
) -> None:
    """Whatever is done, a loop that nobody decided is open, and carried at most once a day."""
    from remoteos.domain.settings import Settings
    from remoteos.store.store import Store

    from .conftest import HandClock

    clock = HandClock("Europe/Berlin", frozen=None)
    clock.set("2026-11-23 09:00")
    store = Store.open(tmp_path_factory.mktemp("loops"), now=clock.now())
    desk = Desk(store=store, clock=clock, settings=Settings())
    open_ids: list[str] = []
    history: list[list[str]] = []
    day = date(2026, 11, 23)
    for action in actions:
        commits = len(store.commits())
        before = list(open_ids)
        if action in ("next day", "skip a week"):
            day += timedelta(days=1 if action == "next day" else 7)
            clock.set(f"{day} 09:00")
        elif action == "open":
            rituals.open_day(desk)
        elif action.startswith("close"):
            try:
                rituals.close_day(desk, carry="none" if "none" in action else "all")
            except Refused:
                continue
        elif action == "undo":
            store.undo(at=clock.now())
            if history:
                open_ids = history.pop()
            assert {loop.id for loop in captures.open_loops(desk)} == set(open_ids)
            continue
        elif action == "decide" and open_ids:
            captures.done(desk, open_ids.pop())
        elif action in ("capture", "win"):
            new = captures.capture(desk, "something", "loop" if action == "capture" else "win")
            if action == "capture":
                open_ids.append(new.id)
        if len(store.commits()) > commits:
            history.append(before)
        assert {loop.id for loop in captures.open_loops(desk)} == set(open_ids)
        assert all(loop.rolls <= (day - loop.day).days + 1 for loop in captures.open_loops(desk))


def test_outcomes_that_are_done_are_not_carried(desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    rituals.open_day(desk, outcomes=[outcome.id])
    outcomes.close(desk, outcome.id, "done")
    assert rituals.close_day(desk).day.carried_ids == ()
    (kept,) = desk.store.all(Outcome)
    assert kept.rolls == 0


def test_closing_a_little_late_is_on_time(desk: Desk) -> None:
    rituals.open_day(desk)
    set_clock(desk, "17:55")
    assert rituals.close_day(desk).breach is None


def test_outcomes_taken_off_today_stay_off_when_the_ritual_goes_on(desk: Desk) -> None:
    carried = outcomes.add(desk, "RFC accepted")
    rituals.open_day(desk, outcomes=[carried.id])
    rituals.close_day(desk)
    set_clock(desk, "2026-11-24 09:00")
    assert rituals.open_day(desk).day.outcome_ids == (carried.id,)
    rituals.unpick(desk, carried)
    assert rituals.open_day(desk, energy=4).day.outcome_ids == ()


def test_an_answer_of_the_start_ritual_is_named_as_such_to_undo(desk: Desk) -> None:
    rituals.open_day(desk)
    rituals.open_day(desk, energy=4)
    assert desk.store.commits()[-1].label == "start ritual"
    assert desk.store.undo(at=desk.now) is not None
    assert desk.workday(desk.today) is not None


class TestPickingNew:
    def test_is_one_step_to_undo(self, desk: Desk) -> None:
        rituals.open_day(desk)
        made = rituals.pick_new(desk, "RFC accepted")
        assert rituals.day_in_hand(desk).outcome_ids == (made.id,)
        desk.store.undo(at=desk.now)
        assert rituals.day_in_hand(desk).outcome_ids == desk.store.all(Outcome) == ()

    def test_refuses_a_fourth_and_adds_nothing(self, desk: Desk) -> None:
        for title in ("one", "two", "three"):
            rituals.pick_new(desk, title)
        with pytest.raises(Refused, match="At most 3"):
            rituals.pick_new(desk, "four")
        assert len(desk.store.all(Outcome)) == 3


class TestWhetherThereIsADayToEnd:
    def test_an_open_one(self, desk: Desk) -> None:
        assert not rituals.can_close(desk)
        rituals.open_day(desk)
        assert rituals.can_close(desk)

    def test_one_that_was_worked_without_being_opened(self, desk: Desk) -> None:
        work(desk, "write", "09:00", "09:50")
        assert rituals.can_close(desk)

    def test_an_earlier_one_that_is_still_open(self, desk: Desk) -> None:
        rituals.open_day(desk)
        set_clock(desk, "2026-11-24 09:00")
        assert rituals.can_close(desk)

    def test_a_closed_one_only_while_steps_are_left(self, desk: Desk) -> None:
        rituals.open_day(desk)
        rituals.close_day(desk)
        assert rituals.can_close(desk)
        steps = dict.fromkeys(rituals.steps(desk, "end"), "done")
        rituals.close_day(desk, steps=steps)  # type: ignore[arg-type]
        assert not rituals.can_close(desk)


def test_the_steps_of_the_end_are_marked_with_the_close_in_one_change(desk: Desk) -> None:
    rituals.open_day(desk)
    closed = rituals.close_day(desk, steps={"wins": "done", "loops": "skipped"})
    assert rituals.steps_left(desk, closed.day, "end") == ("moved", "pulse", "tomorrow")
    desk.store.undo(at=desk.now)
    assert rituals.day_in_hand(desk).state == "open"
    assert rituals.day_in_hand(desk).steps == ()
