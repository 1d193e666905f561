"""Plays of adopted playbooks that came up: each proposes itself once, at the start of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from remoteos.commands import binding
from remoteos.domain.actions import ACTIONS
from remoteos.domain.time import WEEKDAYS
from remoteos.domain.words import day_name
from remoteos.screens.rituals.step import KeyStep
from remoteos.services.rituals import Opened
from remoteos.widgets.key_list import KeyList
from remoteos.widgets.text import plain, said

if TYPE_CHECKING:
    from remoteos.domain.playbook_proposals import Proposal


class PlaysDue(KeyStep):
    """One play at a time: run it, put it off, or leave it; it is in no count of the steps."""

    private: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        binding(action) for action in ACTIONS if action.id in ("ritual.run", "ritual.later")
    ]

    def __init__(self, opened: Opened) -> None:
        super().__init__("", "")
        self.opened = opened
        self._at = 0
        self._settled: dict[int, str] = {}
        """What became of a play here, by its place."""

    def compose(self) -> ComposeResult:
        """Which play it is, from where, and what can be done about it."""
        yield Static("", classes="question", markup=False)
        yield Static("", classes="about", markup=False)
        yield KeyList(classes="keys")

    def asks(self) -> bool:
        """Whether a play came up."""
        return bool(self.opened.plays)

    def begin(self) -> None:
        """Propose the first one."""
        super().begin()
        self._at = 0
        self.load()

    def load(self) -> None:
        """Show the play that is proposed now."""
        part, many = self._proposal.part, len(self.opened.plays) > 1
        count = (f"  {self._at + 1} of {len(self.opened.plays)}" if many else "", "$text-muted")
        self.query_one(".question", Static).update(said("A play came up: ", (part.title, "bold"), count))
        waits = self._is_waiting
        self.query_one(".about", Static).update(plain(self._about() if waits else self._became()))
        ways = [("ritual.run", "run it"), ("ritual.later", self._later)] if waits else []
        self.query_one(KeyList).show(self.hints(ways))

    def go_on(self) -> bool:
        """Propose the next one; True after the last."""
        self._at += 1
        if self._at < len(self.opened.plays):
            self.load()
            return False
        self._at = len(self.opened.plays) - 1
        self.answered = True
        return True

    def has_before(self) -> bool:
        """Whether this is not the first one."""
        return self._at > 0

    def go_back(self) -> bool:
        """Propose the one before."""
        if self._at == 0:
            return False
        self._at -= 1
        self.load()
        return True

    def action_ritual_run(self) -> None:
        """Begin a run of it, which waits among the playbooks."""
        from remoteos.services import runs

        said = f"“{self._proposal.part.title}” runs: its steps are on the page of the playbooks."
        if self._is_waiting and self.act(lambda desk: runs.begin(desk, self._which), said) is not None:
            self._settle("It runs: its steps are on the page of the playbooks.")

    def action_ritual_later(self) -> None:
        """Let it propose itself on the next workday once more."""
        from remoteos.services import runs

        until = self.desk.next_workday()
        said = f"It proposes itself again on {day_name(until, year=False)}."
        if (
            self._is_waiting
            and self.act(lambda desk: runs.snooze(desk, self._which, until), said) is not None
        ):
            self._settle(said)

    @property
    def _proposal(self) -> Proposal:
        return self.opened.plays[self._at]

    @property
    def _which(self) -> str:
        return f"{self._proposal.adoption.playbook_id}/{self._proposal.part.name}"

    @property
    def _is_waiting(self) -> bool:
        """Whether it came up still: it was neither begun nor put off since, here or elsewhere."""
        from remoteos.services import runs

        due = ((one.adoption.playbook_id, one.part.name) for one in runs.proposals(self.desk))
        return (self._proposal.adoption.playbook_id, self._proposal.part.name) in due

    def _about(self) -> str:
        """How often it comes up, from where, and what becomes of it when nothing is said."""
        often = self._proposal.part.value
        for day in WEEKDAYS:
            often = often.replace(day, day.capitalize())
        return (
            f"{often[:1].upper()}{often[1:]}, from {self._proposal.adoption.title}. Left with "
            f"{self.session.key_of('ritual.next')}, it waits on the page of the playbooks."
        )

    def _became(self) -> str:
        return self._settled.get(self._at, "It was begun, put off or taken away meanwhile.")

    @property
    def _later(self) -> str:
        return f"again on {day_name(self.desk.next_workday(), year=False)}"

    def _settle(self, text: str) -> None:
        self._settled[self._at] = text
        if self.go_on():
            self.guide.step_over()
