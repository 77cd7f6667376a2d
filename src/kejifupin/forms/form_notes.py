"""The wording of issues about a form as a whole: its labels, columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.candidates import Candidate
from kejifupin.forms.finding import Found
from kejifupin.forms.growing import TableRow
from kejifupin.forms.headers import Header
from kejifupin.forms.labels import anchor_key, bare
from kejifupin.forms.placing import is_sole
from kejifupin.forms.telling import Teller
from kejifupin.office.grid import Cell
from kejifupin.records.kinds import Field, FieldType
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place, cell_words

CODES: Mapping[str, str] = MappingProxyType(
    {
        "form.label_missing": "表中缺少栏目，对应内容按未报处理",
        "form.label_altered": "栏目名称被改动，按位置读",
        "form.label_unclear": "同名的栏目分不清是哪一个，没有读",
        "form.by_marker": "找不到栏目名称，按空白表里的隐藏标记读",
        "form.beside_unread": "栏目旁的一格空着，再往右的内容没有读",
        "form.two_candidates": "同一项在两处填了不同的内容",
        "form.two_columns": "有两列名称相同，没有读",
        "form.extra_column": "增加的列没有读",
        "form.total_row": "合计行没有读",
        "form.nested_table": "栏目的单元格里是一张表格，没有读",
        "form.left_over": "栏目旁边另有内容，没有读",
        "form.shared_cell": "一个合并的单元格对着几个栏目，分不清写的是哪一栏",
        "form.merged_number": "一个数字占了几行，分不清每行各是多少",
    }
)

_NUMBERING = frozenset({"序号", "编号", "行号", "no", "num"})
_LONGEST_HEADING = 20


@frozen
class FormNotes:
    """Words and keeps issues about one form (表单问题).

    Args:
        teller: Takes them.
        layout: The form's layout.
    """

    teller: Teller
    layout: CompiledLayout

    def note(
        self,
        code: str,
        message: str,
        cell: Cell | None,
        *,
        remedy: str,
        field: str | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Keep an issue that takes no value away."""
        address = cell.address or None if cell is not None else None
        place = Place(self.teller.file, address)
        self.teller.issues.append(Issue(code, message, severity, place, field=field, remedy=remedy))

    def about_labels(self, found: Found) -> None:
        """Labels reworded, unclear, or replaced by a hidden marker."""
        for printed, cell in found.altered:
            words = bare(printed)
            self.note(
                "form.label_altered",
                f"“{words}”一栏的名称被改动，按位置读，请核对",
                cell,
                remedy=f"把栏目名称改回“{words}”，或删去这一行",
            )
        for cell in found.unclear:
            self.note(
                "form.label_unclear",
                "同名的栏目分不清是哪一个，没有读",
                cell,
                remedy="按下发的空白表恢复行的顺序",
            )
        for key, cell in found.marked:
            self.note(
                "form.by_marker",
                f"找不到“{self.layout.kind.field(key).label}”一栏的名称，按空白表里的隐藏标记读",
                cell,
                remedy="恢复栏目名称",
                field=key,
            )

        for key, cell in found.unread:
            self.note(
                "form.beside_unread",
                f"“{self.layout.kind.field(key).label}”一格空着，右边另有内容，没有读",
                cell,
                remedy="内容填在紧靠栏目名称的格里；不属本表的请删去",
                field=key,
            )

    def left_over(self, cells: Sequence[Cell]) -> None:
        """What stands in the rows of the form and belongs to none of its fields."""
        if not cells:
            return
        more = f"（共{len(cells)}处，这是第一处）" if len(cells) > 1 else ""
        self.note(
            "form.left_over",
            f"栏目旁边另有内容，没有读{more}",
            cells[0],
            remedy="要上报的内容填在栏目对应的一格里；不属本表的无须处理",
            severity=Severity.INFO,
        )

    def shared_cell(self, target: Field, cell: Cell) -> None:
        """A merged cell beside several labels: words may be for all, a number is for one."""
        message = "和别的栏目合用一个单元格，分不清写的是哪一栏"
        remedy = "取消合并，每个栏目分别填写"
        if target.type is FieldType.NUMBER:
            self.teller.wrong("form.shared_cell", target, cell, message=message, remedy=remedy)
        else:
            self.teller.doubt("form.shared_cell", target, cell, message=message, remedy=remedy)

    def two_candidates(self, target: Field, filled: Sequence[Candidate]) -> None:
        """A field filled in at several places with different content."""
        where = "和".join(cell_words(each.cell.address) for each in filled)
        self.teller.wrong(
            "form.two_candidates",
            target,
            filled[0].cell,
            message=f"在{where}填了不同的内容，不知以哪个为准，都没有采用",
            remedy="只留正确的一处，其余清空",
        )

    def about_columns(self, header: Header, fields: Mapping[str, Field]) -> None:
        """Columns that stand twice, and columns that the form does not have."""
        for key, cells in header.twice.items():
            where = "和".join(cell_words(cell.address) for cell in cells)
            self.note(
                "form.two_columns",
                f"有几列都叫“{fields[key].label}”（{where}），不知以哪一列为准，都没有读",
                cells[0],
                remedy="删去或改名多出的列",
                field=key,
                severity=Severity.ERROR,
            )
        for cell in header.strangers:
            if anchor_key(cell.text) not in _NUMBERING:
                self.note(
                    "form.extra_column",
                    f"增加的“{bare(cell.text)[:_LONGEST_HEADING]}”一列没有读",
                    cell,
                    remedy="需要上报的内容写在原有的列里",
                    severity=Severity.INFO,
                )

    def total_row(self, row: TableRow) -> None:
        """A line of totals, which the program works out itself."""
        cells = row.grid.row_cells(row.row)
        self.note(
            "form.total_row",
            "合计行没有读，由程序汇总",
            next((cell for cell in cells if cell.text.strip()), None),
            remedy="无须处理",
            severity=Severity.INFO,
        )

    def missing(self, found: Found, headers: Iterable[Header], first: Cell | None) -> None:
        """Labels and columns of the layout that the form does not have."""
        if not self.layout.repeats and self.layout.placed <= found.candidates.keys():
            return
        words: list[str] = []
        known = {
            (header.repeat, key) for header in headers for key in (*header.columns, *header.twice)
        }
        for anchor in self.layout.anchors:
            fields = [place.field for place in anchor.places] or [anchor.slot or ""]
            if anchor.role is Role.COLUMN and anchor.repeat is not None:
                key = self.layout.repeats[anchor.repeat].columns[anchor.number]
                gone = key is not None and (anchor.repeat, key) not in known
            else:
                gone = anchor.role in (Role.LABEL, Role.SLOT) and not any(
                    key in found.candidates for key in fields
                )
            if gone:
                alone = is_sole(self.layout, anchor) or anchor.role is not Role.LABEL
                words.append(bare(anchor.words[0 if alone else -1]))
        if words:
            self.note(
                "form.label_missing",
                f"缺少栏目：{'、'.join(dict.fromkeys(words))}；对应的内容按未报处理",
                first,
                remedy="用下发的空白表填写，不要删去行和列；没有此项的填“-”",
            )
