"""A rollout's seed -> the seeds of its episodes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perfgym.errors import SettingsError

__all__ = ["Plan", "Slot"]

_SEEDS = 1 << 31  # so that any library takes one
_ENVIRONMENTS, _AGENTS = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One episode that is to be played.

    Attributes:
        number: Its number, from 1.
        seed: What its environment is reset with.
        plan_seed: The rollout's seed.
    """

    number: int
    seed: int
    plan_seed: int

    def rng(self, turn: int) -> np.random.Generator:
        """The agent's randomness in one turn."""
        sequence = np.random.SeedSequence(self.plan_seed, spawn_key=(_AGENTS, self.number, turn))
        return np.random.default_rng(sequence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which episodes a rollout consists of.

    Attributes:
        episodes: Number of environment seeds.
        best_of: Episodes with each of these seeds; the agents' randomness differs.
        seed: Everything random comes from it; not negative.
    """

    episodes: int
    best_of: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        for name, least in (("episodes", 1), ("best_of", 1), ("seed", 0)):
            if getattr(self, name) < least:
                raise SettingsError(f"{name} must be at least {least}, got {getattr(self, name)}")

    @property
    def total(self) -> int:
        """Number of episodes."""
        return self.episodes * self.best_of

    def slots(self) -> Iterator[Slot]:
        """All episodes, those of one environment seed after each other."""
        for group in range(self.episodes):
            sequence = np.random.SeedSequence(self.seed, spawn_key=(_ENVIRONMENTS, group))
            seed = int(sequence.generate_state(1)[0]) % _SEEDS
            for number in range(group * self.best_of, (group + 1) * self.best_of):
                yield Slot(number=number + 1, seed=seed, plan_seed=self.seed)
