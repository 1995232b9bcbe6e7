"""A worker: one environment, and requests to it as bytes, taken from a pipe where it is a process.

Such a process is the leader of a session of its own, so that it can be killed with all it started,
and ends itself as soon as the pool's process has ended, in whatever way and whatever it is doing.
"""

import contextlib
import os
import select
import signal
import threading
import traceback
from pathlib import Path
from typing import Any

import gymnasium as gym
from gymnasium.error import Error

from perfgym.errors import HarnessError, MachineError, ProblemError, SettingsError
from perfgym.machine.leases import run_on_leased_cores
from perfgym.vector.messages import Answer, Request, decode, decode_maker, encode

__all__ = ["MADE", "ServedEnv", "serve"]

MADE = 0
"""Number of the answer that says that the environment was made; requests count from 1."""

_CALLERS_ERRORS = {
    "reset": (Error, SettingsError, ProblemError, MachineError),
    "step": (Error, SettingsError),
    "call": (Error, SettingsError, AttributeError, TypeError, ValueError),
    "set_attr": (Error, SettingsError, AttributeError, TypeError, ValueError),
}


def _call(env: gym.Env[Any, Any], request: Request) -> Any:
    if request.method == "call":
        name, *arguments = request.arguments
        found = env.get_wrapper_attr(name)
        return found(*arguments, **request.keywords) if callable(found) else found
    if request.method == "set_attr":
        return env.set_wrapper_attr(*request.arguments)
    return getattr(env, request.method)(*request.arguments, **request.keywords)


def _answer(env: gym.Env[Any, Any], request: Request) -> Answer:
    try:
        return Answer(number=request.number, value=_call(env, request))
    except _CALLERS_ERRORS[request.method] as error:
        return Answer(number=request.number, error=error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the pool hears of it
        return Answer(number=request.number, failure=_words(error))


def _words(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1:]
    at = f" ({where[0].filename}:{where[0].lineno})" if where else ""
    return f"{type(error).__name__}: {error}{at}"


def _encoded(answer: Answer) -> bytes:
    """An answer as bytes; as one in words where what it holds cannot be sent."""
    try:
        message = encode(answer)
        if answer.error is not None:
            decode(message)  # some exceptions can be written and not read
    except Exception as error:  # noqa: BLE001 - whatever it is, the pool hears of it
        return encode(_in_words(answer, error))
    return message


def _in_words(answer: Answer, error: Exception) -> Answer:
    if answer.error is not None and answer.number == MADE:
        return Answer(number=MADE, error=HarnessError(_words(answer.error)))
    cause = (
        _words(answer.error) if answer.error is not None else f"its answer cannot be sent: {_words(error)}"
    )
    return Answer(number=answer.number, failure=cause)


class ServedEnv:
    """One environment, and what is asked of it as bytes."""

    def __init__(self) -> None:
        self._env: Any = None

    def make(self, make_env: bytes) -> bytes:
        """Makes the environment; the answer has the number ``MADE``, and what was raised over it.

        Args:
            make_env: A callable without arguments that makes it, as ``cloudpickle`` writes it.
        """
        try:
            self._env = decode_maker(make_env)()
        except Exception as error:  # noqa: BLE001 - whatever it is, the pool hears of it
            return _encoded(Answer(number=MADE, error=error))
        return encode(Answer(number=MADE))

    def answer(self, message: bytes) -> bytes:
        """What comes of a request."""
        return _encoded(_answer(self._env, decode(message)))

    def close(self) -> None:
        """Closes the environment, where there is one."""
        if self._env is not None:
            self._env.close()


def _end_with(pool: int, socket: Path) -> None:
    """Ends this process, at once, when the pool's process has ended, which then could not clean up."""
    descriptor = os.pidfd_open(pool)

    def wait() -> None:
        select.select([descriptor], [], [])
        with contextlib.suppress(OSError):  # another worker was quicker
            socket.unlink()
            socket.parent.rmdir()
        os._exit(1)

    threading.Thread(target=wait, name="end-with-the-pool", daemon=True).start()


def serve(connection: Any, make_env: bytes, pool: int, socket: str, preferred_core: int | None) -> None:
    """Makes the environment and answers requests until the pool hangs up.

    Args:
        connection: The worker's end of a two-way pipe.
        make_env: As for :meth:`ServedEnv.make`.
        pool: Process that this one ends with.
        socket: Path of its fork server's socket, in a folder of its own.
        preferred_core: Logical CPU to run on; None where no core is this worker's own.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool's to handle
    _end_with(pool, Path(socket))
    if preferred_core is None:
        run_on_leased_cores()
    else:
        os.sched_setaffinity(0, {preferred_core})
    gone = (EOFError, BrokenPipeError, ConnectionResetError)  # the pool
    with contextlib.suppress(*gone), contextlib.closing(ServedEnv()) as served:
        connection.send_bytes(served.make(make_env))
        while True:
            connection.send_bytes(served.answer(connection.recv_bytes()))
