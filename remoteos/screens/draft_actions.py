"""What can be done with a draft by one key."""

from __future__ import annotations

from pathlib import Path

from remoteos.domain.letter import RENDERINGS
from remoteos.domain.updates import Update
from remoteos.domain.words import plural
from remoteos.screens.dialogs.answers import Answer, Answers
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.screens.draft_line_actions import LineActions
from remoteos.services import alignment, sending, updates
from remoteos.services.desk import Desk
from remoteos.widgets.fields import Field


class DraftActions(LineActions):
    """The actions on the draft as a whole."""

    def action_draft_evidence(self) -> None:
        """Show where the line under the cursor comes from."""
        self.show_beside("evidence")

    def action_draft_alignment(self) -> None:
        """Show where work and goals have parted."""
        self.show_beside("alignment")

    def action_draft_agenda(self) -> None:
        """Put the questions of the alignment check on the agenda."""
        if self.shown is None:
            return
        card, update = self.shown.card, self.shown.update

        def bring(desk: Desk) -> int:
            return len(alignment.bring(desk, card, alignment.check(desk, update)))

        self.act(bring, lambda count: f"{plural(count, 'question')} put on the agenda.")

    def action_draft_again(self) -> None:
        """Draw the draft again from what is on record now."""
        self.act(lambda _: self.draw_again(), "Drawn again; what you changed stays.")

    def action_draft_format(self) -> None:
        """Choose another format."""
        known = [one for one in self.session.shelf.known() if not one.problems]
        now = self.draft.format
        found = [
            Candidate(
                one.name,
                f"{one.name}: {one.summary}" if one.summary else one.name,
                "now" if one.name == now else "yours" if one.own else "",
            )
            for one in known
        ]
        self.app.push_screen(Pick(self.session, "Which format?", found), self._use_format)

    def _use_format(self, name: str | None) -> None:
        if name is not None:
            self.act(lambda _: self.draw_again(name), f"Drawn as {name}; what you wrote stays.")

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

        edit(self, self.draft)

    def action_draft_copy(self) -> None:
        """Put what leaves on the clipboard."""
        from remoteos.screens.draft_leaving import copy

        copy(self, self.text)

    def action_draft_write(self) -> None:
        """Write what leaves to a file."""
        from remoteos.screens.draft_leaving import ask_for_file

        ask_for_file(self, self.draft, self.text, self.rendering)

    def action_draft_send(self) -> None:
        """Mark the update as sent."""
        if self.shown is None:
            return
        card, rendering = self.shown.card, self.rendering

        def save(values: Values) -> None:
            self.session.change(lambda desk: sending.send(desk, self.identity, values["channel"], rendering))

        name = self.session.veil.name(card.person)
        note = "Its text is kept as it is now. What comes next becomes what you said; open asks stay open."
        fields = [
            Field(
                "channel",
                "Sent by",
                "" if self.session.hidden else card.channel,
                hint="mail, a channel, on paper",
            )
        ]
        title = f"Mark it as sent to {name}, as {rendering}?"
        form = Form(
            self.session, title, fields, save, name=f"send {self.identity}", note=note, does="it is sent"
        )
        self.open_form(form, "Marked as sent.")

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


def default_file(update: Update, suffix: str) -> Path:
    """Where a file of an update is written unless told otherwise: the home folder."""
    word = "".join(char if char.isalnum() else "-" for char in update.audience.lower()).strip("-") or "update"
    return Path("~") / f"update-{word}-{update.last_day.isoformat()}{suffix}"
