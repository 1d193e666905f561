"""No order of events breaks a block, whatever the clock and the zone do meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.errors import Refused
from remoteos.domain.focus import (
    TRANSITIONS,
    Block,
    BlockState,
    abandon,
    discard,
    drop,
    extend,
    finish,
    interrupt,
    keep,
    pause,
    resume,
    start,
)
from remoteos.domain.focus_time import (
    counted_until,
    focused_s,
    paused_s,
    planned_end,
    retime,
    segments,
    staleness,
)
from remoteos.domain.time import seconds_between

from .support import HOUR, MINUTE, at, born, worked


@dataclass(frozen=True)
class Step:
    """One thing tried on a block, after the clock moved and perhaps the zone changed."""

    operation: str
    jump_s: int
    offset_min: int
    amount_s: int


JUMPS = (
    st.integers(0, 2 * HOUR)
    | st.sampled_from([0, 1, 8 * HOUR, -2 * HOUR, 365 * 24 * HOUR, -365 * 24 * HOUR])
    | st.integers(-3 * HOUR, 30 * HOUR)
)
OPERATIONS: dict[str, Callable[[Block, datetime, int], Block]] = {
    "start": lambda known, now, _: start(known, now),
    "pause": lambda known, now, _: pause(known, now),
    "resume": lambda known, now, _: resume(known, now),
    "keep": lambda known, now, _: keep(known, now),
    "extend": extend,
    "interrupt": lambda known, now, _: interrupt(known, now, "Phone"),
    "finish": lambda known, now, _: finish(known, now),
    "trim": lambda known, now, ago: finish(known, now - timedelta(seconds=ago)),
    "abandon": lambda known, now, _: abandon(known, now),
    "discard": lambda known, now, _: discard(known),
    "drop": lambda known, now, _: drop(known, now),
    "retime": lambda known, now, length: retime(known, now - timedelta(seconds=length), now),
}
OFTEN = ("start", "start", "pause", "resume", "pause", "resume", "interrupt", "extend", "keep")
steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(OFTEN + tuple(OPERATIONS)),
        JUMPS,
        st.sampled_from([0, 60, -300, 345, 630, 840, -660]),
        st.integers(-2 * HOUR, 2 * HOUR),
    ),
    max_size=25,
)


def assert_legal(known: Block, now: datetime) -> None:
    """Everything that is promised of a block, whatever has happened to it."""
    state: BlockState = "planned"
    for happened in known.events:
        assert state in TRANSITIONS[happened.kind], f"{happened.kind} while {state}"
        state = TRANSITIONS[happened.kind][state]
    assert known.state == state
    instants = [happened.at for happened in known.events]
    assert instants == sorted(instants)
    assert known.planned_s is None or known.planned_s > 0
    assert (known.ended_at is not None) == (state in ("finished", "abandoned", "discarded"))
    assert_times_add_up(known, now)
    assert_staleness_is_sane(known, now)


def assert_times_add_up(known: Block, now: datetime) -> None:
    """Focused + paused = ended - started; the stretches follow each other without a hole."""
    parts = segments(known, now)
    if known.started_at is None:
        assert parts == ()
        assert planned_end(known, now) is None
        return
    assert parts[0].start == known.started_at
    assert all(one.end == other.start for one, other in pairwise(parts))
    assert all(part.seconds >= 0 for part in parts)
    end = known.ended_at or parts[-1].end
    assert parts[-1].end == end
    assert known.ended_at is not None or end >= now
    focused, paused = focused_s(known, now), paused_s(known, now)
    assert focused + paused == seconds_between(known.started_at, end)
    if known.ended_at is not None:
        assert (focused, paused) == (focused_s(known, known.started_at), paused_s(known, known.started_at))


def assert_staleness_is_sane(known: Block, now: datetime) -> None:
    """A block goes stale only while it runs, never before its planned end nor in the future."""
    stale = staleness(known, now)
    if stale is None:
        assert counted_until(known, now) == now
        return
    assert known.state == "running"
    assert stale.last_activity <= stale.since <= now
    assert stale.planned_end is None or stale.planned_end <= stale.since
    assert counted_until(known, now) == stale.since


@given(steps, st.sampled_from([None, 25 * MINUTE, 90 * MINUTE]))
@settings(deadline=None, max_examples=300)
def test_no_order_of_events_breaks_a_block(sequence: list[Step], planned_s: int | None) -> None:
    known = Block(**born(), day=at("09:00").date(), intention="Write", planned_s=planned_s)
    now = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    for step in sequence:
        now = (now + timedelta(seconds=step.jump_s)).astimezone(timezone(timedelta(minutes=step.offset_min)))
        before, said = known, "one line"
        try:
            known = OPERATIONS[step.operation](known, now, step.amount_s)
        except Refused as refusal:
            said = str(refusal)
            assert known == before
        assert len(said.splitlines()) == 1
        assert_legal(known, now)
        assert known.state not in ("finished", "dropped") or known.settled_at is not None


@given(steps)
@settings(deadline=None, max_examples=100)
def test_an_ended_block_only_ever_changes_its_times(sequence: list[Step]) -> None:
    known = worked("09:00", "10:00")
    for step in sequence:
        now = at("12:00") + timedelta(seconds=step.jump_s)
        try:
            known = OPERATIONS[step.operation](known, now, step.amount_s)
        except Refused:
            continue
        assert step.operation == "retime"
        assert known.state == "finished"
        assert [happened.kind for happened in known.events] == ["start", "finish"]
