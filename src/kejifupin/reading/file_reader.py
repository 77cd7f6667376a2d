"""One file to one reading: everything that decides it as one value, ready for another process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

import pluggy
from attrs import frozen

from kejifupin.errors import KejifupinError
from kejifupin.exchange.content_hashes import content_hash
from kejifupin.exchange.inputs import InputFile
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.reading import FormReading
from kejifupin.office.reading import read_document
from kejifupin.plugins import hookspecs
from kejifupin.plugins.builtin import plugin as core
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.reading.fingerprints import reading_fingerprint
from kejifupin.reading.plugin_references import PluginReference, refer_to
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place


class ReadOne(Protocol):
    """What reads one file, in this process or in another."""

    @property
    def kinds(self) -> Mapping[str, RecordKind]:
        """Kinds of the records that it gives, by key."""

    def key(self, name: str, sha256: str) -> str:
        """What the readings of one file share that must come out equal.

        Args:
            name: The file's name.
            sha256: Hash of its content.
        """

    def __call__(self, given: InputFile) -> FormReading:
        """The reading of a file whose content is there."""


@frozen(eq=False)
class FileReader:
    """How one programme reads one file (读表器).

    Args:
        programme: Key of the programme.
        layouts: The forms that a file may hold.
        setting: The programme, its divisions and its day.
        plugins: The plugins that are asked to read, in turn; the core last.
    """

    programme: str
    layouts: tuple[FormLayout, ...]
    setting: Setting
    plugins: tuple[object, ...]

    @classmethod
    def of(
        cls, programme: str, layouts: Sequence[FormLayout], setting: Setting, hooks: Catalogue
    ) -> FileReader:
        """The reader of a programme: its owner is asked, then the owners above it, then the core.

        Args:
            programme: Key of the programme.
            layouts: The forms that a file may hold.
            setting: The programme, its divisions and its day.
            hooks: The plugins.
        """
        implemented = {each.plugin_name for each in hooks.manager.hook.read_form.get_hookimpls()}
        named = (name for name in hooks.owners(programme) if name in implemented)
        plugins = tuple(hooks.manager.get_plugin(name) for name in named)
        return cls(programme, tuple(layouts), setting, plugins)

    @property
    def kinds(self) -> Mapping[str, RecordKind]:
        """Kinds of the records that it gives, by key."""
        return self.setting.kinds

    @cached_property
    def fingerprint(self) -> str:
        """The hash of everything beside the file that decides its reading."""
        definitions = (
            self.programme,
            self.setting.definition,
            self.setting.divisions,
            self.setting.as_of,
            self.setting.kinds,
            self.layouts,
            # The core looks at no cohort; what another plugin looks at is not known.
            self.setting.cohorts if self._others else (),
        )
        return reading_fingerprint(definitions, self._others)

    def key(self, name: str, sha256: str) -> str:
        """What the readings of one file share that must come out equal.

        The core's depend on the content alone; a plugin's own way of reading may look at the name.

        Args:
            name: The file's name.
            sha256: Hash of its content.
        """
        return content_hash(self.fingerprint, sha256, name if self._others else "")

    def __call__(self, given: InputFile) -> FormReading:
        """The reading of a file, or the issue that tells why it has none.

        Raises:
            KejifupinError: The programme's definitions are at fault, not the file.
        """
        if given.content is None:
            return FormReading(given.name, (), (given.issue,) if given.issue else ())
        document = read_document(given.content, given.name)
        try:
            for ask in self._hooks:
                reading: FormReading | None = ask(
                    programme=self.programme,
                    document=document,
                    layouts=self.layouts,
                    setting=self.setting,
                )
                if reading is not None:
                    return reading
        except KejifupinError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad file never stops the others
            return _failed(given.name, type(error).__name__)
        return _failed(given.name, "read_form")

    @cached_property
    def _others(self) -> tuple[object, ...]:
        return tuple(each for each in self.plugins if each is not core)

    @cached_property
    def _hooks(self) -> tuple[Any, ...]:
        return tuple(_alone(each).hook.read_form for each in self.plugins)

    def __reduce__(self) -> tuple[Any, ...]:
        references = tuple(refer_to(each) for each in self.plugins)
        return _rebuild, (self.programme, self.layouts, self.setting, references)


def _rebuild(
    programme: str,
    layouts: tuple[FormLayout, ...],
    setting: Setting,
    references: tuple[PluginReference, ...],
) -> FileReader:
    return FileReader(programme, layouts, setting, tuple(each.resolve() for each in references))


def _alone(plugin: object) -> pluggy.PluginManager:
    """A manager of one plugin, which is asked apart from all others."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin)
    return manager


def _failed(name: str, what: str) -> FormReading:
    issue = Issue(
        "form.internal",
        f"程序读这份表时出了内部错误（{what}），没有读出内容",
        place=Place(name),
        remedy="请保留原文件，把它和这条信息一起反馈给维护者",
    )
    return FormReading(name, (), (issue,))
