"""A letter as JSON, for programs."""

import json

from remoteos.domain.letter import Letter


def render(letter: Letter) -> str:
    """One object with ``"schema": 1``; its keys come in this order, dates are ISO 8601."""
    written = {
        "schema": 1,
        "title": letter.title,
        "to": letter.to,
        "since": letter.since.isoformat(),
        "until": letter.until.isoformat(),
        "reading_s": letter.reading_s,
        "sections": [{"title": part.title, "lines": list(part.lines)} for part in letter.parts],
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"
