"""What adopting a playbook adds: beside one's own, beside other playbooks, within two minutes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.domain.adoption import (
    RITUAL_S,
    TOO_LONG,
    Adoption,
    Offer,
    Own,
    Part,
    adopted,
    choose,
    drop,
    offers,
    ritual_s,
)
from remoteos.domain.errors import Refused
from remoteos.domain.rituals import STEPS

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OWN = Own({"start": STEPS["start"], "end": STEPS["end"]}, {"50/10": "50/10"}, ("weekly",))


def adoption(title: str, *parts: Part, at: datetime = NOW) -> Adoption:
    """A playbook that was adopted."""
    return Adoption(
        id=f"id-{title}", created_at=at, updated_at=at, playbook_id=title.lower(), version="1", title=title,
        parts=parts,
    )  # fmt: skip


def off(offered: tuple[Offer, ...]) -> list[str]:
    """The names of the parts that start turned off."""
    return [offer.part.name for offer in offered if not offer.chosen]


class TestOffers:
    def test_what_is_new_is_chosen_and_needs_no_word(self) -> None:
        assert offers([Part("start", "Read the log")], OWN, ()) == (Offer(Part("start", "Read the log")),)

    def test_a_step_that_is_ones_own_already_says_so(self) -> None:
        (offer,) = offers([Part("start", "pulse")], OWN, ())
        assert offer.note == "yours already"

    def test_a_preset_never_replaces_ones_own_of_the_same_name(self) -> None:
        assert off(offers([Part("preset", "50/10", "45/15")], OWN, ())) == ["50/10"]
        assert off(offers([Part("preset", "50/10", "50/10")], OWN, ())) == []

    def test_a_format_never_replaces_one_that_is_there(self) -> None:
        assert off(offers([Part("format", "weekly", "title = 'x'")], OWN, ())) == ["weekly"]

    def test_what_two_playbooks_add_is_shown_once_with_both_names(self) -> None:
        step = Part("end", "Close the till")
        (offer,) = offers([step], OWN, [adoption("Shop", step)])
        assert (offer.chosen, offer.note) == (True, "shown once, with Shop")
        both = adopted([adoption("Shop", step), adoption("Bar", step)], "end")
        assert both == {"Close the till": (step, ("Bar", "Shop"))}

    def test_a_preset_of_another_playbook_is_not_replaced(self) -> None:
        there = adoption("Shop", Part("preset", "Deep", "90"))
        assert off(offers([Part("preset", "Deep", "60")], OWN, [there])) == ["Deep"]

    def test_steps_beyond_two_minutes_start_turned_off_and_say_why(self) -> None:
        offered = offers([Part("start", name) for name in "abc"], OWN, ())
        assert off(offered) == ["c"]
        assert "two minutes" in offered[2].note

    def test_steps_of_other_playbooks_take_their_time(self) -> None:
        there = adoption("Shop", Part("start", "x"), Part("start", "y"))
        assert off(offers([Part("start", "z"), Part("end", "z")], OWN, [there])) == ["z"]

    def test_the_week_has_two_minutes_of_its_own(self) -> None:
        assert off(offers([Part("week", str(at)) for at in range(7)], OWN, ())) == ["6"]

    def test_what_is_ones_own_is_told_apart(self) -> None:
        parts = [Part("start", "pulse"), Part("preset", "50/10", "45/15"), Part("end", "Close the till")]
        assert [offer.is_mine for offer in offers(parts, OWN, ())] == [True, True, False]


class TestTimes:
    MINE = 15 * len(STEPS["end"])

    def test_ones_own_steps_and_what_is_taken_add_up(self) -> None:
        taken = [Part("end", "a"), Part("end", "b"), Part("start", "c"), Part("preset", "d")]
        assert ritual_s("end", taken, OWN, ()) == self.MINE + 40
        assert ritual_s("end", [], OWN, ()) == self.MINE

    def test_a_step_that_is_there_already_takes_no_more_time(self) -> None:
        there = [adoption("Shop", Part("end", "x")), drop(adoption("Bar", Part("end", "y")), NOW)]
        taken = [Part("end", "x"), Part("end", STEPS["end"][0])]
        assert ritual_s("end", taken, OWN, there) == self.MINE + 20

    def test_the_steps_of_the_week_stand_for_themselves(self) -> None:
        assert ritual_s("week", [Part("week", "a"), Part("end", "b")], OWN, ()) == 20


class TestChoosing:
    OFFERED = offers([*(Part("start", name) for name in "abc"), Part("play", "p", "every week")], OWN, ())

    def names(self, *only: str, without: tuple[str, ...] = ()) -> list[str]:
        """The names of what is taken."""
        return [part.name for part in choose(self.OFFERED, only, without)]

    def test_what_is_chosen_by_default_is_taken(self) -> None:
        assert self.names() == ["a", "b", "p"]

    def test_only_takes_even_what_starts_turned_off(self) -> None:
        assert self.names("3", "start:a") == ["a", "c"]

    def test_a_kind_names_all_of_its_parts(self) -> None:
        assert self.names(without=("start",)) == ["p"]

    def test_a_part_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(Refused, match="no part “9”"):
            self.names("9")


class TestDropping:
    def test_what_is_dropped_adds_nothing(self) -> None:
        shop = adoption("Shop", Part("end", "x"))
        assert adopted([drop(shop, NOW)], "end") == {}

    def test_dropping_twice_keeps_the_first_date(self) -> None:
        once = drop(adoption("Shop"), NOW)
        assert drop(once, NOW.replace(hour=12)) == once


PARTS = st.lists(
    st.builds(
        Part, st.sampled_from(["start", "end", "week", "preset", "agreement"]), st.sampled_from("abcd")
    ),
    max_size=6,
    unique=True,
).map(tuple)


@given(st.lists(PARTS, max_size=4), PARTS)
def test_a_step_is_off_for_its_time_only_where_it_would_be_too_long(
    before: list[tuple[Part, ...]], parts: tuple[Part, ...]
) -> None:
    others = [adoption(f"P{number}", *kept) for number, kept in enumerate(before)]
    offered = offers(parts, OWN, others)
    for offer in offered:
        if offer.note == TOO_LONG:
            taken = [one.part for one in offered if one.chosen]
            assert ritual_s(offer.part.kind, [*taken, offer.part], OWN, others) > RITUAL_S


@given(st.lists(PARTS, max_size=4), PARTS)
def test_dropping_a_playbook_takes_away_exactly_what_it_alone_added(
    others: list[tuple[Part, ...]], mine: tuple[Part, ...]
) -> None:
    there = [adoption(f"Book {at}", *parts) for at, parts in enumerate(others)]
    added = adoption("Mine", *mine)
    for kind in ("start", "end", "week", "preset", "agreement"):
        assert set(adopted([*there, drop(added, NOW)], kind)) == set(adopted(there, kind))


@given(st.lists(PARTS, max_size=4), PARTS)
def test_what_is_chosen_by_default_keeps_every_ritual_within_two_minutes(
    others: list[tuple[Part, ...]], mine: tuple[Part, ...]
) -> None:
    there: list[Adoption] = []
    for at, parts in enumerate([*others, mine]):
        taken = choose(offers(parts, OWN, there))
        there.append(replace(adoption(f"Book {at}"), parts=taken))
    for kind, built_in in (("start", 5), ("end", 5), ("week", 0)):
        assert built_in * 15 + len(adopted(there, kind)) * 20 <= 120  # type: ignore[arg-type]
