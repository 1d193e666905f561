"""Upward feedback: private, for somebody or for nobody yet, until it is told."""

from dataclasses import replace

import pytest

from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.feedback import Feedback
from remoteos.services import captures, feedback, managers
from remoteos.services.desk import Desk

from .support import set_clock

PARTS = ("in planning", "you asked each of us", "two risks came up")


def tell(desk: Desk, one: Feedback) -> None:
    """Put a piece of feedback into an update."""
    desk.store.commit("send", [replace(one, told_in="an update")], at=desk.now)


def test_it_is_private_and_for_whom_it_is_said_to_be(desk: Desk) -> None:
    ana = managers.add(desk, "Ana")
    one = feedback.add(desk, *PARTS, "ana")
    assert (one.visibility, one.audience_id, one.behaviour) == ("private", ana.id, "you asked each of us")
    assert one.text == "in planning. you asked each of us. two risks came up."
    assert feedback.add(desk, *PARTS).audience_id is None
    with pytest.raises(NotFound):
        feedback.add(desk, *PARTS, "Zoe")
    assert len(feedback.listed(desk)) == 2


def test_it_is_told_to_the_one_it_is_for_once(desk: Desk) -> None:
    one = feedback.add(desk, *PARTS)
    with pytest.raises(Refused, match="Say whom it is for"):
        feedback.tell(desk, one.id)
    client = managers.add(desk, "Acme", relation="client")
    told = feedback.tell(desk, one.id, "Acme")
    assert (told.audience_id, told.visibility) == (client.id, "public")
    tell(desk, told)
    with pytest.raises(Refused, match="told already"):
        feedback.tell(desk, one.id)


def test_only_what_is_given_changes_and_never_who_sees_it(desk: Desk) -> None:
    ana = managers.add(desk, "Ana")
    one = feedback.add(desk, *PARTS)
    edited = feedback.edit(desk, one.id, "Ana", impact="three risks came up")
    assert (edited.audience_id, edited.impact, edited.situation) == (
        ana.id,
        "three risks came up",
        "in planning",
    )
    assert feedback.edit(desk, one.id, "").audience_id is None
    assert feedback.listed(desk)[0].visibility == "private"


def test_what_was_told_is_listed_only_when_asked_for_from_all_years(desk: Desk) -> None:
    tell(desk, feedback.add(desk, "then", "you listened", "we stayed"))
    set_clock(desk, "2028-01-10 09:00")
    new = feedback.add(desk, *PARTS)
    captures.capture(desk, "the first change of the day archives what is due")
    assert feedback.listed(desk) == (new,)
    assert [one.behaviour for one in feedback.listed(desk, told=True)] == [
        "you asked each of us",
        "you listened",
    ]


def test_it_can_be_dropped(desk: Desk) -> None:
    feedback.drop(desk, feedback.add(desk, *PARTS).id)
    assert feedback.listed(desk, told=True) == ()
    with pytest.raises(NotFound, match="No feedback has an id"):
        feedback.drop(desk, "ffff0000")
