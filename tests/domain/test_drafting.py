"""Drawing a draft: limits and orders, and drawing it again without losing a word of its owner's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.drafting import MOST_KEPT, QUERY_RULES, drafted, draw, laid, since_for
from remoteos.domain.record import Link
from remoteos.domain.update_formats import QUERIES, Format, Order, SectionSpec
from remoteos.domain.update_material import Drawn, Material
from remoteos.domain.updates import (
    Line,
    Section,
    Update,
    bring_back,
    change_line,
    keep_words,
    leave_out,
    move,
    reword,
    reword_line,
    take_fresh,
    write,
)

from .support import FRIDAY, MONDAY, ask, at, born, capture, material, note, outcome, update


def format_of(*sections: SectionSpec, **fields: Any) -> Format:
    return Format("mine", sections=sections, **fields)


SOURCE = Link(table="captures", id="one")
WINS = format_of(SectionSpec("Wins", "wins"))


def wins(*texts: str) -> Material:
    """A week with these wins; the same text is the same win."""
    return material(
        captures=[capture(text, "win", id=text, created_at=at("09:00") + timedelta(minutes=number))
        for number, text in enumerate(texts)]
    )  # fmt: skip


def again(known: Update, now: Material, format_: Format = WINS) -> Update:
    return drafted(known, format_, now)


def texts(known: Update, section: int = 0) -> list[str]:
    return [line.text for line in known.sections[section].shown]


def drawn(*wins_: str, format_: Format = WINS) -> Update:
    return drafted(update(), format_, wins(*wins_))


class TestADraw:
    def test_every_query_of_the_formats_has_a_rule(self) -> None:
        assert {*QUERY_RULES, "agenda"} == set(QUERIES)

    def test_what_does_not_fit_is_kept_and_beyond_that_counted(self) -> None:
        section = drawn(
            *map(str, range(100)), format_=format_of(SectionSpec("Wins", "wins", limit=3))
        ).sections[0]
        assert [line.text for line in section.shown] == ["0", "1", "2"]
        assert (len(section.lines), section.more, section.over) == (3 + MOST_KEPT, 97 - MOST_KEPT, 97)
        assert {line.place for line in section.lines[3:]} == {"over"}

    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            ("usual", ["late", "costly", "early", "some day"]),
            ("oldest", ["costly", "late", "some day", "early"]),
            ("newest", ["early", "some day", "late", "costly"]),
            ("due", ["late", "costly", "early", "some day"]),
        ],
    )
    def test_its_lines_stand_in_the_order_that_is_asked_for(self, order: Order, expected: list[str]) -> None:
        def raised(text: str, clock: str, needed_by: date | None, **fields: Any) -> Any:
            it = ask(text, needed_by=needed_by, **fields)
            return replace(it, events=(replace(it.events[0], at=at(clock)),))

        known = material(
            asks=[
                raised("early", "11:00", FRIDAY + timedelta(days=8)),
                raised("some day", "10:00", None),
                raised("costly", "08:00", FRIDAY, cost="a week"),
                raised("late", "09:00", MONDAY),
            ]
        )
        found = draw(SectionSpec("Asks", "asks", order=order), known)
        assert [one.text.partition(" · ")[0] for one in found] == expected

    def test_a_section_has_what_its_format_says_of_it(self) -> None:
        spec = SectionSpec("To decide", "agenda", limit=2, tag="decide", empty="Nothing.")
        (section,) = again(update(), material(notes=("On leave.",)), format_of(spec)).sections
        assert section == Section(title="To decide", query="agenda", limit=2, tag="decide", empty="Nothing.")


class TestDrawingAgain:
    def test_an_untouched_section_is_drawn_from_nothing(self) -> None:
        assert texts(again(drawn("one", "two"), wins("two", "three"))) == ["two", "three"]

    def test_a_touched_one_keeps_its_order_and_what_was_left_out_and_adds_what_is_new(self) -> None:
        it = change_line(move(drawn("one", "two", "three"), 0, "win:three", -2), 0, "win:one", leave_out)
        after = again(it, wins("zero", "one", "two", "three"))
        assert texts(after) == ["three", "two", "zero"]
        assert [line.text for line in after.sections[0].lines if line.place == "out"] == ["one"]
        assert texts(change_line(after, 0, "win:one", bring_back)) == ["three", "one", "two", "zero"]

    def test_a_touched_one_fills_up_to_its_limit_and_never_takes_out_what_was_brought_in(self) -> None:
        limited = format_of(SectionSpec("Wins", "wins", limit=2))
        it = change_line(drawn("one", "two", "three", format_=limited), 0, "win:three", bring_back)
        after = again(it, wins("one", "two", "three", "four"), limited)
        assert texts(after) == ["one", "two", "three"]
        assert texts(again(after, wins("one", "four"), limited)) == ["one", "four"]

    def test_what_nothing_says_any_more_goes_but_for_what_was_reworded(self) -> None:
        it = reword_line(drawn("one", "two"), 0, "win:two", "mine")
        after = again(it, wins())
        (line,) = after.sections[0].lines
        assert (line.text, line.gone, line.lacks_evidence, line.place) == ("mine", True, True, "in")
        (back,) = again(after, wins("two")).sections[0].lines
        assert (back.text, back.gone, back.lacks_evidence, back.drawn) == ("mine", False, False, "two")

    def test_ones_words_stay_whatever_the_evidence_says_by_now(self) -> None:
        it = reword_line(drawn("one"), 0, "win:one", "mine")
        (line,) = again(it, wins_now("one", "two")).sections[0].lines
        assert (line.text, line.fresh, line.drawn) == ("mine", "two", "one")
        assert take_fresh(line).text == "two"
        (kept,) = again(put(it, keep_words(line)), wins_now("one", "two")).sections[0].lines
        assert (kept.text, kept.fresh) == ("mine", "")

    def test_words_that_the_evidence_comes_to_say_too_are_its_own_again(self) -> None:
        it = reword_line(drawn("one"), 0, "win:one", "two")
        (line,) = again(it, wins_now("one", "two")).sections[0].lines
        assert (line.is_reworded, line.fresh) == (False, "")

    def test_words_of_a_record_that_was_quoted_before_stay_bound_to_it(self) -> None:
        secret = Link(table="evidence", id="secret")
        mine = replace(reword(drawn("one").sections[0].lines[0], "mine"), quotes=(secret,))
        found = Drawn("win:one", "anew", (SOURCE,), (SOURCE,))
        (line,), _ = laid((mine,), [found], None)
        assert line.quotes == (secret, SOURCE)

    def test_even_words_that_the_evidence_had_before_stay(self) -> None:
        it = again(reword_line(drawn("one"), 0, "win:one", "mine"), wins_now("one", "two"))
        back = reword_line(it, 0, "win:one", "one")
        assert back.sections[0].lines[0].is_reworded
        (line,) = again(back, wins_now("one", "two")).sections[0].lines
        assert (line.text, line.fresh) == ("one", "two")

    def test_typing_what_the_evidence_says_by_now_takes_it(self) -> None:
        it = again(reword_line(drawn("one"), 0, "win:one", "mine"), wins_now("one", "two"))
        (line,) = reword_line(it, 0, "win:one", "two").sections[0].lines
        assert (line.is_reworded, line.drawn, line.fresh) == (False, "two", "")


def wins_now(identity: str, text: str) -> Material:
    """The win of this id, which says something else by now."""
    return material(captures=[capture(text, "win", id=identity)])


def put(known: Update, line: Line) -> Update:
    return change_line(known, 0, line.key, lambda _: line)


class TestAnotherFormat:
    BOTH = format_of(SectionSpec("", "headline"), SectionSpec("Wins", "wins"), SectionSpec("Risks", "risks"))

    def edited(self) -> Update:
        it = drafted(update(), self.BOTH, wins("one", "two", "three"))
        it = reword_line(it, 1, "win:two", "mine")
        it = change_line(it, 1, "win:three", leave_out)
        return write(write(it, 2, "own:1", "a risk of my own"), 0, "own:2", "first of all")

    def test_keeps_what_its_owner_wrote_at_the_end_or_above_all_headings(self) -> None:
        after = again(self.edited(), wins("one", "two"), format_of(SectionSpec("Done", "done")))
        assert [(part.title, [line.text for line in part.lines]) for part in after.sections] == [
            ("", ["first of all"]),
            ("Done", []),
            ("Wins", ["mine"]),
            ("Risks", ["a risk of my own"]),
        ]

    def test_and_puts_it_back_where_it_was_with_the_format_before(self) -> None:
        there = again(self.edited(), wins("one", "two", "three"), format_of(SectionSpec("Done", "done")))
        back = again(there, wins("one", "two", "three"), self.BOTH)
        assert [part.title for part in back.sections] == ["", "Wins", "Risks"]
        assert texts(back, 1) == ["mine", "one", "three"]
        assert texts(back, 0) == ["first of all"]

    def test_a_section_by_another_title_is_known_by_its_query(self) -> None:
        after = again(self.edited(), wins("one", "two"), format_of(SectionSpec("What I am proud of", "wins")))
        proud = next(part for part in after.sections if part.query == "wins")
        assert (proud.title, [line.text for line in proud.shown]) == ("What I am proud of", ["one", "mine"])

    def test_sections_of_the_agenda_are_told_apart_by_their_tags(self) -> None:
        def tagged(*tags: Any) -> Format:
            return format_of(*(SectionSpec(tag, "agenda", tag=tag) for tag in tags))

        it = write(again(update(), material(), tagged("decide", "info")), 1, "own:1", "for information")
        after = again(it, material(), tagged("info", "decide"))
        assert [texts(after, 0), texts(after, 1)] == [["for information"], []]

    def test_what_a_lost_section_says_when_it_is_empty_is_lost_with_it(self) -> None:
        spec = SectionSpec("Plans", "wins", empty="No plan yet.")
        it = change_line(
            reword_line(drawn("one", format_=format_of(spec)), 0, "win:one", "mine"), 0, "win:one", leave_out
        )
        assert [part.empty for part in again(it, wins("one"), format_of()).sections] == [""]


def test_the_period_begins_as_asked_or_where_the_last_one_ended() -> None:
    last = update(until=at("15:00"))
    assert since_for(last, at("07:00"), at("06:00")) == at("07:00")
    assert since_for(last, None, at("06:00")) == at("15:00")
    assert since_for(None, None, at("06:00")) == at("06:00")


Step = Callable[[Update, str, int], Update]
STEPS: tuple[Step, ...] = (
    lambda it, key, _: change_line(it, 0, key, leave_out),
    lambda it, key, _: change_line(it, 0, key, bring_back),
    lambda it, key, _: change_line(it, 0, key, take_fresh),
    lambda it, key, _: change_line(it, 0, key, keep_words),
    lambda it, key, by: move(it, 0, key, by),
    lambda it, key, by: change_line(it, 0, key, lambda line: reword(line, f"mine {by}")),
)
RECORD = st.tuples(st.sampled_from("abcd"), st.sampled_from(["one", "two", "mine 1"]))
WEEKS = st.lists(RECORD, max_size=4, unique_by=lambda one: one[0])


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            WEEKS,
            st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(-2, 2)), max_size=4),
        ),
        max_size=4,
    )
)
def test_whatever_is_done_and_recorded_no_word_of_its_owner_is_lost(
    rounds: list[tuple[list[tuple[str, str]], list[tuple[Step, int, int]]]],
) -> None:
    limited = format_of(SectionSpec("Wins", "wins", limit=2))
    it = update(Section(title="Wins", query="wins"))
    for week, steps in rounds:
        before = it
        now = material(captures=[capture(text, "win", id=identity) for identity, text in week])
        it = again(it, now, limited)
        lines = it.sections[0].lines
        keys = [line.key for line in lines]
        assert len(set(keys)) == len(keys)
        assert {f"win:{identity}" for identity, _ in week} <= set(keys)
        for line in before.sections[0].lines:
            if line.is_reworded:
                assert next(one for one in lines if one.key == line.key).text == line.text
        assert again(it, now, limited) == it
        for step, which, by in steps:
            if it.sections[0].lines:
                it = step(it, it.sections[0].lines[which % len(it.sections[0].lines)].key, by)


def test_progress_that_is_made_is_offered_beside_a_reworded_outcome() -> None:
    known = outcome("RFC accepted", progress=(note("one approval"),), visibility="manager", **born())
    outcomes = format_of(SectionSpec("Outcomes", "outcomes"))
    it = again(update(), material(outcomes=[known]), outcomes)
    it = reword_line(it, 0, it.sections[0].lines[0].key, "nearly there")
    later = replace(known, progress=(*known.progress, note("both approvals", day=FRIDAY)))
    (line,) = again(it, material(outcomes=[later]), outcomes).sections[0].lines
    assert (line.text, line.fresh) == ("nearly there", "RFC accepted · both approvals")
