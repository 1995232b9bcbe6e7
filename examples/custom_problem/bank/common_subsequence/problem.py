"""Size and kind -> the bytes of one input."""

from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The two lengths as int32, little-endian, then the two strings.

    Args:
        rng: All randomness comes from it: equal seeds give equal inputs.
        size: ``a`` and ``b``, the lengths.
        kind: ``random`` (letters A to D), ``any-bytes`` (four bytes, drawn anew), ``equal`` (the same
            string twice) or ``disjoint`` (no letter in common).

    Raises:
        ValueError: There is no such kind.
    """
    a, b = (rng.integers(ord("A"), ord("E"), size[name], np.uint8) for name in ("a", "b"))
    match kind:
        case "random":
            pass
        case "any-bytes":
            alphabet = rng.permutation(256).astype(np.uint8)
            a, b = alphabet[a], alphabet[b]
        case "equal":
            b = a
        case "disjoint":
            b = b + np.uint8(4)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: any-bytes, disjoint, equal, random")
    return np.array([len(a), len(b)], "<i4").tobytes() + a.tobytes() + b.tobytes()
