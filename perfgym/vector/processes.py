"""Workers that are processes of this machine, started by ``multiprocess`` from one small fork server.

The server has imported perfgym, so that a worker starts in a few hundredths of a second. The server, and the
resource tracker that ``multiprocess`` starts with it, end with the last pool of the process.
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
from pathlib import Path
from typing import Any, cast

import multiprocess  # pyright: ignore[reportMissingTypeStubs]
import psutil
from multiprocess import (  # pyright: ignore[reportMissingTypeStubs]
    connection,
    forkserver,
    resource_tracker,
)

from perfgym.machine.input_key import input_key
from perfgym.sandbox.host_folder import host_folder
from perfgym.vector.worker import serve
from perfgym.vector.workers import WorkerLostError

__all__ = ["ProcessWorkers"]

_END_TIMEOUT_S = 5.0
_PRELOADED = ["perfgym.vector.worker", "perfgym"]

_context: Any = cast("Any", multiprocess).get_context("forkserver")
_process: Any = cast("Any", multiprocess).process
_fork_server: Any = forkserver._forkserver  # pyright: ignore  # noqa: SLF001, PGH003 - only its object can stop it
_tracker: Any = resource_tracker._resource_tracker  # pyright: ignore  # noqa: SLF001, PGH003 - the same
_wait: Any = cast("Any", connection).wait
_lock = threading.RLock()
_pools = 0
_tracker_is_ours = False
_server_socket: int | None = None  # descriptor of the fork server's socket, which no folder holds any more
_NO_FILE = "\0"  # an address that names no file, so that the fork server does not try to remove one


def _begin_pool() -> None:
    global _pools, _tracker_is_ours  # noqa: PLW0603 - a process has one fork server
    with _lock:
        if _pools == 0:
            _tracker_is_ours = _tracker._fd is None  # noqa: SLF001 - there is no public name
        _pools += 1


def _end_pool() -> None:
    global _pools  # noqa: PLW0603 - see above
    with _lock:
        _pools -= 1
        if _pools:
            return
        if _server_socket is not None:
            _fork_server._forkserver_address = _NO_FILE  # noqa: SLF001 - there is no public name
        _fork_server._stop()  # noqa: SLF001 - there is no public name
        _close_server_socket()
        if _tracker_is_ours:
            _tracker._stop()  # noqa: SLF001 - there is no public name


def _close_server_socket() -> None:
    global _server_socket  # noqa: PLW0603 - see above
    if _server_socket is not None:
        os.close(_server_socket)
    _server_socket = None


@contextlib.contextmanager
def _opened(path: Path | str) -> Generator[int]:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _ensure_server() -> None:
    """Start the fork server unless it is running.

    ``multiprocess`` puts the server's socket in a folder that it removes when this process exits. A killed
    process would leave it behind. So the folder is removed here, and the socket is reached by a descriptor.
    The folder is reached by one too, because the path of a socket must be shorter than 108 bytes.
    """
    global _server_socket  # noqa: PLW0603 - see above
    config, before = _process.current_process()._config, _fork_server._forkserver_pid  # noqa: SLF001 - see above
    tempdir = config.get("tempdir")
    with host_folder() as folder, _opened(folder) as directory:
        config["tempdir"] = f"/proc/self/fd/{directory}"
        try:
            _fork_server.ensure_running()
        finally:
            config["tempdir"] = tempdir
        if _fork_server._forkserver_pid == before:  # noqa: SLF001 - see above
            return
        _close_server_socket()
        _server_socket = os.open(_fork_server._forkserver_address, os.O_PATH | os.O_CLOEXEC)  # noqa: SLF001
        _fork_server._forkserver_address = f"/proc/self/fd/{_server_socket}"  # noqa: SLF001 - see above


@contextlib.contextmanager
def _without_main() -> Generator[None]:
    """Hide the caller's script, so that workers do not run it; what they need of it is sent by value."""
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
    """End a worker, dead or alive, and every process that it started. Jails end by themselves."""
    if process.is_alive():
        process.kill()
    for pid in psutil.pids():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == process.pid:
                os.kill(pid, signal.SIGKILL)
    process.join(_END_TIMEOUT_S)


def _end(process: Any) -> str:
    """Say how a process ended that has closed its connection."""
    process.join(_END_TIMEOUT_S)
    code = process.exitcode
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"ended with exit status {code}"


class ProcessWorkers:
    """Worker processes; see :class:`~perfgym.vector.workers.Workers`.

    Args:
        make_envs: Maker of each environment, as ``cloudpickle`` writes it.
        preferred_cores: Logical CPU that each worker runs on; None if there are more workers than cores.
    """

    def __init__(self, make_envs: Sequence[bytes], preferred_cores: Sequence[int | None]) -> None:
        self._make_envs = make_envs
        self._preferred_cores = preferred_cores
        self._owner = os.getpid()
        self._workers: dict[int, _Worker] = {}
        _begin_pool()

    def start(self, env_id: int) -> None:
        """Start a process without waiting for its environment.

        Raises:
            SettingsError: ``PERFGYM_INPUT_KEY`` cannot be used.
            MachineError: The file of the secret key cannot be used.
        """
        key = input_key().for_worker()
        ours, theirs = _context.Pipe()
        with theirs, _lock, _without_main():
            _context.set_forkserver_preload(_PRELOADED)
            _ensure_server()
            process = _context.Process(
                target=serve,
                args=(theirs, self._make_envs[env_id], self._owner, self._preferred_cores[env_id], key),
                name=f"perfgym-{env_id}",
                daemon=True,
            )
            process.start()
        self._workers[env_id] = _Worker(process, ours)

    def send(self, env_id: int, message: bytes) -> None:
        """Send a message."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._workers[env_id].connection.send_bytes(message)

    def wait(self, env_ids: Collection[int], timeout_s: float) -> Sequence[int]:
        """Wait until a pipe has a message, or a process has ended."""
        handles = {handle: env_id for env_id in env_ids for handle in self.handles(env_id)}
        ready: list[int] = _wait(list(handles), timeout_s)
        return list(dict.fromkeys(handles[handle] for handle in ready))

    def take(self, env_id: int) -> bytes:
        """Return the next message.

        Raises:
            WorkerLostError: The process has ended; the message says how.
        """
        worker = self._workers[env_id]
        try:
            return worker.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise WorkerLostError(_end(worker.process)) from error

    def kill(self, env_id: int) -> None:
        """Kill the process with every process that it started, and wait until it has ended."""
        worker = self._workers.pop(env_id)
        worker.connection.close()
        _kill(worker.process)
        worker.process.close()

    def close(self, busy: Collection[int]) -> None:
        """Close the connections; kill the processes that have not ended after that in time."""
        if os.getpid() != self._owner:  # in a fork of the pool's process, which does not own the workers
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
        """The pipe, and a descriptor that becomes readable when the process ends."""
        worker = self._workers[env_id]
        return worker.connection.fileno(), worker.process.sentinel

    def place(self, env_id: int) -> dict[str, Any]:
        """The process ID as ``pid``."""
        return {"pid": self._workers[env_id].process.pid}
