"""OpenEnv's server of ``PerfRepo``: a client uses the tools of an agent, and sees all that they answer.

``app`` is the server with default arguments, for ``uvicorn perfgym.integrations.openenv.repo_server:app``.
"""

import math
from typing import Any, cast

import msgspec
from fastapi import FastAPI

from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.errors import SettingsError
from perfgym.integrations.episode import Fault, Reply, TextEpisode, brief
from perfgym.integrations.openenv.repo_models import GoPerfAction, GoPerfObservation, GoPerfState
from perfgym.integrations.openenv.session import Session, fault_figures, session_app
from perfgym.printable import portable
from perfgym.repo.tasks.load import load_task

__all__ = ["GoPerfServer", "make_app"]

_FAMILY = "PerfRepo-"


class GoPerfServer(Session[GoPerfAction, GoPerfObservation, GoPerfState]):
    """One session. See :class:`~perfgym.integrations.openenv.session.Session`."""

    default_id = f"{_FAMILY}strings-go-v0"

    @property
    def state(self) -> GoPerfState:
        """Where the session's episode is."""
        if self._episode is None:
            return GoPerfState(**self._about)
        state: dict[str, Any] = portable(msgspec.to_builtins(_env(self._episode).state))
        return GoPerfState(**self._about, **state)

    def _check(self, env_id: Any) -> None:
        if not str(env_id).startswith(_FAMILY):
            raise SettingsError(
                f"this server plays environment IDs of {_FAMILY.removesuffix('-')}, got {env_id!r:.200}"
            )

    def _begin(self, episode: TextEpisode, seed: int | None) -> GoPerfObservation:
        prompt = episode.reset(seed, tags=False)
        return GoPerfObservation(prompt=prompt, **_task_fields(_env(episode)))

    def _play(self, episode: TextEpisode, action: GoPerfAction) -> GoPerfObservation:
        best = _env(episode).state.prev_best_metrics.get("speedup", 1.0)
        reply = episode.act(action.fields())
        result: dict[str, Any] = portable(reply.info["result"])
        known = _task_fields(_env(episode)) | _deltas(reply, best)
        return GoPerfObservation.of_result(
            {**result, **known},
            feedback=reply.feedback,
            status=reply.info["status"] if reply.info["evaluation"] else None,
            done=reply.done,
            reward=reply.reward,
            metadata=brief(reply.info),
        )

    def _failed(self, fault: Fault) -> GoPerfObservation:
        return GoPerfObservation(done=True, exit_code=-1, metadata=fault_figures(fault))


def _env(episode: TextEpisode) -> PerfRepoEnv:
    return cast("PerfRepoEnv", episode.env)


def _task_fields(env: PerfRepoEnv) -> dict[str, Any]:
    state = env.state
    return {
        "repo_name": state.repo_name,
        "repo_worktree_path": state.workspace_path,
        "repo_revision": state.repo_revision,
        "worktree_id": state.worktree_id,
        "task_id": state.task_id,
        "task_goal": load_task(state.task_id).goal,
        "task_step_count": state.task_step_count,
        "task_remaining_budget": state.budget_remaining,
        "task_build_flags": list(state.build_flags),
        "evaluations_left": state.evaluations_left,
    }


def _deltas(reply: Reply, best: float) -> dict[str, float]:
    """How much faster the evaluation of this step found the files than the base, and than the best before."""
    speedup: float = reply.info["speedup"]
    if not math.isfinite(speedup):
        return {}
    return {"delta_baseline": speedup - 1.0, "delta_prev_best": speedup / best - 1.0}


def make_app(max_sessions: int = 64, **arguments: Any) -> FastAPI:
    """A server with arguments of its own, as :func:`~perfgym.integrations.openenv.session.session_app`."""
    models = (GoPerfAction, GoPerfObservation, GoPerfState)
    return session_app(GoPerfServer, models, max_sessions, arguments)


def __getattr__(name: str) -> FastAPI:
    """Make ``app`` when it is asked for: to make it needs a machine on which the default arguments work."""
    if name == "app":
        return make_app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
