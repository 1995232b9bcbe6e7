"""Check a problem folder: its texts, inputs, programs, sizes and knobs.

A check that this machine cannot make, because a toolchain is missing, is reported as advice. It does not
make the problem wrong.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar

import numpy as np

from perfgym.authoring.bar import check_bar
from perfgym.authoring.check import Check, collected
from perfgym.authoring.cost_checks import Costs, no_expert, why_not_accepted
from perfgym.authoring.filled_in import check_filled_in
from perfgym.authoring.generator_checks import SEEDS, check_generator, check_scaling, drawn_tests
from perfgym.authoring.input_checks import (
    check_cost_spread,
    check_generator_time,
    check_kinds,
    check_seeds,
    check_variety,
)
from perfgym.authoring.output_checks import (
    Made,
    check_comparison,
    check_lazy_outputs,
    check_outputs,
    check_tolerance,
    complaint,
)
from perfgym.authoring.steady import Watch, WatchCore
from perfgym.authoring.vote import check_votes, outvoted, right_outputs
from perfgym.bank import LANGUAGE_OF_ENDING, Problem
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import Backend, CpuTimeBackend, FakeBackend, SimulatedBackend
from perfgym.records import Status, TestCase
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["Check", "validate_problem"]

_LEAST_TESTS = 8
_LEAST_POINTS, _TRIED_POINTS = 10_000, 8
# Similarity of two names, from 0 to 1: "cpu_tme" reaches it beside "cpu_time", "gpu_time" does not.
_MISTYPED = 0.9
_PROGRAM_FILES = (
    "reference/solution.*",
    "expert/solution.*",
    "first_step/solution.*",
    "tune/solution.*",
    "tune.toml",
)
_Item = TypeVar("_Item")
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


def _filled_in(problem: Problem, languages: tuple[str, ...]) -> Iterator[Check]:
    """Check that no file still has a placeholder of ``perfgym new-problem``.

    Of programs, those in some languages are looked at; without any language, all.
    """
    files = [problem.folder / name for name in ("problem.toml", "spec.md", "problem.py")]
    files += [
        path
        for pattern in _PROGRAM_FILES
        for path in sorted(problem.folder.glob(pattern))
        if not languages or LANGUAGE_OF_ENDING.get(path.suffix[1:], languages[0]) in languages
    ]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """A program of the author's, and what came of running it on all tests of its language.

    Attributes:
        name: Its language.
        what: Its place in the problem: ``"reference"``, ``"expert"`` or ``"first step"``.
        checks: The checks.
        made: Tests with its outputs; nothing where it does not build.
    """

    name: str
    what: str
    checks: Sequence[Check]
    made: Made


def _try(evaluator: Evaluator, what: str, source: str, tests: Sequence[TestCase]) -> _Tried:
    name = evaluator.language.name
    checks: list[Check] = []
    try:
        program = evaluator.trusted_program(source, what)
    except ProblemError as error:
        checks.append(Check(what=f"the {name} {what} builds", holds=False, seen=str(error)))
        return _Tried(name=name, what=what, checks=checks, made=())
    checks.append(Check(what=f"the {name} {what} builds", holds=True))
    made = collected(checks, check_outputs(f"the {name} {what}", program, tests))
    return _Tried(name=name, what=what, checks=checks, made=made)


def _try_all(
    problem: Problem, evaluators: Mapping[str, Evaluator], whats: Sequence[str], jobs: int
) -> Iterator[_Tried]:
    """Build and run programs on all tests of their languages, several at the same time."""
    sources = {
        "reference": problem.references,
        "expert": problem.experts,
        "first step": problem.first_steps,
    }
    tests = {
        name: [test for seed in SEEDS for test in drawn_tests(problem, seed, name)] for name in evaluators
    }

    def work(place: tuple[str, str]) -> _Tried:
        what, name = place
        return _try(evaluators[name], what, sources[what][name], tests[name])

    places = [(what, name) for what in whats for name in evaluators if name in sources[what]]
    with ThreadPoolExecutor(jobs, "perfgym-validate") as threads:
        yield from threads.map(work, places)


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


def _references(
    problem: Problem, evaluators: Mapping[str, Evaluator], made: Mapping[str, Made]
) -> Iterator[Check]:
    """Check that the references agree on inputs that all languages share, and what the comparison says."""
    yield from check_votes(problem, made)
    for name, outputs in made.items():
        yield from check_lazy_outputs(problem, name, outputs)
    if made:
        yield from check_comparison(problem, {test.stdin: out for test, out in right_outputs(problem, made)})
        yield from check_tolerance(problem, {name: evaluators[name] for name in made}, made)


def _programs(
    problem: Problem, evaluators: Mapping[str, Evaluator], jobs: int, *, with_others: bool
) -> Iterator[Check]:
    """Check what the programs write.

    Args:
        problem: The problem.
        evaluators: Language to evaluator.
        jobs: How many programs run at the same time.
        with_others: Whether experts and first steps are run too, which an evaluation does not do later.
    """
    made: dict[str, Made] = {}
    whats = ("reference", *(("expert", "first step") if with_others else ()))
    tried = _try_all(problem, evaluators, whats, jobs)
    others: list[_Tried] = []
    for one in tried:
        yield from one.checks
        if one.what != "reference":
            others.append(one)
        elif one.made:
            made[one.name] = one.made
    yield from _references(problem, evaluators, made)
    wrong, agreed = outvoted(problem, made), right_outputs(problem, made)
    for one in others:
        # A program is not to blame for the wrong reference of its language.
        known = agreed if one.name in wrong else made.get(one.name, ())
        right = {test.stdin: output for test, output in known}
        seen = _disagreements(problem, one.made, right)
        what = f"the {one.name} {one.what} agrees with the reference"
        yield Check(what=what, holds=bool(one.made) and not seen, seen=seen)


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


def _only(problem: Problem, languages: tuple[str, ...]) -> Problem:
    """The problem with nothing but what concerns some languages."""

    def chosen(table: Mapping[str, _Item]) -> dict[str, _Item]:
        return {name: table[name] for name in table if name in languages}

    return replace(
        problem,
        references=chosen(problem.references),
        experts=chosen(problem.experts),
        first_steps=chosen(problem.first_steps),
        tunings=chosen(problem.tunings),
        measured=chosen(problem.measured),
    )


def validate_problem(
    problem: Problem,
    sandbox: Sandbox,
    settings: Settings,
    *,
    languages: tuple[str, ...] = (),
    measure: bool = True,
    strict: bool = False,
    jobs: int = 1,
    watch: WatchCore = Watch,
) -> Iterator[Check]:
    """Check a problem. Its programs are built, run and measured in every language that this machine has.

    Args:
        problem: The problem.
        sandbox: Runs the programs.
        settings: Limits.
        languages: Only what concerns these languages; without any, all that the problem has.
        measure: Whether to measure what programs cost. Without it experts are only run.
        strict: Whether the problem is wrong if it does not reach the bar of perfgym's own bank
            (:mod:`perfgym.authoring.bar`); otherwise that is advice.
        jobs: How many programs are built, and run without being measured, at the same time.
        watch: Makes what looks at the core that programs are measured on.

    Yields:
        The result of each check.
    """
    problem = _only(problem, languages) if languages else problem
    yield from _paperwork(problem)
    yield from _filled_in(problem, languages)
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
    timed = {
        name: one for name, one in known.items() if CpuTimeBackend.mode in problem.measured.get(name, {})
    }
    yield from _programs(problem, known, jobs, with_others=not measure)
    for name in known if not measure else ():
        if name not in problem.experts:
            yield no_expert(name, is_needed=strict)
        yield from _knobs(problem, name, sandbox, settings)
    for name, one in timed.items() if measure else ():
        costs = Costs(problem, one, watch, needs_expert=strict)
        yield from check_cost_spread(problem, name, one, watch)
        yield from costs.checks()
        yield from (replace(check, advice=check.advice or not strict) for check in check_bar(costs))
        yield from _knobs(problem, name, sandbox, settings)
    for name in [*timed][:1] if measure else ():
        check = check_seeds(problem, name, timed[name], watch)
        yield from (replace(one, advice=one.advice or not strict) for one in check)
