"""Episodes -> how often programs were accepted, what they earned, and what the replies cost. Pure.

Episodes with a fault, and unfinished ones, have no outcome; the usage of their replies counts nevertheless.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from perfgym.store.records import Episode, Turn

__all__ = [
    "Outcome",
    "Statistics",
    "accepted_speedup",
    "outcome_of",
    "pass_at",
    "statistics",
    "statistics_by_environment",
    "total_usage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an episode that ended without a fault came to.

    Attributes:
        env_id: Environment ID.
        seed: Seed that its environment was reset with.
        reward: Sum of the rewards.
        accepted: Whether a program passed every test.
        speedup: Speed-up of the fastest accepted program, reference / candidate; None if there is none.
    """

    env_id: str
    seed: int
    reward: float
    accepted: bool
    speedup: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Statistics of episodes. One of no episodes is None.

    Attributes:
        episodes: Number of episodes that ended without a fault.
        mean_reward: Mean over those whose reward is a number.
        accepted: Share of episodes in which a program was accepted.
        pass_at: k -> estimate of pass@k; see :func:`pass_at`. Empty without episodes.
        best_speedup: Speed-up of the fastest accepted program, reference / candidate.
    """

    episodes: int
    mean_reward: float | None
    accepted: float | None
    pass_at: Mapping[int, float]
    best_speedup: float | None


def outcome_of(episode: Episode, turns: Iterable[Turn]) -> Outcome | None:
    """The outcome of an episode; None if it has not ended, or ended in a fault."""
    if not episode.ended or episode.fault:
        return None
    accepted, speedup = accepted_speedup(turns)
    return Outcome(
        env_id=episode.env_id,
        seed=episode.seed,
        reward=math.nan if episode.reward is None else episode.reward,
        accepted=accepted,
        speedup=speedup,
    )


def accepted_speedup(turns: Iterable[Turn]) -> tuple[bool, float | None]:
    """Whether a program of these turns was accepted, and the speed-up of the fastest, if there is one."""
    accepted = [turn.evaluation for turn in turns if turn.accepted and turn.evaluation]
    ratios = [evaluation.time.estimate for evaluation in accepted if evaluation.time]
    return bool(accepted), math.exp(max(ratios)) if ratios else None


def statistics(outcomes: Sequence[Outcome]) -> Statistics:
    """Statistics of episodes, from what they came to."""
    rewards = [one.reward for one in outcomes if math.isfinite(one.reward)]
    return Statistics(
        episodes=len(outcomes),
        mean_reward=fmean(rewards) if rewards else None,
        accepted=fmean(one.accepted for one in outcomes) if outcomes else None,
        pass_at=pass_at(outcomes),
        best_speedup=max((one.speedup for one in outcomes if one.speedup is not None), default=None),
    )


def statistics_by_environment(outcomes: Iterable[Outcome]) -> dict[str, Statistics]:
    """Environment ID -> statistics of its episodes, by ID."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        found[one.env_id].append(one)
    return {env_id: statistics(found[env_id]) for env_id in sorted(found)}


def pass_at(outcomes: Iterable[Outcome]) -> dict[int, float]:
    """Estimates of pass@k: the probability that a program is accepted in at least one of k episodes.

    The episodes of one environment ID and seed are a group. A group of n episodes, c of them with an accepted
    program, estimates ``1 - C(n - c, k) / C(n, k)``, which is unbiased; pass@k is the mean over groups of at
    least k episodes (Chen et al. 2021, "Evaluating Large Language Models Trained on Code", 2.1).

    Returns:
        k -> the estimate, for k = 1, 2, 4, 8 ... and the size of the largest group.
    """
    groups: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for one in outcomes:
        groups[one.env_id, one.seed].append(one.accepted)
    largest = max(map(len, groups.values()), default=0)
    wanted = {1 << power for power in range(largest.bit_length())} | {largest}
    return {
        k: fmean(_pass_at(len(group), sum(group), k) for group in groups.values() if len(group) >= k)
        for k in sorted(wanted)
        if k
    }


def _pass_at(episodes: int, accepted: int, k: int) -> float:
    return 1.0 - math.comb(episodes - accepted, k) / math.comb(episodes, k)


def total_usage(usages: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The sum of tokens, cost and seconds, by kind."""
    total: dict[str, float] = defaultdict(float)
    for usage in usages:
        for kind, amount in usage.items():
            total[kind] += amount
    return dict(total)
