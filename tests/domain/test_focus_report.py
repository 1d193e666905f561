"""Where the focus went."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.focus import Block, discard, drop, extend, finish, start
from remoteos.domain.focus_report import (
    SHORTEST_GAP_S,
    Gap,
    PlannedActual,
    by_hour,
    by_outcome,
    counted,
    focus_segments,
    gaps,
    planned_against_actual,
    total_focus_s,
)
from remoteos.domain.focus_time import counted_until
from remoteos.domain.time import seconds_between

from .support import HOUR, MINUTE, at, block, iso, worked

EVENING = at("18:00")

histories = st.lists(
    st.tuples(st.integers(0, 20 * HOUR), st.integers(0, 3 * HOUR), st.sampled_from(["a", "b", None])),
    max_size=6,
)


def day_of(history: list[tuple[int, int, str | None]]) -> list[Block]:
    """Finished blocks at the given seconds of the day, of the given lengths."""
    return [
        finish(
            start(block(outcome_id=outcome_id), at("00:00") + timedelta(seconds=begin)),
            at("00:00") + timedelta(seconds=begin + length),
        )
        for begin, length, outcome_id in history
    ]


class TestWhatCounts:
    def test_is_what_was_started_and_not_discarded(self) -> None:
        given_up = block("start 11:00", "abandon 11:10")
        running = block("start 12:00")
        gone = discard(block("start 09:00"))
        done = worked("10:00", "11:00")
        assert counted([block(), drop(block(), EVENING), gone, done, given_up, running]) == (
            done,
            given_up,
            running,
        )

    def test_is_in_the_order_of_time_without_the_pauses(self) -> None:
        late = worked("14:00", "15:00")
        early = block("start 09:00", "pause 09:30", "resume 10:00", "finish 10:30")
        starts = [part.start for part in focus_segments([late, early], EVENING)]
        assert starts == [at("09:00"), at("10:00"), at("14:00")]
        assert total_focus_s([late, early], EVENING) == 2 * HOUR

    def test_ends_where_a_block_that_was_left_running_went_stale(self) -> None:
        left = block("start 09:00", minutes=50)
        assert total_focus_s([left], counted_until(left, EVENING)) == 80 * MINUTE

    def test_of_an_open_block_goes_on_until_it_is_said_to_end(self) -> None:
        running = block("start 09:00", minutes=50, outcome_id="a")
        assert total_focus_s([running], at("09:20")) == 20 * MINUTE
        assert by_outcome([running], at("09:20")) == {"a": 20 * MINUTE}
        assert by_hour([running], at("09:20")) == {9: 20 * MINUTE}
        assert planned_against_actual([running], at("09:20")).actual_s == 20 * MINUTE

    def test_is_nothing_on_an_empty_day(self) -> None:
        assert total_focus_s([], EVENING) == 0
        assert by_hour([], EVENING) == {}
        assert by_outcome([], EVENING) == {}
        assert planned_against_actual([], EVENING) == PlannedActual(planned_s=0, actual_s=0, blocks=0)


class TestGaps:
    def test_are_the_stretches_without_focus(self) -> None:
        day = [worked("09:30", "10:00"), worked("11:00", "12:00")]
        assert gaps(day, at("09:00"), at("13:00"), EVENING) == (
            Gap(at("09:00"), at("09:30")),
            Gap(at("10:00"), at("11:00")),
            Gap(at("12:00"), at("13:00")),
        )

    def test_a_long_pause_is_one(self) -> None:
        day = [block("start 09:00", "pause 10:00", "resume 10:30", "finish 11:00")]
        assert gaps(day, at("09:00"), at("11:00"), EVENING) == (Gap(at("10:00"), at("10:30")),)

    @pytest.mark.parametrize(("resumed", "found"), [("10:04:59", 0), ("10:05", 1)])
    def test_a_pause_for_breath_is_none(self, resumed: str, found: int) -> None:
        day = [worked("09:00", "10:00"), worked(resumed, "11:00")]
        assert len(gaps(day, at("09:00"), at("11:00"), EVENING)) == found

    def test_a_day_without_blocks_is_one(self) -> None:
        (whole,) = gaps([], at("09:00"), at("17:00"), EVENING)
        assert whole.seconds == 8 * HOUR

    def test_a_day_without_hours_has_none(self) -> None:
        assert gaps([], at("09:00"), at("09:00"), EVENING) == ()
        assert gaps([worked("10:00", "11:00")], at("17:00"), at("09:00"), EVENING) == ()

    @given(histories, st.integers(0, 24 * HOUR), st.integers(0, 24 * HOUR))
    @settings(deadline=None)
    def test_lie_within_the_hours_asked_for_and_touch_no_focus(
        self, history: list[tuple[int, int, str | None]], first: int, last: int
    ) -> None:
        day = day_of(history)
        start_at, end_at = (at("00:00") + timedelta(seconds=n) for n in (first, last))
        reached = start_at
        for gap in gaps(day, start_at, end_at, at("23:59")):
            assert reached <= gap.start < gap.end <= end_at
            assert gap.seconds >= SHORTEST_GAP_S
            parts = focus_segments(day, at("23:59"))
            assert not any(part.start < gap.end and gap.start < part.end for part in parts if part.seconds)
            reached = gap.end


class TestPlannedAgainstActual:
    def test_compares_the_blocks_that_had_a_plan(self) -> None:
        day = [
            worked("09:00", "10:00", minutes=50),
            worked("11:00", "11:20", minutes=25),
            worked("13:00", "17:00"),
        ]
        assert planned_against_actual(day, EVENING) == PlannedActual(
            planned_s=75 * MINUTE, actual_s=80 * MINUTE, blocks=2
        )

    def test_an_extension_is_what_the_plan_fell_short_by(self) -> None:
        longer = finish(extend(block("start 09:00", minutes=25), at("09:20"), 10 * MINUTE), at("09:35"))
        assert planned_against_actual([longer], EVENING) == PlannedActual(
            planned_s=25 * MINUTE, actual_s=35 * MINUTE, blocks=1
        )

    def test_leaves_out_what_was_never_begun(self) -> None:
        assert planned_against_actual([block(minutes=50)], EVENING).blocks == 0


class TestByOutcome:
    def test_has_the_most_first_and_none_for_what_served_nothing(self) -> None:
        day = [
            worked("09:00", "09:30", outcome_id="small"),
            worked("10:00", "12:00"),
            worked("13:00", "13:30", outcome_id="large"),
            worked("14:00", "15:00", outcome_id="large"),
        ]
        spent = by_outcome(day, EVENING)
        assert list(spent.items()) == [(None, 2 * HOUR), ("large", 90 * MINUTE), ("small", 30 * MINUTE)]

    @given(histories)
    @settings(deadline=None)
    def test_adds_up_to_all_focus_and_so_do_the_hours(
        self, history: list[tuple[int, int, str | None]]
    ) -> None:
        day = day_of(history)
        total = total_focus_s(day, at("23:59"))
        assert sum(by_outcome(day, at("23:59")).values()) == total
        assert sum(by_hour(day, at("23:59")).values()) == total


class TestByHour:
    def test_divides_a_block_over_the_hours_it_crossed(self) -> None:
        assert by_hour([worked("09:40", "11:10")], EVENING) == {9: 20 * MINUTE, 10: HOUR, 11: 10 * MINUTE}

    def test_goes_on_past_midnight(self) -> None:
        night = finish(start(block(), at("23:30")), at("23:30") + timedelta(hours=1))
        assert by_hour([night], at("23:30") + timedelta(hours=1)) == {0: 30 * MINUTE, 23: 30 * MINUTE}

    def test_leaves_out_the_pauses(self) -> None:
        day = [block("start 09:00", "pause 09:10", "resume 10:50", "finish 11:00")]
        assert by_hour(day, EVENING) == {9: 10 * MINUTE, 10: 10 * MINUTE}

    @pytest.mark.parametrize(
        ("start_at", "end_at", "expected"),
        [
            ("2026-03-02T09:30:00+05:45", "2026-03-02T10:30:00+05:45", {9: 1800, 10: 1800}),
            ("2026-03-29T00:30:00+00:00", "2026-03-29T02:30:00+01:00", {0: 1800, 1: 1800}),
            ("2026-03-02T09:00:00+01:00", "2026-03-02T10:00:00+02:00", {}),
        ],
        ids=["an offset of 45 minutes", "over the start of summer time", "no time passed"],
    )
    def test_goes_by_the_clock_the_block_began_on(
        self, start_at: str, end_at: str, expected: dict[int, int]
    ) -> None:
        done = finish(start(block(), iso(start_at)), iso(end_at))
        assert by_hour([done], EVENING) == expected

    @given(st.datetimes(datetime(2026, 3, 2), datetime(2026, 3, 3)), st.integers(0, 12 * HOUR))
    @settings(deadline=None)
    def test_no_hour_holds_more_than_an_hour(self, begin: datetime, length: int) -> None:
        first = begin.replace(microsecond=0, tzinfo=at("00:00").tzinfo)
        last = first + timedelta(seconds=length)
        spent = by_hour([finish(start(block(), first), last)], last)
        assert all(0 <= hour <= 23 and 0 < seconds <= HOUR for hour, seconds in spent.items())
        assert sum(spent.values()) == seconds_between(first, last)
