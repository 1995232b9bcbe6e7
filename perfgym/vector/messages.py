"""What a pool and its workers say to each other: frozen records, as bytes of the standard ``pickle``.

``cloudpickle`` also sends closures, and classes of a script, but is several times slower; it ships
the environment once, these are sent each step.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cloudpickle  # pyright: ignore[reportMissingTypeStubs]

__all__ = ["Answer", "Request", "decode", "decode_maker", "encode", "encode_maker"]

_cloudpickle: Any = cloudpickle  # it says nothing of its types


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call to be made on a worker's environment.

    Attributes:
        number: Given back with the answer; unique in a pool.
        method: ``"reset"``, ``"step"``, ``"call"`` or ``"set_attr"``.
        arguments: Its positional arguments.
        keywords: Its keyword arguments.
    """

    number: int
    method: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a request.

    Attributes:
        number: The request's.
        value: What the call returned.
        error: What it raised instead, where that is the caller's to handle.
        failure: What it raised instead, in words, where nobody can: the worker is of no more use.
    """

    number: int
    value: Any = None
    error: Exception | None = None
    failure: str = ""


def encode(message: Request | Answer) -> bytes:
    """A message as bytes."""
    return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)


def decode(message: bytes) -> Any:
    """A message from bytes that a pool or a worker of its own wrote."""
    return pickle.loads(message)


def encode_maker(make_env: Callable[[], Any]) -> bytes:
    """What makes an environment as bytes, a closure or a function of a notebook too."""
    return _cloudpickle.dumps(make_env)


def decode_maker(make_env: bytes) -> Callable[[], Any]:
    """What makes an environment from bytes that a worker's own pool wrote."""
    return pickle.loads(make_env)
