"""What people in the story say and write: the shipped texts, dealt out with their gaps filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from remoteos.domain.errors import Refused
from remoteos.domain.text import quoted
from remoteos.services.demo.chance import Chance

IN_A_SEASON = 6
"""On how many things somebody works at a time; they change with the goals, each half year."""


def roles() -> tuple[str, ...]:
    """The roles that have a story, the usual one first."""
    return tuple(_content()["roles"])


def role_called(name: str) -> str:
    """The role that somebody means, whatever the case and the dashes; refused when there is none."""
    wanted = " ".join(name.replace("-", " ").replace("_", " ").lower().split())
    known = roles()
    if wanted not in known:
        raise Refused(f"There is no story for the role {quoted(name)}. There are: {', '.join(known)}.")
    return wanted


class Words:
    """The texts of one role, with the people, the manager and the things that the story is about."""

    def __init__(self, role: str, chance: Chance) -> None:
        content = _content()
        self._lists: dict[str, Any] = {**content["common"], **content["roles"][role]}
        self._chance = chance
        self._dealt: dict[str, list[Any]] = {}
        self._parts: Sequence[str] = self._lists["parts"]
        self._about = {part: _names(part) for part in self._parts}
        self.manager: str = self.deal("managers")

    def new_season(self) -> None:
        """Turn to other things to work on."""
        self._parts = self._chance.shuffled(self._lists["parts"])[:IN_A_SEASON]

    def new_manager(self) -> None:
        """Get another manager."""
        self.manager = self.deal("managers")

    def deal(self, name: str) -> Any:
        """The next entry of a list as it stands; all come before one comes again."""
        left = self._dealt.get(name)
        if not left:
            whole: Any = self._lists
            for part in name.split("."):
                whole = whole[part]
            left = self._dealt[name] = self._chance.shuffled(whole)
        return left.pop()

    def everything(self, name: str) -> Sequence[str]:
        """A whole list."""
        found: Sequence[str] = self._lists[name]
        return found

    def say(self, name: str) -> str:
        """The next text of a list, about something of this season."""
        return self.fill(self.deal(name), self.gaps())

    def say_of(self, text: str, name: str) -> str:
        """The next text of a list, about the part of the work that another text is about."""
        return self.fill(self.deal(name), self.gaps(self.part_of(text)))

    def title(self, name: str) -> str:
        """The next text of a list, as a title begins."""
        return capital(self.say(name))

    def gaps(self, part: str | None = None) -> dict[str, str]:
        """What may stand in the gaps of texts that belong together, about one part of the work if given."""
        about = self._about[part or self._chance.pick(self._parts)]
        return {**about, "person": self.deal("people"), "manager": self.manager}

    def part_of(self, text: str) -> str | None:
        """The part of the work that a text is about; None when it names none."""
        said = text.lower()
        return next((part for part, names in self._about.items() if names["bare"].lower() in said), None)

    def fill(self, text: str, gaps: Mapping[str, str]) -> str:
        """A text with its gaps filled in."""
        return text.format_map(gaps) if "{" in text else text


def _names(part: str) -> dict[str, str]:
    """What a part of the work is called: as it is, without its article, and in an address."""
    bare = part.removeprefix("the ")
    return {"part": part, "bare": bare, "slug": bare.lower().replace(" ", "-")}


def capital(text: str) -> str:
    """A text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((files("remoteos") / "content" / "demo.toml").read_text("utf-8"))
