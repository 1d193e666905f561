"""Screen-share mode: what stays hidden while others look at the screen."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from remoteos.domain.record import Visibility

HIDDEN = "▒▒▒▒▒▒"
"""What stands in the place of something hidden; always as long, so that its length tells nothing."""

_INITIALS = 3

_UNSPACED = (("\u0e00", "\u0eff"), ("\u1780", "\u17ff"), ("\u2e80", "\u9fff"), ("\U00020000", "\U0003ffff"))
"""Thai and Lao, Khmer, and the scripts of Chinese and Japanese, from and to."""

SOMEONE = "someone"
"""What stands in the place of a person's name."""


_QUOTED = re.compile('“.*”|".*"', re.DOTALL)
"""From the first quotation mark to the last: a record may have some in its own text."""


class Veil(NamedTuple):
    """What every text passes on its way to the screen; a lowered veil hides what is private."""

    lowered: bool = False
    names: tuple[str, ...] = ()
    """The people known by name: the manager, and whoever was asked for something."""

    def text(self, text: str, visibility: Visibility = "private") -> str:
        """A record's text: hidden if the record is private, else with every known name taken out."""
        if not self.lowered or not text:
            return text
        return HIDDEN if visibility == "private" else self.without_names(text)

    def notice(self, text: str) -> str:
        """A line of the program's own: the records that it quotes are hidden, and every name."""
        if not self.lowered:
            return text
        return self.without_names(_QUOTED.sub(f"“{HIDDEN}”", text))

    def name(self, name: str) -> str:
        """A person's name, or nobody's in particular."""
        return SOMEONE if self.lowered and name else name

    def without_names(self, text: str) -> str:
        """``text`` with every known name taken out, whole words in any case."""
        if not self.lowered or not self.names:
            return text
        return _pattern(self.names).sub(SOMEONE, text)


def known_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names to hide, each with its parts of three letters and more: “Ana Ruiz”, “Ana”, “Ruiz”."""
    found: dict[str, None] = {}
    for name in names:
        whole = name.strip()
        parts = [part for part in whole.split() if len(part) >= 3 and part[:1].isupper()]
        found.update(dict.fromkeys(one for one in (whole, *parts) if one))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of any of the names as a whole word, the longest first."""
    return re.compile("|".join(map(_one, names)), re.IGNORECASE)


def _one(name: str) -> str:
    """The pattern of one name. Initials count as they are written: who asks IT for help still reads “it”."""
    begin = "" if _is_unspaced(name[0]) else r"(?<!\w)"
    end = "" if _is_unspaced(name[-1]) else r"(?!\w)"
    pattern = f"{begin}{re.escape(name)}{end}"
    return f"(?-i:{pattern})" if len(name) <= _INITIALS and name.isupper() else pattern


def _is_unspaced(char: str) -> bool:
    """Whether a character is of a script that puts no spaces between its words."""
    return any(first <= char <= last for first, last in _UNSPACED)
