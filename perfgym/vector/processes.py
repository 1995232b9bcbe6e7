"""Workers that are processes of this machine, started by ``multiprocess`` from one small fork server.

The server has perfgym imported, so that a worker starts in a few hundredths of a second. It and the
resource tracker that comes with it end with the last pool of the process.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import types
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import multiprocess  # pyright: ignore[reportMissingTypeStubs]
import psutil
from multiprocess import (  # pyright: ignore[reportMissingTypeStubs]
    connection,
    forkserver,
    resource_tracker,
)

from perfgym.sandbox.host_folder import host_folder, remove_orphans
from perfgym.vector.worker import serve
from perfgym.vector.workers import WorkerLostError

__all__ = ["ProcessWorkers"]

_END_TIMEOUT_S = 5.0
_PRELOADED = ["perfgym.vector.worker", "perfgym"]

_context: Any = cast("Any", multiprocess).get_context("forkserver")
_fork_server: Any = forkserver._forkserver  # pyright: ignore  # noqa: SLF001, PGH003 - only so can it be stopped
_tracker: Any = resource_tracker._resource_tracker  # pyright: ignore  # noqa: SLF001, PGH003 - like it
_wait: Any = cast("Any", connection).wait
_lock = threading.RLock()
_configuration: Any = cast("Any", multiprocess).current_process()._config  # noqa: SLF001 - holds its folder
_folder = contextlib.ExitStack()
_pools = 0
_tracker_is_ours = False


def _begin_pool() -> None:
    global _pools, _tracker_is_ours  # noqa: PLW0603 - the server is one for the whole process
    with _lock:
        if _pools == 0:
            _tracker_is_ours = _tracker._fd is None  # noqa: SLF001 - nothing else says it
            _make_folder()
        _pools += 1


def _make_folder() -> None:
    """Give ``multiprocess`` a locked folder for the fork server's socket.

    Its own folder (``pymp-...``) stays for ever if this process and the workers are killed together. A
    locked one is removed by the next pool, of whatever process.
    """
    if _configuration.get("tempdir") is not None:  # the caller uses multiprocess, too
        return
    remove_orphans()
    _configuration["tempdir"] = str(_folder.enter_context(host_folder()))
    _folder.callback(_configuration.pop, "tempdir")


def _end_pool() -> None:
    global _pools  # noqa: PLW0603 - see above
    with _lock:
        _pools -= 1
        if _pools:
            return
        _fork_server._stop()  # noqa: SLF001 - there is no other way
        if _tracker_is_ours:
            _tracker._stop()  # noqa: SLF001 - there is no other way
        _folder.close()


@contextlib.contextmanager
def _without_main() -> Generator[None]:
    """Workers do not run the caller's script again: what they need of it is sent by value."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(frozen=True, slots=True)
class _Worker:
    process: Any
    connection: Any


def _kill(process: Any) -> None:
    """Ends a worker with all it started, also where it has died; its jails end by themselves."""
    if process.is_alive():
        process.kill()
    for pid in psutil.pids():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == process.pid:
                os.kill(pid, signal.SIGKILL)
    process.join(_END_TIMEOUT_S)


def _end(process: Any) -> str:
    """How a process ended that has hung up."""
    process.join(_END_TIMEOUT_S)
    code = process.exitcode
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"ended with exit status {code}"


class ProcessWorkers:
    """Worker processes; see :class:`~perfgym.vector.workers.Workers`.

    Args:
        make_envs: What makes each environment, as ``cloudpickle`` writes it.
        preferred_cores: Logical CPU that each worker runs on; None where no core is its own.
    """

    def __init__(self, make_envs: Sequence[bytes], preferred_cores: Sequence[int | None]) -> None:
        self._make_envs = make_envs
        self._preferred_cores = preferred_cores
        self._owner = os.getpid()
        self._workers: dict[int, _Worker] = {}
        _begin_pool()

    def start(self, env_id: int) -> None:
        """Begins to start a process."""
        ours, theirs = _context.Pipe()
        with theirs, _lock, _without_main():
            _context.set_forkserver_preload(_PRELOADED)
            _fork_server.ensure_running()
            socket = _fork_server._forkserver_address  # noqa: SLF001 - nothing else says it
            process = _context.Process(
                target=serve,
                args=(theirs, self._make_envs[env_id], self._owner, socket, self._preferred_cores[env_id]),
                name=f"perfgym-{env_id}",
                daemon=True,
            )
            process.start()
        self._workers[env_id] = _Worker(process, ours)

    def send(self, env_id: int, message: bytes) -> None:
        """Sends a message."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._workers[env_id].connection.send_bytes(message)

    def wait(self, env_ids: Collection[int], timeout_s: float) -> Sequence[int]:
        """Waits on pipes and ends of processes."""
        handles = {handle: env_id for env_id in env_ids for handle in self.handles(env_id)}
        ready: list[int] = _wait(list(handles), timeout_s)
        return list(dict.fromkeys(handles[handle] for handle in ready))

    def take(self, env_id: int) -> bytes:
        """The next message, or how the process ended."""
        worker = self._workers[env_id]
        try:
            return worker.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise WorkerLostError(_end(worker.process)) from error

    def kill(self, env_id: int) -> None:
        """Kills the process with all it started, and waits for its end."""
        worker = self._workers.pop(env_id)
        worker.connection.close()
        _kill(worker.process)
        worker.process.close()

    def close(self, busy: Collection[int]) -> None:
        """Hangs up; kills who has not ended of it in time."""
        if os.getpid() != self._owner:  # a fork of the pool's process, which the workers are not its
            return
        for worker in self._workers.values():
            worker.connection.close()
        deadline = time.monotonic() + _END_TIMEOUT_S
        for env_id in self._workers.keys() - set(busy):
            self._workers[env_id].process.join(max(deadline - time.monotonic(), 0.0))
        for env_id in list(self._workers):
            self.kill(env_id)
        _end_pool()

    def handles(self, env_id: int) -> Sequence[int]:
        """The pipe, and what becomes readable when the process ends."""
        worker = self._workers[env_id]
        return worker.connection.fileno(), worker.process.sentinel

    def place(self, env_id: int) -> dict[str, Any]:
        """The process ID."""
        return {"pid": self._workers[env_id].process.pid}
