"""The errors a front end may meet, in one place: front ends do not import the store."""

from remoteos.domain.errors import Ambiguous, BadInput, NotFound, Refused, RemoteosError
from remoteos.services.clock import BadEnvironment
from remoteos.store.errors import Busy, CannotCreate, Damaged, NewerSchema, StorageFailure, Unreadable

__all__ = [
    "Ambiguous",
    "BadEnvironment",
    "BadInput",
    "Busy",
    "CannotCreate",
    "Damaged",
    "NewerSchema",
    "NotFound",
    "Refused",
    "RemoteosError",
    "StorageFailure",
    "Unreadable",
]
