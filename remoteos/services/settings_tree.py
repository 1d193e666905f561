"""Values in the tree of a settings file, and in its text."""

from collections.abc import Collection, Mapping
from typing import Any

from remoteos.domain.errors import Refused
from remoteos.domain.settings import Key, Value, shown


def has(tree: Mapping[str, Any], key: Key) -> bool:
    """Whether the tree says something about a key."""
    here: Any = tree
    for part in key:
        if not isinstance(here, Mapping) or part not in here:
            return False
        here = here[part]
    return True


def plain(value: Value) -> bool | int | str | list[str]:
    """A value as a TOML parser returns it."""
    return list(value) if isinstance(value, tuple) else value


def with_value(tree: Mapping[str, Any], key: Key, value: object, name: str) -> dict[str, Any]:
    """A copy of the tree with one value set; Refused where a value stands in the place of a table."""
    first, rest = key[0], key[1:]
    if not rest:
        return {**tree, first: value}
    below = tree.get(first, {})
    if not isinstance(below, Mapping):
        raise Refused(f"{first} in {name} must be a table, not {shown(below)}. Nothing was changed.")
    return {**tree, first: with_value(below, rest, value, name)}


def without(tree: Mapping[str, Any], keys: Collection[Key]) -> dict[str, Any]:
    """A copy of the tree without some values; those that are not there are no matter."""
    here = {key[0] for key in keys if len(key) == 1}
    below = {name: {key[1:] for key in keys if key[0] == name and key[1:]} for name in tree}
    return {
        name: without(value, below[name]) if below[name] and isinstance(value, Mapping) else value
        for name, value in tree.items()
        if name not in here
    }


def said_in(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the tree without its empty tables: they say nothing, and go with the last key in them."""
    inside = {name: said_in(value) if isinstance(value, Mapping) else value for name, value in tree.items()}
    return {name: value for name, value in inside.items() if value != {}}


def edited(text: str, wanted: Mapping[Key, Value], unset: Collection[Key] = ()) -> str:
    """The text with some values set and others taken out, everything else as it was."""
    import tomlkit  # 40 ms, paid only by those who change a setting

    document = tomlkit.parse(text)
    for key in unset:
        if has(document, key):
            table: Any = document
            for part in key[:-1]:
                table = table[part]
            del table[key[-1]]
    for key, value in wanted.items():
        here: Any = document
        for part in key[:-1]:
            if part not in here:
                # an inline table has room for nothing but others of its kind
                inline = isinstance(here, tomlkit.items.InlineTable)
                here[part] = tomlkit.inline_table() if inline else tomlkit.table()
            here = here[part]
        here[key[-1]] = plain(value)
    return tomlkit.dumps(document)
