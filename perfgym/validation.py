"""A problem folder -> what is wrong with it, check by check."""

import math
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from perfgym.bank import Problem
from perfgym.errors import ProblemError
from perfgym.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import FACTORS, CpuTimeBackend
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.types import Evaluation, Role, Status, TestCase

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


def _paperwork(problem: Problem) -> Iterator[Check]:
    for name in ("title", "summary", "bottleneck", "source", "licence"):
        yield Check(what=f"{name} is given", holds=bool(getattr(problem, name).strip()))
    yield Check(what="spec.md says something", holds=len(problem.spec.split()) > 20)
    count = sum(group.count for group in problem.tests)
    yield Check(what=f"at least {_LEAST_TESTS} tests", holds=count >= _LEAST_TESTS, seen=f"{count}")
    yield Check(what="there is a reference program", holds=bool(problem.references))


def _tests(problem: Problem, seed: int, language: str = "") -> list[TestCase]:
    """One draw of the tests that all languages have, or of those of one."""
    return list(problem.draw_tests(np.random.default_rng(seed), language))


def _generator(problem: Problem) -> Iterator[Check]:
    first, again, other = (
        [test.stdin for test in _tests(problem, seed)] for seed in (_SEEDS[0], _SEEDS[0], _SEEDS[1])
    )
    yield Check(what="equal seeds give equal inputs", holds=first == again)
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


def _outputs(
    problem: Problem, name: str, evaluator: Evaluator, what: str, source: str
) -> Generator[Check, None, list[tuple[TestCase, bytes]]]:
    """What a program of the author's makes of all tests of its language; nothing where it fails."""
    try:
        program = evaluator.trusted_program(source)
    except ProblemError as error:
        yield Check(what=f"the {name} {what} builds", holds=False, seen=str(error))
        return []
    yield Check(what=f"the {name} {what} builds", holds=True)
    tests = [test for seed in _SEEDS for test in _tests(problem, seed, name)]
    runs = [program.run(test.stdin) for test in tests]
    failed = [
        f"{t.name}: {r.detail} {r.stderr.decode(errors='replace')[-200:]}"
        for t, r in zip(tests, runs, strict=True)
        if r.status is not Status.ACCEPTED
    ]
    yield Check(what=f"the {name} {what} passes every input", holds=not failed, seen="; ".join(failed[:3]))
    again = [program.run(test.stdin).stdout for test in tests]
    yield Check(what=f"the {name} {what} repeats itself", holds=again == [run.stdout for run in runs])
    return [(test, run.stdout) for test, run in zip(tests, runs, strict=True)]


def _disagreements(
    problem: Problem, ours: list[tuple[TestCase, bytes]], theirs: Mapping[bytes, bytes]
) -> str:
    wrong = [
        f"{test.name}: {why}"
        for test, got in ours
        if test.stdin in theirs and (why := problem.compare(test.stdin, theirs[test.stdin], got))
    ]
    return "; ".join(wrong[:3])


def _references(problem: Problem, evaluators: dict[str, Evaluator]) -> Iterator[Check]:
    """Each reference, and whether they agree on the inputs that all languages have."""
    expected: dict[bytes, bytes] = {}
    first = ""
    for name, evaluator in evaluators.items():
        made = yield from _outputs(problem, name, evaluator, "reference", problem.references[name])
        if expected:
            seen = _disagreements(problem, made, expected)
            yield Check(
                what=f"the {name} reference agrees with {first}'s", holds=bool(made) and not seen, seen=seen
            )
        elif made:
            first, expected = name, {test.stdin: output for test, output in made}
    for what, program_like in _WRONG_PROGRAMS.items() if expected else ():
        fails = any(problem.compare(i, o, program_like(i, o)) for i, o in expected.items())
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
