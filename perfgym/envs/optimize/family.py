"""The family ``PerfOptimize``: an ID for each reference program in the bank."""

from collections.abc import Iterator

from perfgym.bank import Problem, load_problem
from perfgym.envs.family import Description, EnvId
from perfgym.envs.optimize.task import OptimizeTask
from perfgym.envs.programs import describe_program, program_evaluator, program_id, program_ids
from perfgym.evaluation.evaluate import Evaluator
from perfgym.records import Conditions
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["OptimizeFamily", "optimize_id"]


class OptimizeFamily:
    """Environments in which an agent rewrites a program. See :class:`~perfgym.envs.family.Family`."""

    name = "PerfOptimize"
    version = 0
    entry_point = "perfgym.envs.optimize.env:PerfOptimizeEnv"
    keeps_evaluations = False

    def ids(self) -> Iterator[EnvId]:
        """An ID for each reference program."""
        return program_ids(self.name, self.version, "reference/solution.*")

    def describe(self, env_id: EnvId) -> Description:
        """Title and bottleneck of the problem, and what this machine lacks for the language."""
        return describe_program(env_id)

    def task(self, env_id: EnvId) -> OptimizeTask:
        """The problem in the language."""
        return OptimizeTask(load_problem(env_id.kwargs["problem"]), env_id.language)

    def evaluator(
        self, env_id: EnvId, conditions: Conditions, *, sandbox: Sandbox, settings: Settings
    ) -> Evaluator:
        """An evaluator of programs."""
        return program_evaluator(env_id, conditions, sandbox, settings)


def optimize_id(problem: Problem, language: str) -> EnvId:
    """The ID of a problem in a language."""
    return program_id(OptimizeFamily.name, OptimizeFamily.version, problem.name, problem.version, language)
