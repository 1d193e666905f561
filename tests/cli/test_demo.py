"""The demo from the command line."""

import shlex
from pathlib import Path

import pytest

NOW = "2026-11-23T10:00:00+01:00"


@pytest.fixture
def made(run, tmp_path) -> Path:
    into = tmp_path / "looking around"
    assert run("demo", "--into", str(into), "--years", "0", "--seed", "7", now=NOW).exit_code == 0
    return into


def test_it_says_what_there_is_and_how_to_look_at_it(run, tmp_path) -> None:
    into = tmp_path / "looking around"
    done = run("demo", "--into", str(into), "--years", "0", now=NOW)
    assert done.exit_code == 0
    assert done.stderr == ""
    counts, hint = done.stdout.splitlines()
    assert " blocks" in counts
    assert hint == f"Look around with: REMOTEOS_DATA={shlex.quote(str(into))} remoteos"
    assert (into / "users" / "me" / "remoteos.json").is_file()


def test_json_counts_the_records_by_table(run, tmp_path) -> None:
    done = run("demo", "--into", str(tmp_path / "x"), "--years", "0", "--seed", "3", "--json", now=NOW)
    told = done.json
    assert told["schema"] == 1
    assert told["folder"] == str(tmp_path / "x")
    assert (told["user"], told["role"], told["years"], told["seed"]) == ("me", "engineer", 0, 3)
    assert told["total"] == sum(told["records"].values()) > 200
    assert set(told["records"]) >= {"asks", "blocks", "captures", "goals", "outcomes", "pulses", "workdays"}


def test_without_a_folder_it_makes_a_temporary_one(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run("demo", "--years", "0", "--json", now=NOW)
    folder = Path(done.json["folder"])
    assert folder.parent == tmp_path
    assert done.json["command"] == f"REMOTEOS_DATA={folder} remoteos"
    assert (folder / "users" / "me" / "remoteos.json").is_file()


def test_it_is_for_the_user_that_was_named(run, tmp_path) -> None:
    done = run("--user", "ada", "demo", "--into", str(tmp_path / "x"), "--years", "0", now=NOW)
    assert done.stdout.endswith("remoteos --user ada\n")
    assert (tmp_path / "x" / "users" / "ada" / "remoteos.json").is_file()


def test_two_processes_write_the_same_bytes(run_process, tmp_path) -> None:
    for name, salt in (("one", "1"), ("two", "2")):
        done = run_process(
            "demo", "--into", str(tmp_path / name), "--years", "0", env={"PYTHONHASHSEED": salt}
        )
        assert done.exit_code == 0, done.stderr
    one, two = ((tmp_path / name / "users/me/remoteos.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_it_never_writes_where_data_is(run, made) -> None:
    before = (made / "users/me/remoteos.json").read_bytes()
    done = run("demo", "--into", str(made), "--years", "0", now=NOW)
    assert done.exit_code == 1
    assert "has data already" in done.stderr
    assert (made / "users/me/remoteos.json").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_exit_73(run, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("demo", "--into", str(tmp_path / "file"), "--years", "0", now=NOW)
    assert done.exit_code == 73
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "wrong", [("--years", "31"), ("--years", "-1"), ("--role", "astronaut"), ("--seed", "x"), ("--into", "")]
)
def test_wrong_options_are_usage_errors(run, tmp_path, wrong) -> None:
    done = run("demo", "--into", str(tmp_path / "x"), *wrong, now=NOW)
    assert done.exit_code == 2
    assert not (tmp_path / "x").exists()


def test_the_commands_work_on_it(run, made) -> None:
    env = {"REMOTEOS_DATA": str(made)}
    look = run("status", "--json", now=NOW, env=env).json
    assert look["day"]["state"] == "open"
    assert look["focus"]["state"] == "running"
    assert look["focus"]["stale"] is None
    assert look["asks_waiting"] == 2
    for words in (
        ["status"], ["day", "show"], ["focus", "list"], ["outcome", "list"], ["goal", "list"], ["loops"],
        ["day", "show", "2026-11-20"], ["pulse", "show"], ["outcome", "list", "--json"],
        ["focus", "list", "--json"],
    ):  # fmt: skip
        done = run(*words, now=NOW, env=env)
        assert done.exit_code == 0, (words, done.stderr)
        assert done.stdout
        assert done.stderr == ""


def test_work_goes_on_from_there(run, made) -> None:
    env = {"REMOTEOS_DATA": str(made)}
    for words in (
        ["capture", "something new"], ["focus", "interrupt", "a call"], ["focus", "stop", "--depth", "4"],
        ["day", "close", "--energy", "3", "--stress", "2"], ["undo"],
    ):  # fmt: skip
        done = run(*words, now="2026-11-23T10:05:00+01:00", env=env)
        assert done.exit_code == 0, (words, done.stderr)
