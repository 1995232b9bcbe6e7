"""Test binaries of a tree -> whether every required test passed. Nothing is paid for that: it is a condition.

Required are the tests that pass twice on the task's own tree. A candidate's binary could print that they
passed although they never ran; outputs of workloads, which are compared from outside, cannot be forged.
"""

from collections.abc import Mapping
from dataclasses import replace

from perfgym.languages.go_module import run_tests_request
from perfgym.languages.go_packages import files_for_tests
from perfgym.printable import clean_text
from perfgym.programs.judge import status_of
from perfgym.records import Status, TestResult
from perfgym.repo.gotest import TestRun, missing, parse_tests
from perfgym.repo.task import RepoTask
from perfgym.repo.tree import Tree
from perfgym.repo.withheld import crash_text
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import Limits, ProcessResult

__all__ = ["GoTests", "RequiredTests"]

RequiredTests = Mapping[str, frozenset[str]]
"""Package -> names of the tests that must pass."""

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

    def run(self, package: str, binary: bytes, tree: Tree, seed: int, core: int | None) -> ProcessResult:
        """Run the tests of one package, in an order that the seed determines."""
        files = files_for_tests({path: file.content for path, file in tree.files.items()}, package)
        arguments = ("-test.v=test2json", f"-test.shuffle={seed}")
        return self._sandbox.run(run_tests_request(binary, arguments, self._limits, files=files, core=core))

    def required(self, tests: Mapping[str, bytes], tree: Tree, core: int | None) -> RequiredTests:
        """The tests that must pass: those that pass twice on the task's own tree and are not skipped."""
        found: dict[str, frozenset[str]] = {}
        for package, binary in tests.items():
            runs = [parse_tests(self.run(package, binary, tree, seed, core).stdout) for seed in (1, 2)]
            passed = runs[0].passed & runs[1].passed
            found[package] = frozenset(name for name in passed if not self._is_skipped(name))
        return found

    def _is_skipped(self, name: str) -> bool:
        return name.partition("/")[0] in self._task.skipped or name in self._task.skipped

    def _holds_hidden_tests(self, package: str) -> bool:
        """Whether a package's test binary could print of hidden tests whatever it wants to."""
        folder = "" if package == "." else package[2:]
        return any(path.rpartition("/")[0] == folder for path in self._task.hidden.files)

    def grade(
        self, tests: Mapping[str, bytes], tree: Tree, required: RequiredTests, seed: int, core: int | None
    ) -> list[TestResult]:
        """A result for each package that has required tests."""
        return [
            self._graded(package, tests.get(package), tree, names, seed, core)
            for package, names in required.items()
        ]

    def _graded(
        self,
        package: str,
        binary: bytes | None,
        tree: Tree,
        names: frozenset[str],
        seed: int,
        core: int | None,
    ) -> TestResult:
        name = f"go test {package}"
        if binary is None:
            return TestResult(
                name=name, status=Status.WRONG_OUTPUT, detail="the package has no tests any more"
            )
        result = self.run(package, binary, tree, seed, core)
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


def _said(absent: tuple[str, ...], run: TestRun, *, is_withheld: bool) -> str:
    """Which tests did not pass, and what the first of them printed, unless that is withheld."""
    named = ", ".join(absent[:_MOST_NAMED])
    more = f" and {len(absent) - _MOST_NAMED} more" if len(absent) > _MOST_NAMED else ""
    verb = "failed" if run.finished else "did not pass"
    printed = "" if is_withheld else run.failed.get(absent[0], "")
    return f"{named}{more} {verb}" + (f":\n{printed}" if printed else f". {_WITHHELD}" if is_withheld else "")
