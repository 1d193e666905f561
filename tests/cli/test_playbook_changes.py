"""``playbook edit``, ``diff`` and ``upgrade``: nothing that was typed is lost, nothing is overwritten."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from remoteos.cli.playbook_change_lines import conflict, wrapped
from remoteos.domain.playbook_merging import Conflict
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write
from tests.cli.support import Run, control_in, ok, one_line, payload, refused, script
from tests.services.playbook_texts import play, playbook, raw, with_step

SHIPPED = "manage-your-manager"


def exported(run: Run, identity: str) -> str:
    return str(ok(run("playbook", "export", identity)).stdout)


def edit(run: Run, *args: str, **how: Any) -> Any:
    return run("playbook", "edit", *args, **how)


def edits(tmp_path: Path, body: str) -> dict[str, str | None]:
    """An editor that does this with the text, which it has as ``text`` and ``path``."""
    lines = ["import sys, pathlib", "path = pathlib.Path(sys.argv[1])", "text = path.read_text()", body]
    return {"VISUAL": str(script(tmp_path, "my-editor", "\n".join(lines)))}


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of the editor are made."""
    folder = tmp_path / "typed"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_shipped_playbook_is_derived_and_the_copy_edited(run: Run, tmp_path: Path, typed: Path) -> None:
    before = exported(run, SHIPPED)
    env = edits(tmp_path, "path.write_text(text.replace('title: Manage', 'title: Steer'))")
    done = ok(edit(run, SHIPPED, terminal=True, env=env))

    assert done.stdout == f"Kept my-{SHIPPED}: Steer your manager 1.0.0.\n"
    assert "Derived from manage-your-manager@1.0.0, which stays as it is." in done.stderr
    assert exported(run, SHIPPED) == before
    assert list(typed.iterdir()) == []
    env = edits(tmp_path, "path.write_text(text.replace('title: Steer', 'title: Lead'))")
    done = ok(edit(run, SHIPPED, terminal=True, env=env))
    assert done.stdout == f"Kept my-{SHIPPED}: Lead your manager 1.0.0.\n"
    assert "Derived" not in done.stderr


def test_an_editor_that_changes_nothing_derives_nothing(run: Run, tmp_path: Path, typed: Path) -> None:
    done = ok(edit(run, SHIPPED, terminal=True, env=edits(tmp_path, "")))

    assert done.stdout == "Nothing was changed.\n"
    assert ok(run("undo")).stdout == "Nothing to undo.\n"
    assert list(typed.iterdir()) == []


def test_what_cannot_be_kept_is_there_again_the_next_time(run: Run, tmp_path: Path, typed: Path) -> None:
    env = edits(tmp_path, "path.write_text(text.replace('licence: ', 'x: typed '))")
    told = refused(edit(run, SHIPPED, terminal=True, env=env), "Line 1, column 1: the front matter", code=65)
    (kept,) = typed.iterdir()
    assert f"What you typed is in {kept}; `remoteos playbook edit my-{SHIPPED}` goes on with it." in told

    again = edit(run, SHIPPED, terminal=True, env=edits(tmp_path, ""))
    assert again.exit_code == 65
    assert f"Going on with what you typed before, which is in {kept}." in again.stderr
    assert f"What you typed is in {kept}" in again.stderr
    assert [one.name for one in typed.iterdir()] == [kept.name]
    env = edits(tmp_path, "path.write_text(text.replace('x: typed ', 'licence: '))")
    assert ok(edit(run, SHIPPED, terminal=True, env=env)).stdout == "Nothing was changed.\n"
    assert list(typed.iterdir()) == []


def test_an_editor_that_fails_loses_nothing(run: Run, tmp_path: Path, typed: Path) -> None:
    env = edits(tmp_path, "path.write_text(text + 'typed'); sys.exit(7)")
    told = refused(edit(run, SHIPPED, terminal=True, env=env), "ended with 7.")
    (kept,) = typed.iterdir()
    assert str(kept) in told
    env = edits(tmp_path, "path.write_text(text.replace('title: M', 'title: m').removesuffix('typed'))")
    ok(edit(run, SHIPPED, terminal=True, env=env))
    assert list(typed.iterdir()) == []


def test_what_was_typed_for_another_text_or_user_is_not_taken(run: Run, tmp_path: Path, typed: Path) -> None:
    ok(edit(run, SHIPPED, "--derive-as", "mine", "--from", "-", input=own(run)))
    broken = edits(tmp_path, "path.write_text('typed')")
    edit(run, "mine", terminal=True, env=broken)
    (kept,) = typed.iterdir()
    kept.with_name(kept.name.replace("mine", "mine-too")).symlink_to(kept)
    ok(edit(run, "mine", "--from", "-", input=own(run).replace("Steer", "Lead")))

    done = ok(edit(run, "mine", terminal=True, env=edits(tmp_path, "")))
    assert (done.stdout, done.stderr) == ("Nothing was changed.\n", "")
    assert kept.read_text() == "typed"


def own(run: Run, identity: str = "mine") -> str:
    """The shipped playbook as an edited text of a copy."""
    text = exported(run, SHIPPED).replace(f"id: {SHIPPED}", f"id: {identity}", 1)
    return text.replace("title: Manage", "title: Steer", 1)


def test_a_text_comes_from_a_file_or_stdin(run: Run, tmp_path: Path) -> None:
    done = payload(edit(run, SHIPPED, "--derive-as", "mine", "--from", "-", "--json", input=own(run)))

    assert (done["changed"], done["derived"]) == (True, True)
    assert done["playbook"] == {
        "id": "mine",
        "version": "1.0.0",
        "title": "Steer your manager",
        "origin": "own",
        "derived_from": f"{SHIPPED}@1.0.0",
        "edited": True,
    }
    (tmp_path / "mine.md").write_text(own(run))
    again = payload(edit(run, "mine", "--from", str(tmp_path / "mine.md"), "--json"))
    assert (again["changed"], again["derived"]) == (False, False)
    ok(run("undo"))
    refused(run("playbook", "export", "mine"), "There is no playbook 'mine'")


def test_wrong_texts_and_uses_are_refused(run: Run) -> None:
    refused(edit(run, SHIPPED), "An editor needs a terminal", code=2)
    refused(edit(run, SHIPPED, "--json", terminal=True), "An editor needs a terminal", code=2)
    refused(edit(run, SHIPPED, "--from", "-", input=b"\n\xff"), "Line 2, column 1: this is not text", code=65)
    refused(edit(run, SHIPPED, "--from", "-", input=exported(run, SHIPPED)), "The id must stay my-")
    refused(edit(run, SHIPPED, "--derive-as", "../x", "--from", "-", input=""), "cannot be the id")
    refused(edit(run, "nowhere", "--from", "-", input=""), "There is no playbook 'nowhere'")
    refused(edit(run, SHIPPED, "--from", "nowhere.md"), "nowhere.md", code=74)


@pytest.fixture
def behind(run: Run, tmp_path: Path) -> Run:
    """A copy, mine, that changed a step which a newer version of its origin changed too."""
    one = playbook("help-desk", "1.0.0", play("hand-over"))
    ok(run("playbook", "import", "-", "--yes", input=raw(one)))
    mine = with_step(replace(one, id="mine", derived_from="help-desk@1.0.0"), "Write down all that you know.")
    ok(edit(run, "help-desk", "--derive-as", "mine", "--from", "-", input=write(mine)))
    newer = with_step(replace(one, version="1.1.0", promise="New."), "Write down what you know today.")
    ok(run("playbook", "import", "-", "--yes", input=raw(newer)))
    return run


KEY = "plays/hand-over/steps/1/text"


def test_conflicts_are_shown_and_nothing_is_changed(behind: Run) -> None:
    before = exported(behind, "mine")
    done = behind("playbook", "upgrade", "mine")

    assert done.exit_code == 1
    one_line(done, "1 part changed on both sides. A playbook with such a part is kept as it was;")
    assert "mine ← help-desk@1.1.0  2 parts to follow, 1 conflict" in done.stdout
    assert f"--choose {KEY}=mine, or =theirs" in done.stdout
    assert "  mine    Write down all that you know.\n" in done.stdout
    assert "  theirs  Write down what you know today.\n" in done.stdout
    assert ok(behind("playbook", "upgrade", "mine", "--dry-run")).stdout == done.stdout
    assert exported(behind, "mine") == before


def test_on_a_terminal_the_sides_stand_beside_each_other_and_are_asked_for(behind: Run) -> None:
    env: dict[str, str | None] = {"COLUMNS": "90", "LINES": "100", "PAGER": ""}
    left = behind("playbook", "upgrade", "mine", terminal=True, env=env, input="\n")
    assert left.exit_code == 1
    assert "Write down all that you know.              │ Write down what you know today." in left.stdout
    done = ok(behind("playbook", "upgrade", "mine", terminal=True, env=env, input="t\n"))
    assert "Upgraded mine to help-desk@1.1.0." in done.stdout
    assert "Write down what you know today." in exported(behind, "mine")


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--take", "mine"], "all that you know"),
        (["--take", "theirs"], "what you know today"),
        (["--choose", f"{KEY}=theirs"], "what you know today"),
        (["--take", "theirs", "--choose", f"{KEY}=mine"], "all that you know"),
    ],
)
def test_options_choose_a_side(behind: Run, options: list[str], kept: str) -> None:
    (found,) = payload(behind("playbook", "upgrade", "mine", *options, "--json"))["upgrades"]

    assert found.keys() == {"to", "followed", "differences", "conflicts", "playbook", "upgraded"}
    assert (found["upgraded"], found["to"], found["followed"]) == (True, "help-desk@1.1.0", 2)
    assert found["playbook"]["derived_from"] == "help-desk@1.1.0"
    assert [one["key"] for one in found["conflicts"]] == [KEY]
    text = exported(behind, "mine")
    assert kept in text
    assert "promise: New." in text
    assert payload(behind("playbook", "upgrade", "--json"))["upgrades"] == []
    assert ok(behind("playbook", "upgrade")).stdout.startswith("Nothing newer is here for any of your")
    ok(behind("undo"))
    assert "1 conflict" in ok(behind("playbook", "upgrade", "--dry-run")).stdout


def test_wrong_choices_are_refused(behind: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"---\n---\n")
    upgrade = ("playbook", "upgrade")
    refused(behind(*upgrade, "--choose", "x=mine"), "give its id", code=2)
    refused(behind(*upgrade, "mine", "--choose", "x=mine"), "'x' is no conflict of mine")
    refused(behind(*upgrade, "mine", "--choose", "x"), "'x' is no conflict of mine")
    refused(behind(*upgrade, "mine", "--choose", f"{KEY}=both"), "wants =mine or =theirs", code=2)
    refused(behind(*upgrade, "mine", "--from", str(tmp_path / "bad.md")), "bad.md: Line ", code=65)
    as_json = behind(*upgrade, "mine", "--json")
    assert (as_json.exit_code, as_json.json["upgrades"][0]["upgraded"]) == (1, False)


def test_differences_are_shown_with_their_places(behind: Run, tmp_path: Path) -> None:
    done = ok(behind("playbook", "diff", "mine"))
    first, *rest = done.stdout.splitlines()
    assert first == "help-desk@1.0.0 → mine@1.0.0  3 differences"
    assert rest[-3:] == [
        "~ play “Hand over”, step 1  changed",
        "    - Write down what you know.",
        "    + Write down all that you know.",
    ]
    (tmp_path / "a.md").write_bytes(raw(playbook("help-desk", "1.1.0", play("hand-over", "One."))))
    found = payload(behind("playbook", "diff", str(tmp_path / "a.md"), "help-desk", "--json"))["diff"]
    assert (found["from"], found["to"]) == ("help-desk@1.1.0", "help-desk@1.1.0")
    assert {"where", "kind", "before", "after"} == found["differences"][0].keys()
    assert ok(behind("playbook", "diff", "mine", "mine")).stdout.endswith("says the same as mine@1.0.0.\n")
    refused(behind("playbook", "diff", SHIPPED), f"What {SHIPPED} was made from is not here")
    text = exported(behind, "mine")
    by_file = ok(behind("playbook", "diff", "-", input=text)).stdout
    assert by_file.startswith("help-desk@1.1.0 → mine@1.0.0")
    refused(behind("playbook", "diff", "x.md", SHIPPED), "x.md", code=74)


def test_no_text_of_a_playbook_controls_the_terminal(run: Run) -> None:
    odd = with_step(playbook(), "[red]x[/] [@click=app.quit]y[/] 你好")
    ok(run("playbook", "import", "-", "--yes", input=raw(odd).replace(b"[red]", b"\x1b[31m\xe2\x80\xae")))
    ok(edit(run, "help-desk", "--from", "-", input=raw(playbook(promise="\u202eMine."))))
    shown = ok(run("playbook", "diff", "help-desk"))

    assert not control_in(shown)
    assert "[@click=app.quit]y[/] 你好" in shown.stdout


def test_two_columns_fit_into_the_width_whatever_the_texts() -> None:
    one = Conflict("key", "play “A”, step 1", "", "你" * 100 + "\n\nshort", "word " * 60 + "x" * 99)
    for width in (70, 80, 133):
        lines = list(conflict(one, width))[2:]
        assert all(sum(2 if char == "你" else 1 for char in line) <= width for line in lines)
        assert "".join(line.split("│")[0].strip() for line in lines).count("你") == 100
    narrow = list(conflict(one._replace(mine=""), 69))
    assert "  mine    (not there)" in narrow
    assert wrapped("", 10) == [""]
    assert wrapped("a b", 1) == ["a", "b"]


def test_what_is_edited_is_read_as_it_was_written(behind: Run) -> None:
    found, problems = read(exported(behind, "mine"))
    assert found is not None
    assert problems == ()
    assert found.id == "mine"
