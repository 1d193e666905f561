"""Finishing a block: what came of it, how deep it was, where to go on. Enter on an empty form finishes it."""

from datetime import datetime

from remoteos.domain.agreement import BREACH_WORDS
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block, keep
from remoteos.domain.focus_time import Staleness, focused_s
from remoteos.domain.words import clock_time, duration, plural
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.session import Session
from remoteos.services import focus
from remoteos.services.agreement import new_breach
from remoteos.services.focus import Ended, Settling
from remoteos.services.status import FocusStatus
from remoteos.widgets.choice import Option
from remoteos.widgets.fields import Field

_DEPTHS: tuple[Option, ...] = (("1", "1 shallow"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5 deep"))


class FinishBlock(Form):
    """Finishes the open block when it is saved; one that was left running where ``settling`` says."""

    def __init__(self, session: Session, now: FocusStatus, settling: Settling | None = None) -> None:
        self.settling = settling
        self.block_id = now.block.id
        self.ended: Ended | None = None
        """How the block ended, once it did."""
        block = now.block
        note = _worked_said(block, now.stale, settling, session.now)
        fields = [
            Field("result", "Result", hint="what came of it"),
            Field("depth", "Depth", options=_DEPTHS),
            Field("next", "Next", hint="where to go on when you come back"),
        ]
        breach = new_breach(session.desk) if now.stale is None else None
        if breach is not None:
            note = f"{note} This is work {BREACH_WORDS[breach.kind]}."
            fields.append(Field("reason", "Why now", hint="a reason, or none; asked once today"))
        title = f"Finish {session.veiled(block.intention, block.visibility)}"
        super().__init__(
            session, title, fields, self._finish, name=f"finish {block.id}", note=note, does="finish"
        )

    def _finish(self, values: Values) -> None:
        now = self.session.standing.focus
        left = now is not None and now.stale is not None and now.block.id == self.block_id
        if self.settling is None and left:
            raise Refused(
                "It was left running meanwhile. esc keeps what you typed; then say until when it ran."
            )
        self.ended = self.session.change(
            lambda desk: focus.stop(
                desk,
                result=values["result"],
                depth=int(values["depth"]) if values["depth"] else None,
                next_action=values["next"],
                settling=self.settling,
                reason=values.get("reason", ""),
                meant=self.block_id,
            )
        )


def _worked_said(block: Block, stale: Staleness | None, settling: Settling | None, now: datetime) -> str:
    """How long it was, against its plan."""
    end = now
    if stale is not None and settling == "planned":
        end = stale.planned_end or now
    elif stale is not None and settling == "activity":
        end = stale.last_activity
    elif stale is not None:
        block = keep(block, now)
    worked = duration(focused_s(block, end))
    plan = f" of {duration(block.planned_s)}" if block.planned_s else ""
    until = f", until {clock_time(end)}" if stale is not None else ""
    noted = f" · {plural(len(block.interruptions), 'interruption')}" if block.interruptions else ""
    return f"{worked}{plan}{until}{noted}."
