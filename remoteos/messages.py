"""What the parts of the app tell each other."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Changed(Message):
    """Something was committed here: every screen shows the new state, and a toast says what was done."""

    said: str = ""
    """What was done, in a few words; nothing is shown when it is empty."""
    undo: bool = True
    """Whether undo takes it back."""


class DayBegun(Message):
    """The start ritual is done: the day can be worked in."""


@dataclass
class Refused(Message):
    """Something could not be done, and nothing was lost."""

    why: str
    """One line that says what happened and what to do."""
