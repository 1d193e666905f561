"""``playbook``: checking a file that nobody trusts, and beginning a new one."""

import os
from pathlib import Path

import pytest

from tests.cli.support import Run, ok

SKELETON_KEYS = {"usable", "id", "version", "title", "plays", "problems"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def test_a_new_playbook_has_nothing_to_mend(run: Run, folder: Path) -> None:
    said = ok(run("playbook", "new", "it-lead", "--title", "C #: the lead")).stdout

    assert said == "Written to it-lead.md. remoteos playbook check it-lead.md says what is missing.\n"
    checked = ok(run("playbook", "check", "it-lead.md", "--json")).json["check"]
    assert checked.keys() == SKELETON_KEYS
    assert (checked["usable"], checked["title"], checked["problems"]) == (True, "C #: the lead", [])


def test_a_file_that_is_there_is_never_replaced(run: Run, folder: Path) -> None:
    (folder / "it-lead.md").write_text("mine")
    refused = run("playbook", "new", "it-lead")

    assert (refused.exit_code, (folder / "it-lead.md").read_text()) == (73, "mine")
    assert refused.stderr.startswith("remoteos: it-lead.md is there already. Nothing was written;")


@pytest.mark.parametrize("identity", ["../../x", "/etc/x", "Upper", "a--b", "x" * 61, "\u0430ccount"])
def test_an_id_is_no_path_and_looks_like_no_other(run: Run, folder: Path, identity: str) -> None:
    refused = run("playbook", "new", identity)

    assert refused.exit_code == 1
    assert "cannot be the id of a playbook" in refused.stderr
    assert list(folder.iterdir()) == []


def test_a_new_one_goes_to_stdout_or_to_json(run: Run, folder: Path) -> None:
    assert ok(run("playbook", "new", "it-lead", "--out", "-")).stdout.startswith("---\nschema: 1\n")
    assert run("playbook", "new", "it-lead", "--out", "-", "--json").exit_code == 2
    assert ok(run("playbook", "new", "it-lead", "--json")).json["playbook"] == {
        "id": "it-lead",
        "path": "it-lead.md",
    }


def test_every_problem_is_told_at_once_with_its_place(run: Run, folder: Path) -> None:
    Path("bad.md").write_text("---\nschema: 1\nid: ../x\ntitle: T\n---\n\n## Play: P\n\n<b>x</b>\n")
    done = run("playbook", "check", "bad.md")

    assert done.exit_code == 65
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[-1] == "This file cannot be used as it is: 7 errors and 4 warnings."
    assert "bad.md:3:1: error: the id must be small letters, digits and hyphens" in done.stdout
    assert len(lines) == 12


def test_the_places_are_in_the_json_too(run: Run, folder: Path) -> None:
    done = run("playbook", "check", "-", "--json", input="---\nschema: 9\n---\n")

    assert done.exit_code == 65
    (problem,) = done.json["check"]["problems"]
    assert (problem["line"], problem["column"], problem["level"]) == (2, 1, "error")
    assert done.json["check"]["usable"] is False


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b"---\nid: \xff\n", "bad.md:2:1: error: this is not text in UTF-8"),
        (b"#" * (512 * 1024 + 1), "bad.md:1:1: error: the file has more than 512 KiB"),
        (b"", "bad.md:1:1: error: the file must begin with a line"),
        (b"\0" * 100, "bad.md:1:1: error: the file must begin with a line"),
        (b"---\ntitle: \x1b]0;x\x07\n---\n", "U+001B is terminal or text-direction control"),
    ],
    ids=["no UTF-8", "too large", "empty", "zeros", "control"],
)
def test_bytes_that_are_no_playbook_are_named(run: Run, folder: Path, raw: bytes, wanted: str) -> None:
    Path("bad.md").write_bytes(raw)
    done = run("playbook", "check", "bad.md")

    assert done.exit_code == 65
    assert wanted in done.stdout
    assert done.stdout.replace("\n", "").isprintable()


def test_what_is_no_file_is_not_waited_for(run: Run, folder: Path) -> None:
    os.mkfifo("pipe")
    said = [run("playbook", "check", name) for name in (".", "pipe", "/dev/zero")]

    assert [done.exit_code for done in said] == [65, 65, 65]
    assert "is a folder" in said[0].stderr
    assert "is no plain file" in said[1].stderr
    assert run("playbook", "check", "nowhere.md").exit_code == 74
