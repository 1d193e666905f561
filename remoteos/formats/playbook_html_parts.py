"""The texts of a playbook as clean HTML: Markdown that cannot load, run or reach anything.

Markdown is rendered without HTML, its links are judged, and what comes out is cleaned once more against a
list of what may be there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from remoteos.domain.playbooks import Playbook
from remoteos.domain.text import on_one_line, printable
from remoteos.formats.markdown_tree import DEEPEST, is_comment, parsed
from remoteos.formats.playbook_links import SCHEMES, allowed
from remoteos.formats.playbook_parts import PLAY

_TEXTUAL = {"a", "br", "code", "em", "strong"}
_BLOCKS = {"blockquote", "hr", "li", "ol", "p", "pre", "ul", *(f"h{level}" for level in range(2, 7))}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_DEEPEST_HEADING = 6


def plain(text: str) -> str:
    """A text of one line as it is, escaped for anywhere in a page."""
    return escape(on_one_line(text))


def play_anchor(identity: str) -> str:
    """The id of the element that shows a play, escaped."""
    return f"play-{plain(identity)}"


def section_anchor(number: int) -> str:
    """The id of the element that shows a prose section of the playbook, from 1."""
    return f"section-{number}"


class Texts:
    """Turns the texts of one playbook into HTML.

    A link to a heading finds its play or section by the heading's words (``#hand-over-a-fault``), by the id
    of the play, or by the anchor of the page. A link that leads nowhere, or where it may not, is only its
    words.
    """

    def __init__(self, playbook: Playbook) -> None:
        self._anchors: dict[str, str] = {}
        for play in playbook.plays:
            anchor = play_anchor(play.id)
            titles = (_slug(f"{PLAY}: {play.title}"), _slug(play.title))
            self._anchors |= dict.fromkeys((anchor, play.id), anchor)
            for title in titles:
                self._anchors.setdefault(title, anchor)
        for number, section in enumerate(playbook.sections, 1):
            self._anchors.setdefault(_slug(section.title), section_anchor(number))

    def line(self, text: str, *, links: bool = True) -> str:
        """A text of one line with its inline Markdown; without ``links``, links are only their words."""
        tokens = _markdown().parseInline(on_one_line(text))
        return self._rendered(tokens, 1, links)

    def prose(self, text: str, level: int) -> str:
        """A text of several lines; its headings are deeper than ``level``, 1 to 5, with no level left out."""
        tokens = _markdown().parse(_without_comments(printable(text)))
        return self._rendered(tokens, level, links=True).strip()

    def words(self, text: str) -> str:
        """What a text of one line says, without Markdown and markup, escaped for anywhere in a page."""
        tokens = _markdown().parseInline(on_one_line(text))
        return escape(_unmarked(tokens[0].children or ()))

    def _rendered(self, tokens: Sequence[Token], level: int, links: bool) -> str:
        _nest(tokens, level)
        for token in tokens:
            if token.type == "inline":
                token.children = list(self._kept(token.children or (), links))
        html = _markdown().renderer.render(tokens, _markdown().options, {})
        return _cleaner().clean(html)

    def _kept(self, children: Sequence[Token], links: bool) -> Iterator[Token]:
        """What may stand in a line: images are what they show in words, links lead where they may."""
        is_kept = True
        for child in children:
            if child.type == "image":
                yield Token("text", "", 0, content=_unmarked(child.children or ()))
            elif child.type == "link_open":
                address = self._address(str(child.attrGet("href") or "")) if links else ""
                is_kept = bool(address)
                child.attrSet("href", address)
                if is_kept:
                    yield child
            elif child.type != "link_close" or is_kept:
                yield child

    def _address(self, address: str) -> str:
        """Where a link leads; empty when it leads nowhere."""
        if address.startswith("#"):
            anchor = self._anchors.get(unquote(address[1:]).lower())
            return f"#{anchor}" if anchor else ""
        return address if allowed(address) else ""


def _unmarked(children: Iterable[Token]) -> str:
    """What a line says, without its markup; of an image, what it is said to show."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else _unmarked(child.children or ()) or child.content
        for child in children
    )


def _nest(tokens: Sequence[Token], level: int) -> None:
    """Make the headings deeper than ``level``, each one deeper than the one it stands under."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1])
            while above and above[-1] >= own:
                above.pop()
            above.append(own)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(level + len(above), _DEEPEST_HEADING)}"


def _without_comments(text: str) -> str:
    """The text without comments on lines of their own, which are for whoever edits the file."""
    if "<!--" not in text:
        return text
    lines = text.split("\n")
    for token in parsed(text):
        if token.type == "html_block" and token.map and is_comment(token.content):
            begin, end = token.map
            lines[begin:end] = [""] * (end - begin)
    return "\n".join(lines)


def _slug(title: str) -> str:
    """A heading's words as an address has them: small letters, hyphens for spaces, no other signs."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    return markdown


def _any_link(url: str) -> bool:  # noqa: ARG001  the signature of what it replaces
    """Every link is parsed, so that those that may not stay become their words and images what they show."""
    return True


@cache
def _cleaner() -> nh3.Cleaner:
    attributes: Mapping[str, set[str]] = {"a": {"href", "title"}, "ol": {"start"}}
    return nh3.Cleaner(
        tags=_TEXTUAL | _BLOCKS | _TABLES,
        attributes=dict(attributes),
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )
