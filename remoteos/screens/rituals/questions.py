"""A step that asks for a few lines of text, with a word on why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Static

from remoteos.screens.rituals.step import Step
from remoteos.widgets.line import Line
from remoteos.widgets.text import plain, said


class Question(NamedTuple):
    """One line that is asked for."""

    name: str
    label: str
    value: str
    """What holds now."""
    hint: str
    read: Callable[[str], str] = str
    """Makes what was typed what is kept; raises ValueError with one line when it cannot be read."""


class Said(NamedTuple):
    """What is said above the fields."""

    title: str
    lines: Sequence[str]


class Taker(Protocol):
    """The page that keeps the answers."""

    def take(self, said: dict[str, str]) -> str:
        """Keep what was answered; return what is wrong with it, in one line."""


class Questions(Step):
    """A few lines of text; enter goes from one to the next."""

    def __init__(self, key: str, title: str, said: Said, questions: Sequence[Question]) -> None:
        super().__init__(key, title)
        self.said = said
        self.questions = tuple(questions)
        self._kept = {question.name: question.value for question in questions}

    def compose(self) -> ComposeResult:
        """Why it is asked, and the fields."""
        yield Static(said((self.said.title, "bold")), classes="question", markup=False)
        yield Static(Content("\n").join(map(plain, self.said.lines)), classes="about", markup=False)
        for question in self.questions:
            with Horizontal(classes="row"):
                yield Label(plain(question.label))
                yield Line(question.value, placeholder=question.hint, id=question.name)
        yield Static("", classes="problem", markup=False)

    def begin(self) -> None:
        """Ask for the first line."""
        self.query(Line).first().focus()

    def kept(self) -> dict[str, str]:
        """What is saved, or held before anything was."""
        return self._kept

    def go_on(self) -> bool:
        """From a line with something new in it to the next; after the last one all of it is kept."""
        lines = list(self.query(Line))
        at = next((at for at, line in enumerate(lines) if line.has_focus), len(lines) - 1)
        if at + 1 < len(lines) and lines[at].value.strip():
            lines[at + 1].focus()
            return False
        return self._take()

    def _take(self) -> bool:
        typed = self.typed()
        answers = {}
        for question in self.questions:
            if question.name not in typed:
                continue
            try:
                answers[question.name] = question.read(typed[question.name])
            except ValueError as error:
                self.say(str(error))
                self.query_one(f"#{question.name}").focus()
                return False
        if not answers:
            return True
        problem = cast("Taker", self.screen).take(answers)
        self.say(problem)
        if not problem:
            self.answered = True
            self._kept = {**self._kept, **typed}
        return not problem
