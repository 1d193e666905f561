"""The lines of an update: reworded, left out, moved, and written by its owner."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from remoteos.domain import updates as rules
from remoteos.domain.errors import Refused
from remoteos.domain.record import Link
from remoteos.domain.updates import Line, Section, Update

from .support import at
from .support import update as update_of

SOURCE = Link(table="outcomes", id="one")


def line(key: str, text: str = "", **fields: object) -> Line:
    said = text or f"said {key}"
    return Line(**{"drawn": said, "sources": (SOURCE,), **fields}, key=key, text=said)  # type: ignore[arg-type]


def update() -> Update:
    """A draft with three lines in a section, and an empty one."""
    lines = (line("a"), line("b"), line("c"))
    return update_of(
        Section(title="Outcomes", query="outcomes", lines=lines), Section(title="Next", query="next")
    )


def keys(found: Update, section: int = 0) -> list[str]:
    return [one.key for one in found.sections[section].shown]


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
        assert rules.reword(offered, "mine") == kept


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

    def test_moves_a_line_past_those_that_are_not_in_and_not_beyond_the_ends(self) -> None:
        it = update()
        assert keys(rules.move(it, 0, "a", 2)) == ["b", "c", "a"]
        assert keys(rules.move(it, 0, "c", -2)) == ["c", "a", "b"]
        assert rules.move(it, 0, "a", 3) == it
        without = rules.change_line(it, 0, "b", rules.leave_out)
        moved = rules.move(without, 0, "a", 1)
        assert [one.key for one in moved.sections[0].lines] == ["b", "c", "a"]

    def test_is_touched_where_something_was_done_and_nowhere_else(self) -> None:
        it = rules.write(update(), 1, "own:1", "mine")
        assert [part.touched for part in it.sections] == [False, True]
        assert it.sections[1].lines == (Line(key="own:1", text="mine"),)
        assert it.sections[1].lines[0].is_own

    def test_is_settled_when_it_was_sent_or_edited_after_that(self) -> None:
        sent = replace(update(), sent_at=at("15:00"))
        assert (update().settled_at, sent.settled_at) == (None, at("15:00"))
        assert replace(sent, edited_at=at("16:00")).settled_at == at("16:00")
        assert sent.name == "Week of 2 Mar 2026, to Ana"

    @pytest.mark.parametrize(
        "change",
        [
            lambda it: rules.change_line(it, 0, "z", rules.leave_out),
            lambda it: rules.change_line(it, 7, "a", rules.leave_out),
            lambda it: rules.reword_line(it, -1, "a", "mine"),
            lambda it: rules.move(it, 0, "z", 1),
            lambda it: rules.move(it, 7, "a", 1),
            lambda it: rules.remove(it, 0, "z"),
            lambda it: rules.remove(it, 7, "a"),
            lambda it: rules.write(it, 7, "own:1", "mine"),
            lambda it: rules.write(it, -1, "own:1", "mine"),
        ],
    )
    def test_refuses_lines_and_sections_that_it_does_not_have(
        self, change: Callable[[Update], Update]
    ) -> None:
        with pytest.raises(Refused, match="not in the draft any more"):
            change(update())
