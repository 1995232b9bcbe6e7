"""A built program -> :class:`~perfgym.records.Verdict`: the hidden tests of one episode.

The expected output of a test is the reference program's own output on the same input.
"""

import functools
from collections.abc import Callable

from perfgym.bank.comparison import Judge
from perfgym.programs.judge import judge, trusted_output
from perfgym.programs.memo import Memo
from perfgym.programs.program import Program
from perfgym.records import Status, TestCase, TestResult, Verdict

__all__ = ["HiddenTests"]

# A program that fails in one of these ways uses up its whole limit in each further test.
_STOP_AFTER = {Status.TIMED_OUT, Status.OUT_OF_MEMORY, Status.OUTPUT_TOO_LARGE}


class HiddenTests:
    """The tests of one episode. Inputs and expected outputs are made when they are first needed.

    Args:
        draw: Draws names and inputs.
        reference: The program whose output is right by definition.
        compare: (stdin, expected, got) -> what is wrong.
        memo: Cache of the inputs and the expected outputs.
    """

    def __init__(
        self, draw: Callable[[], tuple[TestCase, ...]], reference: Program, compare: Judge, memo: Memo
    ) -> None:
        self._draw = draw
        self._reference = reference
        self._compare = compare
        self._memo = memo

    def draw(self) -> tuple[TestCase, ...]:
        """The tests, drawn once an episode."""
        return self._memo.once_an_episode("hidden tests", self._draw)

    def _expected(self, test: TestCase, core: int | None) -> bytes:
        return self._memo.once_an_episode(
            ("expected output", test.name),
            lambda: trusted_output(self._reference.run(test.stdin, core), test.stdin),
        )

    def grade(self, candidate: Program, core: int | None = None) -> Verdict:
        """Run the tests in order, up to the first one whose failure is costly.

        Args:
            candidate: The program.
            core: Logical CPU that processes are pinned to, if given.
        """
        tests = self.draw()
        results: list[TestResult] = []
        for test in tests:
            run = candidate.run(test.stdin, core)
            # The output of a process that failed is not compared, so the reference need not run.
            expected = self._expected(test, core) if run.succeeded else b""
            what_is_wrong = functools.partial(self._compare, test.stdin, expected)
            results.append(judge(test.name, run, what_is_wrong, is_withheld=test.is_withheld))
            if results[-1].status in _STOP_AFTER:
                break
        return Verdict(results=tuple(results), total=len(tests))
