"""A problem folder -> what is wrong with it, check by check."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from perfgym.bank import Problem, TestGroup
from perfgym.errors import ProblemError
from perfgym.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import FACTORS, CpuTimeBackend
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.types import Evaluation, Role, Status

__all__ = ["Check", "validate_problem"]

_SEEDS = (1, 2)
_LEAST_TESTS = 8
_REFERENCE_MS = (60.0, 150.0)
_LEAST_HEADROOM = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing checked: whether it holds, and what was seen."""

    what: str
    holds: bool
    seen: str = ""
    advice: bool = False  # a shortcoming that does not make the problem wrong


def _overlaps(group: TestGroup, measured: TestGroup) -> bool:
    return group.size.keys() == measured.size.keys() and all(
        group.size[name][0] <= high and low <= group.size[name][1]
        for name, (low, high) in measured.size.items()
    )


def _paperwork(problem: Problem) -> Iterator[Check]:
    for name in ("title", "summary", "bottleneck", "source", "licence"):
        yield Check(what=f"{name} is given", holds=bool(getattr(problem, name).strip()))
    yield Check(what="spec.md says something", holds=len(problem.spec.split()) > 20)
    count = sum(group.count for group in problem.tests)
    yield Check(what=f"at least {_LEAST_TESTS} tests", holds=count >= _LEAST_TESTS, seen=f"{count}")
    yield Check(what="there is a reference program", holds=bool(problem.references))
    for language, modes in problem.measured.items():
        for mode, measured in modes.items():
            yield Check(
                what=f"{language}, {mode}: some tests are as large as the measured inputs",
                holds=any(_overlaps(group, measured) for group in problem.tests),
                seen="otherwise size alone tells a test from a measured run",
            )


def _generator(problem: Problem) -> Iterator[Check]:
    first, again = (
        [test.stdin for test in problem.draw_tests(np.random.default_rng(_SEEDS[0]))] for _ in range(2)
    )
    yield Check(what="equal seeds give equal inputs", holds=first == again)
    other = [test.stdin for test in problem.draw_tests(np.random.default_rng(_SEEDS[1]))]
    yield Check(what="other seeds give other inputs", holds=first != other)


def _scaling(problem: Problem) -> Iterator[Check]:
    smallest = min(FACTORS)
    for language, modes in problem.measured.items():
        for mode in modes if problem.scaled else ():
            seen = ""
            try:
                problem.draw_measured(np.random.default_rng(_SEEDS[0]), language, mode, smallest)
            except Exception as error:  # noqa: BLE001 - whatever the author's generator raises is the answer
                seen = repr(error)
            yield Check(
                what=f"{language}, {mode}: inputs can be made smaller by {', '.join(problem.scaled)}",
                holds=not seen,
                seen=seen,
            )


def _spoil(output: bytes) -> bytes:
    """``output`` with one element in the middle changed: its lowest exponent bit flipped."""
    if not output:
        return b"\0"
    middle = len(output) // 2 // 4 * 4 + 3
    place = min(middle, len(output) - 1)
    return output[:place] + bytes([output[place] ^ 1]) + output[place + 1 :]


_WRONG_PROGRAMS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "writes nothing": lambda _stdin, _right: b"",
    "echoes its input": lambda stdin, _right: stdin,
    "gets one element wrong": lambda _stdin, right: _spoil(right),
}


def _references(problem: Problem, evaluators: dict[str, Evaluator]) -> Iterator[Check]:
    tests = [test for seed in _SEEDS for test in problem.draw_tests(np.random.default_rng(seed))]
    outputs: dict[str, list[bytes]] = {}
    for name, evaluator in evaluators.items():
        try:
            program = evaluator.trusted_program(problem.references[name])
        except ProblemError as error:
            yield Check(what=f"the {name} reference builds", holds=False, seen=str(error))
            continue
        yield Check(what=f"the {name} reference builds", holds=True)
        runs = [program.run(test.stdin) for test in tests]
        failed = [
            f"{t.name}: {r.detail}"
            for t, r in zip(tests, runs, strict=True)
            if r.status is not Status.ACCEPTED
        ]
        yield Check(
            what=f"the {name} reference passes every input", holds=not failed, seen="; ".join(failed[:3])
        )
        outputs[name] = [run.stdout for run in runs]
        again = [program.run(test.stdin).stdout for test in tests]
        yield Check(what=f"the {name} reference repeats itself", holds=again == outputs[name])
    if not outputs:
        return
    (first, expected), *others = outputs.items()
    for name, got in others:
        wrong = [
            f"{t.name}: {why}"
            for t, e, g in zip(tests, expected, got, strict=True)
            if (why := problem.compare(t.stdin, e, g))
        ]
        yield Check(what=f"{name} agrees with {first}", holds=not wrong, seen="; ".join(wrong[:3]))
    for what, program_like in _WRONG_PROGRAMS.items():
        fails = any(
            problem.compare(t.stdin, e, program_like(t.stdin, e))
            for t, e in zip(tests, expected, strict=True)
        )
        yield Check(what=f"a program that {what} fails", holds=fails)


def _costs(problem: Problem, name: str, evaluator: Evaluator) -> Iterator[Check]:
    rng = np.random.default_rng(_SEEDS[0])
    milliseconds = evaluator.start_episode(rng)[Role.TIME] / 1e6
    low, high = _REFERENCE_MS
    yield Check(
        what=f"the {name} reference takes {low:g} to {high:g} ms of CPU time",
        holds=low <= milliseconds <= high,
        seen=f"{milliseconds:.0f} ms on this machine",
        advice=True,
    )
    if name in problem.experts:
        yield _headroom(name, evaluator.evaluate(problem.experts[name], rng))


def _headroom(name: str, evaluation: Evaluation) -> Check:
    what = f"the {name} expert is at least {_LEAST_HEADROOM:g} times as fast as the reference"
    if evaluation.measurement is None:
        failure = evaluation.verdict and evaluation.verdict.first_failure
        detail = f"{failure.name}: {failure.detail}" if failure else ""
        return Check(what=what, holds=False, seen=f"{evaluation.status} {detail}")
    interval = evaluation.measurement.intervals[Role.TIME]
    return Check(
        what=what,
        holds=interval.low > math.log(_LEAST_HEADROOM),
        seen="{:.2f} times ({:.2f} to {:.2f})".format(
            *map(math.exp, (interval.estimate, interval.low, interval.high))
        ),
    )


def validate_problem(problem: Problem, sandbox: Sandbox, settings: Settings) -> Iterator[Check]:
    """Checks a problem in every language it has a reference for, for real.

    Args:
        problem: The problem.
        sandbox: What its programs run in.
        settings: Limits.

    Raises:
        ToolchainMissingError: A language's toolchain is missing: nothing can be said of it.
    """
    yield from _paperwork(problem)
    yield from _generator(problem)
    yield from _scaling(problem)

    def evaluator(language: Language) -> Evaluator:
        return Evaluator(problem, language, sandbox, CpuTimeBackend(), settings)

    known = {name: evaluator(LANGUAGES[name]) for name in problem.references if name in LANGUAGES}
    yield from _references(problem, known)
    for name, one in known.items():
        yield from _costs(problem, name, one)
