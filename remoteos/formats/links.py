"""Web addresses in a text: where they begin and where they end."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_UNSEEN = r"\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_QUOTES = "\"'`\xab\xbb\u2018-\u201f\u2039\u203a"

_ADDRESS = re.compile(
    # Not inside a word (xhttp://, git+https://), nor behind a backslash, which would escape a link's mark.
    r"(?<![A-Za-z0-9_+\\])https?://[^\W_]"
    # Never a space, a quote, an angle bracket, a backslash, or the bar that separates a label in Slack.
    rf"[^\s<>\\|{_QUOTES}{_UNSEEN}]*",
    re.IGNORECASE,
)

_TRAILING = ".,;:!?*_…)]}\u3001\u3002\u300d\u300f\u3011\uff01\uff09\uff0c\uff1f"
_PAIRS = {")": "(", "]": "[", "}": "{"}


class Run(NamedTuple):
    """A stretch of a text."""

    text: str
    is_link: bool
    """Whether it is a bare web address, http or https, and nothing else."""


def runs(text: str) -> Iterator[Run]:
    """The stretches of a text in order, none of them empty; together they are the text.

    Punctuation at the end of an address is not part of it, but for a bracket that was opened within it.
    """
    at = 0
    for found in _ADDRESS.finditer(text):
        address = _without_trailing(found[0])
        if found.start() > at:
            yield Run(text[at : found.start()], is_link=False)
        yield Run(address, is_link=True)
        at = found.start() + len(address)
    if at < len(text):
        yield Run(text[at:], is_link=False)


def _without_trailing(address: str) -> str:
    while address[-1] in _TRAILING:
        opening = _PAIRS.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address
