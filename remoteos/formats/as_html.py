"""A letter as one HTML page, to open, to print or to send: nothing in it is loaded from anywhere.

Mail programs drop style sheets and know little of layout, so every style stands where it is used and there
is one column. No colour is named: readers who like it dark get their own.
"""

from collections.abc import Sequence
from html import escape

from remoteos.domain.letter import Letter
from remoteos.formats.blocks import blocks
from remoteos.formats.links import runs

_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="margin:0">
<div style="max-width:640px;margin:0 auto;padding:16px;\
font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
overflow-wrap:break-word;word-break:break-word">"""

_TAIL = "</div>\n</body>\n</html>\n"

_TEXT = "white-space:pre-wrap"
"""Two spaces stay two. Not for the page as a whole, where the ends of its own lines would show."""


def render(letter: Letter) -> str:
    """A complete document: its title as h1, paragraphs, and a list under an h2 for each section."""
    head = _HEAD.format(title=escape(letter.title or "Update", quote=False))
    return "\n".join([head, *blocks(letter, _title, _paragraph, _section), _TAIL])


def _title(text: str) -> str:
    return _element("h1", "margin:0 0 16px;font-size:24px;line-height:1.25", text)


def _paragraph(text: str) -> str:
    return _element("p", "margin:0 0 12px", text)


def _section(title: str, lines: Sequence[str]) -> str:
    heading = _element("h2", "margin:24px 0 8px;font-size:18px;line-height:1.3", title)
    items = [_element("li", "margin:0 0 8px", line) for line in lines]
    return "\n".join(
        [heading, '<ul style="margin:0;padding:0 20px">', *items, "</ul>"] if items else [heading]
    )


def _element(tag: str, style: str, text: str) -> str:
    """An element with a text of its own, which runs in the direction that its first letter says."""
    return f'<{tag} dir="auto" style="{style};{_TEXT}">{_inline(text)}</{tag}>'


def _inline(text: str) -> str:
    return "".join(
        f'<a href="{escape(run.text)}" rel="noreferrer">{escape(run.text, quote=False)}</a>'
        if run.is_link
        else escape(run.text, quote=False)
        for run in runs(text)
    )
