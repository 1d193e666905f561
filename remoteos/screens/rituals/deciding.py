"""Deciding open loops one after the other, each by one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from remoteos.commands import bindings
from remoteos.domain.captures import Capture
from remoteos.domain.decisions import Decision
from remoteos.domain.outcomes import Outcome
from remoteos.domain.words import SOURCE_WORDS, age, carried, noted
from remoteos.screens.loop_decisions import LoopDecisions, hidden_now
from remoteos.screens.rituals.step import KeyStep
from remoteos.services.desk import Desk
from remoteos.widgets.key_list import KeyList
from remoteos.widgets.text import joined, plain, said

Undecided = Capture | Outcome | Decision

_WAYS: tuple[tuple[str, str], ...] = (
    ("loop.do", "do it now, two minutes"),
    ("loop.tomorrow", "tomorrow"),
    ("loop.schedule", "on a date"),
    ("loop.ask", "ask someone"),
    ("loop.outcome", "an outcome"),
    ("loop.drop", "let it go"),
    ("loop.leave", "leave it"),
)


class Deciding(LoopDecisions, KeyStep):
    """What is open, one at a time; what is left undecided is left for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("loops"),
        Binding("up,k", "look(-1)", "one before", show=False),
        Binding("down,j", "look(1)", "next one", show=False),
    ]

    def __init__(self, key: str, title: str, find: Callable[[Desk], Sequence[Undecided]]) -> None:
        """``find`` returns everything that is to be decided."""
        super().__init__(key, title)
        self.find = find
        self.ways = _WAYS
        self._order: list[str] = []
        self._open: dict[str, Undecided] = {}
        self._decided: list[str] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """Which one it is, what there is to know of it, and the ways out."""
        with Horizontal(classes="asked"):
            yield Static("", classes="count", markup=False)
            yield Static("", classes="question", markup=False)
        yield Static("", classes="about", markup=False)
        yield KeyList(id="ways", classes="keys")
        yield KeyList(id="leave", classes="keys")

    def asks(self) -> bool:
        """Whether anything is open."""
        return bool(self.find(self.desk))

    def is_left(self) -> bool:
        """Whether anything is still open."""
        return not self.answered or self.asks()

    def begin(self) -> None:
        """Ask about the first one that is open."""
        super().begin()
        self._at = 0
        self.load()

    def load(self) -> None:
        """Keep the order in which they were asked; what was taken back is asked again."""
        self._open = {record.id: record for record in self.find(self.desk)}
        self._order += [one for one in self._open if one not in self._order]
        back = next((one for one in reversed(self._decided) if one in self._open), None)
        if back is not None:
            self._decided.remove(back)
            self._at = self._order.index(back)
        self._at = self._open_from(self._at, 1)
        self._show()

    def go_on(self) -> bool:
        """Leave this one open, and look at the next."""
        self._at = self._open_from(self._at + 1, 1)
        over = self._at >= len(self._order)
        if not over:
            self._show()
        return over

    def has_before(self) -> bool:
        """Whether one before is open still."""
        return self._open_from(self._at - 1, -1) >= 0

    def go_back(self) -> bool:
        """Look at the one before."""
        before = self._open_from(self._at - 1, -1)
        if before < 0:
            return False
        self._at = before
        self._show()
        return True

    def action_look(self, step: int) -> None:
        """Look at another one; this one stays open."""
        ahead = self._open_from(self._at + step, step)
        if 0 <= ahead < len(self._order):
            self._at = ahead
            self._show()

    def action_loop_leave(self) -> None:
        """Leave it open, and look at the next."""
        if self.go_on():
            self.guide.step_over()

    # Deciding

    @property
    def record(self) -> Undecided | None:
        """The one that is asked about; None when nothing is left."""
        return self._open.get(self._order[self._at]) if self._at < len(self._order) else None

    @property
    def loop_in_hand(self) -> Capture | None:
        """The loop that the keys decide."""
        return self.record if isinstance(self.record, Capture) else None

    def loop_decided(self, loop: Capture) -> None:
        """Go on with the next one."""
        self.decided(loop)

    def decided(self, record: Undecided) -> None:
        """One is decided: the next one is asked, or the step is over."""
        self.answered = True
        self._decided.append(record.id)
        self._open.pop(record.id, None)
        if self.go_on():
            self.guide.step_over()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The ways out are there while something is asked."""
        allowed = self.loop_action_allowed(action)
        return super().check_action(action, parameters) if allowed is None else allowed

    # How it is shown

    def _show(self) -> None:
        record = self.record
        count, question, about = (
            self.query_one(f".{name}", Static) for name in ("count", "question", "about")
        )
        count.update(plain(f"{self._at + 1} of {len(self._order)}" if record else ""))
        text = self.session.veiled(record.name, record.visibility) if record else "Everything is decided."
        question.update(said((text, "bold" if record else "")))
        about.update(self._about(record) if record else Content(""))
        *ways, leave = self.hints(
            [way for way in self.ways if self.check_action(way[0].replace(".", "_"), ())]
            or [("loop.leave", "")]
        )
        self.query_one("#ways", KeyList).show(ways)
        self.query_one("#leave", KeyList).show([leave] if record else [])
        self.refresh_bindings()

    def _about(self, record: Undecided) -> Content:
        """Its age, where it came from, and how often it was carried over."""
        if self.session.hidden and record.visibility == "private":
            return said((hidden_now(self.session), "$text-muted"))
        parts = self._facts(record)
        shown = [(self.session.veil.without_names(part), "$text-muted") for part in parts]
        return joined(shown, " · ")

    def _facts(self, record: Undecided) -> list[str]:
        if isinstance(record, Decision):
            made = age(self.desk.workday_of(record.created_at), self.desk.today)
            return [
                "were you right?",
                f"decided {made}",
                *([f"because {record.reasons}"] if record.reasons else []),
            ]
        if isinstance(record, Capture):
            parts = [f"{record.kind}, noted {noted(record.created_at, record.day, self.desk.today)}"]
            parts += [f"from {SOURCE_WORDS[record.source]}"] if record.source else []
            parts += [f"promised: {record.promise}"] if record.promise else []
        else:
            parts = [f"done when: {record.done_when}"] if record.done_when else []
        return [*parts, carried(record.rolls)] if record.rolls else parts

    def _open_from(self, at: int, step: int) -> int:
        """The first one from a place on that is still open; past the ends when there is none."""
        while 0 <= at < len(self._order) and self._order[at] not in self._open:
            at += step
        return at
