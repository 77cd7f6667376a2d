"""LibreOffice as a last resort, on request only, and never believed without counting.

It reads formats that nothing here reads, but loses tables of some documents on the way; hence as
many must come back as went in, or nothing of it is taken.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from kejifupin.office.archive import open_archive
from kejifupin.office.docx.reader import read_docx
from kejifupin.office.findings import finding
from kejifupin.office.grid import Document
from kejifupin.office.legacy.table_counts import count_tables
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.xlsx.reader import read_xlsx

_SECONDS: Final = 120
_PROGRAMS: Final = ("soffice", "libreoffice")
_USUAL: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
)
_SECURITY: Final = "Common/Security/Scripting"
# No macros, no link that is followed.
_SETTINGS: Final = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
)


@frozen
class _Way:
    """How a format is converted (转换方式)."""

    ending: str
    target: str
    filter: str = ""


_WAYS: Final = MappingProxyType(
    {
        "doc": _Way("doc", "docx"),
        "rtf": _Way("rtf", "docx"),
        "html": _Way("html", "docx", "HTML (StarWriter)"),
        "wordml": _Way("xml", "docx", "MS Word 2003 XML"),
        "flat_opc": _Way("xml", "docx"),
        "odt": _Way("odt", "docx"),
        "xls": _Way("xls", "xlsx"),
        "xlsb": _Way("xlsb", "xlsx"),
        "ods": _Way("ods", "xlsx"),
        "spreadsheetml": _Way("xml", "xlsx", "MS Excel 2003 XML"),
    }
)
_NEVER: Final = frozenset({"file.dangerous", "file.encrypted", "file.empty"})


def read_converted(refused: Document, data: bytes, limits: Limits) -> Document:
    """Read a file that was refused, after LibreOffice has converted it.

    LibreOffice runs as a program of its own with an empty profile, macros and links switched
    off, for two minutes at most. What was refused for safety's sake is not given to it.

    Args:
        refused: What reading it without LibreOffice gave, which has no blocks.
        data: The bytes of the file.
        limits: The limits for what comes back.

    Returns:
        The document, with an issue that says where it went; or the refused one, with an issue
        that says why conversion did not help.
    """
    way = _WAYS.get(refused.format)
    if way is None or any(issue.code in _NEVER for issue in refused.issues):
        return refused
    program = _program()
    if program is None:
        return _told(refused, "file.needs_libreoffice")
    try:
        with tempfile.TemporaryDirectory(prefix="kejifupin-") as folder:
            content = _convert(program, data, way, Path(folder))
        if content is None or len(content) > limits.file_bytes:
            return _told(refused, "file.conversion_failed")
        read = read_docx if way.target == "docx" else read_xlsx
        document = read(open_archive(content, limits), refused.name, limits)
    except (OSError, RefusedFileError):
        return _told(refused, "file.conversion_failed")
    expected = count_tables(refused.format, data, limits)
    if len(document.grids) < (expected or 0):
        detail = f"原有 {expected} 个，转换后剩 {len(document.grids)} 个"
        return _told(refused, "file.tables_lost", detail)
    code = "file.converted" if expected is not None else "file.converted_uncounted"
    issue = finding(code, refused.name)
    return evolve(
        document,
        format=refused.format,
        sha256=refused.sha256,
        issues=(issue, *document.issues),
    )


def _told(refused: Document, code: str, detail: str = "") -> Document:
    issue = finding(code, refused.name, detail)
    return evolve(refused, issues=(*refused.issues, issue))


def _program() -> str | None:
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return found
    return next((path for path in _USUAL if Path(path).exists()), None)


def _convert(program: str, data: bytes, way: _Way, folder: Path) -> bytes | None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    source = folder / f"form.{way.ending}"
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={way.filter}"] if way.filter else []
    command += ["--convert-to", way.target, "--outdir", str(folder / "out"), str(source)]
    _run(command)
    result = folder / "out" / f"form.{way.target}"
    return result.read_bytes() if result.is_file() else None


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _run(command: list[str]) -> None:
    """Run a program, and end it with all that it has started when its time is up."""
    own_group = sys.platform != "win32"
    process = subprocess.Popen(  # noqa: S603 - a fixed program, and a path that we made
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=own_group,
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        if own_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
