"""``data``: the file itself, which is the user's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remoteos.cli import output
from remoteos.cli.options import group, json_option, pass_session, yes_option
from remoteos.cli.params import PATH
from remoteos.cli.session import Session
from remoteos.domain.errors import Refused
from remoteos.domain.text import quoted
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.cli.forms import Form
    from remoteos.services.data import Backup, Merged, Report
    from remoteos.services.opening import Store

FILE = "remoteos.json"

data = group(
    "data",
    help="Your file: where it is, whether it is whole, copies of it.",
    example=["remoteos data path", "remoteos data check"],
)(lambda: None)


def _even_damaged(session: Session) -> Store:
    """The store, even if its file makes no sense."""
    from remoteos.services.data import open_even_damaged

    return open_even_damaged(session.environ, session.user, session.clock)


def _agree(session: Session, question: str) -> None:
    """Go on only if the user agrees."""
    if not session.confirm(question):
        raise Refused("Nothing was changed.")


@data.command(example="remoteos data path")
@json_option
@pass_session
def path(session: Session, as_json: bool) -> None:
    """Print the path of the data file; plain TinyDB opens it."""
    from remoteos.services.opening import store_folder

    file = store_folder(session.environ, session.user) / FILE
    if as_json:
        output.emit({"path": str(file), "exists": file.exists()})
    else:
        output.data(str(file))


@data.command(example=["remoteos data check", "remoteos data check --repair"])
@click.option("--repair", is_flag=True, help="Put what cannot be used aside, within the file.")
@yes_option
@json_option
@pass_session
def check(session: Session, repair: bool, as_json: bool) -> None:
    """Look at every record and every backup; say what is wrong and where."""
    from remoteos.services import data as service

    report = service.check(session.store)
    fixable = bool(report.problems)
    if fixable and not repair and session.interactive and not as_json:
        _tell_report(report)
        repair = session.confirm(
            "Put these records aside? They are kept in the file, and undo brings them back."
        )
    repaired = service.repair(session.store, session.clock) if repair and fixable else False
    if repaired:
        report = service.check(session.store)
    if as_json:
        output.emit({"check": _report_form(report), "repaired": repaired})
    else:
        if repaired:
            output.note("Put aside, in the table “quarantine”; `remoteos undo` brings it back.")
        _tell_report(report)
    if not report.ok:
        click.get_current_context().exit(65)


def _report_form(report: Report) -> Form:
    return {
        "ok": report.ok,
        "problems": [
            {
                "file": one.file,
                "table": one.table,
                "record": one.doc_id,
                "path": one.path,
                "message": one.message,
            }
            for one in report.problems
        ],
        "damaged": list(report.damaged),
        "backup_problems": list(report.backups),
        "good_backups": report.good_backups,
        "conflicts": report.conflicts,
        "quarantined": report.quarantined,
    }


def _tell_report(report: Report) -> None:
    for problem in report.problems:
        output.data(f"! {problem}")
    for line in (*report.damaged, *report.backups):
        output.data(f"! {line}")
    kept = f", {plural(report.quarantined, 'record')} put aside" if report.quarantined else ""
    lost = f", {plural(report.conflicts, 'conflict')} kept" if report.conflicts else ""
    state = "Everything can be used" if report.ok else "Not everything can be used"
    output.data(f"{state}: {plural(report.good_backups, 'good backup')}{kept}{lost}.")


@data.command(example="remoteos data backup")
@json_option
@pass_session
def backup(session: Session, as_json: bool) -> None:
    """Make a verified backup now; one is made each day anyway."""
    from remoteos.services import data as service

    made = service.back_up(session.store, session.clock)
    if as_json:
        output.emit({"backup": _backup_form(made)})
    else:
        output.data(f"Backed up {plural(made.records, 'record')}: {made.name}")


@data.command(example="remoteos data backups")
@json_option
@pass_session
def backups(session: Session, as_json: bool) -> None:
    """List the backups, newest last."""
    from remoteos.services import data as service

    found = service.backups(_even_damaged(session))
    if as_json:
        output.emit({"backups": [_backup_form(one) for one in found]})
    elif not found:
        output.data("No backups yet; the first change of a day makes one.")
    else:
        width = max(len(one.name) for one in found)
        rows = [f"{one.name:<{width}}  {plural(one.records, 'record'):>15}  {one.reason}" for one in found]
        output.page("\n".join(rows))


def _backup_form(made: Backup) -> Form:
    return {
        "name": made.name,
        "path": str(made.path),
        "created_at": made.created_at,
        "reason": made.reason,
        "records": made.records,
    }


@data.command(
    example=[
        "remoteos data restore",
        "remoteos data restore --yes ./remoteos.damaged-20261123T080000Z.json",
        "remoteos data restore --afresh",
    ]
)
@click.argument("which", type=PATH, required=False, metavar="[BACKUP|FILE]")
@click.option("--afresh", is_flag=True, help="Begin anew where a damaged file was set aside.")
@yes_option
@json_option
@pass_session
def restore(session: Session, which: Path | None, afresh: bool, as_json: bool) -> None:
    """Bring back a backup: the latest good one unless named. What is there now is backed up first."""
    from remoteos.services import data as service

    store = _even_damaged(session)
    if afresh:
        if store.damaged is None and store.path.exists():
            raise Refused(f"{FILE} can be read: --afresh is for one that cannot. Nothing was changed.")
        _agree(session, "Begin with an empty file? What was set aside stays where it is.")
        service.start_afresh(store, session.clock)
        output.emit({"restored": None}) if as_json else output.data("Begun anew, with an empty file.")
        return
    if which is None and (chosen := service.default_backup(store)) is not None:
        which = Path(chosen.name)
    _agree(session, f"Restore {which or 'the latest good backup'}?")
    done = service.restore(store, session.clock, str(which) if which else None)
    if as_json:
        output.emit(
            {"restored": {"from": str(done.source), "records": done.records, "undoable": done.undoable}}
        )
        return
    if not done.changed:
        output.data(f"Nothing differed from {done.source.name}.")
        return
    undo = " `remoteos undo` takes it back." if done.undoable else ""
    output.data(f"Restored {plural(done.records, 'record')} from {done.source.name}.{undo}")


@data.command(example="remoteos data archive")
@json_option
@pass_session
def archive(session: Session, as_json: bool) -> None:
    """Move what ended long ago into its year's file now.

    It happens by itself each month.
    """
    from remoteos.services import data as service

    moved = service.archive(session.store, session.clock)
    if as_json:
        output.emit({"archived": moved})
    else:
        output.data(f"{plural(moved, 'record')} moved to the archive.")


@data.command(
    example=["remoteos data export --out everything.json", "remoteos data export | gzip > all.json.gz"]
)
@click.option("--out", type=PATH, metavar="FILE", default="-", help="The file it replaces; - is stdout.")
@pass_session
def export(session: Session, out: Path) -> None:
    """Write everything as one JSON object, the archives included.

    docs/data.md explains it.
    """
    from remoteos.services import data as service
    from remoteos.services.handing_over import write_out

    everything = service.export(session.store, session.clock)
    if str(out) == "-":
        output.emit(everything)
    else:
        text = json.dumps({"schema": 1, **everything}, ensure_ascii=False, allow_nan=False) + "\n"
        write_out(out, text)
        output.note(f"Exported to {out}. It holds everything, the private parts too.")


@data.command(example="remoteos data merge /media/laptop/remoteos/users/me")
@click.argument("other", type=PATH, metavar="FILE|FOLDER")
@json_option
@pass_session
def merge(session: Session, other: Path, as_json: bool) -> None:
    """Join another copy of your data into this one.

    The newest value wins; the other is kept and listed.
    """
    from remoteos.services import data as service

    done = service.merge(session.store, session.clock, other)
    if as_json:
        output.emit({"merge": _merge_form(done)})
        return
    output.data(f"{done.added} added, {done.changed} changed, {done.deleted} deleted.")
    for one in done.conflicts:
        kept, lost = (one.ours, one.theirs) if one.kept == "ours" else (one.theirs, one.ours)
        output.data(f"! {one.table} …{one.id[-6:]}, {one.group}: {quoted(kept)} counts")
        output.data(f"  {quoted(lost)} is kept in the table conflicts")
    for line in done.skipped:
        output.note(f"Left alone: {line}")


def _merge_form(done: Merged) -> Form:
    return {
        "added": done.added,
        "changed": done.changed,
        "deleted": done.deleted,
        "conflicts": [
            {
                "table": one.table,
                "id": one.id,
                "group": one.group,
                "ours": one.ours,
                "theirs": one.theirs,
                "kept": one.kept,
            }
            for one in done.conflicts
        ],
        "skipped": list(done.skipped),
    }
