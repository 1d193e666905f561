"""Opening a user's store, for front ends that know neither its place nor its form."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from remoteos.store import places
from remoteos.store.store import Store

__all__ = ["Store", "make_store_folder", "open_lasting_store", "open_store", "store_folder"]


def store_folder(environ: Mapping[str, str], user: str) -> Path:
    """The folder of a user's data; nothing is created. Raises BadInput for a name no user can have."""
    return places.user_folder(places.data_root(environ), user)


def make_store_folder(environ: Mapping[str, str], user: str) -> tuple[Path, bool]:
    """Make the folder of a user's data if need be; return it, and whether it is new.

    Raises BadInput as `store_folder`, and CannotCreate when something is in the way.
    """
    folder = store_folder(environ, user)
    is_new = not folder.is_dir()
    places.make_folder(folder)
    return folder, is_new


def open_store(environ: Mapping[str, str], user: str, now: datetime) -> Store:
    """Open the store of a user; its file is made by the first commit.

    Raises BadInput as `store_folder`, and Damaged when there should be data and it cannot be read.
    """
    return Store.open(store_folder(environ, user), now=now)


def open_lasting_store(environ: Mapping[str, str], user: str, now: datetime) -> Store:
    """Open the store of a user for a program that stays open: it can be read whatever happens to its file.

    What is wrong with the file is then in `services.data.loss`. Raises BadInput as `store_folder`,
    CannotCreate when something is in the folder's way, and StorageFailure when the disk refuses.
    """
    from remoteos.store.lasting import LastingStore

    return LastingStore.open(store_folder(environ, user), now=now)
