"""Columns of cards side by side, with one cursor that goes up, down and across."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from remoteos.widgets.cards import Card, Cards
from remoteos.widgets.cursor_keys import MOVING, PAGING
from remoteos.widgets.text import said


class Heading(NamedTuple):
    """A column of the board."""

    id: str
    title: str
    empty: str
    """What is said while it has no card."""


class Board(Widget, can_focus=True):
    """Cards in columns.

    The cursor stays on its card when the cards change, wherever it has gone; when the card is gone, on the
    next one of its column.
    """

    DEFAULT_CSS = """
    Board { layout: horizontal; height: 1fr; width: 1fr; }
    Board > Vertical { width: 1fr; margin-right: 1; }
    Board > Vertical.-empty { width: 16; }
    Board .heading { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("left", "across(-1)", "left", show=False),
        Binding("right", "across(1)", "right", show=False),
        *PAGING,
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another card."""

        id: str

    @dataclass
    class Selected(Message):
        """A card was chosen by a second click."""

        id: str

    def __init__(self, headings: Sequence[Heading], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.headings = tuple(headings)
        self.lists = tuple(Cards(empty=heading.empty) for heading in headings)
        self.column = 0

    def compose(self) -> ComposeResult:
        """Each column under its heading."""
        for cards in self.lists:
            with Vertical():
                yield Static("", classes="heading", markup=False)
                yield cards

    @property
    def current(self) -> str:
        """The id of the card under the cursor; empty when there is none."""
        cards = self.lists[self.column]
        return cards.cards[cards.cursor].id if cards.cursor is not None else ""

    def show(self, columns: Mapping[str, Sequence[Card]]) -> None:
        """Show these cards, by the ids of the columns."""
        before, kept = self.current, self.lists[self.column].cursor or 0
        titles = self.query(".heading").results(Static)
        for heading, cards, title in zip(self.headings, self.lists, titles, strict=True):
            cards.show(columns.get(heading.id, ()))
            count = f"  {len(cards.cards)}" if cards.cards else ""
            title.update(said((heading.title, "bold"), count))
            assert title.parent is not None
            title.parent.set_class(not cards.cards, "-empty")
        if not self.go_to(before):
            self._stay_near(kept)

    def go_to(self, id: str) -> bool:  # noqa: A002
        """Put the cursor on the card with an id; False when there is none."""
        for column, cards in enumerate(self.lists):
            for index, card in enumerate(cards.cards):
                if card.id == id:
                    self._put(column, index)
                    return True
        return False

    def action_move(self, step: int) -> None:
        """Move to the next card of the column or the one before."""
        cards = self.lists[self.column]
        if cards.cursor is not None:
            self._put(self.column, min(max(0, cards.cursor + step), len(cards.cards) - 1))

    def action_across(self, step: int) -> None:
        """Move to the next column that has a card, at the same height."""
        here = self.lists[self.column]
        ahead = range(self.column + step, len(self.lists) if step > 0 else -1, step)
        column = next((each for each in ahead if self.lists[each].cards), None)
        if column is not None and here.cursor is not None:
            self._put(column, self.lists[column].nearest(here.place(here.cursor)))

    def action_edge(self, step: int) -> None:
        """Move to the first card of the column or the last."""
        self.action_move(step * len(self.lists[self.column].cards))

    def action_page(self, step: int) -> None:
        """Move by as much as is in sight."""
        cards = self.lists[self.column]
        if cards.cursor is not None:
            line = cards.place(cards.cursor) + step * max(1, cards.size.height - 1)
            self._put(self.column, cards.nearest(line))

    def on_cards_clicked(self, event: Cards.Clicked) -> None:
        """Put the cursor where the mouse is; a click on the card under the cursor chooses it."""
        event.stop()
        clicked = event.cards.cards[event.index].id
        if clicked == self.current:
            self.post_message(self.Selected(clicked))
        else:
            self._put(self.lists.index(event.cards), event.index)

    def on_focus(self) -> None:
        """Show that it is worked in."""
        self._mark()

    def on_blur(self) -> None:
        """Show that it is not worked in."""
        self._mark()

    def _stay_near(self, index: int) -> None:
        """Stand on the card now at the index, else on the last of the column, else in another column."""
        order = sorted(range(len(self.lists)), key=lambda each: abs(each - self.column))
        column = next((each for each in order if self.lists[each].cards), None)
        if column is None:
            self._put(0, None)
        else:
            self._put(column, min(index, len(self.lists[column].cards) - 1) if column == self.column else 0)

    def _put(self, column: int, index: int | None) -> None:
        before = self.current
        for each, cards in enumerate(self.lists):
            if each == column or cards.cursor is not None:
                cards.put_cursor(index if each == column else None)
        self.column = column
        self._mark()
        if self.current != before:
            self.post_message(self.Moved(self.current))

    def _mark(self) -> None:
        for cards in self.lists:
            cards.set_class(self.has_focus, "-active")
