"""An episode in text, for threads and for coroutines: what all adapters to trainers of language models share.

It imports no trainer. An adapter adds the form that its trainer gives to tasks, turns, rewards and faults.
"""

import asyncio
import contextlib
import functools
import math
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast

import gymnasium as gym
from gymnasium.error import ClosedEnvironmentError, ResetNeeded

from perfgym.envs.base import PerfEnv
from perfgym.envs.record import Recording
from perfgym.envs.registration import env_ids
from perfgym.envs.text_wrapper import TextWrapper
from perfgym.errors import HarnessError, PerfgymError, SettingsError
from perfgym.evaluation.info import brief
from perfgym.integrations.outside import outside_arguments, own_id
from perfgym.machine.facts import physical_cores
from perfgym.machine.leases import run_on_leased_cores

__all__ = ["AsyncTextEpisode", "Fault", "Reply", "TextEpisode", "brief", "env_ids", "outside_arguments"]

P = ParamSpec("P")
T = TypeVar("T")

_NOTHING_COMPILED = -1.0


class Fault(HarnessError):  # noqa: N818 - it is the word that ``info`` and the store have for it
    """perfgym failed, not the program. The episode says nothing of the policy: play it again, or drop it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one turn.

    Attributes:
        feedback: Text for the model.
        reward: What the turn paid; the sum over an episode is its reward.
        done: Whether the episode has ended.
        info: The ``info`` of the environment's step; :func:`brief` makes metrics of it.
    """

    feedback: str
    reward: float
    done: bool
    info: dict[str, Any]


class TextEpisode:
    """Plays the episodes of one environment ID in text. Its calls block; one thread at a time may use it.

    ::

        episode = TextEpisode("PerfOptimize-sort-c-v0", max_turns=3)
        prompt = episode.reset(seed=1)
        reply = episode.step(model(prompt))

    Args:
        env_id: An ID of perfgym that is played in text. Others are refused: ``gymnasium.make("module:ID")``
            would import any module.
        recording: The run in which the episodes are recorded; None to record none.
        **arguments: Arguments of the environment; :func:`outside_arguments` checks those from outside.

    Attributes:
        env_id: The ID.
        score: The sum of the rewards if the episode ended now, since a trainer may cut it off: -1 before the
            first evaluation of a ``PerfOptimize`` or ``PerfRepo`` episode. None after a fault, and before the
            first reset.
        done: Whether no episode has begun, or it has ended. Then ``step`` and ``send`` raise Gymnasium's
            ``ResetNeeded``.

    Raises:
        SettingsError: There is no such ID, it is not played in text, or an argument cannot be used.
        MachineError: This machine lacks something; the message names the fix.
    """

    def __init__(self, env_id: str, *, recording: Recording | None = None, **arguments: Any) -> None:
        run_on_leased_cores()
        self.env_id = own_id(env_id)
        made = gym.make(self.env_id, **arguments)
        with contextlib.ExitStack() as on_error:
            on_error.callback(made.close)
            if not cast("PerfEnv[Any, Any]", made.unwrapped).task.is_text:
                raise SettingsError(f"{self.env_id} is not played in text, so no language model can play it")
            self._text = TextWrapper(made)
            self._env: gym.Env[Any, Any] = recording.wrap(self._text) if recording else self._text
            on_error.pop_all()
        self.score: float | None = None
        self.done = True
        self._unscored = 0.0

    def reset(self, seed: int | None = None, *, tags: bool = True) -> str:
        """Begin an episode, and return the prompt.

        Args:
            seed: Determines hidden tests, as in ``gymnasium.Env.reset``.
            tags: Whether the prompt says how a reply is written, for ``step``; False for ``send``.

        Raises:
            Fault: perfgym failed.
            MachineError: This machine lacks something; the message names the fix.
        """
        self.score, self.done, self._text.tags = None, True, tags
        try:
            prompt, info = self._env.reset(seed=seed)
        except HarnessError as error:
            raise Fault(str(error)) from error
        at_first = info["best_score"]
        # PerfOptimize has no score before its first turn. PerfTune pays what is gained over its first score.
        self._unscored = 0.0 if math.isnan(at_first) else at_first
        self.score, self.done = _NOTHING_COMPILED if math.isnan(at_first) else 0.0, False
        return prompt

    def step(self, reply: str) -> Reply:
        """Play a model's reply, any text.

        Raises:
            Fault: perfgym failed.
        """
        return self._play(reply)

    def send(self, content: str, *, submit: bool = False) -> Reply:
        """Play what a model gave to a tool.

        Args:
            content: What the family's tool takes: for ``PerfOptimize`` the whole program.
            submit: Whether this ends the episode.

        Raises:
            Fault: perfgym failed.
        """
        return self._play(self.env.task.tool_action(content, submit=submit))

    def act(self, action: Mapping[str, Any]) -> Reply:
        """Play an action of the environment that is no text, e.g. the fields of a ``PerfRepo`` action.

        Raises:
            Fault: perfgym failed.
        """
        return self._play(action)

    @property
    def env(self) -> PerfEnv[Any, Any]:
        """The environment itself, e.g. to read its state."""
        return cast("PerfEnv[Any, Any]", self._env.unwrapped)

    def _play(self, action: Any) -> Reply:
        if self.done:
            raise ResetNeeded("no episode has begun, or it has ended: call reset() first")
        self.score, self.done = None, True
        try:
            feedback, reward, terminated, truncated, info = self._env.step(action)
        except PerfgymError as error:  # e.g. the turn cannot be recorded because the disk is full
            raise Fault(str(error)) from error
        if info["fault"]:
            raise Fault(info["fault_kind"])
        self.done = terminated or truncated
        best = info["best_score"]  # NaN until something was evaluated, which takes PerfRepo several steps
        self.score = _NOTHING_COMPILED if math.isnan(best) else best - self._unscored
        return Reply(feedback, float(reward), self.done, info)

    def close(self) -> None:
        """Release what the environment holds. Calling it twice is harmless."""
        self._env.close()


@functools.cache
def _threads(process: int) -> ThreadPoolExecutor:
    """The threads of this process in which coroutines' episodes are played.

    There is one more than there are cores to measure on. More would only wait for a core.
    """
    del process  # a forked child has none of its parent's threads
    return ThreadPoolExecutor(len(physical_cores()) + 1, "perfgym-episode")


class AsyncTextEpisode:
    """:class:`TextEpisode` for coroutines, as an asynchronous context manager.

    ::

        async with AsyncTextEpisode("PerfOptimize-sort-c-v0") as episode:
            prompt = await episode.reset(seed=1)
            reply = await episode.step(await model(prompt))

    Every call runs in one of a few threads, so any number of episodes may be open. A call that is cancelled
    before its thread begins it never runs. One that has begun ends, and only then the episode is closed.

    Args:
        env_id: As for :class:`TextEpisode`, like the following.
        recording: The run in which the episodes are recorded; None to record none.
        **arguments: Arguments of the environment.
    """

    def __init__(self, env_id: str, *, recording: Recording | None = None, **arguments: Any) -> None:
        self.env_id = env_id
        self._make = functools.partial(TextEpisode, env_id, recording=recording, **arguments)
        self._episode: TextEpisode | None = None
        self._is_closed = False
        self._lock = threading.Lock()

    @property
    def score(self) -> float | None:
        """What the episode is worth if it ends now; None after a fault, and before the first reset."""
        return self._episode.score if self._episode else None

    @property
    def done(self) -> bool:
        """Whether the episode has ended, or has not begun."""
        return self._episode.done if self._episode else True

    async def reset(self, seed: int | None = None, *, tags: bool = True) -> str:
        """As :meth:`TextEpisode.reset`."""
        return await self._call(self._opened().reset, seed, tags=tags)

    async def step(self, reply: str) -> Reply:
        """As :meth:`TextEpisode.step`."""
        return await self._call(self._opened().step, reply)

    async def send(self, content: str, *, submit: bool = False) -> Reply:
        """As :meth:`TextEpisode.send`."""
        return await self._call(self._opened().send, content, submit=submit)

    def _opened(self) -> TextEpisode:
        if self._episode is None:
            raise ClosedEnvironmentError("an AsyncTextEpisode is used within `async with`")
        return self._episode

    async def _call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(self._submit(self._alone, function, *args, **kwargs))

    @staticmethod
    def _submit(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return _threads(os.getpid()).submit(function, *args, **kwargs)

    def _alone(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call a function in a thread, when no other call of this episode runs."""
        with self._lock:
            if self._is_closed:
                raise ClosedEnvironmentError(f"the episode of {self.env_id} is closed")
            return function(*args, **kwargs)

    def _open(self) -> None:
        self._episode = self._make()

    def _close(self) -> None:
        with self._lock:
            self._is_closed = True
            if self._episode:
                self._episode.close()

    async def __aenter__(self) -> Self:
        try:
            await self._call(self._open)
        except BaseException:
            self._submit(self._close)  # it waits for the thread that may still be making the environment
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(asyncio.wrap_future(self._submit(self._close)))
