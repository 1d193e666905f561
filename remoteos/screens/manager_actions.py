"""What can be done with a manager card by one key."""

from __future__ import annotations

from collections.abc import Sequence

from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal
from remoteos.messages import Refused
from remoteos.screens.ledger import Ledger
from remoteos.screens.outcome_text import OWNER_WORDS
from remoteos.services import feedback, managers, outcomes

_ON_ONE = ("manager_edit", "manager_goals", "manager_feedback", "manager_agenda", "manager_drop")

_NO_GOALS = "There is no open goal yet; on Outcomes {} adds one."


class ManagerActions(Ledger):
    """The actions on the card under the cursor."""

    edit_action = "manager_edit"

    @property
    def in_hand(self) -> ManagerCard | None:
        """The card that the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def kept(self) -> Sequence[Feedback]:
        """The feedback for the one in hand that was not told yet."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if action in _ON_ONE:
            return self.in_hand is not None
        if action == "feedback_kept":
            return bool(self.kept)
        return super().check_action(action, parameters)

    # The card

    def action_manager_add(self) -> None:
        """Make a card."""
        from remoteos.screens.dialogs.manager_form import ManagerForm

        form = ManagerForm(self.session)

        def added() -> str:
            assert form.saved is not None
            return f"{form.saved.person} has a card."

        self.open_form(form, added, come_to=lambda: form.saved.id if form.saved else "")

    def action_manager_edit(self) -> None:
        """Change the card in hand."""
        from remoteos.screens.dialogs.manager_form import ManagerForm

        if card := self._shown():
            self.open_form(ManagerForm(self.session, card), lambda: "Saved.")

    def action_manager_agenda(self) -> None:
        """Open the agenda of the one-to-one with the one in hand."""
        from remoteos.screens.agenda import AgendaScreen

        if card := self.in_hand:
            self.app.push_screen(AgendaScreen(self.session, card))

    def action_manager_drop(self) -> None:
        """Drop the card in hand, once that was said twice."""
        from remoteos.screens.dialogs.answers import Answer, Answers

        card = self._shown()
        if card is None:
            return
        asks = Answers(
            self.session,
            f"Drop the card of {card.person}?",
            "The updates that were sent stay.",
            [Answer("yes", "y", "Drop it, with all that it says"), Answer("no", "n", "Keep it")],
            leave="keep it",
        )
        self.app.push_screen(asks, lambda answer: self._drop(card) if answer == "yes" else None)

    def _drop(self, card: ManagerCard) -> None:
        self.act(lambda desk: managers.drop(desk, card.id), f"The card of {card.person} is gone.")

    # Their goals

    def action_manager_goals(self) -> None:
        """Ask which goal becomes one of theirs, or stops to be one."""
        from remoteos.screens.dialogs.pick import Candidate, Pick

        card = self._shown()
        if card is None:
            return
        known = [one for one in outcomes.goals(self.session.desk, closed=True) if _may_be_theirs(card, one)]
        if not known:
            self.post_message(Refused(_NO_GOALS.format(self.session.key_of("goal.add"))))
            return
        found = [
            Candidate(one.id, one.title, "✓ theirs" if one.id in card.goal_ids else OWNER_WORDS[one.owner])
            for one in sorted(known, key=lambda one: (one.id not in card.goal_ids, one.owner != "manager"))
        ]
        hint = "type to find; enter adds it, or takes it off"
        pick = Pick(self.session, f"Which goals are {card.person}'s?", found, hint=hint)
        titles = {one.id: one.title for one in known}
        self.app.push_screen(
            pick, lambda chosen: self._turn(card, chosen, titles[chosen]) if chosen else None
        )

    def _turn(self, card: ManagerCard, goal: str, title: str) -> None:
        """Make a goal one of theirs, or not any more; a goal that is gone is left behind."""
        kept = [one for one in card.goal_ids if one != goal and self.session.desk.store.get(Goal, one)]
        new = goal not in card.goal_ids
        said = f"{title} is {'now' if new else 'no longer'} one of {card.person}'s goals."
        self.act(lambda desk: managers.edit(desk, card.id, [*kept, goal] if new else kept), said)

    # Feedback for them

    def action_manager_feedback(self) -> None:
        """Keep feedback for the one in hand."""
        from remoteos.screens.dialogs.feedback_form import FeedbackForm

        if card := self._shown():
            self.open_form(FeedbackForm(self.session, card), lambda: "Kept; only you see it.")

    def action_feedback_kept(self) -> None:
        """Choose one of the pieces that are kept."""
        from remoteos.screens.dialogs.pick import Candidate, Pick

        card, kept = self._shown(), self.kept
        if card is None:
            return
        found = [
            Candidate(one.id, one.text, "" if one.visibility == "private" else "in the next update")
            for one in kept
        ]
        pick = Pick(self.session, f"Feedback kept for {card.person}", found)

        def chosen(identity: str | None) -> None:
            for one in kept:
                if one.id == identity:
                    self._ask_about(card, one)

        self.app.push_screen(pick, chosen)

    def _ask_about(self, card: ManagerCard, one: Feedback) -> None:
        from remoteos.screens.dialogs.answers import Answer, Answers
        from remoteos.screens.dialogs.feedback_form import FeedbackForm

        answers = [Answer("change", "c", "Change it"), Answer("drop", "x", "Drop it")]
        if one.visibility == "private":
            tells = Answer("tell", "t", "Tell it in the next update", f"{card.person} may see it then")
            answers.insert(1, tells)

        def answered(answer: str | None) -> None:
            if answer == "change":
                self.open_form(FeedbackForm(self.session, card, one), lambda: "Saved.")
            elif answer == "tell":
                self.act(lambda desk: feedback.tell(desk, one.id, card.id), "In the next update.")
            elif answer == "drop":
                self.act(lambda desk: feedback.drop(desk, one.id), "Dropped.")

        self.app.push_screen(
            Answers(self.session, "What becomes of it?", one.text, answers, leave="keep it"), answered
        )

    # How it is done

    def _shown(self) -> ManagerCard | None:
        """The card in hand; None, and a word about it, while it is hidden."""
        card = self.in_hand
        return None if card is None or self.refused_while_hidden(card.visibility) else card


def _may_be_theirs(card: ManagerCard, goal: Goal) -> bool:
    return goal.state == "open" or goal.id in card.goal_ids
