"""Replies in the threads of newer Excel, which shows a thread instead of the cell's comment.

The parts are described in [MS-XLSX] 2.1.69 (threaded comments) and 2.1.70 (persons).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Final

from kejifupin.office.amending import Amendment, qualified
from kejifupin.office.notes import AUTHOR
from kejifupin.office.packing import text_of

_NAMES: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def reply(
    amendment: Amendment, *, sheet: str, workbook: str, texts: Mapping[str, str], on: date
) -> None:
    """Say in a cell's thread, where it has one, what its comment says.

    Args:
        amendment: The package.
        sheet: The sheet's part.
        workbook: The workbook's part, which knows the persons.
        texts: Cell → what to say.
        on: The day that the replies bear.

    Raises:
        RefusedFileError: If a part is broken or unsafe.
    """
    threads = amendment.related(sheet, "threadedComment")
    persons = amendment.related(workbook, "person")
    if threads is None or persons is None:
        return
    if not (amendment.package.has(threads.target) and amendment.package.has(persons.target)):
        return
    part = amendment.open(threads.target)
    person = _guid(AUTHOR)
    name, text_name = qualified(part.root, "threadedComment"), qualified(part.root, "text")
    for thread in part.root.iterfind(f"{_NAMES}threadedComment"):
        ref = thread.get("ref", "").upper()
        if thread.get("parentId") is None and ref in texts:
            parent, text = thread.get("id", ""), texts[ref]
            part.put(
                part.root,
                "last",
                f'<{name} ref="{ref}" dT="{on.isoformat()}T00:00:00.00" personId="{person}"'
                f' id="{_guid(parent + text)}" parentId="{parent}">'
                f"<{text_name}>{text_of(text)}</{text_name}></{name}>",
            )
    if part.changed:
        amendment.put(threads.target, part.content())
        _introduce(amendment, persons.target, person)


def _introduce(amendment: Amendment, part: str, person: str) -> None:
    persons = amendment.open(part)
    if all(each.get("id") != person for each in persons.root):
        name = qualified(persons.root, "person")
        xml = f'<{name} displayName="{AUTHOR}" id="{person}" userId="{AUTHOR}" providerId="None"/>'
        persons.put(persons.root, "last", xml)
        amendment.put(part, persons.content())


def _guid(text: str) -> str:
    return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, text)}}}".upper()
