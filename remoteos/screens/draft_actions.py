"""What can be done with a draft by one key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from remoteos.domain import updates as rules
from remoteos.domain.letter import RENDERINGS, Rendering
from remoteos.domain.text import required
from remoteos.domain.updates import Line, Update
from remoteos.messages import Changed, Refused
from remoteos.screens.dialogs.answers import Answer, Answers
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.screens.page import Page
from remoteos.services import sending, updates
from remoteos.services.desk import Desk
from remoteos.services.updates import Preview
from remoteos.widgets.fields import Field

_ON_LINE = ("line_edit", "line_earlier", "line_later", "line_fresh", "line_toggle", "commitment_mark")

_MARKS = (
    Answer("did", "d", "Did"),
    Answer("partly", "p", "Partly"),
    Answer("moved", "m", "Moved"),
    Answer("dropped", "x", "Dropped"),
)


class DraftActions(Page):
    """The actions on a draft and the line under the cursor."""

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
            return here[1].key.startswith("commitment:") and not self._update.is_sent
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

        def save(values: Values) -> None:
            text = values["text"]
            self._save(
                lambda one: rules.change_line(one, section, line.key, lambda it: rules.reword(it, text))
            )

        note = f"The evidence says: {line.fresh or line.drawn}" if line.drawn else ""
        hint = "empty takes the evidence's words again" if line.drawn else "your words"
        fields = [Field("text", "Says", line.text, hint=hint)]
        form = Form(self.session, "Reword", fields, save, name=f"line {line.key}", note=self._veiled(note))
        self._open(form, "Reworded.")

    def action_line_add(self) -> None:
        """Write a line of one's own in the section under the cursor."""
        section = max(0, self.place_in_hand[0])
        part = self._update.sections[section]

        def save(values: Values) -> None:
            text = required(values["text"], "text")
            self.session.change(lambda desk: updates.write(desk, self.identity, section, text))

        title = f"A line of your own under “{part.title or part.query}”"
        form = Form(self.session, title, [Field("text", "Says")], save, name=f"own line {section}")
        self._open(form, "Written.")

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
        asks = Answers(self.session, "What became of it?", self._veiled(line.text), _MARKS)
        self.app.push_screen(asks, lambda state: self._ask_why(line, state))

    def _ask_why(self, line: Line, state: str | None) -> None:
        if state is None:
            return
        which = line.key.removeprefix("commitment:")

        def save(values: Values) -> None:
            self.session.change(lambda desk: sending.mark(desk, which, state, values["why"]))  # type: ignore[arg-type]
            self._draw_again()

        if state == "did":
            self.act(lambda desk: sending.mark(desk, which, "did"))
            self.act(lambda _: self._draw_again(), "Marked.")
            return
        fields = [Field("why", "Why", hint="a few words, or none")]
        form = Form(self.session, f"{state.capitalize()}: why?", fields, save, name=f"why {which}")
        self._open(form, "Marked.")

    # The draft

    def action_draft_evidence(self) -> None:
        """Show where the line under the cursor comes from."""
        self.show_beside("evidence")

    def action_draft_alignment(self) -> None:
        """Show where work and goals have parted."""
        self.show_beside("alignment")

    def action_draft_again(self) -> None:
        """Draw the draft again from what is on record now."""
        self.act(lambda _: self._draw_again(), "Drawn again; what you changed stays.")

    def action_draft_format(self) -> None:
        """Choose another format."""
        known = [one for one in self.session.shelf.known() if not one.problems]
        now = self._update.format
        found = [
            Candidate(
                one.name, one.name, "now" if one.name == now else "yours" if one.own else "", one.summary
            )
            for one in known
        ]
        self.app.push_screen(Pick(self.session, "Which format?", found), self._use_format)

    def _use_format(self, name: str | None) -> None:
        if name is not None:
            self.act(lambda _: self._draw_again(name), f"Drawn as {name}; what you wrote stays.")

    def action_draft_as(self) -> None:
        """Choose what it leaves as."""
        found = [Candidate(one, one, "now" if one == self.rendering else "") for one in RENDERINGS]
        self.app.push_screen(Pick(self.session, "What does it leave as?", found), self._use_rendering)

    def _use_rendering(self, chosen: str | None) -> None:
        for one in RENDERINGS:
            if one == chosen:
                self.show_as(one)

    def action_draft_editor(self) -> None:
        """Edit the whole draft in one's own editor."""
        from remoteos.screens.draft_editor import edit

        edit(self, self._update)

    def action_draft_copy(self) -> None:
        """Put what leaves on the clipboard."""
        from remoteos.screens.draft_leaving import copy

        copy(self, self.text)

    def action_draft_write(self) -> None:
        """Write what leaves to a file."""
        from remoteos.screens.draft_leaving import ask_for_file

        ask_for_file(self, self._update, self.text, self.rendering)

    def action_draft_send(self) -> None:
        """Mark the update as sent."""
        if self.shown is None:
            return
        card, rendering = self.shown.card, self.rendering

        def save(values: Values) -> None:
            self.session.change(lambda desk: sending.send(desk, self.identity, values["channel"], rendering))

        name = self.session.veil.name(card.person)
        note = "Its text is kept as it is now. What comes next becomes what you said; open asks stay open."
        fields = [Field("channel", "Sent by", card.channel, hint="mail, a channel, on paper")]
        title = f"Mark it as sent to {name}, as {rendering}?"
        form = Form(
            self.session, title, fields, save, name=f"send {self.identity}", note=note, does="it is sent"
        )
        self._open(form, "Marked as sent.")

    def action_draft_drop(self) -> None:
        """Throw the draft away."""
        answers = [
            Answer("yes", "y", "Throw it away, with what you changed in it"),
            Answer("no", "n", "Keep it"),
        ]
        asks = Answers(
            self.session, "Throw this draft away?", "The evidence stays; it can be drawn again.", answers
        )
        self.app.push_screen(asks, self._drop)

    def _drop(self, answer: str | None) -> None:
        if answer == "yes" and self.act(self._thrown_away, "Thrown away.") is not None:
            self.app.pop_screen()

    def _thrown_away(self, desk: Desk) -> Update:
        return updates.drop(desk, self.identity)

    # How it is done

    @property
    def _update(self) -> Update:
        assert self.shown is not None, "the keys of a draft are not there without one"
        return self.shown.update

    def _veiled(self, text: str) -> str:
        return self.session.veiled(text, "manager")

    def _save(self, rule: Callable[[Update], Update]) -> None:
        self.session.change(lambda desk: updates.change(desk, self.identity, rule))

    def _change(self, rule: Callable[[Update], Update], said: str = "") -> None:
        self.act(lambda desk: updates.change(desk, self.identity, rule), said)

    def _move(self, by: int) -> None:
        if (here := self.in_hand) is not None:
            section, line = here
            self._change(lambda one: rules.move(one, section, line.key, by))

    def _draw_again(self, format_name: str | None = None) -> Update:
        """Draw it anew from what is on record; raises what the service does."""
        to, shelf = self._update.audience_id, self.session.shelf
        return self.session.change(lambda desk: updates.draft(desk, shelf, to, format_name=format_name))

    def _open(self, form: Form, said: str) -> None:
        def answered(saved: bool | None) -> None:
            if saved:
                self.post_message(Changed(said))

        self.app.push_screen(form, answered)

    def refuse(self, why: str) -> None:
        """Say why something could not be done."""
        self.post_message(Refused(why))


def default_file(update: Update, suffix: str) -> Path:
    """Where a file of an update is written unless told otherwise: the home folder."""
    word = "".join(char if char.isalnum() else "-" for char in update.audience.lower()).strip("-") or "update"
    return Path("~") / f"update-{word}-{update.last_day.isoformat()}{suffix}"
