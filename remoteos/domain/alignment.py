"""The alignment check: where the work and what the manager wants have parted, as questions without blame."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from remoteos.domain.asks import Ask
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.record import Link
from remoteos.domain.words import duration, plural

FindingKind = Literal["outcome without goal", "goal without intent", "silent goal", "loose time", "late ask"]

LOOSE_SHARE = 0.25
"""From this share of the focus of a period on, time that served no outcome is worth a question."""
LOOSE_LEAST_S = 3600
"""Below an hour it never is."""
LOOKS_BACK = timedelta(days=28)
"""Where there is no update whose period counts, the time of so many days does."""


class Finding(NamedTuple):
    """One thing to talk about."""

    kind: FindingKind
    text: str
    """What was found, in a few words."""
    question: str
    """A question to bring to the one-to-one."""
    about: Link | None = None
    """The record it is about; None for time that belongs to none."""


def outcomes_without_goal(outcomes: Iterable[Outcome]) -> list[Finding]:
    """Open outcomes that serve no goal of the manager's."""
    return [
        Finding(
            "outcome without goal",
            f"“{one.title}” serves no goal of theirs",
            f"Which of your goals does “{one.title}” help with, or should it wait?",
            one.link,
        )
        for one in outcomes
    ]


def goals_without_intent(goals: Iterable[Goal]) -> list[Finding]:
    """The manager's goals that serve nothing leadership was heard to want."""
    return [
        Finding(
            "goal without intent",
            f"“{one.title}” serves no stated intent",
            f"What does leadership hope to see from “{one.title}”? It would help me choose what to do first.",
            one.link,
        )
        for one in goals
    ]


def silent_goals(goals: Iterable[tuple[Goal, int]]) -> list[Finding]:
    """The manager's goals that nobody moved for so many days."""
    return [
        Finding(
            "silent goal",
            f"“{one.title}” was not moved for {plural(days, 'day')}",
            f"Is “{one.title}” still wanted now? If so, what would you give up for it?",
            one.link,
        )
        for one, days in goals
    ]


def loose_time(blocks: Iterable[tuple[Block, int]]) -> list[Finding]:
    """The focus that went to no outcome, when it is a good part of the whole; each block with its seconds."""
    known = list(blocks)
    whole = sum(seconds for _, seconds in known)
    loose = sum(seconds for block, seconds in known if block.outcome_id is None)
    if loose < LOOSE_LEAST_S or loose < whole * LOOSE_SHARE:
        return []
    return [
        Finding(
            "loose time",
            f"{duration(loose)} of {duration(whole)} of focus went to no outcome",
            "Some of my time goes to work that is none of our outcomes. Should it become one, or stop?",
        )
    ]


def late_asks(asks: Iterable[Ask], today: date) -> list[Finding]:
    """Asks that are older than the date they were needed by, the latest first."""
    late = sorted(
        (one for one in asks if one.late_by(today)), key=lambda one: one.late_by(today), reverse=True
    )
    return [
        Finding(
            "late ask",
            f"“{one.text}”, from {one.asked_of}, is {plural(one.late_by(today), 'day')} late",
            f"What would make “{one.text}” easy to answer, or who else could?",
            one.link,
        )
        for one in late
    ]
