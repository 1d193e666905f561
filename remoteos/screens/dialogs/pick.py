"""One of many: type to narrow the list, enter to choose."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from remoteos.domain.finding import found
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.widgets.line import Line
from remoteos.widgets.rows import Row, Rows
from remoteos.widgets.text import plain, said


class Candidate(NamedTuple):
    """Something that can be chosen."""

    id: str
    text: str
    aside: str = ""
    """What is said of it at the right."""
    also: str = ""
    """Further words by which it is found."""
    group: str = ""
    """The heading under which it stands while nothing is typed, with its neighbours of the same group."""


class Pick(Dialog[str | None]):
    """Dismissed with the id of what was chosen; None when nothing was.

    With ``new`` what was typed can be chosen itself: the answer is then ``new:`` and the text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
    ]
    NEW = "new:"
    """What the answer begins with when it is a new text."""
    most_rows = 12
    """How many rows are in sight."""

    def __init__(
        self, session: Session, title: str, candidates: Sequence[Candidate], *, new: str = "", hint: str = ""
    ) -> None:
        """``new`` says what choosing a typed text would do, such as “Add”; empty when it cannot be."""
        super().__init__(session)
        self.pick_title = title
        self.candidates = tuple(candidates)
        self.new = new
        self.hint = hint or ("type to find or add one" if new else "type to find")

    def compose(self) -> ComposeResult:
        """The title, the field, the list and the keys."""
        with Vertical(classes="box"):
            yield Label(plain(self.pick_title), classes="title")
            yield Line(placeholder=self.hint)
            yield Rows()
            key = "bold $footer-key-foreground"
            yield Static(
                said(("enter", key), " choose  ", ("↑↓", key), " move  ", ("esc", key), " back"),
                classes="keys",
            )

    def on_mount(self) -> None:
        """Show everything, and let the list stay out of the way of typing."""
        self.query_one(Rows).can_focus = False
        self._narrow("")
        rows = self.query_one(Rows)
        rows.styles.height = min(self.most_rows, max(1, len(rows.rows) + bool(self.new)))

    def on_input_changed(self, event: Line.Changed) -> None:
        """Narrow the list to what was typed; what fits it first is what enter would choose."""
        self._narrow(event.value.strip())
        self.query_one(Rows).action_edge(-1)

    def on_input_submitted(self) -> None:
        """Choose what the cursor stands on."""
        if chosen := self.query_one(Rows).current:
            self.dismiss(chosen)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Choose what was clicked."""
        self.dismiss(event.id)

    def action_move(self, step: int) -> None:
        """Move in the list while the field keeps the focus."""
        self.query_one(Rows).action_move(step)

    def action_page(self, step: int) -> None:
        """Move by as much as is in sight."""
        self.query_one(Rows).action_page(step)

    def _narrow(self, typed: str) -> None:
        fitting = found(typed, self.candidates, lambda one: (one.text, one.also))
        rows, group = list[Row](), ""
        for one in fitting:
            if one.group != group and not typed:
                group = one.group
                rows.append(Row("", said((group, "bold $text-muted"))))
            text = plain(self.session.veil.without_names(one.text))
            rows.append(Row(one.id, text, said((one.aside, "$text-muted"))))
        if self.new and typed and typed.casefold() not in {one.text.casefold() for one in fitting}:
            rows.append(Row(f"{self.NEW}{typed}", said((f"{self.new}: ", "$text-muted"), typed), Content("")))
        none_yet = self.new and not typed and not self.candidates
        self.query_one(Rows).empty = "There is none yet; typing adds one." if none_yet else "Nothing fits."
        self.query_one(Rows).show(rows)
