"""The user's own commits, read from local repositories without running anything that these hold.

A repository's configuration can name programs: hooks, a file monitor, a pager, differs and text converters,
a signature checker, and transports that fetch what is missing. Git is called so that none of them runs: by
commands that need none, with each switched off all the same, and with no transport allowed.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, NamedTuple

from remoteos.domain.text import clean

TIME_LIMIT_S = 10.0
"""How long all repositories together may take."""

MOST_COMMITS = 500
"""So many commits of a repository are listed, the newest."""

MOST_BYTES = 1_000_000
"""So much of what git says about a repository is read."""

_MOST_SUBJECT = 200
"""So many characters of a subject are kept."""

_MOST_ADDRESS = 320
"""An address has no more characters."""

_HASH_SHOWN = 10
"""How many digits name a commit: always as many, so that one is known again in a repository that grew."""

_SAFE = (
    "--no-pager",
    "--no-optional-locks",
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.pager=cat"),
    *("-c", "log.showSignature=false"),
)
_LOG = (
    *("log", "-z", "--branches", "--no-merges", f"--max-count={MOST_COMMITS}"),
    *("--no-patch", "--no-show-signature", "--no-textconv", "--no-ext-diff"),
    *("--no-notes", "--no-mailmap", "--no-color", "--no-decorate", "--encoding=UTF-8"),
    "--format=%H %ct %ae%n%s",
)
_RECORD = re.compile(r"([0-9a-f]{40,64}) ([0-9]{1,10}) ([^\n]*)\n(.*)", re.DOTALL)

_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # from git 2.45 on; before, a fetch finds no transport that it may use
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_KEPT_FROM_OUTSIDE = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
"""Where the user's own configuration lies; all else that begins so could lead to another repository."""

_TOLD = (
    ("dubious ownership", "git does not trust it, because it belongs to somebody else (see safe.directory)"),
    ("not a git repository", "not in a git repository"),
    ("cannot change to", "no folder that can be entered"),
)
"""What git says, and what is said of it here."""


class Commit(NamedTuple):
    """One commit."""

    ref: str
    """The name of its repository and the beginning of its hash: ``payments 0f9c2d81ab``."""
    hash: str
    """The whole of it."""
    subject: str
    at: datetime
    """When it was committed."""


class Repository(NamedTuple):
    """What was found at a path."""

    path: Path
    name: str = ""
    commits: tuple[Commit, ...] = ()
    """The newest first."""
    problem: str = ""
    """Why nothing could be read, in one line; empty when it could."""
    more: bool = False
    """Whether there may be more commits than are read."""


class _Failed(Exception):
    """Git could not say; the message tells why."""


class _Said(NamedTuple):
    """What git said."""

    text: str
    is_cut: bool
    """Whether there may be more of it than is read."""


class _Caller:
    """Calls git within one limit of time."""

    def __init__(self) -> None:
        self.ends = monotonic() + TIME_LIMIT_S
        self.git = shutil.which("git")
        outside = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GIT_") or name in _KEPT_FROM_OUTSIDE
        }
        self.environment = {**outside, **_ENVIRONMENT}

    def __call__(self, path: Path, *args: str) -> "_Said":
        """What git says on its standard output, as far as it is read; raises _Failed."""
        if self.git is None:
            raise _Failed("git is not installed")
        if not self.left:
            raise _Failed(f"not read, as the others took all of the {TIME_LIMIT_S:g} seconds")
        process = self._start([self.git, *_SAFE, "-C", str(path.absolute()), *args])
        out, err = (_Reader(stream) for stream in (process.stdout, process.stderr) if stream)
        try:
            out.join(self.left)
            if not out.is_cut:  # there is more to come, which nobody reads
                err.join(self.left)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(self.left)
        finally:
            code = process.returncode
            late = code is None or out.is_alive() or err.is_alive()
            if late:
                _kill(process)
            out.close()
            err.close()
        if late and not out.is_cut:
            raise _Failed(f"git took longer than {TIME_LIMIT_S:g} seconds")
        if code:
            raise _Failed(_told(err.read))
        return _Said(out.read.decode("utf-8", "replace"), out.is_cut)

    @property
    def left(self) -> float:
        """How many seconds are left."""
        return max(0.0, self.ends - monotonic())

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(  # noqa: S603  a list of arguments, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=self.environment,
                start_new_session=True,  # no terminal to ask on, and it ends with all that it started
            )
        except OSError as error:
            raise _Failed(f"git cannot be started ({error.strerror})") from error


class _Reader(Thread):
    """Reads a stream up to the limit."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.read = b""
        self.start()

    def run(self) -> None:
        """Read until the end, or as much as is wanted."""
        with suppress(OSError, ValueError):
            while not self.is_cut and (some := self.stream.read(MOST_BYTES - len(self.read))):
                self.read += some

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than is read."""
        return len(self.read) >= MOST_BYTES

    def close(self) -> None:
        """Close the stream, unless something that git left behind holds it open still."""
        self.join(1)
        if not self.is_alive():
            self.stream.close()


def read(paths: Iterable[Path], since: datetime) -> tuple[Repository, ...]:
    """The user's own commits of each path's repository after ``since``, on any branch, merges left out.

    Own are those by the address that git has for the user there. A repository is read once, however many
    paths lie in it; a path that cannot be read says why and the others are read all the same.
    """
    call = _Caller()
    found: list[Repository] = []
    seen: set[Path] = set()
    for path in paths:
        try:
            folder = _folder(call, path)
            if folder not in seen:
                seen.add(folder)
                found.append(_read(call, path, folder, since))
        except _Failed as failure:
            found.append(Repository(path, problem=f"{clean(str(path)[:_MOST_SUBJECT])}: {failure}."))
    return tuple(found)


def _folder(call: _Caller, path: Path) -> Path:
    """The folder in which the repository of a path keeps its data; the same for all its work trees."""
    try:
        is_folder = path.is_dir()
    except OSError:
        is_folder = False
    if not is_folder:
        raise _Failed("no folder that can be entered")
    said = call(path, "rev-parse", "--git-common-dir").text.rstrip("\n")
    try:
        return (path / said).resolve()
    except (OSError, RuntimeError) as error:  # links in a circle
        raise _Failed("no folder that can be entered") from error


def _read(call: _Caller, path: Path, folder: Path, since: datetime) -> Repository:
    name = folder.parent.name if folder.name == ".git" else folder.name.removesuffix(".git")
    name = clean(name[:_MOST_SUBJECT]) or "repository"
    address = _own_address(call, path)
    said = call(
        path,
        *_LOG,
        f"--since={since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "--fixed-strings",
        "--regexp-ignore-case",
        f"--author=<{address}>",
        "--",
    )
    told = said.text.split("\0")[:-1]  # what stands behind the last end is cut off, or nothing
    records = (record for each in told if (record := _RECORD.fullmatch(each)))
    own = (record for record in records if record[3].casefold() == address.casefold())
    commits = tuple(_commit(name, record[1], record[2], record[4]) for record in own)
    return Repository(path, name, commits, more=said.is_cut or len(told) == MOST_COMMITS)


def _own_address(call: _Caller, path: Path) -> str:
    """The user's address, as git has it for a path."""
    try:
        address = clean(call(path, "config", "--get", "user.email").text[:_MOST_ADDRESS])
    except _Failed as failure:
        if str(failure):
            raise
        address = ""
    if not address:
        raise _Failed("git knows no address of yours there (git config user.email YOU)")
    return address


def _commit(name: str, digits: str, seconds: str, subject: str) -> Commit:
    title = clean(subject[: 5 * _MOST_SUBJECT])
    if len(title) > _MOST_SUBJECT:
        title = f"{title[: _MOST_SUBJECT - 1].rstrip()}…"
    return Commit(f"{name} {digits[:_HASH_SHOWN]}", digits, title, datetime.fromtimestamp(int(seconds), UTC))


def _told(err: bytes) -> str:
    """What to say of git's own words; empty when it said nothing."""
    said = err[:10_000].decode("utf-8", "replace")
    known = next((told for sign, told in _TOLD if sign in said), None)
    if known or not said.strip():
        return known or ""
    return f"git says {clean(said.strip().splitlines()[0][:_MOST_SUBJECT])}"


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End git, and whatever it may have started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
