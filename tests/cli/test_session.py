import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from remoteos.cli import main, output
from remoteos.cli.options import group, json_option, no_input_option, pass_session, yes_option
from remoteos.cli.params import SCALE
from remoteos.cli.session import Session

Run = Callable[..., Any]


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a group, `trial`, whose commands show what they were given."""

    @group()
    def trial() -> None:
        """Try."""

    @trial.command("who", example="remoteos trial who")
    @no_input_option
    @yes_option
    @json_option
    @pass_session
    def who(session: Session, as_json: bool) -> None:
        """Show the session."""

        output.emit(
            {
                "user": session.user,
                "interactive": session.interactive,
                "json": as_json,
                "today": session.today,
            }
        )

    @trial.command("sure", example="remoteos trial sure --yes")
    @no_input_option
    @yes_option
    @pass_session
    def sure(session: Session) -> None:
        """Ask."""

        deep = session.ask("How\x1b[31m deep", SCALE)
        output.data(f"{deep} {session.confirm('Go on?')}")

    monkeypatch.setitem(main.root.commands, "trial", trial)


@pytest.mark.usefixtures("trial")
def test_the_session_knows_who_is_there(run: Run) -> None:
    assert run("trial", "who").json == {
        "schema": 1,
        "user": "me",
        "interactive": False,
        "json": False,
        "today": "2026-11-23",
    }
    assert run("trial", "who", "--json", env={"REMOTEOS_USER": "ada"}).json["user"] == "ada"
    assert run("--user", "eve", "trial", "who", env={"REMOTEOS_USER": "ada"}).json["user"] == "eve"
    assert run("trial", "who", now="2026-11-24T02:00:00+01:00").json["today"] == "2026-11-23"
    assert run("trial", "who", terminal=True).json["interactive"] is True
    assert run("trial", "who", "--no-input", terminal=True).json["interactive"] is False
    assert run("trial", "who", "--yes", terminal=True).json["interactive"] is False


@pytest.mark.usefixtures("trial")
def test_questions_are_asked_of_a_person_alone(run: Run) -> None:
    done = run("trial", "sure", input="seven\n4\ny\n", terminal=True)
    assert done.stdout == "4 True\n"
    assert "How deep: " in done.stderr
    assert "'seven' is not a number from 1 to 5" in done.stderr
    assert "\x1b" not in done.stderr
    assert run("trial", "sure", input="\n\n", terminal=True).stdout == "None False\n"
    assert run("trial", "sure", "--yes", input="4\n").stdout == "None True\n"
    assert (
        run("trial", "sure", input="4\ny\n").stderr
        == "remoteos: Go on? Nothing was done; --yes answers yes.\n"
    )
    assert run("trial", "sure", "--no-input", terminal=True).exit_code == 1
    assert run("trial", "sure", input="", terminal=True).exit_code == 130


@pytest.mark.usefixtures("trial")
def test_problems_of_the_settings_are_said_once(run: Run) -> None:
    Path(os.environ["REMOTEOS_CONFIG"]).write_text("zzz = 1\n")
    done = run("trial", "who")
    assert done.exit_code == 0
    assert done.stderr == "remoteos: config.toml line 1: zzz is not a setting; ignored\n"
