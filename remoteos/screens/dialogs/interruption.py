"""Noting an interruption in one line; the block goes on."""

from collections.abc import Mapping

from remoteos.domain.focus import Source
from remoteos.domain.interruption import SOURCES, source_named
from remoteos.domain.text import required
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import focus
from remoteos.widgets.choice import Choice
from remoteos.widgets.fields import Field, FieldRow
from remoteos.widgets.line import Line

_BY_NAME: Mapping[str, Source] = {source: source for source in SOURCES}


class Interruption(Form):
    """Notes an interruption when it is saved: what it was, where it came from, what was promised.

    A source in front of the text is enough: ``c: who owns the DNS?`` came through a channel.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "Interruption",
            [
                Field("note", "What was it", hint="a few words; c: for a channel, p: for a person"),
                Field("source", "From", "other", options=[(source, source) for source in SOURCES]),
                Field("promise", "Promised", hint="nothing, or: an answer by noon"),
            ],
            self._note,
            note="The block goes on; this waits as an open loop.",
            does="note it",
        )

    def on_mount(self) -> None:
        """Give all sources room beside each other."""
        self.query_one(".box").add_class("wide")

    def on_input_changed(self, event: Line.Changed) -> None:
        """Choose the source that stands in front of the text."""
        row = event.input.parent
        if isinstance(row, FieldRow) and row.field.name == "note":
            source, _ = source_named(event.value)
            if source is not None:
                self.query_one("#field-source", FieldRow).set(source)

    def _note(self, values: Values) -> None:
        _, text = source_named(values["note"])
        note = required(text, "note")
        source = _BY_NAME.get(self.query_one("#field-source Choice", Choice).value, "other")
        self.session.change(lambda desk: focus.interrupt(desk, note, source, values["promise"]))
