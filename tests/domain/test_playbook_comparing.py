"""What is different between two versions of a playbook is said part by part."""

from dataclasses import replace
from typing import Any

from hypothesis import given

from remoteos.domain.playbook_comparing import Difference, differences
from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import Measure, Playbook, Preset, Produced, Section, Step, UpdateFormat, Words
from tests.domain.test_playbook_merging import (
    ANSWER,
    BASE,
    CALL,
    FEW,
    NOTE,
    PRICE,
    WAIT,
    answer,
    first,
    installing,
    trees,
)


def test_equal_playbooks_have_no_differences() -> None:
    assert differences(BASE, replace(BASE)) == ()


def test_a_changed_step_names_the_fields_that_changed() -> None:
    now = first(replace(CALL, why="They pick up.", minutes=20, due=Due(1)))

    assert differences(BASE, now) == (
        Difference(
            "play “No answer”, step 1",
            "changed",
            "why: A mail is easy to leave.\nminutes: 10 min",
            "why: They pick up.\nminutes: 20 min\ndue: in 1 working day",
        ),
    )


def test_a_step_in_other_words_is_changed_and_one_with_nothing_in_common_is_another() -> None:
    text = "Call the customer and ask what is new."

    assert differences(BASE, first(replace(CALL, text=text))) == (
        Difference("play “No answer”, step 1", "changed", CALL.text, text),
    )
    assert differences(BASE, answer(steps=(CALL, NOTE, Step("Go.")))) == (
        Difference("play “No answer”, step 3", "removed", "Wait two days.\ndue: in 2 working days", ""),
        Difference("play “No answer”, step 3", "added", "", "Go."),
    )


def test_an_added_and_a_removed_step_stand_where_they_belong() -> None:
    added = Step("Look up who else knows them.")

    assert differences(BASE, answer(steps=(CALL, added, WAIT))) == (
        Difference("play “No answer”, step 2", "removed", f"{NOTE.text}\nminutes: 5 min", ""),
        Difference("play “No answer”, step 2", "added", "", added.text),
    )


def test_a_moved_step_is_moved_and_the_others_are_not() -> None:
    assert differences(BASE, answer(steps=(NOTE, WAIT, CALL))) == (
        Difference("play “No answer”, step 3", "moved", f"1. {CALL.text}", f"3. {CALL.text}"),
    )


def test_a_step_that_is_moved_and_changed_is_said_to_be_both() -> None:
    now = answer(steps=(NOTE, WAIT, replace(CALL, minutes=None)))

    assert [(one.kind, one.before, one.after) for one in differences(BASE, now)] == [
        ("moved", f"1. {CALL.text}", f"3. {CALL.text}"),
        ("changed", "minutes: 10 min", ""),
    ]


def test_of_steps_with_the_same_text_equal_ones_belong_together() -> None:
    again = replace(NOTE, minutes=9)

    assert differences(answer(steps=(NOTE, again, WAIT)), answer(steps=(again, WAIT))) == (
        Difference("play “No answer”, step 1", "removed", f"{NOTE.text}\nminutes: 5 min", ""),
    )


def test_a_play_is_known_by_its_id_whatever_its_title() -> None:
    now = replace(BASE, plays=(PRICE, replace(ANSWER, title="Silence", cadence=Cadence(1, "week", 4))))

    assert differences(BASE, now) == (
        Difference(
            "play “They ask for a discount”",
            "moved",
            "2. They ask for a discount",
            "1. They ask for a discount",
        ),
        Difference("play “Silence”, title", "changed", "No answer", "Silence"),
        Difference("play “Silence”, cadence", "added", "", "every week on friday"),
    )


def test_a_removed_play_is_told_as_a_whole() -> None:
    assert differences(BASE, replace(BASE, plays=(ANSWER,))) == (
        Difference(
            "play “They ask for a discount”",
            "removed",
            "title: They ask for a discount\nstep 1: Ask what it is compared with.",
            "",
        ),
    )


def test_front_matter_is_compared_key_by_key() -> None:
    now = replace(
        BASE, title="Closer", roles=("Seller",), source="https://example.org", extra={"reviewed": ("a", "b")}
    )

    assert differences(BASE, now) == (
        Difference("title", "changed", "Seller", "Closer"),
        Difference("roles", "removed", "Lead", ""),
        Difference("source", "added", "", "https://example.org"),
        Difference("front matter “audience”", "removed", "new people", ""),
        Difference("front matter “reviewed”", "changed", "yes", "a, b"),
    )


def test_the_order_of_unknown_keys_is_no_difference() -> None:
    assert differences(BASE, replace(BASE, extra=dict(reversed(BASE.extra.items())))) == ()


def test_lists_inside_a_play_are_known_by_their_texts() -> None:
    before = answer(
        measures=(Measure("Answers", "4 of 10"),),
        produces=(Produced("ask", "A date"),),
        questions=("Why now?",),
        words=(Words("Opening", "Hello"), Words("", "Bye")),
        sections=(Section("More", "One."),),
    )
    now = answer(
        measures=(Measure("Answers", "4 of 10", "In May."),),
        produces=(Produced("outcome", "A date"),),
        questions=("Why not now?", "Why now?"),
        words=(Words("Opening", "Good day"), Words("", "Bye")),
        sections=(Section("More", "Two."),),
    )

    assert [(one.where.removeprefix("play “No answer”, "), *one[1:]) for one in differences(before, now)] == [
        ("product 1", "changed", "kind: ask", "kind: outcome"),
        ("measure 1", "changed", "", "look: In May."),
        ("question 1", "added", "", "Why not now?"),
        ("words to paste “Opening”", "changed", "Hello", "Good day"),
        ("section “More”", "changed", "One.", "Two."),
    ]


def test_what_a_playbook_installs_is_compared_last() -> None:
    now = replace(
        installing(start=("Pick one.", "Begin."), presets=(Preset("Calls", "50/10"),)), version="1.1.0"
    )

    assert differences(BASE, now) == (
        Difference("version", "changed", "1.0.0", "1.1.0"),
        Difference("start of the day", "removed", "Read the list.", ""),
        Difference("start of the day", "added", "", "Begin."),
        Difference("block preset “Calls”", "changed", "25", "50/10"),
    )


def test_an_item_that_says_nothing_is_told_by_its_name() -> None:
    now = installing(formats=(UpdateFormat("daily", ""),))

    assert differences(BASE, now) == (Difference("update format “daily”", "added", "", "daily"),)


def test_a_difference_back_and_forth_has_its_sides_exchanged() -> None:
    now: Any = answer(when="", needs="A phone.")

    assert [one.kind for one in differences(BASE, now)] == ["removed", "added"]
    assert [one.kind for one in differences(now, BASE)] == ["added", "removed"]


@FEW
@given(trees(1))
def test_playbooks_have_differences_exactly_when_they_are_not_equal(books: tuple[Playbook, ...]) -> None:
    before, after = books

    assert differences(before, before) == ()
    assert bool(differences(before, after)) == (before != after)
    assert bool(differences(after, before)) == (before != after)
    for one in differences(before, after):
        assert one.kind != "added" or one.before == ""
        assert one.kind != "removed" or one.after == ""
