"""Wrong use: exit 2 and one clear line in Chinese with the nearest right answer."""

import os

import pytest

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-30")


def wrong(result, *words):
    """The one line on the error stream of a wrong use, with all words in it."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("错误：")
    assert "Traceback" not in result.output
    for word in words:
        assert word in lines[0]


def test_an_unknown_programme_names_the_nearest(run, forms):
    """A slip in the key of the programme."""
    wrong(run("read", "sprimg-2018", forms), "sprimg-2018", "spring-2018")


def test_a_programme_unlike_any_lists_those_there_are(run, forms):
    """Nothing is near: the list helps."""
    wrong(run("read", "zzz", forms), "spring-2018", "national-2016")


def test_an_unknown_form_names_the_nearest(run):
    """A slip in the key of a form."""
    wrong(run("blank", KEY, "spring_retrun", "-o", "x.docx"), "spring_return")


def test_an_unknown_report_names_the_nearest(run, forms):
    """A slip in the key of a report."""
    wrong(run("report", KEY, "sumary", forms, *DAY, "-o", "x.docx"), "summary")


def test_an_unknown_target_names_the_nearest(run, forms):
    """A slip in the key of a target."""
    result = run("explain", KEY, "sessions_in_al", forms, *DAY, "--division", "220800")
    wrong(result, "sessions_in_all")


def test_a_target_that_does_not_concern_a_division(run, forms):
    """The total speaks of the prefecture; that is said."""
    result = run("explain", KEY, "sessions_in_all", forms, *DAY, "--division", "220821")
    wrong(result, "镇赉县", "白城市（220800）")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("220829", ("220829", "220821")),
        ("镇来县", ("镇来县", "镇赉县（220821）")),
        ("220100", ("220100", "不在白城市范围内")),
        ("2208", ("2208", "220800（白城市）")),
        ("长春市", ("不在白城市范围内", "写白城市范围内的地区")),
        ("", ("没有写明地区",)),
    ],
)
def test_an_unknown_division_names_the_nearest(run, forms, written, words):
    """Codes and names that mean nothing, or something outside of the programme."""
    wrong(run("status", KEY, forms, *DAY, "--division", written), *words)


def test_an_unknown_level_lists_the_levels(run, forms):
    """Levels are few: the nearest or all of them."""
    wrong(run("status", KEY, forms, *DAY, "--level", "conty"), "county")
    wrong(run("status", KEY, forms, *DAY, "--level", "片区"), "county（县市区）")


@pytest.mark.parametrize("written", ["2018-02-30", "soon", "2018-13-01", ""])
def test_a_day_that_does_not_exist(run, forms, written):
    """The right way to write a day is shown."""
    wrong(run("status", KEY, forms, "--as-of", written), "2018-04-30")


def test_a_month_is_no_day(run, forms):
    """A span of days needs a day."""
    wrong(run("status", KEY, forms, "--as-of", "2018年4月"), "2018-04-30")


def test_a_day_of_receipt_that_does_not_exist(run, forms):
    """The option is named."""
    wrong(run("read", KEY, forms, "--received-on", "x"), "--received-on")


def test_a_missing_path_names_its_neighbour(run, forms):
    """The nearest file of the folder."""
    wrong(run("read", KEY, forms / "a镇赉.docx"), "forms/a镇赉县.docx")
    wrong(run("read", KEY, "nowhere/x.docx"), "nowhere")


@pytest.mark.parametrize("option", ["--register", "--received"])
def test_a_missing_register_is_told(run, forms, option):
    """Files of options are looked for before anything is read."""
    wrong(run("read", KEY, forms, option, "没有.xlsx"), option, "没有.xlsx")
    wrong(run("read", KEY, forms, option, forms), option, "文件夹")


def test_a_plugin_folder_that_is_not_there(run, forms, tmp_path):
    """``--plugin`` needs a folder."""
    wrong(run("read", KEY, forms, "--plugin", tmp_path / "x"), "--plugin")
    file = tmp_path / "p.toml"
    file.write_text("")
    wrong(run("read", KEY, forms, "--plugin", file), "--plugin", "文件")


@pytest.mark.parametrize("name", ["x.pdf", "x"])
def test_a_file_ending_that_is_not_written(run, name):
    """Blank forms are .docx or .xlsx."""
    wrong(run("blank", KEY, "spring_return", "-o", name), ".docx", ".xlsx")
    wrong(run("blank", KEY, "spring_return", "-o", "x.doc"), "是否应为“.docx”")


def test_a_report_in_an_unknown_format(run, forms):
    """Told before the forms are read; formats of plugins may be others."""
    wrong(run("report", KEY, "summary", forms, *DAY, "-o", "x.pdf"), "pdf", "docx", "xlsx")


def test_an_output_that_cannot_be_written(run, tmp_path):
    """No folder, a folder, a folder closed to writing."""
    wrong(run("blank", KEY, "spring_return", "-o", tmp_path / "no" / "x.docx"), "没有文件夹")
    (tmp_path / "d.docx").mkdir()
    wrong(run("blank", KEY, "spring_return", "-o", tmp_path / "d.docx"), "是文件夹")
    wrong(run("blank", KEY, "spring_return", "-o", "/proc/x.docx"), "写不了")


def test_an_input_is_never_overwritten(run, forms):
    """A report over one of the forms would destroy it."""
    form = forms / "a镇赉县.docx"
    before = form.read_bytes()
    wrong(run("report", KEY, "summary", form, *DAY, "-o", form), "不能覆盖")
    assert form.read_bytes() == before


def test_a_form_in_a_folder_that_is_read_is_never_overwritten(run, forms, plugin):
    """The folder is given, and the form lies in it; what is no form may be written there."""
    form = forms / "a镇赉县.docx"
    before = form.read_bytes()
    wrong(run("report", KEY, "summary", forms, *DAY, "-o", form), "不能覆盖")
    wrong(run("remind", KEY, forms, *DAY, "-o", form, "--plugin", plugin), "不能覆盖")
    assert form.read_bytes() == before
    kept = forms / "结果.jsonl"
    for _ in range(2):
        assert run("status", KEY, forms, *DAY, "--save", kept).exit_code == 0


def test_an_unknown_command_and_option_name_the_nearest(run, forms):
    """Typer's own complaints are told in Chinese too."""
    wrong(run("stauts"), "status")
    wrong(run("status", KEY, forms, "--asof", "2018-04-30"), "--as-of")
    wrong(run("--verson"), "--version")


@pytest.mark.parametrize("option", ["--register", "--received", "--plugin"])
def test_an_empty_path_is_no_folder(run, forms, option):
    """A variable of a script that was never set: nobody means the folder one stands in."""
    wrong(run("read", KEY, ""), "路径是空的")
    wrong(run("read", KEY, forms, option, ""), option, "是空的")
    wrong(run("read", KEY, forms, "--received-on", ""), "--received-on")


def test_numbers_are_told_in_chinese(run, forms):
    """Typer says it in English."""
    wrong(run("read", KEY, forms, "--workers", "-1"), "--workers", "不能小于0")
    wrong(run("read", KEY, forms, "--workers", "两"), "--workers", "要写整数")
    wrong(run("remind", KEY, forms, *DAY, "--ahead", "99999999"), "--ahead", "3660")


@pytest.mark.parametrize(
    "words",
    [
        ("report", KEY, "summary", "-o", "x.docx"),
        ("assess", KEY),
        ("award", KEY),
        ("match", KEY),
        ("allocate", KEY, "--target", "sessions_in_all"),
    ],
)
def test_a_slip_behind_reveal_is_no_mask(run, forms, plugin, words):
    """As for `read`: a document full of *** would be the only answer."""
    more = () if words[0] == "report" else ("--plugin", plugin)
    result = run(*words, forms, *DAY, "--reveal", "contactt", *more)
    wrong(result, "没有字段“contactt”")


def test_what_happened_to_an_award_must_be_there(run, forms):
    """Whether or not the report is a public notice."""
    words = ("report", KEY, "summary", forms, *DAY, "-o", "x.docx")
    wrong(run(*words, "--award-events", "没有.csv"), "--award-events", "没有.csv")


def test_a_pipe_is_told_to_be_saved_first(run, tmp_path):
    """It is there, and cannot be read twice; a link that leads nowhere is not there."""
    os.mkfifo(tmp_path / "a.docx")
    (tmp_path / "b.docx").symlink_to(tmp_path / "nothing")
    wrong(run("read", KEY, tmp_path / "a.docx"), "不是文件", "先存成文件")
    wrong(run("read", KEY, tmp_path / "b.docx"), "没有文件或文件夹")


def test_what_is_too_much_is_quoted(run):
    """One word, with brackets of its own."""
    wrong(run("plugins", "附件 (1).docx"), "多出来的参数：附件 (1).docx →")


def test_missing_arguments_are_named(run, forms):
    """An argument, an option, and the value of an option."""
    wrong(run("read", KEY), "PATH")
    wrong(run("status", KEY, forms), "--as-of")
    wrong(run("blank", KEY), "FORM")
    wrong(run("check", "--plugin"), "--plugin")


def test_arguments_too_many_are_named(run, tmp_path):
    """``check`` takes one folder."""
    wrong(run("check", tmp_path, "more"), "more")


def test_a_plugin_with_mistakes_tells_all_of_them(run, forms, plugin):
    """Exit 2, one line for each mistake, with file, line and remedy."""
    targets = plugin / "programmes" / KEY / "targets.toml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(
        text.replace('basis = "each"', 'basis = "eech"').replace(
            "at_least = 10", 'at_least = "10"'
        ),
        encoding="utf-8",
    )
    result = run("read", KEY, forms)
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert "2处错误" in lines[0]
    assert len(lines) == 3
    assert all("targets.toml 第" in line for line in lines[1:])
    assert result.stdout == ""


def test_references_that_lead_nowhere_are_mistakes_too(run, forms, plugin):
    """A target of an indicator that does not exist stops the command, by name."""
    targets = plugin / "programmes" / KEY / "targets.toml"
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace('"returns"', '"returnz"'), encoding="utf-8")
    result = run("read", KEY, forms)
    assert result.exit_code == 2
    assert "returnz" in result.stderr
    assert "returns" in result.stderr
