"""Check a program's outputs, that a comparison refuses wrong ones, and that a tolerance is not too wide."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from perfgym.authoring.check import Check
from perfgym.bank import Problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.fit_sizes import HEADROOM
from perfgym.programs.program import Program
from perfgym.records import TestCase
from perfgym.sandbox.request import ProcessResult

__all__ = [
    "Made",
    "check_comparison",
    "check_lazy_outputs",
    "check_outputs",
    "check_tolerance",
    "complaint",
]

Made = Sequence[tuple[TestCase, bytes]]
"""Tests, and a program's outputs on them."""

_AS_MEASURED = "as-measured-"
_ELEMENT = 4  # bytes
_MOST_LEEWAY = 10.0
_MORE = 8
_MOST_FAILURES = 3
_MIB = 1 << 20


def _constant(right: bytes, other: bytes) -> bytes:
    """The first element of another input's output, as often as this one has elements."""
    return (other[:_ELEMENT] * (len(right) // _ELEMENT + 1))[: len(right)]


def _resized(right: bytes, other: bytes) -> bytes:
    """The output of another input, cut or repeated so that it has the right length."""
    return (other * (len(right) // max(len(other), 1) + 1))[: len(right)]


_LAZY: Mapping[str, tuple[Callable[[bytes, bytes], bytes], ...]] = {
    "zeros": (lambda right, _other: bytes(len(right)),),
    "a constant": (_constant,),
    "nothing": (lambda _right, _other: b"",),
    "the output of another input": (lambda _right, other: other, _resized),
}
"""Name -> what a program could write without any work, made of the right output and that of another input."""


def _measured(made: Made) -> Made:
    return [(test, output) for test, output in made if test.name.startswith(_AS_MEASURED)]


def check_lazy_outputs(problem: Problem, name: str, made: Made) -> Iterator[Check]:
    """Check that outputs that a program can write without any work are wrong on every measured input.

    Args:
        problem: The problem.
        name: Language of the reference.
        made: The reference's outputs on its tests.
    """
    measured = _measured(made)
    for what, ways in _LAZY.items():
        accepted = [
            test.name
            for i, (test, right) in enumerate(measured)
            if any(
                _accepts(problem, test.stdin, right, lazy(right, other))
                for lazy in ways
                for _, other in (*measured[:i], *measured[i + 1 :])
            )
        ]
        yield Check(
            what=f"the comparison rejects {what} on measured inputs for {name}",
            holds=not accepted,
            seen=f"it accepts it in {', '.join(accepted)}; let inputs and outputs vary more"
            if accepted
            else "",
        )


def _accepts(problem: Problem, stdin: bytes, right: bytes, got: bytes) -> bool:
    try:
        return problem.compare(stdin, right, got) == ""
    except Exception:  # noqa: BLE001 - another check reports a comparison that raises
        return False


def _floats(output: bytes) -> NDArray[np.float64]:
    return np.frombuffer(output[: len(output) // _ELEMENT * _ELEMENT], "<f4").astype(np.float64)


def _error(want: bytes, got: bytes) -> float:
    """The largest error of an element, relative to values above 1 and absolute below."""
    if len(want) != len(got):
        return 0.0
    wanted, found = _floats(want), _floats(got)
    finite = np.isfinite(wanted) & np.isfinite(found)
    return float((np.abs(found - wanted) / np.maximum(1.0, np.abs(wanted)))[finite].max(initial=0.0))


def check_tolerance(
    problem: Problem, evaluators: Mapping[str, Evaluator], made: Mapping[str, Made]
) -> Iterator[Check]:
    """Check that the tolerance is at most ten times what honest programs need on measured inputs.

    Honest programs are the experts, beside the reference of their language, and the references of all
    languages, beside each other on the smallest of the measured inputs.

    Args:
        problem: The problem.
        evaluators: Language to evaluator.
        made: Language to the reference's outputs on its tests.
    """
    if problem.tolerance is None:
        return
    measured = {
        name: [*_measured(outputs), *_more(problem, evaluators[name])] for name, outputs in made.items()
    }
    errors = {
        f"the {name} expert": _worst(evaluators[name], problem.experts[name], "expert", outputs)
        for name, outputs in measured.items()
        if name in problem.experts and outputs
    }
    nothing: Made = ()
    smallest = min((outputs for outputs in measured.values() if outputs), key=_bytes, default=nothing)
    errors |= {
        f"the {name} reference": _worst(evaluators[name], problem.references[name], "reference", smallest)
        for name in measured
        if smallest
    }
    if not errors:
        return
    largest = max(errors, key=lambda who: errors[who])
    fits = problem.tolerance <= _MOST_LEEWAY * errors[largest]
    fix = (
        f"tolerance = {_MOST_LEEWAY * errors[largest]:.1g} is enough"
        if errors[largest]
        else 'all agree exactly, so use kind = "exact"'
    )
    yield Check(
        what=f"the tolerance is at most {_MOST_LEEWAY:g} times the largest error of an honest program",
        holds=fits,
        seen=f"{problem.tolerance:g}; {largest} is off by {errors[largest]:.2g}{'' if fits else f'; {fix}'}",
    )


def _more(problem: Problem, evaluator: Evaluator) -> Made:
    """More measured inputs, with the reference's outputs: the largest of few errors says little."""
    name = evaluator.language.name
    mode = next(iter(problem.measured.get(name, {})), None)
    if mode is None:
        return ()
    reference = evaluator.trusted_program(problem.references[name])
    inputs = [problem.draw_measured(np.random.default_rng(seed), name, mode) for seed in range(_MORE)]
    runs = [(stdin, reference.run(stdin)) for stdin in inputs]
    return [(TestCase(name=_AS_MEASURED, stdin=stdin), run.stdout) for stdin, run in runs if run.succeeded]


def _bytes(outputs: Made) -> int:
    return sum(len(test.stdin) for test, _ in outputs)


def _worst(evaluator: Evaluator, source: str, what: str, outputs: Made) -> float:
    """The largest error of a program on some tests; 0 where it fails, which another check reports."""
    program = evaluator.trusted_program(source, what)
    runs = [(want, program.run(test.stdin)) for test, want in outputs]
    return max((_error(want, run.stdout) for want, run in runs if run.succeeded), default=0.0)


def check_outputs(what: str, program: Program, tests: Sequence[TestCase]) -> Generator[Check, None, Made]:
    """Check that a program of the author's handles all inputs within its limits, and always in the same way.

    Args:
        what: The program in words, e.g. ``"the c reference"``.
        program: The program.
        tests: The inputs.

    Returns:
        Each test with the program's output, without those on which it failed.
    """
    runs = list(_runs(program, tests))
    failed = [
        f"{test.name}: {run.detail} {run.stderr.decode(errors='replace')[-200:]}"
        for test, run in runs
        if not run.succeeded
    ]
    left_out = f"{len(tests) - len(runs)} more tests were not run" if len(runs) < len(tests) else ""
    seen = "; ".join([*failed, *filter(None, [left_out])])
    yield Check(what=f"{what} handles every input", holds=not failed, seen=seen)
    yield _room(what, program, runs)
    made = [(test, run.stdout) for test, run in runs if run.succeeded]
    again = [program.run(test.stdin).stdout for test, _ in made]
    yield Check(what=f"{what} gives the same output twice", holds=again == [output for _, output in made])
    return made


def _runs(program: Program, tests: Sequence[TestCase]) -> Iterator[tuple[TestCase, ProcessResult]]:
    """Run a program on tests until it has failed three times: each failure may take the whole time limit."""
    failures = 0
    for test in tests:
        run = program.run(test.stdin)
        yield test, run
        failures += not run.succeeded
        if failures >= _MOST_FAILURES:
            return


def _room(what: str, program: Program, runs: Sequence[tuple[TestCase, ProcessResult]]) -> Check:
    """Check that a program leaves room below the limits, for other programs and for larger inputs."""
    memory = program.limits.memory_bytes / HEADROOM
    output = program.limits.output_bytes / HEADROOM
    crowded = [
        f"{test.name}: {run.peak_rss_bytes / _MIB:,.0f} MiB of memory and "
        f"{len(run.stdout) / _MIB:,.1f} MiB of output"
        for test, run in runs
        if run.peak_rss_bytes > memory or len(run.stdout) > output
    ]
    fix = "; take smaller sizes, or raise memory_bytes or output_bytes of [limits]"
    return Check(
        what=f"{what} uses at most 1/{HEADROOM} of the memory and output that are allowed",
        holds=not crowded,
        seen="; ".join(crowded[:3]) + fix if crowded else "",
    )


def complaint(problem: Problem, stdin: bytes, expected: bytes, got: bytes) -> tuple[str, str]:
    """Return what the comparison finds wrong with an output, or its own failure if it raised an error."""
    try:
        return problem.compare(stdin, expected, got), ""
    except Exception as error:  # noqa: BLE001 - the author's comparison meets whatever a program writes
        return "", f"compare() raised {error!r}"


def _spoil(output: bytes) -> bytes:
    """Change one element in the middle of ``output``: flip its lowest exponent bit."""
    if not output:
        return b"\0"
    middle = len(output) // 2 // 4 * 4 + 3
    place = min(middle, len(output) - 1)
    return output[:place] + bytes([output[place] ^ 1]) + output[place + 1 :]


_WRONG_OUTPUTS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "an empty output": lambda _stdin, _right: b"",
    "a copy of the input": lambda stdin, _right: stdin,
    "an output with one wrong element": lambda _stdin, right: _spoil(right),
}


def check_comparison(problem: Problem, right: Mapping[bytes, bytes]) -> Iterator[Check]:
    """Check that the comparison accepts the right outputs, and rejects wrong ones."""
    found = [complaint(problem, i, o, o) for i, o in right.items()]
    seen = next((wrong or failure for wrong, failure in found if wrong or failure), "")
    yield Check(what="the comparison accepts the reference's own output", holds=not seen, seen=seen)
    for what, spoiled in _WRONG_OUTPUTS.items():
        found = [complaint(problem, i, o, spoiled(i, o)) for i, o in right.items()]
        failure = next((failure for _, failure in found if failure), "")
        fails = any(wrong for wrong, _ in found)
        yield Check(what=f"the comparison rejects {what}", holds=fails and not failure, seen=failure)
