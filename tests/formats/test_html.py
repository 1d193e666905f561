from html.parser import HTMLParser

from hypothesis import example, given

from remoteos.domain.letter import Letter
from remoteos.formats.rendering import render
from tests.formats.support import HOSTILE, LETTERS, WEEK, outline, saying

TEXTUAL = {"h1", "h2", "p", "li"}
FRAME = {"html", "head", "meta", "title", "body", "div", "ul", "a"}
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "dir", "href", "rel"}


class Page(HTMLParser):
    """What a page shows, and every attribute in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shown: list[tuple[str, str]] = []
        self.title = ""
        self.attributes: list[tuple[str, str | None]] = []
        self.declarations: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TEXTUAL | FRAME
        self.attributes += attrs
        if tag in TEXTUAL:
            self.shown.append((tag, ""))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.title += data
        elif TEXTUAL & set(self.open):
            tag, text = self.shown[-1]
            self.shown[-1] = (tag, text + data)
        else:
            assert not data.strip()

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    unknown_decl = handle_pi = handle_comment


@given(LETTERS)
@example(saying(*HOSTILE))
def test_a_page_shows_every_text_as_it_was_typed_and_loads_nothing(letter: Letter) -> None:
    page = Page(render(letter, "html"))
    assert page.shown == outline(letter)
    assert page.title == (letter.title or "Update")
    assert page.declarations == ["doctype html"]
    assert not page.open
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    for name, value in page.attributes:
        if name == "href":
            assert value is not None
            assert value.lower().startswith(("http://", "https://"))
        if name == "style":
            assert "url(" not in str(value)


def test_a_page_names_its_language_and_its_encoding() -> None:
    page = render(WEEK, "html")
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert page.endswith("</body>\n</html>\n")


def test_an_address_is_a_link_that_does_not_say_where_it_was_followed_from() -> None:
    assert (
        '(see <a href="https://example.com/run_7?a=1&amp;b=2" rel="noreferrer">'
        "https://example.com/run_7?a=1&amp;b=2</a>)."
    ) in render(WEEK, "html")


def test_a_section_without_lines_has_no_empty_list() -> None:
    assert "<ul" not in render(saying(), "html")
