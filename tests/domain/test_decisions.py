"""Decisions: when to look again, whether they were right, and when they are history."""

from datetime import date, timedelta
from typing import Any

import pytest

from remoteos.domain import decisions
from remoteos.domain.decisions import Decision
from remoteos.domain.errors import Refused

from .support import MONDAY, TUESDAY, WEDNESDAY, at, born


def decision(**fields: Any) -> Decision:
    """A decision made on Monday at eight."""
    return Decision(**{**born(), "text": "one queue for all teams", **fields})


class TestLookingAgain:
    def test_is_due_from_its_day_on_and_never_without_one(self) -> None:
        wanted = decision(revisit_on=TUESDAY)
        assert [wanted.is_due(day) for day in (MONDAY, TUESDAY, WEDNESDAY)] == [False, True, True]
        assert not decision().is_due(date.max)

    def test_keeps_how_it_turned_out_and_when_to_look_once_more(self) -> None:
        made = decision(revisit_on=MONDAY)
        first = decisions.look_back(made, at("09:00"), MONDAY, "half of it is gone", "partly", TUESDAY)
        assert (first.verdict, first.revisit_on, first.settled_at) == ("partly", TUESDAY, None)
        then = at("09:00", TUESDAY)
        last = decisions.look_back(first, then, TUESDAY, "nothing new")
        assert [look.note for look in last.looks] == ["half of it is gone", "nothing new"]
        assert (last.verdict, last.revisit_on, last.settled_at) == ("partly", None, then)

    @pytest.mark.parametrize("again", [MONDAY, MONDAY - timedelta(days=1)])
    def test_the_next_look_lies_ahead(self, again: date) -> None:
        with pytest.raises(Refused, match="has to be on a day after today"):
            decisions.look_back(decision(), at("09:00"), MONDAY, "too soon", again=again)


def test_is_settled_once_nobody_wants_to_look_again() -> None:
    assert decision(revisit_on=TUESDAY).settled_at is None
    assert decision().settled_at == at("08:00")


def test_is_made_to_be_told_and_named_by_what_was_decided() -> None:
    assert (decision().visibility, decision().name, decision().verdict) == (
        "manager",
        "one queue for all teams",
        None,
    )


def test_those_to_look_at_come_first_the_earliest_first_then_the_newest() -> None:
    old, new = decision(text="old"), Decision(**born(at("08:00", TUESDAY)), text="new")
    soon, late = decision(text="soon", revisit_on=TUESDAY), decision(text="late", revisit_on=WEDNESDAY)
    found = sorted([old, late, new, soon], key=decisions.by_revisit)
    assert [one.text for one in found] == ["soon", "late", "new", "old"]
