"""A playbook as its file has it: one canonical Markdown text for each playbook."""

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent

import yaml

from remoteos.domain.playbooks import SCHEMA, Extra, Play, Playbook, Section, Step
from remoteos.formats import playbook_parts as parts
from remoteos.formats.playbook_parts import escaped, escaped_title

_FENCE = re.compile("`{3,}")


def write(playbook: Playbook) -> str:
    """The text of a playbook; reading it gives an equal one."""
    chunks = [front_matter(playbook), f"# {escaped_title(playbook.title)}", playbook.about]
    chunks += _sections(playbook.sections, "##")
    for play in playbook.plays:
        chunks += _play(play)
    chunks += _installs(playbook)
    return "\n\n".join(chunk for chunk in chunks if chunk) + "\n"


def front_matter(playbook: Playbook) -> str:
    """The part between the lines of three hyphens, with them."""
    tree: dict[str, object] = {
        "schema": SCHEMA,
        "id": playbook.id,
        "version": playbook.version,
        "title": playbook.title,
        "promise": playbook.promise,
        "roles": list(playbook.roles),
        "authors": list(playbook.authors),
        "licence": playbook.licence,
        "language": playbook.language,
        "source": playbook.source,
        "derived from": playbook.derived_from,
        **{key: _plain(value) for key, value in playbook.extra.items()},
    }
    given = {key: value for key, value in tree.items() if value != "" or key in playbook.extra}
    text: str = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{text}---"


def _plain(value: Extra) -> object:
    """A value as the YAML package takes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value]


def _play(play: Play) -> Iterator[str]:
    facts = {
        "id": play.id,
        "when": play.when,
        "not_when": play.not_when,
        "cadence": play.cadence.said() if play.cadence else "",
        "preparation": _minutes(play.preparation),
        "running_time": _minutes(play.running_time),
        "people": play.people,
        "needs": play.needs,
    }
    yield f"## {parts.PLAY}: {escaped_title(play.title)}"
    yield play.intro
    yield "\n".join(f"- **{parts.FACTS[key]}**: {text}" for key, text in facts.items() if text)
    found: Mapping[parts.PlayList, list[str]] = {
        "steps": [_step(step, number) for number, step in enumerate(play.steps, 1)],
        "produces": [f"- {one.kind.capitalize()}: {one.text}" for one in play.produces],
        "measures": [
            _item(one.text, {"target": one.target, "look": one.look}, parts.MEASURE) for one in play.measures
        ],
        "troubles": [_item(one.text, {"then": one.then}, parts.TROUBLE) for one in play.troubles],
        "questions": [f"- {escaped(one)}" for one in play.questions],
        "variations": [f"- {escaped(one)}" for one in play.variations],
    }
    for name, items in found.items():
        yield from _list(f"### {parts.LISTS[name]}", items)
    for words in play.words:
        title = escaped_title(words.title)
        yield f"### {parts.WORDS}: {title}" if title else f"### {parts.WORDS}"
        yield _fenced(words.text, "text")
    yield from _sections(play.sections, "###")


def _step(step: Step, number: int) -> str:
    labels = {
        "why": step.why,
        "minutes": _minutes(step.minutes),
        "medium": step.medium,
        "evidence": step.evidence,
        "due": step.due.said() if step.due else "",
    }
    begin = f"{number}. "
    text = _item(step.text, labels, parts.STEP, begin)
    if not step.notes:
        return text
    return f"{text}\n\n{indent(step.notes, ' ' * len(begin))}"


def _item(text: str, labels: Mapping[str, str], words: Mapping[str, str], begin: str = "- ") -> str:
    """A list item, and what is said of it in a list of its own."""
    inner = " " * len(begin)
    said = [f"{inner}- {words[key]}: {value}" for key, value in labels.items() if value]
    return "\n".join([f"{begin}{escaped(text)}", *said])


def _installs(playbook: Playbook) -> Iterator[str]:
    installs = playbook.installs
    lists: Mapping[parts.InstallList, tuple[str, ...]] = {
        "start": installs.start,
        "end": installs.end,
        "week": installs.week,
        "agreement": installs.agreement,
    }
    for name, texts in lists.items():
        yield from _list(f"## {parts.INSTALLS[name]}", [f"- {escaped(text)}" for text in texts])
    presets = [f"- {escaped(f'{one.name}: {one.shape}')}" for one in installs.presets]
    yield from _list(f"## {parts.PRESETS}", presets)
    for one in installs.formats:
        yield f"## {parts.UPDATE_FORMAT}: {one.name}"
        yield _fenced(one.toml, "toml")


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    text = "\n".join(items)
    if text:
        yield heading
        yield text


def _sections(sections: Iterable[Section], marks: str) -> Iterator[str]:
    for section in sections:
        yield f"{marks} {escaped_title(section.title)}"
        yield section.body


def _fenced(text: str, kind: str) -> str:
    """A text between fences that are longer than any inside it."""
    longest = max(map(len, _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{kind}\n{text}\n{fence}"


def _minutes(minutes: int | None) -> str:
    return f"{minutes} min" if minutes else ""
