import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from remoteos.domain.settings import Settings, values

Run = Callable[..., Any]


@pytest.fixture
def path() -> Path:
    return Path(os.environ["REMOTEOS_CONFIG"])


def test_the_path(run: Run, path: Path) -> None:
    assert run("config", "path").stdout == f"{path}\n"
    assert run("config", "path", "--json").json == {"schema": 1, "path": str(path), "exists": False}
    assert not path.exists()


def test_every_setting_is_shown_with_where_it_comes_from(run: Run, path: Path) -> None:
    path.write_text("[focus]\ndaily_target_min = 120\n")
    done = run("config", "show")
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["focus.daily_target_min", "120"] in rows
    assert ["day.starts_at_hour", "4", "(default)"] in rows
    assert len(rows) == len(values(Settings()))


def test_the_same_as_json(run: Run, path: Path) -> None:
    path.write_text("zzz = 1\n[focus]\ndaily_target_min = 120\n[hours]\nmonday = 'x'\n")
    done = run("config", "show", "--json")
    assert done.stderr == ""
    shown = done.json
    assert (shown["path"], shown["exists"]) == (str(path), True)
    assert shown["settings"]["focus.daily_target_min"] == {"value": 120, "from": "file"}
    assert shown["settings"]["hours.monday"] == {"value": "09:00-17:30", "from": "default"}
    assert [problem.partition(":")[0] for problem in shown["problems"]] == [
        "config.toml line 1",
        "config.toml line 5",
    ]


def test_problems_go_to_stderr(run: Run, path: Path) -> None:
    path.write_text("[[[")
    done = run("config", "show")
    assert done.exit_code == 0
    assert done.stderr.startswith("remoteos: config.toml line 1 is not TOML")
    assert done.stderr.count("\n") == 1


def test_a_value_is_set(run: Run, path: Path) -> None:
    done = run("config", "set", "focus.daily_target_min", "180")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "focus.daily_target_min is 180 now.\n")
    done = run("config", "set", "hours.friday", "off", "--json")
    assert done.json == {"schema": 1, "path": str(path), "setting": {"key": "hours.friday", "value": "off"}}
    assert path.read_text() == '[focus]\ndaily_target_min = 180\n\n[hours]\nfriday = "off"\n'


def test_a_list_is_set_with_commas_and_shown_as_a_list(run: Run, path: Path) -> None:
    done = run("config", "set", "rituals.start", "pulse, plan, water the plants")
    assert done.stderr == 'rituals.start is ["pulse", "plan", "water the plants"] now.\n'
    done = run("config", "set", "rituals.end", "wins", "--json")
    assert done.json["setting"] == {"key": "rituals.end", "value": ["wins"]}
    assert path.read_text() == ('[rituals]\nstart = ["pulse", "plan", "water the plants"]\nend = ["wins"]\n')
    shown = run("config", "show", "--json").json["settings"]
    assert shown["rituals.end"] == {"value": ["wins"], "from": "file"}
    rows = run("config", "show").stdout.splitlines()
    assert 'rituals.end             ["wins"]' in rows


def test_keys_are_set_by_the_id_of_their_action(run: Run, path: Path) -> None:
    assert run("config", "set", "keys.block.finish", "F").stderr == 'keys.block.finish is "F" now.\n'
    assert path.read_text() == '[keys]\n"block.finish" = "F"\n'
    shown = run("config", "show", "--json").json["settings"]
    assert shown["keys.block.finish"] == {"value": "F", "from": "file"}
    assert [key for key in shown if key.startswith("keys.")] == ["keys.block.finish"]


def test_what_cannot_be_set_is_refused(run: Run, path: Path) -> None:
    done = run("config", "set", "focus.daily_target_min", "lots")
    assert (done.exit_code, done.stdout) == (1, "")
    assert (
        done.stderr == 'remoteos: focus.daily_target_min must be 0 to 960, not "lots". Nothing was changed.\n'
    )
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_an_io_error(run: Run, path: Path) -> None:
    path.mkdir()
    done = run("config", "set", "you.name", "Ada")
    assert (done.exit_code, done.stderr) == (74, f"remoteos: Is a directory: {path}\n")
