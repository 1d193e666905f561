"""The lines of an update: reworded, left out, moved, drawn again, and edited as a text."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain import updates as rules
from remoteos.domain.drafting import MOST_KEPT, laid
from remoteos.domain.errors import BadInput, Refused
from remoteos.domain.letter_writing import write_letter
from remoteos.domain.managers import ManagerCard
from remoteos.domain.record import Link
from remoteos.domain.update_material import Drawn
from remoteos.domain.update_text import as_text, numbered, read_text
from remoteos.domain.updates import Line, Section, Update

from .support import MONDAY, at, born

SOURCE = Link(table="outcomes", id="one")


def line(key: str, text: str = "", **fields: object) -> Line:
    said = text or f"said {key}"
    return Line(**{"drawn": said, "sources": (SOURCE,), **fields}, key=key, text=said)  # type: ignore[arg-type]


def update(*sections: Section) -> Update:
    now = at("15:00")
    return Update(
        **born(),
        audience_id="card",
        audience="Ana",
        format="weekly",
        title="Week of 2 Mar 2026",
        since=now,
        until=now,
        first_day=MONDAY,
        last_day=MONDAY,
        sections=sections
        or (Section(title="Outcomes", query="outcomes", lines=(line("a"), line("b"), line("c"))),),
    )


def keys(found: Update, section: int = 0) -> list[str]:
    return [one.key for one in found.sections[section].shown]


def drawn(key: str, text: str = "") -> Drawn:
    return Drawn(key, text or f"said {key}", (SOURCE,))


class TestALine:
    def test_is_marked_when_nothing_on_record_supports_it(self) -> None:
        assert not line("a").lacks_evidence
        assert not line("a", sources=(), counted="3 blocks").lacks_evidence
        assert line("a", sources=()).lacks_evidence
        assert line("a", gone=True).lacks_evidence
        assert Line(key="own", text="mine").lacks_evidence

    def test_keeps_ones_words_until_they_are_taken_back(self) -> None:
        said = rules.reword(line("a"), "in my words")
        assert (said.text, said.drawn, said.is_reworded) == ("in my words", "said a", True)
        assert rules.reword(said, "") == line("a")
        assert rules.reword(Line(key="own", text="mine"), "") == Line(key="own", text="mine")

    def test_takes_what_is_fresh_or_keeps_its_words_for_it(self) -> None:
        offered = replace(rules.reword(line("a"), "mine"), fresh="said anew")
        assert rules.take_fresh(offered).text == "said anew"
        assert not rules.take_fresh(offered).is_reworded
        kept = rules.keep_words(offered)
        assert (kept.text, kept.drawn, kept.fresh) == ("mine", "said anew", "")
        assert rules.take_fresh(line("a")) == line("a")


class TestAnUpdate:
    def test_has_its_lines_moved_among_those_that_are_in(self) -> None:
        it = rules.change_line(update(), 0, "b", rules.leave_out)
        assert keys(rules.move(it, 0, "c", -1)) == ["c", "a"]
        assert rules.move(it, 0, "a", -1) == it
        assert rules.move(it, 0, "b", 1) == it
        assert keys(rules.change_line(it, 0, "b", rules.bring_back)) == ["a", "b", "c"]

    def test_takes_lines_of_its_owner_and_forgets_them(self) -> None:
        it = rules.write(update(), 0, "own:1", "mine")
        assert keys(it) == ["a", "b", "c", "own:1"]
        assert keys(rules.remove(it, 0, "own:1")) == ["a", "b", "c"]
        assert rules.remove(it, 0, "a").line("a") == line("a", place="out")

    def test_refuses_lines_that_it_does_not_have(self) -> None:
        for change in (
            lambda: rules.change_line(update(), 0, "z", rules.leave_out),
            lambda: rules.change_line(update(), 7, "a", rules.leave_out),
            lambda: rules.move(update(), 0, "z", 1),
        ):
            with pytest.raises(Refused, match="not in the draft any more"):
                change()


class TestDrawnAgain:
    def test_the_order_and_what_was_left_out_stay_and_what_is_new_comes_last(self) -> None:
        before = (line("b"), line("a", place="out"))
        lines, more = laid(before, [drawn("a", "anew"), drawn("b"), drawn("c")], None)
        assert [(one.key, one.text, one.place) for one in lines] == [
            ("b", "said b", "in"),
            ("a", "anew", "out"),
            ("c", "said c", "in"),
        ]
        assert more == 0

    def test_what_nothing_says_any_more_goes_unless_it_was_reworded(self) -> None:
        lines, _ = laid((line("a"), rules.reword(line("b"), "mine"), Line(key="own", text="own")), [], None)
        assert [(one.key, one.gone) for one in lines] == [("b", True), ("own", False)]

    def test_fresh_evidence_is_offered_beside_ones_words(self) -> None:
        mine = rules.reword(line("a"), "mine")
        (again,), _ = laid((mine,), [drawn("a", "anew")], None)
        assert (again.text, again.fresh, again.drawn) == ("mine", "anew", "said a")
        (same,), _ = laid((mine,), [drawn("a")], None)
        assert same.fresh == ""
        (agreed,), _ = laid((mine,), [drawn("a", "mine")], None)
        assert not agreed.is_reworded

    def test_the_limit_counts_what_is_in_and_the_rest_is_kept_or_counted(self) -> None:
        lines, more = laid((line("a"),), [drawn("a"), *(drawn(f"k{number}") for number in range(100))], 3)
        assert [one.place for one in lines[:4]] == ["in", "in", "in", "over"]
        assert len(lines) + more == 101
        assert sum(one.place == "over" for one in lines) == MOST_KEPT


class TestTheLetter:
    CARD = ManagerCard(**born(), person="Ana", address="ana@example.org")

    def test_has_what_may_leave_and_holds_the_rest(self) -> None:
        section = Section(title="Asks", query="asks", lines=(line("a"), line("b", place="over")), more=3)
        open_one = write_letter(update(section), self.CARD, "Robin", lambda _: True)
        assert open_one.letter.parts[0].lines == ("said a", "and 4 more")
        held = write_letter(update(section), self.CARD, "Robin", lambda _: False)
        assert held.letter.parts == ()
        assert [one.key for one in held.held] == ["a"]

    def test_says_what_is_empty_where_its_format_wants_that(self) -> None:
        empty = Section(title="Plans", query="plans", empty="No plan yet.")
        assert write_letter(update(empty), self.CARD, "", lambda _: True).letter.parts[0].lines == (
            "No plan yet.",
        )

    def test_says_how_long_it_takes_to_read(self) -> None:
        words = Section(title="", query="headline", lines=(line("a", "word " * 219 + "word"),))
        assert 60 <= write_letter(update(words), self.CARD, "", lambda _: True).letter.reading_s <= 63


# Edited as a text

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
LINES = st.lists(
    st.builds(
        Line,
        key=st.uuids().map(str),
        text=TEXTS,
        drawn=TEXTS,
        place=st.sampled_from(["in", "out", "over"]),
    ),
    max_size=4,
    unique_by=lambda one: one.key,
)
SECTIONS = st.lists(
    st.builds(Section, title=TEXTS, query=st.just("wins"), lines=LINES.map(tuple)), max_size=4
)


@given(SECTIONS)
def test_a_text_that_nobody_changed_changes_nothing(sections: list[Section]) -> None:
    it = replace(update(), sections=tuple(sections))
    assert read_text(it, as_text(it), "own") == it


def test_an_edited_text_rewords_moves_leaves_out_and_adds() -> None:
    it = update()
    text = "## 1. Outcomes\n[3] said c\n[1] in my words\n[x2] said b\n# a remark\nmine\n"
    after = read_text(it, text, "own")
    assert [(one.text, one.place) for one in after.sections[0].lines] == [
        ("said c", "in"),
        ("in my words", "in"),
        ("said b", "out"),
        ("mine", "in"),
    ]
    assert read_text(it, "## 1. Outcomes\n[1] said a\n", "own").line("c") == line("c", place="out")
    assert read_text(after, "[1]\n", "own").sections[0].lines[0] == line("c")
    assert [one.number for one in numbered(after)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "came back empty"),
        ("\n \n", "came back empty"),
        ("## 9. Nowhere\n", "Line 1: there is no section 9."),
        ("## 1. Outcomes\n[4] x\n", "Line 2: there is no line 4"),
        ("[1] a\n[1] b\n", "Line 2: line 1 is there twice"),
        ("## 2. Next\n[1] x\n", "Line 2: line 1 belongs under heading 1."),
    ],
)
def test_a_text_that_makes_no_sense_is_told_with_its_line(text: str, said: str) -> None:
    two = update(*update().sections, Section(title="Next", query="next"))
    with pytest.raises(BadInput, match=re.escape(said)):
        read_text(two, text, "own")


def test_words_of_a_record_that_was_quoted_before_stay_bound_to_it() -> None:
    secret = Link(table="evidence", id="secret")
    mine = rules.reword(line("a", quotes=(SOURCE, secret)), "mine")
    (again,), _ = laid((mine,), [Drawn("a", "anew", (SOURCE,), (SOURCE,))], None)
    assert again.quotes == (SOURCE, secret)
