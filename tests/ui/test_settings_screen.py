"""The settings: each is changed where it stands, written at once, and can be taken back."""

from datetime import time
from pathlib import Path

import pytest

from remoteos.domain.settings import Settings
from remoteos.screens.setting_entries import SECTIONS
from remoteos.services.settings import load, set_value
from remoteos.widgets.rows import Rows
from tests.ui.conftest import LARGE, Seat, Sit


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A settings file with a comment and something that is no setting of this version."""
    path = tmp_path / "config.toml"
    path.write_text("# mine\n[you]\nname = 'Ada' # me\n\n[later]\nvalue = 1\n")
    return path


def settings(path: Path) -> Settings:
    return load(path).settings


async def go(seat: Seat, section: str, entry: str = "") -> None:
    """Open the settings on a section, with the cursor on one of its entries."""
    seat.app.session.reload_settings()
    await seat.press("comma")
    assert seat.app.screen.query_one("#sections", Rows).go_to(section), section
    await seat.press("right")
    if entry:
        assert seat.app.screen.query_one("#entries", Rows).go_to(entry), entry
        await seat.settle()


async def test_comma_opens_them_and_escape_leaves(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await seat.press("comma")
        seat.sees(
            "Settings saved as you change them", "Look", "Work hours", "Reminders", "Theme", "remoteos-dark"
        )
        await seat.press("escape")
        assert seat.screen == "TodayScreen"


async def test_every_section_fits_and_says_what_each_setting_is_for(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await seat.press("comma")
        for _ in SECTIONS:
            screen = seat.app.screen
            entries, about = screen.query_one("#entries", Rows), screen.query_one("#about-setting")
            assert entries.virtual_size.height <= entries.size.height
            assert seat.lines[-1].strip().endswith("help")
            for row in entries.rows:
                entries.go_to(row.id)
                await seat.settle()
                shown = " ".join(
                    "".join(segment.text for segment in line).strip()
                    for line in about.render_lines(about.outer_size.region)
                )
                assert shown.strip().endswith((".", "–")), (row.id, shown)
                assert row.text.cell_length + row.aside.cell_length < entries.size.width
            await seat.press("down")


async def test_the_file_keeps_its_comments_and_what_else_is_in_it(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "look", "app.hide_private")
        await seat.press("space")
        seat.sees("● on")
        assert "(u takes it back)" in seat.toast
    text = config.read_text()
    assert "# mine" in text
    assert "# me" in text
    assert "[later]" in text
    assert settings(config).app.hide_private


async def test_a_first_change_makes_the_file(sit: Sit, tmp_path: Path) -> None:
    async with sit() as seat:
        await seat.press("escape")
        await go(seat, "reminders", "reminders.breaks")
        await seat.press("enter")
        seat.sees("○ off")
    assert not settings(tmp_path / "config.toml").reminders.breaks


async def test_u_takes_a_change_back_and_then_says_that_there_is_none(sit: Sit, config: Path) -> None:
    before = config.read_text()
    async with sit() as seat:
        await go(seat, "reminders", "reminders.shutdown")
        await seat.press("space", "space", "space", "u", "u")
        assert not settings(config).reminders.shutdown
        await seat.press("u")
        assert config.read_text() == before
        seat.sees("● on")
        await seat.press("u")
        assert seat.toast == "No setting was changed here that could be taken back."


async def test_what_somebody_else_changed_meanwhile_stays(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "reminders", "reminders.shutdown")
        await seat.press("space")
        set_value(config, "you.role", "engineer")
        await seat.press("u")
        assert "changed meanwhile" in seat.toast
        assert settings(config).you.role == "engineer"
        assert not settings(config).reminders.shutdown


async def test_a_theme_is_tried_out_while_choosing(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "look", "app.theme")
        await seat.press("enter", "down")
        assert seat.app.theme == "remoteos-light"
        await seat.press("escape")
        assert seat.app.theme == "remoteos-dark"
        assert settings(config).app.theme == "remoteos-dark"
        await seat.press("enter", "down", "down", "enter")
        assert seat.app.theme == settings(config).app.theme == "remoteos-contrast"
        await seat.press("u")
        assert seat.app.theme == "remoteos-dark"


async def test_a_theme_is_found_by_typing_and_tried_out(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "look", "app.theme")
        await seat.press("enter")
        await seat.type("nord")
        assert seat.app.theme == "nord"
        await seat.type("there is no such thing")
        await seat.press("enter")
        await seat.press("escape")
        assert seat.app.theme == "remoteos-dark"


async def test_a_text_is_typed_and_saved_by_enter(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "you", "you.role")
        await seat.press("enter")
        await seat.type("IT lead [x]")
        await seat.press("enter")
        seat.sees("IT lead [x]")
    assert settings(config).you.role == "IT lead [x]"


@pytest.mark.parametrize(("typed", "hour"), [("6", 6), ("06:00", 6), ("0", 0), ("12", 12)])
async def test_the_hour_of_a_new_day(sit: Sit, config: Path, typed: str, hour: int) -> None:
    async with sit() as seat:
        await go(seat, "day", "day.starts_at_hour")
        await seat.press("enter")
        await seat.type(typed)
        await seat.press("enter")
        seat.sees(f"{hour:02}:00")
    assert settings(config).day_starts_at_hour == hour


@pytest.mark.parametrize("typed", ["13", "-1", "noon", "4:30", "", "٣"])
async def test_an_hour_that_is_none_stays_to_be_corrected(sit: Sit, config: Path, typed: str) -> None:
    before = config.read_text()
    async with sit() as seat:
        await go(seat, "day", "day.starts_at_hour")
        await seat.press("enter")
        await seat.type(typed)
        await seat.press("enter")
        seat.sees("a whole hour from 0 to 12")
        assert seat.screen == "Form"
        assert seat.app.focused is not None
        assert seat.app.focused.value == typed  # type: ignore[attr-defined]
    assert config.read_text() == before


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"), [("3h30", 210, "3 h 30 m"), ("90", 90, "1 h 30 m"), ("", 0, "none")]
)
async def test_the_daily_target(sit: Sit, config: Path, typed: str, minutes: int, shown: str) -> None:
    async with sit() as seat:
        await go(seat, "blocks", "focus.daily_target_min")
        await seat.press("enter")
        await seat.type(typed)
        await seat.press("enter")
        seat.sees(shown)
    assert settings(config).daily_target_min == minutes


async def test_a_target_past_all_sense_is_refused_in_words(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "blocks", "focus.daily_target_min")
        await seat.press("enter")
        await seat.type("1400")
        await seat.press("enter")
        seat.sees("must be 0 to 960")
        assert seat.screen == "Form"


# Hours


async def test_the_hours_of_one_day(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "hours", "hours.friday")
        await seat.press("enter")
        await seat.type("9")
        await seat.press("tab")
        await seat.type("15:00")
        await seat.press("enter")
        seat.sees("09:00–15:00")
    assert settings(config).hours_on(4) == (time(9), time(15))
    assert settings(config).hours_on(3) == Settings().hours_on(3)


async def test_the_hours_of_all_days_at_once(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "offline", "offline.monday")
        await seat.press("enter")
        await seat.type("22:00")
        await seat.press("tab")
        await seat.type("6:30")
        await seat.press("tab", "right", "right", "enter")
    assert settings(config).offline == ((time(22), time(6, 30)),) * 7


async def test_nothing_typed_is_a_day_off(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "hours", "hours.monday")
        await seat.press("enter")
        await seat.type("")
        await seat.press("tab")
        await seat.type("")
        await seat.press("tab", "right", "enter")
    assert settings(config).hours == (None,) * 7


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("17:00", "09:00", "end later on the same day"),
        ("09:00", "", "Both times are needed"),
        ("nine", "17:00", "'nine' is not a time, such as 09:30."),
        ("09:00", "25:00", "'25:00' is not a time"),
        ("09:00", "09:00", "an end other than their start"),
    ],
)
async def test_hours_that_make_no_sense_stay_to_be_corrected(
    sit: Sit, config: Path, start: str, end: str, said: str
) -> None:
    before = config.read_text()
    async with sit() as seat:
        await go(seat, "hours", "hours.monday")
        await seat.press("enter")
        await seat.type(start)
        await seat.press("tab")
        await seat.type(end)
        await seat.press("enter")
        seat.sees(said)
        assert seat.screen == "Form"
    assert config.read_text() == before


# Presets


async def test_a_preset_of_ones_own_is_added_used_and_removed(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "blocks")
        await seat.press("n")
        await seat.type("long")
        await seat.press("tab")
        await seat.type("75")
        await seat.press("tab")
        await seat.type("15")
        await seat.press("enter")
        seat.sees("Preset long", "75 m, break 15 m")
        assert settings(config).presets["long"] == (75, 15)
        seat.app.screen.query_one("#entries", Rows).go_to("focus.default_preset")
        await seat.press("enter")
        await seat.type("long")
        await seat.press("enter")
        assert settings(config).default_preset == "long"
        seat.app.screen.query_one("#entries", Rows).go_to("focus.presets.long")
        await seat.press("x")
        assert "long" not in settings(config).presets
        assert settings(config).default_preset == "50/10"
        await seat.press("u")
        assert settings(config).default_preset == "long"
        assert [line.partition(": ")[2] for line in load(config).problems] == [
            "later is not a setting; ignored"
        ]


async def test_a_preset_is_changed(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "blocks", "focus.presets.50/10")
        await seat.press("enter")
        await seat.type("55")
        await seat.press("tab")
        await seat.type("")
        await seat.press("enter")
        assert settings(config).presets["50/10"] == (55, None)
        await seat.press("r")
        assert settings(config).presets["50/10"] == (50, 10)
        await seat.press("x")
        assert settings(config).presets["50/10"] == (50, 10)


@pytest.mark.parametrize(
    ("name", "focus", "said"),
    [
        ("", "50", "needs a name"),
        ("50/10", "50", "is a preset 50/10 already"),
        ("open-ended", "50", "other than open-ended"),
        ("long", "", "is not a number of minutes"),
        ("long", "9000", "is not a number of minutes"),
    ],
)
async def test_a_preset_that_cannot_be_stays_to_be_corrected(
    sit: Sit, config: Path, name: str, focus: str, said: str
) -> None:
    async with sit() as seat:
        await go(seat, "blocks")
        await seat.press("n")
        await seat.type(name)
        await seat.press("tab")
        await seat.type(focus)
        await seat.press("enter")
        seat.sees(said)
        assert seat.screen == "Form"
    assert settings(config).presets == Settings().presets


# The steps of the rituals


async def test_steps_are_turned_off_and_on(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "start", "step.pulse")
        await seat.press("space")
        assert settings(config).rituals.start == ("left over", "day type", "outcomes", "plan")
        seat.sees("○ off")
        assert seat.app.screen.query_one("#entries", Rows).current == "step.pulse"
        await seat.press("space")
        assert settings(config).rituals.start == Settings().rituals.start


async def test_steps_are_put_in_another_order(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "end", "step.pulse")
        await seat.press("shift+up", "K")
        assert settings(config).rituals.end == ("moved", "pulse", "wins", "loops", "tomorrow")
        await seat.press("shift+down")
        assert settings(config).rituals.end == ("moved", "wins", "pulse", "loops", "tomorrow")
        await seat.press("r")
        assert settings(config).rituals == Settings().rituals
        before = config.read_text()
        seat.app.screen.query_one("#entries", Rows).go_to("step.moved")
        await seat.press("shift+up")
        assert config.read_text() == before


async def test_a_step_of_ones_own(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "end")
        await seat.press("n")
        await seat.press("enter")
        seat.sees("needs a few words")
        await seat.type("water the plants")
        await seat.press("enter")
        assert settings(config).rituals.end[-1] == "water the plants"
        seat.app.screen.query_one("#entries", Rows).go_to("step.water the plants")
        await seat.press("space")
        assert settings(config).rituals.end == Settings().rituals.end
        seat.sees("water the plants")
        await seat.press("space")
        assert settings(config).rituals.end[-1] == "water the plants"
        await seat.press("x")
        assert settings(config).rituals.end == Settings().rituals.end
        seat.sees_not("Water the plants ")
        await seat.press("u")
        assert settings(config).rituals.end[-1] == "water the plants"


async def test_an_own_step_that_was_turned_off_can_be_removed(sit: Sit, config: Path) -> None:
    set_value(config, "rituals.start", "pulse, stretch")
    async with sit() as seat:
        await go(seat, "start", "step.stretch")
        await seat.press("space", "x")
        assert "step.stretch" not in [row.id for row in seat.app.screen.query_one("#entries", Rows).rows]
    assert settings(config).rituals.start == ("pulse",)


async def test_the_same_step_twice_is_refused(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "end")
        await seat.press("n")
        await seat.type("wins")
        await seat.press("enter")
        seat.sees("different steps")
        assert seat.screen == "Form"


# Keys


async def test_a_key_of_ones_own_works_at_once(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "keys")
        await seat.press("n")
        await seat.type("explain this screen")
        await seat.press("enter")
        await seat.type("f1")
        await seat.press("enter")
        assert settings(config).keymap == {"help": "f1"}
        seat.sees("Explain this screen and its keys", "f1 help")
        await seat.press("f1")
        assert seat.screen == "Help"
        await seat.press("escape")
        seat.app.screen.query_one("#entries", Rows).go_to("keys.help")
        await seat.press("x")
        assert settings(config).keymap == {}
        await seat.press("question_mark")
        assert seat.screen == "Help"


async def test_what_is_no_key_stays_to_be_corrected(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "keys")
        await seat.press("n", "enter")
        await seat.type("a b, ")
        await seat.press("enter")
        seat.sees("These are no keys")
        assert seat.screen == "Form"


# The file


async def test_what_is_wrong_in_the_file_is_shown_with_its_line(sit: Sit, config: Path) -> None:
    config.write_text('[focus]\n\ndaily_target_min = "lots"\n')
    async with sit(problems=load(config).problems) as seat:
        assert "config.toml line 3: focus.daily_target_min must be 0 to 960" in seat.toast
        await go(seat, "blocks")
        seat.sees("config.toml line 3")
        await seat.press("enter")
        await seat.type("100")
        await seat.press("enter")
        seat.sees_not("config.toml line 3")


async def test_a_file_that_is_no_toml_is_not_written_to(sit: Sit, config: Path) -> None:
    config.write_text("this is [not toml\n")
    async with sit(problems=load(config).problems) as seat:
        await go(seat, "reminders", "reminders.blocks")
        await seat.press("space")
        assert "is not TOML" in seat.toast
        seat.sees("● on", "is not TOML")
    assert config.read_text() == "this is [not toml\n"


async def test_what_is_changed_in_the_file_shows_while_the_screen_is_open(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await go(seat, "blocks")
        set_value(config, "focus.daily_target_min", "100")
        set_value(config, "app.theme", "remoteos-light")
        seat.app._tick()
        await seat.settle()
        seat.sees("1 h 40 m")
        assert seat.app.theme == "remoteos-light"


async def test_a_disk_that_refuses_is_one_line_and_nothing_changes(
    sit: Sit, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = config.read_text()
    async with sit() as seat:
        await go(seat, "reminders", "reminders.blocks")
        with monkeypatch.context() as patch:
            patch.setattr("remoteos.services.settings.write_atomically", full)
            await seat.press("space")
            assert seat.toast == "Nothing was changed: No space left on device."
        seat.sees("● on")
        assert config.read_text() == before
        await seat.press("space")
        assert not settings(config).reminders.blocks


async def test_the_default_comes_back_by_one_key(sit: Sit, config: Path) -> None:
    set_value(config, "day.starts_at_hour", "6")
    async with sit() as seat:
        await go(seat, "day", "day.starts_at_hour")
        seat.sees("The default is 04:00.")
        await seat.press("r")
        seat.sees("04:00", "This is the default.")
    assert ("day", "starts_at_hour") not in load(config).given


# By mouse, and while the screen is shared


async def test_it_is_worked_with_the_mouse(sit: Sit, config: Path) -> None:
    async with sit() as seat:
        await seat.press("comma")
        assert await seat.pilot.click("#sections", offset=(4, 8))
        await seat.settle()
        seat.sees("By the desktop")
        assert await seat.pilot.click("#entries", offset=(4, 1))
        await seat.settle()
        assert settings(config).reminders.breaks
        assert await seat.pilot.click("#entries", offset=(4, 1))
        await seat.settle()
    assert not settings(config).reminders.breaks


async def test_names_and_own_words_are_hidden_while_the_screen_is_shared(sit: Sit, config: Path) -> None:
    set_value(config, "you.manager", "Ana Ruiz")
    set_value(config, "rituals.end", "moved, call Ana, secret ritual")
    async with sit() as seat:
        await seat.press("h")
        await go(seat, "you", "you.name")
        seat.sees_not("Ada", "Ana", "Ruiz")
        await seat.press("enter")
        assert "Hidden while the screen is shared" in seat.toast
        await seat.press("escape")
        await go(seat, "end")
        seat.sees_not("secret ritual", "Ana")
        await seat.press("h")
        seat.sees("secret ritual", "call Ana")


async def test_a_large_terminal_shows_the_same(sit: Sit, config: Path) -> None:
    async with sit(size=LARGE) as seat:
        await go(seat, "hours")
        seat.sees("Monday", "Sunday", "09:00–17:30")
