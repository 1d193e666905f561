"""A letter as Slack's mrkdwn, in which no text formats, mentions anyone or quotes.

``&``, ``<`` and ``>`` are entities, so ``<!here>`` is a text like any other. For the marks of formatting
Slack has no escape: a backslash shows, and a character of no width beside a mark does not stop it;
zero-width spaces are even put there to make a mark work inside a word. So a mark becomes the sign that
looks like it (``*`` the asterisk operator U+2217, ``_`` the low macron U+02CD, ``~`` the tilde operator
U+223C, the backtick the grave accent U+02CB), and that only where it would format: a mark inside a word,
between spaces or without a second one on its line stays what it is, as in ``snake_case``, ``2 * 3``,
``*.py`` and ``~5 min``.
"""

import re
from collections.abc import Sequence
from html import escape

from remoteos.domain.letter import Letter
from remoteos.formats.blocks import blocks
from remoteos.formats.links import runs

_BOLD, _CODE = "*\uff0a", "`\uff40"
_LOOK_ALIKES = {_BOLD: "\u2217", "_\uff3f": "\u02cd", "~": "\u223c", _CODE: "\u02cb"}
"""What stands in for each kind of mark; Slack takes the wide form of three of them as the same mark."""

_SOFT_HYPHEN = "\xad"


def render(letter: Letter) -> str:
    """The title and the headings in bold, paragraphs, and a bullet before each item."""
    return "\n\n".join(blocks(letter, _bold, _paragraph, _section)) + "\n"


def _bold(text: str) -> str:
    return f"*{_inline(text, in_bold=True)}*"


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([_bold(title), *(f"• {_inline(line)}" for line in lines)])


def _paragraph(text: str) -> str:
    """A text at the start of a line, where even the entity of ``>`` begins a quote."""
    return f"{_SOFT_HYPHEN}{_inline(text)}" if text.startswith((">", "\uff1e")) else _inline(text)


def _inline(text: str, *, in_bold: bool = False) -> str:
    linked = "".join(
        f"<{escape(run.text, quote=False)}>" if run.is_link else escape(run.text, quote=False)
        for run in runs(text)
    )
    for marks, sign in _LOOK_ALIKES.items():
        if any(mark in linked for mark in marks):
            # A "<" or ">" can only be that of a link by now, and in a link no mark formats.
            marked = (found for found in re.finditer(f"<[^>]*>|[{marks}]", linked) if found[0] in marks)
            places = [found.start() for found in marked]
            doomed = set(places if in_bold and marks == _BOLD else _formatting(linked, places, marks))
            linked = "".join(sign if at in doomed else char for at, char in enumerate(linked))
    return linked


def _formatting(text: str, places: list[int], marks: str) -> list[int]:
    """The places of marks that could format: all that can begin or end it, if one can end what one began."""
    if marks == _CODE:  # begins and ends anywhere
        return places if len(places) > 1 else []
    begins = [at for at in places if not text[at - 1 : at].isalnum() and text[at + 1 : at + 2].strip()]
    ends = [at for at in places if text[at - 1 : at].strip() and not text[at + 1 : at + 2].isalnum()]
    return begins + ends if begins and ends and begins[0] < ends[-1] else []
