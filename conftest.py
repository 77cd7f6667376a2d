"""How the tests run: how thoroughly, on compiled modules, and in CI with none left out."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import Phase, settings

# Some tests start processes; without compiled modules each of them would compile all of them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Where CI is set a run repeats itself exactly, and a test that is left out is a failure.
_CI = "CI" in os.environ
_ALL_BUT_EXPLAIN = tuple(phase for phase in Phase if phase is not Phase.explain)
settings.register_profile(
    "core",
    deadline=None,
    max_examples=25,
    derandomize=_CI,
    print_blob=_CI,
    phases=_ALL_BUT_EXPLAIN,
)
settings.register_profile(
    "thorough", deadline=None, max_examples=300, derandomize=_CI, print_blob=_CI
)
settings.load_profile("core")

_left_out: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a test that was skipped; one that is expected to fail was run."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _left_out.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember a module that was skipped whole."""
    if report.skipped:
        _left_out.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI is set, a run that left tests out has failed."""
    if _CI and _left_out and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out where that is a failure."""
    if _CI and _left_out:
        terminalreporter.section("left out, where CI wants all", red=True)
        for each in _left_out:
            terminalreporter.line(each)
