"""Generate the inputs of the problem."""

# TODO: generate your own inputs; problem.toml names the kinds, and "random" is the default
from collections.abc import Mapping

import numpy as np

__all__ = ["answer", "generate"]

_KINDS = ("ascending", "descending", "equal", "random", "ranks")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Generate one input: N as int32, then N values as int32, little-endian.

    Args:
        rng: Source of all randomness, so that equal seeds give equal inputs.
        size: ``n`` values.
        kind: ``random``, ``ranks`` (N numbers that lie evenly apart), ``ascending``, ``descending`` or
            ``equal``.

    Raises:
        ValueError: The kind is unknown.
    """
    n = size["n"]
    values = rng.integers(-(2**31), 2**31, n)
    match kind:
        case "random":
            pass
        case "ranks":
            # They fill the range of int32, as random values do: Python takes longer for large numbers.
            values = rng.permutation(n) * (2**32 // n) - 2**31
        case "ascending":
            values.sort()
        case "descending":
            values = np.sort(values)[::-1]
        case "equal":
            values[:] = values[0]
        case _:
            raise ValueError(f"unknown kind {kind!r}; use one of {', '.join(_KINDS)}")
    return np.int32(n).tobytes() + values.astype("<i4").tobytes()


# TODO: solve small inputs of your own problem in another way than the references do, or remove answer()
def answer(stdin: bytes) -> bytes:
    """Solve one small input independently of the references, which `perfgym validate` compares with it."""
    values = np.frombuffer(stdin, "<i4", offset=4)
    is_smaller = values[None, :] < values[:, None]
    return np.triu(is_smaller, 1).sum(axis=1).astype("<i4").tobytes()
