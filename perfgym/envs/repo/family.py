"""The family ``PerfRepo``: an ID for each repository that there is."""

from collections.abc import Iterator

from perfgym.envs.family import Description, EnvId
from perfgym.envs.repo.task import RepoEpisodes
from perfgym.errors import MachineError, ProblemError
from perfgym.languages.go_module import find_go
from perfgym.measure import make_backend
from perfgym.records import Conditions
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task, task_folders, task_version
from perfgym.repo.workspace.git import git_toolchain
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import user_size_fits

__all__ = ["RepoFamily"]

_GO = "go"


class RepoFamily:
    """Environments in which an agent makes a repository fast. See :class:`~perfgym.envs.family.Family`."""

    name = "PerfRepo"
    version = 0
    entry_point = "perfgym.envs.repo.env:PerfRepoEnv"
    keeps_evaluations = False

    def ids(self) -> Iterator[EnvId]:
        """An ID for each task."""
        for task, folder in task_folders().items():
            yield EnvId(
                family=self.name,
                name=f"{task}-{_GO}",
                version=self.version + task_version(folder),
                kwargs={"task": task},
                language=_GO,
            )

    def describe(self, env_id: EnvId) -> Description:
        """Title of the task and what its files waste, and what this machine lacks for it."""
        title = bottleneck = ""
        try:
            task = load_task(env_id.kwargs["task"])
            title, bottleneck = task.title, "; ".join(task.bottlenecks)
            base_tree(task)
            find_go()
            git_toolchain()
        except (MachineError, ProblemError) as error:
            return Description(title=title, bottleneck=bottleneck, missing=str(error))
        return Description(title=title, bottleneck=bottleneck)

    def task(self, env_id: EnvId) -> RepoEpisodes:
        """The task."""
        return RepoEpisodes(load_task(env_id.kwargs["task"]))

    def evaluator(
        self, env_id: EnvId, conditions: Conditions, *, sandbox: Sandbox, settings: Settings
    ) -> RepoEvaluator:
        """An evaluator of the task's trees."""
        task = load_task(env_id.kwargs["task"])
        backend = make_backend(conditions.backend)
        return RepoEvaluator(task, base_tree(task), sandbox, backend, settings, user_size_fits())
