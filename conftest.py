"""How thoroughly Hypothesis looks: a few dozen cases in the core, hundreds in the heavy checks."""

import os

from hypothesis import settings

# Where CI is set a run repeats itself exactly.
_SAME = "CI" in os.environ
settings.register_profile(
    "core", deadline=None, max_examples=25, derandomize=_SAME, print_blob=_SAME
)
settings.register_profile(
    "thorough", deadline=None, max_examples=300, derandomize=_SAME, print_blob=_SAME
)
settings.load_profile("core")
