"""What can be done with the agenda of a one-to-one by one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.managers import ManagerCard
from remoteos.screens.ledger import Ledger
from remoteos.services import agenda, managers

if TYPE_CHECKING:
    from remoteos.domain.feedback import Feedback

_ON_ONE = ("agenda_edit", "agenda_done", "agenda_tag", "agenda_drop")


class AgendaActions(Ledger):
    """The actions on the item under the cursor, and on the agenda as a whole."""

    edit_action = "agenda_edit"

    card: ManagerCard
    """The one it is to be talked about with."""
    others: bool
    """Whether somebody else has a card too."""

    @property
    def in_hand(self) -> AgendaItem | None:
        """The item that the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def kept(self) -> Sequence[Feedback]:
        """The feedback that could go on the agenda."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        item = self.in_hand
        if action == "agenda_feedback":
            return bool(self.kept)
        if action == "agenda_with":
            return self.others
        if action == "agenda_tag":
            return item is not None and item.done_at is None
        return item is not None if action in _ON_ONE else super().check_action(action, parameters)

    def action_agenda_add(self) -> None:
        """Put something on the agenda."""
        from remoteos.screens.dialogs.agenda_form import AgendaForm

        form = AgendaForm(self.session, self.card)
        self.open_form(form, lambda: "On the agenda.", come_to=lambda: form.saved.id if form.saved else "")

    def action_agenda_edit(self) -> None:
        """Change the item in hand."""
        from remoteos.screens.dialogs.agenda_form import AgendaForm

        if item := self._shown():
            self.open_form(AgendaForm(self.session, self.card, item), lambda: "Saved.")

    def action_agenda_done(self) -> None:
        """Ask what came of the item in hand; one that is done is taken up again."""
        from remoteos.screens.dialogs.agenda_form import SettleForm

        item = self.in_hand
        if item is None or self.refused_while_hidden(item.visibility):
            return
        if item.done_at is not None:
            self.act(lambda desk: agenda.reopen(desk, item.id), "On the agenda again.")
        else:
            self.open_form(SettleForm(self.session, item), lambda: "Done.")

    def action_agenda_tag(self) -> None:
        """Ask what the item in hand wants."""
        from remoteos.screens.dialogs.agenda_form import TAGS
        from remoteos.screens.dialogs.answers import Answer, Answers

        item = self.in_hand
        if item is None or self.refused_while_hidden(item.visibility):
            return
        answers = [Answer(tag, key, words, "now" if tag == item.tag else "") for tag, key, words in TAGS]
        text = f"“{self.session.veiled(item.text, item.visibility)}”"

        def answered(answer: str | None) -> None:
            chosen = next(((tag, words) for tag, _, words in TAGS if tag == answer), None)
            if chosen is not None:
                self.act(lambda desk: agenda.edit(desk, item.id, tag=chosen[0]), f"It is {chosen[1]}.")

        self.app.push_screen(
            Answers(self.session, "What does it want?", text, answers, leave="back"), answered
        )

    def action_agenda_drop(self) -> None:
        """Take the item in hand off the agenda; undo brings it back."""
        item = self.in_hand
        if item is not None and not self.refused_while_hidden(item.visibility):
            self.act(lambda desk: agenda.drop(desk, item.id), "Off the agenda.")

    def action_agenda_feedback(self) -> None:
        """Choose feedback that was kept, and put it on the agenda."""
        from remoteos.screens.dialogs.pick import Candidate, Pick

        kept = self.kept
        if self.refused_while_hidden("private"):
            return
        title = f"Which feedback? On the agenda {self.card.person} may see it."

        def chosen(identity: str | None) -> None:
            text = next((one.text for one in kept if one.id == identity), None)
            if text is not None:  # without a link to the feedback, which stays private and would hold it back
                self.act(lambda desk: agenda.add(desk, text, self.card), "On the agenda.")

        found = [Candidate(one.id, one.text) for one in kept]
        self.app.push_screen(Pick(self.session, title, found), chosen)

    def action_agenda_with(self) -> None:
        """Choose whose one-to-one it is."""
        from remoteos.screens.dialogs.pick import Candidate, Pick

        known = managers.cards(self.session.desk)
        found = [
            Candidate(
                card.id,
                self.session.veil.name(card.person),
                "now" if card.id == self.card.id else card.relation,
            )
            for card in known
        ]

        def chosen(identity: str | None) -> None:
            for card in known:
                if card.id == identity:
                    self.card = card
                    self.reload()

        self.app.push_screen(Pick(self.session, "The one-to-one with whom?", found), chosen)

    def _shown(self) -> AgendaItem | None:
        """The item in hand; None, and a word about it, while something of it is hidden."""
        item = self.in_hand
        return None if item is None or self.refused_while_hidden(item.visibility, item.text) else item
