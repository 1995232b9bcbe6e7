"""Verified runs on leased cores, within the CPU time that the baseline sets."""

from collections.abc import Sequence
from dataclasses import replace

from perfgym.machine.leases import lease_core
from perfgym.research.records import Run, RunSeed
from perfgym.research.runs import Program
from perfgym.research.task import ResearchLimits
from perfgym.research.verified import VerifiedRuns

__all__ = ["SandboxRuns"]


class SandboxRuns:
    """Runs programs in the sandbox, each on a core that it has for itself.

    Args:
        verified: Makes the runs.
        limits: What a program may use.
        cores: Logical CPUs to choose from; empty for all that this process may use.
        lease_timeout_s: Seconds to wait for a core at most.
    """

    evaluation = "verified"
    launcher = "sandbox"

    def __init__(
        self, verified: VerifiedRuns, limits: ResearchLimits, cores: Sequence[int], lease_timeout_s: float
    ) -> None:
        self._verified = verified
        self._limits = limits
        self._cores = cores
        self._lease_timeout_s = lease_timeout_s
        self._budget = verified.baseline_budget

    @property
    def cpu_limit_s(self) -> float:
        """CPU seconds after which a training run is ended."""
        return self._budget.limit_s

    @property
    def artifact_limit(self) -> int:
        """Most bytes of the compressed program and its artifact together."""
        return self._limits.artifact_bytes

    def run(self, program: Program, seed: RunSeed, run_id: str) -> Run:
        """Train and score a program on a core that is leased for it.

        Raises:
            MachineError: No core became free in time.
            HarnessError: The sandbox failed.
        """
        del run_id
        with lease_core(self._cores, self._lease_timeout_s) as lease:
            run = self._verified.run(program.source, seed, self._budget, lease.cpu)
        return replace(run, wait_s=lease.waited_s)

    def set_baseline(self, runs: Sequence[Run]) -> None:
        """Give other programs a multiple of the CPU seconds that the slowest of these runs took."""
        self._budget = self._verified.budget(max(run.cpu_s for run in runs))

    def cost_usd(self, runs: Sequence[Run]) -> float | None:
        """None: what this machine costs is not known."""
        del runs
        return None
