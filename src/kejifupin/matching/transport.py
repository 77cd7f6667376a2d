"""The transportation problem: as much as can be, as cheaply as can be, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from attrs import frozen

from kejifupin.matching.errors import SolverError, SolverMissingError

_LARGEST = 2**31 - 1


@frozen
class Arc:
    """A way on which something may go (运输线).

    Args:
        source: Place of the supply in its list.
        sink: Place of the demand in its list.
        cost: What one unit costs, not negative.
    """

    source: int
    sink: int
    cost: int


def transport(
    supplies: Sequence[int], demands: Sequence[int], arcs: Sequence[Arc]
) -> Mapping[Arc, int]:
    """Serve as much demand as can be, at the least cost.

    Of several answers that are equally good, the one with the lower places in the lists is
    preferred, so that lists in the order of their keys settle ties by key.

    Args:
        supplies: How much each source has.
        demands: How much each sink wants.
        arcs: The ways, each pair once.

    Returns:
        Arc → amount, those with any.

    Raises:
        SolverMissingError: scipy is not installed.
        SolverError: It gave no answer.
        ValueError: More than 2 147 483 647 in all.
    """
    if max(sum(supplies), sum(demands), 0) > _LARGEST:
        raise ValueError("more than can be counted in 32 bits")
    if not arcs or not sum(supplies) or not sum(demands):
        return {}
    ordered = sorted(arcs, key=lambda each: (each.sink, each.source))
    try:
        solver = _Solver(supplies, demands, ordered)
    except ImportError as error:
        raise SolverMissingError from error
    amounts = solver.solve()
    return {arc: amount for arc, amount in zip(ordered, amounts, strict=True) if amount}


class _Solver:
    """The linear programmes, whose corners are whole numbers: the matrix is one of a network."""

    def __init__(
        self, supplies: Sequence[int], demands: Sequence[int], arcs: Sequence[Arc]
    ) -> None:
        self.numpy: Any = import_module("numpy")
        self.optimize: Any = import_module("scipy.optimize")
        self.sparse: Any = import_module("scipy.sparse")
        self.graph: Any = import_module("scipy.sparse.csgraph")
        self.supplies = supplies
        self.demands = demands
        self.arcs = arcs
        self.sources = self.numpy.array([each.source for each in arcs])
        self.sinks = self.numpy.array([each.sink for each in arcs])

    def solve(self) -> tuple[int, ...]:
        """The amount on each arc.

        Raises:
            SolverError: The solver gives amounts that are none.
        """
        most = self.most()
        if not most:
            return (0,) * len(self.arcs)
        costs = self.numpy.array([each.cost for each in self.arcs], dtype=float)
        everything = self.numpy.ones(len(self.arcs))
        cheapest = self.least(costs, [(everything, most)])
        if not self.holds(cheapest, most):
            raise SolverError("its amounts are no whole numbers within the limits")
        cost = sum(amount * each.cost for amount, each in zip(cheapest, self.arcs, strict=True))
        # The answers that cost no more are a face of the same body, and its corners are whole too.
        order = self.sources * (len(self.demands) + 1.0) + self.sinks
        try:
            tidy = self.least(order, [(everything, most), (costs, cost)])
        except SolverError:
            return cheapest
        found = sum(amount * each.cost for amount, each in zip(tidy, self.arcs, strict=True))
        return tidy if found == cost and self.holds(tidy, most) else cheapest

    def most(self) -> int:
        """How much can be served at all."""
        n_sources, n_sinks = len(self.supplies), len(self.demands)
        first, last = 0, n_sources + n_sinks + 1
        heads = [1 + at for at in range(n_sources)]
        tails = [1 + n_sources + at for at in range(n_sinks)]
        rows = [*[first] * n_sources, *(1 + self.sources), *tails]
        cols = [*heads, *(1 + n_sources + self.sinks), *[last] * n_sinks]
        room = [min(self.supplies[arc.source], self.demands[arc.sink]) for arc in self.arcs]
        data = self.numpy.array([*self.supplies, *room, *self.demands], dtype=self.numpy.int32)
        graph = self.sparse.csr_matrix((data, (rows, cols)), shape=(last + 1, last + 1))
        return int(self.graph.maximum_flow(graph, first, last).flow_value)

    def least(self, objective: Any, equal: Sequence[tuple[Any, int]]) -> tuple[int, ...]:
        """The amounts that make an objective least while some sums are as given.

        Raises:
            SolverError: The solver finds none.
        """
        count = len(self.arcs)
        ones, columns = self.numpy.ones(count), self.numpy.arange(count)
        n_sources = len(self.supplies)
        above = self.sparse.csr_matrix(
            (
                self.numpy.concatenate([ones, ones]),
                (
                    self.numpy.concatenate([self.sources, n_sources + self.sinks]),
                    self.numpy.concatenate([columns, columns]),
                ),
            ),
            shape=(n_sources + len(self.demands), count),
        )
        result = self.optimize.linprog(
            objective,
            A_ub=above,
            b_ub=[*self.supplies, *self.demands],
            A_eq=self.sparse.csr_matrix(self.numpy.array([row for row, _ in equal])),
            b_eq=[value for _, value in equal],
            bounds=(0, None),
            method="highs-ds",
        )
        if result.x is None:
            raise SolverError(str(result.message))
        return tuple(int(each) for each in self.numpy.rint(result.x))

    def holds(self, amounts: Sequence[int], most: int) -> bool:
        """Whether whole amounts keep to supplies and demands and serve as much as can be."""
        given, taken = [0] * len(self.supplies), [0] * len(self.demands)
        for amount, arc in zip(amounts, self.arcs, strict=True):
            given[arc.source] += amount
            taken[arc.sink] += amount
        return (
            sum(given) == most
            and all(each >= 0 for each in amounts)
            and all(one <= other for one, other in zip(given, self.supplies, strict=True))
            and all(one <= other for one, other in zip(taken, self.demands, strict=True))
        )
