"""Markdown to read: what it says, wrapped, and nothing that could be followed, loaded or run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.text import printable
from remoteos.widgets.markdown_text import line, passages
from remoteos.widgets.prose import wrapped


def read(text: str, width: int = 40) -> str:
    """The lines of a text as they are read."""
    return "\n".join(one.plain.rstrip() for each in passages(text) for one in wrapped(each, width))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo", "one two"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("- one\n- two\n  - three", "• one\n• two\n  • three"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("- one\n\n  more\n- two", "• one\n\n  more\n• two"),
        ("> said\n> so", "  said so"),
        ("# High\ntext", "High\n\ntext"),
        ("Setext\n======\ntext", "Setext\n\ntext"),
        ("```\n  code *as it is*\n```", "│   code *as it is*"),
        ("| day | what |\n|---|---|\n| Monday | the **plan** |", "day     what\nMonday  the plan"),
        ("a <!-- hidden --> b", "a  b"),
        ("<!-- hidden -->\n\nseen", "seen"),
        ("", ""),
    ],
)
def test_blocks_read_as_they_are_meant(text: str, shown: str) -> None:
    assert read(text) == shown


def test_an_item_goes_on_beneath_its_text() -> None:
    assert read("- one two three four five six", 16) == "• one two three\n  four five six"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[the form](https://example.org/a)", "the form (https://example.org/a)"),
        ("<https://example.org>", "https://example.org"),
        ("[a play](#quiet)", "a play"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](file:///etc/passwd)", "[x](file:///etc/passwd)"),
        ("![a chart](https://example.org/pixel.png)", "a chart"),
        ("*a* **b** `c`", "a b c"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("<script>x</script>", "<script>x</script>"),
    ],
)
def test_a_link_is_its_words_and_its_address(text: str, shown: str) -> None:
    assert line(text).plain == shown


def test_nothing_in_it_does_anything() -> None:
    text = "[x](https://example.org) [@click=app.quit]y[/] <a href='https://example.org'>z</a>"
    for span in line(text).spans:
        assert "link" not in str(span.style).replace("$link", "")
        assert "@" not in str(span.style)


@given(st.text(max_size=400), st.integers(4, 90))
def test_any_text_can_be_read_at_any_width(text: str, width: int) -> None:
    shown = read(text, width).replace("\n", "")
    assert printable(shown) == shown


@pytest.mark.parametrize("text", ["> " * 500 + "deep", "- " * 500 + "deep", "*" * 2_000, "[" * 2_000])
def test_what_is_nested_without_end_is_read_as_far_as_it_makes_sense(text: str) -> None:
    assert isinstance(read(text), str)
