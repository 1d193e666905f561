"""What is talked about in the story's one-to-ones: the agenda, feedback upwards, and proofs to show."""

from dataclasses import replace
from datetime import datetime, timedelta

from remoteos.domain.agenda import AgendaItem, settle
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Outcome
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.story import Story
from remoteos.services.demo.words import Words, capital

_SETTLED = 0.45
"""Which share of the agenda is done with in a week."""
_NEW_ITEMS = 1.7
"""How many items come to it in a week, on average."""
_FEEDBACK_WEEKS = 8
"""Every so many weeks some feedback is noted."""
_TOLD = 0.5
"""Which share of it is told."""
_HASH = 10
"""How many digits of a commit's hash are kept."""


class Talks:
    """The agenda of the one-to-one as it stands, and the feedback that is to be told."""

    def __init__(self, chance: Chance, words: Words) -> None:
        self._chance = chance
        self._words = words
        self._items: list[AgendaItem] = []
        self._weeks = 0
        self.to_tell: list[Feedback] = []
        """What the next update tells."""

    def hold(self, story: Story, card: ManagerCard, at: datetime) -> None:
        """Have the one-to-one: settle some of the agenda, put new things on it, sometimes note feedback."""
        still = []
        for item in self._items:
            if self._chance.happens(_SETTLED):
                done = settle(item, at, self._words.say_of(item.text, "talk_notes"))
                story.commit(f"settle “{item.text}”", at, done)
            else:
                still.append(item)
        self._items = still
        for number in range(self._chance.count(_NEW_ITEMS)):
            self._add(story, card, at + timedelta(minutes=number))
        if self._weeks % _FEEDBACK_WEEKS == 0:
            self._note(story, card, at + timedelta(minutes=20))
        self._weeks += 1

    def prove(self, story: Story, at: datetime) -> None:
        """Keep a link or two that prove how far outcomes have come."""
        for number in range(self._chance.whole(1, 2)):
            outcome = self._some_outcome(story, at)
            if outcome is None:
                return
            moment = at + timedelta(minutes=number)
            title, address = self._words.deal("proofs")
            gaps = self._words.gaps(self._words.part_of(outcome.title))
            is_commit = address == "commit"
            ref = f"{{slug}} {self._chance.digits(_HASH)}" if is_commit else address
            link = Evidence(
                **self._chance.birth(moment),
                visibility=outcome.visibility,
                kind="commit" if is_commit else "url",
                ref=self._words.fill(ref, gaps),
                title=capital(self._words.fill(title, gaps)),
                about=outcome.link,
            )
            story.commit(f"link “{link.title}”", moment, link)

    def _some_outcome(self, story: Story, at: datetime) -> Outcome | None:
        """One of the open outcomes that others may see; None when there is none."""
        known = [one for one in story.outcomes if one.visibility != "private" and one.created_at < at]
        return self._chance.pick(known) if known else None

    def _add(self, story: Story, card: ManagerCard, at: datetime) -> None:
        """Put something on the agenda, about an outcome where its text has room for that."""
        outcome = self._some_outcome(story, at)
        part = self._words.part_of(outcome.title) if outcome else None
        tag, said = self._words.deal("talks")
        text = capital(self._words.fill(said, self._words.gaps(part)))
        about = outcome.link if outcome and part and "{part}" in said else None
        item = AgendaItem(**self._chance.birth(at), text=text, audience_id=card.id, tag=tag, about=about)
        self._items.append(item)
        story.commit(f"put “{text}” on the agenda", at, item)

    def _note(self, story: Story, card: ManagerCard, at: datetime) -> None:
        """Note some feedback, which stays private unless it is to be told."""
        situation, behaviour, impact = self._words.deal("feedback")
        noted = Feedback(
            **self._chance.birth(at),
            audience_id=card.id,
            situation=situation,
            behaviour=behaviour,
            impact=impact,
        )
        story.commit(f"note the feedback “{behaviour}”", at, noted)
        if self._chance.happens(_TOLD):
            later = at + timedelta(minutes=3)
            told = replace(noted, visibility=card.sees)
            self.to_tell.append(told)
            story.commit(f"tell the feedback “{behaviour}”", later, told)
