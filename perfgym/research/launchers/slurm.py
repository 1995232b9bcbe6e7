"""Slurm as a launcher: ``sbatch --wait`` starts the job, and ``scancel`` ends it."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfgym.research.launchers.command import CommandLauncher
from perfgym.research.launchers.launcher import Launch, Launched

__all__ = ["SlurmLauncher"]

_CANCEL_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlurmLauncher:
    """Submits a job for each run, and waits for its end.

    Attributes:
        script: The words of the job's command, as :class:`CommandLauncher` takes them.
        options: Options of ``sbatch``, e.g. ``--gres=gpu:1``.
        environment: Globs of the user's variables that ``sbatch`` gets; it hands them on to the job.
        variables: Name to value of variables that are set.
        seed_variable: Name of the variable that gets the seed; empty for none.
        name: Short name.
    """

    script: Sequence[str]
    options: Sequence[str] = ()
    environment: Sequence[str] = ("SLURM_*", "SBATCH_*")
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    seed_variable: str = ""
    name: str = "slurm"

    def run(self, launch: Launch) -> Launched:
        """Submit the job, wait for it, and cancel it if its time is over or the user interrupts."""
        submit = CommandLauncher(
            command=(
                *("sbatch", "--wait", "--parsable", "--export=ALL", "--job-name={run_id}"),
                *("--output={log}.job", "--chdir={folder}", *self.options, "--wrap", _joined(self.script)),
            ),
            environment=self.environment,
            variables=self.variables,
            seed_variable=self.seed_variable,
        )
        try:
            launched = submit.run(launch)
        finally:
            self._cancel(launch)
        written = launch.log.with_name(f"{launch.log.name}.job")
        said = written.read_text(errors="replace") if written.exists() else ""
        return replace(launched, log=said or launched.log)

    def _cancel(self, launch: Launch) -> None:
        """Cancel the job by its name; a job that ended is not there any more."""
        subprocess.run(
            ["scancel", "--name", launch.run_id], capture_output=True, check=False, timeout=_CANCEL_S
        )


def _joined(words: Sequence[str]) -> str:
    """The words as one line of the job's shell, whatever they hold; braces stay what is filled in."""
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
