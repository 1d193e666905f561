"""Where somebody was who comes back."""

import pytest

from remoteos.domain.captures import LoopDecision
from remoteos.domain.focus import Block
from remoteos.domain.record import Link
from remoteos.domain.reentry import away_s, left_at, open_thought

from .support import HOUR, MINUTE, MONDAY, TUESDAY, at, block, capture, worked

MORNING = at("09:00", TUESDAY)


def ended(start: str, end: str, next_action: str = "", **fields: object) -> Block:
    """A finished block of Monday that may say where to go on."""
    return worked(start, end, next_action=next_action, **fields)


class TestWhere:
    def test_is_the_paused_block(self) -> None:
        paused = block("start 09:00", "pause 09:20")
        assert left_at([ended("08:00", "08:30", "call Ana"), paused], MONDAY, at("09:21")) == paused

    def test_is_nowhere_while_a_block_runs(self) -> None:
        blocks = [ended("08:00", "08:30", "call Ana"), block("start 09:00")]
        assert left_at(blocks, MONDAY, at("09:30")) is None

    def test_is_the_last_block_that_says_where_to_go_on(self) -> None:
        first, last = ended("09:00", "09:50", "ask Ana"), ended("11:00", "11:50", "try 2,000 users")
        assert left_at([last, first, ended("13:00", "13:20")], TUESDAY, MORNING) == last

    def test_is_an_abandoned_one_too(self) -> None:
        given_up = block("start 09:00", "abandon 09:30", next_action="ask Ana")
        assert left_at([given_up], TUESDAY, MORNING) == given_up

    def test_is_known_without_a_word_shortly_after_the_block(self) -> None:
        done = ended("09:00", "09:50", "ask Ana")
        assert left_at([done], MONDAY, at("10:19")) is None
        assert left_at([done], MONDAY, at("10:20")) == done

    def test_is_known_no_more_once_the_day_is_another(self) -> None:
        done = ended("23:00", "23:50", "ask Ana")
        assert left_at([done], TUESDAY, at("00:10", TUESDAY)) == done

    @pytest.mark.parametrize(
        "blocks",
        [
            [],
            [block(next_action="never begun")],
            [block("start 09:00", "discard 09:00", next_action="ask Ana")],
            [ended("09:00", "09:50")],
        ],
        ids=["no block", "only planned", "discarded", "no next action"],
    )
    def test_is_nowhere_when_nothing_is_to_be_gone_on_with(self, blocks: list[Block]) -> None:
        assert left_at(blocks, TUESDAY, MORNING) is None

    def test_is_not_a_next_action_of_the_day_before_the_last(self) -> None:
        older = ended("09:00", "09:50", "ask Ana")
        newer = worked("09:00", "09:50", day=TUESDAY)
        assert left_at([older, newer], TUESDAY, at("12:00", TUESDAY)) is None

    def test_is_not_a_next_action_that_became_a_block(self) -> None:
        first = ended("09:00", "09:50", "Ask Ana")
        taken_up = block("start 10:00", "finish 10:10", intention="ask Ana")
        assert left_at([first, taken_up], TUESDAY, MORNING) is None
        again = ended("11:00", "11:50", "Write the brief")
        assert left_at([again], TUESDAY, MORNING) == again, "going on with the same is a next action"

    def test_is_not_for_an_outcome_that_is_done_or_dropped(self) -> None:
        served = ended("09:00", "09:50", "ask Ana", outcome_id="the brief")
        assert left_at([served], TUESDAY, MORNING) == served
        assert left_at([served], TUESDAY, MORNING, closed={"the brief"}) is None


class TestAway:
    def test_counts_since_the_block_was_last_worked_on(self) -> None:
        assert away_s(block("start 09:00", "pause 09:20"), at("09:45")) == 25 * MINUTE
        assert away_s(worked("09:00", "09:50"), at("11:50")) == 2 * HOUR
        assert away_s(block("start 09:00", "pause 09:20", "finish 09:50"), at("10:20")) == HOUR

    def test_of_a_block_that_runs_again_is_how_long_it_had_been_left(self) -> None:
        again = block("start 09:00", "pause 09:20", "resume 09:30")
        assert away_s(again, at("10:00")) == 10 * MINUTE
        assert away_s(block("start 09:00"), at("10:00")) == 0

    def test_is_never_negative(self) -> None:
        assert away_s(worked("09:00", "09:50"), at("08:00")) == 0
        assert away_s(block(), at("08:00")) == 0


class TestOpenThought:
    def test_is_the_newest_open_loop_of_the_block(self) -> None:
        left = block("start 09:00")
        older = capture("who owns the DNS?", block_id=left.id, created_at=at("09:10"))
        newer = capture("Rina wants numbers", "interruption", block_id=left.id, created_at=at("09:15"))
        decision = LoopDecision(way="drop", at=at("10:00"), became=Link(table="workdays", id="x"))
        decided = capture(block_id=left.id, created_at=at("09:20"), decision=decision)
        win = capture("shipped", "win", block_id=left.id, created_at=at("09:25"))
        elsewhere = capture(created_at=at("09:30"))
        assert open_thought(left, [older, newer, decided, win, elsewhere]) == newer
        assert open_thought(left, [decided, win, elsewhere]) is None
