"""What goes wrong when there is nothing to solve with."""

from __future__ import annotations

from kejifupin.errors import KejifupinError


class SolverMissingError(KejifupinError, ImportError):
    """The library that solves assignments is not installed."""

    chinese = "没有安装求解器 scipy，不能匹配需求与服务"
    remedy = "pip install 'kejifupin[matching]'"

    def __init__(self) -> None:
        super().__init__("matching needs scipy: pip install 'kejifupin[matching]'")


class SolverError(KejifupinError, RuntimeError):
    """The library that solves assignments gave no answer that holds."""

    chinese = "求解器没有给出可用的结果"
    remedy = "升级 scipy 后再试；仍然如此的，报告给开发者"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the solver gave no answer that holds: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.reason,)
