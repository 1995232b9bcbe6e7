"""Size and kind -> the bytes of one input."""

# TODO: make your own inputs; kinds are names that problem.toml uses, "random" is the default
from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

_KINDS = ("ascending", "descending", "equal", "random")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N as int32, then N values as int32, little-endian.

    Args:
        rng: All randomness comes from it: equal seeds give equal inputs.
        size: ``n`` values.
        kind: ``random``, ``ascending``, ``descending`` or ``equal``.

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    values = rng.integers(-(2**31), 2**31, n)
    match kind:
        case "random":
            pass
        case "ascending":
            values.sort()
        case "descending":
            values = np.sort(values)[::-1]
        case "equal":
            values[:] = values[0]
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    return np.int32(n).tobytes() + values.astype("<i4").tobytes()
