"""The agenda of the one-to-one: items come back until they are settled."""

import pytest

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.errors import NotFound
from remoteos.services import agenda, asks, captures, history, managers
from remoteos.services.desk import Desk

from .support import set_clock


def test_items_stand_in_the_order_of_the_agenda_each_with_its_card(desk: Desk) -> None:
    ana, board = managers.add(desk, "Ana"), managers.add(desk, "the board", relation="client")
    ask = asks.add(desk, "a decision on the vendor", "Ana")
    agenda.add(desk, "the plan for May", ana, "info")
    vendor = agenda.add(desk, "which vendor?", ana, "decide", ask.link)
    agenda.add(desk, "how is it going?", ana)
    agenda.add(desk, "elsewhere", board)
    assert [item.text for item in agenda.items(desk, ana)] == [
        "how is it going?", "which vendor?", "the plan for May",
    ]  # fmt: skip
    assert (vendor.about, vendor.visibility) == (ask.link, "manager")


def test_a_card_that_is_not_saved_is_saved_along(desk: Desk) -> None:
    card = managers.default_card(desk)
    agenda.add(desk, "the plan for May", card)
    assert managers.main(desk) == card
    assert len(agenda.items(desk, card)) == 1
    history.undo(desk)
    assert (managers.main(desk), agenda.items(desk, card)) == (None, ())


def test_what_is_settled_is_gone_until_it_is_taken_up_again(desk: Desk) -> None:
    ana = managers.add(desk, "Ana")
    first, second = agenda.add(desk, "first", ana), agenda.add(desk, "second", ana, "help")
    done = agenda.settle(desk, first.id[-6:], "Ana asks the CTO")
    assert (done.done_at, done.note) == (desk.now, "Ana asks the CTO")
    set_clock(desk, "10:00")
    agenda.settle(desk, second.id)
    assert agenda.items(desk, ana) == ()
    assert [item.text for item in agenda.items(desk, ana, done=True)] == ["second", "first"]
    assert agenda.reopen(desk, first.id).note == ""
    assert [item.text for item in agenda.items(desk, ana)] == ["first"]


def test_what_was_settled_long_ago_is_found_in_the_archive(desk: Desk) -> None:
    ana = managers.add(desk, "Ana")
    agenda.settle(desk, agenda.add(desk, "long ago", ana).id)
    set_clock(desk, "2028-01-10 09:00")
    captures.capture(desk, "the first change of the day archives what is due")
    assert desk.store.all(AgendaItem) == ()
    assert len(agenda.items(desk, ana, done=True)) == 1


def test_an_item_is_edited_and_dropped(desk: Desk) -> None:
    ana = managers.add(desk, "Ana")
    item = agenda.add(desk, "the plan", ana)
    edited = agenda.edit(desk, item.id, tag="decide")
    assert (edited.text, edited.tag) == ("the plan", "decide")
    assert agenda.edit(desk, item.id, text="the plan for May", visibility="private").tag == "decide"
    agenda.drop(desk, item.id)
    assert agenda.items(desk, ana, done=True) == ()
    with pytest.raises(NotFound, match="No agenda item has an id"):
        agenda.settle(desk, item.id)
