"""Finds and ends all processes of a run, wherever they went: by a variable that children inherit.

A process that leaves its group and its parent still has the environment that it was started with.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterator

import psutil

__all__ = ["RUN_VARIABLE", "end_processes", "processes_of"]

RUN_VARIABLE = "PERFGYM_RUN_ID"
"""The variable that names the run which a process belongs to."""

_INTERRUPT_S, _TERMINATE_S, _KILL_S = 20.0, 5.0, 5.0
_LOOK_S = 0.05


def processes_of(run_id: str) -> list[psutil.Process]:
    """The living processes of a run, as far as this user can see them."""
    return list(_living(run_id))


def _living(run_id: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            is_ours = process.pid != os.getpid() and process.environ().get(RUN_VARIABLE) == run_id
            if is_ours and process.status() != psutil.STATUS_ZOMBIE:
                yield process


def end_processes(run_id: str, interrupt_s: float = _INTERRUPT_S, terminate_s: float = _TERMINATE_S) -> None:
    """Interrupt all processes of a run, terminate those that go on, and kill those that still do.

    The interrupt comes first because clients of clusters cancel their jobs when they are interrupted.

    Args:
        run_id: Name of the run.
        interrupt_s: Seconds between the interrupt (SIGINT) and the termination (SIGTERM).
        terminate_s: Seconds between the termination and the kill (SIGKILL).
    """
    try:
        for number, wait_s in ((signal.SIGINT, interrupt_s), (signal.SIGTERM, terminate_s)):
            _signal(run_id, number)
            if _ended_within(run_id, wait_s):
                return
    finally:  # a second interrupt by the user ends the waiting, and not the killing
        _kill(run_id)


def _kill(run_id: str) -> None:
    deadline = time.monotonic() + _KILL_S
    while processes_of(run_id) and time.monotonic() < deadline:  # a process may start another meanwhile
        _signal(run_id, signal.SIGKILL)
        time.sleep(_LOOK_S)


def _signal(run_id: str, number: int) -> None:
    for process in processes_of(run_id):
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            process.send_signal(number)


def _ended_within(run_id: str, wait_s: float) -> bool:
    deadline = time.monotonic() + wait_s
    while processes_of(run_id):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_S)
    return True
