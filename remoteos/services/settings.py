"""The settings file: finding, reading, changing and first writing it.

Reading never fails: what is wrong is said in one line that names the place, and the default is used.
Two programs that change the file in the same moment are not kept apart: the later one wins whole.
"""

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from remoteos.domain.errors import Refused
from remoteos.domain.settings import (
    OPEN_TABLES,
    Key,
    SettingProblem,
    Settings,
    Value,
    parse,
    values,
)
from remoteos.domain.text import clean, printable, quoted
from remoteos.services.settings_tree import edited, has, plain, said_in, with_value, without

_SIZE_LIMIT = 1_000_000
"""The most bytes a settings file may have; anything larger is a mistake, not settings."""


class LoadedSettings(NamedTuple):
    """The settings that apply, and what their file said."""

    settings: Settings
    problems: tuple[str, ...]
    """One full line each: ``config.toml line 7: focus.daily_target_min must be …; using 240``."""
    path: Path
    """Where the file is, or would be."""
    exists: bool
    """Whether there is a file, readable or not."""
    given: frozenset[Key] = frozenset()
    """The keys whose values come from the file."""


class Written(NamedTuple):
    """A change of the file, to be taken back."""

    before: str | None
    """What was in it; None when there was no file."""
    after: str


def config_path(environ: Mapping[str, str]) -> Path:
    """The place of the settings file: ``REMOTEOS_CONFIG``, else the platform's."""
    if chosen := environ.get("REMOTEOS_CONFIG"):
        return Path(chosen).expanduser()
    from platformdirs import user_config_path  # 5 ms that a process with REMOTEOS_CONFIG does not pay

    return user_config_path("remoteos", appauthor=False) / "config.toml"


def load(path: Path) -> LoadedSettings:
    """Read the settings; a missing file is no problem, and no problem is an error."""
    try:
        text = _read(path)
        tree = _tree(text, path.name)
    except FileNotFoundError:
        return LoadedSettings(Settings(), (), path, exists=False)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return _unusable(path, f"{path} cannot be read: {reason}; using the defaults")
    except Refused as refused:
        return _unusable(path, f"{str(refused).rstrip('.')}; using the defaults")
    settings, problems = parse(tree)
    wrong = {problem.key for problem in problems}
    return LoadedSettings(
        settings,
        _lines(problems, text, path.name),
        path,
        exists=True,
        given=frozenset(key for key in values(settings) if has(tree, key) and key not in wrong),
    )


def set_value(path: Path, dotted_key: str, text_value: str) -> Value:
    """Set one value in the file, which is made if need be, and return it as the file now says it.

    Comments, order and unknown keys stay. Nothing is written, and Refused is raised with the reason, for
    a key that is no setting, a value it cannot have, or a file that is no TOML. Raises OSError when the
    file cannot be read or written.
    """
    key = _key(dotted_key)
    value = _value(key, text_value)
    set_values(path, {key: value})
    return value


def set_values(path: Path, wanted: Mapping[Key, Value], unset: Collection[Key] = ()) -> Written:
    """Set several values and take others out, back to their defaults, in one write.

    Otherwise as `set_value`. Returns what `take_back` takes.
    """
    text = _text(path)
    tree = _tree(text or "", path.name)
    result = with_values(tree, wanted, path.name, unset)
    if result == tree and text is not None:
        return Written(text, text)
    changed = edited(text or "", wanted, unset)
    if said_in(_tree(changed, path.name)) != said_in(result):
        raise Refused(f"{path.name} has a form that cannot be changed safely; edit the file instead.")
    write_atomically(path, changed)
    return Written(text, changed)


def take_back(path: Path, written: Written) -> None:
    """Put the file back to what it was before a change, unless somebody has changed it since (Refused).

    A file that the change made goes again. Raises OSError when that cannot be done.
    """
    if _text(path) != written.after:
        raise Refused(f"{path.name} was changed meanwhile. Nothing was taken back.")
    if written.before is None:
        path.unlink()
    else:
        write_atomically(path, written.before)


def with_values(
    tree: Mapping[str, Any], wanted: Mapping[Key, Value], name: str, unset: Collection[Key] = ()
) -> dict[str, Any]:
    """A copy of a file's tree with some values set and others taken out.

    Refused with the reason where one cannot be, or where another setting would not fit any more.
    """
    _, before = parse(tree)
    result = without(tree, unset)
    for key, value in wanted.items():
        result = with_value(result, key, plain(value), name)
    _, after = parse(result)
    for problem in after:
        if problem not in before or problem.key in wanted:
            raise Refused(_refusal(problem))
    return result


def write_default(path: Path, settings: Settings) -> None:
    """Write a file that says and explains every setting, in place of any that is there.

    Raises OSError when it cannot be written.
    """
    from remoteos.services.settings_file import explained

    write_atomically(path, explained(settings))


def write_atomically(path: Path, text: str) -> None:
    """Replace a file by a text, whole or not at all: 0600, its new folders 0700; a link is followed."""
    target = Path(os.path.realpath(path))
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)  # left by a process that was killed and had the same number
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _text(path: Path) -> str | None:
    """The file's text, None when there is no file; otherwise as `_read`."""
    try:
        return _read(path)
    except FileNotFoundError:
        return None


def _read(path: Path) -> str:
    """The file's text. Raises OSError, and Refused for what is no text."""
    with path.open("rb") as file:
        raw = file.read(_SIZE_LIMIT + 1)
    if len(raw) > _SIZE_LIMIT:
        raise Refused(f"{path.name} is larger than {_SIZE_LIMIT:,} bytes.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(f"{path.name} line {line}: this is not UTF-8.") from None


def _tree(text: str, name: str) -> dict[str, Any]:
    """The text's values. Raises Refused, with the line, for what is no TOML."""
    import tomllib  # only those who have a file pay for its parser

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Refused(f"{name} is nested too deeply.") from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        from remoteos.services.toml_lines import broken_at

        line, why = broken_at(error, text)
        place = f"{name} line {line}" if line else name
        raise Refused(f"{place} is not TOML: {why.lower() if line else why}.") from None


def _unusable(path: Path, problem: str) -> LoadedSettings:
    return LoadedSettings(Settings(), (printable(problem),), path, exists=True)


def _lines(problems: tuple[SettingProblem, ...], text: str, name: str) -> tuple[str, ...]:
    if not problems:
        return ()
    # Its patterns cost 1 ms, and most files are right.
    from remoteos.services.toml_lines import key_lines, line_of

    places = key_lines(text)
    said = []
    for problem in problems:
        line = line_of(places, problem.key)
        place = f"{name} line {line}" if line else name
        said.append(clean(f"{place}: {_dotted(problem.key)} {problem.message}"))
    return tuple(said)


def _dotted(key: Key) -> str:
    return ".".join(part if len(part) <= 40 else f"{part[:39]}…" for part in key)


def _key(dotted: str) -> Key:
    """The key that a person means; quotes around a name that the user chooses may be left out."""
    for table in OPEN_TABLES:
        if dotted.startswith(start := f"{'.'.join(table)}."):
            return (*table, dotted.removeprefix(start).strip("\"'"))
    parts = tuple(dotted.split("."))
    if parts not in values(Settings()):
        from difflib import get_close_matches

        known = [".".join(key) for key in values(Settings())]
        near = get_close_matches(dotted, known, 1)
        hint = f"did you mean {near[0]}?" if near else "config show lists all of them."
        raise Refused(f"{quoted(dotted)} is not a setting; {hint}")
    return parts


def _value(key: Key, text: str) -> Value:
    """The text as a value of the type the setting has; what does not fit stays text, to be refused."""
    text = clean(text)
    usual = values(Settings()).get(key, "")
    if isinstance(usual, bool):
        words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
        return words.get(text.lower(), text)
    if isinstance(usual, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(usual, int):
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else text
    return text


def _refusal(problem: SettingProblem) -> str:
    reason = problem.message.rpartition("; ")[0] or problem.message
    return f"{_dotted(problem.key)} {reason}. Nothing was changed."
