"""Manager cards: found by what people call them, kept once, and when each hears next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from remoteos.domain.errors import Ambiguous, NotFound, Refused
from remoteos.domain.managers import ManagerCard
from remoteos.domain.settings import Settings, You
from remoteos.domain.updates import Update
from remoteos.services import asks, captures, history, leave, managers, outcomes, update_due
from remoteos.services.desk import Desk
from remoteos.services.people import known_people

from .support import set_clock


def sent(desk: Desk, card: ManagerCard, **fields: Any) -> Update:
    """An update that was sent to a card just now."""
    update = Update(
        **desk.birth(),
        audience_id=card.id,
        audience=card.person,
        format="weekly",
        title="Week",
        since=desk.now - timedelta(days=7),
        until=desk.now,
        first_day=desk.today,
        last_day=desk.today,
        **{"sent_at": desk.now, **fields},
    )
    if update.sent_at:
        desk.store.commit("told", [replace(card, told_on=desk.workday_of(update.sent_at))], at=desk.now)
    desk.store.commit("send", [update], at=desk.now)
    return update


class TestAdd:
    def test_keeps_all_that_was_said_and_is_private(self, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        card = managers.add(desk, "Ana", [goal.id[-6:], goal.id], cadence="daily", weekday=3, format="my own")
        assert (card.person, card.relation, card.sees, card.visibility) == (
            "Ana",
            "manager",
            "manager",
            "private",
        )
        assert (card.goal_ids, card.cadence, card.weekday, card.format) == ((goal.id,), "daily", 3, "my own")
        assert managers.cards(desk) == (card,)

    @pytest.mark.parametrize("relation", ["skip-level", "client", "team"])
    def test_lets_others_than_the_manager_see_only_what_is_public(self, desk: Desk, relation: Any) -> None:
        assert managers.add(desk, "Ana", relation=relation).sees == "public"
        assert managers.add(desk, "Bo", relation=relation, sees="manager").sees == "manager"

    def test_refuses_a_second_card_of_the_same_name(self, desk: Desk) -> None:
        managers.add(desk, "Ana")
        with pytest.raises(Refused, match='There is a card of "Ana" already'):
            managers.add(desk, "aNA", relation="client")
        assert len(managers.cards(desk)) == 1

    def test_refuses_a_goal_that_is_not_there_and_keeps_nothing(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            managers.add(desk, "Ana", ["ffff0000"])
        assert managers.cards(desk) == ()


class TestEdit:
    def test_changes_only_what_is_given(self, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        managers.add(desk, "Ana", [goal.id], worries="surprises")
        card = managers.edit(desk, "ana", hours=True, person="Anna")
        assert (card.person, card.hours, card.worries, card.goal_ids) == (
            "Anna",
            True,
            "surprises",
            (goal.id,),
        )
        assert managers.edit(desk, "Anna", []).goal_ids == ()
        assert managers.edit(desk, "Anna", person="ANNA").person == "ANNA"

    def test_refuses_the_name_of_another(self, desk: Desk) -> None:
        managers.add(desk, "Ana")
        managers.add(desk, "Bo")
        with pytest.raises(Refused, match='card of "Ana" already'):
            managers.edit(desk, "Bo", person="ana")

    def test_a_manager_who_becomes_a_client_sees_only_what_is_public(self, desk: Desk) -> None:
        managers.add(desk, "Ana")
        assert managers.edit(desk, "Ana", relation="client").sees == "public"
        managers.edit(desk, "Ana", sees="manager")
        assert managers.edit(desk, "Ana", relation="team").sees == "manager"


class TestFind:
    def test_takes_a_name_its_beginning_a_relation_or_an_id(self, desk: Desk) -> None:
        ana = managers.add(desk, "Ana")
        anabel = managers.add(desk, "Anabel", relation="client")
        for who, card in (
            ("ANA", ana), ("anab", anabel), ("client", anabel), ("manager", ana),
            (anabel.id, anabel), (ana.id[-8:].upper(), ana), (ana.id[-6:], ana),
        ):  # fmt: skip
            assert managers.find(desk, who) == card, who

    @pytest.mark.parametrize("who", ["Zoe", "", " ", "ffffffff", "abc", "team"])
    def test_names_the_cards_there_are_when_none_fits(self, desk: Desk, who: str) -> None:
        managers.add(desk, "Ana")
        managers.add(desk, "the board", relation="client")
        with pytest.raises(NotFound, match=r"There is Ana \(manager\), the board \(client\)\.$"):
            managers.find(desk, who)

    def test_names_those_that_fit_when_there_are_several(self, desk: Desk) -> None:
        managers.add(desk, "Anna")
        managers.add(desk, "Anabel", relation="client")
        managers.add(desk, "Bo", relation="client")
        with pytest.raises(Ambiguous, match=r"'an' fits Anna \(manager\), Anabel \(client\)\."):
            managers.find(desk, "an")
        with pytest.raises(Ambiguous, match=r"'client' fits Anabel \(client\), Bo \(client\)\."):
            managers.find(desk, "client")

    def test_says_how_to_make_one_when_there_is_none(self, desk: Desk) -> None:
        with pytest.raises(NotFound, match="No manager card yet"):
            managers.find(desk, "Ana")
        with pytest.raises(Refused, match="No manager card yet"):
            managers.required(desk)


class TestMain:
    def test_is_the_first_manager_or_else_the_first_card(self, desk: Desk) -> None:
        assert managers.main(desk) is None
        board = managers.add(desk, "the board", relation="client")
        assert managers.main(desk) == board
        ana = managers.add(desk, "Ana")
        assert managers.main(desk) == managers.required(desk) == ana
        assert managers.required(desk, "client") == board
        assert managers.cards(desk) == (ana, board)

    def test_without_any_a_card_can_be_had_that_is_not_saved(self, make_desk: Callable[..., Desk]) -> None:
        nobody = managers.default_card(make_desk())
        assert (nobody.person, nobody.relation) == ("my manager", "manager")
        desk = make_desk(settings=Settings(you=You(manager="Ana")))
        assert managers.default_card(desk).person == "Ana"
        assert managers.cards(desk) == ()


class TestDrop:
    def test_takes_the_card_and_leaves_what_was_sent(self, desk: Desk) -> None:
        update = sent(desk, managers.add(desk, "Ana"))
        managers.drop(desk, "ana")
        assert managers.cards(desk) == ()
        assert desk.store.find(Update, update.id) == update
        assert history.undo(desk) == "drop the card of “Ana”"
        assert len(managers.cards(desk)) == 1


class TestDue:
    """Today is Monday, 23 November 2026; a card asks for Fridays unless told otherwise."""

    def test_counts_from_the_day_before_the_card_until_something_was_sent(self, desk: Desk) -> None:
        card = managers.add(desk, "Ana")
        found = update_due.due(desk, card)
        assert found is not None
        assert (found.on, found.missed) == (date(2026, 11, 27), ())

    def test_counts_from_the_last_one_sent_to_this_card(self, desk: Desk) -> None:
        card, other = managers.add(desk, "Ana"), managers.add(desk, "Bo", relation="client")
        set_clock(desk, "2026-11-27 09:00")
        sent(desk, card)
        sent(desk, card, sent_at=None)
        set_clock(desk, "2026-12-01 09:00")
        ours, theirs = update_due.due(desk, managers.find(desk, "Ana")), update_due.due(desk, other)
        assert (ours and ours.on, theirs and theirs.on) == (date(2026, 12, 4), date(2026, 11, 27))

    def test_the_night_belongs_to_the_workday_it_was_sent_on(self, desk: Desk) -> None:
        card = managers.add(desk, "Ana", cadence="daily")
        set_clock(desk, "2026-11-25 01:30")
        sent(desk, card)
        found = update_due.due(desk, managers.find(desk, "Ana"))
        assert found is not None
        assert found.on == date(2026, 11, 25)

    def test_a_due_day_on_leave_moves_to_the_first_day_back(self, desk: Desk) -> None:
        card = managers.add(desk, "Ana")
        leave.day_off(desk, [date(2026, 11, 27)])
        found = update_due.due(desk, card)
        assert found is not None
        assert found.on == date(2026, 11, 30), "nobody is back on a Saturday"

    def test_the_first_one_is_due_on_the_first_such_day_however_near(self, desk: Desk) -> None:
        set_clock(desk, "2026-11-27 09:00")
        found = update_due.due(desk, managers.add(desk, "Ana"))
        assert found is not None
        assert (found.on, found.missed) == (date(2026, 11, 27), ())

    def test_tells_what_was_missed(self, desk: Desk) -> None:
        card = managers.add(desk, "Ana")
        set_clock(desk, "2026-12-12 09:00")
        found = update_due.due(desk, card)
        assert found is not None
        assert (found.on, found.missed) == (date(2026, 12, 11), (date(2026, 11, 27), date(2026, 12, 4)))

    def test_an_update_that_went_to_the_archive_counts(self, desk: Desk) -> None:
        card = managers.add(desk, "Ana", cadence="monthly")
        set_clock(desk, "2026-12-25 09:00")
        sent(desk, card)
        set_clock(desk, "2027-06-01 09:00")
        captures.capture(desk, "the first change of the day archives what is due")
        assert desk.store.all(Update) == ()
        found = update_due.due(desk, managers.find(desk, "Ana"))
        assert found is not None
        assert found.missed[0] == date(2027, 1, 29)

    def test_who_hears_on_request_alone_is_never_due(self, desk: Desk) -> None:
        card = managers.add(desk, "Ana", cadence="on request")
        assert update_due.due(desk, card) is None
        assert update_due.next_due(desk) is None

    def test_the_next_one_is_the_earliest_of_all(self, desk: Desk) -> None:
        assert update_due.next_due(desk) is None
        managers.add(desk, "Ana")
        soon = managers.add(desk, "the team", relation="team", cadence="daily")
        found = update_due.next_due(desk)
        assert found is not None
        assert (found[0], found[1].on) == (soon, date(2026, 11, 23))


def test_whoever_has_a_card_is_known_by_name(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(settings=Settings(you=You(manager="Ana")))
    managers.add(desk, "the board", relation="client")
    managers.add(desk, "Ana")
    asks.add(desk, "access", "IT")
    assert sorted(known_people(desk)) == ["Ana", "IT", "the board"]
