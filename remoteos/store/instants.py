"""Finding instants without an offset, which decoding lets through and no rule can compare."""

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, get_args, get_type_hints

_PLANS: dict[type, tuple[str, ...]] = {}


def naive(value: Any) -> str | None:
    """Return the path of the first instant without an offset inside a record; None when there is none."""
    for name in _PLANS.get(type(value)) or _plan(type(value)):
        found = getattr(value, name)
        if found is not None and (path := _search(found)) is not None:
            return f"{name}{path}"
    return None


def _search(value: Any) -> str | None:
    # Written out, as every event of every record comes through here.
    if isinstance(value, datetime):
        return "" if value.tzinfo is None else None
    if isinstance(value, tuple | list):
        for place, each in enumerate(value):
            if (path := _search(each)) is not None:
                return f"[{place}]{path}"
    elif isinstance(value, dict):
        for key, each in value.items():
            if (path := _search(each)) is not None:
                return f".{key}{path}"
    elif is_dataclass(value) and (path := naive(value)) is not None:
        return f".{path}"
    return None


def _plan(kind: type) -> tuple[str, ...]:
    """Return the fields that can hold an instant, however deep: the others need no look."""
    if kind not in _PLANS:
        hints = get_type_hints(kind)
        _PLANS[kind] = tuple(each.name for each in fields(kind) if _can_hold(hints[each.name], ()))
    return _PLANS[kind]


def _can_hold(hint: Any, above: tuple[type, ...]) -> bool:
    if hint is datetime:
        return True
    if isinstance(hint, type) and is_dataclass(hint):
        if hint in above:
            return False
        hints = get_type_hints(hint)
        return any(_can_hold(hints[each.name], (*above, hint)) for each in fields(hint))
    return any(_can_hold(each, above) for each in get_args(hint))
