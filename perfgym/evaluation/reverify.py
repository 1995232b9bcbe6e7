"""Claims of a run -> a verdict on each, from a new evaluation on this machine with new inputs."""

import hashlib
import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np

from perfgym.machine.facts import fingerprint
from perfgym.records import Conditions, Counts, Evaluation, Event, Interval, Submission
from perfgym.store import Episode, Run, Store, Turn

__all__ = [
    "SLACK",
    "Claim",
    "ClaimVerdict",
    "Reverification",
    "SubmissionEvaluator",
    "claims",
    "reverify",
    "verdict_on",
]

# A true ratio may differ by this much between inputs and between sessions on one machine: pairs are taken
# until the interval is about as wide (perfgym.measure.statistics.enough).
SLACK = math.log(1.02)
"""Logarithm of the ratio by which the measurements of one program may differ on one machine."""


class SubmissionEvaluator(Protocol):
    """Evaluates submissions as an environment does; see :class:`~perfgym.evaluation.evaluate.Evaluator`."""

    @property
    def conditions(self) -> Conditions:
        """The circumstances of every evaluation."""
        ...

    def start_episode(self, rng: np.random.Generator) -> Counts:
        """Draw everything that stays the same in an episode; return the cost of the reference."""
        ...

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        """Evaluate one submission."""
        ...


class ClaimVerdict(StrEnum):
    """The result of evaluating a claim again."""

    HOLDS = "holds"
    WEAKER = "weaker"
    GONE = "gone"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A submission that a run found faster than its reference.

    Attributes:
        env_id: Environment ID.
        episode: Number of the episode in the run.
        turn: Number of the turn in the episode.
        submission: The submission.
        score: Its score in the run.
        interval: Log ratio of reference to candidate that was measured.
        event: The event that filled the role of time.
        conditions: The circumstances of the measurement.
    """

    env_id: str
    episode: int
    turn: int
    submission: Submission
    score: float
    interval: Interval
    event: Event
    conditions: Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverification:
    """The result of evaluating a claim again.

    Attributes:
        claim: The claim.
        verdict: Whether it holds.
        evaluation: The second evaluation.
        notes: Differences from the circumstances of the claim, and reasons to distrust the new measurement.
    """

    claim: Claim
    verdict: ClaimVerdict
    evaluation: Evaluation
    notes: tuple[str, ...]


def _claim(episode: Episode, turn: Turn) -> Claim | None:
    """The claim of a turn; None if it did not find a certain gain."""
    evaluation, submission = turn.evaluation, turn.submission
    if not turn.accepted or evaluation is None or submission is None or evaluation.gain is None:
        return None
    interval, event = evaluation.gain
    if interval.low <= 0.0:
        return None
    return Claim(
        env_id=episode.env_id,
        episode=episode.number,
        turn=turn.number,
        submission=submission,
        score=turn.score,
        interval=interval,
        event=event,
        conditions=evaluation.conditions,
    )


def claims(store: Store, run: Run, top: int) -> list[Claim]:
    """The best submissions of a run for which it measured a certain gain over the reference.

    Args:
        store: The store that holds the run.
        run: The run.
        top: Number of claims for each environment ID, the best first; equal programs count once.
    """
    found: dict[tuple[str, str], Claim] = {}
    for episode in store.episodes(run.run_id):
        for turn in store.turns(episode.episode_id):
            claim = _claim(episode, turn)
            if claim is None:
                continue
            same = (claim.env_id, _program(turn))
            if same not in found or claim.score > found[same].score:
                found[same] = claim
    ordered = sorted(found.values(), key=lambda claim: (claim.env_id, -claim.score))
    groups = itertools.groupby(ordered, key=lambda claim: claim.env_id)
    return [claim for _, group in groups for claim in itertools.islice(group, top)]


def _program(turn: Turn) -> str:
    """Digest of the program that was built, or else of the submission."""
    if turn.evaluation and turn.evaluation.build and turn.evaluation.build.digest:
        return turn.evaluation.build.digest
    return hashlib.sha256(repr(turn.submission and turn.submission.key).encode()).hexdigest()


def verdict_on(claimed: Interval, evaluation: Evaluation, slack: float = SLACK) -> ClaimVerdict:
    """Compare a second evaluation with a claim.

    The claim is the lower bound of the interval, because the estimate of the best of many is too high. The
    claim *holds* if a gain is found again, and the new interval reaches up to that bound or ends no further
    below it than ``slack``. A claim of no gain, whose lower bound is not above 0, holds if the program is
    accepted. It is *weaker* if the gain found is certainly smaller, and *gone* if no gain is found. It is
    *broken* if the program is no longer accepted, or its new measurement is implausible.

    Args:
        claimed: Log ratio that was claimed.
        evaluation: The second evaluation of the same program.
        slack: Logarithm of the ratio by which the second measurement may fall short of the claim.
    """
    if evaluation.gain is None or not evaluation.accepted:
        return ClaimVerdict.BROKEN
    if claimed.low <= 0.0:
        return ClaimVerdict.HOLDS
    found, _ = evaluation.gain
    if found.low <= 0.0:
        return ClaimVerdict.GONE
    return ClaimVerdict.HOLDS if found.high + slack >= claimed.low else ClaimVerdict.WEAKER


def _notes(claim: Claim, now: Conditions, evaluation: Evaluation) -> Iterator[str]:
    then = claim.conditions
    if evaluation.measurement:
        yield from evaluation.measurement.suspicions
    if then.host and then.host != fingerprint():
        yield (
            f"claimed on another host ({then.host}), or before this one was rebooted: "
            "its ratio may be compared, its times may not"
        )
    if then.backend != now.backend:
        yield f"claimed with the backend {then.backend}, evaluated with {now.backend}"
    if evaluation.gain and claim.event != (event := evaluation.gain[1]):
        yield f"claimed in {claim.event}, evaluated in {event}: these ratios need not agree"
    if then.problem_sha256 != now.problem_sha256:
        yield "the problem has changed since the claim"
    if then.size_factor != now.size_factor:
        yield (
            f"claimed at {then.size_factor:.3g} times the problem's own sizes, evaluated at "
            f"{now.size_factor:.3g} times: the ratio may depend on the size"
        )
    if then.toolchain != now.toolchain:
        yield f"claimed as built by {then.toolchain}, built now by {now.toolchain}"


def _measured_alike(claim: Claim) -> tuple[str, str, float]:
    """Equal for claims that one evaluator can verify."""
    return claim.env_id, claim.conditions.backend, claim.conditions.scale


def _rng(run_id: str, env_id: str, seed: int) -> np.random.Generator:
    """A generator of inputs that differ from those of the run's episodes."""
    digest = hashlib.sha256(f"reverify {run_id} {env_id}".encode()).digest()
    return np.random.default_rng([seed, *np.frombuffer(digest, np.uint32).tolist()])


def reverify(
    run_id: str,
    made: Iterable[Claim],
    make: Callable[[str, Conditions], SubmissionEvaluator],
    seed: int = 0,
    slack: float = SLACK,
) -> Iterator[Reverification]:
    """Evaluate claims of a run again, on fresh hidden tests and fresh measured inputs.

    Args:
        run_id: ID of the run that made them.
        made: The claims; those of one environment ID are together.
        make: Environment ID and the conditions of its claims -> an evaluator that measures in the same way.
        seed: Chooses the inputs, which depend on the run and on the secret key of this user too.
        slack: As :func:`verdict_on` takes it.

    Yields:
        The result for each claim, as soon as it is known.

    Raises:
        HarnessError: perfgym itself failed.
        SettingsError: A backend cannot measure the problem.
    """
    for _, same in itertools.groupby(made, key=_measured_alike):
        group = list(same)
        env_id = group[0].env_id
        evaluator, rng = make(env_id, group[0].conditions), _rng(run_id, env_id, seed)
        evaluator.start_episode(rng)
        for claim in group:
            evaluation = evaluator.evaluate(claim.submission, rng.spawn(1)[0])
            yield Reverification(
                claim=claim,
                verdict=verdict_on(claim.interval, evaluation, slack),
                evaluation=evaluation,
                notes=tuple(_notes(claim, evaluator.conditions, evaluation)),
            )
