"""Test reports -> a text file that says how long each file and each test took."""

import collections
from collections.abc import Sequence
from pathlib import Path

import pytest

__all__ = ["write_durations"]


def _table(seconds: collections.Counter[str]) -> list[str]:
    return [f"{spent:9.2f} s  {what}" for what, spent in seconds.most_common()]


def write_durations(path: Path, reports: Sequence[pytest.TestReport]) -> None:
    """Write seconds a file, then seconds a test, the slowest first; set-up and tear-down are included."""
    tests: collections.Counter[str] = collections.Counter()
    files: collections.Counter[str] = collections.Counter()
    for report in reports:
        tests[report.nodeid.rpartition("@")[0] or report.nodeid] += report.duration  # without its group
        files[report.nodeid.partition("::")[0]] += report.duration
    lines = [f"{sum(files.values()):9.2f} s  all tests", "", *_table(files), "", *_table(tests)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")
