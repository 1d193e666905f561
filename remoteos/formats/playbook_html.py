"""A playbook as one HTML page, to publish, to read and to print: nothing in it is loaded, nothing is run.

The words of the format are English in every playbook, so they are marked as such; all else is in the language
of the playbook and runs in its direction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import takewhile

from remoteos.domain.playbook_results import PlayTotals
from remoteos.domain.playbooks import Installs, Measure, Play, Playbook, Section, Step, Trouble, Words
from remoteos.domain.text import on_one_line, printable
from remoteos.formats import playbook_parts as parts
from remoteos.formats.playbook_html_parts import Texts, plain, play_anchor, section_anchor

_HEAD = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{promise}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>"""

_RTL_LANGUAGES = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_RTL_SCRIPTS = frozenset(("adlm", "arab", "hebr", "nkoo", "syrc", "thaa"))

_INSTALLS = "What it installs"
_RESULTS = "Results"


def page(playbook: Playbook, results: Sequence[PlayTotals] = (), *, style: str) -> str:
    """A complete document, with a table of the results when there are any; the same input is the same text.

    ``style`` is the style sheet, trusted and written into the page. Totals of a play that the playbook does
    not have are left out.
    """
    texts = Texts(playbook)
    head = _HEAD.format(
        language=plain(playbook.language),
        direction=direction(playbook.language),
        promise=texts.words(playbook.promise),
        title=texts.words(playbook.title),
        style=style,
    )
    plays = {play.id for play in playbook.plays}
    totals = {one.play_id: one for one in results if one.play_id in plays}
    chunks = [
        head,
        *_front(playbook, texts),
        *_contents(playbook, texts, with_results=bool(totals)),
        "<main>",
        *_prose(playbook.about, 1, texts, "about"),
        *_sections(playbook.sections, texts),
    ]
    for number, play in enumerate(playbook.plays, 1):
        chunks += _play(play, f"Play {number} of {len(playbook.plays)}", texts)
    chunks += [
        *_results(playbook.plays, totals, texts),
        *_installs(playbook.installs, texts),
        "</main>",
        f"<footer><p>{plain(f'{playbook.id}@{playbook.version}')} · {plain(playbook.licence)}</p></footer>",
        "</body>\n</html>\n",
    ]
    return "\n".join(chunks)


def direction(language: str) -> str:
    """The direction in which a language is written, ``rtl`` or ``ltr``; a script that is named decides."""
    first, *rest = language.lower().replace("_", "-").split("-")
    subtags = takewhile(lambda one: len(one) > 1, rest)  # after a single letter they mean something else
    script = next((one for one in subtags if len(one) == 4 and one.isalpha()), "")
    is_rtl = script in _RTL_SCRIPTS if script else first in _RTL_LANGUAGES
    return "rtl" if is_rtl else "ltr"


def _said(text: str) -> str:
    """Words of the format itself, or of remoteos, in the middle of the playbook's own."""
    return f'<bdi lang="en">{escape(text)}</bdi>'


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{_said(text)}</h{level}>"


def _table_of(rows: Iterable[tuple[str, str]], kind: str) -> Iterator[str]:
    """A definition list of labels and HTML; what is empty is left out."""
    given = [(label, text) for label, text in rows if text]
    if given:
        yield f'<dl class="{kind}">'
        yield from (f"<div><dt>{_said(label)}</dt><dd>{text}</dd></div>" for label, text in given)
        yield "</dl>"


def _front(playbook: Playbook, texts: Texts) -> Iterator[str]:
    source = texts.line(f"<{on_one_line(playbook.source)}>") if playbook.source else ""
    yield "<header>"
    yield f"<h1>{texts.line(playbook.title, links=False)}</h1>"
    yield f'<p class="promise">{texts.line(playbook.promise)}</p>'
    rows = (
        ("For", "; ".join(map(texts.line, playbook.roles))),
        ("By", "; ".join(map(texts.line, playbook.authors))),
        ("Version", plain(playbook.version)),
        ("Licence", plain(playbook.licence)),
        ("Language", plain(playbook.language)),
        ("Source", source),
        ("Derived from", plain(playbook.derived_from)),
    )
    yield from _table_of(rows, "front")
    yield "</header>"


def _contents(playbook: Playbook, texts: Texts, *, with_results: bool) -> Iterator[str]:
    yield '<nav aria-labelledby="contents">'
    yield f'<h2 id="contents">{_said("Contents")}</h2>'
    sections = [
        (section_anchor(number), texts.line(section.title, links=False))
        for number, section in enumerate(playbook.sections, 1)
    ]
    plays = [(play_anchor(play.id), texts.line(play.title, links=False)) for play in playbook.plays]
    rest = [("results", _said(_RESULTS))] if with_results else []
    rest += [("installs", _said(_INSTALLS))] if playbook.installs != Installs() else []
    for tag, links in (("ul", sections), ("ol", plays), ("ul", rest)):
        if links:
            items = (f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in links)
            yield "\n".join([f"<{tag}>", *items, f"</{tag}>"])
    yield "</nav>"


def _prose(text: str, level: int, texts: Texts, kind: str = "prose") -> Iterator[str]:
    if html := texts.prose(text, level):
        yield f'<div class="{kind}">\n{html}\n</div>'


def _sections(sections: Sequence[Section], texts: Texts) -> Iterator[str]:
    for number, section in enumerate(sections, 1):
        yield f'<section id="{section_anchor(number)}">'
        yield f"<h2>{texts.line(section.title)}</h2>"
        yield from _prose(section.body, 2, texts)
        yield "</section>"


def _play(play: Play, place: str, texts: Texts) -> Iterator[str]:
    anchor = play_anchor(play.id)
    title = texts.line(play.title, links=False)
    link = f'<a class="anchor" href="#{anchor}" aria-label="Link to this play" lang="en">#</a>'
    yield f'<section class="play" id="{anchor}">'
    yield f'<p class="place">{_said(place)}</p>'
    yield f"<h2>{title} {link}</h2>"
    yield from _prose(play.intro, 2, texts)
    yield from _table_of(_facts(play, texts), "facts")
    yield from _steps(play.steps, texts)
    produced = ((one.kind.capitalize(), texts.line(one.text)) for one in play.produces)
    yield from _under(3, parts.LISTS["produces"], _table_of(produced, "facts"))
    yield from _measures(play.measures, texts)
    yield from _troubles(play.troubles, texts)
    yield from _listed(3, parts.LISTS["questions"], play.questions, texts)
    yield from _listed(3, parts.LISTS["variations"], play.variations, texts)
    for words in play.words:
        yield from _pasted(words, texts)
    for section in play.sections:
        yield f"<h3>{texts.line(section.title)}</h3>"
        yield from _prose(section.body, 3, texts)
    yield "</section>"


def _facts(play: Play, texts: Texts) -> Iterator[tuple[str, str]]:
    found = {
        "when": texts.line(play.when),
        "not_when": texts.line(play.not_when),
        "cadence": _said(play.cadence.said()) if play.cadence else "",
        "preparation": _minutes(play.preparation),
        "running_time": _minutes(play.running_time),
        "people": texts.line(play.people),
        "needs": texts.line(play.needs),
    }
    return ((parts.FACTS[key], text) for key, text in found.items())


def _steps(steps: Sequence[Step], texts: Texts) -> Iterator[str]:
    if not steps:
        return
    yield _heading(3, parts.LISTS["steps"])
    yield '<ol class="steps">'
    for step in steps:
        told = (
            (parts.STEP["why"], texts.line(step.why)),
            (parts.STEP["evidence"], texts.line(step.evidence)),
        )
        brief = (
            (parts.STEP["minutes"], str(step.minutes or "")),
            (parts.STEP["medium"], texts.line(step.medium)),
            (parts.STEP["due"], _said(step.due.said()) if step.due else ""),
        )
        yield f'<li>\n<p class="what">{texts.line(step.text)}</p>'
        yield from _table_of(told, "told")
        yield from _table_of(brief, "brief")
        yield from _prose(step.notes, 3, texts)
        yield "</li>"
    yield "</ol>"


def _measures(measures: Sequence[Measure], texts: Texts) -> Iterator[str]:
    names = ("Measure", *parts.MEASURE.values())
    rows = [(texts.line(one.text), texts.line(one.target), texts.line(one.look)) for one in measures]
    yield from _under(3, parts.LISTS["measures"], _table(names, rows))


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table whose cells are HTML; on a narrow page each cell says the name of its column."""
    if not rows:
        return
    yield "<table>\n<thead><tr>"
    yield from (f'<th scope="col">{_said(name)}</th>' for name in names)
    yield "</tr></thead>\n<tbody>"
    for first, *others in rows:
        cells = (f'<td data-label="{name}">{cell}</td>' for name, cell in zip(names[1:], others, strict=True))
        yield f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>'
    yield "</tbody>\n</table>"


def _troubles(troubles: Sequence[Trouble], texts: Texts) -> Iterator[str]:
    if troubles:
        yield _heading(3, parts.LISTS["troubles"])
        yield '<ul class="troubles">'
        for one in troubles:
            then = _table_of([(parts.TROUBLE["then"], texts.line(one.then))], "told")
            yield "\n".join([f"<li>\n<p>{texts.line(one.text)}</p>", *then, "</li>"])
        yield "</ul>"


def _pasted(words: Words, texts: Texts) -> Iterator[str]:
    label = f'<span class="label">{_said(parts.WORDS)}</span>'
    yield f"<h3>{label} {texts.line(words.title)}</h3>" if words.title else _heading(3, parts.WORDS)
    yield _verbatim(words.text, "auto")


def _verbatim(text: str, way: str) -> str:
    """A text as it is, to be copied; the newline at its beginning is no part of it."""
    return f'<pre dir="{way}" tabindex="0">\n{escape(printable(text), quote=False)}</pre>'


def _listed(level: int, title: str, lines: Sequence[str], texts: Texts) -> Iterator[str]:
    items = [f"<li>{texts.line(line)}</li>" for line in lines]
    yield from _under(level, title, ["<ul>", *items, "</ul>"] if items else ())


def _under(level: int, title: str, chunks: Iterable[str]) -> Iterator[str]:
    """A heading and what stands under it; nothing when that is nothing."""
    found = list(chunks)
    if found:
        yield _heading(level, title)
        yield from found


def _results(plays: Sequence[Play], totals: Mapping[str, PlayTotals], texts: Texts) -> Iterator[str]:
    rows = [
        (
            texts.line(play.title, links=False),
            str(one.runs),
            str(one.worked),
            _minutes(one.median_minutes) or "–",
        )
        for play in plays
        if (one := totals.get(play.id))
    ]
    if rows:
        yield '<section id="results" class="results">'
        yield _heading(2, _RESULTS)
        yield f"<p>{_said('Totals of all runs that are over; nothing is told of any one of them.')}</p>"
        yield from _table((parts.PLAY, "Runs", "Worked", "Median time"), rows)
        yield "</section>"


def _installs(installs: Installs, texts: Texts) -> Iterator[str]:
    if installs == Installs():
        return
    yield '<section id="installs">'
    yield _heading(2, _INSTALLS)
    yield from _listed(3, parts.INSTALLS["start"], installs.start, texts)
    yield from _listed(3, parts.INSTALLS["end"], installs.end, texts)
    yield from _listed(3, parts.INSTALLS["week"], installs.week, texts)
    yield from _listed(3, parts.INSTALLS["agreement"], installs.agreement, texts)
    yield from _listed(3, parts.PRESETS, [f"{one.name}: {one.shape}" for one in installs.presets], texts)
    for one in installs.formats:
        yield f'<h3><span class="label">{_said(parts.UPDATE_FORMAT)}</span> {plain(one.name)}</h3>'
        yield _verbatim(one.toml, "ltr")
    yield "</section>"


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else _said(f"{minutes} min")
