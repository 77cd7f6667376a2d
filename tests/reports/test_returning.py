"""What goes back: to the right sender, with each issue at its cell and in the list."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import attrs
import docx
import openpyxl
import pytest

from kejifupin.exchange.new_files import write_new_files
from kejifupin.office import Page, PageCell, TableBlock, read_document, write_docx, write_xlsx
from kejifupin.reports.return_folder import contents_of
from kejifupin.reports.return_names import Names
from kejifupin.reports.returning import Return, group_returns, return_files
from kejifupin.reports.senders import Sender, find_senders
from kejifupin.terms.issues import Issue, Issues, Severity
from kejifupin.terms.origins import Place

DAY = date(2018, 6, 30)
FORM = Page("表", (TableBlock((1, 1), ((PageCell("户名"), PageCell("李四")),)),))
DUNHUA, YANBIAN, JILIN = "222403", "222400", "220000"


def issue(file: str | None, cell: str | None = None, message: str = "空白", **others) -> Issue:
    return Issue("a.b", message, place=Place(file, cell), remedy="填写", **others)


@pytest.fixture
def returned(example, example_folder):
    """The example's files as they go back."""

    def make(issues=None, **options) -> dict[str, bytes]:
        outcome = example.outcome(DAY)
        returns = group_returns(
            outcome.issues if issues is None else issues,
            files=example.files,
            records=example.records,
            setting=outcome.setting,
        )
        content = contents_of((example_folder / "forms", example_folder / "村名册.xlsx"))
        files = return_files(returns, content, on=DAY, **options)
        return {each.name: each.content for each in files}

    return make


def rows_of(content: bytes) -> list[list[str]]:
    """The list as a table of texts, without its header."""
    document = read_document(content, "a")
    grid = document.grids[0]
    rows = [[cell.text for cell in grid.row_cells(row)] for row in range(grid.n_rows)]
    start = next(number for number, row in enumerate(rows) if row[:2] == ["序号", "文件"])
    return [row for row in rows[start + 1 :] if len(row) == 6]


def sheet_rows(content: bytes) -> list[list[str]]:
    """The list of a workbook in the order of columns and with the strokes of that of Word."""
    lines = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    heads = next(line for line in lines if line[0] == "序号")
    found = [dict(zip(heads, line, strict=True)) for line in lines]
    return [
        [str(each["序号"])]
        + [each[name] or "—" for name in ("文件", "位置", "问题", "怎么改", "轻重")]
        for each in found
    ]


class TestTheExample:
    def test_each_county_gets_its_files_and_a_list(self, returned):
        assert sorted(returned()) == [
            "吉林省/退回修改清单.docx",
            "延边朝鲜族自治州/退回修改清单.docx",
            "延边朝鲜族自治州/附件4-延边州统计表.docx",
            "抚松县/退回修改清单.docx",
            "抚松县/附件1-小夹皮沟村.docx",
            "抚松县/附件2-02.docx",
            "抚松县/附件3-工作安排表.docx",
            "敦化市/退回修改清单.docx",
            "敦化市/附件1-黑瞎子背村.xlsx",
            "敦化市/附件2-03.xlsx",
            "敦化市/附件4-统计表(1).docx",
            "汪清县/退回修改清单.docx",
            "汪清县/附件1-太平岭村.docx",
            "汪清县/附件1-腰营沟村.xlsx",
            "汪清县/附件3-工作安排表.docx",
            "靖宇县/退回修改清单.docx",
            "靖宇县/附件1-双山子村.docx",
            "靖宇县/附件3-工作安排表.docx",
            "靖宇县/附件4-统计表.xlsx",
        ]

    def test_every_issue_stands_once_in_a_list_and_at_its_cell(self, returned, example):
        files = returned()
        issues = example.outcome(DAY).issues
        listed = [
            (row[3], row[5]) for name in files if "清单" in name for row in rows_of(files[name])
        ]
        assert len(listed) == len(issues)
        assert {weight for _, weight in listed} == {each.severity.label for each in issues}
        said = {name: comments(content) for name, content in files.items() if "清单" not in name}
        for each in issues:
            if each.place.cell is None:
                continue
            named = [
                name
                for name in said
                if each.place.file.endswith("/" + name.split("/")[1])
                and said[name].get(local(each.place.cell)) is not None
            ]
            # Several counties call a file the same; folders of prefectures are called otherwise.
            (name,) = [name for name in named if each.place.file.endswith(f"/{name}")] or named
            # Files that a remedy names are told without the folders that only the reader has.
            assert each.remedy.split("；")[-1] in said[name][local(each.place.cell)]
        assert sum(map(len, said.values())) == len(
            {(each.place.file, each.place.cell) for each in issues if each.place.file}
        )

    def test_the_copies_read_as_the_files_did(self, returned, example, example_folder):
        for name, content in returned().items():
            if "清单" in name:
                continue
            (path,) = (
                path
                for path in (example_folder / "forms").rglob(name.split("/")[1])
                if path.parent.name[:2] == name[:2]
            )
            before = read_document(path.read_bytes(), "a")
            assert read_document(content, "a").blocks == before.blocks

    def test_no_path_of_this_machine_goes_out(self, returned, example_folder):
        for content in returned().values():
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for part in archive.namelist():
                    assert str(example_folder.parent).encode() not in archive.read(part)

    def test_a_list_says_how_many_files_came_and_how_many_are_wrong(self, returned):
        texts = [
            each.text
            for each in read_document(returned()["敦化市/退回修改清单.docx"], "a").paragraphs
        ]
        assert texts[:3] == [
            "退回修改清单",
            "报送单位：敦化市",
            (
                "截至2018年6月30日收到6份文件，其中3份有问题：错误1条 提醒2条 说明0条。"
                "请逐条改正后重新报送。"
            ),
        ]

    def test_lists_as_workbooks_say_the_same(self, returned):
        words, sheets = returned(), returned(format="xlsx")
        for name in words:
            if "清单" in name:
                told = sheet_rows(sheets[name.replace(".docx", ".xlsx")])
                assert told == rows_of(words[name])

    def test_the_same_bytes_each_time(self, returned):
        assert returned() == returned()


def local(cell: str) -> str:
    return cell.rpartition("!")[2]


def comments(content: bytes) -> dict[str, str]:
    """What the witnesses find: address without its table or sheet → comment."""
    if not zipfile.ZipFile(io.BytesIO(content)).namelist().count("word/document.xml"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return {
            cell.coordinate: cell.comment.text
            for sheet in book.worksheets
            for cell in sheet._cells.values()
            if cell.comment
        }
    document = docx.Document(io.BytesIO(content))
    texts = {str(each.comment_id): each for each in document.comments}
    found = {}
    for number, paragraph in enumerate(document.paragraphs, 1):
        for key in paragraph._p.xpath(".//w:commentReference/@w:id"):
            found[f"段落{number}"] = "\n".join(line.text for line in texts[key].paragraphs)
    for row, line in enumerate(document.tables[0].rows, 1):
        cells = list(dict.fromkeys(cell._tc for cell in line.cells))
        for column, cell in enumerate(cells, 1):
            for key in cell.xpath(".//w:commentReference/@w:id"):
                text = "\n".join(line.text for line in texts[key].paragraphs)
                found.setdefault(f"R{row}C{column}", text)
    return found


class TestSenders:
    @pytest.fixture
    def senders(self, winter):
        def find(*files: str, records=()) -> list[Sender]:
            return list(find_senders(files, records, winter.setting(DAY)).values())

        return find

    def test_a_file_that_says_nothing_goes_by_its_folder(self, senders):
        assert senders(
            "收/延边州/敦化市/a.doc", "收/延边州/b.doc", "收/c.doc", "收/补报/d.doc"
        ) == [
            Sender("敦化市", DUNHUA),
            Sender("延边朝鲜族自治州", YANBIAN),
            Sender("报送单位不明"),
            Sender("补报"),
        ]

    def test_backslashes_and_archives_are_folders_too(self, senders):
        assert (
            senders("C:\\收\\敦化市\\a.doc", "x.zip/敦化市/a.doc") == [Sender("敦化市", DUNHUA)] * 2
        )

    def test_what_the_file_says_comes_before_its_folder(self, example, senders):
        (record,) = (r for r in example.records if r.origin.file.endswith("敦化市/附件2-01.docx"))
        moved = make_at(record, "收/抚松县/a.docx")
        assert senders("收/抚松县/a.docx", "收/b.doc", records=[moved])[0].division == DUNHUA

    def test_a_silent_file_goes_with_those_beside_it(self, example, senders):
        (record,) = (r for r in example.records if r.origin.file.endswith("敦化市/附件2-01.docx"))
        moved = make_at(record, "收/第一批/a.docx")
        found = senders("收/第一批/a.docx", "收/第一批/b.doc", "收/c.doc", records=[moved])
        assert [each.division for each in found] == [DUNHUA, DUNHUA, None]

    def test_a_file_about_several_counties_goes_to_the_division_above_them(self, example, senders):
        names = ("敦化市/附件2-01.docx", "汪清县/附件2-01.xlsx")
        chosen = [r for r in example.records if r.origin.file.endswith(names)]
        found = senders("收/a.xlsx", records=[make_at(each, "收/a.xlsx") for each in chosen])
        assert len(chosen) == 2
        assert found == [Sender("延边朝鲜族自治州", YANBIAN)]


def make_at(record, file: str):
    return attrs.evolve(record, origin=attrs.evolve(record.origin, file=file))


class TestReturns:
    @pytest.fixture
    def make(self, winter):
        """Returned files of made-up issues in made-up files."""

        def returned(issues, files, records=(), **options) -> dict[str, bytes]:
            returns = group_returns(
                issues, files=tuple(files), records=records, setting=winter.setting(DAY)
            )
            found = return_files(returns, files.get, on=DAY, **options)
            return {each.name: each.content for each in found}

        return returned

    def test_what_cannot_carry_comments_is_told_in_the_list(self, make):
        files = {
            "收/敦化市/旧.doc": b"\xd0\xcf",
            "收/敦化市/新.docx": write_docx(FORM),
            "收/x": b"",
        }
        found = make([issue("收/敦化市/旧.doc"), issue("收/敦化市/新.docx", "表1!R1C2")], files)
        assert sorted(found) == ["敦化市/新.docx", "敦化市/退回修改清单.docx"]
        paragraphs = read_document(found["敦化市/退回修改清单.docx"], "a").paragraphs
        assert paragraphs[-1].text == "注：下列文件加不了批注，请对照本清单修改：敦化市/旧.doc。"
        assert [row[1:3] for row in rows_of(found["敦化市/退回修改清单.docx"])] == [
            ["敦化市/旧.doc", "整份文件"],
            ["敦化市/新.docx", "第1表第1行第2列"],
        ]

    def test_a_file_that_has_changed_since_is_not_commented_on(self, make, example):
        (record,) = (r for r in example.records if r.origin.file.endswith("敦化市/附件2-01.docx"))
        name = record.origin.file
        found = make([issue(name, "表1!R1C2")], {name: write_docx(FORM)}, records=[record])
        assert sorted(found) == ["敦化市/退回修改清单.docx"]

    def test_files_of_one_name_do_not_overwrite_each_other(self, make):
        content = write_docx(FORM)
        files = {f"收/敦化市/{place}.docx": content for place in ("甲/a", "乙/A", "退回修改清单")}
        found = make([issue(name, "表1!R1C1") for name in files], files)
        assert sorted(found) == [
            "敦化市/A (2).docx",
            "敦化市/a.docx",
            "敦化市/退回修改清单 (2).docx",
            "敦化市/退回修改清单.docx",
        ]

    def test_two_senders_of_one_name_have_folders_of_their_own(self):
        returns = [
            Return(Sender("朝阳区", code), ("a",), Issues((issue("a"),)))
            for code in ("110105", "220104")
        ]
        names = [each.name for each in return_files(returns, {}.get, on=DAY)]
        assert names == ["朝阳区110105/退回修改清单.docx", "朝阳区220104/退回修改清单.docx"]

    def test_folders_of_one_name_are_not_one_sender(self, make):
        """What one unknown sender handed in must not go back to another."""
        files = {"收/甲/补报/a.doc": b"", "收/乙/补报/b.doc": b""}
        found = make([issue(name) for name in files], files)
        assert sorted(found) == ["乙-补报/退回修改清单.docx", "甲-补报/退回修改清单.docx"]

    def test_names_cannot_leave_their_folder(self, make):
        content = write_docx(FORM)
        files = {"x.zip/../../etc/a:b?.docx": content, "x.zip/CON.docx": content}
        found = make([issue(name, "表1!R1C1") for name in files], files)
        assert all(name.count("/") == 1 and ".." not in name for name in found)
        assert {name.split("/")[1] for name in found} == {
            "a_b_.docx",
            "_CON.docx",
            "退回修改清单.docx",
        }

    def test_what_stood_in_the_cell_goes_nowhere(self, make):
        files = {"收/敦化市/a.docx": write_docx(FORM), "收/敦化市/b.xlsx": write_xlsx(FORM)}
        secret = "因病致贫的王小二"
        issues = [
            issue("收/敦化市/a.docx", "表1!R1C2", seen=secret),
            issue("收/敦化市/b.xlsx", "表!B2", seen=secret),
        ]
        for form in ("docx", "xlsx"):
            for content in make(issues, files, format=form).values():
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    assert not any(secret.encode() in archive.read(n) for n in archive.namelist())

    def test_issues_of_no_form_stay_with_the_office(self, make):
        found = make([issue(None), issue("收文登记.csv")], {"收/敦化市/a.docx": b""})
        assert sorted(found) == ["吉林省/退回修改清单.docx"]
        assert [row[1:3] for row in rows_of(found["吉林省/退回修改清单.docx"])] == [
            ["收文登记.csv", "整份文件"],
            ["—", "—"],
        ]

    def test_no_issue_no_return(self, make):
        assert make([], {"收/敦化市/a.docx": b""}) == {}

    def test_one_issue_found_twice_is_told_once(self, make):
        found = make([issue("收/敦化市/a.doc")] * 2, {"收/敦化市/a.doc": b"", "收/b": b""})
        assert len(rows_of(found["敦化市/退回修改清单.docx"])) == 1

    def test_severities_are_told_in_words(self, make):
        issues = [issue("收/敦化市/a.doc", severity=each, message=each) for each in Severity]
        found = make(issues, {"收/敦化市/a.doc": b"", "收/b": b""})
        weights = [row[5] for row in rows_of(found["敦化市/退回修改清单.docx"])]
        assert weights == ["错误", "提醒", "说明"]

    def test_many_issues_make_one_list(self, make):
        files = {f"收/敦化市/{n}.doc": b"" for n in range(700)} | {"收/b": b""}
        found = make([issue(name) for name in files if name != "收/b"], files, format="xlsx")
        assert len(sheet_rows(found["敦化市/退回修改清单.xlsx"])) == 700


class TestListsAsWorkbooks:
    """What a county gets to work through."""

    @pytest.fixture
    def book(self, winter, example):
        outcome = example.outcome(DAY)

        def make(issues=None, sender="抚松县", **options):
            returns = group_returns(
                outcome.issues if issues is None else issues,
                files=example.files,
                records=example.records,
                setting=outcome.setting,
                standing={"220621": ("一村一品调查表：按时",)},
                statuses=outcome.statuses,
            )
            found = return_files(returns, lambda _: None, on=DAY, format="xlsx", **options)
            (content,) = [each.content for each in found if each.name.startswith(f"{sender}/")]
            return openpyxl.load_workbook(io.BytesIO(content))

        return make

    def test_the_sender_is_told_how_its_own_targets_stand(self, book, example):
        sheet = book()["目标任务"]
        own = [
            each
            for each in example.outcome(DAY).statuses
            if each.division == "220621" and each.target.of is None
        ]
        told = [row[0].value for row in sheet.iter_rows(min_row=4)]
        assert told == [each.target.label for each in own]
        assert [row[10].value.split()[1] for row in sheet.iter_rows(min_row=4)] == [
            each.state.label for each in own
        ]

    def test_the_day_until_which_to_answer_stands_above(self, book):
        lines = [book(reply_by=date(2018, 7, 15)).worksheets[0].cell(at, 1).value for at in (2, 3)]
        assert lines[0] == "报送单位：抚松县"
        assert lines[1].endswith("请于2018年7月15日前逐条改正后重新报送。")

    def test_it_filters_stays_in_sight_and_prints(self, book):
        sheet = book().worksheets[0]
        head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
        assert sheet.freeze_panes == f"D{head + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        assert sheet.print_title_rows == f"${head}:${head}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)

    def test_figures_are_shown_and_what_may_be_a_name_is_not(self, winter):
        """A figure in a field for figures is no secret; words and telephone numbers may be."""
        setting = winter.setting(DAY)
        seen = {
            "sessions": ("training_sessions", "约1860场次", "约1860场次"),
            "name": ("training_sessions", "王小二", "***"),
            "phone": ("training_sessions", "13800000000", "***"),
            "spaced": ("training_sessions", "138 0000 0000", "***"),
            "personal": ("contact", "12", "***"),
            "unknown": ("nowhere", "12", "***"),
        }
        issues = [
            issue("收/敦化市/a.doc", message=key, field=field, seen=text)
            for key, (field, text, _) in seen.items()
        ]
        (given,) = group_returns(issues, files=("收/敦化市/a.doc",), records=(), setting=setting)
        found = {each.message: given.shown(each) for each in given.issues}
        assert found == {key: shown for key, (_, _, shown) in seen.items()}


def test_files_are_written_each_in_its_senders_folder(example, example_folder, tmp_path):
    outcome = example.outcome(DAY)
    returns = group_returns(
        outcome.issues.errors,
        files=example.files,
        records=example.records,
        setting=outcome.setting,
    )
    content = contents_of((example_folder / "forms",))
    files = list(return_files(returns, content, on=DAY))
    written = write_new_files(((each.name, each.content) for each in files), tmp_path / "退回")
    assert [path.relative_to(tmp_path / "退回").as_posix() for path in written] == [
        each.name for each in files
    ]
    assert all(path.read_bytes() == each.content for path, each in zip(written, files, strict=True))


def test_a_file_that_is_gone_is_only_listed(example):
    outcome = example.outcome(DAY)
    errors = Issues(each for each in outcome.issues.errors if each.place.file)
    returns = group_returns(
        errors, files=example.files, records=example.records, setting=outcome.setting
    )
    names = [each.name for each in return_files(returns, lambda _: None, on=DAY)]
    assert {name.split("/")[1] for name in names} == {"退回修改清单.docx"}


def test_long_names_are_cut_before_their_ending():
    name = Names().of("很" * 200 + ".docx")
    assert name.endswith("很.docx")
    assert len(name.encode()) <= 255
