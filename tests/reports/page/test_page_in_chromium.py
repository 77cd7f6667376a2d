"""The page in a real browser: clicks, keys, searching, sorting, print, no network, no complaint."""

import json
import re
import shutil
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import attrs
import pytest

from kejifupin.reports import read_map
from kejifupin.reports.page import write_page
from kejifupin.terms.quantities import Vague

pytestmark = pytest.mark.chromium

_HERE = Path(__file__)
_SPEC = spec_from_file_location("page_boards", _HERE.with_name("boards.py"))
boards = module_from_spec(_SPEC)
_SPEC.loader.exec_module(boards)

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NASTY = "</script><img src=x onerror=document.title='broken'>"


@pytest.fixture(scope="module")
def browser():
    """The Chromium that is installed."""
    playwright = pytest.importorskip("playwright.sync_api")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a board as a page; in the end nothing else was asked for, and nothing complained."""
    heard, asked, contexts = [], [], []

    def open_page(board, **options):
        file = tmp_path / "状态板.html"
        file.write_bytes(write_page(board))
        context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: heard.append(told.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert set(asked) <= {(tmp_path / "状态板.html").as_uri()}
    assert heard == []


@pytest.fixture(scope="module")
def some():
    """Twelve counties in two prefectures with villages; one figure is vague, two are missing."""
    tree = boards.tree(12, villages=2)
    records = [
        boards.figure(code, Vague(10, 19, "10余") if at == 1 else at, file=f"表/{code}.docx")
        for at, code in enumerate(boards.codes(tree)[:10])
    ]
    targets = (
        boards.each_county(1, at_least=3),
        boards.total(),
        boards.each_county(2, cohort="villages"),
    )
    return boards.board(tree, targets, records)


def names(page):
    """The divisions on the board, from above."""
    return page.locator("#board-table tbody tr .enter").all_inner_texts()


def focused(page, what):
    return page.evaluate(f"document.activeElement.{what}")


def test_a_division_unfolds_and_folds(opened, some):
    """The triangle shows those below, and says whether it is open."""
    page = opened(some)
    assert names(page) == ["某省", "市01", "市02"]
    page.get_by_role("button", name="展开市02").click()
    assert names(page) == ["某省", "市01", "市02", "县010", "县011"]
    assert page.get_by_role("button", name="收起市02").get_attribute("aria-expanded") == "true"
    page.get_by_role("button", name="收起市02").click()
    assert names(page) == ["某省", "市01", "市02"]


def test_one_can_go_down_to_a_village_and_back(opened, some):
    """Each name leads into the division; the breadcrumb leads back."""
    page = opened(some)
    for name in ("市01", "县003", "村3-1"):
        page.locator("#board-table").get_by_role("button", name=name, exact=True).click()
    assert names(page) == ["村3-1"]
    trail = page.locator("#breadcrumb li").all_inner_texts()
    assert trail == ["某省", "市01", "县003", "村3-1"]
    page.locator("#breadcrumb").get_by_role("button", name="市01").click()
    assert names(page)[:2] == ["市01", "县000"]
    assert page.locator("#pace-note").inner_text().startswith("市01的2项目标")


def test_the_way_so_far_is_drawn_and_told(opened):
    """4, then 10 to 19, then 12: a dot, a band and the dot of the day, on one line."""
    tree, targets = boards.tree(1), (boards.total(),)
    (county,) = boards.codes(tree)
    days = ((date(2017, 12, 21), 4), (date(2018, 1, 10), Vague(10, 19, "10余")))
    runs = [
        boards.run_of_day(
            boards.results(tree, targets, [boards.figure(county, amount)], day=day), day
        )
        for day, amount in days
    ]
    page = opened(boards.board(tree, targets, [boards.figure(county, 12)], earlier=runs))
    chart = page.locator("#pace-all_stations")
    assert chart.locator("circle.dot").count() == 2
    assert chart.locator("rect.band").count() == 1
    assert len(chart.locator("polyline.way").get_attribute("points").split()) == 3
    told = chart.locator("figcaption").inner_text()
    assert (
        "2017年12月21日：4个，达序时；2018年1月10日：10—19个，已完成；截至2018年1月15日：12个"
        in told
    )


def test_every_cell_says_what_its_status_says(opened, some):
    """All divisions one level at a time, against the board it was made of."""
    page = opened(some)
    seen = 0
    for level in ("省", "市州", "县市区", "村"):
        page.select_option("#level-filter", level)
        for row in some.rows:
            if row.level.label != level:
                continue
            for status in row.standing.statuses:
                cell = page.locator(f"#cell-{row.division}-{status.target.key}")
                words = cell.inner_text().split()
                expected = dict.fromkeys((status.state.label, status.value_text()))
                assert words[-len(expected) :] == list(expected)
                assert f"s-{status.state.value}" in cell.get_attribute("class")
                seen += 1
    assert seen == sum(some.counts.values())


def test_a_figure_opens_into_its_explanation(opened, some):
    """Clause, formula, record with file and cell; Escape closes and gives the focus back."""
    page = opened(some)
    page.select_option("#level-filter", "县市区")
    page.locator("#cell-220123-stations1").click()
    dialog = page.get_by_role("dialog")
    words = dialog.inner_text()
    for part in (
        "县002：第1项：每个县建3个服务站",
        "《某省方案》二（一）",
        "每个县建1个服务站",
        "服务站数＝“统计表”中“服务站”的合计",
        "至少3个",
        "还差1个",
        "表/220123.docx",
        "表1!R3C2（第1表第3行第2列）",
    ):
        assert part in words
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert focused(page, "id") == "cell-220123-stations1"


def test_an_explanation_leads_to_those_below(opened, some):
    """From the province's figure to a prefecture's; the close button gives the focus back."""
    page = opened(some)
    page.locator("#cell-220000-stations1").click()
    dialog = page.get_by_role("dialog")
    assert "数据不明的（2）" in dialog.inner_text()
    dialog.get_by_role("button", name="市02").click()
    assert dialog.get_by_role("heading").first.inner_text().startswith("市02")
    dialog.get_by_role("button", name="关闭").click()
    assert focused(page, "id") == "cell-220000-stations1"


def test_columns_sort_up_and_down(opened, some):
    """By value, unknown ones last; the head says which way."""
    page = opened(some)
    page.select_option("#level-filter", "县市区")
    head = page.locator('#board-table th[data-target="stations1"]')
    known = [
        "县000",
        "县002",
        "县003",
        "县004",
        "县005",
        "县006",
        "县007",
        "县008",
        "县009",
        "县001",
    ]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert names(page) == [*known, "县010", "县011"]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page) == [*reversed(known), "县010", "县011"]
    assert focused(page, "dataset.sort") == "stations1"


def test_the_way_back_leads_back_and_a_link_leads_there(opened, some):
    """Each division entered is a step of the browser; what stands behind a figure has a link."""
    page = opened(some)
    for name in ("市01", "县003"):
        page.locator("#board-table").get_by_role("button", name=name, exact=True).click()
    page.go_back()
    assert names(page)[:2] == ["市01", "县000"]
    page.go_forward()
    assert page.locator("#breadcrumb li").all_inner_texts() == ["某省", "市01", "县003"]
    page.locator("#board-table .cell").first.click()
    link = page.evaluate("location.hash")
    page.keyboard.press("Escape")
    assert "why" not in page.evaluate("location.hash")
    for _ in range(2):
        page.go_back()
    assert names(page) == ["某省", "市01", "市02"]
    page.goto(page.url.partition("#")[0] + link)
    title = page.locator("#explanation-title").inner_text()
    assert title.startswith("县003：")
    page.reload()
    assert page.locator("#explanation-title").inner_text() == title
    page.go_back()
    assert not page.locator("#explanation").is_visible()


def test_an_address_of_nowhere_leads_to_the_top(opened, some):
    """A strange code, a broken sign, a figure that is not there: the page opens as ever."""
    page = opened(some)
    for place in ("#at=999", "#at=%E0%A4%A", "#at=&why=1/2", "#at=<b>&why=x/y", "#nothing"):
        page.goto(page.url.partition("#")[0] + place)
        page.reload()
        assert names(page) == ["某省", "市01", "市02"]
        assert not page.locator("#explanation").is_visible()


def test_a_search_is_forgiving(opened, some):
    """Wide and narrow signs are the same, and a place and a target need no space between."""
    page = opened(some)
    page.fill("#search", "县０１０")
    assert names(page) == ["县010"]
    label = some.targets[0].label
    page.fill("#search", f"县010{label}")
    assert names(page) == ["县010"]
    assert page.locator("#board-table thead th").count() == 3


def test_a_long_name_does_not_take_the_board(opened):
    """A promise of three hundred signs has five lines in the head, and a title with all."""
    label = "在每个具备条件的县（市、区）组建由专家和乡土人才共同参加的工作队，" * 9
    tree = boards.tree(2)
    target = attrs.evolve(boards.each_county(1), label=label)
    page = opened(boards.board(tree, (target,), []))
    assert page.locator("#board-table thead").bounding_box()["height"] < 180
    assert page.locator("#board-table thead .clamp").get_attribute("title") == label


def test_searching_finds_divisions_and_targets(opened, some):
    """A name lists its divisions, words of a target leave its column, nothing says so."""
    page = opened(some)
    page.fill("#search", "县01")
    assert names(page) == ["县010", "县011"]
    page.fill("#search", "全省10个")
    assert page.locator("#board-table thead th").count() == 3
    page.fill("#search", "没有这样的")
    assert names(page) == []
    assert "没有符合条件的地区" in page.locator("#board-note").inner_text()
    page.get_by_role("button", name="复原").click()
    assert names(page) == ["某省", "市01", "市02"]


def test_filtering_by_state_lists_who_stands_so(opened, some):
    """Exactly the divisions with a status of that state."""
    page = opened(some)
    for state in ("MET", "BEHIND", "NO_DATA", "UNDECIDED"):
        page.select_option("#state-filter", state)
        expected = [
            row.name
            for row in some.rows
            if any(each.state.value == state for each in row.standing.statuses)
        ]
        assert names(page) == expected


def test_the_keyboard_alone_is_enough(opened, some):
    """Tab to the table, arrows inside it, Enter opens, Tab stays in the dialog, Escape closes."""
    page = opened(some)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('#board-table tbody'))"):
            break
    assert focused(page, "textContent") == "某省"
    page.keyboard.press("ArrowDown")
    assert focused(page, "textContent") == "市01"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert focused(page, "ariaExpanded") == "true"
    assert "县000" in names(page)
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page, "id") == "cell-220121-stations1"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Escape")
    assert focused(page, "id") == "cell-220121-stations1"
    # The table is one stop: the next Tab leaves it.
    page.keyboard.press("Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('#board-table'))")


def test_divisions_are_ranked_and_ties_share_a_place(opened, some):
    """By the rate of a target: the exact ones have places, the others none."""
    page = opened(some)
    page.select_option("#ranking-level", "县市区")
    page.select_option("#ranking-target", "stations1")
    rows = page.locator("#ranking-table tbody tr")
    told = [row.inner_text().split("\t")[:2] for row in rows.all()]
    # 9 to 0 stations of 3; one has 10 to 19, two are silent.
    expected = ["县009", "县008", "县007", "县006", "县005", "县004", "县003", "县002", "县000"]
    assert told[:9] == [[str(place), name] for place, name in enumerate(expected, 1)]
    assert told[9:] == [["—", "县001"], ["—", "县010"], ["—", "县011"]]


def test_the_example_opens_with_its_issues_and_its_returns(opened, example):
    """All issues word for word; what is due, and what came."""
    board = example.compose_report("board", as_of=date(2018, 5, 31)).board
    page = opened(board)
    told = page.locator("#issues-table tbody tr td:last-child").all_text_contents()
    assert sorted(told) == sorted(each.text() for each in board.results.issues)
    page.fill("#issue-search", "敦化")
    found = page.locator("#issues-table tbody tr").all_inner_texts()
    assert 0 < len(found) < len(told)
    assert all("敦化" in each for each in found)
    first = page.locator("#completeness-table tbody tr").first.inner_text().split("\t")
    assert first[0] == "吉林省"
    assert first[1] == "8/29"


def test_light_and_dark_follow_the_reader(opened, some):
    """The system's choice first, the button's from then on."""
    page = opened(some, color_scheme="dark")
    paper = "getComputedStyle(document.querySelector('#board')).backgroundColor"
    dark = page.evaluate(paper)
    toggle = page.locator("#theme-toggle")
    assert toggle.get_attribute("aria-pressed") == "true"
    toggle.click()
    assert page.evaluate(paper) == "rgb(255, 255, 255)" != dark
    assert toggle.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("width", [360, 768])
def test_small_screens_scroll_inside_the_board_alone(opened, some, width):
    """The page itself is no wider than the screen."""
    page = opened(some, viewport={"width": width, "height": 740})
    page.select_option("#level-filter", "县市区")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#cell-220121-stations1").click()
    assert page.locator("#explanation").bounding_box()["width"] <= width


def test_heads_stay_while_the_board_scrolls(opened, some):
    """The row of targets at the top of the box, the names at its left."""
    page = opened(some, viewport={"width": 500, "height": 400})
    page.select_option("#level-filter", "村")
    page.evaluate("document.querySelector('#board-box').scrollTo(200, 300)")
    box = page.locator("#board-box").bounding_box()
    head = page.locator("#board-table thead th").nth(2).bounding_box()
    name = page.locator("#board-table tbody th").nth(9).bounding_box()
    assert abs(head["y"] - box["y"]) < 3
    assert abs(name["x"] - box["x"]) < 3


def test_it_prints_on_landscape_sheets_without_controls(opened, some):
    """A4, lying; the heads are repeated and the buttons are gone."""
    page = opened(some)
    page.select_option("#level-filter", "村")
    content = page.pdf(prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type /Page\b", content))
    # Sections begin on sheets of their own.
    assert sheets > 3
    for box in _media_boxes(content):
        _, _, width, height = (round(float(each)) for each in box.split())
        assert abs(width - 842) < 2
        assert abs(height - 595) < 2
    page.emulate_media(media="print")
    assert not page.locator("#search").is_visible()
    assert not page.locator("#theme-toggle").is_visible()
    style = "getComputedStyle(document.querySelector('#board-{}')).{}"
    assert page.evaluate(style.format("table thead", "display")) == "table-header-group"
    assert page.evaluate(style.format("box", "overflow")) == "visible"


def _media_boxes(content):
    return [each.decode() for each in re.findall(rb"/MediaBox \[([^]]*)\]", content)]


def test_without_script_the_top_levels_are_there(opened, some):
    """A table of province and prefectures, and no control that would do nothing."""
    page = opened(some, java_script_enabled=False)
    heads = page.locator("#board-table tbody th").all_inner_texts()
    assert heads == ["某省", "市01", "市02"]
    assert not page.locator("#search").is_visible()
    assert page.locator("#targets-table tbody tr").count() == 3


def test_names_that_look_like_markup_do_nothing(opened):
    """They are shown as they are written, on the board and in an explanation."""
    tree = boards.tree(2, name=NASTY + "{}")
    records = [boards.figure(code, 1, file=NASTY) for code in boards.codes(tree)]
    page = opened(boards.board(tree, (boards.each_county(1),), records))
    page.get_by_role("button", name="展开市01").click()
    assert names(page)[2] == f"{NASTY}0"
    page.locator("#cell-220121-stations1").click()
    assert NASTY in page.get_by_role("dialog").inner_text()
    assert page.locator("img").count() == 0
    assert "broken" not in page.title()


@pytest.mark.parametrize("count", [0, 1])
def test_little_or_nothing_still_opens(opened, count):
    """No target, or one without data."""
    page = opened(boards.board(boards.tree(3), (boards.each_county(1),) * count))
    assert page.locator("#board-table thead th").count() == 2 + count
    assert page.locator("#about").is_visible()


def test_many_villages_open_and_stay_at_hand(opened):
    """Three thousand of them: a part is listed, the others on demand."""
    tree = boards.tree(10, villages=300)
    records = [boards.figure(code, 1) for code in boards.codes(tree)]
    target = boards.each_county(1, cohort="villages")
    page = opened(boards.board(tree, (target,), records))
    page.select_option("#level-filter", "村")
    page.fill("#search", "村7-299")
    assert names(page) == ["村7-299"]
    page.fill("#search", "村")
    listed = len(names(page))
    assert listed <= 3000
    if listed < 3000:
        page.locator("#board-more button").click()
        assert len(names(page)) > listed


def test_a_map_is_coloured_and_leads_to_its_divisions(opened):
    """By the share on course, by a target; a click goes to the division."""
    shapes = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"adcode": code},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[x, 40], [x + 1, 40], [x + 1, 41], [x, 41], [x, 40]]],
                },
            }
            for x, code in ((120, 220121), (121, 220122))
        ],
    }
    region_map = read_map(json.dumps(shapes).encode(), number="吉S(2020)012号")
    tree = boards.tree(2)
    records = [boards.figure("220121", 1)]
    page = opened(boards.board(tree, (boards.each_county(1),), records, region_map=region_map))
    assert "审图号：吉S(2020)012号" in page.locator("#map").inner_text()
    assert page.locator("#region-220121").get_attribute("class") == "region share-4"
    page.select_option("#map-target", "stations1")
    assert page.locator("#region-220122").get_attribute("class") == "region s-NO_DATA"
    page.locator("#region-220121").focus()
    page.keyboard.press("Enter")
    assert "县000" in page.locator("#explanation-title").inner_text()
    page.keyboard.press("Escape")
    assert focused(page, "id") == "region-220121"
    page.select_option("#map-target", "")
    page.locator("#region-220122").click()
    assert names(page) == ["县001"]
