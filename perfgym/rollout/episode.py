"""One agent plays one episode in a worker of a pool; each turn is stored before the next begins."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gymnasium import spaces

from perfgym.envs.family import Task
from perfgym.envs.record import step_fault, turn_of_step
from perfgym.records import Fault, FaultOwner
from perfgym.rollout.agents import (
    Agent,
    AgentFailedError,
    AgentInput,
    AgentOutput,
    ChatMessage,
    MakeAgent,
)
from perfgym.rollout.plan import Slot
from perfgym.rollout.results import EpisodeResult, result_of
from perfgym.store import Store, Turn, timestamp
from perfgym.vector import Episodes, HostedEpisode

__all__ = ["EpisodePlayer"]


@dataclass(slots=True)
class _Progress:
    """The state of an episode that is being played."""

    episode_id: int
    task: Task
    environment: HostedEpisode
    agent: Agent
    observation: Any
    info: Mapping[str, Any]
    conversation: list[ChatMessage]
    turns: list[Turn] = field(default_factory=list[Turn])
    terminated: bool = False
    truncated: bool = False
    fault: Fault | None = None
    wasted: Mapping[str, float] = field(default_factory=dict[str, float])

    @property
    def reward(self) -> float:
        return 0.0 if self.fault else math.fsum(turn.reward for turn in self.turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePlayer:
    """Plays episodes of one run.

    Attributes:
        tasks: Environment ID to how its episodes are read.
        make_agent: Makes the agent of an episode.
        store: Keeps the turns.
        run_id: The run that they belong to.
        environments: The workers that hold the environments.
        action_spaces: Environment ID to the space of its actions.
    """

    tasks: Mapping[str, Task]
    make_agent: MakeAgent
    store: Store
    run_id: str
    environments: Episodes
    action_spaces: Mapping[str, spaces.Space[Any]]

    async def play(self, slot: Slot) -> EpisodeResult:
        """Play an episode. While the agent makes up its mind, it keeps no worker busy and leases no core."""
        async with self.environments.episode(slot.env_id) as environment:
            observation, info = await environment.reset(seed=slot.seed)
            task = self.tasks[slot.env_id]
            prompt = task.opening(observation)
            stored_id = task.stored_id(slot.env_id, info)
            episode_id = self.store.begin_episode(
                self.run_id, slot.number, seed=slot.seed, env_id=stored_id, prompt=prompt
            )
            episode = _Progress(
                episode_id=episode_id,
                task=task,
                environment=environment,
                agent=self.make_agent(slot.env_id),
                observation=observation,
                info=info,
                conversation=[{"role": "user", "content": prompt}] if prompt else [],
            )
            while not (episode.terminated or episode.truncated):
                await self._play_turn(slot, episode)
        self.store.end_episode(
            episode_id,
            reward=episode.reward,
            terminated=episode.terminated,
            truncated=episode.truncated,
            fault=episode.fault,
            usage=episode.wasted,
        )
        usage = self.store.usage(self.run_id, slot.number)
        return result_of(slot, episode.reward, episode.fault, episode.turns, usage)

    async def _play_turn(self, slot: Slot, episode: _Progress) -> None:
        started = timestamp()
        try:
            output = await episode.agent.act(self._input(slot, episode))
        except AgentFailedError as error:
            episode.truncated, episode.wasted = True, error.usage
            episode.fault = Fault(owner=FaultOwner.AGENT, cause=str(error))
            return
        reward = await self._step(episode, output)
        episode.fault = step_fault(episode.info)
        turn = turn_of_step(
            episode.task,
            episode_id=episode.episode_id,
            number=len(episode.turns) + 1,
            reply=output.reply,
            action=output.action,
            feedback=episode.task.feedback(episode.observation, output.reply),
            reward=float(reward),
            info=episode.info,
            usage=output.usage,
            started=started,
        )
        self.store.add_turn(turn)
        episode.turns.append(turn)
        if context := episode.task.context(episode.observation, output.reply):
            episode.conversation = [{"role": "user", "content": context}]
        else:
            episode.conversation.append({"role": "assistant", "content": turn.reply})
            episode.conversation.append({"role": "user", "content": turn.feedback})

    async def _step(self, episode: _Progress, output: AgentOutput) -> float:
        """Take one step, and return its reward. A reply that was paid for counts even if no step follows."""
        try:
            step = await episode.environment.step(output.action)
        except BaseException:
            self.store.keep_usage(episode.episode_id, output.usage)
            raise
        episode.observation, reward, episode.terminated, episode.truncated, episode.info = step
        return reward

    def _input(self, slot: Slot, episode: _Progress) -> AgentInput:
        number = len(episode.turns) + 1
        return AgentInput(
            env_id=slot.env_id,
            observation=episode.observation,
            info=episode.info,
            conversation=tuple(episode.conversation),
            action_space=self.action_spaces[slot.env_id],
            turn=number,
            rng=slot.rng(number),
        )
