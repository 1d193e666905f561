"""Sending an update: what it keeps, what it promises, and what becomes of that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from remoteos.domain.commitments import Commitment
from remoteos.domain.errors import Refused
from remoteos.domain.letter import RENDERINGS, Rendering
from remoteos.domain.updates import Update, remove
from remoteos.services import (
    asks,
    feedback,
    history,
    managers,
    outcomes,
    sending,
    update_due,
    updates,
)
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.services.updates_board import board

from .support import set_clock


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


def test_a_line_that_was_reworded_is_promised_in_those_words(desk: Desk, drawn: Callable[[], Update]) -> None:
    outcomes.add(desk, "RFC accepted")
    update = drawn()
    place = next(at for at, part in enumerate(update.sections) if part.query == "next")
    key = update.sections[place].lines[0].key
    updates.change_line(desk, update.id, place, key, lambda one: replace(one, text="get both approvals"))
    assert [one.text for one in sending.send(desk, update.id).commitments] == ["get both approvals"]


class TestWhatWasSent:
    @pytest.mark.parametrize("rendering", RENDERINGS)
    def test_is_had_byte_for_byte_whatever_happens_since(
        self, desk: Desk, drawn: Callable[[], Update], rendering: Rendering
    ) -> None:
        ask = asks.add(desk, "approve the <vendor>", "Ana")
        draft = drawn()
        shown = updates.rendered(desk, draft, rendering)
        sent = sending.send(desk, draft.id, rendering=rendering).update
        asks.edit(desk, ask.id, text="something else", visibility="private")
        managers.edit(desk, "my manager", person="Ana", address="ana@example.org")
        assert sent.sent_text == updates.rendered(desk, updates.find(desk, sent.id), rendering) == shown

    def test_stays_beside_what_it_is_edited_into(self, desk: Desk, drawn: Callable[[], Update]) -> None:
        asks.add(desk, "approve the vendor", "Ana")
        sent = sending.send(desk, drawn().id).update
        set_clock(desk, "10:00")
        edited = updates.write(desk, sent.id, 0, "What I forgot.")
        assert (edited.sent_text, edited.sent_at, edited.edited_at) == (
            sent.sent_text,
            sent.sent_at,
            desk.now,
        )
        assert "What I forgot." in updates.rendered(desk, edited, "markdown")
        assert edited.settled_at == desk.now

    def test_goes_by_the_channel_of_the_card_unless_another_is_named(
        self, desk: Desk, drawn: Callable[[], Update]
    ) -> None:
        managers.add(desk, "Ana", channel="mail")
        asks.add(desk, "approve the vendor", "Ana")
        assert sending.send(desk, drawn().id).update.channel == "mail"
        set_clock(desk, "10:00")
        assert sending.send(desk, drawn().id, "the wiki").update.channel == "the wiki"

    def test_changes_no_ask_and_starts_the_clock_anew(self, desk: Desk, drawn: Callable[[], Update]) -> None:
        ask = asks.add(desk, "approve the vendor", "Ana")
        set_clock(desk, "2026-11-27 16:00")
        sent = sending.send(desk, drawn().id).update
        assert asks.waiting(desk) == (ask,)
        card = managers.main(desk)
        assert card is not None
        found = update_due.due(desk, card)
        assert found is not None
        assert found.on == date(2026, 12, 4)
        set_clock(desk, "2026-12-04 16:00")
        assert drawn().since == sent.until


class TestPromises:
    def test_one_undo_takes_the_sending_and_all_it_told_back(
        self, desk: Desk, drawn: Callable[[], Update]
    ) -> None:
        outcomes.add(desk, "RFC accepted")
        sending.send(desk, drawn().id)
        set_clock(desk, "2026-11-27 16:00")
        draft = drawn()
        before = desk.store.all(Commitment)
        sending.send(desk, draft.id)
        history.undo(desk)
        assert desk.store.all(Commitment) == before
        assert not updates.find(desk, draft.id).is_sent

    def test_what_was_marked_is_told_once_with_why(self, desk: Desk, drawn: Callable[[], Update]) -> None:
        outcomes.add(desk, "RFC accepted")
        (promise,) = sending.send(desk, drawn().id).commitments
        set_clock(desk, "2026-11-27 16:00")
        sending.mark(desk, promise.id, "did")
        sending.mark(desk, promise.id, "partly", "one approval")
        second = sending.send(desk, drawn().id)
        assert "Partly: RFC accepted · one approval" in second.update.sent_text
        told = desk.store.get(Commitment, promise.id)
        assert told is not None
        assert (told.state, told.why, told.told_in) == ("partly", "one approval", second.update.id)
        set_clock(desk, "2026-12-04 16:00")
        assert "one approval" not in updates.rendered(desk, drawn(), "markdown")

    def test_a_format_that_does_not_tell_of_them_follows_them_up_all_the_same(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        outcomes.add(desk, "RFC accepted")
        shelf = FormatShelf(tmp_path / "formats")
        for number in range(3):
            set_clock(desk, f"2026-11-{24 + number} 16:00")
            update = updates.draft(desk, shelf, format_name="ppp")
            assert update.sections[1].title == "Plans"
            assert [line.text for line in update.sections[1].shown] == ["RFC accepted"]
            sending.send(desk, update.id)
        states = [(one.state, one.told_in is not None) for one in desk.store.all(Commitment)]
        assert states == [("moved", True), ("moved", True), ("open", False)]

    def test_a_format_that_tells_of_none_ends_what_was_marked_and_leaves_the_rest(
        self, desk: Desk, tmp_path: Path, drawn: Callable[[], Update]
    ) -> None:
        for title in ("RFC accepted", "Load test passed"):
            outcomes.add(desk, title)
        first, other = sending.send(desk, drawn().id).commitments
        for one in outcomes.listed(desk):
            outcomes.close(desk, one.id, "dropped")
        outcomes.add(desk, "Something else")
        sending.mark(desk, first.id, "dropped", "another team took it on")
        set_clock(desk, "2026-11-27 16:00")
        short = updates.draft(desk, FormatShelf(tmp_path / "formats"), format_name="ppp")
        plans = next(at for at, part in enumerate(short.sections) if part.query == "next")
        updates.change_line(desk, short.id, plans, f"commitment:{other.id}", updates.rules.leave_out)
        sending.send(desk, short.id)
        ends = {one.text: one.told_in for one in desk.store.all(Commitment) if one.update_id != short.id}
        assert ends == {first.text: short.id, other.text: None}

    def test_what_became_private_since_is_neither_told_nor_promised_again(
        self, desk: Desk, drawn: Callable[[], Update]
    ) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        asks.add(desk, "approve the vendor", "Ana")
        sending.send(desk, drawn().id)
        set_clock(desk, "2026-11-27 16:00")
        draft = drawn()
        outcomes.edit(desk, rfc.id, visibility="private")
        sent = sending.send(desk, draft.id)
        assert (sent.commitments, "RFC" in sent.update.sent_text) == ((), False)
        set_clock(desk, "2026-12-04 16:00")
        assert "RFC" not in repr(drawn())
        outcomes.edit(desk, rfc.id, visibility="manager")
        assert "Still open: RFC accepted" in updates.rendered(desk, drawn(), "markdown")

    def test_feedback_is_told_when_it_left_and_not_before(
        self, desk: Desk, drawn: Callable[[], Update]
    ) -> None:
        managers.add(desk, "Ana")
        asks.add(desk, "approve the vendor", "Ana")
        first, second = (
            feedback.add(desk, "On Monday", text, "a day saved", to="Ana")
            for text in ("you asked", "you waited")
        )
        told = [feedback.tell(desk, one.id) for one in (first, second)]
        draft = drawn()
        desk.store.commit("hide", [replace(told[1], visibility="private")], at=desk.now)
        sent = sending.send(desk, draft.id).update
        assert ("you asked" in sent.sent_text, "you waited" in sent.sent_text) == (True, False)
        assert {one.behaviour: one.told_in for one in feedback.listed(desk, told=True)} == {
            "you asked": sent.id,
            "you waited": None,
        }
