"""Test binaries of a tree -> whether every required test passed. Nothing is paid for that: it is a condition.

Required are the tests that pass on the task's own tree in each of a few orders. Candidates are graded in one
of the same orders, so no test can fail because of an order that the task's own tree never passed in. A
candidate's binary could print that tests passed although they never ran; outputs of workloads, which are
compared from outside, cannot be forged.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from perfgym.languages.go_module import run_tests_request
from perfgym.languages.go_packages import files_for_tests
from perfgym.printable import clean_text
from perfgym.programs.judge import status_of
from perfgym.records import Status, TestResult
from perfgym.repo.evaluation.withheld import crash_text
from perfgym.repo.gotools.gotest import TestRun, missing, parse_tests
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessResult

__all__ = ["GoTests", "RequiredTests"]

RequiredTests = Mapping[str, frozenset[str]]
"""Package -> names of the tests that must pass."""

_ORDERS = ("off", "1", "2")  # of tests: as they are written, and two that are shuffled
_MOST_NAMED = 5  # tests in a message
_OUTPUT_BYTES = 8 << 20
_WITHHELD = "What tests print is not shown beside hidden ones; the tool `tests` shows it of those you have."


class GoTests:
    """Runs the tests of one task's trees.

    Args:
        task: The task.
        sandbox: Contains the tests.
        limits: Limits of one run; its time is the task's.
    """

    def __init__(self, task: RepoTask, sandbox: Sandbox, limits: Limits) -> None:
        self._task = task
        self._sandbox = sandbox
        time_s = float(task.tests_timeout_s)
        self._limits = replace(limits, wall_s=time_s, cpu_s=time_s, output_bytes=_OUTPUT_BYTES)
        self._skip = (f"-test.skip={_skipping(task.skipped)}",) if task.skipped else ()

    def run(self, package: str, binary: bytes, tree: Tree, order: int, core: int | None) -> ProcessResult:
        """Run the tests of one package, without those that need not pass, in one of the orders."""
        files = files_for_tests({path: file.content for path, file in tree.files.items()}, package)
        shuffle = f"-test.shuffle={_ORDERS[order % len(_ORDERS)]}"
        arguments = ("-test.v=test2json", shuffle, *self._skip)
        return self._sandbox.run(run_tests_request(binary, arguments, self._limits, files=files, core=core))

    def required(self, tests: Mapping[str, bytes], tree: Tree, core: int | None) -> RequiredTests:
        """The tests that must pass: those that pass on the task's own tree in each order."""
        return {package: self._passed(package, binary, tree, core) for package, binary in tests.items()}

    def _passed(self, package: str, binary: bytes, tree: Tree, core: int | None) -> frozenset[str]:
        orders = range(len(_ORDERS))
        runs = [parse_tests(self.run(package, binary, tree, order, core).stdout) for order in orders]
        first, *others = (run.passed for run in runs)
        return first.intersection(*others)

    def _holds_hidden_tests(self, package: str) -> bool:
        """Whether a package's test binary could print of hidden tests whatever it wants to."""
        folder = "" if package == "." else package[2:]
        return any(path.rpartition("/")[0] == folder for path in self._task.hidden.files)

    def grade(
        self, tests: Mapping[str, bytes], tree: Tree, required: RequiredTests, order: int, core: int | None
    ) -> list[TestResult]:
        """A result for each package that has required tests.

        Args:
            tests: Package to test binary of the candidate.
            tree: The candidate's tree, with the test data.
            required: The tests that must pass.
            order: Chooses the order in which tests run.
            core: Logical CPU that processes are pinned to, if given.
        """
        return [
            self._graded(package, tests.get(package), tree, names, order, core)
            for package, names in required.items()
            if names
        ]

    def _graded(
        self,
        package: str,
        binary: bytes | None,
        tree: Tree,
        names: frozenset[str],
        order: int,
        core: int | None,
    ) -> TestResult:
        name = f"go test {package}"
        if binary is None:
            detail = f"the package has no tests any more: {_named(tuple(sorted(names)))} did not run"
            return TestResult(name=name, status=Status.WRONG_OUTPUT, detail=detail)
        result = self.run(package, binary, tree, order, core)
        run = parse_tests(result.stdout)
        status, detail = status_of(result), result.detail
        if status is Status.CRASHED and run.finished:
            status, detail = Status.WRONG_OUTPUT, ""
        if absent := missing(run, names):
            status = Status.WRONG_OUTPUT if status is Status.ACCEPTED else status
            said = _said(absent, run, is_withheld=self._holds_hidden_tests(package))
            detail = said if run.finished else f"{detail}; {said}"
        elif status is Status.WRONG_OUTPUT:  # a test failed that need not pass
            status = Status.ACCEPTED
        stderr = "" if status is Status.ACCEPTED else clean_text(result.stderr)
        if self._holds_hidden_tests(package):
            stderr = crash_text(stderr, self._task.module, tree.files.keys() - self._task.hidden.files.keys())
        return TestResult(name=name, status=status, detail=detail, stderr=stderr, wall_ns=result.wall_ns)


def _skipping(names: Iterable[str]) -> str:
    """The pattern by which a test binary skips tests with these names, and what runs below them."""
    return "|".join("/".join(f"^{re.escape(part)}$" for part in name.split("/")) for name in names)


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"


def _said(absent: tuple[str, ...], run: TestRun, *, is_withheld: bool) -> str:
    """Which tests did not pass, and what the first of them printed, unless that is withheld."""
    verb = "failed" if run.finished and absent[0] in run.failed else "did not pass"
    said = f"{_named(absent)} {verb}"
    if is_withheld:
        return f"{said}. {_WITHHELD}"
    printed = run.failed.get(absent[0], "")
    return f"{said}:\n{printed}" if printed else said
