"""How it was, or is: energy and stress from 1 to 5, by one digit each."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from remoteos.domain.pulse import Pulse
from remoteos.screens.rituals.step import Step
from remoteos.services import pulse, rituals
from remoteos.widgets.line import Line
from remoteos.widgets.scale import Scale
from remoteos.widgets.text import plain, said


class StartPulse(Step):
    """How one feels at the start."""

    private: ClassVar[bool] = True
    moment: ClassVar[str] = "start"

    def __init__(self, title: str = "How are you") -> None:
        super().__init__("pulse", title)

    def compose(self) -> ComposeResult:
        """The two questions."""
        yield _asked("How are you?")
        yield Scale("Energy", "empty", "full", id="energy")
        yield Scale("Stress", "calm", "much", id="stress")
        yield Static(plain("A digit answers, enter skips."), classes="about", markup=False)

    def begin(self) -> None:
        """Ask for the energy first."""
        self.query_one("#energy").focus()

    def load(self) -> None:
        """Show what was said before."""
        known = self.known()
        self.query_one("#energy", Scale).show(known.energy if known else None)
        self.query_one("#stress", Scale).show(known.stress if known else None)

    def on_scale_picked(self, event: Scale.Picked) -> None:
        """Keep the answer, and ask what comes next."""
        if event.scale.id == "energy":
            self.save(energy=event.value)
            self.query_one("#stress").focus()
        else:
            self.save(stress=event.value)
            self.after_stress()

    def go_on(self) -> bool:
        """Take what the arrow keys point at; from the first question on to the second one."""
        energy, stress = self.query_one("#energy", Scale), self.query_one("#stress", Scale)
        for scale in (energy, stress):
            if scale.pointed and scale.has_focus:
                scale.post_message(Scale.Picked(scale, scale.pointed))
                return False
        return True

    def after_stress(self) -> None:
        """Nothing more is asked."""
        self.guide.step_over()

    def save(self, energy: int | None = None, stress: int | None = None) -> None:
        """Keep an answer."""
        self.act(partial(rituals.open_day, energy=energy, stress=stress))

    def known(self) -> Pulse | None:
        """What was said before."""
        day = rituals.day_in_hand(self.desk).date
        found = (one for one in pulse.since(self.desk, day) if one.day == day and one.moment == self.moment)
        return next(found, None)


class EndPulse(StartPulse):
    """How the day was, with a note."""

    moment: ClassVar[str] = "end"

    def __init__(self) -> None:
        super().__init__("How was it")

    def compose(self) -> ComposeResult:
        """The two questions and the note."""
        yield _asked("How was it?")
        yield Scale("Energy", "empty", "full", id="energy")
        yield Scale("Stress", "calm", "much", id="stress")
        yield Line(placeholder="a private note on the day", id="note")
        yield Static(plain("A digit answers, enter goes on."), classes="about", markup=False)

    def load(self) -> None:
        """Show what was said before; a note that is being typed stays."""
        super().load()
        note = self.query_one("#note", Line)
        if not note.value:
            note.value = self.kept()["note"]

    def kept(self) -> dict[str, str]:
        """The note as it is saved, on one line."""
        return {"note": " ".join(rituals.day_in_hand(self.desk).note.split())}

    def after_stress(self) -> None:
        """Ask for the note."""
        self.query_one("#note").focus()

    def save(self, energy: int | None = None, stress: int | None = None) -> None:
        """Keep an answer."""
        self.act(partial(rituals.note_close, energy=energy, stress=stress))

    def go_on(self) -> bool:
        """Take the note as well."""
        if not super().go_on():
            return False
        typed = self.typed().get("note")
        return not typed or self.act(partial(rituals.note_close, note=typed)) is not None


def _asked(question: str) -> Static:
    aside = ("   only you ever see this", "$text-muted")
    return Static(said((question, "bold"), aside), classes="question", markup=False)
