"""Runs work that Ctrl-C must not leave half done.

Python raises KeyboardInterrupt between any two steps of the main thread and in no other thread, so the work
runs in another thread.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

__all__ = ["uninterrupted"]

_T = TypeVar("_T")


def uninterrupted(work: Callable[[], _T]) -> _T:
    """Call ``work`` and return its result. If the caller is interrupted, the work still completes."""
    future: Future[_T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again in the caller
            future.set_exception(error)

    try:
        threading.Thread(target=run, name="perfgym").start()
    except RuntimeError:  # the interpreter is shutting down, and takes neither new threads nor Ctrl-C
        return work()
    return future.result()
