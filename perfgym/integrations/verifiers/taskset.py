"""Environment IDs and seeds -> tasks of verifiers."""

from collections.abc import Iterator
from typing import Self

import verifiers.v1 as vf
from pydantic import Field, model_validator

from perfgym.bank import SPLITS
from perfgym.envs.registration import env_ids, has_problems

__all__ = ["PerfTask", "PerfTaskset", "PerfTasksetConfig"]


class PerfTaskData(vf.TaskData):
    """What a worker is told of a task.

    Attributes:
        env_id: Environment ID.
        seed: Seed of the episode: equal seeds give equal hidden tests on one machine.
    """

    env_id: str
    seed: int


class PerfTask(vf.Task[PerfTaskData]):
    """One environment ID with one seed."""


class PerfTasksetConfig(vf.TasksetConfig):
    """Which tasks there are.

    Attributes:
        family: ``"PerfOptimize"``, or another family that is played in text.
        language: Language of the programs.
        problems: Names of problems; None for all in the language that the split has.
        split: ``"train"``, ``"validation"`` or ``"test"``. None stands for ``"train"`` if no problems are
            named and the family has problems, so that nothing is trained on by which results are compared.
        seeds: Number of tasks of each problem, each with hidden tests of its own.
        first_seed: The lowest seed. Tasks to evaluate with can begin where those to train on end.
    """

    family: str = "PerfOptimize"
    language: str = "c"
    problems: list[str] | None = None
    split: str | None = None
    seeds: int = Field(1, ge=1)
    first_seed: int = Field(0, ge=0)

    @model_validator(mode="after")
    def _exists(self) -> Self:
        """A problem that does not exist is an error of the configuration, not one of each episode."""
        self.env_ids()
        return self

    def env_ids(self) -> list[str]:
        """The environment IDs of the tasks."""
        split = self.split
        if split is None and self.problems is None and has_problems(self.family):
            split = SPLITS[0]
        return env_ids(self.language, self.problems, family=self.family, split=split)


class PerfTaskset(vf.Taskset[PerfTask, PerfTasksetConfig]):
    """A task for each problem and seed."""

    def load(self) -> Iterator[PerfTask]:
        """The tasks, of all problems for each seed in turn.

        They have no prompt: it tells what the reference costs on the machine that measures, so the
        environment opens the conversation.
        """
        config = self.config
        ids = config.env_ids()
        for seed in range(config.first_seed, config.first_seed + config.seeds):
            for env_id in ids:
                data = PerfTaskData(name=f"{env_id}#{seed}", prompt=None, env_id=env_id, seed=seed)
                yield PerfTask(data, config.task)
