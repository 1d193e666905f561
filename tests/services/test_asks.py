"""The ask ledger: raised, reminded of, answered, withdrawn, and asked again."""

from datetime import date

import pytest

from remoteos.domain.asks import Ask
from remoteos.domain.errors import NotFound, Refused
from remoteos.services import asks, captures, history, outcomes
from remoteos.services.desk import Desk

from .support import set_clock


def test_an_ask_is_raised_about_an_outcome_and_edited(desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    added = asks.add(
        desk, "two approvals", "Ana", outcome.id[-6:], kind="decision", needed_by=date(2026, 11, 27)
    )
    assert (added.outcome_id, added.visibility, added.state) == (outcome.id, "manager", "waiting")
    assert added.raised_at == desk.now
    edited = asks.edit(desk, added.id, cost="a week", needed_by=None)
    assert (edited.cost, edited.needed_by, edited.kind) == ("a week", None, "decision")
    assert asks.edit(desk, added.id, outcome="").outcome_id is None


def test_an_ask_about_an_outcome_that_is_not_there_is_refused_and_not_kept(desk: Desk) -> None:
    with pytest.raises(NotFound):
        asks.add(desk, "two approvals", "Ana", "ffff0000")
    assert asks.waiting(desk) == ()


def test_a_reminder_is_written_down_and_gives_the_line_to_send(desk: Desk) -> None:
    ask = asks.add(desk, "two approvals", "Ana", needed_by=date(2026, 11, 27), cost="the launch slips")
    set_clock(desk, "2026-11-26 09:00")
    nudged = asks.nudge(desk, ask.id, "in the channel")
    assert nudged.ask.nudges == 1
    assert nudged.line == (
        "Hi Ana, a reminder of what I asked on Mon 23 Nov: two approvals. I need your help by Fri 27 Nov. "
        "If it comes later: the launch slips. What would make it easy for you?"
    )
    set_clock(desk, "2027-01-05 09:00")
    assert (
        "on Mon 23 Nov 2026: two approvals. I needed your help by Fri 27 Nov 2026."
        in asks.draft_nudge(desk, ask.id).line
    )
    assert desk.store.find(Ask, ask.id).nudges == 1


def test_a_line_for_what_nobody_waits_for_is_refused(desk: Desk) -> None:
    ask = asks.add(desk, "two approvals", "Ana")
    asks.answer(desk, ask.id, "given", "the RFC is accepted")
    with pytest.raises(Refused, match="nothing to remind of"):
        asks.draft_nudge(desk, ask.id)
    assert asks.reopen(desk, ask.id, "one was taken back").is_waiting


def test_the_most_urgent_stand_first_and_what_is_settled_last(desk: Desk) -> None:
    asks.add(desk, "some day", "IT")
    late = asks.add(desk, "late", "Ana", needed_by=date(2026, 11, 24))
    gone = asks.add(desk, "gone", "Ana")
    asks.withdraw(desk, gone.id, "found another way")
    set_clock(desk, "2026-11-26 09:00")
    asks.answer(desk, asks.add(desk, "given", "Ana").id)
    assert [ask.text for ask in asks.listed(desk)] == ["late", "some day"]
    assert [ask.text for ask in asks.listed(desk, settled=True)] == ["late", "some day", "given", "gone"]
    assert late.id == asks.waiting(desk)[0].id


def test_the_whole_list_reaches_into_the_archive(desk: Desk) -> None:
    asks.answer(desk, asks.add(desk, "long ago", "Ana").id, "yes")
    set_clock(desk, "2028-01-10 09:00")
    captures.capture(desk, "the first change of the day archives what is due")
    assert desk.store.all(Ask) == ()
    assert [ask.answer for ask in asks.listed(desk, settled=True)] == ["yes"]


def test_each_step_is_one_undo(desk: Desk) -> None:
    ask = asks.add(desk, "two approvals", "Ana")
    asks.answer(desk, ask.id, "given")
    assert history.undo(desk) == "answer to “two approvals”"
    assert asks.waiting(desk)[0].id == ask.id
    asks.withdraw(desk, ask.id)
    asks.withdraw(desk, ask.id)
    history.undo(desk)
    assert asks.waiting(desk)[0].id == ask.id
