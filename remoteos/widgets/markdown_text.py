"""Markdown as passages to read: emphasis, lists, tables and code; a link is its words and its address.

Nothing in it can be followed, loaded or run.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from remoteos.widgets.prose import Passage
from remoteos.widgets.text import plain, said

_MUTED = "$text-muted"
_DEEPEST = 20
"""So many blocks may be nested; what is deeper is left out."""
_IN = 2
"""By how much what stands in a list or a quotation is indented."""
_WIDEST_LEAD = 16
"""So wide the first column of a table may become."""
_ADDRESSES = ("http://", "https://", "mailto:")

_STYLES = {"em": "italic", "strong": "bold", "link": "underline"}


def line(text: str) -> Content:
    """A text of one line with its inline Markdown."""
    return _inline(_markdown().parseInline(" ".join(text.split()))[0].children or ())


def passages(text: str, *, gap: int = 0) -> list[Passage]:
    """The passages of a Markdown text; the first one stands ``gap`` lines beneath what is above it."""
    tree = SyntaxTreeNode(_markdown().parse(text))
    found = list(_apart(tree.children, 0))
    return [found[0]._replace(gap=gap), *found[1:]] if found else []


def _apart(nodes: Iterable[SyntaxTreeNode], indent: int) -> Iterator[Passage]:
    """Blocks with an empty line above each."""
    for node in nodes:
        for at, passage in enumerate(_block(node, indent)):
            yield passage if at else passage._replace(gap=1)


def _block(node: SyntaxTreeNode, indent: int) -> Iterator[Passage]:
    """The passages of a block."""
    if node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, indent)
    elif node.type == "table":
        yield from _table(node, indent)
    elif node.type == "blockquote":
        yield from _apart(node.children, indent + _IN)
    elif node.type in ("fence", "code_block") or (node.type == "html_block" and not _is_comment(node)):
        yield from _literal(node.content, indent)
    elif node.type == "heading":
        yield Passage(_said_in(node).stylize("bold"), indent=indent)
    elif node.type == "hr":
        yield Passage(said(("─" * 8, _MUTED)), indent=indent)
    elif node.type == "paragraph":
        yield Passage(_said_in(node), indent=indent)


def _list(node: SyntaxTreeNode, indent: int) -> Iterator[Passage]:
    """The items, each behind its bullet or number; what a loose one goes on with stands apart."""
    first = int(node.attrs.get("start") or 1)
    marks = [f"{first + at}." if node.type == "ordered_list" else "•" for at in range(len(node.children))]
    inner = indent + max(map(len, marks), default=1) + 1
    for mark, item in zip(marks, node.children, strict=True):
        lead = said((f"{' ' * indent}{mark}", _MUTED))
        for at, child in enumerate(item.children):
            for nth, passage in enumerate(_block(child, inner)):
                if at == nth == 0:
                    yield passage._replace(lead=lead)
                else:
                    yield passage._replace(gap=1) if nth == 0 and child.type == "paragraph" else passage


def _table(node: SyntaxTreeNode, indent: int) -> Iterator[Passage]:
    """The rows, each led by its first cell, the others with something between them."""
    rows = [[_said_in(cell) for cell in row.children] for part in node.children for row in part.children]
    width = max((row[0].cell_length for row in rows if row), default=0)
    heads = sum(len(part.children) for part in node.children if part.type == "thead")
    for at, (first, *others) in enumerate(row for row in rows if row):
        text = Content(" · ").join([cell for cell in others if cell])
        if at < heads:
            first, text = first.stylize(_MUTED), text.stylize(_MUTED)
        yield Passage(text, said(" " * indent, first), indent + min(width, _WIDEST_LEAD) + _IN)


def _literal(text: str, indent: int) -> Iterator[Passage]:
    """Lines exactly as they stand, behind a rule."""
    for each in text.rstrip("\n").split("\n"):
        yield Passage(plain(each), said((f"{' ' * indent}│", _MUTED)), indent + _IN)


def _said_in(node: SyntaxTreeNode) -> Content:
    """What the first line of text in a block says."""
    token = node.children[0].token if node.children else None
    return _inline(token.children or ()) if token is not None else Content("")


def _inline(tokens: Sequence[Token]) -> Content:
    """Text in its styles; after the words of a link stands its address."""
    parts: list[Content] = []
    styles: list[str] = []
    address, began = "", 0
    for token in tokens:
        kind, _, way = token.type.rpartition("_")
        if way == "open":
            styles.append(_STYLES.get(kind, ""))
            if kind == "link":
                address, began = str(token.attrGet("href") or ""), len(parts)
        elif way == "close":
            if styles:
                styles.pop()
            if kind == "link":
                words = "".join(part.plain for part in parts[began:])
                parts += [said((f" ({address})", _MUTED))] if _is_worth_saying(address, words) else []
        else:
            parts.append(said((_text_of(token), " ".join(filter(None, styles)))))
    return Content("").join(parts)


def _text_of(token: Token) -> str:
    """What a part of a line says: of an image, what it is said to show."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline" and token.content.startswith("<!--"):
        return ""
    return "".join(map(_text_of, token.children)) if token.children else token.content


def _is_worth_saying(address: str, words: str) -> bool:
    """Whether an address can be opened by a person, and is not what the words of the link say already."""
    return address.startswith(_ADDRESSES) and words not in (address, address.removeprefix("mailto:"))


def _is_comment(node: SyntaxTreeNode) -> bool:
    return node.content.lstrip().startswith("<!--")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
