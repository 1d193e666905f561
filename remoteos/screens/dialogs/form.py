"""A few fields, saved together by enter."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label, Static

from remoteos.domain.errors import RemoteosError
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.widgets.fields import Field, FieldRow
from remoteos.widgets.line import Line
from remoteos.widgets.text import Part, plain, said

MANY = 6
"""With more fields than these, they stand close together on a low screen, so that the keys are in sight."""

Values = Mapping[str, str]
"""What the fields hold, stripped, by their names."""


class Form(Dialog[bool]):
    """Asks for some values and saves them; it stays open, with all that was typed, until that worked.

    ``save`` does the work and may raise a RemoteosError: its message is shown. The form is dismissed
    with True once it is saved. What was typed into a form that is left comes back when it opens again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save"),
        Binding("ctrl+s", "save", "save", show=False),
        Binding("down", "app.focus_next", "next field", show=False),
        Binding("up", "app.focus_previous", "field before", show=False),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012  Textual types it so

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], object],
        *,
        name: str = "",
        note: str = "",
        first: str = "",
        does: str = "save",
    ) -> None:
        """Make a form. ``name`` keeps its draft apart from others'; ``first`` is the field to begin with.

        ``does`` says what enter does.
        """
        super().__init__(session)
        self.form_title = title
        self.fields = tuple(fields)
        self.save = save
        # What was typed before the screen was shared must not show on it.
        self.draft = f"{name or title}, hidden" if session.hidden else name or title
        self.note = note
        self.first = first
        self.does = does

    def compose(self) -> ComposeResult:
        """The title, the fields, what went wrong, and the keys."""
        with Vertical(classes="box"):
            yield Label(plain(self.form_title), classes="title")
            if self.note:
                yield Static(plain(self.note), classes="note")
            others: list[Part] = (
                [("tab", "bold $footer-key-foreground"), " next field  "] if self.fields[1:] else []
            )
            many = "fields many" if len(self.fields) > MANY else "fields"
            with VerticalScroll(classes=many, can_focus=False):
                for field in self.fields:
                    yield FieldRow(field)
            yield Static("", classes="problem", markup=False)
            yield Static(
                said(
                    ("enter", "bold $footer-key-foreground"),
                    f" {self.does}  ",
                    *others,
                    ("esc", "bold $footer-key-foreground"),
                    " back",
                ),
                classes="keys",
            )

    def on_mount(self) -> None:
        """Bring back what was typed before, and begin with the first field."""
        rows = {row.field.name: row for row in self.query(FieldRow)}
        if draft := self.session.drafts.get(self.draft):
            for name, value in draft.items():
                if name in rows:
                    rows[name].set(value)
            self.problem("What you typed before is back.")
        first = rows.get(self.first) or next(iter(rows.values()), None)
        if first is not None:
            first.focus_field()

    @property
    def values(self) -> Values:
        """What the fields hold now; raises BadInput for text that is too long to keep."""
        return {row.field.name: row.value for row in self.query(FieldRow)}

    def problem(self, text: str) -> None:
        """Say something under the fields."""
        self.query_one(".problem", Static).update(plain(self.session.veil.notice(text)))

    def on_input_submitted(self, event: Line.Submitted) -> None:
        """Enter in any field saves."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save what was typed; say what is wrong with it, and stay, when that does not work."""
        for row in self.query(FieldRow):
            if wrong := row.problem():
                self.problem(wrong)
                row.focus_field()
                return
        try:
            self.save(self.values)
        except (RemoteosError, OSError) as error:
            self.problem(
                f"{error}" if isinstance(error, RemoteosError) else f"Not saved: {error.strerror or error}."
            )
            return
        self.session.drafts.pop(self.draft, None)
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Leave; what was typed is kept for the next time."""
        typed = {row.field.name: row.typed for row in self.query(FieldRow)}
        if any(typed[field.name] != field.value for field in self.fields):
            self.session.drafts[self.draft] = typed
        else:
            self.session.drafts.pop(self.draft, None)
        self.dismiss(False)
