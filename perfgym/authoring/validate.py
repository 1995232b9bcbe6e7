"""Check a problem folder: its texts, inputs, programs, sizes and knobs.

A check that this machine cannot make, because a toolchain is missing, is reported as advice. It does not
make the problem wrong.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from difflib import get_close_matches

import numpy as np

from perfgym.authoring.check import Check
from perfgym.authoring.cost_checks import check_costs, why_not_accepted
from perfgym.authoring.filled_in import check_filled_in
from perfgym.authoring.generator_checks import SEEDS, check_generator, check_scaling, drawn_tests
from perfgym.authoring.input_checks import check_cost_spread, check_generator_time, check_kinds, check_variety
from perfgym.authoring.output_checks import (
    Made,
    check_comparison,
    check_lazy_outputs,
    check_outputs,
    check_tolerance,
    complaint,
)
from perfgym.bank import Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import Backend, CpuTimeBackend, FakeBackend, SimulatedBackend
from perfgym.records import Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["Check", "validate_problem"]

_LEAST_TESTS = 8
_LEAST_POINTS, _TRIED_POINTS = 10_000, 8
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
    yield from check_filled_in(problem.folder, files)


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
    tests = [test for seed in SEEDS for test in drawn_tests(problem, seed, name)]
    return (yield from check_outputs(f"the {name} {what}", program, tests))


def _disagreements(problem: Problem, ours: Made, theirs: Mapping[bytes, bytes]) -> str:
    """Up to three tests whose output differs from another program's; empty where all agree."""
    wrong = [
        f"{test.name}: {wrong or failure}"
        for test, got in ours
        if test.stdin in theirs
        for wrong, failure in [complaint(problem, test.stdin, theirs[test.stdin], got)]
        if wrong or failure
    ]
    return "; ".join(wrong[:3])


def _expert_outputs(problem: Problem, name: str, evaluator: Evaluator, right: Made) -> Iterator[Check]:
    """Check the outputs of the expert and of the first step on all tests of their language."""
    sources = {"expert": problem.experts.get(name), "first step": problem.first_steps.get(name)}
    for what, source in sources.items():
        if source is None:
            continue
        made = yield from _outputs(problem, name, evaluator, what, source)
        seen = _disagreements(problem, made, {test.stdin: output for test, output in right})
        yield Check(
            what=f"the {name} {what} agrees with the reference", holds=bool(made) and not seen, seen=seen
        )


def _references(
    problem: Problem, evaluators: dict[str, Evaluator]
) -> Generator[Check, None, dict[str, Made]]:
    """Check each reference, and that they agree on the inputs that all languages share.

    Returns:
        Language to the reference's outputs.
    """
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
        yield from check_comparison(problem, {test.stdin: output for test, output in known[first]})
        yield from check_tolerance(problem, evaluators, known)
    return known


def _knobs(problem: Problem, name: str, sandbox: Sandbox, settings: Settings) -> Iterator[Check]:
    """Check that programs are right at the knobs' defaults, and right or no programs at random settings."""
    tuning = problem.tunings.get(name)
    if tuning is None:
        return
    many = f"the {name} knobs have at least {_LEAST_POINTS:,} combinations of settings"
    yield Check(what=many, holds=tuning.points >= _LEAST_POINTS, seen=f"{tuning.points:,}", advice=True)
    rng = np.random.default_rng(SEEDS[0])
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


def validate_problem(
    problem: Problem,
    sandbox: Sandbox,
    settings: Settings,
    *,
    languages: tuple[str, ...] = (),
    measure: bool = True,
) -> Iterator[Check]:
    """Check a problem. Its programs are built, run and measured in every language that this machine has.

    Args:
        problem: The problem.
        sandbox: Runs the programs.
        settings: Limits.
        languages: Only programs in these languages; without any, in all that the problem has.
        measure: Whether to measure what programs cost. Without it experts are only run.

    Yields:
        The result of each check.
    """
    yield from _paperwork(problem)
    yield from _filled_in(problem)
    yield from _sizes(problem)
    yield from check_variety(problem)
    if not (yield from check_generator(problem, problem.references)):
        return
    yield from check_scaling(problem)
    yield from check_kinds(problem)
    yield from check_generator_time(problem)

    def evaluator(language: Language) -> Evaluator:
        return Evaluator(problem, language, sandbox, CpuTimeBackend(), settings)

    known = yield from _evaluators(problem, evaluator)
    known = {name: one for name, one in known.items() if not languages or name in languages}
    made = yield from _references(problem, known)
    for name, one in known.items():
        if not measure:
            yield from _expert_outputs(problem, name, one, made.get(name, []))
            yield from _knobs(problem, name, sandbox, settings)
        elif CpuTimeBackend.mode in problem.measured.get(name, {}):
            yield from check_cost_spread(problem, name, one)
            yield from check_costs(problem, name, one)
            yield from _knobs(problem, name, sandbox, settings)
