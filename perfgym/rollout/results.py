"""The turns of episodes -> the result of each episode, and a summary of all episodes. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from perfgym.records import Fault
from perfgym.rollout.plan import Plan, Slot
from perfgym.store import (
    Outcome,
    Statistics,
    Turn,
    accepted_speedup,
    statistics,
    statistics_by_environment,
    total_usage,
)

__all__ = ["EpisodeResult", "RolloutSummary", "SeedGroup", "result_of", "summarise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeResult:
    """The result of one episode.

    Attributes:
        number: Number in the plan.
        env_id: ID of its environment.
        seed: Seed that its environment was reset with.
        reward: Sum of the rewards.
        fault: The failure that no submission caused; the reward then has no meaning.
        accepted: Whether a program passed every test.
        speedup: Speed-up of the fastest accepted program, reference / candidate; None if there is none.
        usage: Tokens, cost and seconds that the replies of all attempts took, by kind.
        queue_ahead: Number of others that waited for a core before each evaluation.
    """

    number: int
    env_id: str
    seed: int
    reward: float
    fault: Fault | None
    accepted: bool
    speedup: float | None
    usage: Mapping[str, float]
    queue_ahead: tuple[int, ...]

    @property
    def outcome(self) -> Outcome | None:
        """What it came to; None if it ended in a fault."""
        if self.fault:
            return None
        return Outcome(
            env_id=self.env_id,
            seed=self.seed,
            reward=self.reward,
            accepted=self.accepted,
            speedup=self.speedup,
        )


def result_of(
    slot: Slot, reward: float, fault: Fault | None, turns: Sequence[Turn], usage: Mapping[str, float]
) -> EpisodeResult:
    """The result of an episode from its turns, and from the usage of all attempts at it."""
    evaluations = [turn.evaluation for turn in turns if turn.evaluation]
    accepted, speedup = accepted_speedup(turns)
    return EpisodeResult(
        number=slot.number,
        env_id=slot.env_id,
        seed=slot.seed,
        reward=reward,
        fault=fault,
        accepted=accepted,
        speedup=speedup,
        usage=usage,
        queue_ahead=tuple(one.queue_ahead for one in evaluations if one.queue_ahead is not None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedGroup:
    """The episodes of one environment and seed.

    Attributes:
        env_id: ID of the environment.
        seed: The seed.
        episodes: Their numbers.
        best: Number of the episode with the highest reward; the first of several.
        reward: Its reward.
        accepted: Whether a program was accepted in any of them.
    """

    env_id: str
    seed: int
    episodes: tuple[int, ...]
    best: int
    reward: float
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutSummary:
    """The results of a rollout so far. A statistic of no episodes is None.

    Episodes with a fault count in ``done``, ``faults`` and ``usage`` alone; a group with one is not listed.

    Attributes:
        episodes: Number of episodes planned.
        done: Number of episodes that have ended.
        faults: Number of these that ended in a fault.
        statistics: Statistics of all episodes.
        environments: Environment ID to the statistics of its episodes.
        best_of: Number of episodes in a group.
        best_of_n: Mean over groups of the best reward.
        queue_ahead: Mean number of others that waited for a core before an evaluation.
        usage: Tokens, cost and seconds that all replies took, by kind.
        groups: Every complete group.
    """

    episodes: int
    done: int
    faults: int
    statistics: Statistics
    environments: Mapping[str, Statistics]
    best_of: int
    best_of_n: float | None
    queue_ahead: float | None
    usage: Mapping[str, float]
    groups: tuple[SeedGroup, ...]


def summarise(plan: Plan, results: Iterable[EpisodeResult]) -> RolloutSummary:
    """Summarise the episodes that have ended."""
    results = list(results)
    good = [result for result in results if not result.fault]
    outcomes = [outcome for result in good if (outcome := result.outcome)]
    groups = _groups(plan, good)
    return RolloutSummary(
        episodes=plan.total,
        done=len(results),
        faults=len(results) - len(good),
        statistics=statistics(outcomes),
        environments=statistics_by_environment(outcomes),
        best_of=plan.best_of,
        best_of_n=_mean(group.reward for group in groups),
        queue_ahead=_mean(ahead for result in results for ahead in result.queue_ahead),
        usage=total_usage(result.usage for result in results),
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
        env_id=best.env_id,
        seed=best.seed,
        episodes=tuple(result.number for result in members),
        best=best.number,
        reward=best.reward,
        accepted=any(result.accepted for result in members),
    )
