"""The interface between a pool and the workers that run its environments, wherever the workers are."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

__all__ = ["WorkerLostError", "Workers"]


class WorkerLostError(Exception):
    """A worker has ended; the message says how. The pool turns it into a fault of the episode."""


class Workers(Protocol):
    """Workers by index, each with one environment and a two-way channel of messages."""

    def start(self, env_id: int) -> None:
        """Start a worker without waiting; its first message says that the environment was made."""
        ...

    def send(self, env_id: int, message: bytes) -> None:
        """Send a message. If the worker has ended, :meth:`take` reports it."""
        ...

    def wait(self, env_ids: Collection[int], timeout_s: float) -> Sequence[int]:
        """Wait for a message of any of the workers; return the workers that have one.

        Args:
            env_ids: Indices of the workers.
            timeout_s: Seconds to wait at most.
        """
        ...

    def take(self, env_id: int) -> bytes:
        """Return the next message.

        Raises:
            WorkerLostError: The worker has ended.
        """
        ...

    def kill(self, env_id: int) -> None:
        """End a worker immediately, with every process that it started."""
        ...

    def close(self, busy: Collection[int]) -> None:
        """End all workers.

        Args:
            busy: Indices of workers to kill. The others get the time to close their environments.
        """
        ...

    def handles(self, env_id: int) -> Sequence[int]:
        """File descriptors, one of which becomes readable when there is a message to take; may be empty."""
        ...

    def place(self, env_id: int) -> dict[str, Any]:
        """Where a worker runs: its process ID as ``pid``, and e.g. its node."""
        ...
