"""The official document that a form is written into: its name in the plugin, and its bytes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from attrs import evolve, field, frozen

from kejifupin.office.limits import Limits
from kejifupin.terms.system_words import system_words

FORMATS: Final = ("docx", "xlsx")


@frozen
class TemplateFile:
    """An official document that a form is written into (模板文件).

    Args:
        name: Its name, beside the file of the layout.
        sha256: Hash of its bytes; empty as long as it has not been read.
        content: Its bytes, which the hash stands for.
    """

    name: str
    sha256: str = field(default="", metadata={"key": None})
    content: bytes = field(default=b"", eq=False, repr=False, metadata={"key": None})

    @classmethod
    def from_shorthand(cls, name: str) -> TemplateFile:
        """The name alone, as a plugin's file gives it."""
        return cls(name)

    @classmethod
    def of(cls, name: str, content: bytes) -> TemplateFile:
        """A document that was read.

        Args:
            name: Its name.
            content: Its bytes.
        """
        return cls(name, sha256(content).hexdigest(), content)

    @property
    def format(self) -> str:
        """``docx`` or ``xlsx``, by its name."""
        return PurePosixPath(self.name).suffix.lower().removeprefix(".")

    def problem(self) -> tuple[str, str] | None:
        """What is wrong with the name, and the remedy; None if nothing is."""
        parts = PurePosixPath(self.name).parts
        if len(parts) != 1 or "\\" in self.name or ":" in self.name or parts[0] in ("..", "."):
            return f"模板“{self.name}”不是文件名", "把模板放在表式文件旁边，只写文件名"
        if self.format not in FORMATS:
            return (
                f"模板“{self.name}”不是 .docx 或 .xlsx",
                "用 Word 或 Excel 另存为 .docx 或 .xlsx",
            )
        return None

    def read_from(self, folder: Path) -> TemplateFile | tuple[str, str]:
        """The same with its bytes.

        Args:
            folder: The folder of the layout's file; the template must lie in it, not behind a
                link that leads out of it.

        Returns:
            The template, or what is wrong and the remedy.
        """
        if (wrong := self.problem()) is not None:
            return wrong
        path = folder / self.name
        try:
            if path.resolve().parent != folder.resolve():
                return f"模板“{self.name}”在别的文件夹里", "把模板放在表式文件旁边"
            if not path.is_file():
                return f"没有模板“{self.name}”", "把模板放在表式文件旁边，核对文件名"
            most = Limits().file_bytes
            if path.stat().st_size > most:
                return f"模板“{self.name}”太大", f"不超过{most // 2**20} MB"
            content = path.read_bytes()
        except OSError as error:
            return (
                f"模板“{self.name}”打不开（{system_words(error)}）",
                "核对文件的权限，关掉正在打开它的程序",
            )
        return evolve(self, content=content, sha256=sha256(content).hexdigest())
