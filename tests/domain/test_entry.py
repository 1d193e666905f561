"""What people type is read, or refused in the words that say what would be right."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain import entry
from remoteos.domain.entry import Wanted
from remoteos.domain.time import WEEKDAYS

TODAY = date(2026, 11, 25)
"""A Wednesday."""

READERS: tuple[tuple[Callable[[str], Any], Wanted], ...] = (
    (lambda text: entry.read_date(text, TODAY), entry.DATE),
    (entry.read_time, entry.TIME),
    (entry.read_minutes, entry.MINUTES),
    (entry.read_scale, entry.SCALE),
    (entry.read_weekday, entry.WEEKDAY),
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        (" today ", TODAY),
        ("Yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("thu", date(2026, 11, 26)),
        ("wednesday", date(2026, 12, 2)),
    ],
)
def test_a_date(typed: str, day: date) -> None:
    assert entry.read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        (" 9:05", time(9, 5)),
        ("2026-11-23T09:30:15Z", datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_or_an_instant(typed: str, given: time | datetime) -> None:
    assert entry.read_time(typed) == given


@pytest.mark.parametrize(("typed", "minutes"), [("90", 90), ("90 min", 90), ("1H30", 90), (" 24h ", 1440)])
def test_minutes(typed: str, minutes: int) -> None:
    assert entry.read_minutes(typed) == minutes


def test_a_number_on_the_scale() -> None:
    assert [entry.read_scale(text) for text in ("1", " 3 ", "5")] == [1, 3, 5]


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (READERS[0][0], "soon"),
        (READERS[0][0], "2026-02-30"),
        (READERS[0][0], "9999-12-31"),
        (READERS[1][0], "24:00"),
        (READERS[1][0], "2026-11-23T09:30"),
        (READERS[2][0], "0"),
        (READERS[2][0], "25h"),
        (READERS[3][0], "6"),
    ],
)
def test_what_cannot_be_read_is_a_value_error(read: Callable[[str], Any], typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(typed)


def test_a_refusal_says_what_would_be_right() -> None:
    assert entry.DATE.refusal("soon") == "'soon' is not a date, such as 2026-11-27, today or friday."
    assert entry.SCALE.refusal("6") == "'6' is not a number from 1 to 5, such as 3."


@pytest.mark.parametrize(("read", "wanted"), READERS)
def test_every_example_of_what_is_right_can_be_read(read: Callable[[str], Any], wanted: Wanted) -> None:
    for example in re.split(",? or |, ", wanted.right.removesuffix(" with its offset")):
        read(example)


@given(st.text())
def test_nothing_typed_is_more_than_a_value_error(typed: str) -> None:
    for read, wanted in READERS:
        try:
            read(typed)
        except ValueError:
            assert len(wanted.refusal(typed).splitlines()) == 1


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_next_such_day_and_never_today(today: date, name: str) -> None:
    day = entry.read_date(name, today)
    assert timedelta(days=1) <= day - today <= timedelta(days=7)
    assert WEEKDAYS[day.weekday()] == name
