"""The workbook of a status board: every status stands in it, and nothing personal."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal

import attrs
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin.office.book import Book
from kejifupin.office.writing import write_book
from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.overview import Standing
from kejifupin.reports.workbook import make_book, write_board_workbook
from kejifupin.reports.workbook.signals import STATE_SIGNALS, state_text
from kejifupin.reports.workbook.sources import RECORDS_OF_A_DIVISION
from kejifupin.reports.workbook.statuses import board_sheet, targets_sheet
from kejifupin.targets.judging import State
from kejifupin.terms.disclosure import Disclosure, Privacy
from kejifupin.terms.divisions import Level
from kejifupin.terms.intervals import Interval

DAY = date(2018, 5, 31)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet) -> list[dict[str, object]]:
    """The rows of a sheet below its heads, by their labels."""
    head = int(sheet.freeze_panes.lstrip("ABCDEFGH")) - 1
    labels = [cell.value for cell in sheet[head]]
    return [
        dict(zip(labels, row, strict=True))
        for row in sheet.iter_rows(min_row=head + 1, values_only=True)
    ]


def test_earlier_days_have_a_sheet_with_a_row_each(example):
    """The last row of a target is what the row of its status says; without such days, no sheet."""
    days = (date(2018, 1, 31), date(2018, 3, 31))
    runs = [example.run(as_of=each) for each in days]
    board = example.compose_report("board", as_of=DAY, earlier=runs).board
    book = opened(write_board_workbook(board))
    rows = {}
    for line in table(book["历次进展"]):
        rows.setdefault((line["区划代码"], line["目标"]), []).append(line)
    last = {(each["区划代码"], each["目标"]): each for each in table(book["目标任务"])}
    assert rows.keys() == last.keys()
    kept = {
        (run.as_of, each.division, each.label): each.state for run in runs for each in run.statuses
    }
    for (code, label), (*before, now) in rows.items():
        assert [each["截至"].date() for each in (*before, now)] == [*days, DAY]
        assert [each["状态"] for each in before] == [
            state_text(kept[day, code, label]) for day in days
        ]
        shown = last[code, label]
        assert (now["最低"], now["最高"], now["状态"]) == (
            shown["目前（最低）"],
            shown["目前（最高）"],
            shown["状态"],
        )


def words_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(each).decode() for each in archive.namelist())


@pytest.fixture(scope="module")
def board(example) -> Board:
    return example.compose_report("board", as_of=DAY).board


@pytest.fixture(scope="module")
def content(board) -> bytes:
    return write_board_workbook(board)


@pytest.fixture(scope="module")
def book(content):
    return opened(content)


class TestTheExample:
    def test_it_is_what_the_report_board_is_as_a_workbook(self, example, content):
        assert example.report("board", as_of=DAY, format="xlsx").content == content

    def test_every_status_stands_on_the_board_with_its_state(self, board, book):
        lines = table(book["状态板"])
        assert [line["区划代码"] for line in lines] == [row.division for row in board.rows]
        for line, row in zip(lines, board.rows, strict=True):
            for target in board.targets:
                status = row.cells.get(target.key)
                assert line[target.label] == (status and state_text(status.state))

    def test_every_status_has_a_row_with_its_figures(self, board, book):
        lines = table(book["目标任务"])
        statuses = [each for row in board.rows for each in row.standing.statuses]
        assert len(lines) == len(statuses)
        for line, status in zip(lines, statuses, strict=True):
            assert line["目标"] == status.target.label
            assert line["状态"] == state_text(status.state)
            assert line["要求"] == status.bound_text()
            assert line["期限"].date() == status.due_on
            assert line["缺报数"] == status.missing_count
            assert line["依据"] == str(status.target.citation)
            low = line["目前（最低）"]
            if status.value is None:
                assert low is None
                assert line["完成率"] is None
            elif isinstance(status.value.low, int):
                assert low == status.value.low

    def test_the_board_folds_by_its_levels(self, board, book):
        rows = book["状态板"].row_dimensions
        first = int(book["状态板"].freeze_panes[1:])
        depths = [rows[first + at].outlineLevel for at in range(len(board.rows))]
        assert depths == [row.depth for row in board.rows]
        assert max(depths) >= 2

    def test_lights_cover_every_status(self, board, book):
        for name, column in (("状态板", "D"), ("目标任务", "N")):
            areas = {
                str(each.sqref): each.rules
                for each in book[name].conditional_formatting
                if each.rules[0].type == "cellIs"
            }
            ((where, rules),) = areas.items()
            assert where.startswith(column)
            assert where.endswith(str(book[name].max_row))
            assert [rule.formula for rule in rules] == [[f'"{s.text}"'] for s in STATE_SIGNALS]

    def test_states_of_divisions_add_up(self, board, book):
        lines = table(book["地区进展"])
        direct = {row.division: row for row in board.rows if row.depth == 1}
        for line in lines:
            counts = [line[state.label] for state in State]
            assert sum(counts) == line["目标数"] == len(direct[line["区划代码"]].standing.statuses)
        assert len(book["地区进展"]._charts) == len(book["完成率"]._charts) == 1

    def test_rates_are_counts_over_what_is_owed(self, example, book):
        total = table(book["报送率"])[0]
        rates = example.reporting_rates(as_of=DAY)["220000", None]
        assert (total["表式"], total["应报"], total["已报"]) == (
            "全部",
            rates.expected,
            rates.received,
        )
        assert len(table(book["报送"])) == len(example.submissions(as_of=DAY))

    def test_every_issue_is_told(self, example, book):
        issues = example.outcome(DAY).issues
        told = Counter((line["问题"], line["轻重"]) for line in table(book["问题"]))
        assert sum(told.values()) == len(issues)
        assert {weight for _, weight in told} == {each.severity.label for each in issues}

    def test_every_record_that_counts_is_in_a_ledger(self, example, book):
        counted = Counter(each.kind.label for each in example.outcome(DAY).acceptance.records)
        found = {
            sheet.title.removeprefix("台账 "): len(table(sheet))
            for sheet in book.worksheets
            if sheet.title.startswith("台账")
        }
        assert {label: found[label] for label in counted} == counted

    def test_a_figure_is_the_sum_of_its_sources(self, board, book):
        """The villages with enough demonstration households are those whose rows say so."""
        status = board.rows[0].cells["demonstration_households_in_each_village"]
        lines = [
            line
            for line in table(book["数据来源"])
            if line["目标"] == status.target.label and isinstance(line["数值"], int)
        ]
        good = sum(5 <= line["数值"] <= 10 for line in lines)
        assert status.value.low == good
        assert all(line["文件"] and line["单元格"] for line in lines)

    def test_links_lead_to_rows_that_are_there(self, book):
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.hyperlink is not None:
                        assert cell.hyperlink.location in book.defined_names

    def test_the_same_board_gives_the_same_bytes(self, board, content):
        assert write_board_workbook(board) == content


class TestPersonalData:
    def secrets(self, example) -> set[str]:
        """What stands in personal fields, where no field that is open says the same."""
        found, open_texts = set(), set()
        for record in example.outcome(DAY).acceptance.records:
            for one in (record, *record.rows()):
                for key, value in one.items():
                    if isinstance(value, str) and len(value) > 1:
                        is_open = one.kind.field(key).privacy is Privacy.OPEN
                        (open_texts if is_open else found).add(value)
        return {each for each in found if not any(each in text for text in open_texts)}

    def test_it_is_not_in_the_file_in_any_part(self, example, content):
        secrets = self.secrets(example)
        words = words_of(content)
        assert len(secrets) > 10
        assert not [each for each in secrets if f">{each}<" in words]

    def test_it_is_there_where_it_was_asked_for(self, example):
        asked = example.compose_report("board", as_of=DAY, disclosure=Disclosure.of(("all",)))
        words = words_of(write_board_workbook(asked.board))
        assert sum(f">{each}<" in words for each in self.secrets(example)) > 10
        assert "请勿外传" in words

    def test_what_was_not_filled_in_stays_blank_and_is_not_masked(self, example, book):
        """A mask says that something is there."""
        blank = masked = 0
        for sheet in book.worksheets:
            if sheet.title == "台账 一户一策调查表":
                for line in table(sheet):
                    masked += line["户名"] == "***"
                    blank += sum(value is None for value in line.values())
        assert masked
        assert blank


class TestOtherBoards:
    def test_without_data(self, winter):
        report = winter.compose_report("board", as_of=DAY)
        book = opened(write_board_workbook(report.board))
        states = {line["状态"] for line in table(book["目标任务"])}
        assert state_text(State.NO_DATA) in states
        assert not [name for name in book.sheetnames if name.startswith("台账")]

    def test_of_a_county_it_has_what_is_in_the_county(self, example):
        report = example.compose_report("board", as_of=DAY, division="222403")
        book = opened(write_board_workbook(report.board))
        for sheet in book.worksheets:
            for line in table(sheet):
                code = line.get("区划代码")
                assert code is None or str(code).startswith("222403"), (sheet.title, line)
        own = [
            each
            for each in example.outcome(DAY).issues
            if each.place.file and "敦化市" in each.place.file
        ]
        assert [line["编码"] for line in table(book["问题"])] == [each.code for each in own]

    def test_long_lists_are_folded_with_their_count(self, board, monkeypatch):
        monkeypatch.setattr("kejifupin.reports.workbook.sources.RECORDS_OF_A_TARGET", 2)
        lines = table(opened(write_board_workbook(board))["数据来源"])
        by_target = Counter(line["目标"] for line in lines if line["文件"])
        assert max(by_target.values()) == 2
        more = [line for line in lines if str(line["记录"]).startswith("……另有")]
        assert more
        assert all(line["所属地区"] == "其余各地" for line in more)
        assert RECORDS_OF_A_DIVISION > 2

    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_whatever_stands_how_is_told_so(self, board, data):
        """Names, states and possible values of every sort come back as they are."""
        base = next(each for row in board.rows for each in row.standing.statuses)
        ends = st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=2))
        intervals = st.one_of(
            st.none(),
            ends.map(Interval.exact),
            st.tuples(ends, st.one_of(st.none(), ends)).map(
                lambda two: Interval(two[0], None if two[1] is None else two[0] + two[1])
            ),
        )
        names = st.text(
            st.one_of(st.sampled_from("'[]:*?/\\=+-@🎉县"), st.characters(codec="utf-8")),
            min_size=1,
            max_size=40,
        )
        rows = [board.rows[0]]
        for at in range(data.draw(st.integers(0, 6))):
            status = attrs.evolve(
                base,
                division=f"22{at:010d}",
                value=data.draw(intervals),
                state=data.draw(st.sampled_from(State)),
            )
            standing = Standing(status.division, data.draw(names), (status,))
            rows.append(BoardRow(standing, Level.VILLAGE, "220000", 1))
        made = Board(attrs.evolve(board.results, plan=None), board.targets, tuple(rows))
        sheets = (board_sheet(made), targets_sheet(made, sources=False))
        lines = table(opened(write_book(Book(sheets)))["目标任务"])
        lines = lines[len(rows[0].standing.statuses) :]
        assert [line["状态"] for line in lines] == [
            state_text(row.standing.statuses[0].state) for row in rows[1:]
        ]
        for line, row in zip(lines, rows[1:], strict=True):
            value = row.standing.statuses[0].value
            if value is None:
                assert line["目前（最低）"] is None
                continue
            assert Decimal(str(line["目前（最低）"])) == value.low
            if value.high is None:
                assert line["目前（最高）"] == "不封顶"
            else:
                assert Decimal(str(line["目前（最高）"])) == value.high
            if row.name.isprintable() and not row.name.isspace():
                assert line["地区"] == row.name

    def test_of_many_villages_the_lower_levels_are_folded_and_told(self, board):
        base = board.rows[0].standing.statuses[0]
        villages = tuple(
            BoardRow(Standing(f"22{at:010d}", f"第{at}村", (base,)), Level.VILLAGE, "222403", 2)
            for at in range(300)
        )
        county = BoardRow(Standing("222403", "敦化市", (base,)), Level.COUNTY, "220000", 1)
        made = Board(
            attrs.evolve(board.results, plan=None),
            board.targets,
            (board.rows[0], county, *villages),
        )
        sheet = opened(write_board_workbook(made))["状态板"]
        assert any("300行已折叠" in str(sheet.cell(at, 1).value) for at in range(1, 5))
        hidden = [row for row in range(1, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]
        assert len(hidden) == 300

    def test_sheets_without_content_are_left_out(self, board):
        results = attrs.evolve(
            board.results,
            plan=None,
            submissions=type(board.results.submissions)(),
            issues=type(board.results.issues)(),
            acceptance=type(board.results.acceptance)(()),
        )
        made = make_book(attrs.evolve(board, results=results))
        assert [each.name for each in made.sheets] == [
            "状态板",
            "目标任务",
            "地区进展",
            "完成率",
            "说明",
        ]
