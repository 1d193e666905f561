"""What every step of a guided page has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import Vertical
from textual.widgets import Static

from remoteos.domain.actions import ACTIONS, keys_of
from remoteos.domain.keys import shown_key
from remoteos.widgets.key_bar import KeyHint
from remoteos.widgets.key_list import KeyList
from remoteos.widgets.line import Line
from remoteos.widgets.text import plain

if TYPE_CHECKING:
    from remoteos.screens.ritual import GuidedPage
    from remoteos.screens.session import Session
    from remoteos.services.desk import Desk

R = TypeVar("R")

_ACTIONS = {action.id: action for action in ACTIONS}


class Step(Vertical):
    """One step: it asks, saves each answer as it is given, and says when there is nothing more to ask."""

    private: ClassVar[bool] = False
    """Whether all of it is hidden while the screen is shared."""

    def __init__(self, key: str, title: str) -> None:
        """``key`` is how the step is called in the settings; a step without one is in no count."""
        super().__init__(classes="step")
        self.key = key
        self.step_title = title
        self.answered = False
        """Whether anything was said; else the step was skipped."""
        self.seen = False
        """Whether it was asked since the page was opened."""

    # What a step is

    def asks(self) -> bool:
        """Whether there is anything to ask now."""
        return True

    def title_now(self) -> str:
        """Its name as it may be shown now."""
        return self.step_title

    def begin(self) -> None:
        """Be asked, from its first question."""

    def load(self) -> None:
        """Show the data as it is; called when it is asked and after every change."""

    def tick(self) -> None:
        """Show what moves with the time."""

    def go_on(self) -> bool:
        """Take what was answered by enter; True when there is nothing more to ask here."""
        return True

    def has_before(self) -> bool:
        """Whether there is a question before the one that is asked now."""
        return False

    def go_back(self) -> bool:
        """Ask the question before again; False when this is the first one of the step."""
        return False

    def is_left(self) -> bool:
        """Whether there is more to ask here when another step is gone to in between."""
        return not self.answered

    def kept(self) -> Mapping[str, str]:
        """What its fields hold once everything typed is saved; nothing unless a step says otherwise."""
        return {}

    def say(self, text: str) -> None:
        """Say in one line what is wrong, or what somebody might not have meant; nothing takes it away."""
        problem = self.query_one(".problem", Static)
        problem.update(plain(self.session.veil.notice(text)))
        problem.display = bool(text)

    # What it works with

    @property
    def guide(self) -> GuidedPage:
        """The page it belongs to."""
        from remoteos.screens.ritual import GuidedPage

        page = self.screen
        assert isinstance(page, GuidedPage)
        return page

    @property
    def session(self) -> Session:
        """What the app works with."""
        return self.guide.session

    @property
    def desk(self) -> Desk:
        """The desk as it is now."""
        return self.session.desk

    def act(self, do: Callable[[Desk], R], said: str = "") -> R | None:
        """Change data; None when it was refused, which the page then says."""
        done = self.guide.act(do, said)
        if done is not None:
            self.answered = True
        return done

    def hints(self, labels: Sequence[tuple[str, str]]) -> list[KeyHint]:
        """Actions of this step with what each does, under the user's keys."""
        keymap = self.desk.settings.keymap
        return [
            KeyHint(shown_key(keys_of(_ACTIONS[id], keymap).split(",")[0]), label, _ACTIONS[id].method)
            for id, label in labels  # noqa: A001
        ]

    async def on_key_list_pressed(self, event: KeyList.Pressed) -> None:
        """Do what a key does that was clicked."""
        event.stop()
        await self.run_action(event.action)

    def on_input_submitted(self, event: Line.Submitted) -> None:
        """Enter in a field is enter on the page."""
        event.stop()
        self.guide.action_ritual_next()

    # What was typed and not saved

    def typed(self) -> dict[str, str]:
        """What stands in its fields and is saved nowhere."""
        kept = self.kept()
        fields = {line.id or "": line.value.strip() for line in self.query(Line)}
        return {name: value for name, value in fields.items() if value != kept.get(name, "")}

    def restore(self, typed: Mapping[str, str]) -> None:
        """Bring back what was typed before."""
        for line in self.query(Line):
            line.value = typed.get(line.id or "", line.value)


class KeyStep(Step, can_focus=True):
    """A step that is answered by single keys."""

    def begin(self) -> None:
        """Take the keys."""
        self.focus()
