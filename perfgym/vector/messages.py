"""The messages between a pool and its workers: frozen records, as bytes of the standard ``pickle``.

``cloudpickle`` can also send closures and the classes of a script, but it is several times slower. It is used
for the maker of an environment, which is sent once; ``pickle`` is used for the messages of each step.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cloudpickle  # pyright: ignore[reportMissingTypeStubs]

__all__ = ["EnvAnswer", "EnvRequest", "decode", "decode_maker", "encode", "encode_maker"]

_cloudpickle: Any = cloudpickle  # it has no type hints


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvRequest:
    """One call that a worker is to make on its environment.

    Attributes:
        number: Number of the request, unique in a pool; the answer repeats it.
        method: ``"reset"``, ``"step"``, ``"call"`` or ``"set_attr"``.
        arguments: Positional arguments of the call.
        keywords: Keyword arguments of the call.
    """

    number: int
    method: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvAnswer:
    """The result of a request.

    Attributes:
        number: Number of the request.
        value: The value that the call returned.
        error: The exception that the call raised, if the caller caused it and can handle it.
        failure: Any other exception that the call raised, as text. The worker can no longer be used.
        snapshot: The episode after a reset or a step, if another worker can go on with it; otherwise None.
    """

    number: int
    value: Any = None
    error: Exception | None = None
    failure: str = ""
    snapshot: Any = None


def encode(message: EnvRequest | EnvAnswer) -> bytes:
    """Convert a message to bytes."""
    return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)


def decode(message: bytes) -> Any:
    """Read a message from bytes that a pool, or one of its own workers, wrote."""
    return pickle.loads(message)


def encode_maker(make_env: Callable[[], Any]) -> bytes:
    """Convert the maker of an environment to bytes; it may be a closure, or a function of a notebook."""
    return _cloudpickle.dumps(make_env)


def decode_maker(make_env: bytes) -> Callable[[], Any]:
    """Read the maker of an environment from bytes that a worker's own pool wrote."""
    return pickle.loads(make_env)
