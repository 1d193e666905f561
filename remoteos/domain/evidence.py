"""Evidence links: where the proof of a piece of work can be looked at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.record import Link, Record

EvidenceKind = Literal["url", "file", "commit", "note"]

SCHEMES = ("https://", "http://", "mailto:")
"""What a link may begin with: nothing that a click could run."""

ABOUT = ("outcomes", "blocks", "captures")
"""The tables of the records that evidence can be about."""


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """A pointer to a proof: a page, a file, a commit, or a sentence; as visible as what it is about."""

    TABLE: ClassVar[str] = "evidence"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"what": ("kind", "ref", "title")}

    kind: EvidenceKind
    ref: str
    """The address, the path, or the hash with its repository; the whole text of a note."""
    title: str = ""
    """A few words on it."""
    about: Link
    """The outcome, block or win it is evidence for."""

    @property
    def settled_at(self) -> datetime | None:
        """At once."""
        return self.created_at

    @property
    def name(self) -> str:
        """Its title, or else what it points to."""
        return self.title or self.ref


def kind_of(ref: str) -> EvidenceKind:
    """What a reference is by the look of it: an address, a commit's hash, a path, or else a note."""
    if ref.lower().startswith(SCHEMES):
        return "url"
    if re.fullmatch("[0-9a-f]{7,40}", ref):
        return "commit"
    return "file" if re.match(r"(?:~|\.{1,2})?/\S", ref) else "note"


def checked(kind: EvidenceKind, ref: str) -> str:
    """A reference as it may be kept; refused when an address begins with anything but `SCHEMES`."""
    if kind == "url" and not ref.lower().startswith(SCHEMES):
        raise Refused(f"An address begins with {' or '.join(SCHEMES)}. Nothing was changed.")
    return ref


def told(evidence: Evidence) -> str:
    """It as a line of an update has it. A path on this machine tells nobody else anything: only its title."""
    if evidence.kind == "url":
        return f"{evidence.title} {evidence.ref}" if evidence.title else evidence.ref
    if evidence.kind == "file":
        return evidence.title or evidence.ref.rsplit("/", 1)[-1]
    if evidence.kind == "commit":
        return f"{evidence.title} ({evidence.ref})" if evidence.title else f"commit {evidence.ref}"
    return evidence.ref
