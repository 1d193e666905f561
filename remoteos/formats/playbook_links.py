"""What a playbook's Markdown may not do: links that are not the web's, images, and HTML."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from markdown_it.token import Token

from remoteos.domain.text import quoted
from remoteos.formats.markdown_tree import is_comment
from remoteos.formats.playbook_items import Notes

SCHEMES = ("http", "https", "mailto")
"""The links that may be followed, besides those to a heading of the same page."""


def look_through(tokens: Iterable[Token], lines: Sequence[str], first: int, notes: Notes) -> None:
    """Name every link, image and piece of HTML that is not allowed, from line ``first`` on."""
    for token in tokens:
        line = (token.map or (0, 0))[0] + first
        if token.type == "html_block" and not is_comment(token.content):
            notes.warn(line, "HTML is never obeyed: it is shown as text; write it as Markdown")
        elif token.type == "inline":
            _look(token.children or (), line, lines, notes)


def _look(children: Iterable[Token], line: int, lines: Sequence[str], notes: Notes) -> None:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
            if not allowed(address):
                column = max(lines[line - 1].find(address[:20]), 0) + 1
                notes.error(
                    line, f"links may be http, https, mailto or #heading, not {quoted(address)}", column
                )
        elif child.type == "image":
            notes.warn(line, "images are never loaded: say in words what it shows")
        elif child.type == "html_inline" and not is_comment(child.content):
            notes.warn(line, f"HTML is never obeyed: {quoted(child.content, 30)} is shown as text")


def allowed(address: str) -> bool:
    """Whether a link may stand in a playbook."""
    if address.startswith("#"):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.path)
