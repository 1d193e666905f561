import re
from html import unescape

import pytest
from hypothesis import example, given, settings

from remoteos.domain.letter import Letter
from remoteos.formats.rendering import render
from tests.formats.support import HOSTILE, LETTERS, WEEK, outline, saying

LOOKS_LIKE = str.maketrans("\u2217\uff0a\u02cd\uff3f\u223c\u02cb\uff40", "**__~``")


def typed(line: str) -> str:
    """A line as a reader takes it: look-alikes read as what they look like."""
    links_open = re.sub(r"<([^>]*)>", r"\1", line)
    return unescape(links_open).translate(LOOKS_LIKE)


def formats(line: str) -> bool:
    """Whether Slack would find marks in a line that belong together, or a mention."""
    assert all(link.lower().startswith("http") for link in re.findall("<([^>]*)>", line))
    bare = re.sub(r"<[^>]*>", ".", line)
    pairs = [
        rf"(?<![^\W_]){mark}(?=\S).*(?<=\S){mark}(?![^\W_])" for mark in (r"[*\uff0a]", "[_\uff3f]", "~")
    ]
    return any(re.search(pair, bare) for pair in (*pairs, "[`\uff40].*[`\uff40]"))


def test_a_week_reads_well_in_slack() -> None:
    assert render(WEEK, "slack") == (
        "*Week of 23 Nov 2026*\n"
        "\n"
        "Checkout is reliable again; one decision is needed from you.\n"
        "\n"
        "*Moved*\n"
        "• RFC accepted · all three teams signed · serves Checkout is reliable · confidence 4/5, was 3\n"
        "• p95 is &lt; 200 ms, ~5 ms of it in \u02cbserialise()\u02cb"
        " (see <https://example.com/run_7?a=1&amp;b=2>).\n"
        "\n"
        "*Needed from you*\n"
        "• Keep \u2217all\u2217 of snake_case? · needed by Mon\n"
        "• 1. [TODO] R&amp;D at 2 * 3 k€\n"
    )


@settings(max_examples=100)
@given(LETTERS)
@example(saying(*HOSTILE))
@example(saying("*https://x.y/*", "_https://x.y/_", "a*https://x.y/ b*", title="5* for *all*"))
def test_slack_shows_every_text_and_formats_none(letter: Letter) -> None:
    lines = [line for line in render(letter, "slack").split("\n") if line]
    for line, (kind, text) in zip(lines, outline(letter), strict=True):
        if kind in ("h1", "h2"):
            assert line[0] == line[-1] == "*"
            line = line[1:-1]
            assert not formats(f"*{line}")
            assert not formats(f"{line}*")
        elif kind == "li":
            assert line.startswith("• ")
            line = line.removeprefix("• ")
        else:
            assert not line.startswith(("&gt;", "\uff1e"))
            line = line.removeprefix("\xad") if not text.startswith("\xad") else line
        assert not formats(line)
        assert typed(line) == text.translate(LOOKS_LIKE)


@pytest.mark.parametrize(
    "text",
    ["snake_case_name", "2 * 3 * 4", "all *.py files", "~5 to ~6 min", "a ` alone", "50_000 and 60_000"],
)
def test_a_mark_that_would_not_format_stays_what_it_is(text: str) -> None:
    assert f"• {text}\n" in render(saying(text), "slack")
