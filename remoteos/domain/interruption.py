"""Where an interruption came from, named in front of its note: ``c: who owns the DNS?``."""

from typing import get_args

from remoteos.domain.focus import Source

SOURCES: tuple[Source, ...] = get_args(Source)
"""The sources that an interruption can have, in the order in which they are offered."""


def source_named(text: str) -> tuple[Source | None, str]:
    """The source in front of a note, by its name or the beginning of it, and the note without it.

    ``ch: standup`` came through a channel. Anything else before a colon belongs to the note, such as
    ``note: …`` or ``RFC: …``; so does a source without a note behind it.
    """
    before, colon, note = text.strip().partition(":")
    word = before.strip().lower()
    if not (colon and word and note[:1].isspace() and note.strip()):
        return None, text.strip()
    found = next((source for source in SOURCES if source.startswith(word)), None)
    return (found, note.strip()) if found else (None, text.strip())
