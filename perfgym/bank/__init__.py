"""The problems: folders on disk, read into :class:`Problem` records."""

from perfgym.bank.comparison import Compare, Difference, Judge, compare_bytes, compare_within, without_values
from perfgym.bank.entries import ProblemEntry, problem_entries, problem_version, problems
from perfgym.bank.folders import (
    LANGUAGE_OF_ENDING,
    bank_folders,
    check_name,
    holds_any,
    named_folders,
    new_task_names,
    problem_folders,
    problem_names,
)
from perfgym.bank.gains import DIFFICULTIES, GAINS_FILE, Gain, load_gains
from perfgym.bank.groups import AnySizeTests, LargeTests, SizeRange, TestGroup, Tests
from perfgym.bank.knobs import Knob, Tuning
from perfgym.bank.load import add_problem_folder, load_problem, load_problem_folder, load_workload_folder
from perfgym.bank.problem import Problem
from perfgym.bank.structure import CLASSES, SPLITS

__all__ = [
    "CLASSES",
    "DIFFICULTIES",
    "GAINS_FILE",
    "LANGUAGE_OF_ENDING",
    "SPLITS",
    "AnySizeTests",
    "Compare",
    "Difference",
    "Gain",
    "Judge",
    "Knob",
    "LargeTests",
    "Problem",
    "ProblemEntry",
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
    "load_gains",
    "load_problem",
    "load_problem_folder",
    "load_workload_folder",
    "named_folders",
    "new_task_names",
    "problem_entries",
    "problem_folders",
    "problem_names",
    "problem_version",
    "problems",
    "without_values",
]
