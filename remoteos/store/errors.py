"""What can go wrong between the program and the disk, in one clear line each."""

from remoteos.domain.errors import RemoteosError


class Busy(RemoteosError):
    """Another process kept the lock for longer than we wait; nothing was changed."""


class Unreadable(RemoteosError):
    """A file's content is not what the store writes; the message is the reason alone."""


class Damaged(RemoteosError):
    """The data file cannot be used; the message says why, where it is kept, and how to get back."""


class NewerSchema(RemoteosError):
    """A newer version wrote the file: it can be read here, and is not written."""


class CannotCreate(RemoteosError):
    """The data folder or a file in it cannot be made: in the way, not permitted, or read-only."""


class StorageFailure(RemoteosError):
    """The disk refused a read or a write; the message says what was kept."""
