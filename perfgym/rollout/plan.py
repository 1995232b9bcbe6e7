"""The seed of a rollout -> the seeds of its episodes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perfgym.errors import SettingsError

__all__ = ["Plan", "Slot"]

_SEEDS = 1 << 31  # every library accepts a seed below this
_ENVIRONMENTS, _AGENTS = 0, 1
_MOST_EPISODES = 10_000_000  # a rollout keeps one record of each in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One episode that is to be played.

    Attributes:
        number: Number of the episode, from 1.
        env_id: ID of its environment.
        seed: Seed that its environment is reset with.
        plan_seed: The seed of the rollout.
    """

    number: int
    env_id: str
    seed: int
    plan_seed: int

    def rng(self, turn: int) -> np.random.Generator:
        """The source of the agent's randomness in one turn."""
        sequence = np.random.SeedSequence(self.plan_seed, spawn_key=(_AGENTS, self.number, turn))
        return np.random.default_rng(sequence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The episodes of a rollout.

    Attributes:
        env_ids: Environment IDs, none of them twice.
        episodes: Number of environment seeds, the same for each ID. There are at most ten million episodes in
            all.
        best_of: Number of episodes of each ID with each of these seeds; the agents' randomness differs.
        seed: The source of all randomness; not negative.
    """

    env_ids: tuple[str, ...]
    episodes: int
    best_of: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        for name, least in (("episodes", 1), ("best_of", 1), ("seed", 0)):
            if getattr(self, name) < least:
                raise SettingsError(f"{name} must be at least {least}, got {getattr(self, name)}")
        if not self.env_ids or len(set(self.env_ids)) < len(self.env_ids):
            raise SettingsError(f"env_ids must be one ID or more, none of them twice; got {self.env_ids!r}")
        if self.total > _MOST_EPISODES:
            raise SettingsError(f"a rollout has at most {_MOST_EPISODES} episodes, got {self.total}")

    @property
    def total(self) -> int:
        """Number of episodes."""
        return len(self.env_ids) * self.episodes * self.best_of

    def slots(self) -> Iterator[Slot]:
        """All episodes by number.

        A seed is played in all environments before the next one, so that a rollout that stops early has
        played about as many episodes of each. The episodes of one environment and seed follow each other.
        """
        number = 0
        for group in range(self.episodes):
            sequence = np.random.SeedSequence(self.seed, spawn_key=(_ENVIRONMENTS, group))
            seed = int(sequence.generate_state(1)[0]) % _SEEDS
            for env_id in self.env_ids:
                for _ in range(self.best_of):
                    number += 1
                    yield Slot(number=number, env_id=env_id, seed=seed, plan_seed=self.seed)
