"""How long a block was, whether it was left running, and what it may not overlap."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.focus import Block, discard, drop, finish, keep, pause, resume, start
from remoteos.domain.focus_time import (
    Segment,
    counted_until,
    focused_s,
    paused_s,
    planned_end,
    segments,
    staleness,
)
from remoteos.domain.time import instant, seconds_between

from .support import (
    APIA,
    HOUR,
    KATHMANDU,
    LONDON,
    LORD_HOWE,
    MINUTE,
    NEW_YORK,
    ZONES,
    at,
    block,
    worked,
)


class TestSegments:
    def test_follow_each_other_from_start_to_end(self) -> None:
        done = block("start 09:00", "pause 09:20", "resume 09:35", "finish 10:00")
        assert segments(done, at("23:00")) == (
            Segment(at("09:00"), at("09:20"), True),
            Segment(at("09:20"), at("09:35"), False),
            Segment(at("09:35"), at("10:00"), True),
        )

    def test_are_not_cut_by_what_does_not_turn_the_block(self) -> None:
        busy = block("start 09:00", "interrupt 09:10", "extend 09:20", "keep 09:30", minutes=60)
        assert segments(busy, at("09:40")) == (Segment(at("09:00"), at("09:40"), True),)

    @pytest.mark.parametrize("made", [block(), drop(block(), at("09:00"))])
    def test_are_none_without_a_start(self, made: Block) -> None:
        assert segments(made, at("12:00")) == ()
        assert focused_s(made, at("12:00")) == paused_s(made, at("12:00")) == 0

    def test_of_an_open_block_never_end_before_they_begin(self) -> None:
        running = block("start 09:00")
        assert segments(running, at("07:00")) == (Segment(at("09:00"), at("09:00"), True),)

    def test_a_clock_set_back_takes_no_time_away(self) -> None:
        running = block("start 09:00", "interrupt 09:40")
        assert focused_s(running, at("08:00")) == focused_s(running, at("09:40")) == 40 * MINUTE


class TestDurations:
    def test_focus_and_pause_add_up_while_open_and_after(self) -> None:
        paused = block("start 09:00", "pause 09:20")
        assert (focused_s(paused, at("09:30")), paused_s(paused, at("09:30"))) == (20 * MINUTE, 10 * MINUTE)
        done = finish(paused, at("10:00"))
        assert (focused_s(done, at("23:00")), paused_s(done, at("23:00"))) == (20 * MINUTE, 40 * MINUTE)

    @pytest.mark.parametrize(
        ("tz", "first", "last", "hours"),
        [
            (NEW_YORK, datetime(2026, 3, 8, 1, 30), datetime(2026, 3, 8, 3, 30), 1),
            (NEW_YORK, datetime(2026, 11, 1, 0, 30), datetime(2026, 11, 1, 2, 30), 3),
            (LONDON, datetime(2026, 3, 29, 0, 30), datetime(2026, 3, 29, 2, 30), 1),
            (LONDON, datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 2, 30), 3),
            (LORD_HOWE, datetime(2026, 10, 4, 1, 0), datetime(2026, 10, 4, 3, 0), 1.5),
            (LORD_HOWE, datetime(2026, 4, 5, 1, 0), datetime(2026, 4, 5, 3, 0), 2.5),
            (KATHMANDU, datetime(2026, 3, 29, 1, 0), datetime(2026, 3, 29, 3, 0), 2),
            (APIA, datetime(2011, 12, 29, 23, 0), datetime(2011, 12, 31, 1, 0), 2),
            (LONDON, datetime(2024, 2, 28, 23, 0), datetime(2024, 3, 1, 1, 0), 26),
        ],
    )
    def test_hold_across_every_change_of_the_clock(
        self, tz: tzinfo, first: datetime, last: datetime, hours: float
    ) -> None:
        begun = start(block(), instant(first.replace(tzinfo=tz)))
        done = finish(begun, instant(last.replace(tzinfo=tz)))
        assert focused_s(done, at("23:00")) == hours * HOUR

    @given(
        st.sampled_from(ZONES),
        st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)),
        st.lists(st.integers(0, 9 * HOUR), min_size=1, max_size=8),
    )
    @settings(deadline=None)
    def test_depend_on_instants_alone(self, tz: tzinfo, begin: datetime, lengths: list[int]) -> None:
        """The same history told in any zone is the same length."""
        now = begin.replace(microsecond=0, tzinfo=UTC)
        here, there = start(block(), now), start(block(), instant(now.astimezone(tz)))
        for number, length in enumerate(lengths):
            now += timedelta(seconds=length)
            turn = resume if number % 2 else pause
            here, there = turn(here, now), turn(there, instant(now.astimezone(tz)))
        assert focused_s(here, now) == focused_s(there, now) == sum(lengths[0::2])
        assert paused_s(here, now) == paused_s(there, now) == sum(lengths[1::2])


class TestPlannedEnd:
    def test_is_the_start_plus_the_plan_and_pauses_move_it_on(self) -> None:
        running = block("start 09:00", "pause 09:10", "resume 09:25", minutes=50)
        assert planned_end(running, at("09:30")) == at("10:05")

    def test_moves_while_the_block_is_paused(self) -> None:
        paused = block("start 09:00", "pause 09:10", minutes=50)
        assert planned_end(paused, at("09:20")) == at("10:00")
        assert planned_end(paused, at("09:30")) == at("10:10")

    @pytest.mark.parametrize("made", [block("start 09:00"), block(minutes=50)])
    def test_is_none_for_an_open_ended_or_unstarted_block(self, made: Block) -> None:
        assert planned_end(made, at("10:00")) is None


class TestStaleness:
    def test_begins_half_an_hour_past_the_planned_end(self) -> None:
        running = block("start 09:00", minutes=50)
        assert staleness(running, at("10:19:59")) is None
        found = staleness(running, at("10:20"))
        assert found is not None
        assert (found.since, found.planned_end, found.last_activity) == (
            at("10:20"),
            at("09:50"),
            at("09:00"),
        )

    def test_begins_four_hours_after_the_last_sign_of_life_when_open_ended(self) -> None:
        running = block("start 09:00", "interrupt 10:00")
        assert staleness(running, at("13:59:59")) is None
        found = staleness(running, at("14:00"))
        assert found is not None
        assert (found.since, found.planned_end, found.last_activity) == (at("14:00"), None, at("10:00"))

    def test_a_suspend_of_eight_hours_is_noticed_and_does_not_count(self) -> None:
        running = block("start 09:00", minutes=50)
        assert counted_until(running, at("17:30")) == at("10:20")
        assert focused_s(running, counted_until(running, at("17:30"))) == 80 * MINUTE

    @pytest.mark.parametrize("made", [block(minutes=50), block("start 09:00", "pause 09:10", minutes=50)])
    def test_is_of_running_blocks_only(self, made: Block) -> None:
        assert staleness(made, at("23:00")) is None

    def test_an_ended_block_counts_as_it_ended(self) -> None:
        assert counted_until(worked("09:00", "10:00"), at("23:00")) == at("23:00")
        assert focused_s(worked("09:00", "10:00"), at("23:00")) == HOUR

    def test_activity_keeps_a_block_alive_as_long_as_it_goes_on(self) -> None:
        running = block("start 09:00", minutes=50)
        signs = [at("10:40"), at("10:15")]
        assert staleness(running, at("11:09:59"), signs) is None
        found = staleness(running, at("11:10"), signs)
        assert found is not None
        assert (found.since, found.last_activity) == (at("11:10"), at("10:40"))

    def test_activity_before_the_planned_end_gives_no_extra_time(self) -> None:
        found = staleness(block("start 09:00", minutes=50), at("11:00"), [at("09:30")])
        assert found is not None
        assert (found.since, found.last_activity) == (at("10:20"), at("09:30"))

    def test_a_capture_hours_later_does_not_make_up_for_the_silence(self) -> None:
        running = block("start 09:00", minutes=50)
        found = staleness(running, at("15:01"), [at("15:00")])
        assert found is not None
        assert (found.since, found.last_activity) == (at("10:20"), at("09:00"))

    def test_activity_of_before_the_block_is_none_of_its_own(self) -> None:
        found = staleness(block("start 09:00"), at("14:00"), [at("08:00")])
        assert found is not None
        assert found.last_activity == at("09:00")

    def test_keeping_counts_the_time_and_lets_the_block_run_on(self) -> None:
        kept = keep(block("start 09:00", minutes=50), at("12:00"))
        assert counted_until(kept, at("12:10")) == at("12:10")
        assert focused_s(kept, at("12:10")) == 190 * MINUTE
        assert staleness(kept, at("12:30")) is not None

    def test_trimming_ends_the_block_where_it_was_planned_to_end(self) -> None:
        found = staleness(block("start 09:00", minutes=50), at("17:00"))
        assert found is not None
        assert found.planned_end is not None
        trimmed = finish(block("start 09:00", minutes=50), found.planned_end)
        assert focused_s(trimmed, at("17:00")) == 50 * MINUTE

    def test_discarding_keeps_the_block_without_its_time_since(self) -> None:
        gone = discard(block("start 09:00", minutes=50))
        assert focused_s(gone, at("17:00")) == 0

    def test_a_clock_set_back_makes_nothing_stale(self) -> None:
        assert staleness(block("start 09:00", minutes=50), at("07:00")) is None

    def test_a_clock_a_year_ahead_makes_it_stale_and_counts_no_year(self) -> None:
        running = block("start 09:00", minutes=50)
        assert counted_until(running, at("09:10", date(2027, 3, 2))) == at("10:20")

    @given(
        st.none() | st.integers(1, 480),
        st.integers(-2 * HOUR, 400 * 24 * HOUR),
        st.lists(st.integers(-2 * HOUR, 40 * HOUR), max_size=12),
    )
    @settings(deadline=None)
    def test_never_reports_a_since_before_the_planned_end(
        self, minutes: int | None, passed: int, signs: list[int]
    ) -> None:
        running = block("start 09:00", minutes=minutes)
        now = at("09:00") + timedelta(seconds=passed)
        found = staleness(running, now, [at("09:00") + timedelta(seconds=sign) for sign in signs])
        if found is None:
            return
        patience = 4 * HOUR if minutes is None else 30 * MINUTE
        assert found.since <= now
        assert found.planned_end is None or found.planned_end <= found.since
        assert seconds_between(found.last_activity, found.since) >= patience
        assert all(
            not at("09:00") + timedelta(seconds=sign) < found.since
            or at("09:00") + timedelta(seconds=sign) <= found.last_activity
            for sign in signs
        )
