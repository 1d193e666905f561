"""Every text can be read: the contrast of the themes' colours, by the formula of WCAG 2."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

import remoteos
from remoteos.theme import CONTRAST, THEMES

TEXTS = (
    "foreground",
    "text-muted",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-warning",
    "text-error",
    "text-success",
    "primary",
    "success",
    "warning",
    "error",
    "footer-key-foreground",
)
GROUNDS = ("background", "surface", "panel")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
PAIRS += [
    ("block-cursor-foreground", "block-cursor-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("foreground", "input-selection-background"),
]


def colours(theme: Theme) -> dict[str, str]:
    return theme.to_color_system().generate()


def contrast(theme: Theme, text: str, ground: str) -> float:
    """The contrast of a text colour as it is seen on a ground."""
    known = colours(theme)
    behind = Color.parse(known["background"]) + Color.parse(known[ground])
    return _ratio(behind + Color.parse(known[text]), behind)


def _ratio(one: Color, other: Color) -> float:
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    wanted = 7 if theme is CONTRAST else 4.5
    assert contrast(theme, text, ground) >= wanted


def test_the_style_sheets_name_the_themes_colours_only() -> None:
    sheet = "\n".join(path.read_text() for path in Path(remoteos.__file__).parent.rglob("*.tcss"))
    code = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;%])|rgb\(|hsl\(", code)
