"""``playbook export`` and ``import``: what leaves is the playbook, what comes in is previewed first."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from remoteos.formats.playbook_writing import write
from tests.cli.support import Run, control_in, ok, one_line, payload, refused
from tests.services.playbook_texts import playbook, raw, with_step

SHIPPED = "manage-your-manager"
ITEM = {
    "source", "state", "way", "ways", "sha256", "id", "version", "title", "authors", "licence",
    "derived_from", "kept_id", "beside_id", "notes", "differences", "problems",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a playbook."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "desk.md").write_bytes(raw(playbook()))
    return here


@pytest.fixture
def owned(run: Run) -> Callable[[], list[tuple[str, str]]]:
    """The ids and versions of the playbooks that do not ship."""

    def listed() -> list[tuple[str, str]]:
        found = payload(run("playbook", "list", "--json"))["playbooks"]
        return sorted((one["id"], one["version"]) for one in found if one["origin"] != "shipped")

    return listed


def test_an_export_is_the_same_bytes_everywhere(run: Run, folder: Path) -> None:
    text = ok(run("playbook", "export", SHIPPED)).stdout
    done = ok(run("playbook", "export", SHIPPED, "--out", "out.md"))

    assert text.startswith("---\nschema: 1\nid: manage-your-manager\n")
    assert (done.stdout, done.stderr) == ("", "Written to out.md.\n")
    assert (folder / "out.md").read_text() == text
    assert ok(run("playbook", "export", SHIPPED, "--out", "-")).stdout == text
    page = ok(run("playbook", "export", SHIPPED, "--as", "html", "--results")).stdout
    assert page.startswith("<!doctype html>")


def test_what_cannot_be_exported_is_said(run: Run, folder: Path) -> None:
    refused(run("playbook", "export", SHIPPED, "--results"), "--results goes with --as html", code=2)
    refused(run("playbook", "export", "nowhere"), "There is no playbook 'nowhere'")
    refused(run("playbook", "export", SHIPPED, "--out", "."), "it is a folder", code=73)
    refused(run("playbook", "export", SHIPPED, "--as", "pdf"), "pdf", code=2)


def test_a_dry_run_shows_all_and_changes_nothing(run: Run, folder: Path, owned: Callable[[], object]) -> None:
    done = ok(run("playbook", "import", "desk.md", "--dry-run"))

    first, *lines = done.stdout.splitlines()
    assert first == "desk.md  new, will be added"
    assert lines[:2] == ["  Help desk 1.0.0 (help-desk), 1 play", "  by Sam Example · CC-BY-4.0"]
    assert lines[2].startswith("  SHA-256 ")
    assert len(lines[2].split()[1]) == 64
    assert owned() == []


def test_nothing_is_imported_without_a_yes(run: Run, folder: Path, owned: Callable[[], object]) -> None:
    done = run("playbook", "import", "desk.md")
    assert done.exit_code == 1
    assert "new, will be added" in done.stdout
    one_line(done, "Import 1 playbook? Nothing was done; --yes answers yes.")
    no = ok(run("playbook", "import", "desk.md", terminal=True, input="n\n"))
    assert "Nothing was changed." in no.stderr
    as_json = run("playbook", "import", "desk.md", "--json")
    assert (as_json.exit_code, as_json.json["imported"]) == (1, [])
    assert as_json.json["import"]["items"][0].keys() == ITEM
    assert owned() == []


def test_one_yes_imports_and_one_undo_takes_all_back(
    run: Run, folder: Path, owned: Callable[[], object]
) -> None:
    (folder / "all").mkdir()
    for number in range(3):
        (folder / "all" / f"{number}.md").write_bytes(raw(playbook(f"book-{number}")))
    done = ok(run("playbook", "import", "all", terminal=True, input="y\n"))

    assert done.stdout.endswith(
        "Added book-0: Help desk 1.0.0.\nAdded book-1: Help desk 1.0.0.\nAdded book-2: Help desk 1.0.0.\n"
    )
    assert "`remoteos undo` takes it back." in done.stderr
    assert owned() == [(f"book-{number}", "1.0.0") for number in range(3)]
    ok(run("undo"))
    assert owned() == []


def test_stdin_is_a_source_too(run: Run, folder: Path, owned: Callable[[], object]) -> None:
    found = payload(run("playbook", "import", "-", "--yes", "--json", input=raw(playbook())))

    (item,) = found["import"]["items"]
    assert (item["source"], item["state"], item["way"]) == ("standard input", "new", "add")
    (done,) = found["imported"]
    assert (done["id"], done["way"], done["origin"], done["edited"]) == (
        "help-desk",
        "add",
        "imported",
        False,
    )
    assert owned() == [("help-desk", "1.0.0")]
    again = ok(run("playbook", "import", "desk.md"))
    assert "There is nothing to import; nothing was changed." in again.stderr


def test_what_changed_is_shown_and_the_way_chosen(
    run: Run, folder: Path, owned: Callable[[], object]
) -> None:
    ok(run("playbook", "import", "desk.md", "--yes"))
    newer = with_step(playbook(version="1.1.0"), "Write down what you know and tried.")
    (folder / "desk.md").write_bytes(raw(newer))
    shown = ok(run("playbook", "import", "desk.md", "--dry-run")).stdout

    assert "desk.md  changed, will replace it" in shown
    assert "  ! version 1.1.0 is newer than 1.0.0, which is kept" in shown
    assert "  ~ play “Hand over”, step 1  changed\n      - Write down what you know.\n" in shown
    ok(run("playbook", "import", "desk.md", "--yes", "--way", "beside"))
    assert owned() == [("help-desk", "1.0.0"), ("help-desk-2", "1.1.0")]
    refused(run("playbook", "import", "desk.md", "--yes", "--way", "skip"), "skip", code=2)


def test_a_way_that_is_not_possible_is_refused(run: Run, folder: Path, owned: Callable[[], object]) -> None:
    text = ok(run("playbook", "export", SHIPPED)).stdout.replace("title: Manage", "title: Lead")
    (folder / "ship.md").write_text(text)

    refused(run("playbook", "import", "ship.md", "--yes", "--way", "replace"), "replace is not possible")
    shown = ok(run("playbook", "import", "ship.md", "--dry-run")).stdout
    assert f"ship.md  changed, will be kept beside it as {SHIPPED}-2" in shown
    assert "stays as it is" in shown
    assert owned() == []


def test_what_cannot_be_used_is_named_and_left(run: Run, folder: Path, owned: Callable[[], object]) -> None:
    (folder / "bad.md").write_text("---\nschema: 1\nid: ../../x\ntitle: \x1b]0;x\x07T\n---\n")
    done = run("playbook", "import", "bad.md", "--yes")

    assert done.exit_code == 65
    assert done.stdout.startswith("bad.md  unusable, will be left out\n")
    assert "  3:1: error: the id must be small letters, digits and hyphens" in done.stdout
    assert not control_in(done)
    assert run("playbook", "import", "bad.md", "--yes", "--json").exit_code == 65
    mixed = ok(run("playbook", "import", ".", "--yes"))
    assert "Added help-desk" in mixed.stdout
    assert owned() == [("help-desk", "1.0.0")]


def test_a_file_with_very_many_problems_is_told_in_short(run: Run, folder: Path) -> None:
    (folder / "bad.md").write_bytes(raw(playbook()).replace(b"licence", b"x") + b"\n<b>x</b>\n" * 40)
    done = run("playbook", "import", "bad.md", "--dry-run")

    assert done.exit_code == 65
    assert done.stdout.count("warning: ") + done.stdout.count("error: ") == 20
    assert "problems more; remoteos playbook check names them all" in done.stdout


def test_what_is_no_source_is_refused(run: Run, folder: Path) -> None:
    os.mkfifo("pipe")
    (folder / "empty").mkdir()
    (folder / "only").mkdir()
    (folder / "only" / "README.md").write_text("# x\n")
    (folder / "many").mkdir()
    for number in range(501):
        (folder / "many" / f"{number}.md").touch()

    refused(run("playbook", "import", "pipe", "--yes"), "no plain file", code=65)
    refused(run("playbook", "import", "/dev/zero", "--yes"), "no plain file", code=65)
    refused(run("playbook", "import", "nowhere.md"), "nowhere.md", code=74)
    refused(run("playbook", "import", "empty"), "There is no playbook in empty.", code=65)
    refused(run("playbook", "import", "only"), "README.md was left out: no playbook", code=65)
    refused(run("playbook", "import", "many"), "more than 500 Markdown files", code=65)


def test_no_name_of_a_file_controls_the_terminal(run: Run, folder: Path) -> None:
    (folder / "in").mkdir()
    for name in ("a\x1b[31m.md", "b\u202e.md"):
        (folder / "in" / name).write_bytes(raw(playbook()))
    os.symlink("a", "in/c\x07.md")
    done = ok(run("playbook", "import", "in", "--dry-run"))

    assert not control_in(done)
    assert "in/c.md  left out: symlinks are not followed" in done.stdout
    assert not control_in(ok(run("playbook", "import", "in", "--dry-run", "--json")))


def test_a_conflict_is_shown_settled_and_kept(run: Run, folder: Path, owned: Callable[[], object]) -> None:
    ok(run("playbook", "import", "desk.md", "--yes"))
    mine = write(with_step(replace(playbook(), promise="Mine."), "Write down all that you know."))
    ok(run("playbook", "edit", "help-desk", "--from", "-", input=mine))
    newer = with_step(playbook(version="1.1.0"), "Write down what you know today.")
    (folder / "desk.md").write_bytes(raw(newer))
    shown = ok(run("playbook", "import", "desk.md", "--dry-run")).stdout
    assert "1 part changed on both sides: `remoteos playbook upgrade help-desk --from desk.md`" in shown

    ok(run("playbook", "upgrade", "help-desk", "--from", "desk.md", "--take", "theirs"))
    text = ok(run("playbook", "export", "help-desk")).stdout
    assert "Write down what you know today." in text
    assert "promise: Mine." in text
    assert "same, will be left out" in ok(run("playbook", "import", "desk.md", "--dry-run")).stdout
