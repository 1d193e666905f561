"""Wins: noted for an outcome or within its block, listed by day, as visible as was said."""

from datetime import date

import pytest

from remoteos.domain.errors import NotFound, Refused
from remoteos.services import captures, evidence, focus, outcomes, wins
from remoteos.services.desk import Desk
from remoteos.services.outcome_board import overview

from .support import minutes, set_clock


def test_a_win_is_the_managers_to_see_and_belongs_to_its_outcome(desk: Desk) -> None:
    rfc = outcomes.add(desk, "RFC accepted")
    win = wins.add(desk, "two approvals", rfc.id[-6:])
    assert (win.kind, win.visibility, win.outcome_id, win.day) == ("win", "manager", rfc.id, desk.today)
    assert wins.outcome_of(desk, win) == rfc
    assert overview(desk).outcomes[rfc.id].trail.wins == 1
    assert captures.open_loops(desk) == ()


def test_without_an_outcome_it_belongs_to_that_of_the_open_block(desk: Desk) -> None:
    rfc, other = outcomes.add(desk, "RFC accepted"), outcomes.add(desk, "another")
    focus.start(desk, "write", minutes(50), outcome=rfc.id)
    win = wins.add(desk, "the hard part is clear")
    assert wins.outcome_of(desk, win) == rfc
    assert wins.outcome_of(desk, wins.edit(desk, win.id, other.id)) == other
    assert wins.outcome_of(desk, wins.edit(desk, win.id, "")) == rfc
    earlier = wins.add(desk, "last week's", day=date(2026, 11, 20))
    assert (earlier.block_id, wins.outcome_of(desk, earlier)) == (None, None)


def test_one_of_a_day_to_come_or_of_no_outcome_there_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="2026-11-24 is still to come"):
        wins.add(desk, "too early", day=date(2026, 11, 24))
    with pytest.raises(NotFound):
        wins.add(desk, "for nothing", "ffff0000")
    assert wins.listed(desk) == ()


def test_they_are_listed_by_their_day_the_newest_first(desk: Desk) -> None:
    wins.add(desk, "long ago", day=date(2026, 7, 1))
    wins.add(desk, "today")
    wins.add(desk, "last week", day=date(2026, 11, 20))
    captures.capture(desk, "no win")
    assert [one.text for one in wins.listed(desk)] == ["today", "last week"]
    assert [one.text for one in wins.listed(desk, date(2026, 11, 23))] == ["today"]
    assert len(wins.listed(desk, date(2026, 7, 1))) == 3
    set_clock(desk, "2028-01-10 09:00")
    captures.capture(desk, "the first change of the day archives what is due")
    assert len(wins.listed(desk, date(2026, 11, 20))) == 2


def test_its_evidence_is_as_visible_as_it_is(desk: Desk) -> None:
    win = wins.add(desk, "it is out")
    link = evidence.add(desk, "https://example.org", win)
    wins.edit(desk, win.id, visibility="private", text="it is live")
    (followed,) = evidence.about(desk, win)
    assert (link.visibility, followed.visibility) == ("manager", "private")
    assert wins.find(desk, win.id).text == "it is live"


def test_only_a_win_is_found(desk: Desk) -> None:
    loop = captures.capture(desk, "call the bank")
    with pytest.raises(NotFound, match='"call the bank" was noted as loop, not as a win'):
        wins.find(desk, loop.id)
    with pytest.raises(NotFound, match="No win has an id that begins or ends with 'ffff0000'"):
        wins.find(desk, "ffff0000")
