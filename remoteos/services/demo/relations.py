"""What goes between the worker of the story and those who are told of the work: cards, updates, promises.

It has a chance and words of its own, so that the rest of the story is the same with and without it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from remoteos.domain.asks import answer
from remoteos.domain.commitments import Commitment, Mark, mark
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import FRIDAY, ManagerCard
from remoteos.domain.record import Record
from remoteos.domain.time import at_wall
from remoteos.domain.updates import Line, Update, reword_line
from remoteos.services.demo import letters
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.letters import Occasion
from remoteos.services.demo.story import Story
from remoteos.services.demo.talks import Talks
from remoteos.services.demo.words import Words

TELLING = FRIDAY
"""On which day of the week updates go out."""

DRAFTING = (FRIDAY - 1, FRIDAY)
"""On which days of the week a draft lies open, if the story ends there."""

LATELY = timedelta(days=91)
"""Updates of so many days are drawn as the app draws them."""
REMEMBERED = LATELY + timedelta(days=40)
"""What they are drawn from: an update tells of some weeks at most."""

_SENT_AT = time(15, 40)
_MISSED = 0.12
"""In which share of weeks no update goes out."""
_LATE = 0.6
"""In which share of cases something that was promised, and is not done, was begun at least."""
_ENABLED = 0.5
"""Of which share of the answers somebody says what they made possible."""
_KEPT = timedelta(days=45)
"""How long it is remembered what ended: longer than the time from one update to the next."""


@dataclass
class Audience:
    """Somebody who is told of the work, as things stand with them."""

    card: ManagerCard
    last: Update | None = None
    promised: list[Commitment] = field(default_factory=list)
    """What the last update promised."""


class Relations:
    """The cards of those who are told of the work, and all that follows from them."""

    def __init__(self, role: str, chance: Chance) -> None:
        self._chance = chance
        self._words = Words(role, chance)
        self._talks = Talks(chance, self._words)
        self._manager: Audience | None = None
        self._other: Audience | None = None

    def end_of_week(self, story: Story, day: date, *, lately: bool) -> None:
        """Friday afternoon: what was talked about, what can be proved, and, most weeks, an update."""
        at = at_wall(day, _SENT_AT, story.clock.tz)
        manager, other = self._audiences(story, at - timedelta(hours=6))
        self._talks.hold(story, manager.card, at - timedelta(hours=2))
        self._talks.prove(story, at - timedelta(hours=1))
        if lately:
            self._see_what_helped(story, at - timedelta(minutes=30))
        story.answered.clear()
        if not self._chance.happens(_MISSED):
            self._send(story, manager, at, self._talks.to_tell, lately=lately)
        if (day + timedelta(days=7)).month != day.month:
            self._send(story, other, at + timedelta(minutes=4), [], lately=lately)
        story.ended = [one for one in story.ended if one.closed_at and at - one.closed_at < _KEPT]

    def draft(self, story: Story, now: datetime) -> None:
        """Leave a draft open, with one line in the worker's own words and most promises followed up."""
        at = now - timedelta(minutes=23)
        manager, _ = self._audiences(story, at - timedelta(minutes=9))
        self._talks.prove(story, at - timedelta(minutes=6))
        manager.promised, open_one = manager.promised[:-1], manager.promised[-1:]
        self._follow_up(story, manager, at - timedelta(minutes=2))
        story.commit("mark promises", at - timedelta(minutes=2), *manager.promised)
        manager.promised += open_one
        occasion = self._occasion(manager, at, self._talks.to_tell)
        update = letters.drawn(story, letters.blank(story, occasion, self._chance.birth(at)), occasion)
        story.commit(f"draft the update to “{manager.card.person}”", at, update)
        reworded = self._in_own_words(story, update)
        story.commit(f"edit the update to “{manager.card.person}”", at + timedelta(minutes=2), reworded)

    def _audiences(self, story: Story, at: datetime) -> tuple[Audience, Audience]:
        """The manager, whose card goes with who that is and what they want, and somebody further away."""
        person = story.words.manager
        goals = tuple(goal.id for goal in story.goals if goal.owner == "manager")
        if self._manager is None or self._other is None:
            manager = ManagerCard(
                **self._chance.birth(at),
                person=person,
                channel="mail",
                goal_ids=goals,
                **self._words.deal("ways"),
            )
            other = ManagerCard(
                **self._chance.birth(at + timedelta(minutes=5)),
                sees="public",
                cadence="monthly",
                format="monthly",
                **self._words.deal("audiences"),
            )
            self._manager, self._other = Audience(manager), Audience(other)
            for card in (manager, other):
                story.commit(f"add the card of “{card.person}”", card.created_at, card)
        before = self._manager.card
        if (before.person, before.goal_ids) != (person, goals):
            ways = self._words.deal("ways") if before.person != person else {}
            self._manager.card = replace(before, person=person, goal_ids=goals, **ways)
            story.commit(f"edit the card of “{person}”", at, self._manager.card)
        return self._manager, self._other

    def _see_what_helped(self, story: Story, at: datetime) -> None:
        """Say what the answers of the week made possible."""
        for ask in story.answered:
            if self._chance.happens(_ENABLED):
                seen = answer(ask, at, ask.answer, self._words.say_of(ask.text, "enabled"))
                story.commit(f"answer to “{ask.text}”", max(at, ask.events[-1].at), seen)

    def _occasion(self, audience: Audience, at: datetime, feedback: list[Feedback]) -> Occasion:
        since = audience.last.until if audience.last else at - timedelta(days=7)
        return Occasion(audience.card, since, at, audience.promised, feedback)

    def _send(
        self, story: Story, audience: Audience, at: datetime, feedback: list[Feedback], *, lately: bool
    ) -> None:
        """Send an update, which tells what became of the last one's promises; none without a line."""
        self._follow_up(story, audience, at - timedelta(minutes=5))
        if lately and audience.promised:
            story.commit(f"mark {len(audience.promised)} promises", at, *audience.promised)
        occasion = self._occasion(audience, at, feedback)
        update = letters.blank(story, occasion, self._chance.birth(at))
        if lately:
            update = letters.drawn(story, update, occasion)
        else:
            update = replace(update, sections=letters.written(story, occasion))
        if not any(section.shown for section in update.sections):
            return
        card = audience.card
        text = letters.text_of(update, card)
        audience.last = replace(update, sent_at=at, channel=card.channel, sent_text=text)
        told: list[Record] = [replace(one, told_in=update.id) for one in audience.promised]
        told += [replace(one, told_in=update.id) for one in feedback]
        feedback.clear()
        ahead = next((one for one in update.sections if one.query == "next"), None)
        lines = ahead.shown if ahead else ()
        audience.promised = [self._promise(story, audience, line, at) for line in lines]
        audience.card = replace(card, told_on=update.last_day)
        news = (audience.last, *audience.promised, *told, audience.card)
        story.commit(f"send the update to “{card.person}”", at, *news)

    def _promise(self, story: Story, audience: Audience, line: Line, at: datetime) -> Commitment:
        """What a line of “next” promises: its outcome, or once more what was promised before."""
        kind, _, which = line.key.partition(":")
        if kind == "commitment":
            before = next(one for one in audience.promised if one.id == which)
            text, outcome_id = before.text, before.outcome_id
        else:
            outcome_id = which
            text = next(one.title for one in (*story.outcomes, *story.ended) if one.id == which)
        return Commitment(
            **self._chance.birth(at),
            visibility=audience.card.sees,
            text=text,
            audience_id=audience.card.id,
            update_id=audience.last.id if audience.last else "",
            outcome_id=outcome_id,
        )

    def _follow_up(self, story: Story, audience: Audience, at: datetime) -> None:
        """Mark what was promised."""
        ended = {one.id: one for one in story.ended if one.closed_at and one.closed_at <= at}
        under_way = {one.id for one in (*story.outcomes, *story.ended)} - ended.keys()
        marked = []
        for one in audience.promised:
            outcome = ended.get(one.outcome_id or "")
            state: Mark = "did"
            why = ""
            if outcome is not None and outcome.state == "dropped":
                state, why = "dropped", outcome.reason
            elif one.outcome_id in under_way:
                state = "partly" if self._chance.happens(_LATE) else "moved"
                why = self._words.say_of(one.text, "reasons_why")
            marked.append(mark(one, state, at, why))
        audience.promised = marked

    def _in_own_words(self, story: Story, update: Update) -> Update:
        """The draft with the first line on an outcome that is still open in other words."""
        titles = {f"outcome:{one.id}": one.title for one in story.outcomes}
        for place, section in enumerate(update.sections):
            line = next((one for one in section.shown if one.key in titles), None)
            if line is not None:
                text = self._words.fill(self._words.deal("rewordings"), {"title": titles[line.key]})
                return reword_line(update, place, line.key, text)
        return update
