"""The palette: everything that can be done or found, by typing a few of its letters."""

from pathlib import Path

import pytest

from remoteos.domain.actions import ACTIONS
from remoteos.domain.settings import AppSettings, Settings
from remoteos.services import captures, focus, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.services.settings import load, set_value
from remoteos.widgets.rows import Rows
from tests.ui.conftest import LARGE, Seat, Sit

BY_ID = {action.id: action for action in ACTIONS}


def offered(seat: Seat) -> list[str]:
    """The ids of what is listed."""
    return [row.id for row in seat.app.screen.query_one(Rows).rows if row.id]


async def choose(seat: Seat, typed: str) -> None:
    """Open the palette, type, and choose the nearest."""
    await seat.press("ctrl+p")
    await seat.type(typed)
    await seat.press("enter")


@pytest.fixture
def working(desk: Desk) -> Desk:
    """An open day with a running block, an outcome and three loops."""
    rituals.open_day(desk)
    outcomes.add(desk, "RFC accepted", visibility="manager")
    outcomes.add(desk, "Two candidates [bold]screened[/bold]", visibility="manager")
    for text in ("call the bank", "who owns the DNS?", "invoice template"):
        captures.capture(desk, text)
    focus.start(desk, "write section 3", Shape(3000))
    return desk


async def test_it_lists_what_can_be_done_now_with_its_keys_and_nothing_else(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        can = {
            active.binding.id
            for active in seat.app.screen.active_bindings.values()
            if active.enabled and active.binding.id in BY_ID
        }
        await seat.press("ctrl+p")
        seat.sees("Do or find", "Plan a block n", "enter choose")
        listed = {one for one in offered(seat) if one in BY_ID}
        assert listed == can - {"palette", "back"}
        assert "block.finish" in listed
        assert "mend" not in listed


async def test_without_a_block_its_actions_are_not_offered(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("ctrl+p")
        assert "block.finish" not in offered(seat)
        assert "block.start" in offered(seat)


async def test_all_words_in_any_order_find_an_action_and_enter_does_it(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        await seat.press("ctrl+p")
        await seat.type("MINUTES more")
        assert offered(seat) == ["longer"]
        await seat.press("enter")
        seat.sees("write section 3 1:00:00")
        assert "takes it back" in seat.toast


async def test_escape_changes_nothing(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        before = working.store.version
        await seat.press("ctrl+p", "down", "down", "escape")
        assert seat.screen == "TodayScreen"
        assert working.store.version == before


async def test_what_fits_nothing_says_so_and_enter_does_nothing(sit: Sit) -> None:
    async with sit() as seat:
        await choose(seat, "xyzzy")
        seat.sees("Nothing fits.")
        assert seat.screen == "Palette"


@pytest.mark.parametrize(
    ("typed", "screen"),
    [
        ("go to focus", "FocusScreen"),
        ("outcomes go", "OutcomesScreen"),
        ("decide loops", "LoopsScreen"),
        ("change the settings", "SettingsScreen"),
        ("explain", "Help"),
        ("note something", "CaptureLine"),
    ],
)
async def test_it_goes_everywhere(sit: Sit, working: Desk, typed: str, screen: str) -> None:
    async with sit() as seat:
        await choose(seat, typed)
        assert seat.screen == screen


async def test_from_a_screen_above_it_goes_everywhere_too(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        await seat.press("l")
        await choose(seat, "go to focus")
        assert seat.screen == "FocusScreen"
        await seat.press("comma")
        await choose(seat, "decide the open loops")
        assert seat.screen == "LoopsScreen"
        await choose(seat, "pause")
        assert seat.screen == "FocusScreen"
        seat.sees("paused")


async def test_an_action_of_the_page_acts_on_the_page(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        await seat.press("3")
        await choose(seat, "add an outcome")
        seat.sees("outcome")
        assert seat.app.screen.is_modal
        await seat.press("escape")
        assert seat.screen == "OutcomesScreen"


async def test_an_outcome_is_found_and_gone_to(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        await seat.press("l")
        await choose(seat, "candidates screened")
        assert seat.screen == "OutcomesScreen"
        await seat.settle()
        in_hand = seat.app.screen.in_hand  # type: ignore[attr-defined]
        assert in_hand.title == "Two candidates [bold]screened[/bold]"


async def test_what_people_wrote_is_shown_as_they_wrote_it(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        await seat.press("ctrl+p")
        await seat.type("two candidates")
        seat.sees("Two candidates [bold]screened[/bold] outcome")


@pytest.mark.parametrize("first", [(), ("l",), ("comma",), ("3",)])
async def test_a_loop_is_found_and_gone_to(sit: Sit, working: Desk, first: tuple[str, ...]) -> None:
    async with sit() as seat:
        await seat.press(*first)
        await choose(seat, "dns owns")
        assert seat.screen == "LoopsScreen"
        await seat.settle()
        in_hand = seat.app.screen.loop_in_hand  # type: ignore[attr-defined]
        assert in_hand.text == "who owns the DNS?"
        await seat.press("escape")
        assert seat.screen == ("OutcomesScreen" if first == ("3",) else "TodayScreen")


async def test_a_section_of_the_settings_is_found(sit: Sit) -> None:
    async with sit() as seat:
        await choose(seat, "offline hours")
        assert seat.screen == "SettingsScreen"
        seat.sees("▸ Offline hours", "20:00–07:00")
        await seat.press("down", "enter")
        seat.sees("Tuesday", "To")


async def test_a_theme_is_chosen_and_kept(sit: Sit, tmp_path: Path) -> None:
    async with sit() as seat:
        await choose(seat, "theme contrast")
        assert seat.app.theme == "remoteos-contrast"
        assert "takes it back" not in seat.toast
    assert load(tmp_path / "config.toml").settings.app.theme == "remoteos-contrast"


async def test_own_keys_are_shown(sit: Sit, tmp_path: Path, desk: Desk) -> None:
    set_value(tmp_path / "config.toml", "keys.help", "f1")
    async with sit(desk._replace(settings=Settings(keymap={"help": "f1"}))) as seat:
        await seat.press("ctrl+p")
        await seat.type("explain")
        seat.sees("Explain this screen and its keys f1")


async def test_while_the_screen_is_shared_nothing_private_is_found(sit: Sit, working: Desk) -> None:
    shared = working._replace(settings=Settings(app=AppSettings(hide_private=True)))
    async with sit(shared) as seat:
        await seat.press("ctrl+p")
        await seat.type("bank")
        assert offered(seat) == []
        await seat.type("rfc")
        seat.sees("RFC accepted")


async def test_it_uses_the_room_and_stays_within_it(sit: Sit, working: Desk) -> None:
    for size, rows in (((80, 24), 10), (LARGE, 20), ((40, 12), 3)):
        async with sit(size=size) as seat:
            await seat.press("ctrl+p")
            listed = seat.app.screen.query_one(Rows)
            assert rows <= listed.size.height
            assert listed.region.bottom < size[1]
            seat.sees("enter choose")


async def test_it_moves_by_page_and_by_mouse(sit: Sit, working: Desk) -> None:
    async with sit() as seat:
        await seat.press("ctrl+p")
        rows = seat.app.screen.query_one(Rows)
        first = rows.current
        await seat.press("pagedown")
        assert rows.current != first
        await seat.press("pageup")
        assert rows.current == first
        await seat.type("go to")
        assert await seat.pilot.click(Rows, offset=(3, 2))
        assert await seat.pilot.click(Rows, offset=(3, 2))
        await seat.settle()
        assert seat.screen == "OutcomesScreen"
