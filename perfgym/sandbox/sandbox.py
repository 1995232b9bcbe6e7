"""The interface of a sandbox."""

from typing import Protocol, runtime_checkable

from perfgym.sandbox.request import ProcessRequest, ProcessResult

__all__ = ["Sandbox"]


@runtime_checkable
class Sandbox(Protocol):
    """What runs programs. Where a sandbox's name is accepted, an instance is too."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def memory_tier(self) -> str:
        """How memory is limited, e.g. ``"cgroup-v1"``."""
        ...

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the promises that it does not make."""
        ...

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Makes one run; raises :class:`~perfgym.errors.HarnessError` when it cannot."""
        ...

    def close(self) -> None:
        """Gives everything back. Twice is harmless."""
        ...
