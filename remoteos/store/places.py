"""Where the data lies, and who may look at it: folders 0700, files 0600, whatever the umask."""

import errno
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from remoteos.domain.errors import BadInput
from remoteos.store.errors import CannotCreate

_USER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")


def data_root(environ: Mapping[str, str]) -> Path:
    """Return the folder of all users' data: `REMOTEOS_DATA`, or the platform's place for it."""
    if chosen := environ.get("REMOTEOS_DATA"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path  # 5 ms that a process with REMOTEOS_DATA does not pay

    return user_data_path("remoteos", appauthor=False)


def user_folder(root: Path, user: str) -> Path:
    """Return the folder of one user; raise BadInput for a name that cannot be a folder's."""
    if not _USER.fullmatch(user):
        raise BadInput(
            "A user's name has 1 to 64 letters, digits, dots, dashes or underscores, and no dot in front."
        )
    return root / "users" / user


def make_folder(folder: Path) -> None:
    """Make the folder and its missing parents, closed to others; raise CannotCreate when it cannot be."""
    try:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            if folder.parent == folder:
                break
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
            each.chmod(0o700)  # a umask may have taken even the owner's rights
    except OSError as error:
        raise cannot_create(missing[0] if missing else folder, error) from error


def refuse_file_in_the_way(folder: Path) -> None:
    """Raise CannotCreate when the folder, or one above it, is a file: it would read as an empty place."""
    for each in (folder, *folder.parents):
        try:
            mode = each.stat().st_mode  # one look: between two, another process may have made the folder
        except OSError:
            continue  # not there, or below a file that comes next
        if stat.S_ISDIR(mode):
            return
        raise CannotCreate(f"{each} is a file, not a folder. Nothing was written; move it away.")


def cannot_create(path: Path, error: OSError) -> CannotCreate:
    """Turn the system's refusal into a line that says what is in the way."""
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        reason = "a file is in the way"
    elif error.errno in (errno.EACCES, errno.EPERM):
        reason = "permission denied"
    elif error.errno == errno.EROFS:
        reason = "the file system is read-only"
    else:
        reason = (error.strerror or str(error)).lower()
    return CannotCreate(f"Cannot create {path}: {reason}. Nothing was written; set REMOTEOS_DATA elsewhere.")


def tighten(path: Path, mode: int) -> None:
    """Take away other people's rights if someone gave them any; leave what is not ours to change."""
    if os.name == "nt":
        return
    try:
        found = stat.S_IMODE(path.stat().st_mode)
        if found & 0o077:
            path.chmod(mode)
    except OSError:
        return  # not there yet, or another owner's: opening will tell what matters


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)
