"""Claims of a run -> whether they hold here and now, on inputs that the run never saw."""

import hashlib
import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import gymnasium as gym
import numpy as np

from perfgym.bank import load_problem
from perfgym.errors import SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import fingerprint
from perfgym.measure import make_backend
from perfgym.measure.statistics import CONFIDENCE
from perfgym.records import Evaluation, Interval, Role
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import Episode, Run, Store, Turn

__all__ = ["Claim", "ClaimVerdict", "Finding", "claims", "make_evaluator", "reverify", "verdict_on"]

# What other inputs, and another session on the same machine, may change of a ratio that is true: pairs are
# taken until the interval is about as wide (perfgym.measure.statistics.enough).
_SLACK = math.log(1.02)


class ClaimVerdict(StrEnum):
    """What a second evaluation says of a claim."""

    HOLDS = "holds"
    WEAKER = "weaker"
    GONE = "gone"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A submission that was found faster than its reference.

    Attributes:
        env_id: Environment ID.
        episode: Number of the episode in the run.
        turn: Number of the turn in the episode.
        source: Text of the program.
        flags: Compiler flags it was built with beyond the usual.
        score: What the environment made of it.
        interval: Log ratio of reference to candidate that was measured.
        backend: What counted.
        event: What filled the role of time.
        host: Fingerprint of the machine it was measured on.
        problem_sha256: Digest of the problem it solved.
        toolchain: What built it.
    """

    env_id: str
    episode: int
    turn: int
    source: str
    flags: tuple[str, ...]
    score: float
    interval: Interval
    backend: str
    event: str
    host: str
    problem_sha256: str
    toolchain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of a claim.

    Attributes:
        claim: The claim.
        verdict: Whether it holds.
        evaluation: The second evaluation.
        interval: Log ratio that was measured now; None where the program was not accepted.
        notes: What is not as it was when the claim was made.
    """

    claim: Claim
    verdict: ClaimVerdict
    evaluation: Evaluation
    interval: Interval | None
    notes: tuple[str, ...]


def _claim(episode: Episode, turn: Turn) -> Claim:
    info = turn.info
    estimate, low, high = (math.log(info[name]) for name in ("speedup", "speedup_low", "speedup_high"))
    return Claim(
        env_id=episode.env_id,
        episode=episode.number,
        turn=turn.number,
        source=turn.source,
        flags=tuple(info.get("flags", "").split()),
        score=turn.score,
        interval=Interval(estimate=estimate, low=low, high=high, confidence=CONFIDENCE),
        backend=info["backend"],
        event=info["events"][Role.TIME],
        host=info["host"],
        problem_sha256=info["problem_sha256"],
        toolchain=info["toolchain"],
    )


def claims(store: Store, run: Run, top: int) -> list[Claim]:
    """The best submissions of a run that it found faster than the reference.

    Args:
        store: Where the run is.
        run: The run.
        top: How many of each environment ID, the best first; equal programs count once.
    """
    found: dict[tuple[str, str], Claim] = {}
    for episode in store.episodes(run.run_id):
        for turn in store.turns(episode.episode_id):
            if not (turn.accepted and turn.info["speedup_low"] > 1.0):
                continue
            claim = _claim(episode, turn)
            same = (claim.env_id, turn.info["program_sha256"])
            if same not in found or claim.score > found[same].score:
                found[same] = claim
    ordered = sorted(found.values(), key=lambda claim: (claim.env_id, -claim.score))
    groups = itertools.groupby(ordered, key=lambda claim: claim.env_id)
    return [claim for _, group in groups for claim in itertools.islice(group, top)]


def make_evaluator(env_id: str, backend: str, sandbox: Sandbox, settings: Settings) -> Evaluator:
    """What evaluates submissions as an environment of that ID does.

    Raises:
        SettingsError: The ID is none of perfgym's, or there is no such backend.
        MachineError: This machine lacks what the backend needs.
        ProblemError: The problem's folder is malformed.
    """
    made_of = gym.spec(env_id).kwargs
    if not {"problem", "language"} <= made_of.keys():
        raise SettingsError(f"{env_id} is no environment of perfgym's: it names no problem and language")
    return Evaluator(
        load_problem(made_of["problem"]),
        LANGUAGES[made_of["language"]],
        sandbox,
        make_backend(backend),
        settings,
    )


def verdict_on(claimed: Interval, evaluation: Evaluation) -> ClaimVerdict:
    """What a second evaluation says of a claim.

    What was claimed is the lower bound of the interval: that much is certain, the estimate of a best of many
    is not. The claim *holds* where a gain is found again, and the new interval reaches up to that bound or
    ends less than 2 % below it. It is *weaker* where a gain is found that is certainly smaller, and *gone*
    where none is found. It is *broken* where the program is no longer accepted, or is measured to do what no
    honest program can.

    Args:
        claimed: Log ratio that was claimed.
        evaluation: Of the same program.
    """
    measurement = evaluation.measurement
    if measurement is None or measurement.suspicions:
        return ClaimVerdict.BROKEN
    found = measurement.intervals[Role.TIME]
    if found.low <= 0.0:
        return ClaimVerdict.GONE
    return ClaimVerdict.HOLDS if found.high + _SLACK >= claimed.low else ClaimVerdict.WEAKER


def _notes(claim: Claim, evaluator: Evaluator, evaluation: Evaluation) -> Iterator[str]:
    if evaluation.measurement:
        yield from evaluation.measurement.suspicions
    if claim.host != fingerprint():
        yield (
            f"claimed on another host ({claim.host}), or before this one was booted: "
            "its ratio may be compared, its times may not"
        )
    if claim.backend != evaluator.backend.name:
        yield f"claimed with the backend {claim.backend}, evaluated with {evaluator.backend.name}"
    if evaluation.measurement and claim.event != (event := evaluation.measurement.events[Role.TIME]):
        yield f"claimed in {claim.event}, evaluated in {event}: these ratios need not agree"
    if claim.problem_sha256 != evaluator.problem.digest:
        yield "the problem has changed since"
    if (toolchain := evaluator.language.toolchain().identity) != claim.toolchain:
        yield f"claimed as built by {claim.toolchain}, built by {toolchain}"


def _rng(run: Run, env_id: str, seed: int) -> np.random.Generator:
    """Draws inputs that no seed of the run draws."""
    digest = hashlib.sha256(f"reverify {run.run_id} {env_id}".encode()).digest()
    return np.random.default_rng([seed, *np.frombuffer(digest, np.uint32).tolist()])


def reverify(
    run: Run, made: Iterable[Claim], make: Callable[[str, str], Evaluator], seed: int = 0
) -> Iterator[Finding]:
    """Evaluates claims of a run again, on fresh hidden tests and fresh measured inputs.

    Args:
        run: The run that made them.
        made: The claims, those of one environment ID and backend together.
        make: Gives the evaluator of an environment ID and a backend's name.
        seed: Chooses the inputs, which depend on the run too.

    Yields:
        What became of each claim.

    Raises:
        HarnessError: perfgym itself failed.
        SettingsError: A backend cannot measure the problem.
    """
    for (env_id, backend), group in itertools.groupby(made, key=lambda claim: (claim.env_id, claim.backend)):
        evaluator, rng = make(env_id, backend), _rng(run, env_id, seed)
        evaluator.start_episode(rng)
        for claim in group:
            evaluation = evaluator.evaluate(claim.source, rng.spawn(1)[0], claim.flags)
            measurement = evaluation.measurement
            yield Finding(
                claim=claim,
                verdict=verdict_on(claim.interval, evaluation),
                evaluation=evaluation,
                interval=measurement and measurement.intervals[Role.TIME],
                notes=tuple(_notes(claim, evaluator, evaluation)),
            )
