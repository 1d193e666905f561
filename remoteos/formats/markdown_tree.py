"""Markdown as the parts that a playbook is read from: sections under headings, lists with their items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

DEEPEST = 20
"""So many blocks may be nested; a list is two, itself and its item. What is deeper is not read."""


class Item(NamedTuple):
    """An item of a list."""

    text: str
    """Its first paragraph on one line, as Markdown."""
    line: int
    column: int
    below: tuple["Item", ...]
    """The items of the list right after the text."""
    rest: str
    """Everything after these, as Markdown."""
    whole: str
    """Everything after the text, that list included, as Markdown."""


class Block(NamedTuple):
    """A block that is not a heading: a list, a fence, or anything else."""

    kind: str
    """``list``, ``fence``, ``comment`` or ``other``."""
    line: int
    """The first line, from 1."""
    items: tuple[Item, ...] = ()
    text: str = ""
    """What a fence holds."""
    end: int = 0
    """The line after its last one."""


@dataclass
class Part:
    """A heading and what stands under it up to the next heading, deeper ones included."""

    level: int
    title: str
    line: int
    after: int
    """The first line after the heading, from 1."""
    end: int = 0
    """The line after its last one."""
    blocks: list[Block] = field(default_factory=list)


def parts(tokens: Sequence[Token], lines: Sequence[str], first: int) -> list[Part]:
    """The parts of a text with these tokens, whose lines begin with line ``first`` (from 1) of the file.

    The first part has level 0 and no title: what stands before any heading.
    """
    found = [Part(0, "", first, first)]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        line, after = (number + first for number in token.map or (0, 0))
        if token.type == "heading_open":
            found[-1].end = line
            found.append(Part(int(token.tag[1]), one_line(tokens[at + 1].content), line, after))
        else:
            found[-1].blocks.append(_block(tokens[at : end + 1], lines, first, line, after))
        at = end + 1
    found[-1].end = len(lines) + 1
    return found


def parsed(text: str) -> list[Token]:
    """The tokens of a text; every link is kept, so that those that are not allowed can be named."""
    markdown = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    return markdown.parse(text)


def too_deep(tokens: Sequence[Token]) -> int | None:
    """The line, from 1, of the first block beyond which nothing is read for its depth; None without any."""
    deep = (token for token in tokens if token.level >= DEEPEST - 1 and token.nesting == 1 and token.map)
    return next((token.map[0] + 1 for token in deep if token.map), None)


def _any_link(url: str) -> bool:  # noqa: ARG001  the signature of what it replaces
    return True


def source(lines: Sequence[str], first: int, end: int) -> str:
    """The lines from ``first`` up to ``end`` (from 1, exclusive), without empty ones at both ends."""
    taken = list(lines[first - 1 : end - 1])
    while taken and not taken[-1].strip():
        taken.pop()
    while taken and not taken[0].strip():
        del taken[0]
    return "\n".join(taken)


def one_line(text: str) -> str:
    """A paragraph's text on one line."""
    return " ".join(part for line in text.split("\n") if (part := line.strip()))


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where the block that begins at ``at`` ends."""
    if tokens[at].nesting != 1:
        return at
    level, kind = tokens[at].level, tokens[at].type.replace("_open", "_close")
    return next(
        number
        for number in range(at + 1, len(tokens))
        if tokens[number].level == level and tokens[number].type == kind
    )


def _block(tokens: Sequence[Token], lines: Sequence[str], first: int, line: int, end: int) -> Block:
    begin = tokens[0]
    if begin.type in ("bullet_list_open", "ordered_list_open"):
        return Block("list", line, items=tuple(_items(tokens, lines, first)), end=end)
    if begin.type == "fence":
        return Block("fence", line, text=begin.content.removesuffix("\n"), end=end)
    if begin.type == "html_block" and is_comment(begin.content):
        return Block("comment", line, end=end)
    return Block("other", line, end=end)


def is_comment(html: str) -> bool:
    """Whether a piece of HTML is one comment and nothing else."""
    text = html.strip()
    return text.startswith("<!--") and text.endswith("-->") and text.count("-->") == 1


def _items(tokens: Sequence[Token], lines: Sequence[str], first: int) -> Iterator[Item]:
    """The items of the list that the tokens are."""
    at = 1
    while at < len(tokens) - 1:
        end = _closing(tokens, at)
        yield _item(tokens[at : end + 1], lines, first)
        at = end + 1


def _item(tokens: Sequence[Token], lines: Sequence[str], first: int) -> Item:
    text = ""
    below: tuple[Item, ...] = ()
    rest: list[str] = []
    whole: list[str] = []
    at = 1
    while at < len(tokens) - 1:
        token, end = tokens[at], _closing(tokens, at)
        start, stop = (number + first for number in token.map or (0, 0))
        written = dedent(source(lines, start, stop))
        if token.type == "paragraph_open" and at == 1:
            text = one_line(tokens[at + 1].content)
        elif token.type == "bullet_list_open" and not whole:
            below = tuple(_items(tokens[at : end + 1], lines, first))
            whole.append(written)
        elif not (token.type == "html_block" and is_comment(token.content)):
            rest.append(written)
            whole.append(written)
        at = end + 1
    line = (tokens[0].map or (0, 0))[0] + first
    column = len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1
    return Item(text, line, column, below, "\n\n".join(rest), "\n\n".join(whole))
