"""Size and kind -> pairs of polynomials, as bytes; and the right answer for small inputs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

_P = 998_244_353
_BLOCK = 64  # coefficients
_ROOT_BITS = 23
_KINDS = ("random", "blocks", "bits", "largest", "zeros", "sparse", "ones", "small", "roots")


def _coefficients(rng: np.random.Generator, shape: tuple[int, int, int], kind: str) -> NDArray[np.int64]:
    match kind:
        case "random":
            return rng.integers(_P, size=shape)
        case "blocks":  # some are small, some large, block by block
            counts = (*shape[:2], -(-shape[2] // _BLOCK))
            bounds = rng.integers(1, _P, counts).repeat(_BLOCK, axis=2)[:, :, : shape[2]]
            return rng.integers(_P, size=shape) * bounds // _P
        case "bits":  # any number of bits, and as many near p as near 0
            numbers = rng.integers(2**29, size=shape) >> rng.integers(29, size=shape)
            return np.where(rng.random(shape) < 0.5, numbers, _P - 1 - numbers)
        case "largest":
            return np.full(shape, _P - 1)
        case "zeros":
            return np.zeros(shape, np.int64)
        case "sparse":
            return rng.integers(_P, size=shape) * (rng.random(shape) < 0.02)
        case "ones":
            return rng.integers(2, size=shape)
        case "small":
            return rng.integers(10, size=shape)
        case _:  # powers of a root of unity, whose transform is zero nearly everywhere
            root = pow(3, (_P - 1) >> int(rng.integers(1, _ROOT_BITS)), _P)
            powers = [1]
            while len(powers) < shape[2]:
                powers.append(powers[-1] * root % _P)
            return np.array(powers) * rng.integers(1, _P, (*shape[:2], 1)) % _P


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of pairs and of coefficients, then the pairs, as int32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``k``, the number of pairs, and ``n``, the number of coefficients.
        kind: Coefficients of any size (``random``), in ``blocks`` of like size, of any number of ``bits``,
            all p - 1 (``largest``), ``zeros``, mostly zero (``sparse``), 0 or 1 (``ones``), below 10
            (``small``) or the powers of one of the ``roots`` of 1.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    k, n = size["k"], size["n"]
    return np.array([k, n], "<i4").tobytes() + _coefficients(rng, (k, 2, n), kind).astype("<i4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The right output: products of large integers, which have the coefficients as digits."""
    k, n = (int(number) for number in np.frombuffer(stdin, "<i4", 2))
    pairs = np.frombuffer(stdin, "<i4", offset=8).reshape(k, 2, n)
    digit = 16  # bytes
    results = []
    for pair in pairs:
        a, b = (
            int.from_bytes(b"".join(int(c).to_bytes(digit, "little") for c in each), "little")
            for each in pair
        )
        product = (a * b).to_bytes(digit * (2 * n - 1), "little")
        results.extend(
            int.from_bytes(product[at : at + digit], "little") % _P for at in range(0, len(product), digit)
        )
    return np.array(results, "<i4").tobytes()
