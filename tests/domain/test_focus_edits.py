"""Entries after the fact and edits: what they may not overlap, and which times are possible."""

from datetime import date, datetime, timedelta

import pytest

from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block, discard, drop
from remoteos.domain.focus_time import (
    LONGEST,
    focused_s,
    paused_s,
    refuse_overlap,
    refuse_span,
    retime,
)
from remoteos.domain.time import at_wall

from .support import MINUTE, NEW_YORK, TUESDAY, at, block, iso, worked


class TestOverlap:
    LUNCH = worked("12:00", "13:00", intention="Read the contract")

    @pytest.mark.parametrize(
        ("start_at", "end_at"),
        [("11:30", "12:01"), ("12:59", "13:30"), ("12:10", "12:20"), ("11:00", "14:00"), ("12:00", "13:00")],
    )
    def test_is_refused_and_the_other_block_named(self, start_at: str, end_at: str) -> None:
        refusal = 'This overlaps "Read the contract" \\(2026-03-02 12:00 to 13:00\\)'
        with pytest.raises(Refused, match=refusal):
            refuse_overlap([worked("08:00", "09:00"), self.LUNCH], worked(start_at, end_at), at("18:00"))

    @pytest.mark.parametrize(("start_at", "end_at"), [("11:00", "12:00"), ("13:00", "14:00")])
    def test_touching_is_no_overlap(self, start_at: str, end_at: str) -> None:
        refuse_overlap([self.LUNCH], worked(start_at, end_at), at("18:00"))

    def test_a_block_does_not_overlap_itself(self) -> None:
        refuse_overlap([self.LUNCH], retime(self.LUNCH, at("12:30"), at("13:30")), at("18:00"))

    def test_a_pause_may_be_filled(self) -> None:
        paused = block("start 09:00", "pause 09:30", "resume 10:30", "finish 11:00")
        refuse_overlap([paused], worked("09:30", "10:30"), at("18:00"))
        with pytest.raises(Refused, match="09:00 to 11:00"):
            refuse_overlap([paused], worked("09:29", "10:30"), at("18:00"))

    def test_what_lies_in_the_entrys_own_pause_is_no_overlap(self) -> None:
        entry = block("start 11:00", "pause 12:00", "resume 13:00", "finish 14:00")
        refuse_overlap([self.LUNCH], entry, at("18:00"))

    @pytest.mark.parametrize(
        "other",
        [block(), drop(block(), at("12:30")), discard(block("start 12:00", "interrupt 13:00"))],
        ids=["planned", "dropped", "discarded"],
    )
    def test_a_block_whose_time_does_not_count_is_not_overlapped(self, other: Block) -> None:
        refuse_overlap([other], worked("12:00", "13:00"), at("18:00"))

    def test_a_block_of_no_length_is_not_overlapped(self) -> None:
        refuse_overlap([worked("12:30", "12:30")], worked("12:00", "13:00"), at("18:00"))

    def test_an_open_block_is_overlapped_up_to_now(self) -> None:
        running = block("start 12:00", minutes=50)
        with pytest.raises(Refused, match="12:00 to 12:40"):
            refuse_overlap([running], worked("12:30", "12:40"), at("12:40"))

    def test_the_same_wall_clock_in_another_zone_is_another_time(self) -> None:
        elsewhere = retime(self.LUNCH, at("12:00", offset=5.75), at("13:00", offset=5.75))
        refuse_overlap([elsewhere], worked("12:00", "13:00"), at("18:00"))
        with pytest.raises(Refused):
            refuse_overlap([elsewhere], worked("06:30", "07:00"), at("18:00"))


class TestSpan:
    def test_of_past_times_the_right_way_round_is_accepted(self) -> None:
        refuse_span(at("09:00"), at("10:00"), at("10:00"))
        refuse_span(at("09:00"), at("09:00", TUESDAY), at("18:00", TUESDAY))
        assert timedelta(hours=24) == LONGEST

    @pytest.mark.parametrize(
        ("start_at", "end_at", "why"),
        [
            (at("10:00"), at("09:00"), "10:00 to 2026-03-02 09:00 does not"),
            (at("10:00"), at("10:00"), "ends after it starts"),
            (at("10:00"), at("18:00:01", TUESDAY), "is still to come"),
            (at("09:00"), at("09:00:01", TUESDAY), "more than 24 hours"),
        ],
    )
    def test_is_refused_with_the_reason(self, start_at: datetime, end_at: datetime, why: str) -> None:
        with pytest.raises(Refused, match=why):
            refuse_span(start_at, end_at, at("18:00", TUESDAY))

    def test_the_right_way_round_is_told_by_instants_not_by_the_clock(self) -> None:
        before, after = iso("2026-11-01T01:50:00-04:00"), iso("2026-11-01T01:10:00-05:00")
        refuse_span(before, after, after)
        with pytest.raises(Refused):
            refuse_span(after, before, after)

    def test_a_day_that_is_an_hour_longer_is_still_at_most_24_hours(self) -> None:
        midnight, next_midnight = (at_wall(date(2026, 11, n), at("00:00").time(), NEW_YORK) for n in (1, 2))
        with pytest.raises(Refused, match="more than 24 hours"):
            refuse_span(midnight, next_midnight, next_midnight)


class TestRetime:
    def test_moves_start_and_end_and_keeps_what_happened_in_between(self) -> None:
        done = block("start 09:00", "pause 09:20", "interrupt 09:25", "resume 09:30", "finish 10:00")
        edited = retime(done, at("08:30"), at("10:30"))
        assert (edited.started_at, edited.ended_at) == (at("08:30"), at("10:30"))
        assert [event.at for event in edited.events[1:-1]] == [at("09:20"), at("09:25"), at("09:30")]
        assert paused_s(edited, at("18:00")) == 10 * MINUTE

    def test_keeps_what_happened_within_the_new_times(self) -> None:
        done = block("start 09:00", "pause 09:20", "resume 09:30", "finish 10:00")
        edited = retime(done, at("09:25"), at("09:28"))
        assert [event.at for event in edited.events] == [at("09:25"), at("09:25"), at("09:28"), at("09:28")]
        assert focused_s(edited, at("18:00")) + paused_s(edited, at("18:00")) == 3 * MINUTE

    def test_keeps_how_the_block_ended(self) -> None:
        given_up = block("start 09:00", "abandon 09:20")
        assert retime(given_up, at("09:05"), at("09:25")).state == "abandoned"

    @pytest.mark.parametrize("made", [block(), block("start 09:00"), block("start 09:00", "pause 09:30")])
    def test_is_refused_while_the_block_has_not_ended(self, made: Block) -> None:
        with pytest.raises(Refused, match="has not ended"):
            retime(made, at("09:00"), at("10:00"))

    @pytest.mark.parametrize("end_at", ["08:59", "09:00"])
    def test_is_refused_the_wrong_way_round(self, end_at: str) -> None:
        with pytest.raises(Refused, match="ends after it starts"):
            retime(worked("09:00", "10:00"), at("09:00"), at(end_at))
