"""The table: what was wanted, what was found. It reports; it never fails."""

import platform
from collections.abc import Sequence

from benchmarks.rows import Measured
from benchmarks.runner import Sample

HEAD = ("what", "against", "ours", "other", "ratio", "wanted", "")
MARKS = {True: "met", False: "NOT MET", None: ""}


def as_text(found: Sequence[Measured], notes: Sequence[str]) -> str:
    """A table for people, and what could not be measured below it."""
    lines = [HEAD, *(_cells(one) for one in found)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    table = [_line(line, widths) for line in lines]
    table.insert(1, "  ".join("-" * width for width in widths).rstrip())
    said = ["", "Medians, with the smallest and the largest in brackets; measured in turns."]
    return "\n".join([*table, *said, *notes])


def as_json(found: Sequence[Measured], notes: Sequence[str], records: int, runs: int) -> dict[str, object]:
    """The same for a program, in seconds and megabytes."""
    return {
        "schema": 1,
        "python": platform.python_version(),
        "runs": runs,
        "records": records,
        "rows": [_form(one) for one in found],
        "notes": list(notes),
    }


def _cells(one: Measured) -> tuple[str, ...]:
    limit = one.row.limit
    return (
        one.row.name,
        one.other.name,
        _spread(one.ours, one.row.unit),
        _spread(one.other, one.row.unit),
        f"{one.ratio:.2f}" if one.ratio >= 0.1 else f"{one.ratio:.3f}",
        "" if limit is None else f"≤ {limit:g}",
        MARKS[one.met],
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(cells[:2], widths, strict=False)]
    right = [cell.rjust(width) for cell, width in zip(cells[2:6], widths[2:6], strict=True)]
    return "  ".join([*left, *right, cells[6]]).rstrip()


def _spread(sample: Sample, unit: str) -> str:
    """The median and the range; seconds are said in milliseconds."""
    scale = 1000 if unit == "ms" else 1
    middle, least, most = (_number(value * scale) for value in (sample.median, sample.least, sample.most))
    return f"{middle} {unit} ({least}–{most})"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _form(one: Measured) -> dict[str, object]:
    return {
        "name": one.row.name,
        "against": one.other.name,
        "unit": "s" if one.row.unit == "ms" else one.row.unit,
        "ours": _sample(one.ours),
        "other": _sample(one.other),
        "ratio": round(one.ratio, 4),
        "wanted": one.row.limit,
        "met": one.met,
    }


def _sample(sample: Sample) -> dict[str, object]:
    return {"median": sample.median, "min": sample.least, "max": sample.most, "runs": len(sample.values)}
