"""The library: which playbooks there are, and the finding of one by role, pillar and situation."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import Literal, NamedTuple

from remoteos.domain.playbook_times import Cadence
from remoteos.domain.playbooks import Playbook, Product

Pillar = Literal["focus", "rituals", "outcomes", "updates", "agreement"]
"""A part of remoteos that a playbook adds to."""

PILLARS: tuple[Pillar, ...] = ("focus", "rituals", "outcomes", "updates", "agreement")

Origin = Literal["shipped", "own", "imported"]
"""Whether a playbook came with remoteos, was written or changed here, or came from a file."""

ORIGIN_WORDS: Mapping[Origin, str] = {"shipped": "", "own": "your own", "imported": "imported"}
"""How a list says where a playbook came from; of those that came with remoteos it says nothing."""

ANY_ROLE = "any role"
"""The role of a playbook that is for everybody."""

_OF_PRODUCTS: dict[Product, Pillar] = {
    "outcome": "outcomes",
    "ask": "updates",
    "decision": "updates",
    "update line": "updates",
    "agreement": "agreement",
    "ritual step": "rituals",
}
_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a across again am an and are as at be been but by can did do does for from get got had has have how "
        "i in is it its just me my no not of on or our so that the their them they this to too very was we "
        "were what when where who why will with you your",
    )
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PlayHead:
    """What a list shows of a play."""

    id: str
    title: str
    when: str = ""
    cadence: Cadence | None = None

    @cached_property
    def haystack(self) -> str:
        """Where words are looked for."""
        return _haystack(self.title, self.when)

    @cached_property
    def named(self) -> str:
        """Where words count twice."""
        return _haystack(self.title)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a list shows of a playbook, so that the whole need not be read."""

    id: str
    version: str
    title: str
    promise: str
    roles: tuple[str, ...]
    authors: tuple[str, ...]
    licence: str
    language: str = "en"
    derived_from: str = ""
    pillars: tuple[Pillar, ...] = ()
    plays: tuple[PlayHead, ...] = ()

    @cached_property
    def haystack(self) -> str:
        """Where words are looked for, but for the plays."""
        return _haystack(self.title, self.promise, *self.roles)

    @cached_property
    def named(self) -> str:
        """Where words count for each of its plays."""
        return _haystack(self.title)

    @cached_property
    def whole(self) -> str:
        """Where the words are looked for that mean all of it."""
        return _haystack(self.title, *self.roles)


class Entry(NamedTuple):
    """A playbook of the library."""

    head: Head
    origin: Origin
    adopted: str | None = None
    """The version that is adopted; None while none is."""


class Wanted(NamedTuple):
    """What is looked for, each with a space before it, where a word begins."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    """Each two words that were said one after the other, those that carry no sense included."""

    def within(self, haystack: str) -> set[str]:
        """Those of the words that it has."""
        return {word for word in self.words if word in haystack}

    def weight(self, haystack: str) -> int:
        """How much of it there is: twice its words, and once each two that stand as they were said."""
        return 2 * len(self.within(haystack)) + sum(pair in haystack for pair in self.pairs)


class Match(NamedTuple):
    """A playbook that was looked for, with those of its plays that fit the words."""

    entry: Entry
    plays: tuple[PlayHead, ...]


def head_of(playbook: Playbook) -> Head:
    """What a list shows of it."""
    return Head(
        id=playbook.id,
        version=playbook.version,
        title=playbook.title,
        promise=playbook.promise,
        roles=playbook.roles,
        authors=playbook.authors,
        licence=playbook.licence,
        language=playbook.language,
        derived_from=playbook.derived_from,
        pillars=pillars_of(
            _installed(playbook), (one.kind for play in playbook.plays for one in play.produces)
        ),
        plays=tuple(PlayHead(play.id, play.title, play.when, play.cadence) for play in playbook.plays),
    )


def pillars_of(installs: Collection[str], products: Iterable[Product]) -> tuple[Pillar, ...]:
    """The pillars of what a playbook installs, as fields of `Installs`, and of what its plays produce."""
    found: set[Pillar] = {_OF_PRODUCTS[product] for product in products}
    if "presets" in installs:
        found.add("focus")
    if {"start", "end", "week"} & set(installs):
        found.add("rituals")
    if "formats" in installs:
        found.add("updates")
    if "agreement" in installs:
        found.add("agreement")
    return tuple(pillar for pillar in PILLARS if pillar in found)


def search(
    entries: Sequence[Entry], words: str = "", *, role: str = "", pillar: Pillar | None = None
) -> tuple[Match, ...]:
    """The playbooks for a role and a pillar in which a situation is found, the best matches first.

    A word is found where one begins with it; words that carry no sense are left out. Best is what has them
    in a title, and beside each other as they were said. A play fits when it has all of them or, when none
    has, as many of them as any has, and at least half. A playbook that fits by itself comes with all its
    plays when its title or a role has the words, and without any when its promise has. Without words every
    playbook fits, with all its plays.
    """
    kept = [
        one for one in entries if _for_role(one.head, role) and (pillar is None or pillar in one.head.pillars)
    ]
    wanted = _wanted(words)
    if not wanted.words:
        return tuple(Match(entry, entry.head.plays) for entry in kept)
    counted = [(entry, *_counts(entry.head, wanted)) for entry in kept]
    best = max((max([whole, *(count for count, _ in plays)]) for _, whole, plays in counted), default=0)
    if best * 2 < len(wanted.words):
        return ()
    fitting = [
        _fitting(entry, wanted, [play for count, play in plays if count == best])
        for entry, whole, plays in counted
        if whole == best or any(count == best for count, _ in plays)
    ]
    return tuple(match for _, match in sorted(fitting, key=lambda pair: -pair[0]))


def roles_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Every role that there are playbooks for, in the order of the alphabet."""
    return tuple(sorted({role for entry in entries for role in entry.head.roles}, key=str.casefold))


def release(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    numbers = [int(part) for part in version.split(".")]
    return (*numbers, 0, 0)[:3]


def newer(head: Head, entries: Iterable[Entry]) -> Head | None:
    """What the library has of the playbook that a copy was made from, in a later version than then."""
    origin, _, version = head.derived_from.partition("@")
    found = next((entry.head for entry in entries if entry.head.id == origin), None)
    is_newer = found is not None and bool(version) and release(found.version) > release(version)
    return found if is_newer else None


def for_role(head: Head, role: str) -> bool:
    """Whether a playbook names a role, in any case; an empty role is named by none."""
    return bool(role) and any(role.casefold() in one.casefold() for one in head.roles)


def _for_role(head: Head, role: str) -> bool:
    return not role or for_role(head, role) or any(one.casefold() == ANY_ROLE for one in head.roles)


def _wanted(text: str) -> Wanted:
    said = _WORD.findall(text.casefold())
    words = [word for word in said if word not in _SMALL_WORDS] or said
    return Wanted(
        tuple(dict.fromkeys(f" {word.removesuffix('s')}" for word in words)),
        tuple(f" {one} {other.removesuffix('s')}" for one, other in pairwise(said)),
    )


def _counts(head: Head, wanted: Wanted) -> tuple[int, list[tuple[int, PlayHead]]]:
    """How many of the words the playbook has, and how many it and each of its plays have together.

    A play that has none of them has none together with its playbook either.
    """
    own = wanted.within(head.haystack)
    left = [word for word in wanted.words if word not in own]
    plays = []
    for play in head.plays:
        haystack = play.haystack
        more = sum(word in haystack for word in left)
        count = len(own) + more if more or any(word in haystack for word in own) else 0
        plays.append((count, play))
    return len(own), plays


def _fitting(entry: Entry, wanted: Wanted, plays: Sequence[PlayHead]) -> tuple[int, Match]:
    """A playbook with the plays of it that fit, the best first, and how well they do."""
    head = entry.head
    ranked = sorted(
        ((wanted.weight(play.haystack) + wanted.weight(play.named), play) for play in plays),
        key=lambda pair: -pair[0],
    )
    rank = (ranked[0][0] if ranked else 0) + wanted.weight(head.named)
    means_all = len(wanted.within(head.whole)) == len(wanted.words)
    return rank, Match(entry, tuple(play for _, play in ranked) or (head.plays if means_all else ()))


def _haystack(*texts: str) -> str:
    """The words of texts, and each two neighbours as one, so that “hand over” is found as “handover”."""
    words = _WORD.findall(" ".join(texts).casefold())
    return " ".join(["", *words, ".", *map(add, words, words[1:])])


def _installed(playbook: Playbook) -> set[str]:
    installs = playbook.installs
    names = ("start", "end", "week", "presets", "formats", "agreement")
    return {name for name in names if getattr(installs, name)}
