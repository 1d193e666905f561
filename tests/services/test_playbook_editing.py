"""Editing a playbook in the user's own editor: what was typed is kept, or there again the next time."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from remoteos.domain.errors import BadInput, Refused, RemoteosError
from remoteos.services import playbook_changes, playbooks
from remoteos.services.desk import Desk
from remoteos.services.playbook_editing import Editing, of_copy, of_new

MINE = "my-manage-your-manager"
AGAIN = "E goes on with it"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The folder in which what was typed stays while it is not kept."""
    folder = tmp_path / "typed"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def editor(change: str = "pass") -> dict[str, str]:
    """An environment whose editor does this to ``text``, the whole of the file."""
    body = (
        "import pathlib, sys; path = pathlib.Path(sys.argv[1]); text = path.read_text('utf-8'); "
        f"{change}; path.write_text(text, 'utf-8')"
    )
    return {"EDITOR": f'"{sys.executable}" -I -S -c "{body}"'}


def of_shipped(desk: Desk) -> Editing:
    return of_copy(desk, playbook_changes.to_edit(desk, "manage-your-manager"))


def text_of(desk: Desk, identity: str) -> str:
    return playbooks.get(desk, identity).text


class TestACopy:
    def test_what_was_typed_is_kept_and_the_file_goes(self, desk: Desk, typed: Path) -> None:
        editing = of_shipped(desk)
        text = editing.run(editor("text = text.replace('title: Manage', 'title: Steer')"))
        kept = editing.keep(desk, text, AGAIN)
        assert kept.name == "Steer your manager"
        assert "title: Steer your manager" in text_of(desk, MINE)
        assert list(typed.iterdir()) == []

    def test_what_is_no_playbook_stays_and_is_there_the_next_time(self, desk: Desk, typed: Path) -> None:
        editing = of_shipped(desk)
        assert editing.goes_on_with is None
        text = editing.run(editor("text = text.replace('licence: ', 'x: ')"))
        with pytest.raises(BadInput, match=r"^Line 1, column 1: the front matter needs a line") as told:
            editing.keep(desk, text, AGAIN)
        (stays,) = typed.iterdir()
        assert str(told.value).endswith(f" What you typed is in {stays}; E goes on with it.")

        again = of_shipped(desk)
        assert again.goes_on_with == stays
        kept = again.keep(desk, again.run(editor("text = text.replace('x: ', 'licence: ', 1)")), AGAIN)
        assert kept.head.id == MINE
        assert list(typed.iterdir()) == []

    def test_the_same_failure_twice_leaves_one_file(self, desk: Desk, typed: Path) -> None:
        for change in ("text = text.replace('licence: ', 'x: ')", "pass"):
            editing = of_shipped(desk)
            with pytest.raises(BadInput, match=r"What you typed is in .*; E goes on with it"):
                editing.keep(desk, editing.run(editor(change)), AGAIN)
            assert len(list(typed.iterdir())) == 1

    def test_an_editor_that_fails_leaves_the_playbook_and_says_so(self, desk: Desk, typed: Path) -> None:
        with pytest.raises(Refused, match=f"{MINE} is kept as it was"):
            of_shipped(desk).run({"EDITOR": "false"})
        assert list(typed.iterdir()) == []

    def test_an_editor_that_does_not_open_loses_nothing_of_before(self, desk: Desk, typed: Path) -> None:
        editing = of_shipped(desk)
        with pytest.raises(RemoteosError):
            editing.keep(desk, editing.run(editor("text = 'a thought'")), AGAIN)
        of_shipped(desk).drop()
        assert [file.read_text() for file in typed.iterdir()] == ["a thought"]

    def test_a_disk_that_refuses_is_told_with_the_file(
        self, desk: Desk, typed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        editing = of_shipped(desk)
        text = editing.run(editor("text = text.replace('title: Manage', 'title: Steer')"))
        monkeypatch.setattr(desk.store, "commit", full)
        with pytest.raises(
            Refused, match=r"Nothing was changed: No space left on device\. What you typed is"
        ):
            editing.keep(desk, text, AGAIN)
        (stays,) = typed.iterdir()
        assert stays.read_text("utf-8") == text

    def test_another_users_text_is_not_gone_on_with(
        self, desk: Desk, make_desk: Callable[..., Desk], typed: Path
    ) -> None:
        editing = of_shipped(desk)
        with pytest.raises(RemoteosError):
            editing.keep(desk, editing.run(editor("text = 'mine'")), AGAIN)
        assert of_shipped(make_desk(user="other")).goes_on_with is None
        assert of_shipped(desk).goes_on_with is not None

    def test_what_cannot_be_read_or_belongs_to_nobody_is_passed_over(self, desk: Desk, typed: Path) -> None:
        name = of_shipped(desk)._edited.path.name.removesuffix(".md")[:-8]
        for file in typed.iterdir():
            file.unlink()
        (typed / f"{name}binary.md").write_bytes(b"\xff\xfe")
        (typed / f"{name}empty.md").write_text(" \n")
        (typed / f"{name}link.md").symlink_to(Path(__file__))
        (typed / f"{name}folder.md").mkdir()
        assert of_shipped(desk).goes_on_with is None


class TestANewOne:
    def test_the_beginning_has_the_id_and_the_title_and_can_be_kept(self, desk: Desk, typed: Path) -> None:
        editing = of_new(desk, "night-shift", "Night shift")
        text = editing.run(editor("text = text.replace('promise: ', 'promise: By seven ', 1)"))
        assert not editing.is_untouched(text)
        assert editing.keep(desk, text, AGAIN).name == "Night shift"
        assert playbooks.get(desk, "night-shift").playbook.promise.startswith("By seven ")
        assert list(typed.iterdir()) == []

    def test_nothing_typed_is_told_apart(self, desk: Desk, typed: Path) -> None:
        editing = of_new(desk, "night-shift", "Night shift")
        assert editing.is_untouched(editing.run(editor()))
        editing.forget()
        assert list(typed.iterdir()) == []

    @pytest.mark.parametrize(
        ("identity", "why"),
        [("manage-your-manager", "manage-your-manager"), ("Night shift", "small letters")],
    )
    def test_an_id_that_cannot_be_is_refused_before_anything_is_typed(
        self, desk: Desk, typed: Path, identity: str, why: str
    ) -> None:
        with pytest.raises(RemoteosError, match=why):
            of_new(desk, identity, "Night shift")
        assert list(typed.iterdir()) == []

    def test_what_cannot_be_kept_is_gone_on_with(self, desk: Desk, typed: Path) -> None:
        editing = of_new(desk, "night-shift", "Night shift")
        with pytest.raises(RemoteosError, match="What you typed is in"):
            editing.keep(desk, editing.run(editor("text = text.replace('schema: 1', 'schema: x')")), AGAIN)
        assert of_new(desk, "night-shift", "Night shift").goes_on_with in typed.iterdir()
