"""The one place that writes: data to stdout, everything else to stderr, none of it terminal control.

Nothing that a person or a file supplied reaches the terminal but through `printable`.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import TextIO

from remoteos.domain.text import printable, without_control

_BOLD, _DIM, _PLAIN = "\ufdd0", "\ufdd1", "\ufdd2"
"""Marks of style inside a text: code points that are no characters, which `clean` lets nobody type.
They become terminal control only in `data`, after everything else was dropped."""

_STYLES = {_BOLD: "\x1b[1m", _DIM: "\x1b[2m", _PLAIN: "\x1b[0m"}


def data(text: str) -> None:
    """Write text and a newline to stdout: what was asked for. Raises OSError when it cannot be written."""
    _write(_rendered(text, sys.stdout) + "\n")


def exact(text: str) -> None:
    """Write text to stdout byte for byte, in UTF-8: what leaves is what was previewed.

    Nothing is dropped or added, so it must have been made for leaving, as every rendering of an update is.
    Raises OSError when it cannot be written.
    """
    _write("")
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(text)
    else:
        binary.write(text.encode("utf-8"))


def emit(payload: Mapping[str, object]) -> None:
    """Write one JSON object to stdout, ``"schema": 1`` first; indented on a terminal.

    Datetimes (aware), dates and times of day become ISO 8601; records must be turned into mappings by
    their command, so that a new field never changes the output by itself.
    Raises TypeError for a value without a form in JSON, ValueError for a number that is not finite or a
    datetime without offset, and OSError when it cannot be written.
    """
    import json

    indent = 2 if sys.stdout is not None and sys.stdout.isatty() else None
    text = json.dumps(
        {"schema": 1, **payload}, ensure_ascii=False, allow_nan=False, indent=indent, default=_plain
    )
    _write(without_control(text) + "\n")


def note(text: str) -> None:
    """Write a line to stderr: what happened, for the person and not for the pipe."""
    complain(_rendered(text, sys.stderr))


def warn(text: str) -> None:
    """Write a warning or an error to stderr, after the program's name, on one line."""
    complain("remoteos: " + " ".join(printable(text).split()))


def complain(text: str) -> None:
    """Write a line to stderr as it is; a stderr that is gone loses it silently."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def bold(text: str) -> str:
    """Return text marked to stand out when it is written to a terminal."""
    return f"{_BOLD}{text}{_PLAIN}"


def dim(text: str) -> str:
    """Return text marked to step back when it is written to a terminal."""
    return f"{_DIM}{text}{_PLAIN}"


def styled(stream: TextIO | None) -> bool:
    """Return whether a stream shows styles: a terminal, with ``NO_COLOR`` unset or empty."""
    return stream is not None and stream.isatty() and not os.environ.get("NO_COLOR")


def width() -> int | None:
    """Return how many cells a line on stdout has; None when it is no terminal and no line is cut."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def cells(text: str) -> int:
    """Return how many cells a text takes on a terminal: wide characters take two, marks of style none."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def shortened(text: str, most: int | None) -> str:
    """Return a text that takes at most so many cells, cut with … when it must be; None is no limit."""
    if most is None or cells(text) <= most:
        return text
    taken = kept = 0
    for char in text:
        taken += _cells_of(char)
        if taken > most - 1:
            break
        kept += 1
    return text[:kept].rstrip(" \u200d") + "…"


def page(text: str) -> None:
    """Write text to stdout as `data` does, through ``PAGER`` if it is taller than the terminal.

    Without ``PAGER`` it is ``less``; an empty ``PAGER`` pages nothing.
    """
    command = _pager(text)
    if not command:
        data(text)
        return
    import subprocess

    environ = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environ)  # noqa: S603  the user's own
    except OSError:
        data(text)  # a pager that cannot be started is no reason to show nothing
        return
    content = (_rendered(text, sys.stdout) + "\n").encode("utf-8")
    while True:
        try:
            pager.communicate(content)
        except KeyboardInterrupt:
            continue  # the pager decides what Ctrl-C means while it is in front
        return


def silence(stream: TextIO | None) -> None:
    """Point a stream that cannot be written to nowhere, so that closing it at exit says nothing."""
    if stream is None:
        return
    with suppress(OSError, ValueError):  # a stream without a descriptor has nothing to say at exit
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _cells_of(char: str) -> int:
    if char.isascii():
        return 1
    from unicodedata import category, east_asian_width  # 1 ms that text in ASCII does not pay

    if char in _STYLES or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _write(text: str) -> None:
    if sys.stdout is None:  # closed by the caller: ``remoteos … >&-``
        raise OSError(errno.EBADF, "standard output is closed")
    sys.stdout.write(text)


def _pager(text: str) -> list[str]:
    """Return the pager's command, empty if the text fits or nobody could leave the pager."""
    if not (sys.stdout is not None and sys.stdout.isatty() and sys.stdin is not None and sys.stdin.isatty()):
        return []
    import shlex
    from shutil import get_terminal_size

    if text.count("\n") + 2 < get_terminal_size().lines:
        return []
    try:
        return shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:
        return []  # an unbalanced quote in PAGER


def _rendered(text: str, stream: TextIO | None) -> str:
    """Return text as a stream takes it: nothing of others' control, our styles where they show."""
    kept = printable(text)
    styles = _STYLES if styled(stream) else dict.fromkeys(_STYLES, "")
    for mark, control in styles.items():
        kept = kept.replace(mark, control)
    return kept


def _plain(value: object) -> str:
    """Return the JSON form of what the standard encoder does not know."""
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"{value} has no offset")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    raise TypeError(f"{type(value).__name__} has no form in JSON")
