"""Inspect: the task ``perfgym/perf_optimize``. Its solver plays an episode, its scorer tells the reward.

::

    inspect eval perfgym/perf_optimize --model openai/gpt-5 -T language=c -T problems=sort,matmul
"""

from typing import Any

try:
    from inspect_ai import Task, task
    from inspect_ai.dataset import Sample
    from inspect_ai.model import ChatMessageUser
    from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
    from inspect_ai.solver import Generate, Solver, TaskState, solver
except ModuleNotFoundError as error:
    if error.name is None or error.name.split(".")[0] != "inspect_ai":
        raise
    raise ModuleNotFoundError(
        f"Inspect is missing ({error}); run `pip install 'perfgym[inspect]'`", name=error.name
    ) from error

from perfgym.errors import SettingsError
from perfgym.integrations.episode import AsyncTextEpisode, Fault, brief, env_ids, outside_arguments

__all__ = ["episode_reward", "perf_optimize", "play_episode"]

_REWARD, _BEST = "perfgym_reward", "perfgym_best"  # what the sample's store keeps of the episode


@task
def perf_optimize(
    language: str = "c",
    problems: str | list[str] | None = None,
    seeds: int = 1,
    first_seed: int = 0,
    family: str = "PerfOptimize",
    split: str | None = None,
    **arguments: Any,
) -> Task:
    """A sample for each problem and seed.

    Args:
        language: Name of the programs' language.
        problems: Names of problems, or one text with commas between them; None for all of the language.
        seeds: Number of samples for each problem.
        first_seed: Seed of each problem's first sample; the others count up from it.
        family: A family of environments that is played in text.
        split: Only problems of this split: ``"train"``, ``"validation"`` or ``"test"``; None for all.
        arguments: ``max_turns``, ``max_steps``, ``max_evaluations``, ``backend``, ``reward``, ``paid`` and
            ``feedback`` of the environments, those of them that the family has.

    Raises:
        SettingsError: There is no such language, problem, split or argument, or a value cannot be used.
    """
    if first_seed < 0:
        raise SettingsError(f"first_seed must be at least 0, got {first_seed}")
    wanted = [name.strip() for name in problems.split(",")] if isinstance(problems, str) else problems
    samples = [
        Sample(id=f"{env_id}-{seed}", input=env_id, metadata={"env_id": env_id, "seed": seed})
        for seed in range(first_seed, first_seed + seeds)
        for env_id in env_ids(language, wanted, family=family, split=split)
    ]
    return Task(dataset=samples, solver=play_episode(**outside_arguments(arguments)), scorer=episode_reward())


@solver
def play_episode(**arguments: Any) -> Solver:
    """Plays the episode that a sample names; what the environment says are the user's messages.

    A failure of perfgym is an error of the sample, which then has no score. ``--retry-on-error`` plays it
    again.

    Args:
        arguments: Arguments of the environments.
    """

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        async with AsyncTextEpisode(state.metadata["env_id"], **arguments) as episode:
            state.messages = [ChatMessageUser(content=await episode.reset(state.metadata["seed"]))]
            # A limit of Inspect's may end the sample at any await. It is scored by what the store holds then.
            state.store.set(_REWARD, episode.score)
            while not episode.done and not state.completed:
                state = await generate(state)
                try:
                    reply = await episode.step(state.output.completion)
                except Fault:
                    state.store.delete(_REWARD)  # --score-on-error would score it
                    raise
                state.messages.append(ChatMessageUser(content=reply.feedback))
                state.store.set(_REWARD, episode.score)
                if reply.info["score"] == reply.info["best_score"]:
                    state.store.set(_BEST, brief(reply.info))
        return state

    return solve


@scorer(metrics={"reward": [mean(), stderr()], "accepted": [mean(), stderr()], "speedup": [mean()]})
def episode_reward() -> Scorer:
    """Scores an episode by its reward, whether a program was accepted, and how fast the best program is.

    ``speedup`` is the reference's time divided by the program's; it is 1 where no program was accepted. A
    sample that a limit ended before the episode began has no score.
    """

    async def score(state: TaskState, target: Target) -> Score | None:
        del target
        reward: float | None = state.store.get(_REWARD)
        if reward is None:
            return None
        best: dict[str, float] = state.store.get(_BEST, {})
        value = {"reward": reward, "accepted": best.get("accepted", 0.0), "speedup": best.get("speedup", 1.0)}
        return Score(value=value, answer=state.output.completion, metadata=dict(best))

    return score
