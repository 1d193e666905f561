import os
import stat
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from remoteos.domain.settings import Settings
from remoteos.services.settings import load

Run = Callable[..., Any]


@pytest.fixture
def path() -> Path:
    return Path(os.environ["REMOTEOS_CONFIG"])


def test_it_writes_the_settings_and_makes_the_folder(run: Run, path: Path) -> None:
    done = run("init")
    data = Path(os.environ["REMOTEOS_DATA"]) / "users" / "me"
    assert (done.exit_code, done.stdout) == (0, "")
    assert str(path) in done.stderr
    assert str(data) in done.stderr
    assert load(path).settings == Settings()
    assert load(path).problems == ()
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (data, data.parent)] == [0o700, 0o700]


def test_everything_can_be_given(run: Run, path: Path) -> None:
    done = run(
        "init",
        "--name",
        "Ada",
        "--role",
        "IT lead",
        "--hours",
        "08:00\u201316:00",
        "--offline",
        "off",
        "--manager",
        "Lin",
        "--no-input",
        "--json",
    )
    assert done.exit_code == 0
    assert done.json["created"] == ["config", "data"]
    assert done.json["settings"]["hours.monday"] == "08:00-16:00"
    settings = load(path).settings
    assert (settings.you.name, settings.you.role, settings.you.manager) == ("Ada", "IT lead", "Lin")
    assert settings.hours == ((time(8), time(16)),) * 5 + (None, None)
    assert settings.offline == (None,) * 7


def test_doing_it_twice_changes_nothing(run: Run, path: Path) -> None:
    run("init", "--name", "Ada")
    path.write_text(path.read_text() + "# mine\n")
    before = path.read_bytes()
    done = run("init", "--json")
    assert done.json["created"] == []
    assert run("init", "--name", "Ada").exit_code == 0
    assert path.read_bytes() == before


def test_doing_it_again_changes_what_is_given_alone(run: Run, path: Path) -> None:
    run("init", "--name", "Ada", "--hours", "08:00-16:00")
    path.write_text("# mine\n" + path.read_text())
    run("init", "--manager", "Lin")
    settings = load(path).settings
    assert (settings.you.name, settings.you.manager, settings.hours_on(0)) == (
        "Ada",
        "Lin",
        (time(8), time(16)),
    )
    assert path.read_text().startswith("# mine\n")


def test_a_person_is_asked_in_four_steps(run: Run, path: Path) -> None:
    done = run("init", input="Ada\n\n9-5\n09:00-15:00\n\nLin\n", terminal=True)
    assert done.exit_code == 0
    for step in ("Step 1 of 4", "Step 2 of 4", "Step 3 of 4", "Step 4 of 4"):
        assert step in done.stderr
    assert "'9-5' is not hours, such as 09:00-17:30." in done.stderr
    settings = load(path).settings
    assert (settings.you.name, settings.you.role, settings.you.manager) == ("Ada", "", "Lin")
    assert settings.hours_on(0) == (time(9), time(15))
    assert settings.offline == Settings().offline


def test_what_was_given_is_not_asked_and_what_is_there_is_shown(run: Run, path: Path) -> None:
    run("init", "--name", "Ada")
    done = run("init", "--role", "IT lead", input="\n\n\n\n", terminal=True)
    assert "Your name [Ada]" in done.stderr
    assert "Your role" not in done.stderr
    assert load(path).settings.you.name == "Ada"


def test_it_can_be_left_in_the_middle(run: Run, path: Path) -> None:
    done = run("init", input="Ada\n", terminal=True)
    assert done.exit_code == 130
    assert not path.exists()


def test_hours_that_are_none_are_wrong_usage(run: Run, path: Path) -> None:
    for option in ("--hours", "--offline"):
        assert run("init", option, "always").exit_code == 2
    assert run("init", "--hours", "22:00-06:00").exit_code == 2
    assert not path.exists()


def test_a_name_that_is_too_long_is_refused_and_nothing_made(run: Run, path: Path) -> None:
    done = run("init", "--name", "x" * 201)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "you.name must be a text of at most 200 characters" in done.stderr
    assert not path.exists()
    assert not Path(os.environ["REMOTEOS_DATA"]).exists()


def test_a_settings_file_that_is_no_toml_is_left_alone(run: Run, path: Path) -> None:
    path.write_text("[[[")
    done = run("init", "--name", "Ada")
    assert done.exit_code == 1
    assert path.read_text() == "[[["
    assert not Path(os.environ["REMOTEOS_DATA"]).exists()


def test_a_folder_that_cannot_be_made_is_said(run: Run) -> None:
    Path(os.environ["REMOTEOS_DATA"]).write_text("in the way")
    done = run("init")
    assert done.exit_code == 73
    assert done.stderr.count("\n") == 1
