"""The store of a program that stays open: what it last read goes on being shown when its file is lost."""

from datetime import datetime

from remoteos.store import damage
from remoteos.store.draft import Draft
from remoteos.store.errors import Damaged, StorageFailure
from remoteos.store.file import Signature
from remoteos.store.layout import Tables, count_records
from remoteos.store.store import Store
from remoteos.store.view import View


class LastingStore(Store):
    """A store that can always be read.

    When its file is damaged, missing or out of reach, reads find what was last read (nothing, if that was
    so from the start), `damaged` or `unreachable` says what is wrong, and commits raise it.
    """

    unreachable: StorageFailure | None = None
    """Why the disk does not let the file be read now; it is not known to be damaged."""

    @property
    def trouble(self) -> Damaged | StorageFailure | None:
        """What is wrong with the file, if anything is."""
        return self.damaged or self.unreachable

    @property
    def remembered(self) -> Tables | None:
        """What was last read of a file that is damaged now; None when it is not, or held no record."""
        if self.damaged is None or self._view is None or not count_records(self._view.tables):
            return None
        return self._view.tables

    def changed(self) -> bool:
        """Whether the file differs from what was last read; it does not while it cannot be looked at."""
        try:
            changed = super().changed()
        except StorageFailure as failure:
            if self._view is None:
                raise
            self.unreachable = failure
            return False
        if not changed:
            self.unreachable = None
        return changed

    def view(self) -> View:
        """Return the newest version of the file that could be read."""
        last, damaged = self._view, self.damaged
        if last is not None and not self.changed():
            return last
        try:
            view = super().view()
            if last is not None and last.signature is not None and view.signature is None:
                # There was a file and now there is none: that is a loss, not a new start.
                raise damage.report(self.folder, "it is missing", None, stays=False)
        except Damaged as found:
            self.damaged = found
            # With the signature of what is there now: it is examined again when it changes, not before.
            view = View(last.tables if last else {}, self._signature())
        except StorageFailure as failure:
            if last is None:
                raise
            self.damaged, self.unreachable, view = damaged, failure, last
        else:
            self.unreachable = None
        self._view = view
        return view

    def draft(self, at: datetime) -> Draft:
        """Start a change of the version that was read under the lock."""
        self.view()
        if self.unreachable is not None:
            raise self.unreachable
        return super().draft(at)

    def replace(self, tables: Tables, **news: object) -> None:
        """Write these tables with a fitting account of themselves, under the lock."""
        last = self._view
        try:
            super().replace(tables, **news)
        except BaseException:
            self._view = last
            raise

    def _signature(self) -> Signature | None:
        try:
            return self.storage.signature()
        except StorageFailure:
            return None
