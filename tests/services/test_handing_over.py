"""A text goes out to a file or the clipboard: byte for byte, or a clear line and nothing lost."""

import os
import sys
from pathlib import Path

import pytest

from remoteos.domain.errors import Refused
from remoteos.services import handing_over
from remoteos.services.errors import CannotCreate

TEXT = "Wöche — done\r\nnot \x41 word\n"


class TestAFile:
    def test_holds_the_very_bytes_and_is_its_owners(self, tmp_path: Path) -> None:
        file = tmp_path / "update.eml"
        file.write_text("what was there before, which was longer than that")
        handing_over.write_out(file, TEXT)
        assert file.read_bytes() == TEXT.encode()
        assert file.stat().st_mode & 0o777 == 0o600
        assert list(tmp_path.glob(".*")) == []

    def test_a_link_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real.md").write_text("")
        (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
        handing_over.write_out(tmp_path / "link.md", TEXT)
        assert (tmp_path / "real.md").read_bytes() == TEXT.encode()
        assert (tmp_path / "link.md").is_symlink()

    def test_a_folder_that_is_gone_is_not_made(self, tmp_path: Path) -> None:
        with pytest.raises(CannotCreate, match="there is no folder"):
            handing_over.write_out(tmp_path / "gone" / "x.md", TEXT)
        assert list(tmp_path.iterdir()) == [tmp_path / "home"]

    def test_where_a_folder_stands_nothing_is_written(self, tmp_path: Path) -> None:
        with pytest.raises(CannotCreate, match="it is a folder"):
            handing_over.write_out(tmp_path, TEXT)

    def test_a_device_or_a_pipe_is_not_replaced(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(CannotCreate, match="it is no plain file"):
            handing_over.write_out(tmp_path / "pipe", TEXT)

    def test_what_the_disk_refuses_is_said_and_the_old_file_stays(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        (tmp_path / "x.md").write_text("before")
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(CannotCreate, match=r"x.md cannot be written: no space left on device\."):
            handing_over.write_out(tmp_path / "x.md", TEXT)
        assert (tmp_path / "x.md").read_text() == "before"
        assert list(tmp_path.glob(".*")) == []

    def test_a_name_that_no_file_can_have_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(CannotCreate, match="cannot be written"):
            handing_over.write_out(tmp_path / ("n" * 300), TEXT)


class TestTheClipboard:
    @pytest.fixture
    def programs(self, tmp_path: Path) -> Path:
        """The only folder on the path."""
        folder = tmp_path / "bin"
        folder.mkdir()
        return folder

    def program(self, folder: Path, name: str, body: str) -> Path:
        """A clipboard program that writes what it takes, and how it was called, into files of its name."""
        path = folder / name
        path.write_text(f"#!{sys.executable} -ISs\nimport sys, time\n{body}\n")
        path.chmod(0o755)
        return path

    def keeping(self, folder: Path, name: str) -> Path:
        kept = folder / f"{name}.kept"
        body = f"open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read() + repr(sys.argv[1:]).encode())"
        self.program(folder, name, body)
        return kept

    def environ(self, folder: Path, **more: str) -> dict[str, str]:
        return {"PATH": str(folder), **more}

    def test_takes_the_very_bytes(self, programs: Path) -> None:
        kept = self.keeping(programs, "xclip")
        handing_over.copy(TEXT, self.environ(programs, DISPLAY=":0"))
        assert kept.read_bytes() == TEXT.encode() + b"['-selection', 'clipboard']"

    @pytest.mark.skipif(sys.platform == "darwin", reason="there the clipboard is always pbcopy")
    def test_is_that_of_the_desktop_there_is(self, programs: Path) -> None:
        names = ("wl-copy", "xclip", "xsel", "termux-clipboard-set")
        kept = {name: self.keeping(programs, name) for name in names}

        def taken(**more: str) -> str:
            handing_over.copy("x", self.environ(programs, **more))
            (name,) = (name for name, file in kept.items() if file.exists())
            kept[name].unlink()
            return name

        assert taken(WAYLAND_DISPLAY="w", DISPLAY=":0") == "wl-copy"
        assert taken(DISPLAY=":0") == "xclip"
        (programs / "xclip").unlink()
        assert taken(DISPLAY=":0") == "xsel"
        assert taken() == "termux-clipboard-set"

    def test_that_is_not_there_is_said(self, programs: Path) -> None:
        with pytest.raises(Refused, match=r"No clipboard was found\. Nothing was copied; --out FILE"):
            handing_over.copy(TEXT, self.environ(programs, DISPLAY=":0"))

    @pytest.mark.parametrize("body", ["sys.exit(1)", "time.sleep(60)"], ids=["fails", "hangs"])
    def test_that_does_not_answer_is_said(
        self, programs: Path, monkeypatch: pytest.MonkeyPatch, body: str
    ) -> None:
        monkeypatch.setattr(handing_over, "CLIPBOARD_WAIT_S", 0.3)
        self.program(programs, "xclip", body)
        with pytest.raises(Refused, match=r"The clipboard \(xclip\) does not answer. Nothing was copied"):
            handing_over.copy(TEXT * 10_000, self.environ(programs, DISPLAY=":0"))

    def test_that_cannot_be_started_is_said(self, programs: Path) -> None:
        (programs / "xclip").write_text("#!/no/such/interpreter\n")
        (programs / "xclip").chmod(0o755)
        with pytest.raises(Refused, match="does not answer"):
            handing_over.copy(TEXT, self.environ(programs, DISPLAY=":0"))

    def test_that_stays_in_the_background_is_not_waited_for(self, programs: Path) -> None:
        self.program(programs, "xclip", "import os\nsys.stdin.read()\nif not os.fork(): time.sleep(2)")
        handing_over.copy(TEXT, self.environ(programs, DISPLAY=":0"))
