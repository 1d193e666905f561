"""What is said when a block was started, changed or ended: one line, or one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli import forms, lines, output
from remoteos.cli.block_options import tell_breach
from remoteos.cli.session import Session
from remoteos.domain.words import clock_time, duration

if TYPE_CHECKING:
    from remoteos.domain.focus import Block
    from remoteos.services.focus import Begun, Ended


def tell(session: Session, block: Block, did: str, as_json: bool) -> None:
    """Say in one line what was done to a block."""
    from remoteos.domain.focus_time import planned_end

    if as_json:
        output.emit({"block": forms.block(block, session.clock.now())})
        return
    end = planned_end(block, session.clock.now())
    until = f" · {duration(block.planned_s)}" if block.planned_s else ""
    if end is not None and block.state == "running":
        until += f", until {clock_time(end)}"
    output.data(f"{did} {block.intention}{until}{lines.tail(session.desk, block)}")


def tell_begun(session: Session, begun: Begun, did: str, as_json: bool) -> None:
    """Say that a block runs now, and that this crossed a boundary if it did."""
    tell(session, begun.block, did, as_json)
    tell_breach(session, begun.breach)


def tell_ended(session: Session, ended: Ended, as_json: bool) -> None:
    """Say how a block ended, what it returned to, and the break that it deserves."""
    from remoteos.domain.focus_time import focused_s
    from remoteos.services.breaks import current

    block, back = ended.block, ended.returned_to
    if as_json:
        now = session.clock.now()
        returned = forms.block(back, now) if back else None
        output.emit({"block": forms.block(block, now), "returned_to": returned})
    else:
        worked = focused_s(block, session.clock.now())
        plan = f" of {duration(block.planned_s)}" if block.planned_s else ""
        rest = f" · back to {back.intention}" if back else ""
        due = current(session.desk)
        if due is not None and due.block.id == block.id:
            rest = f" · {duration(due.length_s)} break"
        output.data(f"{block.state.capitalize()} {block.intention} · {duration(worked)}{plan}{rest}")
        if back is not None:
            tell_return(session, back)
    tell_breach(session, ended.breach)


def tell_return(session: Session, block: Block) -> None:
    """Say what to know of a block that is gone on with: its re-entry card, in a line."""
    from remoteos.services.reentry import about

    for line in lines.returned(about(session.desk, block)):
        output.data(line)


def show(session: Session, block: Block, as_json: bool) -> None:
    """Show one block after a change."""
    from remoteos.services.focus import counted_until

    until = counted_until(session.desk)
    if as_json:
        output.emit({"block": forms.block(block, until)})
    else:
        output.data(lines.block(session.desk, block, until))
