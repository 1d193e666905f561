"""A text to read: paragraphs, lists and facts, each wrapped beside what leads it."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from remoteos.widgets.text import said

WIDEST = 84
"""Text is not stretched beyond this, however wide the screen is."""

_NARROWEST = 12


class Passage(NamedTuple):
    """A paragraph, an item or a fact."""

    text: Content
    lead: Content = Content("")
    """What stands before its first line: a number, a bullet, a word for what is said."""
    indent: int = 0
    """Where its text begins, in cells; the lead ends before."""
    gap: int = 0
    """Empty lines above it."""


class Prose(Widget):
    """Passages beneath each other, each as high as it needs to be."""

    DEFAULT_CSS = """
    Prose { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.passages: tuple[Passage, ...] = ()
        self._lines: tuple[int, Content, int] = 0, Content(""), 0

    def show(self, passages: Sequence[Passage]) -> None:
        """Show these in the place of those shown before."""
        self.passages = tuple(passages)
        self._lines = 0, Content(""), 0
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's
        """As many lines as all of it takes."""
        return self._drawn(width)[1]

    def render(self) -> Content:
        """Draw the passages."""
        return self._drawn(self.content_size.width)[0]

    def _drawn(self, width: int) -> tuple[Content, int]:
        """Everything at a width, and how many lines that is; kept until it is shown anew."""
        if self._lines[0] != width or not width:
            lines = [line for one in self.passages for line in wrapped(one, min(WIDEST, width))]
            self._lines = width, Content("\n").join(lines), len(lines)
        return self._lines[1:]


def wrapped(passage: Passage, width: int) -> list[Content]:
    """The lines of a passage; what is indented too far for the width begins further left."""
    indent = min(passage.indent, max(0, width - _NARROWEST))
    lines = [Content("")] * passage.gap
    for at, line in enumerate(passage.text.wrap(max(_NARROWEST, width - indent)) or [Content("")]):
        lead = passage.lead if at == 0 else Content("")
        room = max(0, indent - lead.cell_length)
        lines.append(said(lead.truncate(indent) if room == 0 else lead.pad_right(room), line))
    return lines
