"""The playbooks that the user keeps: their own, and those that came from files.

What ships is kept only once it is changed, under another id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from remoteos.domain.playbook_library import Head
from remoteos.domain.record import Record, Visibility


@dataclass(frozen=True, kw_only=True)
class PlaybookCopy(Record):
    """A playbook that the user keeps: written, derived or imported."""

    TABLE: ClassVar[str] = "playbooks"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"text": ("head", "text", "base", "edited")}

    visibility: Visibility = "public"
    head: Head
    """What lists show of it; its id is unique among the copies and what ships."""
    text: str
    """The whole in the canonical form."""
    origin: Literal["own", "imported"] = "own"
    base: str = ""
    """The text that own changes began from; empty while there are none, or when it is all one's own."""
    sha256: str = ""
    """The SHA-256 of the file that it came from, in hexadecimal; empty for what was made here."""
    edited: bool = False
    """Whether it was changed since it was derived or imported."""

    @property
    def name(self) -> str:
        """Its title."""
        return self.head.title
