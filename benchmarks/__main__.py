"""``python -m benchmarks``: measure, and print the table."""

import argparse
import json
import sys
import tempfile
from itertools import chain
from pathlib import Path

from benchmarks import app, history, peers, playbook_rows, report, rows
from benchmarks.runner import Failed


def main() -> int:
    """Make the histories, measure every row, and print what was found."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="remoteos-benchmarks-") as place:
        where = Path(place)
        _say(f"telling {history.TEN} years and {history.ONE} …")
        ten, one = (history.make(where, years) for years in (history.TEN, history.ONE))
        known = peers.find(ten, where, wanted.cache) if wanted.peers else None
        size = ten.file.stat().st_size / 1e6
        notes = [
            f"{ten.records:,} records in ten years, {one.records:,} in one; the live file has {size:.2f} MB."
        ]
        notes += known.missing if known is not None else ["Without peers; --peers measures them too."]
        found = []
        others = () if wanted.app else chain(rows.rows(where, ten, one, known), playbook_rows.rows(where))
        for row in chain(app.rows(where, ten, one), others):
            _say(f"{row.name} against {row.other.name} …")
            try:
                found.append(rows.measure(row, wanted.runs))
            except Failed as failed:
                notes.append(f"Not measured: {failed}")
        if wanted.json:
            print(json.dumps(report.as_json(found, notes, ten.records, wanted.runs), indent=2))
        else:
            print(report.as_text(found, notes))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure the speed of remoteos."
    )
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="rounds of each row (default 9)")
    parser.add_argument("--peers", action="store_true", help="measure Watson, jrnl and Timewarrior too")
    parser.add_argument("--app", action="store_true", help="measure the app alone")
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "remoteos-benchmark-peers",
        metavar="DIR",
        help="where the peers are installed, once",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
