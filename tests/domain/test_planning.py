"""Whether the plan fits before shutdown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.focus import Block, discard, drop
from remoteos.domain.planning import Capacity, capacity, free_from, on_plan, overlap, takes
from remoteos.domain.time import at_wall

from .support import HOUR, MINUTE, MONDAY, NEW_YORK, TUESDAY, at, block, worked

SHUTDOWN = at("17:00")


def fits(*blocks: Block, now: datetime) -> Capacity:
    """How Monday's plan fits before five."""
    found = capacity(blocks, MONDAY, SHUTDOWN, now)
    assert found is not None
    return found


class TestThePlan:
    def test_has_the_blocks_with_a_time_in_its_order_and_the_others_after_them_as_they_came(self) -> None:
        some, other = block(intention="Some time"), block(intention="Some other time")
        late = block(planned_at=at("14:00"))
        early = block(planned_at=at("11:00", offset=2))
        assert on_plan([some, late, other, early], MONDAY) == (early, late, some, other)

    def test_has_neither_what_was_begun_or_dropped_nor_another_days(self) -> None:
        begun = [block("start 09:00"), worked("09:00", "10:00"), discard(block("start 09:00"))]
        assert on_plan([*begun, drop(block(), at("09:00")), block(day=TUESDAY)], MONDAY) == ()


class TestCapacity:
    def test_is_the_time_left_against_the_time_planned(self) -> None:
        found = fits(block(minutes=90), block(minutes=50), now=at("14:00"))
        assert (found.left_s, found.planned_s) == (3 * HOUR, 140 * MINUTE)
        assert (found.free_s, found.overcommitted_min) == (40 * MINUTE, 0)

    def test_says_by_how_many_minutes_the_plan_is_too_long(self) -> None:
        found = fits(block(minutes=90), block(minutes=50), now=at("15:00"))
        assert (found.free_s, found.overcommitted_min) == (0, 20)

    def test_a_plan_that_fits_to_the_second_is_not_overcommitted(self) -> None:
        found = fits(block(minutes=60), now=at("16:00"))
        assert (found.free_s, found.overcommitted_min) == (0, 0)

    def test_a_begun_minute_too_much_is_a_minute(self) -> None:
        assert fits(block(minutes=60), now=at("16:00:01")).overcommitted_min == 1
        assert fits(block(minutes=60), now=at("16:01:01")).overcommitted_min == 2

    def test_after_shutdown_nothing_is_left_and_all_of_the_plan_is_too_much(self) -> None:
        found = fits(block(minutes=25), now=at("19:00"))
        assert (found.left_s, found.overcommitted_min) == (0, 25)

    def test_counts_what_the_open_block_still_wants(self) -> None:
        assert fits(block("start 09:00", minutes=50), now=at("09:20")).planned_s == 30 * MINUTE
        assert fits(block("start 09:00", "pause 09:10", minutes=50), now=at("11:00")).planned_s == 40 * MINUTE

    def test_a_block_over_its_plan_wants_no_more(self) -> None:
        assert fits(block("start 09:00", minutes=50), now=at("10:00")).planned_s == 0
        assert fits(block("start 09:00", minutes=50), now=at("15:00")).planned_s == 0

    def test_an_aside_and_the_block_it_left_both_want_their_rest(self) -> None:
        left = block("start 09:00", "pause 09:20", minutes=50)
        aside = block("start 09:20", minutes=25, aside_of=left.id)
        assert fits(left, aside, now=at("09:30")).planned_s == 45 * MINUTE

    def test_an_open_ended_block_claims_nothing(self) -> None:
        assert fits(block(), block("start 09:00"), now=at("10:00")).planned_s == 0

    def test_what_is_done_claims_nothing(self) -> None:
        assert fits(worked("09:00", "09:20", minutes=50), now=at("10:00")).planned_s == 0

    def test_is_unknown_on_a_day_without_a_shutdown(self) -> None:
        assert capacity([block(minutes=50)], MONDAY, None, at("10:00")) is None

    def test_a_day_on_which_the_clock_goes_forward_has_an_hour_less(self) -> None:
        day = date(2026, 3, 8)
        midnight, noon = (at_wall(day, at(clock).time(), NEW_YORK) for clock in ("00:00", "12:00"))
        found = capacity([], day, noon, midnight)
        assert found == Capacity(left_s=11 * HOUR, planned_s=0)

    @given(
        st.lists(st.none() | st.integers(1, 480), max_size=6),
        st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 4)),
    )
    @settings(deadline=None)
    def test_is_either_free_or_overcommitted_and_never_both(
        self, lengths: list[int | None], now: datetime
    ) -> None:
        blocks = [block(minutes=minutes) for minutes in lengths]
        found = fits(*blocks, now=now.replace(microsecond=0, tzinfo=UTC))
        assert found.left_s >= 0
        assert found.planned_s == sum(minutes or 0 for minutes in lengths) * MINUTE
        assert found.free_s == 0 or found.overcommitted_min == 0
        missing = found.planned_s - found.left_s
        if missing > 0:
            assert 0 <= found.overcommitted_min * MINUTE - missing < MINUTE
        else:
            assert found.free_s == -missing


@pytest.mark.parametrize("minutes", [25, 50, 90])
def test_extending_the_open_block_takes_from_what_is_free(minutes: int) -> None:
    running = block("start 09:00", minutes=minutes)
    longer = block("start 09:00", minutes=minutes + 15)
    now = at("09:05")
    assert fits(running, now=now).free_s - fits(longer, now=now).free_s == 15 * MINUTE


class TestOverlap:
    def test_is_sharing_any_time(self) -> None:
        early = block(planned_at=at("09:00"), minutes=60)
        assert overlap(early, block(planned_at=at("09:59"), minutes=25))
        assert not overlap(early, block(planned_at=at("10:00"), minutes=25))

    def test_needs_a_time_and_a_length(self) -> None:
        early = block(planned_at=at("09:00"), minutes=60)
        assert not overlap(early, block(minutes=60))
        assert not overlap(early, block(planned_at=at("09:00")))


class TestFreeTime:
    def test_room_is_found_between_what_is_taken(self) -> None:
        taken = [(at("10:00"), at("11:00")), (at("11:30"), at("12:30"))]
        assert free_from(taken, at("09:00"), 50 * MINUTE) == at("09:00")
        assert free_from(taken, at("09:30"), 30 * MINUTE) == at("09:30")
        assert free_from(taken, at("09:30"), 31 * MINUTE) == at("12:30")
        assert free_from(taken, at("10:20"), 30 * MINUTE) == at("11:00")
        assert free_from(taken, at("13:00"), 50 * MINUTE) == at("13:00")

    def test_it_begins_on_five_minutes(self) -> None:
        moment = at("09:41") + timedelta(seconds=20)
        assert free_from([], moment, HOUR) == at("09:45")
        assert free_from([(at("09:45"), at("10:42"))], moment, HOUR) == at("10:45")

    def test_the_order_of_what_is_taken_does_not_matter(self) -> None:
        taken = [(at("12:00"), at("13:00")), (at("09:00"), at("12:00"))]
        assert free_from(taken, at("09:00"), HOUR) == at("13:00")

    @given(
        st.lists(st.tuples(st.integers(0, 600), st.integers(0, 120)), max_size=6),
        st.integers(0, 600),
        st.integers(1, 180),
    )
    def test_what_is_found_is_free_and_never_earlier_than_wanted(
        self, spans: list[tuple[int, int]], earliest: int, length: int
    ) -> None:
        def minute(count: int) -> datetime:
            return at("06:00") + timedelta(minutes=count)

        taken = [(minute(start), minute(start + long)) for start, long in spans]
        found = free_from(taken, minute(earliest), length * MINUTE)
        assert minute(earliest) <= found
        until = found + timedelta(minutes=length)
        assert not any(max(found, start) < min(until, end) for start, end in taken)

    def test_a_planned_block_takes_its_break_too(self) -> None:
        planned = block(planned_at=at("10:00"), minutes=50, break_s=600)
        assert takes(planned) == (at("10:00"), at("11:00"))
        assert takes(block(minutes=50)) is None
        assert takes(worked("10:00", "11:00", planned_at=at("10:00"))) is None
