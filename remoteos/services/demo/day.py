"""A workday of the story, from the morning to the evening."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from remoteos.domain import focus as focus_rules
from remoteos.domain import outcomes as outcome_rules
from remoteos.domain import rituals as rules
from remoteos.domain.agreement import BREACH_WORDS, Breach
from remoteos.domain.focus import Block
from remoteos.domain.pulse import Moment, Pulse
from remoteos.domain.record import Record
from remoteos.domain.rituals import DayType, Ritual, Workday
from remoteos.domain.time import latest
from remoteos.services.demo import blocks, loops, results
from remoteos.services.demo.story import Story

TYPES: dict[DayType, float] = {"deep": 40, "mixed": 35, "meetings": 20, "recovery": 5}
LIKELY_LOOPS = 4.0
"""How many things are noted in a day outside of blocks, on average."""

SHARE_DECIDED = 0.72
"""Which share of the open loops an evening decides."""


@dataclass
class Working:
    """A day that is being worked: its record as it stands, and what must not be noted twice."""

    story: Story
    day: Workday
    energy: int
    """How much energy there is today, 1 to 5."""
    breaches: list[Breach] = field(default_factory=list)
    last: datetime | None = None
    """The last thing recorded on it."""

    def crossing(self, at: datetime) -> Breach | None:
        """The breach that working at an instant is; noted once."""
        found = self.story.breach(at, self.day, self.breaches)
        if found is not None:
            self.breaches.append(found)
        return found


def open_day(story: Story, day: date, at: datetime, until: datetime | None = None) -> Working:
    """Open a day: yesterday made good if it was left open, outcomes picked, late plans taken over."""
    before = Workday(**story.birth(at), date=day, zone=story.clock.zone)
    saved = _recovered(story)
    opened = rules.open_day(before, at)
    day_type = story.chance.weighted(TYPES)
    opened = replace(opened, day_type=day_type, shutdown_at=until or story.shutdown(day))
    opened = rules.pick_outcomes(opened, _picked(story))
    opened = _steps(story, opened, "start")
    working = Working(story, opened, story.chance.weighted({1: 4, 2: 16, 3: 36, 4: 32, 5: 12}))
    late = [replace(block, day=day, planned_at=None) for block in story.ahead if block.day < day]
    moved = {block.id: block for block in late}
    story.ahead = [moved.get(block.id, block) for block in story.ahead]
    pulse = _pulse(working, "start", at)
    story.commit(f"open the day {day}", at, *saved, opened, working.crossing(at), pulse, *late)
    return working


def work(working: Working, at: datetime, stop: datetime) -> datetime:
    """Work from one instant to another: blocks, breaks, meetings, lunch; when the last block was over."""
    story, day = working.story, working.day
    lunch: datetime | None = story.at(day.date, 12, story.chance.whole(0, 50))
    meetings = {"meetings": 0.55, "deep": 0.2}.get(day.day_type or "mixed", 0.38)
    while stop - at > timedelta(minutes=20):
        if lunch is not None and at >= lunch:
            lunch, at = None, story.later(at, 35, 65)
            continue
        if story.chance.happens(meetings):
            at = story.later(at, 30, 70)
            continue
        most = int((stop - at) / timedelta(minutes=1)) - 2
        if most < 15:
            break
        at = working.last = _next_block(working, at, most)
        if (crossing := working.crossing(at)) is not None:
            story.commit(f"work {BREACH_WORDS[crossing.kind]}", at, crossing)
        at = story.later(at, 4, 16)
    _noted(working, stop)
    return at


def lay_out(working: Working, at: datetime, times: Sequence[datetime], minutes: int = 50) -> None:
    """Plan blocks of the day ahead, at these times and of this length."""
    for planned_at in times:
        block = blocks.new(working.story, working.day, at)
        block = replace(block, planned_s=minutes * 60, break_s=minutes * 12, planned_at=planned_at)
        working.story.ahead.append(block)
        working.story.commit(f"plan “{block.intention}”", at, block)


def close_day(working: Working, at: datetime) -> None:
    """Close a day, deciding most of its loops and carrying the others over."""
    story = working.story
    at = max(at, working.last or at)
    results.move_on(story, at)
    results.follow_asks(story, at - timedelta(minutes=story.chance.whole(0, 30)))
    _drop_plans(working, at)
    loops.decide_some(story, working.day, at, SHARE_DECIDED)
    if story.chance.happens(0.75):
        win = loops.new(story, working.day, at, "win")
        if (serves := results.served_by(story, win.text)) is not None:
            win = replace(win, outcome_id=serves)
        story.commit(f"capture “{win.text}”", at, win)
    crossing = working.crossing(at)
    closed = _steps(story, rules.close_day(working.day, at), "end")
    closed = replace(
        closed,
        first_thing=story.words.title("first_things") if story.chance.happens(0.6) else "",
        note=story.words.say("day_notes") if story.chance.happens(0.3) else "",
    )
    carried: list[Record] = []
    if story.chance.happens(0.96):
        carried, closed = _carried(story, closed)
    working.day = story.last = closed
    story.commit(f"close the day {closed.date}", at, closed, _pulse(working, "end", at), crossing, *carried)


def forget_to_close(working: Working) -> None:
    """Leave a day open; the next opening makes it good."""
    working.story.last = working.day
    working.story.last_seen = working.story.seen(working.day.date)


def work_again(working: Working, at: datetime) -> None:
    """Open a closed day again for one more block."""
    story = working.story
    crossing = working.crossing(at)
    working.day = rules.open_day(working.day, at)
    story.commit(f"open the day {working.day.date}", at, working.day, crossing)
    end = blocks.live(story, working.day, blocks.new(story, working.day, at), at, 40)
    crossing = working.crossing(end)
    carried, closed = _carried(story, rules.close_day(working.day, end))
    working.day = story.last = closed
    story.commit(f"close the day {closed.date}", end, closed, crossing, *carried)


def _recovered(story: Story) -> list[Record]:
    """The last day closed as of its last activity if it was left open, with what that carries over."""
    last = story.last
    if last is None or last.state != "open":
        return []
    recovered = rules.recover(last, latest((last.events[-1].at, story.last_seen)))
    carried, recovered = _carried(story, recovered)
    story.last = recovered
    return [recovered, *carried]


def _carried(story: Story, day: Workday) -> tuple[list[Record], Workday]:
    """Roll the open loops and the day's unfinished outcomes over; what changed, and the day."""
    rolled = {
        outcome.id: outcome_rules.roll(outcome, day.date)
        for outcome in story.outcomes
        if outcome.id in day.outcome_ids
    }
    story.outcomes = [rolled.get(outcome.id, outcome) for outcome in story.outcomes]
    changed: list[Record] = [*loops.carry_over(story, day), *rolled.values()]
    return changed, replace(day, carried_ids=tuple(one for one in day.outcome_ids if one in rolled))


def _picked(story: Story) -> tuple[str, ...]:
    """The outcomes of the day: those carried over, and others up to three."""
    still_open = [outcome.id for outcome in story.outcomes]
    carried = [one for one in story.last.carried_ids if one in still_open] if story.last else []
    others = [one for one in still_open if one not in carried]
    return tuple([*carried, *others][: story.chance.whole(2, rules.MOST_OUTCOMES)])


def _steps(story: Story, day: Workday, ritual: Ritual) -> Workday:
    """Go through the steps of a ritual, skipping some."""
    for step in rules.STEPS[ritual]:
        day = rules.mark_step(day, ritual, step, "done" if story.chance.happens(0.88) else "skipped")
    return day


def _pulse(working: Working, moment: Moment, at: datetime) -> Pulse | None:
    """How it feels at one end of the day, if anything is said."""
    story = working.story
    if not story.chance.happens(0.9):
        return None
    energy = min(5, max(1, working.energy + story.chance.whole(-1, 1 if moment == "start" else 0)))
    stress = min(5, max(1, 6 - working.energy + story.chance.whole(-2, 1)))
    said = story.words.say("pulse_notes") if story.chance.happens(0.15) else ""
    return Pulse(
        **story.birth(at), day=working.day.date, moment=moment, energy=energy, stress=stress, note=said
    )


def _next_block(working: Working, at: datetime, most: int) -> datetime:
    """Work the next block: one that was planned for about now, else a new one, or one entered later."""
    story, day = working.story, working.day
    due = [
        block
        for block in story.ahead
        if block.day <= day.date and (block.planned_at or at) <= at + timedelta(minutes=30)
    ]
    if due and story.chance.happens(0.75):
        story.ahead.remove(due[0])
        return blocks.live(story, day, due[0], at, most)
    if story.chance.happens(0.06) and not story.calm:
        return blocks.log(story, day, at, min(most, story.chance.whole(20, 70)))
    return blocks.live(story, day, blocks.new(story, day, at), at, most)


def _drop_plans(working: Working, at: datetime) -> None:
    """Take some of what was planned and not begun off the plan; the rest slips to the next day."""
    story = working.story
    slipped: list[Block] = []
    for block in story.ahead:
        if block.day <= working.day.date and story.chance.happens(0.6):
            reason = story.words.say("plan_drop_reasons")
            story.commit(f"drop “{block.intention}”", at, focus_rules.drop(block, at, reason))
        else:
            slipped.append(block)
    story.ahead = slipped


def _noted(working: Working, stop: datetime) -> None:
    """Note things between blocks, and how it feels now and then."""
    story, opened = working.story, working.day.opened_at
    minutes = int((stop - opened) / timedelta(minutes=1)) if opened else 0
    if opened is None or minutes < 10:
        return
    for _ in range(story.chance.count(LIKELY_LOOPS * min(1.0, minutes / 480))):
        loops.note(story, working.day, story.later(opened, 5, minutes - 5))
    if story.chance.happens(0.12 * min(1.0, minutes / 480)):
        at = story.later(opened, 5, minutes - 5)
        energy, stress = story.chance.whole(1, 5), story.chance.whole(1, 5)
        pulse = Pulse(**story.birth(at), day=working.day.date, energy=energy, stress=stress)
        story.commit("note the pulse", at, pulse)
