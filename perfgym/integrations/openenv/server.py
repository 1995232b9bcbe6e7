"""OpenEnv's server: one session of a client is one environment here, in a thread of its own.

``app`` is the server with default arguments, for ``uvicorn perfgym.integrations.openenv.server:app``. Clients
choose an environment by its ID, and how episodes are played and paid. They cannot choose the sandbox, the
cores or the limits, which the server's own ``PERFGYM_*`` variables set. There is no authentication.
"""

import functools
from typing import Any

from fastapi import FastAPI
from gymnasium.error import ResetNeeded
from openenv.core.env_server import Environment, create_app

from perfgym.integrations.episode import Fault, TextEpisode, brief, outside_arguments
from perfgym.integrations.openenv.models import PerfAction, PerfObservation, PerfState

__all__ = ["PerfOptimizeServer", "make_app"]

# OpenEnv's routes that make an environment beside those of the sessions, so that no limit counts it.
_UNCOUNTED = frozenset({"/reset", "/step", "/mcp", "/harness"})

_DEFAULT = "PerfOptimize-matmul-c-v0"


class PerfOptimizeServer(Environment[PerfAction, PerfObservation, PerfState]):
    """One session.

    Args:
        arguments: Arguments of the environments, unless a client chooses others.
    """

    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self, **arguments: Any) -> None:
        super().__init__()
        self._arguments = arguments
        self._episode: TextEpisode | None = None
        self._state = PerfState()

    def reset(
        self,
        seed: int | None = None,
        episode_id: str | None = None,
        env_id: str = _DEFAULT,
        **asked: Any,
    ) -> PerfObservation:
        """Begin an episode; another one of this session ends.

        Args:
            seed: Determines the hidden tests, together with the server's input key.
            episode_id: Name of the episode for ``state``.
            env_id: Environment ID.
            asked: Arguments that a client may choose.

        Raises:
            SettingsError: There is no such environment, or a client may not choose such an argument.
        """
        self.close()
        self._state = PerfState()
        self._episode = TextEpisode(env_id, **self._arguments | outside_arguments(asked))
        self._state = PerfState(episode_id=episode_id, env_id=env_id)
        try:
            text = self._episode.reset(seed)
        except Fault as fault:
            return _failed(fault)
        self._state.score = self._episode.score
        return PerfObservation(text=text)

    def step(self, action: PerfAction, *_: Any, **__: Any) -> PerfObservation:
        """Play one reply. OpenEnv's ``timeout_s`` is ignored: ``PERFGYM_*`` variables limit a step.

        Raises:
            ResetNeeded: No episode has begun, or it has ended.
        """
        if self._episode is None:
            raise ResetNeeded("no episode has begun: send a reset first")
        try:
            reply = self._episode.step(action.reply)
        except Fault as fault:
            self._state.score = None
            return _failed(fault)
        self._state.step_count += 1
        self._state.score = self._episode.score
        told = {**brief(reply.info), "status": reply.info["status"]}
        return PerfObservation(text=reply.feedback, done=reply.done, reward=reply.reward, metadata=told)

    @property
    def state(self) -> PerfState:
        """Where the session's episode is."""
        return self._state

    def close(self) -> None:
        """End the session's episode. Calling it twice is harmless."""
        if self._episode:
            self._episode.close()
        self._episode = None


def _failed(fault: Fault) -> PerfObservation:
    """No reward, not even 0, which a trainer could take for the program's."""
    return PerfObservation(done=True, metadata={"fault": 1.0, "fault_kind": str(fault)})


def make_app(max_sessions: int = 64, **arguments: Any) -> FastAPI:
    """A server with arguments of its own.

    Args:
        max_sessions: Sessions that may be open at a time. A client beyond them is refused, with the code
            ``CAPACITY_REACHED``. Each has a thread, and all share the machine's cores.
        arguments: Arguments of the environments, unless a client chooses others.

    Raises:
        TypeError: The environments take no such argument.
        PerfgymError: This machine lacks something, or an argument's value cannot be used.
    """
    TextEpisode(_DEFAULT, **arguments).close()  # the one who serves is told what is wrong, and not a client
    server = functools.partial(PerfOptimizeServer, **arguments)
    made = create_app(
        server,
        PerfAction,
        PerfObservation,
        env_name="perfgym",
        max_concurrent_envs=max_sessions,
        state_cls=PerfState,
    )
    made.router.routes = [
        route for route in made.router.routes if getattr(route, "path", "") not in _UNCOUNTED
    ]
    return made


def __getattr__(name: str) -> FastAPI:
    """Make ``app`` when it is asked for: to make it needs a machine on which the default arguments work."""
    if name == "app":
        return make_app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
