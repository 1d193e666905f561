"""What stands on the lines of a timeline."""

from collections.abc import Mapping
from typing import NamedTuple

from textual.content import Content

from remoteos.domain.focus import Block
from remoteos.domain.time import seconds_between
from remoteos.domain.timeline import Entry, Kind, Mark, MarkKind
from remoteos.domain.timeline_lines import Cell, Line
from remoteos.domain.words import clock_time, duration
from remoteos.widgets.text import said

GLYPHS: Mapping[Kind, tuple[str, str]] = {
    "worked": ("┃", "$primary"),
    "pause": ("‖", "$text-muted"),
    "break": ("╎", "$text-muted"),
    "gap": ("·", "$text-muted"),
    "rest": ("░", "$primary"),
    "planned": ("░", "$text-muted"),
}
"""How each kind of stretch is drawn, and in which colour."""

_RULES: Mapping[MarkKind, tuple[str, str]] = {
    "now": ("─", "bold $primary"),
    "shutdown": ("═", "$text-muted"),
    "closed": ("═", "$text-muted"),
}
_SHORTEST = 8
"""The fewest columns of a text that are left by what stands at the right of it."""


class Caption(NamedTuple):
    """What is said of a block on its lines."""

    text: Content
    aside: Content = Content("")
    """What stands at the right of its first line, whole."""
    under: Content = Content("")
    """What stands on its second line, if it has one."""


def named(entry: Entry) -> Block | None:
    """The block whose name stands at an entry; None for a break and a gap."""
    return None if entry.kind in ("break", "gap") else entry.block


def time_said(line: Line) -> Content:
    """The time of a line, brighter where something begins; empty where it is not worth saying."""
    if not line.timed:
        return Content("")
    begins = any(cell and cell.nth == 0 and cell.entry.leads for cell in line.cells)
    return said((clock_time(line.at), "" if begins else "$text-muted"))


def rule_said(mark: Mark, at_end: Content, width: int, below: int = 0) -> Content:
    """The line of a mark: ``17:30 ═ shutdown ═════ 1 h 40 m still free``.

    ``below`` counts what lies beneath it, when it is drawn further up than its place. What it says at
    its end is worth more than its name.
    """
    glyph, style = _RULES[mark.kind]
    more = (f" ▾ {below} more", style) if below else ""
    right = said(" " if at_end else "", at_end, more) if mark.kind != "now" else Content("")
    for name in (f" {mark.kind} {glyph}", ""):
        left = said((f"{clock_time(mark.at)} {glyph}{name}", style))
        gap = width - left.cell_length - right.cell_length
        if gap >= 0:
            return left + said((glyph * gap, style)) + right
    return (left + right).truncate(width, ellipsis=True)


def cell_said(cell: Cell, caption: Caption | None, width: int) -> Content:
    """What stands in one lane of a line."""
    entry = cell.entry
    glyph = said((f"{GLYPHS[entry.kind][0]} ", GLYPHS[entry.kind][1]))
    if named(entry) is None:
        if cell.nth:
            return glyph
        length = said((duration(seconds_between(entry.start, entry.end)), "$text-muted"))
        return _fitted(glyph + said(("break" if entry.kind == "break" else "", "$text-muted")), length, width)
    if caption is None or cell.nth > 1:
        return glyph
    if cell.nth:
        return _fitted(glyph + caption.under, Content(""), width)
    return _fitted(glyph + caption.text, caption.aside, width)


def planned_said(caption: Caption | None, width: int) -> Content:
    """A planned block without a time."""
    glyph = said((f"{GLYPHS['planned'][0]} ", GLYPHS["planned"][1]))
    return _fitted(glyph + caption.text, caption.aside, width) if caption else glyph


def _fitted(text: Content, aside: Content, width: int) -> Content:
    """A text cut where the room ends, with something whole at the right where that leaves enough of it."""
    beside = aside.cell_length + 1 if aside else 0
    if beside and width - beside < _SHORTEST:
        aside, beside = Content(""), 0
    line = text.truncate(max(0, width - beside), ellipsis=True)
    return line.pad_right(max(0, width - beside - line.cell_length)) + (said(" ", aside) if aside else "")
