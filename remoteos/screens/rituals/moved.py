"""What moved on each outcome of the day: a note of progress, done by one key, or nothing to say."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from remoteos.commands import binding
from remoteos.domain.actions import ACTIONS
from remoteos.domain.outcomes import Outcome
from remoteos.domain.words import age
from remoteos.messages import Changed
from remoteos.screens.rituals.step import KeyStep
from remoteos.services import outcomes, rituals
from remoteos.services.day import view
from remoteos.widgets.key_list import KeyList
from remoteos.widgets.text import plain, said

_KEYS = ("outcome.report", "outcome.done")


class Moved(KeyStep):
    """The outcomes of the day, one at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding(action) for action in ACTIONS if action.id in _KEYS),
        Binding("up,k", "look(-1)", "one before", show=False),
        Binding("down,j", "look(1)", "next one", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("moved", "What moved")
        self._outcomes: tuple[Outcome, ...] = ()
        self._at = 0
        self._done: list[str] = []
        """Those that were marked done here, the last one at the end."""

    def compose(self) -> ComposeResult:
        """Which outcome it is, what is known of it, and the answers."""
        with Horizontal(classes="asked"):
            yield Static("", classes="count", markup=False)
            yield Static("", classes="question", markup=False)
        yield Static("", classes="about", markup=False)
        yield KeyList(classes="keys")

    def asks(self) -> bool:
        """Whether the day has an outcome that is not dropped and not done since before."""
        return any(one.state == "open" for one in self._today())

    def is_left(self) -> bool:
        """Whether anything is still open."""
        return not self.answered or self.asks()

    def begin(self) -> None:
        """Begin with the first outcome that is open."""
        super().begin()
        self._outcomes = self._today()
        self._at = next((at for at, one in enumerate(self._outcomes) if one.state == "open"), 0)
        self._show()

    def load(self) -> None:
        """Show the outcome as it is now; one that was taken back is asked about again."""
        self._outcomes = self._today()
        open_again = [one.id for one in self._outcomes if one.id in self._done and one.state == "open"]
        if open_again:
            self._done = [one for one in self._done if one not in open_again]
            self._at = next(at for at, one in enumerate(self._outcomes) if one.id == open_again[-1])
        self._at = min(self._at, max(0, len(self._outcomes) - 1))
        self._show()

    def go_on(self) -> bool:
        """Ask about the next outcome."""
        ahead = [at for at, one in enumerate(self._outcomes) if at > self._at and one.state == "open"]
        if not ahead:
            return True
        self._at = ahead[0]
        self._show()
        return False

    def has_before(self) -> bool:
        """Whether this is not the first one."""
        return self._at > 0

    def go_back(self) -> bool:
        """Ask about the one before."""
        if self._at == 0:
            return False
        self.action_look(-1)
        return True

    def action_look(self, step: int) -> None:
        """Look at another one."""
        self._at = max(0, min(len(self._outcomes) - 1, self._at + step))
        self._show()

    def action_outcome_report(self) -> None:
        """Note what moved."""
        from remoteos.screens.dialogs.progress import ProgressForm

        outcome = self._outcomes[self._at]

        def noted(saved: bool | None) -> None:
            if saved:
                self.answered = True
                self.guide.post_message(Changed("Noted."))
                self._next()

        self.app.push_screen(ProgressForm(self.session, outcome), noted)

    def action_outcome_done(self) -> None:
        """It is done; or open again, when that was a slip."""
        outcome = self._outcomes[self._at]
        if outcome.state == "done":
            self.act(lambda desk: outcomes.reopen(desk, outcome.id), "Open again.")
        elif self.act(lambda desk: outcomes.close(desk, outcome.id, "done"), "Done.") is not None:
            self._done.append(outcome.id)
            self._next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done has nothing to note; what is hidden is not decided."""
        if action not in ("outcome_report", "outcome_done"):
            return super().check_action(action, parameters)
        if not self._outcomes:
            return False
        outcome = self._outcomes[self._at]
        seen = not (self.session.hidden and outcome.visibility == "private")
        return seen and (outcome.state == "open" or action == "outcome_done")

    def _next(self) -> None:
        if self.go_on():
            self.guide.step_over()

    def _today(self) -> tuple[Outcome, ...]:
        found = view(self.desk, rituals.day_in_hand(self.desk).date).outcomes
        return tuple(one for one in found if one.state != "dropped")

    # How it is shown

    def _show(self) -> None:
        count, question, about = (
            self.query_one(f".{name}", Static) for name in ("count", "question", "about")
        )
        if not self._outcomes:
            question.update(plain("No outcome was picked for today."))
            self.query_one(KeyList).show(())
            return
        outcome = self._outcomes[self._at]
        count.update(plain(f"{self._at + 1} of {len(self._outcomes)}"))
        title = self.session.veiled(outcome.title, outcome.visibility)
        done = (" ✓ done", "$text-success") if outcome.state == "done" else ""
        question.update(said((title, "bold"), done))
        about.update(self._about(outcome))
        done_said = "open again" if outcome.state == "done" else "it is done"
        keys = [("outcome.report", "note what moved"), ("outcome.done", done_said)]
        self.query_one(KeyList).show(
            [*self.hints([key for key in keys if self.check_action(key[0].replace(".", "_"), ())])]
        )
        self.refresh_bindings()

    def _about(self, outcome: Outcome) -> Content:
        """What it serves, when it is done, and what was said of it last; a line each."""
        session = self.session
        if session.hidden and outcome.visibility == "private":
            return Content("")
        rungs = outcomes.ladder(self.desk, outcome)
        lines = [f"▸ {session.veiled(rungs[0].title, rungs[0].visibility)}"] if rungs else []
        lines += [f"done when: {outcome.done_when}"] if outcome.done_when else []
        if outcome.progress:
            last = outcome.progress[-1]
            when = age(self.desk.workday_of(last.at), self.desk.today)
            lines.append(f"last: {last.note} ({when})")
        lines += [f"how sure: {outcome.confidence} of 5"] if outcome.confidence else []
        shown = [said((session.veil.without_names(line), "$text-muted")) for line in lines]
        return Content("\n").join(shown)
