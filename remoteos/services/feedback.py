"""Upward feedback: noting what was seen and what it did, until its owner tells it."""

from dataclasses import replace
from typing import TypedDict, Unpack

from remoteos.domain.errors import Refused
from remoteos.domain.feedback import Feedback
from remoteos.services import managers
from remoteos.services.desk import Desk


class FeedbackFields(TypedDict, total=False):
    """What can be said of a piece of feedback; what is left out stays as it is."""

    situation: str
    behaviour: str
    impact: str


def add(desk: Desk, situation: str, behaviour: str, impact: str, to: str | None = None) -> Feedback:
    """Note a piece of feedback, for the one whose card ``to`` names if that is said already; private."""
    feedback = Feedback(
        **desk.birth(),
        audience_id=managers.find(desk, to).id if to else None,
        situation=situation,
        behaviour=behaviour,
        impact=impact,
    )
    desk.store.commit(f"note the feedback “{behaviour}”", [feedback], at=desk.now)
    return feedback


def edit(desk: Desk, which: str, to: str | None = None, **fields: Unpack[FeedbackFields]) -> Feedback:
    """Change a piece of feedback; an empty ``to`` leaves open whom it is for."""
    with desk.store.locked():
        feedback = replace(desk.store.find(Feedback, which), **fields)
        if to is not None:
            feedback = replace(feedback, audience_id=managers.find(desk, to).id if to else None)
        desk.store.commit(f"edit the feedback “{feedback.behaviour}”", [feedback], at=desk.now)
    return feedback


def tell(desk: Desk, which: str, to: str | None = None) -> Feedback:
    """Put a piece of feedback into the next update to the one it is for, who may see it from then on.

    Raises Refused when nobody said whom it is for, and when it was told already.
    """
    with desk.store.locked():
        feedback = desk.store.find(Feedback, which)
        if feedback.told_in:
            raise Refused("That was told already. Nothing was changed.")
        if not (to or feedback.audience_id):
            raise Refused("Say whom it is for, with --to. Nothing was changed.")
        card = managers.find(desk, to or feedback.audience_id or "")
        feedback = replace(feedback, audience_id=card.id, visibility=card.sees)
        desk.store.commit(f"tell the feedback “{feedback.behaviour}”", [feedback], at=desk.now)
    return feedback


def drop(desk: Desk, which: str) -> Feedback:
    """Delete a piece of feedback; where it was told already, that stays."""
    with desk.store.locked():
        feedback = desk.store.find(Feedback, which)
        desk.store.commit(f"drop the feedback “{feedback.behaviour}”", delete=[feedback], at=desk.now)
    return feedback


def listed(desk: Desk, *, told: bool = False) -> tuple[Feedback, ...]:
    """The feedback that was not told yet, the newest first; with ``told`` then what was, of all years."""
    known = desk.store.everything(Feedback) if told else desk.store.all(Feedback)
    chosen = (one for one in known if told or one.told_in is None)
    return tuple(sorted(chosen, key=lambda one: (one.told_in is not None, -one.created_at.timestamp())))
