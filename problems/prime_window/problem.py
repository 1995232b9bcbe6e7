"""Size and kind -> where a window begins and how long it is, as bytes."""

from collections.abc import Mapping

import numpy as np

__all__ = ["answer", "generate"]

_PRIMORIAL = 30030
_FEW = 1000  # divisors that `answer` tries one by one
_MOST = 999_000_000_000
_KINDS = ("anywhere", "aligned", "odd", "exact", "near", "square", "square-end", "barren", "end")


def _start(rng: np.random.Generator, start: int, n: int, kind: str) -> int:
    """Where the window begins, near a place for most kinds."""
    root = int(start**0.5)
    match kind:
        case "anywhere" | "near":
            return int(rng.integers(start - start // 10, start + start // 10 + 1))
        case "aligned":
            return max(
                0, int(rng.integers(start - start // 10, start + start // 10 + 1)) // _PRIMORIAL * _PRIMORIAL
            )
        case "odd":
            return int(rng.integers(start - start // 10, start + start // 10 + 1)) | 1
        case "exact":
            return start
        case "square":  # of a prime, the last number or the first
            return max(0, _prime_from(root) ** 2 - n + 1)
        case "square-end":
            return _prime_from(root) ** 2
        case "barren":  # a window in the first long gap there is
            return 1357202
        case "end":
            return _MOST - int(rng.integers(n + 1))
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _prime_from(number: int) -> int:
    """The first prime that is not smaller."""
    number = max(2, number)
    divisors = np.arange(2, max(3, int(number**0.5) + 200))
    while not (number % divisors[divisors < number]).all():
        number += 1
    return number


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The first number of the window and how many it has, as int64, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``start``, about where the window begins, and ``n`` numbers.
        kind: ``anywhere`` (near the start, or ``near``), ``aligned`` (at a multiple of 2 * 3 * 5 * 7 * 11 *
            13), ``odd`` (at an odd number), ``exact`` (at the start itself), ``square`` (the last number is
            the square of a prime), ``square-end`` (the first is), ``barren`` (in a gap of 132 between primes)
            or ``end`` (about at the largest start).

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    start = min(_start(rng, size["start"], n, kind), _MOST)
    return np.array([start, n], "<i8").tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: what no number up to the root divides stays."""
    start, n = (int(x) for x in np.frombuffer(stdin, "<i8"))
    root = int((start + n) ** 0.5)
    numbers = np.arange(start, start + n)
    primes = numbers[numbers > 1]
    for divisor in range(2, min(root, _FEW) + 1):
        primes = primes[(primes % divisor != 0) | (primes == divisor)]
    others = np.arange(_FEW + 1, root + 1)  # few numbers are left, so each meets all of these at once
    is_prime = [bool((number % others[others < number]).all()) for number in primes]
    primes = primes[np.array(is_prime, bool)]
    gap = int(np.diff(primes).max()) if len(primes) > 1 else 0
    return np.array([len(primes), int((primes - start).sum()), gap], "<i8").tobytes()
