"""Finding instants without an offset, which decoding lets through and no rule can compare."""

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, get_args, get_type_hints

_PLANS: dict[type, tuple[str, ...]] = {}


def naive(value: Any) -> str | None:
    """Return the path of the first instant without an offset inside a record; None when there is none."""
    for name in _plan(type(value)):
        if (path := _search(getattr(value, name))) is not None:
            return f"{name}{path}"
    return None


def _search(value: Any) -> str | None:
    if isinstance(value, datetime):
        return "" if value.utcoffset() is None else None
    if isinstance(value, tuple | list):
        return _first((f"[{place}]", each) for place, each in enumerate(value))
    if isinstance(value, dict):
        return _first((f".{key}", each) for key, each in value.items())
    if is_dataclass(value) and (path := naive(value)) is not None:
        return f".{path}"
    return None


def _first(items: Any) -> str | None:
    for where, each in items:
        if (path := _search(each)) is not None:
            return f"{where}{path}"
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
