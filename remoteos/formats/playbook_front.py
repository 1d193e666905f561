"""The front matter of a playbook: which keys there are, and what each may say."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from remoteos.domain import playbooks as rules
from remoteos.domain.text import quoted
from remoteos.formats.front_matter import Value, read
from remoteos.formats.playbook_items import Notes

_TEXTS = ("version", "title", "promise", "licence", "language", "source", "derived from")
_LISTS = ("roles", "authors")
_KNOWN = ("schema", "id", *_TEXTS, *_LISTS)
_REQUIRED = ("schema", "id", "version", "title", "promise", "roles", "authors", "licence")
_VERSION = re.compile("[0-9]{1,6}(?:[.][0-9]{1,6}){0,2}")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_SOURCE = re.compile(r"(?:https?://|mailto:)\S+")
_LONGEST = 300
_MOST = 40


def fields(lines: Sequence[str], notes: Notes) -> tuple[dict[str, Any] | None, int]:
    """The fields of the playbook that the front matter gives, and the line at which the text begins.

    None when nothing else can be read: without front matter, and for a newer schema.
    """
    front = read("\n".join(lines))
    if not front.values:
        notes.found += front.problems
        return None, front.lines + 1
    if not _schema_fits(front.values.get("schema"), notes):
        return None, front.lines + 1
    notes.found += front.problems
    for key in _REQUIRED:
        if key not in front.values:
            notes.error(1, f"the front matter needs a line “{key}: …”")
    found: dict[str, Any] = {"id": _identity(front.values.get("id"), notes)}
    found |= {key.replace(" ", "_"): _text(front.values.get(key), key, notes) for key in _TEXTS}
    found |= {key: _texts(front.values.get(key), key, notes) for key in _LISTS}
    found["language"] = found["language"] or "en"
    found["extra"] = {key: one.value for key, one in front.values.items() if key not in _KNOWN}
    _check_forms(found, front.values, notes)
    return found, front.lines + 1


def _schema_fits(given: Value | None, notes: Notes) -> bool:
    """Whether the file is of a schema that can be read; nothing is read of a newer one."""
    if given is None:
        return True
    number = given.value if isinstance(given.value, str) else ""
    if number == str(rules.SCHEMA):
        return True
    if re.fullmatch("[1-9][0-9]{0,8}", number):
        message = f"this playbook has schema {number}, which needs a newer remoteos; nothing of it was read"
    else:
        message = f"the schema must be {rules.SCHEMA}"
    notes.error(given.line, message, given.column)
    return False


def _identity(given: Value | None, notes: Notes) -> str:
    text = given.value if given is not None and isinstance(given.value, str) else ""
    if given is None or (rules.ID.fullmatch(text) and len(text) <= rules.LONGEST_ID):
        return text
    foreign = next((sign for sign in text if ord(sign) > 127), None)
    if foreign is not None:
        name = unicodedata.name(foreign, f"U+{ord(foreign):04X}").lower()
        why = f"it has a sign that may look like another one ({name})"
    else:
        why = f"{quoted(text)} is not one"
    right = f"small letters, digits and hyphens, at most {rules.LONGEST_ID} characters"
    notes.error(given.line, f"the id must be {right}; {why}", given.column)
    return ""


def _text(given: Value | None, key: str, notes: Notes) -> str:
    if given is None:
        return ""
    if (
        not isinstance(given.value, str)
        or len(given.value) > _LONGEST
        or (key in _REQUIRED and not given.value)
    ):
        notes.error(given.line, f"“{key}” must be one text of at most {_LONGEST} characters", given.column)
        return ""
    return given.value


def _texts(given: Value | None, key: str, notes: Notes) -> tuple[str, ...]:
    if given is None:
        return ()
    values = (given.value,) if isinstance(given.value, str) else given.value
    if isinstance(values, Mapping) or not 1 <= len(values) <= _MOST:
        notes.error(given.line, f"“{key}” must be a list of 1 to {_MOST} texts", given.column)
        return ()
    texts = tuple(one for one in values if isinstance(one, str) and 1 <= len(one) <= _LONGEST)
    if len(texts) != len(values):
        notes.error(given.line, f"each of “{key}” must be a text of 1 to {_LONGEST} characters", given.column)
    return texts


def _check_forms(found: Mapping[str, Any], values: Mapping[str, Value], notes: Notes) -> None:
    """Look at the texts that have a form of their own."""
    derived, _, version = found["derived_from"].partition("@")
    forms = (
        ("version", _VERSION.fullmatch(found["version"]), "be numbers between dots, such as 1.0.0"),
        ("language", _LANGUAGE.fullmatch(found["language"]), "be a language tag, such as en or pt-BR"),
        ("source", _SOURCE.fullmatch(found["source"]), "be an address that begins with https://"),
        (
            "derived from",
            rules.ID.fullmatch(derived) and _VERSION.fullmatch(version),
            "be an id and a version, such as account-executive@1.0.0",
        ),
    )
    for key, fits, right in forms:
        if key in values and found[key.replace(" ", "_")] and not fits:
            notes.error(values[key].line, f"“{key}” must {right}", values[key].column)
    if derived and derived == found["id"] and version == found["version"]:
        given = values["derived from"]
        notes.error(
            given.line,
            "a playbook cannot be derived from itself; name the one it was made from",
            given.column,
        )
