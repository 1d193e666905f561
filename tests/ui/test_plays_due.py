"""Plays that came up propose themselves once, as the first thing of the start ritual."""

from datetime import date

import pytest

from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_times import Cadence
from remoteos.domain.runs import Run
from remoteos.services import adopting, playbook_imports, playbooks, rituals, runs
from remoteos.services.desk import Desk
from tests.services.playbook_texts import play, playbook, raw
from tests.services.support import set_clock
from tests.ui.conftest import LARGE, SMALL, Sit


@pytest.fixture
def due(desk: Desk) -> Desk:
    """Two plays of an adopted playbook came up, on the Friday before and on the Monday that it is."""
    set_clock(desk, "2026-11-16 08:00")
    book = playbook(
        "help-desk",
        "1.0.0",
        play("hand-over", cadence=Cadence(1, "week", 4)),
        play("look-back", cadence=Cadence(1, "week")),
        play("once"),
    )
    plan = playbook_imports.plan(desk, [playbook_imports.from_bytes(raw(book))])
    playbook_imports.apply(desk, plan)
    adopting.adopt(desk, "help-desk", adopting.parts(book))
    set_clock(desk, "2026-11-23 09:00")
    return desk


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_each_is_proposed_with_its_playbook_and_enter_leaves_it(
    sit: Sit, due: Desk, size: tuple[int, int]
) -> None:
    async with sit(size=size) as seat:
        await seat.press("o")
        seat.sees("Start of day", "A play came up: Hand over 1 of 2", "Every week on Friday, from Help desk.")
        seat.sees("r run it", "z again on Tue 24 Nov", "Left with enter, it waits")
        await seat.press("enter")
        seat.sees("A play came up: Look back 2 of 2", "Every week, from Help desk.")
        await seat.press("enter")
        seat.sees("▸ How are you", "step 1 of")
    assert due.store.all(Run) == ()
    assert [one.part.name for one in runs.proposals(due)] == ["hand-over", "look-back"]


async def test_r_begins_the_run_and_z_puts_it_off_and_both_say_so(sit: Sit, due: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "r")
        assert "“Hand over” runs: its steps are on the page of the playbooks." in seat.toast
        seat.sees("A play came up: Look back")
        await seat.press("z")
        assert "It proposes itself again on Tue 24 Nov." in seat.toast
        seat.sees("▸ How are you")
        (run,) = due.store.all(Run)
        assert (run.name, run.started_on) == ("Hand over", date(2026, 11, 23))
        assert runs.proposals(due) == ()
        await seat.press("pageup")
        seat.sees("It runs: its steps are on the page of the playbooks.")
        seat.sees_not("r run it")
        await seat.press("r", "z", "enter")
        seat.sees("It proposes itself again on Tue 24 Nov.")
        assert len(due.store.all(Run)) == 1
        await seat.press("u")
        seat.sees("z again on Tue 24 Nov")
        assert [one.part.name for one in runs.proposals(due)] == ["look-back"]


async def test_it_proposes_itself_once_and_what_was_put_off_once_more(sit: Sit, due: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "enter", "z", "escape", "o")
        seat.sees("▸ How are you")
        await seat.press("escape")
        rituals.close_day(due)
        await seat.at("2026-11-24 09:00")
        await seat.press("o")
        seat.sees("A play came up: Look back", "from Help desk.")
        seat.sees_not("Hand over", "1 of 1")
        await seat.press("pagedown")
        seat.sees_not("A play came up")
        await seat.press("escape", "o")
        seat.sees_not("A play came up")


async def test_nothing_is_proposed_where_nothing_came_up(sit: Sit, desk: Desk) -> None:
    shipped = playbooks.get(desk, "manage-your-manager").playbook
    adopting.adopt(desk, shipped.id, adopting.parts(shipped))
    async with sit() as seat:
        await seat.press("o")
        seat.sees("▸ How are you")
        seat.sees_not("A play came up")


async def test_what_became_of_it_elsewhere_meanwhile_is_seen(sit: Sit, due: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        due.store.commit("remove", delete=due.store.all(PlaybookCopy), at=due.now)
        await seat.press("r")
        assert "help-desk" in seat.toast
        seat.sees("A play came up: Hand over")
        runs.snooze(due, "hand-over", date(2026, 12, 1))
        await seat.at("09:05")
        seat.sees("It was begun, put off or taken away meanwhile.")
        await seat.press("r", "z")
        seat.sees("A play came up: Hand over")
    assert due.store.all(Run) == ()


async def test_on_a_shared_screen_it_stays_hidden_until_h_shows_it(sit: Sit, due: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "h")
        seat.sees("Hidden while the screen is shared")
        seat.sees_not("Hand over", "Help desk", "r run it")
        await seat.press("r", "z")
        assert len(runs.proposals(due)) == 2
        await seat.press("h")
        seat.sees("A play came up: Hand over")
        await seat.press("h", "enter")
        seat.sees_not("Hand over")
        await seat.press("h")
        seat.sees("▸ How are you")


async def test_the_one_before_can_be_looked_at_again(sit: Sit, due: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        seat.sees_not("pgup back")
        await seat.press("enter")
        seat.sees("Look back 2 of 2", "pgup back")
        await seat.press("pageup")
        seat.sees("Hand over 1 of 2")
