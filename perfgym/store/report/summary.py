"""A run -> the statistics of its report. It reads the store and has no other effect.

Episodes with a fault, and unfinished ones, are listed and counted; statistics ignore their rewards.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean, median, quantiles

from perfgym.records import ROLES, Role, Status
from perfgym.store import (
    Episode,
    Outcome,
    Run,
    Statistics,
    Store,
    Turn,
    best_turn,
    outcome_of,
    planned,
    statistics,
    statistics_by_environment,
    total_usage,
)

__all__ = [
    "FAULT",
    "NOT_EVALUATED",
    "BestSubmission",
    "EpisodeRow",
    "EventChange",
    "RewardPoint",
    "RunSummary",
    "StatusShares",
    "count_ratios",
    "summarise_run",
    "turn_status",
]

FAULT = "FAULT"
"""Shown in place of a status if perfgym failed."""

NOT_EVALUATED = "NOT_EVALUATED"
"""Shown in place of a status if a turn evaluated no submission."""

_STATUSES = (Status.ACCEPTED, *(status for status in Status if status is not Status.ACCEPTED))
_PARTS = 10
_MOST_POINTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class BestSubmission:
    """The best submission of an episode.

    Attributes:
        episode: Number of the episode.
        turn: Number of the turn.
        score: Its score.
        speedup: Reference / candidate.
        low: Lower bound of the speed-up's 99 % interval.
        high: Upper bound.
        ratios: Role to candidate / reference, for each role that was counted.
    """

    episode: int
    turn: int
    score: float
    speedup: float
    low: float
    high: float
    ratios: Mapping[Role, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRow:
    """One episode in the report.

    Attributes:
        episode: The episode.
        statuses: Status of each turn, in order.
        best: Its best submission; None if none was accepted.
        outcome: What it came to; None if it has not ended, or ended in a fault.
        usage: Tokens, cost and seconds that the replies of all attempts at it took, by kind.
    """

    episode: Episode
    statuses: tuple[str, ...]
    best: BestSubmission | None
    outcome: Outcome | None
    usage: Mapping[str, float]

    @property
    def counts(self) -> bool:
        """Whether it ended without a fault, so that statistics include it."""
        return bool(self.episode.ended) and not self.episode.fault

    @property
    def reward(self) -> float:
        """Its reward; NaN if that has no meaning."""
        return math.nan if not self.counts or self.episode.reward is None else self.episode.reward


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardPoint:
    """A point of the reward curve; it stands for one episode or for several consecutive ones.

    Attributes:
        episode: Number of the last of its episodes.
        reward: Mean reward of its episodes.
        running_mean: Mean reward of the latest episodes, up to the last of its own.
        best: Highest reward of all episodes up to the last of its own.
    """

    episode: int
    reward: float
    running_mean: float
    best: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusShares:
    """The statuses of the turns of some consecutive episodes.

    Attributes:
        first: Number of the first episode.
        last: Number of the last.
        turns: Status to number of turns.
    """

    first: int
    last: int
    turns: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """The change that the best submissions made to the count of an event.

    Attributes:
        role: The event's role.
        submissions: Number of best submissions for which it was counted.
        low: First quartile of candidate / reference.
        middle: Median.
        high: Third quartile.
    """

    role: Role
    submissions: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """The statistics of a whole run.

    Attributes:
        run: The run.
        episodes: Its episodes, by number.
    """

    run: Run
    episodes: Sequence[EpisodeRow]

    @property
    def planned(self) -> int:
        """Number of episodes planned."""
        return planned(self.run, len(self.episodes))

    @property
    def finished(self) -> int:
        """Number of episodes that have ended, including those with a fault."""
        return sum(bool(one.episode.ended) for one in self.episodes)

    @property
    def faults(self) -> int:
        """Number of episodes that ended in a fault."""
        return sum(bool(one.episode.fault) for one in self.episodes)

    @property
    def rewarded(self) -> list[EpisodeRow]:
        """Episodes whose reward is a number."""
        return [one for one in self.episodes if math.isfinite(one.reward)]

    @property
    def mean_reward(self) -> float:
        """Mean reward over episodes; NaN if there is none."""
        rewards = [one.reward for one in self.rewarded]
        return fmean(rewards) if rewards else math.nan

    @property
    def best_reward(self) -> float:
        """Highest reward of an episode; NaN if there is none."""
        return max((one.reward for one in self.rewarded), default=math.nan)

    @property
    def outcomes(self) -> list[Outcome]:
        """What the episodes came to that ended without a fault."""
        return [one.outcome for one in self.episodes if one.outcome]

    @property
    def statistics(self) -> Statistics:
        """Statistics of these episodes."""
        return statistics(self.outcomes)

    @property
    def usage(self) -> dict[str, float]:
        """Tokens, cost and seconds that all replies took, by kind."""
        return total_usage(one.usage for one in self.episodes)

    def by_environment(self) -> dict[str, Statistics]:
        """Environment ID -> statistics of its episodes that ended without a fault, by ID."""
        return statistics_by_environment(self.outcomes)

    @property
    def window(self) -> int:
        """Number of episodes in a running mean: a tenth of the run, but at least five."""
        return max(5, len(self.rewarded) // 10)

    @property
    def group(self) -> int:
        """Number of episodes in a point of the reward curve."""
        return max(1, math.ceil(len(self.rewarded) / _MOST_POINTS))

    def reward_curve(self) -> list[RewardPoint]:
        """Rewards in order, at most 300 points."""
        rewarded = self.rewarded
        rewards = [one.reward for one in rewarded]
        best = list(accumulate(rewards, max))
        ends = [*range(self.group, len(rewards), self.group), len(rewards)] if rewards else []
        return [
            RewardPoint(
                episode=rewarded[end - 1].episode.number,
                reward=fmean(rewards[start:end]),
                running_mean=fmean(rewards[max(0, end - self.window) : end]),
                best=best[end - 1],
            )
            for start, end in pairwise([0, *ends])
        ]

    def faulted(self) -> list[int]:
        """Numbers of episodes with a fault, evenly thinned to at most 300."""
        numbers = [one.episode.number for one in self.episodes if one.episode.fault]
        return numbers[:: max(1, math.ceil(len(numbers) / _MOST_POINTS))]

    def best_by_environment(self) -> dict[str, BestSubmission | None]:
        """The best submission for each environment ID that was played, by ID; None if there is none.

        IDs are missing whose accepted submissions were not timed, because speed is not what they are for.
        """
        untimed = {
            one.episode.env_id for one in self.episodes if Status.ACCEPTED in one.statuses and not one.best
        } - {one.episode.env_id for one in self.episodes if one.best}
        ids = [one.episode.env_id for one in self.episodes if one.episode.env_id not in untimed]
        found: dict[str, BestSubmission | None] = dict.fromkeys(ids)
        for one in self.episodes:
            best = found.get(one.episode.env_id)
            if one.best and one.counts and (best is None or one.best.score > best.score):
                found[one.episode.env_id] = one.best
        return dict(sorted(found.items()))

    def status_mix(self) -> list[StatusShares]:
        """Statuses over time, in ten parts of equally many episodes; in fewer if there are fewer episodes."""
        played = [one for one in self.episodes if one.statuses]
        parts = min(_PARTS, len(played))
        bounds = [len(played) * part // parts for part in range(parts + 1)] if parts else []
        return [_shares(played[start:end]) for start, end in pairwise(bounds)]

    def statuses(self) -> dict[str, int]:
        """Number of turns of each status that occurs, ``ACCEPTED`` first."""
        counted = Counter(status for one in self.episodes for status in one.statuses)
        return {status: counted[status] for status in (*_STATUSES, FAULT, NOT_EVALUATED) if counted[status]}

    def changes(self) -> list[EventChange]:
        """How the best submission of each episode changed the counts, by role."""
        best = [one.best.ratios for one in self.episodes if one.best and one.counts]
        by_role = {role: [one[role] for one in best if role in one] for role in ROLES}
        return [_change(role, ratios) for role, ratios in by_role.items() if ratios]


def _shares(played: Sequence[EpisodeRow]) -> StatusShares:
    return StatusShares(
        first=played[0].episode.number,
        last=played[-1].episode.number,
        turns=Counter(status for one in played for status in one.statuses),
    )


def _change(role: Role, ratios: Sequence[float]) -> EventChange:
    counted = ratios if len(ratios) > 1 else [*ratios, *ratios]  # quartiles need two values
    low, middle, high = quantiles(counted, n=4, method="inclusive")
    return EventChange(role=role, submissions=len(ratios), low=low, middle=middle, high=high)


def turn_status(turn: Turn) -> str:
    """The status of a turn's submission; ``FAULT`` if perfgym failed and the status has no meaning."""
    if turn.fault:
        return FAULT
    return str(turn.evaluation.status) if turn.evaluation else NOT_EVALUATED


def count_ratios(turn: Turn) -> dict[Role, float]:
    """Role to the median of candidate / reference over pairs, for each role that was counted."""
    measurement = turn.evaluation.measurement if turn.evaluation else None
    found: dict[Role, float] = {}
    for role in measurement.intervals if measurement else ():
        counted = [pair for pair in measurement.pairs if pair.reference.get(role)] if measurement else []
        if ratios := [pair.candidate[role] / pair.reference[role] for pair in counted]:
            found[role] = median(ratios)
    return found


def _best(episode: Episode, turns: Iterable[Turn]) -> BestSubmission | None:
    turn = best_turn(turns)
    time = turn.evaluation.time if turn and turn.evaluation else None
    if turn is None or time is None:
        return None
    return BestSubmission(
        episode=episode.number,
        turn=turn.number,
        score=turn.score,
        speedup=math.exp(time.estimate),
        low=math.exp(time.low),
        high=math.exp(time.high),
        ratios=count_ratios(turn),
    )


def _row(store: Store, episode: Episode, usage: Mapping[str, float]) -> EpisodeRow:
    turns = store.turns(episode.episode_id)
    return EpisodeRow(
        episode=episode,
        statuses=tuple(map(turn_status, turns)),
        best=_best(episode, turns),
        outcome=outcome_of(episode, turns),
        usage=usage,
    )


def summarise_run(store: Store, run: Run) -> RunSummary:
    """Summarise a run. Only one episode's turns are in memory at a time."""
    usages = store.usages(run.run_id)
    episodes = store.episodes(run.run_id)
    return RunSummary(run=run, episodes=[_row(store, one, usages.get(one.number, {})) for one in episodes])
