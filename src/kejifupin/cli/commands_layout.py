"""``layout``: a layout and a record kind drafted from a blank official form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import existing_file, output_file, write_output
from kejifupin.cli.output import show_line, show_note
from kejifupin.cli.wrong_use import WrongUseError
from kejifupin.terms.system_words import system_words

if TYPE_CHECKING:
    from kejifupin.forms.drafting import Draft


def layout(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A blank form: Word document or workbook.")
    ],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KEY", help="Key of the form and its record kind.")
    ] = "new_form",
    part: Annotated[
        int, typer.Option("--part", metavar="NUMBER", help="Which form of the file, from 1.")
    ] = 1,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="File of the layout: forms/KEY.toml."),
    ] = None,
    template: Annotated[  # noqa: FBT002 - an option
        bool,
        typer.Option(
            "--template", help="Write forms into this very document; it is put beside -o."
        ),
    ] = False,
    records: Annotated[
        str | None,
        typer.Option(
            "--records", metavar="FILE", help="records.toml to which the kind is appended."
        ),
    ] = None,
) -> None:
    """Draft the layout and the record kind of a blank form; without -o they are printed.

    Example: kejifupin layout 附件2.docx --kind household_survey -o forms/household_survey.toml
    """
    if not (kind.isascii() and kind.isidentifier()):
        raise WrongUseError(
            f"--kind 的键“{kind}”不能用", "用小写英文字母、数字和下划线，如 household_survey"
        )
    given = existing_file(file, "FILE")
    if output and (folder := Path(output).parent).name == "forms" and folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
    target = output_file(output, ("toml",), inputs=(given,))[0] if output else None
    table = output_file(records, ("toml",), inputs=(given,))[0] if records else None
    if target is not None and table is not None and target.resolve() == table.resolve():
        raise WrongUseError("-o 和 --records 是同一个文件", "给其中一个换一个文件名")
    beside = _beside(given, target) if template else None
    draft = _draft(given, kind, part, template=template)
    # What cannot be appended is told before anything is written.
    content = None if table is None else _appended(table, draft)
    if target is None:
        _print(f"forms/{kind}.toml", draft.layout_toml)
    else:
        write_output(target, draft.layout_toml.encode())
        show_line(f"已写出表式：{target}")
    if beside is not None and not beside.exists():
        write_output(beside, given.read_bytes())
        show_line(f"已放好模板：{beside}")
    if table is None or content is None:
        _print("records.toml", draft.kind_toml)
    else:
        write_output(table, content.encode())
        show_line(f"已写入记录类型：{table}")
    count = sum(map(len, draft.doubts.values()))
    show_note(f"起草了{len(draft.kind.fields)}个字段，有{count}处要核对，见注释（# 核对）")
    if draft.others:
        show_note(f"文件里另有{draft.others}张表，用 --part 逐张起草")


def _beside(given: Path, target: Path | None) -> Path:
    """Where the template lies: beside the file of the layout."""
    from kejifupin.forms.template_files import TemplateFile

    if target is None:
        raise WrongUseError("--template 要和 -o 一起用", "加上 -o forms/键.toml")
    if (wrong := TemplateFile(given.name).problem()) is not None:
        raise WrongUseError(*wrong)
    path = target.parent / given.name
    if path.exists() and path.read_bytes() != given.read_bytes():
        raise WrongUseError(f"“{path}”已有，内容和“{given}”不同", "删去旧的模板，或把文件改名")
    return path


def _draft(path: Path, key: str, part: int, *, template: bool) -> Draft:
    from kejifupin.errors import DefinitionError
    from kejifupin.forms.drafting import draft_layout
    from kejifupin.forms.template_files import TemplateFile
    from kejifupin.office.reading import read_document

    try:
        content = path.read_bytes()
        document = read_document(content, path.name)
    except OSError as error:
        raise WrongUseError(f"读不了“{path}”（{system_words(error)}）") from error
    if not document.blocks and document.issues:
        first = document.issues[0]
        raise WrongUseError(f"读不了“{path}”：{first.message}", first.remedy or "")
    try:
        file = TemplateFile.of(path.name, content) if template else None
        return draft_layout(document, key=key, part=part, template=file)
    except DefinitionError as error:
        raise WrongUseError(error.chinese, error.remedy) from error


def _appended(path: Path, draft: Draft) -> str:
    """The kind behind what the file already says."""
    import tomllib

    if not path.exists():
        return draft.kind_toml
    try:
        before = path.read_text(encoding="utf-8")
        kinds = tomllib.loads(before).get("kinds", ())
    except (OSError, ValueError) as error:
        raise WrongUseError(f"“{path}”不是正确的 TOML 文件", "先改正它，或换一个文件") from error
    if any(isinstance(each, dict) and each.get("key") == draft.kind.key for each in kinds):
        raise WrongUseError(f"“{path}”里已有记录类型“{draft.kind.key}”", "用 --kind 换一个键")
    return f"{before.rstrip()}\n\n\n{draft.kind_toml}"


def _print(name: str, text: str) -> None:
    sys.stdout.write(f"# ==== {name} ====\n{text}\n")
