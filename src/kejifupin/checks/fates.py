"""What became of the files that records stand in, as far as it decides whether they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from kejifupin.checks.left_out import LeftOut
from kejifupin.records.homes import written_division
from kejifupin.records.record import Record
from kejifupin.submissions.submission import Submission

_Key = tuple[str, str, str | None]


@frozen
class Fates:
    """Files that were withdrawn, or went back and did not come again (撤回与退回).

    Args:
        gone: Form, file and division of each → what became of it.
    """

    gone: Mapping[_Key, Submission]

    @classmethod
    def of(cls, submissions: Iterable[Submission]) -> Fates:
        """Those among submissions."""
        return cls(
            {
                (each.form, each.file, each.division): each
                for each in submissions
                if each.is_withdrawn or each.is_returned
            }
        )

    def withdrawn(self, record: Record) -> LeftOut | None:
        """Why a record is as if it had not come: its sender took it back."""
        found = self._found(record)
        if found is None or not found.is_withdrawn or found.last is None:
            return None
        return LeftOut(record, "record.withdrawn", f"报送单位已撤回（{found.last.bare_text()}）")

    def returned(self, record: Record) -> LeftOut | None:
        """Why a record does not count for now: it went back to be put right."""
        found = self._found(record)
        if found is None or not found.is_returned or found.last is None:
            return None
        return LeftOut(record, "record.returned", f"已退回，尚未重报（{found.last.bare_text()}）")

    def _found(self, record: Record) -> Submission | None:
        if not self.gone or record.origin is None:
            return None
        return self.gone.get((record.kind.key, record.origin.file, written_division(record)))
