"""A working day along its hours: what happened, what is planned, and where now and the day's end stand.

Everything is computed from the records and from the frame in which the day is seen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal, NamedTuple

from remoteos.domain.breaks import Stretch
from remoteos.domain.focus import Block
from remoteos.domain.focus_report import SHORTEST_GAP_S, counted
from remoteos.domain.focus_time import focused_s, segments
from remoteos.domain.planning import on_plan
from remoteos.domain.rituals import Workday
from remoteos.domain.time import ONE_SECOND, instant, seconds_between

Kind = Literal["worked", "pause", "break", "gap", "rest", "planned"]
"""What fills a stretch of the day; the rest is what an open block still has ahead of it."""

MarkKind = Literal["now", "shutdown", "closed"]

EARLIEST = timedelta(hours=24)
LATEST = timedelta(hours=48)
"""How far before and after the beginning of a workday its page reaches. A day that is carried across the
date line is longer than a day; what lies outside stands at the edge."""


@dataclass(frozen=True)
class Frame:
    """In which light a day is seen."""

    tz: tzinfo
    """The zone in which its hours are shown."""
    begins: datetime
    """The instant at which the workday begins."""
    until: datetime
    """Up to when open blocks count."""
    now: datetime | None = None
    """The present instant; None for another day than today, and once the day is over."""
    hours: tuple[datetime, datetime] | None = None
    """When work is meant to begin and to end on it; None on a day without working hours."""


class Entry(NamedTuple):
    """Something that fills a stretch of the day."""

    kind: Kind
    start: datetime
    end: datetime
    block: Block | None
    """The block it is a part of, or that a break follows; None for a gap."""
    leads: bool
    """Whether it is named where it starts: a block's first part, and every break."""
    group: int = 0
    """Entries that overlap, or are held together by others that do, have the same number."""
    lane: int = 0
    """Its place among those of its group, from the left; no two at the same time share one."""
    lanes: int = 1
    """How many places its group needs."""


class Mark(NamedTuple):
    """An instant that parts the day."""

    kind: MarkKind
    at: datetime


class Timeline(NamedTuple):
    """A day from the first thing in it to the last."""

    start: datetime
    end: datetime
    tz: tzinfo
    entries: tuple[Entry, ...]
    """In the order of time; all within start and end."""
    untimed: tuple[Block, ...]
    """The planned blocks that have no time."""
    marks: tuple[Mark, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.entries or self.untimed or self.marks)

    @property
    def stops(self) -> tuple[Block, ...]:
        """The blocks that can be stood on, in the order of time, those without one last."""
        named = (one.block for one in self.entries if one.leads and one.kind != "break" and one.block)
        return (*named, *self.untimed)


_Track = list[Entry]
"""What follows one another without overlap: the stretches of one block, one break, one gap."""


def timeline(day: Workday, blocks: Iterable[Block], had: Iterable[Stretch], frame: Frame) -> Timeline:
    """Lay a day out: its blocks, started and planned, the breaks that were had, and the gaps between."""
    known = tuple(blocks)
    planned = on_plan(known, day.date)
    tracks = [_worked(block, frame) for block in counted(known)]
    tracks += [[_planned(block, block.planned_at, frame)] for block in planned if block.planned_at]
    tracks += [[_entry(frame, "break", one.start, one.end, one.block, leads=True)] for one in had]
    tracks += [[gap] for gap in _gaps(day, tracks, frame)]
    entries = _laid_out(tracks)
    marks = _marks(day, frame)
    moments = [*(one.start for one in entries), *(one.end for one in entries), *(one.at for one in marks)]
    if day.opened_at is not None:
        moments.append(_placed(frame, day.opened_at))
    elif frame.hours and day.state != "off":
        moments.append(_placed(frame, frame.hours[0]))
    begins = _placed(frame, frame.begins)
    return Timeline(
        start=min(moments, default=begins),
        end=max(moments, default=begins),
        tz=frame.tz,
        entries=entries,
        untimed=tuple(block for block in planned if not block.planned_at),
        marks=marks,
    )


def _worked(block: Block, frame: Frame) -> _Track:
    """The stretches of a started block, and what an open one that goes on still has ahead of it."""
    parts = segments(block, frame.until)
    track = [
        _entry(frame, "worked" if part.focused else "pause", part.start, part.end, block, leads=at == 0)
        for at, part in enumerate(parts)
    ]
    goes_on = block.is_open and frame.now is not None and frame.until >= frame.now
    if goes_on and block.planned_s is not None:
        ahead = timedelta(seconds=max(0, block.planned_s - focused_s(block, frame.until)))
        track.append(_entry(frame, "rest", parts[-1].end, parts[-1].end + ahead, block))
    return [one for one in track if one.leads or one.start < one.end]


def _planned(block: Block, at: datetime, frame: Frame) -> Entry:
    """A planned block; an open-ended one is only an instant."""
    return _entry(frame, "planned", at, at + timedelta(seconds=block.planned_s or 0), block, leads=True)


def _gaps(day: Workday, tracks: Iterable[_Track], frame: Frame) -> Iterator[Entry]:
    """The stretches between the day's opening and its close, or now, in which nothing stands."""
    over = day.closed_at or frame.now
    if day.opened_at is None or over is None:
        return
    reached, over = _placed(frame, day.opened_at), _placed(frame, over)
    for track in sorted(tracks, key=lambda track: track[0].start):
        start = min(track[0].start, over)
        if seconds_between(reached, start) >= SHORTEST_GAP_S:
            yield _entry(frame, "gap", reached, start, None)
        reached = max(reached, track[-1].end, start + ONE_SECOND)  # an instant is no gap either
    if seconds_between(reached, over) >= SHORTEST_GAP_S:
        yield _entry(frame, "gap", reached, over, None)


def _marks(day: Workday, frame: Frame) -> tuple[Mark, ...]:
    """Now, and where the day ends: where it did, or where it is meant to."""
    marks = [Mark("now", _placed(frame, frame.now))] if frame.now else []
    if day.closed_at is not None:
        marks.append(Mark("closed", _placed(frame, day.closed_at)))
    elif day.shutdown_at is not None:
        marks.append(Mark("shutdown", _placed(frame, day.shutdown_at)))
    elif day.state == "unopened" and frame.hours:
        marks.append(Mark("shutdown", _placed(frame, frame.hours[1])))
    return tuple(sorted(marks, key=lambda mark: mark.at))


def _laid_out(tracks: Sequence[_Track]) -> tuple[Entry, ...]:
    """The entries of all tracks in the order of time; tracks that overlap get lanes beside each other."""
    found: list[Entry] = []
    group: list[tuple[int, _Track]] = []
    ends: list[datetime] = []  # of what is last in each lane
    number = 0
    for track in sorted(tracks, key=lambda track: (track[0].start, -track[-1].end.timestamp())):
        start = track[0].start
        if ends and start >= max(ends):
            found += _grouped(group, number, len(ends))
            group, ends, number = [], [], number + 1
        lane = next((at for at, end in enumerate(ends) if end <= start), len(ends))
        ends[lane : lane + 1] = [max(track[-1].end, start + ONE_SECOND)]
        group.append((lane, track))
    found += _grouped(group, number, len(ends))
    return tuple(sorted(found, key=lambda one: (one.start, one.group, one.lane)))


def _grouped(group: Iterable[tuple[int, _Track]], number: int, lanes: int) -> list[Entry]:
    return [one._replace(group=number, lane=lane, lanes=lanes) for lane, track in group for one in track]


def _entry(
    frame: Frame, kind: Kind, start: datetime, end: datetime, block: Block | None, *, leads: bool = False
) -> Entry:
    return Entry(kind, _placed(frame, start), _placed(frame, end), block, leads)


def _placed(frame: Frame, at: datetime) -> datetime:
    """An instant as the frame's zone shows it, moved to the edge when it lies too far from the workday."""
    kept = min(max(at, frame.begins - EARLIEST), frame.begins + LATEST)
    return instant(kept.astimezone(frame.tz))
