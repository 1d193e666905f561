"""Every kind of record that the file keeps; for what must see them all."""

from remoteos.domain.agreement import Breach
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.decisions import Decision
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday

RECORD_TYPES: tuple[type[Record], ...] = (
    Workday,
    Block,
    Capture,
    Outcome,
    Goal,
    Ask,
    Decision,
    Pulse,
    Breach,
)
