"""The thresholds by which a programme tells how its targets stand: data, not code."""

from __future__ import annotations

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.citations import Citation

_MONTHS = 12


@frozen
class StatusRules:
    """How far behind is behind, and what a year's work looks like (状态判定规则).

    Every threshold belongs to the better side: who has exactly as much is on track.

    Args:
        on_track_from: From how many per cent of what the pace asks for a target is on track.
        basic_coverage: From how many per cent 基本覆盖 is reached; None where the programme has
            not said, so that short of all or none it cannot be told.
        season: Shares of a year's work that fall into January to December, in any unit; for
            targets with ``pace = "season"``.
        citation: The clause that sets them.
    """

    on_track_from: int = 100
    basic_coverage: int | None = None
    season: tuple[int, ...] = ()
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        for name in ("on_track_from", "basic_coverage"):
            share = getattr(self, name)
            if share is not None and not 0 < share <= 100:
                raise DefinitionError(
                    f"{name} is 1 to 100 per cent, not {share}",
                    f"{name} 应在1到100之间，现为{share}",
                    "按百分数填写，如 90",
                )
        if self.season and (
            len(self.season) != _MONTHS or min(self.season) < 0 or not any(self.season)
        ):
            raise DefinitionError(
                "season has twelve shares, January to December, none below 0 and not all 0",
                "season 须是12个不小于0的数，依次为1月至12月所占的份额，不能全是0",
                "例：season = [30, 20, 10, 0, 0, 0, 0, 0, 0, 0, 10, 30]",
            )
