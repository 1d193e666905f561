import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from remoteos.domain.errors import BadInput, Refused
from remoteos.domain.text import LINE_LIMIT, NOTE_LIMIT, clean, printable, quoted, required, without_control

ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from("\x1b[]0;m\x07\\\x9b\x9d\x9c\x90P\u202e\u2066\u2028\ufdd0\r\n\t e\u0301\u200d"),
    )
)
BIDI = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def unsafe(text: str, kept: str = "") -> set[str]:
    return {c for c in text if (unicodedata.category(c) in ("Cc", "Cs") or c in BIDI) and c not in kept}


@given(ANYTHING, st.booleans())
@example("\x1b\x1b[[m", False)
@example("\ud83d\ude00", True)
def test_cleaning_twice_changes_nothing_more(text: str, lines: bool) -> None:
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once


@given(ANYTHING)
def test_a_clean_line_has_no_control_surrogate_or_override(text: str) -> None:
    kept = clean(text)
    assert not unsafe(kept)
    assert kept == kept.strip() == unicodedata.normalize("NFC", kept)


@given(ANYTHING)
def test_clean_notes_keep_newlines_and_tabs_alone(text: str) -> None:
    assert not unsafe(clean(text, lines=True), kept="\n\t")


@given(ANYTHING)
def test_what_is_printable_can_be_encoded_and_controls_nothing(text: str) -> None:
    shown = printable(text)
    shown.encode("utf-8")
    assert not unsafe(shown, kept="\n\t")
    assert printable(shown) == shown


@given(ANYTHING)
def test_without_control_keeps_everything_else_in_its_order(text: str) -> None:
    assert without_control(text) == "".join(c for c in text if not unsafe(c, kept="\n\t"))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=200))
def test_ordinary_text_is_printed_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b[31", ""),
        ("\x1b]8;;https://example.org\x07a link\x1b]8;;\x1b\\", "a link"),
        ("\x1b]52;c;aGVsbG8=\x07paste", "paste"),
        ("\x1bP1$r0m\x1b\\after", "after"),
        ("\x1b]0;never closed", "0;never closed"),
        ("\x1b(Bascii", "ascii"),
        ("bell\x07 and delete\x7f", "bell and delete"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("a\n\n\tb", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("  around\xa0", "around"),
        ("cafe\u0301", "caf\xe9"),
        ("half \ud83d a pair", "half  a pair"),
        ("exe.\u202egpj", "exe.gpj"),
        ("\u2067isolated\u2069", "isolated"),
        ("\ufdd0bold\ufdd2", "bold"),
        ("", ""),
    ],
)
def test_what_becomes_of_a_line(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻",
        "🏳\ufe0f\u200d🌈",
        "שלום\u200f!",
        "\u200eabc",
        "عربي\u061c",
        "[TODO] 'x' \\ `y`",
        "日本語",
        "𐍈",
    ],
)
def test_real_text_survives(text: str) -> None:
    assert clean(text) == text == printable(text)


def test_a_note_keeps_its_lines() -> None:
    assert clean(" a\r\n\tb\rc\u2028d \n", lines=True) == "a\n\tb\nc\nd"


@pytest.mark.parametrize(("lines", "limit"), [(False, LINE_LIMIT), (True, NOTE_LIMIT)])
def test_the_limit_counts_what_is_kept(lines: bool, limit: int) -> None:
    assert len(clean(" \x1b[0m" + "a" * limit, lines=lines)) == limit
    assert len(clean("e\u0301" * limit, lines=lines)) == limit
    with pytest.raises(BadInput, match=f"{limit + 1:,} characters; {limit:,} is the most"):
        clean("a" * (limit + 1), lines=lines)


def test_a_limit_of_ones_own() -> None:
    with pytest.raises(BadInput, match="4 characters; 3 is"):
        clean("abcd", limit=3)


@pytest.mark.parametrize(
    "text", ["\x1b]" * 300_000, "\x9d" * 300_000, "\u0301\u0323" * 300_000, "\n" * 300_000]
)
def test_a_megabyte_of_malice_takes_no_time(text: str) -> None:
    with suppress(BadInput):
        clean(text, lines=True)


def test_required_text() -> None:
    assert required(" write\nit ", "intention") == "write it"
    with pytest.raises(Refused, match=r"^An intention is needed: "):
        required(" \x1b[0m\u202e ", "intention")
    with pytest.raises(Refused, match=r"^A title is needed: "):
        required("", "title")


@given(ANYTHING)
def test_what_was_given_is_quoted_on_one_short_line(text: str) -> None:
    shown = quoted(text, 20)
    assert len(shown) <= 20
    assert not unsafe(printable(shown))
    assert "\n" not in shown
