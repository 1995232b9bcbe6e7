"""The problems: folders on disk, read into :class:`Problem` records."""

from perfgym.bank.comparison import Compare, Difference, Judge, compare_bytes, compare_within, without_values
from perfgym.bank.folders import (
    LANGUAGE_OF_ENDING,
    bank_folders,
    check_name,
    holds_any,
    named_folders,
    new_task_names,
    problem_folders,
    problem_names,
    problem_version,
)
from perfgym.bank.groups import AnySizeTests, LargeTests, SizeRange, TestGroup, Tests
from perfgym.bank.knobs import Knob, Tuning
from perfgym.bank.load import add_problem_folder, load_problem, load_problem_folder, load_workload_folder
from perfgym.bank.problem import SPLITS, Problem

__all__ = [
    "LANGUAGE_OF_ENDING",
    "SPLITS",
    "AnySizeTests",
    "Compare",
    "Difference",
    "Judge",
    "Knob",
    "LargeTests",
    "Problem",
    "SizeRange",
    "TestGroup",
    "Tests",
    "Tuning",
    "add_problem_folder",
    "bank_folders",
    "check_name",
    "compare_bytes",
    "compare_within",
    "holds_any",
    "load_problem",
    "load_problem_folder",
    "load_workload_folder",
    "named_folders",
    "new_task_names",
    "problem_folders",
    "problem_names",
    "problem_version",
    "without_values",
]
