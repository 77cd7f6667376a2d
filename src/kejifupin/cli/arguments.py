"""What people write on the command line, understood or told how to write it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from errno import EACCES
from glob import glob
from pathlib import Path

from kejifupin.cli.wrong_use import WrongUseError, unknown
from kejifupin.terms.dates import read_date
from kejifupin.terms.division_levels import Level
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.system_words import system_words
from kejifupin.terms.text import clean, nearest

_LEVELS: Mapping[Level, tuple[str, ...]] = {
    Level.NATION: ("全国", "国家"),
    Level.PROVINCE: ("省", "省级", "自治区", "直辖市"),
    Level.PREFECTURE: ("市州", "市（州）", "市(州)", "市", "州", "地市", "市级", "地区"),
    Level.COUNTY: ("县", "县市区", "县（市、区）", "县(市、区)", "县级", "区县", "区"),
    Level.TOWNSHIP: ("乡镇", "乡", "镇", "街道", "乡级"),
    Level.VILLAGE: ("村", "村级", "行政村"),
}


def read_day(text: str, option: str) -> date:
    """A day as people write it: 2018-04-30, 2018.4.30, 2018年4月30日.

    Raises:
        WrongUseError: It is no day, or a whole month or year.
    """
    reading = read_date(text)
    if reading is None:
        raise WrongUseError(f"{option} 的日期“{text}”看不懂", "写成 2018-04-30 的样子")
    if not reading.exact:
        raise WrongUseError(f"{option} 的日期“{text}”不是一天", f"要写到日，如 {reading.end}")
    return reading.start


def read_level(text: str) -> Level:
    """A level by its key or by its Chinese word.

    >>> read_level("County"), read_level("市州")
    (<Level.COUNTY: 'county'>, <Level.PREFECTURE: 'prefecture'>)

    Raises:
        WrongUseError: It is no level.
    """
    word = clean(text).casefold()
    for level, words in _LEVELS.items():
        if word in (level.value, *words):
            return level
    known = [each.value for each in Level]
    close = nearest(word, known)
    listed = "、".join(f"{level.value}（{level.label}）" for level in Level)
    remedy = f"是否应为“{close[0]}”？" if close else f"可用：{listed}"
    raise WrongUseError(f"没有层级“{text}”", remedy)


def find_division(
    text: str, divisions: Divisions, *, scope: str, on: date
) -> tuple[str, str | None]:
    """The division that a code or a name means on a day.

    Args:
        text: A code, or a name that only one division has.
        divisions: The divisions known.
        scope: Code of the division that it is or lies in.
        on: The day.

    Returns:
        Its code, and a note where the text was a code or name of another day.

    Raises:
        WrongUseError: It means none, several, or one outside the scope.
    """
    found = divisions.resolve(text, on, within=scope)
    if found.division is not None and not found.rest:
        return found.division.code, found.note
    inside = divisions.subtree(scope, on)
    remedy = ""
    if clean(text).isdigit():
        # 2206 is how people shorten 220600, and 220621000000 how registers lengthen 220621.
        whole = clean(text)[:6].ljust(6, "0")
        near = (whole,) if whole in inside else nearest(clean(text), inside)
        names = [f"{code}（{divisions.get(code, on).name}）" for code in near]
        remedy = f"相近的代码：{'、'.join(names)}" if names else ""
    elif fitting := [each for each in found.candidates if each.code in inside]:
        names = [f"{each.name}（{each.code}）" for each in fitting[:6]]
        remedy = f"可写：{'、'.join(names)}"
    elif found.candidates:
        remedy = f"写{divisions.get(scope, on).name}范围内的地区"
    note = f"（{found.note}）" if found.note else ""
    raise WrongUseError(f"不能确定“{text}”是哪个地区{note}", remedy or "写六位行政区划代码")


def input_paths(texts: Sequence[str], fields: Collection[str] = ()) -> tuple[Path, ...]:
    """Paths that are there; a pattern that the shell left alone is expanded.

    Args:
        texts: As written.
        fields: Names of fields, which people write behind ``--reveal`` without repeating it.

    Raises:
        WrongUseError: A path is not there.
    """
    found: list[Path] = []
    for text in texts:
        path = Path(text)
        if not text.strip():
            # For Path it is the folder one stands in; it is a variable that was never set.
            raise WrongUseError("有一个路径是空的", "写文件或文件夹；当前文件夹写 .")
        if path.is_file() or path.is_dir():
            found.append(path)
        elif path.exists():
            raise WrongUseError(f"“{text}”不是文件，也不是文件夹", "先存成文件")
        elif matches := tuple(_matching(text)):
            found.extend(matches)
        elif text in fields:
            raise WrongUseError(f"没有文件或文件夹“{text}”", f"要显示这个字段，写 --reveal {text}")
        else:
            raise missing_path(text)
    return tuple(found)


def existing_file(text: str, option: str) -> Path:
    """The file of an option that takes one file.

    Raises:
        WrongUseError: It is not there, or is a folder.
    """
    _check_written(text, option)
    path = Path(text)
    if not path.exists():
        raise missing_path(text, f"{option} ")
    if path.is_dir():
        raise WrongUseError(f"{option} 要写一个文件，“{text}”是文件夹")
    return path


def existing_folder(text: str, option: str) -> Path:
    """The folder of an option that takes one.

    Raises:
        WrongUseError: It is not there, or is a file.
    """
    _check_written(text, option)
    path = Path(text)
    if not path.exists():
        raise missing_path(text, f"{option} ")
    if not path.is_dir():
        raise WrongUseError(
            f"{option} 要写一个文件夹，“{text}”是文件", f"是否应为“{path.parent}”？"
        )
    return path


def _matching(pattern: str) -> Iterator[Path]:
    for each in sorted(glob(pattern)):  # noqa: PTH207 - absolute patterns too
        if Path(each).exists():
            yield Path(each)


def _check_written(text: str, option: str) -> None:
    if not text.strip():
        raise WrongUseError(f"{option} 后面的路径是空的", "写出路径")


def missing_path(text: str, before: str = "") -> WrongUseError:
    """The error of a path that is not there, with what lies nearest to it."""
    path = Path(text)
    try:
        beside = {each.name: each for each in path.parent.iterdir()}
    except OSError:
        return WrongUseError(f"{before}没有文件或文件夹“{text}”", f"没有文件夹“{path.parent}”")
    close = nearest(path.name, beside)
    remedy = f"是否应为“{beside[close[0]]}”？" if close else "核对路径"
    return WrongUseError(f"{before}没有文件或文件夹“{text}”", remedy)


def output_file(
    text: str, formats: Sequence[str], *, only: bool = True, inputs: Iterable[Path] = ()
) -> tuple[Path, str]:
    """A file to be written, and the format that its ending names.

    Args:
        text: As written.
        formats: Formats known.
        only: Whether no other format will do.
        inputs: Files and folders that are read in the same run.

    Raises:
        WrongUseError: Another ending, no such folder, or a file that is read in the same run.
    """
    path = Path(text)
    ending = path.suffix.lower().removeprefix(".")
    if path.is_dir():
        example = path / f"结果.{formats[0]}"
        raise WrongUseError(f"“{text}”是文件夹", f"要写一个文件名，如 {example}")
    if not ending:
        listed = "、".join(f".{each}" for each in formats)
        raise WrongUseError(f"文件名“{text}”没有扩展名，不知道写成什么格式", f"可用：{listed}")
    if only and ending not in formats:
        raise unknown("文件格式", f".{ending}", [f".{each}" for each in formats])
    if not path.parent.is_dir():
        raise WrongUseError(f"没有文件夹“{path.parent}”，写不出“{text}”", "先建好文件夹")
    target = path.resolve()
    for given in map(Path.resolve, inputs):
        if given == target or (given in target.parents and path.exists() and _is_form(path)):
            raise WrongUseError(f"“{text}”是要读的文件，不能覆盖", "换一个文件名")
    return path, ending


def _is_form(path: Path) -> bool:
    """Whether a file would be read for forms, where the folder around it is."""
    from kejifupin.exchange.inputs import is_other

    return not is_other(path.name)


def write_output(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all.

    Args:
        path: The file.
        content: All of it, or its pieces one after another.

    Raises:
        WrongUseError: It cannot be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        handle, name = tempfile.mkstemp(prefix=".kejifupin-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines((content,) if isinstance(content, bytes) else content)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongUseError(
            f"写不了“{path}”（{system_words(error)}）", "换一个位置，或关闭正在使用它的程序"
        ) from None


def write_files(files: Iterable[tuple[str, bytes]], folder: Path) -> tuple[Path, ...]:
    """Write new files into a folder, all or none; nothing is overwritten.

    Args:
        files: Name below the folder, and content.
        folder: Where to; it is made if it is not there.

    Raises:
        WrongUseError: They cannot be written there.
    """
    from kejifupin.exchange.new_files import write_new_files

    try:
        return write_new_files(files, folder)
    except FileExistsError as error:
        raise WrongUseError(f"已有“{error.filename}”，不覆盖", "换一个空文件夹") from None
    except OSError as error:
        raise WrongUseError(
            f"不能写到文件夹“{folder}”（{system_words(error)}）", "换一个空文件夹"
        ) from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
