"""A day along its hours: nothing is lost, nothing stands in two places, and time runs one way."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.breaks import Stretch, breaks_of
from remoteos.domain.focus import Block, drop, finish, pause, resume, start
from remoteos.domain.focus_report import counted
from remoteos.domain.focus_time import focused_s
from remoteos.domain.rituals import DayEvent, Workday, close_day, mark_off, open_day
from remoteos.domain.time import seconds_between
from remoteos.domain.timeline import Entry, Frame, Timeline, timeline
from remoteos.domain.timeline_lines import STEPS, Line, lines, scale

from .support import MINUTE, MONDAY, ZONES, at, block, born, workday, worked

HOURS = (at("09:00"), at("17:30"))


def frame(now: str | None = "12:00", **fields: Any) -> Frame:
    """Monday seen at a time of it; on another day without one."""
    moment = at(now) if now else None
    known = {"tz": UTC, "begins": at("04:00"), "until": moment or at("23:00"), "now": moment, "hours": HOURS}
    return Frame(**{**known, **fields})


def opened(clock: str = "09:00", until: str | None = "17:30", **fields: Any) -> Workday:
    return open_day(workday(shutdown_at=at(until) if until else None, **fields), at(clock))


def planned(clock: str | None, minutes: int | None = 50, **fields: Any) -> Block:
    return block(planned_at=at(clock) if clock else None, minutes=minutes, **fields)


def shown(found: Timeline) -> list[tuple[str, str, str]]:
    """The entries as kind, start and end."""
    return [(one.kind, f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in found.entries]


# What a day is made of


def test_worked_stretches_pauses_breaks_gaps_and_plans_stand_in_the_order_of_time() -> None:
    done = block("start 09:10", "pause 09:30", "resume 09:40", "finish 10:00", minutes=40)
    rest = Stretch(done, at("10:00"), at("10:10"))
    found = timeline(opened(), [planned("14:00"), done], [rest], frame("11:00"))
    assert shown(found) == [
        ("gap", "09:00", "09:10"),
        ("worked", "09:10", "09:30"),
        ("pause", "09:30", "09:40"),
        ("worked", "09:40", "10:00"),
        ("break", "10:00", "10:10"),
        ("gap", "10:10", "11:00"),
        ("planned", "14:00", "14:50"),
    ]
    assert [(mark.kind, f"{mark.at:%H:%M}") for mark in found.marks] == [
        ("now", "11:00"),
        ("shutdown", "17:30"),
    ]


def test_a_running_block_is_followed_by_what_it_still_has_ahead() -> None:
    running = block("start 11:30", minutes=50)
    found = timeline(opened("11:30"), [running], [], frame("12:00"))
    assert shown(found) == [("worked", "11:30", "12:00"), ("rest", "12:00", "12:20")]


def test_a_block_that_was_left_running_promises_nothing_any_more() -> None:
    running = block("start 09:00", minutes=50)
    found = timeline(opened(), [running], [], frame("16:00", until=at("10:20")))
    assert shown(found) == [("worked", "09:00", "10:20"), ("gap", "10:20", "16:00")]


def test_a_block_over_its_plan_and_one_that_is_open_ended_have_nothing_ahead() -> None:
    for minutes in (20, None):
        running = block("start 11:00", minutes=minutes)
        assert shown(timeline(opened("11:00"), [running], [], frame("12:00"))) == [
            ("worked", "11:00", "12:00")
        ]


def test_discarded_and_dropped_blocks_are_not_on_it() -> None:
    gone = [block("start 09:00", "discard 09:30"), drop(planned("10:00"), at("09:00"))]
    assert timeline(opened("12:00"), gone, [], frame()).entries == ()


def test_plans_without_a_time_stand_apart() -> None:
    loose = planned(None)
    found = timeline(opened("12:00"), [loose], [], frame())
    assert found.entries == ()
    assert found.untimed == (loose,)


def test_a_plan_that_was_never_started_fills_its_time_and_is_no_gap() -> None:
    found = timeline(opened(), [planned("09:30", 60)], [], frame("11:00"))
    assert shown(found) == [
        ("gap", "09:00", "09:30"),
        ("planned", "09:30", "10:30"),
        ("gap", "10:30", "11:00"),
    ]


def test_the_cursor_goes_from_block_to_block_in_time_and_to_those_without_one_last() -> None:
    late, early, loose = planned("15:00"), worked("09:00", "10:00"), planned(None)
    rest = Stretch(early, at("10:00"), at("10:10"))
    assert timeline(opened(), [loose, late, early], [rest], frame()).stops == (early, late, loose)


# From when to when it reaches


def test_a_day_that_is_not_open_reaches_over_its_working_hours() -> None:
    found = timeline(workday(), [], [], frame(now=None))
    assert (found.start, found.end) == HOURS
    assert [mark.kind for mark in found.marks] == ["shutdown"]


def test_an_open_day_begins_when_it_was_opened_and_grows_with_what_happens_outside_its_hours() -> None:
    late = worked("20:00", "21:00")
    found = timeline(opened("10:15"), [late], [], frame("21:30"))
    assert (found.start, found.end) == (at("10:15"), at("21:30"))


def test_a_closed_day_ends_with_its_close_and_has_no_shutdown_line() -> None:
    found = timeline(close_day(opened(), at("16:10")), [], [], frame(now=None))
    assert (found.start, found.end) == (at("09:00"), at("16:10"))
    assert [mark.kind for mark in found.marks] == ["closed"]


def test_a_day_off_and_a_day_without_hours_are_empty() -> None:
    assert timeline(mark_off(workday(), at("08:00")), [], [], frame(now=None)).is_empty
    assert timeline(workday(), [], [], frame(now=None, hours=None)).is_empty


def test_a_plan_for_another_year_stands_at_the_edge() -> None:
    far = block(planned_at=at("10:00") + timedelta(days=900), minutes=50)
    found = timeline(opened(), [far], [], frame())
    assert found.end == at("04:00") + timedelta(hours=48)


def test_times_are_those_of_the_place_one_is_in() -> None:
    kathmandu = ZONES[3]
    found = timeline(opened(), [worked("09:00", "10:00")], [], frame(tz=kathmandu))
    assert f"{found.entries[0].start:%H:%M}" == "14:45"
    assert found.entries[0].start == at("09:00")


# What overlaps


def test_plans_for_the_same_time_stand_side_by_side() -> None:
    found = timeline(opened(), [planned("14:00"), planned("14:30"), planned("15:30")], [], frame("09:00"))
    assert [(one.lane, one.lanes) for one in found.entries] == [(0, 2), (1, 2), (0, 1)]


def test_an_aside_stands_beside_the_pause_that_it_fills() -> None:
    left = block("start 09:00", "pause 09:20", "resume 09:35", "finish 10:00")
    aside = worked("09:20", "09:35", aside_of=left.id)
    found = timeline(opened(), [left, aside], [], frame("10:00"))
    assert [(one.kind, one.lane) for one in found.entries] == [
        ("worked", 0),
        ("pause", 0),
        ("worked", 1),
        ("worked", 0),
    ]


# As lines


def drawn(found: Timeline, minutes: int = 30) -> list[str]:
    """Lines as text: the time, and what stands there."""
    return [
        " ".join(
            [
                f"{line.at:%H:%M}" if line.timed else "     ",
                line.mark.kind if line.mark else "",
                *(f"{cell.entry.kind}{cell.nth}" if cell else "-" for cell in line.cells),
            ]
        ).rstrip()
        for line in lines(found, minutes)
    ]


def test_a_morning_in_half_hours() -> None:
    found = timeline(
        opened("08:55", "12:00"),
        [worked("09:01", "09:26"), block("start 09:52", minutes=50), planned("11:00")],
        [],
        frame("10:12"),
    )
    assert drawn(found) == [
        "08:55  gap0",
        "09:01  worked0",
        "09:52  worked0",
        "10:12 now",
        "       rest1",
        "11:00  planned0",
        "       planned1",
        "12:00 shutdown",
    ]


def test_what_begins_in_the_same_half_hour_has_a_line_each() -> None:
    blocks = [worked("09:00", "09:08"), worked("09:10", "09:18"), worked("09:20", "09:28")]
    assert drawn(timeline(opened("09:00", "09:30"), blocks, [], frame("09:30")))[:3] == [
        "09:00  worked0",
        "09:10  worked0",
        "09:20  worked0",
    ]


def test_the_shutdown_comes_before_what_is_planned_at_its_time_and_now_after_what_has_just_begun() -> None:
    just, after = block("start 17:00", minutes=10), planned("17:30")
    assert drawn(timeline(opened("17:00"), [just, after], [], frame("17:00"))) == [
        "17:00  worked0",
        "17:00 now",
        "17:30 shutdown",
        "17:30  planned0",
        "18:00  planned1",
    ]


def test_a_taller_screen_shows_finer_steps() -> None:
    found = timeline(opened(), [], [], frame("09:00"))
    assert [scale(found, height) for height in (0, 20, 24, 30, 40, 60)] == [30, 30, 30, 20, 15, 10]


def test_a_working_day_fits_the_smallest_screen() -> None:
    found = timeline(opened(), [planned("10:00"), planned("14:00")], [], frame("11:10"))
    assert len(lines(found, scale(found, 20))) <= 20


# Whatever happens

MINUTES = st.integers(0, 24 * 60)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """A block of Monday with some history, or some plan."""
    begin = at("04:00") + timedelta(minutes=draw(MINUTES), seconds=draw(st.sampled_from([0, 0, 7])))
    length = draw(st.none() | st.integers(1, 200))
    known = block(minutes=length, break_s=draw(st.sampled_from([None, 600])))
    kind = draw(st.sampled_from(["planned", "any time", "dropped", "open", "finished", "finished"]))
    if kind in ("planned", "any time", "dropped"):
        known = _replace(known, planned_at=None if kind == "any time" else begin)
        return drop(known, begin) if kind == "dropped" else known
    known, reached = start(known, begin), begin
    for step, jump in enumerate(draw(st.lists(st.integers(0, 90), max_size=4))):
        reached += timedelta(minutes=jump)
        known = (resume if step % 2 else pause)(known, reached)
    if kind == "open":
        return known
    ended = reached + timedelta(minutes=draw(st.integers(0, 120)))
    known = finish(known, ended)
    taken = draw(st.integers(0, 30))
    return _replace(known, break_from=ended, break_to=ended + timedelta(minutes=taken)) if taken else known


def _replace(known: Block, **fields: Any) -> Block:
    from dataclasses import replace

    return replace(known, **fields)


@st.composite
def days(draw: st.DrawFn) -> tuple[Timeline, tuple[Block, ...], datetime]:
    """A timeline of any day, its blocks, and up to when they count."""
    now = at("04:00") + timedelta(minutes=draw(MINUTES))
    day = Workday(**born(), date=MONDAY, zone="UTC", shutdown_at=draw(st.sampled_from([None, HOURS[1]])))
    state = draw(st.sampled_from(["unopened", "open", "open", "closed"]))
    if state != "unopened":
        day = _replace(
            day, events=(DayEvent(kind="open", at=at("04:00") + timedelta(minutes=draw(MINUTES))),)
        )
    if state == "closed":
        day = close_day(day, now)
    known = tuple(draw(st.lists(blocks(), max_size=8)))
    seen = Frame(
        tz=draw(st.sampled_from([UTC, *ZONES])),
        begins=at("04:00"),
        until=now,
        now=None if state == "closed" else now,
        hours=draw(st.sampled_from([None, HOURS])),
    )
    return timeline(day, known, breaks_of(known, now), seen), known, now


def overlap(one: Entry, other: Entry) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)


@given(days())
def test_nothing_is_lost_and_nothing_stands_twice(case: tuple[Timeline, tuple[Block, ...], datetime]) -> None:
    found, known, now = case
    leading = [one.block.id for one in found.entries if one.leads and one.block and one.kind != "break"]
    timed = [one.id for one in known if one.state == "planned" and one.planned_at]
    assert sorted(leading) == sorted([*(one.id for one in counted(known)), *timed])
    assert {one.id for one in found.untimed} == {
        one.id for one in known if one.state == "planned" and not one.planned_at
    }
    assert sum(one.kind == "break" for one in found.entries) == len(breaks_of(known, now))
    for one in counted(known):
        parts = [part for part in found.entries if part.block is one and part.kind == "worked"]
        assert sum(seconds_between(part.start, part.end) for part in parts) == focused_s(one, now)


@given(days())
def test_everything_lies_within_the_day_in_the_order_of_time(
    case: tuple[Timeline, tuple[Block, ...], datetime],
) -> None:
    found, _, _ = case
    for one in found.entries:
        assert found.start <= one.start <= one.end <= found.end
    for mark in found.marks:
        assert found.start <= mark.at <= found.end
    assert all(one.start <= other.start for one, other in pairwise(found.entries))


@given(days())
def test_no_two_things_at_the_same_time_share_a_lane(
    case: tuple[Timeline, tuple[Block, ...], datetime],
) -> None:
    found, _, _ = case
    for one, other in combinations(found.entries, 2):
        if overlap(one, other):
            assert one.group == other.group
            assert one.lane != other.lane
            assert "gap" not in (one.kind, other.kind)
    assert all(0 <= one.lane < one.lanes for one in found.entries)


@given(days(), st.sampled_from(STEPS))
def test_time_never_runs_backwards_down_the_lines_and_every_name_stands_at_its_time(
    case: tuple[Timeline, tuple[Block, ...], datetime], minutes: int
) -> None:
    found, _, _ = case
    down = lines(found, minutes)
    assert all(one.at <= other.at for one, other in pairwise(down))
    assert [line.mark for line in down if line.mark] == list(found.marks)
    assert sorted(map(str, named(down))) == sorted(
        str((one.start, one.kind, one.block and one.block.id)) for one in found.entries if one.leads
    )
    for line, after in pairwise(down):
        assert all(cell.entry.start <= after.at for cell in line.cells if cell)
        assert all(cell.entry.end >= line.at for cell in line.cells if cell)
        assert seconds_between(line.at, after.at) < 2 * minutes * MINUTE


def named(down: tuple[Line, ...]) -> list[object]:
    """What is named on the lines, with the time of its line."""
    return [
        (line.at, cell.entry.kind, cell.entry.block and cell.entry.block.id)
        for line in down
        for cell in line.cells
        if cell and cell.nth == 0 and cell.entry.kind != "gap"
    ]
