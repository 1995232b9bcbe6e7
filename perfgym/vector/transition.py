"""The record of one step of one environment of a pool."""

from dataclasses import dataclass
from typing import Any

__all__ = ["Transition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """The result of one step of one environment.

    Attributes:
        env_id: Index of the environment.
        observation: Observation of the environment: one element of ``single_observation_space``.
        reward: Reward of the step.
        terminated: Whether the episode reached its end.
        truncated: Whether the episode was cut off, e.g. because the worker was lost.
        info: The environment's ``info``; after the loss of a worker ``fault`` and ``fault_kind``.
        final: The last step of the episode, if ``observation`` is the first one of the next episode
            (``AutoresetMode.SAME_STEP``); otherwise None.
    """

    env_id: int
    observation: Any
    reward: float
    terminated: bool
    truncated: bool
    info: dict[str, Any]
    final: "Transition | None" = None

    @property
    def ended(self) -> bool:
        """Whether the environment needs a reset before its next step."""
        return (self.terminated or self.truncated) and self.final is None
