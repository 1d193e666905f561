"""What was noted in passing: five ways out, each leaving a link, and carrying over what is undecided."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.captures import (
    PREFIXES,
    ROLLS_BEFORE_ASKING,
    Capture,
    CaptureKind,
    LoopDecision,
    Way,
    decide,
    read_prefix,
    roll,
    rolled_too_often,
    visibility_of,
)
from remoteos.domain.errors import Refused
from remoteos.domain.record import Link
from remoteos.domain.words import KIND_MARKS

from .support import MONDAY, TUESDAY, WEDNESDAY, at, capture

KINDS: tuple[CaptureKind, ...] = get_args(CaptureKind)
WAYS: dict[Way, str] = {
    "do": "workdays",
    "schedule": "blocks",
    "ask": "asks",
    "outcome": "outcomes",
    "drop": "workdays",
}


def decision(way: Way = "do") -> LoopDecision:
    """A decision made at five in the afternoon."""
    return LoopDecision(way=way, at=at("17:00"), became=Link(table=WAYS[way], id="its-id"), reason="because")


class TestOpenLoops:
    @pytest.mark.parametrize("kind", KINDS)
    def test_are_captures_of_every_kind_but_a_win(self, kind: CaptureKind) -> None:
        noted = capture(kind=kind)
        assert noted.is_open is (kind != "win")
        assert noted.settled_at == (noted.created_at if kind == "win" else None)

    def test_are_recognised_by_their_text(self) -> None:
        assert capture("Ask about the budget").name == "Ask about the budget"

    @pytest.mark.parametrize("kind", KINDS)
    def test_stay_private_and_only_wins_are_made_to_be_told(self, kind: CaptureKind) -> None:
        assert visibility_of(kind) == ("manager" if kind == "win" else "private")

    def test_an_interruption_knows_its_source_and_block(self) -> None:
        noted = capture(kind="interruption", source="channel", block_id="a-block")
        assert (noted.source, noted.block_id) == ("channel", "a-block")


class TestDeciding:
    def test_there_are_five_ways_out(self) -> None:
        assert set(WAYS) == set(get_args(Way))

    @pytest.mark.parametrize("way", WAYS)
    def test_each_way_out_closes_the_loop_and_leaves_a_link(self, way: Way) -> None:
        decided = decide(capture(), decision(way))
        assert not decided.is_open
        assert decided.settled_at == at("17:00")
        assert decided.decision is not None
        assert decided.decision.way == way
        assert decided.decision.became == Link(table=WAYS[way], id="its-id")

    def test_changes_nothing_else(self) -> None:
        noted = capture(rolls=2, rolled_on=MONDAY)
        decided = decide(noted, decision())
        assert (decided.text, decided.rolls, decided.rolled_on) == (noted.text, 2, MONDAY)
        assert noted.decision is None

    @pytest.mark.parametrize("again", WAYS)
    def test_twice_is_refused_and_the_first_decision_named(self, again: Way) -> None:
        decided = decide(capture(), decision("ask"))
        with pytest.raises(Refused, match=r'"Ask about the budget" was decided on 2026-03-02 \(ask\)'):
            decide(decided, decision(again))

    def test_a_win_is_refused(self) -> None:
        with pytest.raises(Refused, match='"Shipped" is a win: there is nothing to decide'):
            decide(capture("Shipped", "win"), decision())


class TestRolling:
    def test_counts_each_day_it_is_carried_from(self) -> None:
        carried = roll(roll(capture(), MONDAY), TUESDAY)
        assert (carried.rolls, carried.rolled_on) == (2, TUESDAY)

    def test_twice_from_the_same_day_counts_once(self) -> None:
        carried = roll(capture(), MONDAY)
        assert roll(carried, MONDAY) is carried

    def test_a_day_recovered_late_does_not_count_again(self) -> None:
        carried = roll(capture(), WEDNESDAY)
        assert roll(carried, TUESDAY) is carried

    @pytest.mark.parametrize(
        "settled", [capture(kind="win"), decide(capture(), decision())], ids=["a win", "decided"]
    )
    def test_leaves_what_is_settled_where_it_is(self, settled: Capture) -> None:
        assert roll(settled, MONDAY) is settled

    def test_never_carries_from_a_day_before_it_was_noted(self) -> None:
        noted = capture(day=TUESDAY)
        assert roll(noted, MONDAY) is noted

    @pytest.mark.parametrize(("rolls", "asks"), [(0, False), (2, False), (3, True), (9, True)])
    def test_is_questioned_after_the_third_time(self, rolls: int, asks: bool) -> None:
        assert rolled_too_often(rolls) is asks
        assert ROLLS_BEFORE_ASKING == 3

    @given(st.lists(st.integers(-3, 20), max_size=30))
    @settings(deadline=None)
    def test_happens_at_most_once_per_day_whatever_the_order_of_closing(self, closed: list[int]) -> None:
        carried = capture()
        from_days: list[date] = []
        for number in closed:
            day = MONDAY + timedelta(days=number)
            after = roll(carried, day)
            if after is not carried:
                from_days.append(day)
            carried = after
        assert from_days == sorted(set(from_days))
        assert all(day >= MONDAY for day in from_days)
        assert carried.rolls == len(from_days)
        assert carried.rolled_on == (from_days[-1] if from_days else None)


class TestPrefix:
    @pytest.mark.parametrize(
        ("typed", "kind", "text"),
        [
            ("call the bank", "loop", "call the bank"),
            ("! who owns the DNS?", "interruption", "who owns the DNS?"),
            ("!who owns the DNS?", "interruption", "who owns the DNS?"),
            ("+ it compiled", "win", "it compiled"),
            ("? a page for newcomers", "idea", "a page for newcomers"),
            ("~ the vendor is late", "risk", "the vendor is late"),
            ("  ! phone  ", "interruption", "phone"),
            ("what now?!", "loop", "what now?!"),
            ("!! twice", "interruption", "! twice"),
            ("", "loop", ""),
            ("   ", "loop", ""),
            ("!", "interruption", ""),
            ("+ ", "win", ""),
        ],
    )
    def test_says_what_a_line_is(self, typed: str, kind: str, text: str) -> None:
        assert read_prefix(typed) == (kind, text)

    @pytest.mark.parametrize("sign", PREFIXES)
    def test_is_text_behind_a_backslash(self, sign: str) -> None:
        assert read_prefix(f"\\{sign}important") == ("loop", f"{sign}important")

    def test_a_backslash_before_anything_else_is_a_backslash(self) -> None:
        assert read_prefix("\\o/ done") == ("loop", "\\o/ done")

    def test_is_the_mark_that_the_kind_is_shown_with(self) -> None:
        assert {kind: sign for sign, kind in PREFIXES.items()} == {
            kind: mark for kind, mark in KIND_MARKS.items() if kind != "loop"
        }
