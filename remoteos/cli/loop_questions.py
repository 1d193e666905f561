"""An open loop decided by one key on a terminal."""

from __future__ import annotations

from remoteos.cli.params import DATE, TEXT
from remoteos.cli.session import Session
from remoteos.domain.captures import Capture
from remoteos.domain.time import ONE_DAY
from remoteos.services import captures

WAYS = "[d]one  [t]omorrow  [s]chedule  [a]sk  [o]utcome  [x] let go  Enter leaves it"
KEYS = "dtsaox"


def ask_loop(session: Session, loop: Capture) -> bool:
    """Ask what becomes of a loop; False when it is left for later."""
    carried = f" (carried {loop.rolls}×)" if loop.rolls else ""
    answer = session.choose(f"“{loop.text}”{carried}\n  {WAYS}", KEYS)
    desk = session.desk
    if answer == "d":
        captures.done(desk, loop.id)
    elif answer == "t":
        captures.schedule(desk, loop.id, desk.today + ONE_DAY)
    elif answer == "s" and (day := session.ask("On which day", DATE)):
        captures.schedule(desk, loop.id, day)
    elif answer == "a" and (who := session.ask("Whom", TEXT)):
        captures.ask(desk, loop.id, who)
    elif answer == "o":
        captures.outcome(desk, loop.id, done_when=session.ask("Done when", TEXT) or "")
    elif answer == "x":
        captures.let_go(desk, loop.id, session.ask("Why (Enter for no reason)", TEXT) or "")
    else:
        return False
    return True
