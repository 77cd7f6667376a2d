"""``check``: a plugin folder with all its mistakes in one run."""

import json

KEY = "spring-2018"


def break_file(plugin, name, old, new):
    path = plugin / "programmes" / KEY / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_folder_has_no_errors(run, plugin):
    """Nothing to put right; what is only suspicious does not count under ``--strict``."""
    result = run("check", plugin, "--strict")
    assert result.exit_code == 0
    assert "错误0条" in result.stdout or "没有发现问题" in result.stdout


def test_every_mistake_is_told_in_one_run(run, plugin):
    """Mistakes of form and of reference, in several files, each with file, line, key, remedy."""
    break_file(plugin, "targets.toml", "at_least = 10", 'at_least = "10"')
    break_file(plugin, "targets.toml", '"returns"', '"returnz"')
    break_file(plugin, "rules.toml", '"books"', '"bookz"')
    break_file(plugin, "forms/spring_return.toml", "{contact}", "{kontact}")
    result = run("check", plugin)
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["轻重", "文件", "行", "键", "问题", "怎么改", "编码"]
    errors = {(row[1].rsplit("/", 1)[1], row[2]) for row in rows if row[0] == "错误"}
    assert errors == {
        ("targets.toml", "5"),
        ("targets.toml", "12"),
        ("rules.toml", "4"),
        ("spring_return.toml", "9"),
    }
    assert all(row[5] for row in rows if row[0] == "错误")
    assert "错误4条" in rows[-1][0]


def test_errors_come_before_what_is_suspicious(run, plugin):
    """The order is that of weight."""
    break_file(plugin, "targets.toml", "due_on = 2018-03-31\n", "")
    break_file(plugin, "rules.toml", '"books"', '"bookz"')
    lines = run("check", plugin).stdout.splitlines()[1:-1]
    weights = [line.split("\t")[0] for line in lines]
    assert weights == sorted(weights, key=["错误", "提醒", "说明"].index)
    assert {"错误", "说明"} <= set(weights)


def test_strict_makes_errors_a_failure(run, plugin):
    """For the checks of a plugin's own repository."""
    break_file(plugin, "rules.toml", '"books"', '"bookz"')
    assert run("check", plugin).exit_code == 0
    assert run("check", plugin, "--strict").exit_code == 1


def test_json_has_a_line_for_each_mistake(run, plugin):
    """File, line and key for an editor to jump to."""
    break_file(plugin, "rules.toml", '"books"', '"bookz"')
    found = [json.loads(line) for line in run("check", plugin, "--json").stdout.splitlines()]
    error = next(each for each in found if each["severity"] == "error")
    assert error["source"]["line"] == 4
    assert error["source"]["key"] == "rules[0].must"
    assert error["source"]["file"].endswith("rules.toml")


def test_a_folder_without_a_programme_is_told_how_to_begin(run, tmp_path):
    """An empty folder is no crash."""
    result = run("check", tmp_path / "spring" / "programmes" / KEY / "forms")
    assert result.exit_code == 0
    assert "programme.toml" in result.stdout


def test_a_folder_that_is_not_there_is_wrong_use(run, tmp_path):
    """Exit 2, as for any path."""
    result = run("check", tmp_path / "sprimg")
    assert result.exit_code == 2
    assert str(tmp_path / "spring") in result.stderr


def test_a_folder_that_builds_on_another_one(run, plugin, tmp_path):
    """A city's folder extends the programme of the folder given by ``--plugin``."""
    city = tmp_path / "city" / "programmes" / "city-2018"
    city.mkdir(parents=True)
    (city / "programme.toml").write_text(
        'key = "city-2018"\ntitle = "市方案"\nscope = "220882"\nextends = "spring-2018"\n'
        "period = { start = 2018-01-01, end = 2018-04-30 }\n"
        '[[documents]]\nkey = "plan"\ntitle = "市方案"\n',
        encoding="utf-8",
    )
    alone = run("check", tmp_path / "city")
    assert "没有叫“spring-2018”的方案" in alone.stdout
    both = run("check", tmp_path / "city", "--plugin", plugin)
    assert "错误" not in both.stdout or "错误0条" in both.stdout
