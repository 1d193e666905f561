import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from remoteos.services.clock import BadEnvironment, Clock, system_zone

BERLIN = {"TZ": "Europe/Berlin"}


def at(text: str, zone: str = "Europe/Berlin") -> Clock:
    return Clock.from_environment({"TZ": zone, "REMOTEOS_NOW": text})


def test_a_frozen_clock_stands_still() -> None:
    clock = at("2026-11-23T09:00:00.75+01:00")
    assert clock.now() == clock.now() == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert clock.now().isoformat() == "2026-11-23T09:00:00+01:00"
    assert (clock.zone, clock.tz) == ("Europe/Berlin", ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("given", "zone", "shown"),
    [
        ("2026-07-01T12:00:00Z", "Europe/Berlin", "2026-07-01T14:00:00+02:00"),
        ("2026-07-01T12:00:00-04:00", "Europe/Berlin", "2026-07-01T18:00:00+02:00"),
        ("2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25T02:30:00+01:00"),
        ("2026-07-01T12:00:00Z", "Asia/Kathmandu", "2026-07-01T17:45:00+05:45"),
        ("2026-07-01T12:00:00Z", "EST5EDT", "2026-07-01T08:00:00-04:00"),
        ("2026-07-01T12:00:00Z", "", "2026-07-01T12:00:00+00:00"),
        ("2026-07-01T12:00:00Z", ":Europe/Berlin", "2026-07-01T14:00:00+02:00"),
        ("2026-07-01T12:00:00Z", "/usr/share/zoneinfo/Europe/Berlin", "2026-07-01T14:00:00+02:00"),
    ],
)
def test_an_instant_is_shown_in_the_zone(given: str, zone: str, shown: str) -> None:
    assert at(given, zone).now().isoformat() == shown


def test_instants_have_fixed_offsets_so_that_subtraction_is_right() -> None:
    before = at("2026-03-29T01:00:00+01:00").now()
    after = at("2026-03-29T04:00:00+02:00").now()
    assert isinstance(before.tzinfo, timezone)
    assert after - before == timedelta(hours=2)


def test_the_real_time_is_now_in_whole_seconds() -> None:
    now = Clock.from_environment(BERLIN).now()
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
    assert now.microsecond == 0
    assert now.utcoffset() == now.astimezone(ZoneInfo("Europe/Berlin")).utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T09:00:00",
        "2026-11-23",
        "09:00+01:00",
        "now",
        "-",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "1960-01-01T00:00:00Z",
        "\udcff",
        "2026-11-23T09:00:00+01:00\n",
        "x" * 9999,
    ],
)
def test_an_instant_that_is_none_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(BadEnvironment, match=r"^REMOTEOS_NOW=.*") as refused:
        at(text)
    assert len(str(refused.value).splitlines()) == 1
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    "zone",
    [
        "Mars/Olympus",
        "Europe",
        "../etc/passwd",
        "/etc/passwd",
        "a\x00b",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "\udcff",
        "x" * 999,
    ],
)
def test_a_zone_that_is_none_is_refused_in_one_line(zone: str) -> None:
    with pytest.raises(BadEnvironment, match=r"is not a time zone known here"):
        Clock.from_environment({"TZ": zone})


def test_without_tz_the_zone_is_the_system_s() -> None:
    assert (
        Clock.from_environment({}).zone
        == Clock.from_environment({"TZ": ":/etc/localtime"}).zone
        == system_zone()
    )


def test_the_system_s_zone_is_where_localtime_points(tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/posix/America/New_York")
    (tmp_path / "timezone").write_text("Asia/Tokyo\n")
    assert system_zone(tmp_path) == "America/New_York"


def test_a_link_through_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "zoneinfo" / "Asia").mkdir(parents=True)
    (tmp_path / "zoneinfo" / "Asia" / "Tokyo").touch()
    (tmp_path / "alias").symlink_to(tmp_path / "zoneinfo" / "Asia" / "Tokyo")
    (tmp_path / "localtime").symlink_to(tmp_path / "alias")
    assert system_zone(tmp_path) == "Asia/Tokyo"


@pytest.mark.parametrize("link", ["/usr/share/zoneinfo/Mars/Olympus", "/usr/share/elsewhere", None])
def test_else_it_is_in_the_timezone_file(tmp_path: Path, link: str | None) -> None:
    if link:
        (tmp_path / "localtime").symlink_to(link)
    else:
        (tmp_path / "localtime").write_bytes(b"TZif2")
    (tmp_path / "timezone").write_text("Asia/Tokyo\n")
    assert system_zone(tmp_path) == "Asia/Tokyo"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"Mars/Olympus"])
def test_else_the_present_offset_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "timezone").write_bytes(content)
    for offset, zone in [(0, "UTC"), (3600, "Etc/GMT-1"), (-5 * 3600, "Etc/GMT+5"), (20700, "UTC")]:
        local = type("Local", (), {"tm_gmtoff": offset})
        monkeypatch.setattr("remoteos.services.clock.system_time.localtime", local)
        assert system_zone(tmp_path) == zone
        assert Clock(zone).zone == zone


def test_ids_increase_while_the_time_stands_still() -> None:
    clock = at("2026-11-23T09:00:00+01:00")
    ids = [clock.new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert all(len(made) == 36 and made[14] == "7" for made in ids)


def test_ids_increase_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = at("2026-11-23T09:00:00+01:00")
    first = clock.new_id()
    monkeypatch.setattr(clock, "_frozen", datetime(2020, 1, 1, tzinfo=UTC))
    assert first < clock.new_id() < clock.new_id()


def test_ids_of_a_running_clock_increase_and_carry_its_time() -> None:
    clock = Clock("UTC")
    ids = [clock.new_id() for _ in range(1_000)]
    assert ids == sorted(set(ids))
    made_at = int(ids[0][:8] + ids[0][9:13], 16) / 1000
    assert abs(made_at - datetime.now(UTC).timestamp()) < 5


def test_two_processes_in_one_frozen_instant_make_different_ids() -> None:
    assert len({at("2026-11-23T09:00:00+01:00").new_id() for _ in range(1_000)}) == 1_000


def test_nothing_is_read_from_the_process_s_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "environ", None)
        zone = at("2026-11-23T09:00:00+01:00").zone
    assert zone == "Europe/Berlin"
