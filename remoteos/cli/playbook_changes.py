"""``playbook edit``, ``diff`` and ``upgrade``: changing one's own playbooks, and following others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remoteos.cli import output
from remoteos.cli import playbook_change_lines as lines
from remoteos.cli.options import command, json_option, no_input_option, pass_session
from remoteos.cli.params import PATH, TEXT, one_of
from remoteos.cli.session import Session
from remoteos.domain.errors import Refused
from remoteos.domain.playbook_merging import Side
from remoteos.domain.text import quoted
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.domain.playbook_merging import Conflict
    from remoteos.domain.playbooks import Playbook
    from remoteos.services.playbook_changes import Upgrade


@command(
    "edit",
    example=[
        "remoteos playbook edit manage-your-manager",
        "remoteos playbook edit manage-your-manager --derive-as my-manager",
        "remoteos playbook edit my-manager --from my-manager.md",
    ],
)
@click.argument("which", type=TEXT, metavar="ID")
@click.option("--derive-as", type=TEXT, default="", metavar="ID", help="Change a new copy with this id.")
@click.option("--from", "file", type=PATH, metavar="FILE", help="Take the whole text from there; - is stdin.")
@json_option
@no_input_option
@pass_session
def edit(session: Session, which: str, derive_as: str, file: Path | None, as_json: bool) -> None:
    """Change a playbook in VISUAL or EDITOR; one that ships is derived first, and your copy changed.

    A text that cannot be used stays in a file, and the next edit goes on with it.
    """
    from remoteos.services import playbook_changes as service
    from remoteos.services import playbooks

    desk = session.desk
    copy = service.to_edit(desk, which, derive_as)
    is_new = playbooks.copy_of(desk, copy.head.id) is None
    if file is not None:
        text = lines.source_of(file).raw.decode("utf-8", "surrogateescape")
        changed = service.edit(desk, copy, text)
    elif session.interactive:
        from remoteos.cli.playbook_editing import in_editor

        changed = in_editor(session, copy)
    else:
        raise click.UsageError("An editor needs a terminal; --from FILE takes the text from a file.")
    is_changed = changed.text != copy.text
    if as_json:
        derived = is_new and is_changed
        payload = {"playbook": lines.copy_form(changed), "changed": is_changed, "derived": derived}
        output.emit(payload)
    elif not is_changed:
        output.data("Nothing was changed.")
    else:
        if is_new:
            output.note(f"Derived from {copy.head.derived_from}, which stays as it is.")
        output.data(f"Kept {changed.head.id}: {changed.name} {changed.head.version}.")


@command(
    "diff",
    example=[
        "remoteos playbook diff manage-your-manager it-operations-lead",
        "remoteos playbook diff my-manager",
        "remoteos playbook diff my-manager ~/playbooks/manager.md",
    ],
)
@click.argument("first", type=TEXT, metavar="A")
@click.argument("second", type=TEXT, required=False, metavar="[B]")
@json_option
@pass_session
def diff(session: Session, first: str, second: str | None, as_json: bool) -> None:
    """Show how playbook B differs from A; without B, how A differs from what it was made from.

    Each is an id, or a file: a name that ends with .md or has a slash, or - for standard input.
    """
    from remoteos.domain.playbook_comparing import differences

    before, after = _pair(session, first, second)
    found = differences(before, after)
    names = [f"{one.id}@{one.version}" for one in (before, after)]
    if as_json:
        forms = [lines.difference_form(one) for one in found]
        output.emit({"diff": {"from": names[0], "to": names[1], "differences": forms}})
    elif not found:
        output.data(f"{names[1]} says the same as {names[0]}.")
    else:
        title = output.bold(f"{names[0]} → {names[1]}") + f"  {plural(len(found), 'difference')}"
        output.page("\n".join([title, *lines.differences(found)]))


@command(
    "upgrade",
    example=[
        "remoteos playbook upgrade",
        "remoteos playbook upgrade my-manager --dry-run",
        "remoteos playbook upgrade my-manager --take mine --choose title=theirs",
        "remoteos playbook upgrade it-lead --from it-lead.md",
    ],
)
@click.argument("which", type=TEXT, required=False, metavar="[ID]")
@click.option("--from", "file", type=PATH, metavar="FILE", help="The newer version; the library's otherwise.")
@click.option("--take", type=one_of(Side), help="Of what changed on both sides, take this.")
@click.option("--choose", type=TEXT, multiple=True, metavar="KEY=SIDE", help="mine or theirs for one part.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@json_option
@no_input_option
@pass_session
def upgrade(
    session: Session,
    which: str | None,
    file: Path | None,
    take: Side | None,
    choose: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring your copies up to date with what they were made from; what you changed stays.

    What both changed is a conflict, shown side by side. A copy with one that was not chosen stays as it is.
    """
    from remoteos.services import playbook_changes as service

    if which is None and (file is not None or choose):
        raise click.UsageError("--from and --choose are for one playbook: give its id.")
    theirs = lines.playbook_in(file) if file is not None else None
    upgrades = _upgrades(session, which, theirs)
    chosen = [_choices(one, take, choose) for one in upgrades]
    if not as_json:
        _show(upgrades, which, file)
    forms, open_conflicts = [], 0
    for one, choices in zip(upgrades, chosen, strict=True):
        if not dry_run and not as_json:
            choices |= _asked(session, one, choices)
        left = [each for each in one.merged.conflicts if each.key not in choices]
        open_conflicts += len(left)
        does = not dry_run and not left
        changed = service.upgrade(session.desk, one.copy.head.id, choices, theirs) if does else one.copy
        forms.append({**_form(one), "playbook": lines.copy_form(changed), "upgraded": does})
        if does and not as_json:
            output.data(f"Upgraded {changed.head.id} to {one.theirs.id}@{one.theirs.version}.")
    if as_json:
        output.emit({"upgrades": forms})
    if open_conflicts and not dry_run:
        raise Refused(
            f"{plural(open_conflicts, 'part')} changed on both sides. A playbook with such a part is kept as "
            "it was; --choose KEY=mine or =theirs decides one, --take all."
        )


def _pair(session: Session, first: str, second: str | None) -> tuple[Playbook, Playbook]:
    """The playbooks to compare, the earlier one first."""
    from remoteos.services import playbook_changes as service
    from remoteos.services import playbooks

    def one(what: str) -> playbooks.Kept | Playbook:
        is_file = what == "-" or "/" in what or what.lower().endswith(".md")
        path = PATH.convert(what, None, None)
        return lines.playbook_in(path) if is_file else playbooks.find(session.desk, what)

    left = one(first)
    playbook = left.playbook if isinstance(left, playbooks.Kept) else left
    if second is not None:
        right = one(second)
        return playbook, right.playbook if isinstance(right, playbooks.Kept) else right
    kept = left if isinstance(left, playbooks.Kept) else playbooks.Kept(left, "", "imported")
    origin = service.made_from(session.desk, kept)
    if origin is None:
        raise Refused(f"What {playbook.id} was made from is not here: give the other one too.")
    return origin, playbook


def _upgrades(session: Session, which: str | None, theirs: Playbook | None) -> list[Upgrade]:
    from remoteos.domain.playbook_copies import PlaybookCopy
    from remoteos.services import playbook_changes as service

    desk = session.desk
    wanted = [which] if which is not None else [one.head.id for one in desk.store.all(PlaybookCopy)]
    found = (service.upgrade_of(desk, one, theirs) for one in wanted)
    return [one for one in found if one is not None]


def _choices(found: Upgrade, take: Side | None, choose: Sequence[str]) -> dict[str, Side]:
    """The sides that the options have for the conflicts of an upgrade."""
    keys = [one.key for one in found.merged.conflicts]
    choices: dict[str, Side] = dict.fromkeys(keys, take) if take is not None else {}
    sides: Mapping[str, Side] = {"mine": "mine", "theirs": "theirs"}
    for one in choose:
        key, _, side = one.rpartition("=")
        if key not in keys:
            raise Refused(
                f"{quoted(key or one)} is no conflict of {found.copy.head.id}. Nothing was changed."
            )
        if side not in sides:
            raise click.UsageError(f"--choose {key} wants =mine or =theirs.")
        choices[key] = sides[side]
    return choices


def _asked(session: Session, found: Upgrade, choices: Mapping[str, Side]) -> dict[str, Side]:
    """The sides that a person chooses where no option does; none when nobody is there."""
    sides: Mapping[str, Side] = {"m": "mine", "t": "theirs"}
    open_ones: list[Conflict] = [one for one in found.merged.conflicts if one.key not in choices]
    if not session.interactive:
        return {}
    answers = {one.key: session.choose(f"{one.where}: m for mine, t for theirs", "mt") for one in open_ones}
    return {key: sides[answer] for key, answer in answers.items() if answer}


def _show(upgrades: Sequence[Upgrade], which: str | None, file: Path | None) -> None:
    """Tell what each upgrade would change, its conflicts side by side."""
    from remoteos.domain.playbook_comparing import differences

    if not upgrades:
        more = "" if file is not None else " One that was imported is upgraded with --from FILE."
        output.data(f"Nothing newer is here for {which or 'any of your playbooks'}.{more}")
    for one in upgrades:
        conflicts = one.merged.conflicts
        said = f"{plural(one.merged.followed, 'part')} to follow, {plural(len(conflicts), 'conflict')}"
        title = f"{one.copy.head.id} ← {one.theirs.id}@{one.theirs.version}"
        text = [output.bold(title) + f"  {said}"]
        text += lines.differences(differences(one.mine, one.merged.playbook))
        for each in conflicts:
            text += ["", *lines.conflict(each, output.width())]
        output.page("\n".join(text))


def _form(found: Upgrade) -> dict[str, object]:
    from remoteos.domain.playbook_comparing import differences

    merged = found.merged
    return {
        "to": f"{found.theirs.id}@{found.theirs.version}",
        "followed": merged.followed,
        "differences": [lines.difference_form(one) for one in differences(found.mine, merged.playbook)],
        "conflicts": [lines.conflict_form(one) for one in merged.conflicts],
    }
