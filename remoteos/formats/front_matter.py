"""The YAML before a playbook's text: plain texts, lists and tables, read without trust.

Aliases and anchors are refused, nothing is made into a number or a date, and size and depth are limited.
"""

from typing import Any, NamedTuple

import yaml

from remoteos.domain.errors import BadInput
from remoteos.domain.playbooks import Extra, Problem
from remoteos.domain.text import clean

LARGEST = 16_384
"""The most characters of the front matter."""
DEEPEST = 4
"""So many lists and tables may stand inside each other."""


class Value(NamedTuple):
    """A value with its place."""

    value: Extra
    line: int
    """Line of the file, from 1."""
    column: int


class FrontMatter(NamedTuple):
    """What stands before the text."""

    values: dict[str, Value]
    lines: int
    """How many lines of the file it takes, its two lines of hyphens included; 0 when there is none."""
    problems: tuple[Problem, ...]


def read(text: str) -> FrontMatter:
    """Read the front matter at the beginning of a file; never raises."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return _unusable(1, 1, "the file must begin with a line “---”, then id, version, title and so on", 0)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return _unusable(1, 1, "there is no second line “---” to end the front matter", len(lines))
    source = "\n".join(lines[1:end])
    if len(source) > LARGEST:
        return _unusable(1, 1, f"the front matter has more than {LARGEST:,} characters", end + 1)
    try:
        node = _node(source)
    except _Unusable as error:
        return _unusable(error.line + 2, error.column + 1, error.message, end + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        why = clean((error.problem or "it cannot be read")[:200])
        return _unusable(line + 2, column + 1, f"the front matter is not YAML: {why}", end + 1)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _unusable(2, 1, "the front matter is not YAML", end + 1)
    try:
        return _values(node, end + 1)
    except BadInput:  # composed as it is kept, a text can be longer than it was
        return _unusable(2, 1, "the front matter has a text that is too long; shorten it", end + 1)


class _Unusable(Exception):
    """What the format does not allow, with its place counted from 0 in the front matter."""

    def __init__(self, message: str, mark: Any) -> None:
        self.message, self.line, self.column = message, mark.line, mark.column


def _node(source: str) -> yaml.Node | None:
    """The front matter as a tree; its events are looked at first, which needs no recursion."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unusable(
                "anchors and aliases (& and *) are not allowed; write the value out", event.start_mark
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _Unusable(f"this is nested more than {DEEPEST} deep", event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    node: yaml.Node | None = yaml.compose(source, Loader=yaml.BaseLoader)
    return node


def _values(node: yaml.Node | None, lines: int) -> FrontMatter:
    if not isinstance(node, yaml.MappingNode):
        return _unusable(2, 1, "the front matter must have lines such as “title: Account executive”", lines)
    values: dict[str, Value] = {}
    problems = []
    for key_node, value_node in node.value:
        key = clean(key_node.value[:200]) if isinstance(key_node, yaml.ScalarNode) else ""
        line, column = key_node.start_mark.line + 2, key_node.start_mark.column + 1
        if not key:
            problems.append(Problem(line, column, "error", "a key must be a word; rename or remove it"))
        elif key in values:
            problems.append(Problem(line, column, "error", f"“{key}” is there twice; keep one"))
        else:
            values[key] = Value(_plain(value_node), line, column)
    return FrontMatter(values, lines, tuple(problems))


def _plain(node: yaml.Node) -> Extra:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(one) for one in node.value)
    if isinstance(node, yaml.MappingNode):
        return {clean(str(key.value)[:200]): _plain(value) for key, value in node.value}
    return clean(str(node.value), limit=LARGEST)


def _unusable(line: int, column: int, message: str, lines: int) -> FrontMatter:
    return FrontMatter({}, lines, (Problem(line, column, "error", message),))
