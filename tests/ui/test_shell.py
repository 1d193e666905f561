"""The shell: where one is, what can be done by which key, and how a change is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from remoteos.domain.actions import ACTIONS
from remoteos.domain.settings import AppSettings, Settings
from remoteos.messages import Changed
from remoteos.screens.page import Page
from remoteos.services import captures, focus, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.services.settings import load, set_value
from tests.ui.conftest import LARGE, Sit

BY_ID = {action.id: action for action in ACTIONS}


async def test_it_opens_on_today(sit: Sit) -> None:
    async with sit() as seat:
        assert seat.screen == "TodayScreen"
        seat.sees("1 Today", "2 Focus", "3 Outcomes", "Mon 23 Nov")


async def test_number_keys_go_to_the_pages(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("3")
        assert seat.screen == "OutcomesScreen"
        await seat.press("2")
        assert seat.screen == "FocusScreen"
        await seat.press("1")
        assert seat.screen == "TodayScreen"


async def test_a_click_goes_to_a_page(sit: Sit) -> None:
    async with sit() as seat:
        assert await seat.pilot.click("Navigation", offset=(26, 0))
        await seat.settle()
        assert seat.screen == "OutcomesScreen"


async def test_escape_goes_back_one_at_a_time(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("3", "l", "question_mark")
        for screen in ("LoopsScreen", "OutcomesScreen", "TodayScreen", "TodayScreen"):
            await seat.press("escape")
            assert seat.screen == screen


# Help


async def test_help_says_what_the_screen_is_for_and_all_of_its_keys(sit: Sit) -> None:
    async with sit(size=(80, 90)) as seat:
        await seat.press("question_mark")
        seat.sees("Your working day", "esc back")
        for action in ACTIONS:
            if action.place in ("today", "pages", "block", "everywhere") and action.id != "mend":
                seat.sees(f" {action.what} │")
        seat.sees("On this screen", "While a block is open", "On every page", "Everywhere", "In every list")


async def test_help_scrolls_where_there_is_little_room(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("question_mark")
        seat.sees("Your working day", "Plan a block", "esc back")
        seat.sees_not("In every list")
        await seat.press("end")
        await seat.pilot.pause(0.5)
        seat.sees("In every list", "a second acts as enter", "esc back")


@pytest.mark.parametrize("keys", [("2",), ("3",), ("l",), ("comma",)])
async def test_every_page_explains_itself(sit: Sit, keys: tuple[str, ...]) -> None:
    async with sit() as seat:
        await seat.press(*keys)
        page = seat.app.screen
        assert isinstance(page, Page)
        assert len(page.explanation.split()) > 8
        await seat.press("question_mark")
        seat.sees(*page.explanation.split()[:3], "On this screen")
        await seat.press("question_mark")
        assert seat.app.screen is page


async def test_help_shows_signs_and_own_keys(sit: Sit, desk: Desk) -> None:
    async with sit(desk._replace(settings=Settings(keymap={"setting.toggle": "f5,T"}))) as seat:
        await seat.press("comma", "question_mark")
        seat.sees("Signs", "● on", "f5, T Turn it on or off")


async def test_no_explanation_of_a_key_is_cut_at_80_columns() -> None:
    for action in ACTIONS:
        assert len(action.what) <= 52, action.id
        assert not action.what.endswith(".")


# The user's own keys


async def test_own_keys_work_in_the_place_of_the_usual_ones(sit: Sit, desk: Desk) -> None:
    keymap = {"go.focus": "f2", "help": "f1", "back": "f3", "capture": "ctrl+n"}
    async with sit(desk._replace(settings=Settings(keymap=keymap))) as seat:
        await seat.press("2")
        assert seat.screen == "TodayScreen"
        await seat.press("f2")
        assert seat.screen == "FocusScreen"
        seat.sees("f1 help")
        await seat.press("f1")
        assert seat.screen == "Help"
        await seat.press("escape")
        assert seat.screen == "Help"
        await seat.press("f3")
        assert seat.screen == "FocusScreen"
        await seat.press("ctrl+n")
        assert seat.screen == "CaptureLine"
        await seat.press("f3", "f3")
        assert seat.screen == "TodayScreen"


@pytest.mark.parametrize("action", [action.id for action in ACTIONS if action.place == "everywhere"])
async def test_every_key_of_the_app_can_be_another(action: str, sit: Sit, desk: Desk) -> None:
    async with sit(desk._replace(settings=Settings(keymap={action: "f9"}))) as seat:
        await seat.press("3")
        found = seat.app.screen.active_bindings
        if action != "mend":
            assert found["f9"].binding.id == action
        usual = BY_ID[action].keys
        assert usual not in found or found[usual].binding.id != action


async def test_a_key_for_two_actions_is_said_once_and_the_users_choice_counts(sit: Sit, desk: Desk) -> None:
    keymap = {"day.open": "2"}
    async with sit(desk._replace(settings=Settings(keymap=keymap))) as seat:
        assert "2 is for both go.focus and day.open" in seat.toast
        await seat.press("2")
        assert seat.screen not in ("TodayScreen", "FocusScreen")
        await seat.press("escape")
        seat.app.clear_notifications()
        seat.app.apply_settings()
        assert seat.toast == ""


async def test_quit_leaves_from_every_dialog_and_its_key_can_be_a_letter(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("c", "ctrl+q")
        assert not seat.app.is_running
    async with sit(desk._replace(settings=Settings(keymap={"quit": "Q"}))) as seat:
        await seat.press("c", "Q")
        assert seat.app.is_running
        assert seat.app.focused is not None
        assert seat.app.focused.value == "Q"  # type: ignore[attr-defined]
        await seat.press("ctrl+q")
        assert seat.app.is_running
        await seat.press("escape", "Q")
        assert not seat.app.is_running


async def test_ctrl_c_ends_nothing_and_says_what_does(sit: Sit) -> None:
    for keys in ((), ("question_mark",), ("c",)):
        async with sit() as seat:
            await seat.press(*keys, "ctrl+c")
            assert seat.app.is_running
            if keys != ("c",):  # where there is text, it is copied
                assert seat.toast == "ctrl+q leaves."


# What is said


async def test_only_one_thing_is_said_at_a_time(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        for text in ("one", "two", "three"):
            seat.app.screen.post_message(Changed(f"Did {text}."))
        await seat.settle()
        assert len(seat.app._notifications) == 1
        assert seat.toast == "Did three.  (u takes it back)"


async def test_undo_is_offered_only_for_what_it_takes_back(sit: Sit, desk: Desk) -> None:
    keymap = {"undo": "ctrl+z"}
    async with sit(desk._replace(settings=Settings(keymap=keymap))) as seat:
        seat.app.screen.post_message(Changed("Did it.", undo=False))
        await seat.settle()
        assert seat.toast == "Did it."
        seat.app.screen.post_message(Changed("Did it."))
        await seat.settle()
        assert seat.toast == "Did it.  (ctrl+z takes it back)"


async def test_text_in_what_is_said_is_no_markup(sit: Sit) -> None:
    async with sit() as seat:
        seat.app.screen.post_message(Changed("Did [bold]this[/nonsense] [@click=app.quit]x[/]."))
        await seat.settle()
        seat.sees("Did [bold]this[/nonsense] [@click=app.quit]x[/].")


async def test_what_went_wrong_beside_a_change_is_said_with_it(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        desk.store.warnings.append("Today's backup was not made: no room.")
        seat.app.screen.post_message(Changed("Did it."))
        await seat.settle()
        assert seat.toast == "Did it. Today's backup was not made: no room."
        seat.app.screen.post_message(Changed("Did it."))
        await seat.settle()
        assert seat.toast == "Did it.  (u takes it back)"


# Undo


@pytest.mark.parametrize("keys", [(), ("2",), ("3",), ("l",), ("e",)])
async def test_u_takes_the_last_change_back_everywhere(sit: Sit, desk: Desk, keys: tuple[str, ...]) -> None:
    if keys == ("e",):
        rituals.open_day(desk)
    captures.capture(desk, "call the bank")
    async with sit() as seat:
        await seat.press(*keys)
        seat.app.set_focus(None)
        await seat.press("u")
        assert seat.toast == "Taken back: capture “call the bank”."
        assert captures.open_loops(desk) == ()
        if keys != ("e",):
            await seat.press("u")
            assert seat.toast == "There is nothing to take back."


async def test_u_in_a_text_is_a_letter(sit: Sit, desk: Desk) -> None:
    captures.capture(desk, "call the bank")
    async with sit() as seat:
        await seat.press("c", "u")
        assert len(captures.open_loops(desk)) == 1
        assert seat.app.focused is not None
        assert seat.app.focused.value == "u"  # type: ignore[attr-defined]


# Settings


async def test_what_is_wrong_with_the_settings_is_said_once(sit: Sit, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("colour = 1\n[day]\nstarts_at_hour = 99\n")
    async with sit(problems=load(config).problems) as seat:
        assert "config.toml line 1: colour is not a setting; ignored 1 more: , lists them." in seat.toast
        seat.app.clear_notifications()
        set_value(config, "you.name", "Ada")
        seat.app._tick()
        await seat.settle()
        assert seat.toast == ""
        config.write_text(config.read_text() + "[app]\ntheme = 3\n")
        seat.app._tick()
        await seat.settle()
        assert "app.theme must be" in seat.toast


async def test_a_theme_that_is_not_there_is_said(sit: Sit, desk: Desk) -> None:
    async with sit(desk._replace(settings=Settings(app=AppSettings(theme="beige")))) as seat:
        assert seat.app.theme == "remoteos-dark"
        assert "There is no theme called beige" in seat.toast


# Signs and the status line


async def test_a_demo_says_so_on_every_page(sit: Sit) -> None:
    async with sit(sign="demo") as seat:
        for key in ("1", "2", "3", "l", "comma"):
            await seat.press(key)
            assert " demo " in seat.lines[0]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_time_of_the_block_is_always_in_sight(
    width: int, sit: Sit, make_desk: Callable[..., Desk]
) -> None:
    desk = make_desk()
    rituals.open_day(desk)
    focus.start(
        desk, "an intention that goes on and on, longer than any line of any terminal " * 2, Shape(3000)
    )
    async with sit(desk, size=(width, 24)) as seat:
        assert seat.lines[1].rstrip().endswith("50:00")
        assert "Day open" in seat.lines[1]
        if width >= 80:
            assert "an inten" in seat.lines[1]


async def test_signs_stay_when_the_terminal_is_narrow(sit: Sit, desk: Desk) -> None:
    shared = desk._replace(settings=Settings(app=AppSettings(hide_private=True)))
    for width in (40, 60, 80):
        async with sit(shared, size=(width, 24), sign="demo") as seat:
            assert "demo" in seat.lines[0]
            assert "private hidden" in seat.lines[0]


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (40, 12), (200, 60)])
async def test_no_size_of_the_terminal_ends_it(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size=size) as seat:
        await seat.press("3", "2", "l", "escape", "comma", "escape", "question_mark", "escape", "1")
        assert seat.screen == "TodayScreen"


async def test_the_footer_ends_with_help_at_every_size(sit: Sit) -> None:
    for size in (LARGE, (80, 24), (30, 10)):
        async with sit(size=size) as seat:
            assert seat.lines[-1].rstrip().endswith("? help"), seat.lines[-1]
