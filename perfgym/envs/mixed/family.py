"""The family ``PerfOptimize-mixed``: an ID for each language, whose episodes are of many problems."""

from collections.abc import Iterator

from perfgym.bank import SPLITS
from perfgym.envs.family import Description, EnvId
from perfgym.envs.mixed.task import MixedTask
from perfgym.errors import MachineError, SettingsError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.records import Conditions
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["MixedFamily"]


class MixedFamily:
    """Environments that draw a problem for each episode. See :class:`~perfgym.envs.family.Family`."""

    name = "PerfOptimize-mixed"
    version = 0
    entry_point = "perfgym.envs.mixed.env:PerfOptimizeMixedEnv"
    keeps_evaluations = False

    def ids(self) -> Iterator[EnvId]:
        """An ID for each language."""
        for language in LANGUAGES:
            yield EnvId(
                family=self.name,
                name=language,
                version=self.version,
                kwargs={"language": language},
                language=language,
            )

    def describe(self, env_id: EnvId) -> Description:
        """That there are many problems, of which split, and what this machine lacks for the language."""
        missing = ""
        try:
            LANGUAGES[env_id.language].toolchain()
        except MachineError as error:
            missing = str(error)
        return Description(title="Many problems", split=SPLITS[0], missing=missing)

    def task(self, env_id: EnvId) -> MixedTask:
        """Episodes of several problems in the language."""
        return MixedTask(env_id.language)

    def evaluator(
        self, env_id: EnvId, conditions: Conditions, *, sandbox: Sandbox, settings: Settings
    ) -> Evaluator:
        """Episodes are stored under the ID of their own problem, so none has to be verified under this one.

        Raises:
            SettingsError: Always.
        """
        del conditions, sandbox, settings
        raise SettingsError(f"{env_id} has no problem of its own; verify under the ID of the problem")
