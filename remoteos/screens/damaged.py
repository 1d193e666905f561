"""What became of a data file that cannot be used, and the ways back, by one key each."""

from __future__ import annotations

from datetime import datetime

from remoteos.domain.errors import RemoteosError
from remoteos.domain.words import clock_time, day_name, plural
from remoteos.messages import Changed, Refused
from remoteos.screens.dialogs.answers import Answer, Answers
from remoteos.screens.session import Session
from remoteos.services import mending
from remoteos.services.mending import Loss

LOOK_S = 0.5
"""How often to look whether the file can be used again."""


class DamagedScreen(Answers):
    """Says what was found, and offers what can be done about it; it goes when the file can be used again."""

    def __init__(self, session: Session, loss: Loss) -> None:
        super().__init__(
            session,
            "The data file cannot be used",
            loss.said,
            tuple(_ways(loss, session.now)),
            leave="look around first" if loss.remembered else "later",
        )

    def on_mount(self) -> None:
        """Watch the file: somebody may restore it from the command line."""
        self.set_interval(LOOK_S, self._look)

    def carry_out(self, answer: str | None) -> None:
        """Do what was chosen, on behalf of the app that shows it."""
        if answer is None or answer == "quit":
            if answer:
                self.app.exit()
            return
        if not self.session.lost:
            return
        try:
            said = _mend(self.session, answer)
        except RemoteosError as error:
            self.app.post_message(Refused(str(error)))
        except OSError as error:
            self.app.post_message(Refused(f"Nothing was changed: {error.strerror or error}."))
        else:
            self.session.look()
            self.app.post_message(Changed(said, undo=False))

    def _look(self) -> None:
        self.session.look()
        if not self.session.lost and self.is_current:
            self.app.post_message(Changed("The data can be used again.", undo=False))
            self.dismiss(None)


def _ways(loss: Loss, now: datetime) -> list[Answer]:
    ways = []
    if loss.remembered:
        ways.append(Answer("put back", "p", "Put back what you see", plural(loss.remembered, "record")))
    if loss.backup is not None:
        at = loss.backup.created_at.astimezone(now.tzinfo)
        made = f"{day_name(at.date(), year=at.year != now.year)} {clock_time(at)}"
        records = plural(loss.backup.records, "record")
        ways.append(Answer("restore", "b", f"Restore the backup of {made}", records))
    ways.append(Answer("start afresh", "n", "Start afresh; the damaged file stays", "empty"))
    ways.append(Answer("quit", "q", "Quit, and leave everything as it is"))
    return ways


def _mend(session: Session, way: str) -> str:
    """Go one way back; say what came of it."""
    if way == "put back":
        return f"What you saw is saved again: {plural(mending.put_back(session.desk), 'record')}."
    if way == "restore":
        return f"The backup is back: {plural(mending.restore(session.desk), 'record')}."
    mending.start_afresh(session.desk)
    return "A new, empty data file is there."
