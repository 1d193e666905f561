"""A worked quarter: twelve weeks of updates as they were sent, each checked whole against a kept text.

There is a week of leave, a week in which none was sent, asks that are answered late, and promises that move.
What each update said is in ``kept/quarter.md``; read it as the manager did.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from remoteos.domain.asks import Ask
from remoteos.domain.commitments import Commitment
from remoteos.domain.settings import Settings, You
from remoteos.domain.updates import Update, reword
from remoteos.services import (
    asks,
    captures,
    decisions,
    evidence,
    leave,
    managers,
    outcomes,
    sending,
    updates,
    wins,
)
from remoteos.services.desk import Desk
from remoteos.services.update_formats import FormatShelf
from remoteos.store.store import Store

from .conftest import HandClock
from .support import set_clock, work

KEPT = Path(__file__).parent / "kept" / "quarter.md"
FIRST_MONDAY = date(2026, 9, 7)


class Quarter:
    """Twelve weeks at one desk, and what was sent in them."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.shelf = FormatShelf(folder / "formats")
        self.sent: list[Update] = []

    def on(self, week: int, weekday: str, clock: str = "10:00") -> None:
        """Move to a time of a week, from 1."""
        days = ("mon", "tue", "wed", "thu", "fri").index(weekday)
        day = FIRST_MONDAY + timedelta(days=7 * (week - 1) + days)
        set_clock(self.desk, f"{day} {clock}")

    def draft(self) -> Update:
        return updates.draft(self.desk, self.shelf)

    def mark(self, beginning: str, state: str, why: str = "") -> None:
        """Say what became of what was said."""
        card = managers.main(self.desk)
        assert card is not None
        said = sending.open_commitments(self.desk, card)
        one = next(each for each in said if each.text.startswith(beginning))
        sending.mark(self.desk, one.id, state, why)  # type: ignore[arg-type]

    def send(self, week: int) -> Update:
        """Draw the draft on Friday afternoon and send it."""
        self.on(week, "fri", "16:00")
        self.sent.append(sending.send(self.desk, self.draft().id, "mail").update)
        return self.sent[-1]


def lived(quarter: Quarter) -> None:
    """What happened."""
    desk, on = quarter.desk, quarter.on

    on(1, "mon", "09:00")
    intent = outcomes.add_goal(desk, "Customers trust us with their orders", owner="leadership")
    checkout = outcomes.add_goal(desk, "Checkout is reliable", intent.id, owner="manager")
    hiring = outcomes.add_goal(desk, "The team is whole", owner="manager")
    managers.add(desk, "Ana", (checkout.id, hiring.id), channel="mail", address="ana@example.org")
    rfc = outcomes.add(
        desk, "RFC accepted", checkout.id, done_when="two approvals", due=date(2026, 9, 25), confidence=4
    )
    test = outcomes.add(desk, "Load test passed", checkout.id, done_when="a thousand orders a minute")
    outcomes.add(desk, "Side project tidied", visibility="private")
    work(desk, "write section 1", "09:30", "10:20", outcome=rfc.id)
    outcomes.report(desk, rfc.id, "sections 1 and 2 are written", 4)
    on(1, "wed")
    vendor = asks.add(
        desk,
        "approve the vendor",
        "Ana",
        kind="decision",
        needed_by=date(2026, 9, 18),
        cost="the load test slips a week",
    )
    asks.add(desk, "a quieter desk", "the landlord", visibility="private")
    decisions.add(
        desk, "One queue for all teams", reasons="two were never in step", revisit_on=date(2026, 11, 2)
    )
    quarter.send(1)

    on(2, "tue")
    outcomes.report(desk, rfc.id, "all four sections are written", 5)
    evidence.add(desk, "https://wiki.example.org/rfc-12", rfc, "RFC 12")
    on(2, "thu")
    work(desk, "build the load generator", "10:00", "11:30", planned=90, outcome=test.id)
    quarter.on(2, "fri", "15:00")
    quarter.mark("RFC accepted", "partly", "one approval of two")
    quarter.mark("Load test", "moved", "the vendor is not approved yet")
    quarter.send(2)

    on(3, "mon")
    asks.nudge(desk, vendor.id, "in the channel")
    on(3, "wed")
    outcomes.close(desk, rfc.id, "done")
    wins.add(desk, "Both reviewers called the RFC the clearest this year", outcome=rfc.id)
    staging = asks.add(
        desk, "access to staging", "IT", kind="unblock", needed_by=date(2026, 9, 29), cost="no dry run"
    )
    quarter.send(3)

    on(4, "tue")
    asks.answer(desk, vendor.id, "yes, for a year", "the load test could begin")
    quarter.on(4, "wed")
    outcomes.report(desk, test.id, "four hundred orders a minute", 3)
    work(desk, "tune the pool", "10:00", "10:50", outcome=test.id)
    captures.capture(desk, "the pool is shared with billing", "risk", visibility="manager")
    quarter.on(4, "fri", "15:00")
    quarter.mark("Load test", "partly", "four hundred of a thousand")
    quarter.send(4)

    on(5, "mon", "09:00")
    leave.day_off(desk, [FIRST_MONDAY + timedelta(days=28 + day) for day in range(5)], "the sea")

    on(6, "tue")
    asks.answer(desk, staging.id, "granted")
    screening = outcomes.add(desk, "Two engineers hired", hiring.id, due=date(2026, 11, 20), confidence=3)
    outcomes.report(desk, screening.id, "nine applications read", 3)
    quarter.send(6)

    on(7, "wed")
    outcomes.report(desk, test.id, "eight hundred orders a minute", 4)
    decisions.add(
        desk, "Billing gets a pool of its own", reasons="one slow report stopped orders", decided_by="Ana"
    )

    on(8, "thu")
    outcomes.close(desk, test.id, "done")
    wins.add(desk, "A thousand orders a minute, for an hour", outcome=test.id)
    quarter.on(8, "fri", "15:00")
    quarter.mark("Two engineers", "partly", "four interviews held")
    quarter.send(8)

    on(9, "tue")
    dashboard = outcomes.add(desk, "Dashboard shows orders live", checkout.id)
    asks.add(
        desk, "which numbers matter most to you?", "Ana", kind="information", needed_by=date(2026, 11, 6)
    )
    quarter.send(9)

    on(10, "mon")
    outcomes.report(desk, screening.id, "the second candidate declined", 2)
    on(10, "wed")
    outcomes.report(desk, dashboard.id, "the first chart is there", 4)
    draft = quarter.draft()
    place = next(at for at, part in enumerate(draft.sections) if part.query == "headline")
    line = draft.sections[place].lines[0]
    updates.change_line(
        desk, draft.id, place, line.key, lambda one: reword(one, "The dashboard moves; hiring needs you.")
    )
    quarter.mark("Two engineers", "moved", "the second one declined")
    quarter.send(10)

    on(11, "tue")
    one = next(ask for ask in asks.waiting(desk) if ask.text.startswith("which numbers"))
    asks.answer(desk, one.id, "orders and refunds", "the dashboard shows just two charts")
    outcomes.close(desk, dashboard.id, "done")
    due = decisions.due(desk)
    decisions.look_back(desk, due[0].id, "hand-overs fell by half", "right")
    quarter.send(11)

    on(12, "thu")
    outcomes.report(desk, screening.id, "both offers are signed", 5)
    outcomes.close(desk, screening.id, "done")
    quarter.send(12)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    folder = tmp_path_factory.mktemp("quarter")
    clock = HandClock("Europe/Berlin", frozen=datetime(2026, 9, 7, 7, 0, tzinfo=UTC))
    store = Store.open(folder / "data" / "users" / "me", now=clock.now())
    found = Quarter(
        Desk(store=store, clock=clock, settings=Settings(you=You(name="Robin", manager="Ana"))), folder
    )
    lived(found)
    return found


def as_kept(quarter: Quarter) -> str:
    """All that was sent, one after the other."""
    desk = quarter.desk
    return "\n".join(
        f"<!-- sent {desk.workday_of(one.sent_at)} -->\n\n{one.sent_text}"
        for one in quarter.sent
        if one.sent_at
    )


def test_every_update_says_what_it_said(quarter: Quarter) -> None:
    assert as_kept(quarter) == KEPT.read_text(encoding="utf-8")


def test_what_was_sent_can_be_had_byte_for_byte_ever_after(quarter: Quarter) -> None:
    first = quarter.sent[0]
    assert updates.rendered(
        quarter.desk, quarter.desk.store.get(Update, first.id) or first, "markdown"
    ) in as_kept(quarter)


def test_no_word_of_what_is_private_was_sent(quarter: Quarter) -> None:
    text = as_kept(quarter)
    assert not [word for word in ("Side project", "landlord", "the sea") if word in text]


def test_each_promise_ended_once(quarter: Quarter) -> None:
    known = quarter.desk.store.everything(Commitment)
    sent = [one.id for one in quarter.sent]
    assert all(one.told_in is None or sent.index(one.told_in) > sent.index(one.update_id) for one in known)
    assert {one.state for one in known if one.told_in} == {"did", "partly", "moved"}


def test_no_ask_was_lost_on_the_way(quarter: Quarter) -> None:
    desk = quarter.desk
    text = as_kept(quarter)
    told = [ask for ask in desk.store.everything(Ask) if ask.visibility != "private"]
    assert len(told) == 3
    assert all(ask.text in text for ask in told)
    assert [ask.text for ask in asks.waiting(desk)] == ["a quieter desk"]


def test_the_periods_follow_each_other_without_a_hole(quarter: Quarter) -> None:
    for before, after in pairwise(quarter.sent):
        assert after.since == before.until
