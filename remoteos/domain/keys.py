"""The names of keys, for the app and for people, and which actions are in each other's way.

The app knows ``question_mark`` and ``escape``; people read and may write ``?`` and ``esc``.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from remoteos.domain.actions import ACTIONS, Action, Place, keys_of

_SHOWN = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
    "section_sign": "§",
    "escape": "esc",
    "delete": "del",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
_NAMED = {word: name for name, word in _SHOWN.items()}
_ON_PAGES: frozenset[Place] = frozenset(
    {"pages", "block", "today", "focus", "outcomes", "updates", "playbooks", "playbook"}
)
_ON_EVERY_PAGE: frozenset[Place] = frozenset({"pages", "block"})
_OF_LIBRARY: frozenset[Place] = frozenset({"playbooks", "playbook"})


class Clash(NamedTuple):
    """One key for two actions that can both be used in the same place."""

    key: str
    """The key as the app names it."""
    first: Action
    second: Action


def shown_key(key: str) -> str:
    """A key as people read it: ``?`` for ``question_mark``, ``shift+up`` as it is."""
    held, plus, pressed = key.rpartition("+")
    return f"{held}{plus}{_SHOWN.get(pressed, pressed)}"


def key_list(action: Action, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that do an action under the user's keymap, one by one, as the app names them."""
    return tuple(keys_of(action, keymap).split(","))


def shown_keys(action: Action, keymap: Mapping[str, str]) -> str:
    """The keys that do an action, as people read them: ``x or del``."""
    return " or ".join(map(shown_key, key_list(action, keymap)))


def named_keys(text: str) -> str:
    """Keys that a person wrote, separated by commas, as the app names them; empty if one is no key."""
    keys = [key.strip() for key in text.split(",")]
    if not all(key.isprintable() and key and " " not in key for key in keys):
        return ""
    return ",".join(dict.fromkeys(map(_named_key, keys)))


def clashes(keymap: Mapping[str, str]) -> tuple[Clash, ...]:
    """The keys that would have to do two things at once under the user's keymap."""
    return tuple(
        Clash(key, first, second)
        for first, second in combinations(ACTIONS, 2)
        if _meet(first.place, second.place)
        for key in key_list(first, keymap)
        if key in key_list(second, keymap)
    )


def clash_said(clash: Clash) -> str:
    """What a clash means and where it comes from, in one line."""
    return (
        f"{shown_key(clash.key)} is for both {clash.first.id} and {clash.second.id}; "
        "give one of them another key under [keys] in config.toml."
    )


def _named_key(key: str) -> str:
    """A key under the app's name; upper-case is a letter pressed with shift and nothing else."""
    if key == "+" or key.endswith("++"):
        key = f"{key[:-1]}plus"
    held, plus, pressed = key.rpartition("+")
    if held or len(pressed) > 1:
        held, pressed = held.lower(), pressed.lower()
    return f"{held}{plus}{_NAMED.get(pressed, pressed)}"


def _meet(one: Place, other: Place) -> bool:
    """Whether there is a screen on which the actions of both places can be used."""
    places = {one, other}
    if len(places) == 1 or "everywhere" in places or places == _OF_LIBRARY:
        return True
    return places <= _ON_PAGES and bool(places & _ON_EVERY_PAGE)
