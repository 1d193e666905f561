"""What a list shows of a playbook, out of its text: some thirty times as fast as reading the whole."""

import re

from remoteos.domain.playbook_library import Head, PlayHead, pillars_of
from remoteos.domain.playbook_times import read_cadence
from remoteos.domain.playbooks import Product
from remoteos.formats import playbook_parts as parts
from remoteos.formats.playbook_front import fields
from remoteos.formats.playbook_items import Notes
from remoteos.formats.playbook_parts import unescaped_title

_FENCE = re.compile(r"(?ms)^(`{3,})[^`\n]*\n.*?^\1`*[ ]*$")
_SECTION = re.compile(r"(?m)^## ")


def head(text: str) -> Head:
    """The head of a playbook whose text is in the canonical form, as `head_of` would give it.

    Raises ValueError for a text that is not.
    """
    lines = text.split("\n")
    found, body = fields(lines, Notes())
    if found is None:
        raise ValueError("this is no playbook in the canonical form")
    _, *sections = _SECTION.split(_FENCE.sub("", "\n".join(lines[body - 1 :])))
    installs: set[str] = set()
    products: list[Product] = []
    plays = []
    known = {title: key for key, title in parts.INSTALLS.items()}
    for section in sections:
        title, _, rest = section.partition("\n")
        if title.startswith(f"{parts.PLAY}: "):
            plays.append(_play(unescaped_title(title.removeprefix(f"{parts.PLAY}: ")), rest))
            products += _products(rest)
        elif title in known:
            installs.add(known[title])
        elif title == parts.PRESETS:
            installs.add("presets")
        elif title.startswith(f"{parts.UPDATE_FORMAT}: "):
            installs.add("formats")
    names = ("id", "version", "title", "promise", "roles", "authors", "licence", "language", "derived_from")
    return Head(
        **{name: found[name] for name in names if name in found},
        pillars=pillars_of(installs, products),
        plays=tuple(plays),
    )


def _play(title: str, rest: str) -> PlayHead:
    facts, _, _ = rest.partition("\n### ")
    said = {
        name: match[1] if (match := re.search(rf"(?m)^- \*\*{label}\*\*: (.+)$", facts)) else ""
        for name, label in parts.FACTS.items()
    }
    cadence = read_cadence(said["cadence"]) if said["cadence"] else None
    return PlayHead(said["id"], title, said["when"], cadence)


def _products(rest: str) -> list[Product]:
    _, _, below = rest.partition(f"\n### {parts.LISTS['produces']}\n")
    listed, _, _ = below.partition("\n### ")
    words = {word.lower(): kind for word, kind in parts.PRODUCTS.items()}
    kinds = (match[1].lower() for match in re.finditer(r"(?m)^- ([^:\n]+):", listed))
    return [words[kind] for kind in kinds if kind in words]
