"""The alignment check at a desk: what it finds, and which of its questions go to the agenda."""

from collections.abc import Callable
from pathlib import Path

import pytest

from remoteos.domain.updates import Update
from remoteos.services import agenda, alignment, asks, managers, outcomes, updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf

from .support import set_clock, work


@pytest.fixture
def drawn(desk: Desk, tmp_path: Path) -> Callable[[], Update]:
    return lambda: updates.draft(desk, FormatShelf(tmp_path / "formats"))


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


class TestTheQuestionsOfTheCheck:
    def test_about_what_is_private_stay_off_the_agenda(self, desk: Desk) -> None:
        asks.add(desk, "a quieter desk", "the landlord", needed_by=desk.today, visibility="private")
        asks.add(desk, "approve the vendor", "Ana", needed_by=desk.today)
        asks.add(desk, "a date for the fair", "the board", needed_by=desk.today, visibility="public")
        set_clock(desk, "2026-11-25 09:00")
        found = alignment.check(desk)
        assert [one.kind for one in found] == ["late ask"] * 3
        ana, board = managers.add(desk, "Ana"), managers.add(desk, "the board", relation="client")
        assert [
            "landlord" in one.text or "quieter" in one.text for one in alignment.bring(desk, ana, found)
        ] == [
            False,
            False,
        ]
        (public,) = alignment.bring(desk, board, found)
        assert ("the fair" in public.text, public.visibility) == (True, "public")

    def test_stay_here_once_what_they_are_about_becomes_private(self, desk: Desk, tmp_path: Path) -> None:
        ask = asks.add(desk, "approve the vendor", "Ana", needed_by=desk.today)
        set_clock(desk, "2026-11-25 09:00")
        managers.add(desk, "Ana")
        (item,) = alignment.bring(desk, managers.find(desk, "Ana"), alignment.check(desk))
        assert item.about == ask.link
        shelf = FormatShelf(tmp_path / "formats")
        assert item.text in agenda.rendered(desk, shelf, None, "text").replace("\n  ", " ")
        asks.edit(desk, ask.id, visibility="private")
        assert "vendor" not in agenda.rendered(desk, shelf, None, "text")

    def test_are_of_the_time_of_the_update_or_the_last_four_weeks(
        self, desk: Desk, drawn: Callable[[], Update]
    ) -> None:
        work(desk, "wander about", "09:00", "10:30", planned=90)
        set_clock(desk, "2026-12-04 09:00")
        asks.add(desk, "approve the vendor", "Ana")
        assert [one.kind for one in alignment.check(desk)] == ["loose time"]
        assert alignment.check(desk, drawn()) == ()
