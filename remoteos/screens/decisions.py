"""The decision log: what was decided and why, and whether that was right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.decisions import Decision
from remoteos.domain.words import plural
from remoteos.screens.decision_text import MUTED, details, row
from remoteos.screens.ledger import Ledger
from remoteos.screens.session import Session
from remoteos.services import decisions
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said


class DecisionsScreen(Ledger):
    """Every decision there ever was: those to look at again first, then the newest."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("decisions")
    TITLE = "Decisions"
    place: ClassVar[Place] = "decisions"
    edit_action = "decision_edit"
    explanation = (
        "What was decided, why, and what else was considered, so that it can be judged later by what was "
        "known then. On the day you chose, the start of the day asks how it turned out. Being wrong is an "
        "answer as good as any: it is what the log is for."
    )
    legend = (("▸", "Not judged yet"), ("✓  ~  ×", "It was right, partly right, wrong"))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._decisions: dict[str, Decision] = {}

    def read(self) -> Sequence[Row]:
        """Every decision, under what becomes of it next."""
        self._decisions = {one.id: one for one in decisions.listed(self.session.desk)}
        rows: list[Row] = []
        for heading, group in groupby(self._decisions.values(), self._heading):
            if rows:
                rows.append(Row("", Content("")))
            rows.append(Row("", said((heading, f"bold {MUTED}"))))
            rows += [row(self.session, one) for one in group]
        return rows

    def count_said(self) -> Content:
        """How many there are, and how many it is time to look at again."""
        due = sum(one.is_due(self.session.desk.today) for one in self._decisions.values())
        return said(
            (plural(len(self._decisions), "decision"), "bold"),
            (f"  {due} to look back at" if due else "", "$primary"),
        )

    def welcome(self) -> Sequence[Content]:
        """What the log is for, and how it begins."""
        return [
            plain(
                "No decision is written down yet. One that is kept with its reasons can be judged later by "
                "what was known then, and need not be argued for again."
            ),
            Content(""),
            said(self.key("decision.add"), " writes the first one down, and when to look at it again."),
        ]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The decision in hand."""
        decision = self.in_hand
        if decision is None:
            return Content(""), ()
        text = self.session.veiled(decision.text, decision.visibility)
        return said((text, "bold")), details(self.session, decision)

    @property
    def in_hand(self) -> Decision | None:
        """The decision under the cursor."""
        return self._decisions.get(self.current)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        if action in ("decision_edit", "decision_look"):
            return self.in_hand is not None
        return super().check_action(action, parameters)

    def action_decision_add(self) -> None:
        """Write a decision down."""
        from remoteos.screens.dialogs.decision_form import DecisionForm

        form = DecisionForm(self.session)
        self.open_form(form, lambda: "Written down.", come_to=lambda: form.saved.id if form.saved else "")

    def action_decision_edit(self) -> None:
        """Change the decision in hand."""
        from remoteos.screens.dialogs.decision_form import DecisionForm

        one = self.in_hand
        if one is None:
            return
        texts = (one.text, one.reasons, one.context, one.alternatives, one.decided_by)
        if not self.refused_while_hidden(one.visibility, *texts):
            self.open_form(DecisionForm(self.session, one), lambda: "Saved.")

    def action_decision_look(self) -> None:
        """Say how the decision in hand turned out."""
        from remoteos.screens.dialogs.decision_form import LookBack

        one = self.in_hand
        if one and not self.refused_while_hidden(one.visibility):
            self.open_form(LookBack(self.session, one), lambda: "Looked back at.")

    def _heading(self, decision: Decision) -> str:
        if decision.is_due(self.session.desk.today):
            return "WERE WE RIGHT?"
        return "TO LOOK AT AGAIN" if decision.revisit_on else "DECIDED"
