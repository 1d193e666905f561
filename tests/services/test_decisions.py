"""The decision log: written down, looked at again when it is time."""

from datetime import date

import pytest

from remoteos.domain.decisions import Decision
from remoteos.domain.errors import NotFound, Refused
from remoteos.services import captures, decisions, history, outcomes
from remoteos.services.desk import Desk

from .support import set_clock

TUESDAY = date(2026, 11, 24)


def test_a_decision_is_written_down_about_an_outcome_and_edited(desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    made = decisions.add(desk, "one queue", outcome.id[-6:], reasons="two were never in step")
    assert (made.outcome_id, made.visibility) == (outcome.id, "manager")
    edited = decisions.edit(desk, made.id, revisit_on=TUESDAY, alternatives="two with a rota")
    assert (edited.reasons, edited.revisit_on) == ("two were never in step", TUESDAY)
    assert decisions.edit(desk, made.id, outcome="").outcome_id is None


def test_one_about_an_outcome_that_is_not_there_is_refused_and_not_kept(desk: Desk) -> None:
    with pytest.raises(NotFound):
        decisions.add(desk, "one queue", "ffff0000")
    assert decisions.listed(desk) == ()


def test_what_is_due_is_looked_back_at_and_due_no_more(desk: Desk) -> None:
    made = decisions.add(desk, "one queue", revisit_on=TUESDAY)
    decisions.add(desk, "no calls before ten")
    assert decisions.due(desk) == ()
    set_clock(desk, "2026-11-25 09:00")
    assert [one.id for one in decisions.due(desk)] == [made.id]
    with pytest.raises(Refused):
        decisions.look_back(desk, made.id, "fine", again=TUESDAY)
    looked = decisions.look_back(desk, made.id, "half the hand-overs are gone", "right")
    assert (looked.verdict, looked.looks[0].at) == ("right", desk.now)
    assert decisions.due(desk) == ()
    assert history.undo(desk) == "look back at “one queue”"
    assert [one.id for one in decisions.due(desk)] == [made.id]


def test_the_log_reaches_into_the_archive(desk: Desk) -> None:
    decisions.add(desk, "long ago")
    decisions.add(desk, "to look at", revisit_on=TUESDAY)
    set_clock(desk, "2028-01-10 09:00")
    captures.capture(desk, "the first change of the day archives what is due")
    assert [one.text for one in desk.store.all(Decision)] == ["to look at"]
    assert [one.text for one in decisions.listed(desk)] == ["to look at", "long ago"]
