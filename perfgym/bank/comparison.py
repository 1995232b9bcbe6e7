"""An output and the expected one -> what is wrong with it, or nothing.

A comparison returns an empty string for a right output, else one line that says what is wrong.
Comparisons decide what a submission is paid for: when in doubt, the output is wrong.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Compare", "Judge", "compare_bytes", "compare_within"]

Compare = Callable[[bytes, bytes], str]
"""(expected, got) -> what is wrong."""

Judge = Callable[[bytes, bytes, bytes], str]
"""(stdin, expected, got) -> what is wrong."""

_FLOAT = np.dtype("<f4")


def _wrong_length(expected: bytes, got: bytes) -> str:
    return f"the output has {len(got)} bytes, expected {len(expected)}"


def compare_bytes(expected: bytes, got: bytes) -> str:
    """Right when every byte is."""
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
        # Written as "not within", so that a NaN on either side can never pass.
        beyond = ~(np.abs(got - want) <= tolerance * np.maximum(1.0, np.abs(want)))
        same_kind = (got == want) | (np.isnan(got) & np.isnan(want))
    return np.where(finite, beyond, ~same_kind)


def compare_within(tolerance: float) -> Compare:
    """A comparison of little-endian float32 arrays.

    An element is right when ``|got - want| <= tolerance * max(1, |want|)``; where the expected
    one is not finite it has to be the same infinity, or a NaN for a NaN.
    """

    def compare(expected: bytes, got: bytes) -> str:
        if len(expected) != len(got) or len(got) % _FLOAT.itemsize:
            return _wrong_length(expected, got)
        with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is converted
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
