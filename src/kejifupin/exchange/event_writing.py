"""Events added to the register of them, which stays as people left it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kejifupin.errors import DefinitionError
from kejifupin.exchange.csv_headers import find_header, known_headers, match_columns, title
from kejifupin.exchange.csv_tables import DELIMITERS
from kejifupin.exchange.submission_events import COLUMNS, read_events
from kejifupin.records.setting import Setting
from kejifupin.submissions.events import SubmissionEvent
from kejifupin.terms.origins import Place

_HEADER = {each.key: title(each) for each in COLUMNS}


def append_events(
    data: bytes, name: str, events: Iterable[SubmissionEvent], setting: Setting
) -> bytes:
    """A register of events with more events below those that it has.

    What stands there is kept byte for byte, lines that cannot be understood as well; new lines
    follow its columns, delimiter and encoding. An event without a number gets the next one.

    Args:
        data: The register so far; empty for a new one, which gets a header.
        name: Its name.
        events: What is added.
        setting: The programme, for the names of forms and divisions.

    Raises:
        DefinitionError: The file is there and is no register of events.
    """
    known, _ = read_events(data, name, setting) if data.strip() else ((), ())
    top = max((each.number for each in known if each.number is not None), default=0)
    encoding, text = _decoded(data)
    delimiter, header = _layout(text)
    if data.strip() and not {"on", "kind"}.issubset(header or ()):
        raise DefinitionError(
            f"{name}: not a register of events",
            f"“{name}”不是报送记录，没有“日期”和“事项”两列，不能记入",
            "换一个文件名，没有的会新建",
        )
    keys = header or tuple(_HEADER)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    if header is None:
        writer.writerow([_HEADER[key] for key in keys if key is not None])
    for event in events:
        top += event.number is None
        cells = _cells(event, event.number or top, setting)
        writer.writerow([cells[key] if key is not None else "" for key in keys])
    gap = "" if not text or text.endswith(("\n", "\r")) else "\r\n"
    start = "\ufeff" if not data else ""
    return data + (start + gap + stream.getvalue()).encode(encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    """The encoding in which more is written, and the text; what is no text is not looked into."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return encoding, data[2:].decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return encoding, data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return "utf-8", ""


def _layout(text: str) -> tuple[str, tuple[str | None, ...] | None]:
    """The delimiter, and which column stands where; None where there is no header."""
    lines = [each for each in text.splitlines() if each.strip()][:10]

    def score(delimiter: str) -> tuple[int, int]:
        return max(
            (known_headers(_cut(line, delimiter), COLUMNS) for line in lines), default=(0, 0)
        )

    delimiter = max(DELIMITERS, key=score)
    rows = [_cut(line, delimiter) for line in lines]
    first = find_header(rows, COLUMNS)
    if first is None:
        return ",", None
    indexes, _ = match_columns(rows[first], COLUMNS, Place())
    by_index = {index: key for key, index in indexes.items()}
    return delimiter, tuple(by_index.get(index) for index in range(len(rows[first])))


def _cut(line: str, delimiter: str) -> Sequence[str]:
    return [each.strip().strip('"').strip() for each in line.split(delimiter)]


def _cells(event: SubmissionEvent, number: int, setting: Setting) -> dict[str, str]:
    kind = setting.kinds.get(event.form or "")
    return {
        "number": str(number),
        "on": event.on.isoformat(),
        "kind": event.kind.label,
        "division": setting.division_name(event.division) if event.division else "",
        "form": kind.label if kind else event.form or "",
        "file": event.file or "",
        "part": event.part or "",
        "field": event.field or "",
        "reason": event.reason or "",
        "by": event.by or "",
        "recipient": setting.division_name(event.recipient) if event.recipient else "",
        "undoes": "" if event.undoes is None else str(event.undoes),
    }
