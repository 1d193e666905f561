"""``keys``: what the app can do and by which keys, with the user's own and those that do two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from remoteos.cli.forms import Form
    from remoteos.domain.actions import Action, Place


@command(example=("remoteos keys", "remoteos keys --json"))
@json_option
@pass_session
def keys(session: Session, as_json: bool) -> None:
    """List what the app can do, by place: the keys, the id of each action, and what it does.

    `config set keys.block.finish F` gives an action a key of your own. A key that does two things in the
    same place is named.
    """
    from remoteos.domain.actions import ACTIONS, PLACE_WORDS, of_place
    from remoteos.domain.keys import clashes, shown_key

    keymap = session.settings.keymap
    found = clashes(keymap)
    if as_json:
        both = [{"key": clash.key, "ids": [clash.first.id, clash.second.id]} for clash in found]
        output.emit({"keys": [_form(action, keymap) for action in ACTIONS], "clashes": both})
        return
    places = [place for place in PLACE_WORDS if of_place(place)]
    output.data("\n\n".join(_section(place, keymap) for place in places))
    for clash in found:
        output.warn(f"{shown_key(clash.key)} is for both {clash.first.id} and {clash.second.id}.")


def _form(action: Action, keymap: Mapping[str, str]) -> Form:
    """An action in JSON, its keys as a keymap names them."""
    from remoteos.domain.keys import key_list

    return {
        "id": action.id,
        "keys": list(key_list(action, keymap)),
        "from": "file" if action.id in keymap else "default",
        "what": action.what,
        "place": action.place,
    }


def _section(place: Place, keymap: Mapping[str, str]) -> str:
    """A place's heading, and a line for each of its actions."""
    from remoteos.domain.actions import PLACE_WORDS, of_place
    from remoteos.domain.keys import shown_keys

    actions = of_place(place)
    key_width = max(len(shown_keys(action, keymap)) for action in actions)
    id_width = max(len(action.id) for action in actions)
    lines = [output.bold(PLACE_WORDS[place])]
    for action in actions:
        own = f"  {output.dim('(yours)')}" if action.id in keymap else ""
        lines.append(
            f"  {shown_keys(action, keymap):<{key_width}}  {action.id:<{id_width}}  {action.what}{own}"
        )
    return "\n".join(lines)
