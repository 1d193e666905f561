"""The break after a block: earned, due, put off, taken, over."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain import breaks
from remoteos.domain.breaks import LAPSES_AFTER
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import retime

from .support import MINUTE, at, block, event, worked

PRESET: dict[str, Any] = {"minutes": 50, "break_s": 10 * MINUTE}


def done(start: str = "09:00", end: str = "09:50", **fields: Any) -> Block:
    """A block of the preset 50/10 that was finished."""
    return worked(start, end, **{**PRESET, **fields})


def state_at(blocks: list[Block], clock: str) -> str | None:
    """The state of the break at a time of Monday."""
    found = breaks.current(blocks, at(clock))
    return found.state if found else None


class TestEarned:
    def test_is_the_presets_break_after_half_of_the_plan(self) -> None:
        assert breaks.earned_s(done(end="09:25")) == 10 * MINUTE
        assert breaks.earned_s(done(end="09:24")) == 0

    @pytest.mark.parametrize(
        "without",
        [
            worked("09:00", "09:50", minutes=50),
            worked("09:00", "09:50", break_s=600),
            block("start 09:00", "abandon 09:50", **PRESET),
            block("start 09:00", "discard 09:00", **PRESET),
            block("start 09:00", **PRESET),
            block(**PRESET),
        ],
        ids=["no break", "no plan", "given up", "discarded", "running", "planned"],
    )
    def test_nothing_follows_a_block_that_is_unfinished_or_has_no_break(self, without: Block) -> None:
        assert breaks.earned_s(without) == 0
        assert breaks.after(without, at("09:55")) is None
        assert breaks.current([without], at("09:55")) is None

    def test_a_pause_is_no_focus(self) -> None:
        rested = block("start 09:00", "pause 09:10", "resume 09:40", "finish 09:50", **PRESET)
        assert breaks.earned_s(rested) == 0


class TestDue:
    def test_since_the_block_was_finished(self) -> None:
        found = breaks.current([done()], at("09:52"))
        assert found is not None
        assert (found.state, found.begins_at, found.ends_at) == ("due", at("09:50"), None)
        assert found.length_s == 10 * MINUTE

    def test_until_half_an_hour_has_passed(self) -> None:
        assert state_at([done()], "10:19") == "due"
        assert state_at([done()], "10:20") is None

    @pytest.mark.parametrize(
        "later", [block("start 09:55"), block("start 09:55", "pause 09:56"), worked("09:55", "09:57")]
    )
    def test_until_another_block_starts(self, later: Block) -> None:
        assert state_at([done(), later], "10:00") is None

    def test_after_the_last_block_only(self) -> None:
        assert state_at([done("09:51", "10:41", break_s=300), done()], "10:42") == "due"
        found = breaks.current([done("09:51", "10:41", break_s=300), done()], at("10:42"))
        assert found is not None
        assert found.length_s == 300

    def test_a_block_that_was_never_worked_takes_nothing_away(self) -> None:
        assert state_at([done(), block(), block("drop 09:55")], "10:00") == "due"
        assert state_at([done(), block("start 09:55", "discard 09:55")], "10:00") == "due"

    def test_not_while_an_aside_has_returned_to_its_block(self) -> None:
        parent = block("start 08:50", "pause 09:00", "resume 09:50", minutes=90)
        aside = done(aside_of=parent.id)
        assert state_at([parent, aside], "09:51") is None

    def test_nor_while_a_block_waits_that_was_paused_on_purpose(self) -> None:
        assert state_at([block("start 08:00", "pause 08:30"), done()], "09:51") is None

    def test_a_clock_set_back_leaves_it_due(self) -> None:
        assert state_at([done()], "08:00") == "due"


class TestSnoozing:
    def test_puts_it_off_from_now(self) -> None:
        later = breaks.snooze(done(), at("09:52"), 10)
        assert [state_at([later], clock) for clock in ("10:01", "10:02", "10:31", "10:32")] == [
            "snoozed",
            "due",
            "due",
            None,
        ]

    def test_twice_counts_from_the_second_time(self) -> None:
        twice = breaks.snooze(breaks.snooze(done(), at("09:52"), 10), at("09:55"), 5)
        found = breaks.current([twice], at("09:56"))
        assert found is not None
        assert (found.state, found.begins_at) == ("snoozed", at("10:00"))

    def test_again_when_it_is_due_again(self) -> None:
        again = breaks.snooze(breaks.snooze(done(), at("09:52"), 10), at("10:10"), 10)
        assert state_at([again], "10:19") == "snoozed"
        assert state_at([again], "10:20") == "due"


class TestTaking:
    def test_lasts_its_length_from_now_and_ends_by_itself(self) -> None:
        taken = breaks.take(done(), at("09:53"))
        found = breaks.current([taken], at("10:00"))
        assert found is not None
        assert (found.state, found.begins_at, found.ends_at) == ("running", at("09:53"), at("10:03"))
        assert [state_at([taken], clock) for clock in ("10:02", "10:03", "10:32", "10:33")] == [
            "running",
            "over",
            "over",
            None,
        ]

    def test_also_when_it_was_put_off(self) -> None:
        taken = breaks.take(breaks.snooze(done(), at("09:52"), 30), at("09:55"))
        assert state_at([taken], "09:56") == "running"

    def test_being_back_ends_it(self) -> None:
        short = breaks.back(breaks.take(done(), at("09:53")), at("09:57"))
        found = breaks.current([short], at("09:57"))
        assert found is not None
        assert (found.state, found.ends_at, found.length_s) == ("over", at("09:57"), 4 * MINUTE)

    def test_being_back_late_does_not_make_it_longer(self) -> None:
        long_over = breaks.back(breaks.take(done(), at("09:53")), at("10:30"))
        assert long_over.break_to == at("10:03")

    def test_another_block_cuts_it_short(self) -> None:
        taken = breaks.take(done(), at("09:53"))
        cut = breaks.cut_short([taken], at("09:58"))
        assert cut is not None
        assert (cut.id, cut.break_to) == (taken.id, at("09:58"))
        assert breaks.cut_short([taken], at("10:03")) is None
        assert breaks.cut_short([done()], at("09:58")) is None

    def test_one_that_was_had_already_counts_right_after_the_block(self) -> None:
        had = breaks.took(done(), at("10:15"))
        assert (had.break_from, had.break_to) == (at("09:50"), at("10:00"))
        just_now = breaks.took(done(), at("09:54"))
        assert (just_now.break_from, just_now.break_to) == (at("09:50"), at("09:54"))
        assert state_at([had], "10:15") == "over"

    def test_nothing_about_the_block_itself_changes(self) -> None:
        before = done()
        had = breaks.back(breaks.take(breaks.snooze(before, at("09:51"), 5), at("09:56")), at("10:00"))
        assert (had.events, had.state, had.ended_at) == (before.events, before.state, before.ended_at)
        assert had.settled_at == before.settled_at


class TestTimeline:
    def test_shows_the_breaks_that_were_had_up_to_now(self) -> None:
        first = breaks.took(done("08:00", "08:50"), at("09:30"))
        second = breaks.take(done(), at("09:53"))
        found = breaks.breaks_of([second, first, done("10:20", "11:10"), block()], at("09:58"))
        assert [(one.block.id, one.start, one.end) for one in found] == [
            (first.id, at("08:50"), at("09:00")),
            (second.id, at("09:53"), at("09:58")),
        ]

    def test_never_shows_one_within_its_block(self) -> None:
        taken = breaks.take(done(), at("09:50"))
        longer = retime(taken, at("09:00"), at("09:55"))
        assert [(one.start, one.end) for one in breaks.breaks_of([longer], at("12:00"))] == [
            (at("09:55"), at("10:00"))
        ]
        assert breaks.breaks_of([retime(taken, at("09:00"), at("10:30"))], at("12:00")) == ()


DEEDS = {
    "take": breaks.take,
    "snooze": lambda block, now: breaks.snooze(block, now, 10),
    "took": breaks.took,
    "back": breaks.back,
}
ALLOWED = {"due": {"take", "snooze", "took"}, "snoozed": {"take", "snooze", "took"}, "running": {"back"}}


@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(-90, 90)), max_size=12))
def test_whatever_is_said_and_however_the_clock_jumps_a_break_makes_sense(
    said: list[tuple[str, int]],
) -> None:
    known, now = done(), at("09:50")
    for deed, minutes in said:
        now += timedelta(minutes=minutes)
        found = breaks.current([known], now)
        if found and deed in ALLOWED.get(found.state, ()):
            known = DEEDS[deed](known, now)
        assert_sane(known, now)


def assert_sane(known: Block, now: datetime) -> None:
    """Never before the block's end, never longer than earned, never told when it is long past."""
    ended = event("finish 09:50").at
    if known.break_from and known.break_to:
        assert ended <= known.break_from <= known.break_to
        assert known.break_to - known.break_from <= timedelta(minutes=10)
    found = breaks.current([known], now)
    if found:
        assert found.begins_at >= ended
        assert (found.ends_at is None) == (found.state in ("due", "snoozed"))
        assert now - (found.ends_at or found.begins_at) < LAPSES_AFTER
    for stretch in breaks.breaks_of([known], now):
        assert ended <= stretch.start < stretch.end <= now
