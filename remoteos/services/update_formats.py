"""The update formats there are: those that ship, those of adopted playbooks, and the user's own files."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from remoteos.domain.errors import BadInput, NotFound
from remoteos.domain.text import quoted
from remoteos.domain.update_formats import Format, near, parse
from remoteos.services.toml_lines import broken_at, key_lines, line_of

LARGEST = 64 * 1024
"""The most bytes that a format file may have."""

_NAME = re.compile("[a-z0-9][a-z0-9-]{0,39}")

_DEEPEST = 5
"""So many formats may extend each other in a row; a message about the last still fits a line or two."""


class Known(NamedTuple):
    """A format that there is, with what is wrong with it."""

    name: str
    summary: str
    own: bool
    path: Path | None
    """The user's own file; None for one that ships."""
    problems: tuple[str, ...] = ()
    """What is wrong, a line each with its place; empty for one that can be used."""


_Source = Path | Traversable | str
"""A file, or the TOML itself of a format that came with a playbook."""


class _Read(NamedTuple):
    format: Format
    problems: tuple[str, ...]


class FormatShelf:
    """Where formats are found: the user's folder first, then adopted playbooks, then what ships.

    A file's name, small letters, digits and hyphens before ``.toml``, is the format's. One's own may have the
    name of one that ships, and may extend that.
    """

    def __init__(self, folder: Path, adopted: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.adopted = adopted or {}
        """The TOML of the formats of adopted playbooks, by name."""

    def load(self, name: str) -> Format:
        """The format of this name.

        Raises NotFound, with the names there are, and BadInput, with the file and the line, for one that
        cannot be used.
        """
        found = self._find(name.strip().lower())
        if found is None:
            raise NotFound(f"There is no update format {quoted(name)}. {self._there_is(name)}")
        read = self._read(name.strip().lower(), found, ())
        if read.problems:
            more = f" {len(read.problems) - 1} more: remoteos update formats." if read.problems[1:] else ""
            raise BadInput(read.problems[0] + more)
        return read.format

    def names(self) -> tuple[str, ...]:
        """The names of all formats, the user's own first, then those of adopted playbooks."""
        return tuple(dict.fromkeys([*self._own_names(), *self.adopted, *_shipped()]))

    def without_adopted(self) -> tuple[str, ...]:
        """The names of the formats that are the user's own or ship."""
        return FormatShelf(self.folder).names()

    def known(self) -> tuple[Known, ...]:
        """Every format there is, in the order of `names`, with what is wrong with any."""
        own = set(self._own_names())
        found = []
        for name in self.names():
            source = self._find(name)
            if source is None:
                continue  # its file went since it was listed
            read = self._read(name, source, ())
            path = self.folder / f"{name}.toml" if name in own else None
            found.append(Known(name, read.format.summary, name in own, path, read.problems))
        return tuple(found)

    def _own_names(self) -> list[str]:
        try:
            stems = [path.stem for path in self.folder.glob("*.toml") if _is_file(path)]
        except OSError:
            return []
        return sorted(stem for stem in stems if _NAME.fullmatch(stem))

    def _find(self, name: str, *, but_own: bool = False) -> _Source | None:
        """The file of a format; ``but_own`` looks among those that ship alone."""
        if not _NAME.fullmatch(name):
            return None
        own = self.folder / f"{name}.toml"
        if not but_own and _is_file(own):
            return own
        if not but_own and name in self.adopted:
            return self.adopted[name]
        return _shipped().get(name)

    def _read(self, name: str, source: _Source, above: tuple[str, ...]) -> _Read:
        """Read a format and those it extends; ``above`` are the files that lead here."""
        where, at = self._said(name, source), str(source)

        def base(other: str) -> Format | str:
            below = self._find(other, but_own=other == name) or (source if other == name else None)
            if below is None:
                return f"There is no format {quoted(other)} to extend. {self._there_is(other)}"
            if str(below) in (*above, at):
                return f"{name} extends {other}, which leads back to it."
            if len(above) >= _DEEPEST:
                return f"more than {_DEEPEST} formats that extend each other in a row are too many."
            read = self._read(other, below, (*above, at))
            return f"{other} cannot be used: {read.problems[0]}" if read.problems else read.format

        try:
            text = _text(source)
            tree = _tree(text)
        except _Unusable as error:
            return _Read(Format(name), (f"{where}{error}",))
        format_, problems = parse(name, tree, base)
        lines = key_lines(text) if problems else {}
        return _Read(
            format_, tuple(f"{where}{_place(line_of(lines, one.key))}{one.message}" for one in problems)
        )

    def _said(self, name: str, source: _Source) -> str:
        own = self.folder / f"{name}.toml"
        return f"formats/{name}.toml" if source == own else f"the format {name}"

    def _there_is(self, name: str) -> str:
        """Which formats there are, after the one that was perhaps meant."""
        names = self.names()
        return f"{near(name, names)} There is {', '.join(names)}.".lstrip()


def shipped(name: str) -> Format:
    """A format as it ships, whatever the user made of it; ``name`` is one of those that do."""
    return parse(name, _tree(_text(_shipped()[name])), shipped)[0]


def _shipped() -> dict[str, Traversable]:
    """The formats that ship, by name; the usual one first."""
    folder = files("remoteos") / "content" / "formats"
    found = {one.name.removesuffix(".toml"): one for one in folder.iterdir() if one.name.endswith(".toml")}
    return {name: found[name] for name in sorted(found, key=lambda name: (name != "weekly", name))}


def _is_file(path: Path) -> bool:
    """Whether there is a file to read: no folder, no pipe to wait at, no link that leads nowhere."""
    try:
        return path.is_file()
    except OSError:
        return False


class _Unusable(Exception):
    """A file that is no format: what to say after its name."""


def _text(source: _Source) -> str:
    if isinstance(source, str):
        return source
    try:
        with source.open("rb") as file:
            raw: bytes = file.read(LARGEST + 1)
    except OSError as error:
        raise _Unusable(f" cannot be read: {(error.strerror or str(error)).lower()}.") from None
    if len(raw) > LARGEST:
        raise _Unusable(f": it has more than {LARGEST // 1024} KiB.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Unusable(f"{_place(line)}it is not text in UTF-8.") from None


def _tree(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _Unusable(": it is nested too deeply.") from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        line, why = broken_at(error, text)
        raise _Unusable(f"{_place(line)}{why}.") from None


def _place(line: int | None) -> str:
    return f", line {line}: " if line else ": "
