"""The update formats there are: those that ship, and the user's own, a file each in ``formats/``."""

import re
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from remoteos.domain.errors import BadInput, NotFound
from remoteos.domain.text import quoted
from remoteos.domain.update_formats import Format, FormatProblem, Key, parse
from remoteos.services.toml_lines import key_lines

LARGEST = 64 * 1024
"""The most bytes that a format file may have."""

_NAME = re.compile("[a-z0-9][a-z0-9-]{0,39}")
_AT_LINE = re.compile(r"(.*) \(at line ([0-9]+), column [0-9]+\)", re.DOTALL)


class Known(NamedTuple):
    """A format that there is, with what is wrong with it."""

    name: str
    summary: str
    own: bool
    path: Path | None
    """The user's own file; None for one that ships."""
    problems: tuple[str, ...] = ()
    """What is wrong, a line each with its place; empty for one that can be used."""


class _Read(NamedTuple):
    format: Format
    problems: tuple[str, ...]


class FormatShelf:
    """Where formats are found: the user's folder first, then what ships.

    A file's name, small letters, digits and hyphens before ``.toml``, is the format's. One's own may have the
    name of one that ships, and may extend that.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str) -> Format:
        """The format of this name.

        Raises NotFound, with the names there are, and BadInput, with the file and the line, for one that
        cannot be used.
        """
        found = self._find(name.strip().lower())
        if found is None:
            raise NotFound(f"There is no update format {quoted(name)}. There is {', '.join(self.names())}.")
        read = self._read(name.strip().lower(), found, ())
        if read.problems:
            more = f" {len(read.problems) - 1} more: remoteos update formats." if read.problems[1:] else ""
            raise BadInput(read.problems[0] + more)
        return read.format

    def names(self) -> tuple[str, ...]:
        """The names of all formats, the user's own first."""
        return tuple(dict.fromkeys([*self._own_names(), *_shipped()]))

    def known(self) -> tuple[Known, ...]:
        """Every format there is, the user's own first, with what is wrong with any."""
        own = set(self._own_names())
        found = []
        for name in self.names():
            source = self._find(name)
            assert source is not None, "it was listed just now"
            read = self._read(name, source, ())
            path = self.folder / f"{name}.toml" if name in own else None
            found.append(Known(name, read.format.summary, name in own, path, read.problems))
        return tuple(found)

    def _own_names(self) -> list[str]:
        try:
            stems = [path.stem for path in self.folder.glob("*.toml")]
        except OSError:
            return []
        return sorted(stem for stem in stems if _NAME.fullmatch(stem))

    def _find(self, name: str, *, but_own: bool = False) -> Path | Traversable | None:
        """The file of a format; ``but_own`` looks among those that ship alone."""
        if not _NAME.fullmatch(name):
            return None
        own = self.folder / f"{name}.toml"
        if not but_own and own.is_file():
            return own
        return _shipped().get(name)

    def _read(self, name: str, source: Path | Traversable, above: tuple[str, ...]) -> _Read:
        """Read a format and those it extends; ``above`` are the files that lead here."""
        where, at = self._said(name, source), str(source)

        def base(other: str) -> Format | str:
            below = self._find(other, but_own=other == name and isinstance(source, Path))
            if below is None:
                return f"There is no format {quoted(other)} to extend. There is {', '.join(self.names())}."
            if str(below) in (*above, at):
                return f"{name} extends {other}, which leads back to it."
            read = self._read(other, below, (*above, at))
            return f"{other} cannot be used: {read.problems[0]}" if read.problems else read.format

        try:
            text = _text(source)
            tree = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, BadInput, RecursionError) as error:
            return _Read(Format(name), (f"{where}{_why(error)}",))
        format_, problems = parse(name, tree, base)
        lines = key_lines(text) if problems else {}
        return _Read(format_, tuple(f"{where}{_line(lines, one)}{one.message}" for one in problems))

    def _said(self, name: str, source: Path | Traversable) -> str:
        return f"formats/{name}.toml" if isinstance(source, Path) else f"the format {name}"


def _shipped() -> dict[str, Traversable]:
    """The formats that ship, by name; the usual one first."""
    folder = files("remoteos") / "content" / "formats"
    found = {one.name.removesuffix(".toml"): one for one in folder.iterdir() if one.name.endswith(".toml")}
    return {name: found[name] for name in sorted(found, key=lambda name: (name != "weekly", name))}


def _text(source: Path | Traversable) -> str:
    with source.open("rb") as file:
        raw: bytes = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise BadInput(f"it has more than {LARGEST // 1024} KiB")
    return raw.decode("utf-8-sig")


def _why(error: Exception) -> str:
    """Why a file cannot be read, after its name, with the line where there is one."""
    if isinstance(error, tomllib.TOMLDecodeError):
        found = _AT_LINE.fullmatch(str(error))
        return f", line {found[2]}: {found[1]}." if found else f": {error}."
    if isinstance(error, UnicodeDecodeError):
        return ": it is not text in UTF-8."
    if isinstance(error, OSError):
        return f" cannot be read: {(error.strerror or str(error)).lower()}."
    return ": it is nested too deeply." if isinstance(error, RecursionError) else f": {error}."


def _line(lines: dict[Key, int], problem: FormatProblem) -> str:
    """The line of what is wrong, or of what it stands in."""
    key = problem.key
    while key and key not in lines:
        key = key[:-1]
    return f", line {lines[key]}: " if key else ": "
