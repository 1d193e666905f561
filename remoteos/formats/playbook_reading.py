"""Reading a playbook: its file's text in, the playbook and everything that is wrong with it out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from remoteos.domain import playbooks as rules
from remoteos.domain.playbooks import (
    Installs,
    Play,
    Playbook,
    Problem,
    Section,
    UpdateFormat,
    Words,
)
from remoteos.domain.text import LINE_LIMIT, printable, without_control
from remoteos.formats import playbook_items as items
from remoteos.formats import playbook_parts as parts
from remoteos.formats.markdown_tree import DEEPEST, Block, Part, parsed, source, too_deep
from remoteos.formats.markdown_tree import parts as parts_of
from remoteos.formats.playbook_front import fields
from remoteos.formats.playbook_items import Notes
from remoteos.formats.playbook_links import look_through
from remoteos.formats.playbook_parts import unescaped_title

MOST_PARTS = 2_000
"""The most headings of a file."""


class Read(NamedTuple):
    """What became of a text."""

    playbook: Playbook | None
    """None when anything is wrong that keeps it from being used."""
    problems: tuple[Problem, ...]
    """In the order of the file."""


def read(text: str) -> Read:
    """Read a playbook's text; never raises. Of a newer schema nothing is read."""
    notes = Notes()
    lines = _safe_lines(text.removeprefix("\ufeff"), notes)
    found, body = fields(lines, notes)
    if found is None:
        return Read(None, tuple(notes.found))
    playbook = _Reader(lines, body, notes).playbook(found)
    problems = tuple(sorted(notes.found, key=lambda problem: problem[:2]))
    unusable = any(problem.level == "error" for problem in problems)
    return Read(None if unusable else playbook, problems)


def _safe_lines(text: str, notes: Notes) -> list[str]:
    """The lines of a text without control characters, each of which is named."""
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        kept = without_control(printable(line))
        if kept != line:
            column = next(
                (at for at, pair in enumerate(zip(line, kept, strict=False)) if pair[0] != pair[1]), len(kept)
            )
            sign = f"U+{ord(line[column]):04X}" if column < len(line) else "a sign"
            notes.warn(number, f"{sign} is terminal or text-direction control, and is left out", column + 1)
            lines[number - 1] = kept.replace("\n", " ")
    return lines


class _Reader:
    """Reads the text after the front matter."""

    def __init__(self, lines: Sequence[str], body: int, notes: Notes) -> None:
        self.lines, self.notes = lines, notes
        tokens = parsed("\n".join(lines[body - 1 :]))
        if (line := too_deep(tokens)) is not None:
            notes.error(body + line - 1, f"blocks are nested more than {DEEPEST - 2} deep; move them out")
        self.parts = parts_of(tokens, lines, body)
        look_through(tokens, lines, body, notes)

    def playbook(self, found: dict[str, Any]) -> Playbook:
        """The playbook whose front matter has these fields."""
        top = self._groups()
        about, sections, plays, installs = "", [], [], dict[str, Any]()
        for head, below in top:
            end = below[-1].end if below else head.end
            title = self._title(head)
            name, _, rest = title.partition(":")
            kind = name.strip().lower()
            if head.level < 2:
                about = (
                    source(self.lines, head.after, end)
                    if not about
                    else f"{about}\n\n{source(self.lines, head.after, end)}".strip()
                )
                self._check_title(head, title, found["title"])
            elif kind == parts.PLAY.lower() and rest.strip():
                plays.append(self._play(head, rest.strip(), below))
            elif not self._install(head, kind, rest.strip(), below, installs):
                sections.append(Section(title, source(self.lines, head.after, end)))
        self._check_plays(plays)
        self.notes.few(len(sections), rules.MOST_ITEMS, 1, "prose sections")
        self.notes.few(len(installs.get("formats", ())), rules.MOST_ITEMS, 1, "update formats")
        return Playbook(
            **found, about=about, sections=tuple(sections), plays=tuple(one for one, _ in plays),
            installs=Installs(**installs),
        )  # fmt: skip

    def _groups(self) -> list[tuple[Part, list[Part]]]:
        """The parts of the first two levels, each with the deeper ones after it."""
        if len(self.parts) > MOST_PARTS:
            self.notes.error(1, f"{len(self.parts) - 1:,} headings are too many; {MOST_PARTS:,} is the most")
        groups: list[tuple[Part, list[Part]]] = []
        for part in self.parts[:MOST_PARTS]:
            if part.level > 2 and groups:
                groups[-1][1].append(part)
            else:
                groups.append((part, []))
        return groups

    def _title(self, part: Part) -> str:
        title = unescaped_title(part.title)
        if len(title) > LINE_LIMIT:
            self.notes.error(part.line, f"this heading is too long; {LINE_LIMIT:,} is the most")
        if part.level and not title:
            self.notes.error(part.line, "this heading has no text; write one or remove it")
        return title

    def _check_title(self, head: Part, title: str, expected: str) -> None:
        if head.level and title != expected:
            self.notes.warn(head.line, f"the title of the front matter counts: “{expected[:60]}”")

    def _install(self, head: Part, kind: str, name: str, below: list[Part], installs: dict[str, Any]) -> bool:
        """Read a section that installs something; False when it is none."""
        known = {word.lower(): key for key, word in parts.INSTALLS.items()}
        if kind == parts.UPDATE_FORMAT.lower() and name:
            self._format(head, name, installs)
        elif kind in known and not name:
            key = known[kind]
            texts = items.plain(items.listed(head.blocks, head.title, self.notes), self.notes)
            installs[key] = (*installs.get(key, ()), *texts)
            self.notes.few(len(installs[key]), rules.MOST_ITEMS, head.line, "items")
        elif kind == parts.PRESETS.lower() and not name:
            found = items.presets(items.listed(head.blocks, head.title, self.notes), self.notes)
            installs["presets"] = (*installs.get("presets", ()), *found)
            self.notes.few(len(installs["presets"]), rules.MOST_ITEMS, head.line, "presets")
        else:
            return False
        for part in below:
            self.notes.warn(part.line, f"nothing is read from a heading inside “{head.title}”")
        return True

    def _format(self, head: Part, name: str, installs: dict[str, Any]) -> None:
        fences = [block for block in head.blocks if block.kind == "fence"]
        if len(fences) != 1 or not rules.ID.fullmatch(name) or len(name) > 40:
            self.notes.error(
                head.line,
                "name it with small letters, digits and hyphens, and put its TOML between one pair of ```",
            )
            return
        taken = installs.setdefault("formats", ())
        if any(one.name == name for one in taken):
            self.notes.error(head.line, f"the update format {name} is there twice; rename one")
        installs["formats"] = (*taken, UpdateFormat(name, fences[0].text))

    def _play(self, head: Part, title: str, below: list[Part]) -> tuple[Play, Part]:
        lists = [block for block in head.blocks if _has_facts(block)]
        facts = lists[0] if lists else None
        for other in lists[1:]:
            self.notes.error(other.line, "the facts of a play are one list; make this a part of it")
        fields = items.facts(facts.items if facts else (), self.notes)
        if facts is None:
            intro = source(self.lines, head.after, head.end)
        else:
            texts = (source(self.lines, head.after, facts.line), source(self.lines, facts.end, head.end))
            intro = "\n\n".join(text for text in texts if text)
        fields.update(self._lists(below))
        identity = str(fields.pop("id", "")) or slug(title)
        if not rules.ID.fullmatch(identity) or len(identity) > rules.LONGEST_ID:
            self.notes.error(
                head.line,
                "the play needs an id of small letters, digits and hyphens: add “- **Id**: a-short-name”",
            )
        play = Play(id=identity, title=title, intro=_without_comments(intro), **fields)  # type: ignore[arg-type]
        self._check_play(play, head)
        return play, head

    def _lists(self, below: Sequence[Part]) -> dict[str, Any]:
        """The parts inside a play, as its fields."""
        readers = {
            "steps": items.steps,
            "produces": items.produced,
            "measures": items.measures,
            "troubles": items.troubles,
            "questions": items.plain,
            "variations": items.plain,
        }
        known = {word.lower(): key for key, word in parts.LISTS.items()}
        found: dict[str, Any] = {}
        for part, end in self._thirds(below):
            title = self._title(part)
            name, _, rest = title.partition(":")
            key = known.get(title.strip().lower())
            if key is not None:
                read = readers[key](items.listed(part.blocks, title, self.notes), self.notes)
                found[key] = (*found.get(key, ()), *read)
            elif name.strip().lower() == parts.WORDS.lower():
                found["words"] = (*found.get("words", ()), self._words(part, rest.strip(), end))
            else:
                body = source(self.lines, part.after, end)
                found["sections"] = (*found.get("sections", ()), Section(title, body))
        return found

    def _thirds(self, below: Sequence[Part]) -> Iterator[tuple[Part, int]]:
        """The parts one level down, each with where it ends, deeper ones included."""
        heads = [part for part in below if part.level == 3] or list(below)
        for part in below:
            if part not in heads and part.line < heads[0].line:
                heads.insert(0, part)
        for number, part in enumerate(heads):
            yield part, heads[number + 1].line if number + 1 < len(heads) else below[-1].end

    def _words(self, part: Part, title: str, end: int) -> Words:
        fences = [block for block in part.blocks if block.kind == "fence"]
        if not fences:
            self.notes.warn(
                part.line, "put the words between two lines of ```, so that they stay as they are"
            )
            return Words(title, source(self.lines, part.after, end))
        return Words(title, "\n\n".join(block.text for block in fences))

    def _check_play(self, play: Play, head: Part) -> None:
        notes, line = self.notes, head.line
        if not play.steps:
            notes.error(line, "this play has no steps: add “### Steps” and a numbered list")
        if not play.when:
            notes.warn(line, "say when to use it: “- **When**: …” below the heading")
        if not play.measures:
            notes.warn(line, "say how one knows that it worked: “### Worked if”")
        notes.few(len(play.steps), rules.MOST_STEPS, line, "steps")
        notes.few(len(play.measures), rules.MOST_MEASURES, line, "measures")
        others = (play.produces, play.troubles, play.questions, play.variations, play.words, play.sections)
        notes.few(max(map(len, others)), rules.MOST_ITEMS, line, "items of one kind")

    def _check_plays(self, plays: Sequence[tuple[Play, Part]]) -> None:
        if not plays:
            self.notes.error(1, "there is no play: add “## Play: ” and the situation it is for")
        self.notes.few(len(plays), rules.MOST_PLAYS, 1, "plays")
        seen: dict[str, int] = {}
        for play, head in plays:
            if play.id in seen:
                self.notes.error(
                    head.line,
                    f"the play of line {seen[play.id]} has the id “{play.id}” too; give one another Id",
                )
            seen.setdefault(play.id, head.line)


def slug(title: str) -> str:
    """The id that a title gives: its letters and digits in ASCII, in lower case, with hyphens; else empty."""
    ascii_ = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_))[: rules.LONGEST_ID].strip("-")


def _has_facts(block: Block) -> bool:
    known = {word.lower() for word in parts.FACTS.values()}
    labels = (items.label(item.text) for item in block.items)
    return block.kind == "list" and any(one is not None and one[0] in known for one in labels)


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)^<!--(?s:.*?)-->[ \t]*(?:\n\n?|\Z)", "", text).strip("\n") if "<!--" in text else text
