"""What a pool asks of those who run its environments, wherever they are."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

__all__ = ["WorkerLostError", "Workers"]


class WorkerLostError(Exception):
    """A worker ended; the message says how. The pool makes a fault of it."""


class Workers(Protocol):
    """Workers by index, each with one environment and a two-way channel of messages."""

    def start(self, env_id: int) -> None:
        """Begins to start a worker; its first message says that the environment is made."""
        ...

    def send(self, env_id: int, message: bytes) -> None:
        """Sends a message; whether the worker is still there is seen when taking its answer."""
        ...

    def wait(self, env_ids: Collection[int], timeout_s: float) -> Sequence[int]:
        """Those of the workers from which there is something to take, after at most so long."""
        ...

    def take(self, env_id: int) -> bytes:
        """The next message.

        Raises:
            WorkerLostError: There will be none.
        """
        ...

    def kill(self, env_id: int) -> None:
        """Ends a worker, at once, with all it started."""
        ...

    def close(self, busy: Collection[int]) -> None:
        """Ends all workers; those that are not busy by hanging up, so that they close what they have."""
        ...

    def handles(self, env_id: int) -> Sequence[int]:
        """Descriptors of which one can be read when there is something to take; may be none."""
        ...

    def place(self, env_id: int) -> dict[str, Any]:
        """Where a worker is: its process ID as ``pid``, and whatever else tells it from the others."""
        ...
