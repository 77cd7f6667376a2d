"""``report``: which endings a report can have, the status board as a page, and a map with it."""

import json

import pytest

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-30")
MAP = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "镇赉县"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[123, 45], [124, 45], [124, 46], [123, 45]]],
            },
        }
    ],
}


@pytest.fixture
def region_map(tmp_path):
    """A map of one county."""
    path = tmp_path / "白城.geojson"
    path.write_text(json.dumps(MAP), encoding="utf-8")
    return path


def test_the_status_board_is_written_as_a_page(run, forms, tmp_path):
    """One file, in which no person is named."""
    path = tmp_path / "状态板.html"
    result = run("report", KEY, "board", forms, *DAY, "-o", path)
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "2018年春季活动" in text
    assert "截至2018年4月30日" in text


@pytest.mark.parametrize("ending", ["html", "png", "svg", "pdf"])
def test_another_report_has_no_such_ending(run, forms, tmp_path, ending):
    """It is told which there are, and nothing is written."""
    path = tmp_path / f"通报.{ending}"
    result = run("report", KEY, "bulletin", forms, *DAY, "-o", path)
    assert result.exit_code == 2
    assert f"写不成 .{ending} → 可用：.docx、.xlsx" in result.stderr
    assert not path.exists()


def test_a_page_of_another_report_is_told_of_the_board(run, forms, tmp_path):
    """Who wants a page is led to the report that has one."""
    result = run("report", KEY, "bulletin", forms, *DAY, "-o", tmp_path / "x.html")
    assert ".html 是状态板的，报告写 board" in result.stderr


def test_a_map_stands_on_the_page_with_its_number(run, forms, tmp_path, region_map):
    """The county's shape, and the number under which the map may be shown."""
    path = tmp_path / "板.html"
    number = ("--map", region_map, "--map-number", "吉S(2020)012号")
    result = run("report", KEY, "board", forms, *DAY, "-o", path, *number)
    assert result.exit_code == 0, result.output
    assert "审图号：吉S(2020)012号" in path.read_text(encoding="utf-8")


def test_days_before_are_shown_on_the_board(run, forms, tmp_path):
    """One that was kept, and one that is worked out anew."""
    kept = tmp_path / "二月.jsonl"
    run("status", KEY, forms, "--as-of", "2018-02-28", "--save", kept)
    path = tmp_path / "板.html"
    days = ("--earlier", kept, "--earlier", "2018年3月31日")
    result = run("report", KEY, "board", forms, *DAY, "-o", path, *days)
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    assert "2018年2月28日" in text
    assert "2018年3月31日" in text


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("board", "2018-04-30", "是2018-04-30的，不早于 --as-of 2018-04-30"),
        ("board", "三月", "没有文件“三月”，它也不是一天"),
        ("board", "2018-03", "写成 2018-03-31 的样子"),
        ("bulletin", "2018-03-31", "--earlier 只用于状态板"),
    ],
)
def test_what_is_no_earlier_result_is_told(run, forms, tmp_path, name, day, told):
    """Before any form is read; nothing is written."""
    path = tmp_path / "板.xlsx"
    result = run("report", KEY, name, forms, *DAY, "-o", path, "--earlier", day)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not path.exists()


def test_the_results_of_another_programme_are_not_taken(run, forms, tmp_path):
    """Two plans may well have a target of one key."""
    kept = tmp_path / "二月.jsonl"
    run("status", KEY, forms, "--as-of", "2018-02-28", "--save", kept)
    kept.write_text(kept.read_text(encoding="utf-8").replace(KEY, "autumn-2018"), encoding="utf-8")
    path = tmp_path / "板.html"
    result = run("report", KEY, "board", forms, *DAY, "-o", path, "--earlier", kept)
    assert result.exit_code == 2
    assert "是另一个方案的结果：autumn-2018" in result.stderr


def test_shapes_of_nobody_are_told(run, forms, tmp_path, region_map):
    """The page is written all the same."""
    other = json.dumps(MAP, ensure_ascii=False).replace("镇赉县", "某某县")
    region_map.write_text(other, encoding="utf-8")
    path = tmp_path / "板.html"
    number = ("--map", region_map, "--map-number", "吉S(2020)012号")
    result = run("report", KEY, "board", forms, *DAY, "-o", path, *number)
    assert result.exit_code == 0
    assert "第1个图斑“某某县”对不上区划" in result.stderr
    assert "没有一个图斑对得上本页的地区" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--map", "白城.geojson"), "没有写 --map-number"),
        (("--map", "白城.geojson", "--map-number", " "), "没有写 --map-number"),
        (("--map-number", "吉S(2020)012号"), "没有写地图"),
        (("--map", "没有.geojson", "--map-number", "吉S(2020)012号"), "没有文件或文件夹"),
        (("--map", "坏.geojson", "--map-number", "吉S(2020)012号"), "不是 GeoJSON 地图"),
    ],
)
def test_a_map_that_cannot_be_shown_is_refused(
    run, forms, tmp_path, region_map, monkeypatch, words, told
):
    """Before any form is read, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "坏.geojson").write_text("{", encoding="utf-8")
    result = run("report", KEY, "board", forms, *DAY, "-o", "板.html", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "板.html").exists()


def test_a_map_goes_with_a_status_board_alone(run, forms, tmp_path, region_map):
    """A bulletin has no place for it."""
    words = ("--map", region_map, "--map-number", "吉S(2020)012号")
    result = run("report", KEY, "bulletin", forms, *DAY, "-o", tmp_path / "x.docx", *words)
    assert result.exit_code == 2
    assert "--map 只用于状态板" in result.stderr
