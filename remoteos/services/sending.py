"""Sending an update: marking it as sent, and following up on what it promised."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from remoteos.domain import commitments as rules
from remoteos.domain.commitments import Commitment, CommitmentState, Mark
from remoteos.domain.errors import Refused
from remoteos.domain.feedback import Feedback
from remoteos.domain.letter import Rendering
from remoteos.domain.letter_writing import Written
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Record
from remoteos.domain.updates import Line, Update
from remoteos.services import updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf

MOST_UPDATES = 12
"""Said-vs-did looks back over so many updates."""


_OFTEN, _SELDOM = timedelta(days=90), timedelta(days=400)
"""How far back that is; ninety days lie in the live file."""


Leaving = defaultdict[str, list[Line]]
"""The lines that leave, by the query that drew them."""


class Sent(NamedTuple):
    """An update that was sent, and what it promised."""

    update: Update
    commitments: tuple[Commitment, ...]


class SaidVsDid(NamedTuple):
    """What became of what one update said would happen next."""

    update: Update
    counts: Mapping[CommitmentState, int]


def send(desk: Desk, which: str, channel: str = "", rendering: Rendering = "markdown") -> Sent:
    """Mark an update as sent: keep its text, turn its “next” into commitments, start the clock anew.

    It changes no ask. What the last update promised is told with this one: what is not marked and promised
    again was moved. Raises Refused for one that was sent, and for one in which nothing is left to say.
    """
    with desk.store.locked():
        update = desk.store.find(Update, which)
        if update.sent_at is not None:
            day = desk.workday_of(update.sent_at)
            raise Refused(f"That update was sent on {day} already. Nothing was changed.")
        card = updates.card_of(desk, update)
        now = updates.written(desk, update, card)
        if not now.letter.parts:
            raise Refused("There is nothing in this update to send. Nothing was changed.")
        text = updates.leaving_text(update, now, rendering)
        channel = channel or card.channel
        sent = replace(update, sent_at=desk.now, channel=channel, sent_text=text, sent_as=rendering)
        leaving = _leaving(update, now)
        promised = _promised(desk, leaving["next"], update, card)
        told: list[Record] = [*_told(desk, leaving, update, card), *_told_feedback(desk, leaving, update)]
        known = desk.store.get(ManagerCard, card.id)  # a card that was dropped is not made again
        told += [replace(known, told_on=desk.today)] if known else []
        desk.store.commit(f"send the update to “{card.person}”", [sent, *promised, *told], at=desk.now)
    return Sent(sent, tuple(promised))


def mark(
    desk: Desk, which: str, state: Mark, why: str = "", *, shelf: FormatShelf | None = None
) -> Commitment:
    """Say what became of a commitment, and why; with the formats the draft that tells it is drawn along."""
    with desk.store.locked():
        commitment = desk.store.find(Commitment, which)
        if commitment.told_in:
            raise Refused("An update told what became of that already. Nothing was changed.")
        marked = rules.mark(commitment, state, desk.now, why)
        news: list[Record] = [marked, *(_drawn_with(desk, shelf, marked) if shelf else ())]
        desk.store.commit(f"mark “{commitment.text}” {state}", news, at=desk.now)
    return marked


def _drawn_with(desk: Desk, shelf: FormatShelf, marked: Commitment) -> tuple[Update, ...]:
    """The draft to those it was said to, drawn as it is once this is marked; none when there is none."""
    card = desk.store.get(ManagerCard, marked.audience_id)
    before = updates.open_draft(desk, card) if card else None
    return (updates.drawn(desk, shelf, card, before, marked=marked),) if card and before else ()


def open_commitments(desk: Desk, card: ManagerCard) -> tuple[Commitment, ...]:
    """What was said to an audience and no update told the end of, in the order it was said."""
    return tuple(
        one for one in desk.store.all(Commitment) if one.audience_id == card.id and one.told_in is None
    )


def said_vs_did(desk: Desk, card: ManagerCard) -> tuple[SaidVsDid, ...]:
    """What became of the commitments of the last twelve updates that made any, the oldest first."""
    first = desk.today - looks_back(card)
    counts: dict[str, Counter[CommitmentState]] = {}
    for one in desk.store.since(Commitment, first):
        if one.audience_id == card.id:
            counts.setdefault(one.update_id, Counter())[one.state] += 1
    said = [one for one in updates.listed(desk, card, first) if one.id in counts]
    return tuple(SaidVsDid(one, counts[one.id]) for one in reversed(said[:MOST_UPDATES]))


def looks_back(card: ManagerCard) -> timedelta:
    """Within which time the last twelve updates to an audience lie, as often as it hears."""
    return _SELDOM if card.cadence in ("monthly", "fortnightly") else _OFTEN


def _leaving(update: Update, now: Written) -> Leaving:
    """The lines that leave, by the query that drew them."""
    found: Leaving = defaultdict(list)
    for part in update.sections:
        found[part.query] += [line for line in part.shown if line not in now.held]
    return found


def _promised(desk: Desk, lines: Iterable[Line], update: Update, card: ManagerCard) -> list[Commitment]:
    """A commitment for each line of “next” that leaves."""
    return [
        Commitment(
            **desk.birth(),
            visibility=card.sees,
            text=_said(desk, line, about),
            audience_id=card.id,
            update_id=update.id,
            outcome_id=about.id if about else None,
        )
        for line in lines
        for about in [_outcome_of(desk, line)]
    ]


def _said(desk: Desk, line: Line, about: Outcome | None) -> str:
    """A promise in its owner's words, or else the outcome or the promise that it was drawn from."""
    if line.is_own or line.is_reworded:
        return line.text
    earlier = desk.store.get(Commitment, line.key.removeprefix("commitment:"))
    return earlier.text if earlier else about.title if about else line.text


def _outcome_of(desk: Desk, line: Line) -> Outcome | None:
    """The outcome that a line of “next” is about: its own, or that of the promise it repeats."""
    for link in line.sources:
        if link.table == Outcome.TABLE:
            return desk.store.get(Outcome, link.id)
        earlier = desk.store.get(Commitment, link.id) if link.table == Commitment.TABLE else None
        if earlier is not None and earlier.outcome_id:
            return desk.store.get(Outcome, earlier.outcome_id)
    return None


def _told(desk: Desk, leaving: Leaving, update: Update, card: ManagerCard) -> list[Commitment]:
    """The earlier commitments whose end this update told, or its owner left out of what it tells.

    One that is promised again is followed up under the new promise. Where no section tells of the old ones,
    as in a short format, those that were marked have come to their end all the same.
    """
    ahead = leaving["next"]
    again = {line.key for line in ahead}
    about = {outcome.id for line in ahead if (outcome := _outcome_of(desk, line))}
    said = {line.key for line in leaving["said"]} | _left_out(update, "said")
    is_silent = all(part.query != "said" for part in update.sections)
    told = []
    for one in open_commitments(desk, card):
        key = f"commitment:{one.id}"
        is_again = key in again or one.outcome_id in about
        if key in said or is_again or is_silent:
            state = _end(desk, one, is_again=is_again)
            if state != "open":
                marked = rules.mark(one, state, desk.now, one.why)
                told.append(replace(marked, told_in=update.id))
    return told


def _end(desk: Desk, commitment: Commitment, *, is_again: bool) -> CommitmentState:
    """What became of a commitment by the time it is told; open when nothing did."""
    outcome = desk.store.get(Outcome, commitment.outcome_id) if commitment.outcome_id else None
    if commitment.state == "open" and outcome is not None and outcome.state == "done":
        return "did"
    return "moved" if commitment.state == "open" and is_again else commitment.state


def _told_feedback(desk: Desk, leaving: Leaving, update: Update) -> list[Feedback]:
    """The feedback that this update told."""
    keys = {line.key for line in leaving["feedback"]}
    return [
        replace(one, told_in=update.id) for one in desk.store.all(Feedback) if f"feedback:{one.id}" in keys
    ]


def _left_out(update: Update, query: str) -> set[str]:
    return {
        line.key
        for part in update.sections
        if part.query == query
        for line in part.lines
        if line.place != "in"
    }
