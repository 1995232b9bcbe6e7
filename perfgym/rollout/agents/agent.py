"""What plays an episode: a view of it in, a move out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from gymnasium import spaces

from perfgym.errors import MachineError

__all__ = ["Agent", "AgentFailedError", "MakeAgent", "Message", "Move", "View"]

Message = Mapping[str, str]
"""``role``, which is ``user`` or ``assistant``, and ``content``."""


class AgentFailedError(MachineError):
    """What an agent depends on, a model's server for one, failed: the episode is flagged, never scored.

    Attributes:
        usage: What was spent nevertheless, as in a :class:`Move`.
    """

    def __init__(self, cause: str, usage: Mapping[str, float] | None = None) -> None:
        super().__init__(cause)
        self.usage = dict(usage or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an agent is to act upon.

    Attributes:
        env_id: The environment's ID.
        observation: The last observation.
        info: What came with it.
        conversation: Prompt, replies and feedback so far; empty where observations hold no text.
        action_space: What an action is one of.
        turn: Number of the turn, from 1.
        rng: All randomness comes from it; one for each turn.
    """

    env_id: str
    observation: Any
    info: Mapping[str, Any]
    conversation: Sequence[Message]
    action_space: spaces.Space[Any]
    turn: int
    rng: np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What an agent does.

    Attributes:
        action: What the environment's ``step`` takes.
        reply: The same as text, part of the conversation; empty where there is none.
        usage: What it took: ``prompt_tokens``, ``completion_tokens``, ``cost``, ``seconds``, ``retries``;
            what is not known is not there.
    """

    action: Any
    reply: str = ""
    usage: Mapping[str, float] = field(default_factory=dict[str, float])


class Agent(Protocol):
    """Plays one episode; what it remembers, it remembers for that long."""

    async def act(self, view: View) -> Move:
        """The next move.

        Raises:
            AgentFailedError: There is none, through no fault of the agent's own.
        """
        ...


MakeAgent = Callable[[], Agent]
"""Makes the agent of one episode."""
