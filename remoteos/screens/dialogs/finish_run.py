"""Finishing a run: whether it worked, how long it took, what the measures show, and the questions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Static

from remoteos.domain.errors import BadInput, Refused
from remoteos.domain.runs import LONGEST_RUN, Ending, Run, Worked
from remoteos.domain.text import quoted
from remoteos.domain.words import plural
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.play_text import MUTED, text_at
from remoteos.screens.session import Session
from remoteos.screens.typed import maybe, typed_minutes
from remoteos.services import runs
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field, FieldRow
from remoteos.widgets.text import Part, joined, plain

_WORKED: Sequence[Option] = (("yes", "yes"), ("partly", "partly"), ("no", "no"))
_MEASURE, _QUESTION = "measure-", "question-"


class _AsksAbout(Form):
    """A form in which what a field is about, if it takes more than a word, stands above the field."""

    above: Mapping[str, Content]
    """What stands above the fields of these names; set before the form is made."""

    def compose(self) -> ComposeResult:
        """As every form, with what stands above some of the fields."""
        for widget in super().compose():
            if isinstance(widget, FieldRow) and widget.field.name in self.above:
                yield Static(self.above[widget.field.name], classes="about", id=f"above-{widget.field.name}")
            yield widget

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Bring into sight the field that is asked, and what stands above it."""
        row = event.widget.parent
        if not isinstance(row, FieldRow):
            return
        for one in (*self.query(f"#above-{row.field.name}"), row):  # the field last: it must be seen
            self.call_after_refresh(one.scroll_visible, animate=False, immediate=True)


class FinishRun(_AsksAbout):
    """Finishes a run; steps that are still open need a reason, everything else may be left for later."""

    def __init__(self, session: Session, run: Run) -> None:
        self.which = run.id
        self._open = [number for number, step in enumerate(run.steps, 1) if step.state == "open"]
        fields = [
            Field("worked", "Did it work", options=_WORKED),
            Field(
                "minutes", "Minutes", hint="all in all; not said", check=lambda text: maybe(_minutes, text)
            ),
            Field("note", "In a few words", hint="how it was; what to remember next time"),
        ]
        self.above = dict(_above(session, run))
        if self._open:
            fields.append(Field("rest", "Because", hint="why they are left out"))
            self.above["rest"] = plain(_left_said(self._open))
        fields += _results(run)
        title = f"Finish “{session.veiled(run.name, run.visibility)}”"
        through = f"{len(run.steps) - len(self._open)} of {plural(len(run.steps), 'step')} are through."
        note = f"{through} Measures can wait for some weeks."
        super().__init__(
            session, title, fields, self._finish, name=f"finish {run.id}", note=note, does="finish"
        )

    def _finish(self, values: Values) -> None:
        worked = next((one for one in get_args(Worked) if one == values["worked"]), None)
        if worked is None:
            raise Refused("Did it work? Say yes, partly or no: the arrow keys choose.")
        if self._open and not values["rest"]:
            raise Refused(f"{_left_said(self._open)} A reason helps to improve the play.")
        measured, answers = _said(values)
        ending = Ending(
            worked=worked,
            minutes=maybe(_minutes, values["minutes"]),
            measured=measured,
            answers=answers,
            note=values["note"],
            rest=values.get("rest", ""),
        )
        self.session.change(lambda desk: runs.finish(desk, self.which, ending))


class RunResults(_AsksAbout):
    """Says, when it is time, what the measures of a run show, and answers its questions."""

    def __init__(self, session: Session, run: Run, first: str = "") -> None:
        self.which = run.id
        self.above = dict(_above(session, run))
        title = f"What came of “{session.veiled(run.name, run.visibility)}”"
        super().__init__(session, title, _results(run), self._keep, name=f"results {run.id}", first=first)

    def _keep(self, values: Values) -> None:
        new = {field.name: values[field.name] for field in self.fields if values[field.name] != field.value}
        measured, answers = _said(new)
        self.session.change(lambda desk: runs.note_results(desk, self.which, measured, answers))


def field_of(kind: str, number: int) -> str:
    """The field of a measure or a question, from 1."""
    return f"{_MEASURE if kind == 'measure' else _QUESTION}{number}"


def _results(run: Run) -> list[Field]:
    measures = [
        Field(f"{_MEASURE}{at + 1}", "Found", text_at(run.measured, at), "not yet")
        for at in range(len(run.play.measures))
    ]
    questions = [
        Field(f"{_QUESTION}{at + 1}", "Answer", text_at(run.answers, at), "not yet")
        for at in range(len(run.play.questions))
    ]
    return [*measures, *questions]


def _above(session: Session, run: Run) -> Iterator[tuple[str, Content]]:
    for number, measure in enumerate(run.play.measures, 1):
        facts: list[Part] = [(f"target: {session.veiled(measure.target, run.visibility)}", MUTED)]
        if measure.look:
            facts.append((session.veiled(measure.look, run.visibility), MUTED))
        text = plain(session.veiled(measure.text, run.visibility))
        yield f"{_MEASURE}{number}", Content("\n").join([text, joined(facts)])
    for number, question in enumerate(run.play.questions, 1):
        yield f"{_QUESTION}{number}", plain(session.veiled(question, run.visibility))


def _said(values: Values) -> tuple[dict[int, str], dict[int, str]]:
    """What was found of the measures and answered to the questions, by their numbers."""
    found = [
        {int(name.removeprefix(kind)): text for name, text in values.items() if name.startswith(kind)}
        for kind in (_MEASURE, _QUESTION)
    ]
    return found[0], found[1]


def _left_said(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Step {numbers[0]} is still open. Why is it left out?"
    said = ", ".join(map(str, numbers[:-1]))
    return f"Steps {said} and {numbers[-1]} are still open. Why are they left out?"


def _minutes(text: str) -> int:
    """Minutes as people type them; a run of many days may take more than a day has."""
    typed = text.strip()
    if typed.isdecimal() and len(typed) < 10 and 0 < int(typed) <= LONGEST_RUN:
        return int(typed)
    try:
        return typed_minutes(typed)
    except ValueError:
        raise BadInput(f"{quoted(typed)} is no time: type minutes, such as 50, or 1h30.") from None
