"""Text from people on its way to the screen: never markup, never terminal control."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from remoteos.domain.text import printable

Part = str | tuple[str, str] | Content
"""A text as it is, a text in a style such as ``$text-muted`` or ``bold``, or content made of these."""


def plain(text: str) -> Content:
    """A text on one line, shown literally."""
    return Content(_line(text))


def said(*parts: Part) -> Content:
    """Parts joined to one line, each shown literally in its style."""
    return Content.assemble(*(_part(part) for part in parts))


def joined(parts: Sequence[Part], between: str = " · ") -> Content:
    """Parts with something between them."""
    return Content(between).join([said(part) for part in parts])


def paragraphs(text: str) -> Content:
    """A text of several lines, shown literally."""
    return Content(printable(text))


def _part(part: Part) -> Content:
    if isinstance(part, Content):
        return part
    if isinstance(part, tuple):
        return Content.styled(_line(part[0]), part[1])
    return Content(_line(part))


def _line(text: str) -> str:
    return " ".join(printable(text).split("\n")).replace("\t", " ")


class Guard(LineFilter):
    """The last gate before the terminal: whatever a widget drew, no control and no link gets past it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  Textual's
        """Return the segments with everything dropped that a terminal would obey."""
        if all(_harmless(segment) for segment in segments):
            return segments
        return [_cleaned(segment) for segment in segments]


def _harmless(segment: Segment) -> bool:
    linked = segment.style is not None and segment.style.link is not None
    return segment.text.isprintable() and not linked and not segment.control


def _cleaned(segment: Segment) -> Segment:
    if segment.control:
        return segment  # Textual's own: segments made from text have none
    style = segment.style.update_link(None) if segment.style and segment.style.link else segment.style
    return Segment(printable(segment.text).replace("\n", " ").replace("\t", " "), style)
