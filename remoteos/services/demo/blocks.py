"""One block of the story, lived through event by event with the rules of the domain."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from remoteos.domain import focus as rules
from remoteos.domain.focus import Block, BlockEvent
from remoteos.domain.focus_time import STALE_AFTER
from remoteos.domain.rituals import Workday
from remoteos.services.demo import loops
from remoteos.services.demo.story import Story

SHAPES: dict[tuple[int | None, int | None], float] = {
    (50, 10): 50,
    (25, 5): 26,
    (90, 20): 12,
    (None, None): 12,
}
"""Minutes of focus and of break, and how often somebody chooses them."""

Happening = Literal["interrupt", "note", "pause", "aside", "extend"]
HAPPENINGS: dict[Happening, float] = {"interrupt": 60, "note": 24, "pause": 10, "aside": 4}

Ending = Literal["finish", "abandon", "discard", "trim", "keep"]
ENDINGS: dict[Ending, float] = {"finish": 925, "abandon": 50, "discard": 8, "trim": 9, "keep": 8}
"""How blocks end; the last three were left running while their owner was away."""

_EXTENSION_MIN = 15


@dataclass
class Run:
    """A block that is under way: the rules' value, and how long it will have been worked."""

    block: Block
    day: Workday
    minutes: int
    """Minutes of focus from start to end."""
    most: int
    """As many minutes as there is time for."""
    paused: timedelta = timedelta()
    """How long it was paused so far."""

    def after(self, minutes: int) -> datetime:
        """The instant at which it has been worked for so many minutes."""
        started = self.block.started_at
        assert started is not None, "a run is started"
        return started + self.paused + timedelta(minutes=minutes)


def new(story: Story, day: Workday, at: datetime) -> Block:
    """A block thought of at an instant, which may serve one of the day's outcomes."""
    minutes, rest = story.chance.weighted(SHAPES)
    picked = [outcome for outcome in story.outcomes if outcome.id in day.outcome_ids]
    serves = story.chance.pick(picked) if picked and story.chance.happens(0.7) else None
    return Block(
        **story.birth(at),
        visibility=serves.visibility if serves else "private",
        day=day.date,
        intention=story.words.title("blocks"),
        planned_s=None if minutes is None else minutes * 60,
        break_s=None if rest is None else rest * 60,
        outcome_id=serves.id if serves else None,
    )


def live(story: Story, day: Workday, block: Block, at: datetime, most: int = 110) -> datetime:
    """Work a block that starts at an instant, for ``most`` minutes of focus at most; when it is over."""
    started = replace(rules.start(block, at), day=day.date)
    story.commit(f"start “{block.intention}”", at, started)
    run = Run(started, day, _length(story, started, most), most)
    for minute, happening in _happenings(story, run):
        _happen(story, run, minute, happening)
    return _end(story, run)


def start_running(story: Story, day: Workday, at: datetime, now: datetime) -> None:
    """Start a block that still runs now, with one interruption a few minutes in."""
    block = replace(new(story, day, at), planned_s=50 * 60, break_s=10 * 60)
    started = rules.start(block, at)
    story.commit(f"start “{block.intention}”", at, started)
    _interrupt(story, Run(started, day, 50, 50), min(at + timedelta(minutes=7), now))


def log(story: Story, day: Workday, at: datetime, minutes: int) -> datetime:
    """Work without a timer, and enter it afterwards; when it was over."""
    end = at + timedelta(minutes=minutes)
    entered = story.later(end, 0, 25)
    block = replace(
        new(story, day, entered),
        planned_s=None,
        break_s=None,
        logged=True,
        events=(BlockEvent(kind="start", at=at), BlockEvent(kind="finish", at=end)),
        result=story.words.say("results"),
    )
    story.commit(f"log “{block.intention}”", entered, block)
    return entered


def _length(story: Story, block: Block, most: int) -> int:
    """Minutes of focus until the block ends: about as planned, never long past it."""
    planned = story.chance.whole(30, 80) if block.planned_s is None else block.planned_s // 60
    return max(5, min(planned + story.chance.whole(-6, 9), most))


def _happenings(story: Story, run: Run) -> list[tuple[int, Happening]]:
    """What happens during a block and after how many minutes of focus, in that order."""
    planned_s = run.block.planned_s
    room = run.minutes + _EXTENSION_MIN <= run.most
    found: list[tuple[int, Happening]] = []
    for _ in range(story.chance.count(run.minutes / 28)):
        happening = story.chance.weighted(HAPPENINGS)
        if not (story.calm and happening in ("pause", "aside")):
            found.append((story.chance.whole(2, run.minutes - 2), happening))
    if planned_s is not None and run.minutes >= planned_s // 60 and room and story.chance.happens(0.3):
        found.append((planned_s // 60 - 2, "extend"))
    return sorted(found, key=lambda one: one[0])


def _happen(story: Story, run: Run, minute: int, happening: Happening) -> None:
    at = run.after(minute)
    if happening == "interrupt":
        _interrupt(story, run, at)
    elif happening == "note":
        loops.note(story, run.day, at, run.block)
    elif happening == "extend":
        run.block = rules.extend(run.block, at, _EXTENSION_MIN * 60)
        run.minutes += story.chance.whole(8, _EXTENSION_MIN)
        story.commit(f"extend “{run.block.intention}” by {_EXTENSION_MIN} min", at, run.block)
    else:
        _interlude(story, run, at, aside=happening == "aside")


def _interrupt(story: Story, run: Run, at: datetime) -> None:
    """Note an interruption on the block and as an open loop."""
    came = loops.interruption(story)
    run.block = rules.interrupt(run.block, at, came.note, came.source, came.promise)
    loop = loops.new(story, run.day, at, "interruption", block=run.block, came=came)
    story.commit(f"note the interruption “{came.note}”", at, run.block, loop)


def _interlude(story: Story, run: Run, at: datetime, *, aside: bool) -> None:
    """Pause the block, or leave it for another one, and come back."""
    back = at + timedelta(minutes=story.chance.whole(4, 18), seconds=story.chance.whole(0, 49))
    run.block = rules.pause(run.block, at)
    if not aside:
        story.commit(f"pause “{run.block.intention}”", at, run.block)
        run.block = rules.resume(run.block, back)
        story.commit(f"resume “{run.block.intention}”", back, run.block)
    else:
        side = new(story, run.day, at)
        side = replace(
            side, intention=story.words.title("asides"), planned_s=None, break_s=None, aside_of=run.block.id
        )
        side = rules.start(side, at)
        story.commit(f"start “{side.intention}”", at, run.block, side)
        side = rules.finish(side, back, result=story.words.say("results"))
        run.block = rules.resume(run.block, back)
        story.commit(f"finish “{side.intention}”", back, side, run.block)
    run.paused += back - at


def _end(story: Story, run: Run) -> datetime:
    """End a block one way or another; the instant at which its owner is free again."""
    planned_s = run.block.planned_s
    ending: Ending = "finish" if story.calm else story.chance.weighted(ENDINGS)
    if ending in ("discard", "trim", "keep") and planned_s is not None:
        return _settle_late(story, run, ending, planned_s)
    at = max(run.after(run.minutes), run.block.events[-1].at)
    if ending == "abandon":
        block = rules.abandon(run.block, at, story.words.say("abandon_reasons"))
    else:
        block = _finished(story, run.block, at)
    label = "abandon" if ending == "abandon" else "finish"
    story.commit(f"{label} “{block.intention}”", at, block)
    return at


def _settle_late(story: Story, run: Run, ending: Ending, planned_s: int) -> datetime:
    """Come back to a block that was left running, and say what to do with its time."""
    end = max(run.after(planned_s // 60), run.block.events[-1].at)
    at = story.later(end + STALE_AFTER, 3, 25)
    if ending == "discard":
        block = rules.discard(run.block)
    elif ending == "trim":
        block = _finished(story, run.block, end)
    else:
        block = _finished(story, rules.keep(run.block, at), at)
    label = "discard" if ending == "discard" else "finish"
    story.commit(f"{label} “{block.intention}”", at, block)
    return at


def _finished(story: Story, block: Block, at: datetime) -> Block:
    depth = story.chance.weighted({1: 4, 2: 12, 3: 34, 4: 36, 5: 14})
    return rules.finish(
        block,
        at,
        result=story.words.say("results"),
        depth=depth if story.chance.happens(0.8) else None,
        next_action=story.words.say("next") if story.chance.happens(0.5) else "",
    )
