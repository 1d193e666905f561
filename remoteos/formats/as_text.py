"""A letter as plain text, for any chat or mail: lines are not wrapped, whoever shows them does that."""

from collections.abc import Sequence

from remoteos.domain.letter import Letter
from remoteos.formats.blocks import blocks

_LONGEST_RULE = 60
"""A title that is longer than so many characters wraps on most screens, and a longer rule with it."""


def render(letter: Letter) -> str:
    """The title underlined, paragraphs, and headings with one line for each item."""
    return "\n\n".join(blocks(letter, _title, str, _section)) + "\n"


def _title(text: str) -> str:
    return f"{text}\n{'=' * min(len(text), _LONGEST_RULE)}"


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *(f"- {line}" for line in lines)])
