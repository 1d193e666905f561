"""``data``: the file itself, which is the user's."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from tests.cli.support import (
    MONDAY,
    TUESDAY,
    Run,
    add_outcome,
    at,
    capture,
    loops,
    ok,
    payload,
    refused,
    short,
)

BACKUP = {"name", "path", "created_at", "reason", "records"}
REPORT = {"ok", "problems", "damaged", "backup_problems", "good_backups", "conflicts", "quarantined"}


@pytest.fixture
def folder() -> Path:
    return Path(os.environ["REMOTEOS_DATA"]) / "users" / "me"


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "remoteos.json"


def texts(run: Run, **how: Any) -> list[str]:
    return [one["text"] for one in loops(run, **how)]


def backups(run: Run) -> list[dict[str, Any]]:
    return list(payload(run("data", "backups", "--json"))["backups"])


def names(run: Run) -> list[str]:
    return [one["name"] for one in backups(run)]


class TestPath:
    def test_it_names_the_file_and_makes_nothing(self, run: Run, file: Path) -> None:
        assert ok(run("data", "path")).stdout == f"{file}\n"
        assert payload(run("data", "path", "--json")) == {"schema": 1, "path": str(file), "exists": False}
        assert not file.parent.exists()
        capture(run, "x")
        assert payload(run("data", "path", "--json"))["exists"] is True

    def test_every_user_has_one(self, run: Run) -> None:
        assert "users/ada/remoteos.json" in ok(run("--user", "ada", "data", "path")).stdout

    def test_plain_tinydb_opens_it(self, run: Run, file: Path) -> None:
        capture(run, "call the bank")
        with TinyDB(file) as db:
            assert [one["text"] for one in db.table("captures").all()] == ["call the bank"]

    def test_it_is_the_owners_alone(self, run: Run, file: Path) -> None:
        capture(run, "x")
        ok(run("data", "backup"))
        modes = [stat.S_IMODE(place.stat().st_mode) for place in (file, file.parent, file.parent / "backups")]
        assert modes == [0o600, 0o700, 0o700]


class TestCheck:
    def test_a_whole_file(self, run: Run) -> None:
        capture(run, "x")
        found = payload(run("data", "check", "--json"))
        assert set(found) == {"schema", "check", "repaired"}
        assert set(found["check"]) == REPORT
        assert found["check"]["ok"] is True
        assert ok(run("data", "check")).stdout.startswith("Everything can be used: ")

    @pytest.fixture
    def bad(self, run: Run, file: Path) -> None:
        capture(run, "good")
        capture(run, "bad")
        tables = json.loads(file.read_text())
        next(doc for doc in tables["captures"].values() if doc["text"] == "bad")["rolls"] = "many"
        file.write_text(json.dumps(tables))

    @pytest.mark.usefixtures("bad")
    def test_a_bad_record_is_named_and_the_others_are_used(self, run: Run) -> None:
        assert texts(run) == ["good"]
        done = run("data", "check")
        assert done.exit_code == 65
        assert done.stdout.startswith("! remoteos.json: captures")
        assert done.stdout.count("remoteos.json") == 1
        assert "rolls: expected int" in done.stdout
        assert "Not everything can be used" in done.stdout
        found = run("data", "check", "--json")
        assert found.exit_code == 65
        (problem,) = found.json["check"]["problems"]
        assert set(problem) == {"file", "table", "record", "path", "message"}
        assert (problem["table"], problem["path"]) == ("captures", "rolls")

    @pytest.mark.usefixtures("bad")
    def test_it_is_put_aside_and_brought_back(self, run: Run) -> None:
        done = ok(run("data", "check", "--repair"))
        assert "quarantine" in done.stderr
        assert "1 record put aside" in done.stdout
        assert ok(run("data", "check")).exit_code == 0
        ok(run("undo"))
        assert run("data", "check").exit_code == 65

    @pytest.mark.usefixtures("bad")
    def test_on_a_terminal_it_asks(self, run: Run) -> None:
        done = run("data", "check", input="n\n", terminal=True)
        assert "Put these records aside?" in done.stderr
        assert done.exit_code == 65
        ok(run("data", "check", input="y\n", terminal=True))


class TestBackups:
    def test_none_yet(self, run: Run) -> None:
        assert "No backups yet" in ok(run("data", "backups")).stdout
        assert payload(run("data", "backups", "--json")) == {"schema": 1, "backups": []}
        done = run("data", "backup")
        assert (done.exit_code, "nothing to back up" in done.stderr) == (1, True)

    def test_one_by_hand(self, run: Run) -> None:
        capture(run, "x")
        found = payload(run("data", "backup", "--json"))
        assert set(found["backup"]) == BACKUP
        assert (found["backup"]["records"], found["backup"]["reason"]) == (1, "manual")
        assert Path(found["backup"]["path"]).is_dir()
        assert ok(run("data", "backup")).stdout.startswith("Backed up 1 record: ")

    def test_one_a_day_by_itself(self, run: Run) -> None:
        capture(run, "a", now=at("09:00"))
        capture(run, "b", now=at("09:00", TUESDAY))
        capture(run, "c", now=at("10:00", TUESDAY))
        found = payload(run("data", "backups", "--json"))["backups"]
        assert all(set(one) == BACKUP for one in found)
        assert [one["records"] for one in found] == [1]

    def test_the_list_stands_in_columns(self, run: Run) -> None:
        capture(run, "a")
        for _ in range(2):
            ok(run("data", "backup"))
        rows = ok(run("data", "backups")).stdout.splitlines()
        assert len({row.index("1 record") for row in rows}) == 1

    def test_restore_brings_the_latest_back_and_can_be_undone(self, run: Run) -> None:
        capture(run, "a")
        ok(run("data", "backup"))
        capture(run, "b")
        done = ok(run("data", "restore", "--yes"))
        assert done.stdout.startswith("Restored 1 record from ")
        assert texts(run) == ["a"]
        ok(run("undo"))
        assert texts(run) == ["a", "b"]

    def test_restore_by_name_and_by_path(self, run: Run) -> None:
        capture(run, "a")
        first = payload(run("data", "backup", "--json"))["backup"]
        capture(run, "b")
        ok(run("data", "backup"))
        for which in (first["name"], first["path"]):
            capture(run, "c")
            found = payload(run("data", "restore", which, "--yes", "--json"))["restored"]
            assert set(found) == {"from", "records", "undoable"}
            assert found["undoable"] is True
            assert texts(run) == ["a"]

    def test_restore_asks_first(self, run: Run) -> None:
        capture(run, "a")
        ok(run("data", "backup"))
        capture(run, "b")
        name = names(run)[-1]
        refused(run("data", "restore"), f"Restore {name}? ", "--yes answers yes")
        done = run("data", "restore", input="n\n", terminal=True)
        assert (done.exit_code, f"Restore {name}?" in done.stderr) == (1, True)
        assert texts(run) == ["a", "b"]
        ok(run("data", "restore", input="y\n", terminal=True))
        assert texts(run) == ["a"]

    def test_without_a_name_it_is_the_newest_that_no_restore_made(self, run: Run) -> None:
        for text, clock in (("a", "10:00"), ("b", "11:00")):
            capture(run, text, now=at(clock))
            ok(run("data", "backup", now=at(clock)))
        second = names(run)[-1]
        capture(run, "c", now=at("12:00"))
        ok(run("data", "restore", "--yes", now=at("13:00")))
        assert texts(run) == ["a", "b"]
        assert [one["reason"] for one in backups(run)][-2:] == ["manual", "restore"]
        done = ok(run("data", "restore", input="y\n", terminal=True, now=at("14:00")))
        assert f"Restore {second}?" in done.stderr
        assert done.stdout == f"Nothing differed from {second}.\n"

    def test_where_a_restore_made_the_only_good_one_it_is_that(self, run: Run) -> None:
        capture(run, "a")
        ok(run("data", "backup"))
        capture(run, "b", now=at("10:00"))
        ok(run("data", "restore", "--yes", now=at("11:00")))
        assert texts(run) == ["a"]
        *others, made = backups(run)
        assert made["reason"] == "restore"
        for one in others:
            (Path(one["path"]) / "remoteos.json").write_text("no JSON")
        ok(run("data", "restore", "--yes", now=at("12:00")))
        assert texts(run) == ["a", "b"]

    def test_what_is_there_already_leaves_nothing_to_undo(self, run: Run) -> None:
        capture(run, "a")
        ok(run("data", "backup"))
        name = names(run)[-1]
        assert ok(run("data", "restore", "--yes")).stdout == f"Nothing differed from {name}.\n"
        found = payload(run("data", "restore", "--yes", "--json"))["restored"]
        assert (found["records"], found["undoable"]) == (1, False)
        assert texts(run) == ["a"]
        assert ok(run("undo")).stdout == "Undone: capture “a”\n"

    def test_what_cannot_be_restored(self, run: Run, tmp_path: Path) -> None:
        capture(run, "a")
        stray = tmp_path / "stray.json"
        stray.write_text("no JSON")
        refused(run("data", "restore", "20200101", "--yes"), "There is no backup 20200101", "data backups")
        refused(run("data", "restore", str(stray), "--yes"), "stray.json", "Nothing was changed", code=65)
        refused(run("data", "restore", "--yes"), "There is no good backup")
        assert texts(run) == ["a"]


class TestDamaged:
    @pytest.fixture(autouse=True)
    def _damaged(self, run: Run, file: Path) -> None:
        capture(run, "a")
        ok(run("data", "backup"))
        file.write_text('{"captures": {"1": {"id"')

    @pytest.mark.parametrize(
        "args",
        [
            ("status",),
            ("capture", "x"),
            ("loops",),
            ("undo",),
            ("day", "open"),
            ("data", "check"),
            ("data", "export"),
        ],
    )
    def test_it_is_said_set_aside_and_never_taken_for_a_new_one(
        self, run: Run, folder: Path, file: Path, args: tuple[str, ...]
    ) -> None:
        for _ in range(2):
            refused(run(*args), "damaged", "run `remoteos data restore`", code=65)
        assert not file.exists()
        (aside,) = folder.glob("remoteos.damaged-*.json")
        assert aside.read_text() == '{"captures": {"1": {"id"'

    def test_path_and_backups_still_answer(self, run: Run) -> None:
        ok(run("data", "path"))
        assert len(payload(run("data", "backups", "--json"))["backups"]) == 1

    def test_restore_brings_it_back(self, run: Run, folder: Path) -> None:
        run("status")
        ok(run("data", "restore", "--yes"))
        assert texts(run) == ["a"]
        assert len(list(folder.glob("remoteos.damaged-*.json"))) == 1

    def test_restore_works_at_once(self, run: Run, folder: Path) -> None:
        found = payload(run("data", "restore", "--yes", "--json"))["restored"]
        assert (found["records"], found["undoable"]) == (1, False)
        assert texts(run) == ["a"]

    def test_beginning_anew_keeps_what_was_set_aside(self, run: Run, folder: Path) -> None:
        run("status")
        refused(run("data", "restore", "--afresh"), "--yes answers yes")
        ok(run("data", "restore", "--afresh", "--yes"))
        assert texts(run) == []
        assert len(list(folder.glob("remoteos.damaged-*.json"))) == 1
        ok(run("data", "restore", "--yes"))
        assert texts(run) == ["a"]


def test_a_whole_file_is_not_begun_anew(run: Run) -> None:
    capture(run, "a")
    refused(run("data", "restore", "--afresh", "--yes"), "can be read", "Nothing was changed")
    assert texts(run) == ["a"]


class TestNewerSchema:
    @pytest.fixture(autouse=True)
    def _newer(self, run: Run, file: Path) -> None:
        capture(run, "a")
        tables = json.loads(file.read_text())
        tables["meta"]["1"]["schema"] += 1
        file.write_text(json.dumps(tables))

    @pytest.mark.parametrize(
        "args", [("status",), ("loops",), ("day", "show"), ("data", "export"), ("data", "check")]
    )
    def test_it_is_read(self, run: Run, args: tuple[str, ...]) -> None:
        ok(run(*args))
        assert texts(run) == ["a"]

    @pytest.mark.parametrize(
        "args", [("capture", "x"), ("day", "open"), ("focus", "start", "x"), ("undo",), ("data", "archive")]
    )
    def test_it_is_never_written(self, run: Run, file: Path, args: tuple[str, ...]) -> None:
        before = file.read_bytes()
        refused(run(*args), "newer", "Nothing was changed", code=65)
        assert file.read_bytes() == before


class TestExport:
    def test_everything_as_one_object(self, run: Run) -> None:
        add_outcome(run, "old", now=at("09:00", "2024-11-20"))
        old = payload(run("outcome", "list", "--json"))["outcomes"][0]
        ok(run("outcome", "done", short(old), now=at("09:00", "2024-11-21")))
        ok(run("data", "archive"))
        capture(run, "private")
        found = payload(run("data", "export"))
        assert [one["title"] for one in found["tables"]["outcomes"]] == ["old"]
        assert [one["text"] for one in found["tables"]["captures"]] == ["private"]

    def test_into_a_file_of_the_owners_alone(self, run: Run, tmp_path: Path) -> None:
        capture(run, "x")
        out = tmp_path / "all.json"
        done = ok(run("data", "export", "--out", str(out)))
        assert (done.stdout, "private parts too" in done.stderr) == ("", True)
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        assert json.loads(out.read_text()) == payload(run("data", "export"))

    def test_where_it_cannot_be_written(self, run: Run, tmp_path: Path) -> None:
        capture(run, "x")
        (tmp_path / "file").write_text("")
        for place in (tmp_path, tmp_path / "no" / "such" / "x.json", tmp_path / "file" / "x.json"):
            refused(run("data", "export", "--out", str(place)), str(place), code=73)
        assert not (tmp_path / "no").exists()

    def test_it_joins_into_an_empty_place(self, run: Run, tmp_path: Path) -> None:
        capture(run, "a")
        out = tmp_path / "all.json"
        ok(run("data", "export", "--out", str(out)))
        elsewhere = {"REMOTEOS_DATA": str(tmp_path / "elsewhere")}
        found = payload(run("data", "merge", str(out), "--json", env=elsewhere))["merge"]
        assert set(found) == {"added", "changed", "deleted", "conflicts", "skipped"}
        assert texts(run, env=elsewhere) == ["a"]


class TestMerge:
    def test_two_copies_become_one(self, run: Run, tmp_path: Path, folder: Path) -> None:
        laptop = {"REMOTEOS_DATA": str(tmp_path / "laptop")}
        capture(run, "both")
        ok(run("data", "export", "--out", str(tmp_path / "x.json")))
        ok(run("data", "merge", str(tmp_path / "x.json"), env=laptop))
        capture(run, "here", now=at("10:00"))
        capture(run, "there", now=at("10:01"), env=laptop)
        done = ok(run("data", "merge", str(tmp_path / "laptop/users/me"), now=at("11:00")))
        assert done.stdout == "1 added, 0 changed, 0 deleted.\n"
        assert texts(run, now=at("11:00")) == ["both", "here", "there"]
        assert ok(run("data", "merge", str(tmp_path / "laptop/users/me"))).stdout.startswith("0 added")
        ok(run("undo"))
        assert texts(run) == ["both", "here"]

    @pytest.mark.parametrize("content", [None, "", "no JSON", "[]", "\x00\x1b[2J"])
    def test_what_is_no_copy(self, run: Run, tmp_path: Path, content: str | None) -> None:
        capture(run, "a")
        if content is not None:
            (tmp_path / "x.json").write_text(content)
        refused(run("data", "merge", str(tmp_path / "x.json")), "x.json", "Nothing was changed", code=65)
        assert texts(run) == ["a"]


class TestArchive:
    def test_it_moves_what_ended_long_ago(self, run: Run, folder: Path) -> None:
        capture(run, "old win", "--kind", "win", now=at("09:00", "2024-11-20"))
        capture(run, "old loop", now=at("09:00", "2024-11-20"))
        assert ok(run("data", "archive")).stdout == "1 record moved to the archive.\n"
        assert payload(run("data", "archive", "--json")) == {"schema": 1, "archived": 0}
        archived = json.loads((folder / "archive/2024.json").read_text())["captures"]
        assert [one["text"] for one in archived.values()] == ["old win"]
        assert texts(run) == ["old loop"]

    def test_it_happens_by_itself(self, run: Run, folder: Path) -> None:
        capture(run, "old win", "--kind", "win", now=at("09:00", "2024-11-20"))
        capture(run, "new win", "--kind", "win")
        assert (folder / "archive/2024.json").exists()

    def test_undo_passes_over_it(self, run: Run) -> None:
        capture(run, "old win", "--kind", "win", now=at("09:00", "2024-11-20"))
        capture(run, "today", now=at("09:00", MONDAY))
        ok(run("data", "archive"))
        assert ok(run("undo")).stdout == "Undone: capture “today”\n"
