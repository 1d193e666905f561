"""Where the invented history ends: today, at whatever time and place that is."""

from datetime import datetime

import pytest

from remoteos.domain.focus_time import staleness
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.services.day import view
from remoteos.services.desk import Desk
from remoteos.services.status import status
from tests.services.test_demo import NOW, a_clock, everything, refuse_overlaps, told


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-23T08:30:00+01:00",
        "2026-11-23T09:00:00+01:00",
        "2026-11-23T12:30:00+01:00",
        "2026-11-23T16:45:00+01:00",
        "2026-11-23T18:59:59+01:00",
        "2026-03-30T14:00:00+02:00",
        "2028-02-29T11:11:11+01:00",
    ],
)
def test_a_workday_is_under_way(tmp_path, now) -> None:
    at = datetime.fromisoformat(now)
    store = told(tmp_path, at)
    desk = Desk(store=store, clock=a_clock(at), settings=Settings())
    look = status(desk)
    assert look.day.state == "open"
    assert look.day.shutdown_at > at
    assert look.focus.block.state == "running"
    assert look.focus.stale is None
    assert staleness(look.focus.block, at) is None
    assert look.focus.remaining_s > 0
    assert 4 <= look.open_loops < 30
    assert look.asks_waiting == 2
    assert 2 <= len(look.outcomes) <= 3
    today = view(desk, look.today)
    assert any(block.state == "finished" for block in today.blocks)
    assert len(today.planned) >= 3
    assert today.capacity is not None
    refuse_overlaps(store, at)
    assert all(record.updated_at <= at for record in everything(store))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-23T02:30:00+01:00", None),  # still Sunday's night
        ("2026-11-23T07:00:00+01:00", None),
        ("2026-11-22T11:00:00+01:00", None),
        ("2026-11-23T19:00:00+01:00", "closed"),
        ("2026-11-24T01:00:00+01:00", "closed"),  # Monday's night
    ],
)
def test_at_other_times_nothing_runs(tmp_path, now, state) -> None:
    at = datetime.fromisoformat(now)
    for number in (1, 2, 3):
        store = told(tmp_path / str(number), at, number=number)
        look = status(Desk(store=store, clock=a_clock(at), settings=Settings()))
        assert (look.day.state if look.day else None) == state
        assert look.focus is None
        assert look.open_loops > 0
        assert look.asks_waiting == 2
        assert all(record.updated_at <= at for record in everything(store))


@pytest.mark.parametrize(
    "zone", ["Pacific/Apia", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]
)
def test_it_is_told_anywhere(tmp_path, zone) -> None:
    store = told(tmp_path, NOW, zone=zone)
    assert store.problems() == ()
    refuse_overlaps(store, NOW)
    assert all(day.zone == zone for day in store.all(Workday))


def test_the_first_days_there_are_can_be_told(tmp_path) -> None:
    store = told(tmp_path, datetime.fromisoformat("1971-02-01T10:00:00+01:00"), years=30)
    assert store.problems() == ()
