"""A session of OpenEnv's server: one environment here, in a thread of its own; and a server of such sessions.

Clients choose an environment by its ID, and how episodes are played and paid. They cannot choose the sandbox,
the cores or the limits, which the server's own ``PERFGYM_*`` variables set. There is no authentication.
"""

import functools
from typing import Any, ClassVar, Generic, TypeVar

from fastapi import FastAPI
from gymnasium.error import ResetNeeded
from openenv.core.env_server import Action, Environment, Observation, State, create_app

from perfgym.integrations.episode import Fault, TextEpisode, outside_arguments

__all__ = ["Session", "fault_figures", "session_app"]

ActionT = TypeVar("ActionT", bound=Action)
ObservationT = TypeVar("ObservationT", bound=Observation)
StateT = TypeVar("StateT", bound=State)

# OpenEnv's routes that make an environment beside those of the sessions, so that no limit counts it.
_UNCOUNTED = frozenset({"/reset", "/step", "/mcp", "/harness"})


class Session(Environment[ActionT, ObservationT, StateT], Generic[ActionT, ObservationT, StateT]):
    """One session. A subclass says how an episode is played by its actions, and what is answered.

    Args:
        arguments: Arguments of the environments, unless a client chooses others.
    """

    SUPPORTS_CONCURRENT_SESSIONS = True
    default_id: ClassVar[str]

    def __init__(self, **arguments: Any) -> None:
        super().__init__()
        self._arguments = arguments
        self._episode: TextEpisode | None = None
        self._named = {"env_id": "", "episode_id": None, "step_count": 0}

    def reset(
        self,
        seed: int | None = None,
        episode_id: str | None = None,
        env_id: str | None = None,
        **asked: Any,
    ) -> ObservationT:
        """Begin an episode; another one of this session ends.

        Args:
            seed: Determines the hidden tests, together with the server's input key.
            episode_id: Name of the episode for ``state``.
            env_id: Environment ID; by default one of the server's.
            asked: Arguments that a client may choose.

        Raises:
            SettingsError: There is no such environment, or a client may not choose such an argument.
        """
        self.close()
        self._named = {"env_id": "", "episode_id": None, "step_count": 0}
        chosen = self.default_id if env_id is None else env_id
        self._check(chosen)
        self._episode = TextEpisode(chosen, **self._arguments | outside_arguments(asked))
        self._named |= {"env_id": self._episode.env_id, "episode_id": episode_id}
        try:
            return self._begin(self._episode, seed)
        except Fault as fault:
            return self._failed(fault)

    def step(self, action: ActionT, *_: Any, **__: Any) -> ObservationT:
        """Play one action. OpenEnv's ``timeout_s`` is ignored: ``PERFGYM_*`` variables limit a step.

        Raises:
            ResetNeeded: No episode has begun, or it has ended.
        """
        if self._episode is None:
            raise ResetNeeded("no episode has begun: send a reset first")
        try:
            answer = self._play(self._episode, action)
        except Fault as fault:
            return self._failed(fault)
        self._named["step_count"] += 1
        return answer

    def close(self) -> None:
        """End the session's episode. Calling it twice is harmless."""
        if self._episode:
            self._episode.close()
        self._episode = None

    def _check(self, env_id: Any) -> None:
        """Raise SettingsError if this session does not play an ID, which may be no text."""

    def _begin(self, episode: TextEpisode, seed: int | None) -> ObservationT:
        raise NotImplementedError

    def _play(self, episode: TextEpisode, action: ActionT) -> ObservationT:
        raise NotImplementedError

    def _failed(self, fault: Fault) -> ObservationT:
        """No reward, not even 0, which a trainer could take for the program's."""
        raise NotImplementedError

    @property
    def _about(self) -> dict[str, Any]:
        """The fields that every state has."""
        return {**self._named, "score": self._episode.score if self._episode else None}


def fault_figures(fault: Fault) -> dict[str, Any]:
    """The metadata of an observation that ends an episode because perfgym failed."""
    return {"fault": 1.0, "fault_kind": str(fault)}


def session_app(
    kind: type[Session[Any, Any, Any]],
    models: tuple[type[Action], type[Observation], type[State]],
    max_sessions: int,
    arguments: dict[str, Any],
) -> FastAPI:
    """A server of sessions.

    Args:
        kind: The sessions.
        models: Their actions, observations and states.
        max_sessions: Sessions that may be open at a time. A client beyond them is refused, with the code
            ``CAPACITY_REACHED``. Each has a thread, and all share the machine's cores.
        arguments: Arguments of the environments, unless a client chooses others.

    Raises:
        TypeError: The environments take no such argument.
        PerfgymError: This machine lacks something, or an argument's value cannot be used.
    """
    TextEpisode(kind.default_id, **arguments).close()  # the one who serves is told what is wrong, no client
    action, observation, state = models
    made = create_app(
        functools.partial(kind, **arguments),
        action,
        observation,
        env_name="perfgym",
        max_concurrent_envs=max_sessions,
        state_cls=state,
    )
    made.router.routes = [
        route for route in made.router.routes if getattr(route, "path", "") not in _UNCOUNTED
    ]
    return made
