"""A worker: one environment, which is called as a pool requests.

A worker process leads a session of its own, so that it can be killed with every process that it started. It
ends as soon as the pool's process has ended, however that happened and whatever the worker is doing.
"""

import contextlib
import os
import select
import signal
import threading
import traceback
from typing import Any

import gymnasium as gym
from gymnasium.error import Error

from perfgym.envs.resumable import snapshot_of
from perfgym.errors import HarnessError, MachineError, ProblemError, SettingsError
from perfgym.machine.input_key import adopt_input_key
from perfgym.machine.leases import run_on_leased_cores
from perfgym.vector.messages import EnvAnswer, EnvRequest, decode, decode_maker, encode

__all__ = ["MADE", "ServedEnv", "serve"]

MADE = 0
"""Number of the answer that says that the environment was made; requests count from 1."""

_CALLERS_ERRORS = {
    "reset": (Error, SettingsError, ProblemError, MachineError),
    "step": (Error, SettingsError),
    "call": (Error, SettingsError, AttributeError, TypeError, ValueError),
    "set_attr": (Error, SettingsError, AttributeError, TypeError, ValueError),
}

_PLAYING = ("reset", "step")


def _call(env: gym.Env[Any, Any], request: EnvRequest) -> Any:
    if request.method == "call":
        name, *arguments = request.arguments
        found = env.get_wrapper_attr(name)
        return found(*arguments, **request.keywords) if callable(found) else found
    if request.method == "set_attr":
        return env.set_wrapper_attr(*request.arguments)
    return getattr(env, request.method)(*request.arguments, **request.keywords)


def _answer(env: gym.Env[Any, Any], request: EnvRequest) -> EnvAnswer:
    try:
        value = _call(env, request)
        snapshot = snapshot_of(env) if request.method in _PLAYING else None
        return EnvAnswer(number=request.number, value=value, snapshot=snapshot)
    except _CALLERS_ERRORS[request.method] as error:
        return EnvAnswer(number=request.number, error=error)
    except Exception as error:  # noqa: BLE001 - the pool reports whatever it is
        return EnvAnswer(number=request.number, failure=_words(error))


def _words(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1:]
    at = f" ({where[0].filename}:{where[0].lineno})" if where else ""
    return f"{type(error).__name__}: {error}{at}"


def _encoded(answer: EnvAnswer) -> bytes:
    """An answer as bytes. If its value or its exception cannot be sent, a text takes their place."""
    try:
        message = encode(answer)
        if answer.error is not None:
            decode(message)  # some exceptions can be pickled but not unpickled
    except Exception as error:  # noqa: BLE001 - the pool reports whatever it is
        return encode(_in_words(answer, error))
    return message


def _in_words(answer: EnvAnswer, error: Exception) -> EnvAnswer:
    if answer.error is not None and answer.number == MADE:
        return EnvAnswer(number=MADE, error=HarnessError(_words(answer.error)))
    cause = (
        _words(answer.error) if answer.error is not None else f"its answer cannot be sent: {_words(error)}"
    )
    return EnvAnswer(number=answer.number, failure=cause)


class ServedEnv:
    """One environment, behind an interface of bytes."""

    def __init__(self) -> None:
        self._env: Any = None

    def make(self, make_env: bytes) -> bytes:
        """Make the environment.

        Args:
            make_env: A callable without arguments that makes it, as ``cloudpickle`` writes it.

        Returns:
            An answer with the number ``MADE``, which holds the exception if one was raised.
        """
        try:
            self._env = decode_maker(make_env)()
        except Exception as error:  # noqa: BLE001 - the pool reports whatever it is
            return _encoded(EnvAnswer(number=MADE, error=error))
        return encode(EnvAnswer(number=MADE))

    def answer(self, message: bytes) -> bytes:
        """Carry out a request."""
        return _encoded(_answer(self._env, decode(message)))

    def close(self) -> None:
        """Close the environment, if it was made."""
        if self._env is not None:
            self._env.close()


def _end_with(pool: int) -> None:
    """End this process as soon as the pool's process has ended."""
    try:
        descriptor = os.pidfd_open(pool)
    except ProcessLookupError:
        os._exit(1)

    def wait() -> None:
        select.select([descriptor], [], [])
        os._exit(1)

    threading.Thread(target=wait, name="end-with-the-pool", daemon=True).start()


def serve(
    connection: Any, make_env: bytes, pool: int, preferred_core: int | None, key: tuple[bytes, str, bool]
) -> None:
    """Make the environment and answer requests until the pool closes the connection.

    Args:
        connection: The worker's end of a two-way pipe.
        make_env: As for :meth:`ServedEnv.make`.
        pool: ID of the process that this one ends with.
        preferred_core: Logical CPU to run on; None if there are more workers than cores.
        key: Secret key of the pool's process, which may be the only one that has it; see
            :meth:`perfgym.machine.input_key.InputKey.for_worker`.
    """
    os.setsid()
    adopt_input_key(key)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool's process handles an interrupt
    _end_with(pool)
    if preferred_core is None:
        run_on_leased_cores()
    else:
        os.sched_setaffinity(0, {preferred_core})
    pool_is_gone = (EOFError, BrokenPipeError, ConnectionResetError)
    with contextlib.suppress(*pool_is_gone), contextlib.closing(ServedEnv()) as served:
        connection.send_bytes(served.make(make_env))
        while True:
            connection.send_bytes(served.answer(connection.recv_bytes()))
