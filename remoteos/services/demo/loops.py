"""Captures in the story: noting things in passing, and deciding them later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from remoteos.domain import captures as rules
from remoteos.domain.asks import Ask, AskEvent, AskKind
from remoteos.domain.captures import Capture, CaptureKind, LoopDecision, Way
from remoteos.domain.focus import Block, Source
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.time import ONE_DAY
from remoteos.services.demo.story import Story
from remoteos.services.demo.words import capital

LISTS: dict[CaptureKind, str] = {"loop": "loops", "win": "wins", "idea": "ideas", "risk": "risks"}
"""Where the texts of each kind are; those of interruptions go by their source."""

SOURCES: dict[Source, float] = {"channel": 40, "person": 28, "internal": 16, "meeting": 10, "other": 6}
KINDS: dict[CaptureKind, float] = {"loop": 72, "idea": 18, "risk": 10}
WAYS: dict[CaptureKind, dict[Way, float]] = {
    "loop": {"do": 60, "drop": 12, "schedule": 18, "ask": 10},
    "interruption": {"do": 72, "drop": 28},
    "idea": {"do": 20, "drop": 50, "schedule": 22, "outcome": 8},
    "risk": {"do": 40, "drop": 10, "ask": 40, "outcome": 10},
}
"""What becomes of each kind, and how often."""

ASK_KINDS: dict[AskKind, float] = {"help": 4, "information": 3, "decision": 2, "unblock": 2}

ASKING: dict[AskKind, str] = {
    "help": "could you take it?",
    "information": "what do you know?",
    "decision": "what shall we do?",
    "unblock": "can you clear the way?",
}
"""What is asked about a loop."""

SHORT_S = 25 * 60
"""How long a scheduled loop is planned to take."""

_OLD = 6
"""After so many rolls a loop is let go."""


@dataclass(frozen=True)
class Interruption:
    """What an interruption was, as the block and the loop both keep it."""

    note: str
    source: Source
    promise: str

    @property
    def text(self) -> str:
        """What the loop says."""
        return f"{self.note} (promised: {self.promise})" if self.promise else self.note


def interruption(story: Story) -> Interruption:
    """Something that comes in between."""
    source = story.chance.weighted(SOURCES)
    note = story.words.say(f"interruptions.{source}")
    owed = source in ("person", "channel", "meeting") and story.chance.happens(0.3)
    return Interruption(capital(note), source, story.words.say("promises") if owed else "")


def new(
    story: Story,
    day: Workday,
    at: datetime,
    kind: CaptureKind,
    *,
    block: Block | None = None,
    came: Interruption | None = None,
) -> Capture:
    """A capture made at an instant of a day, kept in mind while it is an open loop."""
    made = Capture(
        **story.birth(at),
        visibility=rules.visibility_of(kind),
        day=day.date,
        kind=kind,
        text=came.text if came else capital(story.words.say(LISTS[kind])),
        source=came.source if came else None,
        block_id=block.id if block else None,
    )
    if made.is_open:
        story.loops.append(made)
    return made


def note(story: Story, day: Workday, at: datetime, block: Block | None = None) -> None:
    """Note a loop, an idea or a risk in passing."""
    made = new(story, day, at, story.chance.weighted(KINDS), block=block)
    story.commit(f"capture “{made.text}”", at, made)


def decide_some(story: Story, day: Workday, at: datetime, share: float) -> None:
    """Go through the open loops, one after the other up to an instant, and decide a share of them."""
    waiting, story.loops = story.loops, []
    for loop in waiting:
        moment = max(at - timedelta(seconds=story.chance.whole(5, 400)), loop.created_at)
        if loop.rolls >= _OLD:
            _decide(story, day, loop, "drop", moment)
        elif story.chance.happens(share if loop.source != "internal" else 0.9):
            _decide(story, day, loop, story.chance.weighted(WAYS[loop.kind]), moment)
        else:
            story.loops.append(loop)


def carry_over(story: Story, day: Workday) -> list[Capture]:
    """Carry what is still open over to the next day; the loops that this changes."""
    rolled = [rules.roll(loop, day.date) for loop in story.loops]
    changed = [loop for loop, before in zip(rolled, story.loops, strict=True) if loop is not before]
    story.loops = rolled
    return changed


def _decide(story: Story, day: Workday, loop: Capture, way: Way, at: datetime) -> None:
    """Decide a loop one way, and make what it becomes."""
    became: Record = day
    if way == "schedule":
        became = _scheduled(story, loop, day, at)
    elif way == "ask":
        became = _asked(story, loop, at)
    elif way == "outcome":
        became = Outcome(
            **story.birth(at), title=f"{loop.text}: solved" if loop.kind == "risk" else loop.text
        )
        story.outcomes.append(became)
    reason = story.words.say("loop_drop_reasons") if way == "drop" else ""
    decided = rules.decide(loop, LoopDecision(way=way, at=at, became=became.link, reason=reason))
    story.commit(f"decide “{loop.text}”: {way}", at, decided, None if became is day else became)


def _scheduled(story: Story, loop: Capture, day: Workday, at: datetime) -> Block:
    when = day.date + ONE_DAY * story.chance.whole(1, 5)
    planned_at = story.at(when, story.chance.whole(9, 15), 30).replace(second=0)
    block = Block(
        **story.birth(at),
        visibility=loop.visibility,
        day=when,
        intention=loop.text,
        planned_s=SHORT_S,
        planned_at=planned_at if story.chance.happens(0.5) else None,
    )
    story.ahead.append(block)
    return block


def _asked(story: Story, loop: Capture, at: datetime) -> Ask:
    birth, asked_of = story.birth(at), story.words.say("people")
    kind = story.chance.weighted(ASK_KINDS)
    ask = Ask(
        **birth,
        text=f"{loop.text}: {ASKING[kind]}",
        asked_of=asked_of,
        kind=kind,
        events=(AskEvent(kind="raised", at=at),),
    )
    story.asks.append(ask)
    return ask
