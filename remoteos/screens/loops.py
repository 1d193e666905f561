"""The inbox of open loops: look at one, press one key, and the next is there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.captures import Capture, rolled_too_often
from remoteos.domain.words import KIND_MARKS, SOURCE_WORDS, carried, day_name, noted, plural
from remoteos.screens.loop_decisions import LoopDecisions
from remoteos.screens.page import Page
from remoteos.screens.session import Session
from remoteos.services import captures
from remoteos.widgets.details import Details, Entry
from remoteos.widgets.line import Line
from remoteos.widgets.many_rows import ManyRows
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

MUTED = "$text-muted"

_BACK = next(action for action in ACTIONS if action.id == "back")

_SHORT = {
    "loop.do": "done",
    "loop.schedule": "date",
    "loop.ask": "ask",
    "loop.outcome": "outcome",
    "loop.drop": "let go",
    "loop.leave": "leave",
}
"""What the keys do, in so few words that all of them stand in the footer."""


class LoopsScreen(LoopDecisions, Page):
    """All open loops, those carried most often first, then the oldest."""

    CSS_PATH = "loops.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("loops"), binding(_BACK)]
    TITLE = "Open loops"
    place: ClassVar[Place] = "loops"
    explanation = (
        "Everything noted in passing that still needs a decision, what was carried over most often first. "
        "One key decides the loop under the cursor and the next one is there. Deciding is not doing: it says "
        "what becomes of it. What you leave stays here, and comes along when you end the day."
    )
    legend = (("·  !", "A loop, an interruption"), ("?  ~  +", "An idea, a risk, a win"))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.loops: tuple[Capture, ...] = ()
        """The loops in the list, in its order."""
        self.words: tuple[str, ...] = ()
        """What the loops in the list have in their texts; empty when all of them are listed."""

    def body(self) -> ComposeResult:
        """How many there are, the field to find some, the list, and the one in hand in full."""
        with Vertical(id="loops"):
            yield Static(id="loop-count", markup=False)
            yield Line(placeholder="words to look for", id="loop-words")
            yield ManyRows()
            yield Details(id="loop-details")

    def on_mount(self) -> None:
        """Work in the list; the field comes when it is asked for."""
        self._words.display = False
        self._list.focus()

    def show_record(self, identity: str) -> None:
        """Put the cursor on a loop."""
        if not self._list.go_to(identity) and self._words.display:
            self.action_back()
            self._list.go_to(identity)

    def load(self) -> None:
        """Show the loops."""
        every = captures.open_loops(self.session.desk)
        words = self._words.value.casefold().split()
        self.loops = every if not words else tuple(one for one in every if self._has(one, words))
        self._list.empty = "Nothing fits." if words else self._nothing
        self._list.show_made([loop.id for loop in self.loops], self._row)
        if words:
            self._list.forget()  # what is searched past is not gone
        self._show_count(len(every), found=bool(words))
        self._show_details()

    @property
    def loop_in_hand(self) -> Capture | None:
        """The loop under the cursor."""
        at = self._list.cursor if self.is_mounted else None
        return self.loops[at] if at is not None and at < len(self.loops) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action makes sense now."""
        allowed = self.loop_action_allowed(action)
        return super().check_action(action, parameters) if allowed is None else allowed

    def label(self, action: str, usual: str) -> str:
        """Say it in short."""
        return _SHORT.get(action) or super().label(action, usual)

    def action_loop_leave(self) -> None:
        """Look at the next one."""
        self._list.action_move(1)

    def action_loops_find(self) -> None:
        """Ask for words to look for."""
        self._words.display = True
        self._words.focus()

    def action_back(self) -> None:
        """Show all of them again while only some are found; else go back."""
        if self._words.display:
            self._words.value = ""
            self._words.display = False
            self._list.focus()
            self.load()
        else:
            self.app.pop_screen()

    def on_input_changed(self) -> None:
        """Show what fits the words."""
        self.load()

    def on_input_submitted(self) -> None:
        """Go on in the list of what was found."""
        self._list.focus()

    def on_rows_moved(self) -> None:
        """Show the one under the cursor in full."""
        self._show_details()
        self.refresh_bindings()

    @property
    def _nothing(self) -> str:
        key = self.session.key_of("capture")
        return f"Nothing is open. {key} notes what crosses your mind, and it waits here."

    @property
    def _list(self) -> ManyRows:
        return self.query_one(ManyRows)

    @property
    def _words(self) -> Line:
        return self.query_one("#loop-words", Line)

    def _has(self, loop: Capture, words: list[str]) -> bool:
        text = self.session.veiled(loop.text, loop.visibility).casefold()
        return all(word in text for word in words)

    def _row(self, at: int) -> Row:
        loop = self.loops[at]
        text = self.session.veiled(loop.text, loop.visibility)
        often = "$text-warning" if rolled_too_often(loop.rolls) else MUTED
        when = _noted(loop, self.session, short=True)
        facts = said((f"{carried(loop.rolls)}  ", often), (f"{when:>9}", MUTED))
        return Row(loop.id, said((f"{KIND_MARKS[loop.kind]} ", "$primary"), text), facts)

    def _show_count(self, every: int, *, found: bool) -> None:
        count = plural(every, "open loop")
        shown = f"{len(self.loops)} of {count}" if found else count
        order = "carried most often first, then the oldest"
        self.query_one("#loop-count", Static).update(
            said((shown, "bold"), (f"  {order}" if every else "", MUTED))
        )

    def _show_details(self) -> None:
        loop, details = self.loop_in_hand, self.query_one(Details)
        details.display = loop is not None
        if loop is not None:
            text = self.session.veiled(loop.text, loop.visibility)
            details.show(plain(text), self._entries(loop))

    def _entries(self, loop: Capture) -> list[Entry]:
        """Where a loop came from, and how long it has waited."""
        noted_on = f"{day_name(loop.day, year=False)}, {_noted(loop, self.session)}"
        source = [f"from {SOURCE_WORDS[loop.source]}"] if loop.source else []
        kind: list[Part] = [loop.kind, *source, noted_on]
        if loop.rolls:
            kind.append(carried(loop.rolls))
        entries = [("noted", joined(kind))]
        if loop.promise:
            entries.append(("promised", plain(self.session.veiled(loop.promise, loop.visibility))))
        block = captures.noted_in(self.session.desk, loop)
        if block is not None:
            entries.append(("while", plain(self.session.veiled(block.intention, block.visibility))))
        return entries


def _noted(loop: Capture, session: Session, *, short: bool = False) -> str:
    return noted(loop.created_at, loop.day, session.desk.today, short=short)
