"""``layout``: from a blank form to a draft, on the screen or in a plugin folder."""

import tomllib


def test_without_output_both_drafts_are_printed(run, plugin, tmp_path):
    """Layout and kind, each under the name of its file, both TOML."""
    path = tmp_path / "空白.docx"
    run("blank", "spring-2018", "spring_return", "-o", path)
    result = run("layout", path, "--kind", "returns")

    assert result.exit_code == 0
    first, second = result.stdout.split("# ==== records.toml ====")
    assert first.startswith("# ==== forms/returns.toml ====")
    assert tomllib.loads(first)["kind"] == "returns"
    assert tomllib.loads(second)["kinds"][0]["key"] == "returns"
    assert "要核对" in result.stderr


def test_a_drafted_folder_passes_the_check(run, plugin, tmp_path):
    """Layout and kind put where they belong; a second kind is appended, the same one refused."""
    place = tmp_path / "mine/programmes/mine"
    place.mkdir(parents=True)
    (place / "programme.toml").write_text(
        'key = "mine"\ntitle = "示例"\nscope = "220000"\n'
        "period = { start = 2018-01-01, end = 2018-12-31 }\n"
        '[[documents]]\nkey = "plan"\ntitle = "示例"\n',
        encoding="utf-8",
    )
    for form, ending in (("spring_return", "docx"), ("village_register", "xlsx")):
        path = tmp_path / f"空白.{ending}"
        run("blank", "spring-2018", form, "-o", path)
        given = ("--kind", form, "-o", place / f"forms/{form}.toml")
        result = run("layout", path, *given, "--records", place / "records.toml")
        assert result.exit_code == 0, result.stderr

    checked = run("check", tmp_path / "mine")
    assert checked.stdout.strip() == "没有发现问题"
    before = (place / "records.toml").read_text(encoding="utf-8")
    again = run("layout", path, *given, "--records", place / "records.toml")
    assert again.exit_code == 2
    assert "已有记录类型“village_register”" in again.stderr
    assert (place / "records.toml").read_text(encoding="utf-8") == before


def test_what_is_no_form_is_told(run, tmp_path):
    """No such file, no form in it, no such part, no usable key."""
    note = tmp_path / "通知.txt"
    note.write_bytes("通知".encode("gb18030"))
    for words, told in (
        (("layout", tmp_path / "没有.docx"), "没有文件"),
        (("layout", note), "读不了"),
        (("layout", note, "--kind", "一户"), "--kind"),
    ):
        result = run(*words)
        assert (result.exit_code, told in result.stderr) == (2, True), words


def test_a_fillable_blank_is_a_word_document(run, plugin, tmp_path):
    """In Excel there is nothing of the kind."""
    words = ("blank", "spring-2018", "spring_return", "--fillable", "-o")

    made, refused = (run(*words, tmp_path / f"表.{ending}") for ending in ("docx", "xlsx"))

    assert made.exit_code == 0, made.stderr
    assert (refused.exit_code, "--fillable" in refused.stderr) == (2, True)
    assert not (tmp_path / "表.xlsx").exists()
