"""Goals, outcomes and asks of the story: what is wanted, what moves, and what only others can give."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from remoteos.domain import outcomes as rules
from remoteos.domain.asks import Ask, AskEvent
from remoteos.domain.outcomes import Goal, Outcome, Owner
from remoteos.domain.time import ONE_DAY
from remoteos.services.demo.story import OPEN_TOO_LONG, Story
from remoteos.services.demo.words import capital

RUNGS: tuple[tuple[Owner, str, int], ...] = (
    ("leadership", "leadership", 2),
    ("manager", "manager", 3),
    ("me", "mine", 3),
)
"""Whose goals there are, the list their titles come from, and how many of each."""

MOST_OPEN = 6
"""With so many outcomes open nobody takes on another."""

FRIDAY = 4


def new_half_year(story: Story, at: datetime) -> None:
    """Close the goals of the last half year and set new ones, each under one of the rung above."""
    for goal in story.goals:
        state: Literal["done", "dropped"] = "done" if story.chance.happens(0.75) else "dropped"
        reason = "" if state == "done" else story.words.say("outcome_drop_reasons")
        story.commit(f"mark the goal “{goal.title}” {state}", at, rules.close(goal, state, at, reason))
    story.words.new_season()
    if story.chance.happens(0.15):
        story.words.new_manager()
    story.goals = []
    above: list[Goal] = []
    for owner, titles, count in RUNGS:
        rung = [
            _goal(story, story.later(at, 1, 25), owner, story.words.title(titles), above)
            for _ in range(count)
        ]
        above = rung


def _goal(story: Story, at: datetime, owner: Owner, title: str, above: list[Goal]) -> Goal:
    goal = Goal(**story.birth(at), title=title, owner=owner)
    goal = rules.hang(goal, story.chance.pick(above) if above else None, story.goals)
    story.goals.append(goal)
    story.commit(f"add the goal “{title}”", at, goal)
    return goal


def new_outcomes(story: Story, at: datetime, most: int) -> None:
    """Take on some outcomes for the week, so that there are always two at least."""
    room = MOST_OPEN - len(story.outcomes)
    wanted = max(story.chance.whole(2, most), 2 - len(story.outcomes))
    for _ in range(min(room, wanted)):
        gaps = story.words.gaps()
        title, done_when, *readings = (story.words.fill(text, gaps) for text in story.words.deal("outcomes"))
        goal = story.chance.pick([goal for goal in story.goals if goal.owner != "leadership"])
        agreed = story.chance.happens(0.7)
        outcome = Outcome(
            **story.birth(at),
            visibility="manager" if story.chance.happens(0.94) else "private",
            title=capital(title),
            done_when=done_when if story.chance.happens(0.85) else "",
            goal_id=goal.id if story.chance.happens(0.9) else None,
            due=_friday(at.date(), story.chance.whole(0, 2)),
            proposed_by="me" if story.chance.happens(0.8) else "manager",
            agreed_on=at.date() if agreed else None,
            confidence=story.chance.whole(2, 5),
        )
        outcome = _measured(story, _told_widely(outcome, goal), readings)
        story.outcomes.append(outcome)
        story.commit(f"add the outcome “{outcome.title}”", at, outcome)


def _told_widely(outcome: Outcome, goal: Goal) -> Outcome:
    """An outcome agreed for a goal of the manager's may be told to anyone."""
    is_public = outcome.visibility == "manager" and outcome.agreed_on is not None and goal.owner == "manager"
    return replace(outcome, visibility="public") if is_public else outcome


def _measured(story: Story, outcome: Outcome, readings: list[str]) -> Outcome:
    """An outcome with its measure, if it has one, which stands where it begins."""
    if not readings:
        return outcome
    story.readings[outcome.id] = readings[1:]
    return replace(outcome, baseline=readings[0], current=readings[0], target=readings[-1])


def move_on(story: Story, at: datetime) -> None:
    """Note progress on outcomes, and close those that are done, dropped or open for too long."""
    still: list[Outcome] = []
    for outcome in story.outcomes:
        moment = at - timedelta(minutes=story.chance.whole(1, 40))
        moment = max(moment, outcome.created_at, *(step.at for step in outcome.progress))
        old = at - outcome.created_at > timedelta(days=OPEN_TOO_LONG)
        if old or story.chance.happens(0.1):
            _close(story, outcome, moment)
            continue
        if story.chance.happens(0.22):
            said = story.words.say("results") or "no news"
            sure = story.chance.whole(2, 5) if story.chance.happens(0.6) else None
            outcome = rules.report(outcome, moment, said, sure)
            if ahead := story.readings.get(outcome.id):
                outcome = replace(outcome, current=ahead.pop(0))
            story.commit(f"note progress on “{outcome.title}”", moment, outcome)
        still.append(outcome)
    story.outcomes = still


def _close(story: Story, outcome: Outcome, at: datetime) -> None:
    done = story.chance.happens(0.86)
    if done and story.chance.happens(0.02):  # it seemed done, and was not
        early = rules.close(outcome, "done", at)
        story.commit(f"mark “{outcome.title}” done", at, early)
        at += timedelta(minutes=1)
        outcome = rules.reopen(early)
        story.commit(f"reopen “{outcome.title}”", at, outcome)
    reason = "" if done else story.words.say("outcome_drop_reasons")
    closed = rules.close(outcome, "done" if done else "dropped", at, reason)
    if done:
        closed = replace(closed, current=closed.target)
    story.readings.pop(outcome.id, None)
    story.ended.append(closed)
    story.commit(f"mark “{outcome.title}” {closed.state}", at, closed)


def served_by(story: Story, text: str) -> str | None:
    """The id of an outcome of this week that is about the same part of the work as a text."""
    part = story.words.part_of(text)
    known = (*story.outcomes, *story.ended[-2:]) if part else ()
    return next((one.id for one in known if story.words.part_of(one.title) == part), None)


def raise_ask(story: Story, at: datetime) -> Ask:
    """Ask somebody for something."""
    kind, text, cost = story.words.deal("asks")
    gaps = story.words.gaps()
    mine = [outcome.id for outcome in story.outcomes]
    ask = Ask(
        **story.birth(at),
        text=story.words.fill(text, gaps),
        asked_of=story.words.manager if story.chance.happens(0.5) else gaps["person"],
        kind=kind,
        needed_by=at.date() + ONE_DAY * story.chance.whole(2, 14) if story.chance.happens(0.7) else None,
        cost=story.words.fill(cost, gaps) if story.chance.happens(0.8) else "",
        outcome_id=story.chance.pick(mine) if mine and story.chance.happens(0.6) else None,
        events=(AskEvent(kind="raised", at=at),),
    )
    story.asks.append(ask)
    story.commit(f"ask {ask.asked_of} “{ask.text}”", at, ask)
    return ask


def follow_asks(story: Story, at: datetime) -> None:
    """Hear back on asks, remind people of others, and withdraw a few."""
    waiting: list[Ask] = []
    for ask in story.asks:
        age = at - ask.events[-1].at
        if story.chance.happens(0.18):
            hear_back(story, ask, at)
        elif age > timedelta(days=12) or story.chance.happens(0.01):
            _add(story, ask, AskEvent(kind="withdrawn", at=at, note=story.words.say("withdraw_reasons")))
        elif age > timedelta(days=4) and story.chance.happens(0.5):
            waiting.append(_add(story, ask, AskEvent(kind="nudged", at=at, note=story.words.say("nudges"))))
        else:
            waiting.append(ask)
    story.asks = waiting


def hear_back(story: Story, ask: Ask, at: datetime) -> None:
    """Get an answer to an ask."""
    event = AskEvent(kind="answered", at=max(at, ask.events[-1].at), note=story.words.say("answers"))
    story.answered.append(_add(story, ask, event))


def leave_waiting(story: Story, at: datetime, count: int) -> None:
    """See to it that just so many asks wait."""
    while len(story.asks) > count:
        hear_back(story, story.asks.pop(0), at)
    while len(story.asks) < count:
        raise_ask(story, at)


def _add(story: Story, ask: Ask, event: AskEvent) -> Ask:
    changed = replace(ask, events=(*ask.events, event))
    story.commit(f"{event.kind}: “{ask.text}”", event.at, changed)
    return changed


def _friday(day: date, weeks: int) -> date:
    return day + ONE_DAY * ((FRIDAY - day.weekday()) % 7) + timedelta(weeks=weeks)
