"""Each kind of report says what the programme knows, and masks what is personal."""

from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from kejifupin import UnknownNameError, open_programme
from kejifupin.errors import ConfigError, DefinitionError
from kejifupin.office.page import TableBlock
from kejifupin.reports import ReportKind, ReportLayout, compose_report
from kejifupin.terms import Citation
from kejifupin.terms.disclosure import Disclosure

_SPEC = spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
bulletins = module_from_spec(_SPEC)
_SPEC.loader.exec_module(bulletins)

REPORTS = {
    "people": 'title = "联系人名册"\nkind = "roster"\nrecords = "figures"\n',
    "figures": 'title = "分县统计表"\nkind = "statistics"\n'
    'indicators = ["figures.sessions", "figures.stations"]\n',
    "owing": 'title = "催报清单"\nkind = "reminders"\n',
    "done": 'title = "工作总结"\nkind = "summary"\nissuer = "州科协办公室"\n',
}


def plugin(folder, reports=REPORTS):
    """The small plugin with reports of its own."""
    home = bulletins.write_plugin(folder) / "programmes" / "small" / "reports"
    for key, text in reports.items():
        lines = f'key = "{key}"\n{text}citation = "三"\n'
        (home / f"{key}.toml").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The programme with two counties' figures."""
    folder = plugin(tmp_path_factory.mktemp("kinds"))
    programme = open_programme("small", [folder], entry_points=False)
    return bulletins.returned(programme, {"222401": (30, 1), "222403": (12, 0)})


def cells(report, page=0):
    """The texts of all tables of a page, row by row."""
    return [
        tuple(cell.shown for cell in row)
        for block in report.pages[page].blocks
        if isinstance(block, TableBlock)
        for row in block.rows
    ]


def text(report):
    """The text of the first page."""
    return "\n".join(getattr(block, "text", "") for block in report.pages[0].content)


def test_every_programme_has_a_bulletin(winter):
    """No file describes it."""
    assert winter.catalogue.reports["bulletin"].kind is ReportKind.BULLETIN
    assert "winter_summary" in winter.catalogue.reports


def test_a_bulletin_of_ones_own_takes_its_place(tmp_path):
    """A file with the key bulletin decides title, issuer and addressees."""
    own = 'title = "月报"\nkind = "bulletin"\nissuer = "州科协"\nrecipients = "各县市科协"\n'
    programme = open_programme("small", [plugin(tmp_path, {"bulletin": own})], entry_points=False)
    report = programme.compose_report("bulletin", as_of=bulletins.MIDWAY)
    assert text(report).startswith("州科协关于小方案月报\n各县市科协：")


def test_a_roster_lists_records_and_masks_persons(small):
    """Two records; the person's name is there only where it is revealed."""
    closed = small.compose_report("people", as_of=bulletins.MIDWAY)
    assert cells(closed) == [
        ("序号", "地区", "培训场次", "服务站", "联系人"),
        ("1", "延吉市", "30", "1", "***"),
        ("2", "敦化市", "12", "0", "***"),
    ]
    assert "联系人属个人信息" in text(closed)
    opened = small.compose_report(
        "people", as_of=bulletins.MIDWAY, disclosure=Disclosure.of(("contact",))
    )
    assert cells(opened)[1][-1] == "张某"
    assert "个人信息" not in text(opened)


def test_an_empty_roster_says_so(small):
    """A county from which nothing came."""
    report = small.compose_report("people", as_of=bulletins.MIDWAY, division="222402")
    assert cells(report) == []
    assert "还没有收到" in text(report)


def test_statistics_have_divisions_across(small):
    """30 + 12 = 42 for all of them, marked as a sum of what was reported alone."""
    report = small.compose_report("figures", as_of=bulletins.MIDWAY)
    header, sessions, stations = cells(report)
    assert header == ("序号", "指标", "单位", "合计", "延吉市", "敦化市")
    assert sessions == ("1", "培训场次", "场次", "42*", "30", "12")
    assert "图们市、珲春市、龙井市、和龙市、汪清县、安图县没有数据，没有列出。" in text(report)
    assert stations[3] == "1*"
    assert "已报部分" in text(report)
    assert report.pages[0].landscape


def test_reminders_name_who_owes_what(small):
    """Eight counties owe one form each."""
    report = small.compose_report("owing", as_of=bulletins.MIDWAY)
    assert "8个地区共8份材料需要催报" in text(report)
    one = small.compose_report("owing", as_of=bulletins.MIDWAY, division="222402")
    assert "1个地区共1份材料需要催报" in text(one)


def test_a_summary_tells_what_was_done(small):
    """What the forms report, then what is lacking."""
    report = small.compose_report("done", as_of=bulletins.AFTER)
    assert "据“统计表”已报数据汇总：培训场次42场次，服务站1个。" in text(report)
    assert text(report).endswith("州科协办公室\n2018年6月30日")


def test_a_summary_adds_only_what_adds_up(tmp_path):
    """Thirteen figures of a form take two sentences; 元/亩 of several counties are in neither."""
    folder = plugin(tmp_path)
    fields = "".join(
        f'[[kinds.fields]]\nkey = "{key}"\nlabel = "{label}"\ntype = "number"\n'
        f'unit = "{unit}"\nmeasure = "flow"\n'
        for key, label, unit in (
            *((f"more{at}", f"其他{chr(0x4E00 + at)}", "次") for at in range(11)),
            ("gain", "亩均增收", "元/亩"),
        )
    )
    records = folder / "programmes" / "small" / "records.toml"
    records.write_text(bulletins.RECORDS + fields, encoding="utf-8")
    programme = open_programme("small", [folder], entry_points=False)
    figures = {f"more{at}": 2 for at in range(11)} | {"sessions": 3, "stations": 1, "gain": 500}
    programme = bulletins.rich_returned(programme, {"222401": figures, "222402": figures})
    told = text(programme.compose_report("done", as_of=bulletins.AFTER))
    assert told.count("据“统计表”已报数据汇总：") == 1
    assert "\n另有其他" in told
    assert "亩均增收" not in told


@pytest.mark.parametrize("key", [*REPORTS, "bulletin"])
def test_each_is_an_official_document_and_a_workbook(small, key):
    """Word opens it, the title stands in it, and it is the same twice."""
    one, other = (small.report(key, as_of=bulletins.MIDWAY) for _ in range(2))
    assert one == other
    paragraphs = [each.text.replace("\n", "") for each in Document(BytesIO(one.content)).paragraphs]
    title = small.compose_report(key, as_of=bulletins.MIDWAY).pages[0].title
    assert title in paragraphs
    assert small.report(key, as_of=bulletins.MIDWAY, format="xlsx").content[:2] == b"PK"


@pytest.mark.parametrize(
    ("key", "toml", "said"),
    [
        ("a", 'title = "甲"\nkind = "roster"\n', "加上 records"),
        ("b", 'title = "乙"\nkind = "roster"\nrecords = "figure"\n', "figures"),
        ("c", 'title = "丙"\nkind = "notice"\n', "awards.toml"),
        ("d", 'title = "丁"\nkind = "assessment"\n', "assessment.toml"),
        ("e", 'title = "戊"\nkind = "statistics"\nindicators = ["figures.session"]\n', "sessions"),
        ("f", 'title = "己"\nkind = "bulletins"\n', "bulletin"),
    ],
)
def test_a_layout_that_says_too_little_is_refused(tmp_path, key, toml, said):
    """The plugin does not load, and its author is told what to write."""
    with pytest.raises(ConfigError) as raised:
        open_programme("small", [plugin(tmp_path, {key: toml})], entry_points=False)
    assert said in "".join(issue.text() for issue in raised.value.issues)


def test_a_layout_from_python_is_refused_where_it_is_composed(small):
    """What no file check saw is an exception with the nearest right answer."""
    found = bulletins.results(small)
    citation = Citation("三")
    with pytest.raises(DefinitionError, match="records"):
        compose_report(ReportLayout("x", "名册", citation, ReportKind.ROSTER), found)
    with pytest.raises(UnknownNameError, match=r"figures\.sessions"):
        compose_report(
            ReportLayout(
                "x", "表", citation, ReportKind.STATISTICS, indicators=("figures.session",)
            ),
            found,
        )
    with pytest.raises(DefinitionError, match="award"):
        compose_report(ReportLayout("x", "公示", citation, ReportKind.NOTICE), found)


def test_long_figures_stand_in_fewer_columns(tmp_path):
    """Eight counties of short figures stand side by side, with figures of eleven signs do not."""
    programme = open_programme("small", [plugin(tmp_path)], entry_points=False)
    codes = ("222401", "222402", "222403", "222404", "222405", "222406", "222424", "222426")
    few, many = (
        bulletins.returned(programme, dict.fromkeys(codes, (number, 1)))
        for number in (7, 12345678901)
    )
    short, long = (
        [block for block in report.pages[0].blocks if isinstance(block, TableBlock)]
        for report in (
            each.compose_report("figures", as_of=bulletins.MIDWAY) for each in (few, many)
        )
    )
    assert (len(short), len(long)) == (1, 2)
