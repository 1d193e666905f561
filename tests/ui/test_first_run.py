"""The first run: four short steps, each of which can be skipped, and then the first day."""

import os
from datetime import time
from pathlib import Path

import pytest

from remoteos.app import RemoteosApp
from remoteos.cli.app import open_app
from remoteos.cli.session import Session
from remoteos.services.captures import capture
from remoteos.services.settings import load
from remoteos.services.setup import write
from tests.ui.conftest import Sit


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


async def test_it_welcomes_and_says_that_nothing_leaves_the_machine(sit: Sit) -> None:
    async with sit(newcomer=True) as seat:
        seat.sees(
            "Welcome to remoteos", "step 1 of 4", "Nothing leaves this machine", "Your name", "Your role"
        )
        seat.sees("▸ You", "· Work hours", "· Offline hours", "· Your manager")


async def test_four_steps_write_the_settings_and_end_on_today(sit: Sit, config: Path) -> None:
    async with sit(newcomer=True) as seat:
        await seat.type("Ada")
        await seat.press("enter")
        await seat.type("IT lead")
        await seat.press("enter")
        seat.sees("✓ You", "▸ Work hours", "When do you work")
        await seat.type("08:00-16:00")
        await seat.press("enter")
        await seat.type("off")
        await seat.press("enter")
        await seat.type("Ana Ruiz")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
        assert seat.toast == "All set, Ada. o opens the day."
        settings = seat.desk.settings
    assert settings == load(config).settings
    assert (settings.you.name, settings.you.role, settings.you.manager) == ("Ada", "IT lead", "Ana Ruiz")
    assert settings.hours[:5] == ((time(8), time(16)),) * 5
    assert settings.hours[5:] == (None, None)
    assert settings.offline == (None,) * 7


async def test_skipping_everything_writes_the_default_file_so_that_it_is_not_asked_again(
    sit: Sit, config: Path
) -> None:
    async with sit(newcomer=True) as seat:
        await seat.press("enter", "pagedown", "enter", "enter")
        assert seat.screen == "TodayScreen"
        seat.sees("o opens the day")
    assert load(config).exists
    assert load(config).settings == seat.desk.settings
    assert "[hours]" in config.read_text()


async def test_escape_leaves_it_and_writes_nothing(sit: Sit, config: Path) -> None:
    async with sit(newcomer=True) as seat:
        await seat.press("escape")
        assert seat.screen == "TodayScreen"
        assert "remoteos init" in seat.toast
    assert not config.exists()


async def test_what_was_answered_is_kept_when_the_rest_is_left(sit: Sit, config: Path) -> None:
    async with sit(newcomer=True) as seat:
        await seat.type("Ada")
        await seat.press("enter", "enter")
        seat.sees("step 2 of 4")
        await seat.press("escape")
    assert load(config).settings.you.name == "Ada"


async def test_hours_that_cannot_be_read_are_said_and_stay_to_be_mended(sit: Sit, config: Path) -> None:
    async with sit(newcomer=True) as seat:
        await seat.press("pagedown")
        await seat.type("nine to five")
        await seat.press("enter")
        seat.sees("step 2 of 4", "Work hours must be", "nine to five")
        await seat.type("09:00-17:00")
        await seat.press("enter")
        seat.sees("step 3 of 4")
    assert load(config).settings.hours[0] == (time(9), time(17))


async def test_the_step_before_can_be_answered_anew(sit: Sit, config: Path) -> None:
    async with sit(newcomer=True) as seat:
        await seat.type("Ada")
        await seat.press("enter", "enter", "pageup")
        seat.sees("step 1 of 4", "· Work hours", "Ada")
        await seat.type("Ada Byron")
        await seat.press("pagedown")
        await seat.press("pageup")
        seat.sees("Ada Byron")
        await seat.press("enter", "enter")
    assert load(config).settings.you.name == "Ada Byron"


async def test_a_file_that_cannot_be_written_is_said(sit: Sit, config: Path) -> None:
    config.mkdir()
    async with sit(newcomer=True) as seat:
        await seat.type("Ada")
        await seat.press("enter", "enter")
        seat.sees("step 1 of 4", "Ada")
        assert "config.toml" in seat.text or "cannot be" in seat.text
        await seat.press("escape")
        assert seat.screen == "TodayScreen"


async def test_a_click_on_a_step_goes_there(sit: Sit) -> None:
    async with sit(newcomer=True) as seat:
        at = seat.lines[2].index("Your manager")
        await seat.pilot.click(offset=(at, 2))
        await seat.settle()
        seat.sees("step 4 of 4", "Whom do you keep informed")


async def test_letters_are_typed_and_do_nothing_else(sit: Sit) -> None:
    async with sit(newcomer=True) as seat:
        await seat.press("c", "u", "h", "question_mark")
        seat.sees("cuh?", "step 1 of 4")


def test_it_comes_first_when_there_are_neither_settings_nor_data(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(RemoteosApp, "run", lambda app: seen.append(app.session.newcomer))
    open_app(Session(os.environ))
    open_app(Session(os.environ), sign="demo")
    capture(Session(os.environ).desk, "call the bank")
    open_app(Session(os.environ))
    assert seen == [True, False, False]


def test_it_is_not_asked_again_once_there_are_settings(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(RemoteosApp, "run", lambda app: seen.append(app.session.newcomer))
    write(config, {})
    open_app(Session(os.environ))
    assert seen == [False]


async def test_someone_who_knows_remoteos_is_not_asked(sit: Sit) -> None:
    async with sit() as seat:
        assert seat.screen == "TodayScreen"
