"""A draft as a text for any editor, and back: nothing is lost on the way, and what is wrong has its line."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.errors import BadInput
from remoteos.domain.text import NOTE_LIMIT
from remoteos.domain.update_text import as_text, read_text
from remoteos.domain.updates import Line, Section, Update

from .support import update

_PIECES = (
    "[1] x",
    "[x2]",
    "## 1. x",
    "# x",
    "#",
    "\n",
    "\t",
    "\u2028",
    "\x1b[31m",
    "\x0c",
    "\r\n",
    " ",
    "é",
    "",
    "a",
)
ANYTHING = st.lists(st.sampled_from(_PIECES), max_size=4).map("".join) | st.text(max_size=12)
LINES = st.builds(
    Line,
    key=st.uuids().map(str),
    text=ANYTHING,
    drawn=ANYTHING,
    fresh=ANYTHING,
    place=st.sampled_from(["in", "out", "over"]),
)
SECTIONS = st.builds(
    Section,
    title=ANYTHING,
    query=st.sampled_from(["headline", "wins"]),
    lines=st.lists(LINES, max_size=3, unique_by=lambda one: one.key).map(tuple),
)


@settings(max_examples=150)
@given(st.lists(SECTIONS, max_size=3))
def test_a_text_that_nobody_changed_changes_nothing_whatever_it_says(sections: list[Section]) -> None:
    it = update(*sections)
    assert read_text(it, as_text(it), "own") == it
    assert read_text(it, as_text(it).replace("\n", "\r\n"), "own") == it


@settings(max_examples=100)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ("## 1. a\n", "## 3. b\n", "[1] x\n", "[x2] y\n", "own\n", "[9] z\n", "[", "]", "#\n")
        ),
        max_size=6,
    ).map("".join)
)
def test_whatever_comes_back_is_read_or_told_in_a_sentence(text: str) -> None:
    it = after = two()
    told = ""
    try:
        after = read_text(it, text, "own")
    except BadInput as error:
        told = str(error)
    assert re.match(r"$|Line \d+: |The text came back empty\.", told)
    keys = [line.key for part in after.sections for line in part.lines]
    assert {"a", "b", "c"} <= set(keys)
    assert len(set(keys)) == len(keys)


def two() -> Update:
    return update(
        Section(title="Outcomes", query="outcomes", lines=(said("a"), said("b", place="out"))),
        Section(title="", query="next", lines=(said("c", fresh="by now c"), Line(key="own:1", text="mine"))),
    )


def said(key: str, **fields: object) -> Line:
    return Line(**{"text": f"said {key}", "drawn": f"said {key}", **fields}, key=key)  # type: ignore[arg-type]


def test_it_says_what_to_do_and_has_every_line_with_its_number() -> None:
    head, _, rest = as_text(two()).partition("\n\n")
    assert head.startswith("# Week of 2 Mar 2026, to Ana\n# Change the words behind a number;")
    assert rest == (
        "## 1. Outcomes\n[1] said a\n[x2] said b\n\n"
        "## 2. Next\n[3] said c\n# [3] by now: by now c\n[4] mine\n"
    )


def after(text: str, section: int = 1) -> list[tuple[str, str, str]]:
    return [
        (line.key, line.text, line.place) for line in read_text(two(), text, "new").sections[section].lines
    ]


def test_a_line_may_be_any_words_even_those_of_a_heading_or_a_number() -> None:
    assert after("## 2. Next\n[3] [4] of # ## 1. us\n[4] mine\n")[0] == ("c", "[4] of # ## 1. us", "in")


def test_a_line_without_words_takes_what_the_evidence_says_by_now() -> None:
    text = as_text(two()).replace("[3] said c", "[3]")
    assert read_text(two(), text, "new").sections[1].lines[0] == said("c", text="by now c", drawn="by now c")


def test_ones_own_lines_go_for_good_and_others_are_left_out() -> None:
    assert after("## 1. Outcomes\n") == [("c", "said c", "out")]
    assert after("# nothing but a remark") == [("c", "said c", "out")]


def test_new_lines_have_keys_of_their_own() -> None:
    keys = [key for key, _, _ in after("## 2.\nfirst\n[3] said c\n  second  \n#3 third\n")]
    assert keys == ["new:2", "c", "new:4", "new:5"]


def test_a_section_is_touched_only_when_something_in_it_changed() -> None:
    text = as_text(two()).replace("mine", "ours")
    assert [part.touched for part in read_text(two(), text, "new").sections] == [False, True]


def test_control_does_not_get_in() -> None:
    assert after("## 2.\n[3] \x1b]52;c;aGk=\x07red\u202e\n")[0][1] == "red"


def test_a_long_line_of_evidence_is_no_error_while_nobody_changed_it() -> None:
    long = said("a", text="w" * (NOTE_LIMIT + 1), drawn="w" * (NOTE_LIMIT + 1))
    it = update(Section(title="Outcomes", query="outcomes", lines=(long,)))
    assert read_text(it, as_text(it), "new") == it
    text = f"## 1. Outcomes\n[1] {'v' * 9_000}\n"
    assert read_text(it, text, "new").sections[0].lines[0].text == "v" * 9_000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n \n", "The text came back empty."),
        ("## 3. x\n", "Line 1: there is no section 3."),
        ("## 0. x\n", "Line 1: there is no section 0."),
        ("# x\n[7] x\n", "Line 2: there is no line 7 in this draft."),
        (f"[{'9' * 9}] x\n", "Line 1: there is no line 999999999"),
        ("[1] x\n[x1]\n", "Line 2: line 1 is there twice."),
        ("[3] x\n", "Line 1: line 3 belongs under heading 2."),
        (f"## 1. x\n\n[1] {'w' * (NOTE_LIMIT + 1)}\n", "Line 3: This text has 20,001 characters; 20,000 is"),
        (f"{'w' * (NOTE_LIMIT + 1)}\n", "Line 1: This text has 20,001 characters"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=re.escape(told)):
        read_text(two(), text, "new")


def test_numbers_of_thousands_of_digits_are_words() -> None:
    assert after(f"## 2.\n[{'9' * 5_000}] x\n## {'9' * 5_000}. y\n")[0][0] == "new:2"


def test_a_draft_without_a_section_takes_no_line() -> None:
    empty = update()
    assert read_text(empty, as_text(empty), "new") == empty
    with pytest.raises(BadInput, match=re.escape("Line 2: there is no section to write in.")):
        read_text(empty, "# x\nmine\n", "new")
