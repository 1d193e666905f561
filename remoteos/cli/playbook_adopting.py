"""``playbook adopt`` and ``drop``: what a playbook adds to the day, taken in and given back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from remoteos.cli import output
from remoteos.cli.options import command, json_option, no_input_option, pass_session, yes_option
from remoteos.cli.params import TEXT
from remoteos.cli.session import Session
from remoteos.domain.adoption import PART_WORDS
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.domain.adoption import Adoption, Offer, Part


@command(
    example=[
        "remoteos playbook adopt manage-your-manager --preview",
        "remoteos playbook adopt manage-your-manager --yes",
        "remoteos playbook adopt manage-your-manager --without agreement --without preset --yes",
    ],
)
@click.argument("which", type=TEXT, metavar="ID")
@click.option("--preview", is_flag=True, help="Only show what it would add.")
@click.option("--only", type=TEXT, multiple=True, metavar="PART", help="Take this part and no other.")
@click.option("--without", type=TEXT, multiple=True, metavar="PART", help="Leave this part out.")
@json_option
@no_input_option
@yes_option
@pass_session
def adopt(
    session: Session, which: str, preview: bool, only: Sequence[str], without: Sequence[str], as_json: bool
) -> None:
    """Make a playbook part of your day, having seen exactly what it adds.

    A PART is the number of a line of the preview, or a kind for all of them: start, end, week, preset,
    format, agreement or play. What is off in the preview is taken when --only names it.
    """
    from remoteos.cli.update_options import shelf
    from remoteos.domain.adoption import choose
    from remoteos.services import adopting, playbooks

    identity = playbooks.find(session.desk, which).playbook.id
    offered = adopting.offers(session.desk, identity, shelf(session).without_adopted())
    taken = choose(offered, only, without)
    if preview:
        _show_preview(offered, taken, as_json=as_json)
        return
    if not session.yes:
        for line in _preview(offered, taken):
            output.note(line)
        if not session.confirm(f"Adopt it with {plural(len(taken), 'part')}?"):
            output.note("Nothing was changed.")
            return
    adoption = adopting.adopt(session.desk, identity, taken)
    if as_json:
        output.emit({"adoption": _form(adoption)})
    else:
        output.data(
            f"Adopted: {adoption.title}, with {plural(len(taken), 'part')}. remoteos undo takes it back."
        )


@command(example="remoteos playbook drop manage-your-manager")
@click.argument("which", type=TEXT, metavar="ID")
@json_option
@pass_session
def drop(session: Session, which: str, as_json: bool) -> None:
    """Take back everything that adopting a playbook added; its runs and results stay."""
    from remoteos.services import adopting

    adoption = adopting.drop(session.desk, which)
    if as_json:
        output.emit({"adoption": _form(adoption)})
    else:
        output.data(
            f"Dropped: {adoption.title}. What it added is gone from your day; its runs and results stay."
        )


def _show_preview(offered: Sequence[Offer], taken: Sequence[Part], *, as_json: bool) -> None:
    if as_json:
        output.emit({"parts": [_offer_form(offer, taken) for offer in offered]})
    else:
        output.data(
            "\n".join(_preview(offered, taken)) or "It adds nothing to your day; its plays can be run."
        )


def _preview(offered: Sequence[Offer], taken: Sequence[Part]) -> list[str]:
    """What it would add, under what it is added to, a numbered line each."""
    lines, last = [], ""
    for number, offer in enumerate(offered, 1):
        part = offer.part
        if part.kind != last:
            lines.append(output.bold(PART_WORDS[part.kind]))
            last = part.kind
        mark = "✓" if part in taken else "○"
        note = f"  {output.dim(offer.note)}" if offer.note else ""
        lines.append(f"{number:>3} {mark} {_said(part)}{note}")
    return lines


def _said(part: Part) -> str:
    if part.kind == "preset":
        return f"{part.name} {part.value}"
    if part.kind == "play":
        return f"{part.title}, {part.value}"
    return part.name


def _offer_form(offer: Offer, taken: Sequence[Part]) -> dict[str, object]:
    return {**_part_form(offer.part), "taken": offer.part in taken, "note": offer.note or None}


def _part_form(part: Part) -> dict[str, object]:
    return {"kind": part.kind, "name": part.name, "value": part.value or None, "title": part.title or None}


def _form(adoption: Adoption) -> dict[str, object]:
    return {
        "id": adoption.id,
        "playbook_id": adoption.playbook_id,
        "version": adoption.version,
        "title": adoption.title,
        "adopted_at": adoption.created_at,
        "dropped_at": adoption.dropped_at,
        "parts": [_part_form(part) for part in adoption.parts],
    }
