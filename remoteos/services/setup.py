"""The first settings: a few answers about the user, written where the settings are."""

from pathlib import Path
from typing import NamedTuple

from remoteos.domain.settings import WEEKDAYS, Key, Value, parse
from remoteos.services.settings import set_values, with_values, write_default


class Answers(NamedTuple):
    """What the user said when asked; None is no answer and changes nothing."""

    name: str | None = None
    role: str | None = None
    hours: str | None = None
    """Work hours from Monday to Friday, as the settings say them."""
    offline: str | None = None
    """Offline hours of every day, as the settings say them."""
    manager: str | None = None


def wanted(answers: Answers) -> dict[Key, Value]:
    """The settings that the answers change."""
    you = {"name": answers.name, "role": answers.role, "manager": answers.manager}
    changed: dict[Key, Value] = {("you", name): said for name, said in you.items() if said is not None}
    if answers.hours is not None:
        changed.update({("hours", day): answers.hours for day in WEEKDAYS[:5]})
    if answers.offline is not None:
        changed.update({("offline", day): answers.offline for day in WEEKDAYS})
    return changed


def write(path: Path, values: dict[Key, Value]) -> bool:
    """Write some settings into the file at ``path``, and return whether it is new.

    A new one says and explains every setting; in one that is there, everything else stays as it is.
    Nothing is written, and Refused is raised, for a value that a setting cannot have or a file that is no
    TOML. Raises OSError when the file cannot be read or written.
    """
    if path.exists():
        set_values(path, values)
        return False
    settings, _ = parse(with_values({}, values, path.name))
    write_default(path, settings)
    return True
