"""One question with a few answers, each of them one key away."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Label, Static

from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.widgets.rows import Row, Rows
from remoteos.widgets.text import paragraphs, plain, said


class Answer(NamedTuple):
    """One answer that can be given."""

    id: str
    key: str
    """The letter that gives it."""
    text: str
    aside: str = ""
    """What it would come to, at the right."""


class Answers(Dialog[str | None]):
    """Dismissed with the id of the answer; None when the question was left for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("enter", "choose", "choose", show=False),
    ]

    def __init__(
        self, session: Session, title: str, note: str, answers: Sequence[Answer], *, leave: str = "later"
    ) -> None:
        """Make a question; ``leave`` says what escape does."""
        super().__init__(session)
        self.question = title
        self.note = note
        self.answers = tuple(answers)
        self.leave = leave

    def compose(self) -> ComposeResult:
        """The question, what there is to know, and the answers."""
        key = "bold $footer-key-foreground"
        with Vertical(classes="box"):
            yield Label(plain(self.question), classes="title")
            if self.note:
                yield Static(paragraphs(self.note), classes="note")
            yield Rows()
            yield Static(
                said(("enter", key), " choose  ", ("↑↓", key), " move  ", ("esc", key), f" {self.leave}"),
                classes="keys",
            )

    def on_mount(self) -> None:
        """Show the answers; letters give them, so the list takes no keys of its own."""
        rows = self.query_one(Rows)
        rows.can_focus = False
        rows.styles.height = len(self.answers)
        rows.show(
            [
                Row(
                    one.id,
                    said((f"{one.key}  ", "bold $footer-key-foreground"), one.text),
                    said((one.aside, "$text-muted")),
                )
                for one in self.answers
            ]
        )

    def on_key(self, event: Key) -> None:
        """Give the answer of a letter."""
        for one in self.answers:
            if event.character == one.key:
                event.stop()
                self.dismiss(one.id)
                return

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Give the answer that was clicked."""
        self.dismiss(event.id)

    def action_move(self, step: int) -> None:
        """Move among the answers."""
        self.query_one(Rows).action_move(step)

    def action_choose(self) -> None:
        """Give the answer under the cursor."""
        if chosen := self.query_one(Rows).current:
            self.dismiss(chosen)
