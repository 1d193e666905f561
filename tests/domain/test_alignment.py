"""The alignment check: what has parted, and a question to bring for each, worded without blame."""

import re
from datetime import timedelta

import pytest

from remoteos.domain.alignment import (
    Finding,
    goals_without_intent,
    late_asks,
    loose_time,
    outcomes_without_goal,
    silent_goals,
)

from .support import FRIDAY, HOUR, MINUTE, MONDAY, WEDNESDAY, ask, goal, outcome, worked

NO_GOAL, WITH_GOAL = worked("09:00", "10:00"), worked("09:00", "10:00", outcome_id="one")


def test_an_outcome_and_a_goal_are_named_and_pointed_to() -> None:
    tidy, hiring = outcome("Tidy the wiki"), goal("The team is whole", "manager")
    (aimless,) = outcomes_without_goal([tidy])
    (unwanted,) = goals_without_intent([hiring])
    (silent,) = silent_goals([(hiring, 23)])
    assert (aimless.kind, aimless.about) == ("outcome without goal", tidy.link)
    assert "“Tidy the wiki” serves no goal" in aimless.text
    assert (unwanted.kind, unwanted.about) == ("goal without intent", hiring.link)
    assert (silent.kind, silent.text) == ("silent goal", "“The team is whole” was not moved for 23 days")


@pytest.mark.parametrize(
    ("loose", "served", "found"),
    [
        (59 * MINUTE, 0, None),
        (HOUR, 0, "1 h of 1 h of focus went to no outcome"),
        (2 * HOUR, 6 * HOUR, "2 h of 8 h of focus went to no outcome"),
        (2 * HOUR, 6 * HOUR + MINUTE, None),
        (0, 0, None),
    ],
)
def test_time_is_worth_a_question_from_an_hour_and_a_quarter_of_the_whole_on(
    loose: int, served: int, found: str | None
) -> None:
    told = loose_time([(NO_GOAL, loose), (WITH_GOAL, served)])
    assert [one.text for one in told] == ([found] if found else [])
    assert all(one.about is None for one in told)


def test_asks_that_are_late_come_the_latest_first() -> None:
    known = [
        ask("two days", needed_by=WEDNESDAY, asked_of="IT"),
        ask("four days", needed_by=MONDAY),
        ask("today", needed_by=FRIDAY),
        ask("some day"),
        ask("answered", "answered", needed_by=MONDAY),
    ]
    found = late_asks(known, FRIDAY)
    assert [one.text for one in found] == [
        "“four days”, from Ana, is 4 days late",
        "“two days”, from IT, is 2 days late",
    ]
    assert late_asks(known[:1], WEDNESDAY + timedelta(days=1))[0].text.endswith("is 1 day late")


def test_every_question_is_one_and_blames_nobody() -> None:
    found: list[Finding] = [
        *outcomes_without_goal([outcome("it")]),
        *goals_without_intent([goal("it", "manager")]),
        *silent_goals([(goal("it", "manager"), 30)]),
        *loose_time([(NO_GOAL, HOUR)]),
        *late_asks([ask("it", needed_by=MONDAY)], FRIDAY),
    ]
    assert len({one.kind for one in found}) == 5
    for one in found:
        assert "?" in one.question
        assert not re.search(
            r"\b(fail|fault|blame|ignored|forgot|why did(n.t)? you|you never)", one.question, re.IGNORECASE
        )
