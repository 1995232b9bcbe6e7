"""One task of verifiers -> one episode of perfgym in which the environment speaks for the user."""

from typing import Any, Self

import verifiers.v1 as vf
from pydantic import Field, model_validator

from perfgym.integrations.episode import AsyncTextEpisode, Reply, brief, outside_arguments
from perfgym.integrations.verifiers.taskset import PerfTask

__all__ = ["PerfEnv", "PerfEnvConfig", "load_environment"]

_ARGUMENTS = ("max_turns", "max_steps", "max_evaluations", "backend", "reward", "paid", "feedback")
_FACTS = ("status", "backend", "host", "problem_sha256")


class PerfEnvConfig(vf.EnvConfig):
    """How tasks are played.

    Attributes:
        agent: The policy. Its replies are text, so it needs no sandbox to run in.
        max_turns: Turns of an episode. This and the following are as for ``gymnasium.make``; None is for the
            variable or the default. A family takes those of the arguments that it has.
        max_steps: Steps of an episode of ``PerfRepo``.
        max_evaluations: Evaluations of an episode of ``PerfRepo``.
        backend: Name of the backend.
        reward: Name of the reward.
        paid: ``"final"`` or ``"delta"``.
        feedback: ``"full"``, ``"unlabeled"`` or ``"hidden"``.
    """

    agent: vf.AgentConfig = vf.AgentConfig(runtime=vf.SubprocessConfig())
    max_turns: int | None = Field(None, ge=1)
    max_steps: int | None = Field(None, ge=1)
    max_evaluations: int | None = Field(None, ge=1)
    backend: str | None = None
    reward: str | None = None
    paid: str | None = None
    feedback: str | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments that were given."""
        given = {name: getattr(self, name) for name in _ARGUMENTS}
        return {name: value for name, value in given.items() if value is not None}

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        """An argument that cannot be used is an error of the configuration, not one of each episode."""
        outside_arguments(self.arguments)
        return self


class PerfEnv(vf.Env[PerfEnvConfig]):
    """Plays a task. A fault of perfgym fails the episode: it has no reward; ``retries`` play it again."""

    async def run(self, task: PerfTask, agents: vf.Agents) -> None:
        """Play one episode, and record what it is worth, also if a limit of verifiers cut it off."""
        made = AsyncTextEpisode(task.data.env_id, **self.config.arguments)
        async with made as episode, agents.agent.interaction(task) as talk:
            segment = await talk.turn(await episode.reset(task.data.seed))
            reply: Reply | None = None
            while not segment.terminated:
                reply = await episode.step(segment.last_reply)
                if reply.done:
                    break
                segment = await talk.turn(reply.feedback)
        if not talk.trace.has_error:  # e.g. the model's server failed, which says nothing of the policy
            talk.trace.record_reward("perfgym", episode.score)
        if reply:
            talk.trace.record_metrics(brief(reply.info))
            talk.trace.info |= {name: reply.info[name] for name in _FACTS}


def load_environment(
    language: str = "c", max_turns: int | None = None, problems: list[str] | None = None, **more: Any
) -> vf.Env[Any]:
    """The environment of these tasks, ready to be evaluated or trained on.

    Args:
        language: Language of the programs.
        max_turns: Turns of an episode; None for the default.
        problems: Names of problems; None for all in the language that the split ``"train"`` has.
        **more: Other fields of :class:`PerfEnvConfig`; ``taskset`` may hold other fields of
            :class:`~perfgym.integrations.verifiers.taskset.PerfTasksetConfig`.

    Raises:
        ValueError: There is no such problem, or an argument cannot be used.
    """
    taskset = {"id": "perf-optimize", "language": language, "problems": problems, **more.pop("taskset", {})}
    return vf.load_environment(vf.resolve_env_config({"taskset": taskset, "max_turns": max_turns, **more}))
