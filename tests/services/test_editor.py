"""The user's own editor: whatever it does, the draft is kept and what was typed is not lost."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from remoteos.domain.errors import Refused
from remoteos.services import editor
from remoteos.services.editor import Edited

BEFORE = "# Wöche\n\n[1] before\n"


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Edited]:
    """A text that waits in a file of its own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = Edited(BEFORE, "draft", "The draft is kept as it was")
    yield made
    assert made.path.parent == tmp_path


def writing(raw: bytes, code: int = 0) -> dict[str, str]:
    """An editor that leaves these bytes and ends with this code."""
    body = f"import sys; open(sys.argv[1], 'wb').write({raw!r}); sys.exit({code})"
    return {"EDITOR": f'"{sys.executable}" -I -S -c "{body}"'}


def refused(edited: Edited, environ: dict[str, str]) -> str:
    with pytest.raises(Refused) as told:
        edited.run(environ)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_it_gives_back_what_was_saved_and_the_file_goes_when_it_is_kept(edited: Edited) -> None:
    assert edited.path.stat().st_mode & 0o777 == 0o600
    assert edited.run({"EDITOR": "sed -i s/before/after/"}) == BEFORE.replace("before", "after")
    edited.forget()
    edited.forget()
    assert not edited.path.exists()


def test_visual_comes_before_editor_and_may_have_arguments(edited: Edited) -> None:
    assert edited.run({"VISUAL": "sed -i -e s/before/visual/", "EDITOR": "false"}).endswith("visual\n")
    assert edited.run({"VISUAL": "", "EDITOR": "true"}).endswith("visual\n")


def test_a_mark_of_the_byte_order_is_no_text(edited: Edited) -> None:
    assert edited.run(writing(b"\xef\xbb\xbf# x\r\n")) == "# x\r\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("false", "false ended with 1."),
        ("/no/such/editor -w", "/no/such/editor cannot be started."),
        ("'", "The editor in VISUAL or EDITOR cannot be read."),
        ("truncate -s 0", "The text came back empty."),
        ("rm", "The text came back empty."),
    ],
)
def test_one_that_fails_or_empties_it_keeps_the_draft_and_leaves_no_file(
    edited: Edited, command: str, said: str
) -> None:
    assert refused(edited, {"VISUAL": command}) == f"{said} The draft is kept as it was."
    assert not edited.path.exists()


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"typed", 3, "ended with 3."),
        (b"caf\xe9", 0, "The text came back in no UTF-8 (byte 4)."),
        (b"w" * 11, 0, "The text has more than 10 bytes."),
    ],
)
def test_what_was_typed_and_cannot_be_used_is_kept_in_a_file_that_is_named(
    edited: Edited, monkeypatch: pytest.MonkeyPatch, raw: bytes, code: int, said: str
) -> None:
    monkeypatch.setattr(editor, "LONGEST", 10)
    told = refused(edited, writing(raw, code))
    assert told.endswith(f"{said} The draft is kept as it was; what you typed is in {edited.path}.")
    assert edited.path.read_bytes() == raw


def test_without_a_word_on_it_vi_is_meant(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refused(edited, {}).startswith("vi cannot be started.")
