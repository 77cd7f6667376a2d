"""What a compiled loop gathers in a division: numbers, lists and sets, each under its name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from attrs import Factory, define

from kejifupin.indicators.compiled_nodes import Expr


@define
class Slots:
    """What a loop hands over for each division, by place (累计量位置)."""

    starts: dict[str, Callable[[], Expr]] = Factory(dict)
    _places: dict[tuple[object, ...], str] = Factory(dict)

    def find(self, letter: str, *of: object) -> str | None:
        """The name under which something is gathered, None where it never is."""
        return self._places.get((letter, *of))

    def get(self, letter: str, *of: object) -> str:
        """The name under which something is gathered: a number, a list or a set."""
        key = (letter, *of)
        if key not in self._places:
            made = f"{letter}{len(self._places)}_"
            self._places[key] = made
            self.starts[made] = _STARTS.get(letter, _zero)
        return self._places[key]


def _zero() -> Expr:
    return ast.Constant(0)


def _list() -> Expr:
    return ast.List([], ast.Load())


def _set() -> Expr:
    return ast.Set([ast.Starred(ast.Tuple([], ast.Load()), ast.Load())])


_STARTS: Mapping[str, Callable[[], Expr]] = {
    **dict.fromkeys(("odd", "maybe", "found"), _list),
    **dict.fromkeys(("keys", "other_keys", "keys_unsure", "other_keys_unsure"), _set),
}
