"""Size and kind -> a prime and a matrix, as bytes; and the right answer for small inputs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

_SMALLEST, _END = 1 << 25, 1 << 26
_DIVISORS = np.arange(3, 8193, 2)  # up to the root of the largest prime
_KINDS = (
    "random", "small", "bits", "sparse", "largest", "identity", "permutation", "zeros", "zero_column",
    "early_zeros", "zero_corner", "dependent", "equal_rows", "rank_one", "triangle",
)  # fmt: skip


def _prime(rng: np.random.Generator) -> int:
    while True:
        number = int(rng.integers(_SMALLEST, _END)) | 1
        if (number % _DIVISORS).all():
            return number


def _other_matrix(
    rng: np.random.Generator, any_numbers: NDArray[np.int64], p: int, kind: str
) -> NDArray[np.int64]:
    """A matrix of a kind that is not measured."""
    n = len(any_numbers)
    match kind:
        case "identity":
            return np.eye(n, dtype=np.int64)
        case "permutation":
            return np.diag(np.maximum(any_numbers[0], 1))[rng.permutation(n)]
        case "zeros":
            return np.zeros((n, n), np.int64)
        case "zero_column":
            any_numbers[:, rng.integers(n)] = 0
        case "early_zeros":  # no third pivot, so that the elimination ends soon
            any_numbers[:, 2:3] = any_numbers[:, :2].sum(axis=1, keepdims=True) % p
        case "zero_corner":  # so that pivots are found far below
            any_numbers[: n // 2, : n // 2] = 0
        case "dependent":  # one row is the sum of two others
            rows = rng.permutation(n)[:3]
            any_numbers[rows[-1]] = any_numbers[rows[:2]].sum(axis=0) % p
        case "equal_rows":
            any_numbers[rng.integers(n)] = any_numbers[rng.integers(n)]
        case "rank_one":
            return any_numbers[:1].T * any_numbers[-1:] % p
        case _:
            return np.triu(any_numbers)[rng.permutation(n)]
    return any_numbers


def _matrix(rng: np.random.Generator, n: int, p: int, kind: str) -> NDArray[np.int64]:
    any_numbers = rng.integers(p, size=(n, n))
    match kind:
        case "random":
            return any_numbers
        case "small":
            return 1000 + any_numbers % 1000
        case "bits":  # any number of bits; none is so small that Python keeps only one copy of it
            return 512 + (any_numbers >> rng.integers(1, 17, (n, n)))
        case "sparse":  # a third of the numbers, and no row without one
            return any_numbers * (
                (rng.random((n, n)) < 1 / 3) | np.eye(n, dtype=np.bool_)[rng.permutation(n)]
            )
        case "largest":  # p - 1 and p - 2
            return p - 1 - any_numbers % 2
        case _:
            return _other_matrix(rng, any_numbers, p, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers n and p, and the matrix as int32, row by row, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of rows.
        kind: What the matrix is like; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    n, p = size["n"], _prime(rng)
    return np.array([n, p], "<i4").tobytes() + _matrix(rng, n, p, kind).astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The right output: the constant coefficient of the characteristic polynomial (Faddeev and LeVerrier)."""
    n, p = (int(number) for number in np.frombuffer(stdin, "<i4", 2))
    matrix = np.frombuffer(stdin, "<i4", offset=8).reshape(n, n).astype(object)
    power, coefficient = np.zeros((n, n), object), 1
    for k in range(1, n + 1):
        power = matrix.dot(power + coefficient * np.eye(n, dtype=np.int64).astype(object)) % p
        coefficient = -int(power.trace()) * pow(k, -1, p) % p
    return (coefficient * (-1) ** n % p).to_bytes(4, "little")
