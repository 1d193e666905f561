"""An open loop decided by one key on a terminal."""

from __future__ import annotations

from datetime import date

from remoteos.cli import output
from remoteos.cli.params import DATE, TEXT
from remoteos.cli.session import Session
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.words import day_name
from remoteos.services import captures
from remoteos.services.desk import Desk

WAYS = "[d]one  [t]omorrow  [s]chedule  [a]sk  [o]utcome  [x] let go  Enter: later"
KEYS = "dtsaox"


def ask_loop(session: Session, loop: Capture) -> None:
    """Ask what becomes of a loop and say what was done; one decided elsewhere meanwhile is passed over."""
    carried = f" (carried {loop.rolls}×)" if loop.rolls else ""
    answer = session.choose(f"“{loop.text}”{carried}\n  {WAYS}", KEYS)
    try:
        done = _decide(session, loop, answer)
    except Refused as refusal:
        done = str(refusal)
    if done:
        output.note(output.dim(f"  {done}"))


def _decide(session: Session, loop: Capture, answer: str) -> str:
    """Decide the loop by a key; what was done, in a few words, or nothing."""
    desk = session.desk
    if answer == "d":
        captures.done(desk, loop.id)
        return "Done."
    if answer == "t":
        return _planned(desk, loop, desk.next_workday())
    if answer == "s" and (day := session.ask("On which day", DATE)):
        return _planned(desk, loop, day)
    if answer == "a" and (who := session.ask("Whom", TEXT)):
        captures.ask(desk, loop.id, who)
        return f"Asked of {who}; your manager may see it."
    if answer == "o":
        captures.outcome(desk, loop.id, done_when=session.ask("Done when", TEXT) or "")
        return "Now an outcome; your manager may see it."
    if answer == "x":
        captures.let_go(desk, loop.id, session.ask("Why (Enter for no reason)", TEXT) or "")
        return "Let go."
    return ""


def _planned(desk: Desk, loop: Capture, day: date) -> str:
    captures.schedule(desk, loop.id, day)
    return f"Planned for {day_name(day)}."
