"""Where a shared record counts: where the work is done, not where the helper comes from."""

from __future__ import annotations

import pytest

from kejifupin.records.fields import FieldType
from kejifupin.records.shared import SHARED


@pytest.mark.parametrize("kind", [each.kind for each in SHARED.values()], ids=list(SHARED))
def test_the_first_division_field_is_the_one_that_the_record_speaks_of(kind):
    """Of several division fields the first one is the record's home, hence ``division``."""
    places = [each.key for each in kind.fields if each.type is FieldType.DIVISION]

    assert places[0] == "division"
