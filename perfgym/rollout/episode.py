"""One agent, one environment of a pool, one episode; each turn is stored before the next begins."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gymnasium import spaces

from perfgym.rollout.agents import Agent, AgentFailedError, MakeAgent, Message, Move, Task, View
from perfgym.rollout.plan import Slot
from perfgym.rollout.results import EpisodeResult, outcome_of
from perfgym.store import Store, Turn
from perfgym.store.records import agents_fault, environments_fault, timestamp
from perfgym.vector import AsyncPool

__all__ = ["EpisodePlayer"]


@dataclass(slots=True)
class _Episode:
    """How far an episode has come."""

    episode_id: int
    observation: Any
    info: dict[str, Any]
    conversation: list[Message]
    turns: list[Turn] = field(default_factory=list[Turn])
    terminated: bool = False
    truncated: bool = False
    fault: str = ""
    wasted: Mapping[str, float] = field(default_factory=dict[str, float])

    @property
    def reward(self) -> float:
        return 0.0 if self.fault else math.fsum(turn.reward for turn in self.turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePlayer:
    """Plays episodes of one run.

    Attributes:
        task: What is played.
        make_agent: Makes the agent of an episode.
        store: Keeps the turns.
        run_id: The run that they belong to.
        pool: The environments.
        action_space: Of each of them.
    """

    task: Task
    make_agent: MakeAgent
    store: Store
    run_id: str
    pool: AsyncPool
    action_space: spaces.Space[Any]

    async def play(self, slot: Slot) -> EpisodeResult:
        """Plays an episode, once an environment is free."""
        async with self.pool.environment() as env_id:
            observation, info = await self.pool.reset(env_id, seed=slot.seed)
            prompt = self.task.opening(observation)
            episode_id = self.store.begin_episode(
                self.run_id, slot.number, seed=slot.seed, env_id=self.task.env_id, prompt=prompt
            )
            conversation = [{"role": "user", "content": prompt}] if prompt else []
            episode = _Episode(episode_id, observation, info, list[Message](conversation))
            agent = self.make_agent()
            while not (episode.terminated or episode.truncated):
                await self._play_turn(slot, env_id, agent, episode)
        self.store.end_episode(
            episode_id,
            reward=episode.reward,
            terminated=episode.terminated,
            truncated=episode.truncated,
            fault=episode.fault,
            usage=episode.wasted,
        )
        usages = self.store.usages(self.run_id, slot.number)
        return outcome_of(slot, episode.reward, episode.fault, episode.turns, usages)

    async def _play_turn(self, slot: Slot, env_id: int, agent: Agent, episode: _Episode) -> None:
        started = timestamp()
        try:
            move = await agent.act(self._view(slot, episode))
        except AgentFailedError as error:
            episode.truncated, episode.fault, episode.wasted = True, agents_fault(error), error.usage
            return
        step = await self.pool.step(env_id, move.action)
        episode.observation, reward, episode.terminated, episode.truncated, episode.info = step
        if episode.info["fault"]:
            episode.fault = environments_fault(episode.info["fault_kind"])
        turn = self._turn(episode, move, float(reward), started)
        self.store.add_turn(turn)
        episode.turns.append(turn)
        episode.conversation.append({"role": "assistant", "content": turn.reply})
        episode.conversation.append({"role": "user", "content": turn.feedback})

    def _view(self, slot: Slot, episode: _Episode) -> View:
        number = len(episode.turns) + 1
        return View(
            env_id=self.task.env_id,
            observation=episode.observation,
            info=episode.info,
            conversation=tuple(episode.conversation),
            action_space=self.action_space,
            turn=number,
            rng=slot.rng(number),
        )

    def _turn(self, episode: _Episode, move: Move, reward: float, started: str) -> Turn:
        return Turn(
            episode_id=episode.episode_id,
            number=len(episode.turns) + 1,
            reply=move.reply,
            action=self.task.record(move.action),
            source=self.task.source(move.action),
            feedback="" if episode.fault else self.task.feedback(episode.observation),
            reward=reward,
            info=episode.info,
            usage=move.usage,
            started=started,
            ended=timestamp(),
        )
