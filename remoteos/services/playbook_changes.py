"""Changing the playbooks that the user keeps: deriving, editing, and following what they were made from."""

from collections.abc import Mapping
from dataclasses import replace

from remoteos.domain.errors import Ambiguous, BadInput, NotFound, Refused
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.domain.playbook_library import Head, release
from remoteos.domain.playbook_merging import Side
from remoteos.domain.playbooks import Playbook, ensure_id
from remoteos.domain.text import clean, quoted
from remoteos.domain.words import plural
from remoteos.formats.playbook_writing import write
from remoteos.services import playbooks
from remoteos.services.adopted import current
from remoteos.services.desk import Desk
from remoteos.services.playbook_files import check
from remoteos.services.playbook_joining import (
    NO_CHOICES,
    Upgrade,
    after,
    ancestor,
    first_error,
    fitting,
    free_id,
    merged_with,
    parsed,
)

__all__ = [
    "Upgrade", "add", "derive", "derived", "edit", "ensure_free", "ids", "made_from", "own_copy", "remove",
    "save", "to_edit", "upgrade", "upgrade_of",
]  # fmt: skip

_LONGEST_TITLE = 300


def add(desk: Desk, text: str) -> PlaybookCopy:
    """Keep a new playbook of the user's own.

    Raises BadInput, with the line and column of the first error, for a text that cannot be used, and Refused
    for an id that is taken.
    """
    playbook = _usable(text, "No playbook was added.")
    head, canonical = fitting(playbook)
    with desk.store.locked():
        ensure_free(desk, playbook.id)
        copy = PlaybookCopy(**desk.birth(), head=head, text=canonical)
        desk.store.commit(f"add “{copy.name}”", [copy], at=desk.now)
    return copy


def derive(desk: Desk, which: str, identity: str = "", title: str = "") -> PlaybookCopy:
    """Keep a copy of a playbook under another id, to be changed; it can follow later versions of it.

    The id is ``my-`` and that of the playbook unless given, with a number when there is one already. Raises
    NotFound and Ambiguous as `playbooks.find` does, Refused for an id that is taken or that no playbook can
    have, BadInput for a title that is too long.
    """
    with desk.store.locked():
        copy = derived(desk, which, identity, title)
        desk.store.commit(f"derive “{copy.name}”", [copy], at=desk.now)
    return copy


def derived(desk: Desk, which: str, identity: str = "", title: str = "") -> PlaybookCopy:
    """The copy that `derive` keeps, not kept yet; raises as it does."""
    original = playbooks.find(desk, which).playbook
    if identity:
        ensure_free(desk, identity)
    else:
        identity = free_id(f"my-{original.id}", ids(desk))
    mine = replace(
        original,
        id=identity,
        title=clean(title, limit=_LONGEST_TITLE) or original.title,
        derived_from=f"{original.id}@{original.version}",
    )
    head, text = fitting(mine)
    return PlaybookCopy(**desk.birth(), head=head, text=text, base=write(original))


def to_edit(desk: Desk, which: str, identity: str = "") -> PlaybookCopy:
    """The copy that editing a playbook changes: of a shipped one the user's own copy of it.

    Where there is none, and whenever an id is given, it is a new one that is not kept yet. Raises as `derive`
    does, and Ambiguous when there are several copies of a shipped one.
    """
    kept = playbooks.find(desk, which)
    if identity:
        return derived(desk, kept.playbook.id, identity)
    if kept.copy is not None:
        return kept.copy
    wanted = kept.playbook.id
    made = [
        one for one in desk.store.all(PlaybookCopy) if one.origin == "own" and _parent(one.head) == wanted
    ]
    if len(made) > 1:
        names = ", ".join(one.head.id for one in made)
        raise Ambiguous(f"You have several copies of {wanted}: {names}. Nothing was changed; name one.")
    return made[0] if made else derived(desk, wanted)


def save(desk: Desk, identity: str, text: str) -> PlaybookCopy:
    """Keep an edited text of a playbook; one that says the same changes nothing.

    Raises BadInput, with the line and column of the first error, for a text that cannot be used; Refused for
    another id and for a playbook that ships; NotFound.
    """
    return edit(desk, own_copy(desk, identity), text)


def edit(desk: Desk, copy: PlaybookCopy, text: str) -> PlaybookCopy:
    """Keep an edited text of this copy, which may be a new one of `to_edit`; raises as `save` does.

    Refused as well when the copy was changed elsewhere meanwhile, or its id was taken.
    """
    edited = _edited(copy, text)
    if edited is copy:
        return copy
    with desk.store.locked():
        now = playbooks.copy_of(desk, copy.head.id)
        if now is not None and (now.id, now.text) != (copy.id, copy.text):
            raise Refused(f"{copy.head.id} was changed elsewhere meanwhile; that is kept, and this is not.")
        desk.store.commit(f"edit “{edited.name}”", [edited], at=desk.now)
    return edited


def upgrade_of(desk: Desk, which: str, theirs: Playbook | None = None) -> Upgrade | None:
    """What would become of a copy and the newer version of what it was made from; None when there is none.

    The newer version is found in the library. That of an imported playbook, and any other, is to be given:
    it must have the id of the copy, or of what the copy was made from, else Refused.
    """
    kept = playbooks.find(desk, which)
    return None if kept.copy is None else _upgrade(desk, kept.copy, theirs, NO_CHOICES)


def upgrade(
    desk: Desk, which: str, choose: Mapping[str, Side] = NO_CHOICES, theirs: Playbook | None = None
) -> PlaybookCopy:
    """Join a copy with the newer version of what it was made from, as `upgrade_of` shows it.

    `choose` has mine or theirs for the key of each conflict. Raises Refused while one has no choice, for a
    key that is no conflict, and when there is nothing newer; BadInput when the two together are too much.
    """
    with desk.store.locked():
        copy = own_copy(desk, playbooks.find(desk, which).playbook.id)
        shown = _upgrade(desk, copy, theirs, NO_CHOICES)
        if shown is None:
            raise Refused(f"There is nothing newer than {copy.head.id} has already. Nothing was changed.")
        unknown = choose.keys() - {conflict.key for conflict in shown.merged.conflicts}
        if unknown:
            raise Refused(f"{quoted(min(unknown))} is no conflict of {copy.head.id}. Nothing was changed.")
        done = _upgrade(desk, copy, theirs, choose) or shown
        if done.merged.conflicts:
            count = plural(len(done.merged.conflicts), "part")
            raise Refused(
                f"{count} of {copy.head.id} changed on both sides. Nothing was changed; choose mine or "
                f"theirs for each: `remoteos playbook upgrade {copy.head.id} --dry-run` shows them."
            )
        changed = after(done)
        desk.store.commit(f"upgrade “{copy.name}”", [changed], at=desk.now)
    return changed


def remove(desk: Desk, which: str) -> PlaybookCopy:
    """Take a copy out of the library; runs of its plays stay.

    Refused for a playbook that ships, and for one that is adopted.
    """
    with desk.store.locked():
        copy = own_copy(desk, playbooks.find(desk, which).playbook.id)
        if current(desk, copy.head.id) is not None:
            raise Refused(
                f"{copy.head.id} is adopted. Nothing was changed; "
                f"`remoteos playbook drop {copy.head.id}` comes first."
            )
        desk.store.commit(f"remove “{copy.name}”", delete=[copy], at=desk.now)
    return copy


def made_from(desk: Desk, kept: playbooks.Kept) -> Playbook | None:
    """What a playbook was made from, as it was then, else as the library has it; None when unknown."""
    base = parsed(kept.copy.base) if kept.copy is not None and kept.copy.base else None
    if base is not None:
        return base
    try:
        return playbooks.get(desk, _parent(kept.playbook)).playbook
    except NotFound:
        return None


def ids(desk: Desk) -> set[str]:
    """The ids of all playbooks there are."""
    return {entry.head.id for entry in playbooks.entries(desk)}


def ensure_free(desk: Desk, identity: str) -> None:
    """Refused for an id that no playbook can have, and when there is a playbook of it."""
    ensure_id(identity)
    if identity in ids(desk):
        raise Refused(f"There is a playbook {identity} already. Nothing was changed; choose another id.")


def own_copy(desk: Desk, identity: str) -> PlaybookCopy:
    """The user's playbook of exactly this id; Refused for one that ships, NotFound when there is none."""
    copy = playbooks.copy_of(desk, identity)
    if copy is not None:
        return copy
    if playbooks.is_shipped(identity):
        raise Refused(
            f"{identity} ships with remoteos and stays as it is. Nothing was changed; "
            f"`remoteos playbook edit {identity}` makes a copy of yours."
        )
    raise NotFound(f"There is no playbook {quoted(identity)}. `remoteos playbook list` shows them all.")


def _upgrade(
    desk: Desk, copy: PlaybookCopy, theirs: Playbook | None, choose: Mapping[str, Side]
) -> Upgrade | None:
    base = ancestor(copy)
    if base is None:
        return None
    if theirs is None:
        theirs = _newer(desk, base) if copy.origin == "own" else None
    elif theirs.id not in (base.id, copy.head.id):
        raise Refused(f"{theirs.id} is another playbook than {copy.head.id}. Nothing was changed.")
    elif release(theirs.version) < release(base.version):
        return None
    if theirs is None or theirs == base:
        return None
    found = merged_with(copy, theirs, choose)
    return None if found is None or found.mine == theirs else found


def _newer(desk: Desk, base: Playbook) -> Playbook | None:
    """The newer version of a playbook that the library has."""
    try:
        found = playbooks.get(desk, base.id).playbook
    except NotFound:
        return None
    return found if release(found.version) > release(base.version) else None


def _edited(copy: PlaybookCopy, text: str) -> PlaybookCopy:
    """The copy with another text; itself when that says the same."""
    playbook = _usable(text, f"{copy.head.id} is kept as it was.")
    if playbook.id != copy.head.id:
        raise Refused(
            f"The id must stay {copy.head.id}, not {playbook.id}: others are derived from it. "
            "It is kept as it was."
        )
    # Whoever leaves out where it came from still has it from there.
    playbook = replace(playbook, derived_from=playbook.derived_from or copy.head.derived_from)
    head, canonical = fitting(playbook)
    if canonical == copy.text:
        return copy
    base = copy.base or (copy.text if copy.origin == "imported" else "")
    changed = canonical != base
    return replace(copy, head=head, text=canonical, base=base if changed else "", edited=changed)


def _usable(text: str, stays: str) -> Playbook:
    """The playbook of a text; BadInput, with the first error and what stays, when it cannot be used."""
    checked = check(text.encode("utf-8", "surrogatepass"))
    if checked.playbook is None:
        more = checked.errors - 1
        others = f" ({plural(more, 'error')} more)" if more else ""
        raise BadInput(f"{first_error(checked)}{others}. {stays}")
    return checked.playbook


def _parent(playbook: Head | Playbook) -> str:
    """The id of what a playbook was derived from; empty when it was not."""
    return playbook.derived_from.partition("@")[0]
