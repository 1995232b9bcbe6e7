"""Failures of perfgym's: jails that are killed in the middle of a run, and a sandbox that fails at once."""

import contextlib
import threading
from collections.abc import Generator

import psutil

from perfgym.errors import HarnessError
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult

SPIN = "int main(void) { for (volatile int i = 0;; i++) {} }"
"""A program in C that never ends."""

_LONG_S = 1.5  # of CPU time, which no program of the bank takes in one run


def _spinning(root: psutil.Process) -> psutil.Process | None:
    """A program that has run for long in a jail of a process or of its children."""
    for process in root.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if process.cmdline() == ["solution"] and process.cpu_times().user > _LONG_S:
                return process
    return None


@contextlib.contextmanager
def killing_jails_of_spinning_programs(
    most: int = 1, root: psutil.Process | None = None
) -> Generator[list[int]]:
    """Kill the jail of each program that spins, up to a number of them; gives the list of these.

    Args:
        most: Number of programs after which all others are left alone.
        root: The process whose jails are watched, and those of its children; None for this process.
    """
    killed: list[int] = []
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.02) and len(killed) < most:
            with contextlib.suppress(psutil.Error):
                if program := _spinning(root or psutil.Process()):
                    _init, supervisor = program.parents()[:2]
                    supervisor.kill()
                    killed.append(program.pid)
                    program.wait(timeout=5)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield killed
    finally:
        is_over.set()
        watcher.join()


class FailingSandbox:
    """A sandbox whose first runs fail.

    Args:
        inner: Runs what comes after them.
        failures: Number of runs that fail.
    """

    def __init__(self, inner: Sandbox, failures: int = 1) -> None:
        self._inner = inner
        self._failures = failures
        self.name, self.memory_tier, self.missing = inner.name, inner.memory_tier, inner.missing

    def run(self, request: ProcessRequest) -> ProcessResult:
        if self._failures:
            self._failures -= 1
            raise HarnessError("the jail was lost")
        return self._inner.run(request)

    def close(self) -> None:
        self._inner.close()
