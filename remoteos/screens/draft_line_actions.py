"""What can be done with one line of a draft by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from remoteos.domain import updates as rules
from remoteos.domain.commitments import Mark
from remoteos.domain.letter import Rendering
from remoteos.domain.text import required
from remoteos.domain.updates import Line, Update
from remoteos.messages import Changed, Refused
from remoteos.screens.dialogs.answers import Answer, Answers
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.loop_decisions import hidden_now
from remoteos.screens.page import Page
from remoteos.services import sending, updates
from remoteos.services.updates import Preview
from remoteos.widgets.fields import Field

_ON_LINE = ("line_edit", "line_earlier", "line_later", "line_fresh", "line_toggle", "commitment_mark")

_MARKS = (
    Answer("did", "d", "Did"),
    Answer("partly", "p", "Partly"),
    Answer("moved", "m", "Moved"),
    Answer("dropped", "x", "Dropped"),
)


class LineActions(Page):
    """The actions on the line under the cursor."""

    identity: str
    shown: Preview | None
    rendering: Rendering
    text: str

    @property
    def in_hand(self) -> tuple[int, Line] | None:
        """The section, from 0, and the line under the cursor."""
        raise NotImplementedError

    @property
    def place_in_hand(self) -> tuple[int, str]:
        """The section, from 0, and the key under the cursor."""
        raise NotImplementedError

    def come_to(self, section: int, key: str) -> None:
        """Put the cursor on a line."""
        raise NotImplementedError

    def open_over(self) -> bool:
        """List the lines that did not fit, when the cursor stands on them."""
        raise NotImplementedError

    def show_beside(self, what: Literal["evidence", "alignment"]) -> None:
        """Open or close a drawer."""
        raise NotImplementedError

    def show_as(self, rendering: Rendering) -> None:
        """Show what leaves in another rendering."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if self.shown is None:
            return None if action.startswith(("line_", "draft_", "commitment_")) else True
        if action in _ON_LINE:
            return self._makes_sense(action)
        if action in ("draft_send", "draft_again", "draft_format", "draft_drop"):
            return not self.shown.update.is_sent
        return super().check_action(action, parameters)

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do to the line in hand."""
        here = self.in_hand
        if action == "line.toggle" and here is not None and here[1].place != "in":
            return "bring back"
        return super().label(action, usual)

    def _makes_sense(self, action: str) -> bool:
        here = self.in_hand
        if here is None:
            return action == "line_edit" and self.place_in_hand[0] >= 0
        if action == "line_fresh":
            return bool(here[1].fresh)
        if action == "commitment_mark":
            return here[1].key.startswith("commitment:") and not self.draft.is_sent
        return True

    # The lines

    def action_line_edit(self) -> None:
        """Reword the line under the cursor; on a heading write one of one's own."""
        if self.open_over():
            return
        here = self.in_hand
        if here is None:
            self.action_line_add()
            return
        section, line = here
        if self.veiled(line.text) != line.text:
            self.refuse(hidden_now(self.session))
            return

        def save(values: Values) -> None:
            self._save(lambda one: rules.reword_line(one, section, line.key, values["text"]))

        note = f"The evidence says: {line.fresh or line.drawn}" if line.drawn else ""
        hint = "empty takes the evidence's words again" if line.drawn else "your words"
        fields = [Field("text", "Says", line.text, hint=hint)]
        form = Form(self.session, "Reword", fields, save, name=f"line {line.key}", note=self.veiled(note))
        self.open_form(form, "Reworded.")

    def action_line_add(self) -> None:
        """Write a line of one's own in the section under the cursor."""
        section = max(0, self.place_in_hand[0])
        part = self.draft.sections[section]

        def save(values: Values) -> None:
            text = required(values["text"], "text")
            self.session.change(lambda desk: updates.write(desk, self.identity, section, text))

        title = f"A line of your own under “{part.title or part.query}”"
        form = Form(self.session, title, [Field("text", "Says")], save, name=f"own line {section}")
        self.open_form(form, "Written.")

    def action_line_toggle(self) -> None:
        """Leave the line out, or bring it back."""
        if self.open_over():
            return
        if (here := self.in_hand) is None:
            return
        section, line = here
        if line.place == "in":
            self._change(lambda one: rules.remove(one, section, line.key), "Left out.")
        else:
            self._change(
                lambda one: rules.change_line(one, section, line.key, rules.bring_back), "Brought back."
            )

    def action_line_earlier(self) -> None:
        """Move the line up."""
        self._move(-1)

    def action_line_later(self) -> None:
        """Move the line down."""
        self._move(1)

    def action_line_fresh(self) -> None:
        """Take the line as the evidence is now."""
        if (here := self.in_hand) is not None:
            section, line = here
            said = "Taken as the evidence is now."
            self._change(lambda one: rules.change_line(one, section, line.key, rules.take_fresh), said)

    def action_commitment_mark(self) -> None:
        """Say what became of what was said."""
        here = self.in_hand
        if here is None or not here[1].key.startswith("commitment:"):
            return
        line = here[1]
        asks = Answers(self.session, "What became of it?", self.veiled(line.text), _MARKS)
        self.app.push_screen(asks, lambda state: self._ask_why(line, state))

    def _ask_why(self, line: Line, state: str | None) -> None:
        if state is None:
            return
        which, shelf = line.key.removeprefix("commitment:"), self.session.shelf
        mark = next(one for one in get_args(Mark) if one == state)

        def save(values: Values) -> None:
            self.session.change(lambda desk: sending.mark(desk, which, mark, values["why"], shelf=shelf))

        if state == "did":
            self.act(lambda desk: sending.mark(desk, which, mark, shelf=shelf), "Marked.")
            return
        fields = [Field("why", "Why", hint="a few words, or none")]
        form = Form(self.session, f"{state.capitalize()}: why?", fields, save, name=f"why {which}")
        self.open_form(form, "Marked.")

    # How it is done

    @property
    def draft(self) -> Update:
        """The update that is shown."""
        assert self.shown is not None, "the keys of a draft are not there without one"
        return self.shown.update

    def veiled(self, text: str) -> str:
        """A text of the draft as it may be shown now."""
        return self.session.veiled(text, "manager")

    def _save(self, rule: Callable[[Update], Update]) -> None:
        self.session.change(lambda desk: updates.change(desk, self.identity, rule))

    def _change(self, rule: Callable[[Update], Update], said: str = "") -> None:
        self.act(lambda desk: updates.change(desk, self.identity, rule), said)

    def _move(self, by: int) -> None:
        if (here := self.in_hand) is not None:
            section, line = here
            self._change(lambda one: rules.move(one, section, line.key, by))

    def draw_again(self, format_name: str | None = None) -> Update:
        """Draw it anew from what is on record; raises what the service does."""
        to, shelf = self.draft.audience_id, self.session.shelf
        return self.session.change(lambda desk: updates.draft(desk, shelf, to, format_name=format_name))

    def open_form(self, form: Form, said: str) -> None:
        """Open a form, and say what was done once it is saved."""

        def answered(saved: bool | None) -> None:
            if saved:
                self.post_message(Changed(said))

        self.app.push_screen(form, answered)

    def refuse(self, why: str) -> None:
        """Say why something could not be done."""
        self.post_message(Refused(why))
