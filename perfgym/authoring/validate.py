"""Check a problem folder: its texts, inputs, programs, sizes and knobs.

A check that this machine cannot make, because a toolchain is missing, is reported as advice. It does not
make the problem wrong.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from difflib import get_close_matches

import numpy as np

from perfgym.authoring.check import Check
from perfgym.authoring.cost_checks import check_costs, why_not_accepted
from perfgym.authoring.input_checks import check_cost_spread, check_generator_time, check_kinds, check_variety
from perfgym.authoring.output_checks import Made, check_lazy_outputs, check_tolerance
from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import FACTORS, Backend, CpuTimeBackend, FakeBackend, SimulatedBackend
from perfgym.records import Status, TestCase
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["Check", "validate_problem"]

_SEEDS = (1, 2)
_LEAST_TESTS = 8
_LEAST_POINTS, _TRIED_POINTS = 10_000, 8
_PLACEHOLDER = "TODO"
# Similarity of two names, from 0 to 1: "cpu_tme" reaches it beside "cpu_time", "gpu_time" does not.
_MISTYPED = 0.9
_PROGRAM_FILES = ("reference/solution.*", "expert/solution.*", "first_step/solution.*")
_BACKENDS: Mapping[str, Callable[[], Backend]] = {
    CpuTimeBackend.mode: CpuTimeBackend,
    SimulatedBackend.mode: SimulatedBackend,
}


def _paperwork(problem: Problem) -> Iterator[Check]:
    """Check the texts, the number of tests and the languages."""
    for name in ("title", "summary", "bottleneck", "source", "licence"):
        yield Check(what=f"problem.toml gives a {name}", holds=bool(getattr(problem, name).strip()))
    yield Check(what="spec.md has more than 20 words", holds=len(problem.spec.split()) > 20)
    count = sum(group.count for group in problem.tests.shared)
    yield Check(what=f"there are at least {_LEAST_TESTS} tests", holds=count >= _LEAST_TESTS, seen=f"{count}")
    yield Check(what="there is a reference program", holds=bool(problem.references))
    for name in sorted({*problem.references, *problem.experts, *problem.first_steps}.difference(LANGUAGES)):
        yield Check(
            what=f"perfgym knows the language {name}", holds=False, seen=f"it knows {', '.join(LANGUAGES)}"
        )


def _filled_in(problem: Problem) -> Iterator[Check]:
    """Check that no file still has a placeholder of ``perfgym new-problem``."""
    files = [problem.folder / name for name in ("problem.toml", "spec.md", "problem.py")]
    files += [path for pattern in _PROGRAM_FILES for path in sorted(problem.folder.glob(pattern))]
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        left = [f"line {i}: {line.strip()}" for i, line in enumerate(lines, 1) if _PLACEHOLDER in line]
        name = path.relative_to(problem.folder)
        yield Check(what=f"{name} has no TODO left", holds=not left, seen="; ".join(left))


def _sizes(problem: Problem) -> Iterator[Check]:
    """Check that each reference has measured sizes, and that no sizes are for an unknown language or mode.

    A mode that is spelled almost like one of perfgym's is a typing error. Any other may belong to a backend
    of a third party.
    """
    for name in (name for name in problem.references if name in LANGUAGES):
        modes = problem.measured.get(name, {})
        fix = f"run `perfgym calibrate {problem.folder} --language {name} --write`"
        for mode in _BACKENDS:
            simulated = mode == SimulatedBackend.mode
            if simulated and (LANGUAGES[name].simulated_spread is None or problem.unsimulated):
                continue
            reason = ', or give a reason in problem.toml: [simulated] absent = "..."' if simulated else ""
            yield Check(
                what=f"there are measured sizes for {name} in mode {mode}",
                holds=mode in modes,
                seen="" if mode in modes else fix + reason,
            )
    for name, modes in problem.measured.items():
        if name not in LANGUAGES:
            yield Check(what=f"[measured.{name}] names a known language", holds=False, seen=_known_sizes())
        for mode in (mode for mode in modes if mode not in _BACKENDS):
            yield Check(
                what=f"[measured.{name}.{mode}] names a known mode",
                holds=False,
                seen=f"{_known_sizes()}; any other mode is for a backend of your own",
                advice=not get_close_matches(mode, _BACKENDS, cutoff=_MISTYPED),
            )


def _known_sizes() -> str:
    return f"languages: {', '.join(LANGUAGES)}; modes: {', '.join(_BACKENDS)}"


def _tests(problem: Problem, seed: int, language: str = "") -> list[TestCase]:
    """Draw the tests of a language; without one, those that all languages share."""
    return list(problem.draw_tests(np.random.default_rng(seed), language))


def _every_kind(problem: Problem) -> Iterator[bytes]:
    """Generate an input of each kind that an episode may draw, at measured sizes."""
    tests = (problem.tests.any_size, problem.tests.large)
    for group in (group for modes in problem.measured.values() for group in modes.values()):
        rng = np.random.default_rng(_SEEDS[0])
        ((_, size, _),) = group.draw(rng)
        for kind in {*group.kinds, *(kind for one in tests if one for kind in one.kinds)}:
            yield problem.generate(rng, size, kind)


def _generator(problem: Problem) -> Generator[Check, None, bool]:
    """Check that inputs can be generated and depend on the seed alone.

    Returns:
        True if they can be generated; without inputs no program can be run.
    """
    languages = ["", *problem.references]
    try:
        first, again, other = (
            [test.stdin for name in languages for test in _tests(problem, seed, name)]
            for seed in (_SEEDS[0], _SEEDS[0], _SEEDS[1])
        )
        for _ in _every_kind(problem):
            pass
    except Exception as error:  # noqa: BLE001 - whatever the author's generator raises is the answer
        yield Check(what="all inputs can be generated", holds=False, seen=f"generate() raised {error!r}")
        return False
    yield Check(what="all inputs can be generated", holds=True)
    yield Check(what="equal seeds give equal inputs", holds=first == again)
    yield Check(what="different seeds give different inputs", holds=first != other)
    return True


def _scaling(problem: Problem) -> Iterator[Check]:
    """Check that measured inputs can be scaled down, as backends with small inputs need."""
    smallest = min(FACTORS)
    for language, modes in problem.measured.items():
        for mode in modes if problem.scaled else ():
            seen = ""
            try:
                problem.draw_measured(np.random.default_rng(_SEEDS[0]), language, mode, smallest)
            except Exception as error:  # noqa: BLE001 - whatever the author's generator raises is the answer
                seen = f"generate() raised {error!r}"
            yield Check(
                what=f"inputs for {language} in mode {mode} can be scaled down ({', '.join(problem.scaled)})",
                holds=not seen,
                seen=seen,
            )


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


def _outputs(
    problem: Problem, name: str, evaluator: Evaluator, what: str, source: str
) -> Generator[Check, None, Made]:
    """Run a program of the author's on all tests of its language.

    Returns:
        Each test with the program's output; nothing where the program does not build.
    """
    try:
        program = evaluator.trusted_program(source, what)
    except ProblemError as error:
        yield Check(what=f"the {name} {what} builds", holds=False, seen=str(error))
        return []
    yield Check(what=f"the {name} {what} builds", holds=True)
    tests = [test for seed in _SEEDS for test in _tests(problem, seed, name)]
    runs = [program.run(test.stdin) for test in tests]
    failed = [
        f"{t.name}: {r.detail} {r.stderr.decode(errors='replace')[-200:]}"
        for t, r in zip(tests, runs, strict=True)
        if not r.succeeded
    ]
    yield Check(what=f"the {name} {what} handles every input", holds=not failed, seen="; ".join(failed[:3]))
    again = [program.run(test.stdin).stdout for test in tests]
    yield Check(
        what=f"the {name} {what} gives the same output twice", holds=again == [run.stdout for run in runs]
    )
    return [(test, run.stdout) for test, run in zip(tests, runs, strict=True)]


def _complaint(problem: Problem, stdin: bytes, expected: bytes, got: bytes) -> tuple[str, str]:
    """Return what the comparison finds wrong with an output, or its own failure if it raised an error."""
    try:
        return problem.compare(stdin, expected, got), ""
    except Exception as error:  # noqa: BLE001 - the author's comparison meets whatever a program writes
        return "", f"compare() raised {error!r}"


def _disagreements(problem: Problem, ours: Made, theirs: Mapping[bytes, bytes]) -> str:
    """Up to three tests whose output differs from another program's; empty where all agree."""
    wrong = [
        f"{test.name}: {wrong or failure}"
        for test, got in ours
        if test.stdin in theirs
        for wrong, failure in [_complaint(problem, test.stdin, theirs[test.stdin], got)]
        if wrong or failure
    ]
    return "; ".join(wrong[:3])


def _comparison(problem: Problem, right: Mapping[bytes, bytes]) -> Iterator[Check]:
    """Check that the comparison accepts the right outputs, and rejects wrong ones."""
    found = [_complaint(problem, i, o, o) for i, o in right.items()]
    seen = next((wrong or failure for wrong, failure in found if wrong or failure), "")
    yield Check(what="the comparison accepts the reference's own output", holds=not seen, seen=seen)
    for what, spoiled in _WRONG_OUTPUTS.items():
        found = [_complaint(problem, i, o, spoiled(i, o)) for i, o in right.items()]
        failure = next((failure for _, failure in found if failure), "")
        fails = any(wrong for wrong, _ in found)
        yield Check(what=f"the comparison rejects {what}", holds=fails and not failure, seen=failure)


def _references(problem: Problem, evaluators: dict[str, Evaluator]) -> Iterator[Check]:
    """Check each reference, and that they agree on the inputs that all languages share."""
    known: dict[str, Made] = {}
    for name, evaluator in evaluators.items():
        made = yield from _outputs(problem, name, evaluator, "reference", problem.references[name])
        if known:
            first = next(iter(known))
            seen = _disagreements(problem, made, {test.stdin: output for test, output in known[first]})
            yield Check(
                what=f"the {name} reference agrees with the {first} one",
                holds=bool(made) and not seen,
                seen=seen,
            )
        if made:
            known[name] = made
            yield from check_lazy_outputs(problem, name, made)
    if known:
        first = next(iter(known))
        yield from _comparison(problem, {test.stdin: output for test, output in known[first]})
        yield from check_tolerance(problem, evaluators, known)


def _knobs(problem: Problem, name: str, sandbox: Sandbox, settings: Settings) -> Iterator[Check]:
    """Check that programs are right at the knobs' defaults, and right or no programs at random settings."""
    tuning = problem.tunings.get(name)
    if tuning is None:
        return
    many = f"the {name} knobs have at least {_LEAST_POINTS:,} combinations of settings"
    yield Check(what=many, holds=tuning.points >= _LEAST_POINTS, seen=f"{tuning.points:,}", advice=True)
    rng = np.random.default_rng(_SEEDS[0])
    evaluator = Evaluator(problem, LANGUAGES[name], sandbox, FakeBackend(), settings)
    evaluator.start_episode(rng)
    source, flags = tuning.program(tuning.defaults)
    seen = why_not_accepted(evaluator.evaluate(evaluator.submission(source, flags), rng))
    yield Check(what=f"the {name} program is accepted at the knobs' defaults", holds=not seen, seen=seen)
    wrong: list[str] = []
    for _ in range(_TRIED_POINTS):
        point = [int(rng.integers(len(knob.settings))) for knob in tuning.knobs]
        source, flags = tuning.program(point)
        evaluation = evaluator.evaluate(evaluator.submission(source, flags), rng)
        if evaluation.status not in (Status.ACCEPTED, Status.COMPILE_ERROR):
            wrong.append(f"{point}: {why_not_accepted(evaluation)}")
    what = f"the {name} program is right, or does not compile, at {_TRIED_POINTS} random settings"
    yield Check(what=what, holds=not wrong, seen="; ".join(wrong))


def _evaluators(
    problem: Problem, make: Callable[[Language], Evaluator]
) -> Generator[Check, None, dict[str, Evaluator]]:
    """Make an evaluator for each reference's language whose toolchain is on this machine."""
    known: dict[str, Evaluator] = {}
    for name in (name for name in problem.references if name in LANGUAGES):
        try:
            LANGUAGES[name].toolchain()
        except MachineError as error:
            yield Check(
                what=f"the {name} programs can be run on this machine",
                holds=False,
                seen=str(error),
                advice=True,
            )
        else:
            known[name] = make(LANGUAGES[name])
    yield Check(what="programs in at least one language can be run on this machine", holds=bool(known))
    for name in problem.experts:
        if name in LANGUAGES and name not in problem.references:
            what = f"there is a {name} reference for the {name} expert"
            yield Check(what=what, holds=False)
    return known


def validate_problem(problem: Problem, sandbox: Sandbox, settings: Settings) -> Iterator[Check]:
    """Check a problem. Its programs are built, run and measured in every language that this machine has.

    Args:
        problem: The problem.
        sandbox: Runs the programs.
        settings: Limits.

    Yields:
        The result of each check.
    """
    yield from _paperwork(problem)
    yield from _filled_in(problem)
    yield from _sizes(problem)
    yield from check_variety(problem)
    if not (yield from _generator(problem)):
        return
    yield from _scaling(problem)
    yield from check_kinds(problem)
    yield from check_generator_time(problem)

    def evaluator(language: Language) -> Evaluator:
        return Evaluator(problem, language, sandbox, CpuTimeBackend(), settings)

    known = yield from _evaluators(problem, evaluator)
    yield from _references(problem, known)
    for name, one in known.items():
        if CpuTimeBackend.mode in problem.measured.get(name, {}):
            yield from check_cost_spread(problem, name, one)
            yield from check_costs(problem, name, one)
            yield from _knobs(problem, name, sandbox, settings)
