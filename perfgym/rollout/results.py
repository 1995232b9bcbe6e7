"""Episodes as they were played -> what came of each, and of all. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from perfgym.rollout.plan import Plan, Slot
from perfgym.store import Turn
from perfgym.store.records import is_agents_fault, is_environments_fault

__all__ = ["EpisodeResult", "Group", "Summary", "outcome_of", "summarise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeResult:
    """What came of one episode.

    Attributes:
        number: Number in the plan.
        seed: What its environment was reset with.
        reward: Sum of what was paid.
        fault: What failed that is not the agent's doing; the reward then means nothing.
        accepted: Whether a program passed every test.
        speedup: Of the fastest accepted program, reference / candidate; None where there is none.
        usage: What the replies took, by kind; those of earlier attempts count.
        queue_ahead: How many others waited for a core before each evaluation.
    """

    number: int
    seed: int
    reward: float
    fault: str
    accepted: bool
    speedup: float | None
    usage: Mapping[str, float]
    queue_ahead: tuple[float, ...]

    @property
    def is_environments_fault(self) -> bool:
        """Whether the environment failed, which another attempt may mend."""
        return is_environments_fault(self.fault)

    @property
    def is_agents_fault(self) -> bool:
        """Whether the agent, or what it depends on, failed."""
        return is_agents_fault(self.fault)


def outcome_of(
    slot: Slot, reward: float, fault: str, turns: Sequence[Turn], usages: Iterable[Mapping[str, float]]
) -> EpisodeResult:
    """What came of an episode whose turns were these, and which took so much in all attempts."""
    accepted = [turn for turn in turns if turn.accepted]
    queues = [float(turn.info.get("queue_ahead", math.nan)) for turn in turns]
    return EpisodeResult(
        number=slot.number,
        seed=slot.seed,
        reward=reward,
        fault=fault,
        accepted=bool(accepted),
        speedup=max((float(turn.info["speedup"]) for turn in accepted), default=None),
        usage=_total(usages),
        queue_ahead=tuple(queue for queue in queues if math.isfinite(queue)),
    )


def _total(usages: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for usage in usages:
        for kind, amount in usage.items():
            total[kind] += amount
    return dict(total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The episodes of one environment seed.

    Attributes:
        seed: The seed.
        episodes: Their numbers.
        best: Number of the one that was paid most; the first of several.
        reward: What it was paid.
        accepted: Whether any had a program accepted.
    """

    seed: int
    episodes: tuple[int, ...]
    best: int
    reward: float
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came of a rollout so far. What nothing is known of is None.

    Faulted episodes count in `done`, `faults` and `usage` alone, and a group that has one in nothing.

    Attributes:
        episodes: Number of episodes there are to be.
        done: Of these, how many have ended.
        faults: Of these, how many ended in a fault.
        mean_reward: Mean over episodes.
        pass_at_1: Share of episodes with a program accepted.
        best_of: Episodes in a group.
        pass_at_n: Share of groups with a program accepted.
        best_of_n: Mean over groups of the best reward.
        best_speedup: Of the fastest accepted program, reference / candidate.
        queue_ahead: Mean number of others that waited for a core before an evaluation.
        usage: What all replies took, by kind.
        groups: Every group that is complete.
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
    groups: tuple[Group, ...]


def summarise(plan: Plan, outcomes: Iterable[EpisodeResult]) -> Summary:
    """What came of the episodes that have ended."""
    outcomes = list(outcomes)
    good = [outcome for outcome in outcomes if not outcome.fault]
    groups = _groups(plan, good)
    return Summary(
        episodes=plan.total,
        done=len(outcomes),
        faults=len(outcomes) - len(good),
        mean_reward=_mean(outcome.reward for outcome in good),
        pass_at_1=_mean(outcome.accepted for outcome in good),
        best_of=plan.best_of,
        pass_at_n=_mean(group.accepted for group in groups),
        best_of_n=_mean(group.reward for group in groups),
        best_speedup=max((one.speedup for one in good if one.speedup is not None), default=None),
        queue_ahead=_mean(ahead for outcome in outcomes for ahead in outcome.queue_ahead),
        usage=_total(outcome.usage for outcome in outcomes),
        groups=groups,
    )


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return fmean(values) if values else None


def _groups(plan: Plan, outcomes: Iterable[EpisodeResult]) -> tuple[Group, ...]:
    members: dict[int, list[EpisodeResult]] = defaultdict(list)
    for outcome in sorted(outcomes, key=lambda outcome: outcome.number):
        members[(outcome.number - 1) // plan.best_of].append(outcome)
    return tuple(_group(members[key]) for key in sorted(members) if len(members[key]) == plan.best_of)


def _group(members: Sequence[EpisodeResult]) -> Group:
    best = max(members, key=lambda outcome: outcome.reward)
    return Group(
        seed=best.seed,
        episodes=tuple(outcome.number for outcome in members),
        best=best.number,
        reward=best.reward,
        accepted=any(outcome.accepted for outcome in members),
    )
