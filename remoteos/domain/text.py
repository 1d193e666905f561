"""Text from people: what comes in is cleaned once, what goes out is cleaned again.

Everything a person or a file supplies is text, never terminal control. A control character, a lone
surrogate or a bidirectional override in a title could repaint the screen, break a file or make a line
read as something else, so none of them gets in, and none gets out if a file held one all the same.
"""

from __future__ import annotations

import re
from functools import cache

from remoteos.domain.errors import BadInput, Refused

LINE_LIMIT = 4_000
"""The most characters that one line of text may have after cleaning."""

NOTE_LIMIT = 20_000
"""The most characters that a note of several lines may have after cleaning."""

_COMPOSED_UP_TO = 2
"""Text of more than so many times its limit is refused as it is: composing takes time that grows with the
square of a run of combining marks (80,000 of them: 5 s), and real text shrinks by half at most."""

_SEQUENCES = (
    # OSC, DCS, SOS, PM, APC up to their end. A body stops at any other introducer: a terminal does the
    # same, and it keeps the search linear on a text made of introducers alone.
    "(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    # CSI, complete or cut off.
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    # Two-character escapes, with intermediates.
    "|\x1b[ -/]*[0-~]?"
)
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f]"
_INVISIBLE = "[\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
"""Lone surrogates, bidirectional overrides and isolates. The marks U+200E, U+200F and U+061C stay:
right-to-left text needs them."""

_NO_CHARACTERS = "[\ufdd0-\ufdef\ufffe\uffff]"
"""Code points that Unicode keeps for a program's own use; a front end marks styles with them."""


@cache
def _unsafe() -> re.Pattern[str]:
    """Return the pattern of all that is dropped; compiled when first needed, which is rare."""
    return re.compile(f"{_SEQUENCES}|{_CONTROLS}|{_INVISIBLE}")


def clean(text: str, *, lines: bool = False, limit: int | None = None) -> str:
    """Return text as it may be kept: composed (NFC), without control, stripped at both ends.

    Control characters, terminal sequences as a whole, lone surrogates and bidirectional overrides are
    dropped. Newlines and tabs stay with ``lines``; without it a run of them becomes one space.
    ``limit`` is the most characters after cleaning: LINE_LIMIT, or NOTE_LIMIT with ``lines``, unless given.
    Raises BadInput, with both numbers, for longer text.
    """
    most = limit if limit is not None else (NOTE_LIMIT if lines else LINE_LIMIT)
    kept = printable(text)
    if not lines and ("\n" in kept or "\t" in kept):
        kept = re.sub("[\n\t]+", " ", kept)
    kept = kept.strip()
    if not kept.isascii() and len(kept) <= most * _COMPOSED_UP_TO:
        kept = _composed(kept).strip()
    if len(kept) > most:
        raise BadInput(f"This text has {len(kept):,} characters; {most:,} is the most that fits here.")
    return kept


def required(text: str, what: str, *, lines: bool = False, limit: int | None = None) -> str:
    """Return the cleaned text, as `clean` does; raise Refused when nothing is left of it.

    ``what`` names it for the message, without an article: ``intention``, ``title``.
    """
    kept = clean(text, lines=lines, limit=limit)
    if not kept:
        article = "An" if what[:1].lower() in "aeiou" else "A"
        raise Refused(f"{article} {what} is needed: a few words are enough.")
    return kept


def printable(text: str) -> str:
    r"""Return text as it may be shown: the same things dropped, newlines and tabs kept, no limit.

    ``\r\n``, a lone ``\r`` and the separators U+2028 and U+2029 become newlines.
    """
    if all(map(str.isprintable, text.split("\n"))):
        return text  # the usual case, at the speed of C and without compiling the pattern
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _unsafe().sub("", text)


def on_one_line(text: str) -> str:
    """Return text as `printable` has it, on a single line."""
    return printable(text).replace("\n", " ").replace("\t", " ").strip()


def without_control(text: str) -> str:
    """Return text without single control, surrogate and bidirectional characters; newlines and tabs stay.

    For text whose syntax must survive, such as JSON, where dropping a whole sequence could take a
    closing quote along.
    """
    if all(map(str.isprintable, text.split("\n"))):
        return text
    return re.sub(f"{_CONTROLS}|{_INVISIBLE}", "", text)


def sentence(text: str) -> str:
    """Return text that ends as a sentence does."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def quoted(value: object, most: int = 60) -> str:
    """Return what was given, quoted on one line for a message, cut after ``most`` characters."""
    shown = repr(value)
    return shown if len(shown) <= most else f"{shown[: most - 2]}…{shown[-1]}"


def _composed(text: str) -> str:
    import unicodedata  # 1 ms that text in ASCII does not pay

    return unicodedata.normalize("NFC", re.sub(_NO_CHARACTERS, "", text))
