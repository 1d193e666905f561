"""The words in which times, ages and states are said."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, get_args

import pytest

from remoteos.domain import words
from remoteos.domain.captures import CaptureKind, Way
from remoteos.domain.focus import BlockState
from remoteos.domain.outcomes import GoalState, OutcomeState
from remoteos.domain.rituals import DayEvent

from .support import MONDAY, at, workday


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 m"),
        (1, "1 s"),
        (59, "59 s"),
        (60, "1 m"),
        (2_400, "40 m"),
        (3_599, "59 m"),
        (3_600, "1 h"),
        (6_000, "1 h 40 m"),
        (93_600, "26 h"),
        (-30, "-30 s"),
        (-300, "-5 m"),
        (-3_660, "-1 h 1 m"),
    ],
)
def test_durations(seconds: int, text: str) -> None:
    assert words.duration(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(840, "14 m left"), (0, "0 m left"), (-300, "5 m over")])
def test_what_is_left_of_a_plan(seconds: int, text: str) -> None:
    assert words.left(seconds) == text


@pytest.mark.parametrize("moment", [time(9, 5, 59), datetime(2026, 1, 1, 9, 5, tzinfo=UTC)])
def test_times_of_day(moment: time | datetime) -> None:
    assert words.clock_time(moment) == "09:05"
    assert words.span(moment, time(17)) == "09:05–17:00"


def test_a_day_by_its_name() -> None:
    assert words.day_name(MONDAY) == "Mon 2 Mar 2026"
    assert words.day_name(MONDAY, year=False) == "Mon 2 Mar"


@pytest.mark.parametrize(
    ("days", "text", "short"),
    [(-1, "today", "today"), (0, "today", "today"), (1, "yesterday", "yesterday"), (3, "3 days ago", "3 d")],
)
def test_the_age_of_a_day(days: int, text: str, short: str) -> None:
    today = MONDAY + timedelta(days=days)
    assert words.age(MONDAY, today) == text
    assert words.age(MONDAY, today, short=True) == short


def test_what_is_of_today_is_said_by_the_clock_and_what_is_older_by_its_age() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert words.noted(at("09:20"), MONDAY, MONDAY) == "09:20"
    assert words.noted(at("09:20"), MONDAY, tuesday) == "yesterday"
    assert words.ago(1500, MONDAY, MONDAY) == "25 m ago"
    assert words.ago(50_000, MONDAY, tuesday) == "yesterday"
    assert words.ago(500_000, MONDAY, MONDAY + timedelta(days=6), short=True) == "6 d"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-400, "400 d late"),
        (-1, "1 d late"),
        (0, "due today"),
        (1, "Tue"),
        (6, "Sun"),
        (7, "9 Mar"),
        (365, "2 Mar 2027"),
    ],
)
def test_when_something_is_due(days: int, text: str) -> None:
    assert words.due(MONDAY + timedelta(days=days), MONDAY) == text


def test_counts() -> None:
    assert [words.carried(rolls) for rolls in (0, 1, 3)] == ["", "carried 1×", "carried 3×"]
    assert [words.plural(count, "loop") for count in (0, 1, 2)] == ["0 loops", "1 loop", "2 loops"]
    assert words.plural(2, "entry", "entries") == "2 entries"


def test_every_state_and_kind_has_its_mark_or_word() -> None:
    assert set(words.BLOCK_MARKS) == set(get_args(BlockState))
    assert set(words.OUTCOME_MARKS) == {*get_args(OutcomeState), *get_args(GoalState)}
    assert set(words.KIND_MARKS) == set(get_args(CaptureKind))
    assert set(words.WAY_WORDS) == set(get_args(Way))


def test_how_a_day_stands() -> None:
    opened = DayEvent(kind="open", at=at("08:55"))
    until: dict[str, Any] = {"shutdown_at": at("17:30"), "day_type": "deep"}
    closed = (opened, DayEvent(kind="close", at=at("17:20")))
    recovered = (opened, DayEvent(kind="recover", at=at("17:10")))
    off = (DayEvent(kind="off", at=at("08:00")),)
    assert words.day_facts(workday()) == ["not opened"]
    assert words.day_facts(workday(events=off)) == ["off"]
    assert words.day_facts(workday(events=(opened,), **until)) == ["opened 08:55", "shutdown 17:30", "deep"]
    assert words.day_facts(workday(events=closed)) == ["opened 08:55", "closed 17:20"]
    assert words.day_facts(workday(events=recovered)) == ["opened 08:55", "closed 17:10 (recovered)"]
