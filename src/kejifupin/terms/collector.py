"""Python's search for garbage in cycles, paused while many values that stay are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Look for no cycles inside the block, and afterwards as before, whatever happens.

    Cells, records, values and statuses are frozen and hold one another without cycles, so that
    there is nothing to be found among them; the search goes through all of them again and again
    all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
