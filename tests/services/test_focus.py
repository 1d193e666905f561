"""Blocks as they are worked."""

from dataclasses import replace

import pytest

from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.settings import Settings
from remoteos.services import captures, focus, outcomes
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape, shape

from .support import HOUR, MINUTE, minutes, set_clock, work


class TestShape:
    def test_is_the_default_preset_unless_told(self) -> None:
        assert shape(Settings()) == Shape(50 * MINUTE, 10 * MINUTE)

    def test_is_a_named_preset_minutes_or_open_ended(self) -> None:
        assert shape(Settings(), preset="25/5") == Shape(25 * MINUTE, 5 * MINUTE)
        assert shape(Settings(), minutes=40) == Shape(40 * MINUTE)
        assert shape(Settings(), open_ended=True) == shape(Settings(), preset="open-ended") == Shape(None)

    def test_knows_the_users_own_presets(self) -> None:
        own = replace(Settings(), presets={"long": (120, None)}, default_preset="long")
        assert shape(own) == Shape(120 * MINUTE)

    def test_refuses_an_unknown_preset_and_names_those_there_are(self) -> None:
        with pytest.raises(Refused, match="25/5, 50/10, 90/20, open-ended"):
            shape(Settings(), preset="nap")


class TestStarting:
    def test_begins_now_on_todays_workday(self, desk: Desk) -> None:
        block = focus.start(desk, "write", minutes(50)).block
        assert (block.state, block.started_at, block.day) == ("running", desk.now, desk.today)
        assert focus.current(desk) == desk.store.get(Block, block.id)

    def test_a_second_block_is_refused_by_name(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        with pytest.raises(Refused, match='"write" is running'):
            focus.start(desk, "read", minutes(50))

    def test_a_block_is_as_visible_as_the_outcome_it_serves(self, desk: Desk) -> None:
        shared = outcomes.add(desk, "RFC accepted")
        secret = outcomes.add(desk, "Find a new job", visibility="private")
        assert focus.start(desk, "write", minutes(50), outcome=shared.id).block.visibility == "manager"
        focus.stop(desk)
        assert focus.start(desk, "apply", minutes(50), outcome=secret.id).block.visibility == "private"
        focus.stop(desk)
        assert focus.start(desk, "bank", minutes(50)).block.visibility == "private"

    def test_an_outcome_that_is_not_there_is_refused_and_nothing_starts(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            focus.start(desk, "write", minutes(50), outcome="ffffffff")
        assert focus.current(desk) is None

    def test_after_hours_is_noted_once_with_its_reason(self, desk: Desk) -> None:
        set_clock(desk, "21:00")
        first = focus.start(desk, "deploy", minutes(25), reason="release night")
        focus.stop(desk)
        second = focus.start(desk, "check", minutes(25))
        assert first.breach is not None
        assert (first.breach.kind, first.breach.reason) == ("offline_hours", "release night")
        assert second.breach is None
        assert len(desk.store.all(Breach)) == 1
        assert first.breach.visibility == "private"


class TestEnding:
    def test_keeps_result_depth_and_next_action(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:40")
        block = focus.stop(desk, result="drafted", depth=4, next_action="send it").block
        assert (block.result, block.depth, block.next_action) == ("drafted", 4, "send it")
        assert focused_s(block, desk.now) == 40 * MINUTE

    def test_without_an_open_block_is_refused(self, desk: Desk) -> None:
        for attempt in (focus.stop, focus.pause, focus.resume, focus.abandon):
            with pytest.raises(Refused, match="No block is open"):
                attempt(desk)

    def test_abandoning_keeps_the_time_and_the_reason(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:20")
        block = focus.abandon(desk, "outage").block
        assert (block.state, block.events[-1].note) == ("abandoned", "outage")
        assert focused_s(block, desk.now) == 20 * MINUTE


class TestPausing:
    def test_twice_pauses_once_and_resuming_twice_resumes_once(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:10")
        assert focus.pause(desk).events == focus.pause(desk).events
        set_clock(desk, "09:20")
        focus.resume(desk)
        focus.resume(desk)
        set_clock(desk, "09:30")
        block = focus.stop(desk).block
        assert [event.kind for event in block.events] == ["start", "pause", "resume", "finish"]
        assert focused_s(block, desk.now) == 20 * MINUTE

    def test_extending_moves_the_planned_end(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        assert focus.extend(desk, 10).planned_s == HOUR


class TestInterruptions:
    def test_are_noted_in_the_block_and_wait_as_an_open_loop(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:10")
        block = focus.interrupt(desk, "who owns the DNS?", "channel", promise="by noon").block
        assert block is not None
        noted = block.interruptions[0]
        assert (block.state, noted.note, noted.source, noted.at) == (
            "running",
            "who owns the DNS?",
            "channel",
            desk.now,
        )
        (loop,) = captures.open_loops(desk)
        assert (loop.kind, loop.source, loop.block_id) == ("interruption", "channel", block.id)
        assert (loop.text, loop.promise) == ("who owns the DNS?", "by noon")

    def test_are_kept_without_an_open_block_too(self, desk: Desk) -> None:
        noted = focus.interrupt(desk, "who owns the DNS?", "channel")
        assert noted.block is None
        assert [loop.source for loop in captures.open_loops(desk)] == ["channel"]

    def test_and_their_loop_are_one_step_to_undo(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        focus.interrupt(desk, "hello")
        desk.store.undo(at=desk.now)
        current = focus.current(desk)
        assert current is not None
        assert current.interruptions == ()
        assert desk.store.all(Capture) == ()


class TestAside:
    def test_suspends_the_block_and_ending_it_returns_there(self, desk: Desk) -> None:
        outer = focus.start(desk, "write", minutes(50)).block
        set_clock(desk, "09:10")
        focus.aside(desk, "phone", Shape(None))
        set_clock(desk, "09:20")
        ended = focus.stop(desk)
        assert ended.returned_to is not None
        assert (ended.returned_to.id, ended.returned_to.state) == (outer.id, "running")
        set_clock(desk, "09:30")
        assert focused_s(focus.stop(desk).block, desk.now) == 20 * MINUTE

    def test_within_an_aside_returns_one_step_at_a_time(self, desk: Desk) -> None:
        for number, name in enumerate(["first", "second", "third"]):
            set_clock(desk, f"09:{number}0")
            if number:
                focus.aside(desk, name, Shape(None))
            else:
                focus.start(desk, name, minutes(50))
        returned = [focus.stop(desk).returned_to for _ in range(3)]
        assert [block and block.intention for block in returned] == ["second", "first", None]

    def test_a_pause_made_on_purpose_stays_one(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:10")
        focus.pause(desk)
        set_clock(desk, "10:00")
        aside = focus.aside(desk, "phone", Shape(None)).block
        assert aside.started_at == desk.now
        set_clock(desk, "10:10")
        ended = focus.stop(desk)
        assert ended.returned_to is None
        assert focused_s(ended.block, desk.now) == 10 * MINUTE
        current = focus.current(desk)
        assert current is not None
        assert current.state == "paused"

    def test_needs_an_open_block(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="No block is open"):
            focus.aside(desk, "phone", Shape(None))


class TestLeftRunning:
    @pytest.fixture
    def desk(self, desk: Desk) -> Desk:
        """A block of 50 minutes since nine, an interruption at 09:20, and eight hours of suspend."""
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:20")
        focus.interrupt(desk, "hello")
        set_clock(desk, "17:00")
        return desk

    def test_shows_what_was_found_and_counts_no_further(self, desk: Desk) -> None:
        block = focus.current(desk)
        assert block is not None
        stale = focus.found(desk, block)
        assert stale is not None
        assert [f"{at:%H:%M}" for at in (stale.last_activity, stale.planned_end, stale.since) if at] == [
            "09:20",
            "09:50",
            "10:20",
        ]
        assert focused_s(block, focus.counted_until(desk)) == 80 * MINUTE

    @pytest.mark.parametrize(
        "attempt",
        [
            focus.stop,
            focus.pause,
            focus.abandon,
            lambda desk: focus.extend(desk, 10),
            lambda desk: focus.start(desk, "read", minutes(25)),
            lambda desk: focus.aside(desk, "phone", minutes(25)),
        ],
    )
    def test_everything_else_waits_until_it_is_settled(self, desk: Desk, attempt: object) -> None:
        before = desk.store.all(Block)
        with pytest.raises(Refused, match="was left running: planned end 09:50, last activity 09:20"):
            attempt(desk)  # type: ignore[operator]
        assert desk.store.all(Block) == before

    @pytest.mark.parametrize(
        ("settling", "state", "worked"),
        [
            ("keep", "finished", 8 * HOUR),
            ("planned", "finished", 50 * MINUTE),
            ("activity", "finished", 20 * MINUTE),
        ],
    )
    def test_is_kept_or_trimmed(self, desk: Desk, settling: focus.Settling, state: str, worked: int) -> None:
        ended = focus.stop(desk, settling=settling, result="drafted")
        assert (ended.block.state, ended.block.result) == (state, "drafted")
        assert focused_s(ended.block, desk.now) == worked

    def test_is_discarded_and_counts_nowhere(self, desk: Desk) -> None:
        ended = focus.stop(desk, settling="discard")
        assert ended.block.state == "discarded"
        assert focus.current(desk) is None

    def test_resuming_says_that_it_was_all_work(self, desk: Desk) -> None:
        focus.resume(desk)
        set_clock(desk, "17:10")
        assert focused_s(focus.stop(desk).block, desk.now) == 8 * HOUR + 10 * MINUTE

    def test_a_capture_hours_later_does_not_wake_it(self, desk: Desk) -> None:
        captures.capture(desk, "what was I doing?")
        with pytest.raises(Refused, match="left running"):
            focus.stop(desk)

    def test_an_aside_left_running_does_not_resume_the_block_it_interrupted(self, desk: Desk) -> None:
        focus.stop(desk, settling="planned")
        focus.start(desk, "outer", minutes(50))
        set_clock(desk, "17:05")
        focus.aside(desk, "phone", minutes(10))
        set_clock(desk, "19:00")
        assert focus.stop(desk, settling="planned").returned_to is None
        current = focus.current(desk)
        assert current is not None
        assert (current.intention, current.state) == ("outer", "paused")


class TestTheBlockThatIsMeant:
    @pytest.mark.parametrize(
        "attempt",
        [
            lambda desk, meant: focus.stop(desk, result="of the first", meant=meant),
            lambda desk, meant: focus.stop(desk, settling="keep", meant=meant),
            lambda desk, meant: focus.abandon(desk, "outage", meant=meant),
            lambda desk, meant: focus.pause(desk, meant=meant),
            lambda desk, meant: focus.resume(desk, meant=meant),
            lambda desk, meant: focus.extend(desk, 10, meant=meant),
        ],
    )
    @pytest.mark.parametrize("now", ["09:20", "17:00"])
    def test_another_one_is_not_touched(self, desk: Desk, attempt: object, now: str) -> None:
        first = focus.start(desk, "write", minutes(50)).block
        focus.stop(desk)
        focus.start(desk, "read", minutes(50))
        set_clock(desk, now)
        before = desk.store.all(Block)
        with pytest.raises(Refused, match=r"Nothing was changed: another block is open by now, “read”\."):
            attempt(desk, first.id)  # type: ignore[operator]
        assert desk.store.all(Block) == before

    def test_is_changed_while_it_is_open(self, desk: Desk) -> None:
        meant = focus.start(desk, "write", minutes(50)).block.id
        assert focus.pause(desk, meant=meant).state == "paused"
        assert focus.resume(desk, meant=meant).block.state == "running"
        assert focus.extend(desk, 10, meant=meant).planned_s == HOUR
        assert focus.stop(desk, meant=meant).block.id == meant


@pytest.mark.parametrize("settling", ["planned", "activity", "discard"])
def test_a_block_that_was_not_left_running_is_not_trimmed(desk: Desk, settling: focus.Settling) -> None:
    """Activity keeps it alive past its planned end; what was worked is never thrown away by mistake."""
    focus.start(desk, "write", minutes(30))
    set_clock(desk, "09:55")
    captures.capture(desk, "something")
    set_clock(desk, "10:10")
    with pytest.raises(Refused, match="was not left running"):
        focus.stop(desk, settling=settling)
    assert focused_s(focus.stop(desk, settling="keep").block, desk.now) == 70 * MINUTE


def test_an_interruption_of_a_block_left_running_is_kept_as_a_loop(desk: Desk) -> None:
    focus.start(desk, "write", minutes(50))
    set_clock(desk, "15:00")
    noted = focus.interrupt(desk, "hello")
    assert noted.block is None
    current = focus.current(desk)
    assert current is not None
    assert current.interruptions == ()


def test_the_timer_needs_no_open_program(desk: Desk, make_desk: object) -> None:
    """Another process finds the block with its elapsed time: nothing is counted in ticks."""
    focus.start(desk, "write", minutes(50))
    other = make_desk("2026-11-23 09:30")  # type: ignore[operator]
    assert focused_s(other.store.all(Block)[0], focus.counted_until(other)) == 30 * MINUTE


def test_work_across_the_end_of_summer_time_counts_every_second(make_desk: object) -> None:
    """In New York the night of 1 November 2026 has 25 hours."""
    desk: Desk = make_desk("2026-11-01 00:30", zone="America/New_York")  # type: ignore[operator]
    focus.start(desk, "night shift", minutes(240))
    set_clock(desk, "03:30")
    assert focused_s(focus.stop(desk).block, desk.now) == 4 * HOUR


def test_a_planned_block_is_started_where_it_was_left(desk: Desk) -> None:
    from remoteos.services import focus_history

    planned = focus_history.plan(desk, "screen", minutes(25), at=None, day=desk.today)
    begun = focus.start_planned(desk, planned.id[-6:]).block
    assert (begun.id, begun.state, begun.planned_s) == (planned.id, "running", 25 * MINUTE)
    with pytest.raises(Refused, match="is running"):
        focus.start_planned(desk, planned.id)


def test_a_finished_block_cannot_be_started_again(desk: Desk) -> None:
    done = work(desk, "write", "09:00", "09:30")
    with pytest.raises(Refused, match="is finished"):
        focus.start_planned(desk, done.id)
