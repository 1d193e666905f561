"""A walk through every screen of the app: for pictures, and for tests that hold what must hold everywhere."""

from typing import NamedTuple


class Stop(NamedTuple):
    """One screen, and the keys that lead there from Today."""

    name: str
    keys: tuple[str, ...] = ()
    day: str = "under way"
    """What kind of day it is: ``under way`` with a block that runs, ``between`` blocks, ``unopened``, ``new``
    for somebody who has never used it."""


TOUR: tuple[Stop, ...] = (
    Stop("today"),
    Stop("today-planning", ("n",)),
    Stop("today-tomorrow", ("right_square_bracket",)),
    Stop("focus", ("2",)),
    Stop("focus-interruption", ("2", "i")),
    Stop("focus-finish", ("2", "f")),
    Stop("focus-between", ("2",), "between"),
    Stop("focus-start", ("2", "s"), "between"),
    Stop("outcomes", ("3",)),
    Stop("outcomes-ladder", ("3", "v")),
    Stop("outcome-form", ("3", "n")),
    Stop("outcome-edit", ("3", "enter")),
    Stop("outcome-progress", ("3", "r")),
    Stop("goal-form", ("3", "N")),
    Stop("loops", ("l",)),
    Stop("loop-ask", ("l", "a")),
    Stop("loop-date", ("l", "s")),
    Stop("asks", ("A", "v")),
    Stop("ask-form", ("A", "n")),
    Stop("decisions", ("D",)),
    Stop("decision-form", ("D", "n")),
    Stop("decision-look", ("D", "r")),
    Stop("managers", ("M",)),
    Stop("manager-form", ("M", "n")),
    Stop("manager-edit", ("M", "enter")),
    Stop("agenda", ("G",)),
    Stop("agenda-form", ("G", "n")),
    Stop("updates", ("4",)),
    Stop("draft", ("4", "enter")),
    Stop("draft-evidence", ("4", "enter", "v")),
    Stop("draft-alignment", ("4", "enter", "g")),
    Stop("draft-reword", ("4", "enter", "enter")),
    Stop("draft-send", ("4", "enter", "S")),
    Stop("playbooks", ("5",)),
    Stop("playbooks-find", ("5", "slash", *"no answer")),
    Stop("playbooks-found", ("5", "slash", *"no answer", "enter")),
    Stop("run", ("5", "enter")),
    Stop("run-skip", ("5", "enter", "s")),
    Stop("run-finish", ("5", "enter", "f")),
    Stop("results", ("5", "v")),
    Stop("import", ("5", "I")),
    Stop("adopt", ("5", "end", "space")),
    Stop("export", ("5", "end", "w")),
    Stop("derive", ("5", "end", "d")),
    Stop("playbook-filter", ("5", "t")),
    Stop("playbook", ("5", "slash", *"manager", "enter", "home", "enter")),
    Stop("capture", ("c",)),
    Stop("settings", ("comma",)),
    Stop("palette", ("ctrl+p",)),
    Stop("help", ("question_mark",)),
    *(Stop(f"start-{step}", ("o", *("pagedown",) * step), "unopened") for step in range(6)),
    *(Stop(f"end-{step}", ("e", *("pagedown",) * step), "between") for step in range(6)),
    Stop("first-run", (), "new"),
    Stop("newcomer", ("escape",), "new"),
)
"""Every screen there is; a new one is added here."""

WAYS = tuple(
    stop
    for stop in TOUR
    if not any(
        stop.day == other.day and stop.keys == other.keys[: len(stop.keys)] for other in TOUR if other != stop
    )
)
"""The stops that are not on the way to another: who goes to these passes all of them."""
