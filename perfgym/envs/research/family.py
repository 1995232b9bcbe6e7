"""The family ``AutoResearch``: an ID for each training script that there is."""

from collections.abc import Iterator

from perfgym.envs.family import Description, EnvId
from perfgym.envs.research.evaluator import ResearchEvaluator
from perfgym.envs.research.task import ResearchEpisodes
from perfgym.errors import MachineError, ProblemError, SettingsError
from perfgym.records import Conditions
from perfgym.repo.trusted_git import TrustedGit
from perfgym.research.load import load_research, research_folders, research_version
from perfgym.research.reported_sessions import ReportedSessions
from perfgym.research.reported_task import ReportedTask
from perfgym.research.task import VerifiedTask
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["ResearchFamily"]


class ResearchFamily:
    """Environments in which an agent improves a training script. See :class:`~perfgym.envs.family.Family`."""

    name = "AutoResearch"
    version = 0
    entry_point = "perfgym.envs.research.env:AutoResearchEnv"
    keeps_evaluations = False

    def ids(self) -> Iterator[EnvId]:
        """An ID for each task."""
        for task, folder in research_folders().items():
            version = self.version + research_version(folder)
            yield EnvId(family=self.name, name=task, version=version, kwargs={"task": task})

    def describe(self, env_id: EnvId) -> Description:
        """Title and summary of the task, and what this machine lacks for it."""
        title = bottleneck = ""
        try:
            task = load_research(env_id.kwargs["task"])
            title, bottleneck = task.title, task.summary
            TrustedGit()
            if isinstance(task, ReportedTask):
                ReportedSessions(task)
        except (MachineError, ProblemError, SettingsError) as error:
            return Description(title=title, bottleneck=bottleneck, missing=str(error))
        return Description(title=title, bottleneck=bottleneck)

    def task(self, env_id: EnvId) -> ResearchEpisodes:
        """The task."""
        return ResearchEpisodes(load_research(env_id.kwargs["task"]))

    def evaluator(
        self, env_id: EnvId, conditions: Conditions, *, sandbox: Sandbox, settings: Settings
    ) -> ResearchEvaluator:
        """An evaluator of the task's programs.

        Raises:
            SettingsError: The task's figures are reported, so perfgym cannot verify them.
        """
        task = load_research(env_id.kwargs["task"])
        if not isinstance(task, VerifiedTask):
            raise SettingsError(
                f"the figures of {env_id} are reported by its scripts, so they cannot be verified"
            )
        return ResearchEvaluator(task, sandbox, settings, scale=conditions.scale)
