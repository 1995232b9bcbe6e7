"""The family ``PerfTune``: an ID for each program in the bank that has knobs."""

from collections.abc import Iterator

from perfgym.bank import load_problem
from perfgym.envs.family import Description, EnvId
from perfgym.envs.programs import describe_program, program_evaluator, program_ids
from perfgym.envs.tune.task import TuneTask
from perfgym.evaluation.evaluate import Evaluator
from perfgym.records import Conditions
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["TuneFamily"]


class TuneFamily:
    """Environments in which an agent sets knobs. See :class:`~perfgym.envs.family.Family`."""

    name = "PerfTune"
    version = 0
    entry_point = "perfgym.envs.tune.env:PerfTuneEnv"
    keeps_evaluations = True

    def ids(self) -> Iterator[EnvId]:
        """An ID for each program with knobs."""
        return program_ids(self.name, self.version, "tune/solution.*")

    def describe(self, env_id: EnvId) -> Description:
        """Title and bottleneck of the problem, and what this machine lacks for the language."""
        return describe_program(env_id)

    def task(self, env_id: EnvId) -> TuneTask:
        """The knobs of the problem in the language."""
        return TuneTask(load_problem(env_id.kwargs["problem"]), env_id.language)

    def evaluator(
        self, env_id: EnvId, conditions: Conditions, *, sandbox: Sandbox, settings: Settings
    ) -> Evaluator:
        """An evaluator of programs."""
        return program_evaluator(env_id, conditions, sandbox, settings)
