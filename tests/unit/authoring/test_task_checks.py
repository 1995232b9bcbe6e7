"""Parts of the checks of a task that start no process."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from perfgym.authoring.driver_share import _is_library, _profiled_program
from perfgym.authoring.task_checks import TaskTrees, _new_lines, _noticed_by
from perfgym.authoring.validate_task import _paperwork
from perfgym.errors import ProblemError
from perfgym.records import Conditions, Evaluation, Status, TestResult, Verdict
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.tree import File, Tree

TASK = load_task("strings")
assert TASK.tree is not None
BASE = TASK.tree
GRADER = cast("Any", SimpleNamespace(task=TASK, base=BASE))


def failing(*results: TestResult) -> Evaluation:
    return Evaluation(
        status=Status.WRONG_OUTPUT,
        conditions=cast("Conditions", None),
        verdict=Verdict(results=results, total=len(results)),
    )


def wrong(name: str, detail: str = "") -> TestResult:
    return TestResult(name=name, status=Status.WRONG_OUTPUT, detail=detail)


def test_what_notices_a_mistake_is_told_apart() -> None:
    """Hidden tests are known by their names; a run that names no test is that of the required ones."""
    hidden = wrong("go test ./csv", "TestHiddenAnErrorStays failed")
    both = wrong("go test ./csv", "TestHiddenAnErrorStays, TestParse failed")
    crashed = wrong("go test ./csv", "exit status 2")
    output = wrong("sheets: any-bytes", "the output is wrong")
    assert _noticed_by(failing(hidden), GRADER) == ("hidden tests", "")
    assert _noticed_by(failing(both), GRADER) == ("required tests and hidden tests", "")
    assert _noticed_by(failing(crashed), GRADER) == ("required tests", "")
    assert _noticed_by(failing(output, output), GRADER) == ("", "outputs of sheets")


def test_equal_code_has_other_bytes() -> None:
    trees = TaskTrees(GRADER, GRADER, cast("Any", None))
    shifted = trees._shifted(1)
    assert shifted != BASE
    assert trees._shifted(2) not in (shifted, BASE)
    for path, file in shifted.files.items():
        assert file.content.split() == BASE.files[path].content.split()


def test_the_lines_of_a_change_are_those_that_were_not_there() -> None:
    before = Tree({"a.go": File(b"a\nb\nc\n")})
    after = Tree({"a.go": File(b"c\nnew\na\n"), "b.go": File(b"x\n")})
    assert _new_lines(before, after, "a.go") == {2}
    assert _new_lines(before, after, "b.go") == {1}


def test_files_of_the_library_are_told_from_the_programs_own() -> None:
    assert _is_library(TASK, "example.org/textkit/csv/reader.go")
    assert not _is_library(TASK, "example.org/textkit/internal/perfgym_sheets/main.go")
    assert not _is_library(TASK, "example.org/textkits/x.go")
    assert not _is_library(TASK, "strings/builder.go")


def test_a_program_without_a_plain_main_function_has_no_profile() -> None:
    workload = replace(
        TASK.workloads["sheets"], main=b"package main\n\nfunc main() { run() }\nfunc main() {\n"
    )
    task = replace(TASK, workloads={"sheets": workload})
    with pytest.raises(ProblemError, match="must have one line `func main"):
        _profiled_program(task, BASE, "sheets", cast("Any", None))


def test_what_is_missing_in_a_task_is_advice() -> None:
    task = replace(TASK, bottlenecks=("one",), benchmarks={}, hidden=Tree({}))
    found = [check.what for check in _paperwork(task) if check.advice and not check.holds]
    assert found == [
        "task.toml names at least 3 bottlenecks",
        "there are benchmarks for agents",
        "there are hidden tests",
    ]
