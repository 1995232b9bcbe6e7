"""Size and kind -> entities and a number of ticks, as bytes; and the right answer for small inputs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

_DRIFT, _TURN, _GROW, _BOUNCE, _SWAP, _ROTATE = _ACTIONS = range(6)
_ONLY = ("drift", "turn", "grow", "bounce", "swap", "rotate")
_EXTREMES = (-(2**31), 2**31 - 1, -1, 0, 1)
_MOST = 2**31
_KINDS = ("random", "changing", "near", "extremes", "sorted", "two", *_ONLY)


def _equally_often(rng: np.random.Generator, n: int) -> NDArray[np.int64]:
    return rng.permutation(np.arange(n) % len(_ACTIONS))


def _six_by_six(rng: np.random.Generator, n: int) -> NDArray[np.int64]:
    """Six entities in a row are of six kinds, and the first of them is of the kind of the one before it.

    So neighbours are of one kind as often as in any order, and calls are predicted as well as there.
    """
    rounds = rng.permuted(np.tile(_ACTIONS, (-(-n // len(_ACTIONS)), 1)), axis=1)
    rounds[1:] += np.cumsum(rounds[:-1, -1] - rounds[1:, 0])[:, None]
    return (rounds % len(_ACTIONS)).ravel()[:n]


def _actions(rng: np.random.Generator, n: int, kind: str) -> NDArray[np.int64]:
    """What each entity does. All of it comes equally often, so that all inputs of a size cost the same."""
    if kind in _ONLY:
        return np.full(n, _ONLY.index(kind))
    match kind:
        case "sorted":
            return np.sort(_equally_often(rng, n))
        case "two":
            return rng.choice(rng.permutation(len(_ACTIONS))[:2], n)
        case "changing":
            return _six_by_six(rng, n)
        case _:
            return _equally_often(rng, n)


def _numbers(rng: np.random.Generator, n: int, kind: str) -> NDArray[np.int64]:
    match kind:
        case "near":
            return rng.integers(-1000, 1001, (n, 3))
        case "extremes":
            return rng.choice(_EXTREMES, (n, 3))
        case _:
            return rng.integers(-_MOST, _MOST, (n, 3))


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of entities and of ticks, then the entities, as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of entities, and ``ticks``.
        kind: Entities in any order (``random``), six in a row of six kinds (``changing``), with numbers
            ``near`` zero or at the ``extremes``, ``sorted`` by kind, of ``two`` kinds, or all of the kind
            that is named.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n = size["n"]
    entities = np.column_stack([_actions(rng, n, kind), _numbers(rng, n, kind)])
    return np.array([n, size["ticks"]], "<i4").tobytes() + entities.astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The right output: all entities of a kind act together, as arrays."""
    n, ticks = (int(number) for number in np.frombuffer(stdin, "<i4", 2))
    entities = np.frombuffer(stdin, "<u4", offset=8).reshape(n, 4)
    result = entities[:, 1:3].copy()
    for kind in _ACTIONS:
        which = entities[:, 0] == kind
        a, b, c = entities[which, 1:].T.copy()
        for t in range(ticks):
            a, b = _act(kind, np.uint32(t), a, b, c)
        result[which, 0], result[which, 1] = a, b
    return result.astype("<u4").tobytes()


def _act(
    kind: int, t: np.uint32, a: NDArray[np.uint32], b: NDArray[np.uint32], c: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    match kind:
        case 0:
            return a + b, b
        case 1:
            return a ^ b << (t & np.uint32(7)), b + c
        case 2:
            return a * b + c + t, b
        case 3:
            step = b | np.uint32(1)
            return np.where(a.view(np.int32) > c.view(np.int32), a - step, a + step), b
        case 4:
            return b + t, a
        case _:
            a = (a << np.uint32(5) | a >> np.uint32(27)) + c
            return a, b ^ (a + t)
