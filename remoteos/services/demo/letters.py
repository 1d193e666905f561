"""What the updates of the story say.

Those of the last months are drawn as the app draws them, for people see them. Ten years of such would take
longer than all the rest of the story: the older ones have a few lines that are made here.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple, TypeVar

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.commitments import Commitment
from remoteos.domain.decisions import Decision
from remoteos.domain.drafting import drafted
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.focus import Block
from remoteos.domain.letter_writing import write_letter
from remoteos.domain.managers import ManagerCard, due
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Link, Record
from remoteos.domain.rituals import Workday
from remoteos.domain.text import sentence
from remoteos.domain.time import ONE_DAY, workday_date
from remoteos.domain.update_formats import Format, heading
from remoteos.domain.update_material import Material, seen_by
from remoteos.domain.update_queries.ahead import SAID_WORDS
from remoteos.domain.update_queries.waiting import ask_text
from remoteos.domain.updates import Line, Section, Update
from remoteos.formats.rendering import render
from remoteos.services.demo.story import Story
from remoteos.services.desk import Birth
from remoteos.services.update_formats import shipped
from remoteos.services.update_material import notes

R = TypeVar("R", bound=Record)

_MOST_OUTCOMES, _MOST_ASKS, _MOST_NEXT = 5, 3, 3


class Occasion(NamedTuple):
    """An update that is to be written: to whom, of which time, and what was promised before it."""

    card: ManagerCard
    since: datetime
    at: datetime
    promised: Sequence[Commitment]
    """What the last one promised, marked."""
    feedback: Sequence[Feedback]
    """What is to be told with it."""


def blank(story: Story, occasion: Occasion, birth: Birth) -> Update:
    """An update without a line yet."""
    card = occasion.card
    first, last = _day(story, occasion.since), _day(story, occasion.at)
    return Update(
        **birth,
        audience_id=card.id,
        audience=card.person,
        format=card.format,
        title=heading(_format(card.format), first, last, card.person),
        since=occasion.since,
        until=occasion.at,
        first_day=first,
        last_day=last,
    )


def drawn(story: Story, update: Update, occasion: Occasion) -> Update:
    """The update as the app draws it from what was recorded lately."""
    card, at = occasion.card, occasion.at
    known: dict[type[Record], list[Record]] = {}
    for record in story.lately(at):
        known.setdefault(type(record), []).append(record)

    def seen(kind: type[R]) -> tuple[R, ...]:
        return seen_by(card, (record for record in known.get(kind, ()) if isinstance(record, kind)))

    days = [one for one in known.get(Workday, ()) if isinstance(one, Workday)]
    material = Material(
        card=card,
        period=update.period,
        today=update.last_day,
        day_of=lambda moment: _day(story, moment),
        outcomes=seen(Outcome),
        goals=seen_by(card, story.goals),
        blocks=seen(Block),
        captures=seen(Capture),
        asks=seen(Ask),
        decisions=seen(Decision),
        evidence=seen(Evidence),
        commitments=tuple(occasion.promised),
        feedback=tuple(occasion.feedback),
        agenda=seen(AgendaItem),
        notes=_notes(story, update, card, days),
    )
    return drafted(update, _format(card.format), material)


def written(story: Story, occasion: Occasion) -> tuple[Section, ...]:
    """The few lines of an older update: what ended and what moves, what was promised, what is needed."""
    card, at = occasion.card, occasion.at
    ended = [one for one in story.ended if one.closed_at and occasion.since < one.closed_at <= at]
    told = [one for one in ended if card.may_see(one.visibility)]
    ahead = [one for one in story.outcomes if card.may_see(one.visibility) and one.created_at < at]
    asks = [one for one in story.asks if card.may_see(one.visibility) and one.raised_at < at]
    day = _day(story, at)
    waiting = [(ask, ask_text(ask, card, _day(story, ask.raised_at), day)) for ask in asks[:_MOST_ASKS]]
    moved = [(one, _moved(one, occasion.since, at)) for one in (*told, *ahead)[:_MOST_OUTCOMES]]
    said = [(one, _said(one)) for one in occasion.promised]
    coming = [(one, one.title) for one in ahead[:_MOST_NEXT]]
    feedback = [(one, one.text) for one in occasion.feedback]
    return (
        Section(title="", query="headline", lines=_headline(told, ahead[:1]), limit=1),
        Section(title="Outcomes", query="outcomes", lines=_lines("outcome", moved), limit=_MOST_OUTCOMES),
        Section(title="Said last time", query="said", lines=_lines("commitment", said)),
        Section(title="What I need", query="asks", lines=_lines("ask", waiting), limit=_MOST_ASKS),
        Section(title="Feedback", query="feedback", lines=_lines("feedback", feedback)),
        Section(title="Next", query="next", lines=_lines("outcome", coming), limit=_MOST_NEXT),
    )


def text_of(update: Update, card: ManagerCard) -> str:
    """What leaves: only lines that this audience may see were put in."""
    return render(write_letter(update, card, lambda _: True).letter, "markdown")


@cache
def _format(name: str) -> Format:
    return shipped(name)


def _day(story: Story, at: datetime) -> date:
    return workday_date(at, story.clock.tz, story.settings.day_starts_at_hour)


def _notes(story: Story, update: Update, card: ManagerCard, days: Iterable[Workday]) -> tuple[str, ...]:
    """Leave in the period, and the dates on which no update came."""
    off = {one.date for one in days if one.state == "off"}
    last = card.told_on or _day(story, card.created_at) - ONE_DAY
    found = due(card, last, off, update.last_day)
    within = [one for one in days if update.first_day <= one.date <= update.last_day]
    return notes(story.settings, within, found.missed if found else ())


def _headline(told: Sequence[Outcome], ahead: Sequence[Outcome]) -> tuple[Line, ...]:
    done = [one for one in told if one.state == "done"][:2]
    facts = [
        sentence(f"{word}: {' and '.join(one.title for one in some)}")
        for word, some in (("Done", done), ("Under way", ahead))
        if some
    ]
    links = tuple(one.link for one in (*done, *ahead))
    return (_line("headline", " ".join(facts), links),) if facts else ()


def _moved(outcome: Outcome, since: datetime, at: datetime) -> str:
    """An outcome, the last that was said of it in the period, and how sure its owner is."""
    facts = [outcome.title if outcome.state == "open" else f"{outcome.state.capitalize()}: {outcome.title}"]
    facts += [step.note for step in outcome.progress if since < step.at <= at][-1:]
    if outcome.state == "open" and outcome.confidence:
        facts.append(f"confidence {outcome.confidence} of 5")
    return " · ".join(facts)


def _said(commitment: Commitment) -> str:
    why = f" · {commitment.why}" if commitment.why else ""
    return f"{SAID_WORDS[commitment.state]}: {commitment.text}{why}"


def _lines(kind: str, said: Iterable[tuple[Record, str]]) -> tuple[Line, ...]:
    return tuple(_line(f"{kind}:{record.id}", text, (record.link,)) for record, text in said)


def _line(key: str, text: str, links: tuple[Link, ...]) -> Line:
    return Line(key=key, text=text, drawn=text, sources=links, quotes=links)
