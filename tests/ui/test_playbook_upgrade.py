"""Following a newer version of a playbook by keys, part by part."""

from dataclasses import replace

import pytest

from remoteos.domain.playbooks import Playbook
from remoteos.formats.playbook_writing import write
from remoteos.screens.playbook_upgrade import UpgradeScreen
from remoteos.services import asks, playbook_changes, playbook_imports, playbooks
from remoteos.services.desk import Desk
from remoteos.widgets.sides import without_common
from tests.services.playbook_texts import play, playbook, raw, with_step
from tests.ui.conftest import LARGE, SMALL, Seat, Sit


@pytest.fixture
def theirs(desk: Desk) -> Playbook:
    """A newer version of a playbook that was imported and edited: two parts were changed on both sides."""
    base = playbook(
        "help-desk", "1.0.0", play("hand-over", "Write.", "Ask.", intro="At six."), play("look-back")
    )
    plan = playbook_imports.plan(desk, [playbook_imports.from_bytes(raw(base))])
    playbook_imports.apply(desk, plan)
    hand_over, look_back = base.plays
    own = replace(
        hand_over, intro="At five.", steps=(hand_over.steps[0], replace(hand_over.steps[1], minutes=5))
    )
    playbook_changes.save(desk, "help-desk", write(replace(base, promise="Mine.", plays=(own, look_back))))
    new = replace(
        hand_over,
        intro="At seven.",
        steps=(replace(hand_over.steps[0], why="They start there."), hand_over.steps[1]),
    )
    return replace(base, version="1.2.0", promise="Theirs.", plays=(new, look_back, play("third")))


def now(desk: Desk) -> Playbook:
    return playbooks.get(desk, "help-desk").playbook


async def go_to(seat: Seat, theirs: Playbook | None = None) -> None:
    seat.app.push_screen(UpgradeScreen(seat.app.session, "help-desk", theirs))
    await seat.settle()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_what_follows_what_stays_and_what_is_to_choose_are_told_apart(
    sit: Sit, theirs: Playbook, size: tuple[int, int]
) -> None:
    async with sit(size=size) as seat:
        await go_to(seat, theirs)
        seat.sees("help-desk 1.0.0 ← help-desk 1.2.0 2 parts to choose", "CHANGED ON BOTH SIDES")
        seat.sees("▸ promise to choose", "▸ play “Hand over”", "FOLLOWS")
        seat.sees("WAS", "Nobody has to ask twice.", "○ MINE", "○ THEIRS")
        assert any("Mine." in line and "Theirs." in line for line in seat.lines), "they stand side by side"
        await seat.press("down", "down")
        seat.sees("It follows the newer version; you left it alone.", "They start there.")
        seat.sees_not("○ MINE", "m mine")
        await seat.press("m", "t", "end")
        seat.sees("STAYS MINE", "It stays as you have it", "~ play “Hand over”, step 2")


async def test_enter_is_refused_until_every_part_is_chosen_and_undo_takes_it_back(
    sit: Sit, desk: Desk, theirs: Playbook
) -> None:
    before = now(desk)
    async with sit() as seat:
        await go_to(seat, theirs)
        await seat.press("end", "enter")
        assert seat.toast == "2 parts changed on both sides: m keeps yours, t takes theirs."
        seat.sees("▸ promise to choose", "Nobody has to ask twice.")
        await seat.press("m")
        seat.sees("● promise mine", "1 part to choose", "At five.", "At seven.")
        await seat.press("enter")
        assert seat.toast == "1 part changed on both sides: m keeps yours, t takes theirs."
        assert now(desk) == before
        await seat.press("t")
        seat.sees("all is chosen", "● THEIRS")
        await seat.press("up", "t")
        seat.sees("● promise theirs")
        await seat.press("m", "enter")
        assert seat.toast.startswith("“Help desk” is upgraded; what you changed stayed.")
        assert seat.screen == "TodayScreen"
        after = now(desk)
        assert (after.version, after.promise, after.plays[0].intro) == ("1.2.0", "Mine.", "At seven.")
        assert (after.plays[0].steps[0].why, after.plays[0].steps[1].minutes) == ("They start there.", 5)
        await go_to(seat, theirs)
        seat.sees("Nothing newer")
        await seat.press("escape", "u")
    assert now(desk) == before


async def test_leaving_changes_nothing_and_what_changed_elsewhere_is_taken_up(
    sit: Sit, desk: Desk, theirs: Playbook
) -> None:
    async with sit() as seat:
        await go_to(seat, theirs)
        await seat.press("m")
        agreed = replace(now(desk), promise="Theirs.")
        playbook_changes.save(desk, "help-desk", write(agreed))
        await seat.at("09:05")
        seat.sees("1 part to choose")
        seat.sees_not("▸ promise", "● promise")
        await seat.press("escape")
        assert seat.screen == "TodayScreen"
    assert now(desk) == agreed


async def test_where_there_is_nothing_newer_it_says_so(sit: Sit, theirs: Playbook) -> None:
    async with sit() as seat:
        await go_to(seat)
        seat.sees("Nothing newer", "it stays as it", "esc goes back")
        await seat.press("enter", "m", "t")
        assert seat.screen == "UpgradeScreen"
        await seat.press("escape")
        await go_to(seat, replace(theirs, id="another"))
        seat.sees("another is another playbook than help-desk. Nothing was changed.")


async def test_known_names_are_taken_out_of_every_part_on_a_shared_screen(
    sit: Sit, desk: Desk, theirs: Playbook
) -> None:
    asks.add(desk, "approve", "Ana Quorva")
    named = with_step(replace(theirs, promise="Ana Quorva decides."), "Ask Ana [/] for it.", 1)
    async with sit() as seat:
        await go_to(seat, named)
        seat.sees("Ana Quorva decides.")
        await seat.press("h")
        for _ in range(8):
            seat.sees_not("Ana", "Quorva")
            await seat.press("down")
        await seat.press("home")
        seat.sees("someone decides.")
        assert seat.app.failure is None


def test_lines_that_all_sides_have_are_left_out_after_the_first() -> None:
    texts = ("one\nsame\nsame too\nold", "one\nsame\nsame too\nmine", "")
    assert without_common(*texts) == ["one\n…\nold", "one\n…\nmine", ""]
    assert without_common("a", "b", "c") == ["a", "b", "c"]
