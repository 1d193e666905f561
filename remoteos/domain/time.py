"""Instants, wall clocks and the workday's date.

An instant is an aware ``datetime`` with a fixed offset and whole seconds. Two datetimes of one
``ZoneInfo`` subtract by their wall clocks and so lie across a change of summer time; instants here
are therefore compared and subtracted in UTC only.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The names of the days, in the order of ``date.weekday()``."""

TimeGiven = time | datetime
"""A time as people give it: a time of day, which a workday makes an instant, or an instant as it is."""


def instant(moment: datetime) -> datetime:
    """``moment`` (aware) with whole seconds and a fixed offset, safe to subtract and to store."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("an instant needs an offset")
    return moment.astimezone(UTC).replace(microsecond=0).astimezone(timezone(offset))


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds from ``start`` to ``end``; negative when ``end`` comes first."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds())


def at_wall(day: date, clock: time, tz: tzinfo) -> datetime:
    """The instant at which the wall clock in ``tz`` shows ``clock`` on ``day``.

    A time skipped by summer time becomes the same distance after the gap; a time that happens
    twice is its first occurrence.
    """
    wall = datetime.combine(day, clock.replace(fold=0), tzinfo=tz)
    return instant(wall.astimezone(UTC).astimezone(tz))


def workday_date(now: datetime, tz: tzinfo, starts_at_hour: int) -> date:
    """The date of the workday that ``now`` belongs to: before ``starts_at_hour`` it is still yesterday's.

    Yesterday is the date that ended at midnight: a zone that moves across the date line skips one.
    """
    wall = now.astimezone(tz)
    if wall.hour >= starts_at_hour:
        return wall.date()
    midnight = at_wall(wall.date(), time.min, tz)
    return (midnight - ONE_SECOND).astimezone(tz).date()


def on_workday(day: date, given: TimeGiven, tz: tzinfo, starts_at_hour: int) -> datetime:
    """The instant of a time within workday ``day``, with the zone's offset at it.

    A time of day before the hour at which days start is late on that day: 01:30 lies on the next date. A
    whole instant is what it is, whatever the day.
    """
    if isinstance(given, datetime):
        return instant(given.astimezone(tz))
    calendar = day + ONE_DAY if given.hour < starts_at_hour else day
    return at_wall(calendar, given, tz)


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    """The last of the given instants, None when there is none."""
    known = [moment for moment in moments if moment is not None]
    return max(known) if known else None
