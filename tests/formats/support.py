"""A letter as it is sent on a Friday, and texts that would like to be more than text."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

from remoteos.domain.letter import Letter, Part
from remoteos.domain.text import clean

WEEK = Letter(
    title="Week of 23 Nov 2026",
    to="Dana Okafor",
    address="dana@example.com",
    since=date(2026, 11, 23),
    until=date(2026, 11, 27),
    at=datetime(2026, 11, 27, 16, 0, tzinfo=timezone(timedelta(hours=1))),
    parts=(
        Part("", ("Checkout is reliable again; one decision is needed from you.",)),
        Part(
            "Moved",
            (
                "RFC accepted · all three teams signed · serves Checkout is reliable · confidence 4/5, was 3",
                "p95 is < 200 ms, ~5 ms of it in `serialise()` (see https://example.com/run_7?a=1&b=2).",
            ),
        ),
        Part("Needed from you", ("Keep *all* of snake_case? · needed by Mon", "1. [TODO] R&D at 2 * 3 k€")),
    ),
)

HOSTILE = (
    "<script>alert(1)</script>",
    "[/]",
    "[@click=app.quit]x[/]",
    "<!here> @channel <!channel>",
    "![x](https://example.com/x.png)",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt; &amp; &#42; &copy",
    "a <https://example.com/?a=1&amp;b=2> b",
    "https://example.com/\"onload='x'",
    "javascript:alert(1)",
    "</title></div><h1>x",
    "=?utf-8?q?hidden?=",
    "From here: it goes on",
    "שלום עולם, https://example.com/",
    "🎉 👩‍👩‍👧 done",
    "two  spaces   kept",
    "x" * 4_000,
)

_FRAGMENTS = (
    *r"*_`~[]()<>&#\|!-+=:.,;$'\"/ {}^",
    *("  ", "a", "B7", "é", "שלום", "😀", "\u200f", "\u200b", "\xa0", "\u3000", "\uff0a", "\uff1e", "…"),
    *("https://x.y/z", "https://x.y/(a_b)*c*", "HTTP://[x", "http://", "www.x.y", "https://x.y/&amp;&lt;"),
    *("amp;", "&copy;", "&#42;", "1.", "12)", "- ", "* ", "> ", "# ", " ##", "[ ] ", "]: ", "](x)", "```"),
    *(
        "<b>",
        "</b>",
        "<!--",
        "<?",
        "<![CDATA[",
        "\\\\",
        "---",
        "===",
        "~~",
        "**",
        "__",
        "=?utf-8?q?x?=",
        "=_",
    ),
)

TEXTS = (
    st.lists(st.sampled_from(_FRAGMENTS), min_size=1, max_size=12).map("".join)
    | st.text(max_size=30)
    | st.sampled_from(HOSTILE[:-1])
).map(clean)
"""What people may have typed, as it is kept; now and then empty."""

LINES = st.lists(TEXTS.filter(bool), max_size=4).map(tuple)

LETTERS = st.builds(
    lambda title, to, parts: replace(WEEK, title=title, to=to, parts=tuple(parts)),
    TEXTS,
    TEXTS,
    st.lists(st.builds(Part, TEXTS, LINES), max_size=3),
)


def saying(*lines: str, title: str = "Update") -> Letter:
    """A letter of one section that has these lines."""
    return replace(WEEK, title=title, parts=(Part("Moved", lines),))


def outline(letter: Letter) -> list[tuple[str, str]]:
    """What a rendering has to show, in order: the name of an HTML element and its text."""
    shown = [("h1", letter.title)] if letter.title else []
    for part in letter.parts:
        shown += [("h2", part.title)] if part.title else []
        shown += [("li" if part.title else "p", line) for line in part.lines]
    return shown
