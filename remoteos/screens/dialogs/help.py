"""What this screen is for, its signs and its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from remoteos.domain.actions import PLACE_WORDS, Action, Place, of_place
from remoteos.domain.keys import key_list, shown_key
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.page import Page
from remoteos.screens.session import Session
from remoteos.widgets.text import plain, said

Line = tuple[str, str]
"""A key or a sign, and what it means."""

MOVING: tuple[Line, ...] = (
    ("↑ ↓, k j", "Move the cursor"),
    ("pgup, pgdn", "Move by as much as is in sight"),
    ("home, end", "Go to the first or the last"),
    ("tab, shift+tab", "Go to the next part of the screen, or back"),
    ("mouse", "A click moves the cursor, a second acts as enter"),
)
"""What moves in every list."""

_KEY = "bold $footer-key-foreground"
_WIDTH = 16


class Help(Dialog[None]):
    """The explanation of a screen, its keys, the signs it uses, and the keys that work elsewhere too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "cancel", "back", show=False)]

    def __init__(
        self,
        session: Session,
        title: str,
        explanation: str,
        places: Sequence[Place],
        legend: Sequence[Line] = (),
    ) -> None:
        super().__init__(session)
        self.help_title = title
        self.explanation = explanation
        self.places = tuple(places)
        self.legend = tuple(legend)

    @classmethod
    def of(cls, page: Page) -> Help:
        """The help of a page."""
        places: tuple[Place, ...] = ("block", "pages", "everywhere") if page.mode else ("everywhere",)
        title = page.title or PLACE_WORDS[page.place]
        return cls(page.session, title, page.explanation, (page.place, *places), page.legend)

    def compose(self) -> ComposeResult:
        """The text, the keys and the signs."""
        with Vertical(classes="box wide"):
            yield Label(plain(self.help_title), classes="title")
            with VerticalScroll(classes="scrolls"):
                if self.explanation:
                    yield Static(plain(self.explanation), classes="text")
                here, *others = self.places
                yield from _section("On this screen", self._keys(here))
                if self.legend:
                    yield from _section("Signs", self.legend)
                for place in others:
                    yield from _section(PLACE_WORDS[place], self._keys(place))
                yield from _section("In every list", MOVING)
            yield Static(said(("↑↓", _KEY), " scroll  ", ("esc", _KEY), " back"), classes="keys")

    def on_mount(self) -> None:
        """Scroll with the arrow keys."""
        self.query_one(VerticalScroll).focus()

    def _keys(self, place: Place) -> list[Line]:
        keymap = self.session.desk.settings.keymap
        return [
            (_keys_said(action, keymap), action.what)
            for action in of_place(place)
            if action.id != "mend" or self.session.lost
        ]


def _section(heading: str, lines: Sequence[Line]) -> ComposeResult:
    yield Static(plain(heading), classes="heading")
    yield Static(Content("\n").join([said((f"{left:<{_WIDTH}}", _KEY), right) for left, right in lines]))


def _keys_said(action: Action, keymap: Mapping[str, str]) -> str:
    return ", ".join(shown_key(key) for key in key_list(action, keymap))
