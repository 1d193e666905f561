"""What keys are called, and which actions are in each other's way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.actions import ACTIONS
from remoteos.domain.keys import clashes, key_list, named_keys, shown_key, shown_keys

BY_ID = {action.id: action for action in ACTIONS}


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("question_mark", "?"),
        ("comma", ","),
        ("left_square_bracket", "["),
        ("ctrl+plus", "ctrl++"),
        ("escape", "esc"),
        ("enter", "enter"),
        ("shift+up", "shift+up"),
        ("X", "X"),
        ("\u00fc", "\u00fc"),
    ],
)
def test_a_key_is_shown_as_people_read_it_and_read_as_it_is_shown(key: str, shown: str) -> None:
    assert shown_key(key) == shown
    assert shown == "," or named_keys(shown) == key


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("F", "F"),
        ("F, f5,F", "F,f5"),
        ("?,[", "question_mark,left_square_bracket"),
        ("Ctrl+N", "ctrl+n"),
        ("Esc, PgUp, del", "escape,pageup,delete"),
        ("+", "plus"),
        ("ctrl+/", "ctrl+slash"),
        (",", ""),
        ("", ""),
        ("a b", ""),
        ("a,\x1b", ""),
    ],
)
def test_what_people_write_is_named_as_the_app_names_it(typed: str, named: str) -> None:
    assert named_keys(typed) == named


@given(st.text(max_size=20))
def test_a_name_is_its_own_name(typed: str) -> None:
    assert named_keys(named_keys(typed)) == named_keys(typed)


def test_the_names_are_those_of_the_app() -> None:
    from textual.keys import Keys, _character_to_key

    for character in "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~\u00a7":
        assert named_keys(character) == _character_to_key(character)
    known = {key.value for key in Keys}
    for word in ("esc", "del", "pgup", "pgdn"):
        assert named_keys(word) in known


def test_the_keys_of_an_action_are_the_user_s_where_there_are_some() -> None:
    drop = BY_ID["plan.drop"]
    assert key_list(drop, {}) == ("x", "delete")
    assert shown_keys(drop, {}) == "x or del"
    assert shown_keys(drop, {"plan.drop": "comma"}) == ","


def test_no_key_clashes_unless_the_user_makes_it() -> None:
    assert clashes({}) == ()


@pytest.mark.parametrize(
    ("moved", "key", "others"),
    [
        # what can be used everywhere meets everything
        (
            "undo",
            "t",
            {
                "break.took",
                "loop.tomorrow",
                "commitment.mark",
                "agenda.tag",
                "playbooks.filter",
                "upgrade.theirs",
            },
        ),
        (
            "undo",
            "n",
            {
                "focus.free",
                "plan.add",
                "outcome.add",
                "line.add",
                "ask.add",
                "decision.add",
                "manager.add",
                "agenda.add",
                "setting.add",
                "playbooks.new",
                "run.note",
            },
        ),
        (
            "settings",
            "n",
            {"focus.free", "plan.add", "outcome.add", "playbooks.new"},
        ),  # what every page has meets each page
        ("block.finish", "N", {"goal.add"}),  # a block is on every page too
        ("block.finish", "s", {"block.start"}),
        ("goal.add", "n", {"outcome.add"}),  # but not the plan's n: that is another page
        ("plan.add", "t", set()),
        ("day.open", "slash", {"playbooks.find"}),  # the loops cover the pages
        ("playbook.edit", "n", {"playbooks.new"}),  # the library is the page of a playbook too
        ("loop.do", "pagedown", set()),
    ],
)
def test_a_key_clashes_where_both_actions_can_be_used(moved: str, key: str, others: set[str]) -> None:
    found = clashes({moved: f"f9,{key}"})
    assert {clash.key for clash in found} <= {key}
    assert {one.id for clash in found for one in (clash.first, clash.second)} - {moved} == others
