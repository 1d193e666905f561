"""Sending an update: what it keeps, what it promises, and what becomes of that."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from remoteos.domain.commitments import Commitment
from remoteos.domain.errors import Refused
from remoteos.domain.updates import Update, remove
from remoteos.services import alignment, asks, history, managers, outcomes, sending, updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.services.updates_board import board

from .support import set_clock, work


@pytest.fixture
def drawn(desk: Desk, tmp_path: Path) -> Callable[[], Update]:
    return lambda: updates.draft(desk, FormatShelf(tmp_path / "formats"))


def test_what_comes_next_becomes_what_was_said(desk: Desk, drawn: Callable[[], Update]) -> None:
    for title in ("RFC accepted", "Load test passed"):
        outcomes.add(desk, title)
    sent = sending.send(desk, drawn().id, "mail")
    assert [one.text for one in sent.commitments] == ["RFC accepted", "Load test passed"]
    assert (sent.update.channel, sent.update.is_sent) == ("mail", True)
    assert desk.store.commits()[-1].label == "send the update to “my manager”"
    with pytest.raises(Refused, match="was sent on 2026-11-23 already"):
        sending.send(desk, sent.update.id)
    history.undo(desk)
    assert desk.store.all(Commitment) == ()
    assert not drawn().is_sent


def test_what_is_promised_again_was_moved_and_what_is_done_counts_as_did(
    desk: Desk, drawn: Callable[[], Update]
) -> None:
    done, again = outcomes.add(desk, "RFC accepted"), outcomes.add(desk, "Load test passed")
    sending.send(desk, drawn().id)
    set_clock(desk, "2026-11-27 16:00")
    outcomes.close(desk, done.id, "done")
    second = sending.send(desk, drawn().id)
    states = {one.text: one.state for one in desk.store.all(Commitment) if one.told_in == second.update.id}
    assert states == {"RFC accepted": "did", "Load test passed": "moved"}
    assert [one.outcome_id for one in second.commitments] == [again.id]
    card = managers.main(desk)
    assert card is not None
    counts = [dict(one.counts) for one in sending.said_vs_did(desk, card)]
    assert counts == [{"did": 1, "moved": 1}, {"open": 1}]
    told = next(one for one in desk.store.all(Commitment) if one.told_in)
    with pytest.raises(Refused, match="told what became of that already"):
        sending.mark(desk, told.id, "did")


def test_what_is_left_out_of_the_next_list_stays_open(desk: Desk, drawn: Callable[[], Update]) -> None:
    outcomes.add(desk, "RFC accepted")
    sending.send(desk, drawn().id)
    set_clock(desk, "2026-11-27 16:00")
    update = drawn()
    place = next(at for at, part in enumerate(update.sections) if part.query == "next")
    updates.change(desk, update.id, lambda one: remove(one, place, one.sections[place].lines[0].key))
    assert sending.send(desk, update.id).commitments == ()
    card = managers.main(desk)
    assert card is not None
    assert [one.text for one in sending.open_commitments(desk, card)] == ["RFC accepted"]


def test_an_empty_update_is_not_sent(desk: Desk, drawn: Callable[[], Update]) -> None:
    with pytest.raises(Refused, match="nothing in this update to send"):
        sending.send(desk, drawn().id)


def test_nothing_new_writes_nothing(desk: Desk, drawn: Callable[[], Update]) -> None:
    outcomes.add(desk, "RFC accepted")
    first = drawn()
    set_clock(desk, "10:00")
    assert drawn() == first
    assert len(desk.store.all(Update)) == 1


def test_a_dropped_card_leaves_an_update_that_tells_only_what_is_public(
    desk: Desk, drawn: Callable[[], Update]
) -> None:
    managers.add(desk, "Ana")
    outcomes.add(desk, "RFC accepted")
    outcomes.add(desk, "For everybody", visibility="public")
    update = drawn()
    managers.drop(desk, "Ana")
    text = updates.rendered(desk, update, "text")
    assert "RFC accepted" not in text
    assert "For everybody" in text


def test_the_board_has_a_place_for_a_manager_nobody_made_a_card_of(
    desk: Desk, drawn: Callable[[], Update]
) -> None:
    (one,) = board(desk)
    assert (one.is_new, one.draft, one.sent) == (True, None, ())
    outcomes.add(desk, "RFC accepted")
    sending.send(desk, drawn().id)
    (one,) = board(desk)
    assert (one.is_new, one.draft, len(one.sent), len(one.history)) == (False, None, 1, 1)


def test_the_check_asks_without_blame_and_its_questions_go_to_the_agenda_once(desk: Desk) -> None:
    goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
    outcomes.add(desk, "RFC accepted", goal.id)
    outcomes.add(desk, "A dashboard")
    outcomes.add(desk, "Only mine", visibility="private")
    asks.add(desk, "approve the vendor", "Ana", needed_by=desk.today)
    work(desk, "wander about", "09:00", "10:30", planned=90)
    set_clock(desk, "2026-11-25 09:00")
    assert [one.kind for one in alignment.check(desk)] == [
        "late ask",
        "goal without intent",
        "outcome without goal",
        "loose time",
    ]
    set_clock(desk, "2026-12-20 09:00")
    found = alignment.check(desk)
    assert "silent goal" in [one.kind for one in found]
    card = managers.add(desk, "Ana")
    assert len(alignment.bring(desk, card, found)) == len(found)
    assert alignment.bring(desk, card, found) == ()


def test_a_line_that_was_reworded_is_promised_in_those_words(desk: Desk, drawn: Callable[[], Update]) -> None:
    outcomes.add(desk, "RFC accepted")
    update = drawn()
    place = next(at for at, part in enumerate(update.sections) if part.query == "next")
    key = update.sections[place].lines[0].key
    updates.change_line(desk, update.id, place, key, lambda one: replace(one, text="get both approvals"))
    assert [one.text for one in sending.send(desk, update.id).commitments] == ["get both approvals"]
