"""Pages that ask one question at a time: the frame of the rituals and of the first run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.keys import key_list, shown_key
from remoteos.domain.rituals import StepState
from remoteos.screens.loop_decisions import hidden_now
from remoteos.screens.page import Page
from remoteos.screens.rituals.step import Step
from remoteos.screens.session import Session
from remoteos.widgets.key_bar import KeyBar, KeyHint
from remoteos.widgets.line import Line
from remoteos.widgets.navigation import StatusLine
from remoteos.widgets.steps import Heading, Steps, StepShown
from remoteos.widgets.text import plain

_BACK = next(action for action in ACTIONS if action.id == "back")

_FOOTER = ("ritual.next", "ritual.back", "ritual.skip", "back", "capture", "undo", "help")
_OF_APP = ("capture", "undo", "help")


class GuidedPage(Page):
    """A page that asks step by step; every step can be skipped, gone back to, or left for later."""

    CSS_PATH = Path(__file__).with_name("ritual.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ritual"), binding(_BACK)]
    AUTO_FOCUS: ClassVar[str | None] = ""
    place: ClassVar[Place] = "ritual"
    heading: ClassVar[str]
    """What it is about, in a few words."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title = self.heading
        self.steps: tuple[Step, ...] = tuple(self.make_steps())
        self.marks: dict[str, StepState] = {}
        """Which steps are done or skipped."""
        self.at = 0
        self._was_hidden = False

    # What a guided page is

    def make_steps(self) -> Sequence[Step]:
        """The steps in their order."""
        raise NotImplementedError

    def finish(self) -> None:
        """Nothing is left to ask."""
        raise NotImplementedError

    def leave(self) -> None:
        """Finish later; what was typed and is not saved is kept."""
        for step in self.steps:
            if typed := step.typed():
                before = self.session.drafts.get(self._draft(step), {})  # there while it may not be shown
                self.session.drafts[self._draft(step)] = {**before, **typed}
        self.dismiss()

    def remark(self) -> Content:
        """What to keep in mind during all steps, in one line."""
        return Content("")

    # How it is shown

    def compose(self) -> ComposeResult:
        """As every page, with its own title and progress in the place of the pages."""
        yield Heading(self.heading)
        yield StatusLine()
        yield Static("", id="trouble", markup=False)
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """The steps by name, and the one that is asked."""
        with Vertical(id="guide"), Vertical(id="asking"):
            yield Steps()
            yield Static("", id="remark", markup=False)
            yield Static(plain(hidden_now(self.session)), id="hidden-step", markup=False)
            yield from self.steps

    def on_mount(self) -> None:
        """Begin with the first step that is left; what was typed before is back."""
        if not self.session.hidden:  # it may be private, and others may be looking
            for step in self.steps:
                step.restore(self.session.drafts.pop(self._draft(step), {}))
        self.at = self._first()
        self.step.seen = True
        self.call_after_refresh(self._begin)

    def load(self) -> None:
        """Show the step as the data are now."""
        was_hidden, self._was_hidden = self._was_hidden, self._is_hidden
        self._show()
        if not self._is_hidden:
            self.step.load()
        if was_hidden != self._is_hidden:
            self._begin()

    def tick(self) -> None:
        """Show what moves with the time."""
        if not self._is_hidden:
            self.step.tick()

    @property
    def step(self) -> Step:
        """The step that is asked now."""
        return self.steps[self.at]

    # Going through the steps

    def action_ritual_next(self) -> None:
        """Take the answer and go on."""
        if self._is_hidden or self.step.go_on():
            self.step_over()
        else:
            self.show_keys()  # there may be a question before this one by now

    def action_ritual_skip(self) -> None:
        """Go on without an answer."""
        self.step_over()

    def action_ritual_back(self) -> None:
        """Ask the question before again, or the step before."""
        if not self._is_hidden and self.step.go_back():
            self.show_keys()
            return
        before = [at for at in self._in_sight() if at < self.at]
        if before:
            self.go_to(before[-1])

    def action_back(self) -> None:
        """Finish later."""
        self.leave()

    def on_steps_chosen(self, event: Steps.Chosen) -> None:
        """Go to the step whose name was clicked."""
        self.go_to(next(at for at, step in enumerate(self.steps) if step.key == event.key))

    def step_over(self) -> None:
        """Mark this step and go to the next that is left; finish when none is."""
        step = self.step
        if step.key:
            done = step.answered or self.marks.get(step.key) == "done"
            self.marks[step.key] = "done" if done else "skipped"
        ahead = self._ahead()
        if ahead is None:
            self.finish()
        else:
            self.go_to(ahead)

    def go_to(self, at: int) -> None:
        """Ask another step; one that is left answered is done."""
        if self.step.key and not self.step.is_left():
            self.marks[self.step.key] = "done"
        self.at = at
        self.step.seen = True
        self.reload()
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is before the first question."""
        if action == "ritual_back" and self.is_mounted:
            return (not self._is_hidden and self.step.has_before()) or any(
                at < self.at for at in self._in_sight()
            )
        return super().check_action(action, parameters)

    def show_keys(self, _: Screen[object] | None = None) -> None:
        """Show the keys of all steps; those of one stand in the step. Single letters rest while one types."""
        keymap, typing = self.session.desk.settings.keymap, isinstance(self.focused, Line)
        hints = []
        for id in _FOOTER:  # noqa: A001
            action = next(one for one in ACTIONS if one.id == id)
            key = key_list(action, keymap)[0]
            rests = typing and len(shown_key(key)) == 1
            node: DOMNode = self.app if id in _OF_APP else self
            if not rests and self.shows(id) and node.check_action(action.method, ()):
                where = "app" if id in _OF_APP else "screen"
                hints.append(
                    KeyHint(shown_key(key), self.label(id, action.label), f"{where}.{action.method}")
                )
        self.query_one(KeyBar).show(hints)

    def shows(self, action: str) -> bool:  # noqa: ARG002  for pages to leave one out
        """Whether an action is in the footer now."""
        return True

    def label(self, action: str, usual: str) -> str:
        """Say what escape does here, and say the rest in short."""
        return {"back": "finish later", "ritual.back": "back"}.get(action, usual)

    # How they are counted

    def _ahead(self) -> int | None:
        """The next step: one that is left, after this one or before it, else the one that follows."""
        sight = self._in_sight()
        after = [at for at in sight if at > self.at]
        left = [at for at in sight if self.steps[at].key and self.steps[at].key not in self.marks]
        in_turn = [*(at for at in left if at > self.at), *(at for at in left if at < self.at), *after]
        return next(iter(in_turn), None)

    def _in_sight(self) -> list[int]:
        """The steps that have something to ask, or had."""
        return [
            at
            for at, step in enumerate(self.steps)
            if step.seen or step.asks() or self.marks.get(step.key) == "done"
        ]

    def _counted(self) -> list[int]:
        return [at for at in self._in_sight() if self.steps[at].key]

    def _first(self) -> int:
        """The first step that is left; the very first one when none is."""
        sight = self._in_sight()
        left = (at for at in sight if self.steps[at].key not in self.marks)
        return next(left, next(iter(sight), 0))

    @property
    def _is_hidden(self) -> bool:
        return self.step.private and self.session.hidden

    def _begin(self) -> None:
        if not self._is_hidden:
            self.step.begin()
        else:
            self.set_focus(None)

    def _show(self) -> None:
        """Show where one is, and the step that is asked alone."""
        counted = self._counted()
        shown = [
            StepShown(
                self.steps[at].key,
                self.steps[at].title_now(),
                self.marks.get(self.steps[at].key, "to come"),
                at == self.at,
            )
            for at in counted
        ]
        progress = f"step {counted.index(self.at) + 1} of {len(counted)}" if self.at in counted else ""
        self.query_one(Steps).show(shown)
        self.query_one(Steps).display = bool(progress)
        self.query_one(Heading).show_progress(self.heading_now(), progress)
        remark = self.remark() if progress else Content("")
        self.query_one("#remark", Static).update(remark)
        self.query_one("#remark").display = bool(remark)
        for step in self.steps:
            step.display = step is self.step and not self._is_hidden
        self.query_one("#hidden-step").display = self._is_hidden

    def heading_now(self) -> str:
        """The title as it is said now."""
        return self.heading

    def _draft(self, step: Step) -> str:
        return f"{self.heading} {step.key}"
