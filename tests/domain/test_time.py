"""Instants, wall clocks, and which workday an instant belongs to."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from remoteos.domain.time import (
    at_wall,
    instant,
    latest,
    on_workday,
    seconds_between,
    workday_date,
)

from .support import APIA, HOUR, KATHMANDU, LONDON, LORD_HOWE, NEW_YORK, ZONES, at, iso

zones = st.sampled_from(ZONES)
hours = st.integers(0, 12)
days = st.dates(date(2000, 1, 1), date(2037, 12, 31)) | st.sampled_from(
    [
        date(2026, 3, 8),  # New York: 02:00 to 03:00 is skipped
        date(2026, 11, 1),  # New York: 01:00 to 02:00 happens twice
        date(2026, 3, 29),  # London: 01:00 to 02:00 is skipped
        date(2026, 10, 25),  # London: 01:00 to 02:00 happens twice
        date(2026, 4, 5),  # Lord Howe: half an hour happens twice
        date(2026, 10, 4),  # Lord Howe: half an hour is skipped
        date(2011, 12, 29),
        date(2011, 12, 30),  # Apia: a date that never was
        date(2011, 12, 31),
        date(2024, 2, 29),
    ]
)
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
moments = st.builds(lambda day, clock: datetime.combine(day, clock, UTC), days, clocks)


def exists(day: date, clock: time, tz: tzinfo) -> bool:
    """Whether a wall clock in ``tz`` ever shows this."""
    wall = datetime.combine(day, clock)
    return wall.replace(tzinfo=tz).astimezone(UTC).astimezone(tz).replace(tzinfo=None) == wall


class TestInstant:
    def test_drops_fractions_of_a_second_and_keeps_the_offset(self) -> None:
        moment = instant(datetime(2026, 7, 1, 9, 0, 0, 999_999, tzinfo=NEW_YORK))
        assert moment.isoformat() == "2026-07-01T09:00:00-04:00"
        assert isinstance(moment.tzinfo, timezone)

    def test_refuses_a_time_without_offset(self) -> None:
        with pytest.raises(ValueError, match="needs an offset"):
            instant(datetime(2026, 3, 2, 9, 0))

    @given(moments, zones)
    @settings(deadline=None)
    def test_names_the_same_instant_in_every_zone_and_stays_what_it_is(
        self, moment: datetime, tz: tzinfo
    ) -> None:
        made = instant(moment.astimezone(tz))
        assert made == moment
        assert instant(made).isoformat() == made.isoformat()
        assert datetime.fromisoformat(made.isoformat()) == made

    @pytest.mark.parametrize("fold", [0, 1])
    def test_tells_the_two_occurrences_of_a_repeated_hour_apart(self, fold: int) -> None:
        moment = instant(datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=fold))
        assert moment.isoformat() == f"2026-11-01T01:30:00-0{4 + fold}:00"


class TestSecondsBetween:
    @pytest.mark.parametrize(
        ("tz", "day", "length"),
        [
            (NEW_YORK, date(2026, 3, 8), 23 * HOUR),
            (NEW_YORK, date(2026, 11, 1), 25 * HOUR),
            (LONDON, date(2026, 3, 29), 23 * HOUR),
            (LONDON, date(2026, 10, 25), 25 * HOUR),
            (LORD_HOWE, date(2026, 10, 4), 23 * HOUR + HOUR // 2),
            (LORD_HOWE, date(2026, 4, 5), 24 * HOUR + HOUR // 2),
            (KATHMANDU, date(2026, 3, 29), 24 * HOUR),
            (APIA, date(2011, 12, 29), 24 * HOUR),
            (APIA, date(2011, 12, 30), 0),
            (NEW_YORK, date(2024, 2, 29), 24 * HOUR),
        ],
    )
    def test_a_date_is_as_long_as_its_zone_makes_it(self, tz: tzinfo, day: date, length: int) -> None:
        midnight, next_midnight = (datetime.combine(day + timedelta(days=n), time.min, tz) for n in (0, 1))
        assert seconds_between(midnight, next_midnight) == length

    def test_is_negative_when_the_clock_was_set_back(self) -> None:
        assert seconds_between(at("09:00"), at("07:00")) == -2 * HOUR

    def test_counts_a_suspend_of_eight_hours_and_a_leap_year_whole(self) -> None:
        assert seconds_between(at("22:00", date(2024, 2, 28)), at("06:00", date(2024, 2, 29))) == 8 * HOUR
        assert (
            seconds_between(at("00:00", date(2024, 1, 1)), at("00:00", date(2025, 1, 1))) == 366 * 24 * HOUR
        )

    @given(moments, moments, zones, zones)
    @settings(deadline=None)
    def test_does_not_depend_on_the_zones_the_ends_are_written_in(
        self, start: datetime, end: datetime, one: tzinfo, other: tzinfo
    ) -> None:
        elapsed = seconds_between(start.astimezone(one), end.astimezone(other))
        assert elapsed == (end - start).total_seconds()
        assert elapsed == -seconds_between(end, start)


class TestAtWall:
    @pytest.mark.parametrize(
        ("tz", "day", "clock", "expected"),
        [
            (NEW_YORK, date(2026, 3, 8), time(2, 30), "2026-03-08T03:30:00-04:00"),
            (NEW_YORK, date(2026, 11, 1), time(1, 30), "2026-11-01T01:30:00-04:00"),
            (LONDON, date(2026, 3, 29), time(1, 0), "2026-03-29T02:00:00+01:00"),
            (LORD_HOWE, date(2026, 10, 4), time(2, 15), "2026-10-04T02:45:00+11:00"),
            (LORD_HOWE, date(2026, 4, 5), time(1, 45), "2026-04-05T01:45:00+11:00"),
            (KATHMANDU, date(2026, 3, 2), time(9, 0), "2026-03-02T09:00:00+05:45"),
            (APIA, date(2011, 12, 30), time(9, 0), "2011-12-31T09:00:00+14:00"),
            (NEW_YORK, date(2024, 2, 29), time(0, 0), "2024-02-29T00:00:00-05:00"),
        ],
    )
    def test_around_every_kind_of_change(self, tz: tzinfo, day: date, clock: time, expected: str) -> None:
        assert at_wall(day, clock, tz).isoformat() == expected

    def test_a_repeated_time_is_its_first_even_when_it_was_read_off_the_second(self) -> None:
        second = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1)
        assert at_wall(second.date(), second.time(), NEW_YORK) == iso("2026-11-01T01:30-04:00")

    @given(days, clocks, zones)
    @settings(deadline=None)
    def test_shows_the_clock_asked_for_wherever_the_zone_has_it(
        self, day: date, clock: time, tz: tzinfo
    ) -> None:
        moment = at_wall(day, clock, tz)
        shown = moment.astimezone(tz).replace(tzinfo=None)
        if exists(day, clock, tz):
            assert shown == datetime.combine(day, clock)
        else:
            assert shown > datetime.combine(day, clock)
        for earlier in (timedelta(minutes=30), timedelta(hours=1)):
            before = (moment.astimezone(UTC) - earlier).astimezone(tz).replace(tzinfo=None)
            assert before != shown, "this is the second time the clock shows it"


class TestWorkdayDate:
    @pytest.mark.parametrize(
        ("clock", "expected"),
        [
            ("00:00", date(2026, 3, 1)),
            ("03:59:59", date(2026, 3, 1)),
            ("04:00", date(2026, 3, 2)),
            ("23:59:59", date(2026, 3, 2)),
        ],
    )
    def test_a_late_night_belongs_to_the_day_it_began(self, clock: str, expected: date) -> None:
        assert workday_date(at(clock), UTC, 4) == expected

    def test_a_day_that_starts_at_midnight_changes_at_midnight(self) -> None:
        assert workday_date(at("00:00"), UTC, 0) == date(2026, 3, 2)

    def test_the_zone_decides_not_the_offset_the_instant_is_written_in(self) -> None:
        morning = iso("2026-03-02T05:00:00+05:45")
        assert workday_date(morning, KATHMANDU, 4) == date(2026, 3, 2)
        assert workday_date(morning, NEW_YORK, 4) == date(2026, 3, 1)

    def test_the_night_after_a_leap_day_is_the_leap_days(self) -> None:
        assert workday_date(at("02:00", date(2024, 3, 1)), UTC, 4) == date(2024, 2, 29)

    def test_a_clock_set_back_two_hours_over_the_start_of_the_day_is_yesterday_again(self) -> None:
        assert workday_date(at("05:00"), UTC, 4) == date(2026, 3, 2)
        assert workday_date(at("03:00"), UTC, 4) == date(2026, 3, 1)

    def test_a_clock_set_forward_a_year_is_that_years_day(self) -> None:
        assert workday_date(at("05:00", date(2027, 3, 2)), UTC, 4) == date(2027, 3, 2)

    def test_the_night_that_crossed_a_skipped_date_belongs_to_the_day_before_it(self) -> None:
        assert workday_date(iso("2011-12-31T01:00:00+14:00"), APIA, 4) == date(2011, 12, 29)
        assert workday_date(iso("2011-12-31T04:00:00+14:00"), APIA, 4) == date(2011, 12, 31)

    @given(moments, st.timedeltas(timedelta(0), timedelta(days=2)), zones, hours)
    @example(iso("2011-12-30T09:59:59+00:00"), timedelta(seconds=1), APIA, 4)
    @settings(deadline=None)
    def test_never_goes_back_while_time_goes_on(
        self, moment: datetime, passed: timedelta, tz: tzinfo, starts: int
    ) -> None:
        before, after = (workday_date(at_, tz, starts) for at_ in (moment, moment + passed))
        assert before <= after

    @given(moments, zones, hours)
    @settings(deadline=None)
    def test_is_todays_date_or_the_one_before_and_one_that_exists(
        self, moment: datetime, tz: tzinfo, starts: int
    ) -> None:
        found = workday_date(moment, tz, starts)
        today = moment.astimezone(tz).date()
        assert exists(found, time(12), tz)
        assert found == today or (found < today and moment.astimezone(tz).hour < starts)


class TestOnWorkday:
    def test_an_hour_before_the_start_of_the_day_is_late_that_night(self) -> None:
        assert on_workday(date(2026, 3, 2), time(1, 30), UTC, 4) == at("01:30", date(2026, 3, 3))
        assert on_workday(date(2026, 3, 2), time(18, 0), UTC, 4) == at("18:00")

    def test_a_whole_instant_is_what_it_is_with_the_zones_offset(self) -> None:
        given = datetime.fromisoformat("2026-07-01T12:00:00.9+00:00")
        moment = on_workday(date(2026, 3, 2), given, LONDON, 4)
        assert moment.isoformat() == "2026-07-01T13:00:00+01:00"

    def test_new_years_eve_goes_on_into_the_new_year(self) -> None:
        night = on_workday(date(2027, 12, 31), time(0, 30), LONDON, 4)
        assert night.isoformat() == "2028-01-01T00:30:00+00:00"

    def test_late_before_a_skipped_date_is_the_night_that_really_followed(self) -> None:
        night = on_workday(date(2011, 12, 29), time(1, 30), APIA, 4)
        assert night.isoformat() == "2011-12-31T01:30:00+14:00"

    @given(days, clocks, zones, hours)
    @settings(deadline=None)
    def test_lies_on_the_workday_it_was_asked_for(
        self, day: date, clock: time, tz: tzinfo, starts: int
    ) -> None:
        moment = on_workday(day, clock, tz, starts)
        calendar = day + timedelta(days=1) if clock.hour < starts else day
        if exists(calendar, clock, tz):
            assert workday_date(moment, tz, starts) == day or not exists(day, time(12), tz)


class TestLatest:
    def test_is_the_last_instant_whatever_offset_it_is_written_in(self) -> None:
        early_by_the_clock = at("10:00", offset=-5)
        assert latest([at("12:00"), None, early_by_the_clock]) == early_by_the_clock

    @pytest.mark.parametrize("nothing", [(), (None,), (None, None)])
    def test_is_none_without_any(self, nothing: tuple[None, ...]) -> None:
        assert latest(nothing) is None
