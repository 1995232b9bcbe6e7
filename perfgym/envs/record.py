"""A wrapper that keeps what is played in the store, turn by turn."""

from typing import Any, cast

import gymnasium as gym

from perfgym.envs.optimize.reply import text_action
from perfgym.errors import SettingsError
from perfgym.settings import resolve_settings
from perfgym.store import Store, Turn, open_store
from perfgym.store.records import environments_fault, timestamp

__all__ = ["RecordEpisodes", "begin_recording"]

_KIND = "recorded"


def begin_recording(env_id: str, agent: str, store: str | None) -> tuple[Store, str]:
    """Begins a run that episodes are recorded in; the store, and the run's ID.

    Args:
        env_id: Environment ID.
        agent: Who acts.
        store: File of the store; None for what is set, or this user's own.

    Raises:
        SettingsError: There is to be no store.
    """
    opened = _open(store)
    return opened, opened.begin_run(kind=_KIND, env_id=env_id, agent=agent, arguments={})


def _open(store: str | None) -> Store:
    opened = open_store(resolve_settings(store=store).store)
    if opened is None:
        raise SettingsError("episodes are recorded in a store; name a file with store= or PERFGYM_STORE")
    return opened


def _text(value: Any, name: str) -> str:
    """What a value says: a text itself, or that of its name; empty where it has none."""
    found = cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


class RecordEpisodes(gym.Wrapper[Any, Any, Any, Any]):
    """Keeps every episode in the store: for ``perfgym show``, ``report``, ``export`` and ``reverify``.

    A turn is on the disk when ``step`` returns. An episode that is left before its end is truncated.

    Args:
        env: An environment of this package, or one that wraps it.
        agent: Who acts; kept with the run.
        store: File of the store; None for what is set, or this user's own.
        run_id: Run to add to; empty for one of its own, which ends when the environment is closed.

    Attributes:
        run_id: The run.

    Raises:
        SettingsError: There is to be no store, or the environment has no ID.
    """

    def __init__(
        self, env: gym.Env[Any, Any], agent: str = "agent", *, store: str | None = None, run_id: str = ""
    ) -> None:
        super().__init__(env)
        spec = env.unwrapped.spec
        if spec is None:
            raise SettingsError(
                "episodes are recorded under an environment's ID: make it with gymnasium.make"
            )
        self._env_id = spec.id
        self._owns_run = not run_id
        if run_id:
            self._store, self.run_id = _open(store), run_id
        else:
            self._store, self.run_id = begin_recording(spec.id, agent, store)
        self._episode: int | None = None
        self._reward = 0.0
        self._turns = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begins an episode, and its record."""
        observation, info = self.env.reset(seed=seed, options=options)
        self._end(terminated=False, truncated=True)
        self._episode = self._store.begin_episode(
            self.run_id,
            None,
            seed=self.env.unwrapped.np_random_seed or 0,
            env_id=self._env_id,
            prompt=_text(observation, "prompt"),
        )
        self._reward, self._turns = 0.0, 0
        return observation, info

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """One turn, and its record."""
        started = timestamp()
        observation, reward, terminated, truncated, info = self.env.step(action)
        if self._episode is not None:
            self._turns += 1
            self._reward += float(reward)
            self._store.add_turn(self._turn(action, observation, float(reward), info, started))
        if terminated or truncated:
            fault = environments_fault(info["fault_kind"]) if info["fault"] else ""
            self._end(terminated=terminated, truncated=truncated, fault=fault)
        return observation, reward, terminated, truncated, info

    def _turn(self, action: Any, observation: Any, reward: float, info: dict[str, Any], started: str) -> Turn:
        assert self._episode is not None
        reply = action if isinstance(action, str) else ""
        meant: Any = text_action(action) if reply else action
        return Turn(
            episode_id=self._episode,
            number=self._turns,
            reply=reply,
            action=meant,
            source=_text(meant, "code") or info.get("source", ""),
            feedback=_text(observation, "feedback"),
            reward=reward,
            info=info,
            usage={},
            started=started,
            ended=timestamp(),
        )

    def _end(self, *, terminated: bool, truncated: bool, fault: str = "") -> None:
        if self._episode is not None:
            reward = 0.0 if fault else self._reward
            self._store.end_episode(
                self._episode, reward=reward, terminated=terminated, truncated=truncated, fault=fault
            )
        self._episode = None

    def close(self) -> None:
        """Ends the record, then the environment. Twice is harmless."""
        self._end(terminated=False, truncated=True)
        if self._owns_run:
            self._store.end_run(self.run_id, "complete")
        self._owns_run = False
        self._store.close()
        super().close()
