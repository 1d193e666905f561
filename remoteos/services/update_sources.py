"""Where a line of an update comes from, in words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from remoteos.domain.captures import Capture
from remoteos.domain.record import Link, Visibility
from remoteos.domain.words import day_name
from remoteos.services.desk import Desk
from remoteos.services.links import pointed_to

KIND_WORDS: Mapping[str, str] = {
    "outcomes": "outcome",
    "goals": "goal",
    "blocks": "block",
    "captures": "note",
    "asks": "ask",
    "decisions": "decision",
    "commitments": "said last time",
    "evidence": "link",
    "feedback": "feedback",
    "agenda_items": "agenda",
}
"""What a record of each table is called beside a line."""


class Source(NamedTuple):
    """A record that a line points to."""

    link: Link
    kind: str
    name: str
    """A few words of its own; empty for one that is not there any more."""
    day: str
    """When it was made, as `day_name` says it."""
    visibility: Visibility


def sources(desk: Desk, links: Iterable[Link]) -> tuple[Source, ...]:
    """The records that some links point to, each once, in their order."""
    found = []
    for link in dict.fromkeys(links):
        record = pointed_to(desk, link)
        kind = record.kind if isinstance(record, Capture) else KIND_WORDS.get(link.table, link.table)
        if record is None:
            found.append(Source(link, kind, "", "", "private"))
        else:
            day = desk.workday_of(record.created_at)
            said = day_name(day, year=day.year != desk.today.year)
            found.append(Source(link, kind, record.name, said, record.visibility))
    return tuple(found)
