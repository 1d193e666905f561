"""What this screen is for, and its keys."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label, Static

from remoteos.domain.actions import ACTIONS, PLACE_WORDS, Place
from remoteos.domain.keys import key_list, shown_key
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.widgets.text import plain, said


class Help(Dialog[None]):
    """The explanation of a screen, then its keys, those of the place first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "cancel", "back", show=False)]

    def __init__(self, session: Session, title: str, explanation: str, places: Sequence[Place]) -> None:
        super().__init__(session)
        self.help_title = title
        self.explanation = explanation
        self.places = tuple(places)

    def compose(self) -> ComposeResult:
        """The text and the table of keys."""
        keymap = self.session.desk.settings.keymap
        with Vertical(classes="box wide"):
            yield Label(plain(self.help_title), classes="title")
            with VerticalScroll():
                if self.explanation:
                    yield Static(plain(self.explanation), classes="note")
                for place in self.places:
                    yield Static(plain(PLACE_WORDS[place]), classes="heading")
                    yield Static(_table(place, keymap))
            yield Static(said(("esc", "bold $footer-key-foreground"), " back"), classes="keys")

    def on_mount(self) -> None:
        """Scroll with the arrow keys."""
        self.query_one(VerticalScroll).focus()


def _table(place: Place, keymap: Mapping[str, str]) -> object:
    from textual.content import Content

    rows = []
    for _, group in groupby(
        (action for action in ACTIONS if action.place == place), key=lambda one: one.group or one.id
    ):
        for action in group:
            keys = ", ".join(shown_key(key) for key in key_list(action, keymap))
            rows.append(said((f"{keys:<16}", "bold $footer-key-foreground"), action.what))
    return Content("\n").join(rows)
