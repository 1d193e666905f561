"""Importing playbooks by keys: what a file or a folder would do is seen before anything is kept."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbooks import Playbook
from remoteos.formats.playbook_writing import write
from remoteos.screens.playbook_import import ImportScreen
from remoteos.services import asks, playbook_changes, playbook_imports
from remoteos.services.desk import Desk
from tests.services.playbook_texts import play, playbook, raw, with_step
from tests.ui.conftest import LARGE, SMALL, Seat, Sit
from tests.ui.hostile import LITERAL


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """An empty folder for files to import."""
    folder = tmp_path / "books"
    folder.mkdir()
    return folder


def kept(desk: Desk, one: Playbook) -> Playbook:
    plan = playbook_imports.plan(desk, [playbook_imports.from_bytes(raw(one))])
    playbook_imports.apply(desk, plan)
    return one


def edited(desk: Desk, one: Playbook, **changed: str) -> Playbook:
    playbook_changes.save(desk, one.id, write(replace(one, **changed)))  # type: ignore[arg-type]
    return one


def library(desk: Desk) -> dict[str, str]:
    """What the copies promise, by their ids."""
    return {one.head.id: one.head.promise for one in desk.store.all(PlaybookCopy)}


@pytest.fixture
def folder(desk: Desk, files: Path) -> Path:
    """One file of each state, and two that are left out."""
    both = edited(desk, kept(desk, playbook("a-both", title="Both")), promise="Mine.")
    (files / "a.md").write_bytes(raw(replace(both, version="1.1.0", promise="Theirs.")))
    one = kept(desk, playbook("b-changed", title="Changed"))
    (files / "b.md").write_bytes(raw(with_step(one, "Write down all you know.", version="1.1.0")))
    apart = edited(desk, kept(desk, playbook("c-apart", title="Apart")), promise="Mine.")
    (files / "c.md").write_bytes(raw(with_step(apart, "Write down all you know.", version="1.1.0")))
    new = playbook("d-new", title="New", derived_from="help-desk@1.0.0", authors=("Sam Example", "Kim Other"))
    (files / "d.md").write_bytes(raw(new))
    (files / "e.md").write_bytes(raw(kept(desk, playbook("e-same", title="Same"))))
    (files / "f.md").write_text("---\nschema: 1\nid: f\n---\n\n# F\n")
    (files / "link.md").symlink_to(files / "a.md")
    (files / "notes.md").write_text("Only notes.\n")
    return files


async def go_to(seat: Seat, path: Path | str = "") -> None:
    seat.app.push_screen(ImportScreen(seat.app.session, str(path)))
    await seat.settle()


class TestAFile:
    async def test_it_asks_for_one_and_says_why_it_cannot_be_read(
        self, sit: Sit, desk: Desk, files: Path
    ) -> None:
        (files / "new.md").write_bytes(raw(playbook()))
        async with sit() as seat:
            await go_to(seat)
            seat.sees("A Markdown file, or a folder with several.", "enter look")
            (files / "empty").mkdir()
            for typed, said in (
                ("", "A path is needed"),
                (str(files / "gone.md"), "no such file or directory. Nothing was changed."),
                (str(files / "empty"), "There is no Markdown file in"),
                ("~nobody-of-this-name/x", "cannot be read"),
                ("a\0b", "cannot be read"),
            ):
                await seat.type(typed)
                await seat.press("enter")
                seat.sees("enter look")
                assert said in " ".join(seat.text.replace("│", " ").split()), typed
            await seat.type(str(files / "new.md"))
            await seat.press("enter")
            seat.sees("1 playbook 1 to import", "+ Help desk 1.0.0 new, will be added", "new.md")

    async def test_escape_on_the_question_leaves_the_page(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await go_to(seat)
            await seat.press("escape")
            assert seat.screen == "TodayScreen"

    @pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
    async def test_all_that_is_known_of_it_is_seen_and_enter_takes_it_in(
        self, sit: Sit, desk: Desk, folder: Path, size: tuple[int, int]
    ) -> None:
        async with sit(size=size) as seat:
            await go_to(seat, folder / "d.md")
            seat.sees("what It is new, and is added to the library.", "by Sam Example, Kim Other · CC-BY-4.0")
            seat.sees("promises Nobody has to ask twice.", "has 1 play · d-new 1.0.0")
            seat.sees("made from help-desk@1.0.0")
            digest = sha256((folder / "d.md").read_bytes()).hexdigest()
            assert digest[:32] in seat.text
            await seat.press("b", "r", "m", "s")
            assert "d-new" not in library(desk)
            await seat.press("enter")
            assert seat.toast.startswith("“New” is imported.")
            assert seat.screen == "TodayScreen"
            assert "d-new" in library(desk)
            await seat.press("u")
        assert "d-new" not in library(desk)

    async def test_errors_are_named_with_their_lines_and_enter_does_nothing(
        self, sit: Sit, desk: Desk, folder: Path
    ) -> None:
        before = desk.store.version
        async with sit() as seat:
            await go_to(seat, folder / "f.md")
            seat.sees("1 playbook nothing to import 1 with errors", "! f.md unusable", "It cannot be used")
            seat.sees("line 1, column 1: the front matter needs a line", "1:1 error: the front matter needs")
            await seat.press("enter", "x", "b")
            assert seat.screen == "ImportScreen"
            await seat.press("pagedown", "pagedown")
            seat.sees("SHA-256")
            await seat.press("o")
            assert seat.app.focused.value == str(folder / "f.md")  # type: ignore[union-attr]
            await seat.type(str(folder / "d.md"))
            await seat.press("enter")
            seat.sees("1 playbook 1 to import", "d.md")
        assert desk.store.version == before


class TestAFolder:
    async def test_each_file_says_what_it_is_and_what_becomes_of_it(
        self, sit: Sit, desk: Desk, folder: Path
    ) -> None:
        async with sit(size=LARGE) as seat:
            await go_to(seat, folder)
            seat.sees("6 playbooks 4 to import 1 with errors", "enter import 4")
            seat.sees("+ Both 1.1.0 conflicting, kept beside", "~ Changed 1.1.0 changed, will replace")
            seat.sees("~ Apart 1.1.0 conflicting, will be merged", "+ New 1.0.0 new, will be added")
            seat.sees(
                "· Same 1.0.0 same", "! f.md unusable", "LEFT OUT", "· link.md", "symlinks are not followed"
            )
            seat.sees("· notes.md", "no playbook: it does not begin with a line")
            seat.sees("1 part changed on both sides", "~ promise changed", "- Mine.", "+ Theirs.")
            await seat.press("down")
            seat.sees("It takes the place of b-changed 1.0.0;", "you changed nothing there.")
            await seat.press("enter")
            assert seat.toast.startswith("4 playbooks are imported.")
        assert library(desk)["a-both"] == "Mine."
        assert {"d-new", "a-both-2"} <= library(desk).keys()
        assert len(library(desk)) == 6

    async def test_keys_choose_what_becomes_of_one_and_undo_takes_all_of_it_back(
        self, sit: Sit, desk: Desk, folder: Path
    ) -> None:
        before = library(desk)
        async with sit() as seat:
            await go_to(seat, folder)
            seat.sees("r replace", "s part by part", "x leave out")
            seat.sees_not("m merge")
            await seat.press("r")
            seat.sees("~ Both 1.1.0 conflicting, will replace", "what you changed there goes")
            await seat.press("down", "x")
            seat.sees("· Changed 1.1.0 changed, left out", "3 to import", "x take it in")
            await seat.press("x", "m")
            seat.sees("~ Changed 1.1.0 changed, will be merged", "4 to import")
            await seat.press("down", "b")
            seat.sees("+ Apart 1.1.0 conflicting, kept beside", "as c-apart-2.")
            await seat.press("down", "delete")
            seat.sees("· New 1.0.0 new, left out", "3 to import")
            await seat.press("down", "x", "enter")
            assert seat.toast.startswith("3 playbooks are imported.")
            after = library(desk)
            assert (after["a-both"], after["c-apart"]) == ("Theirs.", "Mine.")
            assert after.keys() - before.keys() == {"c-apart-2"}
            await seat.press("u")
        assert library(desk) == before

    async def test_s_joins_one_part_by_part_and_comes_back(self, sit: Sit, desk: Desk, folder: Path) -> None:
        async with sit() as seat:
            await go_to(seat, folder)
            await seat.press("s")
            seat.sees("a-both 1.0.0 ← a-both 1.1.0 1 part to choose")
            await seat.press("t", "enter")
            assert seat.screen == "ImportScreen"
            seat.sees("· Both 1.1.0 same", "3 to import")
            seat.sees_not("s part by part")
        assert library(desk)["a-both"] == "Theirs."

    async def test_what_changed_elsewhere_meanwhile_is_said_and_nothing_is_imported(
        self, sit: Sit, desk: Desk, folder: Path
    ) -> None:
        async with sit() as seat:
            await go_to(seat, folder)
            edited(desk, playbook("b-changed", title="Changed"), promise="Other words.")
            before = library(desk)
            await seat.press("enter")
            assert "b-changed was changed elsewhere meanwhile. Nothing was imported" in seat.toast
            seat.sees("Changed 1.1.0 conflicting, will be merged")
            assert library(desk) == before
            await seat.press("enter")
        assert library(desk)["b-changed"] == "Other words."

    async def test_a_folder_without_a_playbook_says_why_each_file_is_left_out(
        self, sit: Sit, desk: Desk, files: Path
    ) -> None:
        (files / "notes.md").write_text("Only notes.\n")
        async with sit() as seat:
            await go_to(seat, files)
            seat.sees(
                "0 playbooks", "LEFT OUT", "· notes.md", "no playbook: it does not begin with a line “---”"
            )
            await seat.press("enter")
            assert seat.screen == "ImportScreen"


async def test_texts_of_others_are_shown_as_they_are_and_known_names_are_hidden(
    sit: Sit, desk: Desk, files: Path
) -> None:
    asks.add(desk, "approve", "Ana Quorva")
    hostile = playbook(
        "odd",
        "1.0.0",
        play("hand-over", f"Give it to Ana Quorva. {LITERAL['action']}"),
        title=f"For Ana Quorva {LITERAL['markup']}",
        promise=LITERAL["style"],
        authors=("Ana Quorva",),
    )
    (files / "for-ana-quorva.md").write_bytes(raw(hostile))
    async with sit() as seat:
        await go_to(seat, files)
        seat.sees("For Ana Quorva [TODO] 1.0.0", "promises [bold red]loud[/bold red]")
        await seat.press("h")
        seat.sees("For someone [TODO] 1.0.0", "by someone")
        for key in ("pagedown", "pagedown", "enter"):
            seat.sees_not("Ana", "Quorva")
            await seat.press(key)
        assert "Ana" not in seat.toast
        assert seat.app.failure is None
