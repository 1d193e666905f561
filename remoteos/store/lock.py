"""One writer at a time: an advisory lock on a file of its own, which is never replaced."""

import errno
import os
import sys
import time
from pathlib import Path

from remoteos.store.errors import Busy, StorageFailure
from remoteos.store.places import cannot_create, make_folder

PATIENCE_S = 5.0
"""How long a writer waits for another before it gives up."""

_POLL_S = 0.002
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)


class FileLock:
    """A lock that its holder may take again; not for sharing between threads."""

    def __init__(self, path: Path, patience_s: float = PATIENCE_S) -> None:
        self._path = path
        self.patience_s = patience_s
        """How many seconds to wait for another holder."""
        self._depth = 0
        self._handle = -1

    @property
    def held(self) -> bool:
        """Whether this object holds the lock now."""
        return self._depth > 0

    def acquire(self) -> None:
        """Take the lock, waiting for another holder; raise Busy after the patience is spent."""
        if self._depth == 0:
            self._handle = self._wait()
        self._depth += 1

    def release(self) -> None:
        """Give back what `acquire` took; the last release lets others in."""
        self._depth -= 1
        if self._depth == 0:
            _unlock(self._handle)
            os.close(self._handle)
            self._handle = -1

    def _wait(self) -> int:
        deadline = time.monotonic() + self.patience_s
        make_folder(self._path.parent)
        queue = _open_queue(self._path.parent)
        try:
            while queue is not None and not self._try(queue):
                self._pause(deadline)
            while True:
                if (handle := self._take()) is not None:
                    return handle
                self._pause(deadline)
        finally:
            if queue is not None:
                os.close(queue)

    def _take(self) -> int | None:
        handle = self._open()
        taken = False
        try:
            taken = self._try(handle) and self._is_there(handle)
        finally:
            if not taken:
                os.close(handle)
        return handle if taken else None

    def _pause(self, deadline: float) -> None:
        if time.monotonic() >= deadline:
            raise Busy(
                f"Another remoteos kept the data locked for {self.patience_s:g} s. "
                "Nothing was changed; try again."
            )
        time.sleep(_POLL_S)

    def _open(self) -> int:
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if os.name != "nt" and os.fstat(handle).st_mode & 0o777 != 0o600:
                os.fchmod(handle, 0o600)
        except OSError as error:
            raise cannot_create(self._path, error) from error
        return handle

    def _try(self, handle: int) -> bool:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            reason = error.strerror or str(error)
            raise StorageFailure(f"Cannot lock {self._path}: {reason}. Nothing was changed.") from error
        return True

    def _is_there(self, handle: int) -> bool:
        """Whether the locked file is still the one in the folder: a lost one keeps nobody out."""
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False


if sys.platform == "win32":
    import msvcrt

    def _open_queue(folder: Path) -> int | None:  # noqa: ARG001 - no lock on folders here
        return None

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _open_queue(folder: Path) -> int | None:
        """Open the folder itself, whose lock is the queue for the real one.

        Without it, a process that commits in a loop takes the lock again in microseconds, and one
        that looks every few milliseconds may not get it in seconds.
        """
        try:
            return os.open(folder, os.O_RDONLY)
        except OSError:
            return None  # a folder that may not be listed: first come, first served

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
