"""A column of cards with wrapped titles; only what is in sight is drawn."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from remoteos.widgets.text import plain, said

TITLE_LINES = 2
"""A longer title is cut; it is read whole where the card is shown in detail."""


class Card(NamedTuple):
    """One card."""

    id: str
    mark: Content
    """A sign of one cell before the title."""
    title: Content
    facts: tuple[Content, ...] = ()
    """What is said of it beneath the title, piece by piece; no piece is broken."""


class Cards(ScrollView, can_focus=False):
    """Cards one beneath the other; the board that holds it moves its cursor."""

    DEFAULT_CSS = """
    Cards {
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    Cards > .cards--cursor { background: $primary 20%; }
    Cards.-active > .cards--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    Cards > .cards--empty { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cards--cursor", "cards--empty"}

    @dataclass
    class Clicked(Message):
        """A card was clicked."""

        cards: "Cards"
        index: int

    def __init__(self, *, empty: str = "") -> None:
        """Make an empty column; ``empty`` is said in the place of cards while there are none."""
        super().__init__()
        self.empty = empty
        self.cards: tuple[Card, ...] = ()
        self.cursor: int | None = None
        self._lines: list[Content] = []
        self._tops: list[int] = [0]
        self._width = 0

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards in the place of those shown before."""
        self.cards = tuple(cards)
        if self.cursor is not None and self.cursor >= len(self.cards):
            self.cursor = len(self.cards) - 1 if self.cards else None
        self._lay_out()

    def put_cursor(self, index: int | None) -> None:
        """Mark a card, and bring it into sight; None marks none."""
        self.cursor = index
        if index is not None:
            top, end = self._tops[index], self._tops[index + 1]
            region = Region(0, top, 1, min(end - top, max(1, self.size.height)))
            self.scroll_to_region(region, animate=False, force=True)
        self.refresh()

    def place(self, index: int) -> int:
        """On which line in sight a card begins."""
        return self._tops[index] - self.scroll_offset.y

    def nearest(self, line: int) -> int:
        """The card at a line in sight, or the last one above it."""
        return min(max(0, self._card_at(line + self.scroll_offset.y)), len(self.cards) - 1)

    def on_resize(self) -> None:
        """Wrap the titles anew when the width changed."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()
        self.put_cursor(self.cursor)

    def on_click(self, event: Click) -> None:
        """Tell which card was clicked."""
        line = event.y + self.scroll_offset.y
        if line < self._tops[-1]:
            self.post_message(self.Clicked(self, self._card_at(line)))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        component, content = "", Content("")
        if line < len(self._lines):
            content, index = self._lines[line], self._card_at(line)
            if index == self.cursor and line < self._tops[index + 1] - 1:
                component, content = "cards--cursor", content.without_spans  # its colours are the cursor's
        elif not self.cards and y == 0:
            component, content = "cards--empty", plain(self.empty)
        style = self.get_visual_style(component) if component else self.visual_style
        strips = Visual.to_strips(self, content.truncate(width, ellipsis=True), width, 1, style)
        strip = strips[0] if strips else Strip([])
        return strip.extend_cell_length(width, style.rich_style)

    def _card_at(self, line: int) -> int:
        return bisect_right(self._tops, line) - 1

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        self._lines, self._tops = [], [0]
        width = self._width or self.app.size.width // 3  # before the first layout: about what it will be
        for card in self.cards:
            self._lines += [*_lines(card, max(4, width - 2)), Content("")]
            self._tops.append(len(self._lines))
        self.virtual_size = Size(self._width, max(0, self._tops[-1] - 1))  # the last gap is not scrolled to
        self.refresh()


def _lines(card: Card, width: int) -> list[Content]:
    """The lines of a card, the title beside its mark and all the rest in line with it."""
    title = card.title.wrap(width)
    if len(title) > TITLE_LINES:
        rest = Content(" ").join([line.rstrip() for line in title[TITLE_LINES - 1 :]])
        title = [*title[: TITLE_LINES - 1], rest.truncate(width, ellipsis=True)]
    facts: list[Content] = []
    for fact in card.facts:
        longer = said(facts[-1], (" · ", "$text-muted"), fact) if facts else fact
        if facts and longer.cell_length <= width:
            facts[-1] = longer
        else:
            facts.append(fact)
    return [said(card.mark if not at else " ", " ", line) for at, line in enumerate([*title, *facts])]
