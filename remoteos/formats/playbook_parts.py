"""The words of the playbook format, and the signs at the beginning of a text that Markdown would obey.

What is written by `playbook_writing` is read by `playbook_reading`; what both must agree on stands here.
"""

import re
from collections.abc import Mapping
from typing import Literal, get_args

from remoteos.domain.playbooks import Product

PLAY = "Play"
WORDS = "Words to paste"
UPDATE_FORMAT = "Update format"
PRESETS = "Block presets"

InstallList = Literal["start", "end", "week", "agreement"]
INSTALLS: Mapping[InstallList, str] = {
    "start": "Start of the day",
    "end": "End of the day",
    "week": "End of the week",
    "agreement": "Agreement",
}
"""The headings of the sections that install a list of texts."""

PlayList = Literal["steps", "produces", "measures", "troubles", "questions", "variations"]
LISTS: Mapping[PlayList, str] = {
    "steps": "Steps",
    "produces": "Produces",
    "measures": "Worked if",
    "troubles": "What goes wrong",
    "questions": "Afterwards",
    "variations": "Variations",
}
"""The headings inside a play under which a list stands."""

FACTS: Mapping[str, str] = {
    "id": "Id",
    "when": "When",
    "not_when": "Not when",
    "cadence": "Cadence",
    "preparation": "Preparation",
    "running_time": "Running time",
    "people": "People",
    "needs": "Needs",
}
"""The labels of what is said of a play as a whole."""

STEP: Mapping[str, str] = {
    "why": "Why",
    "minutes": "Minutes",
    "medium": "Medium",
    "evidence": "Evidence",
    "due": "Due",
}
MEASURE: Mapping[str, str] = {"target": "Target", "look": "Look"}
TROUBLE: Mapping[str, str] = {"then": "Then"}
PRODUCTS: Mapping[str, Product] = {kind.capitalize(): kind for kind in get_args(Product)}

_OBEYED = (
    r"[-+*](?:\s|$)|(?:[-_*]\s*){3,}$|\#{1,6}(?:\s|$)|>|`{3}|~{3}"
    r"|<(?!https?:|mailto:)[!?/a-zA-Z]|\[[^\]]*\]:|\d{1,9}[.)](?:\s|$)"
)
_BEGINS = re.compile(rf"\\*(?:{_OBEYED})")
_CLOSES = re.compile(r"((?:^|.*\s)\\*)(#+)", re.DOTALL)


def escaped(text: str) -> str:
    """A text as it is written at the beginning of a list item: a sign that would begin a block is escaped."""
    return f"\\{text}" if _BEGINS.match(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` made this of."""
    return text[1:] if text.startswith("\\") and _BEGINS.match(text) else text


def escaped_title(text: str) -> str:
    """A title as it is written after ``##``: number signs at its end would be taken for decoration."""
    match = _CLOSES.fullmatch(text)
    return f"{match[1]}\\{match[2]}" if match else text


def unescaped_title(text: str) -> str:
    """The title that `escaped_title` made this of."""
    match = _CLOSES.fullmatch(text)
    return f"{match[1][:-1]}{match[2]}" if match and match[1].endswith("\\") else text
