"""How manager cards are said: on a row, and in full with their goals and the feedback that is kept."""

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import Due, ManagerCard, rhythm
from remoteos.domain.outcomes import Goal
from remoteos.domain.words import plural
from remoteos.screens.session import Session
from remoteos.screens.updates_text import due_said
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

MUTED, WARNING = "$text-muted", "$text-warning"

_SIGHT: Mapping[str, str] = {
    "manager": "all that your manager may see",
    "public": "only what anyone may see",
}


def row(session: Session, card: ManagerCard, due: Due | None) -> Row:
    """A card: the name and when the next update is due, and beneath it what they are and when they hear."""
    return Row(
        card.id,
        said((session.veil.name(card.person), "bold")),
        due_said(due, session.desk.today),
        said((f"{card.relation} · {rhythm(card)}", MUTED)),
    )


def details(
    session: Session, card: ManagerCard, due: Due | None, kept: Sequence[Feedback]
) -> Iterator[Entry]:
    """All that a card says; all of it is private, as is the feedback that is ``kept`` for them."""
    yield "hears", _hears(session, card, due)
    for label, text in (("reassures", card.reassures), ("worries", card.worries)):
        yield label, plain(session.veiled(text)) if text else _not_yet(session)
    yield "goals", _goals(session, card)
    for label, text in (("decides", card.decides), ("agreed", card.agreed)):
        if text:
            yield label, plain(session.veiled(text))
    form = [f"as {card.format}", *(session.veiled(text) for text in _leaving(card) if text)]
    yield "likes it", joined(form)
    yield "may see", joined([_SIGHT[card.sees], *_told(card)])
    if card.notes:
        yield "notes", plain(session.veiled(card.notes))
    yield from _feedback(session, kept)


def _hears(session: Session, card: ManagerCard, due: Due | None) -> Content:
    parts: list[Part] = [rhythm(card)]
    if due is not None:
        parts.append(due_said(due, session.desk.today))
        if due.missed:
            parts.append((f"{plural(len(due.missed), 'earlier one')} missed", WARNING))
    return joined(parts)


def _not_yet(session: Session) -> Content:
    return said((f"not said yet; {session.key_of('manager.edit')} says it", MUTED))


def _goals(session: Session, card: ManagerCard) -> Content:
    goals = (session.desk.store.get(Goal, identity) for identity in card.goal_ids)
    titles = [session.veiled(goal.title, goal.visibility) for goal in goals if goal]
    if not titles:
        return said((f"none yet; {session.key_of('manager.goals')} says which are theirs", MUTED))
    return joined(list(titles))


def _leaving(card: ManagerCard) -> tuple[str, ...]:
    """How they like an update to be, and where it goes."""
    return card.length, card.channel, card.address


def _told(card: ManagerCard) -> list[Part]:
    """Whether they are told what else is the user's own."""
    both = (("hours", card.hours), ("energy and stress", card.wellbeing))
    told = " and ".join(name for name, is_told in both if is_told)
    return [f"told {told}" if told else ("told neither hours nor energy", MUTED)]


def _feedback(session: Session, kept: Sequence[Feedback]) -> Iterator[Entry]:
    """How much feedback waits to be told, and what each is about."""
    if not kept:
        return
    shows = f"; {session.key_of('feedback.kept')} shows {'it' if len(kept) == 1 else 'them'}"
    yield "feedback", said(f"{plural(len(kept), 'piece')} kept", (shows, MUTED))
    for one in kept:
        soon = ("", "") if one.visibility == "private" else ("  in the next update", MUTED)
        yield "", said("· ", session.veiled(one.behaviour), soon)
