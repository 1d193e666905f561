"""When the next update is due: by its cadence, after an early or a late one, across leave and misses."""

from datetime import date, timedelta

import pytest

from remoteos.domain.managers import Cadence, Due, ManagerCard, due, usual_sight

from .support import born

FRIDAY = date(2026, 3, 6)
DAY = timedelta(days=1)


def card(cadence: Cadence = "weekly", weekday: int = 4) -> ManagerCard:
    return ManagerCard(**born(), person="Ana", cadence=cadence, weekday=weekday)


@pytest.mark.parametrize(
    ("cadence", "last", "next_one"),
    [
        ("weekly", date(2026, 3, 6), date(2026, 3, 13)),
        ("weekly", date(2026, 3, 5), date(2026, 3, 13)),
        ("weekly", date(2026, 3, 9), date(2026, 3, 13)),
        ("weekly", date(2026, 3, 10), date(2026, 3, 20)),
        ("fortnightly", date(2026, 3, 6), date(2026, 3, 20)),
        ("monthly", date(2026, 2, 27), date(2026, 3, 27)),
        ("daily", date(2026, 3, 6), date(2026, 3, 9)),
        ("daily", date(2026, 3, 9), date(2026, 3, 10)),
        ("daily", date(2026, 3, 5), date(2026, 3, 6)),
        ("fortnightly", date(2026, 3, 10), date(2026, 3, 20)),
        ("fortnightly", date(2026, 3, 11), date(2026, 3, 27)),
        ("monthly", date(2026, 3, 30), date(2026, 4, 24)),
        ("monthly", date(2026, 3, 24), date(2026, 4, 24)),
        ("monthly", date(2026, 12, 25), date(2027, 1, 29)),
    ],
)
def test_the_next_one_follows_the_last(cadence: Cadence, last: date, next_one: date) -> None:
    assert due(card(cadence), last, (), last) == Due(next_one)


def test_nobody_waits_who_hears_on_request() -> None:
    assert due(card("on request"), FRIDAY, (), FRIDAY) is None


def test_what_was_missed_is_told_and_the_latest_date_stands_for_all() -> None:
    found = due(card(), FRIDAY, (), FRIDAY + 17 * DAY)
    assert found == Due(FRIDAY + 14 * DAY, (FRIDAY + 7 * DAY,))


@pytest.mark.parametrize(
    ("cadence", "today", "found"),
    [
        ("fortnightly", date(2026, 4, 20), Due(date(2026, 4, 17), (date(2026, 3, 20), date(2026, 4, 3)))),
        ("fortnightly", date(2026, 3, 27), Due(date(2026, 3, 20))),
        ("monthly", date(2026, 5, 1), Due(date(2026, 4, 24), (date(2026, 3, 27),))),
        ("daily", date(2026, 3, 10), Due(date(2026, 3, 10), (date(2026, 3, 9),))),
    ],
)
def test_dates_that_passed_are_those_of_its_cadence(cadence: Cadence, today: date, found: Due) -> None:
    assert due(card(cadence), FRIDAY, (), today) == found


def test_one_that_came_late_is_followed_by_the_next_on_its_day() -> None:
    late = FRIDAY + 3 * DAY
    assert due(card(), late, (), late) == Due(FRIDAY + 7 * DAY)
    assert due(card("monthly"), date(2026, 4, 2), (), date(2026, 4, 2)) == Due(date(2026, 4, 24))


def test_the_day_may_be_any_of_the_week() -> None:
    found = [due(card(weekday=day), FRIDAY, (), FRIDAY) for day in range(7)]
    assert [one and one.on.weekday() for one in found] == list(range(7))


def test_a_date_on_leave_moves_to_the_first_day_back() -> None:
    off = {FRIDAY + (7 + number) * DAY for number in range(3)}
    assert due(card(), FRIDAY, off, FRIDAY + 8 * DAY) == Due(FRIDAY + 10 * DAY)
    assert due(card(), FRIDAY, off, FRIDAY + 10 * DAY) == Due(FRIDAY + 10 * DAY)
    weeks = {FRIDAY + number * DAY for number in range(1, 16)}
    assert due(card(), FRIDAY, weeks, FRIDAY + 15 * DAY) == Due(FRIDAY + 16 * DAY, (FRIDAY + 7 * DAY,))


def test_only_a_manager_sees_what_is_the_managers_unless_told_otherwise() -> None:
    assert [usual_sight(one) for one in ("manager", "client", "team")] == ["manager", "public", "public"]
    assert [card().may_see(one) for one in ("private", "manager", "public")] == [False, True, True]


def test_whoever_sees_the_public_alone_is_told_nothing_of_the_managers() -> None:
    board = ManagerCard(**born(), person="the board", relation="client", sees="public")
    assert [board.may_see(one) for one in ("private", "manager", "public")] == [False, False, True]
