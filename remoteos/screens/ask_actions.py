"""What can be done with an ask by one key."""

from __future__ import annotations

from remoteos.domain.asks import Ask
from remoteos.messages import Changed
from remoteos.screens.ledger import Ledger
from remoteos.screens.outcome_text import SEEN_BY
from remoteos.services import asks

_REMINDED = "Reminder written down; the line is yours to send."


class AskActions(Ledger):
    """The actions on the ask under the cursor."""

    edit_action = "ask_edit"

    @property
    def in_hand(self) -> Ask | None:
        """The ask that the keys are about; None when there is none."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if not action.startswith("ask_") or action == "ask_add":
            return super().check_action(action, parameters)
        ask = self.in_hand
        if ask is None:
            return False
        return {
            "ask_edit": True,
            "ask_answer": ask.state != "withdrawn",
            "ask_reopen": not ask.is_waiting,
        }.get(action, ask.is_waiting)

    def action_ask_add(self) -> None:
        """Ask someone for something."""
        from remoteos.screens.dialogs.ask_form import AskForm

        form = AskForm(self.session)

        def added() -> str:
            assert form.saved is not None
            return f"Asked of {form.saved.asked_of}; {SEEN_BY[form.saved.visibility]}."

        self.open_form(form, added, come_to=lambda: form.saved.id if form.saved else "")

    def action_ask_edit(self) -> None:
        """Change the ask in hand."""
        from remoteos.screens.dialogs.ask_form import AskForm

        ask = self.in_hand
        if ask and not self.refused_while_hidden(ask.visibility, ask.text, ask.asked_of, ask.cost):
            self.open_form(AskForm(self.session, ask), lambda: "Saved.")

    def action_ask_nudge(self) -> None:
        """Write down that they were reminded; the line to send is drafted then."""
        ask = self.in_hand
        if ask and not self.refused_while_hidden(ask.visibility):
            self.act(lambda desk: asks.nudge(desk, ask.id), _REMINDED)

    def action_ask_answer(self) -> None:
        """Write the answer down, and what it made possible."""
        from remoteos.screens.dialogs.ask_form import AnswerForm

        ask = self.in_hand
        if ask is None:
            return
        said_before = (ask.answer, ask.enabled)
        private = bool(ask.answer) and self.session.hidden  # an answer is a note, and nobody else's business
        if not self.refused_while_hidden("private" if private else ask.visibility, *said_before):
            self.open_form(AnswerForm(self.session, ask), lambda: "Answered.")

    def action_ask_withdraw(self) -> None:
        """Withdraw the ask in hand, with a reason if there is one."""
        from remoteos.screens.dialogs.reason import ask_reason

        ask = self.in_hand
        if ask is None or self.refused_while_hidden(ask.visibility):
            return
        ask_reason(
            self,
            "Withdraw the ask?",
            f"“{self.session.veiled(ask.text, ask.visibility)}”",
            lambda desk, reason: asks.withdraw(desk, ask.id, reason),
            lambda _: self.post_message(Changed("Withdrawn.")),
            name=f"withdraw {ask.id}",
            does="withdraw it",
        )

    def action_ask_reopen(self) -> None:
        """Let an ask that was answered or withdrawn wait again."""
        ask = self.in_hand
        if ask and not self.refused_while_hidden(ask.visibility):
            self.act(lambda desk: asks.reopen(desk, ask.id), "It waits again.")
