"""The interface of a sandbox."""

from typing import Protocol, runtime_checkable

from perfgym.sandbox.request import ProcessRequest, ProcessResult

__all__ = ["Sandbox"]


@runtime_checkable
class Sandbox(Protocol):
    """Runs programs in isolation. Where a sandbox's name is accepted, an instance is accepted too."""

    @property
    def name(self) -> str:
        """Name of the kind of sandbox, e.g. ``"supervisor"``."""
        ...

    @property
    def memory_tier(self) -> str:
        """How the sandbox limits memory, e.g. ``"cgroup-v1"``."""
        ...

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the promises that the sandbox does not make."""
        ...

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Make one run.

        Raises:
            HarnessError: The run could not be made, through no fault of the program.
        """
        ...

    def close(self) -> None:
        """End all processes and release everything. A second call does nothing."""
        ...
