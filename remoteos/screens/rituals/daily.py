"""What the start ritual and the end ritual have in common: how far each came is kept with the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from remoteos.domain.errors import RemoteosError
from remoteos.domain.rituals import Ritual, StepState, Workday
from remoteos.screens.ritual import GuidedPage
from remoteos.screens.session import Session
from remoteos.services import rituals


class RitualPage(GuidedPage):
    """A daily ritual: how far it came is kept, so that it can be finished later, here or elsewhere."""

    ritual: ClassVar[Ritual]

    def __init__(self, session: Session, day: Workday) -> None:
        self.day = day
        super().__init__(session)
        self.marks = {mark.step: mark.state for mark in day.steps if mark.ritual == self.ritual}
        self._written: Mapping[str, StepState] = dict(self.marks)

    @property
    def unwritten(self) -> dict[str, StepState]:
        """The steps that were done or skipped since the marks were last written."""
        return {key: state for key, state in self.marks.items() if self._written.get(key) != state}

    def leave(self) -> None:
        """Keep how far it came, and go."""
        self.write_marks()
        super().leave()

    def on_unmount(self) -> None:
        """Keep how far it came when the whole app is left."""
        self.write_marks()

    def write_marks(self) -> None:
        """Write which steps are done or skipped, in one change: undo takes back answers, not questions."""
        marks, self._written = self.unwritten, dict(self.marks)
        if not marks:
            return
        try:
            self.session.change(lambda desk: rituals.mark_steps(desk, self.ritual, marks))
        except (RemoteosError, OSError):
            return  # the answers are saved: only the question is asked again

    def mark_silent(self) -> None:
        """Count the steps that had nothing to ask as skipped."""
        for step in self.steps:
            if step.key:
                self.marks.setdefault(step.key, "skipped")
