"""The library: the playbooks that ship, and those that the user keeps."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from remoteos.domain.adoption import Adoption, in_use
from remoteos.domain.errors import Ambiguous, BadInput, NotFound
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import Entry, Head, Origin, for_role, head_of
from remoteos.domain.playbooks import Play, Playbook
from remoteos.domain.text import quoted
from remoteos.formats.playbook_heads import head
from remoteos.formats.playbook_json import parsed_form
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import write
from remoteos.services.desk import Desk


class Kept(NamedTuple):
    """A playbook of the library, whole."""

    playbook: Playbook
    text: str
    """In the canonical form."""
    origin: Origin
    copy: PlaybookCopy | None = None
    """The record that holds it; None for one that ships."""


class Found(NamedTuple):
    """A play, and the playbook that it is in."""

    kept: Kept
    play: Play


def entries(desk: Desk) -> tuple[Entry, ...]:
    """Every playbook there is: those adopted, those for the user's role, then the others, each by title."""
    adopted = {one.playbook_id: one.version for one in in_use(desk.store.all(Adoption))}
    found = [Entry(one, "shipped", adopted.get(one.id)) for one in shipped_heads()]
    found += [Entry(one.head, one.origin, adopted.get(one.head.id)) for one in desk.store.all(PlaybookCopy)]
    role = desk.settings.you.role

    def order(entry: Entry) -> tuple[bool, bool, str, str]:
        mine = for_role(entry.head, role)
        return entry.adopted is None, not mine, entry.head.title.casefold(), entry.head.id

    return tuple(sorted(found, key=order))


def find(desk: Desk, which: str) -> Kept:
    """The playbook of an id, or of the beginning of an id or title that fits one alone.

    Raises NotFound and Ambiguous, and BadInput for a copy that cannot be read any more.
    """
    identity = _one(
        which, ((one.head.id, one.head.title) for one in entries(desk)), "playbook", "playbook list"
    )
    return get(desk, identity)


def get(desk: Desk, identity: str) -> Kept:
    """The playbook of exactly this id; raises as `find` does."""
    copy = copy_of(desk, identity)
    if copy is not None:
        return Kept(_read(copy.text, identity), copy.text, copy.origin, copy)
    source = _shipped().get(identity)
    if source is None:
        raise NotFound(f"There is no playbook {quoted(identity)}. `remoteos playbook list` shows them all.")
    text = source.read_text("utf-8")
    return Kept(shipped(identity), text, "shipped")


def copy_of(desk: Desk, identity: str) -> PlaybookCopy | None:
    """The user's playbook of this id; None when there is none, or it ships."""
    return next((one for one in desk.store.all(PlaybookCopy) if one.head.id == identity), None)


def find_play(desk: Desk, which: str) -> Found:
    """A play by its id, or the beginning of its id or title, after its playbook's id and a slash if need be.

    Plays of adopted playbooks come before all others. Raises NotFound and Ambiguous.
    """
    book, slash, name = which.rpartition("/")
    if slash:
        kept = find(desk, book)
        known = [(play.id, play.title) for play in kept.playbook.plays]
        wanted = _one(name, known, "play", f"playbook show {kept.playbook.id}")
    else:
        all_of_them = entries(desk)
        for some in (tuple(one for one in all_of_them if one.adopted), all_of_them):
            plays = [(f"{one.head.id}/{play.id}", play.title) for one in some for play in one.head.plays]
            try:
                return find_play(desk, _one(which, plays, "play", "play list --all"))
            except NotFound:
                if some is all_of_them:
                    raise
        raise NotFound(f"There is no play {quoted(which)}.")
    return Found(kept, next(play for play in kept.playbook.plays if play.id == wanted))


def is_shipped(identity: str) -> bool:
    """Whether a playbook of this id ships."""
    return identity in _shipped()


@cache
def shipped_heads() -> tuple[Head, ...]:
    """What lists show of the playbooks that ship."""
    return tuple(head(source.read_text("utf-8")) for source in _shipped().values())


@cache
def shipped(identity: str) -> Playbook:
    """A playbook that ships; ``identity`` is one of those that do."""
    return _read(_shipped()[identity].read_text("utf-8"), identity)


def parsed(playbook: Playbook) -> dict[str, object]:
    """A playbook as JSON has it, as its schema says."""
    return parsed_form(playbook)


def parsed_play(found: Found) -> object:
    """A play as JSON has it within its playbook."""
    plays = parsed_form(found.kept.playbook)["plays"]
    assert isinstance(plays, list)
    return next(play for play in plays if play["id"] == found.play.id)


def written(playbook: Playbook) -> tuple[Head, str]:
    """What a copy of a playbook keeps: its head and its canonical text."""
    return head_of(playbook), write(playbook)


@cache
def _shipped() -> dict[str, Traversable]:
    folder = files("remoteos") / "content" / "playbooks"
    found = {one.name.removesuffix(".md"): one for one in folder.iterdir() if one.name.endswith(".md")}
    return dict(sorted(found.items()))


def _read(text: str, identity: str) -> Playbook:
    playbook, problems = read(text)
    if playbook is None:
        raise BadInput(
            f"The playbook {identity} cannot be read, line {problems[0].line}: {problems[0].message}. "
            "It was left as it is."
        )
    return playbook


def _one(which: str, known: Iterable[tuple[str, str]], what: str, command: str) -> str:
    """The id, of ids and titles, that a person means."""
    wanted = " ".join(which.casefold().split())
    pairs = list(known)

    def ends(identity: str) -> tuple[str, str]:
        return identity, identity.rpartition("/")[2]

    exact = [one for one, title in pairs if wanted in (*ends(one), title.casefold())]
    fitting = exact or [
        one
        for one, title in pairs
        if wanted
        and (any(end.startswith(wanted) for end in ends(one)) or title.casefold().startswith(wanted))
    ]
    if not fitting:
        raise NotFound(f"There is no {what} {quoted(which)}. `remoteos {command}` shows them all.")
    if len(fitting) > 1:
        raise Ambiguous(
            f"{quoted(which)} fits several: {', '.join(fitting[:8])}. Nothing was changed; give more of it."
        )
    return fitting[0]
