"""Kills a jail in the middle of a run, so that an evaluation ends in a fault of perfgym's."""

import contextlib
import threading
from collections.abc import Generator

import psutil

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
def killing_jails_of_spinning_programs(most: int = 1, root: psutil.Process | None = None) -> Generator[list[int]]:
    """Kill the jail of each program that spins, up to a number of them; gives the list of the programs killed.

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
