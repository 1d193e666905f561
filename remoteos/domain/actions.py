"""What can be done in the app by one key.

The one table that bindings, footer, palette, help and ``remoteos keys`` are made from. The ids are promises:
a keymap in ``config.toml`` names them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Place = Literal[
    "everywhere",
    "pages",
    "block",
    "today",
    "focus",
    "outcomes",
    "updates",
    "playbooks",
    "playbook",
    "draft",
    "loops",
    "asks",
    "decisions",
    "managers",
    "agenda",
    "ritual",
    "settings",
    "run",
    "results",
    "import",
    "upgrade",
    "export",
]
"""Where an action can be used: on every screen, on the pages of the navigation, on those pages while a block
is open, or on one kind of screen. Those of ``playbook`` are on the page of the library as well."""

PLACE_WORDS: Mapping[Place, str] = {
    "everywhere": "Everywhere",
    "pages": "On every page",
    "block": "While a block is open",
    "today": "Today",
    "focus": "Focus",
    "outcomes": "Outcomes",
    "updates": "Updates",
    "playbooks": "The library of playbooks",
    "playbook": "A playbook",
    "draft": "The draft of an update",
    "loops": "Open loops",
    "asks": "Asks",
    "decisions": "Decisions",
    "managers": "Manager cards",
    "agenda": "The one-to-one",
    "ritual": "Start and end of day",
    "settings": "Settings",
    "run": "Running a play",
    "results": "Results of plays",
    "import": "Importing playbooks",
    "upgrade": "Upgrading a playbook",
    "export": "Exporting a playbook",
}
"""How each place is said to the user, in the order in which they are listed."""


class Action(NamedTuple):
    """One thing that a key does."""

    id: str
    """Its stable name: ``block.finish``."""
    keys: str
    """The keys that do it unless the keymap says otherwise, as Textual names them, separated by commas."""
    label: str
    """A word or two for the footer."""
    what: str
    """One sentence for the help and the palette, without a full stop."""
    place: Place
    rank: int = 0
    """Its turn in the footer, lowest first; 0 for none."""
    group: str = ""
    """Neighbours of one group share a place in the footer, such as the two ways to move a block."""

    @property
    def method(self) -> str:
        """The name of its action method: ``block_finish``."""
        return self.id.replace(".", "_")


ACTIONS: tuple[Action, ...] = (
    Action("capture", "c", "capture", "Note something in passing", "everywhere", 40),
    Action("undo", "u", "undo", "Take the last change back", "everywhere", 80),
    Action("hide", "h", "hide private", "Hide everything private while the screen is shared", "everywhere"),
    Action("palette", "ctrl+p", "all", "Find any command, outcome or loop by typing", "everywhere", 85),
    Action("help", "question_mark", "help", "Explain this screen and its keys", "everywhere", 1),
    Action("back", "escape", "back", "Go back to where you were", "everywhere"),
    Action(
        "mend", "ctrl+r", "ways back", "See what became of the data file, and the ways back", "everywhere", 2
    ),
    Action("quit", "ctrl+q", "quit", "Leave; a running block runs on", "everywhere"),
    Action("go.today", "1", "Today", "Go to Today", "pages"),
    Action("go.focus", "2", "Focus", "Go to Focus", "pages"),
    Action("go.outcomes", "3", "Outcomes", "Go to Outcomes", "pages"),
    Action("go.updates", "4", "Updates", "Go to Updates", "pages"),
    Action("go.playbooks", "5", "Playbooks", "Go to the playbooks", "pages"),
    Action("loops", "l", "loops", "Decide the open loops", "pages", 60),
    Action("go.asks", "A", "asks", "Go to the asks: what waits on others", "pages"),
    Action("go.decisions", "D", "decisions", "Go to the decisions, and look back at them", "pages"),
    Action("managers", "M", "manager cards", "See how your manager and others are kept informed", "pages"),
    Action("agenda", "G", "one-to-one", "See what to talk about in the one-to-one", "pages"),
    Action("settings", "comma", "settings", "Change the settings", "pages"),
    Action("day.open", "o", "open the day", "Open the day, or finish its start ritual", "pages", 5),
    Action("day.end", "e", "end the day", "End the day, or finish its end ritual", "pages", 50),
    Action("block.start", "s", "start", "Start a block, or the planned one under the cursor", "pages", 10),
    Action("block.interrupt", "i", "interruption", "Note an interruption; the block goes on", "block", 12),
    Action("block.aside", "a", "aside", "Step aside into another block and come back", "block", 14),
    Action("block.pause", "p", "pause", "Pause the block, or go on with it", "block", 16),
    Action("block.finish", "f", "finish", "Finish the block", "block", 20),
    Action("block.abandon", "X", "give up", "Give the block up; its time is kept", "focus"),
    Action("focus.free", "n", "something else", "Start a block of your own words", "focus", 11),
    Action("break.take", "b", "take the break", "Take the break, or be back from it", "focus", 6),
    Action("break.snooze", "z", "in 10 minutes", "Put the break off by 10 minutes", "focus", 7),
    Action("break.took", "t", "had it", "Say that the break was had already", "focus", 8),
    Action("longer", "plus", "10 more minutes", "Give the block 10 more minutes", "pages", 18, "length"),
    Action("shorter", "minus", "10 fewer minutes", "Take 10 minutes off the block", "pages", 0, "length"),
    Action("plan.add", "n", "plan block", "Plan a block", "today", 30),
    Action("plan.edit", "enter", "edit", "Change the block under the cursor", "today", 32),
    Action("plan.earlier", "shift+up,K", "earlier", "Move the planned block earlier", "today", 34, "move"),
    Action("plan.later", "shift+down,J", "later", "Move the planned block later", "today", 35, "move"),
    Action("plan.drop", "x,delete", "drop", "Take the planned block off the plan", "today", 36),
    Action("day.back", "left_square_bracket", "day before", "Look at the day before", "today", 0, "days"),
    Action("day.ahead", "right_square_bracket", "day after", "Look at the day after", "today", 0, "days"),
    Action("outcome.add", "n", "new outcome", "Add an outcome", "outcomes", 10),
    Action("goal.add", "N", "new goal", "Add a goal", "outcomes", 12),
    Action("outcome.edit", "enter", "edit", "Change the outcome or goal under the cursor", "outcomes", 14),
    Action("outcome.report", "r", "progress", "Note what moved on the outcome", "outcomes", 16),
    Action("outcome.pick", "space", "for today", "Make the outcome one of today's, or not", "outcomes", 18),
    Action("outcome.done", "d", "done", "Mark the outcome or goal done, or open again", "outcomes", 20),
    Action("outcome.drop", "x,delete", "drop", "Drop the outcome or goal, with a reason", "outcomes", 22),
    Action("outcome.link", "g", "goal", "Say which goal it serves", "outcomes", 24),
    Action("outcomes.view", "v", "board or ladder", "Switch between board and ladder", "outcomes", 26),
    Action("update.open", "enter", "open", "Open the update, or draw the draft", "updates", 10),
    Action("playbooks.open", "enter", "read", "Read the playbook or play under the cursor", "playbooks", 10),
    Action(
        "playbooks.find", "slash", "find", "Find the play for a situation, in your own words", "playbooks", 11
    ),
    Action("play.run", "r", "run", "Run the play, or choose one of the playbook", "playbook", 12),
    Action("playbook.adopt", "space", "adopt", "Choose what of it becomes part of your day", "playbook", 14),
    Action(
        "play.later",
        "z",
        "next workday",
        "Let the play that came up wait for the next workday",
        "playbooks",
        15,
    ),
    Action("playbook.words", "y", "words", "Copy words to paste", "playbook", 16),
    Action("playbook.upgrade", "U", "upgrade", "Follow a newer version; your changes stay", "playbook", 17),
    Action("playbook.edit", "E", "edit", "Change your copy of it in your own editor", "playbook", 18),
    Action(
        "playbook.derive",
        "d",
        "derive",
        "Keep a copy under another name, to be changed",
        "playbook",
        20,
    ),
    Action("playbook.export", "w", "export", "See what leaves, then copy it or write a file", "playbook", 22),
    Action(
        "playbook.drop",
        "x,delete",
        "drop",
        "Take back all that it added, or remove your copy",
        "playbook",
        24,
    ),
    Action("playbooks.filter", "t", "filter", "Only those for a role or a part of the day", "playbooks", 26),
    Action("playbooks.import", "I", "import", "Look at a file or a folder of playbooks", "playbooks", 27),
    Action(
        "playbooks.results",
        "v",
        "results",
        "See how often each play was run, and did it work",
        "playbooks",
        28,
    ),
    Action("playbooks.new", "n", "new", "Write a playbook of your own in your editor", "playbooks", 29),
    Action("line.edit", "enter", "reword", "Say it in your own words", "draft", 10),
    Action("line.toggle", "space", "leave out", "Leave the line out, or bring it back", "draft", 12),
    Action("commitment.mark", "t", "mark", "Say what became of what was said", "draft", 14),
    Action("line.fresh", "f", "take fresh", "Take the line as the evidence is now", "draft", 15),
    Action("draft.evidence", "v", "evidence", "Show where the line comes from", "draft", 16),
    Action("draft.send", "S", "sent", "Mark the update as sent", "draft", 18),
    Action("draft.copy", "y", "copy", "Put what leaves on the clipboard", "draft", 20),
    Action("draft.write", "w", "write file", "Write what leaves to a file", "draft", 22),
    Action("draft.format", "m", "format", "Choose another format", "draft", 24),
    Action("draft.as", "a", "as", "Choose what it leaves as", "draft", 26),
    Action("draft.alignment", "g", "alignment", "Show where work and goals have parted", "draft", 28),
    Action(
        "draft.agenda", "G", "questions to agenda", "Put the alignment's questions on the agenda", "draft"
    ),
    Action("line.add", "n", "own line", "Write a line of your own", "draft", 30),
    Action("line.earlier", "shift+up,K", "earlier", "Move the line up", "draft", 32, "move"),
    Action("line.later", "shift+down,J", "later", "Move the line down", "draft", 33, "move"),
    Action("draft.again", "r", "draw again", "Draw it again; what you changed stays", "draft", 34),
    Action("draft.editor", "E", "editor", "Edit it in your own editor", "draft", 36),
    Action("draft.drop", "X", "throw away", "Throw the draft away", "draft"),
    Action("loop.do", "d", "done now", "It is done; two minutes were enough", "loops", 10),
    Action("loop.tomorrow", "t", "tomorrow", "Plan it for the next workday", "loops", 12),
    Action("loop.schedule", "s", "on a date", "Plan it for a date", "loops", 14),
    Action("loop.ask", "a", "ask someone", "Ask someone for it", "loops", 16),
    Action("loop.outcome", "o", "an outcome", "Turn it into an outcome", "loops", 18),
    Action("loop.drop", "x,delete", "let it go", "Let it go", "loops", 20),
    Action("loop.leave", "space", "leave it", "Leave it open and look at the next", "loops", 22),
    Action("loops.find", "slash", "find", "Find loops by typing a few words", "loops", 24),
    Action("ask.add", "n", "new ask", "Ask someone for something", "asks", 10),
    Action("ask.answer", "a", "answer", "Write the answer down, and what it made possible", "asks", 12),
    Action("ask.nudge", "m", "remind", "Write a reminder down, and draft the line to send", "asks", 14),
    Action("ask.edit", "enter", "edit", "Change the ask under the cursor", "asks", 16),
    Action("ask.withdraw", "w,x,delete", "withdraw", "Withdraw the ask, with a reason", "asks", 18),
    Action("ask.reopen", "r", "ask again", "Let an answered or withdrawn ask wait again", "asks", 20),
    Action("asks.view", "v", "answered too", "List the answered and withdrawn asks too, or not", "asks", 22),
    Action("decision.add", "n", "new decision", "Write a decision down", "decisions", 10),
    Action("decision.look", "r", "look back", "Say how the decision turned out", "decisions", 12),
    Action("decision.edit", "enter", "edit", "Change the decision under the cursor", "decisions", 14),
    Action("manager.add", "n", "new card", "Make a card for somebody who hears from you", "managers", 10),
    Action("manager.edit", "enter", "edit", "Change the card under the cursor", "managers", 12),
    Action("manager.goals", "g", "goals", "Say which goals are theirs", "managers", 14),
    Action("manager.feedback", "f", "feedback", "Keep feedback for them; it stays private", "managers", 16),
    Action(
        "feedback.kept", "F", "what is kept", "Change, tell or drop feedback that is kept", "managers", 18
    ),
    Action("manager.agenda", "a", "agenda", "See what to talk about with them", "managers", 20),
    Action("manager.drop", "x,delete", "drop", "Drop the card; what was sent stays", "managers", 22),
    Action("agenda.add", "n", "new item", "Put something on the agenda", "agenda", 10),
    Action("agenda.done", "d", "done", "Say what came of the item, or take it up again", "agenda", 12),
    Action("agenda.edit", "enter", "edit", "Change the item under the cursor", "agenda", 14),
    Action("agenda.tag", "t", "tag", "Say what the item wants", "agenda", 16),
    Action("agenda.feedback", "f", "feedback", "Put feedback that you kept on the agenda", "agenda", 18),
    Action("agenda.with", "w", "with another", "Look at the agenda with somebody else", "agenda", 20),
    Action("agenda.drop", "x,delete", "drop", "Take the item off the agenda for good", "agenda", 22),
    Action("ritual.next", "enter", "next", "Answer this step and go on; nothing said skips it", "ritual", 10),
    Action("ritual.back", "pageup", "step before", "Go back one step", "ritual", 12),
    Action("ritual.skip", "pagedown", "skip", "Skip this step", "ritual", 14),
    Action("ritual.check", "d", "done", "Check off a step of your own", "ritual", 16),
    Action("ritual.run", "r", "run it", "Begin a run of the play that came up", "ritual"),
    Action("ritual.later", "z", "next workday", "Let it propose itself again on the next workday", "ritual"),
    Action("ritual.draft", "D", "to the draft", "Go to the update that is due", "ritual"),
    Action("setting.change", "enter", "change", "Change the setting under the cursor", "settings", 10),
    Action("setting.toggle", "space", "on or off", "Turn it on or off", "settings", 12),
    Action("setting.add", "n", "add", "Add a preset, a step or a key of your own", "settings", 14),
    Action("setting.earlier", "shift+up,K", "earlier", "Move the step earlier", "settings", 16, "move"),
    Action("setting.later", "shift+down,J", "later", "Move the step later", "settings", 17, "move"),
    Action("setting.remove", "x,delete", "remove", "Remove what you added", "settings", 18),
    Action("setting.default", "r", "default", "Go back to the default", "settings", 20),
    Action("run.done", "space", "done", "The step in hand is done", "run", 10),
    Action("run.skip", "s", "skip", "Skip the step in hand, with a reason", "run", 12),
    Action("run.reopen", "o", "open again", "Open the step in hand again", "run", 14),
    Action("run.note", "n", "note", "Note something on the step in hand", "run", 16),
    Action("run.evidence", "v", "evidence", "Say what exists now, and where", "run", 18),
    Action("run.make", "m", "make", "Make what the play leaves behind", "run", 20),
    Action("run.copy", "y", "words", "Copy words to paste", "run", 22),
    Action("run.finish", "f", "finish", "End the run, and say how it went", "run", 24),
    Action("run.abandon", "x", "give up", "End a run that will not be finished", "run", 26),
    Action("results.open", "enter", "its runs", "Open a run of the play under the cursor", "results", 10),
    Action("import.all", "enter", "import", "Import all that is chosen, in one change", "import", 10),
    Action("import.beside", "b", "beside", "Keep it beside what is there", "import", 12),
    Action("import.replace", "r", "replace", "Put it in the place of what is there", "import", 14),
    Action("import.merge", "m", "merge", "Join it with what is there; your changes stay", "import", 16),
    Action("import.settle", "s", "part by part", "Choose part by part what both changed", "import", 18),
    Action("import.skip", "x,delete", "leave out", "Leave it out, or take it in again", "import", 20),
    Action("import.path", "o", "other files", "Look at another file or folder", "import", 22),
    Action("upgrade.do", "enter", "upgrade", "Upgrade, with what was chosen", "upgrade", 10),
    Action("upgrade.mine", "m", "mine", "Keep your side of the part", "upgrade", 12),
    Action("upgrade.theirs", "t", "theirs", "Take the newer version's side of the part", "upgrade", 14),
    Action("export.as", "a", "as", "Choose what leaves: Markdown, or a page to publish", "export", 10),
    Action(
        "export.results",
        "r",
        "results",
        "Let own results go along on the page, as totals",
        "export",
        12,
    ),
    Action("export.copy", "y", "copy", "Put what leaves on the clipboard", "export", 14),
    Action("export.write", "w", "write file", "Write what leaves to a file", "export", 16),
)
"""Every action, in the order in which they are listed."""


def of_place(*places: Place) -> tuple[Action, ...]:
    """The actions of some places, in their order."""
    return tuple(action for action in ACTIONS if action.place in places)


def keys_of(action: Action, keymap: Mapping[str, str]) -> str:
    """The keys that do an action under the user's keymap."""
    return keymap.get(action.id, action.keys)
