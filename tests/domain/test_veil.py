"""What stays hidden while others look at the screen."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.veil import HIDDEN, SOMEONE, Veil, known_names


def veil(*names: str) -> Veil:
    return Veil(lowered=True, names=known_names(names))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
NAMES = st.lists(
    st.text(st.sampled_from("abAB .*+?()[]\\^$|-'ßéИ田"), min_size=1, max_size=8).filter(str.strip),
    max_size=4,
)


# Nothing to hide


@given(TEXTS, NAMES)
def test_a_veil_that_is_up_changes_nothing(text: str, names: list[str]) -> None:
    up = Veil(names=known_names(names))
    assert up.text(text) == up.name(text) == up.without_names(text) == up.notice(text) == text


@given(TEXTS)
def test_without_names_a_public_text_stays_as_it_is(text: str) -> None:
    assert veil().text(text, "public") == text
    assert veil("", "  ").without_names(text) == text


# Private texts


@given(TEXTS.filter(bool), NAMES)
def test_a_private_text_tells_nothing_not_even_its_length(text: str, names: list[str]) -> None:
    assert veil(*names).text(text) == HIDDEN
    assert veil(*names).text(text, "private") == HIDDEN


def test_no_text_stays_no_text() -> None:
    assert veil("Ana").text("") == ""
    assert veil("Ana").name("") == ""


# Names


def test_a_name_is_nobodys_in_particular() -> None:
    assert veil().name("Ana Ruiz") == SOMEONE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call Ana about it", "call someone about it"),
        ("Ana", "someone"),
        ("ANA and ana", "someone and someone"),
        ("Ana's vendor, (Ana), Ana.", "someone's vendor, (someone), someone."),
        ("banana, Anastasia, xAna, Ana_x, Ana7", "banana, Anastasia, xAna, Ana_x, Ana7"),
        ("Ana Ruiz and Ruiz", "someone and someone"),
        ("ana\nruiz", "someone\nsomeone"),
        ("ana-ruiz", "someone-someone"),
        ("José, JOSÉ, Jose", "someone, someone, Jose"),
        ("the O'Neill case (o'neill)", "the someone case (someone)"),
        ("nobody here", "nobody here"),
    ],
)
def test_names_go_as_whole_words_in_any_case(text: str, shown: str) -> None:
    hiding = veil("Ana Ruiz", "José", "O'Neill")
    assert hiding.without_names(text) == shown
    assert hiding.text(text, "manager") == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("C++ guild", "ask the c++ Guild", "ask the someone"),
        ("A.B.", "A.B. and AxBx", "someone and AxBx"),
        ("[ops]", "ask [ops] now", "ask someone now"),
        ("(interim) CTO", "the (interim) CTO", "the someone"),
        (".*", "anything but .*", "anything but someone"),
        ("a|b", "a or b, a|b", "a or b, someone"),
        ("\\d", "7 and \\d", "7 and someone"),
    ],
)
def test_signs_in_a_name_are_only_signs(name: str, text: str, shown: str) -> None:
    assert veil(name).without_names(text) == shown


def test_the_longest_of_overlapping_names_goes_whole() -> None:
    assert (
        veil("Ana", "Ana Ruiz", "Ana Ruiz Diaz").without_names("Ana Ruiz Diaz, Ana Ruiz")
        == "someone, someone"
    )


def test_parts_of_a_name_go_too_but_no_particles() -> None:
    assert known_names(["Vincent van Gogh", "Li Wu", "the board"]) == (
        "Vincent van Gogh", "the board", "Vincent", "Li Wu", "Gogh",
    )  # fmt: skip
    assert (
        veil("Vincent van Gogh").without_names("van, Gogh, the van of Vincent")
        == "van, someone, the van of someone"
    )


def test_initials_count_as_they_are_written() -> None:
    hiding = veil("IT", "HR", "CTO", "Jo")
    assert hiding.without_names("ask IT whether it works, jo") == "ask someone whether it works, someone"
    assert hiding.without_names("the CTO, a cto") == "the someone, a cto"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("田中", "田中さんに聞く", "someoneさんに聞く"),
        ("สมชาย", "ถามสมชายก่อน", "ถามsomeoneก่อน"),
        ("Мария", "спросить МАРИЮ и марию, Мария", "спросить МАРИЮ и марию, someone"),
        ("Åsa", "åsa, ÅSA, Asa", "someone, someone, Asa"),
        ("محمد", "اسأل محمد غدا", "اسأل someone غدا"),
    ],
)
def test_every_script_has_its_names(name: str, text: str, shown: str) -> None:
    assert veil(name).without_names(text) == shown


@given(NAMES, TEXTS)
def test_no_known_name_is_left_and_a_second_look_changes_nothing(names: list[str], text: str) -> None:
    hiding = veil(*names)
    shown = hiding.without_names(" ".join([text, *names, text, *reversed(names)]))
    assert hiding.without_names(shown) == shown
    for name in hiding.names:
        if not name.isupper():
            assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown)


@given(TEXTS)
def test_a_text_without_the_name_stays_as_it_is(text: str) -> None:
    if not re.search("ana", text, re.IGNORECASE):
        assert veil("Ana").without_names(text) == text


# Notices


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Taken back: capture “call the bank”.", f"Taken back: capture “{HIDDEN}”."),
        ("Taken back: turn “a” into “b”.", f"Taken back: turn “{HIDDEN}”."),
        ("“a ” quoted” is there.", f"“{HIDDEN}” is there."),
        ("“two\nlines” are there.", f"“{HIDDEN}” are there."),
        ("Asked Ana for it.", "Asked someone for it."),
        ("10 more minutes.", "10 more minutes."),
        ("", ""),
    ],
)
def test_a_notice_tells_nothing_of_what_it_quotes(said: str, shown: str) -> None:
    assert veil("Ana").notice(said) == shown
    assert Veil().notice(said) == said


@pytest.mark.parametrize(
    "quoted", ['"{}" is running: it cannot start.', "Noted on “{}”.", '"{}" overlaps “{}”.']
)
@pytest.mark.parametrize("text", ["the offer", 'call it "urgent" now', "a ” in it"])
def test_a_line_of_the_programs_own_hides_what_it_quotes(quoted: str, text: str) -> None:
    shown = veil().notice(quoted.format(text, text))
    assert HIDDEN in shown
    assert not any(word in shown for word in ("offer", "urgent", "in it"))
