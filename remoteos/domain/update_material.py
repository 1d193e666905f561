"""What an update is drawn from: everything of its period that its audience may see, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeVar

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.commitments import Commitment, CommitmentState
from remoteos.domain.decisions import Decision
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.focus import Block
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.record import Link, Record
from remoteos.domain.updates import Period

R = TypeVar("R", bound=Record)


class Drawn(NamedTuple):
    """A line as the evidence has it."""

    key: str
    text: str
    sources: tuple[Link, ...] = ()
    """The records that are its evidence."""
    quotes: tuple[Link, ...] = ()
    """The records whose words it has."""
    counted: str = ""
    """What was counted, for a number that stands for many records."""
    at: datetime | None = None
    """When it happened, for the orders by age."""
    due: date | None = None
    """When it is due, for the order by that."""


class Totals(NamedTuple):
    """Numbers that stand for records which are not told one by one."""

    focused_s: int = 0
    """Seconds of focus in the period."""
    blocks: int = 0
    """How many blocks were worked."""
    energy: float | None = None
    """The mean of the readings, 1 to 5; None without one."""
    stress: float | None = None
    readings: int = 0
    """How many readings of the pulse there are."""


@dataclass(frozen=True)
class Material:
    """All that may be told to one audience about one period."""

    card: ManagerCard
    period: Period
    today: date
    day_of: Callable[[datetime], date]
    """The workday that an instant belongs to."""
    outcomes: tuple[Outcome, ...] = ()
    goals: tuple[Goal, ...] = ()
    blocks: tuple[Block, ...] = ()
    captures: tuple[Capture, ...] = ()
    asks: tuple[Ask, ...] = ()
    decisions: tuple[Decision, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    """Those said to this audience that no update told the end of."""
    feedback: tuple[Feedback, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    picked: tuple[str, ...] = ()
    """The ids of the outcomes of today."""
    notes: tuple[str, ...] = ()
    """What is said of the period itself: leave, and dates without an update."""
    totals: Totals = field(default_factory=Totals)

    @cached_property
    def outcome_by_id(self) -> Mapping[str, Outcome]:
        """The outcomes by id."""
        return {one.id: one for one in self.outcomes}

    @cached_property
    def goal_by_id(self) -> Mapping[str, Goal]:
        """The goals by id."""
        return {one.id: one for one in self.goals}

    @cached_property
    def worked(self) -> tuple[Block, ...]:
        """The blocks that were worked in the period, in the order of their ends."""
        found = [
            one
            for one in self.blocks
            if one.state in ("finished", "abandoned") and self.period.holds(one.ended_at)
        ]
        return tuple(sorted(found, key=lambda one: one.events[-1].at))

    @cached_property
    def wins(self) -> tuple[Capture, ...]:
        """The wins noted in the period."""
        return tuple(one for one in self.captures if one.kind == "win" and self.period.holds(one.created_at))

    def of_outcome(self, win: Capture) -> str | None:
        """The id of the outcome that a win belongs to."""
        return win.outcome_id or self._outcome_of_block.get(win.block_id or "")

    def evidence_of(self, outcome_id: str) -> tuple[Evidence, ...]:
        """The evidence links of the period about an outcome, its blocks and its wins."""
        return self._evidence_of.get(outcome_id, ())

    def blocks_of(self, outcome_id: str) -> tuple[Block, ...]:
        """The blocks of the period that were worked for an outcome."""
        return self._blocks_of.get(outcome_id, ())

    def wins_of(self, outcome_id: str) -> tuple[Capture, ...]:
        """The wins of the period that belong to an outcome."""
        return self._wins_of.get(outcome_id, ())

    def standing(self, commitment: Commitment) -> CommitmentState:
        """What became of a commitment: as its owner marked it, or did once its outcome is done."""
        outcome = self.outcome_by_id.get(commitment.outcome_id or "")
        if commitment.state == "open" and outcome is not None and outcome.state == "done":
            return "did"
        return commitment.state

    @cached_property
    def _outcome_of_block(self) -> Mapping[str, str]:
        return {one.id: one.outcome_id for one in self.blocks if one.outcome_id}

    @cached_property
    def _blocks_of(self) -> Mapping[str, tuple[Block, ...]]:
        return _grouped((one.outcome_id, one) for one in self.worked)

    @cached_property
    def _wins_of(self) -> Mapping[str, tuple[Capture, ...]]:
        return _grouped((self.of_outcome(one), one) for one in self.wins)

    @cached_property
    def _evidence_of(self) -> Mapping[str, tuple[Evidence, ...]]:
        owner: dict[str, str | None] = {one.id: one.id for one in self.outcomes}
        owner.update(self._outcome_of_block)
        owner.update((one.id, self.of_outcome(one)) for one in self.captures if one.kind == "win")
        told = [one for one in self.evidence if self.period.holds(one.created_at)]
        return _grouped((owner.get(one.about.id), one) for one in told)


def seen_by(card: ManagerCard, records: Iterable[R]) -> tuple[R, ...]:
    """Those of some records that an audience may see: the one way into `Material`."""
    return tuple(one for one in records if card.may_see(one.visibility))


def _grouped(pairs: Iterable[tuple[str | None, R]]) -> dict[str, tuple[R, ...]]:
    """The records of each id, in their order; None belongs to nobody."""
    found: dict[str, list[R]] = {}
    for owner, record in pairs:
        if owner is not None:
            found.setdefault(owner, []).append(record)
    return {owner: tuple(records) for owner, records in found.items()}
