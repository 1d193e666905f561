"""The library: which playbooks there are, and the finding of one by role, pillar and situation."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
        "a across an and are as at be been but by do for from had has have i in is it its my no not of on or "
        "our so that the their them they this to was we were what when who will with you your",
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
    def names(self) -> str:
        """Where the words are looked for that mean all of it."""
        return _haystack(self.title, *self.roles)


class Entry(NamedTuple):
    """A playbook of the library."""

    head: Head
    origin: Origin
    adopted: str | None = None
    """The version that is adopted; None while none is."""


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

    Best is what has the words in a title, and there as they were said. Words that carry no sense are left
    out. A play fits when it has all the others or, when none has, as many of them as any has, and at least
    half. A playbook that fits by itself comes with all its plays when its title or a role has the words, and
    without any when its promise has. Without words every playbook fits, with all its plays.
    """
    kept = [
        one for one in entries if _for_role(one.head, role) and (pillar is None or pillar in one.head.pillars)
    ]
    wanted = _wanted(words)
    if not wanted:
        return tuple(Match(entry, entry.head.plays) for entry in kept)
    phrase = " ".join(words.casefold().split())
    scored = [(entry, *_scores(entry.head, wanted, phrase)) for entry in kept]
    best = max((max([whole, *(both for both, _ in plays)]) for _, whole, plays in scored), default=0)
    if best * 2 < len(wanted):
        return ()
    found = []
    for entry, whole, plays in scored:
        pairs = [
            (own, play) for (both, own), play in zip(plays, entry.head.plays, strict=True) if both == best
        ]
        fitting = tuple(play for _, play in sorted(pairs, key=lambda pair: -pair[0]))
        if fitting or whole == best:
            rank = max((own for own, _ in pairs), default=0)
            rank += 2 * len(wanted) if _says(entry.head.title, phrase) else 0
            named = entry.head.plays if all(word in entry.head.names for word in wanted) else ()
            found.append((rank, Match(entry, fitting or named)))
    return tuple(match for _, match in sorted(found, key=lambda pair: -pair[0]))


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


def _wanted(words: str) -> list[str]:
    found = _WORD.findall(words.casefold())
    return [word.removesuffix("s") for word in found if word not in _SMALL_WORDS] or found


def _scores(head: Head, wanted: Sequence[str], phrase: str) -> tuple[int, list[tuple[int, int]]]:
    """How many of the words the playbook has, and for each play how many the two have, and its rank.

    A play ranks by the words it has itself, those of its title twice, and all of them again when its title
    has them as they were said. One that has none of them has none together with its playbook either.
    """
    own = {word for word in wanted if word in head.haystack}
    plays = []
    for play in head.plays:
        haystack = play.haystack
        there = {word for word in wanted if word in haystack}
        if not there:
            plays.append((0, 0))
            continue
        title = play.title.casefold()
        rank = len(there) + sum(word in title for word in there)
        rank += len(wanted) if _says(play.title, phrase) else 0
        plays.append((len(there | own), rank))
    return len(own), plays


def _says(title: str, phrase: str) -> bool:
    """Whether a title has a phrase from the beginning of a word on; the last word may be half typed."""
    return f" {phrase}" in f" {title.casefold()}"


def _haystack(*texts: str) -> str:
    """Texts to look for words in; “hand over”, “hand-over” and “handover” are found by each other."""
    text = " ".join(texts).casefold()
    return f"{text} {text.replace('-', '').replace(' ', '')}"


def _installed(playbook: Playbook) -> set[str]:
    installs = playbook.installs
    names = ("start", "end", "week", "presets", "formats", "agreement")
    return {name for name in names if getattr(installs, name)}
