import pytest
from hypothesis import given

from remoteos.formats.links import runs
from tests.formats.support import TEXTS


def links(text: str) -> list[str]:
    return [run.text for run in runs(text) if run.is_link]


@given(TEXTS)
def test_the_runs_of_a_text_are_the_text(text: str) -> None:
    found = list(runs(text))
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)


@given(TEXTS)
def test_an_address_has_no_space_quote_bracket_or_control(text: str) -> None:
    for link in links(text):
        assert link.lower().startswith(("http://", "https://"))
        assert link.isprintable()
        assert not set(link) & set(" \xa0\u3000\"'<>`|\\")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://example.com.", "https://example.com"),
        ("(https://example.com/a?b=1&c=2#d)!?", "https://example.com/a?b=1&c=2#d"),
        ("<https://example.com/>", "https://example.com/"),
        ("“https://example.com/x”, he said", "https://example.com/x"),
        ("**https://example.com/x**", "https://example.com/x"),
        (
            "https://en.wikipedia.org/wiki/Focus_(optics) twice",
            "https://en.wikipedia.org/wiki/Focus_(optics)",
        ),
        ("(at https://en.wikipedia.org/wiki/Focus_(optics))", "https://en.wikipedia.org/wiki/Focus_(optics)"),
        ("HTTPS://EXAMPLE.COM/A", "HTTPS://EXAMPLE.COM/A"),
        ("https://de.wikipedia.org/wiki/Köln", "https://de.wikipedia.org/wiki/Köln"),
        ("见https://example.com/x。", "https://example.com/x"),
        ("http://localhost:8000/~sam/", "http://localhost:8000/~sam/"),
    ],
)
def test_an_address_ends_where_a_reader_would_end_it(text: str, link: str) -> None:
    assert links(text) == [link]


def test_two_addresses_are_two_links() -> None:
    assert links("https://a.example, https://b.example") == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "https://.",
        "https:// x",
        "xhttps://x.y",
        "git+https://x.y",
        "ftp://x.y",
        "www.x.y",
        "sam@x.y",
        "javascript:alert(1)",
        r"\https://x.y",
        "//x.y",
    ],
)
def test_what_is_no_web_address_stays_text(text: str) -> None:
    assert links(text) == []
