"""When the data file is lost under a program that is open: what happened, and the ways back."""

from typing import NamedTuple

from remoteos.domain.errors import Refused
from remoteos.services.desk import Desk
from remoteos.store.lasting import LastingStore
from remoteos.store.layout import count_records
from remoteos.store.manifest import Backup
from remoteos.store.store import Store

__all__ = ["Backup", "Loss", "left_out", "loss", "put_back", "restore", "start_afresh", "trouble"]


class Loss(NamedTuple):
    """What happened to a data file that cannot be used, and the ways back."""

    said: str
    """What is wrong, where the file is kept, and how the command line brings it back."""
    remembered: int
    """How many records the program still knows, as they last were."""
    backup: Backup | None
    """The backup that `restore` brings back; None when none is good."""


def trouble(store: Store) -> str:
    """Why the data cannot be changed now, in one line; empty when it can. Looks at no file."""
    if store.read_only:
        return store.read_only
    wrong = store.trouble if isinstance(store, LastingStore) else store.damaged
    return str(wrong or "")


def left_out(store: Store) -> int:
    """How many records of those that were asked for so far cannot be read and are left out."""
    return store.view().left_out()


def loss(store: Store) -> Loss | None:
    """What happened to a file that is damaged or gone; None when it can be used, or only not be reached."""
    if store.damaged is None:
        return None
    from remoteos.store.restore import default_backup

    remembered = store.remembered if isinstance(store, LastingStore) else None
    return Loss(str(store.damaged), count_records(remembered or {}), default_backup(store))


def put_back(desk: Desk) -> int:
    """Write again what the program last read of a file that is lost now; how many records that were.

    Refused when nothing is known of it any more.
    """
    from remoteos.store.restore import put_back

    if not isinstance(desk.store, LastingStore):
        raise Refused("There is nothing to put back. Nothing was changed.")
    return put_back(desk.store).records


def restore(desk: Desk) -> int:
    """Bring back the latest good backup in the place of a lost file; how many records came back.

    Refused when the file can be used: then `services.data.restore` goes back to an earlier state.
    """
    from remoteos.store.restore import restore

    _refuse_while_whole(desk.store)
    return restore(desk.store, at=desk.now).records


def start_afresh(desk: Desk) -> None:
    """Begin with an empty file where one was lost; a damaged one stays where it was set aside."""
    from remoteos.store.restore import start_afresh

    _refuse_while_whole(desk.store)
    start_afresh(desk.store, at=desk.now)


def _refuse_while_whole(store: Store) -> None:
    store.view()
    if store.damaged is None:
        raise Refused("The data can be read again. Nothing was changed.")
