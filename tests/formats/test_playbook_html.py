import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from remoteos.domain.playbook_results import PlayTotals
from remoteos.domain.playbook_times import Cadence, Due
from remoteos.domain.playbooks import (
    Installs,
    Measure,
    Play,
    Playbook,
    Preset,
    Produced,
    Section,
    Step,
    Trouble,
    UpdateFormat,
    Words,
)
from remoteos.formats.playbook_html import direction, page
from remoteos.formats.playbook_reading import read
from tests.formats.test_playbook_round_trip import LARGE, PLAYBOOKS

CONTENT = files("remoteos") / "content"
STYLE = (CONTENT / "playbook.css").read_text("utf-8")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)

VOID = {"meta", "br", "hr"}
INLINE = {"a", "bdi", "br", "code", "em", "span", "strong"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = """
    blockquote body dd div dl dt footer head header html li main nav ol p pre section style table tbody td th
    thead title tr ul
"""
ATTRIBUTES = """
    aria-label aria-labelledby charset class content data-label dir href http-equiv id lang name rel scope
    start tabindex title
"""
ALLOWED = {*VOID, *INLINE, *HEADINGS, *BLOCKS.split()}
HOLDS_LINES = {*HEADINGS, "p", "a", "span", "bdi", "dt"}


class Page(HTMLParser):
    """A page that is well-formed and has only what may be in one; what it shows, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.levels: list[int] = []
        self.shown = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag in ALLOWED
        assert len(given) == len(attrs)
        assert set(given) <= set(ATTRIBUTES.split())
        if set(self.open) & HOLDS_LINES:
            assert tag in INLINE
        if tag == "a":
            assert "a" not in self.open
            self.links.append((str(given.get("href")), given))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [str(given["id"])] if "id" in given else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "head" not in self.open:
            self.shown += data

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html"

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    unknown_decl = handle_pi = handle_comment


def shown(playbook: Playbook, *results: PlayTotals) -> Page:
    """The page of a playbook, once it was seen to be one that loads and runs nothing."""
    text = page(playbook, results, style=STYLE)
    found = Page(text)
    assert text.startswith("<!doctype html>\n<html lang=")
    assert text.endswith("</html>\n")
    assert len(set(found.ids)) == len(found.ids)
    for href, attributes in found.links:
        if href.startswith("#"):
            assert href[1:] in found.ids
        else:
            assert re.match("(?:https?:|mailto:)", href, re.IGNORECASE)
            assert attributes["rel"] == "noopener noreferrer"
    assert found.levels[0] == 1
    assert found.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(found.levels))
    return found


FULL = Playbook(
    id="support-engineer",
    version="1.0.0",
    title="Support engineer",
    promise="Nobody has to ask *twice*.",
    roles=("Support engineer", "Support lead"),
    authors=("Sam Example <sam@example.org>",),
    licence="CC-BY-4.0",
    source="https://example.org/playbook.md",
    derived_from="help-desk@2.1.0",
    about="For people who answer **in writing**.",
    sections=(Section("What it is not for", "Calls.\n\n##### Deep\n\n### Less deep\n\nText."),),
    plays=(
        Play(
            id="hand-over",
            title="Hand over a fault",
            intro="It goes on while you sleep. See [the other](#leave-it).",
            when="A fault is open.",
            not_when="Nothing can be done.",
            cadence=Cadence(1, "week", 4),
            preparation=5,
            running_time=20,
            people="You two.",
            needs="The report.",
            steps=(
                Step("Write it down.", "It costs a day.", 10, "The report", "A comment.", Due(0), "- a\n- b"),
                Step("Ask for a line."),
            ),
            produces=(Produced("ask", "That they take it over."),),
            measures=(Measure("Taken on without a question", "8 of 10", "After four weeks"),),
            troubles=(Trouble("No line came back.", "Tell the customer."), Trouble("They are ill.")),
            questions=("What did they ask?",),
            variations=("With nobody awake: write to yourself.",),
            words=(Words("The hand-over", "\nKnown: <…>\n  Tried: …"),),
            sections=(Section("Further reading", "# Books\n\nNone."),),
        ),
        Play(id="leave-it", title="Leave it", steps=(Step("Go home."),)),
    ),
    installs=Installs(
        start=("Read what came.",),
        end=("Hand over.",),
        week=("Count.",),
        presets=(Preset("Faults", "45/10"),),
        formats=(UpdateFormat("hand-over", 'extends = "weekly"\n# <b>'),),
        agreement=("Until what hour.",),
    ),
)

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[b](file:///etc/passwd) [c](//example.org/x) [d](data:text/html,x) [e](relative.html)",
    "[f](JaVaScRiPt:alert(1)) <javascript:alert(1)> [g](\x01javascript:x)",
    "[@click=app.quit]x[/]",
    "![seen](https://example.org/x.png) [![in a link](http://example.org/y.png)](http://example.org)",
    "</style></title></head><iframe src=//example.org>",
    "\"'><svg/onload=alert(1)>",
    "&lt;b&gt; &#60;i&#62; <!-- --><b>",
    "` <x> ` ``` ~~~ $& \\1 {style} {0} %s",
    '[t](https://example.org "\' onclick=x")',
    "<style>@import 'http://example.org'</style>",
)


def saying(text: str) -> Playbook:
    """A playbook that says one thing wherever something can be said."""
    lines = (text,)
    play = Play(
        id=text, title=text, intro=text, when=text, not_when=text, people=text, needs=text,
        steps=(Step(text, text, 3, text, text, None, text),), produces=(Produced("ask", text),),
        measures=(Measure(text, text, text),), troubles=(Trouble(text, text),), questions=lines,
        variations=lines, words=(Words(text, text),), sections=(Section(text, text),),
    )  # fmt: skip
    installs = Installs(
        start=lines, end=lines, week=lines, agreement=lines,
        presets=(Preset(text, text),), formats=(UpdateFormat(text, text),),
    )  # fmt: skip
    return Playbook(
        id=text, version=text, title=text, promise=text, roles=lines, authors=lines, licence=text,
        language=text, source=text, derived_from=text, about=text, sections=(Section(text, text),),
        plays=(play,), installs=installs,
    )  # fmt: skip


@settings(LARGE, max_examples=25, deadline=None)
@given(PLAYBOOKS)
def test_the_page_of_any_playbook_is_well_formed_and_leads_only_where_it_may(playbook: Playbook) -> None:
    found = shown(playbook, *(PlayTotals(play.id, 3, 2, 20) for play in playbook.plays))

    assert {f"play-{play.id}" for play in playbook.plays} <= set(found.ids)


@pytest.mark.parametrize("text", [*HOSTILE, "\n\n".join(HOSTILE)])
def test_hostile_text_is_only_text_wherever_it_stands(text: str) -> None:
    found = shown(saying(text), PlayTotals(text, 1, 1, 1))

    assert {href for href, _ in found.links if not href.startswith("#")} <= {
        "https://example.org",
        "http://example.org",
    }


def test_html_is_shown_as_it_was_typed_and_images_as_their_words() -> None:
    playbook = replace(
        FULL, about="<b>x</b> ![a *big* chart](https://example.org/x.png) [j](javascript:x)\n\n<hr>"
    )

    text = shown(playbook).shown

    assert "<b>x</b> a big chart j\n<hr>" in text
    assert "example.org/x.png" not in text


def test_comments_on_lines_of_their_own_are_not_shown_but_in_code_they_are() -> None:
    playbook = replace(FULL, about="One.\n\n<!-- not\n\nthis -->\n\nTwo.\n\n```\n<!-- but this -->\n```")

    text = shown(playbook).shown

    assert "One.\nTwo.\n<!-- but this -->\n" in text


ORDER = """
Support engineer | Nobody has to ask twice. | Support engineer; Support lead | Sam Example sam@example.org
1.0.0 | CC-BY-4.0 | en | https://example.org/playbook.md | help-desk@2.1.0
Contents | What it is not for | Hand over a fault | Leave it | What it installs
For people who answer in writing. | What it is not for | Calls.
Play 1 of 2 | Hand over a fault | It goes on while you sleep. | When | A fault is open.
Not when | Nothing can be done. | Cadence | every week on friday | Preparation | 5 min
Running time | 20 min | People | You two. | Needs | The report.
Steps | Write it down. | Why | It costs a day. | Evidence | A comment. | Minutes | 10
Medium | The report | Due | the same day | a b | Ask for a line.
Produces | Ask | That they take it over.
Worked if | Target | Look | Taken on without a question | 8 of 10 | After four weeks
What goes wrong | No line came back. | Then | Tell the customer. | They are ill.
Afterwards | What did they ask? | Variations | With nobody awake: write to yourself.
Words to paste | The hand-over | Known: <…> Tried: … | Further reading | Books | None.
Play 2 of 2 | Leave it | Go home.
What it installs | Start of the day | Read what came. | End of the day | Hand over.
End of the week | Count. | Agreement | Until what hour. | Block presets | Faults: 45/10
Update format | hand-over | extends = "weekly" # <b> | support-engineer@1.0.0
"""


def test_a_page_shows_everything_in_the_order_of_the_file() -> None:
    text = " ".join(shown(FULL).shown.split())

    at = 0
    for part in map(str.strip, ORDER.replace("\n", "|").split("|")):
        found = text.find(part, at)
        assert found >= 0, part
        at = found + len(part)
    assert "Results" not in text


def test_words_to_paste_keep_every_line_and_space() -> None:
    assert '<pre dir="auto" tabindex="0">\n\nKnown: &lt;…&gt;\n  Tried: …</pre>' in page(FULL, style="")


def test_headings_of_prose_stay_below_the_title_of_their_section() -> None:
    text = page(FULL, style="")

    assert "<h2>What it is not for</h2>" in text
    assert "<h3>Deep</h3>" in text
    assert "<h3>Less deep</h3>" in text
    assert "<h3>Further reading</h3>" in text
    assert "<h4>Books</h4>" in text


def test_every_play_has_an_anchor_and_the_contents_lead_to_it() -> None:
    found = shown(FULL)

    assert [href for href, _ in found.links].count("#play-hand-over") == 2  # the contents and its own heading
    assert {"play-hand-over", "play-leave-it", "section-1", "installs"} <= set(found.ids)


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("#leave-it", "#play-leave-it"),
        ("#play-leave-it", "#play-leave-it"),
        ("#play-hand-over-a-fault", "#play-hand-over"),
        ("#What-it-is-not-for", "#section-1"),
        ("#nowhere", None),
        ("#", None),
        ("mailto:sam@example.org", "mailto:sam@example.org"),
    ],
)
def test_a_link_to_a_heading_finds_it_and_one_that_leads_nowhere_is_its_words(
    written: str, leads_to: str | None
) -> None:
    playbook = replace(FULL, about=f"[the words]({written})", source="", authors=("Sam",))

    text = page(playbook, style="")

    about = text.partition('<div class="about">')[2].partition("</div>")[0]
    href = re.search('href="([^"]*)"', about)
    assert (href and href[1]) == leads_to
    assert "the words" in about


def test_results_are_totals_of_the_plays_that_are_there() -> None:
    results = (
        PlayTotals("leave-it", 3, 0, None),
        PlayTotals("gone", 99, 98, 97),
        PlayTotals("hand-over", 12, 9, 25),
    )

    text = page(FULL, results, style="")
    table = text.partition('id="results"')[2].partition("</section>")[0]
    rows = re.findall("<tr>(.*?)</tr>", table, re.DOTALL)
    cells = [[re.sub("<[^>]*>", "", cell) for cell in re.findall("<t[dh].*?</t[dh]>", row)] for row in rows]

    assert cells == [
        ["Play", "Runs", "Worked", "Median time"],
        ["Hand over a fault", "12", "9", "25 min"],
        ["Leave it", "3", "0", "–"],
    ]
    assert 'href="#results"' in text
    assert "97" not in text.partition("</style>")[2]
    assert "Results" not in page(FULL, results[1:2], style="")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *(
            (tag, "rtl")
            for tag in ("ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "AR-eg", "az-Arab")
        ),
        *((tag, "rtl") for tag in ("en-Hebr-US", "dv-Thaa")),
        *((tag, "ltr") for tag in ("en", "pt-BR", "ur-Latn", "sd-Deva-IN", "en-x-arab", "arn", "")),
    ],
)
def test_the_language_or_its_script_says_which_way_the_page_runs(language: str, expected: str) -> None:
    assert direction(language) == expected
    assert f'<html lang="{language}" dir="{expected}">' in page(replace(FULL, language=language), style="")


def test_the_page_asks_for_nothing_and_lets_nothing_run() -> None:
    head = page(FULL, style=STYLE).partition("</head>")[0]

    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in head
    assert '<meta name="color-scheme" content="light dark">' in head
    assert "<title>Support engineer</title>" in head
    assert STYLE in head
    assert not re.search(r"url\(|@import|@font-face|expression|</", STYLE)


def test_titles_are_plain_where_markup_cannot_be() -> None:
    playbook = replace(
        FULL, title='*Support* & "`more`" [here](https://example.org) <b>', promise='a "b" <c>'
    )

    head = page(playbook, style="").partition("</head>")[0]

    assert "<title>Support &amp; &quot;more&quot; here &lt;b&gt;</title>" in head
    assert 'content="a &quot;b&quot; &lt;c&gt;"' in head


def test_control_characters_and_turned_text_stay_out() -> None:
    text = page(saying("a\x1b[31mb\u202ec"), style="")

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text.partition("<body>")[2])


def test_the_same_playbook_gives_the_same_bytes() -> None:
    results = (PlayTotals("hand-over", 1, 1, 1),)

    assert page(FULL, results, style=STYLE) == page(replace(FULL), results, style=STYLE)


def _luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_can_be_read_in_light_in_dark_and_on_paper() -> None:
    schemes = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    assert len(schemes) == 3
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): #(\w+);", scheme))
        for ground in ("paper", "panel"):
            for text in ("ink", "quiet", "accent"):
                light, dark = sorted((_luminance(colours[ground]), _luminance(colours[text])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (ground, text)


def shipped() -> list[Playbook]:
    """The playbooks that come with remoteos."""
    folder = CONTENT / "playbooks"
    found = (read(one.read_text("utf-8")).playbook for one in folder.iterdir() if one.name.endswith(".md"))
    return [one for one in found if one is not None]


def manage_your_manager() -> Playbook:
    return next(one for one in shipped() if one.id == "manage-your-manager")


def test_a_playbook_that_ships_makes_a_page() -> None:
    found = shown(manage_your_manager())

    assert len([one for one in found.ids if one.startswith("play-")]) == 7


browser = pytest.mark.skipif(CHROMIUM is None, reason="neither chromium nor google-chrome is here")


def opened(file: Path, width: int) -> str:
    """The document that a browser makes of a file."""
    command = [
        str(CHROMIUM),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={file.parent / f'profile-{file.stem}-{width}'}",
        f"--window-size={width},900",
        "--virtual-time-budget=2000",
        "--dump-dom",
        file.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", paths
    server.shutdown()
    thread.join()
    server.server_close()


@browser
def test_a_browser_opens_the_page_and_asks_no_server_for_anything(
    tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    control = tmp_path / "control.html"
    control.write_text(f"<!doctype html><title>x</title><img src='{address}/control.png'>", "utf-8")
    opened(control, 1280)
    assert "/control.png" in paths  # what a page asks for does arrive here
    paths.clear()
    hostile = f"![x]({address}/a.png) [x]({address}/b) <img src='{address}/c'> <link href='{address}/d'>"
    playbook = replace(manage_your_manager(), about=hostile, source=f"{address}/source.md")
    file = tmp_path / "page.html"
    file.write_text(page(playbook, style=STYLE), "utf-8")

    for width in (1280, 390):
        document = opened(file, width)
        assert "Feedback that your manager has not asked for</a>" in document
        assert unescape(document).count("</section>") == len(playbook.plays) + len(playbook.sections) + 1
    assert paths == []


@browser
def test_nothing_is_wider_than_the_window_on_a_phone_or_at_a_desk(tmp_path: Path) -> None:
    long = "averylongwordthatnobodyeverbreaks" * 6
    table = f"| a | b | c |\n| - | - | - |\n| {long} | {'words ' * 40} | x |"
    plays = (replace(saying(long).plays[0], id="long", intro=f"{table}\n\n```\n{long}\n```"),)
    pages = [
        page(manage_your_manager(), (PlayTotals("feedback-upwards", 12, 9, 25),), style=STYLE),
        page(replace(saying(long), language="ar", plays=plays), (PlayTotals("long", 1, 1, 1),), style=STYLE),
        *(page(one, style=STYLE) for one in shipped()),
    ]
    frames = "".join(
        f'<iframe width="{width}" height="600" srcdoc="{escape(text)}"></iframe>'
        for text in pages
        for width in (320, 1280)
    )
    measure = (
        "onload = () => document.body.textContent = [...document.querySelectorAll('iframe')].map(frame => "
        "frame.contentDocument.documentElement).map(root => root.scrollWidth - root.clientWidth).join(' ')"
    )
    file = tmp_path / "frames.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><script>{measure}</script>{frames}", "utf-8")

    document = opened(file, 1400)

    assert f"<body>{' '.join(['0'] * 2 * len(pages))}</body>" in document
