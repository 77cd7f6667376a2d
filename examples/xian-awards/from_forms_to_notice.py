"""From raw forms to the public notice of an award, in one script.

Five districts of 西安市 hand in their ledgers; everything in them is invented. One has a date that
is no date, goes back and comes again; one comes late; one never comes. What counts is drawn from,
visited, scored, and the best are commended. Run it to see it happen in a folder of your own::

    python examples/xian-awards/from_forms_to_notice.py FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from kejifupin import Programme, Record, make_record, open_programme
from kejifupin.records import DivisionName

HERE = Path(__file__).resolve().parent
PROGRAMME, SEED = "xian-awards-2017", "双色球2018004"
DUE, READ, DRAWN = date(2017, 12, 15), date(2017, 12, 18), date(2018, 1, 5)
VISITED, ASSESSED, PUBLISHED = date(2018, 1, 10), date(2018, 1, 12), date(2018, 1, 15)

CODES = {
    "周至县": "610124",
    "蓝田县": "610122",
    "鄠邑区": "610118",
    "长安区": "610116",
    "临潼区": "610115",
}
DISTRICTS: Mapping[str, tuple[int, int, int, int]] = {
    # district: associations, experts, pairings, of which with an agreement
    "周至县": (4, 8, 6, 6),
    "蓝田县": (3, 8, 5, 5),
    "鄠邑区": (4, 6, 4, 3),
    "长安区": (2, 4, 4, 4),
    "临潼区": (1, 0, 3, 2),
}
LATE, MISSING, WRONG = "长安区", "临潼区", "蓝田县"


def main(folder: Path) -> None:
    """Write the forms into a folder, then go all the way to the notice."""
    plugins = [HERE.parents[1] / "plugins" / "shaanxi", HERE]
    programme = open_programme(PROGRAMME, [each for each in plugins if each.is_dir()])
    write_forms(programme, folder)
    tell(chain_of_reporting(programme, folder))
    found = read(programme, folder)
    tell(spot_check(found, folder))
    found = found.with_findings(folder / "抽查结论.csv")
    tell(judgement(found, folder))
    tell(commendation(found, folder))


def tell(lines: Iterable[str]) -> None:
    """Print what was done."""
    for line in lines:
        print(line)


def write_forms(programme: Programme, folder: Path) -> None:
    """The register, every ledger, and who handed in what when."""
    folder.mkdir(parents=True, exist_ok=True)
    register = programme.filled_rows("place_register", tuple(places(programme)))
    (folder / "乡镇村名册.xlsx").write_bytes(register)
    received = []
    for district in DISTRICTS:
        there = folder / "forms" / district
        there.mkdir(parents=True, exist_ok=True)
        for form, records in ledgers(programme, district):
            if (district, form) == (MISSING, "city_expert"):
                continue
            ending = "docx" if form in ("leading_group", "city_expert") else "xlsx"
            name = f"{programme.catalogue.kinds[form].label}.{ending}"
            content = programme.filled_rows(form, records, ending)
            if (district, form) == (WRONG, "pairing"):
                content = with_a_bad_date(content)
            (there / name).write_bytes(content)
            day = "2017-12-20" if district == LATE else "2017-12-12"
            received.append((f"{district}/{name}", day, f"{district}科协"))
    write_csv(folder / "收文登记.csv", ("文件", "收文日期", "报送单位"), received)


def places(programme: Programme) -> Iterator[Record]:
    """A poor village in each district, and in one of them a township with an industry."""
    kind = programme.catalogue.kinds["place_register"]
    for number, district in enumerate(DISTRICTS):
        village = {
            "code": f"{CODES[district]}101201",
            "name": f"示例{'一二三四五'[number]}村",
            "parent": DivisionName(district),
            "poor_village_from": date(2014, 6, 1),
            "one_product": "是",
            "registered_households": 20,
        }
        yield make_record(kind, village)


def ledgers(programme: Programme, district: str) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """The four ledgers of a district, by the key of their form."""
    kinds, here = programme.catalogue.kinds, DivisionName(district)
    associations, experts, pairings, agreed = DISTRICTS[district]
    village = f"示例{'一二三四五'[list(DISTRICTS).index(district)]}村"

    helpers = (
        ("示例城区科协", "城六区区县科协"),
        (f"{district[0]}专家01", "科技专家"),
        (f"{district}示例1号农技协", "科技组织"),
    )

    def made(form: str, rows: Iterable[Mapping[str, object]]) -> tuple[str, tuple[Record, ...]]:
        return form, tuple(make_record(kinds[form], {"division": here, **row}) for row in rows)

    yield made("leading_group", [{"name": f"{district}科技助力精准扶贫工程领导小组"}])
    yield made(
        "local_organisation",
        [
            {
                "name": f"{district}示例{number}号农技协",
                "category": "农技协",
                "village": village if number == 1 else None,
            }
            for number in range(1, associations + 1)
        ],
    )
    yield made(
        "city_expert",
        [
            {
                "name": f"{district[0]}专家{number:02}",
                "employer": f"示例{number}所",
                "role": "科技专家",
            }
            for number in range(1, experts + 1)
        ],
    )
    yield made(
        "pairing",
        [
            {
                "helper": helpers[0 if number == 1 else 1 + number % 2][0],
                "helper_category": helpers[0 if number == 1 else 1 + number % 2][1],
                "village": village,
                "helped": f"户{number:02}",
                "helped_category": "贫困户",
                "agreement_on": date(2017, 3, number) if number <= agreed else None,
            }
            for number in range(1, pairings + 1)
        ],
    )


def with_a_bad_date(content: bytes) -> bytes:
    """The same workbook with a day in its last agreement that no month has."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if "2017" in str(cell.value)]
    cells[-1].value = "2017年3月35日"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(programme: Programme, folder: Path) -> Programme:
    """Everything that was handed in, with what happened to it."""
    found = programme.read(
        folder / "forms", register=folder / "乡镇村名册.xlsx", received=folder / "收文登记.csv"
    )
    events = folder / "报送记录.csv"
    return found.with_events(events) if events.exists() else found


def chain_of_reporting(programme: Programme, folder: Path) -> Iterator[str]:
    """What is wrong goes back, comes again, and counts; who is to be reminded."""
    yield "一、报送"
    found = read(programme, folder)
    for issue in found.outcome(READ).issues.errors:
        yield f"  {issue.text()}"
    returned = found.returned_events(as_of=date(2017, 12, 13))
    (folder / "报送记录.csv").write_bytes(found.noted(returned))
    again = dict(ledgers(programme, WRONG))["pairing"]
    name = f"{WRONG}/结对帮扶（更正）.xlsx"
    (folder / "forms" / name).write_bytes(programme.filled_rows("pairing", again))
    with (folder / "收文登记.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow((name, "2017-12-14", f"{WRONG}科协"))
    found = read(programme, folder)
    counted: dict[str, int] = {}
    for each in found.submissions(as_of=date(2017, 12, 31)):
        if each.division in CODES.values():
            counted[each.state.label] = counted.get(each.state.label, 0) + 1
    yield "  " + "，".join(f"{state}{count}份" for state, count in sorted(counted.items()))
    reminders = found.reminders(as_of=READ)
    (folder / "催报清单.xlsx").write_bytes(found.reminder_list(reminders, as_of=READ))
    owing = [each for each in reminders if each.status.division in CODES.values()]
    yield f"  12月18日催报{len(owing)}项"


def spot_check(found: Programme, folder: Path) -> Iterator[str]:
    """Pairings drawn by a seed that nobody could know, visited, and what was found."""
    yield "二、抽查"
    drawn = found.draw("pairings", seed=SEED, as_of=DRAWN)
    (folder / "抽查抽取记录.docx").write_bytes(found.draw_record(drawn, as_of=DRAWN))
    table = found.findings_table(drawn, as_of=DRAWN).decode("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    for row in rows:
        row["结论"], row["抽查日期"] = "属实", VISITED.isoformat()
    # 蓝田县 has one without the agreement that it reports, 长安区 one that does not exist at all.
    first(rows, WRONG).update({"结论": "不符", "不符项目": "协议签订日期"})
    first(rows, LATE).update({"结论": "弄虚作假", "说明": "没有这一对"})
    write_csv(folder / "抽查结论.csv", rows[0], [tuple(row.values()) for row in rows])
    visited = found.with_findings(folder / "抽查结论.csv")
    for rate in visited.error_rates(drawn, as_of=ASSESSED).divisions:
        if rate.key in CODES.values():
            told = f"已查{rate.looked_at}，有误{rate.wrong}，名单中有误的{rate.low}至{rate.high}份"
            yield f"  {rate.label}：名单{rate.population}，{told}"


def first(rows: Sequence[dict[str, str]], district: str) -> dict[str, str]:
    """The first row that was drawn in a district."""
    return next(row for row in rows if f"/{district}/" in f"/{row['文件']}")


def judgement(found: Programme, folder: Path) -> Iterator[str]:
    """Organising units, organisations and experts, each by its own table of points."""
    yield "三、考核评估"
    for scheme in ("organising_units", "organisations", "experts"):
        results = found.assess(scheme, as_of=ASSESSED).by_rank()
        yield f"  {results[0].scheme.label}：{len(results)}个"
        for each in results[:5]:
            told = f"{each.marks.text()}，{each.rank.text()}，{each.grade_text()}"
            yield f"    {each.subject.shown()}：{told}"
    explained = found.explain_assessment(CODES[WRONG], "organising_units", as_of=ASSESSED)
    (folder / "蓝田县得分说明.txt").write_text(explained.text(), encoding="utf-8")


EVENTS = (
    ("2018-01-15", "周至县", "公示", ""),
    ("2018-01-15", "鄠邑区", "公示", ""),
    ("2018-01-17", "鄠邑区", "提出异议", "农技协数不实"),
    ("2018-01-19", "鄠邑区", "异议成立", "有一个是挂牌的空壳"),
    ("2018-01-22", "蓝田县", "公示", ""),
    ("2018-02-01", "周至县", "确定", ""),
    ("2018-02-01", "蓝田县", "确定", ""),
    ("2018-02-05", "蓝田县", "推荐上报", ""),
    ("2018-04-10", "周至县", "撤销奖励", "申报材料弄虚作假"),
)


def commendation(found: Programme, folder: Path) -> Iterator[str]:
    """Proposed, made public, objected to, withdrawn: each time the next moves up."""
    yield "四、评选表彰"
    rows = [
        (number, day, "model_units", who, what, why)
        for number, (day, who, what, why) in enumerate(EVENTS, 1)
    ]
    register = folder / "评奖记录.csv"
    write_csv(register, ("序号", "日期", "奖项", "对象", "事项", "原因"), rows)
    for day in (PUBLISHED, *(date(2018, *each) for each in ((1, 20), (1, 23), (2, 6), (4, 11)))):
        awards = found.awards("model_units", as_of=day, events=(register,))
        places = [f"{each.assessment.subject.shown()}{each.text()}" for each in awards.winners]
        yield f"  {day}：{'，'.join(places)}"
    for award, name in (("model_units", "优秀组织单位"), ("advanced_persons", "先进个人")):
        proposed = found.awards(award, as_of=PUBLISHED, events=(register,))
        notice = found.public_notice(proposed, published_on=PUBLISHED)
        if notice is not None:
            (folder / f"公示-{name}.docx").write_bytes(notice)
            yield f"  已写公示-{name}.docx：{len(proposed.winners)}个"
    quota = found.award_quota("next_year", as_of=ASSESSED)
    parts = [f"{each.assessment.subject.shown()}{each.places}" for each in quota.parts]
    yield f"  {quota.quota.label}{quota.quota.total}个：{'、'.join(parts)}"


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Sequence[object]]) -> None:
    """A table as Excel opens it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("用法：python from_forms_to_notice.py 文件夹")
    if Path(sys.argv[1]).exists() and any(Path(sys.argv[1]).iterdir()):
        sys.exit(f"{sys.argv[1]}里已经有东西，请另给一个空文件夹")
    main(Path(sys.argv[1]))
