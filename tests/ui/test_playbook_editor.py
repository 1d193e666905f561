"""Editing and writing playbooks in the user's own editor, while the app steps aside."""

from pathlib import Path

import pytest

from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.services import playbooks
from remoteos.services.desk import Desk
from tests.ui.conftest import Seat, SetEditor, Sit

MINE = "my-manage-your-manager"


def own(desk: Desk) -> list[str]:
    """The titles of the playbooks that the user keeps."""
    return [copy.name for copy in desk.store.all(PlaybookCopy)]


async def edit(seat: Seat) -> None:
    """Press the key that edits on the one playbook for every role."""
    await seat.press("5", "slash", *"manage your manager", "enter", "home", "E")


async def write(seat: Seat, title: str = "Night shift", identity: str = "night-shift") -> None:
    """Ask for a new playbook."""
    await seat.press("5", "n")
    await seat.type(title)
    await seat.press("tab")
    await seat.type(identity)
    await seat.press("enter")


class TestEditing:
    async def test_of_one_that_ships_a_copy_is_kept_and_undo_takes_it_back(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path
    ) -> None:
        set_editor("text = text.replace('title: Manage', 'title: Steer')")
        async with sit() as seat:
            await edit(seat)
            assert seat.toast == f"{MINE} is kept as you edited it.  (u takes it back)"
            assert own(desk) == ["Steer your manager"]
            assert playbooks.get(desk, "manage-your-manager").playbook.title == "Manage your manager"
            seat.sees("Steer your manager")
            await seat.press("u")
            assert own(desk) == []
        assert list(typed.iterdir()) == []

    async def test_an_editor_that_changes_nothing_keeps_nothing(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path
    ) -> None:
        set_editor("pass")
        async with sit() as seat:
            await edit(seat)
            assert seat.toast == "Nothing was changed."
        assert (own(desk), list(typed.iterdir())) == ([], [])

    async def test_what_is_no_playbook_is_told_with_its_line_and_there_again_the_next_time(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path
    ) -> None:
        set_editor("text = text.replace('licence: ', 'x: ')")
        async with sit() as seat:
            await edit(seat)
            (stays,) = typed.iterdir()
            assert seat.toast.startswith("Line 1, column 1: the front matter needs a line “licence: …”.")
            assert seat.toast.endswith(f"What you typed is in {stays}; E goes on with it.")
            assert own(desk) == []
            set_editor("text = text.replace('x: ', 'licence: ', 1).replace('title: Manage', 'title: Steer')")
            await seat.press("E")
            assert seat.toast.startswith(f"{MINE} is kept as you edited it, with what you typed before.")
        assert (own(desk), list(typed.iterdir())) == (["Steer your manager"], [])

    async def test_an_editor_that_cannot_be_started_is_told(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_editor("pass")
        monkeypatch.setenv("EDITOR", "no-such-editor")
        async with sit() as seat:
            await edit(seat)
            assert seat.toast == f"no-such-editor cannot be started. {MINE} is kept as it was."
        assert (own(desk), list(typed.iterdir())) == ([], [])

    async def test_a_terminal_that_cannot_step_aside_names_the_command(
        self, desk: Desk, sit: Sit, typed: Path
    ) -> None:
        async with sit() as seat:
            await edit(seat)
            assert seat.toast == (
                f"This terminal cannot step aside for an editor; `remoteos playbook edit {MINE}` can."
            )
        assert (own(desk), list(typed.iterdir())) == ([], [])


class TestWriting:
    async def test_what_was_written_is_in_the_library(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path
    ) -> None:
        set_editor("text = text.replace('promise: ', 'promise: By seven ', 1)")
        async with sit() as seat:
            await write(seat)
            assert seat.toast == "“Night shift” is in the library.  (u takes it back)"
            seat.sees("Night shift", "By seven")
        assert (own(desk), list(typed.iterdir())) == (["Night shift"], [])

    async def test_a_beginning_to_which_nothing_was_added_is_no_playbook(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path
    ) -> None:
        set_editor("pass")
        async with sit() as seat:
            await write(seat)
            assert seat.toast == "Nothing was typed; no playbook was added."
        assert (own(desk), list(typed.iterdir())) == ([], [])

    async def test_what_cannot_be_kept_is_gone_on_with_under_the_same_id(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path
    ) -> None:
        set_editor("text = text.replace('licence: ', 'x: ')")
        async with sit() as seat:
            await write(seat)
            (stays,) = typed.iterdir()
            told = f"What you typed is in {stays}; n with the id night-shift goes on with it."
            assert seat.toast.endswith(told)
            set_editor("text = text.replace('x: ', 'licence: ', 1).replace('promise: ', 'promise: No', 1)")
            await write(seat)
            assert seat.toast.startswith("“Night shift” is in the library, with what you typed before.")
        assert (own(desk), list(typed.iterdir())) == (["Night shift"], [])

    @pytest.mark.parametrize(
        ("identity", "why"),
        [("Night shift", "cannot be the id"), ("product-designer", "There is a playbook")],
    )
    async def test_an_id_that_cannot_be_is_told_in_the_form_and_what_was_typed_stays(
        self, desk: Desk, sit: Sit, set_editor: SetEditor, typed: Path, identity: str, why: str
    ) -> None:
        set_editor("text = 'never'")
        async with sit() as seat:
            await write(seat, identity=identity)
            seat.sees("Write a playbook", "Night shift", identity, why)
        assert (own(desk), list(typed.iterdir())) == ([], [])
