"""Write docs/playbooks.md, the catalogue of what ships: ``python -m scripts.playbooks``.

A test compares the page with what this would write.
"""

from pathlib import Path

from remoteos.domain.playbook_library import ANY_ROLE, Head
from remoteos.domain.words import plural
from remoteos.services.playbooks import shipped_heads

PAGE = Path(__file__).parents[1] / "docs" / "playbooks.md"

_HEAD = """\
# Playbooks

What ships with remoteos: {books} with {plays}. `remoteos playbook show ID` reads one, `remoteos playbook
adopt ID --preview` says what it would add to your day, and `remoteos play run PLAY` runs a play. How one is
written: [playbook-format.md](playbook-format.md).
"""


def catalogue() -> str:
    """The whole page: the playbooks for a role, then those for every role."""
    heads = sorted(shipped_heads(), key=lambda head: (_for_all(head), head.title.casefold()))
    plays = sum(len(head.plays) for head in heads)
    parts = [_HEAD.format(books=plural(len(heads), "playbook"), plays=plural(plays, "play"))]
    for for_all, title in ((False, "For a role"), (True, "For every role")):
        some = [head for head in heads if _for_all(head) == for_all]
        if some:
            parts.append("\n".join([f"## {title}\n", *map(_entry, some)]))
    return "\n".join(parts)


def _for_all(head: Head) -> bool:
    return ANY_ROLE in head.roles


def _entry(head: Head) -> str:
    plays = "\n".join(f"- {play.title}" for play in head.plays)
    roles = "" if _for_all(head) else f" For: {', '.join(head.roles)}."
    return f"### {head.title}\n\n`{head.id}` {head.version}.{roles}\n\n{head.promise}\n\n{plays}\n"


if __name__ == "__main__":
    PAGE.write_text(catalogue(), encoding="utf-8")
