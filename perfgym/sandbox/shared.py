"""One sandbox of each kind for all environments of a process; it is closed with the last of them.

A hundred environments that take turns need no more jails than one environment does.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from perfgym.sandbox.request import ProcessRequest, ProcessResult
from perfgym.sandbox.sandbox import Sandbox

__all__ = ["SharedSandbox"]


@dataclass(slots=True)
class _Kind:
    sandbox: Sandbox
    owner: int
    users: int = 0


_kinds: dict[str, _Kind] = {}
_lock = threading.RLock()


class SharedSandbox:
    """One user's share of the process's sandbox of a kind.

    Args:
        name: The kind.
        make: Makes the sandbox. It is called if no sandbox of this kind is in use.
    """

    def __init__(self, name: str, make: Callable[[], Sandbox]) -> None:
        self._key = name
        with _lock:
            kind = _kinds.get(name)
            if kind is None or kind.owner != os.getpid():  # a forked child makes its own
                _kinds[name] = kind = _Kind(make(), os.getpid())
            kind.users += 1
            self._kind: _Kind | None = kind
        self.name = kind.sandbox.name
        self.memory_tier = kind.sandbox.memory_tier
        self.missing = kind.sandbox.missing

    def run(self, request: ProcessRequest) -> ProcessResult:
        """Make one run in the shared sandbox."""
        if self._kind is None:
            raise ValueError("this sandbox was closed; make another one")
        return self._kind.sandbox.run(request)

    def close(self) -> None:
        """Release this user; the sandbox closes with its last user. A second call does nothing."""
        with _lock:
            kind, self._kind = self._kind, None
            if kind is None:
                return
            kind.users -= 1
            if kind.users == 0:
                if _kinds.get(self._key) is kind:
                    del _kinds[self._key]
                kind.sandbox.close()
