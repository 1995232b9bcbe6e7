"""A worker's environments, one for each episode that is under way in it; they may have several IDs.

A worker takes one step at a time, but an episode that waits for its agent takes none. So one worker can hold
many episodes, and a process is needed for each core only.
"""

import itertools
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, cast

import gymnasium as gym

from perfgym.envs.resumable import RESUME, snapshot_of
from perfgym.evaluation.info import fault_info
from perfgym.records import Fault, FaultOwner
from perfgym.vector.place import Make

__all__ = ["EpisodeHost"]

_LOST = Fault(owner=FaultOwner.ENVIRONMENT, cause="died: the worker was lost in a step of another episode")


class EpisodeHost(gym.Env[Any, Any]):
    """Environments, made when an episode needs one; an ID's spare environment plays its next episode.

    Args:
        makers: Environment ID to the maker of its environments.
        takes_cores: IDs whose environments take ``cores=``.
        ready: IDs to make an environment of at once, so that an error of a maker is raised here.
        cores: Logical CPUs that the environments evaluate on; None for the ones that are set.
    """

    def __init__(
        self,
        makers: Mapping[str, Make],
        takes_cores: Iterable[str],
        ready: Iterable[str] = (),
        cores: list[int] | None = None,
    ) -> None:
        more = {} if cores is None else {"cores": cores}
        self._makers = {
            name: partial(one, **more) if name in takes_cores else one for name, one in makers.items()
        }
        self._spare: dict[str, gym.Env[Any, Any]] = {}
        self._playing: dict[int, tuple[str, gym.Env[Any, Any]]] = {}
        try:
            for env_id in ready:
                self._spare[env_id] = self._makers[env_id]()
        except BaseException:
            self.close()
            raise

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begin an episode.

        Args:
            seed: Seed of the episode.
            options: ``episode``, a number that no other episode has, and ``env_id``; and ``resume``, the
                snapshot of an episode that goes on, if there is one.
        """
        chosen = cast("dict[str, Any]", options)
        env_id = chosen["env_id"]
        env = self._spare.pop(env_id, None) or self._makers[env_id]()
        self._playing[chosen["episode"]] = env_id, env
        return env.reset(seed=seed, options={RESUME: chosen[RESUME]} if RESUME in chosen else None)

    def step(self, action: tuple[int, Any]) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Play a turn of an episode.

        Args:
            action: Number of the episode, and the action.

        Returns:
            What the environment returns. If this worker does not know the episode, because it replaces a
            worker that was lost, the episode is truncated by a fault, and the observation is None.
        """
        episode, inner = action
        if episode not in self._playing:
            return None, 0.0, False, True, fault_info({}, _LOST)
        observation, reward, terminated, truncated, info = self._playing[episode][1].step(inner)
        if terminated or truncated:
            self.leave(episode)
        return observation, float(reward), terminated, truncated, info

    def snapshot_of(self, episode: int) -> Any:
        """A snapshot of an episode; None if it has ended, or its environment gives none."""
        return snapshot_of(self._playing[episode][1]) if episode in self._playing else None

    def leave(self, episode: int) -> None:
        """End an episode, if it has not ended; its environment plays another one."""
        if episode in self._playing:
            env_id, env = self._playing.pop(episode)
            if env_id in self._spare:
                env.close()
            else:
                self._spare[env_id] = env

    def action_space_of(self, env_id: str) -> gym.Space[Any]:
        """The space of an ID's actions."""
        if env_id not in self._spare:
            self._spare[env_id] = self._makers[env_id]()
        return self._spare[env_id].action_space

    def close(self) -> None:
        """Close all environments. Calling it twice is harmless."""
        playing = (env for _, env in self._playing.values())
        for env in itertools.chain(self._spare.values(), playing):
            env.close()
        self._spare, self._playing = {}, {}
