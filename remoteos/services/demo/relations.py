"""What goes between the worker of the story and their manager: the card, updates, promises, the agenda.

It has a chance and words of its own, so that the rest of the story is the same with and without it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from remoteos.domain.agenda import AgendaItem, settle
from remoteos.domain.commitments import Commitment, Mark, mark
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.letter_writing import write_letter
from remoteos.domain.managers import FRIDAY, ManagerCard
from remoteos.domain.outcomes import Outcome
from remoteos.domain.time import ONE_DAY, at_wall
from remoteos.domain.updates import Line, Section, Update
from remoteos.formats.rendering import render
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.story import Story
from remoteos.services.demo.words import Words, capital
from remoteos.services.desk import Birth

TELLING = FRIDAY
"""On which day of the week the update goes out."""

_SENT_AT = time(15, 40)
_MISSED = 0.12
"""In which share of weeks no update goes out."""
_LATE = 0.6
"""In which share of cases something that was promised, and is not done, was begun at least."""


class Relations:
    """The manager card and all that follows from it."""

    def __init__(self, role: str, chance: Chance) -> None:
        self._chance = chance
        self._words = Words(role, chance)
        self._card: ManagerCard | None = None
        self._last: Update | None = None
        self._promised: list[Commitment] = []
        self._items: list[AgendaItem] = []

    def end_of_week(self, story: Story, day: date) -> None:
        """Friday afternoon: what was talked about, what can be proved, and, most weeks, an update."""
        at = at_wall(day, _SENT_AT, story.clock.tz)
        card = self._card_at(story, at - timedelta(hours=6))
        self._talk(story, card, at - timedelta(hours=2))
        told = [one for one in story.outcomes if card.may_see(one.visibility) and one.created_at < at]
        if told:
            self._prove(story, self._chance.pick(told), at - timedelta(hours=1))
        if told and not self._chance.happens(_MISSED):
            self._tell(story, card, told, at)

    def _birth(self, at: datetime) -> Birth:
        return {"id": self._chance.new_id(at), "created_at": at, "updated_at": at}

    def _card_at(self, story: Story, at: datetime) -> ManagerCard:
        """The card of the manager; somebody who gets another one changes it."""
        if self._card is not None and self._card.person != story.words.manager:
            self._card = replace(self._card, person=story.words.manager)
            story.commit(f"edit the card of “{self._card.person}”", at, self._card)
        if self._card is None:
            said = self._words.everything
            self._card = ManagerCard(
                **self._birth(at),
                person=story.words.manager,
                channel="mail",
                goal_ids=tuple(goal.id for goal in story.goals if goal.owner == "manager"),
                reassures="".join(said("reassuring")),
                worries="".join(said("worrying")),
                decides="".join(said("deciding")),
                agreed="".join(said("agreed_ways")),
            )
            story.commit(f"add the card of “{self._card.person}”", at, self._card)
        return self._card

    def _talk(self, story: Story, card: ManagerCard, at: datetime) -> None:
        """Settle what was on the agenda for a while, and put something new on it; sometimes feedback."""
        still = []
        for item in self._items:
            if self._chance.happens(0.4):
                story.commit(f"done: “{item.text}”", at, settle(item, at, self._words.say("talk_notes")))
            else:
                still.append(item)
        if self._chance.happens(0.7):
            tag, text = self._words.deal("talks")
            text = capital(self._words.fill(text, self._words.gaps()))
            item = AgendaItem(**self._birth(at), text=text, audience_id=card.id, tag=tag)
            still.append(item)
            story.commit(f"put “{text}” on the agenda", at, item)
        self._items = still
        if self._chance.happens(0.1):
            situation, behaviour, impact = self._words.deal("feedback")
            noted = Feedback(
                **self._birth(at),
                audience_id=card.id,
                situation=situation,
                behaviour=behaviour,
                impact=impact,
            )
            story.commit(f"note the feedback “{behaviour}”", at, noted)

    def _prove(self, story: Story, outcome: Outcome, at: datetime) -> None:
        title, address = self._words.deal("proofs")
        link = Evidence(
            **self._birth(max(at, outcome.created_at)),
            visibility=outcome.visibility,
            kind="url",
            ref=address,
            title=self._words.fill(title, self._words.gaps()),
            about=outcome.link,
        )
        story.commit(f"keep the link “{link.title}”", link.created_at, link)

    def _tell(self, story: Story, card: ManagerCard, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Send an update: what moved, what became of what was said, and what comes next."""
        since = self._last.until if self._last else at - timedelta(days=7)
        sections = (
            Section(title="", query="headline", lines=(_headline(outcomes),), limit=1),
            Section(title="Outcomes", query="outcomes", lines=_lines(outcomes[:5], "outcome"), limit=5),
            Section(title="Said last time", query="said", lines=self._followed(outcomes, at)),
            Section(title="Next", query="next", lines=_lines(outcomes[:3], "outcome"), limit=4),
        )
        monday = at.date() - ONE_DAY * at.date().weekday()
        update = Update(
            **self._birth(at),
            audience_id=card.id,
            audience=card.person,
            format="weekly",
            title=f"Week of {monday.day} {monday:%b %Y}",
            since=since,
            until=at,
            first_day=since.date(),
            last_day=at.date(),
            sections=sections,
        )
        letter = write_letter(update, card, "", lambda _: True).letter
        text = render(letter, "markdown")
        sent = replace(update, sent_at=at, channel=card.channel, sent_text=text)
        followed = [replace(one, told_in=sent.id) for one in self._promised]
        self._promised = [
            Commitment(
                **self._birth(at),
                text=outcome.title,
                audience_id=card.id,
                update_id=sent.id,
                outcome_id=outcome.id,
            )
            for outcome in outcomes[:3]
        ]
        self._last = sent
        self._card = replace(card, told_on=at.date())
        news = (sent, *self._promised, *followed)
        story.commit(f"send the update to “{card.person}”", at, *news, self._card)

    def _followed(self, open_ones: Sequence[Outcome], at: datetime) -> tuple[Line, ...]:
        """Mark what was promised, and the lines that tell it."""
        still = {outcome.id for outcome in open_ones}
        marked = []
        for one in self._promised:
            state: Mark = "did"
            if one.outcome_id in still:
                state = "partly" if self._chance.happens(_LATE) else self._chance.pick(_NOT_DONE)
            why = "" if state == "did" else self._words.say("reasons_why")
            marked.append(mark(one, state, at - timedelta(minutes=5), why))
        self._promised = marked
        return tuple(
            _line(
                f"commitment:{one.id}",
                f"{one.state.capitalize()}: {one.text}{f' · {one.why}' if one.why else ''}",
                one,
            )
            for one in marked
        )


_NOT_DONE: tuple[Mark, ...] = ("moved", "moved", "dropped")
"""What becomes of what was not begun."""


def _headline(outcomes: Sequence[Outcome]) -> Line:
    text = f"Under way: {' and '.join(one.title for one in outcomes[:2])}."
    return Line(key="headline", text=text, drawn=text, sources=tuple(one.link for one in outcomes[:2]))


def _lines(outcomes: Sequence[Outcome], kind: str) -> tuple[Line, ...]:
    return tuple(_line(f"{kind}:{one.id}", one.title, one) for one in outcomes)


def _line(key: str, text: str, record: Outcome | Commitment) -> Line:
    return Line(key=key, text=text, drawn=text, sources=(record.link,), quotes=(record.link,))
