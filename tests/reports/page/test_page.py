"""The page holds every status and nothing personal, loads nothing, and changes no figure."""

import json
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from kejifupin.reports import read_map, render_report
from kejifupin.reports.layouts import ReportKind
from kejifupin.reports.page import write_page
from kejifupin.reports.render import formats_of
from kejifupin.targets import Pace, State
from kejifupin.targets.explain import explain_status
from kejifupin.targets.pace import Milestone
from kejifupin.terms.bounds import Bound
from kejifupin.terms.disclosure import Disclosure
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.quantities import Vague

_SPEC = spec_from_file_location("page_boards", Path(__file__).with_name("boards.py"))
boards = module_from_spec(_SPEC)
_SPEC.loader.exec_module(boards)

VOID = {"meta", "link", "input", "br", "path"}
NASTY = "</script><img src=x onerror=alert(1)>\"'&<!--"


class Checked(HTMLParser):
    """Holds every tag against its end, and keeps what was met."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.attributes, self.texts = [], [], [], []
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.texts.append(data)


def parsed(page):
    checked = Checked()
    checked.feed(page.decode())
    checked.close()
    assert not checked.open
    assert len(checked.ids) == len(set(checked.ids))
    return checked


def data(page):
    found = re.search(
        r'<script type="application/json" id="board-data">(.*?)</script>', page.decode()
    )
    return json.loads(found[1])


def statuses(page):
    """(division, target) → state, value, bound as the page has them."""
    held = data(page)
    texts, found = held["texts"], {}
    for target, column in zip(held["targets"], held["columns"], strict=True):
        for at, row in enumerate(column["rows"]):
            demand = held["demands"][column["demands"][at]]
            key = (held["divisions"][row][0], target["key"])
            state = held["states"][int(column["states"][at])]["key"]
            found[key] = (
                state,
                texts[column["values"][at]],
                texts[demand[0]],
                texts[column["notes"][at]],
            )
    return found


def told(status):
    return (status.state.value, status.value_text(), status.bound_text())


@pytest.fixture(scope="module")
def some():
    """Three counties: one has two stations, one 10余 of them, one says nothing."""
    tree = boards.tree(3)
    one, other, _ = boards.codes(tree)
    records = (
        boards.figure(one, 2),
        boards.figure(other, Vague(10, 19, "10余")),
    )
    return boards.board(tree, (boards.each_county(1), boards.total()), records)


def test_every_status_of_the_board_is_in_the_page_as_it_is_told(some):
    """State, value and bound are those of the status, for every division and target."""
    expected = {
        (row.division, each.target.key): told(each)
        for row in some.rows
        for each in row.standing.statuses
    }
    assert len(expected) == 6
    assert {key: each[:3] for key, each in statuses(write_page(some)).items()} == expected


def test_the_page_is_well_formed_and_loads_nothing(some):
    """No address stands in it, no element that fetches, and its policy allows none."""
    page = write_page(some)
    checked = parsed(page)
    assert not {"img", "iframe", "object", "embed", "video", "audio", "base"} & set(checked.tags)
    sources = {"src", "srcset", "action", "data"}
    assert not [each for each in checked.attributes if each[1] in sources]
    links = {value for _, name, value in checked.attributes if name == "href"}
    assert {each for each in links if not each.startswith("#")} == {"data:,"}
    text = page.decode()
    # The name of the SVG namespace is no address to be fetched.
    assert set(re.findall(r"https?://[^\s\"')]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(
        r"@import|url\(|fetch\(|XMLHttpRequest|import\(|new Date|Date\.now|innerHTML", text
    )
    assert not [
        each for each in checked.attributes if each[1].startswith("on") or each[1] == "style"
    ]


def test_the_policy_names_the_script_and_the_style_that_stand_in_it(some):
    """Anything else is refused by the browser."""
    text = write_page(some).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]
    for part in (
        re.search(r"<style>(.*?)</style>", text, re.DOTALL),
        re.search(r"<script>(.*?)</script>", text, re.DOTALL),
    ):
        digest = b64encode(sha256(part[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_same_board_gives_the_same_bytes(some):
    """Nothing in it comes from a clock or from chance."""
    again = boards.tree(3)
    one, other, _ = boards.codes(again)
    records = (boards.figure(one, 2), boards.figure(other, Vague(10, 19, "10余")))
    assert write_page(some) == write_page(
        boards.board(again, (boards.each_county(1), boards.total()), records)
    )


def test_names_that_look_like_markup_stay_text():
    """A county, a file, an issue and a document named like a script change nothing."""
    tree = boards.tree(2, name=NASTY + "{}")
    records = [boards.figure(code, 1, file=NASTY) for code in boards.codes(tree)]
    issues = [Issue("field.required", NASTY, place=Place(NASTY, "表1!R1C1"))]
    page = write_page(
        boards.board(tree, (boards.each_county(1),), records, issues=issues, title=NASTY)
    )
    checked = parsed(page)
    assert checked.tags.count("script") == 2
    assert "img" not in checked.tags
    held = data(page)
    assert held["divisions"][2][1] == f"{NASTY}0"
    assert issues[0].text() in held["texts"]


def test_personal_data_is_not_in_the_page_unless_it_is_asked_for_by_name():
    """Of a household neither name nor income; with the field named, that field alone."""
    tree = boards.tree(1)
    (code,) = boards.codes(tree)
    records = [boards.figure(code, 1, person="钱户主", income=54321)]
    issue = Issue("field.bad", "收入有误", place=Place("表/1.docx"), seen="钱户主所填")
    given = (tree, (boards.each_county(1), boards.each_county(2, indicator="income")), records)

    def text(*names):
        shown = Disclosure.of(names)
        return write_page(boards.board(*given, disclosure=shown, issues=(issue,))).decode()

    closed = text()
    assert "钱户主" not in closed
    # The sum is no one's figure; what one household wrote is a mask.
    assert '"***"' in closed
    assert "本页不含姓名" in closed
    assert "统计表（钱户主）" in text("person")
    assert "钱户主所填" not in text("person")
    assert "请勿外传" in text("person")
    assert "***" not in data(text("income").encode())["texts"]
    assert "钱户主所填" in text("all")


def test_a_figure_leads_to_its_records_at_every_level():
    """The county lists its own record; prefecture and province those of all counties."""
    tree = boards.tree(3)
    records = [boards.figure(code, 1, file=f"表/{code}.docx") for code in boards.codes(tree)]
    held = data(write_page(boards.board(tree, (boards.each_county(1),), records)))
    column, texts = held["columns"][0], held["texts"]
    listed = {}
    for at, row in enumerate(column["rows"]):
        count, *numbers = column["more"][str(at)]["sources"]
        files = {texts[held["sources"][number][2]] for number in numbers}
        assert count == len(numbers)
        listed[held["divisions"][row][0]] = files
    every = {f"表/{code}.docx" for code in boards.codes(tree)}
    assert listed == {
        boards.TOP: every,
        "220100": every,
        **{code: {f"表/{code}.docx"} for code in boards.codes(tree)},
    }
    assert "表1!R3C2（第1表第3行第2列）" in texts


def test_what_stands_behind_a_figure_is_what_its_explanation_says(example):
    """For every status of the example: as many records, members that fail, and missing ones."""
    board = example.compose_report("board", as_of=date(2018, 5, 31)).board
    held = data(write_page(board))
    texts, results = held["texts"], board.results
    rows = {row[0]: number for number, row in enumerate(held["divisions"])}
    # A form that was due leads to its line in the register of receipts, which names nobody.
    assert any(each.startswith("据收文登记第") for each in texts)
    checked = 0
    for target, column in zip(held["targets"], held["columns"], strict=True):
        places = {row: at for at, row in enumerate(column["rows"])}
        for row in board.rows:
            status = row.cells.get(target["key"])
            if status is None:
                continue
            more = column["more"].get(str(places[rows[row.division]]), {})
            explained = explain_status(
                status, results.plan, results.data, results.setting, issues=results.issues
            )
            for name, items in (
                ("sources", explained.contributions),
                ("failing", explained.failing),
                ("missing", explained.missing),
                ("conditions", explained.conditions),
            ):
                assert more.get(name, [0])[0] == len(items), (row.name, target["key"], name)
            listed = [held["sources"][number] for number in more.get("sources", [0])[1:]]
            shown = [(texts[each[0]], texts[each[1]], texts[each[2]]) for each in listed]
            assert sorted(shown) == sorted(
                (each.home_name, each.value_text(), each.file) for each in explained.contributions
            )
            checked += 1
    assert checked == sum(board.counts.values())


def test_three_thousand_missing_members_are_counted_and_the_first_are_named():
    """The list is folded with its count, and the file stays small."""
    tree = boards.tree(10, villages=300)
    board = boards.board(tree, (boards.each_county(1, cohort="villages"),))
    page = write_page(board)
    count, *named = data(page)["columns"][0]["more"]["0"]["missing"]
    assert count == 3000
    assert len(named) == 30
    assert len(page) < 800_000


def test_a_programme_without_targets_has_a_page():
    """A board of one row and no columns, with what else is known."""
    page = write_page(boards.board(boards.tree(2), ()))
    parsed(page)
    assert data(page)["targets"] == []
    assert len(data(page)["divisions"]) == 1


def test_no_data_at_all_reads_as_no_data():
    """Every status says so, and nobody is ranked."""
    page = write_page(boards.board(boards.tree(3), (boards.each_county(1), boards.total())))
    assert {each[0] for each in statuses(page).values()} == {State.NO_DATA.value}
    assert {rank for column in data(page)["columns"] for rank in column["ranks"]} == {-1}


def test_everything_met_is_met_at_every_level():
    """Three counties of three."""
    tree = boards.tree(3)
    records = [boards.figure(code, 5) for code in boards.codes(tree)]
    page = write_page(boards.board(tree, (boards.each_county(1), boards.total()), records))
    assert {each[0] for each in statuses(page).values()} == {State.MET.value}


def test_vague_figures_are_bands_between_their_ends():
    """10余 of 10 is 10 to 19: a thousand to nineteen hundred thousandths of what is promised."""
    tree = boards.tree(1)
    records = [boards.figure(code, Vague(10, 19, "10余")) for code in boards.codes(tree)]
    page = write_page(boards.board(tree, (boards.each_county(1, at_least=10),), records))
    column = data(page)["columns"][0]
    county = column["rows"].index(2)
    assert (column["lows"][county], column["highs"][county]) == (1000, 1900)
    assert statuses(page)[boards.codes(tree)[0], "stations1"][1] == "10—19个"


def test_milestones_stand_on_the_course():
    """Half the way asked for after a third of the time; then the rest until the due day."""
    half = Milestone(date(2017, 12, 31), Bound(at_least=5))
    target = boards.total(milestones=(half,), pace=Pace.MILESTONES)
    page = write_page(boards.board(boards.tree(1), (target,)))
    (course,) = data(page)["courses"]
    # 60 of 180 days, and 5 of 10.
    assert course["milestones"] == [[333, 500]]
    assert course["floor"][0] == [333, 500]
    assert course["floor"][-1] == [1000, 1000]
    assert "2017年12月31日：至少5个" in data(page)["texts"]


def test_earlier_days_are_points_of_the_way_so_far():
    """4 of 10 in December, after 50 of 180 days, and 10 to 19 in January; villages have none."""
    tree, targets = boards.tree(1), (boards.total(),)
    (county,) = boards.codes(tree)
    december, january = date(2017, 12, 21), date(2018, 1, 10)
    runs = [
        boards.run_of_day(
            boards.results(tree, targets, [boards.figure(county, amount)], day=day), day
        )
        for day, amount in ((january, Vague(10, 19, "10余")), (december, 4))
    ]
    records = [boards.figure(county, 12)]
    page = write_page(boards.board(tree, targets, records, earlier=runs))
    (column,), texts = data(page)["columns"], data(page)["texts"]
    ((first, second),) = column["past"].values()
    states = [each["key"] for each in data(page)["states"]]
    assert first[:3] == [277, 400, 400]
    assert second[:3] == [388, 1000, 1900]
    assert [states[each[3]] for each in (first, second)] == ["ON_TRACK", "MET"]
    assert [texts[each] for each in first[4:]] == ["2017年12月21日", "4个"]
    assert [texts[each] for each in second[4:]] == ["2018年1月10日", "10—19个"]


def test_without_earlier_days_nothing_is_said_of_a_way(some):
    """The page of one day holds that day alone."""
    assert all(each["past"] == {} for each in data(write_page(some))["columns"])


def test_the_tables_without_script_hold_the_top_rows(some):
    """Province and prefecture with their figures, in tables with heads for rows and columns."""
    checked = parsed(write_page(some))
    heads = [value for tag, name, value in checked.attributes if (tag, name) == ("th", "scope")]
    assert {"row", "col"} == set(heads)
    words = "".join(checked.texts)
    for row in some.rows[:2]:
        assert row.name in words
        for each in row.standing.statuses:
            assert each.value_text() in words
            assert each.state.label in words
    assert "截至2018年1月15日" in words


def test_issues_of_a_division_are_those_of_its_own_files():
    """The page of one prefecture tells nothing of the other's forms."""
    tree = boards.tree(11)
    records = [boards.figure(code, 1, file=f"{code}/表.docx") for code in boards.codes(tree)]
    first, last = boards.codes(tree)[0], boards.codes(tree)[-1]
    issues = [
        Issue("a.b", f"{code}的问题", place=Place(f"{code}/表.docx")) for code in (first, last)
    ]
    given = (tree, (boards.each_county(1),), records)

    def told_in(division):
        page = write_page(boards.board(*given, issues=issues, division=division))
        return [code for code in (first, last) if f"{code}的问题" in page.decode()]

    assert told_in("220100") == [first]
    assert told_in("220200") == [last]
    assert told_in(boards.TOP) == [first, last]


def test_the_national_programme_has_a_page():
    """From the country down."""
    tree = boards.tree(2)
    page = write_page(boards.board(tree, (boards.each_county(1),), scope="000000"))
    assert [row[1] for row in data(page)["divisions"]] == ["全国", "某省", "市01", "县000", "县001"]


MAP = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"adcode": code, "name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 40], [x + 1, 40], [x + 1, 41], [x, 41], [x, 40]]],
            },
        }
        for x, code, name in ((120, 220121, "县000"), (121, 220122, "县001"), (122, 999999, "别处"))
    ],
}


def test_a_map_is_drawn_with_its_number():
    """Two counties can be reached, the shape of nobody is an outline."""
    tree = boards.tree(2)
    region_map = read_map(json.dumps(MAP).encode(), number="吉S(2020)012号", source="<某单位>")
    page = write_page(boards.board(tree, (boards.each_county(1),), region_map=region_map))
    checked = parsed(page)
    shapes = [
        value for tag, name, value in checked.attributes if (tag, name) == ("path", "data-division")
    ]
    assert shapes == ["220121", "220122"]
    words = "".join(checked.texts)
    assert "审图号：吉S(2020)012号　来源：<某单位>" in words
    assert "1个图斑对不上地区" in words


def test_a_map_of_another_place_is_said_to_fit_nowhere():
    """Who brought it is told what to look at; nothing is drawn."""
    elsewhere = {**MAP, "features": MAP["features"][2:]}
    region_map = read_map(json.dumps(elsewhere).encode(), number="吉S(2020)012号")
    page = write_page(boards.board(boards.tree(2), (boards.each_county(1),), region_map=region_map))
    checked = parsed(page)
    assert "没有一个图斑对得上本页的地区" in "".join(checked.texts)
    assert "svg" not in checked.tags


def test_the_status_board_alone_is_written_as_a_page(example):
    """Another report has no such format."""
    assert "html" in formats_of(ReportKind.BOARD)
    assert "html" not in formats_of(ReportKind.BULLETIN)
    report = example.compose_report("board", as_of=date(2018, 5, 31))
    assert render_report(report, "html").name.endswith("状态板.html")
    assert (
        render_report(example.compose_report("bulletin", as_of=date(2018, 5, 31)), "html") is None
    )


def test_script_style_and_template_are_beside_the_module():
    """They are read as package resources, so they must be in the package."""
    from importlib.resources import files

    names = {each.name for each in files("kejifupin.reports.page").iterdir()}
    assert {"page.html", "board.css", "board.js", "start.js"} <= names


def test_villages_are_led_to_by_their_parents():
    """Each row names the row above it, which stands before it."""
    tree = boards.tree(1, villages=2)
    held = data(write_page(boards.board(tree, (boards.each_county(1, cohort="villages"),))))
    above = [row[3] for row in held["divisions"]]
    assert above == [-1, 0, 1, 2, 2]
    assert [row[2] for row in held["divisions"]][-1] == Level.VILLAGE.label


def test_of_whole_things_the_page_asks_for_whole_numbers():
    """Who must have built 4.2 stations by the day must have built five, in the bulletin as here."""
    tree = boards.tree(2)
    board = boards.board(tree, (boards.total(at_least=10),), [])
    (status,) = board.rows[0].standing.statuses
    assert status.pace % 1
    asked = f"{int(status.pace) + 1}个"
    page = write_page(board).decode()
    assert f"<td>{asked}</td>" in page
    assert f'"{asked}"' in page
    assert f"{status.pace}个" not in page
