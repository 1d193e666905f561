"""What holds of every update, whatever is on record: nothing private leaves, nothing that counts is lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.asks import Ask, AskEvent
from remoteos.domain.captures import Capture
from remoteos.domain.decisions import Decision
from remoteos.domain.drafting import MOST_KEPT
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.focus import Block, BlockEvent
from remoteos.domain.letter import RENDERINGS
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome, Progress
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record, Visibility
from remoteos.domain.rituals import DayEvent, Workday
from remoteos.domain.settings import Settings
from remoteos.domain.time import ONE_DAY
from remoteos.domain.updates import Update, reword
from remoteos.formats.rendering import render
from remoteos.services import alignment, asks, sending, updates
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.store.store import Store

from .conftest import HandClock
from .support import set_clock

VISIBILITIES: tuple[Visibility, ...] = ("private", "manager", "public")
FORMATS = ("weekly", "5-15", "ppp", "snippets", "one-to-one", "monthly", "stand-up")
KINDS = (
    "goal",
    "outcome",
    "block",
    "win",
    "risk",
    "idea",
    "ask",
    "answered",
    "decision",
    "evidence",
    "feedback",
)


class Wish(NamedTuple):
    """A record that is to be on the desk."""

    kind: str
    visibility: Visibility
    linked: int


WISHES = st.lists(
    st.builds(Wish, st.sampled_from(KINDS), st.sampled_from(VISIBILITIES), st.integers(0, 5)), max_size=14
)


class Furnished:
    """A desk on a Friday with what was wished for, each text with a word that no other has."""

    def __init__(self, folder: str, wishes: list[Wish], sees: str = "manager") -> None:
        clock = HandClock("Europe/Berlin", frozen=None)
        clock.set("2026-11-27 15:00")
        store = Store.open(Path(folder) / "users" / "me", now=clock.now())
        self.desk = Desk(store=store, clock=clock, settings=Settings())
        self.shelf = FormatShelf(Path(folder) / "formats")
        self.card = ManagerCard(
            **self.born(), person="Ana", sees=sees, notes="secretcard", worries="secretworry"
        )  # type: ignore[arg-type]
        self.words: dict[str, tuple[Visibility, Record]] = {}
        records: list[Record] = [self.card, *self.around()]
        for number, wish in enumerate(wishes):
            record = self.made(wish, f"word{number:02}x", records)
            self.words[f"word{number:02}x"] = record.visibility, record
            records.append(record)
        store.commit("furnish", records, at=self.desk.now)

    def born(self) -> dict[str, Any]:
        at = self.desk.now - timedelta(hours=20)
        return {"id": self.desk.clock.new_id(), "created_at": at, "updated_at": at}

    def around(self) -> list[Record]:
        """What is always private."""
        today, at = self.desk.today, self.desk.now - timedelta(hours=20)
        off = DayEvent(kind="off", at=at, reason="secretleave")
        day = Workday(
            **self.born(), date=today - 2 * ONE_DAY, zone="Europe/Berlin", events=(off,), note="secretday"
        )
        return [day, Pulse(**self.born(), day=today, energy=1, stress=5, note="secretpulse")]

    def made(self, wish: Wish, word: str, before: list[Record]) -> Record:
        born: dict[str, Any] = {**self.born(), "visibility": wish.visibility}
        at = born["created_at"]
        outcomes = [one for one in before if isinstance(one, Outcome)]
        about = outcomes[wish.linked % len(outcomes)] if outcomes else None
        about_id = about.id if about else None
        if wish.kind == "goal":
            return Goal(**born, title=word, owner="manager")
        if wish.kind == "outcome":
            goals = [one.id for one in before if isinstance(one, Goal)]
            goal = goals[wish.linked % len(goals)] if goals else None
            notes = (Progress(at=at, note=f"note {word}", confidence=2),)
            return Outcome(
                **born, title=word, goal_id=goal, progress=notes, confidence=2, target=f"to {word}"
            )
        if wish.kind == "block":
            events = (
                BlockEvent(kind="start", at=at),
                BlockEvent(kind="finish", at=at + timedelta(minutes=50)),
            )
            return Block(
                **born, day=at.date(), intention=word, result=word, outcome_id=about_id, events=events
            )
        if wish.kind in ("win", "risk", "idea"):
            return Capture(**born, day=at.date(), kind=wish.kind, text=word, outcome_id=about_id)  # type: ignore[arg-type]
        if wish.kind in ("ask", "answered"):
            kinds = ("decision", "help", "unblock")
            history = [AskEvent(kind="raised", at=at)]
            if wish.kind == "answered":
                history.append(AskEvent(kind="answered", at=at, note=word))
            kind = kinds[wish.linked % 3]
            return Ask(
                **born, text=word, asked_of="Ana", kind=kind, cost=word, enabled=word, events=tuple(history)
            )  # type: ignore[arg-type]
        if wish.kind == "decision":
            return Decision(**born, text=word, reasons=word)
        if wish.kind == "feedback":
            return Feedback(**born, audience_id=self.card.id, situation=word, behaviour=word, impact=word)
        target = about or before[0]
        # A link is as visible as what it is about, or less.
        least = min(VISIBILITIES.index(wish.visibility), VISIBILITIES.index(target.visibility))
        born["visibility"] = VISIBILITIES[least]
        return Evidence(**born, kind="url", ref=f"https://example.org/{word}", title=word, about=target.link)

    def draft(self, format_name: str = "weekly") -> Update:
        return updates.draft(self.desk, self.shelf, format_name=format_name)

    def leaving(self, update: Update) -> bytes:
        """All that could leave, in every rendering."""
        letter = updates.written(self.desk, update, self.card).letter
        plain = b"".join(render(letter, one).encode() for one in RENDERINGS if one != "email")
        return plain + render(letter, "email").encode().replace(b"=\r\n", b"")

    def hidden(self) -> list[bytes]:
        """The words of what this audience may not see."""
        words = [word for word, (seen, _) in self.words.items() if not self.card.may_see(seen)]
        return [word.encode() for word in [*words, "secret"]]


@settings(max_examples=60)
@given(WISHES, st.sampled_from(FORMATS), st.sampled_from(["manager", "public"]), st.integers(0, 20))
def test_nothing_hidden_is_in_any_rendering(wishes: list[Wish], name: str, sees: str, turned: int) -> None:
    with TemporaryDirectory() as folder:
        it = Furnished(folder, wishes, sees)
        update = it.draft(name)
        assert not [word for word in it.hidden() if word in repr(update).encode()]
        assert not [word for word in it.hidden() if word in it.leaving(update)]
        # What becomes private after it was drawn, and even reworded, stays here too.
        lines = [(at, line) for at, part in enumerate(update.sections) for line in part.shown]
        for at, line in lines[: turned % 3]:
            update = updates.change_line(
                it.desk, update.id, at, line.key, lambda one: reword(one, f"{one.text} so")
            )
        if it.words:
            word, (_, record) = list(it.words.items())[turned % len(it.words)]
            it.desk.store.commit("hide", [replace(record, visibility="private")], at=it.desk.now)
            it.words[word] = "private", record
            assert not [one for one in it.hidden() if one in it.leaving(update)]
            again = it.draft(name)
            assert not [one for one in it.hidden() if one in it.leaving(again)]


@settings(max_examples=40)
@given(WISHES, st.sampled_from(FORMATS), st.sampled_from(["manager", "public"]), st.integers(0, 20))
def test_nothing_that_is_hidden_after_it_was_sent_is_said_again(
    wishes: list[Wish], name: str, sees: str, turned: int
) -> None:
    with TemporaryDirectory() as folder:
        it = Furnished(folder, [*wishes, Wish("outcome", "public", 1)], sees)
        update = it.draft()
        for at, line in [(at, line) for at, part in enumerate(update.sections) for line in part.shown][:2]:
            updates.change_line(it.desk, update.id, at, line.key, lambda one: reword(one, f"{one.text} so"))
        sent = sending.send(it.desk, update.id).update
        set_clock(it.desk, "2026-12-18 15:00")
        alignment.bring(it.desk, it.card, alignment.check(it.desk))
        assert not [one for one in it.hidden() if one in it.leaving(it.draft(name))]
        word, (_, record) = list(it.words.items())[turned % len(it.words)]
        now = it.desk.store.get(type(record), record.id) or record
        it.desk.store.commit("hide", [replace(now, visibility="private")], at=it.desk.now)
        it.words[word] = "private", record
        for leaving in (it.leaving(it.draft(name)), it.leaving(it.draft("one-to-one")), it.leaving(sent)):
            assert not [one for one in it.hidden() if one in leaving]


@settings(max_examples=40)
@given(WISHES, st.sampled_from(FORMATS))
def test_each_line_has_evidence_or_is_marked(wishes: list[Wish], name: str) -> None:
    with TemporaryDirectory() as folder:
        update = Furnished(folder, wishes).draft(name)
        for line in (line for part in update.sections for line in part.lines):
            assert bool(line.sources or line.counted) != line.lacks_evidence


def told_asks(update: Update) -> set[str]:
    lines = [line for part in update.sections for line in part.lines]
    return {line.key.removeprefix("ask:") for line in lines if line.key.startswith("ask:")}


@settings(max_examples=25)
@given(WISHES, st.integers(0, 120))
def test_no_open_ask_is_lost_by_drawing_again_or_sending(wishes: list[Wish], many: int) -> None:
    with TemporaryDirectory() as folder:
        it = Furnished(folder, [*wishes, Wish("ask", "manager", 1)])
        at = it.desk.now
        more = [
            Ask(
                **it.born(),
                text=f"one of many {number}",
                asked_of="IT",
                events=(AskEvent(kind="raised", at=at),),
            )
            for number in range(many)
        ]
        it.desk.store.commit("many", more, at=at)
        for _ in range(2):
            update = it.draft()
            visible = {one.id for one in asks.waiting(it.desk) if it.card.may_see(one.visibility)}
            counted = sum(part.more for part in update.sections if part.query in ("asks", "decisions_needed"))
            assert told_asks(update) <= visible
            assert len(told_asks(update)) + counted == len(visible)
            assert counted == 0 or len(told_asks(update)) > MOST_KEPT
        before = asks.waiting(it.desk)
        sending.send(it.desk, update.id)
        assert asks.waiting(it.desk) == before
        set_clock(it.desk, "2026-12-04 15:00")
        assert len(told_asks(it.draft())) + counted == len(visible)


@settings(max_examples=30)
@given(WISHES, WISHES, st.sampled_from(FORMATS), st.integers(0, 30))
def test_drawing_again_never_changes_a_reworded_line(
    wishes: list[Wish], later: list[Wish], name: str, which: int
) -> None:
    with TemporaryDirectory() as folder:
        it = Furnished(folder, [*wishes, Wish("outcome", "manager", 0), Wish("ask", "manager", 0)])
        update = it.draft()
        lines = [(at, line) for at, part in enumerate(update.sections) for line in part.shown]
        at, line = lines[which % len(lines)]
        updates.change_line(it.desk, update.id, at, line.key, lambda one: reword(one, "in my own words"))
        updates.write(it.desk, update.id, at, "a line of mine")
        known = list(it.desk.store.everything(Outcome))
        it.desk.store.commit(
            "later",
            [it.made(wish, f"late{number}", known) for number, wish in enumerate(later)],
            at=it.desk.now,
        )
        set_clock(it.desk, "2026-11-28 09:00")
        texts = [one.text for part in it.draft(name).sections for one in part.lines]
        assert texts.count("in my own words") == 1
        assert texts.count("a line of mine") == 1


def test_what_may_be_seen_is_found_by_the_same_search() -> None:
    wishes = [Wish(kind, "manager", 0) for kind in KINDS]
    with TemporaryDirectory() as folder:
        it = Furnished(folder, wishes)
        leaving = b"".join(it.leaving(it.draft(name)) for name in FORMATS)
        assert [word for word in it.words if word.encode() not in leaving] == []
