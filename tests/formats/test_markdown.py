import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from remoteos.domain.letter import Letter
from remoteos.formats.rendering import render
from tests.formats.support import HOSTILE, LETTERS, WEEK, outline, saying

PARSERS = [
    MarkdownIt("commonmark", {"html": True}),
    MarkdownIt("gfm-like", {"html": True, "linkify": False}),
]
for parser in PARSERS:
    parser.normalizeLinkText = str  # type: ignore[method-assign]  # %41 would be shown as A


def plain(inline: Token) -> str:
    """The text of a block; nothing but text and links to themselves may be in it."""
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "link_open", "link_close"}
    return "".join(child.content for child in children)


def parsed(parser: MarkdownIt, text: str) -> list[tuple[str, str]]:
    """The blocks of a document: the element that each is in, and its plain text."""
    found, tags = [], []
    for token in parser.parse(text):
        if token.nesting:
            tags.append(token.tag) if token.nesting > 0 else tags.pop()
        else:
            assert token.type == "inline"
            found.append(("li" if "li" in tags else tags[-1], plain(token)))
            assert tags in (["h1"], ["h2"], ["p"], ["ul", "li", "p"])
    return found


def test_a_week_reads_well_as_markdown() -> None:
    assert render(WEEK, "markdown") == (
        "# Week of 23 Nov 2026\n"
        "\n"
        "Checkout is reliable again; one decision is needed from you.\n"
        "\n"
        "## Moved\n"
        "\n"
        "- RFC accepted · all three teams signed · serves Checkout is reliable · confidence 4/5, was 3\n"
        "- p95 is < 200 ms, ~5 ms of it in \\`serialise()\\` (see <https://example.com/run_7?a=1&b=2>).\n"
        "\n"
        "## Needed from you\n"
        "\n"
        "- Keep \\*all\\* of snake_case? · needed by Mon\n"
        "- 1\\. \\[TODO] R&D at 2 * 3 k€\n"
    )


@settings(max_examples=100)
@given(LETTERS)
@example(saying(*HOSTILE))
@example(
    saying("#", "-", "+", "*", "1.", ">", "=", "---", "- - -", "***", "___", "===", "```", "~~~", "[ ] x")
)
@example(saying("a ##", "C #", title="C #"))
@example(saying("a | b", "--|--", "| c | d |"))
def test_markdown_shows_every_text_as_it_was_typed(letter: Letter) -> None:
    text = render(letter, "markdown")
    for parser in PARSERS:
        assert parsed(parser, text) == outline(letter)


@pytest.mark.parametrize(
    "text",
    [
        "A well-known fact.",
        "R&D, AT&T",
        "a < b > c",
        "2 * 3 = 6",
        "snake_case_name",
        r"C:\Users\sam",
        "~5 min",
        "3 - 2",
        "#42 is done",
        "1.5 × faster!",
        "$5 + $6",
        "(why?) “quoted” 'so'",
        "-1 + 1",
        "v1.2",
        "50% | 60%",
    ],
)
def test_ordinary_prose_is_not_escaped(text: str) -> None:
    assert f"\n- {text}\n" in render(saying(text), "markdown")


def test_a_bare_address_is_a_link_to_itself() -> None:
    text = render(saying("Docs: https://example.com/a_b(c)?d=*e."), "markdown")
    assert "- Docs: <https://example.com/a_b(c)?d=*e>.\n" in text


def test_an_address_that_some_would_decode_is_no_link() -> None:
    assert "- https://example.com/?a=1\\&amp;b=2\n" in render(
        saying("https://example.com/?a=1&amp;b=2"), "markdown"
    )
