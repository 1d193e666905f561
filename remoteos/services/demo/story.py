"""The state of the story: who, when, what is open, and the commits that the day has brought so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from remoteos.domain.agreement import Breach, crossed
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.domain.time import at_wall, latest
from remoteos.services.clock import Clock
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.words import Words
from remoteos.services.desk import Birth
from remoteos.store.seeding import History

OPEN_TOO_LONG = 14
"""After so many calendar days an outcome is done or dropped."""


@dataclass
class Story:
    """A worker's life so far."""

    chance: Chance
    words: Words
    clock: Clock
    history: History
    settings: Settings = field(default_factory=Settings)
    """The defaults: what a demo holds must not depend on whose machine it is made on."""
    loops: list[Capture] = field(default_factory=list)
    """Open loops, oldest first."""
    outcomes: list[Outcome] = field(default_factory=list)
    """Open outcomes, oldest first."""
    asks: list[Ask] = field(default_factory=list)
    """Asks that wait for an answer."""
    answered: list[Ask] = field(default_factory=list)
    """Asks that were answered, until somebody looks at what the answers made possible."""
    ended: list[Outcome] = field(default_factory=list)
    """Outcomes done or dropped lately, oldest first."""
    readings: dict[str, list[str]] = field(default_factory=dict)
    """What the measures of outcomes will show next, by outcome."""
    goals: list[Goal] = field(default_factory=list)
    """The goals of this half year."""
    ahead: list[Block] = field(default_factory=list)
    """Blocks planned and not started yet."""
    last: Workday | None = None
    """The last day that was worked."""
    last_seen: datetime | None = None
    """The last thing recorded on that day, if it was left open."""
    calm: bool = False
    """Whether everything goes as planned just now: no pauses, and nothing is left running."""
    recent: dict[str, Record] | None = None
    """What was recorded lately, by id and as it stands; None as long as nobody is going to ask."""
    _commits: list[tuple[datetime, str, tuple[Record, ...]]] = field(default_factory=list)

    def birth(self, at: datetime) -> Birth:
        """The fields of a record made at an instant."""
        return self.chance.birth(at)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """The instant of a wall-clock time on a day, with some seconds by chance."""
        return at_wall(day, time(hour, minute), self.clock.tz) + timedelta(seconds=self.chance.whole(0, 49))

    def later(self, at: datetime, least: int, most: int) -> datetime:
        """An instant some minutes later."""
        return at + timedelta(minutes=self.chance.whole(least, most), seconds=self.chance.whole(0, 49))

    def commit(self, label: str, at: datetime, *records: Record | None) -> None:
        """Save these in one step; None is nothing."""
        self._commits.append((at, label, tuple([record for record in records if record is not None])))

    def seen(self, day: date) -> datetime | None:
        """The last thing that was recorded on a day which is not over yet."""
        return latest(
            at for _, _, records in self._commits for record in records for at in _moments(record, day)
        )

    def lately(self, at: datetime) -> Sequence[Record]:
        """What was recorded lately, as it stood at an instant of this day."""
        found = dict(self.recent or {})
        for moment, _, records in self._in_order():
            if moment <= at:
                found.update((record.id, record) for record in records)
        return tuple(found.values())

    def day_is_over(self) -> None:
        """Hand the day's commits on in the order of time."""
        for at, label, records in self._in_order():
            self.history.commit(label, records, at)
            if self.recent is not None:
                self.recent.update((record.id, record) for record in records)
        self._commits.clear()

    def _in_order(self) -> list[tuple[datetime, str, tuple[Record, ...]]]:
        return sorted(self._commits, key=itemgetter(0))

    def shutdown(self, day: date) -> datetime | None:
        """When a day's work hours end; None on a day without."""
        hours = self.settings.hours_on(day.weekday())
        return at_wall(day, hours[1], self.clock.tz) if hours else None

    def breach(self, at: datetime, day: Workday | None, known: Sequence[Breach]) -> Breach | None:
        """The breach that working at an instant is, unless this boundary was noted on the day before."""
        kind = crossed(at, day, self.clock.tz, self.settings)
        if kind is None or day is None or any(breach.kind == kind for breach in known):
            return None
        reason = self.words.say("breach_reasons")
        return Breach(**self.birth(at), day=day.date, kind=kind, at=at, reason=reason)


def _moments(record: Record, day: date) -> Sequence[datetime]:
    """The instants that a record gives as activity of a day."""
    if isinstance(record, Block) and record.day == day:
        return [event.at for event in record.events]
    if isinstance(record, Capture | Pulse) and record.day == day:
        return [record.created_at]
    return []
