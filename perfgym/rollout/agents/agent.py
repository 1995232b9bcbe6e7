"""The interface of an agent: an input that describes the episode, and an output with the next action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from gymnasium import spaces

from perfgym.errors import MachineError

__all__ = ["Agent", "AgentFailedError", "AgentInput", "AgentOutput", "ChatMessage", "MakeAgent"]

ChatMessage = Mapping[str, str]
"""``role``, which is ``user`` or ``assistant`` (or ``system`` in a request), and ``content``."""


class AgentFailedError(MachineError):
    """Something that an agent depends on, such as a model's server, failed: the episode is never scored.

    Attributes:
        usage: Tokens, cost and seconds spent nevertheless, as in an :class:`AgentOutput`.
    """

    def __init__(self, cause: str, usage: Mapping[str, float] | None = None) -> None:
        super().__init__(cause)
        self.usage = dict(usage or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentInput:
    """The state of an episode that an agent acts upon.

    Attributes:
        env_id: The environment's ID.
        observation: The last observation.
        info: The ``info`` that came with it.
        conversation: Prompt, replies and feedback so far, or the one message that stands for them; empty if
            observations hold no text.
        action_space: The space of actions.
        turn: Number of the turn, from 1.
        rng: The source of all randomness; one for each turn.
    """

    env_id: str
    observation: Any
    info: Mapping[str, Any]
    conversation: Sequence[ChatMessage]
    action_space: spaces.Space[Any]
    turn: int
    rng: np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentOutput:
    """The next action of an agent.

    Attributes:
        action: The action for the environment's ``step``.
        reply: The same as text, part of the conversation; empty if there is none.
        usage: ``prompt_tokens``, ``completion_tokens``, ``cost``, ``seconds`` and ``retries`` that it took;
            unknown ones are missing.
    """

    action: Any
    reply: str = ""
    usage: Mapping[str, float] = field(default_factory=dict[str, float])


class Agent(Protocol):
    """Plays one episode; its state lasts as long as the episode."""

    async def act(self, seen: AgentInput) -> AgentOutput:
        """Choose the next action.

        Raises:
            AgentFailedError: Something that the agent depends on failed, so there is no action.
        """
        ...


MakeAgent = Callable[[str], Agent]
"""Makes the agent of one episode, from the ID of its environment."""
