"""Every kind of record that the file keeps; for what must see them all."""

from remoteos.domain.adoption import Adoption
from remoteos.domain.agenda import AgendaItem
from remoteos.domain.agreement import Breach
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.commitments import Commitment
from remoteos.domain.decisions import Decision
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.focus import Block
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.runs import Run
from remoteos.domain.updates import Update

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
    ManagerCard,
    Commitment,
    Evidence,
    Feedback,
    AgendaItem,
    Update,
    PlaybookCopy,
    Adoption,
    Run,
)
