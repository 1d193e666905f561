"""Which boundaries work crosses, and what is kept of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from remoteos.domain.agreement import BREACH_WORDS, Breach, BreachKind, crossed, is_offline
from remoteos.domain.rituals import Workday, close_day, mark_off, mark_on, open_day
from remoteos.domain.settings import Settings, Span

from .support import KATHMANDU, MONDAY, NEW_YORK, ZONES, at, born, iso, workday

NIGHT: Span = (time(20), time(7))


def offline(*, mon: Span | None = None, tue: Span | None = None, sun: Span | None = None) -> Settings:
    """Settings with offline hours that begin on these days, and no others."""
    return replace(Settings(), offline=(mon, tue, None, None, None, None, sun))


class TestOfflineHours:
    @pytest.mark.parametrize(
        ("clock", "expected"),
        [("19:59:59", False), ("20:00", True), ("23:59:59", True), ("06:59:59", False), ("12:00", False)],
    )
    def test_of_the_evening_begin_today(self, clock: str, expected: bool) -> None:
        assert is_offline(at(clock), UTC, offline(mon=NIGHT)) is expected

    @pytest.mark.parametrize(
        ("clock", "expected"), [("00:00", True), ("06:59:59", True), ("07:00", False), ("20:00", False)]
    )
    def test_of_last_night_go_on_into_the_morning(self, clock: str, expected: bool) -> None:
        assert is_offline(at(clock), UTC, offline(sun=NIGHT)) is expected

    @pytest.mark.parametrize(
        ("clock", "expected"), [("11:59", False), ("12:00", True), ("13:59", True), ("14:00", False)]
    )
    def test_within_one_day_end_on_it(self, clock: str, expected: bool) -> None:
        siesta = (time(12), time(14))
        assert is_offline(at(clock), UTC, offline(mon=siesta)) is expected
        assert not is_offline(at(clock), UTC, offline(sun=siesta))

    def test_can_be_none_at_all(self) -> None:
        assert not any(is_offline(at(f"{hour:02}:00"), UTC, offline()) for hour in range(24))

    def test_are_those_of_the_zone_the_user_is_in(self) -> None:
        evening = iso("2026-03-02T20:30:00+05:45")
        assert is_offline(evening, KATHMANDU, Settings())
        assert not is_offline(evening, NEW_YORK, Settings())

    @pytest.mark.parametrize("fold", [0, 1])
    def test_of_a_repeated_hour_are_offline_both_times(self, fold: int) -> None:
        repeated = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=fold)
        assert is_offline(repeated, NEW_YORK, Settings())

    @given(
        st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1)),
        st.sampled_from(ZONES),
        st.times(),
        st.times(),
    )
    @hypothesis_settings(deadline=None)
    def test_the_same_every_day_are_told_by_the_clock_alone(
        self, moment: datetime, tz: tzinfo, start: time, end: time
    ) -> None:
        now = moment.replace(tzinfo=UTC)
        clock = now.astimezone(tz).time()
        inside = start <= clock < end if start <= end else clock >= start or clock < end
        assert is_offline(now, tz, replace(Settings(), offline=((start, end),) * 7)) is inside


class TestCrossing:
    OPEN = open_day(workday(shutdown_at=at("17:30")), at("09:00"))

    def test_work_between_opening_and_shutdown_crosses_nothing(self) -> None:
        assert crossed(at("17:29:59"), self.OPEN, UTC, Settings()) is None

    def test_work_from_shutdown_on_is_after_the_days_end(self) -> None:
        assert crossed(at("17:30"), self.OPEN, UTC, Settings()) == "after_shutdown"

    def test_work_after_an_early_close_is_after_the_days_end(self) -> None:
        assert crossed(at("15:30"), close_day(self.OPEN, at("15:00")), UTC, Settings()) == "after_shutdown"

    def test_a_day_closed_early_and_reopened_goes_on_to_its_shutdown(self) -> None:
        again = open_day(close_day(self.OPEN, at("15:00")), at("15:20"))
        assert crossed(at("15:30"), again, UTC, Settings()) is None
        assert crossed(at("17:30"), again, UTC, Settings()) == "after_shutdown"

    def test_work_on_leave_is_on_a_day_off_whatever_the_hour(self) -> None:
        leave = mark_off(workday(shutdown_at=at("17:30")), at("08:00"))
        for clock in ("06:00", "12:00", "22:00"):
            assert crossed(at(clock), leave, UTC, Settings()) == "day_off"
        assert crossed(at("12:00"), mark_on(leave, at("09:00")), UTC, Settings()) is None

    @pytest.mark.parametrize("day", [None, workday(), open_day(workday(), at("05:00"))])
    def test_without_a_shutdown_only_offline_hours_count(self, day: Workday | None) -> None:
        assert crossed(at("19:00"), day, UTC, Settings()) is None
        assert crossed(at("06:30"), day, UTC, Settings()) == "offline_hours"
        assert crossed(at("21:00"), day, UTC, Settings()) == "offline_hours"

    def test_shutdown_is_an_instant_that_a_flight_does_not_move(self) -> None:
        landed = at("17:30", offset=5.75)
        assert crossed(landed, self.OPEN, KATHMANDU, Settings()) is None
        assert crossed(at("17:30"), self.OPEN, KATHMANDU, offline()) == "after_shutdown"


class TestBreach:
    def test_is_private_named_for_its_day_and_settled_at_once(self) -> None:
        breach = Breach(**born(), day=MONDAY, kind="offline_hours", at=at("21:00"))
        assert breach.name == "2026-03-02 in offline hours"
        assert breach.settled_at == at("21:00")
        assert (breach.visibility, breach.reason) == ("private", "")

    def test_every_kind_has_its_words(self) -> None:
        assert set(BREACH_WORDS) == set(get_args(BreachKind))


def test_the_night_of_a_leap_day_is_offline_into_march() -> None:
    assert is_offline(at("06:30", date(2024, 3, 1)), UTC, Settings())
    assert not is_offline(at("07:00", date(2024, 3, 1)), UTC, Settings())
