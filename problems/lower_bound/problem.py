"""Size and kind -> ascending numbers and queries, as bytes."""

import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Numbers = NDArray[np.int32]

_LEAST, _MOST = -(2**31), 2**31 - 1
_CLUSTERS = 50
_KINDS = (
    "uniform",
    "clustered",
    "geometric",
    "dense",
    "equal",
    "few",
    "below",
    "above",
    "ends",
    "present",
    "steps",
)


def _numbers(rng: np.random.Generator, n: int, kind: str) -> Numbers:
    """Numbers in ascending order."""
    match kind:
        case "clustered":
            # Each cluster is so narrow that nearly all of the range is between them.
            first = np.sort(rng.integers(_LEAST, _MOST - 2**24, _CLUSTERS))
            width = rng.integers(4 * n // _CLUSTERS + 1, 2**23, _CLUSTERS)
            own = np.repeat(np.arange(_CLUSTERS), rng.multinomial(n, np.full(_CLUSTERS, 1 / _CLUSTERS)))
            numbers = first[own] + (rng.random(n) * width[own]).astype(np.int64)
        case "geometric":
            sign = -1 if rng.random() < 0.5 else 1
            numbers = sign * np.exp2(15 + rng.random(n, dtype=np.float32) * np.float32(16)).astype(np.int64)
            numbers = np.clip(numbers + rng.integers(-1000, 1000), _LEAST, _MOST)
        case "dense":
            numbers = rng.integers(_LEAST, _MOST - 2 * n) + rng.integers(2 * n + 1, size=n)
        case "equal":
            numbers = np.full(n, rng.integers(-10, 10))
        case "few":
            numbers = rng.integers(-3, 4, n)
        case "ends":
            numbers = rng.choice(np.array([_LEAST, _LEAST + 1, -1, 0, _MOST - 1, _MOST]), n)
        case "steps":
            numbers = rng.integers(_LEAST >> 12, _MOST >> 12, n) << 12
        case _:
            numbers = rng.integers(_LEAST, _MOST, n, endpoint=True, dtype=np.int32)
    return np.sort(numbers.astype(np.int32))


def _queries(rng: np.random.Generator, q: int, numbers: Numbers, kind: str) -> Numbers:
    """Queries that come to all indices alike: numbers, or what lies somewhere between one and the next."""
    n = len(numbers)
    if n == 0:
        return rng.integers(_LEAST, _MOST, q, endpoint=True, dtype=np.int32)
    if kind in ("below", "above"):
        below, above = (_LEAST, int(numbers[0])), (min(int(numbers[-1]) + 1, _MOST), _MOST)
        return rng.integers(*(below if kind == "below" else above), q, endpoint=True, dtype=np.int32)
    own = rng.integers(n, size=q, dtype=np.int32)
    if kind in ("present", "ends"):
        return numbers[own]
    wide = numbers.astype(np.int64)
    gaps = np.append(np.diff(wide), 0) + 2  # from the number before to the one behind
    asked = wide[own] - 1 + (rng.random(q, dtype=np.float32) * gaps[own]).astype(np.int64)
    return np.clip(asked, _LEAST, _MOST, out=asked).astype(np.int32)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N, q, the numbers and the queries, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, how many numbers, and ``q``, how many queries.
        kind: How numbers lie: ``uniform``, ``clustered`` (50 narrow clusters), ``geometric`` (as many of
            each number of bits), ``dense`` (nearly consecutive), ``equal``, ``few`` (seven different ones),
            ``ends`` (of the range), ``steps`` (multiples of 4096). ``below`` and ``above``: all queries are
            beyond the numbers; ``present``: all queries are among them.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, q = size["n"], size["q"]
    numbers = _numbers(rng, n, kind)
    queries = _queries(rng, q, numbers, kind)
    return struct.pack("<ii", n, q) + numbers.astype("<i4").tobytes() + queries.astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The indices, by sorting numbers and queries together: an index is how many numbers come before."""
    n, q = struct.unpack_from("<ii", stdin)
    both = np.frombuffer(stdin, "<i4", n + q, 8).astype(np.int64)
    of_query = np.arange(n + q) >= n
    order = np.lexsort((~of_query, both))  # queries come before numbers that are equal
    before = np.cumsum(~of_query[order])
    result = np.empty(n + q, "<i4")
    result[order] = before
    return result[n:].tobytes()
