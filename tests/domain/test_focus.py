"""Blocks as a state machine: what may happen when, what is kept of it, what is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain import focus
from remoteos.domain.errors import Refused
from remoteos.domain.focus import (
    ENDS,
    TRANSITIONS,
    Block,
    BlockEvent,
    BlockState,
    EventKind,
    abandon,
    current,
    discard,
    drop,
    extend,
    finish,
    happen,
    interrupt,
    keep,
    pause,
    refuse_second,
    resume,
    start,
    was_left_for,
)
from remoteos.domain.focus_time import focused_s

from .support import HOUR, MINUTE, at, block, event, worked

HISTORIES: dict[BlockState, tuple[str, ...]] = {
    "planned": (),
    "running": ("start 09:00",),
    "paused": ("start 09:00", "pause 09:10"),
    "finished": ("start 09:00", "finish 09:50"),
    "abandoned": ("start 09:00", "abandon 09:50"),
    "discarded": ("start 09:00", "discard 09:00"),
    "dropped": ("drop 09:00",),
}
KINDS: tuple[EventKind, ...] = get_args(EventKind)


class TestStates:
    @pytest.mark.parametrize("state", HISTORIES)
    def test_follow_from_the_events(self, state: BlockState) -> None:
        assert block(*HISTORIES[state]).state == state

    def test_are_all_known_here(self) -> None:
        assert set(HISTORIES) == set(get_args(BlockState))
        assert set(TRANSITIONS) == set(KINDS)

    @pytest.mark.parametrize("state", HISTORIES)
    @pytest.mark.parametrize("kind", KINDS)
    def test_allow_an_event_or_refuse_it_by_name(self, state: BlockState, kind: EventKind) -> None:
        known = block(*HISTORIES[state], minutes=50)
        happening = BlockEvent(kind=kind, at=at("10:00"))
        if state in TRANSITIONS[kind]:
            after = happen(known, happening)
            assert after.state == TRANSITIONS[kind][state]
            assert after.events == (*known.events, happening)
        else:
            with pytest.raises(Refused, match=f'"Write the brief" is {state}: it cannot {kind}'):
                happen(known, happening)

    @pytest.mark.parametrize(
        ("state", "is_open"),
        [(state, state in ("running", "paused")) for state in get_args(BlockState)],
    )
    def test_are_open_between_start_and_end(self, state: BlockState, is_open: bool) -> None:
        assert block(*HISTORIES[state]).is_open is is_open

    def test_nothing_happens_after_an_end(self) -> None:
        for state in ("finished", "abandoned", "discarded", "dropped"):
            assert not [kind for kind in KINDS if state in TRANSITIONS[kind]]

    @given(st.lists(st.sampled_from(KINDS), max_size=12))
    @settings(deadline=None)
    def test_are_total_whatever_a_damaged_file_holds(self, kinds: list[EventKind]) -> None:
        events = tuple(BlockEvent(kind=kind, at=at("09:00")) for kind in kinds)
        damaged = replace(block(), events=events)
        assert damaged.state in get_args(BlockState)
        assert isinstance(damaged.is_open, bool)
        assert len(damaged.interruptions) == kinds.count("interrupt")


class TestTimes:
    def test_are_the_events(self) -> None:
        done = worked("09:00", "09:50")
        assert done.started_at == at("09:00")
        assert done.ended_at == done.settled_at == at("09:50")

    def test_are_absent_until_they_come(self) -> None:
        planned = block()
        running = start(planned, at("09:00"))
        assert (planned.started_at, planned.ended_at, planned.settled_at) == (None, None, None)
        assert (running.started_at, running.ended_at, running.settled_at) == (at("09:00"), None, None)

    def test_a_dropped_block_is_settled_without_having_ended(self) -> None:
        dropped = drop(block(), at("09:00"), "no time left")
        assert dropped.settled_at == at("09:00")
        assert dropped.ended_at is None
        assert dropped.events[-1].note == "no time left"

    @pytest.mark.parametrize("hours_back", [0.5, 2, 24 * 365])
    def test_never_run_backwards_when_the_clock_is_set_back(self, hours_back: float) -> None:
        set_back = at("10:00") - timedelta(hours=hours_back)
        paused = pause(block("start 10:00"), set_back)
        assert paused.events[-1].at == at("10:00")
        assert paused.state == "paused"

    def test_a_change_of_zone_inside_a_block_changes_no_instant(self) -> None:
        running = start(block(), at("09:00"))
        landed = finish(running, at("12:00", offset=2))
        assert landed.ended_at == at("10:00")
        assert focused_s(landed, landed.events[-1].at) == HOUR


class TestOperations:
    def test_a_whole_block(self) -> None:
        """Started, interrupted, paused, resumed, extended and finished, all in one history."""
        ran = start(block(minutes=50), at("09:00"))
        ran = interrupt(ran, at("09:10"), "Printer", "person", "look at noon")
        ran = resume(pause(ran, at("09:20")), at("09:30"))
        ran = extend(ran, at("09:55"), 10 * MINUTE)
        ran = finish(ran, at("10:05"), result="Two pages", depth=4, next_action="Ask for a review")
        kinds = [event.kind for event in ran.events]
        assert kinds == ["start", "interrupt", "pause", "resume", "extend", "finish"]
        assert (ran.result, ran.depth, ran.next_action) == ("Two pages", 4, "Ask for a review")
        assert ran.planned_s == HOUR
        assert ran.name == "Write the brief"

    def test_an_interruption_keeps_who_what_and_the_promise_and_stops_nothing(self) -> None:
        running = interrupt(block("start 09:00"), at("09:10"), "Printer", "person", "look at noon")
        (note,) = running.interruptions
        assert (note.at, note.note, note.source, note.promise) == (
            at("09:10"),
            "Printer",
            "person",
            "look at noon",
        )
        assert running.state == "running"

    def test_a_paused_block_can_be_interrupted_and_extended_and_stays_paused(self) -> None:
        paused = block("start 09:00", "pause 09:10", minutes=50)
        assert interrupt(paused, at("09:15"), "Phone").state == "paused"
        assert extend(paused, at("09:15"), MINUTE).state == "paused"

    def test_keeping_says_that_the_time_was_worked(self) -> None:
        kept = keep(block("start 09:00"), at("15:00"))
        assert kept.state == "running"
        assert kept.events[-1] == event("keep 15:00")

    def test_finishing_without_words_keeps_the_words_that_are_there(self) -> None:
        running = block("start 09:00", result="A draft", depth=3, next_action="Sleep on it")
        done = finish(running, at("10:00"))
        assert (done.result, done.depth, done.next_action) == ("A draft", 3, "Sleep on it")

    def test_an_abandoned_block_keeps_its_time_and_the_reason(self) -> None:
        given_up = abandon(block("start 09:00"), at("09:20"), "wrong question")
        assert given_up.events[-1].note == "wrong question"
        assert focused_s(given_up, at("12:00")) == 20 * MINUTE

    def test_a_discarded_block_stays_and_ends_where_it_was_last_heard_of(self) -> None:
        gone = discard(block("start 09:00", "interrupt 09:20"))
        assert gone.state == "discarded"
        assert gone.ended_at == at("09:20")

    def test_extending_moves_the_planned_end_and_is_remembered(self) -> None:
        longer = extend(block("start 09:00", minutes=25), at("09:20"), 5 * MINUTE)
        assert longer.planned_s == 30 * MINUTE
        assert longer.events[-1].added_s == 5 * MINUTE


class TestRefusals:
    def test_an_open_ended_block_has_no_end_to_extend(self) -> None:
        with pytest.raises(Refused, match="open-ended"):
            extend(block("start 09:00"), at("09:20"), MINUTE)

    @pytest.mark.parametrize("minutes", [None, 25])
    def test_a_block_that_is_over_is_not_extended(self, minutes: int | None) -> None:
        with pytest.raises(Refused, match="is finished: it cannot extend"):
            extend(worked("09:00", "09:25", minutes=minutes), at("09:30"), MINUTE)

    @pytest.mark.parametrize("seconds", [-25 * MINUTE, -HOUR])
    def test_no_extension_leaves_a_block_without_planned_time(self, seconds: int) -> None:
        with pytest.raises(Refused, match="without any planned time"):
            extend(block("start 09:00", minutes=25), at("09:10"), seconds)

    def test_a_planned_block_has_no_time_to_discard(self) -> None:
        with pytest.raises(Refused, match="is planned: it cannot discard"):
            discard(block())

    def test_a_started_block_is_not_dropped_from_the_plan(self) -> None:
        with pytest.raises(Refused, match="is running: it cannot drop"):
            drop(block("start 09:00"), at("09:10"))

    def test_a_refusal_changes_nothing(self) -> None:
        done = worked("09:00", "09:50")
        with pytest.raises(Refused, match="Nothing was changed"):
            resume(done, at("10:00"))
        assert done == replace(done, events=done.events)
        assert done.state == "finished"


class TestCurrent:
    def test_is_none_when_nothing_is_open(self) -> None:
        assert current([]) is None
        assert current([block(), worked("09:00", "10:00"), drop(block(), at("09:00"))]) is None

    def test_is_the_running_block_before_any_paused_one(self) -> None:
        paused = block("start 09:00", "pause 11:00")
        running = block("start 10:00")
        assert current([paused, running]) is running
        assert current([running, paused]) is running

    def test_is_the_block_paused_last_when_none_runs(self) -> None:
        earlier = block("start 09:00", "pause 09:30")
        later = block("start 09:30", "pause 09:45")
        assert current([later, earlier]) is later

    def test_a_second_block_is_refused_and_the_open_one_named(self) -> None:
        open_one = block("start 09:00", "pause 09:30", intention="Read the contract")
        with pytest.raises(Refused, match='"Read the contract" is paused, started at 09:00'):
            refuse_second([worked("08:00", "08:30"), open_one])

    def test_a_first_block_is_not_refused(self) -> None:
        refuse_second([block(), worked("08:00", "08:30")])

    def test_an_aside_runs_while_the_block_it_left_is_paused(self) -> None:
        left = pause(block("start 09:00"), at("09:20"))
        aside = start(block(aside_of=left.id), at("09:20"))
        assert current([left, aside]) is aside
        back = resume(left, at("09:30"))
        assert current([back, finish(aside, at("09:30"))]) is back


class TestReturning:
    ASIDE = block("start 09:20")

    def test_is_to_the_block_that_was_paused_by_stepping_aside(self) -> None:
        assert was_left_for(block("start 09:00", "pause 09:20"), self.ASIDE)

    @pytest.mark.parametrize(
        "other",
        [
            block(),
            block("start 09:20"),
            block("start 09:00", "pause 09:10"),
            block("start 09:00", "pause 09:20", "resume 09:30"),
            block("start 09:00", "pause 09:20", "finish 09:30"),
        ],
        ids=["planned", "running", "paused before", "resumed since", "ended since"],
    )
    def test_is_to_no_block_that_was_not(self, other: Block) -> None:
        assert not was_left_for(other, self.ASIDE)

    def test_is_to_nothing_from_an_aside_that_never_began(self) -> None:
        assert not was_left_for(block("start 09:00", "pause 09:20"), block())


def test_every_end_is_an_end() -> None:
    assert {TRANSITIONS[kind]["running"] for kind in ENDS} == {"finished", "abandoned", "discarded"}
    assert focus.Block.TABLE == "blocks"
