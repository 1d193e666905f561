"""Decisions of the story: what was decided and why, and whether that was right.

They have a chance and words of their own, so that the rest of the story is the same with and without them.
"""

from datetime import date, datetime, time, timedelta

from remoteos.domain import decisions as rules
from remoteos.domain.decisions import Decision, Verdict
from remoteos.domain.time import at_wall
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.story import Story
from remoteos.services.demo.words import Words, capital

DECIDING = 2
"""On which day of the week the log is kept: Wednesday."""

_KEPT_AT = time(11, 20)

_A_WEEK = 0.3
"""In which share of weeks something is decided that is worth keeping."""

_VERDICTS: tuple[Verdict, ...] = ("right", "right", "right", "partly", "partly", "wrong")


class DecisionLog:
    """The decisions that somebody means to look at again."""

    def __init__(self, role: str, chance: Chance) -> None:
        self._chance = chance
        self._words = Words(role, chance)
        self._open: list[Decision] = []

    def new_week(self, story: Story, day: date) -> None:
        """Look back at what is due, and now and then decide something."""
        at = at_wall(day, _KEPT_AT, story.clock.tz)
        still: list[Decision] = []
        for decision in self._open:
            if decision.is_due(day) and self._chance.happens(0.7):
                decision = self._look_back(story, decision, at)
            if decision.revisit_on is not None:
                still.append(decision)
        self._open = still
        if self._chance.happens(_A_WEEK):
            self._decide(story, at)

    def _look_back(self, story: Story, decision: Decision, at: datetime) -> Decision:
        again = at.date() + timedelta(weeks=8) if self._chance.happens(0.2) else None
        note, verdict = self._words.say("looks"), self._chance.pick(_VERDICTS)
        looked = rules.look_back(decision, at, at.date(), note, verdict, again)
        story.commit(f"look back at “{decision.text}”", at, looked)
        return looked

    def _decide(self, story: Story, at: datetime) -> None:
        gaps = self._words.gaps()
        text, reasons, alternatives = (self._words.fill(said, gaps) for said in self._words.deal("decisions"))
        later = timedelta(weeks=self._chance.whole(4, 12))
        decision = Decision(
            **self._chance.birth(at),
            text=capital(text),
            reasons=reasons,
            alternatives=alternatives,
            decided_by=gaps["person"] if self._chance.happens(0.4) else "",
            revisit_on=at.date() + later if self._chance.happens(0.8) else None,
        )
        self._open.append(decision)
        story.commit(f"decide “{decision.text}”", at, decision)
