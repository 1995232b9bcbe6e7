"""Examine this machine: its abilities, the cost of each shortcoming and the way to remove it."""

from perfgym.doctor.examine import examine
from perfgym.doctor.row import Health, Row
from perfgym.doctor.self_test import LEAST_PAIRS, Noise, run_self_test, self_test_rows, skipped_self_test
from perfgym.doctor.sizes import forget_sizes

__all__ = [
    "LEAST_PAIRS",
    "Health",
    "Noise",
    "Row",
    "examine",
    "forget_sizes",
    "run_self_test",
    "self_test_rows",
    "skipped_self_test",
]
