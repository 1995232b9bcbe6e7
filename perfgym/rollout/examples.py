"""Programs of the bank -> recorded episodes that show a language model the way to a faster program.

Each is played in the real environment, so prompts and feedback are what a model will see. There are up to
three for an environment ID, all of one seed:

* the first step: the statement, and a reply with the reference's most obvious improvement;
* the expert: the statement, and a reply with the expert's program, which ends the episode;
* the mended program: the statement, a reply whose program does not build because of one slip, what the
  compiler says, and a reply with the program as it should be.
"""

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

import gymnasium as gym
import numpy as np

from perfgym.bank import Problem, load_problem
from perfgym.envs.family import EnvId, Task
from perfgym.envs.record import Recording
from perfgym.envs.registration import family_of
from perfgym.envs.text_wrapper import TextWrapper
from perfgym.errors import HarnessError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.open_evaluator import open_evaluator
from perfgym.rollout.slips import slips
from perfgym.settings import resolve_settings

__all__ = ["Example", "play_examples"]

_AGENT = "bank"
_MOST_SLIPS = 30

OnEpisode = Callable[[int], None]
"""Called with the number of episodes that have been played, whenever there is one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Replies that lead from a statement to a faster program.

    Attributes:
        programs: The program of each reply.
        ends: Whether the last reply ends the episode. A first step does not, because more can be gained.
    """

    programs: tuple[str, ...]
    ends: bool

    def replies(self, task: Task) -> list[str]:
        """The replies, as a language model would write them."""
        last = len(self.programs) - 1
        return [
            task.reply({"code": program.strip("\n"), "submit": int(self.ends and number == last)})
            for number, program in enumerate(self.programs)
        ]


def _broken(source: str, evaluator: Evaluator, seed: int) -> str | None:
    """The program with a slip that keeps it from being built; None where no slip did."""
    tried = slips(source, np.random.default_rng(seed))
    for _, broken in zip(range(_MOST_SLIPS), tried, strict=False):
        if broken.strip() and not evaluator.builds(evaluator.submission(broken)):
            return broken
    return None


def _examples(problem: Problem, language: str, seed: int) -> Generator[Example]:
    first, expert = (programs.get(language) for programs in (problem.first_steps, problem.experts))
    if first:
        yield Example(programs=(first,), ends=False)
    if expert:
        yield Example(programs=(expert,), ends=True)
    # The shorter program leaves room for itself twice in a model's context.
    if mended := first or expert:
        with contextlib.ExitStack() as at_close:
            evaluator = open_evaluator(problem.name, language, resolve_settings({}), at_close)
            broken = _broken(mended, evaluator, seed)
        if broken:
            yield Example(programs=(broken, mended), ends=not first)


def _play(env: gym.Env[Any, Any], replies: Sequence[str], seed: int) -> None:
    """Play one episode; it stays open if no reply ends it."""
    env.reset(seed=seed)
    for reply in replies:
        info = env.step(reply)[-1]
        if info["fault"]:
            raise HarnessError(info["fault_kind"])


def play_examples(
    env_ids: Sequence[EnvId],
    *,
    seed: int,
    store: str | None = None,
    backend: str | None = None,
    on_episode: OnEpisode = lambda _: None,
) -> str:
    """Play the examples of environment IDs, and record them as a run.

    Args:
        env_ids: IDs of ``PerfOptimize``. One whose problem has neither a first step nor an expert in the
            language has no examples.
        seed: Seed of all environments, and of the slips.
        store: File of the store; None for the one that is set, or the user's own.
        backend: What measures; None for the backend that is set.
        on_episode: Called with the number of episodes so far, whenever there is one more.

    Returns:
        The run's ID.

    Raises:
        SettingsError: The settings say that there is no store, or the file cannot be used.
        MachineError: This machine lacks what a program needs.
        HarnessError: perfgym failed in an episode.
    """
    played = 0
    with Recording(_AGENT, store=store) as recording:
        for env_id in env_ids:
            task, problem = family_of(env_id).task(env_id), load_problem(env_id.kwargs["problem"])
            env = recording.wrap(TextWrapper(gym.make(str(env_id), backend=backend)))
            with contextlib.closing(env):
                for example in _examples(problem, env_id.language, seed):
                    _play(env, example.replies(task), seed)
                    on_episode(played := played + 1)
    return recording.run_id
