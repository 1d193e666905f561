"""``remoteos`` alone opens the app on a terminal, shows the day anywhere else, and leaves no traces."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

Run = Callable[..., Any]
LEAVE = "\x11"
APP = "\x1b[?1049h"
"""What a terminal is sent when a program takes the whole screen."""


@pytest.fixture(autouse=True)
def set_up_before(tmp_path: Path) -> None:
    """Somebody who has set remoteos up already: the first run is not what is asked about here."""
    (tmp_path / "config.toml").write_text("")


def took_the_screen(terminal: Terminal) -> bool:
    return APP.encode() in terminal.drawn


def assert_as_before(terminal: Terminal) -> None:
    """Nothing that the app turned on in the terminal is still on."""
    assert terminal.modes == terminal.modes_before
    for on, off in (
        ("?1049h", "?1049l"),
        ("?25l", "?25h"),
        ("?1000h", "?1000l"),
        ("?1003h", "?1003l"),
        ("?2004h", "?2004l"),
        ("?1004h", "?1004l"),
    ):
        at = terminal.drawn.rfind(f"\x1b[{on}".encode())
        assert at == -1 or at < terminal.drawn.rfind(f"\x1b[{off}".encode()), f"{on} is still on"


# Opening it, and not


def test_on_a_terminal_it_opens_the_app_and_leaves_it_as_it_was() -> None:
    with Terminal() as terminal:
        terminal.until("help")
        terminal.press(LEAVE)
        assert terminal.end() == 0
        assert took_the_screen(terminal)
        assert terminal.said_after == ""
        assert_as_before(terminal)


def test_without_a_terminal_it_shows_the_day(run_process: Run) -> None:
    done = run_process()
    assert done.exit_code == 0
    assert done.stdout.startswith("Mon 23 Nov 2026")
    assert done.stderr == ""
    assert done.stdout == run_process("day", "show").stdout


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_goes_elsewhere_means_the_day(stream: str, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as file, Terminal(**{stream: file.fileno()}) as terminal:
        assert terminal.end() == 0
        assert not took_the_screen(terminal)
    said = (tmp_path / "out").read_text() + terminal.drawn.decode()
    assert "Mon 23 Nov 2026" in said


@pytest.mark.parametrize(
    ("size", "env", "said"),
    [
        ((80, 24), {"TERM": "dumb"}, "This terminal (TERM=dumb) cannot show the app."),
        ((80, 24), {"TERM": None}, "This terminal (TERM=) cannot show the app."),
        ((30, 24), {}, "The app needs 40×12 characters, and this terminal has 30×24."),
        ((80, 5), {}, "The app needs 40×12 characters, and this terminal has 80×5."),
        ((80, 24), {"COLUMNS": "90000", "LINES": "9"}, "this terminal has 90000×9."),
        ((80, 24), {"COLUMNS": "90000"}, "This terminal claims to have 90000×24 characters."),
    ],
)
def test_a_terminal_that_cannot_show_it_gets_the_day_in_words(
    size: tuple[int, int], env: dict[str, str | None], said: str
) -> None:
    with Terminal(size=size, **env) as terminal:
        assert terminal.end() == 0
        assert not took_the_screen(terminal)
        shown = " ".join(terminal.drawn.decode().split())
        assert said in shown
        assert "Mon 23 Nov 2026" in shown
        assert "Traceback" not in shown


@pytest.mark.parametrize(
    ("size", "env"),
    [
        ((0, 0), {}),
        ((80, 24), {"COLUMNS": "many"}),
        ((80, 24), {"COLUMNS": "-5", "LINES": "0"}),
        ((40, 12), {}),
    ],
)
def test_a_size_that_says_nothing_or_little_is_no_trouble(size: tuple[int, int], env: dict[str, str]) -> None:
    with Terminal(size=size, **env) as terminal:
        terminal.until("help")
        terminal.press(LEAVE)
        assert terminal.end() == 0
        assert_as_before(terminal)


def test_the_user_is_the_one_that_was_named(run: Run) -> None:
    assert run("--user", "ada", "capture", "call the bank").exit_code == 0
    assert run("--user", "ada", "day", "open", "--json").exit_code == 0
    with Terminal("--user", "ada") as terminal:
        terminal.until("call the bank")
        terminal.press(LEAVE)
        assert terminal.end() == 0


def test_a_name_no_user_can_have_is_one_line() -> None:
    with Terminal("--user", "../etc") as terminal:
        assert terminal.end() == 65
        assert not took_the_screen(terminal)
        assert terminal.drawn.startswith(b"remoteos: A user's name has")
        assert terminal.drawn.count(b"\n") <= 2


def test_a_file_in_the_place_of_the_data_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with Terminal() as terminal:
        assert terminal.end() == 73
        assert not took_the_screen(terminal)
        assert b"is a file, not a folder" in terminal.drawn


def test_a_damaged_file_opens_on_what_can_be_done_about_it(run: Run, tmp_path: Path) -> None:
    assert run("capture", "call the bank").exit_code == 0
    (tmp_path / "data" / "users" / "me" / "remoteos.json").write_bytes(b"garbage")
    with Terminal() as terminal:
        terminal.until("The data file cannot be used")
        terminal.press("q")
        assert terminal.end() == 0
        assert_as_before(terminal)
    assert list((tmp_path / "data" / "users" / "me").glob("remoteos.damaged-*"))


# Leaving it, in every way there is


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_system_ends_it_in_order(number: signal.Signals) -> None:
    with Terminal() as terminal:
        terminal.until("help")
        terminal.signal(number)
        assert terminal.end() == 128 + number
        assert_as_before(terminal)
        assert terminal.said_after == ""


def test_a_terminal_that_goes_away_ends_it() -> None:
    with Terminal() as terminal:
        terminal.until("help")
        os.close(terminal.theirs)
        os.close(terminal.ours)
        terminal.ours = terminal.theirs = -1
        assert terminal.process.wait(30) == 128 + signal.SIGHUP


def test_ctrl_c_says_how_to_leave() -> None:
    with Terminal() as terminal:
        terminal.until("help")
        terminal.press("\x03")
        terminal.until("ctrl+q leaves.")
        terminal.press(LEAVE)
        assert terminal.end() == 0


DEFECT = """
import sys
from remoteos.cli import main
from remoteos.screens.{module} import {name}

def defect(self, *_):
    raise {error}

{name}.{method} = defect
main.sys.argv = ["remoteos"]
main.main()
"""


def failing(module: str, name: str, method: str, error: str, **env: str) -> Terminal:
    code = DEFECT.format(module=module, name=name, method=method, error=error)
    return Terminal(python=("-c", code), **env)


@pytest.mark.parametrize(
    ("module", "name", "method"),
    [
        ("today", "TodayScreen", "load"),
        ("today", "TodayScreen", "tick"),
        ("today", "TodayScreen", "compose"),
        ("page", "Page", "show_keys"),
        ("notify", "Reminding", "look"),
    ],
)
def test_a_defect_is_one_line_on_a_terminal_as_it_was(module: str, name: str, method: str) -> None:
    with failing(module, name, method, "ValueError('a defect')") as terminal:
        assert terminal.end() == 70
        assert_as_before(terminal)
        assert terminal.said_after.startswith(
            "remoteos: something unexpected happened (ValueError: a defect). Your data is whole"
        )
        assert "Traceback" not in terminal.said_after


def test_a_defect_in_a_key_is_one_line_too() -> None:
    with failing("page", "Page", "action_help", "KeyError('x')") as terminal:
        terminal.until("help")
        terminal.press("3")
        terminal.press(LEAVE)
        assert terminal.end() == 0
    with failing("main_page", "MainPage", "action_go_outcomes", "KeyError('x')") as terminal:
        terminal.until("help")
        terminal.press("3")
        assert terminal.end() == 70
        assert "KeyError" in terminal.said_after
        assert_as_before(terminal)


def test_a_line_with_markup_in_it_is_said_as_it_is() -> None:
    with failing("today", "TodayScreen", "load", "ValueError('[bold]x[/nonsense]')") as terminal:
        assert terminal.end() == 70
        assert "[bold]x[/nonsense]" in terminal.said_after


def test_details_are_shown_on_demand() -> None:
    with failing("today", "TodayScreen", "load", "ValueError('a defect')", REMOTEOS_DEBUG="1") as terminal:
        assert terminal.end() == 70
        assert "Traceback" in terminal.said_after
        assert_as_before(terminal)


def test_an_error_with_a_message_keeps_its_exit_code() -> None:
    error = "__import__('remoteos.services.errors').services.errors.Busy('Somebody else is writing.')"
    with failing("today", "TodayScreen", "tick", error) as terminal:
        assert terminal.end() == 75
        assert terminal.said_after == "remoteos: Somebody else is writing."


def test_garbage_is_collected_while_the_app_is_open() -> None:
    code = """
import gc, sys
from remoteos.app import RemoteosApp
from remoteos.cli import main

def tick(self):
    self.exit(return_code=3 if gc.isenabled() else 4)

RemoteosApp._tick = tick
main.sys.argv = ["remoteos"]
main.main()
"""
    with Terminal(python=("-c", code)) as terminal:
        assert terminal.end() == 3


# The demo


def test_the_demo_opens_on_a_history_that_goes_again(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal("demo", "--years", "0", "--role", "designer", TMPDIR=str(temporary)) as terminal:
        terminal.until(" demo ")
        terminal.until("help")
        (folder,) = temporary.glob("remoteos-demo-*")
        assert (folder / "users" / "me" / "remoteos.json").is_file()
        assert 'role = "designer"' in (folder / "config.toml").read_text()
        terminal.press(LEAVE)
        assert terminal.end() == 0
        assert "The demo is gone" in terminal.said_after
    assert list(temporary.glob("remoteos-demo-*")) == []
    assert not (tmp_path / "data").exists()
    assert (tmp_path / "config.toml").read_text() == ""


def test_a_demo_that_is_ended_goes_too(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal("demo", "--years", "0", TMPDIR=str(temporary)) as terminal:
        terminal.until("help")
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
    assert list(temporary.glob("remoteos-demo-*")) == []


def test_what_is_set_in_the_demo_touches_nothing_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[app]\ntheme = "remoteos-light"\n[keys]\nhelp = "f1"\n')
    with Terminal("demo", "--years", "0", TMPDIR=str(tmp_path)) as terminal:
        terminal.until("f1")
        terminal.press(LEAVE)
        assert terminal.end() == 0
    assert (tmp_path / "config.toml").read_text() == '[app]\ntheme = "remoteos-light"\n[keys]\nhelp = "f1"\n'


def test_the_demo_makes_a_folder_where_that_is_wished(tmp_path: Path, run_process: Run) -> None:
    with Terminal("demo", "--years", "0", "--into", str(tmp_path / "kept")) as terminal:
        assert terminal.end() == 0
        assert not took_the_screen(terminal)
        assert b"Look around with: REMOTEOS_DATA=" in terminal.drawn
    done = run_process("demo", "--years", "0", env={"TMPDIR": str(tmp_path)})
    assert done.stdout.startswith(tuple("0123456789"))
    assert tempfile.gettempdir()


def test_commands_that_open_no_app_load_none_of_it() -> None:
    code = (
        "import sys\nfrom remoteos.cli.main import run\n"
        "assert run([]) == 0 and run(['demo', '--help']) == 0\n"
        "assert not {'textual', 'rich', 'asyncio'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ},
    )
    assert done.returncode == 0, done.stderr
