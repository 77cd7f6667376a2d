"""Units of products and quotients, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kejifupin.terms.unit_algebra import multiplied_units


@pytest.mark.parametrize(
    ("above", "below", "unit", "factor"),
    [
        (["亩", "元/亩"], [], "元", 1),
        (["万亩", "元/亩"], [], "元", 10000),
        (["亩", "公斤/亩", "元/公斤"], [], "元", 1),
        (["元/亩"], ["元/公斤"], "公斤/亩", 1),
        (["元/亩"], ["元/斤"], "斤/亩", 1),
        (["万元/亩"], ["元/公斤"], "公斤/亩", 10000),
        (["户", "%"], [], "户", Decimal("0.01")),
        (["人", "天"], [], "人·天", 1),
        (["元"], ["元/户"], "户", 1),
        (["元"], ["万元"], "1", Decimal("0.0001")),
        (["人次"], ["专家"], "人次/专家", 1),
    ],
)
def test_units_cancel_out(above: list[str], below: list[str], unit: str, factor: object) -> None:
    """What stands above and below the line goes, whatever its size; words that are no unit stay."""
    assert multiplied_units(above, below) == (unit, factor)
