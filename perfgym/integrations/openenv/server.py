"""OpenEnv's server of episodes in text: a client sends a model's whole replies, for any family.

``app`` is the server with default arguments, for ``uvicorn perfgym.integrations.openenv.server:app``.
"""

from typing import Any

from fastapi import FastAPI

from perfgym.integrations.episode import Fault, TextEpisode, brief
from perfgym.integrations.openenv.models import PerfAction, PerfObservation, PerfState
from perfgym.integrations.openenv.session import Session, fault_figures, session_app

__all__ = ["PerfOptimizeServer", "make_app"]


class PerfOptimizeServer(Session[PerfAction, PerfObservation, PerfState]):
    """One session. See :class:`~perfgym.integrations.openenv.session.Session`."""

    default_id = "PerfOptimize-matmul-c-v0"

    @property
    def state(self) -> PerfState:
        """Where the session's episode is."""
        return PerfState(**self._about)

    def _begin(self, episode: TextEpisode, seed: int | None) -> PerfObservation:
        return PerfObservation(text=episode.reset(seed))

    def _play(self, episode: TextEpisode, action: PerfAction) -> PerfObservation:
        reply = episode.step(action.reply)
        told = {**brief(reply.info), "status": reply.info["status"]}
        return PerfObservation(text=reply.feedback, done=reply.done, reward=reply.reward, metadata=told)

    def _failed(self, fault: Fault) -> PerfObservation:
        return PerfObservation(done=True, metadata=fault_figures(fault))


def make_app(max_sessions: int = 64, **arguments: Any) -> FastAPI:
    """A server with arguments of its own, as :func:`~perfgym.integrations.openenv.session.session_app`."""
    models = (PerfAction, PerfObservation, PerfState)
    return session_app(PerfOptimizeServer, models, max_sessions, arguments)


def __getattr__(name: str) -> FastAPI:
    """Make ``app`` when it is asked for: to make it needs a machine on which the default arguments work."""
    if name == "app":
        return make_app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
