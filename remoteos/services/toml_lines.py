"""Where in a TOML text a key stands. The parser of the standard library keeps values and no places."""

import re
from collections import Counter
from collections.abc import Mapping

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = re.compile(rf"[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*")
_PARTS = re.compile(_PART)
_TABLE = re.compile(rf"[ \t]*\[{{1,2}}{_KEY.pattern}\]{{1,2}}")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'  # strings of several lines, which may end in more quotes
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\[\]{}\n\"'\#]+"
    r"|[\"']"
)


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, of every table and key in a text that is valid TOML.

    The tables of a list are counted from 0, as in ``("sections", "2", "query")``, also on the way to one
    inside. Keys inside an inline table or a list in brackets have none of their own.
    """
    lines: dict[tuple[str, ...], int] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    table: tuple[str, ...] = ()
    at = 0
    line = 1
    while at < len(text):
        if header := _TABLE.match(text, at):
            table = _placed(_parts(header[1]), counts)
            if header[0].lstrip().startswith("[["):
                lines.setdefault(table, line)
                counts[table] += 1
                table = (*table, str(counts[table] - 1))
            lines.setdefault(table, line)
            end = header.end()
        elif (key := _KEY.match(text, at)) and text[key.end() : key.end() + 1] == "=":
            lines.setdefault((*table, *_parts(key[1])), line)
            end = key.end() + 1
        else:
            end = at
        end = _statement_end(text, end)
        line += text.count("\n", at, end)
        at = end
    return lines


def line_of(lines: Mapping[tuple[str, ...], int], key: tuple[str, ...]) -> int | None:
    """The line of a key, or of what it stands in, or of the first thing in it; None for what is nowhere."""
    tries = (key[:length] for length in range(len(key), 0, -1))
    line = next((lines[one] for one in tries if one in lines), None)
    # A dotted key opens its tables without a line of theirs.
    return line or next((at for one, at in lines.items() if one[: len(key)] == key), None)


def broken_at(error: ValueError, text: str) -> tuple[int | None, str]:
    """The line, from 1, where the parser of the standard library gave a text up, and why.

    The line is None for what it gave up without one: a number of thousands of digits.
    """
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
    if place is None:
        return None, str(error)
    return int(place[1] or text.count("\n") + 1), str(error)[: place.start()]


def _placed(parts: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """The table that a header means: of every list on the way to it the last entry."""
    table: tuple[str, ...] = ()
    for part in parts:
        if counts[table]:
            table = (*table, str(counts[table] - 1))
        table = (*table, part)
    return table


def _statement_end(text: str, at: int) -> int:
    """The place after the newline that ends a statement: one in no string, list or inline table."""
    depth = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        assert token is not None, "every character begins a token"
        at = token.end()
        if token[0] in ("[", "{"):
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            break
    return at


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(_unquoted(part) for part in _PARTS.findall(dotted))


def _unquoted(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] == '"':
        import tomllib  # loaded already by whoever read the text

        value: str = tomllib.loads(f"key = {part}")["key"]
        return value
    return part
