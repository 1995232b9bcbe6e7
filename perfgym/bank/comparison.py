"""Output of a candidate and expected output -> what is wrong with the candidate's, or nothing.

A comparison returns an empty string for a right output, otherwise one line that says what is wrong.
Comparisons decide which submissions get a reward: in case of doubt an output is wrong.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Compare", "Judge", "compare_bytes", "compare_within"]

Compare = Callable[[bytes, bytes], str]
"""(expected, got) -> what is wrong; empty for a right output."""

Judge = Callable[[bytes, bytes, bytes], str]
"""(stdin, expected, got) -> what is wrong; empty for a right output."""

_FLOAT = np.dtype("<f4")


def _wrong_length(expected: bytes, got: bytes) -> str:
    return f"the output has {len(got)} bytes, expected {len(expected)}"


def compare_bytes(expected: bytes, got: bytes) -> str:
    """Compare byte by byte: an output is right if all bytes are equal."""
    if expected == got:
        return ""
    if len(expected) != len(got):
        return _wrong_length(expected, got)
    first = int(np.argmax(np.frombuffer(expected, np.uint8) != np.frombuffer(got, np.uint8)))
    return f"byte {first} is 0x{got[first]:02x}, expected 0x{expected[first]:02x} (of {len(expected)} bytes)"


def _wrong_elements(
    want: NDArray[np.float64], got: NDArray[np.float64], tolerance: float
) -> NDArray[np.bool_]:
    finite = np.isfinite(want)
    with np.errstate(invalid="ignore"):
        # "Not within" instead of "beyond": every comparison with NaN is false, so NaN never passes.
        beyond = ~(np.abs(got - want) <= tolerance * np.maximum(1.0, np.abs(want)))
        same_kind = (got == want) | (np.isnan(got) & np.isnan(want))
    return np.where(finite, beyond, ~same_kind)


def compare_within(tolerance: float) -> Compare:
    """Return a comparison of arrays of little-endian float32.

    An element is right if ``|got - want| <= tolerance * max(1, |want|)``. If the expected element is an
    infinity, the output must hold the same infinity; if it is NaN, the output must hold NaN.

    Args:
        tolerance: Largest error, relative to expected values above 1 and absolute below.
    """

    def compare(expected: bytes, got: bytes) -> str:
        if len(expected) != len(got) or len(got) % _FLOAT.itemsize:
            return _wrong_length(expected, got)
        with np.errstate(invalid="ignore"):  # converting a signalling NaN warns
            want64 = np.frombuffer(expected, _FLOAT).astype(np.float64)
            got64 = np.frombuffer(got, _FLOAT).astype(np.float64)
        wrong = _wrong_elements(want64, got64, tolerance)
        if not wrong.any():
            return ""
        first = int(np.argmax(wrong))
        return (
            f"element {first} is {got64[first]:.9g}, expected {want64[first]:.9g} "
            f"({int(wrong.sum())} of {wrong.size} elements are wrong)"
        )

    return compare
