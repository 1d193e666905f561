"""What is as visible as the record it belongs to, and follows it when that changes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from remoteos.domain.record import Record, Visibility
from remoteos.services.desk import Desk

if TYPE_CHECKING:
    from remoteos.domain.evidence import Evidence

R = TypeVar("R", bound=Record)


def following(records: Iterable[R], before: Visibility, now: Visibility) -> list[R]:
    """The records that were as visible as ``before``, as visible as ``now``; none when that is the same."""
    if before == now:
        return []
    return [replace(record, visibility=now) for record in records if record.visibility == before]


def links_following(
    desk: Desk, about: Iterable[Record], before: Visibility, now: Visibility
) -> list["Evidence"]:
    """The evidence about some records that was as visible as ``before``, as visible as ``now``."""
    if before == now:
        return []
    from remoteos.domain.evidence import Evidence  # 1 ms that a change of nothing visible does not pay

    subjects = {record.link for record in about}
    return following((one for one in desk.store.everything(Evidence) if one.about in subjects), before, now)
