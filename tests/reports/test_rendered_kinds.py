"""Reports as LibreOffice renders them: nothing stands alone, nothing out of the type area."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from kejifupin import open_programme
from kejifupin.reports import ReportKind, ReportLayout, compose_report, render_report
from kejifupin.terms import Citation

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]

_SPEC = spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
bulletins = module_from_spec(_SPEC)
_SPEC.loader.exec_module(bulletins)

COUNTIES = ("222401", "222402", "222403", "222404", "222405", "222406", "222424", "222426")
KINDS = (ReportKind.BULLETIN, ReportKind.SUMMARY, ReportKind.REMINDERS)
POINT = 25.4 / 72


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """Kind → its pages: width, height, and words with their places in millimetres."""
    folder = tmp_path_factory.mktemp("kinds")
    plugin = bulletins.write_rich_plugin(tmp_path_factory.mktemp("rich"))
    programme = bulletins.rich_returned(
        open_programme("small", [plugin], entry_points=False),
        {
            code: {"sessions": at * 3, "stations": at % 2, "teams": at % 3, "funds": at * 9}
            for at, code in enumerate(COUNTIES[:-1])
        },
    )
    results = bulletins.results(programme, bulletins.MIDWAY)
    files = []
    for kind in KINDS:
        layout = ReportLayout("r", "进展情况的通报", Citation("", "小方案通知"), kind)
        files.append(folder / f"{kind.value}.docx")
        files[-1].write_bytes(render_report(compose_report(layout, results), "docx").content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {kind: pages(folder / f"{kind.value}.pdf") for kind in KINDS}


def pages(file):
    """Width, height and words (left, top, right, bottom, text) of each page."""
    shown = file.with_suffix(".html")
    subprocess.run(["pdftotext", "-bbox", str(file), str(shown)], check=True)
    found = []
    for page in re.split("<page ", shown.read_text(encoding="utf-8"))[1:]:
        width, height = (float(each) * POINT for each in re.findall('="([0-9.]+)"', page)[:2])
        words = re.findall(
            '<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page
        )
        places = [(*(float(each) * POINT for each in word[:4]), word[4]) for word in words]
        found.append((width, height, places))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_everything_stands_in_the_type_area(rendered, kind):
    """28 mm left, 26 right, 37 above, 35 below; only the page number stands outside."""
    for width, height, words in rendered[kind]:
        lying = width > height
        left, top, right, bottom = (37 - 2, 28 - 2, 35 - 2, 26 - 2) if lying else (26, 35, 23, 33)
        number = {each for each in words if "—" in each[4] or each[4].isdigit()}
        for word in words:
            inside = (
                word[0] >= left - 3
                and word[1] >= top - 1
                and word[2] <= width - right + 6
                and word[3] <= height - bottom + 3
            )
            assert inside or word in number, word


@pytest.mark.parametrize("kind", KINDS[:2])
def test_a_signature_never_stands_alone(rendered, kind):
    """Above it on its page stands something that it signs."""
    signed = [
        [each for each in words if each[4].strip()]
        for width, height, words in rendered[kind]
        if width < height and any("自治州科协" in each[4] for each in words)
    ]
    last = signed[-1]
    name = max((each for each in last if "自治州科协" in each[4]), key=lambda each: each[1])
    above = [each for each in last if each[3] <= name[1] + 1]
    assert len(above) >= 2


def test_no_page_is_empty(rendered):
    """Every page bears more than its number."""
    for each in rendered.values():
        for _, _, words in each:
            assert sum("—" not in word[4] for word in words) > 4
