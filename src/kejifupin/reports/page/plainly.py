"""What a page shows before its script runs, and where none may run: plain tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.page.markup import body_row, element, head_row, text
from kejifupin.reports.page.reporting import ToldIssue
from kejifupin.reports.page.sayings import pace_words, rate_words
from kejifupin.reports.states import STATE_SIGNS
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.display import chinese_date

CELLS: Final = 2000
"""About so many cells of the board are written out; the script draws the others when asked."""
ISSUES: Final = 100
"""So many issues are written out."""
_DEPTH: Final = 1


def board_rows(board: Board) -> str:
    """The board's head and its top rows."""
    most = max(CELLS // max(len(board.targets), 1), 20)
    heads = ("地区", "达序时以上", *(each.label for each in board.targets))
    rows = islice((row for row in board.rows if row.depth <= _DEPTH), most)
    body = element("tbody", *(_board_row(row, board.targets) for row in rows))
    return head_row(heads) + body


def target_rows(board: Board) -> str:
    """The targets of the division that reports, with what is asked for by the day."""
    rows = "".join(map(_target_row, board.rows[0].standing.statuses))
    heads = ("目标任务", "要求", "期限", "序时应达", "目前", "完成率", "状态")
    return head_row(heads) + element("tbody", rows)


def issue_items(issues: Sequence[ToldIssue]) -> str:
    """The first issues as a list, and how many there are."""
    items = [element("li", text(each.text)) for each in issues[:ISSUES]]
    left = len(issues) - len(items)
    if left > 0:
        items.append(element("li", text(f"……另有{left}条")))
    return element("ul", *items)


def _board_row(row: BoardRow, targets: tuple[Target, ...]) -> str:
    due = row.standing.due
    good = int(row.standing.on_course * len(due))
    cells = (_board_cell(row.cells.get(each.key)) for each in targets)
    head = element("th", text(row.name), scope="row")
    share = element("td", text(f"{good}/{len(due)}" if due else "—"))
    depth = f"d{row.depth}"
    return element("tr", head, share, *cells, data_division=row.division, class_=depth)


def _board_cell(status: TargetStatus | None) -> str:
    if status is None:
        return element("td", text("—"), class_="none")
    state = status.state
    lamp = element("span", text(STATE_SIGNS[state]), class_="lamp", aria_hidden="true")
    word = element("span", text(state.label), class_="word")
    told = status.value_text()
    value = "" if told == state.label else element("span", text(told), class_="value")
    return element(
        "td", element("span", lamp, " ", word, " ", value, class_=f"cell s-{state.value}")
    )


def _target_row(status: TargetStatus) -> str:
    cells = (
        status.bound_text(),
        chinese_date(status.due_on),
        pace_words(status) or "—",
        status.value_text(),
        rate_words(status),
        f"{STATE_SIGNS[status.state]} {status.state.label}",
    )
    return body_row(status.target.label, cells)


def legend(board: Board) -> str:
    """The states with their signs, and how many statuses of the whole board stand so."""
    counts = board.counts
    items = (
        element(
            "li",
            element("span", text(sign), class_="lamp", aria_hidden="true"),
            element("span", text(state.label), class_="word"),
            element("span", text(str(counts.get(state.value, 0))), class_="count"),
            class_=f"s-{state.value}",
        )
        for state, sign in STATE_SIGNS.items()
    )
    whole = element("li", text(f"全表共{sum(board.counts.values())}项"), class_="count")
    return "".join((*items, whole))


def about(board: Board) -> Iterator[tuple[str, str]]:
    """What a page says of itself, each under its name."""
    results = board.results
    setting, definition = results.setting, results.setting.definition
    yield "方案", f"{definition.title}（{definition.key}）"
    yield "地区", f"{setting.division_name(results.division)}（{results.division}）"
    yield "截至", chinese_date(setting.as_of)
    documents = "；".join(f"《{each.title}》{each.number or ''}" for each in definition.documents)
    if documents:
        yield "依据文件", documents
    if results.version is not None:
        library = f"，程序kejifupin {results.version.library}" if results.version.library else ""
        yield "规则版本", f"{results.version.text()}{library}"
    shown = sorted(results.disclosure.fields)
    if results.disclosure.everything:
        yield "个人信息", "制作时要求显示全部个人信息，本页含个人信息，请勿外传、张贴或上网。"
    elif shown:
        fields = "、".join(shown)
        yield "个人信息", f"制作时要求显示下列个人信息字段，请勿外传、张贴或上网：{fields}。"
    else:
        yield "个人信息", "本页不含姓名、电话等个人信息；依据中属个人信息的数以“***”代替。"
    yield (
        "说明",
        (
            "全部内容都在本文件内，打开时不连接网络。数值带“—”的是区间：填报含糊或有缺报，"
            "两端之间都有可能。未报、未填不当作零。"
        ),
    )


def definition_list(pairs: Iterator[tuple[str, str]]) -> str:
    """Names and what is said under them."""
    told = ((element("dt", text(name)), element("dd", text(words))) for name, words in pairs)
    return element("dl", *chain.from_iterable(told))
