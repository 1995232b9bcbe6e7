"""A result file -> its claims, and a verdict on each from new measurements on this machine.

The file claims that each accepted program is accepted and reaches the lower bound of its speed-up, and that
the expert's program of each task gains no more than the file says.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from perfgym.bank import load_problem
from perfgym.bench.result import BenchResult, BenchTask, Played, Speedup
from perfgym.bench.tasks import FAMILY
from perfgym.envs.family import SubmissionEvaluator
from perfgym.envs.registration import family_of, find_id, registered_ids
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.reverify import Claim, ClaimVerdict, Reverification, reverify
from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS, FakeBackend
from perfgym.records import Conditions, Event, Interval, Submission, Unit
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["EXPERT", "BenchClaim", "bench_claims", "verdict_on_expert", "verify_claims"]

EXPERT = 0
"""Number of the episode of a claim about the expert's program, which is no episode of the result."""

_PROGRAM_TURN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchClaim:
    """A program whose measurement a result file states.

    Attributes:
        problem: Name of the problem.
        language: Language of the program.
        claim: The claim, with the number of its first episode, or with `EXPERT`.
        episodes: Numbers of all episodes of the task that came to this program.
    """

    problem: str
    language: str
    claim: Claim
    episodes: tuple[int, ...]


def _interval(speedup: Speedup | None) -> Interval:
    """The log ratio that a speed-up stands for; all real numbers where nothing was measured."""
    if speedup is None:
        return Interval(estimate=0.0, low=-math.inf, high=math.inf, confidence=1.0)
    estimate, low, high = map(math.log, (speedup.estimate, speedup.low, speedup.high))
    return Interval(estimate=estimate, low=low, high=high, confidence=speedup.confidence)


def _event(text: str) -> Event:
    """The event that a task names, e.g. ``"cpu_time/cpu_time_ns in ns"``; of an unknown unit, nanoseconds."""
    full_name, _, unit = text.partition(" in ")
    backend, _, name = full_name.rpartition("/")
    known = Unit(unit) if unit in set(Unit) else Unit.NANOSECONDS
    return Event(name=name, unit=known, backend=backend)


def _claim(task: BenchTask, env_id: str, source: str, number: int, speedup: Speedup | None) -> Claim:
    return Claim(
        env_id=env_id,
        episode=number,
        turn=_PROGRAM_TURN,
        submission=Submission(files={LANGUAGES[task.language].source_name: source.encode(errors="replace")}),
        score=math.nan,
        interval=_interval(speedup),
        event=_event(task.event),
        conditions=Conditions(
            problem_sha256=task.problem_sha256,
            size_factor=task.size_factor,
            toolchain=task.toolchain,
            backend=task.backend,
        ),
    )


def _known_ids(tasks: Iterable[BenchTask]) -> dict[str, str]:
    """ID in the file -> the ID of this installation that has the same problem and language.

    Raises:
        SettingsError: There is none, or the task names an unknown backend.
    """
    here = {(one.kwargs["problem"], one.language): str(one) for one in registered_ids(FAMILY)}
    found: dict[str, str] = {}
    for task in tasks:
        if (env_id := here.get((task.problem, task.language))) is None:
            hint = suggestion(task.problem, sorted({problem for problem, _ in here}))
            raise SettingsError(
                f"this installation has no problem {task.problem!r} in {task.language!r}; {hint}, or name "
                "the folder of the bank that has it in PERFGYM_PROBLEMS"
            )
        if task.backend not in BACKENDS:
            raise SettingsError(
                f"no backend is called {task.backend!r}; {suggestion(task.backend, BACKENDS)}"
            )
        found[task.env_id] = env_id
    return found


def _programs(task: BenchTask, env_id: str, episodes: Collection[Played]) -> Iterator[BenchClaim]:
    """The claims of a task's accepted programs, equal programs once with the highest claim."""
    by_source: dict[str, list[Played]] = {}
    for one in episodes:
        if one.accepted:
            by_source.setdefault(one.source, []).append(one)
    for source, same in by_source.items():
        best = max(same, key=lambda one: one.speedup.low if one.speedup else 0.0)
        yield BenchClaim(
            problem=task.problem,
            language=task.language,
            claim=_claim(task, env_id, source, best.number, best.speedup),
            episodes=tuple(one.number for one in same),
        )


def bench_claims(result: BenchResult, problems: Collection[str] = (), backend: str = "") -> list[BenchClaim]:
    """The claims of a result, those of one task together.

    Args:
        result: The result.
        problems: Names of problems whose claims are wanted; empty for all.
        backend: What measures them again; empty for the backend that the file names.

    Raises:
        SettingsError: The result has no such problem, this installation has not, or the file names a backend
            that measures nothing.
    """
    names = sorted({task.problem for task in result.tasks})
    if odd := sorted(set(problems).difference(names)):
        raise SettingsError(f"the result has no problem {odd[0]!r}; {suggestion(odd[0], names)}")
    tasks = [
        replace(task, backend=backend or task.backend)
        for task in result.tasks
        if not problems or task.problem in problems
    ]
    known = _known_ids(tasks)
    if not backend and any(task.backend == FakeBackend.name for task in tasks):
        raise SettingsError(
            f"the result was made with the backend {FakeBackend.name}, which measures nothing; choose one "
            "with --backend"
        )
    found: list[BenchClaim] = []
    for task in tasks:
        env_id = known[task.env_id]
        expert = load_problem(task.problem).experts.get(task.language)
        if expert and task.expert:
            claim = _claim(task, env_id, expert, EXPERT, task.expert)
            found.append(BenchClaim(problem=task.problem, language=task.language, claim=claim, episodes=()))
        found += _programs(task, env_id, result.samples(task.env_id))
    return found


def verdict_on_expert(finding: Reverification, slack: float) -> ClaimVerdict:
    """Compare a new measurement of the expert's program with what the file says about it.

    The file must not make the expert smaller than it is, because the agent's share of its gain would grow.
    So the claim holds unless the gain found is certainly greater.

    Args:
        finding: The new measurement.
        slack: Logarithm of the ratio by which two measurements may differ.
    """
    gain = finding.evaluation.gain
    if gain is None or not finding.evaluation.accepted:
        return ClaimVerdict.BROKEN
    return ClaimVerdict.HOLDS if gain[0].low - slack <= finding.claim.interval.high else ClaimVerdict.WEAKER


def verify_claims(
    result: BenchResult,
    made: Sequence[BenchClaim],
    sandbox: Sandbox,
    settings: Settings,
    seed: int,
    slack: float,
) -> Iterator[tuple[BenchClaim, Reverification]]:
    """Measure the programs of claims again, on fresh hidden tests and fresh measured inputs.

    Args:
        result: The result that makes the claims.
        made: The claims, those of one task together.
        sandbox: Contains the programs.
        settings: Limits and cores.
        seed: Chooses the inputs, together with the secret key of this user.
        slack: Logarithm of the ratio by which a speed-up may fall short of its claim.

    Yields:
        Each claim and what became of it, as soon as it is known.

    Raises:
        HarnessError: perfgym itself failed.
        MachineError: This machine lacks what the programs need.
        SettingsError: The backend cannot measure a problem.
    """

    def evaluator(env_id: str, claimed: Conditions) -> SubmissionEvaluator:
        found = find_id(env_id)
        return family_of(found).evaluator(found, claimed, sandbox=sandbox, settings=settings)

    claims = [one.claim for one in made]
    for one, finding in zip(made, reverify(result.run_id, claims, evaluator, seed, slack), strict=True):
        is_expert = one.claim.episode == EXPERT
        verdict = verdict_on_expert(finding, slack) if is_expert else finding.verdict
        yield one, replace(finding, verdict=verdict)
