"""A timeline as lines of equal length, as many as the room allows.

Each line stands for a stretch of so many minutes. Where several things begin in one of them, each gets a
line of its own: time never runs backwards down the page, and nothing that has a name goes without one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from remoteos.domain.time import instant, seconds_between
from remoteos.domain.timeline import Entry, Mark, Timeline

STEPS = (10, 15, 20, 30)
"""How many minutes one line may stand for, the finest first; all of them part the hour evenly."""

SPARE = 2
"""So many lines are kept for what begins together, so that moving a block does not change the scale."""

_RANKS = {"worked": 0, "break": 0, "now": 1, "shutdown": 2, "closed": 2, "planned": 3}
"""What comes first of what begins at the same instant: what happened, now, the day's end, what is planned."""


class Cell(NamedTuple):
    """What stands in one lane of a line."""

    entry: Entry
    nth: int
    """The how-manieth line of its block, break or gap this is; its name stands on the first, 0."""


class Line(NamedTuple):
    """One line."""

    at: datetime
    """The instant at which it begins."""
    mark: Mark | None
    """Which mark it is; then there is nothing else on it."""
    timed: bool
    """Whether its time is worth saying: something begins or stands here, or it is a full hour."""
    cells: tuple[Cell | None, ...]
    """What stands in each lane; none where nothing does."""


class _Anchor(NamedTuple):
    at: int
    """Seconds after the first line begins."""
    rank: int
    """The turn among what begins at the same instant; -1 where nothing begins."""
    mark: Mark | None = None


def scale(timeline: Timeline, height: int) -> int:
    """How many minutes a line stands for so that the day fits into so many lines, the finest that does."""
    room = height - len(timeline.untimed) - len(timeline.marks) - SPARE
    length = seconds_between(timeline.start, timeline.end)
    return next((step for step in STEPS if length <= room * step * 60), STEPS[-1])


def lines(timeline: Timeline, minutes: int) -> tuple[Line, ...]:
    """The lines of a timeline, each for so many minutes."""
    origin = timeline.start - timedelta(
        minutes=timeline.start.minute % minutes, seconds=timeline.start.second
    )
    anchors = _anchors(timeline, origin, minutes * 60)
    spans = [
        (one, seconds_between(origin, one.start), seconds_between(origin, one.end))
        for one in timeline.entries
    ]
    seen: Counter[object] = Counter()
    drawn = []
    for at, anchor in enumerate(anchors):
        until = anchors[at + 1].at if at + 1 < len(anchors) else anchor.at + minutes * 60
        cells = () if anchor.mark else _cells(spans, anchor, until, seen)
        local = instant((origin + timedelta(seconds=anchor.at)).astimezone(timeline.tz))
        drawn.append(_line(local, anchor, cells))
    return tuple(drawn)


def _line(at: datetime, anchor: _Anchor, cells: tuple[Cell | None, ...]) -> Line:
    """One line; one on which a gap begins says when, unless it says the hour."""
    timed = anchor.rank >= 0 or at.minute == 0
    first = cells[0] if cells else None
    if not timed and first and first.entry.kind == "gap" and first.nth == 0:
        return Line(max(at, first.entry.start), None, True, cells)
    return Line(at, anchor.mark, timed, cells)


def _anchors(timeline: Timeline, origin: datetime, step: int) -> list[_Anchor]:
    """Where the lines begin: at each step, or in its place at whatever begins within it."""
    wanted = {
        _Anchor(seconds_between(origin, one.start), _RANKS[one.kind]) for one in timeline.entries if one.leads
    }
    wanted |= {_Anchor(seconds_between(origin, mark.at), _RANKS[mark.kind], mark) for mark in timeline.marks}
    steps: defaultdict[int, list[_Anchor]] = defaultdict(list)
    for anchor in sorted(wanted, key=lambda each: each[:2]):
        steps[anchor.at // step].append(anchor)
    length = seconds_between(origin, timeline.end)
    count = max(-(-length // step), max(steps, default=-1) + 1)
    return [anchor for number in range(count) for anchor in steps.get(number) or [_Anchor(number * step, -1)]]


_Spans = Sequence[tuple[Entry, int, int]]


def _cells(spans: _Spans, anchor: _Anchor, until: int, seen: Counter[object]) -> tuple[Cell | None, ...]:
    """What stands on a line: what begins there, else what fills most of it."""
    here = [one for one, start, _ in spans if one.leads and start == anchor.at]
    begins = [one for one in here if _RANKS[one.kind] == anchor.rank]
    later = [one for one in here if _RANKS[one.kind] > anchor.rank]
    until = max(until, anchor.at + 1)  # what began before goes on beside what begins at the same instant
    filling = [
        (min(end, until) - max(start, anchor.at), one)
        for one, start, end in spans
        if start < until and end > anchor.at and one not in begins and one not in later
    ]
    if not begins and not filling:
        return ()
    group = begins[0].group if begins else max(filling, key=lambda each: each[0])[1].group
    shown: dict[int, Entry] = {}
    for _, one in sorted(filling, key=lambda each: each[0]):
        if one.group == group:
            shown[one.lane] = one
    shown.update((one.lane, one) for one in begins if one.group == group)
    lanes = next(iter(shown.values())).lanes
    return tuple(_cell(shown[lane], seen) if lane in shown else None for lane in range(lanes))


def _cell(entry: Entry, seen: Counter[object]) -> Cell:
    """An entry on its next line; the parts of a block count together."""
    key = (
        entry.kind if entry.kind in ("gap", "break") else "",
        entry.block.id if entry.block else entry.start,
    )
    seen[key] += 1
    return Cell(entry, seen[key] - 1)
