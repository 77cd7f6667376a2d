"""Mistakes in how a plan is judged: scoring, awards, spot checks, what is to be handed in.

All of a file's mistakes are told in one run, each in Chinese, at its line or cell, with a remedy.
"""

from __future__ import annotations

import openpyxl
import pytest

from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.scaffolding import plan_plugin, workbook_of, write_plugin
from kejifupin.terms.issues import Severity

PLAN = "programmes/guizhou-2016"
COUNTS = 'reads = { indicator = "training_return.sessions" }'
FULL = f"points = 100\n{COUNTS}\nproportional = {{ full_at = 10 }}"
ONE = 'citation = "四"\nsubjects = { level = "county" }'

SCHEMES = [
    # What follows the scheme's own keys, what its one criterion says; place and words told.
    (ONE, FULL.replace("100", "90"), "full_marks", "达不到所写的满分100分"),
    (ONE, FULL.replace("sessions", "sesions"), "reads.indicator", "training_return.sessions"),
    (ONE, 'points = 100\nreads = { target = "sesions" }\nproportional = true', "target", "没有叫"),
    (ONE, 'points = 100\nreads = { sheet = "none" }\nas_entered = true', "reads.sheet", "评分表"),
    (ONE, (f"points = 100\n{COUNTS}\nsteps = [{{ at_least = 9, points = 100 }}, "
     "{ below = 5, points = 0 }]"), "steps", "空档"),
    (ONE, (f"points = 100\n{COUNTS}\nsteps = [{{ at_least = 9, points = 100 }}, "
     "{ below = 20, points = 0 }]"), "steps", "重叠"),
    (ONE, f"points = 100\n{COUNTS}\nsteps = [{{ at_least = 9, points = 80 }}, {{ points = 0 }}]",
     "criteria[0].points", "最高一档80分"),
    (ONE, f"{FULL}\nper_event = {{ points = 1 }}", "proportional", "须写一种计分方法"),
    (ONE, f"points = 100\n{COUNTS}", "criteria[0]", "一种也没有写"),
    (ONE, FULL.replace("full_at", "ful_at"), "ful_at", "full_at"),
    (ONE, f"points = 100\n{COUNTS}\ndeduct = {{ points = 1, per = 0 }}", "per", "大于0"),
    (ONE, FULL.replace("= 100", '= "100"'), "points", "去掉引号"),
    (ONE, f'{FULL}\ngroup = "none"', "group", "评分项组"),
    (ONE, f'{FULL}\nnot_applicable = "move"', "not_applicable", "moves_to"),
    (ONE, f'{FULL}\nnot_applicable = "skip"', "not_applicable", "reweight"),
    (ONE, f'{FULL}\napplies = {{ cohort = "unit" }}', "applies", "units"),
    (ONE, FULL.replace('sessions"', 'sessions", take = "late"'), "take", "value"),
    (ONE, 'points = 100\nreads = { submissions = "village_register" }\nproportional = true',
     "submissions", "没有一条报送时限"),
    ((f'{ONE}\ngrades = [{{ key = "a", label = "甲", at_least = 60 }}, '
     '{ key = "b", label = "乙", at_least = 90 }, { key = "c", label = "丙" }]'),
     FULL, "grades[1].at_least", "不低于上一等次"),
    ((f'{ONE}\ngrades = [{{ key = "a", label = "甲", at_least = 90, share_at_most = 30 }}, '
     '{ key = "b", label = "乙", at_least = 95 }, { key = "c", label = "丙" }]'),
     FULL, "grades[1].at_least", "高于前面等次的90"),
    (f'{ONE}\ngrades = [{{ key = "a", label = "甲", at_least = 60 }}]',
     FULL, "grades[0].at_least", "没有等次"),
    ('citation = "四"\nsubjects = { level = "county", cohort = "units" }', FULL,
     "subjects", "须写一种"),
    ('citation = "四"\nsubjects = { cohort = "unit" }', FULL, "subjects.cohort", "units"),
    (f'{ONE}\nchannels = [{{ key = "x", label = "甲", weight = 60 }}]', f'{FULL}\nchannel = "x"',
     "weight", "应为100%"),
    (f'{ONE}\nranking = {{ cohorts = ["unit"] }}', FULL, "ranking.cohorts[0]", "units"),
    (f'{ONE}\nrounding = "两位"', FULL, "rounding", "不加引号"),
    (f'{ONE}\nvetoes = [{{ key = "v", label = "弄虚作假", grade = "z", {COUNTS} }}]', FULL,
     "vetoes[0].grade", "没有叫“z”的等次"),
]  # fmt: skip
AWARDS = [
    ("awards", 'assessment = "yaer"', "assessment", "year"),
    ("awards", 'assessment = "year"\ngrades = ["god"]', "grades[0]", "good"),
    ("awards", 'assessment = "year"\nquota = 3\nquota_share = 10', "quota", "只留一个"),
    ("awards", 'assessment = "year"\nquota = 0', "quota", "至少是1"),
    ("awards", 'assessment = "year"\narea = "prefecture"', "area", "area_quota"),
    ("awards", 'assessment = "year"\nsharing = "equally"', "sharing", "pool"),
    ("awards", 'assessment = "year"\nnotice = 0', "notice", "公示期至少1天"),
    ("awards", 'assessment = "year"\nminimum_score = 101', "minimum_score", "谁也评不上"),
    ("awards", 'assessment = "year"\namount = "十万"', "amount", "数字"),
    ("award_quotas", 'assessment = "year"\ntotal = 0', "award_quotas[0]", "总数至少是1"),
    ("award_quotas", 'assessment = "year"\ntotal = 9\nweights = { god = 1 }', "weights", "good"),
]
SPOT_CHECKS = [
    ('kinds = ["training_retun"]\nnumber = 1', "kinds[0]", "training_return"),
    ('kinds = ["training_return"]', "spot_checks", "须写 number"),
    ('kinds = ["training_return"]\nshare = 120', "spot_checks", "不超过100"),
    ('kinds = ["training_return"]\nnumber = 1\nlevel = "couty"', "level", "county"),
    ('kinds = ["training_return"]\nnumber = 1\nwhere = { field = "sesions", at_least = 1 }',
     "where", "sessions"),
    ("kinds = []\nnumber = 1", "kinds", "没有写明抽哪种记录"),
]  # fmt: skip
PARTS = [
    ('parts = ["总结", "总结"]', "schedules[1]", "重名"),
    ('parts = [""]', "schedules[2]", "没有名称"),
    ('parts = [{ key = "a", label = "总结", medium = "papr" }]', "parts[0].medium", "paper"),
    ('parts = [{ key = "a" }]', "parts[0].label", "缺少必填"),
    ('parts = ["统计表"]\ndue_on = 2028-01-01', "schedules[5].due_on", "核对年份"),
]


@pytest.fixture
def folder(tmp_path):
    """A plugin as new-plugin writes it, with a scheme, an award and a spot check that are sound."""
    write_plugin(plan_plugin("guizhou", "520000"), tmp_path / "guizhou")
    return tmp_path / "guizhou" / "src" / "kejifupin_guizhou"


def add(path, texts):
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(("", *texts)), encoding="utf-8")


def told(found, place, words):
    """The issues at a place that say something."""
    return [
        each
        for each in found
        if place in (each.place.key or "") and words in each.message + (each.remedy or "")
    ]


def test_every_mistake_of_a_folder_is_told_in_one_run(folder):
    """49 of them in four files, none hidden by another, each with its line and what to do."""
    assert check_folder(folder) == ()
    home = folder / PLAN
    add(
        home / "assessment.toml",
        (
            f'[[assessments]]\nkey = "s{n}"\nlabel = "表{n}"\n{head}\n'
            f'[[assessments.criteria]]\nkey = "a"\nlabel = "甲"\n{body}\n'
            for n, (head, body, *_) in enumerate(SCHEMES)
        ),
    )
    add(
        home / "awards.toml",
        (
            f'[[{table}]]\nkey = "w{n}"\nlabel = "奖{n}"\ncitation = "四"\n{body}\n'
            for n, (table, body, *_) in enumerate(AWARDS)
        ),
    )
    add(
        home / "spot_checks.toml",
        (
            f'[[spot_checks]]\nkey = "c{n}"\nlabel = "抽{n}"\ncitation = "四"\n{body}\n'
            for n, (body, *_) in enumerate(SPOT_CHECKS)
        ),
    )
    schedules = [
        f'[[schedules]]\nkey = "d{n}"\nlabel = "报{n}"\nforms = ["training_return"]\n'
        f'sender = "county"\nrecipient = "province"\ncitation = "四"\n{body}\n'
        + ("" if "due_on" in body else "due_on = 2020-12-31\n")
        for n, (body, *_) in enumerate(PARTS)
    ]
    path = home / "programme.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[vocabularies]", "\n".join(schedules) + "\n[vocabularies]"
    )
    path.write_text(text, encoding="utf-8")

    found = check_folder(folder)

    expected = [
        *(each[2:] for each in SCHEMES),
        *(each[2:] for each in AWARDS),
        *(each[1:] for each in SPOT_CHECKS),
        *(each[1:] for each in PARTS),
    ]
    assert len(expected) == 49
    # A scheme may be named by its number: a place that belongs to another does not count.
    for n, (_, _, place, words) in enumerate(SCHEMES):
        own = [e for e in found if f"assessments[{n + 1}]" in (e.place.key or "")]
        assert told(own, place, words), (n, place, words, [e.text() for e in own])
    for place, words in expected[len(SCHEMES) :]:
        assert told(found, place, words), (place, words)
    assert all(each.place.line and each.remedy for each in found)


CELLS = [
    ("考核", "考核对象", '{ cohort = "unit" }', "units"),
    ("考核", "缺项", "跳过", "不计分"),
    ("评分项", "依据.指标", "training_return.sesions", "training_return.sessions"),
    ("评分项", "组", "无此组", "评分项组"),
    ("等次", "至少", 101, "最多只能得100分"),
    ("否决项", "依据.抽查", "training_retun", "training_return"),
    ("评奖", "考核办法", "yaer", "year"),
    ("评奖", "名额", 0, "至少是1"),
    ("抽查", "每层百分之几", 120, "不超过100"),
    ("报送", "报到", "县市区级", "县市区"),
]


def test_every_mistake_of_a_workbook_is_told_at_its_cell(tmp_path):
    """As a province office writes it: the sheet, the cell, and what should stand there."""
    path = tmp_path / "贵州.xlsx"
    path.write_bytes(workbook_of(plan_plugin("guizhou", "520000")))
    book = openpyxl.load_workbook(path)
    wanted = []
    for sheet, header, wrong, words in CELLS:
        column = next(cell for cell in book[sheet][1] if str(cell.value).startswith(header))
        cell = book[sheet].cell(2, column.column, wrong)
        wanted.append((f"{sheet}!{cell.coordinate}", words))
    book.save(path)

    found = [each for each in check_folder(path) if each.severity is Severity.ERROR]

    for cell, words in wanted:
        at = [each for each in found if each.place.cell == cell]
        assert any(words in each.message + (each.remedy or "") for each in at), (
            cell,
            [(each.place.cell, each.text()) for each in found],
        )
