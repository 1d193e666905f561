"""The invented history: believable, legal by the rules, and the same for the same seed."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from remoteos.domain import focus as rules
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.domain.focus_report import focus_segments
from remoteos.domain.focus_time import focused_s, paused_s
from remoteos.domain.outcomes import RANK, Goal, Outcome
from remoteos.domain.rituals import Workday
from remoteos.domain.tables import RECORD_TYPES
from remoteos.domain.text import clean
from remoteos.domain.time import seconds_between, workday_date
from remoteos.services.clock import Clock
from remoteos.services.demo import telling, words
from remoteos.services.demo.chance import Chance
from remoteos.store import archive, check, upkeep
from remoteos.store.layout import COMMITS, META
from remoteos.store.meta import iso, meta_of
from remoteos.store.seeding import History, seed
from remoteos.store.store import Store

NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
"""A Monday morning."""


def a_clock(now: datetime = NOW, zone: str = "Europe/Berlin") -> Clock:
    return Clock(zone, frozen=now)


def told(
    root: Path, now: datetime = NOW, *, zone="Europe/Berlin", years=0, number=1, role="engineer"
) -> Store:
    clock = a_clock(now, zone)
    telling.write(root, "me", clock=clock, years=years, number=number, role=role)
    return Store.open(root / "users" / "me", now=now)


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Store:
    return told(tmp_path_factory.mktemp("year"), years=1)


def everything(store: Store) -> list:
    return [record for kind in RECORD_TYPES for record in store.everything(kind)]


def contents(store: Store) -> dict[str, bytes]:
    files = (path for path in store.folder.rglob("*") if path.is_file())
    return {str(path.relative_to(store.folder)): path.read_bytes() for path in files}


def refuse_overlaps(store: Store, now: datetime) -> None:
    parts = focus_segments(store.everything(Block), now)
    for one, other in pairwise(part for part in parts if part.seconds):
        assert one.end <= other.start, f"{one} overlaps {other}"


def test_the_same_seed_gives_the_same_bytes(tmp_path) -> None:
    assert contents(told(tmp_path / "one")) == contents(told(tmp_path / "two"))


def test_another_seed_role_or_time_gives_another_story(tmp_path) -> None:
    stories = [
        told(tmp_path / "one"),
        told(tmp_path / "two", number=2),
        told(tmp_path / "three", role="designer"),
        told(tmp_path / "four", NOW + timedelta(days=1)),
    ]
    assert len({contents(store)["remoteos.json"] for store in stories}) == 4


def test_a_year_has_about_five_thousand_records_of_every_kind(year) -> None:
    counts = Counter(record.TABLE for record in everything(year))
    assert 4_000 <= counts.total() <= 6_000
    assert set(counts) == {kind.TABLE for kind in RECORD_TYPES}
    assert len({record.id for record in everything(year)}) == counts.total()


def test_every_record_can_be_read_wherever_it_lies(year) -> None:
    assert year.problems() == ()
    assert check.check(year).ok


def test_no_two_blocks_overlap(year) -> None:
    refuse_overlaps(year, NOW)


def test_every_block_went_the_way_of_the_rules(year) -> None:
    for block in year.everything(Block):
        again = replace(block, events=())
        for event in block.events:
            again = rules.happen(again, event)
        assert again.events == block.events
        if block.started_at:
            assert block.day == workday_date(block.started_at, a_clock().tz, 4)
            assert block.logged or block.created_at <= block.started_at
        if block.started_at and block.ended_at:
            whole = seconds_between(block.started_at, block.ended_at)
            assert focused_s(block, NOW) + paused_s(block, NOW) == whole


def test_asides_lie_in_the_pause_of_the_block_they_left(year) -> None:
    blocks = {block.id: block for block in year.everything(Block)}
    asides = [block for block in blocks.values() if block.aside_of]
    assert asides
    for aside in asides:
        instants = {(event.kind, event.at) for event in blocks[aside.aside_of].events}
        assert {("pause", aside.started_at), ("resume", aside.ended_at)} <= instants


def test_a_year_has_seen_everything(year) -> None:
    days, blocks = year.everything(Workday), year.everything(Block)
    assert len({day.date for day in days}) == len(days)
    assert {block.state for block in blocks} >= {
        "planned", "running", "finished", "abandoned", "discarded", "dropped"
    }  # fmt: skip
    assert {event.kind for block in blocks for event in block.events} == set(rules.TRANSITIONS)
    assert any(block.logged for block in blocks)
    assert any(day.recovered for day in days)
    assert any(day.reopened for day in days)
    assert sum(day.state == "off" for day in days) > 20
    assert any(loop.rolls >= 3 for loop in year.everything(Capture))
    odd = sum(day.recovered or day.reopened > 0 for day in days)
    assert odd < len(days) * 0.1


def test_links_lead_somewhere(year) -> None:
    ids = {kind.TABLE: {record.id for record in year.everything(kind)} for kind in RECORD_TYPES}
    for loop in year.everything(Capture):
        assert loop.block_id is None or loop.block_id in ids["blocks"]
        if loop.decision:
            assert loop.decision.became.id in ids[loop.decision.became.table]
            assert loop.decision.at >= loop.created_at
    for day in year.everything(Workday):
        assert set(day.outcome_ids) <= ids["outcomes"]
        assert set(day.carried_ids) <= set(day.outcome_ids)
    goals = {goal.id: goal for goal in year.everything(Goal)}
    for goal in goals.values():
        assert goal.parent_id is None or RANK[goals[goal.parent_id].owner] <= RANK[goal.owner]
    assert all(outcome.goal_id is None or outcome.goal_id in goals for outcome in year.everything(Outcome))


def test_nothing_comes_later_than_now_or_before_it_was_made(year) -> None:
    for record in everything(year):
        assert record.created_at <= record.updated_at <= NOW
        assert record.settled_at is None or isinstance(record, Workday | Block) or record.settled_at <= NOW


def test_the_texts_read_well(year) -> None:
    for record in everything(year):
        assert record.name == clean(record.name) != ""
        assert "{" not in record.name
        assert "the the" not in record.name.lower()
    assert len({block.intention for block in year.everything(Block)}) > 150


def test_what_settled_long_ago_is_in_the_archive_and_nothing_else(year) -> None:
    before = NOW - archive.WINDOW
    live = [record for kind in RECORD_TYPES for record in year.all(kind)]
    assert all(record.settled_at is None or record.settled_at >= before for record in live)
    archived = 0
    for number in year.archive.years():
        for kind in RECORD_TYPES:
            for record in year.archive.view(number).decoded(kind).records:
                assert record.settled_at < before
                assert record.settled_at.astimezone(UTC).year == number
                archived += 1
    assert archived + len(live) == len(everything(year))


def test_the_store_has_nothing_to_add_to_what_was_seeded(tmp_path) -> None:
    store = told(tmp_path, years=1)
    known = meta_of(store.view().tables)["archived"]
    assert archive.run(store, NOW) == 0
    assert meta_of(store.view().tables)["archived"] == known
    store.replace(store.view().tables, archived=None)
    archive.run(store, NOW)
    assert meta_of(store.view().tables)["archived"] == known, "as it finds them by reading every year"


def test_seeding_leaves_what_the_same_commits_leave(tmp_path, monkeypatch) -> None:
    kept = []

    class Kept(History):
        def commit(self, label, records, at) -> None:
            kept.append((label, records, at))

    monkeypatch.setattr(telling, "History", Kept)
    telling.tell(a_clock(), years=0, number=1, role="engineer")
    # Upkeep counts as a revision of its own on some days; here only the commits shall count.
    monkeypatch.setattr(
        upkeep, "write", lambda store, tables, at: store.replace(tables, last_activity=iso(at))
    )
    history, real = History(), Store.open(tmp_path / "real", now=NOW)
    for label, records, at in kept[:240]:
        history.commit(label, records, at)
        real.commit(label, records, at=at)
    counts = seed(tmp_path / "seeded", history, now=NOW)
    seeded, real = (Store.open(tmp_path / name, now=NOW) for name in ("seeded", "real"))
    ours, theirs = dict(seeded.view().tables), dict(real.view().tables)
    told_by_us, told_by_them = meta_of(ours), meta_of(theirs)
    for name in ("schema", "records", "revision", "written_by", "last_activity"):
        assert told_by_us[name] == told_by_them[name]
    assert counts == {kind.TABLE: len(real.all(kind)) for kind in RECORD_TYPES if real.all(kind)}
    for name in theirs.keys() - {META}:
        assert ours[name] == theirs[name], name
    assert len(ours[COMMITS]) > 100


def test_the_last_change_can_be_undone(tmp_path) -> None:
    store = told(tmp_path)
    before = rules.current(store.all(Block))
    store.undo(at=NOW)
    after = rules.current(store.all(Block))
    assert len(after.events) == len(before.events) - 1


@pytest.mark.parametrize("role", words.roles())
def test_every_role_has_its_story(tmp_path, role) -> None:
    store = told(tmp_path, role=role, number=3)
    assert len(everything(store)) > 250
    assert all("{" not in record.name for record in everything(store))


def test_a_role_is_recognised_by_its_words() -> None:
    assert words.role_called("Account-Executive") == "account executive"
    with pytest.raises(Refused, match="There are: engineer"):
        words.role_called("astronaut")


def test_data_is_never_written_over(tmp_path) -> None:
    before = contents(told(tmp_path))
    with pytest.raises(Refused, match="has data already"):
        told(tmp_path, number=2)
    assert contents(Store.open(tmp_path / "users" / "me", now=NOW)) == before


def test_chance_keeps_within_what_was_asked() -> None:
    chance = Chance("seed")
    assert {chance.whole(1, 3) for _ in range(200)} == {1, 2, 3}
    assert max(chance.count(2.0) for _ in range(200)) <= 4
    assert set(chance.shuffled("abc")) == set("abc")
    assert {chance.weighted({"often": 9, "never": 0}) for _ in range(50)} == {"often"}
    assert not any(chance.happens(0) for _ in range(50))
