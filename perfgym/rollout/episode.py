"""One agent plays one episode in an environment of a pool; each turn is stored before the next begins."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gymnasium import spaces

from perfgym.envs.family import Task
from perfgym.envs.record import step_fault, turn_of_step
from perfgym.records import Fault, FaultOwner
from perfgym.rollout.agents import Agent, AgentFailedError, AgentInput, ChatMessage, MakeAgent
from perfgym.rollout.plan import Slot
from perfgym.rollout.results import EpisodeResult, result_of
from perfgym.store import Store, Turn, timestamp
from perfgym.vector import AsyncPool

__all__ = ["EpisodePlayer"]


@dataclass(slots=True)
class _Progress:
    """The state of an episode that is being played."""

    episode_id: int
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
        env_id: The environment's ID.
        task: How its episodes are read.
        make_agent: Makes the agent of an episode.
        store: Keeps the turns.
        run_id: The run that they belong to.
        pool: The environments.
        action_space: Action space of each of them.
    """

    env_id: str
    task: Task
    make_agent: MakeAgent
    store: Store
    run_id: str
    pool: AsyncPool
    action_space: spaces.Space[Any]

    async def play(self, slot: Slot) -> EpisodeResult:
        """Play an episode as soon as an environment is free."""
        async with self.pool.environment() as place:
            observation, info = await self.pool.reset(place, seed=slot.seed)
            prompt = self.task.opening(observation)
            episode_id = self.store.begin_episode(
                self.run_id, slot.number, seed=slot.seed, env_id=self.env_id, prompt=prompt
            )
            conversation = [{"role": "user", "content": prompt}] if prompt else []
            episode = _Progress(episode_id, observation, info, list[ChatMessage](conversation))
            agent = self.make_agent()
            while not (episode.terminated or episode.truncated):
                await self._play_turn(slot, place, agent, episode)
        self.store.end_episode(
            episode_id,
            reward=episode.reward,
            terminated=episode.terminated,
            truncated=episode.truncated,
            fault=episode.fault,
            usage=episode.wasted,
        )
        usages = self.store.usages(self.run_id, slot.number)
        return result_of(slot, episode.reward, episode.fault, episode.turns, usages)

    async def _play_turn(self, slot: Slot, place: int, agent: Agent, episode: _Progress) -> None:
        started = timestamp()
        try:
            output = await agent.act(self._input(slot, episode))
        except AgentFailedError as error:
            episode.truncated, episode.wasted = True, error.usage
            episode.fault = Fault(owner=FaultOwner.AGENT, cause=str(error))
            return
        step = await self.pool.step(place, output.action)
        episode.observation, reward, episode.terminated, episode.truncated, episode.info = step
        episode.fault = step_fault(episode.info)
        turn = turn_of_step(
            self.task,
            episode_id=episode.episode_id,
            number=len(episode.turns) + 1,
            reply=output.reply,
            action=output.action,
            feedback=self.task.feedback(episode.observation),
            reward=float(reward),
            info=episode.info,
            usage=output.usage,
            started=started,
        )
        self.store.add_turn(turn)
        episode.turns.append(turn)
        episode.conversation.append({"role": "assistant", "content": turn.reply})
        episode.conversation.append({"role": "user", "content": turn.feedback})

    def _input(self, slot: Slot, episode: _Progress) -> AgentInput:
        number = len(episode.turns) + 1
        return AgentInput(
            env_id=self.env_id,
            observation=episode.observation,
            info=episode.info,
            conversation=tuple(episode.conversation),
            action_space=self.action_space,
            turn=number,
            rng=slot.rng(number),
        )
