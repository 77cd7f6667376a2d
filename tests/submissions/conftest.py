"""The small province and the world of these tests can be imported by their names."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "records"), str(HERE)]
