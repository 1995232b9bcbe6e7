"""The turns of episodes -> the result of each episode, and a summary of all episodes. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from perfgym.records import Fault
from perfgym.rollout.plan import Plan, Slot
from perfgym.store import Turn

__all__ = ["EpisodeResult", "RolloutSummary", "SeedGroup", "result_of", "summarise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeResult:
    """The result of one episode.

    Attributes:
        number: Number in the plan.
        seed: Seed that its environment was reset with.
        reward: Sum of the rewards.
        fault: The failure that no submission caused; the reward then has no meaning.
        accepted: Whether a program passed every test.
        speedup: Speed-up of the fastest accepted program, reference / candidate; None if there is none.
        usage: Tokens, cost and seconds that the replies of all attempts took, by kind.
        queue_ahead: Number of others that waited for a core before each evaluation.
    """

    number: int
    seed: int
    reward: float
    fault: Fault | None
    accepted: bool
    speedup: float | None
    usage: Mapping[str, float]
    queue_ahead: tuple[int, ...]


def result_of(
    slot: Slot,
    reward: float,
    fault: Fault | None,
    turns: Sequence[Turn],
    usages: Iterable[Mapping[str, float]],
) -> EpisodeResult:
    """The result of an episode from its turns, and from the usage of all attempts at it."""
    evaluations = [turn.evaluation for turn in turns if turn.evaluation]
    accepted = [turn.evaluation for turn in turns if turn.accepted and turn.evaluation]
    ratios = [evaluation.time.estimate for evaluation in accepted if evaluation.time]
    return EpisodeResult(
        number=slot.number,
        seed=slot.seed,
        reward=reward,
        fault=fault,
        accepted=bool(accepted),
        speedup=float(np.exp(max(ratios))) if ratios else None,
        usage=_total(usages),
        queue_ahead=tuple(one.queue_ahead for one in evaluations if one.queue_ahead is not None),
    )


def _total(usages: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for usage in usages:
        for kind, amount in usage.items():
            total[kind] += amount
    return dict(total)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedGroup:
    """The episodes of one environment seed.

    Attributes:
        seed: The seed.
        episodes: Their numbers.
        best: Number of the episode with the highest reward; the first of several.
        reward: Its reward.
        accepted: Whether a program was accepted in any of them.
    """

    seed: int
    episodes: tuple[int, ...]
    best: int
    reward: float
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutSummary:
    """The results of a rollout so far. A statistic of no episodes is None.

    Episodes with a fault count in ``done``, ``faults`` and ``usage`` alone; a group with one counts nowhere.

    Attributes:
        episodes: Number of episodes planned.
        done: Number of episodes that have ended.
        faults: Number of these that ended in a fault.
        mean_reward: Mean over episodes.
        pass_at_1: Share of episodes in which a program was accepted.
        best_of: Number of episodes in a group.
        pass_at_n: Share of groups in which a program was accepted.
        best_of_n: Mean over groups of the best reward.
        best_speedup: Speed-up of the fastest accepted program, reference / candidate.
        queue_ahead: Mean number of others that waited for a core before an evaluation.
        usage: Tokens, cost and seconds that all replies took, by kind.
        groups: Every complete group.
    """

    episodes: int
    done: int
    faults: int
    mean_reward: float | None
    pass_at_1: float | None
    best_of: int
    pass_at_n: float | None
    best_of_n: float | None
    best_speedup: float | None
    queue_ahead: float | None
    usage: Mapping[str, float]
    groups: tuple[SeedGroup, ...]


def summarise(plan: Plan, results: Iterable[EpisodeResult]) -> RolloutSummary:
    """Summarise the episodes that have ended."""
    results = list(results)
    good = [result for result in results if not result.fault]
    groups = _groups(plan, good)
    return RolloutSummary(
        episodes=plan.total,
        done=len(results),
        faults=len(results) - len(good),
        mean_reward=_mean(result.reward for result in good),
        pass_at_1=_mean(result.accepted for result in good),
        best_of=plan.best_of,
        pass_at_n=_mean(group.accepted for group in groups),
        best_of_n=_mean(group.reward for group in groups),
        best_speedup=max((one.speedup for one in good if one.speedup is not None), default=None),
        queue_ahead=_mean(ahead for result in results for ahead in result.queue_ahead),
        usage=_total(result.usage for result in results),
        groups=groups,
    )


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return fmean(values) if values else None


def _groups(plan: Plan, results: Iterable[EpisodeResult]) -> tuple[SeedGroup, ...]:
    members: dict[int, list[EpisodeResult]] = defaultdict(list)
    for result in sorted(results, key=lambda result: result.number):
        members[(result.number - 1) // plan.best_of].append(result)
    return tuple(_group(members[key]) for key in sorted(members) if len(members[key]) == plan.best_of)


def _group(members: Sequence[EpisodeResult]) -> SeedGroup:
    best = max(members, key=lambda result: result.reward)
    return SeedGroup(
        seed=best.seed,
        episodes=tuple(result.number for result in members),
        best=best.number,
        reward=best.reward,
        accepted=any(result.accepted for result in members),
    )
