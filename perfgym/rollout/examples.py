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
from perfgym.envs.record import RecordEpisodes
from perfgym.envs.registration import family_of
from perfgym.envs.text_wrapper import TextWrapper
from perfgym.errors import HarnessError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.open_evaluator import open_evaluator
from perfgym.printable import clean_text
from perfgym.rollout.slips import slips
from perfgym.settings import resolve_settings
from perfgym.store import Store

__all__ = ["Example", "play_examples"]

_KIND, _AGENT = "examples", "bank"
_MOST_SLIPS = 30
_LONGEST_CAUSE = 200

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
            task.reply({"code": program, "submit": int(self.ends and number == last)})
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
    store: Store,
    env_ids: Sequence[EnvId],
    *,
    seed: int,
    backend: str | None = None,
    on_episode: OnEpisode = lambda _: None,
) -> str:
    """Play the examples of environment IDs, and record them as a run.

    Args:
        store: Keeps the run.
        env_ids: IDs of ``PerfOptimize``; one whose problem has neither first step nor expert in the language
            has no examples.
        seed: Seed of all environments, and of the slips.
        backend: What measures; None for the backend that is set.
        on_episode: Called with the number of episodes so far, whenever there is one more.

    Returns:
        The run's ID.

    Raises:
        SettingsError: There is no environment ID.
        MachineError: This machine lacks what a program needs.
        HarnessError: perfgym failed in an episode.
    """
    if not env_ids:
        raise SettingsError("no problem of the bank was chosen, so there is nothing to play")
    arguments = {"env_ids": [str(one) for one in env_ids], "seed": seed, "backend": backend}
    run_id = store.begin_run(kind=_KIND, env_id=str(env_ids[0]), agent=_AGENT, arguments=arguments)
    with store.playing(run_id), _ended(store, run_id):
        played = 0
        for env_id in env_ids:
            task, problem = family_of(env_id).task(env_id), load_problem(env_id.kwargs["problem"])
            plain = TextWrapper(gym.make(str(env_id), backend=backend))
            with contextlib.closing(RecordEpisodes(plain, store=str(store.path), run_id=run_id)) as env:
                for example in _examples(problem, env_id.language, seed):
                    _play(env, example.replies(task), seed)
                    on_episode(played := played + 1)
    return run_id


@contextlib.contextmanager
def _ended(store: Store, run_id: str) -> Generator[None]:
    """Record in the store how the run ended."""
    try:
        yield
    except KeyboardInterrupt:
        store.end_run(run_id, "interrupted")
        raise
    except BaseException as error:
        store.end_run(run_id, f"failed: {clean_text(str(error), _LONGEST_CAUSE)}")
        raise
    store.end_run(run_id, "complete")
