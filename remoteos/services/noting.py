"""Noting a line in passing: one place that takes it for what its first sign says it is."""

from typing import NamedTuple

from remoteos.domain.captures import Capture, read_prefix
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.domain.interruption import source_named
from remoteos.domain.text import clean
from remoteos.services import captures, focus
from remoteos.services.desk import Desk


class Noted(NamedTuple):
    """What was noted, and the running block it interrupted, if it did."""

    capture: Capture
    block: Block | None


def note(desk: Desk, typed: str) -> Noted:
    """Note a line in passing; an interruption is also kept in the block it interrupted, which goes on.

    An interruption may name where it came from: ``! channel: who owns the DNS?``.
    """
    kind, text = read_prefix(clean(typed))
    if not text:
        sign = clean(typed)
        raise Refused(f"Say what it was after the “{sign}”." if sign else "There is nothing to note yet.")
    if kind == "interruption":
        source, said = source_named(text)
        interrupted = focus.interrupt(desk, said, source or "other")
        return Noted(interrupted.loop, interrupted.block)
    return Noted(captures.capture(desk, text, kind), None)
