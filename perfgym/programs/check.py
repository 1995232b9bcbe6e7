"""Build -> :class:`~perfgym.records.Verdict`: the hidden tests of one episode.

The expected output of a test is the reference program's own output on the same input. The verdict
is formed here, from output bytes, outside the program's process.
"""

from perfgym.bank.comparison import Judge
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.program import Program
from perfgym.records import Status, TestCase, TestResult, Verdict

__all__ = ["HiddenTests"]

# A program that fails in one of these ways costs its whole limit in each further test.
_STOP_AFTER = {Status.TIMED_OUT, Status.OUT_OF_MEMORY, Status.OUTPUT_TOO_LARGE}


class HiddenTests:
    """The tests of one episode; expected outputs are computed once, when first needed.

    Args:
        tests: Names and inputs.
        reference: The program that is right by definition.
        compare: (stdin, expected, got) to what is wrong.
    """

    def __init__(self, tests: tuple[TestCase, ...], reference: Program, compare: Judge) -> None:
        self._tests = tests
        self._reference = reference
        self._compare = compare
        self._expected: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._tests)

    def _mismatch(self, test: TestCase, got: bytes, core: int | None) -> str:
        if test.name not in self._expected:
            self._expected[test.name] = trusted_output(self._reference.run(test.stdin, core), test.stdin)
        return self._compare(test.stdin, self._expected[test.name], got)

    def grade(self, candidate: Program, core: int | None = None) -> Verdict:
        """Runs the tests in order, up to one whose failure is costly.

        Args:
            candidate: The program.
            core: Logical CPU that runs are pinned to, where one is given.
        """
        results: list[TestResult] = []
        for test in self._tests:
            run = candidate.run(test.stdin, core)
            results.append(judge(test.name, run, lambda got, test=test: self._mismatch(test, got, core)))
            if results[-1].status in _STOP_AFTER:
                break
        return Verdict(results=tuple(results), total=len(self._tests))
